"""What law asks, as dated rows that an administrator edits: rules, terms, grounds, holidays."""

from __future__ import annotations

import datetime as dt
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from mediators.models.composition import RuleKind

_Row = TypeVar("_Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows with ``valid_from`` and, while they hold no longer, ``valid_until`` (inclusive)."""

    def on(self, day: dt.date) -> Self:
        """What holds on that day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


class Dated(models.Model):
    legal_basis = models.CharField("căn cứ", max_length=300)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def in_order_of_days(cls, name: str) -> models.CheckConstraint:
        return models.CheckConstraint(
            condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            name=name,
            violation_error_message="Ngày hết áp dụng phải từ ngày bắt đầu trở đi.",
        )


class TeamRule(Dated):
    """How many of whom a team must have, from when to when."""

    kind = models.CharField("quy định", max_length=10, choices=RuleKind)
    value = models.PositiveSmallIntegerField(
        "số lượng",
        default=1,
        help_text="Với tổ trưởng, quyết định công nhận và tập huấn trong năm: 1 là bắt buộc, 0 "
        "là không.",
    )

    history = HistoricalRecords()
    objects = DatedQuerySet["TeamRule"].as_manager()

    class Meta:
        verbose_name = "quy định về tổ hòa giải"
        verbose_name_plural = "quy định về tổ hòa giải"
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="team_rule_once_a_day",
                violation_error_message="Đã có quy định này từ ngày đó.",
            ),
            Dated.in_order_of_days("team_rule_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}, từ {self.valid_from:%d/%m/%Y}"

    @classmethod
    def values_on(cls, day: dt.date) -> dict[str, int]:
        """The number of each rule that holds on that day, by its kind."""
        rules = cls.objects.on(day).order_by("valid_from", "pk")  # the latest stands last and wins
        return dict(rules.values_list("kind", "value"))

    @property
    def value_word(self) -> str:
        """How many, or whether it is asked at all."""
        if RuleKind(self.kind).is_counted:
            return str(self.value)
        return "bắt buộc" if self.value else "không bắt buộc"


class LeavingGround(Dated):
    """Why a mediator's service ends (article 11 of the law, and what happens besides)."""

    name = models.CharField("lý do thôi", max_length=200)

    history = HistoricalRecords()
    objects = DatedQuerySet["LeavingGround"].as_manager()

    class Meta:
        verbose_name = "lý do thôi làm hòa giải viên"
        verbose_name_plural = "lý do thôi làm hòa giải viên"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from"],
                name="leaving_ground_once",
                violation_error_message="Đã có lý do này từ ngày đó.",
            ),
            Dated.in_order_of_days("leaving_ground_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class ProcedureTerm(Dated):
    """How long a step of the procedure may take."""

    class Step(models.TextChoices):
        RECOGNISE = "recognise", "Quyết định công nhận hòa giải viên, tổ trưởng"
        VERIFY = "verify", "Xác minh đề nghị cho thôi"
        END = "end", "Quyết định cho thôi làm hòa giải viên"

    step = models.CharField("bước", max_length=10, choices=Step)
    days = models.PositiveSmallIntegerField("số ngày")
    is_working_days = models.BooleanField("tính theo ngày làm việc", default=True)

    history = HistoricalRecords()
    objects = DatedQuerySet["ProcedureTerm"].as_manager()

    class Meta:
        verbose_name = "thời hạn của thủ tục"
        verbose_name_plural = "thời hạn của thủ tục"
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "valid_from"],
                name="procedure_term_once_a_day",
                violation_error_message="Đã có thời hạn của bước này từ ngày đó.",
            ),
            Dated.in_order_of_days("procedure_term_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.length}"

    @property
    def length(self) -> str:
        return f"{self.days} ngày{' làm việc' if self.is_working_days else ''}"


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def of_year(self, year: int) -> Self:
        return self.filter(day__year=year)


class Holiday(models.Model):
    """A day off besides Saturdays and Sundays."""

    day = models.DateField("ngày nghỉ", unique=True)
    name = models.CharField("tên", max_length=100)

    history = HistoricalRecords()
    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày nghỉ lễ"
        verbose_name_plural = "ngày nghỉ lễ"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name} {self.day:%d/%m/%Y}"

    @classmethod
    def days_off(cls) -> frozenset[dt.date]:
        return frozenset(cls.objects.values_list("day", flat=True))
