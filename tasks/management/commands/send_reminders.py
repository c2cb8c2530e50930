"""Sends the day's letters that remind people of what is due; for cron or a systemd timer."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import clock
from tasks.reminders.letters import Letter
from tasks.reminders.services import AlreadyRunning, Outcome, is_day_off, letters_of, send_letters

_MOST_NAMED = 10
_CONSOLE = "django.core.mail.backends.console.EmailBackend"


class Command(BaseCommand):
    help = (
        "Gửi thư nhắc việc của ngày hôm nay: mỗi người nhiều nhất một thư, không gửi vào ngày "
        "nghỉ. Chạy lại không gửi lặp; lần chạy bị lỡ thì lần sau gửi bù."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ in ra những thư sẽ gửi, không gửi gì"
        )
        parser.add_argument(
            "--date",
            type=dt.date.fromisoformat,
            metavar="NĂM-THÁNG-NGÀY",
            help="kể như ngày này là hôm nay (chỉ dùng cùng --dry-run)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        if options["dry_run"]:
            self._preview(options["date"] or today)
            return
        if options["date"] not in (None, today):
            raise CommandError("--date chỉ dùng để xem trước: thêm --dry-run.")
        if settings.EMAIL_BACKEND == _CONSOLE:
            raise CommandError(
                "Chưa có máy chủ thư: đặt EMAIL_URL (xem .env.example) rồi chạy lại, hoặc thêm "
                "--dry-run để xem trước."
            )
        try:
            outcome = send_letters(today=today)
        except AlreadyRunning:
            self.stdout.write("Một lần gửi khác đang chạy: lần này không gửi gì.")
            return
        self._tell(outcome)

    def _preview(self, day: dt.date) -> None:
        if is_day_off(day):
            self.stdout.write(f"{day:%d/%m/%Y} là ngày nghỉ: không gửi thư.")
            return
        letters = list(letters_of(day))
        for letter in letters:
            self.stdout.write(f"{_address(letter)}\n{letter.subject}\n\n{letter.text}\n")
        self.stdout.write(f"Ngày {day:%d/%m/%Y}: sẽ gửi {len(letters)} thư. Chưa gửi thư nào.")

    def _tell(self, outcome: Outcome) -> None:
        if outcome.is_day_off:
            self.stdout.write("Hôm nay là ngày nghỉ: thư của ngày làm việc tới sẽ nhắc đủ.")
            return
        for letter in outcome.sent:
            self.stdout.write(f"{_address(letter)}: {letter.subject}")
        self.stdout.write(f"Đã gửi {len(outcome.sent)} thư.")
        if outcome.sent and not settings.SITE_URL:
            self.stdout.write("Chưa đặt SITE_URL nên trong thư không có đường dẫn.")
        if outcome.failed:
            raise CommandError(_failure(outcome.failed))


def _failure(failed: Sequence[tuple[Letter, str]]) -> str:
    whom = "; ".join(f"{_address(letter)} ({why})" for letter, why in failed[:_MOST_NAMED])
    more = " và những người khác" if len(failed) > _MOST_NAMED else ""
    return (
        f"Chưa gửi được {len(failed)} thư: {whom}{more}. Kiểm tra EMAIL_URL, máy chủ thư và địa "
        "chỉ của từng người rồi chạy lại: thư đã gửi không bị gửi lặp."
    )


def _address(letter: Letter) -> str:
    return f"{letter.to.full_name} <{letter.to.email}>"
