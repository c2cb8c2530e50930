"""The groups that carry the roles, and what each may do in the admin.

Roles are looked at by name (``Officer.has_role``); only the administrator's group carries Django's
permissions, since only administrators work in the admin. Each app says what of its own models they
may touch: ``grant_on_migrate(app_config, GRANTS)``. What is not named there is not granted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.apps import apps as present_apps
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import m2m_changed, post_migrate

from plans.models import Officer, Role

# Model: verbs. People are switched off, plans come in by their own page: neither is deleted here.
GRANTS: Mapping[str, tuple[str, ...]] = {
    "locality": ("view", "add", "change", "delete"),
    "agency": ("view", "add", "change", "delete"),
    "agencyalias": ("view", "add", "change", "delete"),
    "agencysuccession": ("view", "add", "change", "delete"),
    "officer": ("view", "add", "change"),
    "plan": ("view", "change"),
    "section": ("view",),
    "finding": ("view", "change"),
}


def grant_on_migrate(app_config: AppConfig, grants: Mapping[str, tuple[str, ...]]) -> None:
    """After each migrate (and after a flush, which ends a test): groups and their permissions."""

    def after_migrate(using: str, apps: Apps = present_apps, **_: Any) -> None:
        try:
            apps.get_model("auth", "Permission")
        except LookupError:  # migrated in part: the tables are still to come
            return
        _make_groups(using)
        _grant(app_config.label, grants, using)

    post_migrate.connect(
        after_migrate,
        sender=app_config,
        weak=False,
        dispatch_uid=f"groups of {app_config.label}",
    )


def _make_groups(using: str) -> None:
    known = set(Group.objects.using(using).values_list("name", flat=True))
    for role in Role:
        if role.value not in known:
            Group.objects.using(using).create(name=role.value)


def _grant(app_label: str, grants: Mapping[str, tuple[str, ...]], using: str) -> None:
    """Exactly these: a grant that is taken out of the table is taken away too."""
    group = Group.objects.using(using).get(name=Role.ADMINISTRATOR.value)
    wanted = {f"{verb}_{model}" for model, verbs in grants.items() for verb in verbs}
    own = Permission.objects.using(using).filter(content_type__app_label=app_label)
    group.permissions.remove(*own.exclude(codename__in=wanted))
    group.permissions.add(*own.filter(codename__in=wanted))


def keep_staff(
    *, instance: Officer | Group, action: str, reverse: bool, using: str, **_: Any
) -> None:
    """Who is an administrator may enter the admin, and nobody else but superusers.

    Follows the group wherever it is given or taken: in the admin, in a command, in a shell.
    """
    if not action.startswith("post_"):
        return
    officers = Officer.objects.using(using).filter(is_superuser=False)
    if not reverse:
        officers = officers.filter(pk=instance.pk)
    administrators = Group.objects.using(using).filter(name=Role.ADMINISTRATOR.value)
    officers.filter(is_staff=False, groups__in=administrators).update(is_staff=True)
    officers.filter(is_staff=True).exclude(groups__in=administrators).update(is_staff=False)
    if isinstance(instance, Officer) and not instance.is_superuser:
        instance.refresh_from_db(fields=["is_staff"])


def connect(app_config: AppConfig) -> None:
    """Called once, when the app is ready."""
    grant_on_migrate(app_config, GRANTS)
    m2m_changed.connect(keep_staff, sender=Officer.groups.through, dispatch_uid="keep staff")
