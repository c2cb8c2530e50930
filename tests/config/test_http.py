"""Page or fragment, and the page for a stale form."""

import pytest
from django.test import Client

from tests import factories as make
from tests.html import flaws

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("headers", "is_fragment"),
    [
        ({}, False),
        (HTMX, True),
        (HTMX | {"HX-Boosted": "true"}, False),
        (HTMX | {"HX-History-Restore-Request": "true"}, False),
    ],
)
def test_htmx_gets_the_fragment_and_everyone_else_the_page(pages, client, db, headers, is_fragment):
    client.force_login(make.make_officer())
    response = client.get("/viec/", headers=headers)
    assert ("<html" not in response.text) is is_fragment
    assert "Kết quả thực hiện" in response.text
    assert "HX-Request" in response.headers["Vary"]


def test_stale_form_gets_a_page_that_leads_back(pages, db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.make_officer())
    came_from = {"Referer": "http://testserver/viec/?nam=2026"}
    response = client.post("/viec/luu/", {"result": "đã viết"}, headers=came_from)
    assert response.status_code == 403
    assert flaws(response.text) == []
    assert "<h1>Chưa gửi được: trang đã mở quá lâu</h1>" in response.text
    assert 'href="/viec/?nam=2026">Mở lại trang' in response.text


def test_stale_form_never_leads_to_another_site(pages, db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.make_officer())
    response = client.post("/viec/luu/", headers={"Referer": "http://elsewhere.test/viec/"})
    assert 'href="/">Mở lại trang' in response.text
