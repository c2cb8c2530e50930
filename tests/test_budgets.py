"""What a page may cost: queries whatever the number of rows, bytes on a slow line."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans.models import Plan
from tasks.models import TaskYear
from tests import factories as make
from tests.access_table import OK, TABLE, Row
from tests.cast import MEMBERS, Cast
from tests.mediators import factories as rosters
from tests.queries import n_queries

FIRST_VIEW_KB = 30
LATER_PAGE_KB = 12
HTML_KB = 200
REQUESTS = 6  # the page and what it loads

# Pages whose bytes are weighed, by name; all of the access table are asked for their queries.
PAGES: dict[str, Callable[[Cast], str]] = {
    "dashboard": lambda _: reverse("tasks:dashboard"),
    "dashboard as of": lambda _: reverse("tasks:dashboard") + "?tai_ngay=31/12/2025",
    "my_work": lambda _: reverse("tasks:my_work"),
    "year_grid": lambda _: reverse("tasks:year_grid"),
    "year_grid as of": lambda _: reverse("tasks:year_grid") + "?tai_ngay=31/12/2025",
    "task_list": lambda _: reverse("tasks:task_list"),
    "task_detail": lambda cast: cast.task.get_absolute_url(),
    "task_year_detail": lambda cast: cast.task_year.get_absolute_url(),
    "assignment_list": lambda _: reverse("tasks:assignment_list"),
    "backlog": lambda _: reverse("tasks:backlog"),
    "history": lambda _: reverse("tasks:history"),
    "document_list": lambda _: reverse("tasks:document_list"),
    "plan_list": lambda _: reverse("tasks:plan_list"),
    "meeting_sheet": lambda _: reverse("tasks:meeting_sheet"),
    "meeting_sheet as of": lambda _: reverse("tasks:meeting_sheet") + "?tai_ngay=31/12/2025",
    "reminder_list": lambda _: reverse("tasks:reminder_list"),
    "silence": lambda _: reverse("tasks:silence"),
    "silence as of": lambda _: reverse("tasks:silence") + "?tai_ngay=31/12/2025",
    "duties": lambda _: reverse("tasks:duties"),
    "programme": lambda _: reverse("tasks:programme"),
    "communication": lambda _: reverse("tasks:communication"),
    "funding": lambda _: reverse("tasks:funding"),
    "plan_detail": lambda cast: cast.plan.get_absolute_url(),
}


def reading_rows() -> Iterator[Any]:
    """Of each address that answers somebody of the locality, the first row that does."""
    for name, rows in TABLE.items():
        for row in rows:
            if row.method == "GET" and reader_of(row):
                yield pytest.param(name, row, id=name)
                break


def reader_of(row: Row) -> str | None:
    """The first of the cast, from who may most, who is answered with the page."""
    able = (one for one in reversed(MEMBERS) if one != "stranger" and row.outcomes[one] == OK)
    return next(able, None)


@pytest.fixture(autouse=True)
def _database_is_known(db):
    """Django asks SQLite once a connection whether it knows JSON."""
    assert connection.features.supports_json_field


def grow(cast: Cast) -> None:
    """One more of everything that a page may list: of the work, of what is written on it."""
    lead = cast.officer.agency
    assert lead is not None
    task = make.make_task(plan=cast.plan, leads=[lead], partners=[make.make_agency()])
    make.make_assignment(task=task, officer=cast.officer)
    timeline = make.make_timeline(task=task, with_cells=True)
    add_log(timeline.cells.get(year=2026), cast)
    add_log(cast.task_year, cast)
    for old in (task, cast.task):
        cell = old.timelines.get().cells.get(year=2026)
        make.make_direction(task_year=cell, asked_by=cast.leader, addressee=cast.officer)
    grow_rosters(cast)


def grow_rosters(cast: Cast) -> None:
    """One more of what the rosters list."""
    team = rosters.make_full_team(commune=cast.home)
    rosters.make_draft_with_line(locality=cast.home)
    rosters.make_case(team=team)
    rosters.make_attendance(course=rosters.make_course(locality=cast.home))
    rosters.make_issue(material=rosters.make_material(locality=cast.home))
    rosters.make_support(supporter=rosters.make_supporter(locality=cast.home))
    rosters.make_commendation(locality=cast.home)


def add_log(task_year: TaskYear, cast: Cast) -> None:
    make.make_activity(task_year=task_year, officer=cast.officer)
    make.make_post(task_year=task_year, url="https://example.org/bai")
    make.make_funding(task_year=task_year, agency=cast.officer.agency)
    update = make.make_update(task_year=task_year, author=cast.officer, result="Đã thực hiện")
    make.make_evidence(task_year=task_year, update=update, added_by=cast.officer)


@pytest.mark.parametrize(("name", "row"), list(reading_rows()))
def test_queries_of_a_page_do_not_grow_with_its_rows(
    name: str, row: Row, cast: Cast, client: Client
):
    url = row.url(name, cast)
    if reader := cast.member(reader_of(row) or "anonymous"):
        client.force_login(reader)
    grow(cast)
    with_one = n_queries(client, url)
    for _ in range(2):
        grow(cast)
    assert n_queries(client, url) == with_one


# Bytes


def packed_size(path: Path) -> int:
    """What a static file weighs on the line, with what it loads in turn."""
    packed = path.with_name(path.name + ".gz")
    size = (packed if packed.exists() else path).stat().st_size
    inner = []
    if path.suffix == ".css":
        inner = re.findall(r"""url\(["']?(?!data:)([^"')#]+)""", path.read_text())
    elif path.suffix == ".js":
        inner = re.findall(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""", path.read_text())
    return size + sum(packed_size(path.parent / name) for name in inner)


def loaded_by(html: bytes) -> set[str]:
    """Addresses of everything a browser fetches for the page."""
    root = lxml.html.document_fromstring(html)
    found: Any = root.xpath(
        "//link[@rel!='canonical']/@href | //script/@src | //img/@src | //use/@href"
    )
    return {url.partition("#")[0] for url in found if url.startswith("/static/")}


@pytest.mark.parametrize("name", list(PAGES))
def test_bytes_of_a_page(name: str, cast: Cast, real_plan: Plan, client: Client):
    """The pages of the real plan, which is the newest of the locality, and every cell reported."""
    cells = TaskYear.objects.of_plan(real_plan.pk).in_order()
    for task_year in cells:
        add_log(task_year, cast)
    real = replace(
        cast, plan=real_plan, task=real_plan.tasks.in_order()[0], task_year=cells.in_year(2026)[0]
    )
    client.force_login(cast.coordinator)
    answer = client.get(PAGES[name](real), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(answer.content)
    files = loaded_by(html)
    assert files
    later = len(answer.content) / 1000
    folder = Path(settings.STATIC_ROOT)
    weights = [packed_size(folder / url.removeprefix("/static/")) for url in files]
    assert len(html) / 1000 <= HTML_KB
    assert later <= LATER_PAGE_KB
    assert later + sum(weights) / 1000 <= FIRST_VIEW_KB
    assert 1 + len(files) <= REQUESTS
