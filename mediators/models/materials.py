"""Tài liệu: what mediators are given to work with, and who got it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.people import Mediator
from mediators.models.training import TrainingCourse
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean


class MaterialQuerySet(VisibleQuerySet["Material"]):
    def for_list(self) -> Self:
        """Annotates ``n_given``: how many have got it."""
        return self.annotate(n_given=Count("issues"))

    def given_at(self, course: TrainingCourse) -> Self:
        """Annotates ``n_here``: how many got it at that course."""
        return self.annotate(n_here=Count("issues", filter=Q(issues__course=course)))

    def newest_first(self) -> Self:
        return self.order_by(F("issued_on").desc(nulls_last=True), "-pk")


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
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    # Annotated by ``for_list`` and ``given_at``
    n_given: int
    n_here: int

    history = HistoricalRecords(excluded_fields=["version"])
    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu"
        verbose_name_plural = "tài liệu"
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.publisher = clean(self.title), clean(self.publisher)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:material_detail", args=[self.pk])

    def obstacles_to_deletion(self) -> list[str]:
        """What rests on the material, with what to do first."""
        n_given = self.issues.count()
        told = f"“{self}” đã cấp cho {n_given} người. Thu hồi của những người đó trước, rồi xóa."
        return [told] if n_given else []


class MaterialIssueQuerySet(VisibleQuerySet["MaterialIssue"]):
    locality_lookup = "material__locality"

    def given_by(self, day: dt.date) -> Self:
        """What counts for the target: material for mediators, given out by that day."""
        return self.filter(given_on__lte=day, material__is_for_mediators=True)

    def with_people(self) -> Self:
        return self.select_related("mediator", "course")

    def in_order(self) -> Self:
        return self.order_by("mediator__sort_name", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-given_on", "-pk")


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
