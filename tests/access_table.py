"""Who gets what from which address: the one table. ``tests/test_access_table.py`` asks each row.

An address without rows fails the tests, so a new page begins here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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


TABLE: dict[str, list[Row]] = {
    # The door
    "sign_in": [row("GET", home=REDIRECT, stranger=REDIRECT, anonymous=OK)],
    "sign_out": [signed_in("POST", REDIRECT), signed_in("GET", WRONG_METHOD)],
    "password_change": [signed_in("GET", OK)],
    "password_change_done": [signed_in("GET", OK)],
    # The work
    "tasks:home": [signed_in("GET", REDIRECT), signed_in("POST", WRONG_METHOD)],
}
