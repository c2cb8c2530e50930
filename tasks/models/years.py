"""Nhiệm vụ theo năm: what a timeline owes in one year. Carries the status."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from plans.models import Cadence
from plans.models.localities import VisibleQuerySet
from tasks.models.tasks import Assignment, Role, TaskParty, Timeline
from tasks.models.updates import StatusUpdate
from tasks.states import (
    DUE_SOON_DAYS,
    OPEN_STATES,
    Label,
    Review,
    State,
    Timeliness,
    label,
    timeliness,
)


class TaskYearQuerySet(VisibleQuerySet["TaskYear"]):
    """Starts from ``visible_to``; ``as_of`` fixes the day that a page speaks of.

    ``as_of`` annotates ``shown_state``, ``shown_completed_on``, ``shown_updated_on``,
    ``shown_needs_direction`` and the constant ``shown_day``; the parts and labels below read
    those, so that today and any past day are one path.
    """

    locality_lookup = "timeline__task__plan__locality"

    def as_of(self, day: dt.date, *, today: dt.date) -> Self:
        """The state "tính đến ngày": the last update effective by ``day``."""
        rows = self.annotate(shown_day=Value(day, output_field=DateField()))
        if day >= today:  # the row itself carries what the log says last
            return rows.annotate(
                shown_state=F("state"),
                shown_completed_on=F("completed_on"),
                shown_updated_on=F("updated_on"),
                shown_needs_direction=F("needs_direction"),
            )
        last = StatusUpdate.objects.effective_by(day).filter(task_year=OuterRef("pk"))
        return rows.annotate(
            shown_state=Coalesce(Subquery(last.values("state")[:1]), Value(State.TODO.value)),
            shown_completed_on=Subquery(last.values("completed_on")[:1]),
            shown_updated_on=Subquery(last.values("effective_on")[:1]),
            shown_needs_direction=Coalesce(
                Subquery(last.values("needs_direction")[:1]), Value(False)
            ),
        )

    def with_timeliness(self, day: dt.date) -> Self:
        """After ``as_of``: annotates ``part``. See also ``tasks.states.timeliness``."""
        is_done = Q(shown_state=State.DONE)
        soon = day + dt.timedelta(days=DUE_SOON_DAYS)
        return self.annotate(
            part=Case(
                When(shown_state=State.NONE_AROSE, then=Value(Timeliness.NONE_AROSE.value)),
                When(shown_state=State.DROPPED, then=Value(Timeliness.DROPPED.value)),
                When(
                    is_done & Q(shown_completed_on__gt=F("due_on")),
                    then=Value(Timeliness.DONE_LATE.value),
                ),
                When(is_done, then=Value(Timeliness.DONE_ON_TIME.value)),
                When(due_on__lt=day, then=Value(Timeliness.OVERDUE.value)),
                When(due_on__lte=soon, then=Value(Timeliness.DUE_SOON.value)),
                default=Value(Timeliness.NOT_DUE.value),
                output_field=models.CharField(),
            )
        )

    def in_part(self, part: Timeliness) -> Self:
        """After ``with_timeliness``."""
        return self.filter(part=part)

    def in_year(self, year: int) -> Self:
        return self.filter(year=year)

    def owing_update(self, day: dt.date) -> Self:
        """After ``as_of``: open cells of this or an earlier year, silent for the plan's cadence.

        Counted from the latest of last update, 1 January of its year, and the day the plan was
        loaded (design, section 3). See also ``TaskYear.owes_update``.
        """
        return self.filter(self._silent(day))

    @staticmethod
    def _silent(day: dt.date) -> Q:
        silent = Q()
        for cadence in Cadence:
            before = day - dt.timedelta(days=cadence.days)
            silent |= (
                Q(timeline__task__plan__cadence=cadence)
                & (Q(shown_updated_on=None) | Q(shown_updated_on__lt=before))
                & Q(timeline__task__plan__loaded_on__lt=before)
                & Q(begins_on__lt=before)
            )
        return silent & Q(year__lte=day.year, shown_state__in=OPEN_STATES)

    def to_update(self, officer: Any, *, today: dt.date) -> Self:
        """What the officer should write on now: overdue, due soon, or silent for too long.

        After ``as_of``; the count in the page's head and the first parts of "Việc của tôi".
        """
        mine = self.answered_by(officer, officer.bodies_on(today), today)
        soon = today + dt.timedelta(days=DUE_SOON_DAYS)
        return mine.filter(Q(shown_state__in=OPEN_STATES, due_on__lte=soon) | mine._silent(today))

    def for_agencies(self, agency_ids: frozenset[int]) -> Self:
        """Cells of tasks that any of the bodies leads or takes part in."""
        parts = TaskParty.objects.filter(task=OuterRef("timeline__task"), agency_id__in=agency_ids)
        return self.filter(Exists(parts))

    def led_by(self, agency_ids: frozenset[int]) -> Self:
        """Cells of tasks that any of the bodies leads."""
        parts = TaskParty.objects.filter(
            task=OuterRef("timeline__task"), role=Role.LEAD, agency_id__in=agency_ids
        )
        return self.filter(Exists(parts))

    def answered_by(self, officer: Any, agency_ids: frozenset[int], day: dt.date) -> Self:
        """Cells for which the officer answers: assigned, or else of the first lead's body.

        ``agency_ids`` are the bodies for which the officer's body stands on that day. A whole
        office answers only through an assignment (design, section 3).
        """
        in_force = Assignment.objects.in_force(day).filter(task=OuterRef("timeline__task"))
        first_lead = TaskParty.objects.filter(
            task=OuterRef("timeline__task"),
            role=Role.LEAD,
            order=0,
            agency_id__in=agency_ids,
            agency__is_whole_office=False,
        )
        is_mine = Exists(in_force.filter(officer=officer))
        if officer.agency is not None and officer.agency.is_whole_office:
            return self.filter(is_mine)
        return self.filter(is_mine | (~Exists(in_force) & Exists(first_lead)))

    def with_task(self) -> Self:
        """Joins of a list: task, plan and locality beside each cell."""
        return self.select_related("timeline__task__plan__locality")

    def in_order(self) -> Self:
        """As the plan prints them, then by year."""
        return self.order_by(
            "timeline__task__plan_id", "timeline__task__order", "timeline__order", "year"
        )


class TaskYear(models.Model):
    """One cell of the grid.

    ``state``, ``completed_on``, ``updated_on``, ``needs_direction`` and ``version`` follow the
    log and are moved only by ``tasks.services.record_update``.
    """

    timeline = models.ForeignKey(Timeline, related_name="cells", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("năm")
    begins_on = models.DateField("từ ngày", editable=False)
    due_on = models.DateField("hạn", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.TODO)
    completed_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    updated_on = models.DateField("cập nhật tính đến ngày", null=True, blank=True)
    needs_direction = models.BooleanField("xin ý kiến chỉ đạo", default=False)
    version = models.PositiveIntegerField("phiên bản", default=0)
    review = models.CharField("xác nhận", max_length=10, choices=Review, default=Review.PENDING)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người xác nhận",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    reviewed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    review_reason = models.TextField("lý do trả lại", blank=True)

    history = HistoricalRecords()
    objects = TaskYearQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ theo năm"
        verbose_name_plural = "nhiệm vụ theo năm"
        ordering = ["timeline", "year"]
        constraints = [
            models.UniqueConstraint(fields=["timeline", "year"], name="cell_once_a_year"),
            models.CheckConstraint(
                condition=(Q(state=State.DONE) & Q(completed_on__isnull=False))
                | (~Q(state=State.DONE) & Q(completed_on=None)),
                name="cell_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(review=Review.PENDING, reviewed_by=None, reviewed_at=None)
                | (
                    ~Q(review=Review.PENDING)
                    & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                ),
                name="cell_reviewed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(review=Review.RETURNED) | ~Q(review_reason=""),
                name="cell_returned_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["year", "state"], name="cell_by_year_and_state")]

    def __str__(self) -> str:
        return f"{self.timeline}, năm {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:task_year_detail", args=[self.pk])

    def label_on(self, day: dt.date) -> Label:
        """What the cell reads on ``day``; of a past day only after ``as_of``."""
        return label(
            state=getattr(self, "shown_state", self.state),
            due_on=self.due_on,
            completed_on=getattr(self, "shown_completed_on", self.completed_on),
            year=self.year,
            day=day,
        )

    def timeliness_on(self, day: dt.date) -> Timeliness:
        """The part of the partition on ``day``; of a past day only after ``as_of``."""
        return timeliness(
            state=getattr(self, "shown_state", self.state),
            due_on=self.due_on,
            completed_on=getattr(self, "shown_completed_on", self.completed_on),
            day=day,
        )

    def silent_since(self) -> dt.date:
        """The day from which silence is counted; after ``as_of``, that of the day shown."""
        updated_on = getattr(self, "shown_updated_on", self.updated_on)
        plan = self.timeline.task.plan
        return max(d for d in (updated_on, self.begins_on, plan.loaded_on) if d is not None)

    def owes_update(self, day: dt.date) -> bool:
        """See also ``TaskYearQuerySet.owing_update``."""
        state = getattr(self, "shown_state", self.state)
        silence = (day - self.silent_since()).days
        return (
            state in OPEN_STATES
            and self.year <= day.year
            and silence > self.timeline.task.plan.cadence_days
        )


class DueDateChange(models.Model):
    """A due date was moved: old, new, document, reason. Rows are never changed."""

    task_year = models.ForeignKey(TaskYear, related_name="due_changes", on_delete=models.PROTECT)
    old_due_on = models.DateField("hạn cũ", null=True, blank=True)
    new_due_on = models.DateField("hạn mới")
    document = models.CharField("văn bản", max_length=300)
    reason = models.TextField("lý do", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT
    )
    changed_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đổi hạn"
        verbose_name_plural = "đổi hạn"
        ordering = ["task_year", "pk"]

    def __str__(self) -> str:
        return f"{self.task_year}: {self.new_due_on:%d/%m/%Y}"
