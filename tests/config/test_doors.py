"""Signing in and out, changing the password, refusals and errors: pages that everyone may meet."""

import pytest
from django.conf import settings as django_settings
from django.template.loader import render_to_string

from tests import factories as make
from tests.config.pages import WHO_CAN
from tests.html import flaws


def test_sign_in_leads_to_where_one_wanted_to_go(pages, client, db):
    officer = make.make_officer(username="hanh")
    door = client.get("/dang-nhap/?next=/viec/")
    assert flaws(door.text) == []
    sent = {"username": "hanh", "password": make.PASSWORD, "next": "/viec/"}
    response = client.post("/dang-nhap/", sent)
    assert response.headers["Location"] == "/viec/"
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_wrong_password_says_what_to_look_at_and_keeps_the_name(pages, client, db):
    make.make_officer(username="hanh")
    response = client.post("/dang-nhap/", {"username": "hanh", "password": "sai"})
    assert "<title>Lỗi: Đăng nhập – Sổ Kế hoạch</title>" in response.text
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock" in response.text
    assert 'value="hanh"' in response.text
    assert "sai" not in response.context["form"]["password"].as_widget()
    assert flaws(response.text) == []


def test_empty_sign_in_names_both_fields(pages, client, db):
    form = client.post("/dang-nhap/", {}).context["form"]
    assert form.errors == {
        "username": ["Nhập tên đăng nhập"],
        "password": ["Nhập mật khẩu"],
    }


def test_fifth_wrong_password_closes_the_door_for_fifteen_minutes(pages, client, db):
    make.make_officer(username="hanh")
    for _ in range(django_settings.AXES_FAILURE_LIMIT):
        response = client.post("/dang-nhap/", {"username": "hanh", "password": "sai"})
    assert response.status_code == 429
    assert flaws(response.text) == []
    assert "<h1>Tạm khóa đăng nhập 15 phút</h1>" in response.text
    right = client.post("/dang-nhap/", {"username": "hanh", "password": make.PASSWORD})
    assert right.status_code == 429


def test_signing_out_takes_a_sent_form(pages, client, db):
    client.force_login(make.make_officer())
    assert client.get("/dang-xuat/").status_code == 405
    assert "_auth_user_id" in client.session
    response = client.post("/dang-xuat/")
    assert response.headers["Location"] == "/dang-nhap/"
    assert "_auth_user_id" not in client.session


def test_password_is_changed_with_the_old_one(pages, client, db):
    officer = make.make_officer()
    client.force_login(officer)
    assert flaws(client.get("/doi-mat-khau/").text) == []
    new = {"new_password1": "muoi-hai-to-hoa-giai", "new_password2": "muoi-hai-to-hoa-giai"}
    response = client.post("/doi-mat-khau/", {"old_password": make.PASSWORD} | new, follow=True)
    assert "<h1>Đã đổi mật khẩu</h1>" in response.text
    assert flaws(response.text) == []
    officer.refresh_from_db()
    assert officer.check_password("muoi-hai-to-hoa-giai")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (("sai", "muoi-hai-to", "muoi-hai-to"), ["Mật khẩu hiện nay chưa đúng, nhập lại"]),
        (
            (make.PASSWORD, "mot", "hai"),
            ["Hai lần nhập mật khẩu khác nhau, nhập lại cả hai"],
        ),
        (
            (make.PASSWORD, "20262026", "20262026"),
            ["Mật khẩu quá ngắn: nhập ít nhất 10 ký tự", "Mật khẩu chỉ có chữ số, thêm chữ cái"],
        ),
    ],
)
def test_password_is_refused_with_what_to_do(pages, client, db, typed, errors):
    client.force_login(make.make_officer())
    sent = dict(zip(("old_password", "new_password1", "new_password2"), typed, strict=True))
    form = client.post("/doi-mat-khau/", sent).context["form"]
    assert [error for field in form for error in field.errors] == errors


def test_refusal_says_who_can(pages, client, db):
    client.force_login(make.make_officer())
    response = client.get("/cam/")
    assert response.status_code == 403
    assert f'<p class="lines">{WHO_CAN}</p>' in response.text
    assert flaws(response.text) == []


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_missing_page_is_told_to_everyone(pages, client, db, is_signed_in):
    if is_signed_in:
        client.force_login(make.make_officer())
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "<h1>Không tìm thấy trang này</h1>" in response.text
    assert ("Đăng xuất" in response.text) is is_signed_in
    assert flaws(response.text) == []


def test_broken_server_still_has_a_page(pages, client, db):
    client.raise_request_exception = False
    response = client.get("/hong/")
    assert response.status_code == 500
    assert "<h1>Máy chủ gặp lỗi</h1>" in response.text
    assert flaws(response.text) == []


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_page_of_the_worst_needs_no_context_and_no_database(name):
    assert flaws(render_to_string(name)) == []


def test_request_that_cannot_be_read_has_a_page(pages, client, db, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    response = client.post("/dang-nhap/", {"a": 1, "b": 2, "c": 3})
    assert response.status_code == 400
    assert "<h1>Máy chủ không hiểu yêu cầu này</h1>" in response.text
