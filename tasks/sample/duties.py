"""Sample duties: what each body wrote of a year, and the dated duties; none of it happened.

Some years are left open on purpose: the page shows who owes what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from plans.models import Officer, Plan
from tasks.documents.services import Proof
from tasks.duties.services import record_yearly_duty, save_note
from tasks.models import Document, DutyNote, YearlyDuty
from tasks.sample import story as sample
from tasks.sample.story import Paper

Kind, Doc = YearlyDuty.Kind, Document.Kind
D = dt.date


class Dated(NamedTuple):
    kind: YearlyDuty.Kind
    year: int
    paper: Paper


class Note(NamedTuple):
    code: str
    year: int
    on: dt.date
    by: str
    text: str


def _paper(kind: Document.Kind, number: str, day: dt.date, summary: str) -> Paper:
    return Paper(kind, number, day, summary)


DATED = (
    Dated(
        Kind.PROGRAMME,
        2024,
        _paper(Doc.PLAN, "71/KH-UBND", D(2024, 7, 15), "Thực hiện Đề án năm 2024"),
    ),
    Dated(
        Kind.PROGRAMME,
        2025,
        _paper(Doc.PLAN, "09/KH-UBND", D(2025, 1, 20), "Thực hiện Đề án năm 2025"),
    ),
    Dated(
        Kind.PROGRAMME,
        2026,
        _paper(Doc.PLAN, "12/KH-UBND", D(2026, 1, 19), "Thực hiện Đề án năm 2026"),
    ),
    Dated(
        Kind.ESTIMATE,
        2025,
        _paper(Doc.PROPOSAL, "44/TTr-UBND", D(2024, 8, 12), "Dự toán kinh phí hòa giải năm 2025"),
    ),
    Dated(
        Kind.ESTIMATE,
        2026,
        _paper(Doc.PROPOSAL, "31/TTr-UBND", D(2025, 8, 15), "Dự toán kinh phí hòa giải năm 2026"),
    ),
    Dated(
        Kind.REPORT,
        2024,
        _paper(Doc.REPORT, "233/BC-UBND", D(2024, 12, 6), "Công tác tư pháp năm 2024"),
    ),
    Dated(
        Kind.REPORT,
        2025,
        _paper(Doc.REPORT, "198/BC-UBND", D(2025, 12, 8), "Công tác tư pháp năm 2025"),
    ),
)

NOTES = (
    Note(
        "V.1.a",
        2024,
        D(2024, 12, 9),
        sample.COORDINATOR,
        "Tham mưu ban hành kế hoạch năm; hướng dẫn các khu phố rà soát tổ hòa giải.",
    ),
    Note(
        "V.1.a",
        2025,
        D(2025, 12, 10),
        sample.JUSTICE,
        "Tham mưu chương trình năm; kiểm tra ba tổ hòa giải; tổng hợp báo cáo công tác tư pháp.",
    ),
    Note(
        "V.1.b",
        2025,
        D(2025, 12, 11),
        "tai-chinh",
        "Bố trí kinh phí hòa giải ở cơ sở trong dự toán ngân sách năm.",
    ),
    Note(
        "V.1.d",
        2025,
        D(2025, 12, 12),
        sample.COORDINATOR,
        "Lồng ghép phổ biến pháp luật trong hai buổi họp khu phố; cử báo cáo viên dự lớp tập huấn.",
    ),
    Note(
        "V.2",
        2025,
        D(2025, 12, 12),
        "mat-tran",
        "Phối hợp giám sát việc kiện toàn tổ hòa giải; vận động hội viên hòa giải các mâu thuẫn "
        "trong khu dân cư.",
    ),
    Note(
        "V.1.a",
        2026,
        D(2026, 6, 15),
        sample.JUSTICE,
        "Tham mưu kế hoạch năm 2026; chuẩn bị sơ kết giai đoạn 2024 - 2026.",
    ),
    Note(
        "V.4",
        2026,
        D(2026, 10, 5),
        "van-hoa",
        "Phát bốn bài về gương hòa giải viên trên đài truyền thanh.",
    ),
)


def load(
    plan: Plan,
    people: Mapping[str, Officer],
    *,
    document: Callable[[Paper], Document],
    noon: Callable[[dt.date], dt.datetime],
    until: dt.date,
) -> None:
    """What was written by that day; of the people who then worked there."""
    for one in DATED:
        if one.paper.issued_on <= until:
            record_yearly_duty(
                plan=plan,
                year=one.year,
                kind=one.kind,
                done_on=one.paper.issued_on,
                by=people[sample.COORDINATOR],
                today=one.paper.issued_on,
                seen=0,
                proof=Proof(document=document(one.paper)),
                now=noon(one.paper.issued_on),
            )
    sections = {section.code: section for section in plan.sections.all()}
    for note in NOTES:
        if note.on <= until:
            row = DutyNote(section=sections[note.code], year=note.year, text=note.text)
            save_note(row, by=people[note.by], now=noon(note.on))
