"""Nhắc việc: which threshold was recorded for whom, and when the digest went out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.localities import VisibleQuerySet
from tasks.models.years import TaskYear


class ReminderQuerySet(VisibleQuerySet["Reminder"]):
    locality_lookup = "task_year__timeline__task__plan__locality"


class Reminder(models.Model):
    """One threshold that a task-year passed for one person.

    ``threshold`` is in days from the due date: -30, -7, -1, 1, 7, 30, then 60, 90 and so on, each
    month. ``sent_at`` is set only after the mail server took the digest.
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
