"""The groups of the roles: there after migrate and after a flush, and what they open."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal

from plans.models import Role
from tests import factories as make


def granted(app_label: str) -> set[str]:
    group = Group.objects.get(name=Role.ADMINISTRATOR.value)
    permissions = group.permissions.filter(content_type__app_label=app_label)
    return set(permissions.values_list("codename", flat=True))


@pytest.mark.django_db
def test_groups_of_all_roles_exist_after_migrate():
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


@pytest.mark.django_db(transaction=True)
def test_groups_and_permissions_are_there_again_after_a_flush():
    call_command("flush", interactive=False, verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)
    assert "change_task" in granted("tasks")


@pytest.mark.django_db
def test_administrators_alone_hold_permissions():
    with_permissions = Group.objects.exclude(permissions=None).values_list("name", flat=True)
    assert set(with_permissions) == {Role.ADMINISTRATOR.value}


@pytest.mark.django_db
def test_administrator_may_neither_delete_people_nor_touch_the_log():
    assert {one for one in granted("plans") if one.endswith("_officer")} == {
        "view_officer",
        "add_officer",
        "change_officer",
    }
    assert {one for one in granted("tasks") if one.endswith("_statusupdate")} == {
        "view_statusupdate"
    }
    assert {one for one in granted("tasks") if one.startswith("delete_")} == set()


@pytest.mark.django_db
def test_administrator_is_granted_nothing_of_other_apps():
    group = Group.objects.get(name=Role.ADMINISTRATOR.value)
    apps = group.permissions.values_list("content_type__app_label", flat=True)
    assert set(apps) == {"plans", "mediators", "tasks"}


@pytest.mark.django_db
def test_migrating_again_takes_away_what_is_no_longer_granted():
    group = Group.objects.get(name=Role.ADMINISTRATOR.value)
    group.permissions.add(Permission.objects.get(codename="delete_statusupdate"))
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert "delete_statusupdate" not in granted("tasks")


@pytest.mark.django_db
def test_who_joins_the_administrators_may_enter_the_admin():
    officer = make.make_officer(roles=[Role.OFFICER])
    assert officer.is_staff is False
    officer.groups.add(Group.objects.get(name=Role.ADMINISTRATOR.value))
    assert officer.is_staff is True
    officer.refresh_from_db()
    assert (officer.is_staff, officer.is_superuser) == (True, False)


@pytest.mark.django_db
def test_who_leaves_the_administrators_may_no_longer_enter():
    officer = make.make_officer(roles=[Role.ADMINISTRATOR, Role.OFFICER])
    officer.groups.set(Group.objects.filter(name=Role.OFFICER.value))
    officer.refresh_from_db()
    assert officer.is_staff is False


@pytest.mark.django_db
def test_group_given_from_its_own_side_counts_as_well():
    officer = make.make_officer(roles=[])
    group = Group.objects.get(name=Role.ADMINISTRATOR.value)
    group.user_set.add(officer)
    officer.refresh_from_db()
    assert officer.is_staff is True
    group.user_set.clear()
    officer.refresh_from_db()
    assert officer.is_staff is False


@pytest.mark.django_db
def test_superuser_stays_staff_whatever_the_groups():
    superuser = make.make_officer(roles=[], is_staff=True, is_superuser=True)
    superuser.groups.set(Group.objects.filter(name=Role.ADMINISTRATOR.value))
    superuser.groups.clear()
    superuser.refresh_from_db()
    assert superuser.is_staff is True
