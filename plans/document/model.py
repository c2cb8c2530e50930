"""What the reader yields: plain, frozen values without Django and without a database.

A document is a flat tuple of sections in the order of the page; the tree is told by
``Section.parent``. Everything printed is kept verbatim (NFC); what is understood of it stands
beside it, never in its place.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How often a timeline owes work."""

    SPAN = "span"  # once, spread over the years first..last
    YEARLY = "yearly"  # each year first..last anew
    ONCE = "once"  # in one year


@dataclass(frozen=True, slots=True)
class Timeline:
    """One line of "Thời gian thực hiện".

    ``first_year``/``last_year`` are None where the text names no year (a finding tells it).
    ``due_on`` is a printed day, or the last day of a printed month or quarter; for a yearly
    timeline its day in ``first_year``, the same day and month holding for each later year.
    ``rhythm`` keeps a printed rhythm other than the year ("hằng quý", "thường xuyên").
    """

    kind: Kind
    first_year: int | None
    last_year: int | None
    label: str = ""
    due_on: dt.date | None = None
    rhythm: str = ""
    as_printed: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One body named as lead or partner.

    ``name`` is cleaned of stray punctuation; ``as_printed`` is the text as it stands.
    ``is_generic`` holds for a group that is no single body ("các cơ quan, tổ chức có liên quan").
    """

    name: str
    as_printed: str
    is_generic: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered (or lettered, or bulleted) place of the document.

    ``code`` is the path as printed, unique in the document: "II.1.a"; a bullet has "II.1.a.-1",
    a paragraph without a number belongs to the section it stands under. ``marker`` is the number
    as printed ("a)", "II.", "-"). ``heading`` is the first paragraph without its marker, and
    ``paragraphs`` holds every paragraph of the section as printed, the heading's with its marker
    first, its labels and bullets included, those of child sections not.
    ``agency`` is the body that the section binds (a duty of the part on organisation), if any.
    """

    code: str
    parent: str  # code of the parent, "" at the top
    order: int
    level: int  # 1 for I, II; 2 for 1, 2; 3 for a, b; bullets below
    marker: str
    heading: str
    paragraphs: tuple[str, ...]
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A clause that owes work: it names who leads it, or when it is due."""

    clause: str  # Section.code
    title: str  # without marker, labels and final punctuation
    leads: tuple[Party, ...]
    partners: tuple[Party, ...]
    time_text: str
    timelines: tuple[Timeline, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """An oddity of the document that a person should see; nothing is repaired silently.

    ``kind`` is a stable slug (see ``findings.py``), ``message`` a Vietnamese sentence that says
    what stands there and what may be done; ``clause`` is "" where it concerns the whole document.
    """

    clause: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan as read from one file."""

    title: str
    number: str  # "05/KH-UBND"; "/KH-UBND" where the number is blank
    issued_text: str  # "Thị trấn Tân Biên, ngày tháng 6 năm 2024", as printed
    issued_on: dt.date | None
    issuer: str
    basis: tuple[
        str, ...
    ]  # documents that it cites in its opening ("137/KH-UBND ngày 24/5/2024 ...")
    preamble: tuple[str, ...]  # paragraphs before the first section, after the title
    signature: tuple[str, ...]  # lines as printed
    recipients: tuple[str, ...]  # lines of "Nơi nhận" as printed
    first_year: int | None
    last_year: int | None
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    findings: tuple[Finding, ...]
    sha256: str
    source_name: str
