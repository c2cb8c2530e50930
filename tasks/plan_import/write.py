"""Writing a compared document: a new plan in bulk, an amended one row by row.

No status is touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from plans import document as doc
from plans.models import Finding, Locality, Officer, Plan, Section
from plans.text import fold
from tasks.models import Task, TaskParty, TaskYear, Timeline
from tasks.plan_import.bodies import Bodies
from tasks.plan_import.changes import (
    is_bound_as_printed,
    is_same_fact,
    means_as_printed,
    plan_facts,
)
from tasks.plan_import.compare import (
    Comparison,
    Place,
    TaskPair,
    TimelinePair,
    code_of,
    fit,
    years_of,
)

_BATCH = 400
_APART = 10_000  # rows that change places stand this far away for a moment
_SHORT = 100

_SECTION_FIELDS = [
    "code",
    "parent",
    "marker",
    "heading",
    "text",
    "level",
    "order",
    "agency",
    "withdrawn_on",
    "search_text",
]

_Row = TypeVar("_Row", bound=Model)


def suggest_short_title(title: str) -> str:
    """A working title for a long clause: its first words, whole; "" where it is short already."""
    if len(title) <= _SHORT:
        return ""
    head = title[:_SHORT]
    for sign in ("; ", ": ", ", "):
        cut = head.rfind(sign) if sign == ", " else head.find(sign)
        if cut >= _SHORT // 3:
            return head[:cut] + " …"
    return head.rsplit(" ", 1)[0] + " …"


def working_title(pair: TaskPair) -> str:
    """What the task is called for short: as people named it, else the first words of its title."""
    return pair.old.short_title if pair.old else suggest_short_title(pair.new.title)


class Writer:
    """Carries one comparison into the database. The caller holds the transaction."""

    def __init__(
        self,
        comparison: Comparison,
        bodies: Bodies,
        *,
        locality: Locality,
        by: Officer | None,
        today: dt.date,
        short_title: str | None,
        titles: Mapping[str, str],
    ) -> None:
        self.comparison = comparison
        self.bodies = bodies
        self.locality = locality
        self.by = by
        self.today = today
        self.short_title = short_title
        self.titles = titles
        self.sections: dict[str, Section] = {}  # by the code that the document prints

    def write(self) -> Plan:
        names = self.comparison.bodies_named()
        self.bodies.carry_out_merges(names)
        for name in names:
            self.bodies.agency(name)
        plan = self._write_plan()
        self._drop_gone_tasks()
        self._write_sections(plan)
        self._write_tasks(plan)
        self._write_findings(plan)
        self._drop_gone_sections()
        return plan

    # The plan and its tree

    def _write_plan(self) -> Plan:
        plan = self.comparison.plan or Plan(locality=self.locality, loaded_on=self.today)
        for fact in plan_facts(self.comparison):
            if plan.pk is None or not is_same_fact(getattr(plan, fact.field), fact.value):
                setattr(plan, fact.field, fact.value)
        if self.short_title is not None:
            plan.short_title = fit(self.short_title, 200)
        document = self.comparison.document
        plan.source_name = fit(document.source_name, 255)
        plan.source_sha256 = document.sha256
        self._save(plan)
        return plan

    def _write_sections(self, plan: Plan) -> None:
        moved = [place.old for place in self.comparison.places if place.old and place.is_moved]
        for section in moved:
            section.code = f"~{section.pk}"
        Section.objects.bulk_update(moved, ["code"], batch_size=_BATCH)
        for section in self.comparison.gone_places:
            if any(code_of(place.new) == section.code for place in self.comparison.places):
                section.code = f"{section.code[:40]} (cũ, {section.pk})"
                section.save()
                Task.objects.filter(section=section).update(code=section.code)
        waiting = self.comparison.places
        while waiting:
            ready = [p for p in waiting if not p.new.parent or p.new.parent in self.sections]
            ready = ready or waiting  # a parent that the document does not have: then at the top
            self._write_places(plan, ready)
            waiting = [p for p in waiting if p.new.code not in self.sections]

    def _write_places(self, plan: Plan, places: list[Place]) -> None:
        """Sections of one depth."""
        new, changed = [], []
        fields: set[str] = set()
        for place in places:
            before = _facts(place.old) if place.old else {}
            row = self._section(plan, place)
            self.sections[place.new.code] = row
            if place.old is None:
                new.append(row)
            elif different := {name for name, old in before.items() if old != _facts(row)[name]}:
                changed.append(row)
                fields |= different
        Section.objects.bulk_create(new, batch_size=_BATCH)
        if changed:
            Section.objects.bulk_update(changed, sorted(fields), batch_size=100)

    def _section(self, plan: Plan, place: Place) -> Section:
        new = place.new
        section = place.old or Section(plan=plan)
        if place.old is None or place.is_changed:
            section.heading = new.heading
            section.text = "\n".join(new.paragraphs)
        section.code, section.marker = code_of(new), fit(new.marker, 30)
        section.level, section.order = new.level, new.order
        section.parent = self.sections.get(new.parent)
        if place.old is None or not is_bound_as_printed(section.agency, new.agency, self.bodies):
            section.agency = self.bodies.agency(new.agency) if new.agency else None
        section.withdrawn_on = None
        section.search_text = fold(section.text)
        return section

    def _drop_gone_sections(self) -> None:
        """Deletes what no kept task stands in; the rest is marked as withdrawn."""
        gone = {section.pk: section for section in self.comparison.gone_places}
        kept = set(Task.objects.filter(section__in=list(gone)).values_list("section_id", flat=True))
        for pk in list(kept):
            above = gone[pk].parent_id
            while above in gone and above not in kept:
                kept.add(above)
                above = gone[above].parent_id
        last = len(self.comparison.places)
        for n, pk in enumerate(sorted(kept, key=lambda pk: gone[pk].order)):
            section = gone[pk]
            if section.parent_id not in kept:
                section.parent = None
            section.withdrawn_on = section.withdrawn_on or self.today
            section.order = last + _APART + n
            section.save()
        dropped = [pk for pk in gone if pk not in kept]
        Finding.objects.filter(section__in=dropped).update(section=None)
        Section.objects.filter(parent__in=dropped).exclude(pk__in=dropped).update(parent=None)
        Section.objects.filter(pk__in=dropped).delete()

    # The work

    def _drop_gone_tasks(self) -> None:
        for task in self.comparison.gone_tasks:
            for timeline in task.timelines.all():
                self._drop(self.comparison.falling_away(timeline, ()))
            if not self.comparison.is_held(task):
                self._drop(task.timelines.all())
                self._drop(task.parties.all())
                self._drop([task])

    def _write_tasks(self, plan: Plan) -> None:
        pairs = self.comparison.tasks
        fresh = [(pair, self._new_task(plan, pair)) for pair in pairs if pair.old is None]
        self._create([task for _pair, task in fresh], Task)
        rows = [*fresh, *((pair, pair.old) for pair in pairs if pair.old is not None)]
        parties: list[TaskParty] = []
        timelines: list[tuple[TimelinePair, Timeline]] = []
        for pair, task in rows:
            if pair.old is not None:
                self._update_task(pair, task)
            parties += self._new_parties(pair, task)
            timelines += self._new_timelines(pair, task)
        self._create(parties, TaskParty)
        self._create([timeline for _pair, timeline in timelines], Timeline)
        cells = [cell for _one, timeline in timelines for cell in missing_cells(timeline, set())]
        # No history of empty cells: seven rows a task that say no more than the timeline's own.
        TaskYear.objects.bulk_create(cells, batch_size=_BATCH)

    def _new_task(self, plan: Plan, pair: TaskPair) -> Task:
        section = self.sections[pair.new.clause]
        title = pair.new.title
        short = self.titles.get(pair.new.clause, suggest_short_title(title))
        task = Task(plan=plan, section=section, code=section.code, title=title)
        task.order = section.order
        _name(task, short)
        return task

    def _update_task(self, pair: TaskPair, task: Task) -> None:
        section = self.sections[pair.new.clause]
        before = (task.code, task.title, task.short_title, task.order)
        if pair.has_new_title:
            if task.short_title == suggest_short_title(task.title):
                task.short_title = suggest_short_title(pair.new.title)
            task.title = pair.new.title
        task.code, task.order = section.code, section.order
        _name(task, self.titles.get(pair.new.clause, task.short_title))
        if before != (task.code, task.title, task.short_title, task.order):
            self._save(task)
        self._update_parties(pair)
        self._update_timelines(pair)

    def _update_parties(self, pair: TaskPair) -> None:
        self._drop(pair.gone_parties)
        known = [(party, party.old) for party in pair.parties if party.old is not None]
        moving = [row for party, row in known if row.order != party.order]
        for row in moving:
            TaskParty.objects.filter(pk=row.pk).update(order=row.order + _APART)
        for party, row in known:
            is_right = means_as_printed(party, self.bodies)
            if row.order != party.order or not is_right:
                row.order = party.order
                if not is_right:
                    row.agency = self.bodies.agency(party.name) if party.has_agency else None
                self._save(row)

    def _new_parties(self, pair: TaskPair, task: Task) -> list[TaskParty]:
        return [
            TaskParty(
                task=task,
                role=party.role,
                order=party.order,
                as_printed=party.name,
                agency=self.bodies.agency(party.name) if party.has_agency else None,
            )
            for party in pair.parties
            if party.old is None
        ]

    def _update_timelines(self, pair: TaskPair) -> None:
        comparison = self.comparison
        kept = [timeline for timeline in pair.gone_timelines if comparison.staying(timeline, ())]
        for timeline in pair.gone_timelines:
            self._drop(comparison.falling_away(timeline, ()))
        self._drop(timeline for timeline in pair.gone_timelines if timeline not in kept)
        known = [(n, one, one.old) for n, one in enumerate(pair.timelines) if one.old is not None]
        last = len(pair.timelines)
        if any(old.order != n for n, _one, old in known) or kept:
            for old in [old for _n, _one, old in known] + kept:
                old.order += _APART
                Timeline.objects.filter(pk=old.pk).update(order=old.order)
        for n, timeline in enumerate(kept):
            Timeline.objects.filter(pk=timeline.pk).update(order=last + n)
        for n, one, old in known:
            self._follow(one, old, n)

    def _follow(self, one: TimelinePair, timeline: Timeline, order: int) -> None:
        """A known timeline and its cells after the amendment."""
        is_changed = one.is_changed
        if timeline.order != order:
            Timeline.objects.filter(pk=timeline.pk).update(order=order)
            timeline.order = order
        years = years_of(one.new)
        cells = list(timeline.cells.all())
        self._drop(self.comparison.falling_away(timeline, years))
        if is_changed:
            _fill(timeline, one.new)
            self._save(timeline)
        for cell in cells:
            due_on = timeline.due_in(cell.year)
            is_moved = is_changed and cell.year in years and cell.due_on != due_on
            if is_moved and not cell.due_changes.exists():
                cell.due_on = due_on
                self._save(cell)
        TaskYear.objects.bulk_create(missing_cells(timeline, {cell.year for cell in cells}))

    def _new_timelines(self, pair: TaskPair, task: Task) -> list[tuple[TimelinePair, Timeline]]:
        new = []
        for order, one in enumerate(pair.timelines):
            if one.old is None:
                timeline = Timeline(task=task, order=order)
                _fill(timeline, one.new)
                new.append((one, timeline))
        return new

    # Findings

    def _write_findings(self, plan: Plan) -> None:
        for old in self.comparison.gone_findings:
            if not old.explanation:
                self._drop([old])
        new = [
            Finding(
                plan=plan,
                section=self.sections.get(finding.clause),
                kind=fit(finding.kind, 60),
                message=finding.message,
            )
            for finding in self.comparison.new_findings
        ]
        self._create(new, Finding)

    # Rows

    def _create(self, rows: list[_Row], model: type[_Row]) -> None:
        if rows:
            bulk_create_with_history(rows, model, batch_size=_BATCH, default_user=self.by)

    def _save(self, row: Any) -> None:
        row._history_user = self.by  # noqa: SLF001 -- the name that simple-history asks for
        row.save()

    def _drop(self, rows: Iterable[Any]) -> None:
        for row in rows:
            row._history_user = self.by  # noqa: SLF001 -- as above
            row.delete()


def _facts(section: Section) -> dict[str, Any]:
    return {
        name: getattr(section, f"{name}_id" if name in {"parent", "agency"} else name)
        for name in _SECTION_FIELDS
    }


def _name(task: Task, short_title: str) -> None:
    """``bulk_create`` does not call ``save``: see ``Task.save``."""
    task.short_title = fit(short_title, 200)
    task.search_text = fold(f"{task.code} {task.short_title} {task.title}")


def _fill(timeline: Timeline, new: doc.Timeline) -> None:
    timeline.kind = new.kind.value
    timeline.label = fit(new.label, 200)
    timeline.first_year, timeline.last_year = new.first_year, new.last_year
    timeline.due_on = new.due_on
    timeline.rhythm = fit(new.rhythm, 60)
    timeline.as_printed = fit(new.as_printed, 300)


def missing_cells(timeline: Timeline, known: set[int]) -> list[TaskYear]:
    """The cells of the timeline's years that are not there yet, unsaved."""
    return [
        TaskYear(
            timeline=timeline,
            year=year,
            begins_on=dt.date(year, 1, 1),
            due_on=timeline.due_in(year),
        )
        for year in timeline.years
        if year not in known
    ]
