"""Nhắc việc: who is reminded of what on which day; on the list, by letter, on paper."""

import datetime as dt
from io import BytesIO, StringIO

import docx
import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from config.locks import alone
from mediators.models import Holiday
from plans.models import Role
from tasks.cell.due_dates import change_due_date
from tasks.models import Reminder
from tasks.reminders.reading import reminder_board, reminders_of
from tasks.reminders.rule import FIRST_THRESHOLDS, is_owed, threshold_passed
from tasks.reminders.services import AlreadyRunning, letters_of, mark_seen, send_letters
from tasks.states import DUE_SOON_DAYS, State
from tests import factories as make
from tests.clock import set_clock
from tests.effort import examples
from tests.html import flaws
from tests.queries import n_queries
from tests.tasks.reading import read, said, texts

D = dt.date
DUE = D(2026, 12, 31)  # a Thursday
LIST, PAPER = reverse("tasks:reminder_list"), reverse("tasks:reminder_paper")
MAIL = "django.core.mail.backends.locmem.EmailBackend"


class RefusingBackend(EmailBackend):
    """A mail server that knows some addresses not, or is away."""

    unknown: set[str] = set()
    is_away = False

    def open(self):
        if self.is_away:
            raise ConnectionRefusedError("máy chủ thư không trả lời")
        return super().open()

    def send_messages(self, messages):
        if any(one in self.unknown for message in messages for one in message.to):
            raise OSError("550 không có hộp thư này")
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    yield RefusingBackend
    RefusingBackend.unknown, RefusingBackend.is_away = set(), False


@pytest.fixture
def on():
    def set_day(day):
        set_clock(day)

    return set_day


@pytest.fixture
def plan(db):
    return make.make_plan()


@pytest.fixture
def body(plan):
    return make.make_agency(name="Văn phòng HĐND và UBND")


@pytest.fixture
def officer(body):
    return make.make_officer(full_name="Nguyễn Thị A", agency=body, email="a@example.vn")


@pytest.fixture
def cell(plan, body, officer):
    return add(plan, body)


@pytest.fixture
def leader(plan):
    return make.make_officer(
        agency=make.make_agency(is_whole_office=True), roles=[Role.LEADER], email="l@example.vn"
    )


@pytest.fixture
def coordinator(plan):
    return make.make_officer(
        agency=make.make_agency(is_whole_office=True),
        roles=[Role.COORDINATOR],
        email="t@example.vn",
    )


@pytest.fixture
def sign_in(client):
    """The client as that person, on a page."""

    def go(user):
        client.force_login(user)
        return client

    return go


def add(plan, *leads, code="II.1", due_on=DUE, **fields):
    task = make.make_task(plan=plan, clause=code, title=f"Việc {code}", leads=leads)
    return make.make_task_year(timeline=make.make_timeline(task=task), due_on=due_on, **fields)


def n_new(user, day):
    """How many reminders of that day the person has not marked as seen."""
    user = type(user).objects.get(pk=user.pk)
    return sum(one.is_new for one in reminders_of(reminder_board(user, day)))


def send(day):
    """Whom a run of that day wrote to, with what."""
    mail.outbox.clear()
    send_letters(today=day)
    return [(message.to[0], message.subject) for message in mail.outbox]


SOON = [("a@example.vn", "Nhắc việc: 1 việc sắp đến hạn")]
LATE = [("a@example.vn", "Nhắc việc: 1 việc quá hạn")]


# The rule


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-31, None),
        (-30, -30),
        (-8, -30),
        (-7, -7),
        (-1, -1),
        (0, -1),
        (1, 1),
        (6, 1),
        (7, 7),
        (29, 7),
        (30, 30),
        (59, 30),
        (60, 60),
        (326, 300),
    ],
)
def test_threshold_is_the_largest_passed(days, expected):
    assert threshold_passed(DUE, DUE + dt.timedelta(days=days)) == expected


def test_first_threshold_is_where_a_list_begins_to_say_due_soon():
    assert -FIRST_THRESHOLDS[0] == DUE_SOON_DAYS


@settings(max_examples=examples(60))
@given(st.lists(st.integers(-60, 400), min_size=1, max_size=40).map(sorted))
def test_whatever_runs_are_missed_or_repeated_each_threshold_is_told_once_and_the_last_always(days):
    recorded: int | None = None
    told: list[int | None] = []
    for n in days:
        passed = threshold_passed(DUE, DUE + dt.timedelta(days=n))
        if is_owed(passed, recorded):
            recorded = passed
            told.append(passed)
    assert told == sorted({one for one in told if one is not None})
    assert (told[-1] if told else None) == threshold_passed(DUE, DUE + dt.timedelta(days=days[-1]))


# The list


@pytest.fixture
def lines(client, on):
    """What the list of the person signed in says on a day, by heading."""

    def lines_on(user, day):
        on(day)
        client.force_login(user)
        return headings(read(client, LIST))

    return lines_on


def headings(root):
    return {
        said(section.xpath(".//h2")[0]): texts(section, ".state")
        for section in root.xpath("//section[@aria-labelledby]")
        if section.get("aria-labelledby") != "thu"
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2026, 11, 30), {}),
        (D(2026, 12, 1), {"Đến hạn trong 30 ngày 1": ["Còn 30 ngày"]}),
        (D(2026, 12, 31), {"Đến hạn trong 30 ngày 1": ["Đến hạn hôm nay"]}),
        (D(2027, 1, 1), {"Quá hạn 1": ["Quá hạn 1 ngày"]}),
    ],
)
def test_list_is_right_without_any_run(cell, officer, lines, day, expected):
    assert lines(officer, day) == expected
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("state", [State.DONE, State.NONE_AROSE, State.DROPPED])
def test_what_has_ended_is_not_reminded_of(plan, officer, lines, state):
    ended_on = D(2026, 5, 1) if state == State.DONE else None
    add(plan, officer.agency, state=state, completed_on=ended_on)
    assert lines(officer, D(2027, 3, 1)) == {}
    assert send(D(2027, 3, 1)) == []


def test_seen_is_marked_until_the_next_threshold(client, cell, officer, on):
    client.force_login(officer)

    def new_ones(day):
        on(day)
        return texts(read(client, LIST), ".is-new .work__due")

    one = ["Hạn 31/12/2026 Chưa xem"]
    assert new_ones(D(2026, 12, 1)) == one
    root = read(client, LIST)
    marks = root.xpath("//form[.//button[.='Đánh dấu đã xem tất cả']]//input[@name='reminder']")
    client.post(reverse("tasks:reminders_see"), {"reminder": [one.get("value") for one in marks]})
    assert new_ones(D(2026, 12, 1)) == new_ones(D(2026, 12, 23)) == []
    assert texts(read(client, LIST), ".work__due") == ["Hạn 31/12/2026 Đã xem"]
    assert new_ones(D(2026, 12, 24)) == one
    assert new_ones(D(2027, 1, 1)) == one


def test_seen_page_of_yesterday_does_not_hide_what_passed_since(cell, officer):
    shown = [f"{cell.pk}:2026-12-31:-7", "999:2026-12-31:1", "lạ"]
    assert mark_seen(shown, by=officer, today=D(2027, 1, 1)) == 0
    assert n_new(officer, D(2027, 1, 1)) == 1


def test_one_persons_seen_is_not_anothers(cell, officer, body):
    colleague = make.make_officer(agency=body)
    assert mark_seen([f"{cell.pk}:2026-12-31:-30"], by=officer, today=D(2026, 12, 1)) == 1
    assert n_new(officer, D(2026, 12, 1)) == 0
    assert n_new(colleague, D(2026, 12, 1)) == 1


def test_leaders_hear_of_what_is_late_from_the_seventh_day(client, cell, leader, lines):
    assert lines(leader, D(2027, 1, 6)) == {}
    assert lines(leader, D(2027, 1, 7)) == {"Cả địa bàn: quá hạn từ 7 ngày 1": ["Quá hạn 7 ngày"]}
    [meta] = texts(read(client, LIST), ".work__meta")
    assert meta == "II.1 · năm 2026 · Văn phòng HĐND và UBND"


def test_what_nobody_owns_goes_to_the_coordinator(client, plan, coordinator, officer, lines):
    add(plan, make.make_agency(name="Công an xã"))
    left = make.make_officer(agency=officer.agency, is_active=False)
    owned_by_one_who_left = add(plan, officer.agency, code="II.2")
    make.make_assignment(task=owned_by_one_who_left.timeline.task, officer=left)
    add(plan, officer.agency, code="II.3")
    day = D(2026, 12, 10)
    assert lines(coordinator, day) == {"Chưa có người phụ trách 2": ["Còn 21 ngày"] * 2}
    metas = texts(read(client, LIST), ".work__meta")
    assert metas[0] == "II.1 · năm 2026 · Công an xã; chưa có người phụ trách"
    assert n_new(coordinator, day) == 2
    assert sorted(send(day)) == [
        ("a@example.vn", "Nhắc việc: 1 việc sắp đến hạn"),
        ("t@example.vn", "Nhắc việc: 2 việc chưa có người phụ trách"),
    ]


def test_another_localitys_cells_remind_nobody_here(plan, cell, leader):
    elsewhere = make.make_plan(locality=make.make_locality(name="Xã Tân Lập"))
    add(elsewhere, make.make_agency(locality=elsewhere.locality))
    assert n_new(leader, D(2027, 2, 1)) == 1


# Letters


def test_letter_says_what_is_due_and_where_to_go(plan, cell, officer, body):
    add(plan, body, code="II.2", due_on=D(2026, 12, 20))
    asked = make.make_direction(task_year=cell, text="Nêu lý do chậm")
    send(D(2026, 12, 24))
    [message] = mail.outbox
    assert message.subject == "Nhắc việc: 1 việc quá hạn, 1 việc sắp đến hạn"
    assert message.from_email == "so-ke-hoach@localhost"
    site = "https://so-ke-hoach.example.vn"
    assert message.body.startswith("Kính gửi: Nguyễn Thị A\n")
    assert "- Việc II.2 (II.2, năm 2026). Hạn 20/12/2026: quá hạn 4 ngày.\n" in message.body
    assert f"{site}{cell.get_absolute_url()}\n" in message.body
    assert f"{site}/nhac-viec/\n" in message.body
    assert asked.text in message.body


def test_run_twice_sends_once(cell, officer):
    assert send(D(2026, 12, 1)) == SOON
    assert send(D(2026, 12, 1)) == []
    assert send(D(2026, 12, 2)) == []
    row = Reminder.objects.get()
    assert (row.officer, row.due_on, row.threshold) == (officer, DUE, -30)
    assert row.sent_at is not None
    assert row.seen_at is None


def test_missed_runs_are_made_up_for_by_one_letter(cell, officer):
    """Ten days without a run, across -7, -1 and the due day."""
    assert send(D(2026, 12, 22)) == SOON
    assert send(D(2027, 1, 4)) == LATE
    assert list(Reminder.objects.order_by("pk").values_list("threshold", flat=True)) == [-30, 1]
    assert send(D(2027, 1, 5)) == []
    assert send(D(2027, 1, 7)) == LATE


def test_day_before_and_day_after_the_years_end(cell, officer):
    assert Holiday.objects.filter(day=D(2027, 1, 1)).exists()
    for day in (D(2026, 12, 1), D(2026, 12, 24), D(2026, 12, 30)):
        assert send(day) == SOON
    assert send(D(2026, 12, 31)) == []
    assert send(D(2027, 1, 1)) == []
    assert send(D(2027, 1, 4)) == LATE


def test_on_the_due_day_a_late_run_says_today(cell, officer):
    assert send(DUE) == [("a@example.vn", "Nhắc việc: 1 việc đến hạn hôm nay")]


def test_weekend_and_tet_are_carried_by_the_next_working_day(plan, body, officer):
    add(plan, body, due_on=D(2027, 2, 13))  # -7 falls on mùng một, a Saturday
    for day in (D(2027, 2, 4), D(2027, 2, 5), D(2027, 2, 8), D(2027, 2, 9)):
        Holiday.objects.get_or_create(day=day, defaults={"name": "Tết Nguyên đán"})
    assert send(D(2027, 1, 14)) == SOON
    assert [send(D(2027, 2, day)) for day in (5, 6, 7, 8, 9)] == [[]] * 5
    assert send(D(2027, 2, 10)) == SOON


def test_server_that_is_away_marks_nothing_and_the_list_stays_right(cell, officer, server, lines):
    server.is_away = True
    outcome = send_letters(today=D(2027, 1, 4))
    assert [(letter.to, why) for letter, why in outcome.failed] == [
        (officer, "máy chủ thư không trả lời")
    ]
    assert not Reminder.objects.exists()
    assert lines(officer, D(2027, 1, 4)) == {"Quá hạn 1": ["Quá hạn 4 ngày"]}
    server.is_away = False
    assert send(D(2027, 1, 4)) == LATE


def test_one_wrong_address_does_not_stop_the_others(cell, officer, body, server):
    make.make_officer(agency=body, email="sai@example.vn")
    make.make_officer(agency=body, email="sau@example.vn")
    officer.save()
    server.unknown = {"sai@example.vn"}
    assert [to for to, _ in send(D(2027, 1, 4))] == ["a@example.vn", "sau@example.vn"]
    server.unknown = set()
    assert [to for to, _ in send(D(2027, 1, 4))] == ["sai@example.vn"]


@pytest.mark.parametrize(
    "changes", [{"email": ""}, {"wants_mail": False}, {"is_active": False}], ids=str
)
def test_no_letter_without_address_or_when_switched_off(cell, officer, changes):
    for name, value in changes.items():
        setattr(officer, name, value)
    officer.save()
    assert send(D(2027, 1, 4)) == []


def test_seen_on_the_list_is_not_sent_again(cell, officer):
    mark_seen([f"{cell.pk}:2026-12-31:-30"], by=officer, today=D(2026, 12, 1))
    assert send(D(2026, 12, 2)) == []
    assert send(D(2026, 12, 24)) == SOON


def test_moved_due_date_starts_anew(cell, officer, coordinator):
    assert send(D(2026, 12, 24)) == SOON
    change_due_date(task_year=cell, due_on=D(2027, 2, 1), document="CV 12", by=coordinator)
    assert send(D(2026, 12, 31)) == []
    assert send(D(2027, 1, 4)) == SOON
    assert send(D(2027, 1, 25)) == SOON


def test_who_went_to_another_body_hears_no_more_and_who_came_does(cell, officer):
    assert send(D(2026, 12, 1)) == SOON
    body = officer.agency
    officer.agency = make.make_agency()
    officer.save()
    make.make_officer(agency=body, email="moi@example.vn")
    assert [to for to, _ in send(D(2026, 12, 2))] == ["moi@example.vn"]
    assert [to for to, _ in send(D(2027, 1, 4))] == ["moi@example.vn"]


def test_assignment_that_ended_passes_the_reminder_on(cell, officer):
    task = cell.timeline.task
    first, then = (make.make_officer(email=f"{n}@example.vn") for n in (1, 2))
    make.make_assignment(task=task, officer=first, until=D(2026, 12, 27))
    make.make_assignment(task=task, officer=then, since=D(2026, 12, 28))
    assert [to for to, _ in send(D(2026, 12, 24))] == ["1@example.vn"]
    assert [to for to, _ in send(D(2026, 12, 28))] == ["2@example.vn"]
    assert [to for to, _ in send(D(2027, 1, 4))] == ["2@example.vn"]


def test_leader_gets_one_letter_for_the_locality(plan, cell, leader, officer, body):
    add(plan, body, code="II.2")
    assert send(D(2027, 1, 4)) == [("a@example.vn", "Nhắc việc: 2 việc quá hạn")]
    assert send(D(2027, 1, 7)) == [
        ("a@example.vn", "Nhắc việc: 2 việc quá hạn"),
        ("l@example.vn", "Nhắc việc: 2 việc của địa bàn quá hạn từ 7 ngày"),
    ]
    assert send(D(2027, 2, 1)) == [
        ("a@example.vn", "Nhắc việc: 2 việc quá hạn"),
        ("l@example.vn", "Nhắc việc: 2 việc của địa bàn quá hạn từ 7 ngày"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_one_letter(settings):
    """The second meets the first while it waits for the mail server."""
    settings.EMAIL_BACKEND = f"{__name__}.MeetingBackend"
    officer = make.make_officer(email="a@example.vn")
    add(make.make_plan(), officer.agency)
    mail.outbox.clear()
    send_letters(today=D(2027, 1, 4))
    assert MeetingBackend.met == [AlreadyRunning]
    assert [message.to for message in mail.outbox] == [["a@example.vn"]]
    assert send(D(2027, 1, 5)) == []


class MeetingBackend(EmailBackend):
    met: list[type] = []

    def send_messages(self, messages):
        self.met[:] = [in_another_connection(run_of_the_day)]
        return super().send_messages(messages)


def run_of_the_day():
    try:
        send_letters(today=D(2027, 1, 4))
    except AlreadyRunning as told:
        return type(told)


def in_another_connection(work):
    from threading import Thread  # noqa: PLC0415 -- here alone

    found = []

    def run():
        try:
            found.append(work())
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=20)
    return found[0]


@pytest.mark.django_db(transaction=True)
def test_lock_is_free_again_after_its_block():
    with alone("thu") as first, alone("khac") as other:
        assert first
        assert other
    assert connection.in_atomic_block is False
    with alone("thu") as again:
        assert again


def test_queries_of_a_run_do_not_grow_with_cells(plan, body, officer):
    counts = []
    for n in range(3):
        add(plan, body, code=f"II.{n}")
        with CaptureQueriesContext(connection) as asked:
            assert len(list(letters_of(D(2027, 1, 4)))) == 1
        counts.append(len(asked))
    assert counts[0] == counts[2]


# The command


def run(**options):
    out = StringIO()
    call_command("send_reminders", stdout=out, **options)
    return out.getvalue()


def test_command_sends_and_says_to_whom(cell, officer, on):
    on(D(2027, 1, 4))
    assert run() == "Nguyễn Thị A <a@example.vn>: Nhắc việc: 1 việc quá hạn\nĐã gửi 1 thư.\n"
    assert run() == "Đã gửi 0 thư.\n"


def test_dry_run_prints_the_letters_and_changes_nothing(cell, officer, on):
    on(D(2026, 6, 1))
    mail.outbox.clear()
    told = run(dry_run=True, date=D(2027, 1, 4))
    assert "Hạn 31/12/2026: quá hạn 4 ngày." in told
    assert told.endswith("Ngày 04/01/2027: sẽ gửi 1 thư. Chưa gửi thư nào.\n")
    assert run(dry_run=True, date=D(2027, 1, 3)) == "03/01/2027 là ngày nghỉ: không gửi thư.\n"
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_command_says_what_to_do_when_it_cannot_send(cell, officer, on, server, settings):
    on(D(2027, 1, 4))
    server.is_away = True
    with pytest.raises(CommandError, match=r"Chưa gửi được 1 thư.*Kiểm tra EMAIL_URL"):
        run()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(CommandError, match="đặt EMAIL_URL"):
        run()
    with pytest.raises(CommandError, match="thêm --dry-run"):
        run(date=D(2027, 1, 5))
    assert not Reminder.objects.exists()


def test_command_rests_on_a_day_off(cell, officer, on):
    on(D(2027, 1, 2))
    assert "Hôm nay là ngày nghỉ" in run()


# The switch, and the list on paper


def test_letter_is_switched_off_and_on_by_the_person(client, officer):
    client.force_login(officer)
    for sent, expected in (("0", False), ("1", True)):
        client.post(reverse("tasks:reminder_mail"), {"wants_mail": sent})
        officer.refresh_from_db()
        assert officer.wants_mail is expected


def test_paper_has_a_part_for_each_who_must_be_reminded(sign_in, cell, officer, coordinator, on):
    on(D(2026, 12, 10))
    plan, body = cell.timeline.task.plan, officer.agency
    client = sign_in(coordinator)
    police = make.make_agency(name="Công an thị trấn")
    make.make_succession(old=police, new=make.make_agency(name="Công an xã"))
    add(plan, police, code="II.2")
    assigned = add(plan, body, code="II.3")
    make.make_assignment(task=assigned.timeline.task, officer=officer)
    make.make_party(task=cell.timeline.task, agency=make.make_agency(name="UBMTTQ xã"))
    answer = client.get(PAPER)
    assert flaws(answer.content.decode()) == []
    root = read(client, PAPER)
    assert texts(root, ".section-title") == [
        "Nguyễn Thị A 1 việc",
        "Công an xã 1 việc, chưa có người phụ trách dùng phần mềm",
        "Văn phòng HĐND và UBND 1 việc",
    ]
    root = read(client, f"{PAPER}?gom=ca-phoi-hop")
    assert "UBMTTQ xã 1 việc" in texts(root, ".section-title")
    file = client.get(reverse("tasks:reminder_docx"))
    document = docx.Document(BytesIO(file.content))
    heads = [one.text for one in document.paragraphs if one.text[:2] in ("1.", "2.", "3.")]
    assert heads == ["1. Nguyễn Thị A", "2. Công an xã", "3. Văn phòng HĐND và UBND"]


@pytest.mark.parametrize(("role", "url"), [(Role.COORDINATOR, PAPER), (Role.LEADER, LIST)])
def test_queries_of_overseers_do_not_grow(sign_in, plan, role, url):
    office = make.make_agency(is_whole_office=True)
    client = sign_in(make.make_officer(agency=office, roles=[role]))
    counts = []
    for number in range(3):
        add(plan, make.make_officer().agency, code=f"II.{number}", due_on=D(2025, 1, 1))
        add(plan, make.make_agency(), code=f"III.{number}", due_on=D(2025, 1, 1))
        counts.append(n_queries(client, url))
    assert counts[0] == counts[2]
