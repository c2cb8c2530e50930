"""Báo cáo giao ban: what one sheet of A4 says to a meeting. Rows in, a sheet out; no query.

A list that is longer than its share of the sheet is cut, and says by how much.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone

from tasks.board.frame import Frame
from tasks.board.rows import Addresses, CellRow
from tasks.meeting.people import who_answers
from tasks.meeting.reading import Seen
from tasks.meeting.room import n_lines, share
from tasks.meeting.silence import unowned_tasks
from tasks.models import Direction
from tasks.states import DUE_SOON_DAYS, Label, State, Timeliness

DAYS_BETWEEN_MEETINGS = 7
# The sheet in millimetres: what is left for lists, what each thing takes. See components/sheet.css.
ROOM = 206.0
HEAD, MORE, LINE, ROW = 8.5, 4.5, 4.1, 2.2
NAME_WIDTH, WHO_WIDTH, NOTE_WIDTH = 40, 18, 95  # characters beside each other
LONGEST_NOTE = 180
FIRST_TAKES = 3  # what is late is what the meeting is about
MOST_LINKS = 8


class Line(NamedTuple):
    """A task-year in a table of the sheet."""

    label: Label
    name: str
    code: str
    year: int
    url: str
    who: str
    due: str
    updated: str

    @property
    def height(self) -> float:
        name = n_lines(f"{self.name} ({self.code}, {self.year})", NAME_WIDTH)
        return ROW + LINE * max(name, n_lines(self.who, WHO_WIDTH))


class Link(NamedTuple):
    """Words of a note that lead to a page."""

    word: str
    url: str


class Note(NamedTuple):
    """A sentence of the sheet with links inside."""

    before: str
    links: tuple[Link, ...]
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{', '.join(link.word for link in self.links)}{self.after}"

    @property
    def height(self) -> float:
        return 1 + LINE * n_lines(self.text, NOTE_WIDTH)


@dataclass(frozen=True, slots=True)
class Part:
    """A list of the sheet, in a table (``lines``) or in sentences (``notes``)."""

    key: str
    title: str
    thing: str
    lines: Sequence[Line] = ()
    notes: Sequence[Note] = ()
    n_cut: int = 0
    number: int = 0

    @property
    def heights(self) -> list[float]:
        return [line.height for line in self.lines] + [note.height for note in self.notes]

    @property
    def more(self) -> str:
        """What the reader is told of the rest: "và 12 việc khác"."""
        return f"và {self.n_cut} {self.thing} khác" if self.n_cut else ""

    def cut_to(self, n: int, number: int) -> Part:
        n_cut = len(self.heights) - n
        return replace(self, lines=self.lines[:n], notes=self.notes[:n], n_cut=n_cut, number=number)


class Figures(NamedTuple):
    """Of one year: ``total`` is the sum of the next four. Of all years: what follows."""

    year: int
    total: int
    overdue: int
    due_soon: int
    not_due: int
    ended: int
    silent: int
    asking: int
    directions: int
    earlier_open: int
    earlier_overdue: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``parts`` have at least one entry each; ``absent`` names those that have none."""

    day: dt.date
    since: dt.date
    figures: Figures
    parts: Sequence[Part]
    absent: Sequence[str]

    @property
    def tables(self) -> list[Part]:
        return [part for part in self.parts if part.lines]

    @property
    def texts(self) -> list[Part]:
        return [part for part in self.parts if part.notes]


def sheet_of(
    seen: Sequence[Seen],
    directions: Sequence[Direction],
    frame: Frame,
    *,
    day: dt.date,
    since: dt.date,
) -> Sheet:
    """``frame`` is that of ``day``; ``seen`` are all cells of its plan."""
    parts = [*_tables(seen, frame, day, since), *_texts(seen, directions, frame, day)]
    full = [part for part in parts if part.heights]
    counts = share(
        [part.heights for part in full],
        room=ROOM,
        head=HEAD,
        more=MORE,
        first_takes=FIRST_TAKES,
    )
    return Sheet(
        day=day,
        since=since,
        figures=_figures([one.row for one in seen], len(directions), day),
        parts=[
            part.cut_to(n, number)
            for number, (part, n) in enumerate(zip(full, counts, strict=True), start=1)
        ],
        absent=[part.title for part in parts if not part.heights],
    )


def _figures(rows: Sequence[CellRow], n_directions: int, day: dt.date) -> Figures:
    of_year = [row for row in rows if row.year == day.year]
    earlier = [row for row in rows if row.year < day.year and row.is_open]
    parts = Counter(row.timeliness_on(day) for row in of_year)
    return Figures(
        year=day.year,
        total=len(of_year),
        overdue=parts[Timeliness.OVERDUE],
        due_soon=parts[Timeliness.DUE_SOON],
        not_due=parts[Timeliness.NOT_DUE],
        ended=sum(not row.is_open for row in of_year),
        silent=sum(row.owes_update(day) for row in rows),
        asking=sum(row.needs_direction for row in rows),
        directions=n_directions,
        earlier_open=len(earlier),
        earlier_overdue=sum(row.timeliness_on(day) == Timeliness.OVERDUE for row in earlier),
    )


# Tables


def _tables(seen: Sequence[Seen], frame: Frame, day: dt.date, since: dt.date) -> list[Part]:
    pages = Addresses("tasks:task_year_detail")

    def lines(found: Iterable[Seen]) -> list[Line]:
        return [_line(one, frame, pages, day) for one in found]

    def in_part(part: Timeliness) -> list[Seen]:
        rows = [one for one in seen if one.row.timeliness_on(day) == part]
        return sorted(rows, key=lambda one: one.row.due_on or dt.date.max)

    ended = [one for one in seen if one.was_open and not one.row.is_open]
    in_hand = [one for one in seen if _is_in_hand(one.row, day)]
    return [
        Part("qua-han", "Quá hạn", "việc", lines(in_part(Timeliness.OVERDUE))),
        Part(
            "den-han",
            f"Đến hạn trong {DUE_SOON_DAYS} ngày",
            "việc",
            lines(in_part(Timeliness.DUE_SOON)),
        ),
        Part(
            "da-ket-thuc",
            f"Đã kết thúc từ lần giao ban trước ({since:%d/%m/%Y})",
            "việc",
            lines(ended),
        ),
        Part("dang-thuc-hien", "Đang thực hiện, chưa đến hạn", "việc", lines(in_hand)),
    ]


def _is_in_hand(row: CellRow, day: dt.date) -> bool:
    is_begun = row.state == State.DOING and row.year <= day.year
    return is_begun and row.timeliness_on(day) == Timeliness.NOT_DUE


def _line(one: Seen, frame: Frame, pages: Addresses, day: dt.date) -> Line:
    row = one.row
    last = row.completed_on or row.updated_on
    return Line(
        label=row.label_on(day),
        name=f"{row.name}: {row.of}" if row.of else row.name,
        code=row.code,
        year=row.year,
        url=pages.of(row.pk),
        who=who_answers(frame, row.task_id, day, is_owned=one.is_owned),
        due=f"{row.due_on:%d/%m/%Y}" if row.due_on else "không đặt",
        updated=f"{last:%d/%m/%Y}" if last else "chưa có",
    )


# Sentences


def _texts(
    seen: Sequence[Seen], directions: Sequence[Direction], frame: Frame, day: dt.date
) -> list[Part]:
    pages = Addresses("tasks:task_year_detail")
    asking = [_asking(one, frame, pages, day) for one in seen if one.row.needs_direction]
    given = [_given(row, pages, day) for row in directions]
    unowned = [
        Note("", (Link(f"{task.code} {task.name}", task.url),), _chaired_by(task.bodies))
        for task in unowned_tasks(seen, frame, day)
    ]
    return [
        Part("xin-chi-dao", "Xin ý kiến chỉ đạo", "việc", notes=asking),
        Part("chi-dao", "Ý kiến chỉ đạo chưa kết thúc", "ý kiến", notes=given),
        Part(
            "chua-cap-nhat",
            "Chưa cập nhật tiến độ",
            "người, cơ quan",
            notes=_silence(seen, frame, pages, day),
        ),
        Part("chua-phan-cong", "Chưa phân công", "nhiệm vụ", notes=unowned),
    ]


def _chaired_by(bodies: str) -> str:
    return f" (chủ trì: {bodies})" if bodies else ""


def _asking(one: Seen, frame: Frame, pages: Addresses, day: dt.date) -> Note:
    row = one.row
    who = who_answers(frame, row.task_id, day, is_owned=one.is_owned)
    said = f": {_in_short(one.request)}" if one.request else ""
    when = f", {row.updated_on:%d/%m/%Y}" if row.updated_on else ""
    return Note(
        "",
        (Link(_named(row.name, row.code, row.year), pages.of(row.pk)),),
        _end(f"{said} ({who}{when})"),
    )


def _given(row: Direction, pages: Addresses, day: dt.date) -> Note:
    cell = row.task_year
    link = Link(f"{cell.timeline.task.code}, {cell.year}", pages.of(cell.pk))
    return Note(f"{_in_short(row.text)} (", (link,), f"). {_upper(_waits_for(row, day))}.")


def _waits_for(row: Direction, day: dt.date) -> str:
    if row.answered_at is not None and timezone.localtime(row.answered_at).date() <= day:
        return f"{row.answered_by} đã trả lời, chờ kết luận"
    who = f"{row.addressee}, " if row.addressee else ""
    if row.answer_by_on is None:
        return f"{who}chờ trả lời"
    days = (day - row.answer_by_on).days
    late = f", quá hạn {days} ngày" if days > 0 else ""
    return f"{who}trả lời trước {row.answer_by_on:%d/%m/%Y}{late}"


def _silence(seen: Sequence[Seen], frame: Frame, pages: Addresses, day: dt.date) -> list[Note]:
    """A sentence for each who answers, the longest silence first."""

    def who(one: Seen) -> str:
        return who_answers(frame, one.row.task_id, day, is_owned=one.is_owned)

    silent = sorted((one for one in seen if one.row.owes_update(day)), key=who)
    people = [(name, list(group)) for name, group in groupby(silent, key=who)]

    def longest(ones: list[Seen]) -> int:
        return max(one.row.silent_days(day) for one in ones)

    people.sort(key=lambda pair: -longest(pair[1]))
    return [_silent(name, ones, longest(ones), pages, day) for name, ones in people]


def _silent(name: str, ones: Sequence[Seen], days: int, pages: Addresses, day: dt.date) -> Note:
    since = day - dt.timedelta(days=days)
    longest = "lâu nhất " if len(ones) > 1 else ""
    links = tuple(Link(f"{one.row.code} năm {one.row.year}", pages.of(one.row.pk)) for one in ones)
    return Note(
        f"{name}: {len(ones)} việc, {longest}{days} ngày, từ {since:%d/%m/%Y}: ",
        links[:MOST_LINKS],
        f" và {len(links) - MOST_LINKS} việc khác" if len(links) > MOST_LINKS else "",
    )


def _named(name: str, code: str, year: int) -> str:
    return f"{name} ({code}, {year})"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _end(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _in_short(text: str) -> str:
    """On one line, cut at a word."""
    text = " ".join(text.split()).rstrip(".")
    if len(text) <= LONGEST_NOTE:
        return text
    return f"{text[:LONGEST_NOTE].rsplit(' ', 1)[0]} …"
