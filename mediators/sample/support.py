"""Sample supporters and what they did for the sample teams from 2024 on; half the teams had none.

Told by counting, the same every time. Names and bodies say that they are samples.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from mediators.models import MediationCase, MediationTeam, SupportActivity, Supporter
from plans.models import Locality

_Field, _Kind = Supporter.Field, SupportActivity.Kind
_PEOPLE = (
    ("Nguyễn Thị Mẫu", _Field.LAWYER, "Đoàn Luật sư tỉnh (minh họa)", dt.date(2024, 7, 1), None),
    ("Trần Văn Mẫu", _Field.JURIST, "Hội Luật gia tỉnh (minh họa)", dt.date(2024, 7, 1), None),
    ("Lê Thị Mẫu", _Field.JUROR, "Hội thẩm nhân dân khu vực (minh họa)", dt.date(2024, 9, 1), None),
    ("Phạm Văn Mẫu", _Field.POLICE, "Công an xã (minh họa)", dt.date(2024, 7, 1), None),
    ("Huỳnh Văn Mẫu", _Field.BORDER, "Đồn biên phòng (minh họa)", dt.date(2025, 3, 1), None),
    ("Võ Thị Mẫu", _Field.JUDGE, "Hưu trí (minh họa)", dt.date(2024, 7, 1), dt.date(2025, 7, 1)),
    ("Đặng Văn Mẫu", _Field.LEGAL, "Trung tâm trợ giúp pháp lý (minh họa)", None, None),
)
# Supporter, team (both by their place), day, kind, what about.
_HELP = (
    (0, 0, dt.date(2024, 8, 14), _Kind.ADVICE, "Giải đáp về đất đai cho tổ làm điểm"),
    (1, 6, dt.date(2024, 8, 21), _Kind.ADVICE, "Giải đáp về hôn nhân và gia đình"),
    (5, 14, dt.date(2024, 10, 9), _Kind.SKILL, "Trao đổi cách lập biên bản hòa giải"),
    (3, 2, dt.date(2024, 11, 5), _Kind.COMPLEX, "Cùng hòa giải vụ, việc có nguy cơ xô xát"),
    (0, 0, dt.date(2025, 2, 18), _Kind.SKILL, "Hướng dẫn kỹ năng lắng nghe, đặt câu hỏi"),
    (1, 6, dt.date(2025, 3, 25), _Kind.COURT, "Hướng dẫn làm đơn đề nghị Tòa án công nhận"),
    (5, 14, dt.date(2025, 5, 20), _Kind.COMPLEX, "Tư vấn vụ, việc chia tài sản nhiều người"),
    (2, 8, dt.date(2025, 8, 12), _Kind.ADVICE, "Cung cấp văn bản mới về đất đai"),
    (3, 4, dt.date(2025, 9, 16), _Kind.COMPLEX, "Cùng vận động hai bên"),
    (4, 16, dt.date(2025, 10, 28), _Kind.ADVICE, "Tuyên truyền quy chế khu vực biên giới"),
    (0, 0, dt.date(2026, 1, 27), _Kind.COMPLEX, "Tư vấn tranh chấp ranh giới"),
    (0, 0, dt.date(2026, 4, 14), _Kind.COURT, "Hướng dẫn hồ sơ đề nghị Tòa án công nhận"),
    (1, 6, dt.date(2026, 3, 10), _Kind.ADVICE, "Giải đáp về thừa kế"),
    (1, 6, dt.date(2026, 6, 23), _Kind.SKILL, "Dự và góp ý một buổi hòa giải"),
    (2, 14, dt.date(2026, 5, 12), _Kind.ADVICE, "Giải đáp về hợp đồng vay tài sản"),
    (3, 2, dt.date(2026, 2, 24), _Kind.COMPLEX, "Cùng hòa giải vụ, việc gây mất trật tự"),
    (3, 14, dt.date(2026, 7, 21), _Kind.COMPLEX, "Giữ trật tự tại buổi hòa giải"),
    (4, 17, dt.date(2026, 8, 18), _Kind.ADVICE, "Tuyên truyền tại ấp biên giới"),
    (6, 8, dt.date(2026, 9, 15), _Kind.ADVICE, "Hướng dẫn người dân được trợ giúp pháp lý"),
    (6, 11, dt.date(2026, 10, 20), _Kind.SKILL, "Hướng dẫn ghi sổ theo dõi hoạt động hòa giải"),
)
_CASES = (_Kind.COMPLEX, _Kind.COURT)


@transaction.atomic
def load(locality: Locality, today: dt.date) -> None:
    """Into a locality that has none yet; nothing later than ``today`` is told."""
    if Supporter.objects.within(locality).exists():
        return
    people = [
        Supporter.objects.create(
            locality=locality,
            full_name=name,
            field=field,
            workplace=workplace,
            started_on=started_on,
            ended_on=ended_on if ended_on and ended_on <= today else None,
        )
        for name, field, workplace, started_on, ended_on in _PEOPLE
        if started_on is None or started_on <= today
    ]
    teams = list(MediationTeam.objects.within(locality).order_by("pk"))
    for person, place, day, kind, content in _HELP:
        if day <= today and person < len(people):
            SupportActivity.objects.create(
                supporter=people[person],
                team=teams[place],
                case=_case_of(teams[place], day) if kind in _CASES else None,
                held_on=day,
                kind=kind,
                content=content,
            )


def _case_of(team: MediationTeam, day: dt.date) -> MediationCase | None:
    """The case that the team had last received by that day."""
    return team.cases.filter(received_on__lte=day).order_by("received_on", "pk").last()
