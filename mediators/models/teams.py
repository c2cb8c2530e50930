"""Tổ hòa giải: one or several a hamlet; what each has and still lacks on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.composition import Composition, Member, RuleKind
from mediators.models.decisions import DecisionLine
from mediators.models.ethnic_groups import is_minority
from mediators.models.learning import trained_in_year_of
from mediators.models.memberships import Membership, MembershipRole
from mediators.models.people import Sex
from mediators.models.rules import TeamRule
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold, sort_key


def exists_on(day: dt.date, established_on: dt.date | None, dissolved_on: dt.date | None) -> bool:
    """See also ``MediationTeamQuerySet.existing_on``."""
    is_founded = established_on is None or established_on <= day
    return is_founded and (dissolved_on is None or dissolved_on > day)


def is_pilot_in(year: int, first: int | None, last: int | None) -> bool:
    """Whether the year is one of those in which a team leads the way."""
    return first is not None and first <= year and (last is None or year <= last)


class MediationTeamQuerySet(VisibleQuerySet["MediationTeam"]):
    locality_lookup = "hamlet"

    def existing_on(self, day: dt.date) -> Self:
        """Neither to come nor dissolved by then; without a day of founding: of old."""
        return self.filter(
            Q(established_on=None) | Q(established_on__lte=day),
            Q(dissolved_on=None) | Q(dissolved_on__gt=day),
        )

    def compositions_on(self, day: dt.date) -> dict[int, Composition]:
        """The composition of each team, by its key: two queries, whatever the number of teams.

        A third where the rules ask who was trained.
        """
        members: dict[_Team, list[Member]] = defaultdict(list)
        for row in self._members_on(day):
            *team, role, decided_on, sex, ethnic_group, name = row
            people = members[_Team(*team)]
            if role is None:
                continue
            # A decision after that day recognises nobody yet.
            is_recognised = decided_on is not None and decided_on <= day
            is_head, is_woman = role == MembershipRole.HEAD, sex == Sex.FEMALE
            people.append(Member(is_woman, is_minority(ethnic_group), is_head, is_recognised, name))
        rules = TeamRule.values_on(day)
        n_untrained = self.untrained_on(day) if rules.get(RuleKind.TRAINED) else {}
        return {
            team.pk: Composition.of(team, people, rules, n_untrained=n_untrained.get(team.pk, 0))
            for team, people in members.items()
        }

    def _members_on(self, day: dt.date) -> Iterable[tuple[Any, ...]]:
        """A row a member, and one for a team without any."""
        held = Q(memberships__started_on__lte=day) & (
            Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=day)
        )
        current = self.order_by().annotate(current=FilteredRelation("memberships", condition=held))
        person = ("current__mediator__sex", "current__mediator__ethnic_group")
        return current.values_list(
            *_Team._fields,
            *("current__role", "current__started_by__issued_on", *person),
            "current__mediator__full_name",
        )

    def untrained_on(self, day: dt.date) -> dict[int, int]:
        """How many members of each team were not trained in the year by that day."""
        members = Membership.objects.on(day).filter(team__in=self.order_by().values("pk"))
        rest = members.exclude(trained_in_year_of(day, person="mediator")).order_by()
        return dict(rest.values("team").annotate(n=Count("pk")).values_list("team", "n"))

    def composed_on(self, day: dt.date) -> list[MediationTeam]:
        """The teams in their order, each with its ``composition`` of that day."""
        teams, compositions = list(self), self.compositions_on(day)
        for one in teams:
            one.composition = compositions[one.pk]
        return teams

    def with_last_decision(self, day: dt.date) -> Self:
        """Annotates ``last_decided_on``: when a decision last touched the team."""
        lines = DecisionLine.objects.in_force_on(day).filter(team=OuterRef("pk"))
        last = lines.order_by("-decision__issued_on").values("decision__issued_on")[:1]
        return self.annotate(last_decided_on=Subquery(last))

    def of_commune(self, commune: Locality) -> Self:
        """Of that commune alone, not of communes that lie in it."""
        return self.filter(Q(hamlet=commune) | Q(hamlet__parent=commune))

    def named(self, key: str, day: dt.date) -> Self:
        """With the folded words in the team, the hamlet or the names of its people of that day."""
        people = Membership.objects.on(day).filter(
            team=OuterRef("pk"), mediator__search_name__contains=key
        )
        return self.filter(Q(search_text__contains=key) | Q(Exists(people)))

    def has_twin(self, hamlet: Locality, name: str, *, but: int | None) -> bool:
        """Whether another open team of the hamlet bears that name."""
        twins = self.filter(hamlet=hamlet, sort_name=sort_key(name), dissolved_on=None)
        return (twins if but is None else twins.exclude(pk=but)).exists()

    def for_list(self) -> Self:
        return self.select_related("hamlet__parent")

    def in_order(self) -> Self:
        """By former unit and name as a dictionary has it."""
        return self.order_by("sort_place", "sort_name", "pk")


class _Team(NamedTuple):
    """What ``Composition`` asks of a team."""

    pk: int
    set_size: int | None
    needs_minority: bool


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

    composition: Composition  # by ``composed_on``
    last_decided_on: dt.date | None  # annotated by ``with_last_decision``

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

    def is_pilot_in(self, year: int) -> bool:
        return is_pilot_in(year, self.pilot_from, self.pilot_until)

    def exists_on(self, day: dt.date) -> bool:
        return exists_on(day, self.established_on, self.dissolved_on)

    def composition_on(self, day: dt.date) -> Composition:
        return self.composition_of(self.memberships.all().on(day).with_people(), day)

    def composition_of(self, members: Iterable[Membership], day: dt.date) -> Composition:
        """The composition of that day, of its members, which are read with all of theirs."""
        rules, n_untrained = TeamRule.values_on(day), {}
        if rules.get(RuleKind.TRAINED):
            n_untrained = MediationTeam.objects.filter(pk=self.pk).untrained_on(day)
        people = [one.as_of(day) for one in members]
        return Composition.of(self, people, rules, n_untrained=n_untrained.get(self.pk, 0))
