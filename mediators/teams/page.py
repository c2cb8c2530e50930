"""What a team's page tells of its people: who on a day, what changed between two, what decided it.

Works on memberships read once; nothing here asks a database.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.register import Column, Kind, Register
from mediators.common import team_in_words
from mediators.models import DecisionLine, LineKind, MediationTeam, Mediator, Membership
from mediators.models.around import Around
from mediators.models.composition import Composition, Gap
from mediators.registers import COMMUNES

TEAMS = Register(
    title="Tổ hòa giải",
    things="tổ hòa giải",
    caption="Các tổ hòa giải",
    print_label="Bản in đủ các tổ",
    file_title="DANH SÁCH TỔ HÒA GIẢI",
    file_name="Danh sách tổ hòa giải",
    columns=(
        Column(
            "name",
            "Tổ hòa giải",
            Kind.TITLE,
            note="place",
            sort="ten",
            in_file=team_in_words,
            width=36,
        ),
        Column("commune", "Xã, phường", needs=COMMUNES, width=22),
        Column(
            "missing",
            "Còn thiếu",
            template="mediators/teams/_team_missing.html",
            in_file=lambda team: "; ".join(map(str, _gaps(team.composition))),
            width=40,
        ),
        Column("head_name", "Tổ trưởng", value="composition.head_name", empty="chưa có", width=26),
        Column(
            "n_members",
            "Hòa giải viên",
            Kind.NUMBER,
            value="composition.counts.members",
            sort="so-nguoi",
            width=12,
        ),
        Column("n_women", "Nữ", Kind.NUMBER, value="composition.counts.women", sort="nu", width=8),
        Column(
            "last_decided_on",
            "Kiện toàn gần nhất",
            Kind.NUMBER,
            sort="kien-toan",
            empty="chưa có",
            width=14,
        ),
    ),
    nothing=(
        "Chưa có tổ hòa giải nào",
        "Thêm từng tổ theo khu phố, ấp; sau đó ghi hòa giải viên vào tổ bằng quyết định công nhận.",
    ),
    nothing_found=(
        "Không có tổ nào khớp với bộ lọc",
        "Bỏ bớt điều kiện ở trên để thấy các tổ khác.",
    ),
)


def _gaps(one: Composition) -> list[Gap]:
    return [*one.missing, *([one.training_gap] if one.training_gap else [])]


def picked_of(
    teams: Iterable[Any],
    *,
    keys: Container[int] | None = None,
    unit: str = "",
    hamlet: int | None = None,
    is_incomplete: bool | None = None,
    pilot_in: int | None = None,
    is_supported: bool | None = None,
) -> list[MediationTeam]:
    """Those that answer every filter that is given; ``keys`` are those that have the words.

    The teams are ``composed_on`` a day; for ``is_supported`` they come ``with_support`` too.
    """
    return [
        team
        for team in teams
        if (keys is None or team.pk in keys)
        and (not unit or team.hamlet.former_unit == unit)
        and hamlet in (None, team.hamlet_id)
        and is_incomplete in (None, team.composition.is_incomplete)
        and (pilot_in is None or team.is_pilot_in(pilot_in))
        and (is_supported is None or is_supported == (team.n_supports > 0))
    ]


_SORTS: Mapping[str, Callable[[MediationTeam], tuple[Any, ...]]] = {
    "ten": lambda team: (team.sort_name,),
    "so-nguoi": lambda team: (team.composition.counts.members,),
    "nu": lambda team: (team.composition.counts.women,),
    "kien-toan": lambda team: (team.last_decided_on or dt.date.min,),
}


def sorted_by(column: str, teams: list[MediationTeam]) -> list[MediationTeam]:
    """By a column of the list, a minus in front for the other way round; alike ones as they come.

    A team that no decision has touched stands before all others.
    """
    key = _SORTS.get(column.removeprefix("-"))
    return sorted(teams, key=key, reverse=column.startswith("-")) if key else teams


def sums_of(teams: Sequence[MediationTeam]) -> dict[str, int]:
    """How many there are, and how many people in them."""
    found = [team.composition for team in teams]
    return {
        "n_teams": len(found),
        "n_incomplete": sum(one.is_incomplete for one in found),
        "n_complete": sum(not one.is_incomplete for one in found),
        "n_members": sum(one.counts.members for one in found),
        "n_women": sum(one.counts.women for one in found),
    }


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one person between two days, and by what."""

    mediator: Mediator
    what: str
    on: dt.date | None
    decision: str
    ground: str = ""


def difference(memberships: Sequence[Membership], earlier: dt.date, later: dt.date) -> list[Change]:
    """Who came, who left and whose role is another on the later day; by given name."""
    before = {m.mediator_id: m for m in memberships if m.holds_on(earlier)}
    after = {m.mediator_id: m for m in memberships if m.holds_on(later)}
    changes = []
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None and new is not None:
            first = min(
                (m for m in memberships if m.mediator_id == key and m.started_on > earlier),
                key=lambda m: m.started_on,
            )
            word = f"Vào tổ, vai trò {new.get_role_display().lower()}"
            changes.append(Change(new.mediator, word, first.started_on, _name(first.started_by)))
        elif new is None and old is not None:
            ended = [m for m in memberships if m.mediator_id == key and m.ended_on is not None]
            last = max(
                (m for m in ended if m.ended_on and earlier < m.ended_on <= later),
                key=lambda m: (m.ended_on or later, m.pk),
            )
            ground = str(last.ground or "")
            changes.append(
                Change(last.mediator, "Thôi", last.ended_on, _name(last.ended_by), ground)
            )
        elif old is not None and new is not None and old.role != new.role:
            word = "Làm tổ trưởng" if new.is_head else "Thôi làm tổ trưởng, còn trong tổ"
            changes.append(Change(new.mediator, word, new.started_on, _name(new.started_by)))
    return sorted(changes, key=lambda change: (change.mediator.sort_name, change.mediator.pk))


def _name(decision: object | None) -> str:
    return str(decision) if decision else "Chưa có quyết định"


@dataclass(slots=True)
class Entry:
    """One decision in the history of a team: sentences, and with grounds for who may read them."""

    decision_id: int
    title: str
    parts: list[tuple[str, list[str]]] = field(default_factory=list)


def history(lines: Iterable[DecisionLine], *, with_grounds: bool) -> list[Entry]:
    """What each decision said of the team, newest first; lines ordered by decision."""
    entries: dict[int, Entry] = {}
    for line in lines:
        entry = entries.setdefault(
            line.decision_id, Entry(line.decision_id, str(line.decision), [])
        )
        word = line.word
        if line.kind == LineKind.END and with_grounds and line.ground:
            word = f"{word} ({str(line.ground)[:1].lower()}{str(line.ground)[1:]})"
        names = next((names for known, names in entry.parts if known == word), None)
        if names is None:
            entry.parts.append((word, [str(line.mediator)]))
        else:
            names.append(str(line.mediator))
    return list(entries.values())


@dataclass(frozen=True, slots=True)
class TeamTraining:
    """Members of a day: who was not trained in its year, and the courses of that year and the one
    before, each with how many of them came."""

    n_members: int
    untrained: list[Mediator]
    courses: list[tuple[Around, int]]

    @property
    def n_trained(self) -> int:
        return self.n_members - len(self.untrained)


def team_training(
    members: Iterable[Mediator], lines: Iterable[Around], day: dt.date
) -> TeamTraining:
    """``lines``: those of ``around_team`` on courses, the latest first."""
    people, rows = list(members), list(lines)
    trained = {one.remark for one in rows if one.day and one.day.year == day.year}
    courses = {one.pk: one for one in rows}
    came = Counter(one.pk for one in rows)
    return TeamTraining(
        len(people),
        [one for one in people if str(one.pk) not in trained],
        [(one, came[key]) for key, one in courses.items()],
    )
