"""Tables of tasks in Word files."""

from __future__ import annotations

from plans.document import read
from tests.plans.document.builders import table_file
from tests.plans.document.reading import all_told, even

TOP = ["KẾ HOẠCH", "Chuyển đổi số giai đoạn 2026 - 2030", "Ủy ban nhân dân tỉnh quyết định:"]
HEAD = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]


def told(rows: list[list[str]], merges: object = (), before: list[str] | None = None) -> list[str]:
    data = table_file(TOP + (before or []), rows, merges=merges)  # type: ignore[arg-type]
    return all_told(read(data, name="bang.docx"))


def lines(*expected: str) -> list[str]:
    return [even(line) for line in expected]


def test_rows_under_section_rows_have_joined_codes() -> None:
    rows = [
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["I", "HẠ TẦNG", "", "", "", ""],
        ["1", "Nâng cấp mạng", "Sở A", "Các xã", "2026", "Mạng"],
        ["II", "DỮ LIỆU", "", "", "", ""],
        ["1", "Số hóa hồ sơ", "Sở B", "Sở C, Sở D", "Hằng năm", "Kho"],
    ]

    assert told(rows) == lines(
        "I.1 | Sở A | Các xã | once 2026-2026 2026-12-31",
        "II.1 | Sở B | Sở C; Sở D | yearly 2026-2030",
    )


def test_head_over_two_rows_and_its_repetition() -> None:
    rows = [
        ["TT", "Nội dung", "Cơ quan thực hiện", "", "Thời gian"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["1", "Việc một", "Sở A", "Sở B", "Quý I/2027"],
        ["TT", "Nội dung", "Cơ quan thực hiện", "", "Thời gian"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["2", "Việc hai", "Sở C", "", "Quý II/2027"],
    ]
    merges = [((top, 2), (top, 3)) for top in (0, 3)] + [
        ((top, at), (top + 1, at)) for top in (0, 3) for at in (0, 1, 4)
    ]

    assert told(rows, merges) == lines(
        "1 | Sở A | Sở B | once 2027-2027 2027-03-31",
        "2 | Sở C | | once 2027-2027 2027-06-30",
    )


def test_merged_section_row_and_merged_lead() -> None:
    rows = [
        HEAD,
        ["I. TUYÊN TRUYỀN", "", "", "", "", ""],
        ["1", "Việc một", "Sở A", "Sở B", "2026", ""],
        ["2", "Việc hai", "", "Sở C", "2027", ""],
    ]

    assert told(rows, [((1, 0), (1, 5)), ((2, 2), (3, 2))]) == lines(
        "I.1 | Sở A | Sở B | once 2026-2026 2026-12-31",
        "I.2 | Sở A | Sở C | once 2027-2027 2027-12-31",
    )


def test_task_cut_by_a_page_goes_on() -> None:
    rows = [
        HEAD,
        ["1", "Xây dựng phần mềm quản lý", "Sở A", "Sở B", "2026", "Phần"],
        HEAD,
        ["", "và cơ sở dữ liệu dùng chung", "", "Sở C", "", "mềm"],
        ["2", "Việc hai", "Sở D", "", "2027", ""],
    ]
    plan = read(table_file(TOP, rows), name="bang.docx")

    assert [task.title for task in plan.tasks] == [
        "Xây dựng phần mềm quản lý và cơ sở dữ liệu dùng chung",
        "Việc hai",
    ]
    assert all_told(plan)[0] == even("1 | Sở A | Sở B; Sở C | once 2026-2026 2026-12-31")


def test_dotted_numbers_stand_under_their_row() -> None:
    rows = [
        HEAD,
        ["1", "Nhóm việc", "", "", "", ""],
        ["1.1", "Việc một", "Sở A", "", "2026", ""],
        ["1.2", "Việc hai", "Sở B", "", "2027", ""],
        ["a", "Phần việc", "Sở C", "", "2028", ""],
    ]

    assert told(rows) == lines(
        "1.1 | Sở A | | once 2026-2026 2026-12-31",
        "1.2 | Sở B | | once 2027-2027 2027-12-31",
        "1.2.a | Sở C | | once 2028-2028 2028-12-31",
    )


def test_code_that_the_text_has_already_stands_under_the_annex() -> None:
    before = ["I. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ"]
    rows = [HEAD, ["I", "NHÓM", "", "", "", ""], ["1", "Việc một", "Sở A", "", "2026", ""]]

    assert told(rows, before=before) == lines("Phụ lục.I.1 | Sở A | | once 2026-2026 2026-12-31")


def test_one_column_may_tell_leads_and_partners() -> None:
    rows = [
        ["TT", "Công việc", "Đơn vị chủ trì, phối hợp", "Thời hạn"],
        ["1", "Việc một", "Sở A chủ trì, phối hợp với Sở B", "2026"],
        ["2", "Việc hai", "- Chủ trì: Sở C;\n- Phối hợp: Các sở, ngành.", "2027"],
        ["3", "Việc ba", "Sở D; Sở E", "2028"],
    ]

    assert told(rows) == lines(
        "1 | Sở A | Sở B | once 2026-2026 2026-12-31",
        "2 | Sở C | Các sở, ngành | once 2027-2027 2027-12-31",
        "3 | Sở D | Sở E | once 2028-2028 2028-12-31",
    )


def test_marks_under_years_are_times() -> None:
    rows = [
        ["TT", "Hoạt động", "Đơn vị chủ trì", "2026", "2027", "2028"],
        ["1", "Khảo sát", "Sở A", "x", "", ""],
        ["2", "Triển khai", "Sở B", "x", "x", "x"],
    ]

    assert told(rows) == lines(
        "1 | Sở A | | once 2026-2026 2026-12-31", "2 | Sở B | | span 2026-2028"
    )


def test_persons_and_approvers_are_no_leads() -> None:
    rows = [
        [
            "TT",
            "Nhiệm vụ",
            "Sở, ngành chủ trì tham mưu",
            "Lãnh đạo phụ trách",
            "Cấp trình",
            "Thời hạn",
        ],
        ["1", "Đề án một", "Sở A", "Ông Nguyễn Văn B", "UBND tỉnh", "Tháng 5/2026"],
    ]

    assert told(rows) == lines("1 | Sở A | | once 2026-2026 2026-05-31")


def test_tables_of_figures_are_no_tasks() -> None:
    before = ["I. MỤC TIÊU", "II. NHIỆM VỤ", "1. Việc", "- Cơ quan chủ trì: Sở A."]
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "2026", "2027"],
        ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "60", "80"],
    ]

    assert told(rows, before=before) == lines("II.1 | Sở A | |")


def test_two_columns_of_labels_are_labels() -> None:
    rows = [["Cơ quan chủ trì", "Sở A"], ["Cơ quan phối hợp", "Sở B"], ["Thời gian", "Quý I/2026"]]

    assert told(rows, before=["I. NHIỆM VỤ", "1. Tập huấn"]) == lines(
        "I.1 | Sở A | Sở B | once 2026-2026 2026-03-31"
    )


def test_row_is_a_section_with_its_columns() -> None:
    plan = read(table_file(TOP, [HEAD, ["1", "Việc", "Sở A", "", "2026", "Báo cáo"]]), name="b")

    (section,) = plan.sections
    assert section.heading == "Việc"
    assert section.paragraphs == (
        "Việc",
        "Cơ quan chủ trì: Sở A",
        "Thời gian: 2026",
        "Sản phẩm: Báo cáo",
    )
