"""Loads the sample data: for trying it out, never beside real data."""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import clock
from tasks.sample.load import RealData, Told, TooEarly, has_real_data, is_loaded, load_sample
from tasks.sample.places import people, place_name, roles_of
from tasks.sample.rows import read


class Command(BaseCommand):
    help = "Nạp dữ liệu minh họa: kế hoạch thật, còn người, văn bản và tình trạng không có thật."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            type=_day,
            metavar="NGÀY/THÁNG/NĂM",
            help="nạp những gì đã có đến ngày này (mặc định và muộn nhất là hôm nay)",
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
        today = options["today"] or this_day
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


def _day(text: str) -> dt.date:
    """The day as people write it, or as machines do."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
    raise ArgumentTypeError(f"“{text}” không phải là ngày: hãy viết như 22/11/2026.")


def _sentence(told: Told) -> str:
    if not told.is_new or told.until is None:
        return "Dữ liệu minh họa đã có sẵn, không thay đổi gì."
    return (
        f"Đã nạp {told.n_plans} kế hoạch với {told.n_cells} nhiệm vụ theo năm và "
        f"{told.n_updates} lần cập nhật, tính đến ngày {told.until:%d/%m/%Y}."
    )


def accounts() -> str:
    """A table for the terminal: who there is to sign in as."""
    rows = [("Tên đăng nhập", "Họ và tên", "Chức vụ", "Địa bàn", "Vai trò")]
    rows += [
        (
            row["username"],
            row["full_name"],
            row["job_title"],
            place_name(row["place"]),
            ", ".join(role.value for role in roles_of(row)),
        )
        for row in people()
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = [
        "  ".join(["", *(text.ljust(width) for text, width in zip(row, widths, strict=True))])
        for row in rows
    ]
    table = [line.rstrip() for line in lines]
    password = read("people")["password"]
    return "\n".join(["", f"Tài khoản minh họa, cùng mật khẩu {password}:", "", *table, ""])
