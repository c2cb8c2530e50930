"""Khen thưởng of a mediator, a team or a body."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.people import Mediator
from mediators.models.teams import MediationTeam
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold


class Whom(models.TextChoices):
    """Who is commended; the values stand in addresses."""

    PERSON = "nguoi", "Hòa giải viên"
    TEAM = "to", "Tổ hòa giải"
    BODY = "tap-the", "Tập thể khác"


class CommendationQuerySet(VisibleQuerySet["Commendation"]):
    def picked(self, *, words: str = "", level: str = "", whom: str = "") -> Self:
        """Those that answer every filter that is given."""
        found = self.filter(search_text__contains=key) if (key := fold(words)) else self
        if level:
            found = found.filter(level=level)
        if whom == Whom.PERSON:
            return found.exclude(mediator=None)
        if whom == Whom.TEAM:
            return found.exclude(team=None)
        return found.exclude(body="") if whom == Whom.BODY else found

    def in_year(self, year: int | None) -> Self:
        """All where no year is given."""
        return self if year is None else self.filter(decided_on__year=year)

    def counted_by_year(self) -> list[tuple[int, int]]:
        """Year and how many; newest first."""
        years = self.order_by("-decided_on__year").values_list("decided_on__year")
        return list(years.annotate(n=models.Count("pk")))

    def with_whom(self) -> Self:
        """Joins of a list."""
        return self.select_related("mediator", "team__hamlet")

    def newest_first(self) -> Self:
        return self.order_by("-decided_on", "-pk")


class Commendation(models.Model):
    """Exactly one is commended: a mediator, a team, or a body by name."""

    class Level(models.TextChoices):
        COMMUNE = "commune", "Cấp xã"
        PROVINCE = "province", "Cấp tỉnh"
        CENTRAL = "central", "Bộ, ngành, trung ương"
        STATE = "state", "Nhà nước"

    class Form(models.TextChoices):
        LETTER = "letter", "Giấy khen"
        CERTIFICATE = "certificate", "Bằng khen"
        BADGE = "badge", "Kỷ niệm chương"
        MEDAL = "medal", "Huân chương, huy chương"
        OTHER = "other", "Hình thức khác"

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="commendations", on_delete=models.PROTECT
    )
    mediator = models.ForeignKey(
        Mediator,
        verbose_name="hòa giải viên",
        related_name="commendations",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    team = models.ForeignKey(
        MediationTeam,
        verbose_name="tổ hòa giải",
        related_name="commendations",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    body = models.CharField("tập thể, cơ quan khác", max_length=300, blank=True)
    level = models.CharField("cấp khen", max_length=10, choices=Level, default=Level.COMMUNE)
    form = models.CharField("hình thức", max_length=12, choices=Form, default=Form.LETTER)
    number = models.CharField("số, ký hiệu quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định")
    issuer = models.CharField("cơ quan khen", max_length=200, blank=True)
    reason = models.CharField("thành tích", max_length=500, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    search_text = models.CharField(max_length=1200, editable=False)

    history = HistoricalRecords(excluded_fields=["search_text", "version"])
    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mediator__isnull=False, team=None, body="")
                | Q(mediator=None, team__isnull=False, body="")
                | (Q(mediator=None, team=None) & ~Q(body="")),
                name="commendation_of_one",
                violation_error_message=(
                    "Chọn đúng một: hòa giải viên, tổ hòa giải, hoặc ghi tên tập thể khác."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.whom}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.body, self.reason = clean(self.body), clean(self.reason)
        self.number, self.issuer = clean(self.number), clean(self.issuer)
        words = f"{self.whom} {self.number} {self.issuer} {self.reason}"
        self.search_text = fold(words)[:1200]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:commendation_detail", args=[self.pk])

    @property
    def whom(self) -> str:
        return self.body or str(self.mediator or self.team)

    @property
    def whom_url(self) -> str:
        """The page of the person or of the team; a body has none."""
        row = self.mediator or self.team
        return row.get_absolute_url() if row else ""

    @property
    def decision(self) -> str:
        """The decision as lists name it."""
        number = f"Quyết định số {self.number}, " if self.number else ""
        return f"{number}ngày {self.decided_on:%d/%m/%Y}"
