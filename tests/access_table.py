"""Who gets what from which address: the one table. ``tests/test_access_table.py`` asks each row.

An address without rows fails the tests, so a new page begins here.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import reverse

from mediators.models import Decision, LeavingGround
from tests import factories as make
from tests.cast import MEMBERS, Cast
from tests.mediators import factories as rosters

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
OVERSEERS = ("leader", *COORDINATORS)
KEEPERS = ("keeper", "administrator", "superuser")
ROSTER_READERS = ("coordinator", "leader", *KEEPERS)
Outcome = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """One method on one address, and what each member of the cast gets."""

    method: str
    outcomes: Mapping[str, Outcome]
    args: Callable[[Cast], list[Any]] | None = None
    query: Callable[[Cast], str] | str = ""
    data: Callable[[Cast], dict[str, Any]] | None = None

    def __str__(self) -> str:
        return self.method

    def url(self, name: str, cast: Cast) -> str:
        query = self.query if isinstance(self.query, str) else self.query(cast)
        return reverse(name, args=self.args(cast) if self.args else []) + query


def row(
    method: str,
    *,
    home: Outcome | None = None,
    of: str = "",
    query: Callable[[Cast], str] | str = "",
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


def direction(cast: Cast) -> list[Any]:
    return [make.make_direction(task_year=cast.task_year, asked_by=cast.leader).pk]


def activity(cast: Cast) -> list[Any]:
    return [make.make_post(task_year=cast.task_year, url="https://example.org/bai").pk]


def funding(cast: Cast) -> list[Any]:
    return [make.make_funding(task_year=cast.task_year).pk]


def plan_and_year(cast: Cast) -> list[Any]:
    return [cast.plan.pk, 2026]


def duty(cast: Cast) -> list[Any]:
    return [make.make_section(plan=cast.plan, agency=cast.officer.agency).pk, 2026]


def duty_with_note(cast: Cast) -> list[Any]:
    [pk, year] = duty(cast)
    make.make_duty_note(section_id=pk, year=year, author=cast.officer)
    return [pk, year]


def dated_duty(cast: Cast) -> list[Any]:
    duty(cast)
    return [cast.plan.pk, 2026, "du-toan"]


def dated_duty_done(cast: Cast) -> list[Any]:
    make.make_yearly_duty(plan=cast.plan, author=cast.officer)
    return dated_duty(cast)


def assignment(cast: Cast) -> list[Any]:
    return [make.make_assignment(task=cast.task, officer=cast.officer).pk]


def finding(cast: Cast) -> list[Any]:
    return [cast.plan.pk, make.make_finding(plan=cast.plan).pk]


def import_of_another(cast: Cast) -> list[Any]:
    return [make.make_plan_import(uploaded_by=cast.administrator, locality=cast.home).key]


def roster_import(cast: Cast) -> list[Any]:
    return [rosters.make_roster_import(uploaded_by=cast.keeper, locality=cast.home).key]


# What one person uploaded is nobody else's
OTHER_KEEPERS: dict[str, Outcome] = {"administrator": NOT_FOUND, "superuser": NOT_FOUND}


def of_task(cast: Cast) -> str:
    return f"?nhiem_vu={cast.task.pk}"


def of_plan(cast: Cast) -> str:
    return f"?ke_hoach={cast.plan.pk}"


def team(cast: Cast) -> list[Any]:
    return [rosters.make_full_team(commune=cast.home).pk]


def mediator(cast: Cast) -> list[Any]:
    return [rosters.make_mediator(locality=cast.home).pk]


def draft(cast: Cast) -> list[Any]:
    return [rosters.make_draft_with_line(locality=cast.home).pk]


def decision(cast: Cast) -> list[Any]:
    [pk] = draft(cast)
    made = Decision.objects.get(pk=pk)
    return [rosters.enact(made, issued_on=rosters.LONG_AGO, by=cast.keeper).pk]


def draft_and_team(cast: Cast) -> list[Any]:
    return [*draft(cast), *team(cast)]


def supporter(cast: Cast) -> list[Any]:
    return [rosters.make_supporter(locality=cast.home).pk]


def support(cast: Cast) -> list[Any]:
    helper = rosters.make_supporter(locality=cast.home)
    helped = rosters.make_team(commune=cast.home)
    return [rosters.make_support(supporter=helper, team=helped).pk]


def case(cast: Cast) -> list[Any]:
    return [rosters.make_case(team=rosters.make_full_team(commune=cast.home)).pk]


def rate(cast: Cast) -> list[Any]:
    return [rosters.make_rate(locality=cast.home).pk]


def payment(cast: Cast) -> str:
    team = rosters.make_full_team(commune=cast.home)
    case = rosters.make_case(team=team, outcome="success")
    return f"?khoan={rosters.make_payment(case=case).pk}"


def year_and_team(cast: Cast) -> list[Any]:
    return [2026, *team(cast)]


def team_of_ledger(cast: Cast) -> str:
    return f"?team={team(cast)[0]}"


def commendation(cast: Cast) -> list[Any]:
    return [rosters.make_commendation(locality=cast.home).pk]


def one_proposed(cast: Cast) -> str:
    """The address of a proposal with somebody of a team in it."""
    member = rosters.make_member(team=rosters.make_team(commune=cast.home))
    return f"?nguoi={member.mediator_id}"


def one_who_left(cast: Cast) -> str:
    """The address of somebody who left and may be anonymised."""
    team = rosters.make_team(commune=cast.home)
    member = rosters.make_member(
        team=team,
        started_on=rosters.LONG_AGO,
        ended_on=rosters.LONG_AGO,
        ground=LeavingGround.objects.earliest("pk"),
    )
    return f"?thoi_truoc=01/01/2026&nguoi={member.mediator_id}"


def choose_team(cast: Cast) -> str:
    return f"?to={team(cast)[0]}"


def course(cast: Cast) -> list[Any]:
    """Over, with somebody on its list."""
    made = rosters.make_course(locality=cast.home)
    rosters.make_attendance(course=made)
    return [made.pk]


def course_to_come(cast: Cast) -> list[Any]:
    far = dt.date(2099, 1, 5)
    return [rosters.make_course(locality=cast.home, started_on=far, ended_on=far).pk]


def material(cast: Cast) -> list[Any]:
    return [rosters.make_material(locality=cast.home).pk]


def given_material(cast: Cast) -> list[Any]:
    made = rosters.make_material(locality=cast.home)
    rosters.make_issue(material=made)
    return [made.pk]


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
    "tasks:reminder_list": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "tasks:reminders_see": [signed_in("POST", REDIRECT), signed_in("GET", WRONG_METHOD)],
    "tasks:reminder_mail": [signed_in("POST", REDIRECT), signed_in("GET", WRONG_METHOD)],
    "tasks:reminder_paper": [
        only(OVERSEERS, "GET", OK, stranger=OK),
        only(OVERSEERS, "GET", OK, query=of_plan),
    ],
    "tasks:reminder_docx": [
        only(OVERSEERS, "GET", OK, stranger=OK),
        only(OVERSEERS, "GET", OK, query=of_plan),
    ],
    "tasks:dashboard": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
    "tasks:dashboard_xlsx": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
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
    "tasks:contribution_request": [
        only(WRITERS, "GET", OK, of="task_year"),
        only(WRITERS, "POST", BAD_INPUT, of="task_year"),
    ],
    "tasks:contribution_update": [
        only(("partner",), "GET", OK, args=contribution),
        only(("partner",), "POST", BAD_INPUT, args=contribution, data=version),
    ],
    "tasks:evidence_remove": [
        only(WRITERS, "GET", OK, args=evidence),
        only(WRITERS, "POST", REDIRECT, args=evidence, data=version),
    ],
    # The year's programme, what was published, money
    "tasks:programme": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
    "tasks:programme_docx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:programme_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:programme_copy": [
        only(WRITERS, "GET", OK, query=of_plan),
        only(WRITERS, "POST", BAD_INPUT, query=of_plan),
    ],
    "tasks:activity_create": [
        only(WRITERS, "GET", OK, of="task_year"),
        only(WRITERS, "POST", BAD_INPUT, of="task_year"),
    ],
    "tasks:activity_offer": [
        only(WRITERS, "GET", OK, of="task_year"),
        only(WRITERS, "POST", BAD_INPUT, of="task_year"),
    ],
    "tasks:activity_edit": [
        only(WRITERS, "GET", OK, args=activity),
        only(WRITERS, "POST", BAD_INPUT, args=activity),
    ],
    "tasks:activity_done": [
        only(WRITERS, "POST", REDIRECT, args=activity, data=version),
        signed_in("GET", WRONG_METHOD, args=activity),
    ],
    "tasks:activity_undone": [
        only(WRITERS, "POST", REDIRECT, args=activity, data=version),
        signed_in("GET", WRONG_METHOD, args=activity),
    ],
    "tasks:activity_cite": [
        only(WRITERS, "POST", REDIRECT, args=activity),
        signed_in("GET", WRONG_METHOD, args=activity),
    ],
    "tasks:activity_delete": [
        only(WRITERS, "GET", OK, args=activity),
        only(WRITERS, "POST", REDIRECT, args=activity),
    ],
    "tasks:communication": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
    "tasks:communication_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:communication_create": [
        only(WRITERS, "GET", OK, query=of_plan),
        only(WRITERS, "POST", BAD_INPUT, query=of_plan),
    ],
    "tasks:funding": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
    "tasks:funding_list_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:funding_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:funding_create": [
        only(WRITERS, "GET", OK, of="task_year"),
        only(WRITERS, "POST", BAD_INPUT, of="task_year"),
    ],
    "tasks:funding_edit": [
        only(WRITERS, "GET", OK, args=funding),
        only(WRITERS, "POST", BAD_INPUT, args=funding),
    ],
    "tasks:funding_delete": [
        only(WRITERS, "GET", OK, args=funding),
        only(WRITERS, "POST", REDIRECT, args=funding),
    ],
    "tasks:history": [signed_in("GET", OK)],
    "tasks:year_grid_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:task_list_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:assignment_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:my_work_xlsx": [signed_in("GET", OK)],
    "tasks:silence_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:history_xlsx": [signed_in("GET", OK)],
    "tasks:document_xlsx": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "tasks:document_list": [signed_in("GET", OK), signed_in("GET", OK, query="?goi-y=1")],
    "tasks:document_file": [readers("GET", OK, args=document_with_file)],
    # What leadership asks and confirms
    "tasks:direction_create": [
        only(("leader",), "GET", OK, of="task_year"),
        only(("leader",), "POST", BAD_INPUT, of="task_year", data=version),
    ],
    "tasks:direction_answer": [
        only(WRITERS, "GET", OK, args=direction),
        only(WRITERS, "POST", BAD_INPUT, args=direction, data=version),
    ],
    "tasks:direction_close": [
        only(("leader",), "POST", REDIRECT, args=direction),
        signed_in("GET", WRONG_METHOD, args=direction),
    ],
    "tasks:result_confirm": [
        only(("leader",), "POST", REDIRECT, of="task_year", data=version),
        signed_in("GET", WRONG_METHOD, of="task_year"),
    ],
    "tasks:result_return": [
        only(("leader",), "GET", OK, of="task_year"),
        only(("leader",), "POST", BAD_INPUT, of="task_year", data=version),
    ],
    "tasks:results_confirm": [
        only(("leader",), "GET", OK, args=plan_and_year),
        only(("leader",), "POST", REDIRECT, args=plan_and_year),
    ],
    # Tasks, and who answers for them
    "tasks:task_list": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "tasks:task_detail": [readers("GET", OK, of="task")],
    "tasks:task_rosters": [
        readers("GET", OK, of="task"),
        readers("GET", OK, of="task", query="?nam=2025"),
    ],
    "tasks:assignment_list": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "tasks:assignment_history": [readers("GET", OK, of="task")],
    "tasks:assignment_create": [
        only(COORDINATORS, "GET", OK, query=of_task),
        only(COORDINATORS, "POST", BAD_INPUT, query=of_task, data=version),
        signed_in("GET", REDIRECT),
    ],
    "tasks:assignment_end": [
        only(COORDINATORS, "GET", OK, args=assignment),
        only(COORDINATORS, "POST", BAD_INPUT, args=assignment, data=lambda _: {"until": "31/02"}),
    ],
    "tasks:backlog": [
        only(COORDINATORS, "GET", OK, stranger=OK),
        only(COORDINATORS, "POST", REDIRECT, stranger=OK),
    ],
    # For the meeting
    "tasks:meeting_sheet": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
    "tasks:meeting_docx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:silence": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
    # The plan as a document
    "tasks:plan_list": [signed_in("GET", OK)],
    "tasks:plan_detail": [readers("GET", OK, of="plan")],
    "tasks:finding_settle": [
        only(ADMINISTRATORS, "POST", REDIRECT, args=finding, data=lambda _: {"explanation": "Rõ"}),
        signed_in("GET", WRONG_METHOD, args=finding),
    ],
    "tasks:plan_import": [
        only(ADMINISTRATORS, "GET", OK, stranger=OK),
        only(ADMINISTRATORS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "tasks:plan_preview": [
        only(["administrator"], "GET", OK, args=import_of_another, superuser=NOT_FOUND),
    ],
    "tasks:plan_import_cancel": [
        only(["administrator"], "POST", REDIRECT, args=import_of_another, superuser=NOT_FOUND),
    ],
    # Whom the plan binds to what: the officer's body is bound
    "tasks:duties_xlsx": [signed_in("GET", OK), readers("GET", OK, query=of_plan)],
    "tasks:duties": [
        signed_in("GET", OK),
        readers("GET", OK, query=of_plan),
        signed_in("POST", WRONG_METHOD),
    ],
    "tasks:duty_note": [
        only(WRITERS, "GET", OK, args=duty),
        only(WRITERS, "POST", BAD_INPUT, args=duty),
    ],
    "tasks:duty_note_delete": [
        only(WRITERS, "GET", OK, args=duty_with_note),
        only(WRITERS, "POST", REDIRECT, args=duty_with_note),
    ],
    "tasks:yearly_duty": [
        only(WRITERS, "GET", OK, args=dated_duty),
        only(WRITERS, "POST", BAD_INPUT, args=dated_duty),
    ],
    "tasks:yearly_duty_delete": [
        only(WRITERS, "GET", OK, args=dated_duty_done),
        only(WRITERS, "POST", REDIRECT, args=dated_duty_done),
    ],
    # The rosters: names for all, details for some, personal data and writing for keepers
    "mediators:team_list": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:team_xlsx": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:team_detail": [
        readers("GET", OK, args=team),
        readers("GET", OK, args=team, query="?tai_ngay=01/01/2026&tu_ngay=01/01/2024"),
    ],
    "mediators:team_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:team_edit": [
        only(KEEPERS, "GET", OK, args=team),
        only(KEEPERS, "POST", BAD_INPUT, args=team),
    ],
    "mediators:team_prepare": [
        only(KEEPERS, "POST", REDIRECT, args=team),
        signed_in("GET", WRONG_METHOD, args=team),
    ],
    "mediators:rules": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:mediator_list": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:mediator_detail": [readers("GET", OK, args=mediator)],
    "mediators:mediator_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:mediator_edit": [
        only(KEEPERS, "GET", OK, args=mediator),
        only(KEEPERS, "POST", BAD_INPUT, args=mediator),
    ],
    "mediators:mediator_import": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:mediator_template": [only(KEEPERS, "GET", OK, stranger=OK)],
    "mediators:mediator_export": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:import_preview": [
        only(["keeper"], "GET", OK, args=roster_import, **OTHER_KEEPERS),
        only(["keeper"], "POST", REDIRECT, args=roster_import, **OTHER_KEEPERS),
    ],
    "mediators:import_marked": [
        only(["keeper"], "GET", OK, args=roster_import, **OTHER_KEEPERS),
    ],
    "mediators:import_confirm": [
        only(["keeper"], "POST", REDIRECT, args=roster_import, **OTHER_KEEPERS),
        signed_in("GET", WRONG_METHOD, args=roster_import),
    ],
    "mediators:import_cancel": [
        only(["keeper"], "POST", REDIRECT, args=roster_import, **OTHER_KEEPERS),
        signed_in("GET", WRONG_METHOD, args=roster_import),
    ],
    "mediators:anonymise_list": [only(ADMINISTRATORS, "GET", OK, stranger=OK)],
    "mediators:anonymise_confirm": [
        only(ADMINISTRATORS, "GET", OK, query=one_who_left, stranger=REDIRECT),
        only(ADMINISTRATORS, "GET", REDIRECT, stranger=REDIRECT),
        only(ADMINISTRATORS, "POST", BAD_INPUT, query=one_who_left, stranger=REDIRECT),
        only(
            ADMINISTRATORS,
            "POST",
            REDIRECT,
            query=one_who_left,
            data=lambda _: {"phrase": "ẩn danh"},
            stranger=REDIRECT,
        ),
    ],
    "mediators:access_log": [only(ADMINISTRATORS, "GET", OK, stranger=OK)],
    "mediators:decision_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:decision_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:decision_detail": [
        only(ROSTER_READERS, "GET", OK, args=draft),
        only(ROSTER_READERS, "GET", OK, args=decision),
    ],
    "mediators:decision_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:decision_edit": [
        only(KEEPERS, "GET", OK, args=draft),
        only((), "GET", OK, args=decision),
        only(KEEPERS, "POST", BAD_INPUT, args=draft),
    ],
    "mediators:decision_choose": [
        only(KEEPERS, "GET", REDIRECT, args=draft, query=choose_team),
        only(KEEPERS, "GET", REDIRECT, args=draft, query="?to=x"),
    ],
    "mediators:decision_team": [
        only(KEEPERS, "GET", OK, args=draft_and_team),
        only(KEEPERS, "POST", BAD_INPUT, args=draft_and_team),
    ],
    "mediators:decision_enact": [
        only(KEEPERS, "GET", OK, args=draft),
        only((), "GET", OK, args=decision),
        only(KEEPERS, "POST", BAD_INPUT, args=draft),
    ],
    "mediators:decision_undo": [
        only(KEEPERS, "GET", OK, args=decision),
        only(KEEPERS, "POST", REDIRECT, args=decision),
        only(KEEPERS, "POST", BAD_INPUT, args=draft),
    ],
    "mediators:decision_delete": [
        only(KEEPERS, "GET", OK, args=draft),
        only(KEEPERS, "POST", REDIRECT, args=draft),
        only((), "POST", REDIRECT, args=decision),
    ],
    "mediators:decision_paper": [only(KEEPERS, "GET", OK, args=decision)],
    "mediators:case_list": [
        only(ROSTER_READERS, "GET", OK, stranger=OK),
        only(ROSTER_READERS, "GET", OK, stranger=OK, query="?chuyen_sang=1&hoa_giai_vien=1"),
    ],
    "mediators:case_export": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:case_detail": [only(ROSTER_READERS, "GET", OK, args=case)],
    "mediators:case_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "GET", OK, query=team_of_ledger),
        only(KEEPERS, "POST", BAD_INPUT, query=team_of_ledger),
    ],
    "mediators:case_enter": [only(KEEPERS, "GET", REDIRECT, stranger=REDIRECT)],
    "mediators:case_lines": [
        only(KEEPERS, "GET", OK, args=year_and_team),
        only(KEEPERS, "GET", OK, stranger=OK, args=lambda _: [2026]),
        only(KEEPERS, "POST", BAD_INPUT, args=year_and_team),
    ],
    "mediators:case_edit": [
        only(KEEPERS, "GET", OK, args=case),
        only(KEEPERS, "POST", BAD_INPUT, args=case),
    ],
    "mediators:case_delete": [
        only(KEEPERS, "GET", OK, args=case),
        only(KEEPERS, "POST", REDIRECT, args=case),
    ],
    "mediators:pay_due": [
        only(ROSTER_READERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", REDIRECT, stranger=REDIRECT),
    ],
    "mediators:pay_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:pay_export": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:payment_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:payment_export": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:payment_undo": [only(KEEPERS, "GET", OK, stranger=REDIRECT, query=payment)],
    "mediators:rate_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:rate_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:rate_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:rate_end": [only(KEEPERS, "GET", OK, args=rate)],
    "mediators:rate_delete": [
        only(KEEPERS, "GET", OK, args=rate),
        only(KEEPERS, "POST", REDIRECT, args=rate),
    ],
    "mediators:decision_proposal": [only(KEEPERS, "GET", OK, args=draft)],
    # Who helps the teams
    "mediators:supporter_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:supporter_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:supporter_detail": [only(ROSTER_READERS, "GET", OK, args=supporter)],
    "mediators:supporter_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:supporter_edit": [
        only(KEEPERS, "GET", OK, args=supporter),
        only(KEEPERS, "POST", BAD_INPUT, args=supporter),
    ],
    "mediators:supporter_delete": [
        only(KEEPERS, "GET", OK, args=supporter),
        only(KEEPERS, "POST", REDIRECT, args=supporter),
    ],
    "mediators:commendation_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:commendation_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:commendation_detail": [only(ROSTER_READERS, "GET", OK, args=commendation)],
    "mediators:commendation_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:commendation_edit": [
        only(KEEPERS, "GET", OK, args=commendation),
        only(KEEPERS, "POST", BAD_INPUT, args=commendation),
    ],
    "mediators:commendation_delete": [
        only(KEEPERS, "GET", OK, args=commendation),
        only(KEEPERS, "POST", REDIRECT, args=commendation),
    ],
    "mediators:commendation_suggestions": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:commendation_proposal": [
        only(ROSTER_READERS, "GET", OK, query=one_proposed, stranger=REDIRECT),
        only(ROSTER_READERS, "GET", REDIRECT, stranger=REDIRECT),
    ],
    "mediators:commendation_proposal_docx": [
        only(ROSTER_READERS, "GET", OK, query=one_proposed, stranger=REDIRECT),
    ],
    "mediators:support_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:support_teams": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:support_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:support_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:support_edit": [
        only(KEEPERS, "GET", OK, args=support),
        only(KEEPERS, "POST", BAD_INPUT, args=support),
    ],
    "mediators:support_delete": [
        only(KEEPERS, "GET", OK, args=support),
        only(KEEPERS, "POST", REDIRECT, args=support),
    ],
    # Courses: all see who was asked and who came; material and coverage are for readers
    "mediators:course_list": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:course_detail": [readers("GET", OK, args=course)],
    "mediators:course_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:course_edit": [
        only(KEEPERS, "GET", OK, args=course),
        only(KEEPERS, "POST", BAD_INPUT, args=course),
    ],
    "mediators:course_delete": [
        only(KEEPERS, "GET", OK, args=course),
        only(KEEPERS, "POST", REDIRECT, args=course),
    ],
    "mediators:course_invite": [
        only(KEEPERS, "GET", OK, args=course),
        only(KEEPERS, "POST", BAD_INPUT, args=course),
    ],
    "mediators:course_take_off": [
        only(KEEPERS, "GET", OK, args=course),
        only(KEEPERS, "POST", BAD_INPUT, args=course),
    ],
    "mediators:course_attendance": [
        only(KEEPERS, "GET", OK, args=course),
        only((), "GET", OK, args=course_to_come),
        only(KEEPERS, "POST", BAD_INPUT, args=course),
    ],
    "mediators:course_forget": [
        only(KEEPERS, "GET", OK, args=course),
        only(KEEPERS, "POST", REDIRECT, args=course),
    ],
    "mediators:course_sheet": [only(ROSTER_READERS, "GET", OK, args=course)],
    "mediators:course_paper": [only(ROSTER_READERS, "GET", OK, args=course)],
    "mediators:course_xlsx": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:coverage_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:untrained_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:material_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:coverage": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:untrained_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:material_list": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:material_detail": [
        only(ROSTER_READERS, "GET", OK, args=given_material),
        only(ROSTER_READERS, "GET", OK, args=material, query="?xem=chua"),
    ],
    "mediators:material_create": [
        only(KEEPERS, "GET", OK, stranger=OK),
        only(KEEPERS, "POST", BAD_INPUT, stranger=BAD_INPUT),
    ],
    "mediators:material_edit": [
        only(KEEPERS, "GET", OK, args=material),
        only(KEEPERS, "POST", BAD_INPUT, args=material),
    ],
    "mediators:material_delete": [
        only(KEEPERS, "GET", OK, args=material),
        only(KEEPERS, "POST", REDIRECT, args=material),
        only(KEEPERS, "POST", BAD_INPUT, args=given_material),
    ],
    "mediators:material_give": [
        only(KEEPERS, "GET", OK, args=material),
        only(KEEPERS, "POST", BAD_INPUT, args=material),
    ],
    "mediators:material_take_back": [
        only(KEEPERS, "GET", OK, args=given_material),
        only(KEEPERS, "POST", BAD_INPUT, args=given_material),
    ],
    "mediators:statistics_teams": [
        only(ROSTER_READERS, "GET", OK, stranger=OK),
        only(ROSTER_READERS, "GET", OK, stranger=OK, query="?tinh_den=31/05/2026"),
        signed_in("POST", WRONG_METHOD),
    ],
    "mediators:statistics_results": [
        only(ROSTER_READERS, "GET", OK, stranger=OK),
        signed_in("POST", WRONG_METHOD),
    ],
    "mediators:statistics_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:statistics_hamlets": [
        only(ROSTER_READERS, "GET", OK, stranger=OK),
        signed_in("POST", WRONG_METHOD),
    ],
    "mediators:statistics_hamlets_xlsx": [only(ROSTER_READERS, "GET", OK, stranger=OK)],
    "mediators:target_xlsx": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
    "mediators:target_list": [signed_in("GET", OK), signed_in("POST", WRONG_METHOD)],
}


# Rows for the admin's pages, by model, where the cast brings none

_FAILED = {"username": "ai-do", "ip_address": "127.0.0.1", "path_info": "/dang-nhap/"}
ADMIN_ROWS: dict[str, Callable[[], Model]] = {
    "axes.AccessAttempt": lambda: AccessAttempt.objects.create(**_FAILED, failures_since_start=1),
    "axes.AccessFailureLog": lambda: AccessFailureLog.objects.create(**_FAILED),
    "axes.AccessLog": lambda: AccessLog.objects.create(**_FAILED),
    "mediators.AccessEntry": rosters.make_access,
    "mediators.Attendance": rosters.make_attendance,
    "mediators.Commendation": rosters.make_commendation,
    "mediators.Decision": rosters.make_draft,
    "mediators.DecisionLine": rosters.make_line,
    "mediators.Material": rosters.make_material,
    "mediators.MaterialIssue": rosters.make_issue,
    "mediators.MediationTeam": rosters.make_team,
    "mediators.Mediator": rosters.make_mediator,
    "mediators.Membership": lambda: rosters.make_member(team=rosters.make_team()),
    "mediators.NotSamePerson": rosters.make_pair,
    "mediators.SupportActivity": rosters.make_support,
    "mediators.Supporter": rosters.make_supporter,
    "mediators.TrainingCourse": rosters.make_course,
    "plans.AgencySuccession": lambda: make.make_succession(
        old=make.make_agency(), new=make.make_agency()
    ),
    "plans.Finding": make.make_finding,
    "tasks.Activity": make.make_activity,
    "tasks.Assignment": make.make_assignment,
    "tasks.Contribution": make.make_contribution,
    "tasks.ContributionRequest": make.make_contribution_request,
    "tasks.Direction": make.make_direction,
    "tasks.Document": make.make_document,
    "tasks.DueDateChange": make.make_due_change,
    "tasks.DutyNote": make.make_duty_note,
    "tasks.Evidence": make.make_evidence,
    "tasks.Funding": make.make_funding,
    "tasks.Reminder": make.make_reminder,
    "tasks.StatusUpdate": make.make_update,
    "tasks.Verdict": make.make_verdict,
    "tasks.YearlyDuty": make.make_yearly_duty,
}
