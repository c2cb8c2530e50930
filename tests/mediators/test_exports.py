"""Lists as workbooks: the rows that the filters of the page find, and the line in the log."""

import datetime as dt
import io

import pytest
from django.urls import resolve, reverse
from openpyxl import load_workbook

from mediators.models import AccessEntry, AccessKind
from tests.mediators import factories as make
from tests.tasks.reading import link, read, said


def rows_of(client, name: str, query: str = "") -> list[str]:
    """The second column of the numbered rows."""
    answer = client.get(reverse(f"mediators:{name}") + query)
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [str(row[1]) for row in sheet.values if isinstance(row[0], int)]


@pytest.fixture
def keeper(cast, client):
    team, other = (make.make_team(commune=cast.home, name=name) for name in ("Ấp 1", "Ấp 2"))
    person = make.make_mediator(locality=cast.home, full_name="Lê Văn An")
    make.make_member(team=team, mediator=person)
    make.make_member(
        team=other, mediator=make.make_mediator(locality=cast.home, full_name="Bùi Ba")
    )
    make.make_course(locality=cast.home, title="Lớp kỹ năng")
    make.make_course(locality=cast.home, title="Lớp pháp luật")
    make.make_material(locality=cast.home, title="Sổ tay")
    make.make_draft(locality=cast.home)
    make.make_team(commune=cast.stranger.locality)
    for make_elsewhere in (make.make_course, make.make_material, make.make_draft):
        make_elsewhere(locality=cast.stranger.locality)
    client.force_login(cast.keeper)
    return client


@pytest.mark.parametrize(
    ("name", "query", "expected", "title"),
    [
        ("team_xlsx", "?tim=ap 2", ["Ấp 2"], "Danh sách tổ hòa giải"),
        ("course_xlsx", "?tim=phap", ["Lớp pháp luật"], "Danh sách lớp tập huấn"),
        ("material_xlsx", "", ["Sổ tay"], "Danh sách tài liệu cho hòa giải viên"),
        (
            "decision_xlsx",
            "?tinh_trang=draft",
            ["Dự thảo"],
            "Danh sách quyết định",
        ),
        ("coverage_xlsx", "", ["Ấp 1", "Ấp 2"], "Độ phủ tập huấn năm 2026"),
        ("untrained_xlsx", "", ["Lê Văn An", "Bùi Ba"], "Hòa giải viên chưa tập huấn năm 2026"),
    ],
)
def test_workbook_has_the_rows_of_the_list_and_is_logged(name, query, expected, title, keeper):
    assert sorted(rows_of(keeper, name, query)) == sorted(expected)
    entry = AccessEntry.objects.get(kind=AccessKind.EXPORT)
    assert entry.subject == title


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("team_list", "?tim=ap 2&sap_xep=-ten"),
        ("course_list", "?tim=phap&trang=1"),
        ("material_list", "?tim=so tay"),
        ("decision_list", "?tinh_trang=draft"),
        ("coverage", "?tai_ngay=31/12/2026"),
        ("untrained_list", "?lan_cuoi=chua"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_page_leads_to_the_workbook_of_the_rows_that_it_shows(page, query, headers, keeper):
    """Also where htmx changed the rows alone."""
    root = read(keeper, reverse(f"mediators:{page}") + query, headers=headers)
    shown = [said(one) for one in root.xpath("(//tbody)[1]//th")]
    path, _, asked = link(root, "Tải tệp Excel").partition("?")
    found = rows_of(keeper, str(resolve(path).url_name), f"?{asked}")
    assert asked
    assert found != []
    assert len(found) == len(shown)
    assert all(one.startswith(title) for one, title in zip(shown, found, strict=True))


def test_targets_of_a_day_are_taken_away_with_their_results(keeper):
    day = dt.date(2026, 11, 22)
    assert rows_of(keeper, "target_xlsx", f"?tinh_den={day:%d/%m/%Y}") != []
    assert AccessEntry.objects.get(kind=AccessKind.EXPORT).subject == "Chỉ tiêu hòa giải ở cơ sở"
