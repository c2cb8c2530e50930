"""Where the people of an import serve: what a decision must move is refused with advice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mediators.models import Membership, MembershipRole
from mediators.roster_import.exports import decision_text
from mediators.roster_import.lines import SHOWN_TWINS, Line, where
from mediators.roster_import.places import Team
from mediators.roster_import.roster import Roster


def check_service(line: Line, roster: Roster) -> None:
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


def refuse_second_heads(lines: Sequence[Line], roster: Roster) -> None:
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
            for other in coming[:SHOWN_TWINS]:
                if other is not line:
                    line.errors.append(
                        f"Tổ có hai tổ trưởng (xem {where(line, other)}): mỗi tổ một tổ trưởng"
                    )
