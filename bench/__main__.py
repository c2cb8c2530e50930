"""Prints what the pages cost beside bare Django pages: alone and among many communes, for many
people on several days, in memory, with many plans; then what a roster of 5,000 people costs.

BENCH_COMMUNES (3300), BENCH_PEOPLE (50), BENCH_DAYS (3), BENCH_MEMORY_DAYS (30) and
BENCH_DATABASE_URL (SQLite) change the run.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import environment
from bench.environment import FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.browser import Send
    from bench.people import Person

COMMUNES = int(os.environ.get("BENCH_COMMUNES", "3300"))
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "50"))
DAYS = int(os.environ.get("BENCH_DAYS", "3"))
MEMORY_DAYS = int(os.environ.get("BENCH_MEMORY_DAYS", "30"))
ROUNDS = 15


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment.prepare(Path(folder))
        run()


def run() -> None:
    # Models are there only once Django is set up.
    from bench import browser, province, rosters  # noqa: PLC0415
    from bench.people import at_work, officers  # noqa: PLC0415
    from plans.models import Role  # noqa: PLC0415

    ours, bare = browser.in_process(), browser.in_process(environment.BARE_MIDDLEWARE)
    coordinator = officers().filter(groups__name=Role.COORDINATOR.value)[0]
    print_growth(at_work(coordinator, ours, bare))
    people = [at_work(officer, ours, bare) for officer in officers()[:PEOPLE]]
    print_costs(people, _days(DAYS, since=1))
    print(f"\n{province.measured(ours, bare, rounds=ROUNDS)}", flush=True)
    print_memory(people, _days(MEMORY_DAYS, since=1 + DAYS))
    print_many_plans(ours)
    print(f"\n{rosters.measured()}")


def _days(number: int, *, since: int) -> list[dt.date]:
    return [FIRST_DAY + dt.timedelta(days=since + n) for n in range(number)]


def print_growth(person: Person) -> None:
    from bench.communes import multiply  # noqa: PLC0415
    from bench.days import best_of  # noqa: PLC0415

    alone = best_of(person, rounds=ROUNDS)
    begin = time.monotonic()
    n_rows, n_communes = multiply(to=COMMUNES)
    took = time.monotonic() - begin
    among = best_of(person, rounds=ROUNDS)
    print(f"One commune of {n_communes:,} ({n_rows:,} more rows, made in {took:.0f} s)")
    print(f"{'Page':<30}{'alone ms':>10}{'among ms':>10}{'ratio':>8}{'budget':>8}")
    for name, before in alone.items():
        ratio = among[name] / before
        over = "  OVER" if ratio > 1.2 else ""
        times = f"{before:>10.1f}{among[name]:>10.1f}"
        print(f"{name:<30}{times}{ratio:>8.2f}{1.2:>8}{over}", flush=True)


def print_costs(people: Sequence[Person], days: Sequence[dt.date]) -> None:
    from bench.days import measure, table  # noqa: PLC0415

    print(f"\n{len(people)} people on {len(days)} days, medians; cold: first look of a day")
    print(table(measure(people, days), people), flush=True)


def print_memory(people: Sequence[Person], days: Sequence[dt.date]) -> None:
    from bench.memory import worked_in  # noqa: PLC0415

    print(f"\nMemory of one worker in which {len(people)} people work (budget 150 MB)")
    for n_days, memory in worked_in(people, days):
        if n_days in {0, 1} or n_days % 5 == 0:
            print(f"after day {n_days:<3} {memory}", flush=True)


def print_many_plans(send: Send) -> None:
    from bench import plans  # noqa: PLC0415

    one, many = (
        plans.measured(send, day=FIRST_DAY, n_plans=n, rounds=ROUNDS) for n in (1, plans.N_PLANS)
    )
    print(f"\n{many.n_plans} plans of {plans.N_TASKS * plans.N_YEARS} cells in one commune")
    print(
        f"my work {many.my_work:.1f} ms, with one plan {one.my_work:.1f}: "
        f"{many.my_work / one.my_work:.2f} times (budget 3)\n"
        f"the head's count {many.head:.1f} ms, with one plan {one.head:.1f}: "
        f"{many.head / many.my_work:.2f} of my work (budget 0.10), "
        f"{many.head / many.documents:.2f} of an empty list ({many.documents:.1f} ms)"
    )


if __name__ == "__main__":
    main()
