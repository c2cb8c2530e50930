"""The sign-in sheet of a course: a column to sign for each of its days, up to three.

Names, teams and posts alone: the sheet goes from hand to hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mediators.models import Attendance, TrainingCourse
from plans.office.nd30 import Column, Sheet, short_place

_MOST_DAYS = 3
_SIGNED = 62  # mm for the columns that are signed
_ROOM = 5  # points above and below a line: room for a hand


def days_to_sign(course: TrainingCourse) -> list[dt.date]:
    """Each day of a short course; none where one signature stands for the whole of it."""
    count = (course.ended_on - course.started_on).days + 1
    if not 1 < count <= _MOST_DAYS:
        return []
    return [course.started_on + dt.timedelta(days=number) for number in range(count)]


def sign_in_document(course: TrainingCourse, rows: Sequence[Attendance]) -> bytes:
    """In the layout of decree 30/2020/NĐ-CP. ``rows`` come ``with_teams``, in order."""
    place = course.locality.name
    sheet = Sheet(title=f"Danh sách ký tên: {course}")
    sheet.header(
        body=f"Ủy ban nhân dân\n{place}",
        number="",
        place=short_place(place),
        day=course.started_on,
    )
    sheet.title("Danh sách", f"Ký tên tham dự {course.get_kind_display().lower()}: {course}")
    for name, text in _facts(course):
        if text:
            sheet.article(f"{name}:", f"{text}.")
    signed = [f"Ký tên {day:%d/%m}" for day in days_to_sign(course)] or ["Ký tên"]
    columns = (
        Column("TT", 10),
        Column("Họ và tên", 40, is_text=True),
        Column("Tổ hòa giải; chức vụ, đơn vị", 48, is_text=True),
        *(Column(title, _SIGNED / len(signed)) for title in signed),
    )
    lines = [
        [str(number), str(row), _place(row), *("" for _ in signed)]
        for number, row in enumerate(rows, start=1)
    ]
    sheet.table(columns, lines, room=_ROOM)
    sheet.paragraph(
        f"Danh sách có {len(rows):02d} người; có mặt: ......... người; vắng: ......... người."
    )
    sheet.sign_off(recipients=(), signer=("Người lập danh sách",), signer_name="")
    return sheet.as_bytes()


def _facts(course: TrainingCourse) -> Sequence[tuple[str, str]]:
    return (
        ("Thời gian", course.days),
        ("Địa điểm", course.place),
        ("Đơn vị tổ chức", course.organiser),
        ("Báo cáo viên", course.trainers),
    )


def _place(row: Attendance) -> str:
    return f"Tổ trưởng, {row.place}" if row.is_head else row.place
