"""The paper ledger's own rules: numbers, names that do not belong in it, its columns.

Nothing here asks a database.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from mediators.models import CaseStatus, MediationCase, Mediator, Membership
from plans.office.xlsx import Head, Table, Value
from plans.text import clean, fold

# A court may be asked to recognise the agreement for that long (code of civil procedure
# 92/2015/QH13, article 418, paragraph 2).
COURT_MONTHS = 6

_TITLES = r"ông|bà|anh|chị|cô|chú|bác|cháu|em"
_CAPITAL = r"[A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠ-Ỹ]"
_NAME = re.compile(rf"(?<!\w)(?:(?i:{_TITLES}))\s+(?P<name>{_CAPITAL}\w*(?:\s+{_CAPITAL}\w*)*)")
_LAST_NUMBER = re.compile(r"\d+")


def name_in(matter: str) -> str:
    """What looks like the name of a party ("ông Nguyễn Văn A"); empty where nothing does."""
    found = _NAME.search(clean(matter))
    return found.group() if found else ""


def number_key(number: str, year: int) -> str:
    """Numbers that are one: "05", "5" and "5/2026" of the ledger of 2026."""
    key = re.sub(rf"\s*[/.-]\s*{year}$", "", fold(number))
    return re.sub(r"\d+", lambda digits: digits.group().lstrip("0") or "0", key)


def next_numbers(numbers: Iterable[str], n: int) -> list[str]:
    """The ``n`` that follow the highest number, written as it is ("08/2026" after "07/2026").

    Counting begins at 1 where the ledger has no number.
    """
    found = [(int(match.group()), text) for text in numbers if (match := _LAST_NUMBER.match(text))]
    last, text = max(found, default=(0, "0"))
    digits = _LAST_NUMBER.match(text)
    width, rest = (digits.end(), text[digits.end() :]) if digits else (1, "")
    return [f"{last + step:0{width}d}{rest}" for step in range(1, n + 1)]


def court_deadline(ended_on: dt.date) -> dt.date:
    """The last day on which a court may be asked."""
    years, month = divmod(ended_on.month - 1 + COURT_MONTHS, 12)
    year, month = ended_on.year + years, month + 1
    return dt.date(year, month, min(ended_on.day, calendar.monthrange(year, month)[1]))


_HEADS = (
    Head("TT", 6),
    Head("Số trong sổ", 11),
    Head("Tổ hòa giải", 24),
    Head("Ngày tiếp nhận", 13),
    Head("Nội dung vụ, việc", 44),
    Head("Phạm vi", 22),
    Head("Hòa giải viên", 32),
    Head("Ngày bắt đầu", 13, group="Hòa giải"),
    Head("Ngày kết thúc", 13, group="Hòa giải"),
    Head("Kết quả", 20),
    Head("Văn bản hòa giải thành", 12),
    Head("Tòa án công nhận ngày", 14),
)


def ledger_table(cases: Iterable[MediationCase], *, place: str, day: dt.date) -> Table:
    """Cases that come ``with_status`` and ``for_list``; names of parties are not kept."""
    return Table(
        name="Sổ hòa giải",
        title="SỔ THEO DÕI HOẠT ĐỘNG HÒA GIẢI Ở CƠ SỞ",
        notes=[f"{place}. Tính đến ngày {day:%d/%m/%Y}.".lstrip(". ")],
        heads=_HEADS,
        rows=(_row(number, case, day) for number, case in enumerate(cases, start=1)),
        numbered_columns=True,
        foot=["Họ tên, địa chỉ các bên: xem sổ giấy theo số trong sổ."],
    )


def _row(number: int, case: MediationCase, day: dt.date) -> list[Value]:
    """As it stood on that day: what came later is not told."""
    team, is_agreed = case.team, case.status == CaseStatus.SUCCESS
    return [
        number,
        case.ledger_number,
        f"{team.name} ({team.place})" if team.place else team.name,
        case.received_on,
        case.matter,
        case.get_scope_display(),
        "; ".join(case.mediator_names),
        known_by(day, case.started_on),
        known_by(day, case.ended_on),
        case.status_word,
        case.has_written_agreement and is_agreed,
        known_by(day, case.court_recognised_on),
    ]


def known_by(day: dt.date, happened_on: dt.date | None) -> dt.date | None:
    """The day on which something happened, if it had by the other."""
    return happened_on if happened_on and happened_on <= day else None


# Who held a case


@dataclass(frozen=True, slots=True)
class Crew:
    """Everyone who ever served in one team: memberships with their people, by given name."""

    service: Sequence[Membership]

    def people(self, *days: dt.date | None) -> list[Mediator]:
        """Who was in the team on one of those days; everyone where no day is told."""
        told = [day for day in days if day is not None]
        found = {
            one.mediator_id: one.mediator
            for one in self.service
            if not told or any(one.holds_on(day) for day in told)
        }
        return list(found.values())

    def spans(self) -> list[tuple[Mediator, str]]:
        """Each person with when they left, where they did; who serves stands first."""
        last: dict[int, Membership] = {}
        for one in self.service:
            if one.mediator_id not in last or last[one.mediator_id].started_on < one.started_on:
                last[one.mediator_id] = one
        ordered = sorted(last.values(), key=lambda one: one.ended_on is not None)
        return [
            (one.mediator, f"thôi từ {one.ended_on:%d/%m/%Y}" if one.ended_on else "")
            for one in ordered
        ]

    def find(self, text: str, *days: dt.date | None) -> list[Mediator]:
        """The people whose names were typed, by commas; a given name will do where it is one's own.

        ``ValidationError`` with a sentence for each name that leads to nobody or to several.
        """
        people, found, errors = self.people(*days), [], []
        for name in filter(None, map(clean, re.split(r"[,;\n]", text))):
            fitting = _named(people, name)
            if len(fitting) == 1:
                found += fitting
            elif fitting:
                names = ", ".join(map(str, fitting))
                errors.append(f"“{name}” có thể là {names}: ghi đủ họ và tên")
            else:
                names = ", ".join(map(str, people)) or "không có ai"
                errors.append(f"Không có “{name}” trong tổ vào ngày đó. Trong tổ: {names}")
        if errors:
            raise ValidationError(errors)
        return list(dict.fromkeys(found))


def _named(people: Iterable[Mediator], name: str) -> list[Mediator]:
    """Whose name ends so, marks and all; else without marks."""
    everyone = list(people)
    typed = name.casefold()
    exact = [one for one in everyone if f" {one.full_name}".casefold().endswith(f" {typed}")]
    whole = [one for one in exact if one.full_name.casefold() == typed]
    return (
        whole
        or exact
        or [one for one in everyone if f" {one.search_name}".endswith(f" {fold(name)}")]
    )
