"""Oddities found by general rules, on small plans made for each."""

from __future__ import annotations

import pytest

from tests.plans.document.reading import read_text

TOP = """Số: 3/KH-UBND
Xã Tân Lập, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Tập huấn giai đoạn 2026 - 2027
Ủy ban nhân dân xã Tân Lập ban hành Kế hoạch như sau:
"""
WORK = """I. NHIỆM VỤ
1. Mở lớp, 100% cán bộ tham gia
- Cơ quan chủ trì: Phòng Kinh tế.
- Thời gian: Năm 2026.
"""


def kinds(body: str, *, top: str = TOP) -> list[tuple[str, str]]:
    return [(one.clause, one.kind) for one in read_text(top + body).findings]


def test_plain_plan_has_no_findings_but_a_single_item() -> None:
    assert kinds(WORK + "2. Việc hai\nII. TỔ CHỨC") == []


@pytest.mark.parametrize(
    ("body", "clause", "kind"),
    [
        (WORK + "2. Việc hai\nIV. TỔ CHỨC", "IV", "numbering-jump"),
        (WORK + "3. Việc ba", "I.3", "numbering-jump"),
        (WORK + "1. Việc lặp", "I.1(2)", "numbering-repeat"),
        (WORK, "I", "lone-item"),
        (WORK + "2. Việc\na) Một\nb) Hai\nd) Bốn", "I.2.d", "numbering-jump"),
        (WORK + "2. Việc hai\n- Thời gian: Năm 2026.", "I.2", "no-lead"),
        (WORK + "2. Việc hai\n- Cơ quan chủ trì: Các ấp.", "I.2", "group-lead"),
        (WORK + "2. Việc hai\n- Cơ quan chủ trì: Công an xã.", "I.2", "no-time"),
        (
            WORK + "2. Việc\n- Cơ quan chủ trì: Công an xã.\n- Thời gian: Theo lộ trình.",
            "I.2",
            "no-year",
        ),
        (
            WORK + "2. Việc\n- Cơ quan chủ trì: Công an xã.\n- Thời gian: Năm 2031.",
            "I.2",
            "outside-period",
        ),
        (WORK + "2. Việc hai theo quy định Trên đây là Kế hoạch", "I.2", "closing-glued"),
        (
            WORK + "2. Tổng hợp, xây dựng Báo cáo của Ủy ban nhân dân tỉnh về kết quả",
            "I.2",
            "higher-author",
        ),
        (
            WORK + "2. Khen\nII. TỔNG KẾT; TÔN VINH, BIỂU DƯƠNG HÒA GIẢI VIÊN\n1. Tổng kết kế hoạch"
            "\n2. Tổng kết từng năm",
            "II",
            "promise-unkept",
        ),
        (
            WORK + "2. Việc\nII. TỔ CHỨC THỰC HIỆN\n1. Bộ đội biên phòng\n- Tham gia.\n"
            "- Chỉ đạo các phòng chuyên môn của địa phương thực hiện.\n2. Công an xã",
            "II.1",
            "duty-of-another",
        ),
    ],
)
def test_oddity_is_found_where_it_stands(body: str, clause: str, kind: str) -> None:
    assert (clause, kind) in kinds(body)


def test_local_authority_may_direct_its_offices() -> None:
    body = WORK + (
        "2. Việc\nII. TỔ CHỨC THỰC HIỆN\n1. Ủy ban nhân dân xã\n"
        "- Chỉ đạo các phòng chuyên môn của địa phương thực hiện.\n2. Công an xã"
    )

    assert kinds(body) == []


def test_word_letters_and_law_letters_both_run_on() -> None:
    law = "2. Việc\na) Một\nb) Hai\nc) Ba\nd) Bốn\nđ) Năm\ne) Sáu\ng) Bảy\nh) Tám\ni) Chín\nk) Mười"
    word = "2. Việc\na) Một\nb) Hai\nc) Ba\nd) Bốn\ne) Năm\nf) Sáu\ng) Bảy"

    assert kinds(WORK + law) == []
    assert kinds(WORK + word) == []


def test_period_that_is_not_named_is_found() -> None:
    top = TOP.replace(" giai đoạn 2026 - 2027", "")

    assert ("", "no-period") in kinds(WORK + "2. Việc hai", top=top)


def test_messages_are_sentences() -> None:
    for one in read_text(TOP + WORK + "3. Việc\n4. Việc\n- Thời gian: Sớm.").findings:
        assert one.message[0].isupper()
        assert one.message.endswith(".")
