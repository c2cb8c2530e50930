"""First and later looks of many people on several days, in one run beside bare Django."""

from __future__ import annotations

import datetime as dt
import gc
import gzip
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.environment import set_day
from bench.pages import BARE_PAGES, FORM, LIST, PAGES, SAVE_TIMES, Page
from bench.people import Person

SAVE = "save of an update"
COLD, WARM = "cold", "warm"


@dataclass
class Costs:
    """Milliseconds by page and look: cold is a person's first look at the page on that day."""

    samples: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, look: str, seconds: float) -> None:
        self.samples[name, look].append(1000 * seconds)

    def median(self, name: str, look: str) -> float:
        return statistics.median(self.samples[name, look])

    def ratio(self, name: str, beside: str, look: str) -> float:
        return self.median(name, look) / self.median(beside, look)


def measure(people: Sequence[Person], days: Iterable[dt.date]) -> Costs:
    """Everybody opens each of their pages twice a day, then saves twice, and leaves."""
    costs = Costs()
    _settle()
    for n_day, day in enumerate(days):
        set_day(day)
        for n_person, person in enumerate(people):
            pages = _rotated(list(person.urls), n_day + n_person)
            for look in (COLD, WARM):
                for page in pages:
                    person.open(page)
                    costs.add(page.name, look, person.browser(page).seconds)
            for look in (COLD, WARM):
                _save(person, costs, look, f"Kết quả đến ngày {day:%d/%m/%Y}, lần {look}")
    return costs


def _settle() -> None:
    gc.collect()
    gc.freeze()


def _rotated(pages: Sequence[Page], by: int) -> list[Page]:
    """Another page stands first for each person and day."""
    by %= len(pages)
    return [*pages[by:], *pages[:by]]


def _save(person: Person, costs: Costs, look: str, text: str) -> None:
    if person.writes_on is None:
        return
    person.bare.save(reverse("bench_form", args=[person.place.document.pk]), summary=text)
    costs.add(FORM, look, person.bare.seconds)
    person.own.save(person.writes_on, state="doing", result=text)
    costs.add(SAVE, look, person.own.seconds)


def best_of(person: Person, *, rounds: int) -> dict[str, float]:
    """By page, milliseconds when nothing else disturbs: to compare two moments of one run."""
    for page in person.urls:
        person.open(page)
    _settle()
    best: dict[str, float] = {}
    for _ in range(rounds):
        for page in person.urls:
            person.open(page)
            took = 1000 * person.browser(page).seconds
            best[page.name] = min(took, best.get(page.name, took))
    return best


def table(costs: Costs, people: Sequence[Person]) -> str:
    """A line a page; what is over its budget is marked."""
    lines = [f"{'Page':<30}{'ms: cold':>9}{'warm':>7}{'x bare: cold':>14}{'warm':>6}"]
    lines[0] += f"{'budget':>8}{'queries':>9}{'KB gz':>7}"
    for page in [*BARE_PAGES, *PAGES]:
        if reader := next((one for one in people if page in one.urls), None):
            lines.append(_line(costs, page, _weight(reader, page)))
        else:
            lines.append(f"{page.name:<30} nobody may open it")
    lines += [_line(costs, Page(FORM, _nowhere, 1, FORM))]
    lines += [_line(costs, Page(SAVE, _nowhere, SAVE_TIMES, FORM))]
    return "\n".join(lines)


def _nowhere(_place: object) -> None:
    return None


def _line(costs: Costs, page: Page, weight: str = "") -> str:
    times = {look: costs.median(page.name, look) for look in (COLD, WARM)}
    ratios = {look: costs.ratio(page.name, page.beside, look) for look in (COLD, WARM)}
    beside = "" if page.beside == LIST else f" of {page.beside}"
    over = "  OVER" if max(ratios.values()) > page.times and page.name != page.beside else ""
    return (
        f"{page.name:<30}{times[COLD]:>9.1f}{times[WARM]:>7.1f}{ratios[COLD]:>14.2f}"
        f"{ratios[WARM]:>6.2f}{page.times:>8}{weight:<16}{over}{beside}"
    )


def _weight(person: Person, page: Page) -> str:
    with CaptureQueriesContext(connection) as queries:
        body = person.open(page)
    return f"{len(queries):>9}{len(gzip.compress(body, 6)) / 1000:>7.1f}"
