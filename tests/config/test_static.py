"""The style sheet as production serves it, and what a page costs on the wire."""

import gzip
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string

from config.static import COMMENT

SOURCES = Path(settings.BASE_DIR) / "static" / "css"
KB = 1024


def served(name):
    return Path(
        settings.STATIC_ROOT, staticfiles_storage.url(name).removeprefix(settings.STATIC_URL)
    ).read_text("utf-8")


def test_style_sheet_of_production_is_in_one_piece():
    sheet = served("css/site.css")
    parts = [
        line.split('"')[1]
        for line in (SOURCES / "site.css").read_text("utf-8").splitlines()
        if line.startswith("@import")
    ]
    assert len(parts) > 10
    assert "@import" not in sheet
    assert sheet.index("@layer tokens, base") < sheet.index("@layer base {")
    for part in parts:
        assert COMMENT.sub("", (SOURCES / part).read_text("utf-8")).strip() in sheet
    assert "/*" not in sheet


def test_files_of_the_style_stay_short():
    long = {
        path.name: length
        for path in SOURCES.rglob("*.css")
        if (length := len(path.read_text("utf-8").splitlines())) > 110
    }
    assert long == {}


def weight(text):
    return len(gzip.compress(text.encode(), 6))


def test_empty_page_leaves_room_in_the_budget():
    """Of the 30 KB of a first view, style and scripts of every page take less than 18."""
    text = render_to_string("base.html")
    page = lxml.html.document_fromstring(text)
    addresses = page.xpath("//link/@href | //script/@src")
    names = [str(address).removeprefix(settings.STATIC_URL) for address in addresses]
    cost = weight(text) + sum(
        weight(Path(settings.STATIC_ROOT, name).read_text("utf-8")) for name in names
    )
    assert len(names) == 4
    assert cost < 18 * KB


@pytest.mark.parametrize("name", ["forms.js", "keep-typed.js", "formset.js", "grid.js"])
def test_script_is_small(name):
    assert weight(served(f"js/{name}")) < 2.5 * KB
