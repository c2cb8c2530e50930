"""Our part of the Vietnamese catalogues, and how days and numbers are written."""

import datetime as dt
import gettext
import re
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from django.template import engines
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.catalogue import LOCALE, compiled, entries

SOURCES = sorted(LOCALE.rglob("*.po"))
PACKAGES = ("django", "axes", "simple_history")


def said_by(package):
    for path in Path(import_module(package).__path__[0]).rglob("*"):
        if path.match("locale/en/LC_MESSAGES/*.po"):
            yield from (key for key, _ in entries(path.read_text("utf-8")))
        elif package != "django" and path.suffix in {".py", ".html"}:
            yield path.read_text("utf-8")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_compiled_catalogue_is_that_of_its_source(source):
    assert source.with_suffix(".mo").read_bytes() == compiled(source.read_text("utf-8"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_compiled_catalogue_is_read_by_gettext(source):
    text = source.read_text("utf-8")
    read = gettext.GNUTranslations(BytesIO(compiled(text)))
    plain = {key: value for key, value in entries(text) if key and not set(key) & {"\0", "\4"}}
    assert {key: read.gettext(key) for key in plain} == plain


def test_every_entry_is_still_said_by_a_package():
    said = {line for package in PACKAGES for line in said_by(package)}
    code = "\n".join(line for line in said if "\n" in line)
    blocktrans = {"View %(verbose_name)s", "Revert %(verbose_name)s"}
    gone = [
        key
        for source in SOURCES
        for key, _translation in entries(source.read_text("utf-8"))
        if key not in said and key not in blocktrans and key not in code
    ]
    assert gone == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_placeholders_survive_translation(source):
    holes = re.compile(r"%\(\w+\)[sdr]|\{\w*\}|%[sd]")
    wrong = [
        key
        for key, value in entries(source.read_text("utf-8"))
        if key and not set(holes.findall(value)) <= set(holes.findall(key))
    ]
    assert wrong == []


def test_words_of_ours_win_over_djangos():
    assert _("Enter a whole number.") == "Nhập một số nguyên, ví dụ 12"
    assert ngettext("%(num)d week", "%(num)d weeks", 3) % {"num": 3} == "3 tuần"
    assert _("January") == "Tháng 1"


def test_days_and_numbers_are_written_as_offices_write_them():
    moment = dt.datetime(2026, 9, 2, 9, 41)  # noqa: DTZ001 -- only its form is looked at
    assert formats.date_format(moment.date()) == "02/09/2026"
    assert formats.date_format(moment, "DATETIME_FORMAT") == "09:41 02/09/2026"
    assert formats.date_format(moment, "YEAR_MONTH_FORMAT") == "tháng 9/2026"
    assert formats.number_format(1234567.5, 1, use_l10n=True, force_grouping=True) == "1.234.567,5"


def test_year_in_a_template_is_no_quantity():
    template = engines["django"].from_string("{{ year }} {{ share }}")
    assert template.render({"year": 2026, "share": 0.5}) == "2026 0,5"
