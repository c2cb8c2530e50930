"""The judge of pages sees what it should: each flaw planted in a page without one."""

import pytest

from tests.html import flaws

PAGE = """<!doctype html>
<html lang="vi">
  <head><title>Việc của tôi - Sổ Kế hoạch</title></head>
  <body>
    <header><nav aria-label="Trang chính"><a href="/viec-cua-toi/">Việc của tôi</a></nav></header>
    <main id="noi-dung">
      <h1>Việc của tôi</h1>
      <h2>Quá hạn</h2>
      <form method="post" novalidate>
        <input type="hidden" name="csrfmiddlewaretoken" value="x">
        <label for="id_ten">Tên</label> <input id="id_ten" name="ten" required>
        <button>Lưu cập nhật</button>
      </form>
      <table><caption>Nhiệm vụ</caption><tr><th scope="col">Tên</th></tr></table>
    </main>
  </body>
</html>"""


def test_a_page_as_it_should_be_has_no_flaw():
    assert flaws(PAGE) == []


@pytest.mark.parametrize(
    ("sound", "planted", "expected"),
    [
        ("Lưu cập nhật", "Submit", "English: Submit"),
        ("Quá hạn", "{{ title }}", "not rendered: {{"),
        ('lang="vi"', 'lang="en"', "lang is 'en'"),
        ("<h2>Quá hạn</h2>", "<h1>Quá hạn</h1>", "2 h1"),
        ("Việc của tôi - Sổ Kế hoạch", "Sổ Kế hoạch", "the title 'Sổ Kế hoạch' is not its own"),
        ("<h2>Quá hạn</h2>", "<h3>Quá hạn</h3>", "h3 follows h1"),
        ('<main id="noi-dung">', "<div>", "0 main"),
        ('<label for="id_ten">Tên</label>', "", "control without a label:"),
        ("Lưu cập nhật", "", "button without a name:"),
        ('name="csrfmiddlewaretoken"', 'name="x"', "form without a token:"),
        (" novalidate", "", "form judged by the browser:"),
        ("<caption>Nhiệm vụ</caption>", "", "table without a caption:"),
        (' scope="col"', "", "th without scope:"),
        ("<h2>", '<h2 id="id_ten">', "id 'id_ten' stands 2 times"),
        ('href="/viec-cua-toi/"', 'href="#dau-trang"', "link to no '#dau-trang'"),
        (' aria-label="Trang chính"', "", "nav without a name:"),
    ],
)
def test_a_planted_flaw_is_found(sound, planted, expected):
    assert sound in PAGE
    found = flaws(PAGE.replace(sound, planted))
    assert len(found) == 1
    assert found[0].startswith(expected)
