"""Lớp tập huấn, bồi dưỡng, diễn đàn: who was asked and who came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Count, ExpressionWrapper, F, FilteredRelation, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.memberships import Membership, MembershipRole
from mediators.models.people import Mediator
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold, name_key


@dataclass(frozen=True, slots=True)
class YearSum:
    """The courses of one year and the people on their lists, counted."""

    year: int
    n_courses: int
    n_invited: int
    n_present: int


class TrainingCourseQuerySet(VisibleQuerySet["TrainingCourse"]):
    def in_year(self, year: int | None) -> Self:
        """A course counts in the year in which it ended; all years for None."""
        return self if year is None else self.filter(ended_on__year=year)

    def begun_by(self, day: dt.date) -> Self:
        return self.filter(started_on__lte=day)

    def matching(self, words: str = "", *, kind: str = "", audience: str = "") -> Self:
        """Words in title, place, organiser or trainers, without marks; of one kind, for some."""
        found = self.filter(search_text__contains=key) if (key := fold(words)) else self
        found = found.filter(kind=kind) if kind else found
        return found.filter(audience=audience) if audience else found

    def summed_up(self) -> list[YearSum]:
        """A row a year, the latest first: totals, number of rows and the choices of the list."""
        rows = (
            self.order_by("-ended_on__year")
            .values_list("ended_on__year")
            .annotate(
                courses=Count("pk", distinct=True),
                invited=Count("attendances"),
                present=Count("attendances", filter=_IS_PRESENT),
            )
        )
        return [YearSum(*row) for row in rows]

    def for_list(self) -> Self:
        """Annotates ``n_invited`` (everybody on the list), ``n_present`` and ``n_absent``."""
        return self.annotate(
            n_invited=Count("attendances"),
            n_present=Count("attendances", filter=_IS_PRESENT),
            n_absent=Count("attendances", filter=Q(attendances__status="absent")),
        )

    def newest_first(self) -> Self:
        return self.order_by("-started_on", "-pk")


_IS_PRESENT = Q(attendances__status="present")


class TrainingCourse(models.Model):
    """A course or a forum (plan, II.1.a and II.2.b), for mediators, for officials, or for both."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Tập huấn"
        FURTHER = "further", "Bồi dưỡng"
        FORUM = "forum", "Diễn đàn, hội nghị trao đổi"

    class Audience(models.TextChoices):
        MEDIATORS = "mediators", "Hòa giải viên"
        OFFICIALS = "officials", "Công chức làm công tác tư pháp"
        BOTH = "both", "Hòa giải viên và công chức"

    FOR_MEDIATORS = (Audience.MEDIATORS, Audience.BOTH)
    FOR_OFFICIALS = (Audience.OFFICIALS, Audience.BOTH)

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="courses", on_delete=models.PROTECT
    )
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.TRAINING)
    audience = models.CharField(
        "đối tượng", max_length=10, choices=Audience, default=Audience.MEDIATORS
    )
    title = models.CharField("tên lớp, nội dung", max_length=300)
    started_on = models.DateField("từ ngày")
    ended_on = models.DateField("đến ngày")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    organiser = models.CharField("đơn vị tổ chức", max_length=200, blank=True)
    trainers = models.CharField("báo cáo viên", max_length=300, blank=True)
    document = models.CharField(
        "văn bản triệu tập",
        max_length=200,
        blank=True,
        help_text="Số, ký hiệu và ngày của giấy mời, kế hoạch mở lớp.",
    )
    note = models.TextField("ghi chú", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    search_text = models.CharField(max_length=1000, editable=False)

    # Annotated by ``for_list``
    n_invited: int
    n_present: int
    n_absent: int

    history = HistoricalRecords(excluded_fields=["search_text", "version"])
    objects = TrainingCourseQuerySet.as_manager()

    class Meta:
        verbose_name = "lớp tập huấn, bồi dưỡng"
        verbose_name_plural = "lớp tập huấn, bồi dưỡng"
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="course_days_in_order",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.place = clean(self.title), clean(self.place)
        self.organiser, self.trainers = clean(self.organiser), clean(self.trainers)
        self.search_text = fold(f"{self.title} {self.place} {self.organiser} {self.trainers}")[
            :1000
        ]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:course_detail", args=[self.pk])

    @property
    def is_for_mediators(self) -> bool:
        return self.audience in self.FOR_MEDIATORS

    @property
    def is_for_officials(self) -> bool:
        return self.audience in self.FOR_OFFICIALS

    @property
    def n_waiting(self) -> int:
        """After ``for_list``: of whom nobody has said whether they came."""
        return self.n_invited - self.n_present - self.n_absent

    @property
    def days(self) -> str:
        """ "12/05/2026", "12 - 13/05/2026", or both days in full."""
        first, last = self.started_on, self.ended_on
        if first == last:
            return f"{last:%d/%m/%Y}"
        is_one_month = (first.year, first.month) == (last.year, last.month)
        return f"{first:{'%d' if is_one_month else '%d/%m/%Y'}} - {last:%d/%m/%Y}"


class AttendanceQuerySet(VisibleQuerySet["Attendance"]):
    locality_lookup = "course__locality"

    def of_mediators(self) -> Self:
        return self.filter(mediator__isnull=False)

    def of_officials(self) -> Self:
        return self.filter(mediator=None)

    def answered(self) -> Self:
        """Of whom it is said whether they came."""
        return self.exclude(status=Attendance.Status.INVITED)

    def present(self) -> Self:
        return self.filter(status=Attendance.Status.PRESENT)

    def trained_by(self, day: dt.date) -> Self:
        """Mediators who came to a course for mediators that was over by that day."""
        return self.present().filter(
            mediator__isnull=False,
            course__ended_on__lte=day,
            course__audience__in=TrainingCourse.FOR_MEDIATORS,
        )

    def trained_in_year_of(self, day: dt.date) -> Self:
        """As ``trained_by``, from 1 January of the year of that day."""
        return self.trained_by(day).filter(course__ended_on__gte=dt.date(day.year, 1, 1))

    def with_teams(self, day: dt.date) -> Self:
        """Annotates the team of that day: ``team_id``, ``team_name``, ``team_unit``, ``role``."""
        serves = Q(mediator__memberships__started_on__lte=day) & (
            Q(mediator__memberships__ended_on=None) | Q(mediator__memberships__ended_on__gt=day)
        )
        return self.annotate(
            current=FilteredRelation("mediator__memberships", condition=serves)
        ).annotate(
            team_id=F("current__team_id"),
            role=F("current__role"),
            team_name=F("current__team__name"),
            team_unit=F("current__team__hamlet__former_unit"),
        )

    def with_people(self) -> Self:
        return self.select_related("mediator")

    def of_team(self, team: Any, day: dt.date) -> Self:
        """Of those who are in the team on that day."""
        serving = Membership.objects.on(day).filter(team=team)
        return self.filter(mediator__in=serving.values("mediator"))  # SQLite begins at the team

    def of_status(self, status: str) -> Self:
        return self.filter(status=status) if status else self

    def in_order(self) -> Self:
        """After ``with_teams``: mediators team by team, those of no team, then officials."""
        return self.order_by(
            ExpressionWrapper(Q(mediator=None), output_field=models.BooleanField()),
            F("current__team__sort_place").asc(nulls_last=True),
            F("current__team__sort_name").asc(nulls_last=True),
            F("current__team_id").asc(nulls_last=True),
            F("mediator__sort_name").asc(nulls_last=True),
            "sort_name",
            "pk",
        )

    def since_year(self, year: int) -> Self:
        return self.filter(course__ended_on__gte=dt.date(year, 1, 1))


class Attendance(models.Model):
    """One person of one course: a mediator of the roster, or an official by name and post."""

    class Status(models.TextChoices):
        INVITED = "invited", "Được mời"
        PRESENT = "present", "Có mặt"
        ABSENT = "absent", "Vắng"

    course = models.ForeignKey(
        TrainingCourse, verbose_name="lớp", related_name="attendances", on_delete=models.CASCADE
    )
    mediator = models.ForeignKey(
        Mediator,
        verbose_name="hòa giải viên",
        related_name="attendances",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    official_name = models.CharField("họ và tên công chức", max_length=150, blank=True)
    official_post = models.CharField("chức vụ, đơn vị", max_length=200, blank=True)
    status = models.CharField("tham dự", max_length=10, choices=Status, default=Status.INVITED)
    note = models.CharField("lý do vắng, ghi chú", max_length=200, blank=True)
    sort_name = models.CharField(max_length=400, editable=False)

    # Annotated by ``with_teams``
    team_name: str | None
    team_unit: str | None
    role: str | None

    history = HistoricalRecords(excluded_fields=["sort_name"])
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "người dự lớp"
        verbose_name_plural = "người dự lớp"
        ordering = ["course", "sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(mediator__isnull=False) & Q(official_name=""))
                | (Q(mediator=None) & ~Q(official_name="")),
                name="attendance_of_mediator_or_official",
            ),
            models.UniqueConstraint(
                fields=["course", "mediator"],
                name="attendance_once_a_course",
                violation_error_message="Người này đã có trong danh sách của lớp.",
            ),
        ]

    def __str__(self) -> str:
        return self.official_name or str(self.mediator)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Cleans the names and sets the stored column of order; rows made in bulk need it too."""
        self.official_name = clean(self.official_name)
        self.official_post = clean(self.official_post)
        self.sort_name = self.mediator.sort_name if self.mediator else name_key(self.official_name)

    @property
    def place(self) -> str:
        """After ``with_teams``: the team of the mediator, or the post of the official."""
        if self.mediator_id is None:
            return self.official_post
        unit = f" ({self.team_unit} cũ)" if self.team_unit else ""
        return f"{self.team_name}{unit}" if self.team_name else ""

    @property
    def group(self) -> str:
        """After ``with_teams``: under which the row stands on a roll."""
        return self.place or "Chưa vào tổ nào" if self.mediator_id else "Công chức, người khác"

    @property
    def is_head(self) -> bool:
        """After ``with_teams``."""
        return self.role == MembershipRole.HEAD

    @property
    def is_absent(self) -> bool:
        return self.status == self.Status.ABSENT
