"""The cells of a row as values; every wrong one is told, and how to mend it."""

from __future__ import annotations

from typing import Any

from mediators.models import Decision, Mediator
from mediators.roster_import.exports import texts_of
from mediators.roster_import.lines import Decided, Line
from mediators.roster_import.places import Team
from mediators.roster_import.roster import Roster
from mediators.roster_import.workbook import values
from mediators.roster_import.workbook.columns import BY_KEY
from mediators.roster_import.workbook.values import Wrong
from plans.text import fold


def read_code(line: Line, roster: Roster) -> None:
    code = line.row.cells.get("code")
    if not code:
        return
    person = roster.people.get(int(code)) if code.isdecimal() and len(code) < 19 else None
    if person is None:
        line.errors.append(
            f"Mã “{code}” không có trong danh sách của {roster.commune.name} (đã bỏ, hoặc của tệp "
            "khác): xóa ô Mã của dòng này"
        )
    elif fold(person.full_name) != fold(line.row.cells.get("name")):
        line.errors.append(
            f"Mã {code} là của {person.full_name}, không phải “{line.row.cells.get('name', '')}”: "
            "xóa ô Mã nếu là người khác; nếu đổi tên thì sửa ở trang của người đó"
        )
    else:
        line.person = person


_PARSERS = {
    "sex": values.sex,
    "ethnic": values.ethnic,
    "qualification": values.qualification,
    "source": values.source,
    "phone": values.phone,
    "name": values.name,
}
COLUMNS = {
    "name": "full_name",
    "sex": "sex",
    "ethnic": "ethnic_group",
    "qualification": "qualification",
    "occupation": "occupation",
    "source": "source",
    "phone": "phone",
    "address": "address",
}
_of: Any = Mediator._meta.get_field  # noqa: SLF001 -- Django's own door to a model's fields
MODEL_FIELDS = {key: _of(column) for key, column in COLUMNS.items()}


def read_person(line: Line, roster: Roster) -> None:
    """All fields that are not as our export wrote them; every wrong one is told."""
    known = texts_of(line.person, None) if line.person else {}
    for key, column in COLUMNS.items():
        text = line.row.cells.get(key, "")
        if not text or text == known.get(key):
            continue
        try:
            line.values[column] = _stored(key, text)
        except Wrong as wrong:
            line.errors.append(f"{BY_KEY[key].head}: {wrong}")
    text = line.row.cells.get("birth", "")
    if text and text != known.get("birth"):
        try:
            day, year = values.birth(text, roster.today)
            line.values |= {"birth_on": day, "birth_year": year}
        except Wrong as wrong:
            line.errors.append(f"Ngày sinh: {wrong}")


def _stored(key: str, text: str) -> str:
    value = _PARSERS[key](text) if key in _PARSERS else text
    longest = MODEL_FIELDS[key].max_length
    if len(value) > longest:
        raise Wrong(f"dài quá {longest} chữ: ghi ngắn lại")
    return value


def read_service(line: Line, roster: Roster, decided: Decided) -> None:
    """Team, role, day and decision; of a known person only what the export did not write."""
    cells = line.row.cells
    held = roster.held.get(line.person.pk) if line.person else None
    known = texts_of(line.person, held) if line.person and held else {}
    place = [cells.get(key, "") for key in ("team", "hamlet", "unit")]
    if held and place == [known[key] for key in ("team", "hamlet", "unit")]:
        line.team = Team(held.team.pk, held.team.name, held.team.hamlet)
    elif place[0] or place[1]:
        line.team = _tried(line, "Tổ hòa giải", lambda: roster.places.find(*place))
    if text := cells.get("role"):
        line.role = _tried(line, "Vai trò", lambda: values.role(text)) or ""
    if (started := cells.get("started")) and started != known.get("started"):
        line.started_on = _tried(
            line, "Tham gia từ ngày", lambda: values.start(started, roster.today)
        )
    if (told := cells.get("decision")) and told != known.get("decision"):
        line.decision = _tried(line, "Quyết định", lambda: _decision(told, line, roster))
    if not started:
        line.started_on = line.decision.issued_on if line.decision else decided.started_on


def _tried(line: Line, label: str, read: Any) -> Any:
    try:
        return read()
    except Wrong as wrong:
        line.errors.append(f"{label}: {wrong}")
        return None


def _decision(text: str, line: Line, roster: Roster) -> Decision | None:
    """One in force that the text names; none is no fault: the person stands without one."""
    words = fold(text)
    found = [one for one in roster.decisions if _names(words, fold(one.number))]
    if len(found) > 1:
        dated = [one for one in found if one.issued_on and f"{one.issued_on:%d/%m/%Y}" in text]
        found = dated or found
    if len(found) > 1:
        days = " hoặc ".join(f"“{one.number} ngày {one.issued_on:%d/%m/%Y}”" for one in found[:4])
        raise Wrong(f"có {len(found)} quyết định số {found[0].number}: ghi {days}")
    if not found:
        line.notes.append(
            f"Không có quyết định “{text}” trong phần mềm: người này được ghi là chưa có quyết "
            "định công nhận"
        )
        return None
    return found[0]


def _names(words: str, number: str) -> bool:
    at = words.find(number)
    if at < 0:
        return False
    before, after = words[at - 1 : at], words[at + len(number) : at + len(number) + 1]
    return not before.isalnum() and not after.isalnum()
