"""Both forms and the ranking as sheets of a workbook: what the page shows, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mediators.models import StatisticalForm
from mediators.models.cases import CaseStatus
from mediators.statistics import results_form, teams_form
from mediators.statistics.form import Column, Line
from mediators.statistics.page import Ethnic
from mediators.statistics.ranking import FEW, Ranked
from mediators.statistics.rows import Cases, Share, first_of_year
from plans.office.xlsx import Head, Table, Value

_NO_ETHNIC = Ethnic(of_teams=False, of_total=False)


def teams_table(
    lines: Sequence[Line],
    ethnic: Ethnic,
    form: StatisticalForm | None,
    *,
    place: str,
    day: dt.date,
    unit: str,
) -> Table:
    sheet = _Sheet("Tổ, hòa giải viên", teams_form.COLUMNS, ethnic, unit)
    return sheet.table(lines, form, place=place, day=day)


def results_table(
    lines: Sequence[Line],
    cases: Sequence[Cases],
    form: StatisticalForm | None,
    *,
    place: str,
    day: dt.date,
    unit: str,
) -> Table:
    received, mediated = results_form.of_received(cases), results_form.of_mediated(cases)
    carried = results_form.carried(cases)
    became = ", ".join(
        f"{CaseStatus(status).label.lower()} {n}" for status, n in carried.by_status.items()
    )
    foot = (
        f"Kỳ trước chuyển sang: {carried.n} vụ, việc; đến {day:%d/%m/%Y}: {became}.",
        f"Tỷ lệ hòa giải thành trên số tiếp nhận: {rate(received)}.",
        f"Tỷ lệ hòa giải thành trên số đã hòa giải: {rate(mediated)}.",
    )
    sheet = _Sheet("Kết quả hòa giải", results_form.COLUMNS, _NO_ETHNIC, unit)
    return sheet.table(lines, form, place=place, day=day, foot=foot)


def ranking_table(
    rows: Iterable[Ranked], *, place: str, first: int, last: int, day: dt.date
) -> Table:
    heads = (
        Head("Khu phố, ấp", 26),
        Head("Tổ hòa giải", 10),
        Head("Tiếp nhận", 10),
        Head("Hòa giải thành", 10),
        Head("Tỷ lệ (%)", 12),
        Head("Tổ còn thiếu", 10),
        Head("Tổ đang làm điểm", 10),
    )
    return Table(
        name="Khu phố, ấp",
        heads=heads,
        rows=[_ranked(one, day) for one in rows],
        title=f"Khu phố, ấp theo tỷ lệ hòa giải thành, {place}",
        notes=(
            f"Vụ, việc tiếp nhận từ năm {first} đến năm {last}; tính đến ngày {day:%d/%m/%Y}",
            f"Dưới {FEW} vụ, việc thì không tính tỷ lệ",
        ),
        numbered_columns=True,
    )


def _ranked(one: Ranked, day: dt.date) -> list[Value]:
    return [
        one.title,
        len(one.present),
        one.received.whole,
        one.received.part,
        "ít vụ, việc" if one.is_few else one.received.percent,
        len(one.incomplete),
        len(one.pilots_in(day.year)),
    ]


def rate(share: Share) -> str:
    """ "85,7% (12/14)": never without its denominator."""
    if share.percent is None:
        return "chưa có vụ, việc"
    return f"{share.percent:.1f}".replace(".", ",") + f"% ({share.part}/{share.whole})"


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    columns: Sequence[Column]
    ethnic: Ethnic
    unit: str

    def table(
        self,
        lines: Sequence[Line],
        form: StatisticalForm | None,
        *,
        place: str,
        day: dt.date,
        foot: Sequence[str] = (),
    ) -> Table:
        head, *rest = lines
        return Table(
            name=self.name,
            heads=(Head(self.unit, 30), *(Head(one.text, 11, one.group) for one in self.columns)),
            rows=[self._values(line) for line in rest],
            title=str(form or self.name),
            notes=(place, f"Từ {first_of_year(day):%d/%m/%Y} đến {day:%d/%m/%Y}"),
            total=self._values(head),
            is_total_first=True,
            numbered_columns=True,
            foot=foot,
        )

    def _values(self, line: Line) -> list[Value]:
        """Blank where the form has no number, or the person may not see it."""
        is_open = self.ethnic.shows(line)
        shown = [is_open or not one.is_personal for one in self.columns]
        numbers = [line.numbers.get(one.key) for one in self.columns]
        return [
            line.title,
            *(n if is_shown else None for n, is_shown in zip(numbers, shown, strict=True)),
        ]
