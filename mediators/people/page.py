"""The people that the filters of the list describe, for the page and its workbook."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from mediators.access import Rights
from mediators.filters import MediatorFilters
from mediators.models.learning import learning_picks
from mediators.models.people import picks


def picked_of(form: MediatorFilters, day: dt.date) -> Q:
    """The people that the filters describe, on the list's day."""
    found = picks(
        words=form.value("text") or "",
        team=form.value("team"),
        standing=form.value("standing") or "",
        sex=form.value("sex") or "",
        qualification=form.value("qualification") or "",
        ethnic_part=form.value("ethnic_part") or "",
    )
    return found & _learning(form, day)


def sort_of(form: MediatorFilters, may: Rights) -> str:
    """The column to sort by; birth years sort for who may see them."""
    sort = form.value("sort") or ""
    return "" if sort.endswith("nam-sinh") and not may.personal else sort


def _learning(form: MediatorFilters, day: dt.date) -> Q:
    """Trained in the year of the list's day or in another, with material or not."""
    if "trained" not in form.fields:
        return Q(pk__isnull=False)
    year = form.value("year") or day.year
    form["trained"].label = f"Tập huấn năm {year}"
    answers = {"co": True, "khong": False}
    return learning_picks(
        day,
        year=year,
        is_trained=answers.get(form.value("trained") or ""),
        has_material=answers.get(form.value("material") or ""),
    )
