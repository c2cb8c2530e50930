"""What an import would do, row by row, beside the roster as it is. Nothing here writes.

Rows of a file meet people of the roster by the code that our own export wrote; else whoever bears
the same name and no other birth year is asked about. Nobody is taken for somebody else unasked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any

from mediators.models import (
    Decision,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
)
from mediators.services.exports import birth_text, decision_text, texts_of
from mediators.services.import_places import Places, Team
from mediators.workbook import Row, values
from mediators.workbook.columns import BY_KEY
from mediators.workbook.values import Wrong
from plans.models import Locality
from plans.text import clean, fold, name_key

OTHER, TWIN = "khac", "trung"
_SHOWN_TWINS = 5


class State(StrEnum):
    """What becomes of a row; the values stand in addresses."""

    ERROR = "loi"
    QUESTION = "hoi"
    NEW = "moi"
    CHANGED = "thay-doi"
    SAME = "khong-doi"
    SKIPPED = "bo-qua"


@dataclass(frozen=True, slots=True)
class Change:
    columns: tuple[str, ...]
    label: str
    old: str
    new: str


@dataclass(slots=True)
class Line:
    """One row with all that is wrong with it, or with what it will do."""

    index: int
    row: Row
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    person: Mediator | None = None  # known already
    values: dict[str, Any] = field(default_factory=dict)  # fields of the model that the row gives
    changes: list[Change] = field(default_factory=list)
    team: Team | None = None
    role: str = ""
    started_on: dt.date | None = None
    decision: Decision | None = None
    candidates: list[Mediator] = field(default_factory=list)  # known people it may be
    twins: list[Line] = field(default_factory=list)  # other rows that may be the same person
    is_asked: bool = False
    answer: str = ""
    joins: bool = False  # a team, by this import
    lacks_start: bool = False

    @property
    def name(self) -> str:
        return str(self.values.get("full_name") or self.row.cells.get("name", ""))

    @property
    def state(self) -> State:
        if self.row.skipped:
            return State.SKIPPED
        if self.errors:
            return State.ERROR
        if self.is_asked and not self.answer:
            return State.QUESTION
        if self.person is None:
            return State.NEW
        return State.CHANGED if self.changes or self.joins else State.SAME

    @property
    def year(self) -> int | None:
        return self.values.get("birth_year")


class Roster:
    """What the commune has, read once."""

    def __init__(self, commune: Locality, today: dt.date, *, makes_teams: bool) -> None:
        self.commune, self.today = commune, today
        self.people = {one.pk: one for one in Mediator.objects.within(commune).known().in_order()}
        self.by_name: dict[str, list[Mediator]] = defaultdict(list)
        for person in self.people.values():
            self.by_name[person.sort_name].append(person)
        self.held: dict[int, Membership] = {}
        self.served: dict[int, Membership] = {}  # who is in no team now: where they were last
        self.heads: dict[int, Membership] = {}
        service = list(self._memberships())
        for one in service:
            if one.ended_on is None:
                self.held[one.mediator_id] = one
                if one.is_head:
                    self.heads[one.team_id] = one
            else:
                self.served[one.mediator_id] = one
        self.decisions = list(Decision.objects.within(commune).in_force())
        pairs = NotSamePerson.objects.filter(first__locality=commune)
        self.apart = {frozenset(pair) for pair in pairs.values_list("first_id", "second_id")}
        teams = list(MediationTeam.objects.within(commune).existing_on(today).for_list().in_order())
        hamlets = list(Locality.objects.within(commune).filter(level=Locality.Level.HAMLET))
        self.places = Places(teams, hamlets, makes_teams=makes_teams)
        self.digest = _digest(self.people.values(), service, teams, hamlets)

    def _memberships(self) -> Iterable[Membership]:
        rows = Membership.objects.within(self.commune).with_team().order_by("started_on", "pk")
        for one in rows:
            if one.mediator_id in self.people:
                one.mediator = self.people[one.mediator_id]
                yield one

    def namesakes(self, name: str, year: int | None) -> list[Mediator]:
        """See also ``MediatorQuerySet.namesakes_of``."""
        return [
            one
            for one in self.by_name.get(name_key(name), ())
            if year is None or one.birth_year is None or one.birth_year == year
        ]


def _digest(*tables: Iterable[Any]) -> str:
    """Another one as soon as any row that an import reads is another."""
    whole = hashlib.sha256()
    for table in tables:
        for row in table:
            columns = (item for item in sorted(vars(row).items()) if not item[0].startswith("_"))
            whole.update(repr(list(columns)).encode())
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Decided:
    """What the person has decided on the preview: by index of the row, who it is."""

    same: Mapping[str, str] = field(default_factory=dict)
    started_on: dt.date | None = None
    makes_teams: bool = False


@dataclass(slots=True)
class Plan:
    """All rows, and who of the roster is not among them."""

    lines: list[Line]
    roster: Roster
    absent: list[Membership]
    counts: dict[State, int]

    @property
    def digest(self) -> str:
        return self.roster.digest

    @property
    def is_ready(self) -> bool:
        return not (self.counts[State.ERROR] or self.counts[State.QUESTION])

    @property
    def n_changes(self) -> int:
        return self.counts[State.NEW] + self.counts[State.CHANGED]

    @property
    def new_teams(self) -> list[Team]:
        new = {one.team.key: one.team for one in self.lines if one.team and one.team.pk is None}
        return list(new.values())

    @property
    def teams_to_found(self) -> list[Team]:
        """Those that the rows name in known hamlets, whether or not that was agreed to yet."""
        return list(self.roster.places.founded.values())

    @property
    def lacks_start(self) -> bool:
        return any(line.lacks_start for line in self.lines)

    @property
    def answers_in_one_team(self) -> dict[str, str]:
        """Questions not answered yet whose one candidate is in the team that the row names."""
        return {
            str(line.index): str(line.candidates[0].pk)
            for line in self.lines
            if line.is_asked and not line.answer and not line.twins and len(line.candidates) == 1
            if self._is_in_its_team(line)
        }

    def _is_in_its_team(self, line: Line) -> bool:
        held = self.roster.held.get(line.candidates[0].pk)
        return held is not None and line.team is not None and line.team.pk == held.team_id


def plan(rows: Sequence[Row], roster: Roster, decided: Decided) -> Plan:
    lines = [Line(index, row, list(row.problems)) for index, row in enumerate(rows)]
    taken = [line for line in lines if not line.row.skipped]
    for line in taken:
        _read_code(line, roster)
        _read_person(line, roster)
        _read_service(line, roster, decided)
    _find_twins(taken)
    for line in taken:
        _identify(line, roster, decided)
        _compare(line)
    _refuse_same_person_twice(taken)
    for line in taken:
        _check_service(line, roster)
    _refuse_second_heads(taken, roster)
    counts = dict.fromkeys(State, 0)
    for line in lines:
        counts[line.state] += 1
    told = {line.person.pk for line in taken if line.person}
    told |= {one.pk for line in taken if line.state == State.QUESTION for one in line.candidates}
    absent = [one for one in roster.held.values() if one.mediator_id not in told]
    absent.sort(key=lambda one: (one.mediator.sort_name, one.pk))
    return Plan(lines, roster, absent, counts)


def where(line: Line, other: Line) -> str:
    """'dòng 12', with its sheet where that is another one."""
    sheet = "" if line.row.sheet == other.row.sheet else f" (trang “{other.row.sheet}”)"
    return f"dòng {other.row.number}{sheet}"


# Who a row says it is


def _read_code(line: Line, roster: Roster) -> None:
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
_COLUMNS = {
    "name": "full_name",
    "sex": "sex",
    "ethnic": "ethnic_group",
    "qualification": "qualification",
    "occupation": "occupation",
    "source": "source",
    "phone": "phone",
    "address": "address",
}
_LONGEST = {key: Mediator._meta.get_field(column).max_length for key, column in _COLUMNS.items()}  # noqa: SLF001 -- Django's own door to a model's fields


def _read_person(line: Line, roster: Roster) -> None:
    """All fields that are not as our export wrote them; every wrong one is told."""
    known = texts_of(line.person, None) if line.person else {}
    for key, column in _COLUMNS.items():
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
    if len(value) > (_LONGEST[key] or 0):
        raise Wrong(f"dài quá {_LONGEST[key]} chữ: ghi ngắn lại")
    return value


def _read_service(line: Line, roster: Roster, decided: Decided) -> None:
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


# The same person?


def _find_twins(lines: Sequence[Line]) -> None:
    """Rows of one name and no other birth: in one team a mistake, in two teams a question."""
    by_name: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.row.cells.get("name"):
            by_name[name_key(line.name)].append(line)
    for namesakes in by_name.values():
        for one, other in combinations(namesakes, 2):
            if len(one.twins) + len(one.errors) > _SHOWN_TWINS * 2 or (one.person and other.person):
                continue
            if not _may_be_one(_birth(one), _birth(other)):
                continue
            if _place(one) == _place(other):
                _refuse_twice(one, other)
            else:
                one.twins.append(other)
                other.twins.append(one)


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


def _identify(line: Line, roster: Roster, decided: Decided) -> None:
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
            and not _changes(line, one)
        ):
            return one
    return None


def _refuse_same_person_twice(lines: Sequence[Line]) -> None:
    by_person: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.person is not None:
            by_person[line.person.pk].append(line)
    for same in by_person.values():
        for one, other in list(combinations(same, 2))[:_SHOWN_TWINS]:
            for line, twin in ((one, other), (other, one)):
                line.errors.append(
                    f"Trùng với {where(line, twin)} (cùng là {line.name}): xóa một dòng, hoặc xóa "
                    "ô Mã, đổi câu trả lời của một dòng"
                )


# What changes


def _compare(line: Line) -> None:
    if line.person is not None:
        line.changes = _changes(line, line.person)
        return
    has_place = line.row.cells.get("team") or line.row.cells.get("hamlet")
    if not has_place and (not line.is_asked or line.answer == OTHER):
        line.errors.append(
            "Thiếu tổ hòa giải: ghi cột Tổ hòa giải. Người mới bầu, chưa vào tổ thì thêm ở trang "
            "Hòa giải viên"
        )


def _changes(line: Line, person: Mediator) -> list[Change]:
    """Fields of the person that the row says otherwise; blank cells say nothing."""
    changes = []
    for key, column in _COLUMNS.items():
        new = line.values.get(column)
        old = getattr(person, column)
        if new is not None and not _means(key, str(new), old):
            words = dict(person._meta.get_field(column).flatchoices)  # noqa: SLF001 -- as above
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


def _check_service(line: Line, roster: Roster) -> None:
    """Into a team goes who is new or was in none; all else is moved by decision."""
    if line.is_asked and not line.answer:
        return
    held = roster.held.get(line.person.pk) if line.person else None
    if held is not None:
        _check_held(line, held)
        return
    if line.person is not None and (line.team or line.role) and line.person.pk in roster.served:
        last = roster.served[line.person.pk]
        line.errors.append(
            f"{line.name} đã thôi ở {last.team} từ {last.ended_on:%d/%m/%Y}: đưa lại vào tổ bằng "
            "quyết định; muốn nhập các thông tin khác thì để trống các cột tổ, vai trò"
        )
    elif line.team is not None:
        line.joins = True
        if line.started_on is None and not line.row.cells.get("started"):
            line.lacks_start = True
            line.errors.append(
                "Thiếu ngày tham gia tổ: ghi cột Tham gia từ ngày, hoặc nhập ngày chung ở trên"
            )


def _check_held(line: Line, held: Membership) -> None:
    own = Team(held.team.pk, held.team.name, held.team.hamlet).label
    if line.team is not None and line.team.pk != held.team_id:
        line.errors.append(
            f"{line.name} đang ở tổ {own}: chuyển tổ bằng quyết định (cho thôi ở tổ cũ, công nhận "
            f"ở tổ mới); trong tệp giữ nguyên tổ {own} hoặc để trống"
        )
    elif line.role and line.role != held.role:
        line.errors.append(
            f"{line.name} đang là {held.get_role_display().lower()}: đổi vai trò bằng quyết định; "
            "trong tệp giữ nguyên hoặc để trống"
        )
    if line.row.cells.get("started") and line.started_on not in (None, held.started_on):
        line.notes.append(
            f"Ngày tham gia tổ giữ nguyên {held.started_on:%d/%m/%Y}: đổi bằng quyết định"
        )
    if line.decision is not None and line.decision.pk != held.started_by_id:
        line.notes.append(
            f"Quyết định công nhận giữ nguyên ({decision_text(held) or 'chưa có'}): đổi ở trang "
            "Quyết định"
        )


def _refuse_second_heads(lines: Sequence[Line], roster: Roster) -> None:
    heads: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.joins and line.team and line.role == MembershipRole.HEAD:
            heads[line.team.key].append(line)
    for coming in heads.values():
        team = coming[0].team
        present = roster.heads.get(team.pk) if team and team.pk else None
        for line in coming:
            if present is not None:
                line.errors.append(
                    f"Tổ {team.label if team else ''} đang có tổ trưởng là {present.mediator}: ghi "
                    "vai trò Hòa giải viên, đổi tổ trưởng bằng quyết định"
                )
            for other in coming[:_SHOWN_TWINS]:
                if other is not line:
                    line.errors.append(
                        f"Tổ có hai tổ trưởng (xem {where(line, other)}): mỗi tổ một tổ trưởng"
                    )
