"""A roster of 5,000 people from Excel, as the keeper brings it in: time, and memory.

Runs in a process of its own, so that its memory is its own; the database is the bench's.
"""

import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import environment

N_PEOPLE, N_TEAMS = 5000, 500
_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ"]
_MIDDLE = ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh", "Kim", "Đức", "Xuân", "Thu"]
_GIVEN = ["An", "Bình", "Cường", "Dũng", "Hà", "Hòa", "Hùng", "Lan", "Mai", "Ánh"]


@dataclass(frozen=True)
class Figures:
    """Seconds; ``megabytes`` is the peak of the process, None where the system does not tell."""

    preview: float
    apply: float
    changed_preview: float
    changed_apply: float
    megabytes: float | None

    def __str__(self) -> str:
        peak = f"{self.megabytes:.0f} MB" if self.megabytes else "not told"
        return (
            f"{N_PEOPLE:,} people from Excel: preview {self.preview:.1f} s (budget 10), applied in "
            f"{self.apply:.1f} s (budget 5)\n"
            f"All of them changed: preview {self.changed_preview:.1f} s (budget 10), applied in "
            f"{self.changed_apply:.1f} s (budget 5)\n"
            f"Memory of the process at its peak: {peak} (budget 200)"
        )


def measured() -> Figures:
    command = [sys.executable, "-m", "bench.rosters"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Figures(**json.loads(done.stdout))


def main() -> None:
    environment.start()
    client = _keeper_at_work()
    first = _timed(client, _workbook(_people()))
    again = _timed(client, _workbook(_everybody_changed()))
    print(json.dumps(asdict(Figures(*first, *again, megabytes=_peak()))))


def _keeper_at_work() -> Any:
    """Signed in, in a commune of its own with its teams."""
    from django.contrib.auth.models import Group  # noqa: PLC0415 -- once Django is set up
    from django.test import Client  # noqa: PLC0415

    from mediators.models import MediationTeam  # noqa: PLC0415
    from plans.models import Agency, Locality, Officer, Role  # noqa: PLC0415

    commune = Locality.objects.create(name="Xã Nghìn Người")
    for number in range(1, N_TEAMS + 1):
        hamlet = Locality.objects.create(
            name=f"Khu phố {number}", level=Locality.Level.HAMLET, parent=commune
        )
        MediationTeam.objects.create(hamlet=hamlet)
    agency = Agency.objects.create(name="UBND xã", locality=commune)
    keeper = Officer.objects.create(username="nghin-nguoi", full_name="Sổ", agency=agency)
    keeper.groups.add(Group.objects.get(name=Role.KEEPER.value))
    client = Client(SERVER_NAME="localhost")
    client.force_login(keeper)
    return client


def _people() -> Iterator[dict[str, str]]:
    """No two of one name and year; each in one of the teams."""
    names = itertools.cycle(itertools.product(_GIVEN, _FAMILY, _MIDDLE))
    for n, (given, family, middle) in zip(range(N_PEOPLE), names, strict=False):
        yield {
            "name": f"{family} {middle} {given}",
            "birth": f"17/08/{1950 + n // 1000 * 7}",
            "sex": "Nữ" if n % 3 == 0 else "Nam",
            "ethnic": "Kinh",
            "qualification": "Chưa qua đào tạo",
            "occupation": "Làm vườn",
            "address": f"Số {n} đường Nguyễn Văn Linh",
            "team": f"Khu phố {n % N_TEAMS + 1}",
        }


def _everybody_changed() -> Iterator[dict[str, str]]:
    from mediators.models import Mediator  # noqa: PLC0415
    from mediators.roster_import.exports import texts_of  # noqa: PLC0415

    for person in Mediator.objects.filter(locality__name="Xã Nghìn Người").iterator():
        yield texts_of(person, None) | {"occupation": "Hưu trí", "phone": "0912 345 678"}


def _workbook(rows: Iterable[Mapping[str, str]]) -> bytes:
    from mediators.roster_import.workbook.writer import Lists, Sheet, roster_workbook  # noqa: PLC0415

    return roster_workbook(Sheet(title="DANH SÁCH", rows=rows), Lists())


def _timed(client: Any, workbook: bytes) -> tuple[float, float]:
    """Seconds from the upload to the preview on the screen, and of the confirmation."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from bench.browser import clock  # noqa: PLC0415

    file = SimpleUploadedFile("danh-sach.xlsx", workbook)
    begin = clock()
    upload = {"file": file, "started_on": "01/01/2026"}
    preview = client.post("/hoa-giai-vien/nhap/", upload, follow=True)
    between = clock()
    [[path, _]] = preview.redirect_chain
    [digest] = re.findall(r'name="digest" value="(\w+)"', preview.content.decode())
    done = client.post(f"{path}xac-nhan/", {"digest": digest})
    end = clock()
    if done.status_code != 302 or done.headers["Location"] != "/hoa-giai-vien/":
        raise RuntimeError("the roster was not taken in")
    return between - begin, end - between


def _peak() -> float | None:
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    [line] = [one for one in status.read_text().splitlines() if one.startswith("VmHWM:")]
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    main()
