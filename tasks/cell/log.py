"""Nhật ký of a cell: one time line from seven tables in one query, and its proofs in another.

A page on a cell has nine queries for everything (design, section 5), so what is written about a
cell comes as plain rows of two unions rather than as objects of seven tables.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from tasks.cell.log_rows import Row, rows_of
from tasks.cell.proofs import ProofRow, ShownProof, proofs_of, step_of
from tasks.cell.report import Report
from tasks.states import Review, State


@dataclass(frozen=True, slots=True)
class Part:
    word: str
    text: str


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
    proofs: list[ShownProof] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownContribution:
    pk: int
    body: str
    day: dt.date
    text: str
    who: str
    proofs: list[ShownProof]
    can_edit: bool


@dataclass(frozen=True, slots=True)
class ShownDirection:
    """An open direction; ``answer`` is empty until somebody answered."""

    pk: int
    text: str
    who: str
    at: dt.datetime
    answer_by_on: dt.date | None
    addressee: str
    addressee_id: int | None
    answer: str
    answered_who: str
    answered_at: dt.datetime | None

    def is_late(self, day: dt.date) -> bool:
        """See also ``DirectionQuerySet.late``."""
        return not self.answer and self.answer_by_on is not None and self.answer_by_on < day


class Log:
    """What was written about a cell, ready to be shown."""

    def __init__(self, task_year_id: int) -> None:
        self.rows = rows_of(task_year_id)
        found = proofs_of(task_year_id)
        self.proofs = [one for one in found if one.source != "activity"]
        cited = {one.url for one in self.evidence}
        self.steps = sorted(
            (step_of(one, cited=cited) for one in found if one.source == "activity"),
            key=lambda step: (step.planned_on or dt.date.max, step.pk),
        )
        self._of_updates: dict[int | None, list[ShownProof]] = defaultdict(list)
        self._of_contributions: dict[int | None, list[ShownProof]] = defaultdict(list)
        for proof in self.proofs:
            is_evidence = proof.source == "evidence"
            owners = self._of_updates if is_evidence else self._of_contributions
            owners[proof.owner].append(proof.shown)

    @property
    def evidence(self) -> list[ProofRow]:
        """What proves the cell now."""
        return [one for one in self.proofs if one.source == "evidence" and one.removed_at is None]

    @property
    def due_changes(self) -> list[Row]:
        return [row for row in self.rows if row.source == "due"]

    @property
    def last_update(self) -> Row | None:
        """The entry that was recorded last, whatever day it speaks of."""
        return next((row for row in self.rows if row.source == "update"), None)

    @property
    def _deciding(self) -> Row | None:
        """The entry that decides how the cell stands now."""
        updates = (row for row in self.rows if row.source == "update")
        return max(updates, key=lambda row: (row.day, row.pk), default=None)

    def _is_answered(self, update: Row) -> bool:
        """See also ``StatusUpdateQuerySet.with_request``."""
        return any(row.source == "direction" and row.at >= update.at for row in self.rows)

    @property
    def reporter_id(self) -> int | None:
        """Who wrote what a leader would confirm; see also ``services.reviews.review``."""
        return self._deciding.author_id if self._deciding else None

    @property
    def directions(self) -> list[ShownDirection]:
        """Those still open, the oldest first."""
        answers = {row.pk: row for row in self.rows if row.source == "answer"}
        return [
            ShownDirection(
                pk=row.pk,
                text=row.text,
                who=_author(row),
                at=row.at,
                answer_by_on=row.other_day,
                addressee=row.reason,
                addressee_id=row.key,
                answer=answers[row.pk].text if row.pk in answers else "",
                answered_who=_who(answers[row.pk]) if row.pk in answers else "",
                answered_at=answers[row.pk].at if row.pk in answers else None,
            )
            for row in reversed(self.rows)
            if row.source == "direction" and row.needs_direction
        ]

    def report(self, day: dt.date, *, finishes_span: bool) -> Report:
        """What the log says last, as a report of ``day``: see ``reports.report_on``."""
        last = self._deciding
        if last is None:
            return Report(State.TODO, day)
        return Report(
            state=State(last.state),
            effective_on=day,
            completed_on=last.other_day,
            result=last.text,
            reason=last.reason,
            obstacles=last.obstacles,
            proposal=last.proposal,
            needs_direction=last.needs_direction and not self._is_answered(last),
            finishes_span=finishes_span and last.state == State.DONE,
        )

    def contributions(self, *, author_id: int, is_coordinator: bool) -> list[ShownContribution]:
        """In the order of their days; see also ``tasks.access.can_edit``."""
        rows = sorted(
            (row for row in self.rows if row.source == "contribution"),
            key=lambda row: (row.day, row.pk),
        )
        return [
            ShownContribution(
                pk=row.pk,
                body=row.body,
                day=row.day,
                text=row.text,
                who=f"{row.author} nhập thay" if row.is_on_behalf else row.author,
                proofs=self._of_contributions[row.pk],
                can_edit=row.author_id == author_id or (row.is_on_behalf and is_coordinator),
            )
            for row in rows
        ]

    def entries(self, limit: int | None = None) -> list[Entry]:
        return [_ENTRY_OF[row.source](self, row) for row in self.rows[:limit]]

    def entry_of_update(self, row: Row) -> Entry:
        state = State(row.state)
        proofs = self._of_updates[row.pk]
        mark, css = state.mark, f"is-{state}"
        if row.key is not None:
            how = "Kết thúc" if state == State.DONE else "Mở lại"
            return Entry(f"{how} theo báo cáo của năm {row.key}", row.at, _who(row), mark, css)
        parts = [Part("Tính đến ngày", _day(row.day))] * (_local(row.at) != row.day)
        if row.is_unchanged:
            return Entry("Không thay đổi", row.at, _who(row), mark, css, parts=parts)
        if row.other_day:
            parts = [Part("Ngày hoàn thành", _day(row.other_day)), *parts]
        words = {
            "Lý do": row.reason,
            "Khó khăn, vướng mắc": row.obstacles,
            "Đề xuất, kiến nghị": row.proposal,
            "Xin ý kiến chỉ đạo": "có" if row.needs_direction else "",
        }
        parts += [Part(word, text) for word, text in words.items() if text]
        return Entry(
            state.label, row.at, _who(row), mark, css, text=row.text, parts=parts, proofs=proofs
        )

    def entry_of_due_change(self, row: Row) -> Entry:
        old = f"Đổi hạn {_day(row.other_day)}" if row.other_day else "Đặt hạn"
        return Entry(
            f"{old} thành {_day(row.day)}",
            row.at,
            _who(row),
            text=f"Theo {row.text}",
            parts=[Part("Lý do", row.reason)] if row.reason else [],
        )

    def entry_of_removal(self, row: Row) -> Entry:
        gone = next(one for one in self.proofs if (one.source, one.pk) == ("evidence", row.pk))
        return Entry("Gỡ minh chứng", row.at, _who(row), proofs=[gone.shown])

    def entry_of_contribution(self, row: Row) -> Entry:
        return Entry(
            f"Kết quả phối hợp của {row.body}",
            row.at,
            f"{row.author}, nhập thay" if row.is_on_behalf else row.author,
            text=row.text,
            parts=[Part("Ngày thực hiện", _day(row.day))],
            proofs=self._of_contributions[row.pk],
        )

    def entry_of_revision(self, row: Row) -> Entry:
        parts = [Part("Trước khi sửa", row.reason)] if row.reason != row.text else []
        if row.other_day and row.other_day != row.day:
            days = f"{_day(row.other_day)} sửa thành {_day(row.day)}"
            parts.append(Part("Ngày thực hiện", days))
        return Entry(
            f"Sửa kết quả phối hợp của {row.body}", row.at, row.author, text=row.text, parts=parts
        )

    def entry_of_direction(self, row: Row) -> Entry:
        parts = [Part("Giao", row.reason)] if row.reason else []
        if row.other_day:
            parts.append(Part("Trả lời trước ngày", _day(row.other_day)))
        what = "Chỉ đạo tiếp" if row.is_on_behalf else "Ý kiến chỉ đạo"
        return Entry(what, row.at, _author(row), _RIBBON, text=row.text, parts=parts)

    def entry_of_answer(self, row: Row) -> Entry:
        return Entry("Trả lời chỉ đạo", row.at, _who(row), text=row.text)

    def entry_of_closing(self, row: Row) -> Entry:
        parts = [Part("Ý kiến đã kết thúc", row.text)]
        return Entry("Kết thúc chỉ đạo", row.at, _who(row), _RIBBON, parts=parts)

    def entry_of_verdict(self, row: Row) -> Entry:
        is_returned = row.state == Review.RETURNED
        what = "Trả lại kết quả" if is_returned else "Xác nhận kết quả"
        parts = [Part("Lý do", row.reason)] if is_returned else []
        return Entry(what, row.at, _who(row), _RIBBON, parts=parts)


_RIBBON = "m-ribbon"
_ENTRY_OF = {
    "update": Log.entry_of_update,
    "due": Log.entry_of_due_change,
    "removed": Log.entry_of_removal,
    "contribution": Log.entry_of_contribution,
    "revised": Log.entry_of_revision,
    "direction": Log.entry_of_direction,
    "answer": Log.entry_of_answer,
    "closed": Log.entry_of_closing,
    "verdict": Log.entry_of_verdict,
}


def _who(row: Row) -> str:
    if row.is_on_behalf:
        return f"{row.author}, nhập thay {row.body}"
    return _author(row)


def _author(row: Row) -> str:
    return f"{row.author}, {row.body}" if row.body else row.author


def _local(at: dt.datetime) -> dt.date:
    return timezone.localtime(at).date()


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
