"""Nhập từ Excel: a workbook between its upload and the confirmation of what will happen."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.db import models

from plans.models import Locality, Officer
from plans.models.localities import VisibleQuerySet

KEPT_HOURS = 48  # long enough to sleep over it


class RosterImportQuerySet(VisibleQuerySet["RosterImport"]):
    def of(self, officer: Officer) -> Self:
        """What that person uploaded: two people who import at once do not meet."""
        return self.filter(uploaded_by=officer)

    def left_behind(self, now: dt.datetime) -> Self:
        return self.filter(uploaded_at__lt=now - dt.timedelta(hours=KEPT_HOURS))


class RosterImport(models.Model):
    """What was read of the workbook, and what the person has decided so far.

    In the database, not in a folder: another server of the same site answers the next request.
    """

    key = models.UUIDField("mã", default=uuid.uuid4, unique=True, editable=False)
    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="+", on_delete=models.CASCADE
    )
    name = models.CharField("tên tệp", max_length=255)
    rows = models.JSONField("các dòng đọc được", default=list)
    choices = models.JSONField("lựa chọn", default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người tải lên",
        related_name="+",
        on_delete=models.CASCADE,
    )
    uploaded_at = models.DateTimeField("tải lên lúc")

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách đang nhập"
        verbose_name_plural = "danh sách đang nhập"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
