"""Prints what the pages cost beside a bare Django page, among many communes, and in memory;
then what a roster of 5,000 people costs to bring in.

BENCH_COMMUNES (3300), BENCH_ROUNDS (40) and BENCH_DATABASE_URL (SQLite) change the run.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import environment

if TYPE_CHECKING:
    from bench.visits import Visit

COMMUNES = int(os.environ.get("BENCH_COMMUNES", "3300"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
BARE = "bare"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment.prepare(Path(folder))
        run()


def run() -> None:
    # Models are there only once Django is set up.
    from bench import communes, memory, pages, rosters, visits  # noqa: PLC0415

    opened = pages.all_visits()
    visits.measure(opened, rounds=ROUNDS)
    print_costs(opened)
    alone = {name: visit.best for name, visit in opened.items()}
    own_pages = [visit for name, visit in opened.items() if name != BARE]
    if (megabytes := memory.megabytes_of_a_worker(own_pages)) is not None:
        print(f"\nMemory of one worker at its peak: {megabytes:.0f} MB (budget 150)")

    begin = time.monotonic()
    n_rows = communes.copy_everything(times=COMMUNES // 2 - 1)  # the sample has two communes
    seconds = time.monotonic() - begin
    visits.measure(opened, rounds=ROUNDS)
    print(f"\nOne commune of {COMMUNES:,} ({n_rows:,} more rows, made in {seconds:.0f} s)")
    print_growth(opened, alone)
    print(f"\n{rosters.measured()}")


def print_costs(opened: "dict[str, Visit]") -> None:
    bare = opened[BARE].median
    print(f"{'Page':<34}{'ms':>8}{'x bare':>8}{'queries':>9}{'KB gz':>8}")
    for visit in opened.values():
        ratio = visit.median / bare
        queries, size = visit.n_queries(), visit.kilobytes()
        print(f"{visit.name:<34}{visit.median:>8.1f}{ratio:>8.2f}{queries:>9}{size:>8.1f}")
    print("Budget: grid and my work at most 1.5 times the bare page.")


def print_growth(opened: "dict[str, Visit]", alone: dict[str, float]) -> None:
    print(f"{'Page':<34}{'alone ms':>10}{'among ms':>10}{'ratio':>8}")
    for name, visit in opened.items():
        ratio = visit.best / alone[name]
        print(f"{visit.name:<34}{alone[name]:>10.1f}{visit.best:>10.1f}{ratio:>8.2f}")
    print("Budget: at most 1.2 for the commune's own pages.")


if __name__ == "__main__":
    main()
