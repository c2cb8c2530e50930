"""What a row changes of a person who is known; blank cells say nothing."""

from __future__ import annotations

from mediators.models import Mediator
from mediators.roster_import.cells import COLUMNS, MODEL_FIELDS
from mediators.roster_import.exports import birth_text
from mediators.roster_import.lines import OTHER, Change, Line
from mediators.roster_import.workbook import values
from mediators.roster_import.workbook.columns import BY_KEY
from plans.text import clean, name_key


def compare(line: Line) -> None:
    if line.person is not None:
        line.changes = changes_of(line, line.person)
        return
    has_place = line.row.cells.get("team") or line.row.cells.get("hamlet")
    if not has_place and (not line.is_asked or line.answer == OTHER):
        line.errors.append(
            "Thiếu tổ hòa giải: ghi cột Tổ hòa giải. Người mới bầu, chưa vào tổ thì thêm ở trang "
            "Hòa giải viên"
        )


def changes_of(line: Line, person: Mediator) -> list[Change]:
    """Fields of the person that the row says otherwise; blank cells say nothing."""
    changes = []
    for key, column in COLUMNS.items():
        new = line.values.get(column)
        old = getattr(person, column)
        if new is not None and not _means(key, str(new), old):
            words = dict(MODEL_FIELDS[key].flatchoices)
            head = BY_KEY[key].head
            changes.append(Change((column,), head, words.get(old, old), words.get(new, new)))
    if "birth_year" in line.values:
        day, year = line.values["birth_on"], line.values["birth_year"]
        if year != person.birth_year or (day and day != person.birth_on):
            old_birth = birth_text(person.birth_on, person.birth_year)
            columns = ("birth_on", "birth_year")
            changes.append(Change(columns, "Ngày sinh", old_birth, birth_text(day, year)))
    return changes


def _means(key: str, new: str, old: str) -> bool:
    """Whether both texts say the same: a name in the other style of tones, a number with dots."""
    if key == "name":
        return name_key(new) == name_key(old)
    if key == "phone":
        return values.digits(new) == values.digits(old)
    return clean(new) == old
