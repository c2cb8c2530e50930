"""The ledger of cases: statuses at a cut-off, the list, a case's form, the table of many."""

import datetime as dt
import io
from typing import Any

import lxml.html
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from mediators.cases.ledger import Crew, court_deadline, name_in, next_numbers, number_key
from mediators.models import AccessEntry, CaseStatus, MediationCase, Outcome, Scope
from plans.models import Role
from tests import factories as base
from tests.html import visible_text
from tests.mediators import factories as make

LIST = "mediators:case_list"
D = dt.date


def text_of(response) -> str:
    return visible_text(lxml.html.document_fromstring(response.content))


def rows_of(response) -> list[str]:
    rows: Any = lxml.html.document_fromstring(response.content).xpath("(//table)[1]/tbody/tr")
    return [" ".join(row.xpath("string(th)").split()) for row in rows]


def links_to(response, end: str) -> list[str]:
    """Words of the links whose address ends so."""
    root = lxml.html.document_fromstring(response.content.decode())
    links = [link for link in root.xpath("//a[@href]") if link.get("href").endswith(end)]
    return [" ".join(link.text_content().split()) for link in links]


def errors_of(response) -> list[str]:
    found: Any = lxml.html.document_fromstring(response.content).xpath(
        "//*[contains(@class, 'field__error')]/p/text()"
    )
    return [str(one) for one in found]


@pytest.fixture
def team(cast):
    """An and Bình of old; Chi since June 2026."""
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    make.make_member(team=team, full_name="Lê Văn An")
    make.make_member(team=team, full_name="Trần Thị Bình")
    make.make_member(team=team, full_name="Võ Thị Chi", started_on=D(2026, 6, 1))
    return team


def person(team, name: str):
    return next(one for one in Crew(list(team.memberships.by_name())).people() if str(one) == name)


# What needs no database


@pytest.mark.parametrize(
    ("matter", "found"),
    [
        ("Ông Nguyễn Văn A lấn đất", "Ông Nguyễn Văn A"),
        ("Tranh chấp giữa bà Út và hộ bên", "bà Út"),
        ("Đất của anh Đặng Văn Ứng", "anh Đặng Văn Ứng"),
        ("Mâu thuẫn giữa anh em ruột về đất", ""),
        ("Bà con trong xóm phản ánh tiếng ồn", ""),
        ("Xây hàng rào tại ấp Tân Bình", ""),
    ],
)
def test_matter_that_names_somebody_is_noticed(matter, found):
    assert name_in(matter) == found


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("05", "5", True),
        ("5/2026", "05", True),
        ("5 - 2026", "5", True),
        ("5/2025", "5", False),
        ("5A", "5a", True),
        ("15", "5", False),
    ],
)
def test_numbers_are_compared_as_people_read_them(one, other, is_same):
    assert (number_key(one, 2026) == number_key(other, 2026)) == is_same


def test_next_numbers_are_written_as_the_last_one():
    assert next_numbers([], 2) == ["1", "2"]
    assert next_numbers(["07/2026", "02/2026", "?"], 3) == ["08/2026", "09/2026", "10/2026"]
    assert next_numbers(["9"], 1) == ["10"]


def test_a_court_may_be_asked_for_six_months():
    assert court_deadline(D(2026, 3, 15)) == D(2026, 9, 15)
    assert court_deadline(D(2025, 8, 31)) == D(2026, 2, 28)


# Statuses


@pytest.mark.django_db
def test_status_of_a_day_is_one_of_four_in_sql_as_in_python():
    team = make.make_team()
    steps = [D(2025, 12, 30), D(2026, 1, 1), D(2026, 1, 2), None]
    for started in steps:
        for ended in steps:
            if ended is not None and (started is None or ended < started):
                continue
            outcome = Outcome.FAILURE if ended == D(2026, 1, 1) else Outcome.SUCCESS
            make.make_case(
                team=team,
                received_on=D(2025, 12, 30),
                started_on=started,
                ended_on=ended,
                outcome=outcome if ended else "",
            )
    for day in (D(2025, 12, 29), D(2025, 12, 30), D(2025, 12, 31), D(2026, 1, 1), D(2026, 1, 2)):
        cases = list(MediationCase.objects.with_status(day))
        assert [one.status for one in cases] == [one.status_on(day) for one in cases]
    statuses = [one.status for one in MediationCase.objects.with_status(D(2026, 1, 1))]
    assert sorted(set(statuses)) == sorted(CaseStatus)
    before = MediationCase.objects.with_status(D(2025, 12, 31))
    open_then = {one.pk for one in before if one.status in ("not_settled", "in_progress")}
    assert {one.pk for one in MediationCase.objects.carried_into(2026)} == open_then


# The list


@pytest.fixture
def ledger(cast, team):
    """Five cases of two teams, of two years."""
    other = make.make_team(commune=cast.home, name="Ấp 2")
    an = person(team, "Lê Văn An")
    make.make_case(
        team=team,
        ledger_number="1",
        received_on=D(2025, 12, 20),
        started_on=D(2025, 12, 28),
        ended_on=D(2026, 2, 3),
        outcome=Outcome.SUCCESS,
        has_written_agreement=True,
        court_recognised_on=D(2026, 4, 1),
        matter="Lối đi chung",
    )
    make.make_case(team=team, ledger_number="2", received_on=D(2025, 5, 5), outcome="failure")
    make.make_case(
        team=team,
        ledger_number="3",
        received_on=D(2026, 3, 2),
        outcome="success",
        scope=Scope.FAMILY,
        mediators=[an],
    )
    make.make_case(team=other, ledger_number="4", received_on=D(2026, 3, 9), scope=Scope.QUARREL)
    make.make_case(
        team=other, ledger_number="10", received_on=D(2026, 1, 9), started_on=D(2026, 1, 20)
    )
    return other


def test_list_is_filtered_by_what_other_pages_link_to(cast, team, ledger, client):
    client.force_login(cast.leader)
    an = person(team, "Lê Văn An")
    expected = {
        "": ["4", "3", "10", "1", "2"],
        f"?team={ledger.pk}": ["4", "10"],
        "?nam=2025": ["1", "2"],
        "?tu=01/01/2026&den=02/03/2026": ["3", "10"],
        "?pham_vi=family": ["3"],
        "?tinh_trang=success": ["3", "1"],
        "?tinh_trang=in_progress&tinh_den=31/12/2025": ["1"],
        "?tinh_trang=open": ["4", "10"],
        "?tinh_trang=ended&tinh_den=31/12/2025": ["2"],
        "?tinh_den=31/12/2025": ["1", "2"],
        "?chuyen_sang=1&tinh_den=31/05/2026": ["1"],
        "?chuyen_sang=1&tinh_den=31/12/2025": [],
        "?van_ban=1": ["1"],
        "?van_ban=1&tinh_den=02/02/2026": [],
        "?cong_nhan=1": ["1"],
        "?cong_nhan=1&tinh_den=31/03/2026": [],
        f"?hoa_giai_vien={an.pk}": ["3"],
        "?tim=loi di": ["1"],
        "?tim=LÊ VĂN AN": ["3"],
        "?sap_xep=so": ["1", "2", "3", "4", "10"],
        "?sap_xep=-ket-thuc&tinh_trang=ended": ["3", "1", "2"],
        "?team=x&tinh_trang=gi-do&nam=99999999999999999999": ["4", "3", "10", "1", "2"],
    }
    url = reverse(LIST)
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected


def test_list_counts_what_it_shows_by_status(cast, ledger, client):
    client.force_login(cast.leader)
    text = text_of(client.get(reverse(LIST)))
    assert "5 vụ, việc : hòa giải thành 2 , hòa giải không thành 1 ," in text.replace(
        "việc:", "việc :"
    )
    past = text_of(client.get(reverse(LIST) + "?tinh_den=31/12/2025&tinh_trang=open"))
    assert "1 / 2 vụ, việc khớp với bộ lọc" in past
    assert "Tình trạng tính đến ngày 31/12/2025" in past
    empty = text_of(client.get(reverse(LIST) + "?tim=khong co"))
    assert "Không có vụ, việc nào khớp với bộ lọc" in empty


def test_list_stops_at_the_locality_and_tells_no_name_from_elsewhere(cast, client):
    away = make.make_team(commune=cast.stranger.locality)
    stranger = make.make_member(team=away, full_name="Phan Thị Xa").mediator
    make.make_case(team=away, mediators=[stranger])
    make.make_case(team=make.make_team(commune=cast.home), ledger_number="7")
    client.force_login(cast.keeper)
    assert rows_of(client.get(reverse(LIST))) == ["7"]
    asked = client.get(reverse(LIST) + f"?hoa_giai_vien={stranger.pk}")
    assert "Phan Thị Xa" not in asked.content.decode()


def test_workbook_has_the_columns_of_the_paper_ledger(cast, team, client):
    an, binh = person(team, "Lê Văn An"), person(team, "Trần Thị Bình")
    make.make_case(
        team=team, ledger_number="=1+1", outcome="success", matter="Nợ", mediators=[binh, an]
    )
    client.force_login(cast.leader)
    response = client.get(reverse("mediators:case_export") + "?tinh_den=31/10/2026")
    sheet = load_workbook(io.BytesIO(response.content)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(values) if row[0] == "TT")
    assert values[head][:7] == [
        "TT",
        "Số trong sổ",
        "Tổ hòa giải",
        "Ngày tiếp nhận",
        "Nội dung vụ, việc",
        "Phạm vi",
        "Hòa giải viên",
    ]
    [row] = [one for one in values if one[1] == "=1+1"]
    assert row[4:7] == ["Nợ", "Dân sự", "Lê Văn An; Trần Thị Bình"]
    assert row[9] == "Hòa giải thành"
    assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    [entry] = AccessEntry.objects.all()
    assert (entry.kind, entry.officer) == ("export", cast.leader)


# A case


def facts(**fields: Any) -> dict[str, Any]:
    return {
        "ledger_number": "5",
        "received_on": "02/03/2026",
        "scope": "civil",
        "matter": "Lối đi chung",
        "version": "0",
    } | fields


@pytest.fixture
def keeper(cast, client):
    client.force_login(cast.keeper)
    return client


def create(client, team, **fields: Any):
    return client.post(reverse("mediators:case_create") + f"?team={team.pk}", facts(**fields))


def test_case_is_written_with_its_mediators_and_the_log_knows(cast, team, keeper):
    an, binh = person(team, "Lê Văn An"), person(team, "Trần Thị Bình")
    response = create(keeper, team, people=[str(binh.pk), str(an.pk)], started_on="5/3/2026")
    case = MediationCase.objects.get()
    assert response.url == case.get_absolute_url()
    assert [str(one) for one in case.mediators.in_order()] == ["Lê Văn An", "Trần Thị Bình"]
    assert (case.status_on(D(2026, 3, 4)), case.version) == ("not_settled", 1)
    assert case.history.count() == 1
    [entry] = AccessEntry.objects.filter(kind="change")
    assert "số 5" in entry.subject


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"received_on": "02/03/2100"}, "trở về trước"),
        ({"started_on": "01/03/2026"}, "Ngày bắt đầu phải từ ngày tiếp nhận 02/03/2026 trở đi"),
        ({"ended_on": "03/03/2026", "outcome": "success"}, "Nhập ngày bắt đầu hòa giải"),
        ({"started_on": "03/03/2026", "ended_on": "04/03/2026"}, "Chọn kết quả của vụ, việc"),
        ({"outcome": "success"}, "Nhập ngày kết thúc của vụ, việc đã có kết quả"),
        ({"has_written_agreement": "on"}, "Chỉ hòa giải thành mới có văn bản hòa giải thành"),
        (
            {
                "started_on": "03/03/2026",
                "ended_on": "04/03/2026",
                "outcome": "success",
                "has_written_agreement": "on",
                "court_recognised_on": "03/03/2026",
            },
            "Ngày Tòa án công nhận phải từ ngày kết thúc 04/03/2026 trở đi",
        ),
        ({"matter": "Ông Nguyễn Văn A nợ tiền"}, "“Ông Nguyễn Văn A” giống tên người"),
        ({"scope": ""}, "Chọn phạm vi"),
    ],
)
def test_wrong_facts_are_told_at_their_fields_and_stay_typed(fields, sentence, team, keeper):
    response = create(keeper, team, **fields)
    assert response.status_code == 422
    [error] = errors_of(response)
    assert sentence in error
    assert "Lối đi chung" in response.content.decode() or "matter" in fields
    assert MediationCase.objects.count() == 0


def test_names_in_the_matter_are_asked_about_and_not_forbidden(team, keeper):
    matter = "Tiếng ồn ở chợ Bà Hoa"
    refused = create(keeper, team, matter=matter)
    assert "Nội dung không có tên các bên" in text_of(refused)
    create(keeper, team, matter=matter, has_no_names="on")
    assert MediationCase.objects.get().matter == matter


def test_mediators_are_those_of_the_team_on_the_day(team, keeper):
    chi = person(team, "Võ Thị Chi")
    early = create(keeper, team, people=[str(chi.pk)], started_on="05/03/2026")
    assert errors_of(early) == ["Ngày 02/03/2026 hoặc 05/03/2026 không ở trong tổ: Võ Thị Chi"]
    create(keeper, team, people=[str(chi.pk)], started_on="01/06/2026")
    assert list(MediationCase.objects.get().mediators.all()) == [chi]
    other = str(make.make_mediator(locality=team.commune).pk)
    refused = create(keeper, team, ledger_number="6", people=[other])
    assert errors_of(refused) == ["Chọn người trong tổ"]


def test_a_number_stands_once_in_a_year_of_a_team(team, keeper):
    make.make_case(team=team, ledger_number="05/2026", received_on=D(2026, 1, 3), matter="Nợ")
    refused = create(keeper, team)
    assert errors_of(refused) == [
        "Sổ năm 2026 của tổ đã có số 05/2026: tiếp nhận ngày 03/01/2026, Nợ. Ghi số khác"
    ]
    create(keeper, team, received_on="02/03/2025")
    create(keeper, make.make_team(commune=team.commune))
    assert MediationCase.objects.count() == 3


def test_second_of_two_editors_sees_what_the_first_saved(cast, team, keeper):
    an, binh = person(team, "Lê Văn An"), person(team, "Trần Thị Bình")
    case = make.make_case(team=team, ledger_number="5", matter="Cũ", mediators=[an])
    url = reverse("mediators:case_edit", args=[case.pk])
    keeper.post(url, facts(matter="Của người thứ nhất", people=[str(an.pk)]))
    second = keeper.post(url, facts(matter="Của người thứ hai", people=[str(binh.pk)]))
    text = text_of(second)
    assert second.status_code == 422
    assert "Đang lưu: Của người thứ nhất" in text
    assert "Đang lưu: Lê Văn An" in text
    keeper.post(url, facts(matter="Của người thứ hai", people=[str(binh.pk)], version="1"))
    case.refresh_from_db()
    assert (case.matter, list(case.mediators.all())) == ("Của người thứ hai", [binh])
    page = text_of(keeper.get(case.get_absolute_url()))
    assert "Hòa giải viên: Lê Văn An → Trần Thị Bình" in page
    assert "Nội dung: Của người thứ nhất → Của người thứ hai" in page


def test_what_pay_rests_on_stays_and_a_paid_case_is_not_deleted(cast, team, keeper):
    an = person(team, "Lê Văn An")
    case = make.make_case(team=team, outcome="success", mediators=[an])
    payment = make.make_payment(case=case, mediator=an)
    sent: dict[str, Any] = {
        "started_on": "04/03/2026",
        "people": [str(an.pk)],
        "outcome": "success",
    }
    url = reverse("mediators:case_edit", args=[case.pk])
    changed = keeper.post(url, facts(**sent, ended_on="10/03/2026"))
    assert errors_of(changed) == [
        "Vụ, việc này đã chi thù lao: hoàn tác khoản chi trước khi sửa ô này"
    ]
    keeper.post(url, facts(**sent, ended_on="09/03/2026", matter="Ghi lại"))
    assert MediationCase.objects.get().matter == "Ghi lại"
    delete = reverse("mediators:case_delete", args=[case.pk])
    refused = keeper.post(delete)
    assert (refused.status_code, MediationCase.objects.count()) == (422, 1)
    assert "đã chi thù lao (1 khoản)" in text_of(refused)
    payment.delete()
    assert "Xóa vụ, việc này khỏi sổ?" in text_of(keeper.get(delete))
    keeper.post(delete)
    assert MediationCase.objects.count() == 0
    assert AccessEntry.objects.filter(subject__startswith="Xóa: ").count() == 1


def test_page_tells_until_when_a_court_may_be_asked(cast, team, client):
    case = make.make_case(
        team=team,
        outcome="success",
        started_on=D(2026, 3, 3),
        ended_on=D(2026, 3, 4),
        has_written_agreement=True,
    )
    client.force_login(cast.leader)
    assert "đến hết ngày 04/09/2026" in text_of(client.get(case.get_absolute_url()))


# Many at once


def lines(*rows: dict[str, str], **more: str) -> dict[str, str]:
    sent = {"dong-TOTAL_FORMS": str(len(rows)), "dong-INITIAL_FORMS": str(len(rows))} | more
    for n, row in enumerate(rows):
        sent |= {f"dong-{n}-{name}": value for name, value in row.items()}
    return sent


def line(number: str = "", **fields: str) -> dict[str, str]:
    return {"ledger_number": number, "received_on": "2/3", "scope": "civil"} | fields


def table_of(team, year: int = 2026) -> str:
    return reverse("mediators:case_lines", args=[year, team.pk] if team else [year])


def test_table_saves_its_lines_and_passes_over_blank_ones(team, keeper):
    response = keeper.post(
        table_of(team),
        lines(
            line("1", people="bình, An", ended_on="1503", outcome="failure"),
            {"ledger_number": "2"},
            line("3", received_on="12/06/2026", people="Chi", started_on="15.6", matter="Nợ"),
        ),
    )
    assert response.url == f"{reverse(LIST)}?nam=2026&team={team.pk}"
    first, second = MediationCase.objects.order_by("ledger_number")
    assert (first.received_on, first.started_on, first.ended_on) == (
        D(2026, 3, 2),
        D(2026, 3, 15),
        D(2026, 3, 15),
    )
    assert [str(one) for one in first.mediators.in_order()] == ["Lê Văn An", "Trần Thị Bình"]
    assert (second.ledger_number, second.started_on, second.status_on(D(2026, 6, 15))) == (
        "3",
        D(2026, 6, 15),
        "in_progress",
    )
    assert AccessEntry.objects.get().subject == "Thêm 2 vụ, việc vào sổ hòa giải"


def test_table_tells_every_error_at_its_cell_and_saves_nothing(team, keeper):
    make.make_case(team=team, ledger_number="7", received_on=D(2026, 1, 3))
    response = keeper.post(
        table_of(team),
        lines(
            line("1", matter="Giữ lại chữ này"),
            line("01/2026"),
            line("7", people="Dung"),
            line("8", received_on="31/02", scope=""),
            line("9", received_on="3/2/2025", has_written_agreement="on"),
        ),
    )
    assert response.status_code == 422
    assert errors_of(response) == [
        "Số 01/2026 đã ghi ở dòng 1: ghi số khác",
        "Sổ năm 2026 của tổ đã có số 7: tiếp nhận ngày 03/01/2026. Ghi số khác",
        "Không có “Dung” trong tổ vào ngày đó. Trong tổ: Lê Văn An, Trần Thị Bình",
        "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026",
        "Chọn phạm vi",
        "Bảng này của năm 2026: nhập ngày trong năm 2026 hoặc đổi năm",
        "Chỉ hòa giải thành mới có văn bản hòa giải thành",
    ]
    text = text_of(response)
    assert "Dòng 3, hòa giải viên: Không có “Dung”" in text
    assert "Giữ lại chữ này" in response.content.decode()
    assert MediationCase.objects.count() == 1


def test_table_offers_the_next_numbers_and_another_row(team, keeper):
    make.make_case(team=team, ledger_number="07", received_on=D(2026, 1, 3))
    page = lxml.html.document_fromstring(keeper.get(table_of(team)).content)
    numbers: Any = page.xpath("//tbody//input[contains(@name, 'ledger_number')]/@value")
    assert numbers[:3] == ["08", "09", "10"]
    more = keeper.post(table_of(team), lines(line("8", matter="Nợ"), **{"dong-add": "1"}))
    assert more.status_code == 200
    assert "dong-1-matter" in more.content.decode()
    assert "Nợ" in more.content.decode()
    assert errors_of(more) == []
    empty = keeper.post(table_of(team), lines({"ledger_number": "8"}))
    assert "Chưa có dòng nào được nhập" in text_of(empty)
    assert MediationCase.objects.count() == 1


def test_table_of_all_teams_asks_for_the_team_of_each_line(cast, team, keeper):
    other = make.make_team(commune=cast.home, name="Ấp 9")
    make.make_member(team=other, full_name="Hồ Văn An")
    rows = [line("1", team=str(one.pk), people="An") for one in (team, other)]
    refused = keeper.post(table_of(None), lines(*rows, line("1")))
    assert errors_of(refused) == ["Chọn tổ hòa giải"]
    keeper.post(table_of(None), lines(*rows))
    held = {case.team.name: str(case.mediators.get()) for case in MediationCase.objects.all()}
    assert held == {"Khu phố 3": "Lê Văn An", "Ấp 9": "Hồ Văn An"}


def test_table_asks_about_names_of_parties(team, keeper):
    row = line("1", matter="Bà Trần Thị B đòi nợ")
    refused = keeper.post(table_of(team), lines(row))
    assert "“Bà Trần Thị B” giống tên người" in errors_of(refused)[0]
    keeper.post(table_of(team), lines(row | {"has_no_names": "on"}))
    assert MediationCase.objects.count() == 1


def test_names_that_fit_several_are_asked_for_in_full(team, keeper):
    make.make_member(team=team, full_name="Phan Thị An")
    refused = keeper.post(table_of(team), lines(line("1", people="an")))
    assert errors_of(refused) == ["“an” có thể là Lê Văn An, Phan Thị An: ghi đủ họ và tên"]
    keeper.post(table_of(team), lines(line("1", people="le van an")))
    assert str(MediationCase.objects.get().mediators.get()) == "Lê Văn An"


def test_a_keeper_above_writes_into_no_ledger_below(cast, team, client):
    province = base.make_locality(name="tỉnh Tây Ninh")
    cast.home.parent = province
    cast.home.save()
    client.force_login(base.make_officer(locality=province, roles=[Role.KEEPER]))
    sent = lines(line("1", team=str(team.pk)))
    assert errors_of(client.post(table_of(None), sent)) == ["Chọn tổ trong danh sách"]
    assert client.get(table_of(team)).status_code == 403
    assert "Chưa có tổ hòa giải nào" in text_of(client.get(reverse("mediators:case_create")))


def test_choosing_a_ledger_leads_to_its_table(team, keeper):
    url = reverse("mediators:case_enter")
    assert keeper.get(url + f"?team={team.pk}&nam=2025").url == table_of(team, 2025)
    assert keeper.get(url + "?team=&nam=2025").url == table_of(None, 2025)
    assert keeper.get(table_of(team, 1999)).status_code == 404


# Beside people and teams


def test_a_team_tells_its_results_and_a_person_their_cases(cast, team, ledger, client):
    client.force_login(cast.leader)
    won = f"?team={team.pk}&nam=2026&tinh_den=31/05/2026&tinh_trang=success"
    page = client.get(team.get_absolute_url() + "?tai_ngay=31/05/2026")
    assert links_to(page, won) == ["hòa giải thành 1"]
    an = person(team, "Lê Văn An")
    page = client.get(an.get_absolute_url())
    assert links_to(page, f"?hoa_giai_vien={an.pk}") == ["1 vụ, việc"]
