"""Minh chứng: documents and links that prove, and what partners contributed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from plans.models import Agency, Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold
from tasks.models.updates import StatusUpdate
from tasks.models.years import TaskYear


class DocumentQuerySet(VisibleQuerySet["Document"]):
    def newest_first(self) -> Self:
        return self.order_by("-issued_on", "-pk")

    def matching(self, text: str) -> Self:
        """Whatever marks and case: by number, kind or summary."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows

    def numbered(self) -> Self:
        return self.exclude(number="")

    def numbered_like(self, number: str) -> Self:
        """Candidates for that number; the caller compares exactly."""
        return self.filter(search_text__contains=fold(number).split(" ")[0]).newest_first()

    def with_uses(self) -> Self:
        """Brings along the rows by which each proves something, or a partner cites it."""
        task = "task_year__timeline__task__plan"
        proofs = Evidence.objects.in_force().select_related(task)
        cited = Contribution.objects.select_related(task)
        rows = self.prefetch_related(Prefetch("evidence", proofs))
        return rows.prefetch_related(Prefetch("contributions", cited))


def upload_path(document: Document, name: str) -> str:
    """Kept under the locality, under a name that the storage makes unique."""
    return f"van-ban/{document.locality_id}/{name}"


class Document(models.Model):
    """A numbered document of an office; an office cites documents, the file is optional."""

    class Kind(models.TextChoices):
        REPORT = "report", "Báo cáo"
        DECISION = "decision", "Quyết định"
        PLAN = "plan", "Kế hoạch"
        LETTER = "letter", "Công văn"
        MINUTES = "minutes", "Biên bản"
        NOTICE = "notice", "Thông báo"
        PROPOSAL = "proposal", "Tờ trình"
        LIST = "list", "Danh sách"
        OTHER = "other", "Văn bản khác"

    locality = models.ForeignKey(
        Locality, verbose_name="địa bàn", related_name="documents", on_delete=models.PROTECT
    )
    kind = models.CharField("loại văn bản", max_length=10, choices=Kind, default=Kind.REPORT)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    summary = models.CharField("trích yếu", max_length=500, blank=True)
    file = models.FileField("tệp", upload_to=upload_path, max_length=300, blank=True)
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    search_text = models.CharField(max_length=1200, editable=False)

    history = HistoricalRecords(excluded_fields=["search_text"])
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="", summary="", file=""),
                name="document_says_what_it_is",
                violation_error_message="Nhập số, ký hiệu hoặc trích yếu, hoặc chọn tệp.",
            )
        ]

    def __str__(self) -> str:
        number = f" số {self.number}" if self.number else ""
        day = f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        named = f"{self.get_kind_display()}{number}{day}"
        return named if number or day else f"{named}: {self.summary or self.file_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.number, self.summary = clean(self.number), clean(self.summary)
        self.issuer = clean(self.issuer)
        words = f"{self.get_kind_display()} {self.number} {self.summary} {self.issuer}"
        self.search_text = fold(words)[:1200]
        super().save(*args, **kwargs)

    @property
    def subtitle(self) -> str:
        """The summary, unless the name of the document is made of it."""
        return self.summary if self.number or self.issued_on else ""

    @property
    def file_url(self) -> str:
        """Where its file is downloaded; empty where it has none."""
        return reverse("tasks:document_file", args=[self.pk]) if self.file else ""

    @property
    def used_in(self) -> list[TaskYear]:
        """The cells that it proves, or in which a partner cites it; after ``with_uses``."""
        rows = (*self.evidence.all(), *self.contributions.all())
        found = {one.task_year_id: one.task_year for one in rows}
        return sorted(found.values(), key=lambda cell: (cell.year, cell.task.code, cell.pk))


class EvidenceQuerySet(VisibleQuerySet["Evidence"]):
    locality_lookup = "task_year__timeline__task__plan__locality"

    def in_force(self) -> Self:
        """Not removed."""
        return self.filter(removed_at=None)

    def of_cells(self, keys: Iterable[int]) -> Self:
        return self.filter(task_year__in=list(keys))

    def with_task(self) -> Self:
        return self.select_related("document", "task_year__timeline__task__plan__locality")


class Evidence(models.Model):
    """Proof of a task-year: a document, or a link (a post on the web is evidence, II.4)."""

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="evidence",
        on_delete=models.PROTECT,
    )
    update = models.ForeignKey(
        StatusUpdate,
        verbose_name="cập nhật tiến độ",
        related_name="evidence",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    document = models.ForeignKey(
        Document,
        verbose_name="văn bản",
        related_name="evidence",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    title = models.CharField("tiêu đề", max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thêm",
        related_name="+",
        on_delete=models.PROTECT,
    )
    added_at = models.DateTimeField("thêm lúc")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người gỡ",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    removed_at = models.DateTimeField("gỡ lúc", null=True, blank=True)

    history = HistoricalRecords()
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["task_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(document__isnull=False) & Q(url="")) | (Q(document=None) & ~Q(url="")),
                name="evidence_is_document_or_link",
            ),
            models.UniqueConstraint(
                fields=["task_year", "document"],
                condition=Q(removed_at=None, document__isnull=False),
                name="evidence_document_once",
                violation_error_message="Văn bản này đã là minh chứng của nhiệm vụ.",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document) if self.document else self.title or self.url

    @property
    def is_outside(self) -> bool:
        """Whether it is a link, which leads away from this site."""
        return self.document_id is None

    @property
    def address(self) -> str:
        """Where it can be opened; empty for a document without a file."""
        return self.document.file_url if self.document else self.url

    @property
    def subtitle(self) -> str:
        return self.document.subtitle if self.document else ""


class ContributionQuerySet(VisibleQuerySet["Contribution"]):
    locality_lookup = "task_year__timeline__task__plan__locality"

    def for_editing(self) -> Self:
        related = ("agency", "author", "task_year__timeline__task__plan__locality")
        return self.select_related(*related).prefetch_related("documents")


class Contribution(models.Model):
    """What a partner did in a year, written by it or on its behalf ("nhập thay")."""

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="contributions",
        on_delete=models.PROTECT,
    )
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan phối hợp", related_name="+", on_delete=models.PROTECT
    )
    agency_name = models.CharField("tên cơ quan khi đó", max_length=300)
    done_on = models.DateField("ngày thực hiện")
    text = models.TextField("nội dung đã thực hiện")
    documents = models.ManyToManyField(
        Document, verbose_name="văn bản", related_name="contributions", blank=True
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhập",
        related_name="+",
        on_delete=models.PROTECT,
    )
    is_on_behalf = models.BooleanField("nhập thay", default=False)
    recorded_at = models.DateTimeField("nhập lúc")

    history = HistoricalRecords()
    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả phối hợp"
        verbose_name_plural = "kết quả phối hợp"
        ordering = ["task_year", "done_on", "pk"]

    def __str__(self) -> str:
        return f"{self.agency_name}, {self.done_on:%d/%m/%Y}"


class ContributionRequest(models.Model):
    """Whoever answers for a cell asks a partner for what it did; rows are only ever added."""

    task_year = models.ForeignKey(
        TaskYear,
        verbose_name="nhiệm vụ theo năm",
        related_name="contribution_requests",
        on_delete=models.PROTECT,
    )
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan phối hợp", related_name="+", on_delete=models.PROTECT
    )
    note = models.CharField("nội dung đề nghị", max_length=300, blank=True)
    asked_on = models.DateField("ngày đề nghị")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đề nghị",
        related_name="+",
        on_delete=models.PROTECT,
    )
    asked_at = models.DateTimeField("đề nghị lúc")

    class Meta:
        verbose_name = "đề nghị phối hợp"
        verbose_name_plural = "đề nghị phối hợp"
        ordering = ["task_year", "pk"]

    def __str__(self) -> str:
        return f"{self.agency}, {self.asked_on:%d/%m/%Y}"
