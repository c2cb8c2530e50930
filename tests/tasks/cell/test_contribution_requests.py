"""A lead asks its partners for what they did; from that day on they owe it."""

import datetime as dt

import pytest
from django.urls import reverse

from tasks.models import ContributionRequest
from tests.clock import TODAY
from tests.tasks.reading import link, read, said

MY_WORK = reverse("tasks:my_work")


@pytest.fixture
def url(cast):
    return reverse("tasks:contribution_request", args=[cast.task_year.pk])


@pytest.fixture
def leading(client, cast):
    client.force_login(cast.officer)
    return client


def test_lead_asks_and_the_partner_finds_it_in_its_list(leading, cast, url):
    page = read(leading, cast.task_year.get_absolute_url())
    assert link(page, "Đề nghị ghi kết quả") == url
    partner = cast.partner.agency
    answer = leading.post(url, {"agencies": [partner.pk], "note": " Số buổi  vận động "})
    assert answer.url == cast.task_year.get_absolute_url()
    row = ContributionRequest.objects.get()
    assert (row.agency, row.note, row.asked_on) == (partner, "Số buổi vận động", TODAY)
    page = read(leading, cast.task_year.get_absolute_url())
    assert "đề nghị UBMTTQ xã ghi kết quả" in said(page.find(".//main"))
    leading.force_login(cast.partner)
    owed = read(leading, MY_WORK).xpath("//section[@aria-labelledby='phoi-hop']//li")
    assert any("Được đề nghị ngày 22/11/2026" in said(item) for item in owed)


def test_asking_twice_a_day_is_one_request(leading, cast, url):
    for _ in range(2):
        leading.post(url, {"agencies": [cast.partner.agency.pk], "note": ""})
    assert ContributionRequest.objects.count() == 1


def test_nobody_chosen_is_told_and_the_words_stay(leading, url):
    answer = leading.post(url, {"note": "Số buổi"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chọn ít nhất một cơ quan phối hợp" in text
    assert "Số buổi" in text


def test_cell_that_has_ended_asks_for_nothing(leading, cast, url):
    type(cast.task_year).objects.filter(pk=cast.task_year.pk).update(
        state="done", completed_on=dt.date(2026, 11, 1)
    )
    assert leading.get(url).status_code == 404
