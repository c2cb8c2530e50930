"""Tables that lost their lines in plain text."""

from __future__ import annotations

import pytest

from tests.plans.document.reading import all_told, even, read_text

TOP = """UBND TỈNH T
Số: 9/KH-UBND
T, ngày 9 tháng 1 năm 2026
KẾ HOẠCH
Cải cách hành chính giai đoạn 2026 - 2028
I. MỤC TIÊU
1. Nâng cao chất lượng phục vụ.
II. NHIỆM VỤ
Thực hiện các nhiệm vụ theo bảng sau:
"""
END = """
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ chủ trì, phối hợp với các sở theo dõi việc thực hiện Kế hoạch này.
Nơi nhận:
- Lưu: VT.
"""
EXPECTED = (
    "1 | Sở Tư pháp | Các sở, ngành | yearly 2026-2028 thường xuyên",
    "2 | Sở Nội vụ; Sở Tài chính | | once 2026-2026 2026-03-31",
    "3 | Văn phòng UBND tỉnh | UBND các xã | span 2026-2028",
)

ONE_CELL_A_LINE = """STT
Nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian
Sản phẩm
(1)
(2)
(3)
(4)
(5)
(6)
1
Rà soát văn bản
Sở Tư pháp
Các sở, ngành
Thường xuyên
Báo cáo
2
Ban hành kế hoạch kiểm tra
Sở Nội vụ;
Sở Tài chính

Quý I/2026
Kế hoạch
3
Số hóa kết quả giải quyết
thủ tục hành chính
Văn phòng UBND tỉnh
UBND các xã
2026 - 2028
"""

CELLS_APART = "\n\n".join(
    [
        *("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"),
        *("1", "Rà soát văn bản", "Sở Tư pháp", "Các sở, ngành", "Thường xuyên", "Báo cáo"),
        *("2", "Ban hành kế hoạch kiểm tra", "Sở Nội vụ;\nSở Tài chính", "Quý I/2026", "Kế hoạch"),
        *("3", "Số hóa kết quả", "Văn phòng UBND tỉnh", "UBND các xã", "2026 - 2028", "Kho"),
    ]
)

HELD_BY_BLANKS = """
STT  Nhiệm vụ                   Cơ quan chủ trì       Cơ quan phối hợp   Thời gian       Sản phẩm
1    Rà soát văn bản            Sở Tư pháp            Các sở, ngành      Thường xuyên    Báo cáo
2    Ban hành kế hoạch          Sở Nội vụ;                               Quý I/2026      Kế hoạch
     kiểm tra                   Sở Tài chính
3    Số hóa kết quả giải quyết  Văn phòng UBND tỉnh   UBND các xã        2026 - 2028
     thủ tục hành chính
"""


@pytest.mark.parametrize("table", [ONE_CELL_A_LINE, CELLS_APART, HELD_BY_BLANKS])
def test_table_without_lines_is_a_table(table: str) -> None:
    plan = read_text(TOP + table + END)

    assert all_told(plan) == [even(line) for line in EXPECTED]
    assert [section.code for section in plan.sections][-2:] == ["III", "III.1"]


def test_content_over_two_lines_is_one_title() -> None:
    for table in (ONE_CELL_A_LINE, HELD_BY_BLANKS):
        plan = read_text(TOP + table + END)

        assert plan.tasks[2].title == "Số hóa kết quả giải quyết thủ tục hành chính"


def test_sections_between_the_rows() -> None:
    head = "TT\nNội dung\nĐơn vị chủ trì\nThời hạn hoàn thành\n"
    numbered = "I\nTHỂ CHẾ\n1\nRà soát\nSở A\nNăm 2026\nII\nDỮ LIỆU\n1\nSố hóa\nSở B\nNăm 2027\n"
    merged = numbered.replace("I\nTHỂ CHẾ", "I. THỂ CHẾ").replace("II\nDỮ LIỆU", "II. DỮ LIỆU")

    before = TOP.partition("I. MỤC TIÊU")[0] + "PHỤ LỤC\n"
    for rows in (numbered, merged):
        tasks = all_told(read_text(before + head + rows))

        assert tasks == [
            even("I.1 | Sở A | | once 2026-2026 2026-12-31"),
            even("II.1 | Sở B | | once 2027-2027 2027-12-31"),
        ]


def test_head_over_two_lines_and_numbers_that_run_on() -> None:
    before = TOP.partition("I. MỤC TIÊU")[0] + "PHỤ LỤC\n"
    head = "Số TT\nTên nhiệm vụ\nCơ quan\nchủ trì\nCơ quan\nphối hợp\nThời gian\nhoàn thành\n"
    rows = "A\nCHUNG\n1\nRà soát\nSở A\nSở B\nNăm 2026\nB\nRIÊNG\n2\nSố hóa\nSở C\nSở D\nNăm 2027\n"

    assert all_told(read_text(before + head + rows)) == [
        even("A.1 | Sở A | Sở B | once 2026-2026 2026-12-31"),
        even("B.2 | Sở C | Sở D | once 2027-2027 2027-12-31"),
    ]


def test_ordinary_lines_are_no_table() -> None:
    text = TOP + "1. Tập huấn\nĐơn vị chủ trì\nSở Nội vụ\nThời gian\nQuý I/2026\n" + END

    assert len(read_text(text).tasks) == 1
