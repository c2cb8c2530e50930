"""Workbooks as offices have them -> rows of people; ours as they leave. No database."""

import ast
import datetime as dt
import io
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from mediators.models import Qualification, Sex, Source
from mediators.roster_import.workbook import Unreadable, read, values
from mediators.roster_import.workbook.columns import FIELDS, field_of
from mediators.roster_import.workbook.places import place_key, unit_parts
from mediators.roster_import.workbook.writer import Lists, Sheet, roster_workbook
from plans.office import guard
from tests.effort import examples
from tests.mediators.roster_import.workbooks import column_of, opened, people, saved, workbook

TODAY = dt.date(2026, 11, 22)


def cells(data: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read(data).rows]


def test_reader_of_workbooks_knows_no_django():
    words_alone = "mediators.models.ethnic_groups"
    wrong = []
    for path in (Path(settings.BASE_DIR) / "mediators/roster_import/workbook").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module not in (None, words_alone):
                top = node.module.split(".")
                if top[0] == "django" or top[:2] in (["mediators", "models"], ["plans", "models"]):
                    wrong.append(f"{path.name}: {node.module}")
    assert wrong == []


# What is refused


def inflated() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(workbook([]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def encrypted_members() -> bytes:
    data = bytearray(workbook([]))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
REFUSED = {
    "empty": (lambda: b"", guard.EMPTY),
    "old excel": (lambda: OLE, guard.OLD),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), guard.LOCKED),
    "encrypted members": (encrypted_members, guard.LOCKED),
    "inflated": (inflated, guard.INFLATES),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), guard.MACROS),
    "text": ("Họ và tên,Năm sinh".encode, guard.OTHER),
    "web page named xlsx": (lambda: b"<html><table></table></html>", guard.OTHER),
    "word": (lambda: b"%PDF-1.7", guard.OTHER),
    "other zip": (lambda: with_part("x", b"")[:200] + b"\x00" * 50, guard.BROKEN),
    "cut short": (lambda: workbook([])[:-400], guard.BROKEN),
    "entities": (
        lambda: with_part("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        guard.UNSAFE,
    ),
}


@pytest.mark.parametrize(("make", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_workbook_gets_one_sentence(make, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(make())
    assert str(refusal.value) == guard.sentence(sentence, guard.XLSX)


@pytest.mark.parametrize("heads", [["Chuyên đề", "Số tiết"], ["Họ và tên"], []])
def test_workbook_without_the_heading_of_a_roster_is_refused(heads):
    with pytest.raises(Unreadable, match="dòng tiêu đề có cột “Họ và tên”"):
        read(workbook([["x", "y"]], heads=heads))


def test_heading_without_people_is_refused():
    with pytest.raises(Unreadable, match="không có người nào"):
        read(workbook([]))


@effort(max_examples=examples(25), deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    for content in (data, b"PK\x03\x04" + data):
        with pytest.raises(Unreadable):
            read(content)


# Headings


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("HỌ VÀ TÊN", "name"),
        ("Họ, tên hòa giải viên", "name"),
        ("Họ tên (viết chữ in hoa)", "name"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("Năm sinh", "birth"),
        ("Giới tính (Nam/Nữ)", "sex"),
        ("Nam/Nữ", "sex"),
        ("Dân tộc", "ethnic"),
        ("Trình độ chuyên môn", "qualification"),
        ("Nghề nghiệp", "occupation"),
        ("Số điện thoại", "phone"),
        ("SĐT", "phone"),
        ("Nơi cư trú", "address"),
        ("Địa chỉ", "address"),
        ("Tổ hoà giải", "team"),
        ("Khu phố/ấp", "hamlet"),
        ("Ấp, khu phố", "hamlet"),
        ("Đơn vị hành chính trước sắp xếp", "unit"),
        ("Xã, thị trấn cũ", "unit"),
        ("Chức vụ trong tổ", "role"),
        ("Ngày tham gia", "started"),
        ("Số quyết định", "decision"),
        ("Quyết định công nhận", "decision"),
        ("Mã", "code"),
        ("STT", "number"),
        ("Ghi chú", ""),
        ("Trình độ học vấn", ""),
        ("Số CCCD", ""),
        ("Tôn giáo", ""),
    ],
)
def test_columns_are_known_by_meaning(heading, key):
    assert field_of(heading) == key
    assert field_of(unicodedata.normalize("NFD", heading)) == key


def test_our_own_headings_are_known():
    assert [field_of(one.head) for one in FIELDS] == [one.key for one in FIELDS]


def test_columns_that_are_not_ours_are_told():
    data = workbook(
        [[1, "Lê An", "x", "KP 1", "012345678"]],
        heads=["TT", "Họ và tên", "Ghi chú", "Tổ", "Số CCCD"],
    )
    assert read(data).notes == ["Cột không dùng đến: “Ghi chú”, “Số CCCD”."]
    assert cells(data) == [{"name": "Lê An", "team": "KP 1"}]


def merged_heading(sheet):
    """Title over all columns, a heading of two levels as offices merge it."""
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("C4:D4")
    sheet.merge_cells("F4:H4")
    for column in "ABE":
        sheet.merge_cells(f"{column}4:{column}5")


def test_heading_of_two_levels_with_ticks_below_merged_titles():
    data = workbook(
        [
            [None, None, "Nam", "Nữ", None, "Luật", "Khác", "Chưa qua đào tạo"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
            [1, "Lê An", "x", None, "KP 1", "X", None, None],
            [2, "Lê Bé", None, "x", "KP 1", None, None, "x"],
        ],
        above=[["ỦY BAN NHÂN DÂN XÃ"], ["DANH SÁCH HÒA GIẢI VIÊN"], []],
        heads=["TT", "Họ và tên", "Giới tính", None, "Tổ hòa giải", "Trình độ", None, None],
        change=merged_heading,
    )
    law, none = "Chuyên môn luật", "Chưa qua đào tạo"
    assert cells(data) == [
        {"name": "Lê An", "sex": "Nam", "team": "KP 1", "qualification": law},
        {"name": "Lê Bé", "sex": "Nữ", "team": "KP 1", "qualification": none},
    ]
    assert [row.number for row in read(data).rows] == [7, 8]


def test_year_in_the_column_of_the_sex_tells_both():
    data = workbook(
        [[None, "Nam", "Nữ"], ["Lê An", 1970, None, "KP 1"], ["Lê Bé", None, 1981, "KP 1"]],
        heads=["Họ tên", "Năm sinh", None, "Tổ"],
    )
    assert cells(data) == [
        {"name": "Lê An", "birth": "1970", "sex": "Nam", "team": "KP 1"},
        {"name": "Lê Bé", "birth": "1981", "sex": "Nữ", "team": "KP 1"},
    ]


def test_nam_and_nu_without_a_heading_above_and_both_ticked():
    [row] = read(workbook([["Lê An", "x", "x"]], heads=["Họ tên", "Nam", "Nữ"])).rows
    assert row.problems == ["Giới tính được đánh dấu ở hai cột “Nam” và “Nữ”: chỉ giữ lại một dấu"]


def test_first_person_below_the_heading_is_no_second_level():
    data = workbook([["Lê An", "Nam", "KP 1"]], heads=["Họ tên", "Giới tính", "Tổ"])
    assert cells(data) == [{"name": "Lê An", "sex": "Nam", "team": "KP 1"}]


# Rows


def test_rows_between_people_name_their_team_and_their_former_unit():
    data = workbook(
        [
            ["A", "Thị trấn Tân Biên cũ"],
            ["I", "Tổ hòa giải Khu phố 1"],
            [1, "Lê An", 1970],
            [],
            ["Tổ hòa giải Khu phố 2"],
            [1, "Lê Bé", 1981],
            ["B. Xã Thạnh Tây cũ"],
            ["II.", "Ấp 3:"],
            [1, "Lê Cư", 1982],
            ["Tổng cộng: 3 người"],
            [None, "Người lập biểu", None, "CHỦ TỊCH"],
            [],
            [None, "Võ Thị Ký", None, "Trần Văn Duyệt"],
        ],
        heads=["TT", "Họ và tên", "Năm sinh", "Nơi ở"],
    )
    assert [(one["name"], one["team"], one["unit"]) for one in cells(data)] == [
        ("Lê An", "Tổ hòa giải Khu phố 1", "Thị trấn Tân Biên cũ"),
        ("Lê Bé", "Tổ hòa giải Khu phố 2", "Thị trấn Tân Biên cũ"),
        ("Lê Cư", "Ấp 3", "Xã Thạnh Tây cũ"),
    ]


def test_names_and_posts_that_look_like_the_end_of_a_list_are_people():
    people_ = [
        (1, "Tống Văn An", None, "KP 1"),
        (2, "Chu Tịch Bé", "Chủ tịch Hội Nông dân", "KP 1"),
        (None, "Phương Cư", None, None),
        (4, "Hồ Tên", None, None),
        (5, "Công Dự", "Tổng cộng tác viên", None),
        (6, "Cộng Văn B", "Làm nông", "Ấp 2"),
        (7, "Tổng Thị Sáu", None, "Khu phố 2"),
    ]
    data = workbook(people_, heads=["TT", "Họ tên", "Nghề nghiệp", "Tổ"])
    assert [one["name"] for one in cells(data)] == [who[1] for who in people_]
    assert read(data).notes == []


def test_number_of_thousands_of_digits_is_text_like_any_other():
    data = workbook([[1, "Lê An", "9" * 5000], [2, "Lê Bé", 1981]], heads=["TT", "Họ tên", "SĐT"])
    assert [one["name"] for one in cells(data)] == ["Lê An", "Lê Bé"]


def test_where_the_list_ends_is_told():
    foot = [(None, None, None, "Tân Biên, ngày 02 tháng 6 năm 2026"), (None, "Võ Ký")]
    data = workbook([(1, "Lê An", None, "KP 1"), *foot], heads=["TT", "Họ tên", "Nơi ở", "Tổ"])
    assert [one["name"] for one in cells(data)] == ["Lê An"]
    assert read(data).notes == [
        "Danh sách kết thúc ở dòng 3 (“Tân Biên, ngày 02 tháng 6 năm 2026”), từ đó không đọc."
    ]


def test_team_merged_beside_its_people_is_that_of_each():
    data = workbook(
        [["Khu phố 1", "Lê An"], [None, "Lê Bé"], ["Khu phố 2", "Lê Cư"]],
        heads=["Tổ hòa giải", "Họ và tên"],
        change=lambda sheet: sheet.merge_cells("A2:A3"),
    )
    assert [one["team"] for one in cells(data)] == ["Khu phố 1", "Khu phố 1", "Khu phố 2"]


def test_sheets_of_one_team_each_name_it():
    book = openpyxl.Workbook()
    for name, person in (("Khu phố 1", "Lê An"), ("Khu phố 2", "Lê Bé")):
        sheet = book.create_sheet(name)
        sheet.append(["Họ tên", "Năm sinh"])
        sheet.append([person, 1970])
    assert [(one["name"], one["team"]) for one in cells(saved(book))] == [
        ("Lê An", "Khu phố 1"),
        ("Lê Bé", "Khu phố 2"),
    ]


def test_family_and_given_name_in_two_columns_are_one():
    data = workbook([["Nguyễn Văn", "An", 1970]], heads=["Họ và tên đệm", "Tên", "Năm sinh"])
    assert cells(data)[0]["name"] == "Nguyễn Văn An"


def test_formulas_and_faults_are_told_where_they_stand_and_only_in_columns_that_are_read():
    data = workbook(
        [["=ROW()-1", '=PROPER("lê an")', "=1+1", "=2"], [2, "Lê Bé", 1970, "#REF!"]],
        heads=["TT", "Họ và tên", "Ghi chú", "Tổ"],
    )
    first, second = read(data).rows
    paste = "là công thức: chép ô rồi dán lại dạng giá trị (Dán đặc biệt > Giá trị)"
    assert first.problems == [
        f"Họ và tên (ô B2) {paste}",
        f"Tổ hòa giải (ô D2) {paste}",
        "Thiếu họ và tên: ghi họ và tên, hoặc xóa dòng này",
    ]
    assert second.problems == ["Tổ hòa giải (ô D3) báo lỗi #REF!: ghi lại giá trị đúng"]


def test_hidden_rows_are_read_and_told_hidden_sheets_are_told_row_by_row():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        other = sheet.parent.create_sheet("Năm cũ")
        other.sheet_state = "hidden"
        other.append(["Họ tên", "Tổ"])
        other.append(["Lê Cũ", "KP 9"])

    reading = read(workbook([[1, "Lê An"], [2, "Lê Bé"]], change=hide))
    assert reading.notes == [
        "Trang tính “Sheet”: Dòng đang ẩn vẫn được đọc: 3.",
        "Trang tính ẩn “Năm cũ” có 1 dòng, không được nhập.",
    ]
    assert [(row.cells["name"], bool(row.notes), bool(row.skipped)) for row in reading.rows] == [
        ("Lê An", False, False),
        ("Lê Bé", True, False),
        ("Lê Cũ", False, True),
    ]


def test_text_with_signs_of_formulas_is_text():
    def quote(sheet):
        sheet["B2"].value, sheet["B2"].data_type = "=1+1", "s"

    [row] = read(workbook([["Lê An", "x"]], heads=["Họ tên", "Nơi ở"], change=quote)).rows
    assert (row.cells["address"], row.problems) == ("=1+1", [])


def test_row_far_below_does_not_take_long():
    def far(sheet):
        sheet.cell(49_000, 1, "Lê Xa")

    def too_far(sheet):
        sheet.cell(900_000, 1, "x")

    heads = ["Họ tên", "Tổ"]
    near = cells(workbook([["Lê An"]], heads=heads, change=far))
    assert [one["name"] for one in near] == ["Lê An", "Lê Xa"]
    with pytest.raises(Unreadable, match=r"sau dòng 50\.000: xóa các dòng thừa ở cuối, lưu lại"):
        read(workbook([["Lê An"]], heads=heads, change=too_far))


# Values


@pytest.mark.parametrize(
    ("value", "shape", "told"),
    [
        (dt.date(1961, 8, 17), "dd/mm/yyyy", (dt.date(1961, 8, 17), 1961)),
        (dt.date(1961, 1, 1), "yyyy", (None, 1961)),
        ("17/08/1961", "@", (dt.date(1961, 8, 17), 1961)),
        ("17-8-1961", "@", (dt.date(1961, 8, 17), 1961)),
        ("17.08.1961", "@", (dt.date(1961, 8, 17), 1961)),
        ("1961-08-17", "@", (dt.date(1961, 8, 17), 1961)),
        (1961, "General", (None, 1961)),
        (1961.0, "General", (None, 1961)),
        ("1961", "@", (None, 1961)),
        ("năm 1961", "@", (None, 1961)),
        ("00/00/1961", "@", (None, 1961)),
        ("../../1961", "@", (None, 1961)),
        ("08/1961", "@", (None, 1961)),
        (22510, "General", (dt.date(1961, 8, 17), 1961)),
        (17081961, "General", (dt.date(1961, 8, 17), 1961)),
        (1021961, "General", (dt.date(1961, 2, 1), 1961)),
    ],
)
def test_birth_comes_in_every_shape(value, shape, told):
    def form(sheet):
        sheet["B2"].number_format = shape

    data = workbook([["Lê An", value]], heads=["Họ tên", "Ngày sinh"], change=form)
    assert values.birth(cells(data)[0]["birth"], TODAY) == told


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("31/02/1970", "không có trong lịch"),
        ("23/11/2026", "là ngày sau hôm nay"),
        ("2030", "là ngày sau hôm nay"),
        ("1890", "từ 1906 trở đi"),
        ("28/05/1905", "từ 1906 trở đi"),
        ("12/5/75", "bốn chữ số"),
        ("không nhớ", "không phải ngày hoặc năm"),
        ("99999", "là ngày sau hôm nay"),
        ("0000", "từ 1906 trở đi"),
    ],
)
def test_birth_that_cannot_be_tells_what_to_write(text, advice):
    with pytest.raises(values.Wrong, match=advice):
        values.birth(text, TODAY)


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_a_birth(text):
    try:
        day, year = values.birth(text, TODAY)
    except values.Wrong:
        return
    assert 1906 <= year <= 2026
    assert day is None or (day.year, day <= TODAY) == (year, True)


def test_values_are_those_of_the_models():
    assert {values.sex(label) for label in Sex.labels} == set(Sex.values)
    assert [values.qualification(label) for label in Qualification.labels] == Qualification.values
    assert [values.source(label) for label in Source.labels] == Source.values
    assert list(values.QUALIFICATIONS) == Qualification.labels
    assert list(values.SOURCES) == Source.labels


@pytest.mark.parametrize(
    ("text", "group"),
    [("kinh", "Kinh"), ("Khơ-me", "Khmer"), ("KHMER", "Khmer"), ("Ê-đê", "Ê Đê"), ("Cham", "Chăm")],
)
def test_ethnic_groups_are_known_in_common_spellings(text, group):
    assert values.ethnic(text) == group


def test_unknown_ethnic_group_tells_those_that_look_alike():
    with pytest.raises(values.Wrong, match="có phải là Khmer"):
        values.ethnic("Kmer")


@pytest.mark.parametrize(
    ("text", "stored"),
    [("987654321", "0987654321"), ("0987 654 321", "0987 654 321"), ("276381234", "0276381234")],
)
def test_telephone_gets_back_its_zero(text, stored):
    assert values.phone(text) == stored


def test_name_in_capitals_comes_as_people_write_it():
    assert values.name("NGUYỄN THỊ ÁNH") == "Nguyễn Thị Ánh"


@pytest.mark.parametrize(
    "text", ["Tổ hòa giải Khu phố 1", "KP1", "kp. 01", "Tổ hoà giải cơ sở KP 1", "Khu phố 1 (cũ)"]
)
def test_names_of_teams_have_one_key(text):
    assert place_key(text) == "khu pho 1"


def test_units_keep_their_kind():
    assert unit_parts("TT. Tân Biên cũ") == unit_parts("Thị trấn Tân Biên")
    assert unit_parts("xã Tân Biên") == ("xa", "tan bien")


# Ours


def test_template_has_drop_downs_notes_and_instructions():
    lists = Lists(
        teams=[("Khu phố 1", "Khu phố 1", "Thị trấn A"), ("Khu phố 1", "Khu phố 1", "Xã B")],
        hamlets=[("Khu phố 1", "Thị trấn A"), ("Khu phố 1", "Xã B")],
    )
    book = opened(roster_workbook(Sheet(title="DANH SÁCH"), lists))
    assert book.sheetnames == ["Danh sách", "Hướng dẫn", "Danh mục"]
    sheet = book["Danh sách"]
    rules = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    team = sheet.cell(3, column_of(sheet, "Tổ hòa giải"))
    assert rules[team.column_letter] == "'Danh mục'!$A$2:$A$3"
    assert [book["Danh mục"].cell(row, 1).value for row in (2, 3)] == [
        "Khu phố 1 (Thị trấn A cũ)",
        "Khu phố 1 (Xã B cũ)",
    ]
    assert len(rules) == 8
    assert "Người mới phải có tổ" in team.comment.text
    assert book["Hướng dẫn"].max_row > 8
    assert sheet.column_dimensions[sheet.cell(3, column_of(sheet, "Mã")).column_letter].hidden


def test_template_that_is_sent_back_empty_has_no_people():
    with pytest.raises(Unreadable, match="không có người nào"):
        read(roster_workbook(Sheet(title="DANH SÁCH"), Lists()))


@effort(max_examples=examples(10), deadline=None)
@given(st.lists(st.sampled_from(["=1+1", "+84", "-x", "@a", "0987", "1961", "Lê", ""]), min_size=3))
def test_texts_that_leave_come_back_as_they_were(texts):
    row = dict(zip(("phone", "address", "occupation"), texts, strict=False))
    data = roster_workbook(Sheet(title="A", rows=[{"name": "Lê An", **row}]), Lists())
    assert cells(data) == [{"name": "Lê An"} | {key: text for key, text in row.items() if text}]


def test_rows_to_mend_are_coloured_and_come_back_without_their_mends():
    rows = [{"name": "Lê An", "mends": "Thiếu tổ"}, {"name": "Lê Bé"}]
    data = roster_workbook(Sheet(title="A", rows=rows, has_mends=True), Lists())
    sheet = people(data)
    assert sheet.cell(4, column_of(sheet, "Lỗi cần sửa")).value == "Thiếu tổ"
    assert sheet["B4"].fill.fgColor.rgb.endswith("FDE2E0")
    assert sheet["B5"].fill.fill_type is None
    assert cells(data) == [{"name": "Lê An"}, {"name": "Lê Bé"}]
    assert read(data).notes == []
