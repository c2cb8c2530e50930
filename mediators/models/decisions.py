"""Quyết định: what begins and ends the service of mediators. A draft first, then in force."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.memberships import Membership, MembershipRole
from mediators.models.rules import LeavingGround
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, clean_lines, fold


class DecisionState(models.TextChoices):
    DRAFT = "draft", "Dự thảo"
    IN_FORCE = "in_force", "Đã ban hành"


class DecisionQuerySet(VisibleQuerySet["Decision"]):
    def drafts(self) -> Self:
        return self.filter(state=DecisionState.DRAFT)

    def chosen(self, key: str) -> Decision | None:
        """The row of that key as a form sent it; None where there is no such row."""
        return self.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None

    def in_force(self) -> Self:
        return self.filter(state=DecisionState.IN_FORCE)

    def for_list(self) -> Self:
        """With how many it recognises, makes head and ends."""
        return self.annotate(
            **{
                f"n_{kind.value}": models.Count("lines", filter=Q(lines__kind=kind))
                for kind in LineKind
            },
            n_teams=models.Count("lines__team", distinct=True),
        )

    def matching(self, words: str) -> Self:
        """Number or summary, or somebody in it, holds the words, without marks."""
        key = fold(words)
        if not key:
            return self
        lines = DecisionLine.objects.filter(decision=models.OuterRef("pk"))
        named = lines.filter(mediator__search_name__contains=key)
        return self.filter(Q(search_text__contains=key) | Q(models.Exists(named)))

    def counted_by_year(self) -> list[tuple[int | None, int]]:
        """Year of issue (None for drafts) and how many; newest first."""
        years = self.order_by("-issued_on__year").values_list("issued_on__year")
        return list(years.annotate(n=models.Count("pk")))

    def of(self, *, state: str = "", year: int | None = None) -> Self:
        rows = self.filter(state=state) if state else self
        return rows if year is None else rows.filter(issued_on__year=year)

    def newest_first(self) -> Self:
        """Drafts on top."""
        return self.order_by("state", "-issued_on", "-pk")


class Decision(models.Model):
    """Moves memberships when it comes into force: see ``mediators.decisions.services``."""

    locality = models.ForeignKey(
        Locality, verbose_name="xã, phường", related_name="decisions", on_delete=models.PROTECT
    )
    summary = models.CharField("trích yếu", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    state = models.CharField(
        "tình trạng", max_length=10, choices=DecisionState, default=DecisionState.DRAFT
    )
    requested_on = models.DateField(
        "ngày tổ trưởng đề nghị cho thôi",
        null=True,
        blank=True,
        help_text="Để tính hạn xác minh khi có người thôi.",
    )
    received_on = models.DateField(
        "ngày UBND nhận hồ sơ đề nghị",
        null=True,
        blank=True,
        help_text="Để tính hạn ra quyết định.",
    )
    bases = models.TextField("căn cứ ban hành", blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=100, default="CHỦ TỊCH")
    signer_name = models.CharField("họ tên người ký", max_length=150, blank=True)
    in_force_at = models.DateTimeField("ghi vào danh sách lúc", null=True, editable=False)
    in_force_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ghi vào danh sách",
        related_name="+",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
    )
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    search_text = models.CharField(max_length=500, editable=False)

    history = HistoricalRecords(excluded_fields=["search_text", "version"])
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định về hòa giải viên"
        verbose_name_plural = "quyết định về hòa giải viên"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, in_force_at=None, in_force_by=None)
                | Q(
                    ~Q(number=""),
                    state=DecisionState.IN_FORCE,
                    issued_on__isnull=False,
                    in_force_at__isnull=False,
                    in_force_by__isnull=False,
                ),
                name="decision_in_force_has_number_and_day",
                violation_error_message="Quyết định đã ban hành phải có số và ngày.",
            ),
            models.UniqueConstraint(
                fields=["locality", "number", "issued_on"],
                condition=Q(state=DecisionState.IN_FORCE),
                name="decision_number_once",
                violation_error_message="Đã có quyết định cùng số, cùng ngày.",
            ),
        ]
        indexes = [models.Index(fields=["locality", "state", "issued_on"], name="decision_list")]

    def __str__(self) -> str:
        if self.is_draft:
            return f"Dự thảo quyết định: {self.summary}"
        return f"Quyết định số {self.number} ngày {self.issued_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.summary, self.number = clean(self.summary), clean(self.number)
        self.bases, self.recipients = clean_lines(self.bases), clean_lines(self.recipients)
        self.signer_title, self.signer_name = clean(self.signer_title), clean(self.signer_name)
        self.search_text = fold(f"{self.number} {self.summary}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:decision_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == DecisionState.DRAFT


class LineKind(models.TextChoices):
    RECOGNISE = "recognise", "Công nhận hòa giải viên"
    HEAD = "head", "Công nhận tổ trưởng"
    END = "end", "Cho thôi làm hòa giải viên"


class DecisionLineQuerySet(VisibleQuerySet["DecisionLine"]):
    locality_lookup = "decision__locality"

    def in_force_on(self, day: dt.date) -> Self:
        return self.filter(decision__state=DecisionState.IN_FORCE, decision__issued_on__lte=day)

    def with_all(self) -> Self:
        """Joins of a page: team, person, decision, ground."""
        return self.select_related("team__hamlet", "mediator", "decision", "ground")

    def in_order(self) -> Self:
        """Team by team; those who come before those who go."""
        return self.order_by("team__sort_place", "team__sort_name", "team_id", "order", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-decision__issued_on", "-decision_id", "order", "pk")


class DecisionLine(models.Model):
    """What a decision does to one person in one team."""

    decision = models.ForeignKey(
        Decision, verbose_name="quyết định", related_name="lines", on_delete=models.CASCADE
    )
    team = models.ForeignKey(
        "mediators.MediationTeam",
        verbose_name="tổ hòa giải",
        related_name="lines",
        on_delete=models.PROTECT,
    )
    mediator = models.ForeignKey(
        "mediators.Mediator",
        verbose_name="hòa giải viên",
        related_name="lines",
        on_delete=models.PROTECT,
    )
    kind = models.CharField("nội dung", max_length=10, choices=LineKind)
    role = models.CharField(
        "vai trò", max_length=10, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    ground = models.ForeignKey(
        LeavingGround,
        verbose_name="lý do thôi",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    # The membership that stood before without a decision and that this line recognised.
    confirmed = models.ForeignKey(
        Membership,
        verbose_name="được công nhận",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )

    history = HistoricalRecords()
    objects = DecisionLineQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung quyết định"
        verbose_name_plural = "nội dung quyết định"
        ordering = ["decision", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "team", "mediator"],
                name="person_once_in_decision_and_team",
                violation_error_message="Người này đã có trong quyết định với tổ này.",
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.END, ground__isnull=False)
                | (~Q(kind=LineKind.END) & Q(ground=None)),
                name="line_ends_for_a_ground",
                violation_error_message="Cho thôi thì chọn lý do; nội dung khác thì để trống.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.mediator}"

    @property
    def makes_head(self) -> bool:
        if self.kind == LineKind.RECOGNISE:
            return self.role == MembershipRole.HEAD
        return self.kind == LineKind.HEAD

    @property
    def word(self) -> str:
        """What the line says, as decisions say it."""
        if self.kind == LineKind.RECOGNISE and self.makes_head:
            return "Công nhận hòa giải viên, tổ trưởng"
        return str(LineKind(self.kind).label)
