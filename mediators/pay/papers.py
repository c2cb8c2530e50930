"""Pay on paper: the list to be signed as .docx, the period's account as .xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from config.money import dong
from mediators.common import team_in_words
from mediators.models import Payment
from mediators.pay.page import Due, Period, PersonPay
from plans.office.nd30 import Column, Sheet, short_place
from plans.office.xlsx import Head, Table, Value

_COLUMNS = (
    Column("TT", 10),
    Column("Họ và tên", 44, is_text=True),
    Column("Tổ hòa giải", 42, is_text=True),
    Column("Số vụ, việc", 16),
    Column("Số tiền (đồng)", 24),
    Column("Ký nhận", 26),
)
_ROOM = 7  # points above and below a line: room for a hand


def signing_list(due: Due, period: Period, *, place: str, today: dt.date) -> bytes:
    """What is still to be paid, one line a person, in the layout of decree 30/2020/NĐ-CP."""
    people = [one for one in due.people if one.unpaid]
    span = span_in_words(period)
    sheet = Sheet(title=f"Danh sách chi thù lao hòa giải viên {span}")
    sheet.header(body=f"Ủy ban nhân dân\n{place}", number="", place=short_place(place), day=today)
    sheet.title("Danh sách", "Chi thù lao cho hòa giải viên theo vụ, việc")
    sheet.centred(f"(Vụ, việc kết thúc {span})", italic=True, after=6)
    for basis in dict.fromkeys(share.legal_basis for one in people for share in one.open_shares):
        sheet.paragraph(f"Căn cứ {basis}.", italic=True)
    rows = [_line(number, one) for number, one in enumerate(people, start=1)]
    n_shares = sum(len(one.open_shares) for one in people)
    rows.append(["", "Cộng", "", str(n_shares), dong(due.unpaid), ""])
    sheet.table(_COLUMNS, rows, room=_ROOM)
    sheet.paragraph(f"Tổng số tiền: {dong(due.unpaid)} đồng, cho {len(people):02d} hòa giải viên.")
    sheet.sign_off(recipients=(), signer=("Người lập danh sách",), signer_name="")
    return sheet.as_bytes()


def _line(number: int, person: PersonPay) -> list[str]:
    return [
        str(number),
        person.mediator.full_name,
        team_in_words(person.team),
        str(len(person.open_shares)),
        dong(person.unpaid),
        "",
    ]


def span_in_words(period: Period) -> str:
    return f"từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"


_HEADS = (
    Head("TT", 6),
    Head("Họ và tên", 28),
    Head("Tổ hòa giải", 28),
    Head("Thành", 9, group="Số vụ, việc"),
    Head("Không thành", 9, group="Số vụ, việc"),
    Head("Phải chi", 14, group="Thù lao (đồng)"),
    Head("Đã chi", 14, group="Thù lao (đồng)"),
    Head("Còn phải chi", 14, group="Thù lao (đồng)"),
    Head("Ký nhận", 16),
)


def account_table(due: Due, period: Period, *, place: str) -> Table:
    """Everyone of the period, paid or not."""
    people = due.people
    total: list[Value] = ["", "Cộng", ""]
    total += [sum(one.n_success for one in people), sum(one.n_failure for one in people)]
    total += [due.total, due.paid, due.unpaid, ""]
    return Table(
        name="Thù lao",
        title="BẢNG KÊ THÙ LAO HÒA GIẢI VIÊN THEO VỤ, VIỆC",
        notes=[f"{place}. Vụ, việc kết thúc {span_in_words(period)}.".lstrip(". ")],
        heads=_HEADS,
        rows=(_account_row(number, one) for number, one in enumerate(people, start=1)),
        total=total,
        numbered_columns=True,
        foot=["Vụ, việc do nhiều người cùng hòa giải: mức chi chia đều, mỗi người tính một lượt."],
    )


def _account_row(number: int, one: PersonPay) -> Sequence[Value]:
    place = team_in_words(one.team)
    counts = (one.n_success, one.n_failure)
    return [number, one.mediator.full_name, place, *counts, one.total, one.paid, one.unpaid, ""]


_PAID_HEADS = (
    Head("TT", 6),
    Head("Ngày chi", 12),
    Head("Chứng từ", 16),
    Head("Họ và tên", 28),
    Head("Tổ hòa giải", 28),
    Head("Số vụ, việc trong sổ", 14),
    Head("Số tiền (đồng)", 14),
    Head("Căn cứ", 40),
)


def payments_table(payments: Sequence[Payment], *, place: str) -> Table:
    rows = [_paid_row(number, one) for number, one in enumerate(payments, start=1)]
    return Table(
        name="Đã chi",
        title="THÙ LAO HÒA GIẢI VIÊN ĐÃ CHI",
        notes=[place] if place else [],
        heads=_PAID_HEADS,
        rows=rows,
        total=["", "", "", "Cộng", "", "", sum(one.amount for one in payments), ""],
        numbered_columns=True,
    )


def _paid_row(number: int, one: Payment) -> list[Value]:
    return [
        number,
        one.paid_on,
        one.voucher,
        one.mediator.full_name,
        team_in_words(one.case.team),
        one.case.ledger_number,
        one.amount,
        one.legal_basis,
    ]
