"""Enters what the sample teams mediated, rates, and what was paid, in bulk: without a history."""

from __future__ import annotations

from mediators.cases.ledger import Crew
from mediators.models import MediationCase, Mediator, Membership, Outcome, Payment, Rate
from mediators.pay.page import what_is_due
from plans.models import Locality
from plans.text import fold
from tasks.sample.rosters import Rosters
from tasks.sample.rows import Row, all_rows, read, told


def enter_cases(rosters: Rosters) -> None:
    service: dict[int, list[Membership]] = {}
    for one in Membership.objects.all().by_name():
        service.setdefault(one.team_id, []).append(one)
    rows = [row for row in all_rows("cases", rosters.until) if row["received_on"] <= rosters.until]
    cases = MediationCase.objects.bulk_create(_case(row, rosters) for row in rows)
    through = MediationCase.mediators.through
    through.objects.bulk_create(
        through(mediationcase=case, mediator=person)
        for row, case in zip(rows, cases, strict=True)
        for person in _holders(row, case, service.get(case.team_id, []))
    )


def _case(row: Row, rosters: Rosters) -> MediationCase:
    """The case as the ledger had it on the day of the story."""
    days = {
        name: row[name] if name in row and row[name] <= rosters.until else None
        for name in ("started_on", "ended_on", "recognised_on")
    }
    is_ended = days["ended_on"] is not None
    case = MediationCase(
        team=rosters.teams[row["team"]],
        ledger_number=f"{row['number']}/{row['received_on']:%Y}",
        received_on=row["received_on"],
        started_on=days["started_on"],
        ended_on=days["ended_on"],
        outcome=row["outcome"] if is_ended else "",
        scope=row["scope"],
        matter=row["matter"],
        has_written_agreement=is_ended and row.get("is_written", False),
        court_recognised_on=days["recognised_on"],
    )
    case.search_text = fold(f"{case.ledger_number} {case.matter}")
    return case


def _holders(row: Row, case: MediationCase, service: list[Membership]) -> list[Mediator]:
    """Those of the team whose places in it, by name, the row gives."""
    crew = Crew(service).people(case.received_on)
    places = {place % len(crew) for place in row.get("crew", ())} if crew else ()
    return [crew[place] for place in places]


def enter_pay(rosters: Rosters) -> None:
    """After the cases: each list pays what ended in its days, by the rates of then."""
    for key in {row["place"] for row in told("cases", "payouts")}:
        commune = rosters.places.localities[key]
        rates = Rate.objects.bulk_create(
            Rate(
                locality=commune,
                outcome=Outcome(row["outcome"]),
                amount=row["amount"],
                legal_basis=read("cases")["basis"],
                valid_from=row["from"],
                valid_until=row.get("until"),
            )
            for row in told("cases", "rates")
            if row["place"] == key and row["from"] <= rosters.until
        )
        for row in all_rows("cases", rosters.until, "payouts", "yearly_payouts"):
            if row["place"] == key and row["on"] <= rosters.until:
                _pay(row, commune, rates)


def _pay(row: Row, commune: Locality, rates: list[Rate]) -> None:
    cases = MediationCase.objects.within(commune)
    ended = cases.ended_between(row["from"], row["until"]).for_pay()
    Payment.objects.bulk_create(
        Payment(
            case=share.case,
            mediator=share.mediator,
            amount=share.amount,
            paid_on=row["on"],
            legal_basis=share.legal_basis,
            voucher=row["voucher"],
        )
        for person in what_is_due(ended, rates).people
        for share in person.shares
    )
