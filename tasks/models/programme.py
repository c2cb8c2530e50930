"""The year's programme (V.1.a), its money (V.5) and the duties of the part on organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from plans.models import Agency, Plan, Section
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold
from tasks.models.evidence import Document
from tasks.models.tasks import timelines_of
from tasks.models.years import TaskYear
from tasks.states import Progress, progress

CELL = "task_year"
_IN_CHANNEL = "@"  # before each word of a channel in what is searched


class ActivityQuerySet(VisibleQuerySet["Activity"]):
    locality_lookup = f"{CELL}__timeline__task__plan__locality"

    def of_plan(self, plan_id: int) -> Self:
        return self.filter(**{f"{CELL}__timeline__in": timelines_of(plan_id)})

    def of_task_year(self, task_year_id: int) -> Self:
        return self.filter(**{CELL: task_year_id})

    def in_year(self, year: int) -> Self:
        return self.filter(**{f"{CELL}__year": year})

    def public(self) -> Self:
        """What the register of communication keeps: posts, broadcasts, forums."""
        return self.filter(kind__in=(Activity.Kind.COMMUNICATION, Activity.Kind.FORUM))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def on_channel(self, text: str) -> Self:
        """Every word begins one of the channel's."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_text__contains=f"{_IN_CHANNEL}{word}")
        return rows

    def done(self) -> Self:
        return self.filter(done_on__isnull=False)

    def matching(self, text: str) -> Self:
        """Every word, whatever marks and case, in title, channel or result."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows

    def with_cell(self) -> Self:
        return self.select_related(f"{CELL}__timeline__task__plan__locality", "officer")

    def by_day(self) -> Self:
        """By the day planned for; what has no day comes last."""
        return self.order_by(models.F("planned_on").asc(nulls_last=True), "pk")

    def not_copied_to(self, year: int) -> Self:
        """Of which that year has no copy."""
        return self.exclude(copies__in=Activity.objects.in_year(year))

    def in_plan_order(self) -> Self:
        """As the plan prints their tasks, then by day; what has no day comes last."""
        day = models.F("planned_on").asc(nulls_last=True)
        timeline = f"{CELL}__timeline"
        return self.order_by(f"{timeline}__task__order", f"{timeline}__order", day, "pk")

    def newest_first(self) -> Self:
        """By the day it took place, else by the day it is planned for."""
        day = Coalesce("done_on", "planned_on")
        return self.annotate(shown_on=day).order_by(day.desc(nulls_last=True), "-pk")


class Activity(models.Model):
    """Hoạt động: a concrete step of a task in one year."""

    class Kind(models.TextChoices):
        STEP = "step", "Công việc"
        FORUM = "forum", "Hội nghị, diễn đàn"
        COMMUNICATION = "media", "Truyền thông"

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="activities",
        on_delete=models.PROTECT,
    )
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.STEP)
    title = models.CharField("nội dung", max_length=500)
    planned_on = models.DateField("ngày dự kiến", null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thực hiện",
        related_name="activities",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    channel = models.CharField(
        "kênh, hình thức", max_length=200, blank=True, help_text="Ví dụ: truyền thanh, Zalo."
    )
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    done_on = models.DateField("ngày thực hiện", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    copied_from = models.ForeignKey(
        "self",
        verbose_name="chép từ",
        related_name="copies",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    search_text = models.TextField(editable=False, default="")

    # After ``shown_on``:
    progress: Progress
    is_cited: bool

    history = HistoricalRecords(excluded_fields=["version", "search_text"])
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        ordering = ["task_year", "planned_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Each save is a new version; what is searched for follows."""
        self.version += 1
        self.make_searchable()
        super().save(*args, **kwargs)

    def progress_on(self, day: dt.date) -> Progress:
        return progress(planned_on=self.planned_on, done_on=self.done_on, day=day)

    def shown_on(self, day: dt.date, *, cited: Container[str]) -> Self:
        """Itself, with ``progress`` and ``is_cited`` for a page: ``cited`` prove its cell."""
        self.progress = self.progress_on(day)
        self.is_cited = self.url in cited
        return self

    def make_searchable(self) -> None:
        """For ``bulk_create``, which calls no ``save``."""
        self.title, self.channel = clean(self.title), clean(self.channel)
        words = [f"{_IN_CHANNEL}{word}" for word in fold(self.channel).split()]
        self.search_text = " ".join([fold(f"{self.title} {self.result}"), *words])


class FundingQuerySet(VisibleQuerySet["Funding"]):
    locality_lookup = f"{CELL}__timeline__task__plan__locality"

    def in_year(self, year: int) -> Self:
        return self.filter(**{f"{CELL}__year": year})

    def with_cell(self) -> Self:
        return self.select_related(f"{CELL}__timeline__task__plan__locality", "agency")

    def sums_by_plan(self, plan_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Planned and spent, in đồng, of each of these plans that has any."""
        plan = f"{CELL}__timeline__task__plan"
        rows = self.filter(**{f"{plan}__in": list(plan_ids)}).order_by().values_list(plan)
        sums = rows.annotate(Sum("estimate"), Sum("spent"))
        return {key: (int(estimate or 0), int(spent or 0)) for key, estimate, spent in sums}


class Funding(models.Model):
    """Kinh phí of a task-year: estimate and spent, in đồng, by body and source (V.5)."""

    class Source(models.TextChoices):
        BUDGET = "budget", "Ngân sách nhà nước"
        INTEGRATED = "merged", "Lồng ghép chương trình, đề án"
        DONATED = "donated", "Doanh nghiệp, tổ chức, cá nhân"
        OTHER = "other", "Nguồn hợp pháp khác"

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="funding",
        on_delete=models.PROTECT,
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan, đơn vị",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    source = models.CharField("nguồn", max_length=10, choices=Source, default=Source.BUDGET)
    estimate = models.PositiveBigIntegerField("dự toán (đồng)", default=0)
    spent = models.PositiveBigIntegerField("thực chi (đồng)", default=0)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    history = HistoricalRecords(excluded_fields=["version"])
    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = "kinh phí"
        verbose_name_plural = "kinh phí"
        ordering = ["task_year", "pk"]

    def __str__(self) -> str:
        return f"{self.get_source_display()}, năm {self.task_year.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Each save is a new version."""
        self.version += 1
        self.note = clean(self.note)
        super().save(*args, **kwargs)


class DutyNoteQuerySet(VisibleQuerySet["DutyNote"]):
    locality_lookup = "section__plan__locality"

    def of_plan(self, plan_id: int) -> Self:
        """Every year's, with who wrote them."""
        return self.filter(section__plan=plan_id).select_related("author")


class DutyNote(models.Model):
    """What a body did in a year about one of its duties (part V). Not a task."""

    section = models.ForeignKey(
        Section, verbose_name="trách nhiệm", related_name="duty_notes", on_delete=models.PROTECT
    )
    year = models.PositiveSmallIntegerField("năm")
    text = models.TextField("đã thực hiện")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhập",
        related_name="+",
        on_delete=models.PROTECT,
    )
    recorded_at = models.DateTimeField("nhập lúc")
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    history = HistoricalRecords(excluded_fields=["version"])
    objects = DutyNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "thực hiện trách nhiệm"
        verbose_name_plural = "thực hiện trách nhiệm"
        ordering = ["section", "year"]
        constraints = [
            models.UniqueConstraint(fields=["section", "year"], name="duty_note_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.section}, năm {self.year}"


class YearlyDutyQuerySet(VisibleQuerySet["YearlyDuty"]):
    locality_lookup = "plan__locality"

    def of_plan(self, plan_id: int) -> Self:
        """Every year's, with document and author."""
        return self.filter(plan=plan_id).select_related("document", "author")


class YearlyDuty(models.Model):
    """The three dated duties of each year, each with its document."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", "Ban hành chương trình, kế hoạch năm"  # V.1.a
        ESTIMATE = "estimate", "Gửi dự toán kinh phí"  # V.5.c
        REPORT = "report", "Gửi báo cáo kết quả thực hiện"  # V.1.đ

    plan = models.ForeignKey(Plan, related_name="yearly_duties", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("việc", max_length=10, choices=Kind)
    done_on = models.DateField("ngày")
    document = models.ForeignKey(
        Document,
        verbose_name="văn bản",
        related_name="yearly_duties",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhập",
        related_name="+",
        on_delete=models.PROTECT,
    )
    recorded_at = models.DateTimeField("nhập lúc")

    history = HistoricalRecords()
    objects = YearlyDutyQuerySet.as_manager()

    class Meta:
        verbose_name = "việc có thời hạn trong năm"
        verbose_name_plural = "việc có thời hạn trong năm"
        ordering = ["plan", "year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "year", "kind"], name="duty_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=1990), name="duty_year_is_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, năm {self.year}"
