"""Teams follow their hamlet: a hamlet that is renamed or placed is found under its new name."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from mediators.models import MediationTeam
from plans.models import Locality


def follow(instance: Locality, created: bool, **_: Any) -> None:  # noqa: FBT001 -- called so by Django
    """Stored keys alone: the team itself did not change, so it gets no line of history."""
    if created or instance.level != Locality.Level.HAMLET:
        return
    for team in MediationTeam.objects.filter(hamlet=instance):
        team.hamlet = instance
        MediationTeam.objects.filter(pk=team.pk).update(**team.keys())


def connect() -> None:
    post_save.connect(follow, sender=Locality, dispatch_uid="teams follow their hamlet")
