"""Tables as Excel."""

import datetime as dt
import tracemalloc
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from plans.office.xlsx import Head, Table, Value, sheet_name, workbook


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


def test_page_is_a4_one_page_wide_and_across_unless_told():
    across, upright = (
        opened(Table("A", [Head("a", 20)], [], is_landscape=flag))["A"] for flag in (True, False)
    )
    assert (across.page_setup.orientation, upright.page_setup.orientation) == (
        "landscape",
        "portrait",
    )
    assert across.page_setup.paperSize == 9
    assert (across.page_setup.fitToHeight, across.sheet_properties.pageSetUpPr.fitToPage) == (
        0,
        True,
    )
    assert across.column_dimensions["A"].width == pytest.approx(20, abs=1)


@pytest.mark.parametrize(
    ("options", "filtered"),
    [
        ({}, "A1:B3"),
        ({"total": ["Cộng", 3]}, "A1:B3"),
        ({"total": ["Cộng", 3], "is_total_first": True}, None),
        ({"title": "Sổ", "numbered_columns": True, "foot": ["Ghi chú"]}, "A4:B6"),
    ],
    ids=["rows", "total below", "total first", "title"],
)
def test_rows_can_be_filtered_and_the_total_stays(options, filtered):
    sheet = opened(Table("A", [Head("a"), Head("b")], [["x", 1], ["y", 2]], **options))["A"]
    assert sheet.auto_filter.ref == filtered


def test_empty_table_has_its_heading_and_no_filter():
    sheet = opened(Table("A", [Head("a")], [], title="Sổ"))["A"]
    assert ([cell.value for cell in sheet["A"]], sheet.auto_filter.ref) == (["Sổ", None, "a"], None)


def test_title_notes_and_foot_are_over_all_columns():
    table = Table("A", [Head("a"), Head("b")], [["x", 1]], title="Sổ", notes=["Xã"], foot=["Hết"])
    sheet = opened(table)["A"]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:B1", "A2:B2", "A7:B7"}
    assert [sheet[at].value for at in ("A1", "A2", "A4", "A5", "A7")] == [
        "Sổ",
        "Xã",
        "a",
        "x",
        "Hết",
    ]


def test_what_excel_cannot_hold_is_cut_and_not_lost():
    long = "ạ" * 40_000
    rows: list[list[Value]] = [
        [long],
        ["𝒂" * 20_000],
        [dt.date(1899, 12, 31)],
        ["a\ud800b\ufffe"],
        [Decimal("1.5")],
    ]
    sheet = opened(Table("A", [Head("a")], rows))["A"]
    assert [cell.value for cell in sheet["A"]][1:] == [
        long[:32_767],
        "𝒂" * 16_383,
        "31/12/1899",
        "ab",
        1.5,
    ]


def test_sheets_of_one_name_are_numbered():
    one = Table("Tổ hòa giải: khu phố 1/2 của xã Tân Biên", [Head("a")], [])
    names = opened(one, one, Table("TỔ HÒA GIẢI", [Head("a")], [])).sheetnames
    assert names == [
        "Tổ hòa giải  khu phố 1 2 của xã",
        "Tổ hòa giải  khu phố 1 2 củ (2)",
        "TỔ HÒA GIẢI",
    ]


def test_long_list_is_never_held_in_memory():
    rows: Iterable[list[Value]] = ([f"Lê An {number}", number] for number in range(5_000))
    tracemalloc.start()
    content = workbook(Table("A", [Head("a"), Head("b")], rows))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert openpyxl.load_workbook(BytesIO(content))["A"].max_row == 5_001
    assert most < len(content) + 10**6  # with every row in memory it is four times as much
