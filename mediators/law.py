"""The rows that come with the program: what law says today, for an administrator to edit.

Made after a migrate while their tables are empty. Sources: law 35/2013/QH13 on mediation at the
grassroots (in force since 01/01/2014), articles 8, 11, 12, 14. Holidays: labour code 2019, article
112; Tết and the day of the Hùng kings follow the moon and the yearly notice: administrators add
them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import AppConfig
from django.apps import apps as present_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from mediators.composition import RuleKind
from mediators.models import Holiday, LeavingGround, ProcedureTerm, TeamRule

LAW_FROM = dt.date(2014, 1, 1)
_LAW = "Luật Hòa giải ở cơ sở số 35/2013/QH13"
RULES = (
    (RuleKind.SIZE, 3, f"Điều 12 {_LAW}"),
    (RuleKind.WOMEN, 1, f"Điều 12 {_LAW}"),
    (RuleKind.MINORITY, 1, f"Điều 12 {_LAW}"),
    (RuleKind.HEAD, 1, f"Điều 12, Điều 14 {_LAW}"),
    (RuleKind.DECISION, 1, f"Điều 8 {_LAW}"),
)
GROUNDS = (
    ("Theo nguyện vọng của hòa giải viên", f"Điểm a khoản 1 Điều 11 {_LAW}"),
    ("Không còn đáp ứng tiêu chuẩn hòa giải viên", f"Điểm b khoản 1 Điều 11 {_LAW}"),
    (
        "Vi phạm nguyên tắc hòa giải hoặc không thể tiếp tục do bị xử lý vi phạm",
        f"Điểm c khoản 1 Điều 11 {_LAW}",
    ),
    ("Chết", "Thực tế"),
    ("Chuyển sang tổ hòa giải khác", "Thực tế"),
    ("Tổ hòa giải giải thể, sáp nhập", "Thực tế"),
)
TERMS = (
    (ProcedureTerm.Step.RECOGNISE, 5, True, f"Điều 8, Điều 14 {_LAW}"),
    (ProcedureTerm.Step.VERIFY, 10, False, f"Điều 11 {_LAW}"),
    (ProcedureTerm.Step.END, 5, True, f"Điều 11 {_LAW}"),
)
_FIXED_HOLIDAYS = (
    (1, 1, "Tết Dương lịch"),
    (30, 4, "Ngày Chiến thắng"),
    (1, 5, "Ngày Quốc tế lao động"),
    (2, 9, "Quốc khánh"),
)
_HOLIDAY_YEARS = range(2024, 2031)


def make_rows(using: str) -> None:
    """Only into empty tables: what an administrator took out stays out."""
    if not TeamRule.objects.using(using).exists():
        TeamRule.objects.using(using).bulk_create(
            TeamRule(kind=kind, value=value, legal_basis=basis, valid_from=LAW_FROM)
            for kind, value, basis in RULES
        )
    if not LeavingGround.objects.using(using).exists():
        LeavingGround.objects.using(using).bulk_create(
            LeavingGround(name=name, legal_basis=basis, valid_from=LAW_FROM)
            for name, basis in GROUNDS
        )
    if not ProcedureTerm.objects.using(using).exists():
        ProcedureTerm.objects.using(using).bulk_create(
            ProcedureTerm(
                step=step,
                days=days,
                is_working_days=working,
                legal_basis=basis,
                valid_from=LAW_FROM,
            )
            for step, days, working, basis in TERMS
        )
    if not Holiday.objects.using(using).exists():
        Holiday.objects.using(using).bulk_create(
            Holiday(day=dt.date(year, month, day), name=name)
            for year in _HOLIDAY_YEARS
            for day, month, name in _FIXED_HOLIDAYS
        )


def connect(app_config: AppConfig) -> None:
    """After each migrate, and after a flush, which ends a test."""

    def after_migrate(using: str, apps: Apps = present_apps, **_: Any) -> None:
        try:
            apps.get_model("mediators", "Holiday")
        except LookupError:  # migrated in part: the tables are still to come
            return
        make_rows(using)

    post_migrate.connect(
        after_migrate, sender=app_config, weak=False, dispatch_uid="rows of law of mediators"
    )
