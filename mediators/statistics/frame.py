"""What both forms are drawn from, of one day, as far as one person may see it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from mediators.access import rights
from mediators.models import FormKind, ReportingPeriod, StatisticalForm
from mediators.statistics import reader, results_form, teams_form
from mediators.statistics.form import Line
from mediators.statistics.page import Ethnic, Lists
from mediators.statistics.periods import CutOff, cut_offs, last_cut_off
from mediators.statistics.rows import Cases, Hamlet, TeamRow, first_of_year
from plans.models import Officer


class Frame:
    """Each kind of row is read once, when it is first asked for."""

    def __init__(self, user: Officer, *, asked: dt.date | None, today: dt.date) -> None:
        self.user, self.today = user, today
        self.may = rights(user, None)
        self.periods = list(ReportingPeriod.objects.all())
        self.day = asked or last_cut_off(self.periods, today)
        self.since = first_of_year(self.day)
        self.lists = Lists.of(self.day)

    @cached_property
    def teams(self) -> list[TeamRow]:
        return reader.teams_on(self.user, self.day)

    @cached_property
    def bare_hamlets(self) -> list[Hamlet]:
        return reader.hamlets_without_team(self.user, self.day)

    @cached_property
    def cases(self) -> list[Cases]:
        return reader.cases_between(self.user, self.since, self.day)

    @cached_property
    def titles(self) -> dict[str, StatisticalForm]:
        rows = StatisticalForm.objects.on(self.day).order_by("valid_from", "pk")
        return {one.kind: one for one in rows}

    def title(self, kind: FormKind) -> StatisticalForm | None:
        return self.titles.get(kind)

    @cached_property
    def teams_lines(self) -> list[Line]:
        n_hamlets = len({team.hamlet_id for team in self.teams if team.exists})
        people = reader.people_on(self.user, self.day)
        return teams_form.lines(self.teams, people, n_hamlets=n_hamlets + len(self.bare_hamlets))

    @cached_property
    def results_lines(self) -> list[Line]:
        return results_form.lines(self.teams, self.cases)

    @property
    def ethnic(self) -> Ethnic:
        """See ``mediators.statistics.page``."""
        n_teams = sum(team.exists for team in self.teams)
        of_teams = self.may.personal
        return Ethnic(of_teams, of_total=of_teams or (self.period is not None and n_teams > 1))

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
