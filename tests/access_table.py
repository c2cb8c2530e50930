"""Who gets what from which address: the one table. ``tests/test_access_table.py`` asks each row.

An address without rows fails the tests, so a new page begins here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from tests import factories as make
from tests.cast import MEMBERS, Cast

# Outcomes
OK = 200
NO_CONTENT = 204
BAD_INPUT = 422
FORBIDDEN = 403
NOT_FOUND = 404
WRONG_METHOD = 405
SIGN_IN = "to sign in"
REDIRECT = "redirect"

HOME = ("partner", "officer", "coordinator", "leader", "keeper", "administrator", "superuser")
WRITERS = ("officer", "coordinator", "administrator", "superuser")
COORDINATORS = ("coordinator", "administrator", "superuser")
ADMINISTRATORS = ("administrator", "superuser")
Outcome = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """One method on one address, and what each member of the cast gets."""

    method: str
    outcomes: Mapping[str, Outcome]
    args: Callable[[Cast], list[Any]] | None = None
    query: str = ""
    data: Callable[[Cast], dict[str, Any]] | None = None

    def __str__(self) -> str:
        return f"{self.method}{self.query}"


def row(
    method: str,
    *,
    home: Outcome | None = None,
    of: str = "",
    query: str = "",
    data: Callable[[Cast], dict[str, Any]] | None = None,
    args: Callable[[Cast], list[Any]] | None = None,
    **outcomes: Outcome,
) -> Row:
    """``home`` is for all of the locality but who is named; ``of="task"`` fills in cast.task.pk.

    Who has not signed in is led to the sign-in unless the row says otherwise.
    """
    if of:

        def args(cast: Cast) -> list[Any]:
            return [getattr(cast, of).pk]

    given = {"anonymous": SIGN_IN} | dict.fromkeys(HOME, home) | outcomes
    told = {member: given[member] for member in MEMBERS if given.get(member) is not None}
    if missing := set(MEMBERS) - set(told):
        raise ValueError(f"a row of {method} says nothing of {sorted(missing)}")
    return Row(method, told, args, query, data)  # type: ignore[arg-type]


def everyone(method: str, outcome: Outcome, **options: Any) -> Row:
    """The same for all, signed in or not."""
    return row(method, home=outcome, stranger=outcome, anonymous=outcome, **options)


def signed_in(method: str, outcome: Outcome, **options: Any) -> Row:
    """The same for all who have signed in; what is on the page is their own."""
    return row(method, home=outcome, stranger=outcome, **options)


def readers(method: str, outcome: Outcome, **options: Any) -> Row:
    """All of the locality; elsewhere it does not exist."""
    return row(method, home=outcome, stranger=NOT_FOUND, **options)


def only(members: Iterable[str], method: str, outcome: Outcome, **options: Any) -> Row:
    """Those; the others of the locality are refused, elsewhere it does not exist."""
    given = dict.fromkeys(members, outcome)
    return row(method, **{"home": FORBIDDEN, "stranger": NOT_FOUND} | given | options)


# Rows that an address names, made where the cast has none


def evidence(cast: Cast) -> list[Any]:
    return [make.make_evidence(task_year=cast.task_year, added_by=cast.officer).pk]


def contribution(cast: Cast) -> list[Any]:
    agency = cast.partner.agency
    made = make.make_contribution(task_year=cast.task_year, agency=agency, author=cast.partner)
    return [made.pk]


def document_with_file(cast: Cast) -> list[Any]:
    file = ContentFile(b"%PDF-1.4", name="bao-cao.pdf")
    return [make.make_document(locality=cast.home, file=file, file_name="bao-cao.pdf").pk]


def version(cast: Cast) -> dict[str, Any]:
    return {"version": cast.task_year.version}


TABLE: dict[str, list[Row]] = {
    # The door
    "sign_in": [row("GET", home=REDIRECT, stranger=REDIRECT, anonymous=OK)],
    "sign_out": [signed_in("POST", REDIRECT), signed_in("GET", WRONG_METHOD)],
    "password_change": [signed_in("GET", OK)],
    "password_change_done": [signed_in("GET", OK)],
    # Pages on the work of one's locality
    "tasks:home": [signed_in("GET", REDIRECT), signed_in("POST", WRONG_METHOD)],
    "tasks:my_work": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "tasks:year_grid": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    # One task in one year
    "tasks:task_year_detail": [
        readers("GET", OK, of="task_year"),
        only(WRITERS, "POST", BAD_INPUT, of="task_year", data=version),
    ],
    "tasks:task_year_unchanged": [
        only(WRITERS, "POST", REDIRECT, of="task_year", data=version),
        signed_in("GET", WRONG_METHOD, of="task_year"),
    ],
    "tasks:due_date_change": [
        only(COORDINATORS, "GET", OK, of="task_year"),
        only(COORDINATORS, "POST", BAD_INPUT, of="task_year", data=version),
    ],
    "tasks:contribution_create": [
        only(("partner", *COORDINATORS), "GET", OK, of="task_year"),
        only(("partner", *COORDINATORS), "POST", BAD_INPUT, of="task_year", data=version),
    ],
    "tasks:contribution_update": [
        only(("partner",), "GET", OK, args=contribution),
        only(("partner",), "POST", BAD_INPUT, args=contribution, data=version),
    ],
    "tasks:evidence_remove": [
        only(WRITERS, "GET", OK, args=evidence),
        only(WRITERS, "POST", REDIRECT, args=evidence, data=version),
    ],
    "tasks:document_list": [signed_in("GET", OK), signed_in("GET", OK, query="?goi-y=1")],
    "tasks:document_file": [readers("GET", OK, args=document_with_file)],
}
