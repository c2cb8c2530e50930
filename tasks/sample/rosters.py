"""Enters teams, mediators and the decisions of the sample, courses, support and commendations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from simple_history.utils import bulk_create_with_history

from mediators.decisions.papers import DEFAULT_BASES, DEFAULT_RECIPIENTS
from mediators.decisions.services import Item, bring_into_force, save_team_lines
from mediators.models import (
    Attendance,
    Commendation,
    Decision,
    LeavingGround,
    LineKind,
    Material,
    MediationCase,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
    SupportActivity,
    Supporter,
    TrainingCourse,
)
from mediators.models.learning import came_to
from mediators.training.services import Official, give_out, invite, record_attendance
from plans.models import Locality, Officer, Role
from tasks.sample.places import Places
from tasks.sample.rows import Row, all_rows, by_day, read, told

_NEEDS_CASE = (SupportActivity.Kind.COMPLEX, SupportActivity.Kind.COURT)


class Rosters:
    """Teams by hamlet and former unit, mediators by name, while they are entered."""

    def __init__(self, places: Places) -> None:
        self.places, self.until = places, places.until
        self.keepers = {key: _keeper_of(place) for key, place in places.localities.items()}
        self.grounds = {ground.name: ground for ground in LeavingGround.objects.on(self.until)}
        self.teams = self._make_teams()
        self.people = self._make_people()

    def enter(self) -> None:
        for row in told("teams", "decisions"):
            if row["received_on"] <= self.until:
                self._decide(row)
        for row in by_day(told("teams", "without_decision"), self.until):
            Membership.objects.create(
                team=self.teams[row["team"]],
                mediator=self.people[row["who"]],
                started_on=row["on"],
            )
        for pair in read("mediators")["two_of_one_name"]:
            NotSamePerson.note(*(self.people[name] for name in pair))

    def _make_teams(self) -> dict[str, MediationTeam]:
        hamlets = {
            (one.parent_id, one.name, one.former_unit): one
            for one in Locality.objects.filter(level=Locality.Level.HAMLET)
        }
        found = {}
        for row in told("teams", "teams"):
            commune = self.places.localities[row["place"]]
            found[f"{row['hamlet']}, {row['former_unit']}"] = MediationTeam.objects.create(
                hamlet=hamlets[commune.pk, row["hamlet"], row["former_unit"]],
                needs_minority=row.get("needs_minority", False),
                pilot_from=row.get("pilot_from"),
                pilot_until=row.get("pilot_until"),
                established_on=row["established_on"],
            )
        return found

    def _make_people(self) -> dict[str, Mediator]:
        rows = [
            row
            for row in told("mediators", "people")
            if row.get("known_on", self.until) <= self.until
        ]
        made = [self._person(row) for row in rows]
        bulk_create_with_history(made, Mediator)
        names: list[str] = [row.get("key") or row["name"] for row in rows]
        return dict(zip(names, Mediator.objects.order_by("pk"), strict=True))

    def _person(self, row: Row) -> Mediator:
        person = Mediator(
            locality=self.places.localities[row["place"]],
            full_name=row["name"],
            sex=row["sex"],
            birth_year=row.get("birth_year"),
            birth_on=row.get("birth_on"),
            ethnic_group=row["ethnic_group"],
            qualification=row.get("qualification", ""),
            occupation=row["occupation"],
            source=row["source"],
        )
        person.tidy()
        return person

    def _decide(self, row: Row) -> None:
        """A draft; in force where it had been issued by the day of the story."""
        by = self.keepers[row["place"]]
        decision = Decision.objects.create(
            locality=self.places.localities[row["place"]],
            summary=row["summary"],
            received_on=row["received_on"],
            bases=DEFAULT_BASES,
            recipients=DEFAULT_RECIPIENTS,
        )
        for team, lines in row["lines"].items():
            decision = save_team_lines(
                decision_id=decision.pk,
                version=decision.version,
                team=self.teams[team],
                items=[self._item(line) for line in lines],
                by=by,
            )
        if row["on"] <= self.until:
            bring_into_force(
                decision_id=decision.pk,
                version=decision.version,
                number=row["number"],
                issued_on=row["on"],
                by=by,
                today=self.until,
            )

    def _item(self, line: Row) -> Item:
        is_head = line["act"] == LineKind.HEAD or line.get("role") == MembershipRole.HEAD
        return Item(
            LineKind(line["act"]),
            self.people[line["who"]],
            MembershipRole.HEAD if is_head else MembershipRole.MEMBER,
            ground=self.grounds[line["ground"]] if "ground" in line else None,
        )


# Courses


def enter_courses(rosters: Rosters) -> None:
    made = {
        row["title"]: _hold(row, rosters)
        for row in by_day(all_rows("courses", rosters.until), rosters.until)
    }
    for row in by_day(told("courses", "materials"), rosters.until):
        by = rosters.keepers[row["place"]]
        material = Material.objects.create(
            locality=rosters.places.localities[row["place"]],
            title=row["title"],
            publisher=read("courses")["publisher"],
            issued_on=row["on"],
            is_for_mediators=not row.get("is_for_officials"),
        )
        for course in (made[title] for title in row.get("at", ()) if title in made):
            people = came_to(course)
            give_out(material, mediators=people, given_on=course.ended_on, course=course, by=by)


def _hold(row: Row, rosters: Rosters) -> TrainingCourse:
    content, by = read("courses"), rosters.keepers[row["place"]]
    course = TrainingCourse.objects.create(
        locality=rosters.places.localities[row["place"]],
        title=row["title"],
        kind=row["kind"],
        audience=row["audience"],
        started_on=row["from"],
        ended_on=row["on"],
        place=row["hall"],
        organiser=content["organiser"],
        trainers=content["trainers"],
        document=row.get("document", ""),
    )
    mediators = _invited(row, course.locality) if course.is_for_mediators else []
    officials = [Official(*one) for one in content["officials"]] if course.is_for_officials else []
    called_on: dt.date = row.get("called_on") or row["on"]
    if called_on > rosters.until:
        invite(course, mediators=mediators, officials=officials, by=by)
    else:
        _call_the_roll(course, [*mediators, *officials], row["one_absent_in"], by)
    return course


def _invited(row: Row, commune: Locality) -> list[Mediator]:
    members = Membership.objects.within(commune).on(row["from"]).with_team().with_people()
    return [one.mediator for one in members.in_order() if _is_invited(row, one.team)]


def _is_invited(row: Row, team: MediationTeam) -> bool:
    if row.get("is_for_pilots"):
        return team.is_pilot_in(row["from"].year)
    hamlet = team.hamlet
    is_passed_by = hamlet.name in row.get("passes_by", ())
    return hamlet.former_unit in row.get("units", ()) and not is_passed_by


def _call_the_roll(
    course: TrainingCourse, people: list[Mediator | Official], one_absent_in: int, by: Officer
) -> None:
    """Who came is put on the list as come; who stayed away is on it with a reason."""
    absent = people[one_absent_in - 1 :: one_absent_in]
    came = [one for one in people if one not in absent]
    _put_on_the_list(course, came, by, has_come=True)
    _put_on_the_list(course, absent, by, has_come=False)
    missed = list(course.attendances.filter(status=Attendance.Status.INVITED).order_by("pk"))
    reasons = read("courses")["reasons"]
    record_attendance(
        course,
        version=TrainingCourse.objects.get(pk=course.pk).version,
        absent={row.pk for row in missed},
        notes={row.pk: reasons[n % len(reasons)] for n, row in enumerate(missed)},
        by=by,
    )


def _put_on_the_list(
    course: TrainingCourse, people: list[Mediator | Official], by: Officer, *, has_come: bool
) -> None:
    invite(
        course,
        mediators=[one for one in people if isinstance(one, Mediator)],
        officials=[one for one in people if isinstance(one, Official)],
        has_come=has_come,
        by=by,
    )


# Support and commendations


def enter_support(rosters: Rosters) -> None:
    """After the cases."""
    people = {
        row["name"]: Supporter.objects.create(
            locality=rosters.places.localities[row["place"]],
            full_name=row["name"],
            field=row["field"],
            workplace=row["workplace"],
            started_on=row.get("from"),
            ended_on=_reached(row.get("until"), rosters.until),
        )
        for row in told("support", "supporters")
        if "from" not in row or row["from"] <= rosters.until
    }
    for row in by_day(all_rows("support", rosters.until), rosters.until):
        team = rosters.teams[row["team"]]
        SupportActivity.objects.create(
            supporter=people[row["who"]],
            team=team,
            case=_last_case(team, row["on"]) if row["kind"] in _NEEDS_CASE else None,
            held_on=row["on"],
            kind=row["kind"],
            content=row["content"],
        )


def _reached(day: dt.date | None, until: dt.date) -> dt.date | None:
    return day if day is not None and day <= until else None


def _last_case(team: MediationTeam, day: dt.date) -> MediationCase | None:
    """The case that the team had last received by that day."""
    return team.cases.filter(received_on__lte=day).order_by("received_on", "pk").last()


def enter_commendations(rosters: Rosters) -> None:
    for row in by_day(all_rows("commendations", rosters.until), rosters.until):
        facts = {name: row[name] for name in ("level", "form", "number", "issuer", "reason")}
        facts |= {"decided_on": row["on"], "locality": rosters.places.localities[row["place"]]}
        for team in row.get("teams", ()):
            Commendation.objects.create(team=rosters.teams[team], **facts)
        for head in _heads([rosters.teams[name] for name in row["heads_of"]], row["on"]):
            Commendation.objects.create(mediator=head.mediator, **facts)
        if "body" in row:
            Commendation.objects.create(body=row["body"], **facts)


def _heads(teams: list[MediationTeam], day: dt.date) -> Iterator[Membership]:
    """Who led them that day."""
    rows = Membership.objects.on(day).with_people().in_order()
    return (one for one in rows.filter(team__in=teams) if one.is_head)


def _keeper_of(place: Locality) -> Officer:
    """Who keeps the roster of a locality: its keeper, else whoever works there first."""
    officers = Officer.objects.within(place).active().in_order()
    keeper: Officer | None = (
        officers.filter(groups__name=Role.KEEPER.value).first() or officers.first()
    )
    if keeper is None:
        raise LookupError(f"nobody works in {place}: make its officers first")
    return keeper
