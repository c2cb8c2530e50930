"""Thù lao: what a case pays, by dated rates with their legal basis; what was paid to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q, Sum
from simple_history.models import HistoricalRecords

from config.money import dong
from mediators.models.cases import MediationCase, Outcome
from mediators.models.people import Mediator
from mediators.models.rules import Dated
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import fold


class RateQuerySet(VisibleQuerySet["Rate"]):
    def set_for(self, locality: Locality) -> Self:
        """Of that commune alone, not of what lies in it."""
        return self.filter(locality=locality)

    def of(self, locality: Locality, outcome: str) -> Self:
        return self.set_for(locality).filter(outcome=outcome)

    def overlapping(self, first: dt.date, last: dt.date | None) -> Self:
        """Those that hold on a day of that stretch; without a last day it goes on."""
        begun = self if last is None else self.filter(valid_from__lte=last)
        return begun.filter(Q(valid_until=None) | Q(valid_until__gte=first))

    def in_order(self) -> Self:
        """What is agreed first, then what is not; the latest rate on top."""
        return self.select_related("locality").order_by("-outcome", "-valid_from", "-pk")


class Rate(Dated):
    """Mức chi of one case by its outcome, in đồng. Provinces set them: none is built in."""

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="rates", on_delete=models.PROTECT
    )
    outcome = models.CharField("kết quả hòa giải", max_length=10, choices=Outcome)
    amount = models.PositiveIntegerField("mức chi một vụ, việc (đồng)")

    history = HistoricalRecords()
    objects = RateQuerySet.as_manager()

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
        return (
            f"{self.get_outcome_display()}: {dong(self.amount)} đồng, từ {self.valid_from:%d/%m/%Y}"
        )

    def holds_on(self, day: dt.date) -> bool:
        """The last day included."""
        return self.valid_from <= day and (self.valid_until is None or self.valid_until >= day)


class PaymentQuerySet(VisibleQuerySet["Payment"]):
    locality_lookup = "case__team__hamlet"

    def with_people(self) -> Self:
        return self.select_related("mediator").order_by("mediator__sort_name", "pk")

    def for_list(self) -> Self:
        return self.select_related("mediator", "case__team__hamlet")

    def matching(self, words: str, *, since: dt.date | None, until: dt.date | None) -> Self:
        """Whose mediator or team holds the words, without marks; paid in those days."""
        days: dict[str, Any] = {"paid_on__gte": since, "paid_on__lte": until}
        rows = self.filter(**{name: day for name, day in days.items() if day})
        if not (key := fold(words)):
            return rows
        return rows.filter(
            Q(mediator__search_name__contains=key) | Q(case__team__search_text__contains=key)
        )

    def summed_up(self) -> tuple[int, int]:
        """How many, and how much."""
        found = self.order_by().aggregate(n=Count("pk"), total=Sum("amount"))
        return found["n"], found["total"] or 0

    def under(self, rate: Rate) -> Self:
        """Of cases that ended while the rate held, with its outcome."""
        rows = self.filter(case__outcome=rate.outcome, case__ended_on__gte=rate.valid_from)
        return rows.filter(case__ended_on__lte=rate.valid_until) if rate.valid_until else rows

    def of_commune(self, commune: Locality) -> Self:
        """Of that commune alone, not of communes that lie in it."""
        return self.filter(Q(case__team__hamlet=commune) | Q(case__team__hamlet__parent=commune))

    def chosen(self, keys: Iterable[str]) -> Self:
        """Those whose keys an address names."""
        return self.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 19])

    def newest_first(self) -> Self:
        team = ("case__team__sort_place", "case__team__sort_name", "case__team_id")
        return self.order_by("-paid_on", *team, "mediator__sort_name", "pk")


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
