"""What the statistics are measured by, as rows: targets, forms, days on which periods end."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from mediators.models.rules import Dated, DatedQuerySet
from plans.models import Locality


class Measure(models.TextChoices):
    """What the software computes of the rosters and the ledger for a target."""

    TEAMS_COMPLETE = "teams_complete", "Tổ được kiện toàn đủ số lượng, thành phần"
    TEAMS_SUPPORTED = "teams_supported", "Tổ được luật sư, luật gia, công an… hỗ trợ"
    MATERIAL = "material", "Hòa giải viên có tài liệu"
    TRAINED = "trained", "Hòa giải viên được tập huấn trong năm"
    SUCCESS = "success", "Hòa giải thành trên số tiếp nhận"


class TargetQuerySet(DatedQuerySet["Target"]):
    def asked_of(self, locality: Locality | None) -> Self:
        """Those for everywhere, and those of the locality or of the one above it."""
        own = [] if locality is None else [locality.pk, locality.parent_id]
        return self.filter(Q(locality=None) | Q(locality__in=own))


class Target(Dated):
    """Chỉ tiêu: a figure to reach; ``legal_basis`` is its source (at first decision 315/QĐ-TTg)."""

    locality = models.ForeignKey(
        Locality,
        verbose_name="xã, phường",
        related_name="targets",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="Để trống: chỉ tiêu chung cho mọi địa bàn.",
    )
    title = models.CharField("chỉ tiêu", max_length=300)
    measure = models.CharField(
        "cách tính",
        max_length=20,
        choices=Measure,
        blank=True,
        help_text="Để trống nếu phần mềm không tính được: khi đó ghi kết quả ở ô dưới.",
    )
    value = models.DecimalField(
        "mức phải đạt (%)",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    reached = models.DecimalField(
        "kết quả ghi tay (%)",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    is_above = models.BooleanField(
        "phải vượt mức này", default=False, help_text="Bằng đúng mức này thì chưa đạt."
    )
    is_for_pilots = models.BooleanField("chỉ tính tổ làm điểm", default=False)
    due_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    history = HistoricalRecords()
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["order", "pk"]
        constraints = [Dated.in_order_of_days("target_days_in_order")]

    def __str__(self) -> str:
        return self.title


class FormKind(models.TextChoices):
    TEAMS = "teams", "Tổ hòa giải và hòa giải viên"
    RESULTS = "results", "Kết quả hoạt động hòa giải"


class StatisticalForm(Dated):
    """Code and title of a form as its circular gives them, from when to when."""

    kind = models.CharField("biểu", max_length=10, choices=FormKind)
    code = models.CharField("ký hiệu biểu", max_length=60)
    title = models.CharField("tên biểu", max_length=300)

    history = HistoricalRecords()
    objects = DatedQuerySet["StatisticalForm"].as_manager()

    class Meta:
        verbose_name = "biểu thống kê"
        verbose_name_plural = "biểu thống kê"
        ordering = ["kind", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="form_once_a_day",
                violation_error_message="Đã có biểu này từ ngày đó.",
            ),
            Dated.in_order_of_days("form_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


class ReportingPeriod(Dated):
    """A day of the year on which a period ends, counted from 1 January, and by when to report."""

    name = models.CharField("kỳ báo cáo", max_length=100)
    month = models.PositiveSmallIntegerField(
        "tháng chốt", validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        "ngày chốt", validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    deadline = models.CharField("thời hạn gửi báo cáo", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = DatedQuerySet["ReportingPeriod"].as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo thống kê"
        verbose_name_plural = "kỳ báo cáo thống kê"
        ordering = ["month", "day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "day", "valid_from"],
                name="period_once_a_day",
                violation_error_message="Đã có kỳ chốt ngày này.",
            ),
            Dated.in_order_of_days("period_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.day:02}/{self.month:02})"
