"""The sample data: a story told up to 22/11/2026, in plain values. None of it happened.

The plan is the real one (``plans/data``); people, numbers of documents and statuses are invented,
and every page says so. Names of people are letters, as Vietnamese forms use them for nobody.
See also ``tasks.sample.load``, which tells the story through the services.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from plans.models import Role
from tasks.models import Document
from tasks.states import State

STORY_ENDS_ON = dt.date(2026, 11, 22)
LOADED_ON = dt.date(2024, 7, 1)
MERGED_ON = dt.date(2025, 7, 1)

PROVINCE = "tỉnh Tây Ninh"
COMMUNE = "xã Tân Biên"
# Names repeat after a merger: the unit before it tells them apart.
HAMLETS = (
    ("Khu phố 1", "thị trấn Tân Biên"),
    ("Khu phố 2", "thị trấn Tân Biên"),
    ("Khu phố 3", "thị trấn Tân Biên"),
    ("Ấp 1", "xã Tân Bình"),
    ("Ấp 2", "xã Tân Bình"),
    ("Ấp 1", "xã Thạnh Tây"),
    ("Ấp 2", "xã Thạnh Tây"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """``successor`` stands in its place from 1 July 2025 on; all of them are of the commune."""

    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    is_whole_office: bool = False
    successor: str = ""


OFFICE = "Văn phòng HĐND và UBND"
FINANCE = "Phòng Kinh tế"
CULTURE = "Phòng Văn hóa - Xã hội"
COMMITTEE = "Ủy ban nhân dân xã Tân Biên"
POLICE = "Công an xã Tân Biên"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Biên"
JUSTICE_POST = "Công chức Tư pháp - hộ tịch"
SUCCESSION = "Nghị quyết số 1682/NQ-UBTVQH15; Nghị định số 150/2025/NĐ-CP"

BODIES = (
    # As they now are
    Body(OFFICE, "VP HĐND và UBND"),
    Body(FINANCE),
    Body(CULTURE, "Phòng VH - XH"),
    Body(COMMITTEE, "UBND xã", is_whole_office=True),
    Body(POLICE, "Công an xã"),
    Body(FRONT, "UBMTTQ xã"),
    Body("Hội Luật gia tỉnh"),
    Body("Sở Tư pháp tỉnh", "Sở Tư pháp"),
    # As the plan of 2024 names them
    Body(JUSTICE_POST, aliases=("Công chức Tư pháp-hộ tịch",), successor=OFFICE),
    Body("Công chức Tài chính - Kế toán", successor=FINANCE),
    Body(
        "Công chức Văn hóa và Thông tin",
        aliases=(
            "Công chức Văn hóa phụ trách văn hóa và Thông tin",
            "Công chức văn hóa và Truyền thanh xã",
        ),
        successor=CULTURE,
    ),
    Body(
        "Ủy ban nhân dân thị trấn",
        "UBND thị trấn",
        aliases=("UBND thị trấn Tân Biên",),
        is_whole_office=True,
        successor=COMMITTEE,
    ),
    Body("Công an thị trấn", successor=POLICE),
    Body(
        "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn",
        "UBMTTQ thị trấn",
        aliases=("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "UBMTTQ thị trấn"),
        successor=FRONT,
    ),
    Body("Hội Luật gia huyện", successor="Hội Luật gia tỉnh"),
    Body("Phòng Tư pháp huyện", "Phòng Tư pháp", successor="Sở Tư pháp tỉnh"),
    Body("Trung tâm Văn hóa, Thể thao và truyền thanh huyện", "Trung tâm VH, TT và TT huyện"),
)


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    full_name: str
    job_title: str
    body: str
    roles: tuple[Role, ...]
    is_active: bool = True


PASSWORD = "minh-hoa-2026"  # noqa: S105 -- of people who do not exist, told on purpose
JUSTICE, BEFORE, COORDINATOR = "tu-phap", "tu-phap-cu", "tong-hop"
CULTURIST, LEADER = "van-hoa", "lanh-dao"
PEOPLE = (
    Person(JUSTICE, "Nguyễn Thị A", "Công chức tư pháp - hộ tịch", OFFICE, (Role.OFFICER,)),
    Person("tai-chinh", "Trần Văn B", "Công chức tài chính - kế toán", FINANCE, (Role.OFFICER,)),
    Person("van-hoa", "Lê Thị C", "Công chức văn hóa - xã hội", CULTURE, (Role.OFFICER,)),
    Person("cong-an", "Phạm Văn D", "Cán bộ Công an xã", POLICE, (Role.OFFICER,)),
    Person("mat-tran", "Võ Thị Đ", "Phó Chủ tịch UBMTTQ xã", FRONT, (Role.OFFICER,)),
    Person(COORDINATOR, "Bùi Văn E", "Phó Chánh Văn phòng", OFFICE, (Role.COORDINATOR,)),
    Person("lanh-dao", "Đặng Thị G", "Phó Chủ tịch UBND xã", COMMITTEE, (Role.LEADER,)),
    Person("hoa-giai", "Hồ Văn H", "Công chức Văn phòng", OFFICE, (Role.KEEPER,)),
    Person("quan-tri", "Ngô Thị K", "Quản trị phần mềm", OFFICE, (Role.ADMINISTRATOR,)),
    # Answered for it until the merger; no longer signs in
    Person(BEFORE, "Dương Văn L", "Công chức tư pháp - hộ tịch", JUSTICE_POST, (), is_active=False),
)

SHORT_TITLE = "Kế hoạch nâng cao năng lực hòa giải viên 2024 - 2030"
SHORT_TITLES = {
    "II.1.a": "Phối hợp lựa chọn, thực hiện điểm đơn vị cấp xã",
    "II.1.b": "Chọn địa bàn chỉ đạo điểm, ưu tiên nơi tỷ lệ hòa giải thành thấp",
    "II.1.c": "Tổng kết, phổ biến, nhân rộng mô hình hay, cách làm hiệu quả",
    "II.2.a": "Rà soát, đánh giá, kiện toàn tổ hòa giải",
    "II.2.b": "Tập huấn, bồi dưỡng kiến thức, kỹ năng cho hòa giải viên",
    "II.3.a": "Rà soát quy định, đề xuất sửa đổi, bổ sung cơ chế, chính sách",
    "II.3.b": "Bố trí kinh phí cho công tác hòa giải ở cơ sở",
    "II.4.a": "Truyền thông về công tác hòa giải ở cơ sở",
    "II.4.b": "Đăng tải tài liệu tập huấn, ấn phẩm trên mạng xã hội",
    "II.5.a": "Kiểm tra, sơ kết, tổng kết việc thực hiện Đề án",
}

_UNTIL_MERGER = ("II.1.a", "II.1.b", "II.2.a", "II.2.b", "II.4.a", "II.4.b", "II.5.a")


@dataclass(frozen=True, slots=True)
class Assigned:
    username: str
    codes: tuple[str, ...]
    since: dt.date
    note: str
    replaces: bool = True


# II.1.c has not begun and II.3.b, led by a whole office, waits for somebody to answer for it.
ASSIGNED = (
    Assigned(BEFORE, _UNTIL_MERGER, LOADED_ON, "Thông báo số 21/TB-UBND ngày 01/7/2024"),
    Assigned(
        JUSTICE,
        ("II.1.a", "II.1.b", "II.2.a", "II.2.b", "II.3.a", "II.4.a", "II.5.a"),
        MERGED_ON,
        "Thông báo số 03/TB-VP ngày 01/7/2025",
    ),
    Assigned(
        "tai-chinh", ("II.3.a",), MERGED_ON, "Thông báo số 03/TB-VP ngày 01/7/2025", replaces=False
    ),
    Assigned("van-hoa", ("II.4.b",), MERGED_ON, "Thông báo số 03/TB-VP ngày 01/7/2025"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with a sample number; the same number and day is the same document."""

    kind: Document.Kind
    number: str
    issued_on: dt.date
    summary: str
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report: ``on`` is its effective day, for a finished work the day it was done."""

    code: str
    year: int
    on: dt.date
    state: State
    who: str
    result: str = ""
    reason: str = ""
    obstacles: str = ""
    proposal: str = ""
    asks: bool = False
    line: str = ""  # label of the timeline, where a task has several
    papers: tuple[Paper, ...] = ()
    link: tuple[str, str] = ("", "")  # address, title
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class DueChange:
    code: str
    year: int
    on: dt.date
    due_on: dt.date
    document: str
    reason: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Contributed:
    """By the partner itself, or by the coordinator on its behalf."""

    code: str
    year: int
    on: dt.date
    body: str
    who: str
    text: str
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A direction of the leader; ``answered`` is day, who and words."""

    code: str
    year: int
    on: dt.date
    text: str
    answer_by_on: dt.date
    to: str
    answered: tuple[dt.date, str, str] | None = None
    closed_on: dt.date | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The leader confirms what had ended by then in these years; ``returned`` by code, with why."""

    on: dt.date
    years: tuple[int, ...]
    returned: tuple[tuple[str, int, str], ...] = ()


def _day(text: str) -> dt.date:
    day, month, year = map(int, text.split("/"))
    return dt.date(year, month, day)


K = Document.Kind


def _paper(kind: K, number: str, day: str, summary: str) -> Paper:
    issued_on = _day(day)
    issuer = "UBND thị trấn Tân Biên" if issued_on < MERGED_ON else "UBND xã Tân Biên"
    return Paper(kind, number, issued_on, summary, issuer)


REPORT_2024 = _paper(
    K.REPORT, "118/BC-UBND", "20/12/2024", "Công tác tư pháp và hòa giải ở cơ sở năm 2024"
)
REPORT_2025 = _paper(
    K.REPORT, "86/BC-UBND", "19/12/2025", "Công tác tư pháp và hòa giải ở cơ sở năm 2025"
)

ENTRIES = (
    # II.1.a: three years of pilots
    Entry(
        "II.1.a", 2024, _day("30/09/2024"), State.DOING, BEFORE,
        result="Đã thống nhất với Phòng Tư pháp chọn thị trấn làm điểm; đã rà soát đội ngũ hòa "
        "giải viên ở 3 khu phố.",
        papers=(_paper(K.LETTER, "64/UBND-TP", "12/09/2024", "Đăng ký đơn vị làm điểm"),),
    ),
    Entry(
        "II.1.a", 2024, _day("20/12/2024"), State.DONE, BEFORE,
        result="Hoàn thành các nội dung chỉ đạo điểm năm 2024: rà soát, kiện toàn 3 tổ hòa giải, "
        "cấp phát tài liệu cho hòa giải viên.",
        papers=(REPORT_2024,),
    ),
    Entry(
        "II.1.a", 2025, _day("19/12/2025"), State.DONE, JUSTICE,
        result="Duy trì 3 tổ hòa giải điểm sau sắp xếp đơn vị hành chính; tổ chức 2 buổi hỗ trợ kỹ "
        "năng cho hòa giải viên.",
        papers=(REPORT_2025,),
    ),
    Entry(
        "II.1.a", 2026, _day("15/10/2026"), State.DOING, JUSTICE,
        result="Đã tổ chức 1 diễn đàn trao đổi kinh nghiệm; đang đánh giá hiệu quả chỉ đạo điểm "
        "giai đoạn 2024 - 2026.",
    ),
    # II.1.b: silent since June
    Entry(
        "II.1.b", 2024, _day("20/12/2024"), State.DONE, BEFORE,
        result="Chọn Khu phố 2 là địa bàn chỉ đạo điểm do tỷ lệ hòa giải thành còn thấp.",
        papers=(_paper(K.DECISION, "145/QĐ-UBND", "15/11/2024", "Chọn địa bàn chỉ đạo điểm"),),
    ),
    Entry(
        "II.1.b", 2025, _day("19/12/2025"), State.DONE, JUSTICE,
        result="Tiếp tục chỉ đạo điểm tại Khu phố 2, bổ sung Ấp 1 thuộc xã Tân Bình cũ.",
        papers=(REPORT_2025,),
    ),
    Entry(
        "II.1.b", 2026, _day("30/06/2026"), State.DOING, JUSTICE,
        result="Hai địa bàn điểm đang thực hiện, đã làm việc với Mặt trận về nội dung hỗ trợ.",
    ),
    # II.2.a: this year late, asks for direction
    Entry(
        "II.2.a", 2024, _day("05/12/2024"), State.DONE, BEFORE,
        result="Rà soát 7 tổ hòa giải, kiện toàn 2 tổ, bổ sung 5 hòa giải viên.",
        papers=(
            _paper(K.DECISION, "152/QĐ-UBND", "05/12/2024", "Công nhận hòa giải viên ở cơ sở"),
        ),
    ),
    Entry(
        "II.2.a", 2025, _day("28/11/2025"), State.DONE, JUSTICE,
        result="Rà soát các tổ hòa giải sau khi nhập xã; kiện toàn 4 tổ, công nhận 9 hòa giải "
        "viên.",
        papers=(
            _paper(K.DECISION, "73/QĐ-UBND", "28/11/2025", "Công nhận hòa giải viên ở cơ sở"),
        ),
    ),
    Entry(
        "II.2.a", 2026, _day("10/07/2026"), State.DOING, JUSTICE,
        result="Đã rà soát 5 trong 7 tổ hòa giải.",
    ),
    Entry(
        "II.2.a", 2026, _day("05/10/2026"), State.DOING, JUSTICE,
        result="Đã rà soát 7 tổ; còn 2 tổ thiếu hòa giải viên nữ, chưa bầu bổ sung được.",
        obstacles="Hai ấp chưa tổ chức được cuộc họp bầu hòa giải viên do chưa đủ đại diện hộ.",
        proposal="Đề nghị lãnh đạo cho ý kiến về thời gian tổ chức bầu cùng cuộc họp ấp quý IV.",
        asks=True,
    ),
    # II.2.b: due within days
    Entry(
        "II.2.b", 2024, _day("22/11/2024"), State.DONE, BEFORE,
        result="Tổ chức 1 lớp tập huấn cho 32 hòa giải viên.",
        papers=(
            _paper(K.PLAN, "41/KH-UBND", "18/10/2024", "Tập huấn nghiệp vụ hòa giải ở cơ sở"),
            _paper(K.LIST, "", "22/11/2024", "Danh sách hòa giải viên dự tập huấn năm 2024"),
        ),
    ),
    Entry(
        "II.2.b", 2025, _day("14/11/2025"), State.DONE, JUSTICE,
        result="Tổ chức 2 lớp tập huấn cho 45 hòa giải viên của ba đơn vị cũ.",
        papers=(
            _paper(K.REPORT, "71/BC-UBND", "14/11/2025", "Kết quả tập huấn hòa giải viên 2025"),
        ),
    ),
    Entry(
        "II.2.b", 2026, _day("06/11/2026"), State.DOING, JUSTICE,
        result="Đã ban hành kế hoạch, mời báo cáo viên; lớp tập huấn dự kiến ngày 27/11/2026.",
        papers=(
            _paper(K.PLAN, "88/KH-UBND", "28/10/2026", "Tập huấn nghiệp vụ hòa giải ở cơ sở 2026"),
        ),
    ),
    # II.3.a
    Entry(
        "II.3.a", 2025, _day("19/12/2025"), State.NONE_AROSE, JUSTICE,
        reason="Trong năm không có văn bản của địa phương thuộc phạm vi rà soát; Luật Hòa giải ở "
        "cơ sở chưa lấy ý kiến sửa đổi.",
    ),
    Entry(
        "II.3.a", 2026, _day("18/09/2026"), State.DONE, JUSTICE,
        result="Rà soát quy định về chế độ đối với hòa giải viên, có 3 kiến nghị gửi Sở Tư pháp.",
        papers=(
            _paper(K.REPORT, "64/BC-UBND", "18/09/2026", "Kết quả rà soát quy định về hòa giải"),
        ),
    ),
    # II.3.b: reported on behalf of the office that leads it
    Entry(
        "II.3.b", 2024, _day("16/12/2024"), State.DONE, BEFORE,
        result="Bố trí kinh phí hòa giải ở cơ sở trong dự toán năm 2025.",
        papers=(_paper(K.DECISION, "160/QĐ-UBND", "16/12/2024", "Giao dự toán ngân sách 2025"),),
    ),
    Entry(
        "II.3.b", 2025, _day("22/12/2025"), State.DONE, COORDINATOR,
        result="Bố trí kinh phí hòa giải ở cơ sở trong dự toán năm 2026.",
        papers=(_paper(K.DECISION, "81/QĐ-UBND", "22/12/2025", "Giao dự toán ngân sách 2026"),),
        on_behalf_of=COMMITTEE,
    ),
    Entry(
        "II.3.b", 2026, _day("12/11/2026"), State.DONE, COORDINATOR,
        result="Đã đưa kinh phí hòa giải ở cơ sở vào dự toán năm 2027 trình HĐND xã.",
        papers=(_paper(K.PROPOSAL, "52/TTr-UBND", "12/11/2026", "Dự toán ngân sách năm 2027"),),
        on_behalf_of=COMMITTEE,
    ),
    # II.4.a: in 2025 done after the year was over
    Entry(
        "II.4.a", 2024, _day("18/12/2024"), State.DONE, BEFORE,
        result="Phát thanh 12 chuyên mục, 1 buổi tọa đàm về gương hòa giải viên giỏi.",
        papers=(REPORT_2024,),
    ),
    Entry(
        "II.4.a", 2025, _day("30/09/2025"), State.DOING, JUSTICE,
        result="Đã phát thanh 6 chuyên mục; chưa tổ chức tọa đàm.",
        obstacles="Trung tâm Văn hóa, Thể thao và truyền thanh huyện đã kết thúc hoạt động.",
    ),
    Entry(
        "II.4.a", 2025, _day("12/01/2026"), State.DONE, JUSTICE,
        result="Đã tổ chức tọa đàm ngày 12/01/2026, hoàn thành nội dung truyền thông năm 2025.",
        papers=(_paper(K.REPORT, "05/BC-UBND", "12/01/2026", "Truyền thông về hòa giải 2025"),),
    ),
    Entry(
        "II.4.a", 2026, _day("30/10/2026"), State.DONE, JUSTICE,
        result="Phát thanh 10 chuyên mục, đăng 8 tin, bài về hòa giải ở cơ sở.",
        link=("https://example.vn/hoa-giai-2026", "Chuyên mục hòa giải ở cơ sở (minh họa)"),
    ),
    # II.4.b: this year late
    Entry(
        "II.4.b", 2024, _day("10/12/2024"), State.DONE, BEFORE,
        result="Đăng 5 tài liệu tập huấn trên trang của thị trấn.",
        link=("https://example.vn/tai-lieu-2024", "Tài liệu tập huấn 2024 (minh họa)"),
    ),
    Entry(
        "II.4.b", 2025, _day("15/12/2025"), State.DONE, "van-hoa",
        result="Đăng 7 tài liệu tập huấn trên trang thông tin của xã.",
        link=("https://example.vn/tai-lieu-2025", "Tài liệu tập huấn 2025 (minh họa)"),
    ),
    Entry(
        "II.4.b", 2026, _day("20/08/2026"), State.DOING, "van-hoa",
        result="Đã biên tập 4 tài liệu, chờ duyệt để đăng.",
    ),
    # II.5.a: three timelines
    Entry(
        "II.5.a", 2024, _day("27/12/2024"), State.DROPPED, BEFORE,
        reason="Kế hoạch ban hành giữa năm; lồng ghép kiểm tra vào đợt tự kiểm tra năm 2025.",
        line="Kiểm tra, khảo sát",
    ),
    Entry(
        "II.5.a", 2025, _day("10/11/2025"), State.DOING, JUSTICE,
        result="Đã kiểm tra 2 trong 7 tổ hòa giải.",
        line="Kiểm tra, khảo sát",
    ),
    Entry(
        "II.5.a", 2026, _day("09/11/2026"), State.DOING, JUSTICE,
        result="Đã xây dựng đề cương báo cáo sơ kết, đang tổng hợp số liệu của các tổ hòa giải.",
        line="Sơ kết",
    ),
)  # fmt: skip

DUE_CHANGES = (
    DueChange(
        "II.2.a", 2026, _day("05/03/2026"), _day("30/09/2026"),
        "Thông báo số 24/TB-UBND ngày 05/3/2026",
        "Hoàn thành kiện toàn tổ hòa giải trước khi tập huấn",
    ),
    DueChange(
        "II.2.b", 2026, _day("05/03/2026"), _day("30/11/2026"),
        "Thông báo số 24/TB-UBND ngày 05/3/2026", "Tập huấn trong tháng 11",
    ),
    DueChange(
        "II.4.b", 2026, _day("05/03/2026"), _day("31/10/2026"),
        "Thông báo số 24/TB-UBND ngày 05/3/2026", "Có tài liệu trước lớp tập huấn",
    ),
    DueChange(
        "II.5.a", 2026, _day("12/10/2026"), _day("15/12/2026"),
        "Công văn số 215/UBND-VP ngày 12/10/2026", "Gửi báo cáo sơ kết trước ngày 15/12/2026",
        line="Sơ kết",
    ),
)  # fmt: skip

CONTRIBUTED = (
    Contributed(
        "II.1.a", 2024, _day("10/10/2024"), "Công an thị trấn", COORDINATOR,
        "Cử 2 cán bộ hướng dẫn kỹ năng hòa giải việc mâu thuẫn, xích mích cho 3 tổ hòa giải điểm.",
    ),
    Contributed(
        "II.2.a", 2025, _day("20/11/2025"), "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn", "mat-tran",
        "Hiệp thương giới thiệu 9 người để bầu hòa giải viên tại các khu phố, ấp.",
        papers=(_paper(K.MINUTES, "12/BB-MTTQ", "20/11/2025", "Hiệp thương giới thiệu"),),
    ),
    Contributed(
        "II.2.a", 2026, _day("18/09/2026"), "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn", "mat-tran",
        "Phối hợp rà soát 7 tổ hòa giải, đề nghị bổ sung hòa giải viên nữ cho 2 tổ.",
    ),
    Contributed(
        "II.1.a", 2026, _day("25/08/2026"), "Công an thị trấn", "cong-an",
        "Tư vấn, hỗ trợ 3 tổ hòa giải xử lý 4 việc liên quan an ninh, trật tự.",
    ),
    Contributed(
        "II.4.a", 2026, _day("15/10/2026"), "Công chức Văn hóa và Thông tin", "van-hoa",
        "Biên tập 10 chuyên mục phát thanh về gương hòa giải viên giỏi.",
    ),
)  # fmt: skip

DIRECTIONS = (
    Asked(
        "II.2.b", 2026, _day("02/11/2026"),
        "Mời Công an xã dự lớp tập huấn, báo cáo dự kiến thành phần.",
        _day("06/11/2026"), JUSTICE,
        answered=(
            _day("04/11/2026"), JUSTICE, "Công an xã cử 2 đồng chí dự; danh sách gửi kèm kế hoạch."
        ),
        closed_on=_day("06/11/2026"),
    ),
    Asked(
        "II.1.b", 2026, _day("10/11/2026"),
        "Từ tháng 6 chưa có báo cáo: cho biết kết quả tại hai địa bàn điểm.",
        _day("16/11/2026"), JUSTICE,
        answered=(
            _day("13/11/2026"), JUSTICE,
            "Hai địa bàn điểm hòa giải thành 9 trên 11 việc; đang viết báo cáo đánh giá.",
        ),
    ),
    Asked(
        "II.4.b", 2026, _day("18/11/2026"),
        "Giải trình lý do chậm đăng tải tài liệu, cho biết ngày hoàn thành.",
        _day("27/11/2026"), CULTURIST,
    ),
    Asked(
        "II.5.a", 2025, _day("20/11/2026"),
        "Kết thúc việc kiểm tra, khảo sát năm 2025; nêu lý do chậm trong báo cáo sơ kết.",
        _day("30/11/2026"), JUSTICE, line="Kiểm tra, khảo sát",
    ),
)  # fmt: skip

VERDICTS = (
    Judged(
        _day("20/01/2026"), (2024, 2025),
        returned=(("II.4.a", 2025, "Bổ sung số liệu chuyên mục phát thanh của quý IV."),),
    ),
    Judged(_day("25/09/2026"), (2026,)),
)  # fmt: skip
