"""The sample data, continued: programmes of 2025 and 2026, posts, money. None of it happened.

Addresses are those of example.org, amounts are round. See also ``tasks.sample``.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tasks.models import Activity, Funding
from tasks.sample.story import (
    BEFORE,
    COMMITTEE,
    CULTURE,
    CULTURIST,
    FINANCE,
    FRONT,
    JUSTICE,
    MERGED_ON,
    OFFICE,
    POLICE,
)

FUND_NOTE = "Số liệu minh họa"
STEP, FORUM, MEDIA = Activity.Kind.STEP, Activity.Kind.FORUM, Activity.Kind.COMMUNICATION


class Step(NamedTuple):
    """An activity of a cell: days as day/month of its year, "" where there is none."""

    title: str
    planned: str
    done: str = ""
    who: str = JUSTICE
    result: str = ""
    kind: Activity.Kind = STEP
    channel: str = ""
    link: str = ""


class Programme(NamedTuple):
    """A cell's activities, entered when its year began."""

    code: str
    year: int
    steps: tuple[Step, ...]
    line: str = ""


class Fund(NamedTuple):
    """Money of a cell in thousands of đồng."""

    code: str
    year: int
    body: str
    source: Funding.Source
    estimate: int
    spent: int
    note: str = FUND_NOTE


RADIO, PAGE, ZALO = "Đài truyền thanh xã", "Trang thông tin điện tử xã", "Zalo Mặt trận xã"

PROGRAMMES = (
    Programme(
        "II.1.a", 2025,
        (
            Step("Rà soát đội ngũ hòa giải viên ở 3 tổ làm điểm", "14/02", "20/02",
                 result="3 tổ, 19 hòa giải viên"),
            Step("Hỗ trợ kỹ năng hòa giải vụ việc phức tạp cho tổ làm điểm", "15/05", "22/05"),
            Step("Diễn đàn trao đổi kinh nghiệm giữa các tổ làm điểm", "12/09", "19/09",
                 kind=FORUM, channel="Nhà văn hóa Khu phố 2", result="42 người dự"),
            Step("Đánh giá hiệu quả công tác chỉ đạo điểm", "28/11", "12/12"),
        ),
    ),
    Programme(
        "II.1.a", 2026,
        (
            Step("Rà soát đội ngũ hòa giải viên ở 3 tổ làm điểm", "13/02", "12/02"),
            Step("Hỗ trợ kỹ năng hòa giải vụ việc phức tạp cho tổ làm điểm", "15/05", "29/05"),
            Step("Diễn đàn trao đổi kinh nghiệm giữa các tổ làm điểm", "11/09", "25/09",
                 kind=FORUM, channel="Hội trường UBND xã", result="56 người dự",
                 link="https://example.org/dien-dan-hoa-giai-2026"),
            Step("Đánh giá hiệu quả công tác chỉ đạo điểm", "30/10"),
        ),
    ),
    Programme(
        "II.1.b", 2025,
        (
            Step("Khảo sát địa bàn có tỷ lệ hòa giải thành thấp", "17/03", "21/03"),
            Step("Làm việc với Ban công tác Mặt trận khu phố về giải pháp", "20/06", "27/06"),
        ),
    ),
    Programme(
        "II.1.b", 2026,
        (
            Step("Khảo sát địa bàn có tỷ lệ hòa giải thành thấp", "16/03", "20/03"),
            Step("Làm việc với Ban công tác Mặt trận khu phố về giải pháp", "19/06"),
            Step("Mời luật gia hỗ trợ tổ hòa giải Ấp 1 (xã Tân Bình cũ)", ""),
        ),
    ),
    Programme(
        "II.2.a", 2025,
        (
            Step("Rà soát số lượng, thành phần các tổ hòa giải", "10/02", "18/02"),
            Step("Trình quyết định công nhận, cho thôi hòa giải viên", "31/03", "11/04"),
            Step("Sắp xếp lại tổ hòa giải sau khi nhập đơn vị hành chính", "15/08", "29/08"),
        ),
    ),
    Programme(
        "II.2.a", 2026,
        (
            Step("Rà soát số lượng, thành phần các tổ hòa giải", "10/02", "10/02"),
            Step("Trình quyết định công nhận, cho thôi hòa giải viên", "31/03", "06/04"),
            Step("Bầu bổ sung hòa giải viên nữ ở tổ còn thiếu", "16/10"),
            Step("Cập nhật danh sách hòa giải viên cuối năm", "15/12"),
        ),
    ),
    Programme(
        "II.2.b", 2025,
        (
            Step("Lập danh sách hòa giải viên cần tập huấn", "07/03", "07/03"),
            Step("Lớp tập huấn kỹ năng hòa giải cho hòa giải viên", "20/06", "26/06",
                 result="1 lớp, 38 người"),
        ),
    ),
    Programme(
        "II.2.b", 2026,
        (
            Step("Lập danh sách hòa giải viên cần tập huấn", "06/03", "05/03"),
            Step("Lớp tập huấn kỹ năng hòa giải cho hòa giải viên", "19/06", "24/06",
                 result="1 lớp, 44 người"),
            Step("Cấp phát tài liệu cho hòa giải viên mới", "04/12"),
        ),
    ),
    Programme(
        "II.3.a", 2026,
        (
            Step("Rà soát mức chi cho hòa giải viên theo quy định của tỉnh", "15/04", "22/04",
                 who="tai-chinh"),
            Step("Gửi kiến nghị sửa đổi, bổ sung cơ chế, chính sách", "30/09", who="tai-chinh"),
        ),
    ),
    Programme(
        "II.3.b", 2026,
        (Step("Lập dự toán kinh phí hòa giải ở cơ sở năm 2027", "30/11", who="tai-chinh"),),
    ),
    Programme(
        "II.4.a", 2025,
        (
            Step("Phát thanh chuyên mục Hòa giải ở cơ sở quý II", "16/05", "16/05", CULTURIST,
                 kind=MEDIA, channel=RADIO),
            Step("Bài viết gương hòa giải viên giỏi Khu phố 1", "15/08", "21/08", CULTURIST,
                 kind=MEDIA, channel=PAGE, link="https://example.org/guong-hoa-giai-vien"),
            Step("Phát thanh chuyên mục Hòa giải ở cơ sở quý IV", "14/11", "14/11", CULTURIST,
                 kind=MEDIA, channel=RADIO),
        ),
    ),
    Programme(
        "II.4.a", 2026,
        (
            Step("Phát thanh chuyên mục Hòa giải ở cơ sở quý I", "13/03", "13/03", CULTURIST,
                 kind=MEDIA, channel=RADIO),
            Step("Phát thanh chuyên mục Hòa giải ở cơ sở quý II", "15/05", "15/05", CULTURIST,
                 kind=MEDIA, channel=RADIO),
            Step("Tin về lớp tập huấn kỹ năng hòa giải", "26/06", "26/06", CULTURIST,
                 kind=MEDIA, channel=PAGE, link="https://example.org/tap-huan-hoa-giai-2026"),
            Step("Bài viết mô hình Tổ hòa giải 5 tốt ở Ấp 2", "14/08", "20/08", CULTURIST,
                 kind=MEDIA, channel=PAGE, link="https://example.org/to-hoa-giai-5-tot"),
            Step("Phát thanh chuyên mục Hòa giải ở cơ sở quý III", "18/09", "18/09", CULTURIST,
                 kind=MEDIA, channel=RADIO),
            Step("Hội nghị tuyên truyền Luật Hòa giải ở cơ sở tại Khu phố 3", "23/10", "06/11",
                 kind=FORUM, channel="Nhà văn hóa Khu phố 3", result="63 người dự"),
            Step("Phát thanh chuyên mục Hòa giải ở cơ sở quý IV", "13/11", "", CULTURIST,
                 kind=MEDIA, channel=RADIO),
        ),
    ),
    Programme(
        "II.4.b", 2026,
        (
            Step("Đăng sổ tay kỹ năng hòa giải ở cơ sở", "10/04", "14/04", CULTURIST,
                 kind=MEDIA, channel=ZALO, link="https://example.org/so-tay-hoa-giai"),
            Step("Đăng câu hỏi, trả lời về thừa kế, đất đai dùng khi hòa giải", "10/07", "17/07",
                 CULTURIST, kind=MEDIA, channel=ZALO,
                 link="https://example.org/hoi-dap-thua-ke-dat-dai"),
            Step("Đăng tài liệu tập huấn năm 2026", "09/10", "", CULTURIST,
                 kind=MEDIA, channel=ZALO),
        ),
    ),
    Programme(
        "II.5.a", 2026,
        (
            Step("Kiểm tra hoạt động hòa giải tại 3 khu phố, ấp", "14/08", "28/08"),
            Step("Thông báo kết quả kiểm tra", ""),
        ),
        line="Kiểm tra, khảo sát",
    ),
    Programme(
        "II.5.a", 2026,
        (
            Step("Xây dựng báo cáo sơ kết giai đoạn 2024 - 2026", "20/11"),
            Step("Hội nghị sơ kết", "11/12", kind=FORUM, channel="Hội trường UBND xã"),
        ),
        line="Sơ kết",
    ),
)  # fmt: skip

BUDGET, MERGED = Funding.Source.BUDGET, Funding.Source.INTEGRATED
DONATED, OTHER = Funding.Source.DONATED, Funding.Source.OTHER
FUNDS = (
    Fund("II.1.a", 2024, OFFICE, BUDGET, 6_000, 5_400),
    Fund("II.2.b", 2024, OFFICE, BUDGET, 12_000, 11_250),
    Fund("II.4.a", 2024, CULTURE, MERGED, 3_000, 3_000),
    Fund("II.1.a", 2025, OFFICE, BUDGET, 8_000, 7_600),
    Fund("II.2.b", 2025, OFFICE, BUDGET, 15_000, 14_800),
    Fund("II.3.b", 2025, FINANCE, BUDGET, 30_000, 26_500),
    Fund("II.4.a", 2025, CULTURE, MERGED, 4_000, 3_500),
    Fund("II.1.a", 2026, OFFICE, BUDGET, 9_000, 6_200),
    Fund("II.1.a", 2026, FRONT, DONATED, 2_000, 2_000),
    Fund("II.2.a", 2026, OFFICE, BUDGET, 5_000, 3_400),
    Fund("II.2.b", 2026, OFFICE, BUDGET, 18_000, 17_350),
    Fund("II.2.b", 2026, POLICE, MERGED, 4_000, 4_000),
    Fund("II.3.b", 2026, COMMITTEE, BUDGET, 40_000, 28_900),
    Fund("II.4.a", 2026, CULTURE, MERGED, 6_000, 4_500),
    Fund("II.4.b", 2026, CULTURE, OTHER, 1_500, 0),
)


def day_of(text: str, year: int) -> dt.date | None:
    """ "14/02" of that year; None for ""."""
    if not text:
        return None
    day, month = map(int, text.split("/"))
    return dt.date(year, month, day)


def holder_of(who: str, day: dt.date | None) -> str:
    """Until the merger another one held the post of justice."""
    return BEFORE if who == JUSTICE and day is not None and day < MERGED_ON else who
