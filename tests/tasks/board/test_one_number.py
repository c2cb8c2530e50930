"""One word has one number on one day, on every page, paper and letter that shows it.

Three plans in two communes of a province. The pages are found by walking the table of addresses;
the numbers expected are counted from the tables here, by lines that share nothing with the board.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
import lxml.html
import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from plans.models import Locality, Officer, Role
from tasks.models import Assignment, Direction, Task, TaskYear, Timeline
from tasks.reminders.letters import letter_to
from tasks.states import Review, State
from tests import factories as make
from tests.access_table import TABLE
from tests.clock import set_clock
from tests.tasks.reading import said, texts

D = dt.date
DAYS = [
    D(2026, 6, 30),
    D(2026, 11, 30),
    D(2026, 12, 15),  # the due day of several cells
    D(2026, 12, 16),
    D(2026, 12, 31),
    D(2027, 1, 1),
]
WORDS = {
    "late": "quá hạn",
    "soon": "sắp đến hạn",
    "silent": "quá kỳ chưa cập nhật",
    "unassigned": "chưa phân công",
    "asking": "xin ý kiến chỉ đạo",
    "to_confirm": "chờ xác nhận",
    "waiting": "chờ trả lời",
}
OPEN = {"todo", "doing"}
# A number of up to three digits, then the word, and nothing that says it is of a part.
COUNTED = re.compile(
    rf"(?<![\d/.,-])(\d{{1,3}}) (?:nhiệm vụ )?(?:(?:ý kiến )?chỉ đạo )?({'|'.join(WORDS.values())})"
    r"(?! (?:từ|của|trong|năm|trở))",
    re.IGNORECASE,
)
OF_A_YEAR = re.compile(r"năm \d{4}$", re.IGNORECASE)


@dataclass(frozen=True)
class World:
    home: Locality
    other: Locality
    leader: Officer
    coordinator: Officer
    officer: Officer
    second_officer: Officer
    partner: Officer
    province: Officer


@pytest.fixture
def world(db) -> World:
    province = make.make_locality(name="tỉnh Tây Ninh", level=Locality.Level.PROVINCE)
    home = make.make_locality(name="xã Tân Biên", parent=province)
    other = make.make_locality(name="xã Tân Lập", parent=province)
    office = make.make_agency(name="UBND xã", locality=home, is_whole_office=True)
    justice = make.make_agency(name="Văn phòng HĐND và UBND", locality=home)
    finance = make.make_agency(name="Phòng Kinh tế", locality=home)
    front = make.make_agency(name="UBMTTQ xã", locality=home)
    department = make.make_agency(name="Sở Tư pháp", locality=province)
    found = World(
        home=home,
        other=other,
        leader=make.make_officer(agency=office, roles=[Role.LEADER]),
        coordinator=make.make_officer(agency=office, roles=[Role.COORDINATOR]),
        officer=make.make_officer(agency=justice),
        second_officer=make.make_officer(agency=finance),
        partner=make.make_officer(agency=front),
        province=make.make_officer(agency=department, roles=[Role.LEADER]),
    )
    _plan(home, "Hòa giải 2024 - 2030", (2024, 2030), [justice, finance, office], front, found)
    _plan(home, "Phân loại rác 2026", (2026, 2026), [finance, justice], front, found)
    elsewhere = make.make_agency(name="UBND xã Tân Lập", locality=other)
    make.make_officer(agency=elsewhere, roles=[Role.COORDINATOR])
    _plan(other, "Chuyển đổi số 2026", (2026, 2026), [elsewhere], elsewhere, found)
    return found


def _plan(place, title, years, leads, partner, world) -> None:  # noqa: PLR0917 -- a table
    """Tasks of every kind: late, due on 15/12, silent, ended, returned, directed, nobody's."""
    first, last = years
    plan = make.make_plan(
        locality=place,
        title=title,
        first_year=first,
        last_year=last,
        loaded_on=D(2026, 1, 5),
    )
    for number, lead in enumerate([*leads, *leads]):
        task = make.make_task(
            plan=plan,
            clause=f"II.{number}",
            title=f"Việc {'abcdef'[number]}",
            leads=[lead],
            partners=[partner],
        )
        timeline = make.make_timeline(
            task=task, kind=Timeline.Kind.YEARLY, first_year=first, last_year=last
        )
        for year in range(first, min(last, 2027) + 1):
            _cell(timeline, year, number, world)


def _cell(timeline, year, number, world) -> None:
    kinds = (
        {"due_on": D(year, 10, 31)},
        {"due_on": D(year, 12, 15), "state": State.DOING, "updated_on": D(year, 12, 1)},
        {"state": State.DONE, "completed_on": D(year, 3, 1), "updated_on": D(year, 3, 1)},
        {"due_on": D(year, 12, 31), "needs_direction": True, "updated_on": D(year, 5, 1)},
        {"due_on": None},
        {"state": State.NONE_AROSE, "updated_on": D(year, 2, 1)},
    )
    fields = dict(kinds[(number + year) % len(kinds)])
    cell = make.make_task_year(timeline=timeline, year=year, **fields)
    if fields.get("completed_on") and number % 2:
        TaskYear.objects.filter(pk=cell.pk).update(
            review=Review.RETURNED,
            review_reason="Thiếu danh sách",
            reviewed_by=world.leader,
            reviewed_at=dt.datetime(year, 4, 1, tzinfo=dt.UTC),
        )
    if year == 2026 and number % 3 == 1:
        make.make_direction(
            task_year=cell,
            asked_by=world.leader,
            answer_by_on=D(2026, 12, 15),
            asked_at=dt.datetime(2026, 5, 4, 3, tzinfo=dt.UTC),
        )


# Counted from the tables


def counted(plans: list[int], day: dt.date, *, cells=None) -> dict[str, int]:
    """Each word's number over those plans, or over some of their cells."""
    if cells is None:
        cells = list(TaskYear.objects.filter(timeline__task__plan__in=plans))
    keys = [cell.pk for cell in cells]
    n: dict[str, int] = defaultdict(int)
    for cell in cells:
        is_open = cell.state in OPEN
        days_left = (cell.due_on - day).days if cell.due_on else None
        n["late"] += is_open and days_left is not None and days_left < 0
        n["soon"] += is_open and days_left is not None and 0 <= days_left <= 30
        began = max(D(cell.year, 1, 1), D(2026, 1, 5), cell.updated_on or D(2026, 1, 5))
        n["silent"] += is_open and cell.year <= day.year and (day - began).days > 90
        n["asking"] += cell.needs_direction
        n["to_confirm"] += not is_open and cell.review == "pending"
    directions = Direction.objects.filter(task_year__in=keys, closed_at=None, answered_at=None)
    n["waiting"] = directions.count()
    n["unassigned"] = sum(_is_nobodys(task, day) for task in Task.objects.filter(plan__in=plans))
    return dict(n)


def _is_nobodys(task: Task, day: dt.date) -> bool:
    cells = TaskYear.objects.filter(timeline__task=task)
    if not any(c.year <= day.year for c in cells) or not any(c.state in OPEN for c in cells):
        return False
    lead = task.parties.get(role="lead", order=0).agency
    works = not lead.is_whole_office and Officer.objects.filter(agency=lead).exists()
    return not works and not Assignment.objects.filter(task=task).exists()


# Shown on pages


def reading_pages(client: Client) -> Iterator[tuple[str, str]]:
    """Address and text of every page of the work that the person may read without a key."""
    for name in TABLE:
        if not name.startswith("tasks:"):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        answer = client.get(url)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code == 200 and kind.startswith("text/html"):
            yield url, _text_of(answer.content.decode())
        elif answer.status_code == 200 and "wordprocessing" in kind:
            paper = docx.Document(BytesIO(answer.content))
            cells = [
                cell.text for table in paper.tables for row in table.rows for cell in row.cells
            ]
            yield url, " ".join(" ".join([p.text for p in paper.paragraphs] + cells).split())


def _text_of(page: str) -> str:
    """What a page says without what is of one year, which its heading or term says."""
    main = lxml.html.document_fromstring(page).find(".//main")
    for heading in list(main.iter("h2", "dt")):
        if OF_A_YEAR.search(said(heading)):
            heading.getparent().drop_tree()
        heading.text = f"; {heading.text or ''}"  # the number before it is of another sentence
    return said(main)


def shown(text: str) -> dict[str, set[int]]:
    """Each word's numbers on a page."""
    found: dict[str, set[int]] = defaultdict(set)
    by_word = {word: key for key, word in WORDS.items()}
    for n, word in COUNTED.findall(text):
        found[by_word[word.lower()]].add(int(n))
    return found


OWN = {"/viec-cua-toi/", "/nhac-viec/"}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "member", ["leader", "coordinator", "officer", "second_officer", "partner"]
)
def test_each_word_has_one_number_in_a_commune(world, client, member, day):
    set_clock(day)
    user = getattr(world, member)
    client.force_login(user)
    plans = [plan.pk for plan in world.home.plans.all()]
    expected = counted(plans, day)
    seen: dict[str, set[str]] = defaultdict(set)
    for url, text in reading_pages(client):
        if url in OWN:
            continue
        for word, numbers in shown(text).items():
            where = [m.group(0) for m in COUNTED.finditer(text)]
            assert numbers == {expected[word]}, (url, word, where)
            seen[word].add(url)
    assert set(seen) >= {"late", "soon", "silent"}
    assert all(len(urls) > 1 for word, urls in seen.items() if word != "waiting")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("member", ["leader", "coordinator"])
def test_work_of_the_whole_locality_has_the_same_numbers(world, client, member, day):
    set_clock(day)
    client.force_login(getattr(world, member))
    expected = counted([plan.pk for plan in world.home.plans.all()], day)
    answer = client.get(reverse("tasks:my_work") + "?vai_tro=ca-dia-ban")
    [lead, *_] = texts(lxml.html.document_fromstring(answer.content.decode()), ".page-head__lead")
    assert shown(lead)["late"] <= {expected["late"]}
    assert shown(lead)["unassigned"] <= {expected["unassigned"]}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("member", ["officer", "second_officer"])
def test_own_work_and_the_letter_count_what_is_ones_own(world, client, member, day):
    set_clock(day)
    user = getattr(world, member)
    client.force_login(user)
    cells = [
        cell
        for cell in TaskYear.objects.filter(timeline__task__plan__locality=world.home)
        if cell.timeline.task.parties.get(role="lead", order=0).agency_id == user.agency_id
    ]
    expected = counted([], day, cells=cells)
    answer = client.get(reverse("tasks:my_work"))
    [lead, *_] = texts(lxml.html.document_fromstring(answer.content.decode()), ".page-head__lead")
    assert shown(lead)["late"] <= {expected["late"]}
    assert shown(lead)["soon"] <= {expected["soon"]}
    assert bool(shown(lead)["late"]) == bool(expected["late"])
    letter = letter_to(user, day)
    if letter is not None and "việc quá hạn" in letter.subject:
        [n] = re.findall(r"(\d+) việc quá hạn", letter.subject)
        assert int(n) == expected["late"]


@pytest.mark.parametrize("day", DAYS)
def test_a_province_counts_what_its_communes_count(world, client, day):
    set_clock(day)
    client.force_login(world.province)
    every = [world.home, world.other]
    expected = counted([plan.pk for place in every for plan in place.plans.all()], day)
    for place in every:
        own = counted([plan.pk for plan in place.plans.all()], day)
        for name in ("dashboard", "year_grid", "task_list", "meeting_sheet", "silence"):
            url = f"{reverse(f'tasks:{name}')}?dia_ban={place.pk}"
            answer = client.get(url)
            text = _text_of(answer.content.decode())
            for word, numbers in shown(text).items():
                assert numbers == {own[word]}, (url, word, text)
    rows = lxml.html.document_fromstring(
        client.get(reverse("tasks:dashboard")).content.decode()
    ).xpath("//main//table//tr")
    assert any(str(expected["late"]) in said(row).split() for row in rows)
