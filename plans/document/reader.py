"""The whole way: bytes -> blocks -> frame -> outline -> tasks -> findings."""

from __future__ import annotations

import hashlib
import re

from plans.document.files import read_source
from plans.document.findings import find_all
from plans.document.inherited import complete, share_labels_for_what_follows
from plans.document.layout import Frame, read_frame
from plans.document.model import PlanDocument, Task
from plans.document.outline import read_outline
from plans.document.printed import all_sections, promote_bullets
from plans.document.sentences import add_from_sentences
from plans.document.tasks import Claims, Draft, read_claims
from plans.document.times import Period, find_moments, read_timelines
from plans.document.words import key
from plans.office.guard import Unreadable

NO_PLAN = (
    "Không tìm thấy mục đánh số hay nhiệm vụ nào trong tệp: hãy kiểm tra đã chọn đúng tệp văn bản"
    " kế hoạch rồi chọn lại."
)


def read(data: bytes, *, name: str) -> PlanDocument:
    """The plan in a .txt or .docx. Raises Unreadable, and nothing else."""
    source = read_source(data)
    frame = read_frame(source.blocks)
    frame.marked = list(source.marked)
    root = read_outline(frame.body, frame.annexes, frame.restarts)
    claims = read_claims(root)
    share_labels_for_what_follows(claims)
    add_from_sentences(root, claims)
    complete(claims)
    period = _period(frame, claims)
    promoted = promote_bullets(claims)
    tasks = tuple(
        _task(draft, promoted, claims, period) for draft in sorted(claims.drafts, key=_place)
    )
    sections = tuple(all_sections(root, promoted))
    if len(sections) < 2 and not tasks:
        raise Unreadable(NO_PLAN)
    return PlanDocument(
        title=frame.title,
        number=frame.number,
        issued_text=frame.issued_text,
        issued_on=frame.issued_on,
        issuer=frame.issuer,
        basis=frame.basis,
        preamble=tuple(frame.preamble),
        signature=tuple(frame.signature),
        recipients=tuple(frame.recipients),
        first_year=period.first,
        last_year=period.last,
        sections=sections,
        tasks=tasks,
        findings=tuple(find_all(frame, root, sections, tasks, period)),
        sha256=hashlib.sha256(data).hexdigest(),
        source_name=name,
    )


def _period(frame: Frame, claims: Claims) -> Period:
    """The plan's years: those of its title, else of the line that holds for the whole plan."""
    title = re.split(r"\b(?:tầm nhìn|định hướng)\b", key(frame.title))[0]
    for text in (" ".join(claims.plan_time), title):
        years = sorted({moment.year for moment in find_moments(text) if moment.year})
        if years:
            first = years[0]
            if len(years) == 1 and re.search(r"\bđến (?:hết )?(?:năm )?\d{4}", text):
                first = frame.issued_on.year if frame.issued_on else first
            return Period(min(first, years[-1]), years[-1])
    return Period(None, None)


def _place(draft: Draft) -> tuple[int, int]:
    """Where a draft stands on the page."""
    items = draft.node.items
    return draft.node.order, items.index(draft.item) + 1 if draft.item else 0


def _task(draft: Draft, promoted: dict[int, str], claims: Claims, period: Period) -> Task:
    lines = draft.time_lines or claims.plan_time
    return Task(
        clause=promoted[id(draft.item)] if draft.item else draft.node.code,
        title=draft.title,
        leads=tuple(draft.leads),
        partners=tuple(draft.partners),
        time_text="\n".join(lines),
        timelines=read_timelines(lines, period),
    )
