"""A document beside the rows of its plan: what belongs together, what is new, what is gone.

Reads only. A clause keeps its identity by number and words; where an amendment moves the numbers,
the words decide, so that no status slides from one clause to another.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db.models import PROTECT, Model

from plans import document as doc
from plans.models import Finding, Plan, Section
from plans.text import clean, fold
from tasks.models import Task, TaskParty, TaskYear, Timeline
from tasks.models.tasks import Role

EARLIEST, LATEST = 1990, 2100  # see the constraint of Plan
_LIKE = 0.5  # share of words that two headings under one number have in common
_VERY_LIKE = 0.75  # the same under different numbers
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

_Old = TypeVar("_Old")
_New = TypeVar("_New")


def reading(text: str | Iterable[str]) -> str:
    """What a person reads: line breaks, blanks and the place of a tone mark make no difference."""
    words = clean(text if isinstance(text, str) else " ".join(text)).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(sorted(letters, key=_TONES.__contains__))


def fit(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


# Pairs


@dataclass(frozen=True, slots=True)
class Place:
    """A section of the document and its row; None where it is new."""

    old: Section | None
    new: doc.Section

    @property
    def is_changed(self) -> bool:
        """Other words, whatever the line breaks."""
        return self.old is not None and (
            reading(self.old.text) != reading(self.new.paragraphs)
            or reading(self.old.heading) != reading(self.new.heading)
        )

    @property
    def is_moved(self) -> bool:
        return self.old is not None and self.old.code != code_of(self.new)


@dataclass(frozen=True, slots=True)
class PartyPair:
    old: TaskParty | None
    role: Role
    order: int
    name: str
    has_agency: bool


@dataclass(frozen=True, slots=True)
class TimelinePair:
    """``new`` has its years filled in from the plan where a rhythm has none of its own."""

    old: Timeline | None
    new: doc.Timeline

    @property
    def is_changed(self) -> bool:
        return self.old is not None and timeline_facts(self.new) != (
            self.old.kind,
            reading(self.old.label),
            self.old.first_year,
            self.old.last_year,
            self.old.due_on,
            reading(self.old.rhythm),
        )


def years_of(new: doc.Timeline) -> range:
    """Empty where the text names no year."""
    if new.first_year is None or new.last_year is None:
        return range(0)
    return range(new.first_year, new.last_year + 1)


def timeline_facts(new: doc.Timeline) -> tuple[Any, ...]:
    return (
        new.kind.value,
        reading(fit(new.label, 200)),
        new.first_year,
        new.last_year,
        new.due_on,
        reading(fit(new.rhythm, 60)),
    )


@dataclass(frozen=True, slots=True)
class TaskPair:
    old: Task | None
    new: doc.Task
    place: Place
    parties: list[PartyPair]
    gone_parties: list[TaskParty]
    timelines: list[TimelinePair]
    gone_timelines: list[Timeline]

    def changes_places(self) -> list[PartyPair]:
        """Parties that stand elsewhere among those that stay: who is named first reports."""
        staying = [party for party in self.parties if party.old is not None]
        before = sorted(
            staying, key=lambda party: (party.role, party.old.order if party.old else 0)
        )
        after = sorted(staying, key=lambda one: (one.role, one.order))
        return [one for one, other in zip(after, before, strict=True) if one is not other]

    @property
    def has_new_title(self) -> bool:
        return self.old is not None and reading(self.old.title) != reading(self.new.title)


@dataclass(slots=True)
class Comparison:
    """All of it, with the cells that carry work."""

    document: doc.PlanDocument
    plan: Plan | None
    first_year: int
    last_year: int
    places: list[Place] = field(default_factory=list)
    gone_places: list[Section] = field(default_factory=list)
    tasks: list[TaskPair] = field(default_factory=list)
    gone_tasks: list[Task] = field(default_factory=list)
    new_findings: list[doc.Finding] = field(default_factory=list)
    gone_findings: list[Finding] = field(default_factory=list)
    carrying: set[int] = field(default_factory=set)  # ids of cells that carry work
    held: set[int] = field(default_factory=set)  # ids of tasks that must not go

    def falling_away(self, timeline: Timeline, years: Collection[int]) -> list[TaskYear]:
        """Cells outside the years that carry nothing."""
        return [cell for cell in self._outside(timeline, years) if cell.pk not in self.carrying]

    def staying(self, timeline: Timeline, years: Collection[int]) -> list[TaskYear]:
        """Cells outside the years that carry work, and so stay."""
        return [cell for cell in self._outside(timeline, years) if cell.pk in self.carrying]

    @staticmethod
    def _outside(timeline: Timeline, years: Collection[int]) -> list[TaskYear]:
        return [cell for cell in timeline.cells.all() if cell.year not in years]

    def is_held(self, task: Task) -> bool:
        """Whether a task that is gone stays, because something was written on it."""
        return task.pk in self.held

    def bodies_named(self) -> list[str]:
        """Every name that means one body, in the order of the document."""
        names = [party.name for pair in self.tasks for party in pair.parties if party.has_agency]
        names += [place.new.agency for place in self.places if place.new.agency]
        return list(dict.fromkeys(names))


# Comparing


def code_of(section: doc.Section) -> str:
    """As printed; a path too long for its column keeps its beginning and its place."""
    return section.code if len(section.code) <= 60 else f"{section.code[:50]}~{section.order}"


def compare(
    document: doc.PlanDocument, plan: Plan | None, *, first_year: int, last_year: int
) -> Comparison:
    """``plan`` is the plan's row, or None for a new one."""
    result = Comparison(document, plan, first_year, last_year)
    old_sections = list(plan.sections.select_related("agency").in_order()) if plan else []
    old_tasks = _tasks_of(plan) if plan else {}
    result.places, result.gone_places = pair_sections(
        old_sections,
        document.sections,
        with_task=set(old_tasks),
        new_with_task={task.clause for task in document.tasks},
    )
    place_by_code = {place.new.code: place for place in result.places}
    for new in document.tasks:
        place = place_by_code[new.clause]
        old = old_tasks.pop(place.old.pk, None) if place.old else None
        result.tasks.append(_pair_task(old, new, place, result))
    result.gone_tasks = list(old_tasks.values())
    result.new_findings = list(document.findings)
    if plan:
        _compare_findings(result, plan)
        _see_what_carries_work(result)
    return result


def _tasks_of(plan: Plan) -> dict[int, Task]:
    """By the section they stand in, with parties, timelines and cells."""
    tasks = plan.tasks.in_order().prefetch_related("parties__agency", "timelines__cells")
    return {task.section_id: task for task in tasks}


def pair_sections(
    old: Sequence[Section],
    new: Sequence[doc.Section],
    *,
    with_task: set[int],
    new_with_task: set[str],
) -> tuple[list[Place], list[Section]]:
    """By number and words, then by words alone, then by number where the words are alike."""
    pairs = _Pairs(old, new)
    pairs.join(
        lambda row: (row.code, reading(row.heading)),
        lambda section: (code_of(section), reading(section.heading)),
    )
    pairs.join(lambda row: reading(row.heading), lambda section: reading(section.heading))
    pairs.join_where(
        lambda row, section: (
            row.code == code_of(section)
            and (row.pk not in with_task or likeness(row.heading, section.heading) >= _LIKE)
        )
    )
    pairs.join_where(
        lambda row, section: (
            row.pk in with_task
            and section.code in new_with_task
            and likeness(row.heading, section.heading) >= _VERY_LIKE
        )
    )
    return [Place(pairs.of.get(n), section) for n, section in enumerate(new)], pairs.left_old


@lru_cache(maxsize=20_000)
def _words(text: str) -> Counter[str]:
    return Counter(fold(text).split())


def likeness(one: str, other: str) -> float:
    """Share of words in common, 0 to 1."""
    ours, theirs = _words(one), _words(other)
    both = sum((ours & theirs).values())
    return 2 * both / max(ours.total() + theirs.total(), 1)


class _Pairs(Generic[_Old, _New]):
    """Joins what belongs together; what is joined is not looked at again."""

    def __init__(self, old: Iterable[_Old], new: Iterable[_New]) -> None:
        self.left_old = list(old)
        self.left_new = dict(enumerate(new))
        self.of: dict[int, _Old] = {}  # place of the new one: the old one

    def join(
        self, old_key: Callable[[_Old], Hashable], new_key: Callable[[_New], Hashable]
    ) -> None:
        """Where the key occurs once on each side."""
        ours, theirs = defaultdict(list), defaultdict(list)
        for row in self.left_old:
            ours[old_key(row)].append(row)
        for n, item in self.left_new.items():
            theirs[new_key(item)].append(n)
        for key, rows in ours.items():
            if len(rows) == len(theirs[key]) == 1:
                self._take(rows[0], theirs[key][0])

    def join_where(self, fits: Callable[[_Old, _New], bool]) -> None:
        """Each with the first that fits, in order."""
        for n, item in list(self.left_new.items()):
            row = next((row for row in self.left_old if fits(row, item)), None)
            if row is not None:
                self._take(row, n)

    def _take(self, row: _Old, n: int) -> None:
        self.of[n] = row
        self.left_old.remove(row)
        del self.left_new[n]


def _pair_task(old: Task | None, new: doc.Task, place: Place, result: Comparison) -> TaskPair:
    parties, gone_parties = _pair_parties(old, new)
    filled = [_with_years(timeline, result) for timeline in new.timelines]
    timelines, gone_timelines = _pair_timelines(old, filled)
    return TaskPair(old, new, place, parties, gone_parties, timelines, gone_timelines)


def _pair_parties(old: Task | None, new: doc.Task) -> tuple[list[PartyPair], list[TaskParty]]:
    named = [
        (role, order, party)
        for role, parties in ((Role.LEAD, new.leads), (Role.PARTNER, new.partners))
        for order, party in enumerate(parties)
    ]
    pairs = _Pairs(old.parties.all() if old else (), named)
    pairs.join(
        lambda row: (row.role, reading(row.as_printed)),
        lambda item: (item[0], reading(party_name(item[2]))),
    )
    pairs.join(
        lambda row: (row.role, fold(row.as_printed)),
        lambda item: (item[0], fold(party_name(item[2]))),
    )
    pairs.join_where(
        lambda row, item: (row.role, fold(row.as_printed)) == (item[0], fold(party_name(item[2])))
    )
    made = [
        PartyPair(pairs.of.get(n), role, order, party_name(party), is_one_body(party, role))
        for n, (role, order, party) in enumerate(named)
    ]
    return made, pairs.left_old


def is_one_body(party: doc.Party, role: Role) -> bool:
    """Whether a name gets an agency. A group that leads ("các cơ quan, đơn vị xã") does: it owes.

    Who is merely concerned ("các cơ quan, tổ chức có liên quan") stays text in every role.
    """
    return not party.is_generic or (role == Role.LEAD and "lien quan" not in fold(party.name))


def party_name(party: doc.Party) -> str:
    return fit(clean(party.name), 300)


def _with_years(timeline: doc.Timeline, result: Comparison) -> doc.Timeline:
    """Where a rhythm, or one end of a span, is not said, the plan's years hold."""
    first, last = timeline.first_year, timeline.last_year
    if timeline.kind == doc.Kind.YEARLY or first is not None or last is not None:
        first = result.first_year if first is None else first
        last = result.last_year if last is None else last
    if first is None or last is None or not EARLIEST <= first <= last <= LATEST:
        first = last = None
    return replace(timeline, first_year=first, last_year=last)


def _pair_timelines(
    old: Task | None, new: Sequence[doc.Timeline]
) -> tuple[list[TimelinePair], list[Timeline]]:
    pairs = _Pairs(old.timelines.all() if old else (), new)
    pairs.join(
        lambda row: (row.kind, reading(row.label), row.first_year, row.last_year),
        lambda item: (item.kind.value, reading(item.label), item.first_year, item.last_year),
    )
    pairs.join_where(lambda row, item: bool(item.label) and fold(row.label) == fold(item.label))
    pairs.join_where(lambda row, item: row.kind == item.kind.value)
    pairs.join_where(lambda _row, _item: True)
    return [TimelinePair(pairs.of.get(n), item) for n, item in enumerate(new)], pairs.left_old


def _compare_findings(result: Comparison, plan: Plan) -> None:
    rows = plan.findings.select_related("section").order_by("pk")
    pairs = _Pairs(rows, result.document.findings)
    pairs.join_where(
        lambda row, item: (
            (row.kind, reading(row.message)) == (fit(item.kind, 60), reading(item.message))
        )
    )
    result.new_findings = list(pairs.left_new.values())
    result.gone_findings = pairs.left_old


def _see_what_carries_work(result: Comparison) -> None:
    """Cells with a status or with anything that must not be lost, and tasks that have either."""
    plan = result.plan
    cells = TaskYear.objects.filter(timeline__task__plan=plan)
    result.carrying = set(cells.filter(version__gt=0).values_list("pk", flat=True))
    result.carrying |= _protected(TaskYear, timeline__task__plan=plan)
    result.held = _protected(Task, plan=plan)
    result.held |= set(
        cells.filter(pk__in=result.carrying).values_list("timeline__task_id", flat=True)
    )


def _protected(model: type[Model], **of: Any) -> set[int]:
    """Ids of rows on which others hang that are never deleted with them.

    Whatever hangs on a row by PROTECT, also what later models add, counts.
    """
    found: set[int] = set()
    for relation in model._meta.related_objects:  # noqa: SLF001 -- Django's documented name
        if relation.on_delete is PROTECT:
            name = relation.field.name
            rows = relation.related_model._default_manager.filter(  # noqa: SLF001 -- as above
                **{f"{name}__{lookup}": value for lookup, value in of.items()}
            )
            found |= set(rows.values_list(f"{name}_id", flat=True))
    return found
