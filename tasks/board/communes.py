"""Whoever reads several communes picks one on pages that show a commune's plans."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from config.http import HttpRequest
from plans.models import Locality, Officer, Plan
from plans.models.localities import LocalityQuerySet
from tasks.board.scope import Scope


def communes_of(user: Officer) -> list[Locality]:
    """The localities whose plans the person may see, as the tree has them."""
    return list(_with_plans(user).order_by("sort_name", "pk"))


def _with_plans(user: Officer) -> LocalityQuerySet:
    plans = Plan.objects.visible_to(user).values("locality")
    return Locality.objects.filter(pk__in=plans)


def reads_several_communes(user: Officer) -> bool:
    """Whether the person stands above communes: an officer of a province, a superuser."""
    locality = user.locality
    if locality is not None and locality.level != Locality.Level.PROVINCE:
        return False
    return _with_plans(user).count() > 1


def choose_commune(request: HttpRequest, title: str) -> HttpResponse | None:
    """Return the page on which to pick a commune; None where the page can be shown."""
    if Scope.of(request) != Scope() or not reads_several_communes(request.user):
        return None
    context = {"title": title, "communes": communes_of(request.user)}
    return render(request, "tasks/board/choose_commune.html", context)
