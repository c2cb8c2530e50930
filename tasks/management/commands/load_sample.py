"""Loads the sample data: for trying it out, never beside real data."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import clock
from tasks.sample import story as sample
from tasks.sample.load import RealData, Told, TooEarly, has_real_data, is_loaded, load_sample


class Command(BaseCommand):
    help = "Nạp dữ liệu minh họa: kế hoạch thật, còn người, văn bản và tình trạng không có thật."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            type=dt.date.fromisoformat,
            metavar="NĂM-THÁNG-NGÀY",
            help=f"kể đến ngày này (mặc định {sample.STORY_ENDS_ON}, không quá ngày hôm nay)",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="lặng lẽ bỏ qua nếu cơ sở dữ liệu đã có dữ liệu thật",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and has_real_data():
            return
        this_day = clock.today()
        today = options["today"] or min(sample.STORY_ENDS_ON, this_day)
        if today > this_day:
            raise CommandError(
                f"--today {today:%d/%m/%Y} ở sau ngày hôm nay ({this_day:%d/%m/%Y}): "
                "tình trạng của ngày chưa đến thì chưa ai biết."
            )
        is_new = not is_loaded()
        if is_new:
            self.stdout.write("Đang nạp dữ liệu minh họa ...")
        try:
            told = load_sample(today=today)
        except (RealData, TooEarly) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_sentence(told))
        self.stdout.write(accounts())


def _sentence(told: Told) -> str:
    if not told.is_new or told.until is None:
        return "Dữ liệu minh họa đã có sẵn, không thay đổi gì."
    return (
        f"Đã nạp kế hoạch với {told.n_cells} nhiệm vụ theo năm và {told.n_updates} lần cập nhật, "
        f"tính đến ngày {told.until:%d/%m/%Y}."
    )


def accounts() -> str:
    """A table for the terminal: who there is to sign in as."""
    people = [person for person in sample.PEOPLE if person.is_active]
    rows = [("Tên đăng nhập", "Họ và tên", "Chức vụ", "Vai trò")]
    rows += [
        (p.username, p.full_name, p.job_title, ", ".join(role.value for role in p.roles))
        for p in people
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = [
        "  ".join(["", *(text.ljust(width) for text, width in zip(row, widths, strict=True))])
        for row in rows
    ]
    table = [line.rstrip() for line in lines]
    return "\n".join(["", f"Tài khoản minh họa, cùng mật khẩu {sample.PASSWORD}:", "", *table, ""])
