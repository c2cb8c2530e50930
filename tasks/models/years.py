"""Nhiệm vụ theo năm: what a timeline owes in one year. Carries the status."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from tasks.models.tasks import Task, Timeline
from tasks.models.year_queries import TaskYearQuerySet
from tasks.states import (
    OPEN_STATES,
    Label,
    Review,
    State,
    Timeliness,
    label,
    must_end_on,
    owes_update,
    timeliness,
)


class TaskYear(models.Model):
    """One cell of the grid.

    ``state``, ``completed_on``, ``updated_on``, ``needs_direction`` and ``version`` follow the
    log and are moved only by ``tasks.cell.services.record_update``.
    """

    timeline = models.ForeignKey(
        Timeline, verbose_name="thời gian thực hiện", related_name="cells", on_delete=models.PROTECT
    )
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

    # The day on which the cell is shown: set by ``tasks.board`` together with the state, due day
    # and review of that day. The properties below that speak of a day read it.
    day: dt.date

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

    def save_at(self, at: dt.datetime) -> None:
        """Saves what was decided at that instant, so that its history can be asked as of a day."""
        self._history_date = at
        self.save()

    def label_on(self, day: dt.date) -> Label:
        """What the cell, as it stands, reads on ``day``."""
        return label(
            state=self.state,
            due_on=self.due_on,
            completed_on=self.completed_on,
            year=self.year,
            day=day,
        )

    def timeliness_on(self, day: dt.date) -> Timeliness:
        """The part of the partition to which the cell, as it stands, belongs on ``day``."""
        return timeliness(
            state=self.state, due_on=self.due_on, completed_on=self.completed_on, day=day
        )

    def silent_since(self) -> dt.date:
        """The day from which silence is counted."""
        loaded_on = self.timeline.task.plan.loaded_on
        return max(self.updated_on or self.begins_on, self.begins_on, loaded_on)

    def owes_update(self, day: dt.date) -> bool:
        """Quá kỳ chưa cập nhật: see ``tasks.states.owes_update``."""
        return owes_update(
            state=self.state,
            year=self.year,
            silent_since=self.silent_since(),
            cadence_days=self.timeline.task.plan.cadence_days,
            day=day,
        )

    @property
    def task(self) -> Task:
        return self.timeline.task

    @property
    def name(self) -> str:
        """What a list calls it: the work of its timeline, or the task."""
        return self.timeline.label or self.timeline.task.name

    @property
    def task_name(self) -> str:
        """The task of which this line is a part; empty where the line is the whole."""
        return self.timeline.task.name if self.timeline.label else ""

    @property
    def full_name(self) -> str:
        """Both, for a sheet without links: "Sơ kết (Kiểm tra, sơ kết, tổng kết)"."""
        return f"{self.name} ({self.task_name})" if self.task_name else self.name

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def must_end_on(self) -> dt.date:
        """Phải xong: see ``tasks.states.must_end_on``."""
        return must_end_on(due_on=self.due_on, year=self.year)

    @property
    def awaits_review(self) -> bool:
        """Ended, and neither confirmed nor returned."""
        return not self.is_open and self.review == Review.PENDING

    @property
    def is_returned(self) -> bool:
        """A leader returned the result and nobody has reported since."""
        return self.review == Review.RETURNED

    @property
    def has_begun(self) -> bool:
        return self.year <= self.day.year

    @property
    def label(self) -> Label:
        """How it is shown on its day."""
        return self.label_on(self.day)

    @property
    def timeliness(self) -> Timeliness:
        """Its part of the partition on its day."""
        return self.timeliness_on(self.day)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.timeliness == Timeliness.OVERDUE

    @property
    def is_due_soon(self) -> bool:
        return self.is_open and self.timeliness == Timeliness.DUE_SOON

    @property
    def is_silent(self) -> bool:
        """Quá kỳ chưa cập nhật on its day."""
        return self.is_open and self.owes_update(self.day)

    @property
    def silent_days(self) -> int:
        """Days since the last update, or since one was due to begin."""
        return (self.day - self.silent_since()).days


class DueDateChange(models.Model):
    """A due date was moved: old, new, document, reason. Rows are never changed."""

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="due_changes",
        on_delete=models.PROTECT,
    )
    old_due_on = models.DateField("hạn cũ", null=True, blank=True)
    new_due_on = models.DateField("hạn mới")
    document = models.CharField("văn bản", max_length=300)
    reason = models.TextField("lý do", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đổi",
        related_name="+",
        on_delete=models.PROTECT,
    )
    changed_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đổi hạn"
        verbose_name_plural = "đổi hạn"
        ordering = ["task_year", "pk"]

    def __str__(self) -> str:
        return f"{self.task_year}: {self.new_due_on:%d/%m/%Y}"
