"""Who works in the measured installation: officers of several communes, each with a session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus

from bench.browser import Browser, Send, session_of
from bench.pages import BARE_PAGES, PAGES, Page, Place
from config import clock
from plans.models import Locality, Officer, Plan
from plans.models.officers import OfficerQuerySet
from tasks.access import can_update
from tasks.board.load import load_board
from tasks.models import Document, TaskYear

N_ROWS = 70


@dataclass
class Person:
    """``own`` asks the application, ``bare`` the plain Django; both with one session.

    ``urls`` are the addresses of the pages that the person may open.
    """

    officer: Officer
    place: Place
    own: Browser
    bare: Browser
    urls: dict[Page, str]

    @property
    def writes_on(self) -> str | None:
        """The address of the cell on which the person can write."""
        return self.place.cell.get_absolute_url() if self.place.cell else None

    def browser(self, page: Page) -> Browser:
        return self.bare if page in BARE_PAGES else self.own

    def open(self, page: Page) -> bytes:
        return self.browser(page).page(self.urls[page])


def officers() -> OfficerQuerySet:
    """All of the communes who do something in them, a commune after the other."""
    working = Officer.objects.active().exclude(groups=None).select_related("agency__locality")
    at_home = working.filter(agency__locality__level=Locality.Level.COMMUNE)
    found: OfficerQuerySet = at_home.distinct().order_by("pk")
    return found


def at_work(officer: Officer, send: Send, send_bare: Send) -> Person:
    """The person with a session."""
    cookies = session_of(officer)
    place = _place_of(officer)
    person = Person(officer, place, Browser(send, cookies), Browser(send_bare, cookies), {})
    for page in [*BARE_PAGES, *PAGES]:
        url = page.url(place)
        if url is not None and _is_open(person, page, url):
            person.urls[page] = url
    return person


def _is_open(person: Person, page: Page, url: str) -> bool:
    """Whether there is such a page for the person: not where they are refused."""
    answer = person.browser(page).get(url)
    if answer.status not in {HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
        print(f"{url} answers {answer.status} to {person.officer.username}", flush=True)
    return answer.status == HTTPStatus.OK


def _place_of(officer: Officer) -> Place:
    locality = officer.locality
    if locality is None:
        raise ValueError(f"{officer.username} works nowhere")
    plan = Plan.objects.visible_to(officer).newest_first().first()
    return Place(locality, _document_of(locality), plan, _cell_of(officer))


def _cell_of(officer: Officer) -> TaskYear | None:
    """The first cell of this year on which they can write, open ones first."""
    today = clock.today()
    board = load_board(officer, day=today, today=today)
    cells = [cell for cell in board.cells if cell.year == today.year]
    for cell in sorted(cells, key=lambda cell: (not cell.is_open, cell.pk)):
        if can_update(officer, cell.task, today=today):
            return cell
    return None


def _document_of(locality: Locality) -> Document:
    """Which the bare pages show; their list needs 70."""
    found = Document.objects.filter(locality=locality)
    Document.objects.bulk_create(_document(locality, n) for n in range(found.count(), N_ROWS))
    return found.order_by("-pk")[0]


def _document(locality: Locality, number: int) -> Document:
    return Document(
        locality=locality,
        number=f"{number}/BC-UBND",
        issued_on=dt.date(2026, 1, 1) + dt.timedelta(days=number),
        issuer="Ủy ban nhân dân xã",
        summary=f"Báo cáo kết quả thực hiện nhiệm vụ số {number} của năm 2026",
    )
