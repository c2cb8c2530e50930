"""The year's programme as a document of decree 30/2020/NĐ-CP with its list, and as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from plans.models import Plan
from plans.office.nd30 import Column, Sheet, committee_of, short_place
from plans.office.xlsx import Head, Table, Value
from tasks.models import Activity
from tasks.programme.page import Line

_COLUMNS = (
    Column("TT", 12),
    Column("Nội dung", 62, is_text=True),
    Column("Thời gian", 24),
    Column("Người, đơn vị thực hiện", 32, is_text=True),
    Column("Phối hợp", 30, is_text=True),
)
RECIPIENTS = ("- Như Phụ lục;", "- Chủ tịch, các Phó Chủ tịch UBND;", "- Lưu: VT.")
_HEADS = (
    Head("TT", 6),
    Head("Điểm", 9),
    Head("Nhiệm vụ", 34),
    Head("Hoạt động", 48),
    Head("Loại", 16),
    Head("Ngày dự kiến", 12),
    Head("Người thực hiện", 22),
    Head("Ngày thực hiện", 12),
    Head("Tình trạng", 16),
    Head("Kết quả", 40),
)


def programme_paper(lines: Sequence[Line], *, plan: Plan, year: int) -> bytes:
    """The plan of the year with its annex; number, day and signature are the office's."""
    place = plan.locality.name
    paper = Sheet(title=f"Kế hoạch thực hiện năm {year}")
    paper.header(
        body=committee_of(place),
        number="Số:       /KH-UBND",
        place=short_place(place),
        day=None,
    )
    name = str(plan)
    called = name if name.startswith("Kế hoạch") else f"Kế hoạch “{name}”"
    paper.title("Kế hoạch", f"Thực hiện {called} trong năm {year}")
    paper.paragraph(f"Thực hiện {_named(plan)}, {_office(place)} triển khai năm {year} như sau:")
    paper.article("1. Nội dung:", _contents(lines))
    paper.article(
        "2. Tổ chức thực hiện:",
        "Cơ quan, đơn vị chủ trì ở từng nhiệm vụ phối hợp với các cơ quan, tổ chức liên quan tổ "
        "chức thực hiện đúng thời gian và cập nhật kết quả; khó khăn, vướng mắc báo cáo Ủy ban "
        "nhân dân xem xét, chỉ đạo./.",
    )
    paper.sign_off(
        recipients=RECIPIENTS, signer=("TM. Ủy ban nhân dân", "Chủ tịch"), signer_name=""
    )
    paper.new_page()
    paper.centred("PHỤ LỤC", bold=True)
    paper.centred(f"Nhiệm vụ và hoạt động năm {year}", bold=True)
    paper.centred("(Kèm theo Kế hoạch số       /KH-UBND)", italic=True, after=6)
    rows = list(_annex(lines))
    tasks = [number for number, row in enumerate(rows) if "." not in row[0]]
    paper.table(_COLUMNS, rows, bold=tasks)
    return paper.as_bytes()


def _named(plan: Plan) -> str:
    """By number and day where it has them; a number that was left blank is none."""
    number = f" số {plan.number}" if plan.number[:1].isdigit() else ""
    day = f" ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""
    title = " ".join(plan.title.split())
    return f"Kế hoạch{number}{day} ({title})" if number or day else f"Kế hoạch “{title}”"


def _office(place: str) -> str:
    return f"Ủy ban nhân dân {place}"


def _contents(lines: Sequence[Line]) -> str:
    n = sum(len(line.activities) for line in lines)
    counted = f", với {n} hoạt động" if n else ""
    return f"Thực hiện {len(lines)} nhiệm vụ{counted}, theo Phụ lục kèm theo Kế hoạch này."


def _annex(lines: Iterable[Line]) -> Iterable[list[str]]:
    """A row a task, then one an activity below it."""
    for number, line in enumerate(lines, start=1):
        due = f"{line.due:%d/%m/%Y}" if line.due else "Trong năm"
        name = f"{line.name} (điểm {line.cell.task.code})"
        yield [str(number), name, due, line.leads, line.partners]
        for part, one in enumerate(line.activities, start=1):
            day = f"{one.planned_on:%d/%m/%Y}" if one.planned_on else "Trong năm"
            yield [f"{number}.{part}", _in_words(one), day, _who(one, line), ""]


def _in_words(activity: Activity) -> str:
    channel = f" ({activity.channel})" if activity.channel else ""
    return f"{activity.title}{channel}"


def _who(activity: Activity, line: Line) -> str:
    return str(activity.officer) if activity.officer else line.leads


def programme_table(
    lines: Sequence[Line],
    *,
    plans: Sequence[Plan],
    year: int,
    notes: Sequence[str],
    today: dt.date,
) -> Table:
    """A row an activity; a task without any has a row of its own.

    Where there are several plans the first column after the number names them.
    """
    is_mixed = len(plans) > 1
    number, *others = _HEADS
    return Table(
        name=f"Năm {year}",
        heads=[number, Head("Kế hoạch", 26), *others] if is_mixed else _HEADS,
        rows=[
            [number, *([str(line.cell.task.plan)] if is_mixed else []), *row]
            for number, (line, row) in enumerate(
                ((line, row) for line in lines for row in _rows(line)), 1
            )
        ],
        title=f"CHƯƠNG TRÌNH THỰC HIỆN NĂM {year}",
        notes=[_names(plans), *notes, f"Số liệu đến ngày {today:%d/%m/%Y}"],
        numbered_columns=True,
    )


def _rows(line: Line) -> list[list[Value]]:
    own: list[Value] = [line.cell.task.code, line.name]
    if not line.activities:
        return [[*own, "", "", None, line.leads, None, "Chưa có hoạt động", ""]]
    return [
        [
            *own,
            _in_words(one),
            one.get_kind_display(),
            one.planned_on,
            _who(one, line),
            one.done_on,
            one.progress.label,
            one.result,
        ]
        for one in line.activities
    ]


def _names(plans: Sequence[Plan]) -> str:
    return "; ".join(str(plan) for plan in plans)
