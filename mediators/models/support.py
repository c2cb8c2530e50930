"""Người hỗ trợ: outside experts who help a team (plan, II.1.a), and what they did."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.cases import MediationCase
from mediators.models.teams import MediationTeam, MediationTeamQuerySet
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold, name_key

ENOUGH_SUPPORT = 2  # lượt a year that the legal-access standard asks (decision 27/2025/QĐ-TTg)


class SupporterQuerySet(VisibleQuerySet["Supporter"]):
    def picked(self, day: dt.date, *, words: str = "", field: str = "", is_ended: bool) -> Self:
        """Who answers every filter that is given; of those who helped once, or of those who do."""
        has_ended = Q(ended_on__isnull=False, ended_on__lte=day)
        found = self.filter(has_ended if is_ended else ~has_ended)
        if key := fold(words):
            found = found.filter(search_text__contains=key)
        return found.filter(field=field) if field else found

    def with_counts(self, year: int) -> Self:
        """Annotates ``n_activities``, of that year ``n_in_year``, and ``n_teams``."""
        in_year = Q(activities__held_on__year=year)
        return self.annotate(
            n_activities=Count("activities"),
            n_in_year=Count("activities", filter=in_year),
            n_teams=Count("activities__team", distinct=True),
        )

    def in_order(self, *, by: str = "") -> Self:
        """By given name; or after ``with_counts`` by how often they helped in the year."""
        sign = "-" if by.startswith("-") else ""
        chosen = [f"{sign}n_in_year"] if by.removeprefix("-") == "luot" else []
        name = f"{sign}sort_name" if by.removeprefix("-") == "ten" else "sort_name"
        return self.order_by(*chosen, name, "pk")


class Supporter(models.Model):
    class Field(models.TextChoices):
        """Who may support teams (plan, II.1.a; decision 315/QĐ-TTg)."""

        LAWYER = "lawyer", "Luật sư"
        JURIST = "jurist", "Luật gia"
        JUROR = "juror", "Hội thẩm nhân dân"
        POLICE = "police", "Công an"
        BORDER = "border", "Bộ đội biên phòng"
        LEGAL = "legal", "Người làm công tác pháp luật"
        JUDGE = "judge", "Nguyên thẩm phán"
        PROSECUTOR = "prosecutor", "Nguyên kiểm sát viên"
        INVESTIGATOR = "investigator", "Nguyên điều tra viên"
        OTHER = "other", "Khác"

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="supporters", on_delete=models.PROTECT
    )
    full_name = models.CharField("họ và tên", max_length=150)
    field = models.CharField("thành phần", max_length=15, choices=Field)
    workplace = models.CharField("đơn vị công tác", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    started_on = models.DateField("hỗ trợ từ ngày", null=True, blank=True)
    ended_on = models.DateField("thôi từ ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    sort_name = models.CharField(max_length=400, editable=False)
    search_text = models.CharField(max_length=500, editable=False)

    history = HistoricalRecords(excluded_fields=["sort_name", "search_text", "version"])
    objects = SupporterQuerySet.as_manager()

    class Meta:
        verbose_name = "người hỗ trợ"
        verbose_name_plural = "người hỗ trợ"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gt=F("started_on")),
                name="supporter_days_in_order",
                violation_error_message="Ngày thôi phải sau ngày bắt đầu hỗ trợ.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name, self.workplace = clean(self.full_name), clean(self.workplace)
        self.sort_name = name_key(self.full_name)
        self.search_text = fold(f"{self.full_name} {self.workplace}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:supporter_detail", args=[self.pk])

    @property
    def left_word(self) -> str:
        """From when the person helps no longer."""
        return f"thôi từ {self.ended_on:%d/%m/%Y}" if self.ended_on else ""

    def obstacles_to_deletion(self) -> list[str]:
        """What rests on the supporter, with what to do instead."""
        n_activities = self.activities.count()
        told = (
            f"Người này đã có {n_activities} lượt hỗ trợ. Nếu nay không hỗ trợ nữa, ghi ngày thôi; "
            "các lượt đã ghi vẫn được tính."
        )
        return [told] if n_activities else []

    def helps_on(self, day: dt.date) -> bool:
        """Begun and not ended by then."""
        has_begun = self.started_on is None or self.started_on <= day
        return has_begun and (self.ended_on is None or self.ended_on > day)


@dataclass(frozen=True, slots=True)
class SupportSum:
    """How often somebody helped one team in one year."""

    year: int
    team_id: int
    name: str
    former_unit: str
    n: int


class SupportActivityQuerySet(VisibleQuerySet["SupportActivity"]):
    locality_lookup = "supporter__locality"

    def held_between(self, first: dt.date, last: dt.date) -> Self:
        """Both days included."""
        return self.filter(held_on__gte=first, held_on__lte=last)

    def by_named_fields(self) -> Self:
        """By whom decision 315/QĐ-TTg names: not by others."""
        return self.exclude(supporter__field=Supporter.Field.OTHER)

    def picked(self, *, year: int | None = None, kind: str = "", team: int | None = None) -> Self:
        found = self.filter(kind=kind) if kind else self
        if year is not None:
            found = found.filter(held_on__year=year)
        return found if team is None else found.filter(team=team)

    def summed_up(self, *, kind: str = "") -> list[SupportSum]:
        """A row a year and team, years newest first, teams in their order.

        One query gives the list its number of rows and the choices of its filters.
        """
        rows = self.picked(kind=kind).order_by(
            "-held_on__year", "team__sort_place", "team__sort_name", "team_id"
        )
        columns = ("held_on__year", "team_id", "team__name", "team__hamlet__former_unit")
        sorts = ("team__sort_place", "team__sort_name")
        counted = rows.values(*columns, *sorts).annotate(n=Count("pk"))
        return [SupportSum(*row) for row in counted.values_list(*columns, "n")]

    def with_all(self) -> Self:
        """Joins of a list."""
        return self.select_related("supporter", "team__hamlet", "case")

    def newest_first(self) -> Self:
        return self.order_by("-held_on", "-pk")


class SupportActivity(models.Model):
    """Help on one day for a team; where it was for a case, the case's team."""

    class Kind(models.TextChoices):
        COMPLEX = "complex", "Hỗ trợ vụ, việc phức tạp"
        COURT = "court", "Hướng dẫn đề nghị Tòa án công nhận"
        ADVICE = "advice", "Tư vấn, cung cấp thông tin pháp luật"
        SKILL = "skill", "Hướng dẫn kỹ năng hòa giải"
        OTHER = "other", "Hỗ trợ khác"

    supporter = models.ForeignKey(
        Supporter, verbose_name="người hỗ trợ", related_name="activities", on_delete=models.PROTECT
    )
    team = models.ForeignKey(
        MediationTeam,
        verbose_name="tổ hòa giải",
        related_name="support_activities",
        on_delete=models.PROTECT,
    )
    case = models.ForeignKey(
        MediationCase,
        verbose_name="vụ, việc",
        related_name="support_activities",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    held_on = models.DateField("ngày hỗ trợ")
    kind = models.CharField("hình thức", max_length=10, choices=Kind)
    content = models.CharField("nội dung", max_length=500, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    history = HistoricalRecords(excluded_fields=["version"])
    objects = SupportActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt hỗ trợ"
        verbose_name_plural = "lượt hỗ trợ"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.supporter}: {self.get_kind_display()}, {self.held_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.content = clean(self.content)
        super().save(*args, **kwargs)


def with_support(
    teams: MediationTeamQuerySet,
    first: dt.date,
    last: dt.date,
    *,
    by_named_fields: bool = False,
) -> MediationTeamQuerySet:
    """Annotates ``n_supports`` between the two days, both included.

    Decision 315/QĐ-TTg asks one of 10% of teams (``by_named_fields`` leaves others' help out), the
    legal-access standard asks ``ENOUGH_SUPPORT``.
    """
    rows = SupportActivity.objects.held_between(first, last).filter(team=OuterRef("pk"))
    rows = rows.by_named_fields() if by_named_fields else rows
    counted = rows.order_by().values("team").annotate(n=Count("pk")).values("n")
    number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return teams.annotate(n_supports=number)


def cases_to_support(
    locality: Locality, today: dt.date, *, kept: int | None
) -> models.QuerySet[MediationCase]:
    """What a form offers: cases received this year and the year before, team by team; and ``kept``.

    Older ones are rarely helped with, and a list of all would be long.
    """
    recent = Q(received_on__gte=dt.date(today.year - 1, 1, 1), received_on__lte=today)
    found = MediationCase.objects.within(locality).filter(recent | Q(pk=kept))
    ordered = found.order_by("team__sort_place", "team__sort_name", "team_id", "-received_on", "pk")
    return ordered.select_related("team__hamlet")


@dataclass(frozen=True, slots=True)
class Extents:
    """Teams, counted by how often somebody helped them in a period."""

    n_teams: int
    n_none: int
    n_enough: int
    n_supports: int

    @property
    def n_some(self) -> int:
        return self.n_teams - self.n_none


def extents(teams: MediationTeamQuerySet) -> Extents:
    """After ``with_support``."""
    counts: dict[str, int | None] = teams.aggregate(
        teams=Count("pk"),
        none=Count("pk", filter=Q(n_supports=0)),
        enough=Count("pk", filter=Q(n_supports__gte=ENOUGH_SUPPORT)),
        supports=Sum("n_supports"),
    )
    return Extents(*(number or 0 for number in counts.values()))


def between(teams: MediationTeamQuerySet, least: int, most: int | None) -> MediationTeamQuerySet:
    """After ``with_support``: teams that were helped so often, both ends included."""
    annotated: Any = teams  # the type checker knows the model's own columns alone
    fitting = Q(n_supports__gte=least)
    if most is not None:
        fitting &= Q(n_supports__lte=most)
    found: MediationTeamQuerySet = annotated.filter(fitting)
    return found
