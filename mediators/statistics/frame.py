"""What both forms are drawn from, of one day, as far as one person may see it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from mediators.access import rights
from mediators.communes import RosterScope
from mediators.models import FormKind, ReportingPeriod, StatisticalForm
from mediators.statistics import reader, results_form, teams_form
from mediators.statistics.form import Line
from mediators.statistics.page import Ethnic, Lists
from mediators.statistics.periods import CutOff, cut_offs, last_cut_off
from mediators.statistics.rows import Cases, Hamlet, TeamRow, first_of_year
from plans.models import Locality


class Frame:
    """Each kind of row is read once, when it is first needed."""

    def __init__(self, scope: RosterScope, *, asked: dt.date | None, today: dt.date) -> None:
        self.scope, self.today = scope, today
        self.may = rights(scope.user, scope.locality)
        self.periods = list(ReportingPeriod.objects.all())
        self.day = asked or last_cut_off(self.periods, today)
        self.since = first_of_year(self.day)
        self.lists = Lists.of(self.day, scope)

    @property
    def unit(self) -> str:
        """What a line of the forms is of."""
        return "Xã, phường" if self.scope.has_communes_below else "Tổ hòa giải"

    @cached_property
    def communes(self) -> list[Locality]:
        return self.scope.communes()

    @cached_property
    def places(self) -> dict[int, dict[str, int]]:
        return reader.places_on(self.scope, self.day)

    @cached_property
    def teams(self) -> list[TeamRow]:
        return reader.teams_on(self.scope, self.day)

    @cached_property
    def bare_hamlets(self) -> list[Hamlet]:
        return reader.hamlets_without_team(self.scope, self.day)

    @cached_property
    def cases(self) -> list[Cases]:
        by_communes = self.scope.has_communes_below
        return reader.cases_between(self.scope, self.since, self.day, by_communes=by_communes)

    @cached_property
    def titles(self) -> dict[str, StatisticalForm]:
        rows = StatisticalForm.objects.on(self.day).order_by("valid_from", "pk")
        return {one.kind: one for one in rows}

    def title(self, kind: FormKind) -> StatisticalForm | None:
        return self.titles.get(kind)

    @cached_property
    def teams_lines(self) -> list[Line]:
        if self.scope.has_communes_below:
            people = reader.people_on(self.scope, self.day, by_communes=True)
            return teams_form.commune_lines(self.communes, people, self.places)
        people = reader.people_on(self.scope, self.day)
        n_hamlets = len({team.hamlet_id for team in self.teams if team.exists})
        return teams_form.lines(self.teams, people, n_hamlets=n_hamlets + len(self.bare_hamlets))

    @cached_property
    def results_lines(self) -> list[Line]:
        if self.scope.has_communes_below:
            return results_form.commune_lines(self.communes, self.cases)
        return results_form.lines(self.teams, self.cases)

    @cached_property
    def ethnic(self) -> Ethnic:
        """See ``mediators.statistics.page``."""
        if self.may.personal:
            return Ethnic(of_teams=True, of_total=True)
        if self.period is None:
            return Ethnic(of_teams=False, of_total=False)
        if not self.scope.has_communes_below:
            n_teams = sum(team.exists for team in self.teams)
            return Ethnic(of_teams=False, of_total=n_teams > 1)
        return Ethnic.of_communes({key: one["teams"] for key, one in self.places.items()})

    @cached_property
    def offered(self) -> list[CutOff]:
        """The cut-offs of the year shown."""
        return cut_offs(self.periods, self.day.year)

    @property
    def period(self) -> CutOff | None:
        """The one that ends on the day shown."""
        return next((one for one in self.offered if one.day == self.day), None)

    def day_in(self, year: int) -> dt.date:
        """The last cut-off of another year that has passed, else its first."""
        days = [one.day for one in cut_offs(self.periods, year)]
        past = [day for day in days if day <= self.today]
        return max(past, default=min(days, default=dt.date(year, 12, 31)))
