"""Nhiệm vụ: a clause that owes work, who leads it, who takes part, and when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from plans.document.model import Kind  # not the reader itself: models need no lxml
from plans.models import Agency, Plan, Section
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold
from tasks.models.roster_topics import TopicChoice

if TYPE_CHECKING:
    from tasks.models.years import TaskYear


def people_of(task: str = "") -> tuple[Prefetch[str], Prefetch[str]]:
    """Parties with their bodies, and assignments; ``task`` leads to the task."""
    parties = TaskParty.objects.select_related("agency").order_by("role", "order")
    assignments = Assignment.objects.order_by("since", "pk")
    return Prefetch(f"{task}parties", parties), Prefetch(f"{task}assignments", assignments)


class TaskQuerySet(VisibleQuerySet["Task"]):
    locality_lookup = "plan__locality"

    def in_order(self) -> Self:
        """As the plan prints them."""
        return self.order_by("plan_id", "order", "pk")

    def with_group(self) -> Self:
        """Annotates the place of the plan under which the task stands."""
        return self.annotate(
            group_id=F("section__parent_id"),
            group_marker=F("section__parent__marker"),
            group_heading=F("section__parent__heading"),
        )

    def with_people(self) -> Self:
        """Parties with their bodies, and all assignments: who may do what."""
        return self.prefetch_related(*people_of())


class Task(models.Model):
    """One clause that names who leads it or when it is due."""

    plan = models.ForeignKey(
        Plan, verbose_name="kế hoạch", related_name="tasks", on_delete=models.PROTECT
    )
    section = models.OneToOneField(
        Section, verbose_name="phần, mục, điểm", related_name="task", on_delete=models.PROTECT
    )
    code = models.CharField("điểm", max_length=60)
    title = models.TextField("tên trong Kế hoạch")
    short_title = models.CharField(
        "tên gọi tắt", max_length=200, blank=True, help_text="Dùng trên bảng theo dõi, báo cáo."
    )
    roster_topic = models.CharField(
        "gắn với danh sách",
        max_length=10,
        choices=TopicChoice,
        blank=True,
        help_text="Phần danh sách hòa giải hiện trên trang của nhiệm vụ. Để trống: theo lời văn.",
    )
    order = models.PositiveIntegerField("thứ tự")
    search_text = models.TextField(editable=False)

    # The place of the plan under which it stands: set by ``tasks.board``.
    group_id: int | None
    group_marker: str | None
    group_heading: str | None

    history = HistoricalRecords(excluded_fields=["search_text"])
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["plan", "order"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.short_title = clean(self.short_title)
        self.search_text = fold(f"{self.code} {self.short_title} {self.title}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("tasks:task_detail", args=[self.pk])

    @property
    def name(self) -> str:
        """What a page calls it."""
        return self.short_title or self.title

    @cached_property
    def party_list(self) -> list[TaskParty]:
        """Its bodies, the leading ones first, each kind in the order of the plan."""
        return sorted(self.parties.all(), key=lambda party: (not party.is_lead, party.order))

    @cached_property
    def assignment_list(self) -> list[Assignment]:
        """Who answers for it, from when to when; the earliest first."""
        return sorted(self.assignments.all(), key=lambda row: (row.since, row.pk))

    @cached_property
    def timeline_list(self) -> list[Timeline]:
        """Its lines of "Thời gian thực hiện", in the order of the plan."""
        return sorted(self.timelines.all(), key=lambda line: line.order)


class Role(models.TextChoices):
    """Part of a body in a task."""

    LEAD = "lead", "Chủ trì"
    PARTNER = "partner", "Phối hợp"


class TaskParty(models.Model):
    """A body named in a clause; without an agency where the text names no single body."""

    task = models.ForeignKey(
        Task, verbose_name="nhiệm vụ", related_name="parties", on_delete=models.CASCADE
    )
    role = models.CharField("vai trò", max_length=10, choices=Role)
    order = models.PositiveSmallIntegerField("thứ tự")
    as_printed = models.CharField("như bản in", max_length=300)
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan, đơn vị",
        related_name="parts",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "cơ quan chủ trì, phối hợp"
        verbose_name_plural = "cơ quan chủ trì, phối hợp"
        ordering = ["task", "role", "order"]
        constraints = [
            models.UniqueConstraint(fields=["task", "role", "order"], name="party_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.as_printed}"

    @property
    def is_lead(self) -> bool:
        return self.role == Role.LEAD

    @property
    def is_first_lead(self) -> bool:
        """The body that reports; with two leads the other one contributes (design, section 3)."""
        return self.role == Role.LEAD and self.order == 0


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_force(self, day: dt.date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def in_force_or_to_come(self, day: dt.date) -> Self:
        """Those that have not ended by that day, begun or not."""
        return self.filter(Q(until=None) | Q(until__gte=day))

    def newest_first(self) -> Self:
        return self.order_by("-since", "-pk")


class Assignment(models.Model):
    """Which officer answers for a task, from when to when; ended ones stay."""

    task = models.ForeignKey(
        Task, verbose_name="nhiệm vụ", related_name="assignments", on_delete=models.PROTECT
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="cán bộ phụ trách",
        related_name="assignments",
        on_delete=models.PROTECT,
    )
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    note = models.CharField("ghi chú, văn bản phân công", max_length=300, blank=True)

    history = HistoricalRecords()
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        ordering = ["task", "-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="assignment_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.UniqueConstraint(
                fields=["task", "officer"],
                condition=Q(until=None),
                name="assignment_open_once",
                violation_error_message="Người này đang phụ trách nhiệm vụ này rồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task.code}: {self.officer}"

    def is_in_force(self, day: dt.date) -> bool:
        """See also ``AssignmentQuerySet.in_force``."""
        return self.since <= day and (self.until is None or day <= self.until)


class Timeline(models.Model):
    """One line of "Thời gian thực hiện"; a task has one or more."""

    class Kind(models.TextChoices):
        """See ``plans.document.Kind``: the reader's words for the same."""

        SPAN = Kind.SPAN.value, "Nhiều năm"
        YEARLY = Kind.YEARLY.value, "Hằng năm"
        ONCE = Kind.ONCE.value, "Một lần"

    task = models.ForeignKey(
        Task, verbose_name="nhiệm vụ", related_name="timelines", on_delete=models.CASCADE
    )
    kind = models.CharField("loại", max_length=10, choices=Kind)
    label = models.CharField("nội dung", max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField("năm đầu", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("năm cuối", null=True, blank=True)
    due_on = models.DateField(
        "hạn như bản in",
        null=True,
        blank=True,
        help_text="Với việc hằng năm: ngày và tháng này của mỗi năm.",
    )
    rhythm = models.CharField("nhịp", max_length=60, blank=True)
    as_printed = models.CharField("như bản in", max_length=300)
    order = models.PositiveSmallIntegerField("thứ tự")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "thời gian thực hiện"
        verbose_name_plural = "thời gian thực hiện"
        ordering = ["task", "order"]
        constraints = [
            models.UniqueConstraint(fields=["task", "order"], name="timeline_order_once"),
            models.CheckConstraint(
                condition=Q(first_year=None, last_year=None)
                | Q(first_year__isnull=False, last_year__gte=F("first_year")),
                name="timeline_years_in_order",
                violation_error_message="Năm đầu phải trước hoặc bằng năm cuối.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task.code} {self.label or self.as_printed}".strip()

    @cached_property
    def cell_list(self) -> list[TaskYear]:
        """What it owes, year by year."""
        return sorted(self.cells.all(), key=lambda cell: cell.year)

    @property
    def printed_time(self) -> str:
        """ "Năm 2024 - 2026", "Hằng năm": as printed where that is short, else from the years."""
        as_printed = self.as_printed.strip().rstrip(".")
        if as_printed and len(as_printed) <= len("Năm 2024 - 2026"):
            return as_printed[:1].upper() + as_printed[1:]
        if self.kind == self.Kind.YEARLY:
            return "Hằng năm"
        if self.first_year is None:
            return ""
        if self.first_year == self.last_year:
            return f"Năm {self.first_year}"
        return f"Năm {self.first_year} - {self.last_year}"

    @property
    def time_in_words(self) -> str:
        """ "hằng năm 2024 - 2030", "năm 2026, hạn 30/06/2026"."""
        return time_in_words(self.kind, self.first_year, self.last_year, self.due_on)

    @property
    def years(self) -> range:
        """Empty where the text names no year."""
        if self.first_year is None or self.last_year is None:
            return range(0)
        return range(self.first_year, self.last_year + 1)

    def matches(self, text: str) -> bool:
        """Whether clause, names or label hold every word, whatever marks and case."""
        words = fold(f"{self.task.search_text} {self.label}")
        return all(word in words for word in fold(text).split())

    def due_in(self, year: int) -> dt.date | None:
        """Yearly and once: the printed day, else 31/12. Span: only in its last year."""
        if self.kind == self.Kind.SPAN and year != self.last_year:
            return None
        if self.due_on is None:
            return dt.date(year, 12, 31)
        if self.kind == self.Kind.YEARLY:
            return _same_day(self.due_on, year)
        return self.due_on


def time_in_words(kind: str, first: int | None, last: int | None, due_on: dt.date | None) -> str:
    """When work is due, as read from the text: years, and the day where it is not 31/12."""
    if first is None:
        return "không nêu năm"
    span = str(first) if first == last else f"{first} - {last}"
    text = f"hằng năm {span}" if kind == Kind.YEARLY.value else f"năm {span}"
    if due_on is None or due_on == dt.date(last or first, 12, 31):
        return text
    day = f"{due_on:%d/%m}" if kind == Kind.YEARLY.value else f"{due_on:%d/%m/%Y}"
    return f"{text}, hạn {day}"


def _same_day(day: dt.date, year: int) -> dt.date:
    """The same day and month of another year; 29/02 becomes the last day of February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return dt.date(year, 2, 28)


def timelines_of(plan_id: int) -> models.QuerySet[Timeline]:
    """For filters on cells: as a subquery it keeps SQLite from beginning at all cells of a year."""
    return Timeline.objects.filter(task__plan=plan_id)
