"""The admin behind the site's own doors, in Vietnamese, and nothing inline on its pages."""

import pytest

from tests import factories as make
from tests.html import flaws


@pytest.fixture
def keeper_of_all(pages, client, db):
    person = make.make_officer(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def test_stranger_signs_in_at_the_sites_door_and_comes_back(pages, client, db):
    response = client.get("/quan-tri/axes/", follow=True)
    assert response.redirect_chain[-1] == ("/dang-nhap/?next=/quan-tri/axes/", 302)
    assert "<h1>Đăng nhập</h1>" in response.text


def test_officer_is_refused_in_words(pages, client, db):
    client.force_login(make.make_officer())
    response = client.get("/quan-tri/", follow=True)
    assert response.status_code == 403
    assert "Trang này dành cho người quản trị." in response.text
    assert flaws(response.text) == []


def test_front_page_speaks_vietnamese(keeper_of_all, client):
    response = client.get("/quan-tri/")
    assert "<title>Dữ liệu | Quản trị Sổ Kế hoạch</title>" in response.text
    assert 'href="/">Về Sổ Kế hoạch</a>' in response.text
    assert flaws(response.text, is_admin=True) == []


def test_administrator_who_is_in_goes_to_the_front_page(keeper_of_all, client):
    assert client.get("/quan-tri/login/").headers["Location"] == "/quan-tri/"


def test_leaving_and_the_password_are_those_of_the_site(keeper_of_all, client):
    change = client.get("/quan-tri/password_change/")
    assert change.headers["Location"] == "/doi-mat-khau/"
    leaving = client.post("/quan-tri/logout/")
    assert (leaving.status_code, leaving.headers["Location"]) == (307, "/dang-xuat/")


def test_history_of_a_row_carries_no_inline_code(keeper_of_all, client):
    keeper_of_all.job_title = "Công chức"
    keeper_of_all.save()
    response = client.get(f"/quan-tri/plans/officer/{keeper_of_all.pk}/history/")
    assert response.status_code == 200
    assert " style=" not in response.text
    assert "Chức vụ" in response.text
    assert flaws(response.text, is_admin=True) == []
