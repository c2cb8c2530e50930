"""Tables as Excel."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest

from plans.office.xlsx import Head, Table, sheet_name, workbook


def opened(*tables: Table):
    return openpyxl.load_workbook(BytesIO(workbook(*tables)))


@pytest.mark.parametrize("text", ["=1+1", "+84 90", "-5", "@cmd", "=HYPERLINK(1)", "thường"])
def test_text_leaves_as_text(text):
    sheet = opened(Table("A", [Head("Tên")], [[text]]))["A"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")
    assert sheet["A2"].quotePrefix is (text != "thường")


def test_values_keep_their_kind():
    day = dt.date(2026, 11, 22)
    sheet = opened(Table("A", [Head("a"), Head("b"), Head("c")], [[12345, day, None]]))["A"]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (12345, "#,##0")
    assert (sheet["B2"].value.date(), sheet["B2"].number_format) == (day, "dd/mm/yyyy")
    assert sheet["C2"].value is None


def test_heading_has_groups_numbers_and_stays_on_every_page():
    heads = [Head("Tổ"), Head("Nam", group="Giới tính"), Head("Nữ", group="Giới tính")]
    table = Table("A", heads, [["1", 2, 3]], title="Biểu", numbered_columns=True, total=["", 2, 3])
    sheet = opened(table)["A"]
    assert [cell.value for cell in sheet[3]] == ["Tổ", "Giới tính", None]
    assert [cell.value for cell in sheet[4]] == [None, "Nam", "Nữ"]
    assert [cell.value for cell in sheet[5]] == ["(1)", "(2)", "(3)"]
    assert sheet.print_title_rows == "$3:$5"
    assert sheet.freeze_panes == "A6"
    assert [cell.font.bold for cell in sheet[7]] == [True, True, True]


def test_control_characters_do_not_break_the_file():
    assert opened(Table("A", [Head("a")], [["a\x07b"]]))["A"]["A2"].value == "ab"


def test_name_of_a_sheet_is_one_that_excel_takes():
    assert sheet_name("Tổ hòa giải: khu phố 1/2 [xã Tân Biên] năm 2026") == (
        "Tổ hòa giải  khu phố 1 2  xã Tâ"
    )
    assert sheet_name("??") == "Danh sách"
