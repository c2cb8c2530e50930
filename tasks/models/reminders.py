"""Nhắc việc: which threshold was recorded for whom, and when the digest went out."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from plans.models.localities import VisibleQuerySet
from tasks.models.years import TaskYear


class ReminderQuerySet(VisibleQuerySet["Reminder"]):
    locality_lookup = "task_year__timeline__task__plan__locality"

    def largest(self, officer: Any) -> Subquery:
        """For annotating cells: the largest threshold recorded of the due date they have now."""
        rows = self.filter(task_year=OuterRef("pk"), due_on=OuterRef("due_on"), officer=officer)
        return Subquery(rows.order_by("-threshold").values("threshold")[:1])

    def seen(self) -> Self:
        """Marked by the person on their list."""
        return self.filter(seen_at__isnull=False)

    def sent_on(self, day: dt.date) -> Self:
        """What went out by mail that day."""
        return self.filter(sent_at__isnull=False, recorded_on=day)


class Reminder(models.Model):
    """One threshold that a task-year passed for one person.

    ``threshold`` is in days from the due date: -30, -7, -1, 1, 7, 30, then 60, 90 and so on, each
    month. A row says that the person knows: they marked it as seen, or the mail server took the
    digest (``sent_at`` is set only then). What is to be reminded of is never read from here, but
    from the cells: see ``tasks.reminders``.
    """

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="reminders",
        on_delete=models.CASCADE,
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người được nhắc",
        related_name="reminders",
        on_delete=models.CASCADE,
    )
    due_on = models.DateField("hạn khi nhắc")
    threshold = models.SmallIntegerField("mốc (ngày)")
    recorded_on = models.DateField("ngày nhắc")
    seen_at = models.DateTimeField("đã xem lúc", null=True, blank=True)
    sent_at = models.DateTimeField("gửi thư lúc", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "nhắc việc"
        verbose_name_plural = "nhắc việc"
        ordering = ["-recorded_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task_year", "officer", "due_on", "threshold"], name="reminder_once"
            ),
            models.CheckConstraint(condition=~Q(threshold=0), name="reminder_not_on_the_day"),
        ]

    def __str__(self) -> str:
        return f"{self.task_year}: {self.threshold}"
