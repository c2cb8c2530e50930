"""Who looked at, changed or took away personal data of mediators (law 91/2025/QH15)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from config import clock
from mediators.models.people import Mediator
from plans.models import Locality, Officer
from plans.models.localities import VisibleQuerySet
from plans.text import fold


class AccessKind(models.TextChoices):
    VIEW = "view", "Xem"
    CHANGE = "change", "Thay đổi"
    EXPORT = "export", "Xuất ra tệp"


class AccessEntryQuerySet(VisibleQuerySet["AccessEntry"]):
    def for_list(self) -> Self:
        return self.select_related("officer")

    def matching(self, words: str, kind: str) -> Self:
        """Whose subject or officer holds the words, without marks; of one kind if it is given."""
        rows = self.filter(kind=kind) if kind else self
        key = fold(words)
        if not key:
            return rows
        by_name = models.Q(officer__search_name__contains=key)
        return rows.filter(models.Q(search_text__contains=key) | by_name)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class AccessEntry(models.Model):
    """One line of the log. Written once, never changed."""

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="+", on_delete=models.PROTECT
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="cán bộ", related_name="+", on_delete=models.PROTECT
    )
    at = models.DateTimeField("lúc", default=clock.now, db_index=True)
    kind = models.CharField("việc", max_length=10, choices=AccessKind)
    subject = models.CharField("dữ liệu", max_length=300)
    mediator = models.ForeignKey(
        Mediator,
        verbose_name="hòa giải viên",
        related_name="accesses",
        null=True,
        on_delete=models.SET_NULL,
    )
    search_text = models.CharField(max_length=300, editable=False)

    objects = AccessEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt truy cập dữ liệu cá nhân"
        verbose_name_plural = "nhật ký truy cập dữ liệu cá nhân"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    @classmethod
    def note(
        cls,
        kind: AccessKind,
        subject: str,
        *,
        by: Officer,
        locality: Locality,
        mediator: Mediator | None = None,
    ) -> None:
        """A GET may write this one row: a log of looking is written by looking."""
        subject = subject[:300]
        cls.objects.create(
            kind=kind,
            subject=subject,
            search_text=fold(subject)[:300],
            officer=by,
            locality=locality,
            mediator=mediator,
        )
