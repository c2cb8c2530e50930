"""The fixed cast of the tests, around one task of one plan of xã Tân Biên.

The officer's body leads the task, the partner's takes part; the stranger works elsewhere.
"""

from dataclasses import dataclass

from plans.models import Locality, Officer, Plan, Role
from tasks.models import Task, TaskYear
from tests import factories as make

MEMBERS = (
    "anonymous",
    "stranger",
    "partner",
    "officer",
    "coordinator",
    "leader",
    "keeper",
    "administrator",
    "superuser",
)


@dataclass(frozen=True, slots=True)
class Cast:
    """``task_year`` is that of 2026; the whole timeline 2024-2030 has its cells."""

    home: Locality
    plan: Plan
    task: Task
    task_year: TaskYear
    stranger: Officer
    partner: Officer
    officer: Officer
    coordinator: Officer
    leader: Officer
    keeper: Officer
    administrator: Officer
    superuser: Officer

    def member(self, name: str) -> Officer | None:
        """None for who has not signed in."""
        return None if name == "anonymous" else getattr(self, name)


def make_cast() -> Cast:
    home = make.make_locality()
    elsewhere = make.make_locality(name="Xã Tân Lập")
    justice = make.make_agency(name="Công chức Tư pháp - hộ tịch", locality=home)
    front = make.make_agency(name="UBMTTQ xã", locality=home)
    office = make.make_agency(name="UBND xã", locality=home, is_whole_office=True)
    plan = make.make_plan(locality=home)
    task = make.make_task(
        plan=plan,
        clause="II.2.b",
        title="Bồi dưỡng hòa giải viên",
        leads=[justice],
        partners=[front],
    )
    timeline = make.make_timeline(task=task, with_cells=True)
    return Cast(
        home=home,
        plan=plan,
        task=task,
        task_year=timeline.cells.get(year=2026),
        stranger=make.make_officer(
            username="nguoi-la", full_name="Lê Thị Xa", locality=elsewhere, roles=list(Role)
        ),
        partner=make.make_officer(username="mat-tran", full_name="Trần Văn Phối", agency=front),
        officer=make.make_officer(
            username="tu-phap", full_name="Nguyễn Thị Phụ Trách", agency=justice
        ),
        coordinator=make.make_officer(
            username="tong-hop",
            full_name="Phạm Văn Tổng",
            agency=office,
            roles=[Role.COORDINATOR],
        ),
        leader=make.make_officer(
            username="lanh-dao", full_name="Võ Thị Lãnh", agency=office, roles=[Role.LEADER]
        ),
        keeper=make.make_officer(
            username="danh-sach", full_name="Đặng Văn Sổ", agency=office, roles=[Role.KEEPER]
        ),
        administrator=make.make_officer(
            username="quan-tri",
            full_name="Bùi Thị Trị",
            agency=office,
            roles=[Role.ADMINISTRATOR],
        ),
        superuser=make.make_officer(
            username="goc",
            full_name="Hồ Văn Gốc",
            agency=office,
            roles=[],
            is_staff=True,
            is_superuser=True,
        ),
    )
