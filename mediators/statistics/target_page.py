"""Targets as their page and the dashboard show them: each with the lists behind its numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mediators.access import Rights
from mediators.communes import Cell, Column, HeadGroup, RosterScope, ShownLine, head_groups, percent
from mediators.models import CaseStatus, Measure, Target
from mediators.statistics.page import Lists
from mediators.statistics.rows import Share, first_of_year
from mediators.statistics.targets import Facts, Result, measured, share_of
from plans.models import Locality
from plans.office.xlsx import Head, Table

_TEAMS = {
    Measure.TEAMS_COMPLETE: ({"tinh_trang": "da-du"}, {"tinh_trang": "con-thieu"}),
    Measure.TEAMS_SUPPORTED: ({"ho_tro": "co"}, {"ho_tro": "khong"}),
}
_PEOPLE = {
    Measure.MATERIAL: ({"tai_lieu": "co"}, {"tai_lieu": "khong"}),
    Measure.TRAINED: ({"tap_huan": "co"}, {"tap_huan": "khong"}),
}


class OfTeam(NamedTuple):
    """One team's part where no one list holds the rows of several."""

    title: str
    share: Share
    url: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Addresses of the rows that reach the target, of all, and of the rest; "" without a list."""

    part: str = ""
    whole: str = ""
    rest: str = ""
    teams: tuple[OfTeam, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownTarget:
    target: Target
    result: Result
    behind: Behind

    @property
    def n_rest(self) -> int:
        """How many are still to come, where their list can be looked at."""
        share = self.result.share
        return share.rest if share and self.behind.rest else 0

    @property
    def unit(self) -> str:
        """What the numbers count."""
        if self.target.measure in _TEAMS:
            return "tổ làm điểm" if self.target.is_for_pilots else "tổ"
        return "người" if self.target.measure in _PEOPLE else "vụ, việc"

    @property
    def word(self) -> str:
        if self.result.is_reached is None:
            return "Chưa có số liệu"
        return "Đạt" if self.result.is_reached else "Chưa đạt"


def shown_targets(
    targets: Iterable[Target], facts: Facts, lists: Lists, may: Rights
) -> list[ShownTarget]:
    """The lists of people by what they learnt, and of cases, are for who may read details."""
    return [
        ShownTarget(target, measured(target, facts), _behind(target, facts, lists, may))
        for target in targets
    ]


def _behind(target: Target, facts: Facts, lists: Lists, may: Rights) -> Behind:
    if target.is_for_pilots and target.measure not in _TEAMS:
        # The pilots of a whole province are hundreds: each commune's page names its own.
        is_listed = target.measure and may.details and not lists.scope.has_communes_below
        teams = _of_teams(target.measure, facts.of_pilots(), lists) if is_listed else ()
        return Behind(teams=tuple(teams))
    pilots = {"diem": "co"} if target.is_for_pilots else {}
    return behind(target.measure, lists, may, **pilots)


def behind(measure: str, lists: Lists, may: Rights, **of_teams: str) -> Behind:
    """The lists of a measure; ``of_teams`` narrows those of teams."""
    if measure in _TEAMS:
        part, rest = _TEAMS[Measure(measure)]
        return Behind(
            lists.teams(**part, **of_teams),
            lists.teams(**of_teams),
            lists.teams(**rest, **of_teams),
        )
    if not measure or not may.details:
        return Behind()
    if measure in _PEOPLE:
        part, rest = _PEOPLE[Measure(measure)]
        return Behind(lists.people(**part), lists.people(), lists.people(**rest))
    return Behind(lists.cases(tinh_trang=CaseStatus.SUCCESS.value), lists.cases())


def _of_teams(measure: str, facts: Facts, lists: Lists) -> Iterator[OfTeam]:
    for team in facts.teams:
        if measure in _PEOPLE:
            url = lists.people(to=team.id)
        else:
            url = lists.cases(team=team.id)
        yield OfTeam(team.title, share_of(measure, facts.of_teams([team])), url)


@dataclass(frozen=True, slots=True)
class TargetsByCommune:
    """The measured targets, a line a commune; each leads to the targets of that commune."""

    scope: RosterScope
    day: dt.date
    targets: Sequence[Target]
    facts: Mapping[int, Facts]

    @property
    def heads(self) -> list[HeadGroup]:
        return head_groups(self._columns())

    def _columns(self) -> list[Column]:
        return [
            Column(str(one.pk), f"{one} ({one.value.normalize():f}%)")
            for one in self.targets
            if one.measure
        ]

    def lines(self) -> list[ShownLine]:
        lists = Lists(self.day, first_of_year(self.day), self.scope, page="target_list")
        return [
            ShownLine(str(one), lists.commune(one), [_share(result) for result in self._of(one)])
            for one in self._communes()
        ]

    def _communes(self) -> list[Locality]:
        return [one for one in self.scope.communes() if one.is_active or one.pk in self.facts]

    def _of(self, commune: Locality) -> list[Result]:
        facts = self.facts.get(commune.pk, Facts(self.day.year, [], [], []))
        return [measured(one, facts) for one in self.targets if one.measure]

    def table(self) -> Table:
        """The same as a sheet, in percent."""
        return Table(
            name="Chỉ tiêu",
            heads=(Head("Xã, phường", 30), *(Head(one.text, 24) for one in self._columns())),
            rows=[
                [str(one), *(result.percent for result in self._of(one))]
                for one in self._communes()
            ],
            title=f"Chỉ tiêu hòa giải ở cơ sở, {self.scope.locality or 'tất cả địa bàn'}",
            notes=(f"Tính đến ngày {self.day:%d/%m/%Y}; đơn vị tính: %",),
        )


def _share(result: Result) -> Cell:
    """The percentage, marked where the target is not reached."""
    if result.percent is None:
        return Cell(None, "", "")
    mark = "" if result.is_reached else ", chưa đạt"
    return Cell(f"{percent(result.percent)}{mark}", "", "")
