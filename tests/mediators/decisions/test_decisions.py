"""Kiện toàn by decision: on the roster from its day, all or nothing, and back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from mediators.decisions.services import Item, save_team_lines, undo
from mediators.models import (
    AccessEntry,
    Decision,
    LineKind,
    MediationTeam,
    Membership,
    MembershipRole,
    Sex,
)
from tests import factories as base
from tests.mediators import factories as make

TODAY = dt.date(2026, 11, 22)
DAY = dt.date(2026, 11, 20)
BEFORE = DAY - dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def roster(team: MediationTeam, day: dt.date) -> list[tuple[str, str]]:
    rows = Membership.objects.on(day).filter(team=team).in_order()
    return [(m.mediator.full_name, m.role) for m in rows]


def lacks(team: MediationTeam, day: dt.date) -> list[str]:
    return [str(gap) for gap in team.composition_on(day).missing]


def test_one_decision_completes_a_team_from_its_day_on():
    team = make.make_team()
    make.make_member(team=team, full_name="Phan Văn Dũng")
    make.make_member(team=team, full_name="Tô Thành Vinh")
    woman = make.make_mediator(full_name="Lý Thị Mai", sex=Sex.FEMALE)
    draft = make.make_draft(lines=[make.recognise(team, woman, as_head=True)])
    assert lacks(team, TODAY) == ["01 hòa giải viên", "01 hòa giải viên nữ", "tổ trưởng"]
    make.enact(draft, issued_on=DAY, number="152/QĐ-UBND")
    assert lacks(team, TODAY) == []
    assert lacks(team, BEFORE) == ["01 hòa giải viên", "01 hòa giải viên nữ", "tổ trưởng"]
    assert roster(team, BEFORE) == [("Phan Văn Dũng", "member"), ("Tô Thành Vinh", "member")]
    assert roster(team, DAY)[0] == ("Lý Thị Mai", "head")
    draft.refresh_from_db()
    assert str(draft) == "Quyết định số 152/QĐ-UBND ngày 20/11/2026"


def test_new_head_leaves_the_former_one_a_member():
    team = make.make_team()
    old = make.make_member(team=team, full_name="Phan Văn Dũng", role=MembershipRole.HEAD)
    new = make.make_member(team=team, full_name="Tô Thành Vinh")
    draft = make.make_draft(lines=[make.make_head(team, new.mediator)])
    make.enact(draft, issued_on=DAY)
    assert roster(team, BEFORE) == [("Phan Văn Dũng", "head"), ("Tô Thành Vinh", "member")]
    assert roster(team, DAY) == [("Tô Thành Vinh", "head"), ("Phan Văn Dũng", "member")]
    old.refresh_from_db()
    assert (old.ended_on, old.ended_by, old.ground) == (DAY, draft, None)


def test_ending_keeps_day_decision_and_ground():
    team = make.make_full_team()
    head = Membership.objects.get(team=team, role=MembershipRole.HEAD)
    draft = make.make_draft(lines=[make.end(team, head.mediator)])
    make.enact(draft, issued_on=DAY)
    head.refresh_from_db()
    assert (head.ended_on, head.ended_by) == (DAY, draft)
    assert str(head.ground) == "Theo nguyện vọng của hòa giải viên"
    assert lacks(team, DAY) == ["01 hòa giải viên", "tổ trưởng"]


def test_person_moves_to_another_team_in_one_decision():
    old, new = make.make_team(), make.make_team()
    member = make.make_member(team=old, full_name="Châu Minh Phúc")
    lines = [make.recognise(new, member.mediator), make.end(old, member.mediator)]
    make.enact(make.make_draft(lines=lines), issued_on=DAY)
    assert (roster(old, DAY), roster(new, DAY)) == ([], [("Châu Minh Phúc", "member")])


def test_who_serves_without_decision_is_recognised_where_they_stand():
    team = make.make_team()
    member = make.make_member(team=team, is_recognised=False)
    draft = make.make_draft(lines=[make.recognise(team, member.mediator)])
    assert "quyết định công nhận 01 người" in lacks(team, TODAY)
    make.enact(draft, issued_on=DAY)
    member.refresh_from_db()
    assert (member.started_on, member.started_by) == (make.LONG_AGO, draft)
    assert "quyết định công nhận 01 người" not in lacks(team, TODAY)
    assert "quyết định công nhận 01 người" in lacks(team, BEFORE)
    undo(decision_id=draft.pk, by=base.make_officer())
    member.refresh_from_db()
    assert (member.started_on, member.started_by, member.ended_on) == (make.LONG_AGO, None, None)


def test_refusal_names_every_line_and_moves_nobody():
    team, other = make.make_team(), make.make_team(name="Ấp Tân Minh")
    busy = make.make_member(team=other, full_name="Cao Thị Thu").mediator
    stranger = make.make_mediator(full_name="Hồ Văn Nam")
    fine = make.make_mediator(full_name="Mai Thị Lan")
    lines = [make.recognise(team, fine), make.recognise(team, busy), make.end(team, stranger)]
    draft = make.make_draft(lines=lines)
    with pytest.raises(ValidationError) as refusal:
        make.enact(draft, issued_on=DAY)
    assert refusal.value.messages == [
        f"Hồ Văn Nam ({team.name}): không phải hòa giải viên đang tham gia tổ này.",
        (
            f"Cao Thị Thu ({team.name}): đang ở Tổ hòa giải Ấp Tân Minh; "
            "cho thôi ở tổ đó trong cùng quyết định nếu chuyển tổ."
        ),
    ]
    draft.refresh_from_db()
    assert (draft.state, roster(team, TODAY)) == ("draft", [])


@pytest.mark.parametrize(
    ("number", "issued_on", "field"),
    [
        ("  ", DAY, "number"),
        ("9/QĐ-UBND", TODAY + dt.timedelta(days=1), "issued_on"),
        ("1/QĐ-UBND", dt.date(2025, 8, 1), "number"),  # that number is taken in 2025
    ],
)
def test_number_and_day_are_checked(number, issued_on, field):
    team = make.make_full_team()
    person = make.make_mediator()
    draft = make.make_draft(lines=[make.recognise(team, person)])
    with pytest.raises(ValidationError) as refusal:
        make.enact(draft, issued_on=issued_on, number=number)
    assert list(refusal.value.message_dict) == [field]


def test_decision_cannot_come_before_what_it_changes():
    team = make.make_team()
    member = make.make_member(team=team, full_name="Võ Thị Bích", started_on=DAY)
    draft = make.make_draft(lines=[make.end(team, member.mediator)])
    with pytest.raises(ValidationError, match="tham gia tổ từ 20/11/2026"):
        make.enact(draft, issued_on=BEFORE)


def test_draft_without_lines_does_not_come_into_force():
    with pytest.raises(ValidationError, match="chưa có nội dung"):
        make.enact(make.make_draft(), issued_on=DAY)


def test_undo_puts_the_roster_back_and_keeps_the_draft():
    team = make.make_full_team()
    before = roster(team, TODAY)
    head = Membership.objects.get(team=team, role=MembershipRole.HEAD)
    new = make.make_mediator()
    lines = [make.end(team, head.mediator), make.recognise(team, new, as_head=True)]
    draft = make.enact(make.make_draft(lines=lines), issued_on=DAY)
    assert roster(team, TODAY) != before
    undo(decision_id=draft.pk, by=base.make_officer())
    draft.refresh_from_db()
    assert roster(team, TODAY) == before
    assert (draft.state, draft.lines.count(), draft.in_force_by) == ("draft", 2, None)
    make.enact(draft, issued_on=DAY)  # and once more
    assert roster(team, TODAY)[0] == (new.full_name, "head")


def test_undo_is_refused_while_a_later_decision_rests_on_it():
    team = make.make_team()
    person = make.make_mediator(full_name="Bùi Văn Đức")
    first = make.enact(
        make.make_draft(lines=[make.recognise(team, person)]), issued_on=BEFORE, number="7/QĐ-UBND"
    )
    later = make.enact(
        make.make_draft(lines=[make.end(team, person)]), issued_on=DAY, number="8/QĐ-UBND"
    )
    with pytest.raises(ValidationError) as refusal:
        undo(decision_id=first.pk, by=base.make_officer())
    assert refusal.value.messages == [
        f"Bùi Văn Đức ({team.name}): sau đó đã có Quyết định số 8/QĐ-UBND ngày 20/11/2026."
    ]
    undo(decision_id=later.pk, by=base.make_officer())
    undo(decision_id=first.pk, by=base.make_officer())
    assert roster(team, TODAY) == []


def test_undo_of_an_ending_is_refused_once_the_person_serves_elsewhere():
    team, other = make.make_team(), make.make_team(name="Ấp Thạnh Nam")
    person = make.make_member(team=team, full_name="Trương Thị Hoa").mediator
    first = make.enact(make.make_draft(lines=[make.end(team, person)]), issued_on=BEFORE)
    make.enact(make.make_draft(lines=[make.recognise(other, person)]), issued_on=DAY)
    with pytest.raises(ValidationError) as refusal:
        undo(decision_id=first.pk, by=base.make_officer())
    assert refusal.value.messages == ["Trương Thị Hoa: nay đang ở Tổ hòa giải Ấp Thạnh Nam."]


def test_lines_of_a_team_are_saved_once_and_against_the_version_seen():
    team, person = make.make_team(), make.make_mediator()
    draft = make.make_draft()
    keeper = base.make_officer()
    item = Item(LineKind.RECOGNISE, person, MembershipRole.HEAD)
    save_team_lines(decision_id=draft.pk, version=0, team=team, items=[item], by=keeper)
    assert [line.word for line in draft.lines.all()] == ["Công nhận hòa giải viên, tổ trưởng"]
    with pytest.raises(ValidationError, match="Người khác vừa sửa dự thảo này"):
        save_team_lines(decision_id=draft.pk, version=0, team=team, items=[], by=keeper)
    assert draft.lines.count() == 1
    with pytest.raises(ValidationError, match="được ghi nhiều lần"):
        save_team_lines(decision_id=draft.pk, version=1, team=team, items=[item, item], by=keeper)


def test_two_heads_in_one_list_are_refused():
    team, draft = make.make_team(), make.make_draft()
    items = [
        Item(LineKind.RECOGNISE, make.make_mediator(full_name=name), MembershipRole.HEAD)
        for name in ("Lâm Văn Phước", "Ngô Văn Hiền")
    ]
    with pytest.raises(ValidationError, match="chọn một trong Lâm Văn Phước, Ngô Văn Hiền"):
        save_team_lines(
            decision_id=draft.pk, version=0, team=team, items=items, by=base.make_officer()
        )


def test_changes_are_logged():
    team, keeper = make.make_full_team(), base.make_officer()
    draft = make.make_draft(lines=[make.recognise(team, make.make_mediator())])
    make.enact(draft, issued_on=DAY, number="9/QĐ-UBND", by=keeper)
    undo(decision_id=draft.pk, by=keeper)
    assert [(e.kind, e.subject, e.officer) for e in AccessEntry.objects.order_by("pk")] == [
        ("change", "Ban hành: Quyết định số 9/QĐ-UBND ngày 20/11/2026", keeper),
        ("change", "Hoàn tác: Quyết định số 9/QĐ-UBND ngày 20/11/2026", keeper),
    ]
    assert Decision.history.filter(id=draft.pk).count() >= 3
