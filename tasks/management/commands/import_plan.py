"""Loads a plan from a file, as ``/ke-hoach/nhap/`` does in the browser."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config import clock
from plans import document as doc
from plans.document.files import MAX_MEGABYTES
from plans.models import Locality, Plan
from plans.office.guard import check_size
from plans.text import clean
from tasks.plan_import.bodies import Bodies, look_alikes, merges_of, names_in
from tasks.plan_import.services import LoadError, Outcome, YearsMissing, load_plan


class Command(BaseCommand):
    help = (
        "Đưa một kế hoạch (.txt, .docx) vào phần mềm. Chạy lại với cùng tệp thì không đổi gì; với "
        "văn bản sửa đổi thì liệt kê thay đổi, và chỉ thực hiện khi có --apply."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp văn bản kế hoạch")
        parser.add_argument("--locality", required=True, help='địa bàn, ví dụ "xã Tân Biên"')
        parser.add_argument("--parent", default="", help='tỉnh, ví dụ "tỉnh Tây Ninh"')
        parser.add_argument("--plan", type=int, help="mã của kế hoạch mà văn bản này sửa đổi")
        parser.add_argument("--first-year", type=int, help="năm đầu, nếu văn bản không nêu")
        parser.add_argument("--last-year", type=int, help="năm cuối, nếu văn bản không nêu")
        parser.add_argument(
            "--merge", action="store_true", help="ghép các tên rõ ràng chỉ cùng một cơ quan"
        )
        parser.add_argument(
            "--apply", action="store_true", help="thực hiện các thay đổi của văn bản sửa đổi"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        document = self._read(options["file"])
        locality = self._locality(options["locality"], options["parent"])
        groups = look_alikes(names_in(document), Bodies(locality))
        merges = merges_of(groups)
        arguments: dict[str, Any] = {
            "locality": locality,
            "by": None,
            "today": clock.today(),
            "bodies": merges if options["merge"] else None,
            "plan": self._plan(options["plan"], locality),
            "years": _years(options),
        }
        try:
            outcome = load_plan(document, **arguments, apply=False)
            if outcome.is_new or options["apply"]:
                outcome = load_plan(document, **arguments)
        except YearsMissing as error:
            raise CommandError(f"{error} Thêm --first-year và --last-year.") from error
        except LoadError as error:
            raise CommandError(str(error)) from error
        self._report(outcome)
        if merges and not options["merge"]:
            self._offer(merges)

    def _read(self, path: Path) -> doc.PlanDocument:
        try:
            check_size(path.stat().st_size, megabytes=MAX_MEGABYTES, name=path.name)
            return doc.read(path.read_bytes(), name=path.name)
        except OSError as error:
            raise CommandError(f"Không mở được tệp {path}: hãy kiểm tra lại đường dẫn.") from error
        except doc.Unreadable as error:
            raise CommandError(str(error)) from error

    def _locality(self, name: str, parent_name: str) -> Locality:
        parent = None
        if clean(parent_name):
            parent = _found(parent_name, None) or Locality.objects.create(
                name=_capital(parent_name), level=Locality.Level.PROVINCE
            )
        found = _found(name, parent)
        if found is None:
            found = Locality.objects.create(name=_capital(name), parent=parent)
            self.stdout.write(f"Đã tạo địa bàn: {found}.")
        return found

    def _plan(self, pk: int | None, locality: Locality) -> Plan | None:
        if pk is None:
            return None
        plan = locality.plans.filter(pk=pk).first()
        if plan is None:
            raise CommandError(f"{locality} không có kế hoạch mã {pk}: hãy kiểm tra lại --plan.")
        return plan

    def _report(self, outcome: Outcome) -> None:
        if outcome.is_same:
            self.stdout.write(f"Không có thay đổi: {_counts(outcome)}.")
        elif outcome.is_new:
            self.stdout.write(self.style.SUCCESS(f"Đã nhập kế hoạch: {_counts(outcome)}."))
            by_year = [f"{year}: {n}" for year, n in outcome.cells_by_year.items()]
            self.stdout.write(f"Nhiệm vụ theo năm: {'; '.join(by_year)}.")
            self.stdout.write(f"Điều cần lưu ý của văn bản: {outcome.n_findings}.")
        else:
            verb = "Đã thực hiện" if outcome.is_applied else "Sẽ có"
            self.stdout.write(f"{verb} {len(outcome.changes)} thay đổi:")
            for change in outcome.changes:
                self.stdout.write(f"- {change}")
        for note in outcome.notes:
            self.stdout.write(f"! {note}")
        if not outcome.is_same and not outcome.is_applied:
            self.stdout.write("Chưa ghi gì. Để thực hiện, chạy lại với --apply.")

    def _offer(self, merges: dict[str, str]) -> None:
        self.stdout.write("Các tên sau có thể là một cơ quan (ghép bằng --merge):")
        for name, other in merges.items():
            self.stdout.write(f"- “{name}” là “{other}”")


def _counts(outcome: Outcome) -> str:
    return (
        f"{outcome.n_tasks} nhiệm vụ, {outcome.n_timelines} thời gian thực hiện, "
        f"{outcome.n_cells} nhiệm vụ theo năm"
    )


def _years(options: dict[str, Any]) -> tuple[int, int] | None:
    first, last = options["first_year"], options["last_year"]
    if (first is None) != (last is None):
        raise CommandError("Nhập cả --first-year và --last-year.")
    return None if first is None else (first, last)


def _found(name: str, parent: Locality | None) -> Locality | None:
    localities = Locality.objects.exclude(level=Locality.Level.HAMLET).named(name)
    if parent is not None:
        localities = localities.filter(parent=parent)
    found = list(localities[:2])
    if len(found) > 1:
        raise CommandError(
            f"Có nhiều địa bàn tên “{clean(name)}”: thêm --parent để nói rõ thuộc tỉnh nào."
        )
    return found[0] if found else None


def _capital(name: str) -> str:
    tidy = clean(name)
    return tidy[:1].upper() + tidy[1:]
