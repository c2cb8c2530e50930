"""The roster from Excel and back: what is asked, refused, told and written."""

import datetime as dt
from typing import Any

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from mediators.models import (
    AccessEntry,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
    Qualification,
    RosterImport,
    Sex,
    Source,
)
from mediators.roster_import import services as imports
from mediators.roster_import import services as writing
from mediators.roster_import.exports import Written, export
from mediators.roster_import.lines import OTHER, TWIN, State
from mediators.roster_import.plan import Plan
from mediators.roster_import.workbook import read
from mediators.roster_import.workbook.writer import Lists
from plans.models import Role
from tests import factories as base
from tests.effort import examples
from tests.html import visible_text
from tests.mediators import factories as make
from tests.mediators.roster_import.workbooks import (
    column_of,
    opened,
    people,
    saved,
    upload,
    workbook,
)

TODAY = dt.date(2026, 11, 22)
START = dt.date(2026, 1, 1)
NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)


@pytest.fixture
def home(db):
    return base.make_locality()


@pytest.fixture
def keeper(home):
    return base.make_officer(locality=home, roles=[Role.KEEPER])


@pytest.fixture
def team(home):
    return make.make_team(hamlet=make.make_hamlet(name="Khu phố 1", commune=home))


def kept(data: bytes, by, *, started_on: dt.date | None = START, **same: str) -> RosterImport:
    """An upload; ``same``: row number of the sheet -> answer, as r5="khac"."""
    made = imports.keep(
        read(data),
        name="ds.xlsx",
        commune=by.locality,
        started_on=started_on,
        by=by,
        now=NOW,
    )
    index = {f"r{row['number']}": str(n) for n, row in enumerate(made.rows)}
    made.choices["same"] = {index[row]: answer for row, answer in same.items()}
    return made


def plan_of(data: bytes, by, **options: Any) -> Plan:
    return imports.preview(kept(data, by, **options), today=TODAY)


def states(plan: Plan) -> list[str]:
    return [line.state.name for line in plan.lines]


def errors(plan: Plan) -> list[str]:
    return [error for line in plan.lines for error in line.errors]


def apply(data: bytes, by, **options: Any) -> imports.Outcome:
    one = kept(data, by, **options)
    digest = imports.preview(one, today=TODAY).digest
    return imports.apply(one, digest=digest, by=by, today=TODAY)


def exported(home) -> bytes:
    return export(
        Mediator.objects.within(home).in_order(),
        Membership.objects.within(home).on(TODAY).with_team(),
        title="DANH SÁCH",
        may=Written(details=True, personal=True),
        lists=Lists(),
    )


def rows(*people_: tuple[Any, ...], heads: tuple[str, ...] = ("Họ và tên", "Năm sinh", "Tổ")):
    return workbook(people_, heads=heads)


# New people


def test_new_people_are_written_with_all_their_fields_and_their_team(home, keeper, team):
    heads = ["Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Trình độ", "Nghề nghiệp"]
    heads += ["Nguồn", "SĐT", "Nơi ở", "Tổ hòa giải", "Vai trò", "Tham gia từ ngày"]
    person = ["LÝ THỊ MAI", dt.date(1961, 8, 17), "Nữ", "khơ me", "Luật", "Giáo viên"]
    person += ["Hưu trí", 987654321, "Số 5", "KP1", "Tổ trưởng", "01/03/2025"]
    data = workbook([person], heads=heads)

    outcome = apply(data, keeper)

    assert str(outcome) == "1 người mới, 0 người thay đổi"
    made = Mediator.objects.get()
    assert (made.full_name, made.birth_on, made.birth_year) == (
        "Lý Thị Mai",
        dt.date(1961, 8, 17),
        1961,
    )
    assert (made.sex, made.ethnic_group, made.qualification, made.source) == (
        Sex.FEMALE,
        "Khmer",
        Qualification.LAW,
        Source.RETIRED,
    )
    assert (made.occupation, made.phone, made.address) == ("Giáo viên", "0987654321", "Số 5")
    assert (made.locality, made.search_name) == (home, "ly thi mai")
    held = made.memberships.get()
    assert (held.team, held.role, held.started_on, held.started_by) == (
        team,
        MembershipRole.HEAD,
        dt.date(2025, 3, 1),
        None,
    )
    assert made.history.get().history_user == keeper
    assert held.history.get().history_user == keeper
    entry = AccessEntry.objects.get()
    assert (entry.kind, entry.officer) == ("change", keeper)
    assert "1 người mới" in entry.subject
    assert not RosterImport.objects.exists()


def test_nothing_is_written_before_it_is_confirmed(keeper, team):
    plan = plan_of(rows(("Lê An", 1970, "Khu phố 1")), keeper)
    assert (states(plan), Mediator.objects.count()) == (["NEW"], 0)


def test_start_is_that_of_the_row_else_of_the_decision_else_of_the_upload(home, keeper, team):
    decision = make.old_decision(home, make.LONG_AGO)
    heads = ("Họ tên", "Năm sinh", "Tổ", "Tham gia từ ngày", "Số quyết định")
    data = workbook(
        [
            ("Lê An", 1970, "KP 1", "05/06/2025", "1/QĐ-UBND"),
            ("Lê Bé", 1971, "KP 1", None, "QĐ số 1/QĐ-UBND ngày 12/03/2025"),
            ("Lê Cư", 1972, "KP 1", None, "99/QĐ-UBND"),
            ("Lê Dự", 1973, "KP 1", 2024, None),
        ],
        heads=heads,
    )
    plan = plan_of(data, keeper)
    assert [len(line.notes) for line in plan.lines] == [0, 0, 1, 0]
    apply(data, keeper)
    told = {
        one.mediator.full_name: (one.started_on, one.started_by)
        for one in Membership.objects.select_related("mediator", "started_by")
    }
    assert told == {
        "Lê An": (dt.date(2025, 6, 5), decision),
        "Lê Bé": (make.LONG_AGO, decision),
        "Lê Cư": (START, None),
        "Lê Dự": (dt.date(2024, 1, 1), None),
    }


def test_without_any_start_the_row_says_where_to_write_it(keeper, team):
    plan = plan_of(rows(("Lê An", 1970, "KP 1")), keeper, started_on=None)
    assert plan.lacks_start
    assert errors(plan) == [
        "Thiếu ngày tham gia tổ: ghi cột Tham gia từ ngày, hoặc nhập ngày chung ở trên"
    ]


def test_all_errors_of_a_row_are_told_at_once(keeper, team):
    heads = ["Họ tên", "Ngày sinh", "Giới tính", "Dân tộc", "Trình độ", "Tổ", "Vai trò"]
    heads += ["Tham gia từ ngày", "Nguồn", "Nơi ở"]
    told = ("Lê An 2", "01/01/2030", "Namm", "Kmer", "12/12", "Khu phó 1", "Chủ nhiệm")
    data = workbook([(*told, "32/01/2020", "Trời", "x" * 201)], heads=heads)
    [line] = plan_of(data, keeper).lines
    assert [error.split(":")[0] for error in line.errors] == [
        "Họ và tên",
        "Giới tính",
        "Dân tộc",
        "Trình độ chuyên môn",
        "Nguồn",
        "Nơi ở",
        "Ngày sinh",
        "Tổ hòa giải",
        "Vai trò",
        "Tham gia từ ngày",
    ]
    assert "tên gần giống: “Khu phố 1”" in line.errors[7]


def test_row_without_name_or_team_is_told(keeper, team):
    data = rows((None, 1970, "KP 1"), ("Lê An", 1970, None))
    first, second = plan_of(data, keeper).lines
    assert first.errors == ["Thiếu họ và tên: ghi họ và tên, hoặc xóa dòng này"]
    assert second.errors[0].startswith("Thiếu tổ hòa giải")


# Teams


@pytest.fixture
def two_of_a_name(home):
    """Two former communes, each with its Khu phố 1."""
    units = ("Thị trấn Tân Biên", "Xã Thạnh Tây")
    hamlets = [make.make_hamlet(name="Khu phố 1", commune=home, former_unit=u) for u in units]
    return [make.make_team(hamlet=hamlet) for hamlet in hamlets]


def test_hamlets_of_one_name_ask_for_the_column_that_tells_them_apart(keeper, two_of_a_name):
    [error] = errors(plan_of(rows(("Lê An", 1970, "Khu phố 1")), keeper))
    assert error == (
        "Tổ hòa giải: Có 2 nơi khớp với “Khu phố 1”: ghi cột Đơn vị trước sắp xếp là “Thị trấn Tân "
        "Biên” hoặc “Xã Thạnh Tây”"
    )


@pytest.mark.parametrize(
    ("name", "unit", "which"),
    [
        ("Khu phố 1", "Thị trấn Tân Biên", 0),
        ("Khu phố 1", "TT Tân Biên cũ", 0),
        ("KP 1", "Thạnh Tây", 1),
        ("Khu phố 1 (Xã Thạnh Tây cũ)", None, 1),
        ("Tổ hòa giải KP1 (Tân Biên)", None, 0),
    ],
)
def test_former_unit_tells_teams_of_one_name_apart(name, unit, which, keeper, two_of_a_name):
    heads = ("Họ tên", "Tổ", "Đơn vị trước sắp xếp")
    [line] = plan_of(workbook([("Lê An", name, unit)], heads=heads), keeper).lines
    assert (line.errors, line.team.pk) == ([], two_of_a_name[which].pk)


def test_unit_in_brackets_and_in_its_column_must_agree(keeper, two_of_a_name):
    heads = ("Họ tên", "Tổ", "Đơn vị trước sắp xếp")
    unit = "Thị trấn Tân Biên"
    [error] = errors(
        plan_of(workbook([("Lê An", "Khu phố 1 (Xã Thạnh Tây cũ)", unit)], heads=heads), keeper)
    )
    assert "đơn vị trước sắp xếp ghi “Thị trấn Tân Biên”: sửa lại cho khớp nhau" in error
    named = ("Khu phố 1 (lâm thời)", "Khu phố 1 (Tân Biên)")
    for name in named:
        [line] = plan_of(workbook([("Lê An", name, unit)], heads=heads), keeper).lines
        assert (line.errors, line.team.pk) == ([], two_of_a_name[0].pk)


def test_commune_of_today_is_no_former_unit(home, keeper, team):
    heads = ("Họ tên", "Tổ", "Đơn vị trước sắp xếp")
    [line] = plan_of(workbook([("Lê An", "KP 1", home.name)], heads=heads), keeper).lines
    assert (line.errors, line.team.pk) == ([], team.pk)


@pytest.mark.parametrize("unit", ["xã Tân Lập", "thị trấn Thạnh Tây"])
def test_other_unit_or_kind_is_not_taken_for_the_former_one(unit, keeper, two_of_a_name):
    heads = ("Họ tên", "Tổ", "Đơn vị trước sắp xếp")
    plan = plan_of(workbook([("Lê An", "KP 1", unit)], heads=heads), keeper)
    assert "cột Đơn vị trước sắp xếp ghi “Thị trấn Tân Biên”, “Xã Thạnh Tây”" in errors(plan)[0]


def test_hamlet_alone_names_its_only_team_and_asks_between_two(home, keeper, team):
    two = make.make_hamlet(name="Ấp 2", commune=home)
    make.make_team(hamlet=two, name="Ấp 2A")
    make.make_team(hamlet=two, name="Ấp 2B")
    heads = ("Họ tên", "Khu phố, ấp")
    data = workbook([("Lê An", "Khu phố 1"), ("Lê Bé", "Ấp 2"), ("Lê Cư", "Ấp 7")], heads=heads)
    first, second, third = plan_of(data, keeper).lines
    assert (first.errors, first.team.pk) == ([], team.pk)
    assert second.errors == [
        "Tổ hòa giải: Có 2 nơi khớp với “Ấp 2”: ghi cột Tổ hòa giải là “Ấp 2A” hoặc “Ấp 2B”"
    ]
    assert "Không có khu phố, ấp “Ấp 7”; tên gần giống: “Ấp 2”" in third.errors[0]


def test_teams_that_lack_in_known_hamlets_are_founded_when_that_is_agreed_to(home, keeper):
    hamlet = make.make_hamlet(name="Ấp Thạnh Lợi", commune=home)
    one = kept(rows(("Lê An", 1970, "Ấp Thạnh Lợi"), ("Lê Bé", 1971, "Thạnh Phú")), keeper)
    before = imports.preview(one, today=TODAY)
    assert [team.label for team in before.teams_to_found] == ["Ấp Thạnh Lợi"]
    assert "Lập các tổ còn thiếu" in before.lines[0].errors[0]
    one.rows = one.rows[:1]
    one.choices["makes_teams"] = True
    plan = imports.preview(one, today=TODAY)
    assert states(plan) == ["NEW"]
    imports.apply(one, digest=plan.digest, by=keeper, today=TODAY)
    made = MediationTeam.objects.get()
    assert (made.hamlet, made.name) == (hamlet, "Ấp Thạnh Lợi")
    assert made.memberships.get().mediator.full_name == "Lê An"


def test_one_head_a_team(home, keeper, team):
    other = make.make_team(hamlet=make.make_hamlet(name="Khu phố 2", commune=home))
    make.make_member(team=other, full_name="Võ Thị Đầu", role=MembershipRole.HEAD)
    heads = ("Họ tên", "Tổ", "Vai trò")
    data = workbook(
        [
            ("Lê An", "KP1", "Tổ trưởng"),
            ("Lê Bé", "KP1", "Tổ trưởng"),
            ("Lê Cư", "KP2", "Tổ trưởng"),
        ],
        heads=heads,
    )
    told = errors(plan_of(data, keeper))
    assert told[0] == "Tổ có hai tổ trưởng (xem dòng 3): mỗi tổ một tổ trưởng"
    assert told[1] == "Tổ có hai tổ trưởng (xem dòng 2): mỗi tổ một tổ trưởng"
    assert told[2].startswith("Tổ Khu phố 2 đang có tổ trưởng là Võ Thị Đầu")


# The same person?


def test_same_name_and_year_is_asked_about_in_either_style_of_tones(home, keeper, team):
    known = make.make_mediator(full_name="Nguyễn Thị Hòa", locality=home, birth_year=1970)
    data = rows(("NGUYỄN THỊ HOÀ", 1970, "KP 1"), ("Nguyễn Thị Hoa", 1970, "KP 1"))
    first, second = plan_of(data, keeper).lines
    assert (first.state, first.candidates) == (State.QUESTION, [known])
    assert second.state == State.NEW  # another name: the mark counts


@pytest.mark.parametrize(("known", "told"), [(None, 1970), (1970, None), (None, None)])
def test_unknown_year_is_asked_about_too(known, told, home, keeper, team):
    make.make_mediator(full_name="Lê An", locality=home, birth_year=known)
    assert states(plan_of(rows(("Lê An", told, "KP 1")), keeper)) == ["QUESTION"]


def test_other_year_or_other_commune_is_somebody_else(home, keeper, team):
    make.make_mediator(full_name="Lê An", locality=home, birth_year=1970)
    make.make_mediator(full_name="Lê Bé", locality=base.make_locality(name="Xa"), birth_year=1970)
    data = rows(("Lê An", 1971, "KP 1"), ("Lê Bé", 1970, "KP 1"))
    assert states(plan_of(data, keeper)) == ["NEW", "NEW"]


def test_answer_same_person_changes_what_the_row_says_and_blanks_nothing(home, keeper, team):
    known = make.make_member(
        team=team,
        mediator=make.make_mediator(
            full_name="Lê An", locality=home, birth_year=None, phone="0987", occupation="Nông"
        ),
    ).mediator
    heads = ("Họ và tên", "Năm sinh", "Tổ", "SĐT", "Nghề nghiệp")
    data = workbook([("Lê An", 1970, "KP 1", None, "Giáo viên")], heads=heads)
    [line] = plan_of(data, keeper, r2=str(known.pk)).lines
    assert [(one.label, one.old, one.new) for one in line.changes] == [
        ("Nghề nghiệp, công việc", "Nông", "Giáo viên"),
        ("Ngày sinh", "", "1970"),
    ]
    assert str(apply(data, keeper, r2=str(known.pk))) == "0 người mới, 1 người thay đổi"
    known.refresh_from_db()
    assert (known.birth_year, known.occupation, known.phone) == (1970, "Giáo viên", "0987")
    assert (known.version, known.history.count()) == (1, 2)
    assert known.memberships.count() == 1


def test_answer_not_the_same_person_is_remembered(home, keeper, team):
    other = make.make_team(hamlet=make.make_hamlet(name="Khu phố 2", commune=home))
    known = make.make_member(
        team=other, mediator=make.make_mediator(full_name="Lê An", locality=home)
    ).mediator
    data = rows(("Lê An", 1970, "KP 1"))
    apply(data, keeper, r2=OTHER)
    made = Mediator.objects.exclude(pk=known.pk).get()
    pair = NotSamePerson.objects.get()
    assert {pair.first, pair.second} == {known, made}
    [line] = plan_of(data, keeper).lines  # the same file once more: nothing is asked
    assert (line.state, line.person) == (State.SAME, made)


def test_row_twice_names_the_other_row_on_both(keeper, team):
    data = rows(("Lê An", 1970, "KP 1"), ("Lê Bé", 1970, "KP 1"), ("LÊ AN", 1970, "Khu phố 1"))
    plan = plan_of(data, keeper)
    assert states(plan) == ["ERROR", "NEW", "ERROR"]
    assert [error[:17] for error in errors(plan)] == ["Trùng với dòng 4 ", "Trùng với dòng 2 "]


def test_two_rows_for_one_known_person_are_refused(home, keeper, team):
    known = make.make_mediator(full_name="Lê An", locality=home, birth_year=None)
    data = rows(("Lê An", 1970, "KP 1"), ("Lê An", 1971, "KP 1"))
    plan = plan_of(data, keeper, r2=str(known.pk), r3=str(known.pk))
    assert states(plan) == ["ERROR", "ERROR"]
    assert "Trùng với dòng 3 (cùng là Lê An)" in errors(plan)[0]


def test_namesakes_of_one_team_are_told_apart_by_their_whole_birth_date(keeper, team):
    data = rows(("Lê An", "01/02/1970", "KP 1"), ("Lê An", "03/02/1970", "KP 1"))
    assert states(plan_of(data, keeper)) == ["NEW", "NEW"]


def test_namesakes_of_two_teams_in_one_file_are_asked_about(keeper, two_of_a_name):
    data = rows(("Lê An", 1970, "KP 1 (Thị trấn Tân Biên)"), ("Lê An", 1970, "KP 1 (xã Thạnh Tây)"))
    assert states(plan_of(data, keeper)) == ["QUESTION", "QUESTION"]
    assert errors(plan_of(data, keeper, r2=TWIN, r3=OTHER)) == [
        "Cùng một người với dòng 3: chỉ giữ lại một dòng trong tệp"
    ]
    apply(data, keeper, r2=OTHER, r3=OTHER)
    assert Mediator.objects.filter(full_name="Lê An").count() == 2
    assert NotSamePerson.objects.count() == 1
    assert {one.team for one in Membership.objects.all()} == set(two_of_a_name)
    assert states(plan_of(data, keeper)) == ["SAME", "SAME"]


def test_two_merged_rosters_go_in_without_a_wrong_merge(keeper, two_of_a_name):
    """Each former commune's own file, hamlets and names repeated, one after the other."""
    first = [("Nguyễn Văn An", 1970), ("Trần Thị Hoà", None), ("Lê Văn Cư", 1980)]
    second = [("Nguyễn Văn An", 1970), ("Trần Thị Hòa", 1965), ("Lê Văn Cử", 1980)]
    unit = ("Họ tên", "Năm sinh", "Tổ", "Đơn vị trước sắp xếp")
    one = workbook([(*who, "KP 1", "Thị trấn Tân Biên") for who in first], heads=unit)
    two = workbook([(*who, "KP 1", "Xã Thạnh Tây") for who in second], heads=unit)
    apply(one, keeper)
    plan = plan_of(two, keeper)
    assert states(plan) == ["QUESTION", "QUESTION", "NEW"]
    assert len(plan.absent) == 1  # of the other two nobody has said who they are
    apply(two, keeper, r2=OTHER, r3=OTHER)
    assert Mediator.objects.count() == 6
    assert [team.memberships.count() for team in two_of_a_name] == [3, 3]
    again = [states(plan_of(data, keeper)) for data in (one, two)]
    assert again == [["SAME", "SAME", "QUESTION"]] * 2  # of Cư and Cử nobody was asked yet


# People who are there


@pytest.fixture
def roster(home, keeper, team):
    """What an export may meet: namesakes, who left, blanks, years alone, signs of formulas."""
    other = make.make_team(
        hamlet=make.make_hamlet(name="Khu phố 1", commune=home, former_unit="Xã Cũ"), name="1 & <b>"
    )
    make.make_member(team=team, full_name="Lê Văn An", role=MembershipRole.HEAD)
    make.make_member(team=other, full_name="Lê Văn An")
    make.make_member(
        team=other,
        is_recognised=False,
        mediator=make.make_mediator(
            full_name="Đặng 3",
            locality=home,
            birth_on=dt.date(1961, 8, 17),
            sex="",
            ethnic_group="",
            phone="+84 987",
            address="=1+1",
            occupation="-x",
        ),
    )
    make.make_member(
        team=team,
        full_name="Võ Thôi",
        ended_on=dt.date(2026, 1, 1),
        ended_by=make.old_decision(home, make.LONG_AGO),
    )
    make.make_mediator(full_name="Chưa Vào", locality=home, birth_year=None, phone="0276381234")
    make.make_mediator(full_name="Cụ Già", locality=home, birth_year=1900)
    return home


def test_export_that_comes_back_unchanged_changes_nothing(roster, keeper):
    plan = plan_of(exported(roster), keeper, started_on=None)
    assert states(plan) == ["SAME"] * 6
    assert (plan.is_ready, plan.n_changes, plan.absent) == (True, 0, [])
    assert [line.notes for line in plan.lines] == [[]] * 6
    before = list(Mediator.history.values_list("pk", flat=True))
    apply(exported(roster), keeper, started_on=None)
    assert list(Mediator.history.values_list("pk", flat=True)) == before


_TEXT = st.text("aăâđ ẹơ=+-@'\"<&;,.09\u0301", max_size=12)


@effort(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.fixed_dictionaries(
        {
            "full_name": st.text("aăâđẹơhHÀ ", min_size=1, max_size=12).filter(str.strip),
            "birth_year": st.none() | st.integers(1910, 2000),
            "birth_on": st.none() | st.dates(dt.date(1910, 1, 1), dt.date(2000, 1, 1)),
            "sex": st.sampled_from(["", *Sex.values]),
            "ethnic_group": st.sampled_from(["", "Kinh", "Bru - Vân Kiều"]),
            "qualification": st.sampled_from(["", *Qualification.values]),
            "source": st.sampled_from(["", *Source.values]),
            "occupation": _TEXT,
            "phone": _TEXT,
            "address": _TEXT,
        }
    )
)
def test_whatever_a_person_is_the_export_comes_back_unchanged(keeper, fields):
    Mediator.objects.all().delete()
    Mediator.objects.create(locality=keeper.locality, **fields)
    plan = plan_of(exported(keeper.locality), keeper)
    assert (states(plan), errors(plan)) == (["SAME"], [])


def test_cells_changed_in_an_export_are_the_changes_told_and_written(roster, keeper):
    book = opened(exported(roster))
    sheet = book["Danh sách"]
    names = [cell.value for cell in sheet["B"]]
    row = names.index("Đặng 3") + 1
    for head, value in (("Giới tính", "Nữ"), ("Ngày sinh hoặc năm sinh", 1962), ("Nơi ở", None)):
        sheet.cell(row, column_of(sheet, head)).value = value
    plan = plan_of(saved(book), keeper)
    assert plan.counts[State.CHANGED] == 1
    [line] = [line for line in plan.lines if line.changes]
    assert [(one.label, one.old, one.new) for one in line.changes] == [
        ("Giới tính", "", "Nữ"),
        ("Ngày sinh", "17/08/1961", "1962"),
    ]
    apply(saved(book), keeper)
    changed = Mediator.objects.get(full_name="Đặng 3")
    assert (changed.sex, changed.birth_on, changed.birth_year) == (Sex.FEMALE, None, 1962)
    assert changed.address == "=1+1"


def with_cell(roster, name: str, head: str, value: object) -> bytes:
    """The export with one cell changed."""
    book = opened(exported(roster))
    sheet = book["Danh sách"]
    row = [cell.value for cell in sheet["B"]].index(name) + 1
    sheet.cell(row, column_of(sheet, head)).value = value
    if head == "Tổ hòa giải":
        for place in ("Khu phố, ấp", "Đơn vị trước sắp xếp"):
            sheet.cell(row, column_of(sheet, place)).value = None
    return saved(book)


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        (("Đặng 3", "Tổ hòa giải", "Khu phố 1"), "chuyển tổ bằng quyết định"),
        (("Đặng 3", "Vai trò", "Tổ trưởng"), "đổi vai trò bằng quyết định"),
        (("Võ Thôi", "Tổ hòa giải", "Khu phố 1"), "đưa lại vào tổ bằng quyết định"),
        (("Đặng 3", "Mã", 987654), "không có trong danh sách của"),
        (("Đặng 3", "Mã", "x"), "không có trong danh sách của"),
        (("Đặng 3", "Họ và tên", "Lê Khác"), "không phải “Lê Khác”: xóa ô Mã"),
    ],
)
def test_what_an_import_does_not_do_is_refused_with_advice(cell, advice, roster, keeper):
    plan = plan_of(with_cell(roster, *cell), keeper)
    assert plan.counts[State.ERROR] == 1
    assert advice in errors(plan)[0]


def test_code_of_another_commune_is_unknown(roster, keeper):
    far = make.make_mediator(full_name="Đặng 3", locality=base.make_locality(name="Xa"))
    data = with_cell(roster, "Đặng 3", "Mã", far.pk)
    assert "Mã" in errors(plan_of(data, keeper))[0]


def test_marks_of_a_name_are_corrected_by_its_code(roster, keeper):
    data = with_cell(roster, "Võ Thôi", "Họ và tên", "Võ Thối")
    [line] = [line for line in plan_of(data, keeper).lines if line.changes]
    assert (line.changes[0].old, line.changes[0].new) == ("Võ Thôi", "Võ Thối")


def test_who_is_not_in_the_file_is_left_alone_and_listed(roster, keeper):
    data = rows(("Lê Mới", 1990, "1 & <b>"))
    assert [one.mediator.full_name for one in plan_of(data, keeper).absent] == [
        "Đặng 3",
        "Lê Văn An",
        "Lê Văn An",
    ]
    apply(data, keeper)
    assert Membership.objects.open().count() == 4


# All or nothing


def test_roster_that_changed_since_the_preview_is_refused(home, keeper, team):
    one = kept(rows(("Lê An", 1970, "KP 1")), keeper)
    digest = imports.preview(one, today=TODAY).digest
    make.make_member(team=team)
    with pytest.raises(ValidationError, match="vừa được người khác thay đổi"):
        imports.apply(one, digest=digest, by=keeper, today=TODAY)
    assert Mediator.objects.filter(full_name="Lê An").count() == 0


@pytest.mark.parametrize("bad", [("Lê Bé", 2050, "KP 1"), ("Lê Cũ", 1970, "KP 1")])
def test_nothing_goes_in_while_a_row_has_an_error_or_a_question(bad, home, keeper, team):
    make.make_mediator(full_name="Lê Cũ", locality=home)
    data = rows(("Lê An", 1970, "KP 1"), bad)
    with pytest.raises(ValidationError, match="có lỗi hoặc chưa trả lời"):
        apply(data, keeper)
    assert Mediator.objects.count() == 1


def test_what_fails_in_the_middle_leaves_nothing(home, keeper, team, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(writing, "_tell_apart", fail)
    with pytest.raises(RuntimeError):
        apply(rows(("Lê An", 1970, "KP 1")), keeper)
    assert (Mediator.objects.count(), Membership.objects.count()) == (0, 0)
    assert RosterImport.objects.count() == 1


def test_queries_do_not_grow_with_the_rows(home, keeper, team, django_assert_max_num_queries):
    people_ = [(f"Lê {chr(97 + n // 20)}{chr(97 + n % 20)}", 1970, "KP 1") for n in range(120)]
    one = kept(rows(*people_), keeper)
    with django_assert_max_num_queries(9):
        plan = imports.preview(one, today=TODAY)
    with django_assert_max_num_queries(40):
        imports.apply(one, digest=plan.digest, by=keeper, today=TODAY)
    assert Membership.objects.count() == 120


# Pages


def page_text(response) -> str:
    return visible_text(lxml.html.document_fromstring(response.content))


def send(client, data: bytes, **fields: Any):
    return client.post(
        reverse("mediators:mediator_import"),
        {"file": upload(data), "started_on": "01/01/2026", **fields},
    )


@pytest.fixture
def at_work(client, keeper):
    client.force_login(keeper)
    return client


def test_from_upload_to_the_list(at_work, keeper, team):
    response = send(at_work, rows(("Lê An", 1970, "KP 1")))
    one = RosterImport.objects.get()
    assert response.headers["Location"] == reverse("mediators:import_preview", args=[one.key])
    text = page_text(at_work.get(response.headers["Location"]))
    assert "Sẽ nhập: 1 người mới, 0 người thay đổi" in text
    assert "Thêm người mới vào tổ Khu phố 1, từ ngày 01/01/2026; chưa có quyết định" in text
    digest = imports.preview(one, today=dt.date.today()).digest  # noqa: DTZ011
    confirm = reverse("mediators:import_confirm", args=[one.key])
    text = page_text(at_work.post(confirm, {"digest": digest}, follow=True))
    assert "Đã nhập: 1 người mới, 0 người thay đổi." in text
    assert Mediator.objects.get().full_name == "Lê An"


def test_refused_workbook_says_one_sentence_at_the_field(at_work):
    response = send(at_work, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert response.status_code == 422
    assert "Tệp theo định dạng .xls cũ: mở bằng Excel, nhấn F12" in page_text(response)
    assert not RosterImport.objects.exists()


def test_answers_are_kept_and_those_of_other_pages_stay(at_work, home, keeper, team):
    known = make.make_member(
        team=team, mediator=make.make_mediator(full_name="Lê An", locality=home)
    ).mediator
    make.make_mediator(full_name="Lê Bé", locality=home)
    send(at_work, rows(("Lê An", 1970, "KP 1"), ("Lê Bé", 1970, "KP 1")))
    one = RosterImport.objects.get()
    url = reverse("mediators:import_preview", args=[one.key])
    assert "Cùng người: Lê An, sinh năm 1970, Tổ hòa giải Khu phố 1" in page_text(at_work.get(url))
    at_work.post(url, {"nguoi-1": "khac", "act": "cung-to", "started_on": "02/02/2026"})
    one.refresh_from_db()
    assert one.choices["same"] == {"0": str(known.pk), "1": "khac"}
    assert one.choices["started_on"] == "2026-02-02"
    wrong = at_work.post(url, {"nguoi-1": "khac", "started_on": "31/02/2026"})
    assert wrong.status_code == 422
    assert "31/02/2026" in wrong.content.decode()


def test_preview_is_paged_filtered_and_tells_who_is_not_in_the_file(at_work, keeper, team):
    make.make_member(team=team, full_name="Võ Thị Vắng")
    names = [f"Lê {chr(97 + n // 20)}{chr(97 + n % 20)}" for n in range(60)]
    send(at_work, rows(*((name, 1970, "KP 1") for name in names), ("Lê Sai", 2050, "KP 1")))
    url = reverse("mediators:import_preview", args=[RosterImport.objects.get().key])
    first = page_text(at_work.get(url))
    assert "1 dòng có lỗi" in first
    assert "Lê Sai" in first
    assert "Lê Aa" not in first
    assert "51 - 60 trong 60 dòng" in page_text(at_work.get(f"{url}?loc=moi&trang=2"))
    absent = page_text(at_work.get(f"{url}?loc=ngoai-tep"))
    assert "Võ Thị Vắng" in absent
    marked = at_work.get(reverse("mediators:import_marked", args=[RosterImport.objects.get().key]))
    sheet = people(marked.content)
    mends = [row[column_of(sheet, "Lỗi cần sửa") - 1].value for row in sheet.iter_rows(min_row=4)]
    assert [bool(text) for text in mends] == [False] * 60 + [True]
    assert "2050 là ngày sau hôm nay" in str(mends[-1])


def test_import_of_another_person_does_not_exist(at_work, home, keeper, team):
    other = base.make_officer(locality=home, roles=[Role.KEEPER])
    one = kept(rows(("Lê An", 1970, "KP 1")), other)
    for name in ("import_preview", "import_marked"):
        assert at_work.get(reverse(f"mediators:{name}", args=[one.key])).status_code == 404
    for name in ("import_confirm", "import_cancel"):
        assert at_work.post(reverse(f"mediators:{name}", args=[one.key])).status_code == 404


def test_uploads_left_behind_for_two_days_go(at_work, keeper, team):
    old = kept(rows(("Lê An", 1970, "KP 1")), keeper)
    RosterImport.objects.filter(pk=old.pk).update(uploaded_at=NOW - dt.timedelta(days=3))
    send(at_work, rows(("Lê Bé", 1970, "KP 1")))
    assert not RosterImport.objects.filter(pk=old.pk).exists()


# Out


@pytest.mark.parametrize(
    ("member", "shown"),
    [
        ("keeper", {"Họ và tên", "Dân tộc", "Giới tính", "Điện thoại", "Tổ hòa giải"}),
        ("leader", {"Họ và tên", "Giới tính", "Tổ hòa giải"}),
        ("officer", {"Họ và tên", "Tổ hòa giải"}),
    ],
)
def test_export_holds_what_the_person_may_see_and_is_logged(member, shown, cast, client):
    team = make.make_team(commune=cast.home)
    make.make_member(
        team=team,
        mediator=make.make_mediator(
            full_name="Lý Thị Mai", locality=cast.home, ethnic_group="Khmer", phone="0987"
        ),
    )
    make.make_mediator(full_name="Ngoài Tổ", locality=cast.home)
    client.force_login(getattr(cast, member))
    response = client.get(reverse("mediators:mediator_export"))
    sheet = people(response.content)
    heads = {cell.value for cell in sheet[3]}
    asked = {"Họ và tên", "Dân tộc", "Giới tính", "Điện thoại", "Tổ hòa giải"}
    assert heads & asked == shown
    assert [row[1].value for row in sheet.iter_rows(min_row=4)] == ["Lý Thị Mai"]
    whole = str([[cell.value for cell in row] for row in sheet.iter_rows()])
    assert ("Khmer" in whole) is (member == "keeper")
    entry = AccessEntry.objects.get()
    assert (entry.kind, entry.officer) == ("export", getattr(cast, member))
    assert entry.subject.startswith("Danh sách 1 hòa giải viên")


def test_export_follows_the_filters_of_the_list(cast, client):
    team = make.make_team(commune=cast.home)
    make.make_member(team=team, full_name="Lê An")
    make.make_member(team=make.make_team(commune=cast.home), full_name="Lê Bé")
    client.force_login(cast.keeper)
    page = client.get(reverse("mediators:mediator_list") + f"?to={team.pk}").content.decode()
    assert f"{reverse('mediators:mediator_export')}?to={team.pk}" in page
    response = client.get(reverse("mediators:mediator_export") + f"?to={team.pk}")
    assert [row[1].value for row in people(response.content).iter_rows(min_row=4)] == ["Lê An"]


def test_who_was_anonymised_does_not_go_out_and_is_met_by_no_row(home, at_work, keeper, team):
    gone = make.make_mediator(full_name="Lê Xưa", locality=home)
    gone.forget(dt.date(2026, 1, 1))
    gone.save()
    make.make_member(team=team, full_name="Lê An")
    url = reverse("mediators:mediator_export") + "?tinh_trang=tat-ca"
    data = at_work.get(url).content
    assert [row[1].value for row in people(data).iter_rows(min_row=4)] == ["Lê An"]
    with_code = workbook([("Lê Xưa", gone.pk, "KP 1")], heads=("Họ tên", "Mã", "Tổ"))
    assert "không có trong danh sách" in errors(plan_of(with_code, keeper))[0]


def test_template_offers_the_teams_of_the_commune(at_work, team):
    book = opened(at_work.get(reverse("mediators:mediator_template")).content)
    assert book["Danh mục"]["A2"].value == "Khu phố 1"
