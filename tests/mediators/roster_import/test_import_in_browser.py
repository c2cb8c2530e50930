"""In a real browser: a file of 130 people with ten kinds of mistakes is mended and taken in."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from mediators.models import Mediator, Membership
from tests.conftest import PHONE
from tests.mediators import factories as make
from tests.mediators.roster_import.workbooks import column_of, opened, saved, workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADS = [
    "TT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Trình độ",
    "Tổ hòa giải",
    "Vai trò",
]
FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Lý",
    "Cao",
    "Đinh",
    "Tô",
]
GIVEN = ["An", "Bình", "Cúc", "Dung", "Gấm", "Hà", "Lan", "Mai", "Nga", "Ý"]
N_PEOPLE, FIRST_ROW = 130, 4
# Row of the sheet: column, what stands there wrongly, what the preview says, what mends it.
MISTAKES: dict[int, tuple[str, Any, str, Any]] = {
    5: ("Họ và tên", None, "Thiếu họ và tên", "Nguyễn Văn Bổ"),
    9: ("Ngày sinh", "31/02/1970", "không có trong lịch", "28/02/1970"),
    14: ("Ngày sinh", "01/01/2050", "là ngày sau hôm nay", "01/01/1950"),
    20: ("Giới tính", "Nan", "ghi Nam hoặc Nữ", "Nam"),
    26: ("Dân tộc", "Kmer", "có phải là Khmer", "Khmer"),
    33: ("Trình độ", "12/12", "Chuyên môn luật", "Chưa qua đào tạo"),
    40: ("Tổ hòa giải", "Khu phố 99", "tên gần giống", "Khu phố 9"),
    47: ("Tổ hòa giải", None, "Thiếu tổ hòa giải", "Khu phố 3"),
    55: ("Vai trò", "Chủ tịch", "Tổ trưởng hoặc Hòa giải viên", None),
    61: ("Họ và tên", '="Lê"&" Văn Công"', "là công thức", "Lê Văn Công"),
    70: ("Họ và tên", "", "Trùng với dòng 71", "Lê Văn Khác"),
}


def name_of(n: int) -> str:
    return f"{FAMILY[n // len(GIVEN)]} Văn {GIVEN[n % len(GIVEN)]}"


def file_with_mistakes() -> bytes:
    people = []
    for n in range(N_PEOPLE):
        who = [n + 1, name_of(n), 1950 + n % 40, "Nữ" if n % 3 else "Nam", "Kinh"]
        people.append([*who, "Chuyên môn khác", f"Khu phố {n % 13 + 1}", None])

    def spoil(sheet: Worksheet) -> None:
        for row, (head, wrong, _, _) in MISTAKES.items():
            sheet.cell(row, HEADS.index(head) + 1).value = wrong
        for column in range(2, 8):  # a row twice
            sheet.cell(70, column).value = sheet.cell(71, column).value

    above = [["ỦY BAN NHÂN DÂN XÃ"], ["DANH SÁCH HÒA GIẢI VIÊN"]]
    return workbook(people, heads=HEADS, above=above, change=spoil)


def mended(marked: bytes) -> bytes:
    """What a person does in Excel with the file that tells the mistakes."""
    book = opened(marked)
    sheet = book["Danh sách"]
    ours = {"Ngày sinh": "Ngày sinh hoặc năm sinh", "Trình độ": "Trình độ chuyên môn"}
    for row, (head, _, said, right) in MISTAKES.items():
        assert said in sheet.cell(row, column_of(sheet, "Lỗi cần sửa")).value
        sheet.cell(row, column_of(sheet, ours.get(head, head))).value = right
    return saved(book)


def send(page: Page, name: str, data: bytes) -> None:
    page.goto("/hoa-giai-vien/")
    page.get_by_role("link", name="Nhập từ Excel").click()
    page.get_by_label("Tệp danh sách").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_label("Ngày tham gia tổ").fill("01/01/2026")
    page.get_by_role("button", name="Đọc tệp và xem trước").click()


@pytest.fixture
def teams(cast):
    return [
        make.make_team(hamlet=make.make_hamlet(name=f"Khu phố {n}", commune=cast.home))
        for n in range(1, 14)
    ]


def test_130_people_with_ten_kinds_of_mistakes_are_mended_and_taken_in(cast, teams, signed_in, axe):
    page = signed_in(cast.keeper)
    page.goto("/hoa-giai-vien/nhap/")
    assert axe(page) == []
    send(page, "danh-sach.xlsx", file_with_mistakes())
    expect(page.get_by_text("12 dòng có lỗi")).to_be_visible()  # of a row twice, both
    for row, (_, _, said, _) in MISTAKES.items():
        line = page.locator("tbody tr").filter(
            has=page.get_by_role("cell", name=str(row), exact=True)
        )
        expect(line).to_contain_text(said)
    expect(page.get_by_role("button", name=re.compile("^Nhập"))).to_have_count(0)
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp có ghi lỗi từng dòng để sửa").click()
    marked = Path(download.value.path()).read_bytes()
    assert Mediator.objects.count() == 0

    send(page, "da-sua.xlsx", mended(marked))
    expect(page.get_by_text("Sẽ nhập: 130 người mới")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Nhập 130 người mới").click()
    expect(page.get_by_text("Đã nhập: 130 người mới, 0 người thay đổi.")).to_be_visible()
    expect(page.get_by_text("130 người đang tham gia các tổ", exact=False).first).to_be_visible()
    assert Membership.objects.filter(ended_on=None, started_by=None).count() == N_PEOPLE


def test_namesake_is_asked_about_on_a_phone_without_script(cast, teams, open_page, sign_in, axe):
    known = make.make_mediator(full_name="Lê Văn An", locality=cast.home)
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=False), cast.keeper)
    data = workbook([["Lê Văn An", 1970, "KP 1"]], heads=["Họ tên", "Năm sinh", "Tổ"])
    send(page, "mot-nguoi.xlsx", data)
    page.get_by_label("Không phải cùng một người").check()
    page.get_by_role("button", name="Cập nhật bản xem trước").click()
    page.get_by_role("button", name="Nhập 1 người mới").click()
    expect(page.get_by_text("Đã nhập: 1 người mới, 0 người thay đổi.")).to_be_visible()
    assert Mediator.objects.filter(full_name=known.full_name).count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="Xuất Excel danh sách này").click()
    sheet = opened(io.BytesIO(Path(download.value.path()).read_bytes()).read())["Danh sách"]
    assert sheet["B4"].value == "Lê Văn An"
