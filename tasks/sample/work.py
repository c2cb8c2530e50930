"""Enters plans and the work on them: reports, contributions, directions, reviews, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from plans import document
from plans.models import Agency, Officer, Plan
from tasks.assignments.services import assign
from tasks.cell.contributions import record_contribution
from tasks.cell.due_dates import change_due_date
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.directions.reviews import confirm_all, review
from tasks.directions.services import answer_direction, close_direction, give_direction
from tasks.documents.services import Proof
from tasks.models import Document, Task, TaskYear
from tasks.plan_import.services import load_plan
from tasks.sample.places import Places
from tasks.sample.rows import Row, all_rows, by_day, told
from tasks.states import Review, State

_TEXTS = Path(settings.BASE_DIR) / "plans" / "data"


class Work:
    """Plans by key and year, tasks and cells by key, clause and year, while they are entered."""

    def __init__(self, places: Places) -> None:
        self.places, self.until = places, places.until
        self.rows = {row["key"]: row for row in told("plans", "plans")}
        self.plans: dict[str, list[Plan]] = {}
        self.cells: dict[tuple[str, str, str, int], int] = {}
        self.n_updates = 0

    @property
    def n_plans(self) -> int:
        return sum(map(len, self.plans.values()))

    def enter(self) -> None:
        for key, row in self.rows.items():
            for edition in by_day(row["loaded"], self.until):
                self._load(key, row, edition)
        for row in by_day(told("assignments"), self.until):
            self._assign(row)
        for row in by_day(told("assignments", "due_dates"), self.until):
            self._change_due_date(row)
        for act, row in self._acts():
            act(row)

    def _acts(self) -> list[tuple[Callable[[Row], None], Row]]:
        """What was done, in the order in which it was: reports, then who answers them."""
        tables = {
            "updates": self._report,
            "contributions": self._contribute,
            "directions": self._direct,
            "reviews": self._review,
        }
        acts = [
            (row["on"], turn, act, row)
            for turn, (name, act) in enumerate(tables.items())
            for row in by_day(all_rows(name, self.until), self.until)
        ]
        return [(act, row) for _, _, act, row in sorted(acts, key=lambda one: one[:2])]

    # Plans and who answers for them

    def _load(self, key: str, row: Row, edition: Row) -> None:
        outcome = load_plan(
            document.read(_text_of(row, edition).encode(), name=row["file"]),
            locality=self.places.localities[row["place"]],
            by=None,
            today=edition["on"],
            is_new=True,
            short_title=row["short_title"].replace("{year}", str(edition["year"])),
            titles=row["titles"],
        )
        if outcome.plan is None:
            raise RuntimeError("a new plan is always loaded")
        self.plans.setdefault(key, []).append(outcome.plan)
        cells = TaskYear.objects.of_plan(outcome.plan.pk).select_related("timeline__task")
        for cell in cells:
            line = cell.timeline
            self.cells[key, line.task.code, line.label, cell.year] = cell.pk
        tasks = {task.code: task for task in outcome.plan.tasks.select_related("plan")}
        for username, codes in row.get("officers", {}).items():
            own = [tasks[code] for code in codes]
            note = f"Kế hoạch số {outcome.plan.number}"
            self._name(username, own, row, since=edition["on"], note=note)

    def _assign(self, row: Row) -> None:
        [plan] = self.plans[row["plan"]]
        tasks = list(plan.tasks.select_related("plan").filter(code__in=row["codes"]))
        self._name(
            row["to"],
            tasks,
            self.rows[row["plan"]],
            since=row["on"],
            note=row["note"],
            replaces=not row.get("beside"),
        )

    def _name(
        self,
        username: str,
        tasks: list[Task],
        plan: Row,
        *,
        since: dt.date,
        note: str,
        replaces: bool = True,
    ) -> None:
        officer, by = self.person(username), self.person(plan["by"])
        has_left, officer.is_active = not officer.is_active, True  # then still in office
        assign(tasks=tasks, officer=officer, since=since, note=note, replaces=replaces, by=by)
        officer.is_active = not has_left

    def _change_due_date(self, row: Row) -> None:
        change_due_date(
            task_year=self.cell(row),
            due_on=row["due_on"],
            document=row["document"],
            reason=row["reason"],
            by=self._coordinator(row),
            now=noon(row["on"]),
        )

    # What is done on a day

    def _report(self, row: Row) -> None:
        cell, is_done = self.cell(row), row["state"] == State.DONE
        behalf = row.get("on_behalf_of")
        record_update(
            task_year_id=cell.pk,
            by=self.person(row["by"]),
            version=cell.version,
            report=Report(
                state=State(row["state"]),
                effective_on=row["on"],
                completed_on=row.get("completed_on", row["on"]) if is_done else None,
                result=row.get("result", ""),
                reason=row.get("reason", ""),
                obstacles=row.get("obstacles", ""),
                proposal=row.get("proposal", ""),
                needs_direction=row.get("asks", False),
                agency=self.body(row, behalf) if behalf else None,
            ),
            today=row["on"],
            proofs=self.proofs(row),
            now=noon(row["on"]),
        )
        self.n_updates += 1

    def _contribute(self, row: Row) -> None:
        record_contribution(
            task_year=self.cell(row),
            agency=self.body(row, row["body"]),
            by=self.person(row["by"]),
            done_on=row["on"],
            text=row["text"],
            today=row["on"],
            proofs=self.proofs(row),
            now=noon(row["on"]),
        )

    def _direct(self, row: Row) -> None:
        leader, officer = self._leader(row), self.person(row["to"])
        direction = give_direction(
            task_year=self.cell(row),
            text=row["text"],
            by=leader,
            today=row["on"],
            answer_by_on=row["answer_by_on"],
            addressee=officer,
            now=noon(row["on"]),
        )
        answered_on, closed_on = row.get("answered_on"), row.get("closed_on")
        if answered_on and answered_on <= self.until:
            now = noon(answered_on)
            answer_direction(direction=direction, text=row["answer"], by=officer, now=now)
        if closed_on and closed_on <= self.until:
            close_direction(direction=direction, by=leader, now=noon(closed_on))

    def _review(self, row: Row) -> None:
        """Returns what the row names, then confirms what else had ended in these years."""
        leader, now = self._leader(row), noon(row["on"])
        for one in row.get("returned", ()):
            cell = self.cell(one | {"plan": row["plan"]})
            review(
                task_year=cell,
                verdict=Review.RETURNED,
                by=leader,
                version=cell.version,
                reason=one["reason"],
                now=now,
            )
        ended = TaskYear.objects.filter(
            timeline__task__plan__in=self.plans[row["plan"]],
            year__in=[int(year) for year in row["years"]],
            updated_on__lte=row["on"],
        )
        waiting = [cell for cell in ended.in_order() if cell.awaits_review]
        confirm_all(cells=waiting, by=leader, now=now)

    # What a row names

    def person(self, username: str) -> Officer:
        return self.places.people[username]

    def body(self, row: Row, name: str) -> Agency:
        return self.places.body(self.rows[row["plan"]]["place"], name)

    def cell_key(self, row: Row) -> int:
        return self.cells[row["plan"], row["code"], row.get("line", ""), int(row["year"])]

    def cell(self, row: Row) -> TaskYear:
        return TaskYear.objects.get(pk=self.cell_key(row))

    def proofs(self, row: Row) -> list[Proof]:
        proofs = [Proof(document=self.paper(row, paper)) for paper in row.get("papers", ())]
        if "link" in row:
            url, title = row["link"]
            proofs.append(Proof(url=url, title=title))
        return proofs

    def paper(self, row: Row, paper: Row) -> Document:
        return Document(
            locality=self.places.localities[self.rows[row["plan"]]["place"]],
            kind=paper["kind"],
            number=paper.get("number", ""),
            issued_on=paper["on"],
            summary=paper["summary"],
            issuer=paper.get("issuer", ""),
        )

    def _coordinator(self, row: Row) -> Officer:
        return self.person(self.rows[row["plan"]]["by"])

    def _leader(self, row: Row) -> Officer:
        return self.person(self.rows[row["plan"]]["leader"])


def noon(day: dt.date) -> dt.datetime:
    """When it was entered: in the story all do it before lunch."""
    return dt.datetime.combine(day, dt.time(10, 15), tzinfo=ZoneInfo(settings.TIME_ZONE))


def _text_of(plan: Row, edition: Row) -> str:
    """The plan as issued in that year: a plan of one year is written anew with its own days."""
    text = (_TEXTS / str(plan["file"])).read_text(encoding="utf-8")
    printed = next((one for one in plan["loaded"] if str(one["year"]) in plan["file"]), edition)
    if edition is printed:
        return text
    head, _, rest = text.partition(_issued(printed["on"]))
    for old, new in edition.get("words", {}).items():
        rest = rest.replace(old, new)
    rest = rest.replace(str(printed["year"]), str(edition["year"]))
    return head + _issued(edition["on"]) + rest


def _issued(day: dt.date) -> str:
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"
