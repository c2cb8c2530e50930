"""What loading a document would change, in sentences: read by a person before it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from plans import document as doc
from plans.models import Agency
from tasks.models import TaskYear, Timeline
from tasks.models.tasks import Role, time_in_words
from tasks.plan_import.bodies import Bodies
from tasks.plan_import.compare import (
    Comparison,
    PartyPair,
    TaskPair,
    TimelinePair,
    code_of,
    fit,
    reading,
    years_of,
)


class ChangeKind(models.TextChoices):
    """In the order in which a page shows them."""

    TASK = "task", "Nhiệm vụ"
    TIMELINE = "timeline", "Thời gian thực hiện, nhiệm vụ theo năm"
    PARTY = "party", "Cơ quan chủ trì, phối hợp"
    BODY = "body", "Ghép tên cơ quan"
    SECTION = "section", "Phần, mục, điểm"
    PLAN = "plan", "Thông tin chung"
    FINDING = "finding", "Điều cần lưu ý"


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence; ``before`` and ``after`` hold the texts where words changed."""

    kind: ChangeKind
    clause: str
    text: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of the plan as the document gives it."""

    field: str
    label: str
    value: Any


def plan_facts(comparison: Comparison) -> list[Fact]:
    document = comparison.document
    return [
        Fact("title", "Tên kế hoạch", document.title),
        Fact("number", "Số, ký hiệu", fit(document.number, 60)),
        Fact("issued_on", "Ngày ban hành", document.issued_on),
        Fact("issued_text", "Địa danh, ngày tháng", fit(document.issued_text, 200)),
        Fact("issuer", "Cơ quan ban hành", fit(document.issuer, 300)),
        Fact("basis", "Căn cứ", "\n".join(document.basis)),
        Fact("preamble", "Phần mở đầu", "\n".join(document.preamble)),
        Fact("signature", "Chữ ký", "\n".join(document.signature)),
        Fact("recipients", "Nơi nhận", "\n".join(document.recipients)),
        Fact("first_year", "Năm đầu", comparison.first_year),
        Fact("last_year", "Năm cuối", comparison.last_year),
    ]


def is_same_fact(old: Any, new: Any) -> bool:
    return reading(old) == reading(new) if isinstance(old, str) else bool(old == new)


def changes_to(
    comparison: Comparison, bodies: Bodies, *, short_title: str | None, titles: Mapping[str, str]
) -> list[Change]:
    """Empty where the document reads as what is loaded already."""
    found = [
        *_of_plan(comparison, short_title),
        *_of_sections(comparison, bodies),
        *_of_bodies(bodies, comparison),
        *_of_tasks(comparison, bodies),
        *_of_working_titles(comparison, titles),
        *_of_findings(comparison),
    ]
    order = list(ChangeKind)
    return sorted(found, key=lambda change: order.index(change.kind))


def notes_on(comparison: Comparison) -> list[str]:
    """What stays although the document no longer has it, because it carries work."""
    notes = [
        f"Nhiệm vụ {task.code} ({task.name}) không còn trong văn bản nhưng đã có cập nhật "
        "hoặc phân công, nên được giữ lại."
        for task in comparison.gone_tasks
        if comparison.is_held(task)
    ]
    for pair in comparison.tasks:
        for one in pair.timelines:
            if one.old is not None:
                kept = comparison.staying(one.old, years_of(one.new))
                notes += _note_on_years(pair.new.clause, kept)
        for timeline in pair.gone_timelines:
            notes += _note_on_years(pair.new.clause, comparison.staying(timeline, ()))
    return notes


def _note_on_years(clause: str, kept: list[TaskYear]) -> Iterator[str]:
    if kept:
        yield (
            f"{clause}: {_years(cell.year for cell in kept)} nằm ngoài thời gian thực hiện mới "
            "nhưng đã có cập nhật, nên được giữ lại."
        )


def _of_working_titles(comparison: Comparison, titles: Mapping[str, str]) -> Iterator[Change]:
    for pair in comparison.tasks:
        if pair.old is not None:
            before = pair.old.short_title
            after = titles.get(pair.new.clause, before)
            if before != after:
                clause = code_of(pair.place.new)
                text = f"Đổi tên gọi tắt của nhiệm vụ {clause}"
                yield Change(ChangeKind.TASK, clause, text, _shown(before), _shown(after))


def _of_plan(comparison: Comparison, short_title: str | None) -> Iterator[Change]:
    before = comparison.plan.short_title if comparison.plan else ""
    if short_title is not None and before != short_title:
        text = "Đổi tên ngắn của kế hoạch"
        yield Change(ChangeKind.PLAN, "", text, _shown(before), _shown(short_title))
    for fact in plan_facts(comparison):
        old = getattr(comparison.plan, fact.field)
        if not is_same_fact(old, fact.value):
            before, after = _shown(old), _shown(fact.value)
            yield Change(ChangeKind.PLAN, "", f"{fact.label} thay đổi", before, after)


def _shown(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return str(value or "(để trống)")


def _of_sections(comparison: Comparison, bodies: Bodies) -> Iterator[Change]:
    kind = ChangeKind.SECTION
    for place in comparison.places:
        old, new = place.old, place.new
        code, text = code_of(new), "\n".join(new.paragraphs)
        if old is None:
            yield Change(kind, code, f"Thêm điểm {code}", "", text)
            continue
        if old.withdrawn_on:
            yield Change(kind, code, f"Điểm {code} có trở lại trong văn bản")
        if place.is_moved:
            yield Change(kind, code, f"Điểm {old.code} nay là điểm {code}")
        if place.is_changed:
            yield Change(kind, code, f"Sửa lời điểm {code}", old.text, text)
        is_bound = is_bound_as_printed(old.agency, new.agency, bodies)
        if not is_bound and not bodies.is_merged(new.agency):
            yield Change(kind, code, f"Điểm {code} nay giao cho: {new.agency or 'không nêu rõ'}")
    for section in comparison.gone_places:
        if section.withdrawn_on is None:
            yield Change(kind, section.code, f"Không còn điểm {section.code}", section.text)


def is_bound_as_printed(agency: Agency | None, name: str, bodies: Bodies) -> bool:
    """Whether a section of the responsibilities binds the body that its heading names."""
    return bodies.is_same(agency, name) if name else agency is None


def _of_bodies(bodies: Bodies, comparison: Comparison) -> Iterator[Change]:
    for name, target in bodies.open_merges(comparison.bodies_named()):
        yield Change(ChangeKind.BODY, "", f"“{name}” được ghép vào “{target}”")


def _of_tasks(comparison: Comparison, bodies: Bodies) -> Iterator[Change]:
    for pair in comparison.tasks:
        clause = code_of(pair.place.new)
        if pair.old is None:
            yield Change(ChangeKind.TASK, clause, f"Nhiệm vụ mới {clause}: {pair.new.title}")
            continue
        if pair.has_new_title:
            text = f"Đổi tên nhiệm vụ {clause}"
            yield Change(ChangeKind.TASK, clause, text, pair.old.title, pair.new.title)
        yield from _of_parties(pair, clause, bodies)
        for one in pair.timelines:
            yield from _of_timeline(one, clause, comparison)
        for timeline in pair.gone_timelines:
            yield from _of_gone_timeline(timeline, clause, comparison)
    for task in comparison.gone_tasks:
        if comparison.is_held(task):
            for timeline in task.timelines.all():
                yield from _of_years(task.code, (), comparison.falling_away(timeline, ()))
        else:
            text = f"Không còn nhiệm vụ {task.code}: {task.name}"
            yield Change(ChangeKind.TASK, task.code, text)


def _of_parties(pair: TaskPair, clause: str, bodies: Bodies) -> Iterator[Change]:
    moved = pair.changes_places()
    for party in pair.parties:
        role = party.role.label.lower()
        if party.old is None:
            text = f"{clause}: thêm cơ quan {role} “{party.name}”"
        elif not means_as_printed(party, bodies) and not bodies.is_merged(party.name):
            text = f"{clause}: “{party.name}” nay là “{_meaning(party, bodies)}”"
        elif party in moved:
            text = f"{clause}: “{party.name}” nay đứng thứ {party.order + 1} trong phần {role}"
        else:
            continue
        yield Change(ChangeKind.PARTY, clause, text)
    for gone in pair.gone_parties:
        role = Role(gone.role).label.lower()
        yield Change(ChangeKind.PARTY, clause, f"{clause}: bỏ cơ quan {role} “{gone.as_printed}”")


def means_as_printed(party: PartyPair, bodies: Bodies) -> bool:
    """Whether the row of a party has the agency that its name means."""
    if party.old is None:
        return False
    if not party.has_agency:
        return party.old.agency_id is None
    return bodies.is_same(party.old.agency, party.name)


def _meaning(party: PartyPair, bodies: Bodies) -> str:
    return str(bodies.target(party.name)) if party.has_agency else "một nhóm cơ quan"


def _of_timeline(one: TimelinePair, clause: str, comparison: Comparison) -> Iterator[Change]:
    years = years_of(one.new)
    name = f" ({one.new.label})" if one.new.label else ""
    if one.old is None:
        text = f"{clause}{name}: thêm thời gian thực hiện {describe_time(one.new)}"
        yield Change(ChangeKind.TIMELINE, clause, text)
        yield from _of_years(clause, years, [])
        return
    if one.is_changed:
        text = f"{clause}{name}: thời gian thực hiện thay đổi"
        yield Change(
            ChangeKind.TIMELINE, clause, text, one.old.time_in_words, describe_time(one.new)
        )
    known = {cell.year for cell in one.old.cells.all()}
    more = [year for year in years if year not in known]
    yield from _of_years(clause, more, comparison.falling_away(one.old, years))


def _of_gone_timeline(timeline: Timeline, clause: str, comparison: Comparison) -> Iterator[Change]:
    if not comparison.staying(timeline, ()):
        text = f"{clause}: bỏ thời gian thực hiện {timeline.time_in_words}"
        yield Change(ChangeKind.TIMELINE, clause, text)
    yield from _of_years(clause, (), comparison.falling_away(timeline, ()))


def _of_years(clause: str, more: Iterable[int], less: list[TaskYear]) -> Iterator[Change]:
    more = list(more)
    if more:
        yield Change(ChangeKind.TIMELINE, clause, f"{clause}: thêm {_years(more)}")
    if less:
        text = f"{clause}: bỏ {_years(cell.year for cell in less)} (chưa có cập nhật)"
        yield Change(ChangeKind.TIMELINE, clause, text)


def _years(years: Iterable[int]) -> str:
    return "năm " + ", ".join(str(year) for year in sorted(years))


def describe_time(new: doc.Timeline) -> str:
    return time_in_words(new.kind.value, new.first_year, new.last_year, new.due_on)


def _of_findings(comparison: Comparison) -> Iterator[Change]:
    for new in comparison.new_findings:
        yield Change(ChangeKind.FINDING, new.clause, f"Điều cần lưu ý mới: {new.message}")
    for old in comparison.gone_findings:
        if not old.explanation:
            yield Change(ChangeKind.FINDING, "", f"Không còn điều cần lưu ý: {old.message}")
