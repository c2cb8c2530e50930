"""Tổ hòa giải: one or several a hamlet; what each has and still lacks on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.composition import Counts, Gap, Needs, RuleKind, missing, untrained
from mediators.models.decisions import DecisionLine
from mediators.models.ethnic_groups import MAJORITY
from mediators.models.learning import trained_in_year_of
from mediators.models.memberships import Membership, MembershipRole
from mediators.models.people import Sex
from mediators.models.rules import TeamRule
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold, sort_key


def _counted(day: dt.date, *conditions: Q) -> Coalesce:
    """How many members of that day fit, of the team of the outer query."""
    fitting = Membership.objects.on(day).filter(*conditions, team=OuterRef("pk"))
    counted = fitting.order_by().values("team").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


def _asked(kind: RuleKind, day: dt.date) -> Coalesce:
    """The number of the rule of that day; 0 where none holds. Read once a query."""
    rule = TeamRule.objects.on(day).filter(kind=kind).order_by("-valid_from", "-pk")
    return Coalesce(Subquery(rule.values("value")[:1], output_field=models.IntegerField()), 0)


@dataclass(frozen=True, slots=True)
class HamletSum:
    """The teams of one hamlet, counted."""

    hamlet_id: int
    name: str
    former_unit: str
    n_teams: int
    n_incomplete: int
    n_picked: int
    n_members: int
    n_women: int
    n_picked_members: int
    n_picked_women: int


def picks(
    day: dt.date,
    *,
    words: str = "",
    unit: str = "",
    hamlet: int | None = None,
    is_incomplete: bool | None = None,
    pilot_in: int | None = None,
    is_supported: bool | None = None,
) -> Q:
    """After ``with_composition``: teams that answer every filter that is given.

    ``is_supported`` reads what ``mediators.models.support.with_support`` annotates. Words are
    looked for without marks in the team, the hamlet and the names of its people.
    """
    found = Q(pk__isnull=False)
    if key := fold(words):
        people = Membership.objects.on(day).filter(
            team=OuterRef("pk"), mediator__search_name__contains=key
        )
        found &= Q(search_text__contains=key) | Q(Exists(people))
    if unit:
        found &= Q(hamlet__former_unit=unit)
    if hamlet is not None:
        found &= Q(hamlet_id=hamlet)
    if is_incomplete is not None:
        found &= Q(is_incomplete=is_incomplete)
    if pilot_in is not None:
        found &= Q(pilot_from__lte=pilot_in) & (Q(pilot_until=None) | Q(pilot_until__gte=pilot_in))
    if is_supported is not None:
        found &= Q(n_supports__gt=0) if is_supported else Q(n_supports=0)
    return found


class MediationTeamQuerySet(VisibleQuerySet["MediationTeam"]):
    locality_lookup = "hamlet"

    def existing_on(self, day: dt.date) -> Self:
        """Neither to come nor dissolved by then; without a day of founding: of old."""
        return self.filter(
            Q(established_on=None) | Q(established_on__lte=day),
            Q(dissolved_on=None) | Q(dissolved_on__gt=day),
        )

    def with_composition(self, day: dt.date) -> Self:
        """Annotates what ``MediationTeam.counts``, ``needs`` and ``missing`` read: no query a team.

        Counts and the rules of that day come in the query of the teams itself.
        """
        head = Membership.objects.on(day).filter(team=OuterRef("pk"), role=MembershipRole.HEAD)
        return self.annotate(
            n_members=_counted(day),
            n_women=_counted(day, Q(mediator__sex=Sex.FEMALE)),
            n_minority=_counted(day, ~Q(mediator__ethnic_group__in=["", MAJORITY])),
            n_heads=_counted(day, Q(role=MembershipRole.HEAD)),
            n_unrecognised=_counted(
                day,
                Q(started_by=None) | Q(started_by__issued_on__gt=day),  # recognised later
            ),
            need_size=Greatest(
                _asked(RuleKind.SIZE, day),
                Coalesce(F("set_size"), 0),
                output_field=models.IntegerField(),
            ),
            need_women=_asked(RuleKind.WOMEN, day),
            need_minority=Case(
                When(needs_minority=True, then=_asked(RuleKind.MINORITY, day)), default=Value(0)
            ),
            need_heads=_asked(RuleKind.HEAD, day),
            need_decision=_asked(RuleKind.DECISION, day),
            head_name=Subquery(head.values("mediator__full_name")[:1]),
        ).annotate(
            is_incomplete=Case(
                When(
                    Q(n_members__lt=F("need_size"))
                    | Q(n_women__lt=F("need_women"))
                    | Q(n_minority__lt=F("need_minority"))
                    | Q(n_heads__lt=F("need_heads"))
                    | Q(n_unrecognised__gt=0, need_decision__gt=0),
                    then=Value(True),
                ),
                default=Value(False),
                output_field=models.BooleanField(),
            )
        )

    def with_training(self, day: dt.date) -> Self:
        """Annotates what ``MediationTeam.training_gap`` reads. No part of the composition."""
        trained = trained_in_year_of(day, person="mediator")
        return self.annotate(
            n_untrained=_counted(day, Q(~trained)), need_trained=_asked(RuleKind.TRAINED, day)
        )

    def with_last_decision(self, day: dt.date) -> Self:
        """Annotates ``last_decided_on``: when a decision last touched the team."""
        lines = DecisionLine.objects.in_force_on(day).filter(team=OuterRef("pk"))
        last = lines.order_by("-decision__issued_on").values("decision__issued_on")[:1]
        return self.annotate(last_decided_on=Subquery(last))

    def of_commune(self, commune: Locality) -> Self:
        """Of that commune alone, not of communes that lie in it."""
        return self.filter(Q(hamlet=commune) | Q(hamlet__parent=commune))

    def incomplete(self) -> Self:
        """After ``with_composition``. See also ``mediators.models.composition.missing``."""
        return self.filter(is_incomplete=True)

    def summed_up(self, picked: Q) -> list[HamletSum]:
        """After ``with_composition``: a row a hamlet, in order; ``n_picked`` counts the picked.

        One query gives a list its totals, its number of rows and the choices of its filters.
        """
        annotated: Any = self  # the type checker knows the model's own columns alone
        rows = (
            annotated.order_by("sort_place", "hamlet__sort_name", "hamlet_id")
            .values("hamlet_id", "hamlet__name", "hamlet__former_unit", "sort_place")
            .annotate(
                teams=Count("pk"),
                incomplete=Count("pk", filter=Q(is_incomplete=True)),
                picked=Count("pk", filter=picked),
                members=Sum("n_members"),
                women=Sum("n_women"),
                picked_members=Sum("n_members", filter=picked),
                picked_women=Sum("n_women", filter=picked),
            )
            .values_list(
                "hamlet_id",
                "hamlet__name",
                "hamlet__former_unit",
                "teams",
                "incomplete",
                "picked",
                "members",
                "women",
                "picked_members",
                "picked_women",
            )
        )
        return [HamletSum(*row[:6], *(n or 0 for n in row[6:])) for row in rows]

    def picked(self, picked: Q) -> Self:
        """The rows that ``picks`` describes."""
        return self.filter(picked)

    def has_twin(self, hamlet: Locality, name: str, *, but: int | None) -> bool:
        """Whether another open team of the hamlet bears that name."""
        twins = self.filter(hamlet=hamlet, sort_name=sort_key(name), dissolved_on=None)
        return (twins if but is None else twins.exclude(pk=but)).exists()

    def for_list(self) -> Self:
        return self.select_related("hamlet__parent")

    def in_order(self, *, by: str = "") -> Self:
        """By former unit and name as a dictionary has it; or after ``with_last_decision`` by a
        column of the list, a minus in front for the other way round."""
        columns = {
            "ten": ["sort_name"],
            "so-nguoi": ["n_members"],
            "nu": ["n_women"],
            "kien-toan": ["last_decided_on"],
        }
        sign = "-" if by.startswith("-") else ""
        chosen = [f"{sign}{one}" for one in columns.get(by.removeprefix("-"), [])]
        return self.order_by(*chosen, "sort_place", "sort_name", "pk")


class MediationTeam(models.Model):
    """Law 35/2013/QH13, article 12."""

    hamlet = models.ForeignKey(
        Locality, verbose_name="khu phố, ấp", related_name="teams", on_delete=models.PROTECT
    )
    name = models.CharField(
        "tên tổ",
        max_length=200,
        blank=True,
        help_text="Để trống thì lấy tên khu phố, ấp. Không cần ghi chữ “Tổ hòa giải”.",
    )
    set_size = models.PositiveSmallIntegerField(
        "số hòa giải viên do Chủ tịch UBND quy định",
        null=True,
        blank=True,
        help_text="Để trống thì theo số tối thiểu của luật.",
    )
    needs_minority = models.BooleanField(
        "địa bàn có nhiều đồng bào dân tộc thiểu số",
        default=False,
        help_text="Tổ phải có hòa giải viên người dân tộc thiểu số.",
    )
    pilot_from = models.PositiveSmallIntegerField("làm điểm từ năm", null=True, blank=True)
    pilot_until = models.PositiveSmallIntegerField("đến hết năm", null=True, blank=True)
    established_on = models.DateField("thành lập ngày", null=True, blank=True)
    dissolved_on = models.DateField("giải thể, sáp nhập từ ngày", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    sort_name = models.CharField(max_length=400, editable=False)
    sort_place = models.CharField(max_length=400, editable=False, default="")
    search_text = models.CharField(max_length=700, editable=False)

    # Annotated by ``with_composition``, ``with_training`` and ``with_last_decision``
    n_members: int
    n_women: int
    n_minority: int
    need_size: int
    is_incomplete: bool
    head_name: str | None
    n_untrained: int
    need_trained: int
    last_decided_on: dt.date | None

    history = HistoricalRecords(
        excluded_fields=["sort_name", "sort_place", "search_text", "version"]
    )
    objects = MediationTeamQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ hòa giải"
        verbose_name_plural = "tổ hòa giải"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hamlet", "sort_name"],
                condition=Q(dissolved_on=None),
                name="team_once_in_its_hamlet",
                violation_error_message="Khu phố, ấp này đã có tổ hòa giải cùng tên.",
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on=None)
                | Q(established_on=None)
                | Q(dissolved_on__gt=F("established_on")),
                name="team_days_in_order",
                violation_error_message="Ngày giải thể phải sau ngày thành lập.",
            ),
            models.CheckConstraint(
                condition=Q(pilot_until=None)
                | Q(pilot_from__isnull=False, pilot_until__gte=F("pilot_from")),
                name="team_pilot_years_in_order",
                violation_error_message="Năm cuối làm điểm phải từ năm đầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tổ hòa giải {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean(self.name) or self.hamlet.name
        for column, value in self.keys().items():
            setattr(self, column, value)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:team_detail", args=[self.pk])

    def keys(self) -> dict[str, str]:
        """The stored columns by which the team is sorted and found."""
        hamlet = self.hamlet
        return {
            "sort_name": sort_key(self.name),
            "sort_place": sort_key(hamlet.former_unit),
            "search_text": fold(f"{self.name} {hamlet.name} {hamlet.former_unit}"),
        }

    @property
    def commune(self) -> Locality:
        return self.hamlet.parent or self.hamlet

    @property
    def place(self) -> str:
        """What tells two teams of one name apart: the unit before the merger."""
        return f"{self.hamlet.former_unit} cũ" if self.hamlet.former_unit else ""

    @property
    def counts(self) -> Counts:
        """After ``with_composition``."""
        names = ("members", "women", "minority", "heads", "unrecognised")
        return Counts(**{name: getattr(self, f"n_{name}") for name in names})

    @property
    def needs(self) -> Needs:
        """After ``with_composition``."""
        names = ("size", "women", "minority", "heads", "decision")
        return Needs(**{name: getattr(self, f"need_{name}") for name in names})

    @property
    def missing(self) -> list[Gap]:
        """After ``with_composition``: "còn thiếu"."""
        return missing(self.counts, self.needs)

    @property
    def training_gap(self) -> Gap | None:
        """After ``with_training``: who was not trained this year, where the rules ask for it."""
        return untrained(self.n_untrained, is_asked=self.need_trained > 0)

    def is_pilot_in(self, year: int) -> bool:
        if self.pilot_from is None:
            return False
        return self.pilot_from <= year and (self.pilot_until is None or year <= self.pilot_until)

    def exists_on(self, day: dt.date) -> bool:
        """See also ``MediationTeamQuerySet.existing_on``."""
        is_founded = self.established_on is None or self.established_on <= day
        return is_founded and (self.dissolved_on is None or self.dissolved_on > day)
