"""Sổ theo dõi hoạt động hòa giải: one line a case, without the names of its parties."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.people import Mediator
from mediators.models.teams import MediationTeam
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold


class Scope(models.TextChoices):
    """The three columns of the statistical form (circular 20/2013 and those after it)."""

    CIVIL = "civil", "Dân sự"
    FAMILY = "family", "Hôn nhân và gia đình"
    QUARREL = "quarrel", "Mâu thuẫn, xích mích, khác"


class Outcome(models.TextChoices):
    SUCCESS = "success", "Hòa giải thành"  # law 35/2013/QH13, article 24
    FAILURE = "failure", "Hòa giải không thành"


class CaseStatus(models.TextChoices):
    """Where a received case stands at a cut-off date: a partition."""

    SUCCESS = "success", "Hòa giải thành"
    FAILURE = "failure", "Hòa giải không thành"
    NOT_SETTLED = "not_settled", "Chưa giải quyết"  # not begun by then
    IN_PROGRESS = "in_progress", "Đang giải quyết"  # begun, not ended by then


class MediationCaseQuerySet(VisibleQuerySet["MediationCase"]):
    locality_lookup = "team__hamlet"

    def received_between(self, first: dt.date, last: dt.date) -> Self:
        """Both days included."""
        return self.filter(received_on__gte=first, received_on__lte=last)

    def with_status(self, day: dt.date) -> Self:
        """Annotates ``status`` as of that day: see ``CaseStatus``."""
        return self.annotate(
            status=Case(
                When(ended_on__lte=day, outcome=Outcome.SUCCESS, then=Value("success")),
                When(ended_on__lte=day, then=Value("failure")),
                When(started_on__lte=day, then=Value("in_progress")),
                default=Value("not_settled"),
                output_field=models.CharField(),
            )
        )

    def carried_into(self, year: int) -> Self:
        """Kỳ trước chuyển sang: received before 1 January and not ended by then."""
        first = dt.date(year, 1, 1)
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first), received_on__lt=first)

    def matching(self, words: str) -> Self:
        key = fold(words)
        return self.filter(search_text__contains=key) if key else self

    def newest_first(self) -> Self:
        return self.order_by("-received_on", "-pk")


class MediationCase(models.Model):
    """Vụ, việc hòa giải. Parties are never stored: the number in the paper ledger leads to them."""

    team = models.ForeignKey(
        MediationTeam, verbose_name="tổ hòa giải", related_name="cases", on_delete=models.PROTECT
    )
    ledger_number = models.CharField("số trong sổ", max_length=30, blank=True)
    received_on = models.DateField("ngày tiếp nhận")
    started_on = models.DateField("ngày bắt đầu hòa giải", null=True, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    mediators = models.ManyToManyField(
        Mediator, verbose_name="hòa giải viên", related_name="cases", blank=True
    )
    scope = models.CharField("phạm vi", max_length=10, choices=Scope)
    matter = models.CharField(
        "nội dung",
        max_length=300,
        blank=True,
        help_text="Ghi tóm tắt vụ, việc; không ghi tên các bên.",
    )
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    has_written_agreement = models.BooleanField("có văn bản hòa giải thành", default=False)
    court_recognised_on = models.DateField("Tòa án công nhận ngày", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    search_text = models.CharField(max_length=500, editable=False)

    status: str  # annotated by ``with_status``

    history = HistoricalRecords(excluded_fields=["search_text", "version"], m2m_fields=[mediators])
    objects = MediationCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ, việc hòa giải"
        verbose_name_plural = "vụ, việc hòa giải"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(started_on__gte=F("received_on")),
                name="case_starts_after_receipt",
                violation_error_message="Ngày bắt đầu hòa giải phải từ ngày tiếp nhận trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(started_on__isnull=False, ended_on__gte=F("started_on")),
                name="case_ends_after_start",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu hòa giải trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, outcome="")
                | Q(ended_on__isnull=False, outcome__in=["success", "failure"]),
                name="case_ended_has_outcome",
                violation_error_message="Vụ, việc đã kết thúc phải có kết quả, và ngược lại.",
            ),
            models.CheckConstraint(
                condition=Q(has_written_agreement=False) | Q(outcome="success"),
                name="case_agreement_needs_success",
                violation_error_message="Chỉ hòa giải thành mới có văn bản hòa giải thành.",
            ),
            models.CheckConstraint(
                condition=Q(court_recognised_on=None)
                | Q(has_written_agreement=True, court_recognised_on__gte=F("ended_on")),
                name="case_court_needs_agreement",
                violation_error_message=(
                    "Tòa án chỉ công nhận khi có văn bản hòa giải thành, từ ngày kết thúc trở đi."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "received_on"], name="case_of_team"),
        ]

    def __str__(self) -> str:
        number = f" số {self.ledger_number}" if self.ledger_number else ""
        return f"Vụ, việc{number} tiếp nhận ngày {self.received_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ledger_number, self.matter = clean(self.ledger_number), clean(self.matter)
        self.search_text = fold(f"{self.ledger_number} {self.matter}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:case_detail", args=[self.pk])

    def status_on(self, day: dt.date) -> CaseStatus:
        """See also ``MediationCaseQuerySet.with_status``."""
        if self.ended_on is not None and self.ended_on <= day:
            return CaseStatus(self.outcome)
        if self.started_on is not None and self.started_on <= day:
            return CaseStatus.IN_PROGRESS
        return CaseStatus.NOT_SETTLED
