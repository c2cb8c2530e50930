"""Hòa giải viên: people of the roster. They do not sign in.

Asked for is what the statistics and the law need, and no more: no identity number, religion or
party. Ethnic group, birth date, telephone and address are shown to who keeps the roster only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.ethnic_groups import ETHNIC_GROUPS, MAJORITY, is_minority
from mediators.models.memberships import Membership, MembershipQuerySet, MembershipRole
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold, name_key


class Sex(models.TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Qualification(models.TextChoices):
    """The three parts of the statistical form (circular 20/2013 and those after it)."""

    LAW = "law", "Chuyên môn luật"
    OTHER = "other", "Chuyên môn khác"
    UNTRAINED = "untrained", "Chưa qua đào tạo"


class EthnicPart(models.TextChoices):
    """The two parts of the statistical form; who is of neither has no ethnic group entered."""

    KINH = "kinh", "Kinh"
    OTHER = "khac", "Dân tộc khác"


class Source(models.TextChoices):
    """Where mediators come from (plan, II.2.a)."""

    COMMUNICATOR = "communicator", "Tuyên truyền viên pháp luật"
    OFFICIAL = "official", "Cán bộ, công chức, viên chức"
    SECURITY = "security", "Lực lượng bảo vệ an ninh, trật tự ở cơ sở"
    FRONT = "front", "Ban công tác Mặt trận, đoàn thể"
    RESPECTED = "respected", "Người có uy tín trong cộng đồng"
    RETIRED = "retired", "Cán bộ hưu trí"
    OTHER = "other", "Nguồn khác"


class Standing(models.TextChoices):
    """Where a person stands on a day."""

    ACTIVE = "active", "Đang tham gia tổ"
    PROPOSED = "proposed", "Chưa vào tổ nào"
    FORMER = "former", "Đã thôi"


UNKNOWN = "khong-ro"
ANY_STANDING = "tat-ca"


@dataclass(frozen=True, slots=True)
class TeamSum:
    """The people of one team, counted; without a team where ``team_id`` is None."""

    team_id: int | None
    name: str | None
    former_unit: str | None
    n_people: int
    n_picked: int


def picks(
    *,
    words: str = "",
    team: int | None = None,
    standing: str = "",
    sex: str = "",
    qualification: str = "",
    ethnic_part: str = "",
) -> Q:
    """After ``standing_on``: people who answer every filter; of teams unless told otherwise."""
    found = Q(pk__isnull=False)
    if standing != ANY_STANDING:
        found &= Q(standing=standing or Standing.ACTIVE)
    if key := fold(words):
        found &= Q(search_name__contains=key)
    if team is not None:
        found &= Q(team_now=team)
    if sex:
        found &= Q(sex="" if sex == UNKNOWN else sex)
    if qualification:
        found &= Q(qualification="" if qualification == UNKNOWN else qualification)
    if ethnic_part:
        found &= is_of_part(ethnic_part)
    return found


def is_of_part(part: str, *, person: str = "") -> Q:
    """Of that part of the statistical form, or of none while the ethnic group is not entered.

    ``person`` leads to the mediator, as "mediator__" does from memberships.
    """
    group = f"{person}ethnic_group"
    if part == EthnicPart.OTHER:
        return ~Q(**{f"{group}__in": ["", MAJORITY]})
    return Q(**{group: "" if part == UNKNOWN else MAJORITY})


class MediatorQuerySet(VisibleQuerySet["Mediator"]):
    def standing_on(self, day: dt.date) -> Self:
        """Annotates ``current`` (the membership of that day), ``team_name`` and ``standing``.

        One row a person: nobody is in two teams on one day.
        """
        began = Membership.objects.filter(mediator=OuterRef("pk"), started_on__lte=day)
        return self.annotate(
            current=FilteredRelation(
                "memberships",
                condition=Q(memberships__started_on__lte=day)
                & (Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=day)),
            ),
        ).annotate(
            role_now=F("current__role"),
            team_now=F("current__team_id"),
            team_name=F("current__team__name"),
            team_sort_name=F("current__team__sort_name"),
            team_sort_place=F("current__team__sort_place"),
            team_former_unit=F("current__team__hamlet__former_unit"),
            standing=Case(
                When(current__id__isnull=False, then=Value(Standing.ACTIVE.value)),
                When(Exists(began), then=Value(Standing.FORMER.value)),
                default=Value(Standing.PROPOSED.value),
                output_field=models.CharField(),
            ),
        )

    def memberships_on(self, day: dt.date) -> MembershipQuerySet:
        """Those of that day: one a person, as nobody is in two teams on one day."""
        people = self.order_by().values("pk")
        return Membership.objects.on(day).filter(mediator__in=people).order_by()

    def free_for_teams(self) -> Self:
        """People of the roster who are in no team, and whose names are still known."""
        held = Membership.objects.open().filter(mediator=OuterRef("pk"))
        return self.filter(~Exists(held), anonymised_on=None)

    def with_keys(self, keys: list[int]) -> Self:
        return self.filter(pk__in=keys)

    def known(self, *, or_key: int | None = None) -> Self:
        """Not anonymised; besides, the one that a form holds already."""
        return self.filter(Q(anonymised_on=None) | Q(pk=or_key))

    def left_before(self, day: dt.date, *, home: Locality) -> Self:
        """Who left every team before that day and may be anonymised. Annotates ``left_on``.

        Of that locality alone, not of those below it. Who stands in a draft may come back.
        """
        served = Membership.objects.filter(mediator=OuterRef("pk")).order_by()
        stays = served.filter(Q(ended_on=None) | Q(ended_on__gte=day))
        last = served.values("mediator").annotate(last=Max("ended_on")).values("last")
        gone = self.filter(Exists(served), ~Exists(stays), locality=home, anonymised_on=None)
        return gone.exclude(lines__decision__state="draft").annotate(left_on=Subquery(last))

    def namesakes_of(self, full_name: str, *, birth_year: int | None) -> Self:
        """Who may be the same person: same name, marks included, and no other birth year."""
        same = self.filter(sort_name=name_key(full_name))
        if birth_year is None:
            return same
        return same.filter(Q(birth_year=birth_year) | Q(birth_year=None))

    def others_named(
        self,
        full_name: str,
        *,
        birth_year: int | None,
        locality: Locality,
        but: Mediator | None = None,
    ) -> list[Mediator]:
        """Namesakes in the locality of whom nobody has said that they are somebody else."""
        found = self.within(locality).namesakes_of(full_name, birth_year=birth_year)
        if but is not None and but.pk:
            told_apart = NotSamePerson.objects.filter(
                Q(first=but, second=OuterRef("pk")) | Q(second=but, first=OuterRef("pk"))
            )
            found = found.exclude(pk=but.pk).filter(~Exists(told_apart))
        return list(found.in_order()[:5])

    def summed_up(self, picked: Q) -> list[TeamSum]:
        """After ``standing_on``: a row a team and one for who is in none; see also the teams'."""
        columns = ("team_now", "team_name", "team_former_unit")
        annotated: Any = self  # the type checker knows the model's own columns alone
        rows = (
            annotated.order_by("team_sort_place", "team_sort_name", "team_now")
            .values(*columns, "team_sort_place", "team_sort_name")
            .annotate(people=Count("pk"), picked=Count("pk", filter=picked))
            .values_list(*columns, "people", "picked")
        )
        return [TeamSum(*row) for row in rows]

    def picked(self, picked: Q) -> Self:
        """The rows that ``picks`` describes."""
        return self.filter(picked)

    def in_order(self, *, by: str = "") -> Self:
        """By given name, as Vietnamese lists are; or after ``standing_on`` by a column."""
        columns = {"to": ["team_sort_place", "team_sort_name"], "nam-sinh": ["birth_year"]}
        chosen = columns.get(by.removeprefix("-"), [])
        names = ["sort_name", "pk"]
        if by.startswith("-"):
            return self.order_by(*(f"-{one}" for one in (chosen or names[:1])), *names)
        return self.order_by(*chosen, *names)


class Mediator(models.Model):
    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="mediators", on_delete=models.PROTECT
    )
    full_name = models.CharField("họ và tên", max_length=150)
    birth_on = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=10, choices=Sex, blank=True)
    ethnic_group = models.CharField(
        "dân tộc", max_length=30, choices=[(name, name) for name in ETHNIC_GROUPS], blank=True
    )
    qualification = models.CharField(
        "trình độ chuyên môn", max_length=10, choices=Qualification, blank=True
    )
    occupation = models.CharField("nghề nghiệp, công việc", max_length=150, blank=True)
    source = models.CharField("nguồn", max_length=20, choices=Source, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    address = models.CharField("nơi ở", max_length=200, blank=True)
    anonymised_on = models.DateField("ẩn danh ngày", null=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    sort_name = models.CharField(max_length=400, editable=False)
    search_name = models.CharField(max_length=400, editable=False)

    # Annotated by ``standing_on``
    standing: str
    team_name: str | None
    team_former_unit: str | None
    team_now: int | None
    role_now: str | None

    history = HistoricalRecords(excluded_fields=["sort_name", "search_name", "version"])
    objects = MediatorQuerySet.as_manager()

    class Meta:
        verbose_name = "hòa giải viên"
        verbose_name_plural = "hòa giải viên"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="mediator_born_in_living_memory",
                violation_error_message="Nhập năm sinh từ 1900 trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(birth_on=None) | Q(birth_year__isnull=False),
                name="mediator_birth_date_has_its_year",
                violation_error_message="Ghi ngày sinh thì phải có năm sinh.",
            ),
        ]
        indexes = [models.Index(fields=["locality", "sort_name"], name="mediator_in_order")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tidy()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:mediator_detail", args=[self.pk])

    def tidy(self) -> None:
        """What every save sees to, and who writes many rows at once before it does."""
        self.full_name = clean(self.full_name)
        self.sort_name, self.search_name = name_key(self.full_name), fold(self.full_name)
        self.occupation, self.address = clean(self.occupation), clean(self.address)
        self.phone = clean(self.phone)
        if self.birth_on is not None:
            self.birth_year = self.birth_on.year

    @property
    def is_anonymised(self) -> bool:
        return self.anonymised_on is not None

    def forget(self, day: dt.date) -> None:
        """What tells who it was goes; what figures count stays, the ethnic group as Kinh or other.

        Not saved. See ``mediators.privacy.services`` for what else knows the person.
        """
        self.full_name = f"Hòa giải viên đã ẩn danh #{self.pk}"
        self.birth_on = self.birth_year = None
        self.occupation = self.source = self.phone = self.address = ""
        if self.is_minority:
            self.ethnic_group = EthnicPart.OTHER.label
        self.anonymised_on = day

    @property
    def is_woman(self) -> bool:
        return self.sex == Sex.FEMALE

    @property
    def is_minority(self) -> bool:
        return is_minority(self.ethnic_group)

    @property
    def role_word(self) -> str:
        """After ``standing_on``."""
        return str(MembershipRole(self.role_now).label) if self.role_now else ""

    @property
    def standing_word(self) -> str:
        """After ``standing_on``."""
        return str(Standing(self.standing).label)


class NotSamePerson(models.Model):
    """Somebody said that two people of one name are two: it is not asked again."""

    first = models.ForeignKey(
        Mediator, verbose_name="người này", related_name="+", on_delete=models.CASCADE
    )
    second = models.ForeignKey(
        Mediator, verbose_name="người kia", related_name="+", on_delete=models.CASCADE
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "không phải cùng một người"
        verbose_name_plural = "không phải cùng một người"
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="not_same_person_in_order",
                violation_error_message="Chọn người được ghi vào danh sách trước ở ô đầu.",
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="not_same_person_once",
                violation_error_message="Hai người này đã được ghi là hai người.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"

    @classmethod
    def note(cls, one: Mediator, other: Mediator) -> None:
        """Safe to say twice."""
        first, second = sorted((one, other), key=lambda mediator: mediator.pk)
        cls.objects.get_or_create(first=first, second=second)
