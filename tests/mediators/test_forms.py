"""Forms of the rosters: what is refused and why, namesakes, two people on one form."""

import datetime as dt
from typing import Any

import lxml.html
import pytest
from django.urls import reverse

from mediators.models import (
    AccessEntry,
    Decision,
    LeavingGround,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
    Sex,
)
from tests.html import visible_text
from tests.mediators import factories as make


def errors_of(response) -> list[str]:
    root: Any = lxml.html.document_fromstring(response.content)
    return [" ".join(one.text_content().split()) for one in root.xpath("//*[@role='alert']//li")]


def value_of(response, name: str) -> str:
    root: Any = lxml.html.document_fromstring(response.content)
    [field] = root.xpath(f"//*[@name='{name}']")
    return field.value or ""


def person(**changes: Any) -> dict[str, Any]:
    data = {"full_name": "Lý Thị Mai", "birth": "1970", "sex": "female", "version": "0"}
    return data | changes


@pytest.fixture
def keeper(cast, client):
    client.force_login(cast.keeper)
    return client


CREATE = "mediators:mediator_create"


@pytest.mark.parametrize(
    ("birth", "day", "year"),
    [
        ("17/08/1961", dt.date(1961, 8, 17), 1961),
        ("1961", None, 1961),
        ("", None, None),
        ("17.8.1961", dt.date(1961, 8, 17), 1961),
    ],
)
def test_birth_is_a_day_or_a_year(birth, day, year, keeper):
    keeper.post(reverse(CREATE), person(birth=birth))
    made = Mediator.objects.get()
    assert (made.birth_on, made.birth_year) == (day, year)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"full_name": " "}, "Nhập họ và tên"),
        ({"full_name": "Mai 2"}, "Ghi họ và tên bằng chữ, không kèm số"),
        ({"birth": "31/02/1960"}, "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026"),
        ({"birth": "1012"}, "Năm sinh phải từ"),
        ({"birth": "2199"}, "Ngày sinh phải trước ngày"),
        ({"sex": "x"}, "Chọn"),
    ],
)
def test_wrong_input_is_told_and_stays(changes, error, keeper):
    response = keeper.post(reverse(CREATE), person(occupation="Giáo viên", **changes))
    assert response.status_code == 422
    assert [one for one in errors_of(response) if error in one]
    assert value_of(response, "occupation") == "Giáo viên"
    assert Mediator.objects.count() == 0


def test_namesake_is_asked_about_once_and_remembered(cast, keeper):
    known = make.make_mediator(full_name="Lý Thị Mai", birth_year=1970, locality=cast.home)
    response = keeper.post(reverse(CREATE), person(full_name="LÝ THỊ MAI"))
    assert response.status_code == 422
    assert "Danh sách đã có Lý Thị Mai, 1970" in errors_of(response)[0]
    keeper.post(reverse(CREATE), person(is_other_person="on"))
    new = Mediator.objects.exclude(pk=known.pk).get()
    assert list(NotSamePerson.objects.values_list("first", "second")) == [(known.pk, new.pk)]
    again = keeper.post(
        reverse("mediators:mediator_edit", args=[new.pk]), person(version=new.version)
    )
    assert again.status_code == 302


def test_person_of_a_known_roster_is_put_into_the_team(cast, keeper):
    team = make.make_team(commune=cast.home)
    data = person(team=team.pk, role="head", started_on="01/09/2026")
    keeper.post(reverse(CREATE), data)
    [membership] = Membership.objects.all()
    assert (membership.team, membership.role, membership.started_on, membership.started_by) == (
        team,
        MembershipRole.HEAD,
        dt.date(2026, 9, 1),
        None,
    )
    second = keeper.post(reverse(CREATE), data | {"full_name": "Tô Thành Vinh"})
    assert "đang có tổ trưởng" in errors_of(second)[0]
    assert Mediator.objects.count() == 1
    without_day = keeper.post(
        reverse(CREATE), person(full_name="Tô Thành Vinh", team=team.pk, started_on="")
    )
    assert errors_of(without_day) == ["Nhập ngày bắt đầu tham gia tổ"]


def test_second_person_on_one_form_sees_what_the_first_saved(cast, keeper):
    mediator = make.make_mediator(
        full_name="Lý Thị Mai", birth_year=1970, sex=Sex.FEMALE, locality=cast.home
    )
    url = reverse("mediators:mediator_edit", args=[mediator.pk])
    keeper.post(url, person(occupation="Hưu trí", version=0))
    second = keeper.post(url, person(occupation="Giáo viên", version=0))
    assert second.status_code == 422
    assert "Người khác vừa lưu" in errors_of(second)[0]
    text = visible_text(lxml.html.document_fromstring(second.content))
    assert "Đang lưu: Hưu trí" in text
    assert value_of(second, "occupation") == "Giáo viên"
    knowingly = keeper.post(
        url, person(occupation="Giáo viên", version=value_of(second, "version"))
    )
    assert knowingly.status_code == 302
    mediator.refresh_from_db()
    assert (mediator.occupation, mediator.version) == ("Giáo viên", 2)


def test_edits_are_shown_field_by_field_to_the_keeper(cast, keeper):
    mediator = make.make_mediator(
        full_name="Lý Thị Mai", birth_year=1970, sex=Sex.FEMALE, locality=cast.home
    )
    url = reverse("mediators:mediator_edit", args=[mediator.pk])
    keeper.post(url, person(occupation="Hưu trí", version=0))
    page = keeper.get(mediator.get_absolute_url())
    text = visible_text(lxml.html.document_fromstring(page.content))
    assert "Nghề nghiệp, công việc: chưa ghi → Hưu trí" in text
    assert "Đặng Văn Sổ" in text


# Teams


def test_team_takes_the_name_of_its_hamlet(cast, keeper):
    hamlet = make.make_hamlet(name="Ấp Tân Minh", commune=cast.home)
    data = {"hamlet": hamlet.pk, "name": "", "version": "0"}
    response = keeper.post(reverse("mediators:team_create"), data)
    team = MediationTeam.objects.get()
    assert (response.headers["Location"], str(team)) == (
        team.get_absolute_url(),
        "Tổ hòa giải Ấp Tân Minh",
    )
    twin = keeper.post(reverse("mediators:team_create"), data)
    assert errors_of(twin) == ["Khu phố, ấp này đã có tổ hòa giải cùng tên: ghi tên khác"]


def test_team_with_members_is_not_dissolved(cast, keeper):
    team = make.make_full_team(commune=cast.home)
    data = {"hamlet": team.hamlet_id, "name": team.name, "dissolved_on": "01/01/2026"}
    url = reverse("mediators:team_edit", args=[team.pk])
    response = keeper.post(url, data | {"version": team.version})
    assert errors_of(response) == [
        (
            "Tổ còn 3 hòa giải viên: cho thôi hoặc chuyển tổ bằng quyết định "
            "trước khi ghi ngày giải thể"
        )
    ]


@pytest.mark.parametrize(
    ("years", "error"),
    [
        ({"pilot_until": "2026"}, "Nhập năm bắt đầu làm điểm"),
        ({"pilot_from": "2026", "pilot_until": "2024"}, "Năm cuối làm điểm phải từ 2026 trở đi"),
        (
            {"established_on": "01/05/2025", "dissolved_on": "01/05/2025"},
            "Ngày giải thể phải sau ngày 01/05/2025",
        ),
    ],
)
def test_years_and_days_of_a_team_are_in_order(years, error, cast, keeper):
    hamlet = make.make_hamlet(commune=cast.home)
    response = keeper.post(reverse("mediators:team_create"), {"hamlet": hamlet.pk} | years)
    assert errors_of(response) == [error]


def test_hamlets_of_other_communes_are_not_offered(cast, keeper):
    other = make.make_hamlet(commune=cast.stranger.locality)
    response = keeper.post(reverse("mediators:team_create"), {"hamlet": other.pk})
    assert response.status_code == 422
    assert MediationTeam.objects.count() == 0


# The list of a team in a draft


def rows(*newcomers: dict[str, Any], **acts: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": "0",
        "moi-TOTAL_FORMS": str(len(newcomers)),
        "moi-INITIAL_FORMS": "0",
    }
    for index, newcomer in enumerate(newcomers):
        data |= {f"moi-{index}-{name}": value for name, value in newcomer.items()}
    return data | acts


@pytest.fixture
def desk(cast):
    """A team of two men without a head, and an empty draft: the team, the draft, the address."""
    team = make.make_team(commune=cast.home)
    make.make_member(team=team, full_name="Đặng Hữu Long")
    make.make_member(team=team, full_name="Đặng Minh Quang")
    draft = make.make_draft(locality=cast.home)
    return team, draft, reverse("mediators:decision_team", args=[draft.pk, team.pk])


def lines_of(draft: Decision) -> list[tuple[str, str]]:
    return [(line.mediator.full_name, line.word) for line in draft.lines.order_by("order")]


def test_version_that_is_no_number_of_a_version_is_out_of_date(keeper, desk):
    _, draft, url = desk
    assert keeper.post(url, rows() | {"version": "9" * 5000}).status_code < 500
    draft.refresh_from_db()
    assert (draft.version, lines_of(draft)) == (0, [])


def test_list_is_written_into_the_draft_and_comes_back(cast, keeper, desk):
    team, draft, url = desk
    first, second = team.memberships.order_by("pk")
    ground = LeavingGround.objects.earliest("pk")
    known = make.make_mediator(full_name="Mai Thị Lan", sex=Sex.FEMALE, locality=cast.home)
    new = {"full_name": "Võ Thị Bích", "birth_year": "1980", "sex": "female", "role": "head"}
    data = rows({"person": known.pk, "role": "member"}, new)
    data |= {
        f"m{first.mediator_id}-act": f"end-{ground.pk}",
        f"m{second.mediator_id}-act": "",
    }
    assert keeper.post(url, data).status_code == 302
    assert lines_of(draft) == [
        ("Đặng Hữu Long", "Cho thôi làm hòa giải viên"),
        ("Mai Thị Lan", "Công nhận hòa giải viên"),
        ("Võ Thị Bích", "Công nhận hòa giải viên, tổ trưởng"),
    ]
    page = keeper.get(url)
    assert value_of(page, f"m{first.mediator_id}-act") == f"end-{ground.pk}"
    assert value_of(page, "moi-0-person") == str(known.pk)
    assert value_of(page, "moi-1-role") == "head"
    assert team.memberships.filter(ended_on=None).count() == 2  # a draft moves nobody


def test_list_tells_what_the_team_would_lack(keeper, desk):
    _, draft, url = desk
    new = {"full_name": "Võ Thị Bích", "sex": "female", "role": "member"}
    response = keeper.post(url, rows(new, check="1"), headers={"HX-Request": "true"})
    text = visible_text(lxml.html.document_fromstring(response.content.decode()))
    assert text == "Sau quyết định này tổ vẫn còn thiếu: tổ trưởng"
    full = keeper.post(url, rows(new | {"role": "head"}, check="1"), headers={"HX-Request": "true"})
    text = visible_text(lxml.html.document_fromstring(full.content.decode()))
    assert text == "Sau quyết định này tổ đủ số lượng, thành phần."
    plain = keeper.post(url, rows(new, check="1"))
    assert plain.status_code == 200
    assert value_of(plain, "moi-0-full_name") == "Võ Thị Bích"
    assert (draft.lines.count(), Mediator.objects.filter(full_name="Võ Thị Bích").count()) == (0, 0)


def test_another_row_comes_without_script_and_nothing_is_judged(keeper, desk):
    url = desk[2]
    response = keeper.post(url, rows({"full_name": "Võ Thị Bích"}, **{"moi-add": "1"}))
    assert (response.status_code, errors_of(response)) == (200, [])
    assert value_of(response, "moi-TOTAL_FORMS") == "2"
    assert value_of(response, "moi-0-full_name") == "Võ Thị Bích"


@pytest.mark.parametrize(
    ("newcomer", "error"),
    [
        ({"full_name": "Võ Thị Bích"}, "Chọn giới tính"),
        (
            {"full_name": "Võ Thị Bích", "sex": "female", "birth_year": "80"},
            "Ghi năm đủ bốn chữ số, ví dụ 1975",
        ),
        (
            {"full_name": "Đặng Hữu Long", "sex": "male", "birth_year": "1970"},
            "Danh sách đã có Đặng Hữu Long, 1970",
        ),
        ({"person": "999999"}, "Người này nay đã vào tổ: chọn lại trong danh sách"),
    ],
)
def test_wrong_rows_are_told_and_stay(newcomer, error, keeper, desk):
    _, draft, url = desk
    response = keeper.post(url, rows(newcomer))
    assert response.status_code == 422
    assert [one for one in errors_of(response) if error in one]
    assert draft.lines.count() == 0
    if "full_name" in newcomer:
        assert value_of(response, "moi-0-full_name") == newcomer["full_name"]


def test_two_heads_and_one_person_twice_are_refused_above_the_form(keeper, desk):
    team, draft, url = desk
    first, second = team.memberships.order_by("pk")
    acts = {f"m{one.mediator_id}-act": "head" for one in (first, second)}
    response = keeper.post(url, rows(**acts))
    assert errors_of(response) == [
        "Mỗi tổ một tổ trưởng: chọn một trong Đặng Hữu Long, Đặng Minh Quang."
    ]
    assert draft.lines.count() == 0
    new = {"full_name": "Võ Thị Bích", "sex": "female"}
    twice = keeper.post(url, rows(new, new))
    assert errors_of(twice) == ["Võ Thị Bích được nhập nhiều lần: chỉ giữ lại một dòng."]


def test_list_changed_meanwhile_is_not_overwritten_unseen(keeper, desk):
    _, draft, url = desk
    new = {"full_name": "Võ Thị Bích", "sex": "female"}
    keeper.post(url, rows(new))
    other = keeper.post(url, rows({"full_name": "Lâm Thị Út", "sex": "female"}))
    assert errors_of(other) == [
        "Người khác vừa sửa dự thảo này. Kiểm tra lại nội dung bên dưới rồi lưu lần nữa."
    ]
    assert lines_of(draft) == [("Võ Thị Bích", "Công nhận hòa giải viên")]
    assert value_of(other, "moi-0-full_name") == "Lâm Thị Út"
    assert value_of(other, "version") == "1"


def test_refused_enactment_says_why_and_can_be_sent_again(cast, keeper, desk):
    team, draft, url = desk
    keeper.post(url, rows({"full_name": "Võ Thị Bích", "sex": "female", "role": "head"}))
    enact = reverse("mediators:decision_enact", args=[draft.pk])
    future = keeper.post(enact, {"number": "9/QĐ-UBND", "issued_on": "31/12/2199", "version": "1"})
    assert future.status_code == 422
    assert "Ngày ban hành phải từ" in errors_of(future)[0]
    stale = keeper.post(enact, {"number": "9/QĐ-UBND", "issued_on": "02/01/2026", "version": "0"})
    assert "Người khác vừa sửa dự thảo này" in errors_of(stale)[0]
    assert value_of(stale, "version") == "1"
    done = keeper.post(enact, {"number": "9/QĐ-UBND", "issued_on": "02/01/2026", "version": "1"})
    assert done.status_code == 302
    assert Membership.objects.on(dt.date(2026, 1, 2)).filter(team=team).count() == 3
    assert AccessEntry.objects.filter(subject__startswith="Ban hành").count() == 1


def test_undo_that_cannot_be_says_what_rests_on_it(cast, keeper):
    team, mediator = make.make_team(commune=cast.home), make.make_mediator(locality=cast.home)
    first = make.enact(
        make.make_draft(lines=[make.recognise(team, mediator)]), issued_on=dt.date(2026, 1, 5)
    )
    make.enact(make.make_draft(lines=[make.end(team, mediator)]), issued_on=dt.date(2026, 2, 5))
    url = reverse("mediators:decision_undo", args=[first.pk])
    page = keeper.get(url)
    text = visible_text(lxml.html.document_fromstring(page.content))
    assert "Chưa hoàn tác được" in text
    assert str(mediator) in text
    assert keeper.post(url).status_code == 422
    first.refresh_from_db()
    assert first.state == "in_force"


def test_prepare_opens_the_teams_list_in_a_new_draft_or_the_chosen_one(cast, keeper):
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    url = reverse("mediators:team_prepare", args=[team.pk])
    keeper.post(url)
    draft = Decision.objects.get()
    assert draft.summary == "Về việc kiện toàn Tổ hòa giải Khu phố 3"
    assert draft.bases.startswith("Căn cứ Luật")
    chosen = keeper.post(url, {"draft": str(draft.pk)})
    assert Decision.objects.count() == 1
    assert chosen.headers["Location"] == reverse(
        "mediators:decision_team", args=[draft.pk, team.pk]
    )


@pytest.mark.parametrize("page", ["mediator_create", "decision_team"])
def test_personal_data_that_are_typed_do_not_stay_in_the_browser(page, cast, keeper, desk):
    url = desk[2] if page == "decision_team" else reverse(f"mediators:{page}")
    root: Any = lxml.html.document_fromstring(keeper.get(url).content)
    assert root.xpath("//main//form[@method='post']/@data-keep") == ["off"]
