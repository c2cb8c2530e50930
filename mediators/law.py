"""The rows that come with the program: what law says today, for an administrator to edit.

Made after a migrate while their tables are empty. Sources: law 35/2013/QH13 on mediation at the
grassroots (in force since 01/01/2014), articles 8, 11, 12, 14. Holidays: labour code 2019, article
112; Tết and the day of the Hùng kings follow the moon and the yearly notice: administrators add
them. Targets: decision 315/QĐ-TTg of 17/04/2024. Codes and titles of the statistical forms and the
days on which periods end were read in derived sources: each row says that it is to be checked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import AppConfig
from django.apps import apps as present_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from mediators.models import (
    FormKind,
    Holiday,
    LeavingGround,
    Measure,
    ProcedureTerm,
    ReportingPeriod,
    StatisticalForm,
    Target,
    TeamRule,
)
from mediators.models.composition import RuleKind

LAW_FROM = dt.date(2014, 1, 1)
_LAW = "Luật Hòa giải ở cơ sở số 35/2013/QH13"
RULES = (
    (RuleKind.SIZE, 3, f"Điều 12 {_LAW}"),
    (RuleKind.WOMEN, 1, f"Điều 12 {_LAW}"),
    (RuleKind.MINORITY, 1, f"Điều 12 {_LAW}"),
    (RuleKind.HEAD, 1, f"Điều 12, Điều 14 {_LAW}"),
    (RuleKind.DECISION, 1, f"Điều 8 {_LAW}"),
    # Asked by plans of the year, not by law: see docs/decisions/trained-this-year.md
    (RuleKind.TRAINED, 0, "Theo kế hoạch tập huấn hằng năm của địa phương"),
)
GROUNDS = (
    ("Theo nguyện vọng của hòa giải viên", f"Điểm a khoản 1 Điều 11 {_LAW}"),
    ("Không còn đáp ứng tiêu chuẩn hòa giải viên", f"Điểm b khoản 1 Điều 11 {_LAW}"),
    (
        "Vi phạm nguyên tắc hòa giải hoặc không thể tiếp tục do bị xử lý vi phạm",
        f"Điểm c khoản 1 Điều 11 {_LAW}",
    ),
    ("Từ trần", "Thực tế"),
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
_CHECK = "cần đối chiếu với văn bản đang áp dụng"
FORMS = (
    (FormKind.TEAMS, "Biểu số 1", "Số tổ hòa giải và hòa giải viên ở cơ sở"),
    (FormKind.RESULTS, "Biểu số 2", "Kết quả hoạt động hòa giải ở cơ sở"),
)
FORMS_BASIS = f"Thông tư số 20/2013/TT-BTP (ký hiệu, tên biểu: {_CHECK})"
PERIODS = ((31, 5, "6 tháng"), (31, 10, "Năm, số ước tính"), (31, 12, "Năm, số chính thức"))
PERIODS_BASIS = f"Thông tư số 17/2025/TT-BTP (ngày chốt, thời hạn: {_CHECK})"
TARGETS_FROM = dt.date(2024, 4, 17)
TARGETS_BASIS = "Quyết định số 315/QĐ-TTg ngày 17/04/2024"
TARGETS: tuple[dict[str, Any], ...] = (
    {
        "title": "Tổ hòa giải được kiện toàn đủ số lượng, thành phần",
        "measure": Measure.TEAMS_COMPLETE,
        "value": 100,
    },
    {
        "title": "Tổ hòa giải được luật sư, luật gia, hội thẩm, công an, bộ đội biên phòng và "
        "người làm công tác pháp luật khác hỗ trợ trong năm",
        "measure": Measure.TEAMS_SUPPORTED,
        "value": 10,
    },
    {
        "title": "Hòa giải viên có và sử dụng tài liệu bồi dưỡng",
        "measure": Measure.MATERIAL,
        "value": 100,
    },
    {
        "title": "Tỷ lệ hòa giải thành trên số vụ, việc tiếp nhận",
        "measure": Measure.SUCCESS,
        "value": 85,
        "due_year": 2030,
    },
    {
        "title": "Tỷ lệ hòa giải thành ở nơi làm điểm",
        "measure": Measure.SUCCESS,
        "value": 90,
        "due_year": 2030,
        "is_above": True,
        "is_for_pilots": True,
    },
)


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
    _make_statistics(using)


def _make_statistics(using: str) -> None:
    if not StatisticalForm.objects.using(using).exists():
        StatisticalForm.objects.using(using).bulk_create(
            StatisticalForm(
                kind=kind, code=code, title=title, legal_basis=FORMS_BASIS, valid_from=LAW_FROM
            )
            for kind, code, title in FORMS
        )
    if not ReportingPeriod.objects.using(using).exists():
        ReportingPeriod.objects.using(using).bulk_create(
            ReportingPeriod(
                day=day, month=month, name=name, legal_basis=PERIODS_BASIS, valid_from=LAW_FROM
            )
            for day, month, name in PERIODS
        )
    if not Target.objects.using(using).exists():
        Target.objects.using(using).bulk_create(
            Target(order=order, legal_basis=TARGETS_BASIS, valid_from=TARGETS_FROM, **fields)
            for order, fields in enumerate(TARGETS, start=1)
        )


def connect(app_config: AppConfig) -> None:
    """After each migrate, and after a flush, which ends a test."""

    def after_migrate(using: str, apps: Apps = present_apps, **_: Any) -> None:
        try:
            apps.get_model("mediators", "Target")
        except LookupError:  # migrated in part: the tables are still to come
            return
        make_rows(using)

    post_migrate.connect(
        after_migrate, sender=app_config, weak=False, dispatch_uid="rows of law of mediators"
    )
