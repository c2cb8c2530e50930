"""The register of communication: what was published, broadcast and held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse

from config.register import Column, Kind, Register
from plans.models import Plan
from tasks.board.lists import plan_column
from tasks.models import Activity

_CHANNEL = "tasks/programme/_communication_channel.html"
_LINK = "tasks/programme/_communication_link.html"


def _in_programme(row: Activity) -> str:
    """The row's place in the programme of its year, where it is changed."""
    cell = row.task_year
    address = f"?ke_hoach={cell.task.plan_id}&nam={cell.year}#hd-{row.pk}"
    return reverse("tasks:programme") + address


def _title_in_file(row: Activity) -> str:
    return row.title if row.done_on else f"{row.title} (chưa thực hiện)"


COMMUNICATION = Register(
    title="Truyền thông",
    lead="Tin, bài, buổi phát thanh, hội nghị, diễn đàn về hòa giải ở cơ sở.",
    things="dòng",
    caption="Sổ truyền thông, mới nhất trước",
    print_label="Bản in đủ các dòng",
    file_name="Sổ truyền thông",
    columns=(
        Column(
            "day",
            "Ngày",
            Kind.SHORT,
            value=lambda row: row.done_on or row.planned_on,
            note=lambda row: "" if row.done_on or not row.planned_on else "dự kiến",
            empty="Chưa định",
            width=12,
        ),
        Column("get_kind_display", "Loại", on_page=False, width=16),
        Column(
            "title",
            "Tên tin, bài, hội nghị",
            Kind.TITLE,
            link=_in_programme,
            note="get_kind_display",
            in_file=_title_in_file,
            width=50,
        ),
        Column("channel", "Kênh, hình thức", template=_CHANNEL, width=24),
        Column("url", "Đường dẫn", template=_LINK, width=44),
        plan_column("task_year.task.plan"),
        Column("task_year.task.code", "Điểm", on_page=False, width=9),
        Column(
            "cell",
            "Nhiệm vụ",
            value=lambda row: f"{row.task_year.task.code}, năm {row.task_year.year}",
            link="task_year.get_absolute_url",
            in_file="task_year.full_name",
            width=34,
        ),
        Column("task_year.year", "Năm", on_page=False, width=7),
        Column("result", "Kết quả", on_page=False, width=34),
    ),
    nothing=(
        "Sổ chưa có dòng nào",
        "Ghi ở đây tin, bài, buổi phát thanh, hội nghị, diễn đàn; từ đó làm minh chứng được.",
    ),
    nothing_found=(
        "Không có tin, bài nào khớp",
        "Bỏ bớt điều kiện lọc; tìm không cần dấu.",
    ),
)


def communication_register(plans: Sequence[Plan], year: int | None) -> Register:
    """Return the register of these plans, of one year or of all."""
    names = "; ".join(str(plan) for plan in plans)
    of_year = f" NĂM {year}" if year else ""
    return replace(
        COMMUNICATION,
        lead=f"{COMMUNICATION.lead} {names}.",
        file_title=f"SỔ TRUYỀN THÔNG{of_year}",
    )
