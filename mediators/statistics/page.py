"""Both forms as their pages show them: each number leads to exactly the rows that it counts.

An ethnic group is never told through a number: of teams and through links to who keeps the roster
alone. Others who read details see the two totals of the whole locality, on days on which periods
end: two days around one person's recognition would tell that person's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from mediators.communes import PARAMETER, Cell, RosterScope, ShownLine, url_to
from mediators.models.cases import CaseStatus
from mediators.statistics.form import Column, Line, Verdict
from mediators.statistics.ranking import Ranked
from mediators.statistics.results_form import Carried
from mediators.statistics.rows import Share, TeamRow, first_of_year
from plans.models import Locality

_DAY = "%d/%m/%Y"
_TEAM_KEYS = {"people": "to", "cases": "team"}  # how each list calls its filter


class Ethnic(NamedTuple):
    """What of the ethnic columns may be shown."""

    of_teams: bool
    of_total: bool
    communes: frozenset[int] = frozenset()

    @classmethod
    def of_communes(cls, n_teams: Mapping[int, int]) -> Ethnic:
        """What who reads details sees of several communes on the day on which a period ends.

        The totals of communes with several teams; the total of all, unless the difference would
        tell those of a single team.
        """
        several = frozenset(key for key, n in n_teams.items() if n > 1)
        n_hidden = sum(n for key, n in n_teams.items() if key not in several)
        return cls(of_teams=False, of_total=n_hidden != 1, communes=several)

    def shows(self, line: Line) -> bool:
        if line.of is None:
            return self.of_total
        return self.of_teams or (isinstance(line.of, Locality) and line.of.pk in self.communes)


@dataclass(frozen=True, slots=True)
class Lists:
    """Addresses of the lists behind the numbers, as of one day.

    ``page`` is the page of statistics on which they are, for the way to that of one commune.
    """

    day: dt.date
    since: dt.date
    scope: RosterScope
    page: str = "statistics_teams"

    @classmethod
    def of(cls, day: dt.date, scope: RosterScope) -> Lists:
        return cls(day, first_of_year(day), scope)

    def people(self, **asked: object) -> str:
        return self._url("mediator_list", tai_ngay=self._day, **asked)

    def teams(self, **asked: object) -> str:
        return self._url("team_list", tai_ngay=self._day, **asked)

    def team(self, key: int) -> str:
        return (
            f"{reverse('mediators:team_detail', args=[key])}?{urlencode({'tai_ngay': self._day})}"
        )

    def commune(self, commune: Locality) -> str:
        """The same page of statistics of that commune."""
        return url_to(self.page, tinh_den=self._day, **{PARAMETER: commune.pk})

    def hamlets(self, **asked: object) -> str:
        return self._url("statistics_hamlets", tinh_den=self._day, **asked)

    def cases(self, **asked: object) -> str:
        """Received in the period."""
        return self._cases(tu=f"{self.since:{_DAY}}", den=self._day, **asked)

    def carried(self, **asked: object) -> str:
        """Received before it and open when it began."""
        return self._cases(chuyen_sang=1, **asked)

    def _cases(self, **asked: object) -> str:
        return self._url("case_list", tinh_den=self._day, **asked)

    @property
    def _day(self) -> str:
        return f"{self.day:{_DAY}}"

    def _url(self, name: str, **asked: object) -> str:
        return url_to(name, **asked, **self.scope.asks)

    def behind(self, column: Column, of: TeamRow | Locality | None) -> str:
        """The rows that a column counts, of one team or of all."""
        lists = {
            "people": self.people,
            "teams": self.teams,
            "hamlets": self.hamlets,
            "cases": self.cases,
        }
        of_team = {_TEAM_KEYS[column.of]: of.id} if isinstance(of, TeamRow) else {}
        return lists[column.of](**(column.asks or {}), **of_team)


def shown_lines(
    lines: Sequence[Line], columns: Sequence[Column], lists: Lists, ethnic: Ethnic
) -> list[ShownLine]:
    """The total first, as the lines come."""
    return [_shown(line, columns, lists, ethnic) for line in lines]


def _shown(line: Line, columns: Sequence[Column], lists: Lists, ethnic: Ethnic) -> ShownLine:
    cells = [_cell(line, column, lists, ethnic) for column in columns]
    if isinstance(line.of, TeamRow):
        is_gone = not line.of.exists
        return ShownLine(line.title, lists.team(line.of.id), cells, is_gone=is_gone)
    url = lists.commune(line.of) if line.of else ""
    return ShownLine(line.title, url, cells)


def _cell(line: Line, column: Column, lists: Lists, ethnic: Ethnic) -> Cell:
    if column.key not in line.numbers or (column.is_personal and not ethnic.shows(line)):
        return Cell(None, "", column.text)
    n = line.numbers[column.key]
    # The page of a commune, one click away, leads to the rows: links in each cell of a line a
    # commune would triple the page of a province.
    is_linked = not isinstance(line.of, Locality) and (ethnic.of_teams or not column.is_personal)
    return Cell(n, lists.behind(column, line.of) if n and is_linked else "", column.text)


class ShownCheck(NamedTuple):
    """``failure`` is empty where the check holds."""

    sentence: str
    failure: str


def shown_checks(verdicts: Iterable[Verdict], ethnic: Ethnic) -> list[ShownCheck]:
    """Of the ethnic columns only where their totals are shown."""
    shown = []
    for verdict in verdicts:
        is_ethnic = "kinh" in verdict.check.parts
        if is_ethnic and not ethnic.of_total:
            continue
        lines = [one for one in verdict.lines if not is_ethnic or ethnic.shows(one)]
        shown.append(ShownCheck(verdict.check.sentence, _failure(verdict, lines)))
    return shown


def _failure(verdict: Verdict, lines: Sequence[Line]) -> str:
    if verdict.holds:
        return ""
    word = "chênh" if verdict.check.is_at_most else "còn thiếu"
    text = f"{word} {abs(verdict.gap)}"
    if lines:
        text += f" ở {', '.join(line.title for line in lines)}"
    return text


def shown_carried(carried: Carried, lists: Lists) -> list[Cell]:
    """How many there were, then what became of them."""
    whole = Cell(carried.n, lists.carried() if carried.n else "", "Kỳ trước chuyển sang")
    parts = [
        Cell(n, lists.carried(tinh_trang=status.value) if n else "", CaseStatus(status).label)
        for status, n in carried.by_status.items()
    ]
    return [whole, *parts]


class ShownTeam(NamedTuple):
    """A team of a hamlet; ``share`` is told where there are several."""

    title: str
    url: str
    is_incomplete: bool
    is_gone: bool
    pilot: str
    share: Share | None
    cases_url: str


class ShownHamlet(NamedTuple):
    """``percent`` is None where there are few cases."""

    title: str
    teams: list[ShownTeam]
    received: Cell
    success: Cell
    percent: float | None


def shown_hamlets(rows: Iterable[Ranked], cases: Lists, *, day: dt.date) -> list[ShownHamlet]:
    """Cases of the years compared, teams of the day. The ledger is filtered by team: of a hamlet
    with several, each team's cases are a link of their own."""
    teams = Lists.of(day, cases.scope)
    shown = []
    for one in rows:
        part, whole = one.received.part, one.received.whole
        keys = [team.id for team, _ in one.teams]
        of_team = {"team": keys[0]} if len(keys) == 1 else None
        done = {"tinh_trang": CaseStatus.SUCCESS.value}
        shown.append(
            ShownHamlet(
                one.title,
                [_shown_team(team, share, teams, cases, len(keys)) for team, share in one.teams],
                Cell(whole, cases.cases(**of_team) if whole and of_team else "", "Tiếp nhận"),
                Cell(
                    part,
                    cases.cases(**of_team, **done) if part and of_team else "",
                    "Hòa giải thành",
                ),
                None if one.is_few else one.received.percent,
            )
        )
    return shown


def _shown_team(team: TeamRow, share: Share, teams: Lists, cases: Lists, n_teams: int) -> ShownTeam:
    pilot = ""
    if team.exists and team.is_pilot_in(teams.day.year):
        until = f" - {team.pilot_until}" if team.pilot_until else " đến nay"
        pilot = f"Đang làm điểm ({team.pilot_from}{until})"
    return ShownTeam(
        team.name,
        teams.team(team.id),
        is_incomplete=team.exists and team.is_incomplete,
        is_gone=not team.exists,
        pilot=pilot,
        share=share if n_teams > 1 else None,
        cases_url=cases.cases(team=team.id) if share.whole else "",
    )
