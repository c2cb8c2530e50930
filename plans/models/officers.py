"""Cán bộ, công chức: the people who sign in."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models
from django.db.models import Func, OuterRef, Subquery
from simple_history.models import HistoricalRecords

from plans.models.agencies import Agency, Successions
from plans.models.localities import Locality, VisibleQuerySet
from plans.text import clean, fold, name_key


class Role(models.TextChoices):
    """Groups of Django, by name; one person often holds several (design, section 1)."""

    OFFICER = "Cán bộ phụ trách"
    COORDINATOR = "Cán bộ tổng hợp"
    LEADER = "Lãnh đạo"
    KEEPER = "Quản lý danh sách hòa giải viên"
    ADMINISTRATOR = "Quản trị"


class _Joined(Func):
    """Names of one set of rows in one text. Django has its own StringAgg from 6.0 on."""

    contains_aggregate = False
    template = "%(function)s(%(expressions)s, '\n')"
    function = "STRING_AGG"
    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class OfficerQuerySet(VisibleQuerySet["Officer"]):
    locality_lookup = "agency__locality"

    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_roles(self) -> Self:
        """Group names in the same query, for ``Officer.roles``."""
        names = Group.objects.filter(user=OuterRef("pk")).order_by()
        joined = names.annotate(joined=_Joined("name")).values("joined")
        # Without this the subquery would group by the row and give one name only.
        joined.query.group_by = None
        return self.annotate(role_names=Subquery(joined))

    def wanting_mail(self) -> Self:
        """Who can be written to and has not switched it off."""
        return self.active().filter(wants_mail=True).exclude(email="")

    def in_order(self) -> Self:
        """By given name, as Vietnamese lists are."""
        return self.order_by("sort_name", "pk")


class OfficerManager(UserManager["Officer"].from_queryset(OfficerQuerySet)):  # type: ignore[misc]
    """Makes users the way Django's commands expect."""


class Officer(AbstractUser):
    """A user: name, job title and agency; rights come from groups, agency and locality."""

    first_name = None  # type: ignore[assignment]  # a Vietnamese name is one text
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=150)
    job_title = models.CharField("chức vụ", max_length=150, blank=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan, đơn vị",
        related_name="officers",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    wants_mail = models.BooleanField(
        "nhận thư nhắc việc",
        default=True,
        help_text="Mỗi ngày nhiều nhất một thư, khi có việc đến mốc nhắc.",
    )
    sort_name = models.CharField(max_length=400, editable=False, db_index=True)
    search_name = models.CharField(max_length=400, editable=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    history = HistoricalRecords(
        excluded_fields=["password", "last_login", "sort_name", "search_name"]
    )
    objects: ClassVar[OfficerManager] = OfficerManager()

    class Meta:
        verbose_name = "cán bộ, công chức"
        verbose_name_plural = "cán bộ, công chức"
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name, self.job_title = clean(self.full_name), clean(self.job_title)
        self.sort_name, self.search_name = name_key(self.full_name), fold(self.full_name)
        if kwargs.get("update_fields") is not None and "full_name" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_name", "search_name"}
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def locality(self) -> Locality | None:
        """Through the agency; None for one who belongs nowhere yet."""
        return self.agency.locality if self.agency else None

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of this person's groups; no query after ``with_roles``."""
        names: str | None = getattr(self, "role_names", "")
        if names == "":
            return frozenset(self.groups.values_list("name", flat=True))
        return frozenset((names or "").split("\n")) - {""}

    @cached_property
    def successions(self) -> Successions:
        """Those of the person's locality, read once a request: every page needs them."""
        return Successions.of(self.agency.locality_id) if self.agency else Successions([])

    def successions_in(self, *localities: int) -> Successions:
        """Those of these localities; no query more where that is the person's own alone."""
        if self.agency is not None and set(localities) <= {self.agency.locality_id}:
            return self.successions
        return Successions.of(*localities)

    def bodies_on(self, day: dt.date) -> frozenset[int]:
        """Ids of the bodies for which this person's own stands on that day, itself among them.

        Plans name bodies that others have followed since.
        """
        if self.agency is None:
            return frozenset()
        return self.successions.standing_for(self.agency.pk, day)

    def has_role(self, *roles: Role) -> bool:
        """Whether the person holds any of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_administrator(self) -> bool:
        """May act on people, agencies, localities and the plan of their locality."""
        return self.is_superuser or self.has_role(Role.ADMINISTRATOR)
