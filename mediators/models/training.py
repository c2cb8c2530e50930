"""Lớp tập huấn, bồi dưỡng, diễn đàn: who was asked and who came; material and who got it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.people import Mediator
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold, name_key


class TrainingCourseQuerySet(VisibleQuerySet["TrainingCourse"]):
    def in_year(self, year: int) -> Self:
        """A course counts in the year in which it ended."""
        return self.filter(ended_on__year=year)

    def matching(self, words: str) -> Self:
        key = fold(words)
        return self.filter(search_text__contains=key) if key else self

    def newest_first(self) -> Self:
        return self.order_by("-started_on", "-pk")


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


class AttendanceQuerySet(VisibleQuerySet["Attendance"]):
    locality_lookup = "course__locality"

    def present(self) -> Self:
        return self.filter(status=Attendance.Status.PRESENT)

    def trained_by(self, day: dt.date) -> Self:
        """Mediators who came to a course that was over by that day."""
        return self.present().filter(mediator__isnull=False, course__ended_on__lte=day)

    def trained_in_year_of(self, day: dt.date) -> Self:
        """As ``trained_by``, from 1 January of the year of that day."""
        return self.trained_by(day).filter(course__ended_on__gte=dt.date(day.year, 1, 1))


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
        self.official_name = clean(self.official_name)
        self.official_post = clean(self.official_post)
        self.sort_name = self.mediator.sort_name if self.mediator else name_key(self.official_name)
        super().save(*args, **kwargs)


class MaterialQuerySet(VisibleQuerySet["Material"]):
    def newest_first(self) -> Self:
        return self.order_by("-issued_on", "-pk")


class Material(models.Model):
    """Tài liệu: a handbook or leaflet for mediators (decision 315/QĐ-TTg: 100% have and use it)."""

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="materials", on_delete=models.PROTECT
    )
    title = models.CharField("tên tài liệu", max_length=300)
    publisher = models.CharField("cơ quan biên soạn, phát hành", max_length=200, blank=True)
    issued_on = models.DateField("ngày phát hành", null=True, blank=True)
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    is_for_mediators = models.BooleanField(
        "dùng cho hòa giải viên",
        default=True,
        help_text="Người nhận được tính vào chỉ tiêu có tài liệu.",
    )

    history = HistoricalRecords()
    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu"
        verbose_name_plural = "tài liệu"
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("mediators:material_detail", args=[self.pk])


class MaterialIssueQuerySet(VisibleQuerySet["MaterialIssue"]):
    locality_lookup = "material__locality"

    def given_by(self, day: dt.date) -> Self:
        return self.filter(given_on__lte=day, material__is_for_mediators=True)


class MaterialIssue(models.Model):
    """Who got a material, and when; ``course`` where it was given out there."""

    material = models.ForeignKey(
        Material, verbose_name="tài liệu", related_name="issues", on_delete=models.PROTECT
    )
    mediator = models.ForeignKey(
        Mediator, verbose_name="người nhận", related_name="materials", on_delete=models.PROTECT
    )
    given_on = models.DateField("ngày cấp")
    course = models.ForeignKey(
        TrainingCourse,
        verbose_name="cấp tại lớp",
        related_name="material_issues",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )

    history = HistoricalRecords()
    objects = MaterialIssueQuerySet.as_manager()

    class Meta:
        verbose_name = "cấp tài liệu"
        verbose_name_plural = "cấp tài liệu"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "mediator"],
                name="material_once_a_person",
                violation_error_message="Người này đã nhận tài liệu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.mediator}"
