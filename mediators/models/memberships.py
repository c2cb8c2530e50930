"""Who is in which team, as what, from when to when."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from mediators.models.composition import Member
from mediators.models.rules import LeavingGround
from plans.models.localities import VisibleQuerySet


class MembershipRole(models.TextChoices):
    HEAD = "head", "Tổ trưởng"
    MEMBER = "member", "Hòa giải viên"


class MembershipQuerySet(VisibleQuerySet["Membership"]):
    locality_lookup = "team__hamlet"

    def on(self, day: dt.date) -> Self:
        """The roster of that day. The day from which somebody is out is a day without them."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def open(self) -> Self:
        """Not ended, whatever the day."""
        return self.filter(ended_on=None)

    def with_people(self) -> Self:
        """Joins of a roster: the person, and the decisions that began and ended the service."""
        return self.select_related("mediator", "started_by", "ended_by", "ground")

    def with_team(self) -> Self:
        return self.select_related("team__hamlet", "started_by", "ended_by", "ground")

    def with_commune(self) -> Self:
        """With the team, its hamlet and its commune."""
        return self.select_related("team__hamlet__parent")

    def in_order(self) -> Self:
        """Head first, then by given name."""
        return self.order_by("role", "mediator__sort_name", "pk")

    def by_name(self) -> Self:
        """With the people, by given name."""
        return self.select_related("mediator").order_by("mediator__sort_name", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-started_on", "-pk")


class Membership(models.Model):
    """One stretch of service in one team in one role; a new role is a new row.

    Moved by ``mediators.decisions.services``; the days are [started_on, ended_on).
    """

    team = models.ForeignKey(
        "mediators.MediationTeam",
        verbose_name="tổ hòa giải",
        related_name="memberships",
        on_delete=models.PROTECT,
    )
    mediator = models.ForeignKey(
        "mediators.Mediator",
        verbose_name="hòa giải viên",
        related_name="memberships",
        on_delete=models.PROTECT,
    )
    role = models.CharField(
        "vai trò", max_length=10, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    started_on = models.DateField("từ ngày")
    ended_on = models.DateField(
        "thôi từ ngày", null=True, blank=True, help_text="Từ ngày này không còn trong tổ."
    )
    started_by = models.ForeignKey(
        "mediators.Decision",
        verbose_name="quyết định công nhận",
        related_name="started_memberships",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    ended_by = models.ForeignKey(
        "mediators.Decision",
        verbose_name="quyết định cho thôi, đổi vai trò",
        related_name="ended_memberships",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    ground = models.ForeignKey(
        LeavingGround,
        verbose_name="lý do thôi",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="Để trống khi chỉ đổi vai trò trong tổ.",
    )

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thời gian tham gia tổ"
        verbose_name_plural = "thời gian tham gia tổ"
        ordering = ["team", "started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediator"],
                condition=Q(ended_on=None),
                name="one_open_team_a_person",
                violation_error_message="Người này đang là hòa giải viên của một tổ.",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(ended_on=None, role=MembershipRole.HEAD),
                name="one_open_head_a_team",
                violation_error_message="Tổ này đang có tổ trưởng.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="membership_days_in_order",
                violation_error_message="Ngày thôi phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ground=None)
                | Q(ended_on__isnull=False, ended_by__isnull=False)
                | Q(ended_on__isnull=False, ground__isnull=False),
                name="membership_ends_for_a_reason",
                violation_error_message="Ngày thôi cần có quyết định hoặc lý do.",
            ),
        ]
        indexes = [models.Index(fields=["team", "ended_on"], name="membership_of_team")]

    def __str__(self) -> str:
        return f"{self.mediator} – {self.team}"

    @property
    def is_woman(self) -> bool:
        return self.mediator.is_woman

    @property
    def is_minority(self) -> bool:
        return self.mediator.is_minority

    @property
    def is_head(self) -> bool:
        return self.role == MembershipRole.HEAD

    @property
    def is_recognised(self) -> bool:
        return self.started_by_id is not None

    def as_of(self, day: dt.date) -> Member:
        """As the rules see them on that day: a later decision recognises nobody yet."""
        person = self.mediator
        decided_on = self.started_by.issued_on if self.started_by else None
        is_recognised = decided_on is not None and decided_on <= day
        return Member(
            person.is_woman, person.is_minority, self.is_head, is_recognised, person.full_name
        )

    def holds_on(self, day: dt.date) -> bool:
        """See also ``MembershipQuerySet.on``."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)
