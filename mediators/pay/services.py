"""Pay written down: what was paid to whom, taken back; rates begun and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from config.money import dong
from mediators.models import AccessEntry, AccessKind, MediationCase, Payment, Rate
from mediators.models.cases import hold_ledger
from mediators.pay.page import Due, PersonPay, what_is_due
from plans.models import Locality, Officer

CHANGED = (
    "Số tiền phải chi đã thay đổi từ lúc mở trang: kiểm tra lại số tiền và người được chọn bên "
    "dưới rồi ghi lần nữa."
)


@dataclass(frozen=True, slots=True)
class Payout:
    """What a keeper writes: who of the period is paid, when, by which paper.

    ``keys`` are those of ``PersonPay.key``: they carry the amounts that were seen.
    """

    since: dt.date
    until: dt.date
    keys: Collection[str]
    paid_on: dt.date
    voucher: str


def due_between(commune: Locality, since: dt.date, until: dt.date) -> Due:
    """Of the cases that ended in those days, by the commune's own rates: a locality above pays
    nobody below."""
    cases = MediationCase.objects.within(commune).ended_between(since, until).for_pay()
    return what_is_due(cases, list(Rate.objects.set_for(commune)))


@transaction.atomic
def record_payout(payout: Payout, *, commune: Locality, by: Officer) -> list[Payment]:
    """Pays what is open of the chosen people, all or none.

    ``ValidationError`` where an amount is no longer what was seen, or a case ended after the day.
    """
    hold_ledger(commune)
    people = due_between(commune, payout.since, payout.until).people
    chosen = [one for one in people if one.key in payout.keys and one.unpaid]
    if len(chosen) != len(set(payout.keys)):
        raise ValidationError(CHANGED)
    payments = [payment for person in chosen for payment in _payments(person, payout)]
    last = max(payment.case.ended_on or payout.paid_on for payment in payments)
    if payout.paid_on < last:
        message = f"Ngày chi phải từ {last:%d/%m/%Y}, ngày kết thúc vụ, việc được chi, trở đi"
        raise ValidationError({"paid_on": message})
    bulk_create_with_history(payments, Payment, default_user=by)
    total = dong(sum(payment.amount for payment in payments))
    _note(f"Chi thù lao {total} đồng cho {len(chosen)} hòa giải viên", by=by, locality=commune)
    return payments


def _payments(person: PersonPay, payout: Payout) -> list[Payment]:
    return [
        Payment(
            case=share.case,
            mediator=share.mediator,
            amount=share.amount,
            paid_on=payout.paid_on,
            legal_basis=share.legal_basis,
            voucher=payout.voucher,
        )
        for share in person.open_shares
    ]


@transaction.atomic
def undo_payments(payments: Sequence[Payment], *, commune: Locality, by: Officer) -> None:
    """Takes them back: the shares are open again. Each stays in the history."""
    hold_ledger(commune)
    total = dong(sum(one.amount for one in payments))
    for one in payments:
        one.delete()
    text = f"Hoàn tác {len(payments)} khoản chi thù lao, {total} đồng"
    _note(text, by=by, locality=commune)


@transaction.atomic
def save_rate(rate: Rate, *, by: Officer, ends: Rate | None = None) -> None:
    """Saves the rate; one that held until then ends on the day before."""
    if ends is not None:
        ends.valid_until = rate.valid_from - dt.timedelta(days=1)
        ends.save()
    rate.save()
    _note(f"Mức chi thù lao: {rate}", by=by, locality=rate.locality)


@transaction.atomic
def delete_rate(rate: Rate, *, by: Officer) -> None:
    _note(f"Xóa mức chi thù lao: {rate}", by=by, locality=rate.locality)
    rate.delete()


def _note(subject: str, *, by: Officer, locality: Locality) -> None:
    AccessEntry.note(AccessKind.CHANGE, subject, by=by, locality=locality)
