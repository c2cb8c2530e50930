"""Trách nhiệm: a body's note of a year, and the three dated duties with their documents."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from config import clock
from plans.models import Officer, Plan
from plans.text import clean_lines
from tasks.documents.services import Proof, keep_document
from tasks.models import DutyNote, YearlyDuty


def save_note(note: DutyNote, *, by: Officer, now: dt.datetime | None = None) -> None:
    """The caller has compared versions on a locked section; earlier words stay in the history."""
    note.text = clean_lines(note.text)
    note.author, note.recorded_at = by, now or clock.now()
    note.version += 1
    note.save()


def check_done_on(done_on: dt.date, *, year: int, today: dt.date) -> str:
    """What is wrong with the day; empty where it may stand. An estimate goes out the year before,
    a report may go out in the year after.
    """
    first = dt.date(year - 1, 1, 1)
    last = min(dt.date(year + 1, 12, 31), today)
    if not first <= done_on <= last:
        return f"Ngày phải từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
    return ""


@transaction.atomic
def record_yearly_duty(
    *,
    plan: Plan,
    year: int,
    kind: YearlyDuty.Kind,
    done_on: dt.date,
    by: Officer,
    today: dt.date,
    seen: int,
    proof: Proof | None = None,
    now: dt.datetime | None = None,
) -> YearlyDuty:
    """Writes it down or corrects it; without ``proof`` the document that was named stays.

    ``seen`` is the revision the form was opened with (``revision_of``): another one now raises
    ``ValidationError`` that quotes what stands.
    """
    if message := check_done_on(done_on, year=year, today=today):
        raise ValidationError({"done_on": message})
    Plan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
    row = YearlyDuty.objects.of_plan(plan.pk).filter(year=year, kind=kind).first()
    if revision_of(row) != seen:
        raise ValidationError(_overtaken(row))
    row = row or YearlyDuty(plan=plan, year=year, kind=kind)
    row.done_on = done_on
    if proof is not None:
        row.document = keep_document(proof)
    row.author, row.recorded_at = by, now or clock.now()
    row.save()
    return row


def revision_of(row: YearlyDuty | None) -> int:
    """The key of its last version; 0 where nothing is written."""
    return int(row.history.latest("history_id").history_id) if row else 0


def _overtaken(row: YearlyDuty | None) -> str:
    if row is None:
        return "Việc này vừa được xóa ở nơi khác: lưu lần nữa nếu vẫn muốn ghi."
    what = f"ngày {row.done_on:%d/%m/%Y}" + (f", {row.document}" if row.document else "")
    return f"{row.author} vừa ghi {what}. Lưu lần nữa thì nội dung bên dưới thay nội dung ấy."
