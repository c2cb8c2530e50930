"""Minh chứng: documents and links that prove. Known documents are used again, never doubled.

Writing happens inside the transaction of whoever reports (``record_update``,
``record_contribution``); taking evidence away is an act of its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from config import clock
from plans.models import Locality, Officer
from plans.text import fold
from tasks.documents.uploads import ending_of, safe_name
from tasks.models import Document, Evidence, StatusUpdate, TaskYear
from tasks.states import Review


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: a known document, a new one (not saved yet), or a link.

    ``file`` goes with a document that has none yet.
    """

    document: Document | None = None
    url: str = ""
    title: str = ""
    file: UploadedFile[bytes] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two proofs the same."""
        if self.document is None:
            return ("link", self.url)
        document = self.document
        return (
            "document",
            document.kind,
            _plain(document.number) or fold(document.summary) or document.file_name,
            str(document.issued_on or ""),
        )


def _plain(number: str) -> str:
    """'412 / BC-UBND' and '412/bc-ubnd' are one number."""
    return fold(number).replace(" ", "")


def documents_numbered(number: str, *, locality: Locality) -> list[Document]:
    """Known documents of the locality with that number, whatever its case and blanks."""
    key = _plain(number)
    if not key:
        return []
    found = Document.objects.filter(locality=locality).numbered_like(number)
    return [document for document in found if _plain(document.number) == key]


def known_document(document: Document) -> Document | None:
    """The row that says the same: kind, number and date; None where it is new."""
    if document.pk is not None or document.issued_on is None:
        return None
    for one in documents_numbered(document.number, locality=document.locality):
        if (one.kind, one.issued_on) == (document.kind, document.issued_on):
            return one
    return None


def is_same_file(document: Document, upload: UploadedFile[bytes]) -> bool:
    """Whether the document already holds this very content."""
    if not document.file or document.file.size != upload.size:
        return False
    with document.file.open("rb") as stored:
        return _digest(stored) == _digest(upload)


def _digest(file: File[bytes] | UploadedFile[bytes]) -> bytes:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.digest()


def keep_document(proof: Proof) -> Document:
    """The document of a proof, saved: a known one is used again; a file is added where none is.

    Holds the locality's row, so that two people who cite one new document make one row of it.
    """
    document = proof.document
    if document is None:
        raise ValueError("a link is no document")
    if document.pk is None:
        Locality.objects.select_for_update(no_key=True).get(pk=document.locality_id)
        document = known_document(document) or document
    if proof.file is not None and not document.file:
        _store(document, proof.file)
    if document.pk is None or proof.file is not None:
        document.save()
    return document


def _store(document: Document, upload: UploadedFile[bytes]) -> None:
    """On disk under a name of our own; the user's name is shown and offered again only."""
    name = safe_name(upload.name or "")
    document.file_name = name
    upload.seek(0)
    document.file.save(f"{uuid.uuid4().hex}.{ending_of(name)}", upload, save=False)


def attach(
    proofs: Sequence[Proof], update: StatusUpdate, *, by: Officer, at: dt.datetime
) -> list[Evidence]:
    """Adds proofs to an update's cell; what proves it already is not added twice."""
    if not proofs:
        return []
    proven = list(Evidence.objects.in_force().filter(task_year=update.task_year))
    documents = {one.document_id for one in proven}
    urls = {one.url for one in proven} - {""}
    added = []
    for proof in proofs:
        document = keep_document(proof) if proof.document else None
        if document.pk in documents if document else proof.url in urls:
            continue
        if document:
            documents.add(document.pk)
        urls.add(proof.url)
        evidence = Evidence.objects.create(
            task_year=update.task_year,
            update=update,
            document=document,
            url=proof.url,
            title=proof.title,
            added_by=by,
            added_at=at,
        )
        added.append(evidence)
    return added


def new_proofs(proofs: Sequence[Proof], task_year: TaskYear) -> list[Proof]:
    """Those that do not prove the cell yet, each once; a file for a known document counts."""
    if not proofs:
        return []
    proven = Evidence.objects.in_force().filter(task_year=task_year).select_related("document")
    seen = {Proof(document=one.document, url=one.url).key for one in proven}
    fresh = []
    for proof in proofs:
        lacks_file = proof.document is not None and not proof.document.file
        if proof.key not in seen or (proof.file is not None and lacks_file):
            seen.add(proof.key)
            fresh.append(proof)
    return fresh


@transaction.atomic
def remove_evidence(*, evidence_id: int, by: Officer, now: dt.datetime | None = None) -> None:
    """Takes a proof away from its cell; the row stays for the log, the document for other cells.

    What a leader confirmed, they confirmed with this proof: the confirmation is withdrawn. Already
    removed: nothing happens.
    """
    rows = Evidence.objects.select_for_update(of=("self",)).in_force().select_related("task_year")
    evidence = rows.filter(pk=evidence_id).first()
    if evidence is None:
        return
    at = now or clock.now()
    evidence.removed_by, evidence.removed_at = by, at
    evidence.save()
    task_year = TaskYear.objects.select_for_update(of=("self",)).get(pk=evidence.task_year_id)
    if task_year.review != Review.PENDING:
        withdraw_review(task_year)
        task_year.save_at(at)


def withdraw_review(task_year: TaskYear) -> None:
    """What a leader confirmed or returned was another report than this one. The caller saves."""
    task_year.review = Review.PENDING
    task_year.reviewed_by = task_year.reviewed_at = None
    task_year.review_reason = ""
