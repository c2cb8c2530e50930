"""Cập nhật tiến độ: the log of the work. Rows are only ever added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from plans.days import end_of
from plans.models import Agency
from tasks.states import REASON_STATES, State


class StatusUpdateQuerySet(models.QuerySet["StatusUpdate"]):
    def effective_by(self, day: dt.date) -> Self:
        """Entries effective by ``day``, the one that counts first."""
        return self.filter(effective_on__lte=day).latest_first()

    def latest_first(self) -> Self:
        """The order that decides: the later effective day, then the later entry."""
        return self.order_by("-effective_on", "-pk")

    def with_request(self, *, by: dt.date | None = None) -> Self:
        """Annotates ``wants_direction``: it asks leadership, and no direction was given since.

        ``by`` counts directions given by that day; without it, all.
        """
        given: dict[str, Any] = {"task_year__directions__asked_at__gte": F("recorded_at")}
        if by is not None:
            given["task_year__directions__asked_at__lt"] = end_of(by)
        answered = Exists(StatusUpdate.objects.filter(pk=OuterRef("pk"), **given))
        return self.annotate(
            wants_direction=Case(
                When(needs_direction=True, then=~answered),
                default=Value(False),
                output_field=models.BooleanField(),
            )
        )

    def of_cells(self, keys: Iterable[int]) -> Self:
        """Entries on those cells: by key, so that no database looks at a whole year of everyone."""
        return self.filter(task_year__in=list(keys))


class StatusUpdate(models.Model):
    """One entry of the log; the state on any day is that of the last entry effective by then."""

    task_year = models.ForeignKey(
        "tasks.TaskYear",
        verbose_name="nhiệm vụ theo năm",
        related_name="updates",
        on_delete=models.PROTECT,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhập",
        related_name="status_updates",
        on_delete=models.PROTECT,
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name="thay cho cơ quan",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="Nhập thay: cơ quan báo cáo không tự nhập.",
    )
    agency_name = models.CharField("tên cơ quan khi đó", max_length=300, blank=True)
    recorded_at = models.DateTimeField("nhập lúc")
    effective_on = models.DateField("tính đến ngày")
    state = models.CharField("trạng thái", max_length=10, choices=State)
    completed_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    result = models.TextField("kết quả thực hiện", blank=True)
    reason = models.TextField("lý do", blank=True)
    obstacles = models.TextField("khó khăn, vướng mắc", blank=True)
    proposal = models.TextField("đề xuất, kiến nghị", blank=True)
    needs_direction = models.BooleanField("xin ý kiến chỉ đạo", default=False)
    is_unchanged = models.BooleanField("không thay đổi", default=False)
    # A span that was finished early closes its later years by entries of their own.
    carried_from = models.ForeignKey(
        "self",
        verbose_name="theo cập nhật của năm trước",
        related_name="carried",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    wants_direction: bool  # after ``with_request``

    objects = StatusUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = "cập nhật tiến độ"
        verbose_name_plural = "cập nhật tiến độ"
        ordering = ["task_year", "-effective_on", "-pk"]
        indexes = [
            models.Index(fields=["task_year", "-effective_on", "-id"], name="update_last_of_cell")
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=State.DONE) & Q(completed_on__isnull=False))
                | (~Q(state=State.DONE) & Q(completed_on=None)),
                name="update_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(completed_on__lte=models.F("effective_on")),
                name="update_completed_by_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=REASON_STATES) | ~Q(reason=""),
                name="update_closed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.effective_on:%d/%m/%Y}"

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: what was reported stays."""
        raise TypeError("a status update is never deleted")
