"""Cơ quan, đơn vị, chức danh: bodies and posts as plans name them, and what became of them.

What a document printed is never rewritten: a page asks ``Agency.on(date)`` for the body that
stands in its place on that day, and shows the printed name beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.models.localities import Locality, VisibleQuerySet
from plans.text import clean, fold, sort_key

_MAX_SUCCESSIONS = 20  # a chain longer than this is a ring


class AgencyQuerySet(VisibleQuerySet["Agency"]):
    def named(self, name: str, *, locality: Locality) -> Agency | None:
        """The body of that name or alias in the locality, whatever its marks and case."""
        key = fold(name)
        own = self.filter(locality=locality)
        return (
            own.filter(search_name=key).first()
            or own.filter(aliases__search_name=key).distinct().first()
        )

    def in_order(self) -> Self:
        return self.order_by("sort_name", "pk")


class Agency(models.Model):
    """A body or post: "Công chức Tư pháp - hộ tịch", "Công an thị trấn"."""

    locality = models.ForeignKey(
        Locality, verbose_name="địa bàn", related_name="agencies", on_delete=models.PROTECT
    )
    name = models.CharField("tên", max_length=300)
    short_name = models.CharField("tên viết tắt", max_length=60, blank=True)
    is_whole_office = models.BooleanField(
        "là cả cơ quan, không phải một bộ phận chuyên môn",
        default=False,
        help_text="Ví dụ UBND xã: ai làm do phân công quyết định, không phải mọi người ở đó.",
    )
    is_active = models.BooleanField("đang hoạt động", default=True)
    sort_name = models.CharField(max_length=400, editable=False, db_index=True)
    search_name = models.CharField(max_length=400, editable=False)

    history = HistoricalRecords(excluded_fields=["sort_name", "search_name"])
    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan, đơn vị, chức danh"
        verbose_name_plural = "cơ quan, đơn vị, chức danh"
        ordering = ["sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "search_name"],
                name="agency_once_in_its_locality",
                violation_error_message="Địa bàn này đã có cơ quan cùng tên.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.short_name = clean(self.name), clean(self.short_name)
        self.sort_name, self.search_name = sort_key(self.name), fold(self.name)
        super().save(*args, **kwargs)

    def on(self, day: dt.date) -> Agency:
        """The body that stands in this one's place on that day; itself where nothing followed."""
        return Successions.of(self.locality_id).on(self, day)


class AgencyAlias(models.Model):
    """Another name of the same body: "UBMTTQ xã" of "UBMTTQ thị trấn"."""

    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan, đơn vị", related_name="aliases", on_delete=models.CASCADE
    )
    name = models.CharField("tên khác", max_length=300)
    search_name = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        verbose_name = "tên khác"
        verbose_name_plural = "tên khác"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "search_name"],
                name="alias_once_for_its_agency",
                violation_error_message="Cơ quan này đã có tên đó.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean(self.name)
        self.search_name = fold(self.name)
        super().save(*args, **kwargs)


class AgencySuccession(models.Model):
    """From a day on, one body stands in the place of another (decree 150/2025/NĐ-CP and others)."""

    old = models.ForeignKey(
        Agency, verbose_name="cơ quan cũ", related_name="successions", on_delete=models.PROTECT
    )
    new = models.ForeignKey(
        Agency, verbose_name="cơ quan kế tiếp", related_name="precedents", on_delete=models.PROTECT
    )
    effective_on = models.DateField("từ ngày")
    decision = models.CharField("văn bản", max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "cơ quan kế tiếp"
        verbose_name_plural = "cơ quan kế tiếp"
        ordering = ["effective_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="agency_does_not_succeed_itself",
                violation_error_message="Cơ quan kế tiếp phải khác cơ quan cũ.",
            ),
            models.UniqueConstraint(
                fields=["old", "effective_on"],
                name="one_successor_a_day",
                violation_error_message="Cơ quan này đã có cơ quan kế tiếp từ ngày đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new} từ {self.effective_on:%d/%m/%Y}"


class Successions:
    """All successions of a locality, read once: who stands for whom on which day."""

    def __init__(self, rows: Iterable[AgencySuccession]) -> None:
        self._next: dict[int, list[AgencySuccession]] = {}
        self._before: dict[int, list[AgencySuccession]] = {}
        for row in rows:
            self._next.setdefault(row.old_id, []).append(row)
            self._before.setdefault(row.new_id, []).append(row)

    @classmethod
    def of(cls, *localities: int) -> Self:
        """One query for whole localities."""
        rows = AgencySuccession.objects.filter(old__locality__in=localities)
        return cls(rows.select_related("new"))

    def on(self, agency: Agency, day: dt.date) -> Agency:
        """The body that stands in ``agency``'s place on that day."""
        for _ in range(_MAX_SUCCESSIONS):
            past = [s for s in self._next.get(agency.pk, ()) if s.effective_on <= day]
            if not past:
                break
            agency = max(past, key=lambda s: s.effective_on).new
        return agency

    def standing_for(self, agency_id: int, day: dt.date) -> frozenset[int]:
        """The bodies in whose place ``agency_id`` stands on that day, itself among them.

        A body that has gone by then stands for nothing but itself, so that its officers, if they
        still sign in, see what was theirs.
        """
        found, todo = {agency_id}, [agency_id]
        while todo:
            for row in self._before.get(todo.pop(), ()):
                if row.effective_on <= day and row.old_id not in found:
                    found.add(row.old_id)
                    todo.append(row.old_id)
        return frozenset(found)
