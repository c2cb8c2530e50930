"""Kế hoạch: the document as it was issued, its numbered tree, and its oddities."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from plans.models.agencies import Agency
from plans.models.localities import Locality, VisibleQuerySet
from plans.text import fold


class Cadence(models.TextChoices):
    """How often an open task-year owes an update."""

    MONTH = "month", "Hằng tháng"
    QUARTER = "quarter", "Hằng quý"
    HALF_YEAR = "half", "6 tháng"
    YEAR = "year", "Hằng năm"

    @property
    def days(self) -> int:
        return {"month": 30, "quarter": 90, "half": 180, "year": 365}[self.value]


class ContributionCadence(models.TextChoices):
    """How often a partner of a task owes what it did."""

    YEAR = "year", "Mỗi năm một lần"
    QUARTER = "quarter", "Mỗi quý một lần"
    NEVER = "never", "Không yêu cầu"


class PlanQuerySet(VisibleQuerySet["Plan"]):
    def newest_first(self) -> Self:
        return self.order_by("-last_year", "-first_year", "-pk")


class Plan(models.Model):
    """A plan of several years. Number and date may be blank: then the printed text tells."""

    locality = models.ForeignKey(
        Locality, verbose_name="địa bàn", related_name="plans", on_delete=models.PROTECT
    )
    title = models.TextField("tên kế hoạch")
    short_title = models.CharField("tên ngắn", max_length=200, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issued_text = models.CharField("địa danh, ngày tháng như bản in", max_length=200, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    basis = models.TextField("căn cứ", blank=True)
    preamble = models.TextField("phần mở đầu", blank=True)
    signature = models.TextField("chữ ký như bản in", blank=True)
    recipients = models.TextField("nơi nhận như bản in", blank=True)
    first_year = models.PositiveSmallIntegerField("năm đầu")
    last_year = models.PositiveSmallIntegerField("năm cuối")
    cadence = models.CharField(
        "kỳ cập nhật tiến độ", max_length=10, choices=Cadence, default=Cadence.QUARTER
    )
    contributions_every = models.CharField(
        "kỳ ghi kết quả phối hợp",
        max_length=10,
        choices=ContributionCadence,
        default=ContributionCadence.YEAR,
        help_text="Cơ quan phối hợp được nhắc ghi kết quả theo kỳ này.",
    )
    loaded_on = models.DateField("ngày đưa vào phần mềm")
    source_name = models.CharField("tệp gốc", max_length=255, blank=True)
    source_sha256 = models.CharField("mã SHA-256 của tệp gốc", max_length=64, blank=True)

    history = HistoricalRecords()
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-last_year", "-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__gte=1990, last_year__lte=2100)
                & Q(first_year__lte=F("last_year")),
                name="plan_years_in_order",
                violation_error_message="Năm đầu phải trước hoặc bằng năm cuối.",
            )
        ]

    def __str__(self) -> str:
        return self.short_title or self.title

    def get_absolute_url(self) -> str:
        return reverse("tasks:plan_detail", args=[self.pk])

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def period(self) -> str:
        """ "2024 - 2030", or the year of a plan of one year."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year} - {self.last_year}"

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.last_year, 12, 31)

    @property
    def cadence_days(self) -> int:
        return Cadence(self.cadence).days


class SectionQuerySet(models.QuerySet["Section"]):
    def in_order(self) -> Self:
        return self.order_by("order", "pk")

    def in_force(self) -> Self:
        """Those that the document still has."""
        return self.filter(withdrawn_on=None)

    def binding(self) -> Self:
        """Those that name a body and what it is to do, without being a task (part V)."""
        return self.in_force().filter(agency__isnull=False, task=None)


class Section(models.Model):
    """A numbered place of the plan; its text is verbatim and locked."""

    plan = models.ForeignKey(
        Plan, verbose_name="kế hoạch", related_name="sections", on_delete=models.CASCADE
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="thuộc",
        related_name="children",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    code = models.CharField("điểm", max_length=60)
    marker = models.CharField("số như bản in", max_length=30, blank=True)
    heading = models.TextField("đề mục")
    text = models.TextField("nguyên văn")
    level = models.PositiveSmallIntegerField("bậc")
    order = models.PositiveIntegerField("thứ tự")
    agency = models.ForeignKey(
        Agency,
        verbose_name="ràng buộc cơ quan",
        related_name="duties",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    # Gone from an amended document, kept because its task was worked on.
    withdrawn_on = models.DateField("không còn trong văn bản từ", null=True, blank=True)
    search_text = models.TextField(editable=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "phần, mục, điểm"
        verbose_name_plural = "phần, mục, điểm"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="section_code_once_in_its_plan",
                violation_error_message="Kế hoạch đã có điểm này.",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('tasks:plan_detail', args=[self.plan_id])}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The id of this place on the plan's page."""
        return "diem-" + self.code.replace(" ", "-")


class FindingQuerySet(models.QuerySet["Finding"]):
    def open(self) -> Self:
        return self.filter(settled_on=None)


class Finding(models.Model):
    """An oddity of the document, kept and explained, never repaired silently."""

    plan = models.ForeignKey(
        Plan, verbose_name="kế hoạch", related_name="findings", on_delete=models.CASCADE
    )
    section = models.ForeignKey(
        Section,
        verbose_name="phần, mục, điểm",
        related_name="findings",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    kind = models.CharField("loại", max_length=60)
    message = models.TextField("điều nhận thấy")
    explanation = models.TextField("giải thích", blank=True)
    settled_on = models.DateField("ngày giải quyết", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người giải quyết",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    history = HistoricalRecords()
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "điều cần lưu ý của văn bản"
        verbose_name_plural = "điều cần lưu ý của văn bản"
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by=None)
                | Q(settled_on__isnull=False, settled_by__isnull=False),
                name="finding_settled_by_someone_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.message

    def explain(self, text: str, *, by: Any, today: dt.date, is_settled: bool) -> None:
        """Keeps an explanation; settles the finding or opens it again."""
        self.explanation = text
        self.settled_on, self.settled_by = (today, by) if is_settled else (None, None)
        self.save()
