"""Who a row is: nobody is taken for somebody else unasked, and no one stands there twice."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product

from mediators.models import Mediator
from mediators.roster_import.changes import changes_of
from mediators.roster_import.lines import OTHER, SHOWN_TWINS, TWIN, Decided, Line, where
from mediators.roster_import.roster import Roster
from plans.text import fold, name_key


def find_twins(lines: Sequence[Line]) -> None:
    """Rows of one name and no other birth: in one team a mistake, in two teams a question."""
    by_name: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.row.cells.get("name"):
            by_name[name_key(line.name)].append(line)
    for one, other in chain.from_iterable(map(_pairs, by_name.values())):
        if len(one.twins) + len(one.errors) > SHOWN_TWINS * 2 or (one.person and other.person):
            continue
        if not _may_be_one(_birth(one), _birth(other)):
            continue
        if _place(one) == _place(other):
            _refuse_twice(one, other)
        else:
            one.twins.append(other)
            other.twins.append(one)


def _pairs(namesakes: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Who shares a birth year, or has none: a file with one name in every row stays quick."""
    by_year: dict[int | None, list[Line]] = defaultdict(list)
    for line in namesakes:
        by_year[_birth(line)[1]].append(line)
    unknown = by_year.get(None, [])
    for year, born in by_year.items():
        yield from combinations(born, 2)
        if year is not None:
            yield from product(born, unknown)


def _birth(line: Line) -> tuple[dt.date | None, int | None]:
    """As the file says it; of a person known by code, where it is silent, as the roster does."""
    if "birth_year" in line.values or line.person is None:
        return line.values.get("birth_on"), line.year
    return line.person.birth_on, line.person.birth_year


def _may_be_one(
    one: tuple[dt.date | None, int | None], other: tuple[dt.date | None, int | None]
) -> bool:
    if one[0] and other[0]:
        return one[0] == other[0]
    return one[1] is None or other[1] is None or one[1] == other[1]


def _place(line: Line) -> object:
    cells = line.row.cells
    return line.team.key if line.team else [fold(cells.get(key)) for key in ("team", "hamlet")]


def _refuse_twice(one: Line, other: Line) -> None:
    for line, twin in ((one, other), (other, one)):
        line.errors.append(
            f"Trùng với {where(line, twin)} (cùng họ tên, năm sinh, tổ): xóa một dòng; nếu là hai "
            "người khác nhau thì ghi đủ ngày sinh của cả hai"
        )


def identify(line: Line, roster: Roster, decided: Decided) -> None:
    """Finds who the row is, or what has to be asked; takes the answer that was given."""
    if line.person is not None or not line.row.cells.get("name"):
        return
    line.candidates = roster.namesakes(line.name, line.year)
    if known := _recognised(line, roster):
        line.person, line.candidates = known, []
        return
    line.is_asked = bool(line.candidates or line.twins)
    answer = decided.same.get(str(line.index), "")
    chosen = {str(one.pk): one for one in line.candidates}
    if not line.is_asked or answer not in (OTHER, *chosen, *([TWIN] if line.twins else [])):
        return
    line.answer = answer
    line.person = chosen.get(answer)
    if answer == TWIN:
        line.errors.append(
            f"Cùng một người với {where(line, line.twins[0])}: chỉ giữ lại một dòng trong tệp"
        )


def _recognised(line: Line, roster: Roster) -> Mediator | None:
    """Who equals the row in all it says and was told apart from every other of that name.

    So that "không phải cùng một người" is not asked again when the same file comes once more.
    """
    if len(line.candidates) < 2 or line.team is None:
        return None
    for one in line.candidates:
        others = [other for other in line.candidates if other is not one]
        held = roster.held.get(one.pk)
        if (
            held is not None
            and held.team_id == line.team.pk
            and all(frozenset((one.pk, other.pk)) in roster.apart for other in others)
            and not changes_of(line, one)
        ):
            return one
    return None


def refuse_same_person_twice(lines: Sequence[Line]) -> None:
    by_person: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.person is not None:
            by_person[line.person.pk].append(line)
    for same in by_person.values():
        for one, other in list(combinations(same, 2))[:SHOWN_TWINS]:
            for line, twin in ((one, other), (other, one)):
                line.errors.append(
                    f"Trùng với {where(line, twin)} (cùng là {line.name}): xóa một dòng, hoặc xóa "
                    "ô Mã, đổi câu trả lời của một dòng"
                )
