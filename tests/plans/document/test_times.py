"""Phrases of time, read within a plan of 2024 to 2030."""

from __future__ import annotations

import pytest

from plans.document.times import Period, read_timelines
from tests.plans.document.reading import timeline

PHRASES = {
    "Năm 2024 - 2026": "span 2024-2026",
    "2026 – 2030": "span 2026-2030",
    "2026-2030": "span 2026-2030",
    "Giai đoạn 2026 - 2030": "span 2026-2030",
    "Trong năm 2023, 2024": "span 2023-2024",
    "Quý III, IV/2026, 2027": "span 2026-2027",
    "Từ năm 2026 đến năm 2028": "span 2026-2028",
    "Từ tháng 3/2024 đến tháng 6/2026": "span 2024-2026 2026-06-30",
    "Từ tháng 02/2021 đến hết năm học 2020-2021": "once 2021-2021 2021-12-31",
    "Năm 2026": "once 2026-2026 2026-12-31",
    "Trong năm 2026.": "once 2026-2026 2026-12-31",
    "2026": "once 2026-2026 2026-12-31",
    "Tháng 5/2026": "once 2026-2026 2026-05-31",
    "5/2026": "once 2026-2026 2026-05-31",
    "tháng 5 năm 2026": "once 2026-2026 2026-05-31",
    "Xong trong tháng 5/2026": "once 2026-2026 2026-05-31",
    "Tháng 02/2028": "once 2028-2028 2028-02-29",
    "Quý IV/2026": "once 2026-2026 2026-12-31",
    "QUÝ IV NĂM 2026": "once 2026-2026 2026-12-31",
    "trong quí II năm 2026": "once 2026-2026 2026-06-30",
    "Quý I, II, III năm 2026": "once 2026-2026 2026-09-30",
    "6 tháng đầu năm 2026": "once 2026-2026 2026-06-30",
    "trước ngày 30/7/2026": "once 2026-2026 2026-07-30",
    "Trước 30/6/2026": "once 2026-2026 2026-06-30",
    "trước ngày 15 tháng 5 năm 2026": "once 2026-2026 2026-05-15",
    "Từ ngày 01/3/2026 đến ngày 30/6/2026": "once 2026-2026 2026-06-30",
    "Từ tháng 3 đến tháng 11/2026": "once 2026-2026 2026-11-30",
    "trước năm 2025": "once 2024-2024 2024-12-31",
    "trước ngày 01/01/2030": "once 2029-2029 2029-12-31",
    "Hàng năm": "yearly 2024-2030",
    "Hằng năm;": "yearly 2024-2030",
    "hàng năm": "yearly 2024-2030",
    "Trước ngày 15 tháng 4 hàng năm": "yearly 2024-2030 2024-04-15",
    "Tháng 3 hằng năm": "yearly 2024-2030 2024-03-31",
    "Quý IV hằng năm": "yearly 2024-2030 2024-12-31",
    "2026 và hằng năm": "yearly 2026-2030",
    "Năm 2026 và các năm tiếp theo": "yearly 2026-2030",
    "Từ quý II/2027": "yearly 2027-2030",
    "Từ năm 2025 trở đi": "yearly 2025-2030",
    "trước ngày 30 tháng 6 hằng năm kể từ năm 2027": "yearly 2027-2030 2027-06-30",
    "Hằng năm, giai đoạn 2026-2030": "yearly 2026-2030",
    "Thực hiện đến năm 2030": "span 2024-2030",
    "đến hết năm 2025": "span 2024-2025",
    "Định kỳ hằng quý": "yearly 2024-2030 hằng quý",
    "hằng tháng": "yearly 2024-2030 hằng tháng",
    "vào thứ Sáu hàng tuần": "yearly 2024-2030 thứ sáu hằng tuần",
    "Thường xuyên": "yearly 2024-2030 thường xuyên",
    "Nhiệm vụ thường xuyên": "yearly 2024-2030 thường xuyên",
    "Trong suốt thời gian thực hiện Kế hoạch": "span 2024-2030",
    "Theo lộ trình triển khai Đề án": "once None-None",
    "Theo yêu cầu của cấp có thẩm quyền": "once None-None",
    "ngay sau khi Nghị quyết được ban hành": "once None-None",
    "Đã hoàn thành": "once None-None",
    "Quý II": "once None-None",
    "trong các năm 2026 - 2028": "span 2026-2028",
    "Cả nhiệm kỳ.": "span 2024-2030",
    "Mỗi năm 01 lần": "yearly 2024-2030",
    "Cuối mỗi năm học": "yearly 2024-2030",
    "Năm học 2026-2027": "span 2026-2027",
    "Quý I/2026 - Quý IV/2027": "span 2026-2027 2027-12-31",
    "Tháng 4 - 6 hằng năm": "yearly 2024-2030 2024-06-30",
    "tháng 4-6/2026": "once 2026-2026 2026-06-30",
    "trước ngày 20 của tháng cuối quý": "yearly 2024-2030 cuối quý",
    "cuối quý I/2026": "once 2026-2026 2026-03-31",
    "từ nay đến hết năm 2027": "span 2024-2027",
    "trong 02 năm 2026 và 2027": "span 2026-2027",
    "đến hết tháng 6/2027": "span 2024-2027 2027-06-30",
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase_is_read(phrase: str) -> None:
    (line,) = read_timelines([phrase], Period(2024, 2030))

    assert timeline(line) == PHRASES[phrase]
    assert line.as_printed == phrase


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Quý II", "once 2026-2026 2026-06-30"),
        ("Trước 30/9", "once 2026-2026 2026-09-30"),
        ("Trong năm", "once 2026-2026 2026-12-31"),
        ("Hằng năm", "yearly 2026-2026"),
        ("Theo yêu cầu", "once None-None"),
    ],
)
def test_plan_of_one_year_names_the_year(phrase: str, expected: str) -> None:
    (line,) = read_timelines([phrase], Period(2026, 2026))

    assert timeline(line) == expected


def test_unknown_period_is_never_guessed() -> None:
    (line,) = read_timelines(["Hằng năm"], Period(None, None))

    assert (line.first_year, line.last_year) == (None, None)


@pytest.mark.parametrize(
    "lines",
    [
        ["+ Sơ kết: Năm 2026.", "+ Tổng kết: Năm 2030."],
        ["Sơ kết: Năm 2026; Tổng kết: Năm 2030."],
        ["Sơ kết năm 2026; Tổng kết năm 2030"],
    ],
)
def test_labelled_parts_are_timelines_of_their_own(lines: list[str]) -> None:
    parts = read_timelines(lines, Period(2024, 2030))

    assert [timeline(part) for part in parts] == [
        "Sơ kết: once 2026-2026 2026-12-31",
        "Tổng kết: once 2030-2030 2030-12-31",
    ]


def test_stages_are_timelines_of_their_own() -> None:
    parts = read_timelines(
        ["giai đoạn 1: 2026 - 2027; giai đoạn 2: 2028 - 2030"], Period(2026, 2030)
    )

    assert [timeline(part) for part in parts] == [
        "giai đoạn 1: span 2026-2027",
        "giai đoạn 2: span 2028-2030",
    ]


def test_phrase_broken_over_lines_is_one() -> None:
    (line,) = read_timelines(["Trước ngày", "15 tháng 4", "hàng năm"], Period(2024, 2030))

    assert timeline(line) == "yearly 2024-2030 2024-04-15"
