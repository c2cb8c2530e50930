"""What proves a cell and what is planned in it: plain rows of one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, DateTimeField, IntegerField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from tasks.cell.steps import Step
from tasks.models import Activity, Contribution, Document, Evidence

_WORD = Value("", output_field=CharField())
_NO_TIME = Value(None, output_field=DateTimeField())
# Cast: PostgreSQL takes two bare NULLs for text before it sees the third arm's dates.
_NO_DAY = Cast(Value(None), output_field=DateField())
_NO_NUMBER = Value(None, output_field=IntegerField())


class ProofRow(NamedTuple):
    """A proof of the cell (``source`` "evidence") or of a contribution to it.

    An activity of the cell comes along in the same columns: see ``step_of``.
    """

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
    done_on: dt.date | None = None

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


def proofs_of(task_year_id: int) -> list[ProofRow]:
    """Evidence of the cell, removed ones too, documents of its contributions, its activities."""
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
        _NO_DAY,
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
        _NO_DAY,
    )
    steps = Activity.objects.of_task_year(task_year_id).values_list(
        Value("activity", output_field=CharField()),
        "pk",
        "version",
        _NO_NUMBER,
        "kind",
        "channel",
        "planned_on",
        "result",
        _WORD,
        _WORD,
        "url",
        "title",
        _NO_TIME,
        "officer__full_name",
        _NO_TIME,
        "done_on",
    )
    arms = (contributed.order_by(), steps.order_by())
    found: Any = evidence.order_by().union(*arms, all=True)
    return sorted((ProofRow._make(one) for one in found), key=lambda row: row.pk)


def step_of(row: ProofRow, *, cited: Container[str]) -> Step:
    """``cited`` are the addresses that prove the cell."""
    return Step(
        pk=row.pk,
        kind=row.kind,
        title=row.title,
        planned_on=row.issued_on,
        who=row.author,
        channel=row.number,
        url=row.url,
        done_on=row.done_on,
        result=row.summary,
        version=row.owner or 0,
        is_cited=row.url in cited,
    )
