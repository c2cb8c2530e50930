"""A session that ended leads back to where the person was."""

from tests import factories as make

SIGN_IN_FOR_PAGE = "/dang-nhap/?next=/viec/%3Fnam%3D2026"


def test_htmx_leaves_the_page_to_sign_in_and_comes_back(pages, client, db):
    response = client.get(
        "/viec/?trang=2",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/viec/?nam=2026"},
    )
    assert response.status_code == 200
    assert response.headers["HX-Redirect"] == SIGN_IN_FOR_PAGE
    assert response.text == ""


def test_htmx_from_another_site_comes_back_to_the_front_door(pages, client, db):
    response = client.get(
        "/viec/", headers={"HX-Request": "true", "HX-Current-URL": "http://elsewhere.test/x/"}
    )
    assert response.headers["HX-Redirect"] == "/dang-nhap/?next=/"


def test_page_comes_back_to_itself(pages, client, db):
    response = client.get("/viec/?nam=2026")
    assert response.status_code == 302
    assert response.headers["Location"] == SIGN_IN_FOR_PAGE


def test_sent_form_comes_back_to_its_page_not_to_where_it_was_sent(pages, client, db):
    came_from = {"Referer": "http://testserver/viec/?nam=2026"}
    response = client.post("/viec/luu/", {"result": "đã viết"}, headers=came_from)
    assert response.status_code == 302
    assert response.headers["Location"] == SIGN_IN_FOR_PAGE


def test_sent_form_without_a_page_comes_back_to_the_front_door(pages, client, db):
    response = client.post("/viec/luu/", headers={"Referer": "http://elsewhere.test/"})
    assert response.headers["Location"] == "/dang-nhap/?next=/"


def test_one_who_is_signed_in_is_left_alone(pages, client, db):
    client.force_login(make.make_officer())
    response = client.get("/viec/", headers={"HX-Request": "true"})
    assert "HX-Redirect" not in response.headers
