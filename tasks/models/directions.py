"""Leadership's hand in the log: ý kiến chỉ đạo, and what was made of a finished task-year."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from plans.models.localities import VisibleQuerySet
from tasks.models.updates import StatusUpdate
from tasks.models.years import TaskYear
from tasks.states import Review


class DirectionQuerySet(VisibleQuerySet["Direction"]):
    locality_lookup = "task_year__timeline__task__plan__locality"

    def open(self) -> Self:
        """Neither closed by the leader; answered or not."""
        return self.filter(closed_at=None)

    def with_people(self) -> Self:
        """Joins who asked, who is asked and who has answered."""
        return self.select_related("asked_by", "addressee", "answered_by")

    def for_list(self) -> Self:
        """With its people and the cell's task, in order."""
        return self.with_people().select_related("task_year__timeline__task__plan").in_order()

    def in_order(self) -> Self:
        """The nearest deadline first; without one, last."""
        return self.order_by(F("answer_by_on").asc(nulls_last=True), "pk")


class Direction(models.Model):
    """What a leader asks of a task-year, by when and of whom; answered, then closed.

    Asking again is a new row that ``follows`` the earlier one, so that both stay.
    """

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="directions",
        on_delete=models.PROTECT,
    )
    text = models.TextField("ý kiến chỉ đạo")
    answer_by_on = models.DateField("trả lời trước ngày", null=True, blank=True)
    addressee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="giao cho",
        related_name="directions",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    follows = models.ForeignKey(
        "self",
        verbose_name="tiếp theo ý kiến",
        related_name="followed_by",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người chỉ đạo",
        related_name="+",
        on_delete=models.PROTECT,
    )
    asked_at = models.DateTimeField("chỉ đạo lúc")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người trả lời",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người kết thúc",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)

    history = HistoricalRecords()
    objects = DirectionQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến chỉ đạo"
        verbose_name_plural = "ý kiến chỉ đạo"
        ordering = ["task_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="direction_answered_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="direction_closed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def is_answered_on(self, day: dt.date) -> bool:
        return _is_by(self.answered_at, day)

    def is_open_on(self, day: dt.date) -> bool:
        """Asked by that day and not closed by then."""
        return _is_by(self.asked_at, day) and not _is_by(self.closed_at, day)

    def is_waiting_on(self, day: dt.date) -> bool:
        """Chờ trả lời: open and not answered by that day."""
        return self.is_open_on(day) and not self.is_answered_on(day)

    def is_late(self, day: dt.date) -> bool:
        """Waiting after its deadline; the day itself is not late."""
        is_past = self.answer_by_on is not None and self.answer_by_on < day
        return is_past and self.is_waiting_on(day)


def _is_by(at: dt.datetime | None, day: dt.date) -> bool:
    return at is not None and timezone.localtime(at).date() <= day


class Verdict(models.Model):
    """A leader confirmed a finished task-year or returned it; rows are only ever added."""

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="verdicts",
        on_delete=models.PROTECT,
    )
    update = models.ForeignKey(
        StatusUpdate,
        verbose_name="cập nhật tiến độ",
        related_name="verdicts",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    verdict = models.CharField("kết luận", max_length=10, choices=Review)
    reason = models.TextField("lý do", blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="lãnh đạo",
        related_name="+",
        on_delete=models.PROTECT,
    )
    given_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "xác nhận kết quả"
        verbose_name_plural = "xác nhận kết quả"
        ordering = ["task_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=Review.RETURNED) | ~Q(reason=""),
                name="verdict_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Review.PENDING), name="verdict_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.task_year}"
