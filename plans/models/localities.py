"""Địa bàn: tỉnh > xã > khu phố, ấp. What a person may see hangs below their locality."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.text import clean, fold, sort_key

# Ids are padded to this many digits in ``Locality.path``; digits sort alike in every collation.
_PATH_STEP = 7


_Row = TypeVar("_Row", bound=models.Model)


class VisibleQuerySet(models.QuerySet[_Row]):
    """Rows that hang on a locality; ``locality_lookup`` leads from the row to it."""

    locality_lookup = "locality"

    def visible_to(self, officer: Any) -> Self:
        """The rows of the officer's locality and of what lies in it; all for a superuser."""
        if officer.is_superuser:
            return self
        return self.within(officer.locality) if officer.locality else self.none()

    def within(self, locality: Locality) -> Self:
        """The rows of that locality and of what lies in it.

        The localities come from a subquery, not from joins: SQLite then begins at the few
        localities and follows the indexes down, where with joins it reads every row there is.
        """
        below = Locality.objects.within(locality).order_by().values("pk")
        return self.filter(**{f"{self.locality_lookup}__in": below})


class LocalityQuerySet(VisibleQuerySet["Locality"]):
    def within(self, locality: Locality) -> Self:
        """The locality itself and what lies in it: their paths begin with its own."""
        return self.filter(path__gte=locality.path, path__lt=f"{locality.path}z")

    def with_rosters(self) -> Self:
        """Communes, which keep rosters, and provinces, which read them; no hamlets."""
        return self.exclude(level=Locality.Level.HAMLET)

    def communes(self) -> Self:
        """In the order of their names."""
        return self.filter(level=Locality.Level.COMMUNE).order_by("sort_name", "pk")

    def named(self, name: str) -> Self:
        """Whatever its marks and case."""
        return self.filter(search_name=fold(name))


class Locality(models.Model):
    """A unit of administration. Sources: laws on local government; resolution 1682/NQ-UBTVQH15."""

    class Level(models.TextChoices):
        PROVINCE = "province", "Tỉnh, thành phố"
        COMMUNE = "commune", "Xã, phường, đặc khu"
        HAMLET = "hamlet", "Khu phố, ấp"

    name = models.CharField("tên", max_length=200)
    level = models.CharField("cấp", max_length=10, choices=Level, default=Level.COMMUNE)
    parent = models.ForeignKey(
        "self",
        verbose_name="thuộc",
        related_name="children",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    former_unit = models.CharField(
        "đơn vị hành chính trước sắp xếp",
        max_length=200,
        blank=True,
        help_text="Ví dụ khu phố này trước đây thuộc thị trấn nào, xã nào.",
    )
    is_active = models.BooleanField("đang dùng", default=True)
    is_sample = models.BooleanField("dữ liệu minh họa", default=False, editable=False)
    # The ids from the top down to this one, padded: everything below begins with it.
    path = models.CharField(max_length=60, editable=False, db_index=True)
    sort_name = models.CharField(max_length=400, editable=False)
    search_name = models.CharField(max_length=400, editable=False)

    history = HistoricalRecords(excluded_fields=["path", "sort_name", "search_name"])
    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name", "former_unit"],
                name="locality_once_in_its_parent",
                violation_error_message="Đã có địa bàn cùng tên trong đơn vị này.",
            ),
            models.UniqueConstraint(
                fields=["name", "former_unit"],
                condition=Q(parent=None),
                name="locality_once_at_the_top",
                violation_error_message="Đã có địa bàn cùng tên.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.former_unit} cũ)" if self.former_unit else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the path of this locality and of all below it."""
        self.name, self.former_unit = clean(self.name), clean(self.former_unit)
        self.sort_name, self.search_name = sort_key(self.name), fold(self.name)
        if self._state.adding:
            super().save(*args, **kwargs)  # the path needs the id
            kwargs = {"update_fields": ["path"]}
            args = ()
        above = self.parent.path if self.parent else ""
        self.path = f"{above}{self.pk:0{_PATH_STEP}d}"
        if kwargs.get("update_fields") == ["path"]:
            # No second row of history for the path alone.
            type(self).objects.filter(pk=self.pk).update(path=self.path)
            return
        super().save(*args, **kwargs)
        for child in self.children.all():
            if not child.path.startswith(self.path):
                child.save()

    def contains(self, other: Locality) -> bool:
        """Whether ``other`` is this locality or lies in it."""
        return other.path.startswith(self.path)
