"""The register of documents as a workbook: the rows of the page, and where each is used."""

import datetime as dt

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workbooks import rows_in

XLSX = reverse("tasks:document_xlsx")


@pytest.fixture
def officer(cast, client):
    make.make_document(
        locality=cast.home, number="9/QĐ-UBND", kind="decision", summary="=Kiện toàn tổ"
    )
    report = make.make_document(
        locality=cast.home,
        number="412/BC-UBND",
        summary="Kết quả tập huấn",
        issued_on=dt.date(2026, 11, 20),
        file_name="bao-cao.pdf",
    )
    make.make_evidence(task_year=cast.task_year, document=report)
    make.make_contribution(task_year=cast.task_year).documents.add(report)
    make.make_document(locality=cast.stranger.locality, number="1/XA-KHAC")
    client.force_login(cast.officer)
    return client


def test_workbook_has_every_document_with_its_uses(officer, cast):
    report, decision = sorted(rows_in(officer.get(XLSX)), key=lambda row: row["Số, ký hiệu"])
    assert report == {
        "TT": report["TT"],
        "Loại văn bản": "Báo cáo",
        "Số, ký hiệu": "412/BC-UBND",
        "Ngày văn bản": dt.datetime(2026, 11, 20),  # noqa: DTZ001 -- as openpyxl reads a day
        "Cơ quan ban hành": None,
        "Trích yếu": "Kết quả tập huấn",
        "Minh chứng cho": "II.2.b, 2026",
        "Kế hoạch": str(cast.plan),
        "Tệp": "bao-cao.pdf",
    }
    assert (decision["Trích yếu"], decision["Minh chứng cho"]) == ("=Kiện toàn tổ", None)


def test_workbook_follows_the_search_of_the_page(officer):
    found = [row["Số, ký hiệu"] for row in rows_in(officer.get(XLSX + "?tim=tap huan"))]
    assert found == ["412/BC-UBND"]


def test_page_leads_to_the_workbook_of_its_rows(officer):
    page = officer.get(reverse("tasks:document_list") + "?tim=tap").content.decode()
    assert f'href="{XLSX}?tim=tap"' in page


def test_list_is_paged_and_printed_whole(client, cast):
    for _ in range(51):
        make.make_document(locality=cast.home)
    client.force_login(cast.officer)
    url = reverse("tasks:document_list")
    assert "1 - 50 trong 51 văn bản" in client.get(url).content.decode()
    assert client.get(f"{url}?in=1").content.decode().count('<th scope="row"') == 51
