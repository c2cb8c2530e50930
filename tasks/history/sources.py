"""The tables that the history page reads: one short entry a table, with its name in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import models
from simple_history.utils import get_history_model_for_model

from mediators import models as rosters
from plans import models as plans
from tasks import models as work


class Kind(models.TextChoices):
    """The choices of the filter; ``tasks.history.stream.kinds_for`` says who may read which."""

    WORK = "tien-do", "Tiến độ, chỉ đạo, minh chứng"
    PLAN = "ke-hoach", "Kế hoạch, nhiệm vụ, phân công"
    YEAR = "chuong-trinh", "Chương trình, kinh phí, trách nhiệm"
    OFFICES = "co-quan", "Cơ quan, địa bàn, chỉ tiêu"
    ROSTERS = "hoa-giai", "Danh sách hòa giải"
    PEOPLE = "can-bo", "Cán bộ, công chức"
    LOOKS = "truy-cap", "Truy cập dữ liệu cá nhân"


# Columns that say nothing to a reader.
HIDDEN = frozenset({"id", "version", "source_sha256", "copied_from_id", "order", "recorded_at"})


@dataclass(frozen=True, slots=True)
class Source:
    """A table of the history. Lookups and columns begin at its rows.

    An edited model is read from its history; ``fields`` is set for a table that dates and signs
    its own rows, and then names the columns to show.
    """

    model: type[models.Model]
    name: str  # in "Thêm {name}", "Sửa 3 {name}"; the whole phrase where ``fields`` is set
    kind: Kind
    home: str  # lookup of its locality
    thing: tuple[str, ...]  # lookups of what names the thing
    search: str  # searched column; without "__" that of the live row
    page: str = ""  # address of the thing's page
    key: str = ""  # column with the key in that address
    task: str = ""  # lookup of its task
    told: tuple[str, ...] = ()  # columns to show with every edit: they tell like rows apart
    many: str = ""  # phrase for several new rows, where "Thêm 50 {name}" is no good Vietnamese
    at: str = "history_date"
    by: str = "history_user"
    sign: str = "history_type"  # column with +, ~ or -, or the kind of access
    same: str = "id"  # rows of one thing share it: each "~" is compared with the one before
    fields: tuple[str, ...] | None = None

    @property
    def has_history(self) -> bool:
        return self.fields is None

    @property
    def is_signed(self) -> bool:
        """Whether all its rows have one sign, which is not a column."""
        return self.sign in {"+", "~"}

    @property
    def rows(self) -> models.QuerySet[models.Model]:
        table = history_of(self.model) if self.has_history else self.model
        return table._default_manager.order_by()  # noqa: SLF001 -- Django's own name for it


@cache
def history_of(model: type[models.Model]) -> type[models.Model]:
    """The model of its history; django-simple-history makes a manager anew for each look."""
    found: type[models.Model] = get_history_model_for_model(model)
    return found


@cache
def shown_fields(source: Source) -> list[models.Field[Any, Any]]:
    """The columns whose values a person would understand; those of ``told`` first."""
    kept = source.fields
    if kept is None:
        kept = tuple(field.attname for field in get_fields(history_of(source.model)))
    fields = [field for field in get_fields(source.model) if field.attname not in HIDDEN]
    shown = [field for field in fields if field.attname in kept]
    return sorted(shown, key=lambda field: field.attname not in source.told)


def get_fields(model: type[models.Model]) -> Sequence[models.Field[Any, Any]]:
    return model._meta.concrete_fields  # noqa: SLF001 -- Django's own name for it


CELL_TASK = "task_year__timeline__task"
CELL_THING = (f"{CELL_TASK}__code", f"{CELL_TASK}__title", "task_year__year")


def _of_task(model: type[models.Model], name: str, *told: str) -> Source:
    return Source(
        model,
        name,
        Kind.PLAN,
        home="task__plan__locality",
        thing=("task__code", "task__title"),
        search="task__search_text",
        page="tasks:task_detail",
        key="task_id",
        task="task",
        told=told,
    )


def _of_cell(model: type[models.Model], name: str, *told: str) -> Source:
    return Source(
        model,
        name,
        Kind.YEAR,
        home=f"{CELL_TASK}__plan__locality",
        thing=CELL_THING,
        search=f"{CELL_TASK}__search_text",
        page="tasks:task_year_detail",
        key="task_year_id",
        task=CELL_TASK,
        told=told,
    )


def _act(model: type[models.Model], name: str, at: str, by: str, *fields: str) -> Source:
    base = replace(_of_cell(model, name), kind=Kind.WORK)
    return replace(base, at=at, by=by, sign="+", fields=fields)


def _roster(
    model: type[models.Model],
    name: str,
    home: str,
    thing: tuple[str, ...],
    search: str,
    *,
    page: str = "",
    key: str = "id",
    many: str = "",
) -> Source:
    page = page and f"mediators:{page}"
    return Source(model, name, Kind.ROSTERS, home, thing, search, page, key, many=many)


UPDATES = replace(
    _act(
        work.StatusUpdate,
        "Cập nhật tiến độ",
        "recorded_at",
        "author",
        "state",
        "effective_on",
        "completed_on",
        "result",
        "reason",
        "obstacles",
        "proposal",
        "needs_direction",
    ),
    sign="~",
    same="task_year_id",
)

LOOKS = Source(
    rosters.AccessEntry,
    "",
    Kind.LOOKS,
    home="locality",
    thing=("subject",),
    search="search_text",
    page="mediators:mediator_detail",
    key="mediator_id",
    at="at",
    by="officer",
    sign="kind",
    fields=(),
)

_PROVEN = ("document_id", "url", "title")

# Their order breaks ties between entries of one instant.
SOURCES: tuple[Source, ...] = (
    Source(
        plans.Plan,
        "kế hoạch",
        Kind.PLAN,
        home="locality",
        thing=("title",),
        search="locality__search_name",
        page="tasks:plan_detail",
        key="id",
    ),
    Source(
        plans.Finding,
        "điều cần lưu ý của văn bản",
        Kind.PLAN,
        home="plan__locality",
        thing=("message",),
        search="plan__locality__search_name",
        page="tasks:plan_detail",
        key="plan_id",
    ),
    Source(
        work.Task,
        "nhiệm vụ",
        Kind.PLAN,
        home="plan__locality",
        thing=("code", "title"),
        search="search_text",
        page="tasks:task_detail",
        key="id",
        task="id",
    ),
    _of_task(work.TaskParty, "cơ quan chủ trì, phối hợp"),
    _of_task(work.Timeline, "thời gian thực hiện"),
    _of_task(work.Assignment, "phân công", "officer_id"),
    _of_cell(work.Contribution, "kết quả phối hợp", "agency_id"),
    _of_cell(work.Activity, "hoạt động", "title"),
    _of_cell(work.Funding, "khoản kinh phí", "agency_id", "source"),
    Source(
        work.DutyNote,
        "kết quả thực hiện trách nhiệm",
        Kind.YEAR,
        home="section__plan__locality",
        thing=("section__heading", "year"),
        search="section__plan__locality__search_name",
        page="tasks:duties",
    ),
    Source(
        work.YearlyDuty,
        "việc có thời hạn trong năm",
        Kind.YEAR,
        home="plan__locality",
        thing=("plan__title", "year"),
        search="plan__locality__search_name",
        page="tasks:duties",
        told=("kind",),
    ),
    Source(
        work.Document,
        "văn bản",
        Kind.YEAR,
        home="locality",
        thing=("number", "summary"),
        search="search_text",
        page="tasks:document_list",
    ),
    Source(plans.Agency, "cơ quan", Kind.OFFICES, "locality", ("name",), "search_name"),
    Source(
        plans.AgencySuccession,
        "cơ quan kế tiếp",
        Kind.OFFICES,
        home="old__locality",
        thing=("old__name", "new__name"),
        search="old__search_name",
    ),
    Source(plans.Locality, "địa bàn", Kind.OFFICES, "id", ("name",), "search_name"),
    Source(
        rosters.Target,
        "chỉ tiêu",
        Kind.OFFICES,
        home="locality",
        thing=("title",),
        search="locality__search_name",
        page="mediators:target_list",
    ),
    Source(
        plans.Officer,
        "cán bộ, công chức",
        Kind.PEOPLE,
        home="agency__locality",
        thing=("full_name",),
        search="search_name",
    ),
    _roster(
        rosters.MediationTeam, "tổ hòa giải", "hamlet", ("name",), "search_text", page="team_detail"
    ),
    _roster(
        rosters.Mediator,
        "hòa giải viên",
        "locality",
        ("full_name",),
        "search_name",
        page="mediator_detail",
    ),
    _roster(
        rosters.Membership,
        "lượt tham gia tổ",
        "team__hamlet",
        ("team__name", "mediator__full_name"),
        "mediator__search_name",
        page="mediator_detail",
        key="mediator_id",
    ),
    _roster(
        rosters.Decision,
        "quyết định về hòa giải viên",
        "locality",
        ("number", "summary"),
        "search_text",
        page="decision_detail",
    ),
    _roster(
        rosters.TrainingCourse,
        "lớp tập huấn, bồi dưỡng",
        "locality",
        ("title",),
        "search_text",
        page="course_detail",
    ),
    _roster(
        rosters.Attendance,
        "người dự lớp",
        "course__locality",
        ("course__title", "mediator__full_name", "official_name"),
        "course__search_text",
        page="course_detail",
        key="course_id",
    ),
    _roster(
        rosters.Material,
        "tài liệu",
        "locality",
        ("title",),
        "locality__search_name",
        page="material_detail",
    ),
    _roster(
        rosters.MaterialIssue,
        "lượt cấp tài liệu",
        "material__locality",
        ("material__title", "mediator__full_name"),
        "mediator__search_name",
        page="material_detail",
        key="material_id",
        many="Cấp tài liệu cho {} người",
    ),
    _roster(
        rosters.Supporter,
        "người hỗ trợ",
        "locality",
        ("full_name",),
        "search_text",
        page="supporter_detail",
    ),
    _roster(
        rosters.SupportActivity,
        "lượt hỗ trợ",
        "supporter__locality",
        ("supporter__full_name", "team__name"),
        "supporter__search_text",
        page="supporter_detail",
        key="supporter_id",
    ),
    _roster(
        rosters.MediationCase,
        "vụ, việc hòa giải",
        "team__hamlet",
        ("ledger_number", "team__name"),
        "team__search_text",
        page="case_detail",
    ),
    _roster(
        rosters.Payment,
        "lượt chi thù lao",
        "case__team__hamlet",
        ("case__ledger_number", "mediator__full_name"),
        "mediator__search_name",
        page="mediator_detail",
        key="mediator_id",
    ),
    _roster(rosters.Rate, "mức chi thù lao", "locality", ("legal_basis",), "locality__search_name"),
    _roster(
        rosters.Commendation,
        "khen thưởng",
        "locality",
        ("mediator__full_name", "team__name", "body"),
        "search_text",
        page="commendation_detail",
    ),
    UPDATES,
    _act(
        work.DueDateChange,
        "Đổi hạn",
        "changed_at",
        "changed_by",
        *("old_due_on", "new_due_on", "document", "reason"),
    ),
    _act(work.Evidence, "Thêm minh chứng", "added_at", "added_by", *_PROVEN),
    _act(work.Evidence, "Gỡ minh chứng", "removed_at", "removed_by", *_PROVEN),
    _act(
        work.Direction,
        "Ý kiến chỉ đạo",
        "asked_at",
        "asked_by",
        *("text", "answer_by_on", "addressee_id"),
    ),
    _act(work.Direction, "Trả lời chỉ đạo", "answered_at", "answered_by", "answer"),
    _act(work.Direction, "Kết thúc chỉ đạo", "closed_at", "closed_by", "text"),
    _act(work.Verdict, "Kết luận của lãnh đạo", "given_at", "given_by", "verdict", "reason"),
    LOOKS,
)

# For who keeps the roster alone (law 91/2025/QH15): others read that they changed.
PERSONAL: dict[type[models.Model], frozenset[str]] = {
    rosters.Mediator: frozenset({"birth_on", "birth_year", "ethnic_group", "phone", "address"}),
    rosters.Supporter: frozenset({"phone"}),
}
