"""Biểu tổ hòa giải, hòa giải viên: a line a team, the total first.

Columns as circular 20/2013/TT-BTP has them; the later forms descend from it. Whose sex, ethnic
group or qualification is not entered stands in no column of it: the checks then tell how many.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from mediators.communes import Numbers, added
from mediators.models.people import EthnicPart, Qualification, Sex
from mediators.statistics.form import Check, Column, Line, by_unit
from mediators.statistics.rows import People, TeamRow, count
from plans.models import Locality

VALID_FROM = dt.date(2014, 1, 1)  # the law on mediation at the grassroots came into force

_SEX, _ETHNIC, _LEARNT = "Giới tính", "Dân tộc", "Trình độ chuyên môn"
COLUMNS = (
    Column("hamlets", "Khu phố, ấp", of="hamlets", asks={}),
    Column("teams", "Tổ hòa giải", of="teams", asks={}),
    Column("mediators", "Hòa giải viên", of="people", asks={}),
    Column("men", "Nam", _SEX, "people", {"gioi_tinh": Sex.MALE.value}),
    Column("women", "Nữ", _SEX, "people", {"gioi_tinh": Sex.FEMALE.value}),
    Column("kinh", "Kinh", _ETHNIC, "people", {"dan_toc": EthnicPart.KINH.value}, is_personal=True),
    Column(
        "other", "Khác", _ETHNIC, "people", {"dan_toc": EthnicPart.OTHER.value}, is_personal=True
    ),
    Column("law", "Chuyên môn luật", _LEARNT, "people", {"trinh_do": Qualification.LAW.value}),
    Column(
        "further", "Chuyên môn khác", _LEARNT, "people", {"trinh_do": Qualification.OTHER.value}
    ),
    Column(
        "untrained",
        "Chưa qua đào tạo",
        _LEARNT,
        "people",
        {"trinh_do": Qualification.UNTRAINED.value},
    ),
    Column("trained", "Được tập huấn trong năm", of="people", asks={"tap_huan": "co"}),
)
CHECKS = (
    Check("mediators", ("men", "women"), "Tổng số hòa giải viên = nam + nữ"),
    Check("mediators", ("kinh", "other"), "Tổng số hòa giải viên = Kinh + dân tộc khác"),
    Check(
        "mediators",
        ("law", "further", "untrained"),
        "Tổng số hòa giải viên = chuyên môn luật + chuyên môn khác + chưa qua đào tạo",
    ),
    Check(
        "mediators",
        ("trained",),
        "Số được tập huấn trong năm không quá tổng số hòa giải viên",
        is_at_most=True,
    ),
)


def lines(teams: Sequence[TeamRow], people: Sequence[People], *, n_hamlets: int) -> list[Line]:
    """The total, then each team that is there or has people still; hamlets and teams are counted
    in the total alone."""
    shares = by_unit(people)
    shown = [team for team in teams if team.exists or team.id in shares]
    n_teams = sum(team.exists for team in teams)
    whole = Line(None, {"hamlets": n_hamlets, "teams": n_teams} | _count(people))
    return [whole, *(Line(team, _count(shares.get(team.id, ()))) for team in shown)]


def commune_lines(
    communes: Iterable[Locality], people: Sequence[People], places: Numbers
) -> list[Line]:
    """The total, then each commune in use or with anything to count. ``people`` are rows by
    communes, ``places`` the hamlets and teams of each."""
    shares = by_unit(people)
    shown = [one for one in communes if one.is_active or one.pk in shares or one.pk in places]
    lines = [Line(None, _places(added(places.values())) | _count(people))]
    for one in shown:
        own = _places(places.get(one.pk, {}))
        lines.append(Line(one, own | _count(shares.get(one.pk, ()))))
    return lines


def _places(counts: Mapping[str, int]) -> dict[str, int]:
    return {key: counts.get(key, 0) for key in ("hamlets", "teams")}


def _count(people: Iterable[People]) -> dict[str, int]:
    rows = list(people)
    return {
        "mediators": count(rows),
        "men": count(rows, sex=Sex.MALE),
        "women": count(rows, sex=Sex.FEMALE),
        "kinh": count(rows, ethnic_part=EthnicPart.KINH),
        "other": count(rows, ethnic_part=EthnicPart.OTHER),
        "law": count(rows, qualification=Qualification.LAW),
        "further": count(rows, qualification=Qualification.OTHER),
        "untrained": count(rows, qualification=Qualification.UNTRAINED),
        "trained": count(rows, is_trained=True),
    }
