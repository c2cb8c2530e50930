"""Times that close a clause, and what headings lend to the clauses below them."""

from __future__ import annotations

import pytest

from plans.document.closing import closing_time, split_closing_time
from tests.plans.document.reading import all_told, even, read_text

CLOSING = {
    "Tuyên truyền pháp luật. Thực hiện thường xuyên.": "Thực hiện thường xuyên",
    "Trồng cây; hoàn thành trước ngày 30/4/2027.": "hoàn thành trước ngày 30/4/2027",
    "Sửa cầu (hoàn thành trong quý II/2026)": "hoàn thành trong quý II/2026",
    "Mở lớp, đến hết tháng 6/2027.": "đến hết tháng 6/2027",
    "Sở Y tế - Năm 2026": "Năm 2026",
    "Khám sức khỏe. Hoàn thành trước ngày 31/10 hằng năm.": "Hoàn thành trước ngày 31/10 hằng năm",
    "Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024.": "",
    "Triển khai Chương trình giảm nghèo (giai đoạn 2021 - 2025)": "",
    "Triển khai gói tín dụng trong giai đoạn 2026 - 2028": "",
    "Bảo đảm an ninh, trật tự.": "",
    "Thực hiện thường xuyên.": "",
}


@pytest.mark.parametrize("text", CLOSING)
def test_clause_closes_with_its_time(text: str) -> None:
    assert split_closing_time(text)[1] == CLOSING[text]


def test_rhythm_may_be_the_last_words() -> None:
    assert closing_time("Tổ chức hội thi hằng năm.") == "hằng năm"
    assert closing_time("Ban hành kế hoạch kiểm tra hằng năm.") == ""


def plan(body: str) -> str:
    return f"""UBND XÃ M
Số: 5/KH-UBND
M, ngày 5 tháng 1 năm 2026
KẾ HOẠCH
Xây dựng nông thôn mới giai đoạn 2026 - 2028
I. MỤC TIÊU
1. Nâng cao đời sống.
{body}
"""


def lines(*expected: str) -> list[str]:
    return [even(line) for line in expected]


def test_time_sentence_behind_a_label_is_no_part_of_a_name() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ\n"
            "1. Thu gom rác. Cơ quan chủ trì: Phòng Kinh tế. Thực hiện thường xuyên.\n"
            "2. Trồng cây. Chủ trì: Đoàn xã. Phối hợp: Các thôn. Hoàn thành: tháng 6/2026."
        )
    )

    assert all_told(read) == lines(
        "II.1 | Phòng Kinh tế | | yearly 2026-2028 thường xuyên",
        "II.2 | Đoàn xã | Các thôn | once 2026-2026 2026-06-30",
    )
    assert [task.title for task in read.tasks] == ["Thu gom rác", "Trồng cây"]


def test_heading_dates_the_tasks_below_it() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ\n"
            "1. Tuyên truyền (hoàn thành trong quý II/2026)\n"
            "a) Mở chuyên mục.\nChủ trì: Phòng Văn hóa - Xã hội.\n"
            "b) Treo pa nô.\nChủ trì: Các thôn.\nThời gian: Năm 2027."
        )
    )

    assert all_told(read) == lines(
        "II.1.a | Phòng Văn hóa - Xã hội | | once 2026-2026 2026-06-30",
        "II.1.b | Các thôn | | once 2027-2027 2027-12-31",
    )


def test_lead_of_all_tasks_that_follow() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ\n"
            "1. Hạ tầng\nCơ quan chủ trì các nhiệm vụ sau: Phòng Kinh tế.\n"
            "a) Sửa cầu; thực hiện trong các năm 2026 - 2028.\n"
            "b) Nâng cấp đường. Hoàn thành trước ngày 30/4/2027."
        )
    )

    assert all_told(read) == lines(
        "II.1.a | Phòng Kinh tế | | span 2026-2028",
        "II.1.b | Phòng Kinh tế | | once 2027-2027 2027-04-30",
    )
    assert read.tasks[0].title == "Sửa cầu"


def test_bodies_that_divide_the_contents_lead_what_is_below() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ CỤ THỂ\n"
            "1. Trạm Y tế xã\n"
            "a) Tiêm chủng mở rộng. Thực hiện hằng tháng.\n"
            "2. Các trường học\n"
            "a) Kiểm tra bếp ăn trong tháng 9 hằng năm.\n"
            "III. TỔ CHỨC THỰC HIỆN\n"
            "1. Các thôn triển khai thực hiện Kế hoạch này."
        )
    )

    assert all_told(read) == lines(
        "II.1.a | Trạm Y tế xã | | yearly 2026-2028 hằng tháng",
        "II.2.a | Các trường học | | yearly 2026-2028 2026-09-30",
    )


def test_time_label_of_a_duty_leaves_the_other_duties() -> None:
    read = read_text(
        plan(
            "II. TỔ CHỨC THỰC HIỆN\n"
            "1. Hội Phụ nữ xã\n"
            "a) Tuyên truyền về gia đình. Thực hiện thường xuyên.\n"
            "b) Duy trì câu lạc bộ. Thời gian: 2026 - 2028."
        )
    )

    assert all_told(read) == lines(
        "II.1.a | Hội Phụ nữ xã | | yearly 2026-2028 thường xuyên",
        "II.1.b | Hội Phụ nữ xã | | span 2026-2028",
    )
    assert read.tasks[0].title == "Tuyên truyền về gia đình"


def test_bare_sentences_of_the_contents_count_where_only_times_are_labelled() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ\n"
            "1. Thanh tra, kiểm tra\n"
            "- Thanh tra huyện tiến hành 03 cuộc thanh tra. Hoàn thành trong quý IV/2026.\n"
            "- Giao Công an xã điều tra các vụ việc. Thời gian: tháng 12/2026.\n"
            "2. Sở Nội vụ phối hợp với Sở Tài chính đưa chỉ tiêu vào thi đua; từ năm 2027.\n"
            "3. Các thôn rà soát thủ tục, thực hiện thường xuyên."
        )
    )

    assert all_told(read) == lines(
        "II.1.-1 | Thanh tra huyện | | once 2026-2026 2026-12-31",
        "II.1.-2 | Công an xã | | once 2026-2026 2026-12-31",
        "II.2 | Sở Nội vụ | Sở Tài chính | yearly 2027-2028",
        "II.3 | Các thôn | | yearly 2026-2028 thường xuyên",
    )


def test_brackets_may_hold_a_name_and_a_time() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ\n"
            "- Rà soát dân cư vùng nguy hiểm (UBND các xã, phường, trước ngày 31/7/2026).\n"
            "- Mua sắm vật tư (giao Ban Chỉ huy Quân sự xã, tháng 5/2026).\n"
            "- Rà soát hộ nghèo (theo chuẩn mới, tháng 5/2026)."
        )
    )

    assert all_told(read) == lines(
        "II.-1 | UBND các xã, phường | | once 2026-2026 2026-07-31",
        "II.-2 | Ban Chỉ huy Quân sự xã | | once 2026-2026 2026-05-31",
    )
    assert read.tasks[0].title == "Rà soát dân cư vùng nguy hiểm"


def test_person_in_charge_leads_where_nobody_else_does() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ\n"
            "1. Tập huấn\n- Người phụ trách: Phó Hiệu trưởng.\n- Thời gian: Tháng 10/2026.\n"
            "2. Hội thi\n- Phụ trách: Phó Hiệu trưởng.\n- Đơn vị thực hiện: Tổ Tin học."
        )
    )

    assert all_told(read) == lines(
        "II.1 | Phó Hiệu trưởng | | once 2026-2026 2026-10-31", "II.2 | Tổ Tin học | |"
    )


def test_directive_mixes_names_and_sentences() -> None:
    read = read_text(
        "UBND TỈNH T\nSố: 4/CT-UBND\nT, ngày 8 tháng 4 năm 2026\nCHỈ THỊ\n"
        "Về phòng, chống dịch bệnh năm 2026\nChủ tịch UBND tỉnh yêu cầu:\n"
        "1. Sở Y tế\na) Tiêm phòng đợt I, hoàn thành trước ngày 30/5/2026.\n"
        "2. Công an tỉnh kiểm tra phương tiện; thực hiện thường xuyên.\n"
        "3. Ủy ban nhân dân các xã\na) Khử trùng định kỳ hằng tuần.\n"
        "4. Yêu cầu Thủ trưởng các sở nghiêm túc thực hiện Chỉ thị này./."
    )

    assert all_told(read) == lines(
        "1.a | Sở Y tế | | once 2026-2026 2026-05-30",
        "2 | Công an tỉnh | | yearly 2026-2026 thường xuyên",
        "3.a | Ủy ban nhân dân các xã | | yearly 2026-2026 hằng tuần",
    )


def test_slanted_labels_of_markdown_are_labels() -> None:
    read = read_text(
        plan("II. NHIỆM VỤ\n1. Tập huấn\n- *Chủ trì:* Đoàn xã.\n- *Thời gian:* Năm 2026.")
    )

    assert all_told(read) == lines("II.1 | Đoàn xã | | once 2026-2026 2026-12-31")


def test_work_may_stand_before_who_does_it() -> None:
    read = read_text(
        plan(
            "II. NHIỆM VỤ\n"
            "1. Hỗ trợ nhà ở: Phòng Kinh tế rà soát, trình UBND xã trước ngày 15/3/2026.\n"
            "2. Cấp thẻ bảo hiểm: Trạm Y tế xã thực hiện, xong trước 31/01 hằng năm.\n"
            "3. Giao Hội Nông dân xã vận động hội viên thực hiện thường xuyên."
        )
    )

    assert all_told(read) == lines(
        "II.1 | Phòng Kinh tế | | once 2026-2026 2026-03-15",
        "II.2 | Trạm Y tế xã | | yearly 2026-2028 2026-01-31",
        "II.3 | Hội Nông dân xã | | yearly 2026-2028 thường xuyên",
    )
