"""What a page may cost: queries whatever the number of rows, bytes on a slow line."""

import gzip
import re
from collections.abc import Callable
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
from tests.access_table import OK
from tests.cast import Cast

FIRST_VIEW_KB = 40
LATER_PAGE_KB = 12

# Page: its queries, session, user and the head's count included, and its address. The figure is
# what the page takes; it rises only knowingly, up to its budget (design, section 5).
QUERIES: dict[str, tuple[int, Callable[[Cast], str]]] = {
    "dashboard": (17, lambda _: reverse("tasks:dashboard")),
    "dashboard as of": (19, lambda _: reverse("tasks:dashboard") + "?tai_ngay=31/12/2025"),
    "my_work": (5, lambda _: reverse("tasks:my_work")),
    "year_grid": (6, lambda _: reverse("tasks:year_grid")),
    "year_grid as of": (6, lambda _: reverse("tasks:year_grid") + "?tai_ngay=31/12/2025"),
    "task_list": (6, lambda _: reverse("tasks:task_list")),
    "task_detail": (13, lambda cast: cast.task.get_absolute_url()),
    "task_year_detail": (17, lambda cast: cast.task_year.get_absolute_url()),
    "assignment_list": (6, lambda _: reverse("tasks:assignment_list")),
    "history": (7, lambda _: reverse("tasks:history")),
    "document_list": (6, lambda _: reverse("tasks:document_list")),
    "plan_list": (6, lambda _: reverse("tasks:plan_list")),
    "meeting_sheet": (7, lambda _: reverse("tasks:meeting_sheet")),
    "meeting_sheet as of": (8, lambda _: reverse("tasks:meeting_sheet") + "?tai_ngay=31/12/2025"),
    "reminder_list": (5, lambda _: reverse("tasks:reminder_list")),
    "silence": (6, lambda _: reverse("tasks:silence")),
    "silence as of": (7, lambda _: reverse("tasks:silence") + "?tai_ngay=31/12/2025"),
    "duties": (8, lambda _: reverse("tasks:duties")),
    "programme": (8, lambda _: reverse("tasks:programme")),
    "communication": (6, lambda _: reverse("tasks:communication")),
    "funding": (6, lambda _: reverse("tasks:funding")),
    "plan_detail": (9, lambda cast: cast.plan.get_absolute_url()),
}

pages = pytest.mark.parametrize("name", list(QUERIES))


@pytest.fixture(autouse=True)
def _database_is_known(db):
    """Django asks SQLite once a connection whether it knows JSON."""
    assert connection.features.supports_json_field


def grow(cast: Cast, *, n_tasks: int) -> None:
    """More of everything that a page may list: tasks with years, people, log, proof."""
    lead = cast.officer.agency
    assert lead is not None
    for _ in range(n_tasks):
        task = make.make_task(plan=cast.plan, leads=[lead], partners=[make.make_agency()])
        make.make_assignment(task=task, officer=cast.officer)
        timeline = make.make_timeline(task=task, with_cells=True)
        add_log(timeline.cells.get(year=2026), cast)


def add_log(task_year: TaskYear, cast: Cast) -> None:
    make.make_activity(task_year=task_year, officer=cast.officer)
    make.make_post(task_year=task_year, url="https://example.org/bai")
    make.make_funding(task_year=task_year, agency=cast.officer.agency)
    update = make.make_update(task_year=task_year, author=cast.officer, result="Đã thực hiện")
    make.make_evidence(task_year=task_year, update=update, added_by=cast.officer)


@pages
@pytest.mark.parametrize("n_rows", [1, 3, 12])
def test_queries_of_a_page_do_not_grow_with_its_rows(
    name: str, n_rows: int, cast: Cast, client: Client, django_assert_num_queries
):
    n_queries, url_of = QUERIES[name]
    grow(cast, n_tasks=n_rows - 1)
    for _ in range(n_rows):
        add_log(cast.task_year, cast)
    client.force_login(cast.officer)
    with django_assert_num_queries(n_queries):
        assert client.get(url_of(cast)).status_code == OK


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


@pages
def test_bytes_of_a_page(name: str, cast: Cast, real_plan: Plan, client: Client):
    """The pages of the real plan, which is the newest of the locality, and every cell reported."""
    cells = TaskYear.objects.of_plan(real_plan.pk).in_order()
    for task_year in cells:
        add_log(task_year, cast)
    real = replace(
        cast, plan=real_plan, task=real_plan.tasks.in_order()[0], task_year=cells.in_year(2026)[0]
    )
    client.force_login(cast.coordinator)
    answer = client.get(QUERIES[name][1](real), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    files = loaded_by(gzip.decompress(answer.content))
    assert files
    later = len(answer.content) / 1000
    folder = Path(settings.STATIC_ROOT)
    weights = [packed_size(folder / url.removeprefix("/static/")) for url in files]
    first = later + sum(weights) / 1000
    assert later <= LATER_PAGE_KB
    assert first <= FIRST_VIEW_KB
