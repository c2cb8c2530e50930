"""Kết quả phối hợp: what a partner did, written by it or on its behalf."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from config import clock
from plans.models import Agency, Officer
from plans.text import clean_lines
from tasks.documents.services import Proof, keep_document
from tasks.models import Contribution, ContributionRequest, TaskYear


def check_contribution(done_on: dt.date, *, task_year: TaskYear, today: dt.date) -> str:
    """What is wrong with the day; empty where it may stand."""
    first, last = dt.date(task_year.year, 1, 1), min(dt.date(task_year.year, 12, 31), today)
    if first > today:
        return f"Chưa đến năm {task_year.year}: ghi kết quả phối hợp từ ngày {first:%d/%m/%Y}"
    if not first <= done_on <= last:
        return f"Ngày thực hiện phải từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
    return ""


@transaction.atomic
def record_contribution(
    *,
    task_year: TaskYear,
    by: Officer,
    agency: Agency,
    done_on: dt.date,
    text: str,
    today: dt.date,
    proofs: Sequence[Proof] = (),
    now: dt.datetime | None = None,
) -> Contribution:
    """Keeps what the body did. "Nhập thay" where the author does not stand for the body.

    The same words of the same day sent twice stay one row.
    """
    if message := check_contribution(done_on, task_year=task_year, today=today):
        raise ValidationError({"done_on": message})
    words = clean_lines(text)
    TaskYear.objects.select_for_update(of=("self",)).get(pk=task_year.pk)
    contribution, is_new = Contribution.objects.get_or_create(
        task_year=task_year,
        agency=agency,
        done_on=done_on,
        text=words,
        author=by,
        defaults={
            "agency_name": agency.on(done_on).name,
            "is_on_behalf": agency.pk not in by.bodies_on(today),
            "recorded_at": now or clock.now(),
        },
    )
    if is_new or proofs:
        _cite(contribution, proofs)
    return contribution


@transaction.atomic
def revise_contribution(
    *,
    contribution: Contribution,
    done_on: dt.date,
    text: str,
    today: dt.date,
    seen: int,
    proofs: Sequence[Proof] = (),
) -> None:
    """Corrects it; what it said before stays in its history.

    ``seen`` is the revision the form was opened with (``revision_of``): another one now raises
    ``ValidationError`` that quotes what stands.
    """
    row = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if message := check_contribution(done_on, task_year=contribution.task_year, today=today):
        raise ValidationError({"done_on": message})
    words = clean_lines(text)
    if (row.done_on, row.text) != (done_on, words):
        if revision_of(row) != seen:
            raise ValidationError(
                f"Phần này vừa được sửa ở nơi khác thành: “{row.text}” "
                f"({row.done_on:%d/%m/%Y}). Ghép vào nội dung dưới đây nếu cần, rồi lưu lại."
            )
        row.done_on, row.text = done_on, words
        row.agency_name = row.agency.on(done_on).name
        row.save()
    _cite(row, proofs)


@transaction.atomic
def request_contributions(
    *,
    task_year: TaskYear,
    agencies: Sequence[Agency],
    note: str,
    by: Officer,
    today: dt.date,
    now: dt.datetime,
) -> list[Agency]:
    """Ask the bodies for what they did; return those that had not been asked today already.

    From that day on they owe it: see ``tasks.states.owes_contribution``.
    """
    TaskYear.objects.select_for_update(of=("self",)).get(pk=task_year.pk)
    requests = ContributionRequest.objects.filter(task_year=task_year, asked_on=today)
    known = set(requests.values_list("agency", flat=True))
    fresh = [agency for agency in agencies if agency.pk not in known]
    for agency in fresh:
        ContributionRequest.objects.create(
            task_year=task_year,
            agency=agency,
            note=" ".join(note.split()),
            asked_on=today,
            asked_by=by,
            asked_at=now,
        )
    return fresh


def revision_of(contribution: Contribution) -> int:
    """Counts the versions of its history."""
    return int(contribution.history.count())


def _cite(contribution: Contribution, proofs: Sequence[Proof]) -> None:
    contribution.documents.add(*[keep_document(proof) for proof in proofs if proof.document])
