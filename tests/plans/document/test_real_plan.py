"""The plan of Tân Biên: what must hold of it, clause by clause."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.document import PlanDocument
from tests.plans.document.builders import real_text
from tests.plans.document.reading import all_told, codes, even, read_text

CIVIL = "Công chức Tư pháp-hộ tịch"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam"
OTHERS = "các cơ quan, tổ chức có liên quan"
TASKS = f"""
II.1.a | {CIVIL} | {FRONT} thị trấn; các tổ chức thành viên của Mặt trận; Công an thị trấn | span 2024-2026
II.1.b | {CIVIL} | {FRONT} thị trấn; Hội Luật gia huyện; {OTHERS} | span 2024-2026
II.1.c | {CIVIL} | Các cơ quan, tổ chức có liên quan | span 2027-2030
II.2.a | {CIVIL} | {FRONT} thị trấn; {OTHERS} | yearly 2024-2030
II.2.b | {CIVIL} | {FRONT} thị trấn; {OTHERS} | yearly 2024-2030
II.3.a | {CIVIL}; Công chức Tài chính – Kế toán | {FRONT} thị trấn; {OTHERS} | span 2025-2026
II.3.b | Ủy ban nhân dân thị trấn | Các cơ quan, tổ chức có liên quan | yearly 2024-2030
II.4.a | {CIVIL} | {FRONT} xã; Công chức Văn hóa và Thông tin; Trung tâm Văn hóa, Thể thao và truyền thanh huyện; {OTHERS} | yearly 2024-2030
II.4.b | {CIVIL}; các cơ quan, đơn vị xã | Các cơ quan, tổ chức có liên quan | yearly 2024-2030
II.5.a | {CIVIL} | {FRONT} xã; {OTHERS} | Kiểm tra, khảo sát: yearly 2024-2030; Sơ kết: once 2026-2026 2026-12-31; Tổng kết: once 2030-2030 2030-12-31
"""  # noqa: E501


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    return read_text(real_text())


def test_tasks_are_the_ten_of_the_plan(plan: PlanDocument) -> None:
    assert all_told(plan) == [even(line) for line in TASKS.strip().splitlines()]


def test_task_years_are_fifty_six(plan: PlanDocument) -> None:
    years = [
        year
        for task in plan.tasks
        for line in task.timelines
        for year in range(line.first_year or 0, (line.last_year or 0) + 1)
    ]

    assert [years.count(year) for year in range(2024, 2031)] == [8, 9, 10, 7, 7, 7, 8]


def test_title_is_the_heading_without_marker_labels_and_stop(plan: PlanDocument) -> None:
    titles = {task.clause: task.title for task in plan.tasks}

    assert titles["II.1.a"] == "Phối hợp với Phòng Tư pháp lựa chọn, thực hiện điểm đơn vị cấp xã"
    assert titles["II.4.b"].endswith("về hòa giải ở cơ sở trên mạng xã hội")


def test_time_text_is_as_printed(plan: PlanDocument) -> None:
    times = {task.clause: task.time_text for task in plan.tasks}

    assert times["II.1.a"] == "Năm 2024 - 2026."
    assert times["II.5.a"] == (
        "+ Kiểm tra, khảo sát: Hàng năm.\n+ Sơ kết: Năm 2026.\n+ Tổng kết: Năm 2030."
    )


def test_generic_parties_are_told_from_bodies(plan: PlanDocument) -> None:
    task = next(task for task in plan.tasks if task.clause == "II.4.b")

    assert [(party.name, party.is_generic) for party in task.leads] == [
        (CIVIL, False),
        ("các cơ quan, đơn vị xã", True),
    ]


def test_sections_follow_the_print(plan: PlanDocument) -> None:
    assert codes(plan) == [
        "I",
        "I.1",
        "I.1.a",
        "I.1.b",
        "I.1.c",
        "I.2",
        "I.2.a",
        "I.2.b",
        "II",
        "II.1",
        "II.1.a",
        "II.1.b",
        "II.1.c",
        "II.2",
        "II.2.a",
        "II.2.b",
        "II.3",
        "II.3.a",
        "II.3.b",
        "II.4",
        "II.4.a",
        "II.4.b",
        "II.5",
        "II.5.a",
        "V",
        "V.1",
        "V.1.a",
        "V.1.b",
        "V.1.c",
        "V.1.d",
        "V.1.đ",
        "V.2",
        "V.2.a",
        "V.2.b",
        "V.2.c",
        "V.4",
        "V.5",
        "V.5.a",
        "V.5.b",
        "V.5.c",
    ]


def test_section_keeps_its_paragraphs_as_printed(plan: PlanDocument) -> None:
    section = next(one for one in plan.sections if one.code == "II.3.b")

    assert section.marker == "b)"
    assert section.level == 3
    assert section.parent == "II.3"
    assert section.paragraphs == (
        (
            "b) Bố trí kinh phí bảo đảm thực hiện các nội dung chi, mức chi cho công tác hòa giải"
            " ở cơ sở theo quy định pháp luật"
        ),
        "- Cơ quan chủ trì: Ủy ban nhân dân thị trấn.",
        "- Cơ quan phối hợp: Các cơ quan, tổ chức có liên quan.",
        "- Thời gian thực hiện: Hàng năm.",
    )


def test_every_printed_letter_is_kept(plan: PlanDocument) -> None:
    kept = [text for section in plan.sections for text in section.paragraphs]
    kept += [plan.title, f"Số: {plan.number}", plan.issued_text, *plan.preamble]
    kept += [*plan.recipients, *plan.signature, "KẾ HOẠCH", "Nơi nhận:"]
    printed = [" ".join(line.replace("*", "").split()) for line in real_text().splitlines()]

    assert sorted(kept) == sorted(filter(None, printed))


def test_organising_part_binds_agencies(plan: PlanDocument) -> None:
    agencies = {one.code: one.agency for one in plan.sections if one.agency}

    assert agencies == {
        "V.1.a": CIVIL,
        "V.1.b": "Công chức Tài Chính – Kế toán",
        "V.1.c": "Công chức Văn hóa phụ trách văn hóa và Thông tin",
        "V.1.d": "Công an thị trấn",
        "V.1.đ": "Các Đơn vị biên phòng trú đóng trên địa bàn xã",
        "V.2": "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
        "V.4": "Công chức văn hóa và Truyền thanh xã",
    }


def test_frame_is_read(plan: PlanDocument) -> None:
    assert plan.title == (
        "Triển khai thực hiện Đề án “Nâng cao năng lực đội ngũ hòa giải viên ở cơ sở giai đoạn"
        " 2024 - 2030” trên địa bàn thị trấn Tân Biên"
    )
    assert plan.number == "/KH-UBND"
    assert plan.issued_text == "Thị trấn Tân Biên, ngày tháng 6 năm 2024"
    assert plan.issued_on is None
    assert plan.issuer == "Chủ tịch Ủy ban nhân dân thị trấn Tân Biên"
    assert plan.basis == ("137/KH-UBND ngày 24/5/2024 của Ủy ban nhân dân huyện Tân Biên",)
    assert (plan.first_year, plan.last_year) == (2024, 2030)
    assert plan.signature == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert plan.recipients[0] == "- Phòng Tư pháp huyện;"
    assert len(plan.recipients) == 7
    assert len(plan.preamble) == 1


def test_findings_are_those_that_a_reader_sees(plan: PlanDocument) -> None:
    assert [(one.clause, one.kind) for one in plan.findings] == [
        ("", "blank-number"),
        ("", "blank-date"),
        ("", "stray-mark"),
        ("", "no-target"),
        ("", "similar-bodies"),
        ("", "similar-bodies"),
        ("V", "numbering-jump"),
        ("I.2.b", "paragraph-cut"),
        ("II.3.a", "stray-stop"),
        ("II.4.b", "stray-stop"),
        ("II.5", "lone-item"),
        ("II.5", "promise-unkept"),
        ("V.4", "numbering-jump"),
        ("V.1.a", "higher-author"),
        ("V.1.đ", "duty-of-another"),
        ("V.2.a", "stray-stop"),
        ("V.5.c", "closing-glued"),
    ]


def test_findings_say_what_stands_there(plan: PlanDocument) -> None:
    messages = {(one.clause, one.kind): one.message for one in plan.findings}

    assert messages["V", "numbering-jump"] == (
        "Đánh số không liên tục, sau mục II là mục V: thiếu mục III, IV."
        " Giữ nguyên số như trong văn bản."
    )
    assert "thiếu mục V.3." in messages["V.4", "numbering-jump"]
    assert "tổ chức tôn vinh, biểu dương, khen thưởng" in messages["II.5", "promise-unkept"]
    assert "Chủ tịch Ủy ban nhân dân huyện" in messages["V.1.a", "higher-author"]
    assert "gạch đầu dòng thứ 3" in messages["V.1.đ", "duty-of-another"]


def test_dates_are_read_when_they_are_whole() -> None:
    text = real_text().replace("ngày tháng 6", "ngày 05 tháng 6").replace("Số: /", "Số: 41/")

    plan = read_text(text)

    assert plan.issued_on == dt.date(2024, 6, 5)
    assert plan.number == "41/KH-UBND"
    assert not [one for one in plan.findings if one.kind.startswith("blank")]
