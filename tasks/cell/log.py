"""Nhật ký of a cell: everything written about it, as one time line.

Made of model objects that the caller has fetched: see ``tasks.cell.page``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone

from plans.models import Officer
from tasks.models import (
    Contribution,
    Direction,
    DueDateChange,
    Evidence,
    StatusUpdate,
    TaskYear,
    Verdict,
)
from tasks.states import Review, State

_RIBBON = "m-ribbon"


class Part(NamedTuple):
    """A line of an entry: "Lý do: ..."."""

    word: str
    text: str


class Link(NamedTuple):
    """A proof; ``url`` is empty for a document without a file."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """As ``components/log_entry.html`` wants it."""

    what: str
    at: dt.datetime
    who: str
    mark: str = ""
    css: str = ""
    text: str = ""
    parts: list[Part] = field(default_factory=list)
    proofs: list[Link] = field(default_factory=list)


def log_of(cell: TaskYear) -> list[Entry]:
    """Everything written about the cell, the newest first."""
    evidence, contributions = list(cell.evidence.all()), list(cell.contributions.all())
    entries = [
        *map(_due_change, cell.due_changes.all()),
        *(_removal(one) for one in evidence if one.removed_at),
        *map(_contribution, contributions),
        *_revisions(contributions),
        *(entry for one in cell.directions.all() for entry in _direction(one)),
        *map(_verdict, cell.verdicts.all()),
        *_updates(cell.updates.all(), evidence),
    ]
    entries.reverse()  # of one instant, what was written last comes first
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _updates(updates: Iterable[StatusUpdate], evidence: Iterable[Evidence]) -> Iterator[Entry]:
    proofs: dict[int | None, list[Link]] = defaultdict(list)
    for one in evidence:
        proofs[one.update_id].append(Link(str(one), one.address))
    for update in sorted(updates, key=lambda update: update.pk):
        yield _update(update, proofs[update.pk])


def _update(update: StatusUpdate, proofs: list[Link]) -> Entry:
    state, at, who = State(update.state), update.recorded_at, reporter_of(update)
    mark, css = state.mark, f"is-{state}"
    if update.carried_from is not None:
        how = "Kết thúc" if state == State.DONE else "Mở lại"
        what = f"{how} theo báo cáo của năm {update.carried_from.task_year.year}"
        return Entry(what, at, who, mark, css)
    parts = []
    if update.completed_on and not update.is_unchanged:
        parts.append(Part("Ngày hoàn thành", _day(update.completed_on)))
    if timezone.localtime(at).date() != update.effective_on:
        parts.append(Part("Tính đến ngày", _day(update.effective_on)))
    if update.is_unchanged:
        return Entry("Không thay đổi", at, who, mark, css, parts=parts)
    parts += remarks_of(update)
    if update.needs_direction:
        parts.append(Part("Xin ý kiến chỉ đạo", "có"))
    return Entry(state.label, at, who, mark, css, text=update.result, parts=parts, proofs=proofs)


def remarks_of(update: StatusUpdate) -> list[Part]:
    """What stands in an update beside its result."""
    words = {
        "Lý do": update.reason,
        "Khó khăn, vướng mắc": update.obstacles,
        "Đề xuất, kiến nghị": update.proposal,
    }
    return [Part(word, text) for word, text in words.items() if text]


def _due_change(change: DueDateChange) -> Entry:
    old = f"Đổi hạn {_day(change.old_due_on)}" if change.old_due_on else "Đặt hạn"
    return Entry(
        f"{old} thành {_day(change.new_due_on)}",
        change.changed_at,
        _with_title(change.changed_by),
        text=f"Theo {change.document}",
        parts=[Part("Lý do", change.reason)] if change.reason else [],
    )


def _removal(evidence: Evidence) -> Entry:
    if evidence.removed_at is None or evidence.removed_by is None:
        raise ValueError("only what was removed has such an entry")
    who = _with_title(evidence.removed_by)
    proof = Link(str(evidence), evidence.address)
    return Entry("Gỡ minh chứng", evidence.removed_at, who, proofs=[proof])


def _contribution(one: Contribution) -> Entry:
    return Entry(
        f"Kết quả phối hợp của {one.agency_name}",
        one.recorded_at,
        f"{one.author}, nhập thay" if one.is_on_behalf else str(one.author),
        text=one.text,
        parts=[Part("Ngày thực hiện", _day(one.done_on))],
        proofs=[Link(str(document), document.file_url) for document in one.documents.all()],
    )


class _Version(NamedTuple):
    """A contribution as it was once saved."""

    contribution: int
    text: str
    done_on: dt.date
    agency_name: str
    saved_at: dt.datetime
    saved_by: str | None


def _revisions(contributions: Iterable[Contribution]) -> Iterator[Entry]:
    """Corrections of contributions: what was written, and what it was before."""
    keys = [one.pk for one in contributions]
    if not keys:
        return
    rows = Contribution.history.filter(id__in=keys).order_by("id", "history_id")
    columns = ("id", "text", "done_on", "agency_name", "history_date", "history_user__full_name")
    versions = [_Version._make(row) for row in rows.values_list(*columns)]
    for before, now in pairwise(versions):
        is_same = (before.text, before.done_on) == (now.text, now.done_on)
        if before.contribution == now.contribution and not is_same:
            yield _revision(before, now)


def _revision(before: _Version, now: _Version) -> Entry:
    parts = [Part("Trước khi sửa", before.text)] if before.text != now.text else []
    if before.done_on != now.done_on:
        days = f"{_day(before.done_on)} sửa thành {_day(now.done_on)}"
        parts.append(Part("Ngày thực hiện", days))
    what = f"Sửa kết quả phối hợp của {now.agency_name}"
    return Entry(what, now.saved_at, now.saved_by or "", text=now.text, parts=parts)


def _direction(one: Direction) -> Iterator[Entry]:
    """Up to three: given, answered, closed."""
    parts = [Part("Giao", str(one.addressee))] if one.addressee else []
    if one.answer_by_on:
        parts.append(Part("Trả lời trước ngày", _day(one.answer_by_on)))
    what = "Chỉ đạo tiếp" if one.follows_id else "Ý kiến chỉ đạo"
    yield Entry(what, one.asked_at, _with_title(one.asked_by), _RIBBON, text=one.text, parts=parts)
    if one.answered_at and one.answered_by:
        who = _with_title(one.answered_by)
        yield Entry("Trả lời chỉ đạo", one.answered_at, who, text=one.answer)
    if one.closed_at and one.closed_by:
        parts = [Part("Ý kiến đã kết thúc", one.text)]
        who = _with_title(one.closed_by)
        yield Entry("Kết thúc chỉ đạo", one.closed_at, who, _RIBBON, parts=parts)


def _verdict(one: Verdict) -> Entry:
    is_returned = one.verdict == Review.RETURNED
    what = "Trả lại kết quả" if is_returned else "Xác nhận kết quả"
    parts = [Part("Lý do", one.reason)] if is_returned else []
    return Entry(what, one.given_at, _with_title(one.given_by), _RIBBON, parts=parts)


def reporter_of(update: StatusUpdate) -> str:
    """The author with their body, or for which body they wrote."""
    if update.agency_id is not None:
        return f"{update.author}, nhập thay {update.agency_name}"
    return f"{update.author}, {update.agency_name}" if update.agency_name else str(update.author)


def _with_title(officer: Officer) -> str:
    return f"{officer}, {officer.job_title}" if officer.job_title else str(officer)


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
