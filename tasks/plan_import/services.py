"""The plan comes in: a document that was read becomes sections, tasks, parties, years.

Loading the same document twice changes nothing. An amended one is compared with what is there:
first it tells what would change, then, when told to, it changes that and no status.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from plans import document as doc
from plans.models import Agency, Locality, Officer, Plan
from tasks.plan_import.bodies import Bodies, BodyInUse, Merges
from tasks.plan_import.changes import Change, changes_to, notes_on
from tasks.plan_import.compare import EARLIEST, LATEST, Comparison, compare, reading, years_of
from tasks.plan_import.write import Writer, working_title


class LoadError(ValueError):
    """The document cannot be loaded as it stands; the message says what to do."""


class YearsMissing(LoadError):
    """Neither the document nor the person says from which year to which the plan runs."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading did, or would do where ``is_applied`` does not hold.

    ``plan`` is None while a new plan is only looked at. ``changes`` is empty for a new plan and
    where the document reads as what is loaded; ``notes`` tell what stays because work hangs on it.
    """

    plan: Plan | None
    is_new: bool
    is_applied: bool
    first_year: int
    last_year: int
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    new_agencies: tuple[str, ...]
    n_sections: int
    n_tasks: int
    n_timelines: int
    n_findings: int
    cells_by_year: Mapping[int, int]
    working_titles: Mapping[str, str]  # by clause

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to do."""
        return not self.is_new and not self.changes

    @property
    def n_cells(self) -> int:
        return sum(self.cells_by_year.values())


def load_plan(
    document: doc.PlanDocument,
    *,
    locality: Locality,
    by: Officer | None,
    today: dt.date,
    bodies: Merges | None = None,
    apply: bool = True,
    plan: Plan | None = None,
    is_new: bool = False,
    years: tuple[int, int] | None = None,
    short_title: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> Outcome:
    """Loads the document, or with ``apply=False`` tells what loading would do.

    ``bodies`` maps printed names to what they mean: a body of the locality, or another printed
    name. ``plan`` is the plan that the document amends; without it the one that reads the same
    in title or number, and with ``is_new`` none. ``years`` are first and last year where the
    document does not say. ``short_title`` is the plan's working title, ``titles`` are those of
    tasks by clause. Raises ``LoadError``.
    """

    def look() -> tuple[Outcome, Comparison, Bodies]:
        return _look(
            document,
            locality=locality,
            bodies=bodies,
            plan=plan,
            is_new=is_new,
            years=years,
            short_title=short_title,
            titles=titles or {},
        )

    if not apply:
        return look()[0]
    with transaction.atomic():
        # Two people who load at once: the second one waits, and finds it loaded.
        Locality.objects.select_for_update().get(pk=locality.pk)
        outcome, comparison, known = look()
        if outcome.is_same:
            return _applied(outcome, outcome.plan)
        writer = Writer(
            comparison,
            known,
            locality=locality,
            by=by,
            today=today,
            short_title=short_title,
            titles=titles or {},
        )
        try:
            return _applied(outcome, writer.write())
        except BodyInUse as error:
            raise LoadError(str(error)) from error


def find_plan(document: doc.PlanDocument, *, locality: Locality) -> Plan | None:
    """The plan of the locality that this document is, or amends, by file, number or title."""
    plans = list(locality.plans.newest_first())
    number = document.number.strip()
    tests = (
        lambda plan: plan.source_sha256 == document.sha256,
        lambda plan: (
            number[:1].isdigit() and plan.number == number and plan.issued_on == document.issued_on
        ),
        lambda plan: reading(plan.title) == reading(document.title),
    )
    for is_it in tests:
        found = next((plan for plan in plans if is_it(plan)), None)
        if found:
            return found
    return None


def _look(
    document: doc.PlanDocument,
    *,
    locality: Locality,
    bodies: Merges | None,
    plan: Plan | None,
    is_new: bool,
    years: tuple[int, int] | None,
    short_title: str | None,
    titles: Mapping[str, str],
) -> tuple[Outcome, Comparison, Bodies]:
    if is_new:
        plan = None
    elif plan is None:
        plan = find_plan(document, locality=locality)
    first_year, last_year = _years(document, plan, years)
    comparison = compare(document, plan, first_year=first_year, last_year=last_year)
    known: dict[str, Agency | str] = {}
    if plan:
        for pair in comparison.tasks:
            for party in pair.parties:
                if party.old and party.old.agency:
                    known[party.name] = party.old.agency
    names = Bodies(locality, merges=bodies, known=known)
    changes = changes_to(comparison, names, short_title=short_title, titles=titles) if plan else []
    outcome = Outcome(
        plan=plan,
        is_new=plan is None,
        is_applied=False,
        first_year=first_year,
        last_year=last_year,
        changes=tuple(changes),
        notes=tuple(notes_on(comparison)),
        new_agencies=tuple(names.new_names(comparison.bodies_named())),
        n_sections=len(comparison.places),
        n_tasks=len(comparison.tasks),
        n_timelines=sum(len(pair.timelines) for pair in comparison.tasks),
        n_findings=len(document.findings),
        cells_by_year=_cells_by_year(comparison),
        working_titles={
            pair.new.clause: titles.get(pair.new.clause, working_title(pair))
            for pair in comparison.tasks
        },
    )
    return outcome, comparison, names


def _applied(outcome: Outcome, plan: Plan | None) -> Outcome:
    return replace(outcome, plan=plan, is_applied=True)


def _years(
    document: doc.PlanDocument, plan: Plan | None, years: tuple[int, int] | None
) -> tuple[int, int]:
    """First and last year: as entered, else as printed, else of the plan; wide enough for all."""
    first, last = years or (document.first_year, document.last_year)
    if first is None or last is None:
        if plan is None:
            raise YearsMissing(
                "Văn bản không nêu kế hoạch thực hiện từ năm nào đến năm nào: "
                "hãy nhập năm đầu và năm cuối."
            )
        first, last = plan.first_year, plan.last_year
    if not EARLIEST <= first <= last <= LATEST:
        raise LoadError(
            f"Kế hoạch từ năm {first} đến năm {last}: năm đầu phải trước hoặc bằng năm cuối, "
            f"và từ {EARLIEST} đến {LATEST}."
        )
    for task in document.tasks:
        for timeline in task.timelines:
            span = years_of(timeline)
            if span and span[0] >= EARLIEST and span[-1] <= LATEST:
                first, last = min(first, span[0]), max(last, span[-1])
    return first, last


def _cells_by_year(comparison: Comparison) -> Mapping[int, int]:
    count: Counter[int] = Counter()
    for pair in comparison.tasks:
        for one in pair.timelines:
            count.update(years_of(one.new))
    return dict(sorted(count.items()))
