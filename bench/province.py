"""A province above its communes: its overview beside a commune's dashboard, and its bytes."""

from __future__ import annotations

import math

from bench.browser import Send
from bench.days import best_of
from bench.pages import BARE_PAGES, DASHBOARD, PROVINCE_KB, PROVINCE_TIMES
from bench.people import at_work
from plans.models import Locality, Officer, Role


def measured(send: Send, send_bare: Send, *, rounds: int) -> str:
    """Lines to print: the pages of a province's leader."""
    province, commune = (_leader(level) for level in ("province", "commune"))
    above = at_work(province, send, send_bare)
    n_communes = Locality.objects.within(above.place.locality).communes().count()
    times = best_of(above, rounds=rounds)
    local = best_of(at_work(commune, send, send_bare), rounds=rounds).get(DASHBOARD, math.nan)
    lines = [f"A province of {n_communes} communes: best ms, times a commune's dashboard, KB"]
    for page in above.urls:
        if page in BARE_PAGES:
            continue
        n_kilobytes, ratio = len(above.open(page)) / 1000, times[page.name] / local
        is_over = n_kilobytes > PROVINCE_KB or (page.name == DASHBOARD and ratio > PROVINCE_TIMES)
        over = "  OVER" if is_over else ""
        lines.append(
            f"{page.name:<30}{times[page.name]:>9.1f}{ratio:>8.2f}{n_kilobytes:>8.0f}{over}"
        )
    budget = f"overview {PROVINCE_TIMES} times a commune's dashboard ({local:.1f} ms)"
    return "\n".join([*lines, f"Budget: {budget}, no page over {PROVINCE_KB} KB"])


def _leader(level: str) -> Officer:
    leaders = Officer.objects.active().select_related("agency__locality").order_by("pk")
    found: Officer = leaders.filter(agency__locality__level=level, groups__name=Role.LEADER.value)[
        0
    ]
    return found
