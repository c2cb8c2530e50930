"""What cases pay: shares of the rate, summed per person and per team. Nothing here asks a database.

Each ended case pays the rate in force on the day it ended, split evenly among its mediators; what
does not divide goes to the first, so that the shares add up to the rate. What was paid stays as it
was paid, whatever becomes of the rate.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from config.money import dong
from config.register import Column, Kind, Register, act
from mediators.models import MediationCase, MediationTeam, Mediator, Outcome, Payment, Rate
from mediators.registers import COMMUNES

NO_RATE = "Chưa có mức chi áp dụng vào ngày kết thúc: thêm mức chi"
NO_MEDIATOR = "Chưa ghi hòa giải viên: sửa vụ, việc và chọn hòa giải viên"


def _sum(row: Payment | Rate) -> str:
    return dong(row.amount)


# The account of what was paid has its own columns on paper: see ``papers.payments_table``.
PAYMENTS = Register(
    title="Thù lao đã chi",
    lead="Mỗi khoản là phần của một hòa giải viên trong một vụ, việc, giữ nguyên như đã chi dù mức "
    "chi thay đổi.",
    things="khoản",
    caption="Các khoản thù lao đã chi, mới nhất trước",
    columns=(
        Column(
            "tick", "Chọn", Kind.PICK, template="mediators/pay/_payment_tick.html", needs="keep"
        ),
        Column("mediator", "Hòa giải viên", Kind.TITLE, link="mediator.get_absolute_url"),
        Column("case.team.name", "Tổ hòa giải", note="case.team.place"),
        Column(
            "case",
            "Vụ, việc",
            value=lambda one: one.case.ledger_number or one.case.name,
            link="case.get_absolute_url",
        ),
        Column("amount", "Số tiền", Kind.NUMBER, value=_sum),
        Column("paid_on", "Ngày chi", Kind.NUMBER),
        Column("voucher", "Chứng từ", empty="chưa ghi"),
        Column("legal_basis", "Căn cứ"),
    ),
    nothing=(
        "Chưa chi khoản nào",
        "Xem số phải chi của một quý, in danh sách ký nhận, rồi ghi đã chi.",
    ),
    nothing_found=("Không có khoản nào khớp với bộ lọc", "Bỏ bớt điều kiện ở trên."),
)


RATES = Register(
    title="Mức chi thù lao",
    lead="Do tỉnh quy định, cho mỗi vụ, việc theo kết quả. Vụ, việc tính theo mức của ngày kết "
    "thúc; khoản đã chi không đổi theo mức mới.",
    things="mức chi",
    caption="Mức chi, mới nhất trước",
    columns=(
        Column("outcome", "Kết quả hòa giải", Kind.TITLE, value="get_outcome_display", width=26),
        Column("locality", "Xã, phường", needs=COMMUNES, width=22),
        Column("amount", "Mức chi (đồng)", Kind.NUMBER, value=_sum, in_file="amount", width=16),
        Column("valid_from", "Từ ngày", Kind.NUMBER, width=12),
        Column("valid_until", "Đến hết ngày", Kind.NUMBER, empty="còn áp dụng", width=12),
        Column("legal_basis", "Căn cứ", width=50),
        act("Ngày hết áp dụng", "mediators:rate_end", hint=str, needs="keep"),
        act("Xóa", "mediators:rate_delete", hint=str, needs="keep"),
    ),
    nothing=(
        "Chưa có mức chi nào",
        "Người quản lý danh sách thêm mức chi theo quy định của tỉnh, ghi rõ căn cứ.",
    ),
)


def split(amount: int, n: int) -> list[int]:
    """``n`` parts that add up to the amount; the first takes what does not divide."""
    part, rest = divmod(amount, n)
    return [part + rest, *[part] * (n - 1)]


@dataclass(frozen=True, slots=True)
class Share:
    """What one mediator gets for one case: as paid, else by the rate."""

    case: MediationCase
    mediator: Mediator
    amount: int
    legal_basis: str
    payment: Payment | None = None


@dataclass(frozen=True, slots=True)
class Unpayable:
    """A case that pays nobody yet, and what to do about it."""

    case: MediationCase
    reason: str


@dataclass(slots=True)
class PersonPay:
    """One mediator in one team."""

    team: MediationTeam
    mediator: Mediator
    shares: list[Share] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return f"{self.team.pk}-{self.mediator.pk}"

    @property
    def key(self) -> str:
        """The row and what was seen to be due: a form that is out of date is noticed."""
        return f"{self.mark}-{self.unpaid}"

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.shares)

    @property
    def paid(self) -> int:
        return sum(one.amount for one in self.shares if one.payment is not None)

    @property
    def unpaid(self) -> int:
        return self.total - self.paid

    @property
    def open_shares(self) -> list[Share]:
        return [one for one in self.shares if one.payment is None]

    @property
    def n_success(self) -> int:
        return sum(one.case.outcome == Outcome.SUCCESS for one in self.shares)

    @property
    def n_failure(self) -> int:
        return len(self.shares) - self.n_success


@dataclass(slots=True)
class TeamPay:
    team: MediationTeam
    people: list[PersonPay] = field(default_factory=list)
    n_success: int = 0
    n_failure: int = 0

    @property
    def total(self) -> int:
        return sum(one.total for one in self.people)

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.people)

    @property
    def unpaid(self) -> int:
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class Due:
    """A period's pay: teams in the order in which their cases come, and what pays nobody yet."""

    teams: Sequence[TeamPay]
    unpayable: Sequence[Unpayable]

    @property
    def people(self) -> list[PersonPay]:
        return [person for team in self.teams for person in team.people]

    @property
    def total(self) -> int:
        return sum(team.total for team in self.teams)

    @property
    def paid(self) -> int:
        return sum(team.paid for team in self.teams)

    @property
    def unpaid(self) -> int:
        return self.total - self.paid

    @property
    def n_cases(self) -> int:
        """Cases that pay somebody."""
        return sum(team.n_success + team.n_failure for team in self.teams)


def rate_of(case: MediationCase, rates: Iterable[Rate]) -> Rate | None:
    """The rate of the case's commune for its outcome on the day it ended."""
    hamlet = case.team.hamlet
    commune = hamlet.parent_id or hamlet.pk
    own = [one for one in rates if (one.locality_id, one.outcome) == (commune, case.outcome)]
    day = case.ended_on
    return next((one for one in own if day is not None and one.holds_on(day)), None)


def shares_of(case: MediationCase, rate: Rate | None) -> list[Share]:
    """Empty where there is no rate or nobody to pay. Mediators and payments are at hand."""
    paid = {one.mediator_id: one for one in case.payments.all()}
    people = list(case.mediators.all())
    amounts = split(rate.amount, len(people)) if rate and people else [0] * len(people)
    # The rest goes to who was written down first: the order of names may change between payments
    parts = dict(zip(sorted(one.pk for one in people), amounts, strict=True))
    basis = rate.legal_basis if rate else ""
    shares = []
    for person in people:
        amount, payment = parts[person.pk], paid.get(person.pk)
        if payment is not None:
            shares.append(Share(case, person, payment.amount, payment.legal_basis, payment))
        elif amount:
            shares.append(Share(case, person, amount, basis))
    return shares


def what_is_due(cases: Iterable[MediationCase], rates: Sequence[Rate]) -> Due:
    """Of ended cases that come team by team, with their mediators and payments."""
    teams: dict[int, TeamPay] = {}
    people: dict[tuple[int, int], PersonPay] = {}
    unpayable = []
    for case in cases:
        shares = shares_of(case, rate_of(case, rates))
        if not shares:
            reason = NO_RATE if case.mediators.all() else NO_MEDIATOR
            unpayable.append(Unpayable(case, reason))
            continue
        team = teams.setdefault(case.team_id, TeamPay(case.team))
        team.n_success += case.outcome == Outcome.SUCCESS
        team.n_failure += case.outcome == Outcome.FAILURE
        for share in shares:
            key = (case.team_id, share.mediator.pk)
            if key not in people:
                people[key] = PersonPay(case.team, share.mediator)
                team.people.append(people[key])
            people[key].shares.append(share)
    for team in teams.values():
        team.people.sort(key=lambda one: (one.mediator.sort_name, one.mediator.pk))
    return Due(list(teams.values()), unpayable)


# Periods that are offered


@dataclass(frozen=True, slots=True)
class Period:
    word: str
    first: dt.date
    last: dt.date


def period_of(day: dt.date) -> Period:
    """The quarter in which the day lies."""
    return periods(day.year)[(day.month - 1) // 3]


def periods(year: int) -> list[Period]:
    """Quarters, halves, the year."""
    spans = [
        (f"Quý {word}", n * 3 + 1, n * 3 + 3) for n, word in enumerate(("I", "II", "III", "IV"))
    ]
    spans += [("6 tháng đầu năm", 1, 6), ("6 tháng cuối năm", 7, 12), ("Cả năm", 1, 12)]
    return [
        Period(word, dt.date(year, first, 1), _last_day(year, last)) for word, first, last in spans
    ]


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
