"""Rates and pay: sums that hold to the last đồng, paid and taken back, papers, rates."""

import datetime as dt
import io
from typing import Any

import docx
import lxml.html
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mediators.models import AccessEntry, MediationCase, Outcome, Payment, Rate
from mediators.pay.page import period_of, periods, split, what_is_due
from plans.models import Role
from tests import factories as base
from tests.effort import examples
from tests.html import visible_text
from tests.mediators import factories as make
from tests.workbooks import rows_in

D = dt.date
QUARTER = "?tu=01/01/2026&den=31/03/2026"
DUE = "mediators:pay_due"
RATES = reverse("mediators:rate_list")


def page_of(response) -> Any:
    return lxml.html.document_fromstring(response.content.decode())


def text_of(response) -> str:
    return visible_text(lxml.html.document_fromstring(response.content))


def errors_of(response) -> list[str]:
    found: Any = lxml.html.document_fromstring(response.content).xpath(
        "//*[contains(@class, 'error-summary')]//li"
    )
    return [" ".join(one.text_content().split()) for one in found]


def ticks_of(response) -> dict[str, str]:
    """Label and value of each box that pays somebody."""
    boxes: Any = lxml.html.document_fromstring(response.content).xpath("//input[@name='nguoi']")
    return {box.get("aria-label"): box.get("value") for box in boxes}


@pytest.fixture
def team(cast):
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    for name in ("Lê Văn An", "Trần Thị Bình", "Võ Thị Chi"):
        make.make_member(team=team, full_name=name)
    return team


def case_of(team, *, ended_on: dt.date, outcome: str = "success", who: int = 3, **fields: Any):
    people = [one.mediator for one in team.memberships.by_name()[:who]]
    return make.make_case(
        team=team,
        received_on=ended_on,
        started_on=ended_on,
        ended_on=ended_on,
        outcome=outcome,
        mediators=people,
        **fields,
    )


@pytest.fixture
def quarter(cast, team):
    """A success of three people and a failure of one, rates of both; 200.000 and 150.000."""
    make.make_rate(locality=cast.home, amount=200_000)
    make.make_rate(locality=cast.home, outcome=Outcome.FAILURE, amount=150_000)
    case_of(team, ended_on=D(2026, 1, 1), ledger_number="1")
    case_of(team, ended_on=D(2026, 3, 31), outcome="failure", who=1, ledger_number="2")
    case_of(team, ended_on=D(2026, 4, 1), ledger_number="3")
    return team


@pytest.fixture
def keeper(cast, client):
    client.force_login(cast.keeper)
    return client


# Sums


@given(amount=st.integers(0, 10**9), n=st.integers(1, 30))
@settings(max_examples=examples(60), deadline=None)
def test_shares_add_up_to_the_rate_and_differ_by_the_rest_alone(amount, n):
    parts = split(amount, n)
    assert (len(parts), sum(parts)) == (n, amount)
    assert parts[0] - parts[-1] == amount % n
    assert len(set(parts[1:])) <= 1


def test_periods_that_are_offered():
    assert [(one.first, one.last) for one in periods(2028)[:1]] == [(D(2028, 1, 1), D(2028, 3, 31))]
    assert [one.last for one in periods(2026)] == [
        D(2026, 3, 31),
        D(2026, 6, 30),
        D(2026, 9, 30),
        D(2026, 12, 31),
        D(2026, 6, 30),
        D(2026, 12, 31),
        D(2026, 12, 31),
    ]
    assert period_of(D(2026, 12, 31)).first == D(2026, 10, 1)


@pytest.mark.django_db
def test_each_case_pays_the_rate_of_the_day_it_ended(cast, team):
    old = make.make_rate(locality=cast.home, amount=100_000, valid_until=D(2026, 1, 31))
    make.make_rate(locality=cast.home, amount=300_000, valid_from=D(2026, 2, 1))
    make.make_rate(locality=cast.stranger.locality, amount=999_000)
    case_of(team, ended_on=D(2026, 1, 31), who=1)
    case_of(team, ended_on=D(2026, 2, 1), who=2)
    no_rate = case_of(team, ended_on=D(2026, 2, 1), outcome="failure")
    nobody = case_of(team, ended_on=D(2026, 2, 2), who=0)
    cases = MediationCase.objects.for_pay()
    due = what_is_due(cases, list(Rate.objects.all()))
    sums = {str(one.mediator): one.total for one in due.people}
    assert sums == {"Lê Văn An": 250_000, "Trần Thị Bình": 150_000}
    assert (due.total, due.n_cases, old.holds_on(D(2026, 2, 1))) == (400_000, 2, False)
    assert [(one.case, one.reason.partition(":")[0]) for one in due.unpayable] == [
        (no_rate, "Chưa có mức chi áp dụng vào ngày kết thúc"),
        (nobody, "Chưa ghi hòa giải viên"),
    ]


# What is due


def test_page_tells_what_a_period_pays_and_what_it_cannot(cast, quarter, keeper):
    case_of(quarter, ended_on=D(2026, 2, 2), who=0, ledger_number="9")
    text = text_of(keeper.get(reverse(DUE) + QUARTER))
    assert "2 vụ, việc kết thúc từ 01/01/2026 đến 31/03/2026: phải chi 350.000 đồng" in text
    assert "Chưa tính được thù lao: 1 vụ, việc Vụ, việc số 9" in text
    assert ticks_of(keeper.get(reverse(DUE) + QUARTER)) == {
        "Chi cho Lê Văn An, 216.668 đồng": ticks_of(keeper.get(reverse(DUE) + QUARTER))[
            "Chi cho Lê Văn An, 216.668 đồng"
        ],
        "Chi cho Trần Thị Bình, 66.666 đồng": f"{quarter.pk}-{second(quarter).pk}-66666",
        "Chi cho Võ Thị Chi, 66.666 đồng": f"{quarter.pk}-{third(quarter).pk}-66666",
    }


def second(team):
    return team.memberships.by_name()[1].mediator


def third(team):
    return team.memberships.by_name()[2].mediator


def pay(client, *keys: str, **fields: str):
    sent = {"paid_on": "05/04/2026", "voucher": "PC 15", "nguoi": list(keys)} | fields
    return client.post(reverse(DUE) + QUARTER, sent)


def test_parts_add_up_to_the_rate_whoever_is_renamed_between_two_payments(quarter, keeper):
    ticks = ticks_of(keeper.get(reverse(DUE) + QUARTER))
    pay(keeper, ticks["Chi cho Lê Văn An, 216.668 đồng"])
    paid = Payment.objects.get(amount=66_668)
    paid.mediator.full_name = "Lê Văn Út"  # sorts last from now on
    paid.mediator.save()
    assert list(ticks_of(keeper.get(reverse(DUE) + QUARTER))) == [
        "Chi cho Trần Thị Bình, 66.666 đồng",
        "Chi cho Võ Thị Chi, 66.666 đồng",
    ]


def test_chosen_people_are_paid_and_the_rest_stays_open(quarter, keeper):
    ticks = ticks_of(keeper.get(reverse(DUE) + QUARTER))
    key = ticks["Chi cho Lê Văn An, 216.668 đồng"]
    assert pay(keeper, key).status_code == 302
    paid = [(one.amount, one.voucher, one.paid_on) for one in Payment.objects.order_by("amount")]
    assert paid == [(66_668, "PC 15", D(2026, 4, 5)), (150_000, "PC 15", D(2026, 4, 5))]
    assert Payment.history.count() == 2
    page = keeper.get(reverse(DUE) + QUARTER)
    assert "đã chi 216.668 đồng, còn phải chi 133.332 đồng" in text_of(page)
    assert list(ticks_of(page)) == [
        "Chi cho Trần Thị Bình, 66.666 đồng",
        "Chi cho Võ Thị Chi, 66.666 đồng",
    ]
    assert "Chi thù lao 216.668 đồng cho 1 hòa giải viên" in str(AccessEntry.objects.first())


def test_everyone_is_paid_at_once_and_only_once(quarter, keeper):
    pay(keeper, everyone="on", seen="350000")
    assert sum(one.amount for one in Payment.objects.all()) == 350_000
    again = pay(keeper, everyone="on", seen="350000")
    assert (again.status_code, Payment.objects.count()) == (302, 4)


def test_sums_that_changed_since_they_were_seen_are_not_paid(quarter, keeper):
    key = ticks_of(keeper.get(reverse(DUE) + QUARTER))["Chi cho Võ Thị Chi, 66.666 đồng"]
    case_of(quarter, ended_on=D(2026, 2, 2))
    for refused in (pay(keeper, key), pay(keeper, everyone="on", seen="350000")):
        assert refused.status_code == 422
        assert "Số tiền phải chi đã thay đổi từ lúc mở trang" in errors_of(refused)[0]
    assert Payment.objects.count() == 0
    still: Any = lxml.html.document_fromstring(pay(keeper, key).content)
    ticked = still.xpath("//input[@name='nguoi'][@checked]/@aria-label")
    assert ticked == ["Chi cho Võ Thị Chi, 133.332 đồng"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"paid_on": "01/01/2100"}, "trở về trước"),
        ({"paid_on": "30/03/2026"}, "Ngày chi phải từ 31/03/2026"),
        ({"paid_on": ""}, "Nhập ngày chi"),
        ({"everyone": ""}, "Chọn ít nhất một người trong bảng"),
    ],
)
def test_wrong_payments_are_refused_and_what_was_typed_stays(fields, sentence, quarter, keeper):
    refused = pay(keeper, **({"everyone": "on", "seen": "350000"} | fields))
    assert refused.status_code == 422
    assert sentence in errors_of(refused)[0]
    assert 'value="PC 15"' in refused.content.decode()
    assert Payment.objects.count() == 0


def test_what_was_paid_stays_whatever_becomes_of_the_rate(cast, quarter, keeper):
    pay(keeper, everyone="on", seen="350000")
    Rate.objects.update(amount=1_000_000)
    text = text_of(keeper.get(reverse(DUE) + QUARTER))
    assert "phải chi 350.000 đồng, đã chi 350.000 đồng , còn phải chi 0 đồng" in text.replace(
        "350.000 đồng,", "350.000 đồng ,"
    ).replace("phải chi 350.000 đồng ,", "phải chi 350.000 đồng,")


def test_payments_are_taken_back_after_being_asked(quarter, keeper):
    pay(keeper, everyone="on", seen="350000")
    chosen = Payment.objects.filter(mediator=second(quarter))
    query = f"?khoan={chosen.get().pk}"
    undo = reverse("mediators:payment_undo")
    assert "Hoàn tác 1 khoản đã chi?" in text_of(keeper.get(undo + query))
    keeper.post(undo, {"khoan": [chosen.get().pk]})
    assert (chosen.count(), Payment.objects.count()) == (0, 3)
    assert "còn phải chi 66.666 đồng" in text_of(keeper.get(reverse(DUE) + QUARTER))
    assert keeper.get(undo + "?khoan=x").status_code == 302


def test_all_that_a_filter_finds_are_taken_back_at_once(quarter, keeper):
    pay(keeper, everyone="on", seen="350000")
    found = "?tim=le+van+an"
    page = keeper.get(reverse("mediators:payment_list") + found)
    assert "Hoàn tác cả 2 khoản đang lọc" in text_of(page)
    asked = keeper.get(reverse("mediators:payment_undo") + found + "&tat_ca=1")
    keys = lxml.html.document_fromstring(asked.content).xpath("//input[@name='khoan']/@value")
    keeper.post(reverse("mediators:payment_undo"), {"khoan": keys})
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [66_666, 66_666]


def test_payments_are_found_by_person_and_day(quarter, keeper):
    pay(keeper, everyone="on", seen="350000")
    url = reverse("mediators:payment_list")
    assert "4 khoản, 350.000 đồng" in text_of(keeper.get(url)).replace("khoản ,", "khoản,")
    assert "1 khoản, 66.666 đồng" in text_of(keeper.get(url + "?tim=binh"))
    assert "Không có khoản nào khớp" in text_of(keeper.get(url + "?tu=06/04/2026"))


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("?tu=01/01/9999", "từ 01/01/9999 đến 31/12/9999"),
        ("?den=31/03/2026", "từ 01/01/2026 đến 31/03/2026"),
        ("?tu=31/03/2026&den=01/01/2026", "Nhập ngày từ 31/03/2026 trở đi"),
        ("?tu=x", "Nhập ngày theo dạng"),
    ],
)
def test_any_period_may_be_asked_for(query, days, quarter, keeper):
    assert days in text_of(keeper.get(reverse(DUE) + query))


def test_leaders_read_and_do_not_pay(cast, quarter, client):
    client.force_login(cast.leader)
    page = client.get(reverse(DUE) + QUARTER)
    assert "phải chi 350.000 đồng" in text_of(page)
    assert ticks_of(page) == {}
    assert "Ghi đã chi" not in text_of(page)
    assert pay(client, everyone="on", seen="350000").status_code == 403


def test_a_keeper_above_pays_nobody_of_a_commune_below(cast, quarter, client):
    province = base.make_locality(name="tỉnh Tây Ninh")
    cast.home.parent = province
    cast.home.save()
    client.force_login(base.make_officer(locality=province, roles=[Role.KEEPER]))
    page = client.get(reverse(DUE) + QUARTER)
    assert ("phải chi 350.000 đồng" in text_of(page), ticks_of(page)) == (True, {})
    told = client.get(pay(client, everyone="on", seen="350000").url)
    assert "Không còn khoản nào phải chi" in text_of(told)
    payment = make.make_payment(case=case_of(quarter, ended_on=D(2026, 1, 2)))
    client.post(reverse("mediators:payment_undo"), {"khoan": [payment.pk]})
    assert list(Payment.objects.all()) == [payment]


# Papers


def test_signing_list_has_a_line_a_person_and_the_sum(quarter, keeper):
    response = keeper.get(reverse("mediators:pay_list") + QUARTER)
    document = docx.Document(io.BytesIO(response.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows[0] == ["TT", "Họ và tên", "Tổ hòa giải", "Số vụ, việc", "Số tiền (đồng)", "Ký nhận"]
    assert rows[2] == ["1", "Lê Văn An", "Khu phố 3", "2", "216.668", ""]
    assert rows[-1] == ["", "Cộng", "", "4", "350.000", ""]
    assert [one.kind for one in AccessEntry.objects.all()] == ["export"]


def test_account_has_due_paid_and_open(quarter, keeper):
    key = ticks_of(keeper.get(reverse(DUE) + QUARTER))["Chi cho Võ Thị Chi, 66.666 đồng"]
    pay(keeper, key)
    response = keeper.get(reverse("mediators:pay_export") + QUARTER)
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [one[3:8] for one in rows if one[1] in ("Võ Thị Chi", "Cộng")] == [
        [1, 0, 66_666, 66_666, 0],
        [3, 1, 350_000, 66_666, 283_334],
    ]
    paid = keeper.get(reverse("mediators:payment_export"))
    values = [cell.value for row in load_workbook(io.BytesIO(paid.content)).active for cell in row]
    assert ("Võ Thị Chi" in values, "Lê Văn An" in values) == (True, False)
    assert AccessEntry.objects.filter(kind="export").count() == 2


# Rates


def new_rate(client, **fields: str):
    sent = {
        "outcome": "success",
        "amount": "300.000",
        "legal_basis": "Nghị quyết mẫu",
        "valid_from": "01/07/2026",
    }
    return client.post(reverse("mediators:rate_create"), sent | fields)


def test_a_new_rate_ends_the_one_before_if_told_so(cast, keeper):
    old = make.make_rate(locality=cast.home, amount=200_000)
    refused = new_rate(keeper)
    assert refused.status_code == 422
    assert (
        "Trùng thời gian với mức 200.000 đồng (từ 01/01/2024, còn áp dụng)" in errors_of(refused)[0]
    )
    assert Rate.objects.count() == 1
    new_rate(keeper, ends_previous="on")
    old.refresh_from_db()
    assert old.valid_until == D(2026, 6, 30)
    assert Rate.objects.get(valid_until=None).amount == 300_000
    text = text_of(keeper.get(reverse("mediators:rate_list")))
    assert "300.000 01/07/2026 còn áp dụng" in text


def test_rates_stand_with_what_changes_them_for_who_keeps_them(cast, keeper, client):
    rate = make.make_rate(locality=cast.home, valid_until=D(2026, 6, 30))
    make.make_rate(locality=cast.stranger.locality)
    root = page_of(keeper.get(RATES))
    [row] = root.xpath("//tbody/tr")
    assert row.xpath(".//a/@href") == [
        reverse(f"mediators:{name}", args=[rate.pk]) for name in ("rate_end", "rate_delete")
    ]
    client.force_login(cast.leader)
    assert page_of(client.get(RATES)).xpath("//tbody//a | //main//a[text()='Thêm mức chi']") == []


def test_workbook_has_the_rates_of_the_page_and_is_logged(cast, keeper):
    make.make_rate(locality=cast.home, legal_basis="=Nghị quyết")
    make.make_rate(locality=cast.stranger.locality)
    [url] = page_of(keeper.get(RATES)).xpath("//a[text()='Tải tệp Excel']/@href")
    [row] = rows_in(keeper.get(url))
    assert row | {"Từ ngày": row["Từ ngày"].date()} == {
        "TT": 1,
        "Kết quả hòa giải": "Hòa giải thành",
        "Mức chi (đồng)": 300_000,
        "Từ ngày": D(2024, 1, 1),
        "Đến hết ngày": None,
        "Căn cứ": "=Nghị quyết",
    }
    assert AccessEntry.objects.get(kind="export").subject == "Mức chi thù lao"


def test_rates_never_overlap(cast, keeper):
    make.make_rate(locality=cast.home, valid_from=D(2026, 8, 1))
    for fields in ({}, {"valid_until": "01/08/2026"}, {"valid_from": "01/09/2026"}):
        assert new_rate(keeper, **fields).status_code == 422
    new_rate(keeper, valid_until="31/07/2026", ends_previous="on")
    new_rate(keeper, outcome="failure")
    make.make_rate(locality=cast.stranger.locality)
    assert Rate.objects.within(cast.home).count() == 3
    earlier = Rate.objects.get(valid_until=D(2026, 7, 31))
    url = reverse("mediators:rate_end", args=[earlier.pk])
    refused = keeper.post(url, {"valid_until": ""})
    assert "Trùng thời gian với mức" in errors_of(refused)[0]
    keeper.post(url, {"valid_until": "15/07/2026"})
    earlier.refresh_from_db()
    assert earlier.valid_until == D(2026, 7, 15)


def test_rate_is_typed_as_people_write_amounts(cast, keeper):
    new_rate(keeper, amount="0,3 triệu đồng")
    assert Rate.objects.get().amount == 300_000


@pytest.mark.parametrize("typed", ["ba trăm", "300,5", "-5", "3.00.000", "500", "9999999999"])
def test_other_amounts_are_refused(typed, cast, keeper):
    refused = new_rate(keeper, amount=typed)
    assert (refused.status_code, Rate.objects.count()) == (422, 0)
    assert "Nhập số tiền" in errors_of(refused)[0]


def test_a_rate_that_paid_somebody_is_ended_and_not_deleted(cast, quarter, keeper):
    pay(keeper, everyone="on", seen="350000")
    rate = Rate.objects.get(outcome="success")
    url = reverse("mediators:rate_delete", args=[rate.pk])
    assert "Đã chi 3 khoản" in text_of(keeper.get(url))
    assert (keeper.post(url).status_code, Rate.objects.count()) == (422, 2)
    unused = make.make_rate(locality=cast.home, valid_from=D(2030, 1, 1), outcome="failure")
    keeper.post(reverse("mediators:rate_delete", args=[unused.pk]))
    assert not Rate.objects.filter(pk=unused.pk).exists()
