"""No role sees a restricted field: every address of the access table is asked, every answer read.

New pages come in by themselves with their rows in ``tests.access_table``.
"""

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from typing import Any

import lxml.html
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mediators.access import rights
from mediators.models import Mediator, Membership, Supporter
from plans.models import Locality, Role
from tests import factories as base
from tests.access_table import BAD_INPUT, HOME, OK, TABLE, Row
from tests.cast import Cast
from tests.html import visible_text
from tests.mediators import factories as make

YEAR, BORN_ON = "1913", dt.date(1913, 8, 17)
ETHNIC, PHONE, ADDRESS, HELPER_PHONE = "Brâu", "0900 913 777", "hẻm Bờ Tràm", "0911 913 888"
# In files a day is a number of days: Excel's of 17/08/1913 is 4978.
IN_TEXT = (ETHNIC, PHONE, ADDRESS, HELPER_PHONE, f"{BORN_ON:%d/%m/%Y}", f"{BORN_ON}", f">{YEAR}<")
IN_FILES = (*IN_TEXT, ">4978<")
SHOWN_TO_KEEPER = {"mediators:mediator_detail", "mediators:supporter_xlsx"}


def plant() -> None:
    """The values stand in every restricted field, of today and of the history."""
    restricted = {"ethnic_group": ETHNIC, "birth_on": BORN_ON, "birth_year": int(YEAR)}
    restricted |= {"phone": PHONE, "address": f"Số 5 {ADDRESS}"}
    for rows in (Mediator.objects.all(), Mediator.history.all()):
        rows.update(**restricted)
    for helpers in (Supporter.objects.all(), Supporter.history.all()):
        helpers.update(phone=HELPER_PHONE)


def fill(cast: Cast) -> None:
    """A team that is shown on lists, somebody who left, a supporter, a case, a course."""
    team = make.make_full_team(commune=cast.home)
    make.make_case(team=team, mediators=[team.memberships.all()[0].mediator])
    person = make.make_member(team=team).mediator
    make.enact(make.make_draft(lines=[make.end(team, person)]), issued_on=dt.date(2026, 1, 5))
    make.make_attendance(course=make.make_course(locality=cast.home), mediator=person)
    make.make_support(supporter=make.make_supporter(locality=cast.home), team=team)


def clients_of(cast: Cast, members: tuple[str, ...]) -> dict[str, Client]:
    """``above`` has every role in the province to which the commune belongs."""
    province = base.make_locality(name="tỉnh Tây Ninh", level=Locality.Level.PROVINCE)
    cast.home.parent = province
    cast.home.save()
    above = base.make_officer(locality=province, roles=list(Role))
    clients = {member: Client() for member in members}
    for member, client in clients.items():
        client.force_login(above if member == "above" else getattr(cast, member))
    return clients


def told_by(response) -> set[str]:
    """The planted values that an answer holds: a page, a part of one, a workbook, a document."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            text = "\n".join(file.read(name).decode(errors="replace") for name in file.namelist())
        return {word for word in IN_FILES if word in text}
    text = content.decode(errors="replace")
    found = {word for word in IN_TEXT if word in text}
    if response.headers.get("Content-Type", "").startswith("text/html") and text.strip():
        root = lxml.html.document_fromstring(text)
        values: Any = root.xpath("//input/@value | //option/@value")
        shown = " ".join((visible_text(root), *values))
        found |= {f">{YEAR}<"} if re.search(rf"\b{YEAR}\b", shown) else set()
    return found


def is_asked(name: str, row: Row, member: str) -> bool:
    """Where the member gets more than a refusal, whose page is the same for all addresses."""
    app = name.partition(":")[0]
    if member == "leader":  # sees most of what lies on the roof too
        return app in {"mediators", "tasks"} and row.outcomes[member] in {OK, BAD_INPUT}
    if member == "above":  # reads what lies below as its keeper does
        return app == "mediators" and row.method == "GET" and row.outcomes["keeper"] == OK
    if member == "keeper":
        return name in SHOWN_TO_KEEPER
    return app == "mediators" and row.outcomes[member] in {OK, BAD_INPUT}


def walk(cast: Cast, clients: dict[str, Client]) -> dict[str, set[str]]:
    """What each member was told by all addresses together, with the address that told it."""
    told: dict[str, set[str]] = defaultdict(set)
    for name, row in ((name, row) for name, rows in TABLE.items() for row in rows):
        asking = [member for member in clients if is_asked(name, row, member)]
        if not asking:
            continue
        with transaction.atomic():
            url = row.url(name, cast)
            data = row.data(cast) if row.data else {}
            plant()
            for member in asking:
                client = clients[member]
                answer = client.post(url, data) if row.method == "POST" else client.get(url)
                told[member] |= {f"{name} {row.method}: {word}" for word in told_by(answer)}
            transaction.set_rollback(True)
    return told


def test_roles_that_are_not_asked_have_the_rights_of_one_that_is(cast):
    """The walk below speaks for all: there are two kinds of readers without personal data."""
    given = {member: rights(getattr(cast, member), cast.home) for member in HOME}
    assert given["partner"] == given["officer"]
    assert given["coordinator"] == given["leader"]
    personal = {member for member, one in given.items() if one.personal}
    assert personal == {"keeper", "administrator", "superuser"}


def test_who_does_not_keep_the_roster_is_told_no_restricted_value_anywhere(cast):
    fill(cast)
    told = walk(cast, clients_of(cast, ("officer", "leader", "above", "keeper")))
    told_to_keeper = {one.partition(": ")[2] for one in told.pop("keeper")}
    assert told_to_keeper >= {ETHNIC, PHONE, ADDRESS, HELPER_PHONE, "17/08/1913"}
    assert {member: sorted(found) for member, found in told.items() if found} == {}


@pytest.mark.parametrize("member", ["officer", "leader", "above"])
def test_no_search_filter_or_order_tells_what_pages_hide(member, cast):
    team = make.make_team(commune=cast.home)
    kinh = make.make_member(team=team, full_name="Trần Văn An").mediator
    hidden = make.make_member(team=team, full_name="Lý Thị Bích").mediator
    Membership.objects.filter(team=team).update(started_on=dt.date(2025, 1, 1))
    plant()
    Mediator.objects.filter(pk=kinh.pk).update(birth_year=1990, birth_on=None, ethnic_group="Kinh")
    [client] = clients_of(cast, (member,)).values()
    people = reverse("mediators:mediator_list")
    place = f"&dia_ban={cast.home.pk}" if member == "above" else ""  # who has a line a commune

    def listed(query: str) -> list[str]:
        root = lxml.html.document_fromstring(client.get(f"{people}?{query}{place}").content)
        return [" ".join(head.text_content().split()) for head in root.xpath("//tbody/tr/th")]

    names = [str(kinh), str(hidden)]
    assert listed("") == names
    ordered = ("sap_xep=nam-sinh", "sap_xep=-nam-sinh", "dan_toc=khac", "dan_toc=kinh")
    assert {query: listed(query) for query in ordered} == dict.fromkeys(ordered, names)
    sought = (ETHNIC, PHONE, PHONE.replace(" ", ""), ADDRESS, YEAR)
    assert {word: listed(f"tim={word}") for word in sought} == {word: [] for word in sought}
    make.make_supporter(locality=cast.home, full_name="Phan Thị Cúc", phone=HELPER_PHONE)
    helpers = client.get(reverse("mediators:supporter_list") + f"?tim={HELPER_PHONE}")
    assert "Phan Thị Cúc" not in helpers.content.decode()
