"""The documents of a locality, and where each is used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse

from plans.models import Officer
from tasks.models import Contribution, Document, Evidence

PAGE_SIZE = 50
OFFERED = 100


class Use(NamedTuple):
    """A cell that a document proves, or in which a partner cites it."""

    document: int
    task_year: int
    code: str
    year: int

    @property
    def label(self) -> str:
        return f"{self.code}, {self.year}"

    @property
    def url(self) -> str:
        return reverse("tasks:task_year_detail", args=[self.task_year])


@dataclass(frozen=True, slots=True)
class Line:
    document: Document
    uses: list[Use]


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of the list; whether there is another is known without counting all."""

    rows: list[Line]
    number: int
    has_next: bool

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def documents_page(user: Officer, *, text: str, number: int) -> Lines:
    """Two queries, however many documents and uses."""
    found = Document.objects.visible_to(user).matching(text).newest_first()
    first = (number - 1) * PAGE_SIZE
    documents = list(found[first : first + PAGE_SIZE + 1])
    shown = documents[:PAGE_SIZE]
    uses = _uses([one.pk for one in shown])
    rows = [Line(one, uses[one.pk]) for one in shown]
    return Lines(rows, number, has_next=len(documents) > PAGE_SIZE)


def documents_to_offer(user: Officer) -> list[Document]:
    """The newest numbered ones of the person's locality: typed again, they are used again."""
    return list(Document.objects.visible_to(user).numbered().newest_first()[:OFFERED])


def _uses(keys: list[int]) -> dict[int, list[Use]]:
    cell = ("task_year", "task_year__timeline__task__code", "task_year__year")
    proofs = Evidence.objects.in_force().filter(document__in=keys).order_by()
    cited = Contribution.documents.through.objects.filter(document__in=keys).order_by()
    found: Any = proofs.values_list("document", *cell).union(
        cited.values_list("document", *(f"contribution__{name}" for name in cell))
    )
    uses: dict[int, list[Use]] = defaultdict(list)
    for use in sorted((Use._make(row) for row in found), key=lambda use: (use.year, use.code)):
        uses[use.document].append(use)
    return uses
