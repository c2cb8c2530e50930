"""Sample rosters: 20 teams and about 130 mediators, told through the decisions of three years.

None of these people exists: names are put together from common syllables, the rest by counting.
Several teams lack something on purpose. See also ``tasks.sample``; every page of a sample locality
says what it shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from mediators.decisions.papers import DEFAULT_BASES, DEFAULT_RECIPIENTS
from mediators.decisions.services import Item, bring_into_force, save_team_lines
from mediators.models import (
    Decision,
    LeavingGround,
    LineKind,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
    Qualification,
    Sex,
    Source,
)
from plans.models import Locality, Officer, Role

TOWN, TAN_BINH, THANH_TAY = "thị trấn Tân Biên", "xã Tân Bình", "xã Thạnh Tây"
FIRST_ON = dt.date(2024, 4, 2)
MERGER_ON = dt.date(2025, 9, 18)
YEARLY_ON = dt.date(2026, 3, 12)
RECEIVED_ON = dt.date(2026, 11, 18)
PILOT_YEARS = (2024, 2026)

_FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đoàn", "Trương", "Cao", "Lâm", "Mai", "Tô", "Châu", "Hà", "Thái",
)  # fmt: skip
_MEN = ("Văn", "Công", "Minh", "Thành", "Hữu", "Quốc", "Đức")
_WOMEN = ("Thị", "Thị Ngọc", "Thị Kim", "Thị Thu", "Mỹ", "Kiều")
_MEN_GIVEN = (
    "An", "Bảo", "Cường", "Dũng", "Đạt", "Đức", "Giang", "Hải", "Hậu", "Hòa", "Hùng", "Khánh",
    "Lâm", "Long", "Nam", "Nghĩa", "Phúc", "Quang", "Sơn", "Tâm", "Thắng", "Tuấn", "Vinh", "Xuân",
)  # fmt: skip
_WOMEN_GIVEN = (
    "Ánh", "Bích", "Chi", "Diễm", "Đào", "Hạnh", "Hoa", "Hồng", "Hương", "Lan", "Liên", "Mai",
    "Nga", "Oanh", "Phượng", "Thảo", "Thu", "Thủy", "Tuyết", "Út", "Vân", "Xuân", "Yến",
)  # fmt: skip
_OCCUPATIONS = (
    "Làm nông", "Hưu trí", "Buôn bán nhỏ", "Giáo viên", "Trưởng khu phố, ấp",
    "Chi hội trưởng Hội Phụ nữ", "Hội Cựu chiến binh", "Công nhân",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sketch:
    """A team: how many men and women at first, and what is peculiar about it."""

    hamlet: str
    unit: str
    men: int
    women: int
    minority: int = 0
    needs_minority: bool = False
    is_pilot: bool = False


TEAMS = (
    Sketch("Khu phố 1", TOWN, 4, 2, is_pilot=True),
    Sketch("Khu phố 2", TOWN, 4, 3),
    Sketch("Khu phố 3", TOWN, 5, 0),  # no woman
    Sketch("Khu phố 4", TOWN, 4, 3),
    Sketch("Khu phố 5", TOWN, 4, 2),
    Sketch("Khu phố 6", TOWN, 5, 3),
    Sketch("Khu phố 7", TOWN, 3, 4, is_pilot=True),
    Sketch("Ấp 1", TAN_BINH, 2, 1),  # later two, no woman, no head
    Sketch("Ấp 2", TAN_BINH, 4, 3),
    Sketch("Ấp 3", TAN_BINH, 5, 2),
    Sketch("Ấp 4", TAN_BINH, 4, 3, needs_minority=True),  # no minority member
    Sketch("Ấp 5", TAN_BINH, 4, 3, minority=2, needs_minority=True),
    Sketch("Ấp 6", TAN_BINH, 4, 3),
    Sketch("Ấp 1", THANH_TAY, 5, 3),
    Sketch("Ấp 2", THANH_TAY, 4, 3, is_pilot=True),
    Sketch("Ấp 3", THANH_TAY, 4, 3),
    Sketch("Ấp 4", THANH_TAY, 5, 0),  # no woman
    Sketch("Ấp 5", THANH_TAY, 5, 3, minority=1, needs_minority=True),
    Sketch("Ấp 6", THANH_TAY, 4, 3),  # later without a head
    Sketch("Ấp 7", THANH_TAY, 4, 2),  # some serve without a decision
)


@transaction.atomic
def load(locality: Locality, today: dt.date) -> None:
    """Into a locality that has no team yet; decisions later than ``today`` are not told."""
    if MediationTeam.objects.within(locality).exists():
        return
    _Story(locality, today).tell()


class _Story:
    def __init__(self, locality: Locality, today: dt.date) -> None:
        self.locality, self.today = locality, today
        self.keeper = keeper_of(locality)
        self.people = _People(locality)
        self.grounds = list(LeavingGround.objects.on(today))
        self.teams = [self._make_team(sketch) for sketch in TEAMS]

    def _make_team(self, sketch: Sketch) -> MediationTeam:
        hamlet, _ = Locality.objects.get_or_create(
            parent=self.locality,
            name=sketch.hamlet,
            former_unit=sketch.unit,
            defaults={"level": Locality.Level.HAMLET, "is_sample": self.locality.is_sample},
        )
        first, last = PILOT_YEARS if sketch.is_pilot else (None, None)
        return MediationTeam.objects.create(
            hamlet=hamlet,
            needs_minority=sketch.needs_minority,
            pilot_from=first,
            pilot_until=last,
            established_on=dt.date(2014, 5, 20),
        )

    def tell(self) -> None:
        for unit, number in ((TOWN, 41), (TAN_BINH, 35), (THANH_TAY, 52)):
            self._first(unit, f"{number}/QĐ-UBND")
        self._after_the_merger()
        self._of_this_year()
        self._without_decision()
        self._namesakes()
        self._draft()

    def _first(self, unit: str, number: str) -> None:
        lists = {
            team: [
                Item(
                    LineKind.RECOGNISE,
                    person,
                    MembershipRole.HEAD if index == 0 else MembershipRole.MEMBER,
                )
                for index, person in enumerate(self.people.of(sketch))
            ]
            for sketch, team in zip(TEAMS, self.teams, strict=True)
            if sketch.unit == unit
        }
        summary = f"Về việc công nhận hòa giải viên, tổ trưởng các tổ hòa giải {unit}"
        self._decide(summary, lists, number=number, issued_on=FIRST_ON)

    def _after_the_merger(self) -> None:
        """In every third team somebody goes and somebody comes; two heads change."""
        lists: dict[MediationTeam, list[Item]] = {}
        for index, team in enumerate(self.teams):
            members = self._members(team)
            items = lists.setdefault(team, [])
            if index % 3 == 0 and len(members) > 4:
                ground = self.grounds[index % 2]
                items.append(Item(LineKind.END, members[-1], ground=ground))
                items.append(Item(LineKind.RECOGNISE, self.people.next_man()))
            if index in (1, 13):
                items.append(Item(LineKind.HEAD, members[2], MembershipRole.HEAD))
        summary = "Về việc kiện toàn các tổ hòa giải sau sắp xếp đơn vị hành chính"
        self._decide(summary, lists, number="96/QĐ-UBND", issued_on=MERGER_ON)

    def _of_this_year(self) -> None:
        """Some teams are completed; one loses its head, one its woman and head."""
        by_place = {
            (one.hamlet, one.unit): team for one, team in zip(TEAMS, self.teams, strict=True)
        }
        wish, died = self.grounds[0], self.grounds[3]
        torn, headless = by_place["Ấp 1", TAN_BINH], by_place["Ấp 6", THANH_TAY]
        lists = {
            torn: [
                Item(LineKind.END, self._members(torn)[0], ground=died),
                Item(LineKind.END, self._members(torn)[-1], ground=wish),
                Item(LineKind.RECOGNISE, self.people.next_man()),
            ],
            headless: [Item(LineKind.END, self._members(headless)[0], ground=wish)],
        }
        for index in (1, 3, 5, 8, 14):
            lists[self.teams[index]] = [Item(LineKind.RECOGNISE, self.people.next_woman())]
        summary = "Về việc kiện toàn các tổ hòa giải năm 2026"
        self._decide(summary, lists, number="58/QĐ-UBND", issued_on=YEARLY_ON)

    def _without_decision(self) -> None:
        """Two serve in the last team, and the decision is still to come."""
        for person in (self.people.next_man(), self.people.next_woman()):
            started_on = min(dt.date(2026, 9, 1), self.today)
            Membership.objects.create(team=self.teams[-1], mediator=person, started_on=started_on)

    def _namesakes(self) -> None:
        """Two communes, one name, two people."""
        pair = [
            self.people.make(f"{_FAMILIES[0]} Thị {_WOMEN_GIVEN[9]}", Sex.FEMALE, birth_year=year)
            for year in (1968, None)
        ]
        NotSamePerson.note(*pair)

    def _draft(self) -> None:
        """A draft of these days: a woman for the team that has none."""
        if self.today < RECEIVED_ON:
            return
        team = self.teams[2]
        draft = self._new_decision(f"Về việc kiện toàn {team}", received_on=RECEIVED_ON)
        woman = self.people.next_woman()
        self._save(draft, {team: [Item(LineKind.RECOGNISE, woman)]})

    # How it is told

    def _members(self, team: MediationTeam) -> list[Mediator]:
        rows = team.memberships.all().open().with_people().order_by("role", "pk")
        return [one.mediator for one in rows]

    def _decide(
        self,
        summary: str,
        lists: dict[MediationTeam, list[Item]],
        *,
        number: str,
        issued_on: dt.date,
    ) -> None:
        if issued_on > self.today:
            return
        received_on = issued_on - dt.timedelta(days=4)
        decision = self._save(self._new_decision(summary, received_on=received_on), lists)
        bring_into_force(
            decision_id=decision.pk,
            version=decision.version,
            number=number,
            issued_on=issued_on,
            by=self.keeper,
            today=self.today,
        )

    def _new_decision(self, summary: str, *, received_on: dt.date) -> Decision:
        return Decision.objects.create(
            locality=self.locality,
            summary=summary,
            received_on=received_on,
            bases=DEFAULT_BASES,
            recipients=DEFAULT_RECIPIENTS,
        )

    def _save(self, decision: Decision, lists: dict[MediationTeam, list[Item]]) -> Decision:
        for team, items in lists.items():
            if items:
                decision = save_team_lines(
                    decision_id=decision.pk,
                    version=decision.version,
                    team=team,
                    items=items,
                    by=self.keeper,
                )
        return decision


class _People:
    """Makes people by counting: the same ones every time."""

    def __init__(self, locality: Locality) -> None:
        self.locality = locality
        self.made = 0

    def of(self, sketch: Sketch) -> Iterator[Mediator]:
        """Those of a team, its head first: a woman in every third team that has one."""
        men = [self.next_man(is_minority=n < sketch.minority) for n in range(sketch.men)]
        women = [self.next_woman() for _ in range(sketch.women)]
        yield from (women + men if women and self.made % 3 == 0 else men + women)

    def next_man(self, *, is_minority: bool = False) -> Mediator:
        return self._next(Sex.MALE, _MEN, _MEN_GIVEN, is_minority=is_minority)

    def next_woman(self) -> Mediator:
        return self._next(Sex.FEMALE, _WOMEN, _WOMEN_GIVEN, is_minority=False)

    def _next(
        self, sex: Sex, middles: Sequence[str], givens: Sequence[str], *, is_minority: bool
    ) -> Mediator:
        n = self.made
        name = " ".join(
            (
                _FAMILIES[n * 7 % len(_FAMILIES)],
                middles[n * 5 % len(middles)],
                givens[n * 11 % len(givens)],
            )
        )
        return self.make(
            name,
            sex,
            birth_year=1950 + n * 13 % 48,
            ethnic_group=("Khmer", "Chăm")[n % 2] if is_minority else "Kinh",
        )

    def make(
        self, name: str, sex: Sex, *, birth_year: int | None, ethnic_group: str = "Kinh"
    ) -> Mediator:
        n = self.made
        self.made += 1
        day = dt.date(birth_year, 1 + n % 12, 1 + n % 28) if birth_year and n % 4 == 0 else None
        return Mediator.objects.create(
            locality=self.locality,
            full_name=name,
            sex=sex,
            birth_year=birth_year,
            birth_on=day,
            ethnic_group=ethnic_group,
            qualification=("" if n % 29 == 28 else tuple(Qualification)[(n * 3 + n // 5) % 3]),
            occupation=_OCCUPATIONS[n * 3 % len(_OCCUPATIONS)],
            source=tuple(Source)[n % len(Source)],
        )


def keeper_of(locality: Locality) -> Officer:
    """Whose name stands in the log; a sample locality has somebody."""
    officers = Officer.objects.within(locality).active().in_order()
    keeper: Officer | None = (
        officers.filter(groups__name=Role.KEEPER.value).first() or officers.first()
    )
    if keeper is None:
        raise LookupError(f"nobody works in {locality}: make its officers first")
    return keeper
