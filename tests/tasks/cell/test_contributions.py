"""Kết quả phối hợp: written by the partner or on its behalf, corrected by who wrote it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.cell.contributions import record_contribution, revise_contribution, revision_of
from tasks.cell.log import log_of
from tasks.models import Contribution, Document
from tests import factories as make
from tests.clock import set_clock
from tests.tasks.cells import (
    PDF,
    TODAY,
    errors_of,
    lines,
    marked,
    page_of,
    text_of,
    url_of,
    value_of,
    words_of,
)

DONE_ON = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


def create_url(cell):
    return reverse("tasks:contribution_create", args=[cell.pk])


def update_url(contribution):
    return reverse("tasks:contribution_update", args=[contribution.pk])


def sent(*rows, **fields):
    return {"done_on": "1/6/2026", "text": "Vận động 20 người dự", **lines(*rows), **fields}


def contribute(cast, *, by=None, **fields):
    return record_contribution(
        **{
            "task_year": cast.task_year,
            "by": by or cast.partner,
            "agency": cast.partner.agency,
            "done_on": DONE_ON,
            "text": "Vận động 20 người dự",
            "today": TODAY,
            **fields,
        }
    )


def test_partner_writes_for_its_own_body_with_a_document(client, cast):
    client.force_login(cast.partner)
    assert "UBMTTQ xã" in text_of(client.get(create_url(cast.task_year)))
    row = {"number": "5/BC-MTTQ", "issued_on": "2/6/2026", "file": SimpleUploadedFile("a.pdf", PDF)}
    response = client.post(create_url(cast.task_year), sent(row), follow=True)
    [one] = Contribution.objects.all()
    assert (one.agency, one.agency_name, one.done_on, one.is_on_behalf, one.author) == (
        cast.partner.agency,
        "UBMTTQ xã",
        DONE_ON,
        False,
        cast.partner,
    )
    assert [str(document) for document in one.documents.all()] == [
        "Báo cáo số 5/BC-MTTQ ngày 02/06/2026"
    ]
    article = words_of(page_of(response).xpath("//article")[0])
    assert article == (
        "UBMTTQ xã, 01/06/2026. Trần Văn Phối · Sửa kết quả của UBMTTQ xã ngày 01/06/2026 "
        "Vận động 20 người dự Báo cáo số 5/BC-MTTQ ngày 02/06/2026"
    )


def test_coordinator_writes_on_behalf_of_any_party(client, cast):
    second = make.make_agency(name="Công an xã", locality=cast.home)
    make.make_party(task=cast.task, order=1, agency=second)
    client.force_login(cast.coordinator)
    response = client.post(create_url(cast.task_year), sent())
    assert errors_of(response) == ["Chọn cơ quan phối hợp"]
    client.post(create_url(cast.task_year), sent(agency=second.pk))
    [one] = Contribution.objects.all()
    assert (one.agency, one.is_on_behalf) == (second, True)
    assert "Phạm Văn Tổng nhập thay" in text_of(client.get(url_of(cast.task_year)))


def test_second_lead_contributes_too(client, cast):
    finance = make.make_agency(name="Công chức Tài chính - Kế toán", locality=cast.home)
    task = make.make_task(plan=cast.plan, leads=[cast.officer.agency, finance])
    cell = make.make_task_year(timeline=make.make_timeline(task=task))
    client.force_login(make.make_officer(agency=finance))
    assert client.post(create_url(cell), sent()).status_code == 302
    client.force_login(cast.officer)
    assert client.get(create_url(cell)).status_code == 403


@pytest.mark.parametrize("member", ["officer", "leader", "keeper"])
def test_who_takes_no_part_is_told_who_may_write(client, cast, member):
    client.force_login(cast.member(member))
    response = client.post(create_url(cast.task_year), sent())
    assert response.status_code == 403
    assert "Chỉ cơ quan phối hợp của nhiệm vụ này" in text_of(response)
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"text": " "}, ["Nhập nội dung đã thực hiện"]),
        ({"done_on": ""}, ["Nhập ngày thực hiện"]),
        ({"done_on": "31/12/2025"}, ["Ngày thực hiện phải từ 01/01/2026 đến 22/11/2026"]),
        ({"done_on": "23/11/2026"}, ["Ngày thực hiện phải từ 01/01/2026 đến 22/11/2026"]),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(client, cast, fields, sentences):
    client.force_login(cast.partner)
    response = client.post(create_url(cast.task_year), sent({"number": "5/BC"}, **fields))
    assert response.status_code == 422
    assert errors_of(response) == [*sentences, "Nhập ngày của văn bản số 5/BC"]
    assert value_of(response, "evidence-0-number") == "5/BC"


def test_another_line_is_added_without_a_script(client, cast):
    client.force_login(cast.partner)
    data = {**sent(text=""), "evidence-add": "1"}
    root = page_of(client.post(create_url(cast.task_year), data))
    assert len(root.xpath("//*[@data-rows]/*")) == 3
    assert marked(root, "field__error") == []


def test_double_click_is_one_contribution(cast):
    assert contribute(cast) == contribute(cast)


def test_name_is_that_of_the_day_of_the_work(cast):
    new = make.make_agency(name="UBMTTQ xã mới", locality=cast.home)
    make.make_succession(old=cast.partner.agency, new=new, effective_on=dt.date(2026, 7, 1))
    names = [contribute(cast, done_on=day).agency_name for day in (DONE_ON, TODAY)]
    assert names == ["UBMTTQ xã", "UBMTTQ xã mới"]


def test_who_wrote_corrects_and_history_keeps_both(client, cast):
    contribution = contribute(cast)
    client.force_login(cast.partner)
    form = client.get(update_url(contribution))
    data = sent(text="Vận động 25 người dự", seen=value_of(form, "seen"))
    assert client.post(update_url(contribution), data).status_code == 302
    contribution.refresh_from_db()
    assert contribution.text == "Vận động 25 người dự"
    assert [row.text for row in contribution.history.order_by("history_id")] == [
        "Vận động 20 người dự",
        "Vận động 25 người dự",
    ]


def test_log_tells_who_corrected_and_what_stood_before(client, cast):
    row = contribute(cast)
    client.force_login(cast.partner)
    data = sent(text="Vận động 25 người dự", done_on="2/6/2026", seen=revision_of(row))
    client.post(update_url(row), data)
    assert Contribution.objects.get().text == "Vận động 25 người dự"
    row.refresh_from_db()
    row.save()  # a save without a change is no correction
    corrected, *_ = log_of(cast.task_year)
    assert (corrected.what, corrected.who, corrected.text) == (
        "Sửa kết quả phối hợp của UBMTTQ xã",
        "Trần Văn Phối",
        "Vận động 25 người dự",
    )
    assert [(part.word, part.text) for part in corrected.parts] == [
        ("Trước khi sửa", "Vận động 20 người dự"),
        ("Ngày thực hiện", "01/06/2026 sửa thành 02/06/2026"),
    ]
    assert [entry.what for entry in log_of(cast.task_year)].count(corrected.what) == 1


def test_correction_without_a_change_adds_no_history(cast):
    contribution = contribute(cast)
    revise_contribution(
        contribution=contribution, done_on=DONE_ON, text=contribution.text, today=TODAY, seen=1
    )
    assert revision_of(contribution) == 1


def test_correction_over_an_unseen_one_quotes_it_first(client, cast):
    contribution = contribute(cast)
    client.force_login(cast.partner)
    seen = value_of(client.get(update_url(contribution)), "seen")
    revise_contribution(
        contribution=contribution, done_on=DONE_ON, text="Bản khác", today=TODAY, seen=1
    )
    response = client.post(update_url(contribution), sent(text="Bản của tôi", seen=seen))
    assert response.status_code == 422
    assert "“Bản khác”" in text_of(response)
    assert value_of(response, "text") == "Bản của tôi"
    again = sent(text="Bản ghép", seen=value_of(response, "seen"))
    client.post(update_url(contribution), again)
    contribution.refresh_from_db()
    assert contribution.text == "Bản ghép"


def test_coordinator_corrects_what_was_entered_on_behalf_alone(client, cast):
    own = contribute(cast)
    on_behalf = contribute(cast, by=cast.administrator, text="Nhập thay")
    client.force_login(cast.coordinator)
    codes = [client.get(update_url(one)).status_code for one in (own, on_behalf)]
    assert codes == [403, 200]


def test_contribution_of_another_locality_does_not_exist(client, cast):
    contribution = contribute(cast)
    client.force_login(cast.stranger)
    assert client.get(update_url(contribution)).status_code == 404
    assert client.get(create_url(cast.task_year)).status_code == 404


def test_contribution_of_a_year_to_come_is_refused(cast):
    coming = cast.task_year.timeline.cells.get(year=2027)
    with pytest.raises(ValidationError, match="Chưa đến năm 2027"):
        contribute(cast, task_year=coming)


def test_known_document_is_used_again(client, cast):
    known = make.make_document(locality=cast.home, number="5/BC", issued_on=DONE_ON)
    client.force_login(cast.partner)
    row = {"number": "5/bc", "issued_on": "1/6/2026"}
    client.post(create_url(cast.task_year), sent(row))
    assert Document.objects.count() == 1
    assert Contribution.objects.get().documents.get() == known
