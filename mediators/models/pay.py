"""Thù lao: what a case pays, by dated rates with their legal basis; what was paid to whom."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from mediators.models.cases import MediationCase, Outcome
from mediators.models.people import Mediator
from mediators.models.rules import Dated, DatedQuerySet
from plans.models import Locality
from plans.models.localities import VisibleQuerySet


class Rate(Dated):
    """Mức chi of one case by its outcome, in đồng. Provinces set them: none is built in."""

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="rates", on_delete=models.PROTECT
    )
    outcome = models.CharField("kết quả hòa giải", max_length=10, choices=Outcome)
    amount = models.PositiveIntegerField("mức chi một vụ, việc (đồng)")

    history = HistoricalRecords()
    objects = DatedQuerySet["Rate"].as_manager()

    class Meta:
        verbose_name = "mức chi thù lao"
        verbose_name_plural = "mức chi thù lao"
        ordering = ["outcome", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "outcome", "valid_from"],
                name="rate_once_a_day",
                violation_error_message="Đã có mức chi này từ ngày đó.",
            ),
            Dated.in_order_of_days("rate_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.amount} đồng, từ {self.valid_from:%d/%m/%Y}"


class PaymentQuerySet(VisibleQuerySet["Payment"]):
    locality_lookup = "case__team__hamlet"

    def with_people(self) -> Self:
        return self.select_related("mediator").order_by("mediator__sort_name", "pk")


class Payment(models.Model):
    """What one mediator got for one case; kept as paid whatever becomes of the rate."""

    case = models.ForeignKey(
        MediationCase, verbose_name="vụ, việc", related_name="payments", on_delete=models.PROTECT
    )
    mediator = models.ForeignKey(
        Mediator, verbose_name="hòa giải viên", related_name="payments", on_delete=models.PROTECT
    )
    amount = models.PositiveIntegerField("số tiền (đồng)")
    paid_on = models.DateField("ngày chi")
    legal_basis = models.CharField("căn cứ", max_length=300)
    voucher = models.CharField("chứng từ", max_length=100, blank=True)

    history = HistoricalRecords()
    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "chi thù lao"
        verbose_name_plural = "chi thù lao"
        ordering = ["-paid_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "mediator"],
                name="payment_once_a_case",
                violation_error_message="Vụ, việc này đã chi cho hòa giải viên.",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_some_money"),
        ]

    def __str__(self) -> str:
        return f"{self.mediator}: {self.amount} đồng"
