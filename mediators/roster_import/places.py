"""Which team a row of a workbook means, or what to write so that it can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mediators.models import MediationTeam
from mediators.roster_import.workbook.places import (
    marks_agree,
    names_a_team,
    place_key,
    remark_of,
    unit_parts,
)
from mediators.roster_import.workbook.values import Wrong, nearest
from plans.models import Locality
from plans.text import clean, fold

MOST_SPELLINGS = 500
MAKE_TEAMS = "Lập các tổ còn thiếu"


@dataclass(frozen=True, slots=True)
class Team:
    """A team as an import sees it; ``pk`` is None for one that the import would found."""

    pk: int | None
    name: str
    hamlet: Locality

    @property
    def label(self) -> str:
        unit = self.hamlet.former_unit
        return f"{self.name} ({unit} cũ)" if unit else self.name

    @property
    def key(self) -> tuple[int, str]:
        """The same for rows that mean the same team."""
        return (self.hamlet.pk, place_key(self.name)) if self.pk is None else (self.pk, "")


class Places:
    """The teams of a commune and its hamlets, found by what people write."""

    def __init__(
        self,
        commune: Locality,
        teams: Iterable[MediationTeam],
        hamlets: Iterable[Locality],
        *,
        makes_teams: bool,
    ) -> None:
        self.own = unit_parts(commune.name)
        self.teams = [Team(team.pk, team.name, team.hamlet) for team in teams]
        self.hamlets = list(hamlets)
        self.makes_teams = makes_teams
        self.by_name: dict[str, list[Team]] = defaultdict(list)
        self.of_hamlet: dict[int, list[Team]] = defaultdict(list)
        for team in self.teams:
            self.by_name[place_key(team.name)].append(team)
            self.of_hamlet[team.hamlet.pk].append(team)
        self.hamlets_named: dict[str, list[Locality]] = defaultdict(list)
        for hamlet in self.hamlets:
            self.hamlets_named[place_key(hamlet.name)].append(hamlet)
        self.units = {unit_parts(hamlet.former_unit) for hamlet in self.hamlets}
        self.founded: dict[tuple[int, str], Team] = {}
        self._known: dict[tuple[str, str, str], Team | str] = {}

    def find(self, team: str, hamlet: str, unit: str) -> Team:
        """``Wrong`` with what to write, or with the nearest names. Asked once a spelling."""
        asked = (team, hamlet, unit)
        if asked not in self._known:
            try:
                self._known[asked] = self._find(team, hamlet, unit)
            except Wrong as wrong:
                self._known[asked] = str(wrong)
        found = self._known[asked]
        if isinstance(found, str):
            raise Wrong(found)
        return found

    def _find(self, team: str, hamlet: str, unit: str) -> Team:
        if unit_parts(unit) == self.own and self.own not in self.units:
            unit = ""  # the commune of today, which tells nothing apart
        remark = remark_of(team) or remark_of(hamlet)
        if unit and self._is_a_unit(remark) and not _fits(remark, unit):
            raise Wrong(
                f"“{team or hamlet}” ghi “{remark}” nhưng đơn vị trước sắp xếp ghi “{unit}”: sửa "
                "lại cho khớp nhau"
            )
        unit = unit or remark
        hamlets = self._hamlets(hamlet, unit) if hamlet else None
        if team and place_key(team):
            named = self.by_name.get(place_key(team), [])
            found = [one for one in named if marks_agree(team, one.name)]
            if hamlets is not None:
                found = [one for one in found if one.hamlet in hamlets]
        else:
            found = [one for place in hamlets or [] for one in self.of_hamlet[place.pk]]
        found = _of_unit(found, unit)
        if len(found) == 1:
            return found[0]
        if found:
            raise Wrong(_which(team or hamlet, found, has_hamlet=bool(hamlet)))
        return self._new_team(team, hamlet, hamlets, unit)

    def _is_a_unit(self, remark: str) -> bool:
        """Whether what stands in brackets names a unit before the merger: "(lâm thời)" does not."""
        units = [one.former_unit for one in self.hamlets if one.former_unit]
        return bool(unit_parts(remark)[1]) and any(_fits(one, remark) for one in units)

    def _hamlets(self, hamlet: str, unit: str) -> list[Locality]:
        named = self._hamlets_named(hamlet)
        if not named:
            names = self._nearest(hamlet, [one.name for one in self.hamlets])
            raise Wrong(
                f"Không có khu phố, ấp “{hamlet}”{_near(names)}. Sửa tên, hoặc đề nghị người quản "
                "trị thêm khu phố, ấp này"
            )
        return [one for one in named if _fits(one.former_unit, unit)] or self._no_unit(named, unit)

    def _hamlets_named(self, name: str) -> list[Locality]:
        named = self.hamlets_named.get(place_key(name), [])
        return [one for one in named if marks_agree(name, one.name)]

    @staticmethod
    def _no_unit(named: Sequence[Locality], unit: str) -> list[Locality]:
        units = ", ".join(f"“{one.former_unit or 'để trống'}”" for one in named)
        raise Wrong(f"{named[0].name} không thuộc “{unit}”: cột Đơn vị trước sắp xếp ghi {units}")

    def _new_team(self, team: str, hamlet: str, hamlets: list[Locality] | None, unit: str) -> Team:
        """The team may be founded where its hamlet is known beyond doubt."""
        named = self._hamlets_named(team) if hamlets is None else hamlets
        places = [one for one in named if _fits(one.former_unit, unit)]
        if not places:
            raise Wrong(self._unknown(team, unit))
        if len(places) > 1:
            candidates = [Team(None, one.name, one) for one in places]
            raise Wrong(_which(team or hamlet, candidates, has_hamlet=bool(hamlet)))
        name = _plain_name(team) if hamlets is not None and team else places[0].name
        new = Team(None, name, places[0])
        self.founded[new.key] = new
        if not self.makes_teams:
            own = [one.name for one in self.of_hamlet[places[0].pk]]
            has = f" (đang có tổ {', '.join(own)})" if own else ""
            raise Wrong(
                f"{places[0]} chưa có tổ hòa giải “{name}”{has}: sửa tên tổ, hoặc đánh dấu "
                f"“{MAKE_TEAMS}” ở trên"
            )
        return new

    def _nearest(self, name: str, names: Sequence[str]) -> list[str]:
        """Looking for likeness takes long: not for a file in which no name is known."""
        is_too_much = len(self._known) > MOST_SPELLINGS
        return [] if is_too_much else nearest(name, tuple(dict.fromkeys(names)))

    def _unknown(self, team: str, unit: str) -> str:
        same = [one for one in self.by_name.get(place_key(team), []) if marks_agree(team, one.name)]
        if same and unit:  # the name is known, the unit is not
            units = ", ".join(f"“{one.hamlet.former_unit or 'để trống'}”" for one in same)
            return f"Tổ “{team}” không có ở “{unit}”: cột Đơn vị trước sắp xếp ghi {units}"
        names = self._nearest(_plain_name(team), [one.name for one in self.teams])
        return (
            f"Không có tổ hòa giải “{team}”{_near(names)}. Sửa tên tổ, hoặc ghi thêm cột Khu phố, "
            "ấp"
        )


def _fits(former_unit: str, unit: str) -> bool:
    """Whether what the file says of the unit may be that one; nothing said fits all."""
    told_kind, told = unit_parts(unit)
    kind, name = unit_parts(former_unit)
    return not told or (told == name and (told_kind == kind or not told_kind or not kind))


def _of_unit(teams: Sequence[Team], unit: str) -> list[Team]:
    return [one for one in teams if _fits(one.hamlet.former_unit, unit)]


def _which(name: str, teams: Sequence[Team], *, has_hamlet: bool) -> str:
    """Several fit: the column that tells them apart."""
    units = list(dict.fromkeys(one.hamlet.former_unit for one in teams))
    if len(units) == len(teams):
        column, options = "Đơn vị trước sắp xếp", [unit or "để trống" for unit in units]
    elif has_hamlet or len({one.hamlet.name for one in teams}) == 1:
        column, options = "Tổ hòa giải", [one.name for one in teams]
    else:
        column, options = "Khu phố, ấp", list(dict.fromkeys(one.hamlet.name for one in teams))
    told = " hoặc ".join(f"“{one}”" for one in options[:6])
    return f"Có {len(teams)} nơi khớp với “{name}”: ghi cột {column} là {told}"


def _near(names: Sequence[str]) -> str:
    return f"; tên gần giống: {', '.join(f'“{one}”' for one in names)}" if names else ""


def _plain_name(team: str) -> str:
    """'Tổ hòa giải số 2 (Tân Bình cũ)' -> 'số 2'."""
    plain = clean(team.partition("(")[0])
    if fold(plain).startswith("to hoa giai "):
        plain = " ".join(plain.split()[3:])
    return plain if names_a_team(plain) else plain[:1].upper() + plain[1:]
