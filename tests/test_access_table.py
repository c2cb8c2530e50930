"""Every address is asked by every member of the cast; what is answered with a page is read."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.shortcuts import resolve_url
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bench.communes import tables_of_a_commune
from plans.models import Officer
from tests.access_table import ADMIN_ROWS, FORBIDDEN, OK, REDIRECT, SIGN_IN, TABLE, Outcome, Row
from tests.cast import MEMBERS, Cast
from tests.html import flaws
from tests.stage import AtWork

ROWS = [pytest.param(name, row, id=f"{name}-{row}") for name, rows in TABLE.items() for row in rows]


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name (with its namespace) and pattern of every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name or ''}", str(entry.pattern)


def test_every_address_has_its_rows():
    own = {name for name, _ in addresses() if not name.startswith("admin:")}
    assert sorted(own) == sorted(TABLE)


def outcome_of(response: Any) -> Outcome:
    if response.status_code not in {301, 302, 303}:
        return response.status_code
    where = urlsplit(response.headers["Location"])
    return SIGN_IN if where.path == resolve_url("sign_in") and where.query else REDIRECT


def ask(name: str, row: Row, at_work: AtWork) -> dict[str, Any]:
    """What each member gets; nothing it wrote stays, neither for the next one nor at the end."""
    answers = {}
    with transaction.atomic():
        url = row.url(name, at_work.cast)
        for member in MEMBERS:
            client = at_work.client_of(member)
            with transaction.atomic():
                data = row.data(at_work.cast) if row.data else {}
                answer = client.post(url, data) if row.method == "POST" else client.get(url)
                transaction.set_rollback(True)
            for close in getattr(answer, "_resource_closers", ()):  # a file that was answered
                close()
            answers[member] = answer
        transaction.set_rollback(True)
    return answers


def flaws_of(response: Any, *, is_admin: bool = False) -> list[str]:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    text = response.content.decode()
    return flaws(text, is_admin=is_admin) if text.strip() else []


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_each_member_gets_what_the_table_says(name: str, row: Row, cast_at_work: AtWork):
    answers = ask(name, row, cast_at_work)
    assert {member: outcome_of(answer) for member, answer in answers.items()} == row.outcomes
    assert {member: found for member in MEMBERS if (found := flaws_of(answers[member]))} == {}


# Django's admin: superusers and administrators come in; every page they are given opens.


def label_of(model: Any) -> str:
    return model._meta.label


MODELS = pytest.mark.parametrize("model", sorted(admin.site._registry, key=label_of), ids=label_of)


def admin_pages(row: Model) -> dict[str, str]:
    prefix = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    pages = {page: reverse(f"{prefix}_{page}") for page in ("changelist", "add")}
    for page in ("change", "history", "delete"):
        pages[page] = reverse(f"{prefix}_{page}", args=[row.pk])
    return pages


def permitted_pages(row: Model, user: Officer) -> set[str]:
    """The pages that the model's admin gives to that person."""
    request = RequestFactory().get("/")
    request.user = Officer.objects.get(pk=user.pk)
    page = admin.site._registry[type(row)]
    permissions = {
        "changelist": page.has_view_or_change_permission(request),
        "add": page.has_add_permission(request),
        "change": page.has_view_or_change_permission(request, row),
        "history": page.has_view_or_change_permission(request, row),
        "delete": page.has_delete_permission(request, row),
    }
    return {name for name, is_given in permissions.items() if is_given}


@MODELS
@pytest.mark.parametrize("member", ["administrator", "superuser"])
def test_admin_of_each_model_opens_what_it_permits(
    model: type[Model], member: str, cast: Cast, client: Client
):
    user = cast.member(member)
    assert user is not None
    client.force_login(user)
    row = a_row_of(model)
    pages, permitted = admin_pages(row), permitted_pages(row, user)
    answers = {page: client.get(url) for page, url in pages.items()}
    assert {page: outcome_of(answer) for page, answer in answers.items()} == {
        page: OK if page in permitted else FORBIDDEN for page in pages
    }
    assert {p: found for p in permitted if (found := flaws_of(answers[p], is_admin=True))} == {}


@MODELS
def test_admin_of_each_model_is_shut_to_others(model: type[Model], cast: Cast):
    pages = admin_pages(a_row_of(model))
    asked = [("officer", page) for page in pages]
    asked += [(member, "changelist") for member in ("partner", "coordinator", "leader", "keeper")]
    clients = {member: Client() for member, _ in asked}
    for member, client in clients.items():
        client.force_login(getattr(cast, member))
    statuses = {
        (member, page): clients[member].get(pages[page], follow=True).status_code
        for member, page in asked
    }
    assert statuses == dict.fromkeys(asked, FORBIDDEN)


@pytest.mark.parametrize(
    "model",
    sorted(set(tables_of_a_commune()) & set(admin.site._registry), key=label_of),
    ids=label_of,
)
def test_admin_of_each_model_hides_other_localities(model: type[Model], cast: Cast, client: Client):
    """The stranger is an administrator elsewhere; Django leads away from what does not exist."""
    pages = admin_pages(a_row_of(model))
    client.force_login(cast.stranger)
    outcomes = {page: outcome_of(client.get(pages[page])) for page in ("change", "delete")}
    assert OK not in outcomes.values()


@MODELS
def test_admin_of_each_model_asks_to_sign_in(model: type[Model], cast: Cast, client: Client):
    url = admin_pages(a_row_of(model))["changelist"]
    [*_, (last, _)] = client.get(url, follow=True).redirect_chain
    assert last == f"{resolve_url('sign_in')}?next={url}"


def a_row_of(model: type[Model]) -> Model:
    """One that the cast brought, or a new one."""
    return model._default_manager.first() or ADMIN_ROWS[model._meta.label]()
