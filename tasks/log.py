"""Nhật ký of a cell: one time line from four tables in one query, and its proofs in another.

A page on a cell has nine queries for everything (design, section 5), so what is written about a
cell comes as plain rows of two unions rather than as objects of six tables.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    TextField,
    Value,
)
from django.urls import reverse
from django.utils import timezone

from tasks.models import Contribution, Document, DueDateChange, Evidence, StatusUpdate
from tasks.services.reports import Report
from tasks.states import State

_TEXT = Value("", output_field=TextField())
_WORD = Value("", output_field=CharField())
_NO = Value(value=False, output_field=BooleanField())
_NO_DAY = Value(None, output_field=DateField())
_NO_TIME = Value(None, output_field=DateTimeField())
_NO_NUMBER = Value(None, output_field=IntegerField())


class Row(NamedTuple):
    """One line of the union; names and order are those of the four queries below."""

    source: str
    pk: int
    at: dt.datetime
    author: str
    body: str
    is_on_behalf: bool
    day: dt.date
    other_day: dt.date | None
    state: str
    text: str
    reason: str
    obstacles: str
    proposal: str
    needs_direction: bool
    is_unchanged: bool
    key: int | None  # year of the cell that carried an update here; author of a contribution


class ProofRow(NamedTuple):
    """A proof of the cell (``source`` "evidence") or of a contribution to it."""

    source: str
    pk: int
    owner: int | None
    document: int | None
    kind: str
    number: str
    issued_on: dt.date | None
    summary: str
    file_name: str
    has_file: str
    url: str
    title: str
    added_at: dt.datetime | None
    author: str
    removed_at: dt.datetime | None

    @property
    def name(self) -> str:
        if self.document is None:
            return self.title or self.url
        return str(
            Document(
                kind=self.kind,
                number=self.number,
                issued_on=self.issued_on,
                summary=self.summary,
                file_name=self.file_name,
            )
        )

    @property
    def shown(self) -> ShownProof:
        if self.document is None:
            return ShownProof(self.name, self.url, is_outside=True, pk=self.pk)
        url = reverse("tasks:document_file", args=[self.document]) if self.has_file else ""
        sub = self.summary if self.number or self.issued_on else ""
        return ShownProof(self.name, url, sub=sub, pk=self.pk)


@dataclass(frozen=True, slots=True)
class ShownProof:
    """As ``components/evidence_item.html`` wants it; without ``url`` there is no file."""

    name: str
    url: str
    sub: str = ""
    is_outside: bool = False
    pk: int = 0


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


def rows_of(task_year_id: int) -> list[Row]:
    """Everything written about the cell, the newest first."""
    updates = StatusUpdate.objects.filter(task_year=task_year_id).values_list(
        Value("update", output_field=CharField()),
        "pk",
        "recorded_at",
        "author__full_name",
        "agency_name",
        ExpressionWrapper(Q(agency__isnull=False), output_field=BooleanField()),
        "effective_on",
        "completed_on",
        "state",
        "result",
        "reason",
        "obstacles",
        "proposal",
        "needs_direction",
        "is_unchanged",
        "carried_from__task_year__year",
    )
    due = DueDateChange.objects.filter(task_year=task_year_id).values_list(
        Value("due", output_field=CharField()),
        "pk",
        "changed_at",
        "changed_by__full_name",
        "changed_by__job_title",
        _NO,
        "new_due_on",
        "old_due_on",
        _WORD,
        "document",
        "reason",
        *[_TEXT] * 2,
        *[_NO] * 2,
        _NO_NUMBER,
    )
    removed = Evidence.objects.filter(task_year=task_year_id, removed_at__isnull=False).values_list(
        Value("removed", output_field=CharField()),
        "pk",
        "removed_at",
        "removed_by__full_name",
        "removed_by__job_title",
        _NO,
        _NO_DAY,
        _NO_DAY,
        _WORD,
        *[_TEXT] * 4,
        *[_NO] * 2,
        _NO_NUMBER,
    )
    contributions = Contribution.objects.filter(task_year=task_year_id).values_list(
        Value("contribution", output_field=CharField()),
        "pk",
        "recorded_at",
        "author__full_name",
        "agency_name",
        "is_on_behalf",
        "done_on",
        _NO_DAY,
        _WORD,
        "text",
        *[_TEXT] * 3,
        *[_NO] * 2,
        F("author_id"),
    )
    found = updates.order_by().union(
        due.order_by(), removed.order_by(), contributions.order_by(), all=True
    )
    rows = [Row._make(one) for one in found]
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def proofs_of(task_year_id: int) -> list[ProofRow]:
    """Evidence of the cell, removed ones too, and the documents of its contributions."""
    evidence = Evidence.objects.filter(task_year=task_year_id).values_list(
        Value("evidence", output_field=CharField()),
        "pk",
        "update_id",
        "document_id",
        *(f"document__{name}" for name in ("kind", "number", "issued_on", "summary", "file_name")),
        "document__file",
        "url",
        "title",
        "added_at",
        "added_by__full_name",
        "removed_at",
    )
    cited = Contribution.documents.through.objects.filter(contribution__task_year=task_year_id)
    contributed = cited.values_list(
        Value("contribution", output_field=CharField()),
        "pk",
        "contribution_id",
        "document_id",
        *(f"document__{name}" for name in ("kind", "number", "issued_on", "summary", "file_name")),
        "document__file",
        _WORD,
        _WORD,
        _NO_TIME,
        _WORD,
        _NO_TIME,
    )
    found: Any = evidence.order_by().union(contributed.order_by(), all=True)
    return sorted((ProofRow._make(one) for one in found), key=lambda row: row.pk)


class Log:
    """What was written about a cell, ready to be shown."""

    def __init__(self, task_year_id: int) -> None:
        self.rows = rows_of(task_year_id)
        self.proofs = proofs_of(task_year_id)
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

    def report(self, day: dt.date, *, finishes_span: bool) -> Report:
        """What the log says last, as a report of ``day``: see ``reports.report_on``."""
        updates = [row for row in self.rows if row.source == "update"]
        if not updates:
            return Report(State.TODO, day)
        last = max(updates, key=lambda row: (row.day, row.pk))
        return Report(
            state=State(last.state),
            effective_on=day,
            completed_on=last.other_day,
            result=last.text,
            reason=last.reason,
            obstacles=last.obstacles,
            proposal=last.proposal,
            needs_direction=last.needs_direction,
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
                can_edit=row.key == author_id or (row.is_on_behalf and is_coordinator),
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


_ENTRY_OF = {
    "update": Log.entry_of_update,
    "due": Log.entry_of_due_change,
    "removed": Log.entry_of_removal,
    "contribution": Log.entry_of_contribution,
}


def _who(row: Row) -> str:
    if row.is_on_behalf:
        return f"{row.author}, nhập thay {row.body}"
    return f"{row.author}, {row.body}" if row.body else row.author


def _local(at: dt.datetime) -> dt.date:
    return timezone.localtime(at).date()


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
