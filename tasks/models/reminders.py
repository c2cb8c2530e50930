"""Nhắc việc: which reminder was recorded for whom, and the days on which no mail goes out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from tasks.models.years import TaskYear


class Reminder(models.Model):
    """One threshold that a task-year passed for one person.

    ``threshold`` is in days from the due date: -30, -7, -1, 1, 7, 30, then 60, 90 and so on, each
    month. ``sent_at`` is set only after the mail server took the digest.
    """

    task_year = models.ForeignKey(TaskYear, related_name="reminders", on_delete=models.CASCADE)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="reminders", on_delete=models.CASCADE
    )
    due_on = models.DateField("hạn khi nhắc")
    threshold = models.SmallIntegerField("mốc (ngày)")
    recorded_on = models.DateField("ngày nhắc")
    sent_at = models.DateTimeField("gửi thư lúc", null=True, blank=True)

    class Meta:
        verbose_name = "nhắc việc"
        verbose_name_plural = "nhắc việc"
        ordering = ["-recorded_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task_year", "officer", "due_on", "threshold"], name="reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_year}: {self.threshold}"


class Holiday(models.Model):
    """A day off work besides Saturday and Sunday; an administrator keeps the table."""

    day = models.DateField("ngày", unique=True)
    name = models.CharField("tên", max_length=100)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "ngày nghỉ"
        verbose_name_plural = "ngày nghỉ"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
