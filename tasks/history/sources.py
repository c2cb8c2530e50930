"""Where the stream comes from: each table with its place in the filters, its name and its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from mediators import models as rosters
from plans import models as plans
from tasks import models as work


class Kind(models.TextChoices):
    """What a filter offers; who may read which: ``tasks.history.stream.kinds_for``."""

    WORK = "tien-do", "Tiến độ, chỉ đạo, minh chứng"
    PLAN = "ke-hoach", "Kế hoạch, nhiệm vụ, phân công"
    YEAR = "chuong-trinh", "Chương trình, kinh phí, trách nhiệm"
    OFFICES = "co-quan", "Cơ quan, địa bàn, chỉ tiêu"
    ROSTERS = "hoa-giai", "Danh sách hòa giải"
    PEOPLE = "can-bo", "Cán bộ, công chức"
    LOOKS = "truy-cap", "Truy cập dữ liệu cá nhân"


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a thing: the name of its address, and where its key stands in a row."""

    name: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A table. Lookups begin at its row: ``home`` leads to the locality, ``thing`` to what names
    the thing, ``search`` to a folded column of it (``own`` where the row has one itself).
    ``told`` are columns that tell the row from others of the same thing: said with every edit.
    """

    model: type[models.Model]
    kind: Kind
    home: str
    thing: tuple[str, ...]
    page: Page
    search: str
    own: bool = False
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the work's own log: what is dated and signed by its columns, not by its history."""

    model: type[models.Model]
    word: str
    at: str
    by: str
    fields: tuple[str, ...]
    follows: bool = False  # compared with the row before it of the same cell


TASK, CELL = "timeline__task", "task_year__timeline__task"
_PLAN = Page("tasks:plan_detail", "plan_id")
_TASK = Page("tasks:task_detail", "task_id")
_CELL = Page("tasks:task_year_detail", "task_year_id")
_TEAM = Page("mediators:team_detail", "team_id")
_PERSON = Page("mediators:mediator_detail", "mediator_id")
_COURSE = Page("mediators:course_detail", "course_id")
_OWN = "id"


def _of_cell(model: type[models.Model], *told: str) -> Source:
    home = f"{CELL}__plan__locality"
    thing = (f"{CELL}__code", f"{CELL}__title", "task_year__year")
    search = f"{CELL}__search_text"
    return Source(model, Kind.YEAR, home, thing, _CELL, search, told=told)


def _of_task(model: type[models.Model], *told: str) -> Source:
    home, thing = "task__plan__locality", ("task__code", "task__title")
    return Source(model, Kind.PLAN, home, thing, _TASK, "task__search_text", told=told)


def _roster(
    model: type[models.Model],
    home: str,
    thing: tuple[str, ...],
    page: Page,
    search: str,
    *,
    own: bool = False,
) -> Source:
    return Source(model, Kind.ROSTERS, home, thing, page, search, own)


EDITED: tuple[Source, ...] = (
    Source(
        plans.Plan,
        Kind.PLAN,
        "locality",
        ("title",),
        Page("tasks:plan_detail", _OWN),
        "locality__search_name",
    ),
    Source(
        plans.Finding,
        Kind.PLAN,
        "plan__locality",
        ("message",),
        _PLAN,
        "plan__locality__search_name",
    ),
    Source(
        work.Task,
        Kind.PLAN,
        "plan__locality",
        ("code", "title"),
        Page("tasks:task_detail", _OWN),
        "search_text",
        own=True,
    ),
    _of_task(work.TaskParty),
    _of_task(work.Timeline),
    _of_task(work.Assignment, "officer_id"),
    _of_cell(work.Contribution, "agency_id"),
    _of_cell(work.Activity, "title"),
    _of_cell(work.Funding, "agency_id", "source"),
    Source(
        work.DutyNote,
        Kind.YEAR,
        "section__plan__locality",
        ("section__heading", "year"),
        Page("tasks:duties"),
        "section__plan__locality__search_name",
    ),
    Source(
        work.YearlyDuty,
        Kind.YEAR,
        "plan__locality",
        ("plan__title", "year"),
        Page("tasks:duties"),
        "plan__locality__search_name",
        told=("kind",),
    ),
    Source(
        work.Document,
        Kind.YEAR,
        "locality",
        ("number", "summary"),
        Page("tasks:document_list"),
        "search_text",
        own=True,
    ),
    Source(plans.Agency, Kind.OFFICES, "locality", ("name",), Page(""), "search_name", own=True),
    Source(
        plans.AgencySuccession,
        Kind.OFFICES,
        "old__locality",
        ("old__name", "new__name"),
        Page(""),
        "old__search_name",
    ),
    Source(plans.Locality, Kind.OFFICES, "id", ("name",), Page(""), "search_name", own=True),
    Source(
        rosters.Target,
        Kind.OFFICES,
        "locality",
        ("title",),
        Page("mediators:target_list"),
        "locality__search_name",
    ),
    Source(
        plans.Officer,
        Kind.PEOPLE,
        "agency__locality",
        ("full_name",),
        Page(""),
        "search_name",
        own=True,
    ),
    _roster(
        rosters.MediationTeam,
        "hamlet",
        ("name",),
        Page("mediators:team_detail", _OWN),
        "search_text",
        own=True,
    ),
    _roster(
        rosters.Mediator,
        "locality",
        ("full_name",),
        Page("mediators:mediator_detail", _OWN),
        "search_name",
        own=True,
    ),
    _roster(
        rosters.Membership,
        "team__hamlet",
        ("mediator__full_name", "team__name"),
        _PERSON,
        "mediator__search_name",
    ),
    _roster(
        rosters.Decision,
        "locality",
        ("number", "summary"),
        Page("mediators:decision_detail", _OWN),
        "search_text",
        own=True,
    ),
    _roster(
        rosters.TrainingCourse,
        "locality",
        ("title",),
        Page("mediators:course_detail", _OWN),
        "search_text",
        own=True,
    ),
    _roster(
        rosters.Attendance,
        "course__locality",
        ("course__title", "mediator__full_name", "official_name"),
        _COURSE,
        "course__search_text",
    ),
    _roster(
        rosters.Material,
        "locality",
        ("title",),
        Page("mediators:material_detail", _OWN),
        "locality__search_name",
    ),
    _roster(
        rosters.MaterialIssue,
        "material__locality",
        ("material__title", "mediator__full_name"),
        Page("mediators:material_detail", "material_id"),
        "mediator__search_name",
    ),
    _roster(
        rosters.Supporter,
        "locality",
        ("full_name",),
        Page("mediators:supporter_detail", _OWN),
        "search_text",
        own=True,
    ),
    _roster(
        rosters.SupportActivity,
        "supporter__locality",
        ("supporter__full_name", "team__name"),
        Page("mediators:supporter_detail", "supporter_id"),
        "supporter__search_text",
    ),
    _roster(
        rosters.MediationCase,
        "team__hamlet",
        ("ledger_number", "team__name"),
        Page("mediators:case_detail", _OWN),
        "team__search_text",
    ),
    _roster(
        rosters.Payment,
        "case__team__hamlet",
        ("case__ledger_number", "mediator__full_name"),
        _PERSON,
        "mediator__search_name",
    ),
    _roster(
        rosters.Rate,
        "locality",
        ("legal_basis",),
        Page(""),
        "locality__search_name",
    ),
    _roster(
        rosters.Commendation,
        "locality",
        ("mediator__full_name", "team__name", "body"),
        Page("mediators:commendation_detail", _OWN),
        "search_text",
        own=True,
    ),
)

ACTS: tuple[Act, ...] = (
    Act(
        work.StatusUpdate,
        "Cập nhật tiến độ",
        "recorded_at",
        "author",
        (
            "state",
            "effective_on",
            "completed_on",
            "result",
            "reason",
            "obstacles",
            "proposal",
            "needs_direction",
        ),
        follows=True,
    ),
    Act(
        work.DueDateChange,
        "Đổi hạn",
        "changed_at",
        "changed_by",
        ("old_due_on", "new_due_on", "document", "reason"),
    ),
    Act(work.Evidence, "Thêm minh chứng", "added_at", "added_by", ("document_id", "url", "title")),
    Act(
        work.Evidence,
        "Gỡ minh chứng",
        "removed_at",
        "removed_by",
        ("document_id", "url", "title"),
    ),
    Act(
        work.Direction,
        "Ý kiến chỉ đạo",
        "asked_at",
        "asked_by",
        ("text", "answer_by_on", "addressee_id"),
    ),
    Act(work.Direction, "Trả lời chỉ đạo", "answered_at", "answered_by", ("answer",)),
    Act(work.Direction, "Kết thúc chỉ đạo", "closed_at", "closed_by", ("text",)),
    Act(work.Verdict, "Kết luận của lãnh đạo", "given_at", "given_by", ("verdict", "reason")),
)

# The history of one task: its own row, what hangs on it, and everything about its years.
OF_TASK: dict[Any, str] = {
    work.Task: "id",
    **dict.fromkeys((work.TaskParty, work.Timeline, work.Assignment), "task"),
    **dict.fromkeys((work.Contribution, work.Activity, work.Funding), CELL),
    **dict.fromkeys((act.model for act in ACTS), CELL),
}

# What stands on a page for a row that another one names; one union of all asks for them.
NAMES: dict[Any, tuple[str, ...]] = {
    plans.Officer: ("full_name",),
    plans.Agency: ("name",),
    plans.Locality: ("name",),
    plans.Plan: ("title",),
    work.Task: ("code", "title"),
    work.TaskYear: (f"{TASK}__code", "year"),
    work.Document: ("number", "summary"),
    rosters.MediationTeam: ("name",),
    rosters.Mediator: ("full_name",),
    rosters.Decision: ("number", "summary"),
    rosters.LeavingGround: ("name",),
    rosters.TrainingCourse: ("title",),
    rosters.Supporter: ("full_name",),
    rosters.MediationCase: ("ledger_number",),
    rosters.Material: ("title",),
    work.Activity: ("title",),
}

# For who keeps the roster alone (law 91/2025/QH15): others read that they changed.
PERSONAL: dict[Any, frozenset[str]] = {
    rosters.Mediator: frozenset({"birth_on", "birth_year", "ethnic_group", "phone", "address"}),
    rosters.Supporter: frozenset({"phone"}),
}
HIDDEN = frozenset({"id", "version", "source_sha256", "copied_from_id", "order", "recorded_at"})


# Django's own doors to a model, which it calls private


def rows_of(model: Any) -> Any:
    return model._default_manager  # noqa: SLF001


def fields_of(model: Any) -> tuple[Any, ...]:
    return tuple(model._meta.concrete_fields)  # noqa: SLF001


def name_of(model: Any) -> str:
    """ "nhiệm vụ"."""
    return str(model._meta.verbose_name)  # noqa: SLF001


def label_of(model: Any) -> str:
    """ "tasks.Task"."""
    return str(model._meta.label)  # noqa: SLF001
