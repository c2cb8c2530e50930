"""Filters of the pages that read the board, kept in the address.

In the address a filter has a Vietnamese name and Vietnamese values (``tien_do=qua-han``), since
people read addresses and send them to each other; in code its name is English.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from config.filters import Choice, Filters
from config.forms import DateField
from plans.text import fold
from tasks.board.board import Board
from tasks.board.scope import LOCALITY, PLAN
from tasks.models.tasks import Role
from tasks.states import OPEN_STATES, State, Timeliness

PAGE_SIZES = (25, 50, 100)


def slug(label: str) -> str:
    """ "Quá hạn" -> "qua-han"."""
    return fold(label).replace(" ", "-")


ENDED, NOT_ENDED = "da-ket-thuc", "chua-ket-thuc"
STATES: dict[str, tuple[str, tuple[State, ...]]] = {
    NOT_ENDED: ("Chưa kết thúc", OPEN_STATES),
    ENDED: ("Đã kết thúc", tuple(state for state in State if not state.is_open)),
    **{slug(state.label): (state.label, (state,)) for state in State},
}
PARTS = {slug(part.label): part for part in Timeliness}
UNOWNED, SILENT, WANTS_DIRECTION = "chua-phan-cong", "chua-cap-nhat", "xin-chi-dao"
TO_CONFIRM, UPDATED, RETURNED = "cho-xac-nhan", "da-bao-cao", "tra-lai"
ATTENTION = {
    UNOWNED: "Chưa phân công",
    SILENT: "Quá kỳ chưa cập nhật",
    WANTS_DIRECTION: "Xin ý kiến chỉ đạo",
}
IN_HAND = {TO_CONFIRM: "Chờ xác nhận", RETURNED: "Trả lại", UPDATED: "Đã có báo cáo"}
ESTIMATED, SPENT = "du-toan", "thuc-chi"  # of the list of money, to which pages link
ROLES = {"chu-tri": Role.LEAD, "phoi-hop": Role.PARTNER}
SORTS = {
    "diem": "clause",
    "nam": "year",
    "han": "due",
    "trang-thai": "state",
    "cap-nhat": "updated",
}
SORT_WORDS = {
    "nam": "Năm cũ trước",
    "-nam": "Năm mới trước",
    "trang-thai": "Quá hạn, sắp đến hạn trước",
    "-trang-thai": "Đã kết thúc trước",
    "han": "Hạn gần trước",
    "-han": "Hạn xa trước",
    "cap-nhat": "Cập nhật cũ trước",
    "-cap-nhat": "Mới cập nhật trước",
    "diem": "Theo thứ tự của Kế hoạch",
    "-diem": "Ngược thứ tự của Kế hoạch",
}


class AddressForm(Filters):
    """Filters of a page that reads the board; the plan is picked where there are several."""

    filters_nothing = frozenset({"plan", "locality", "year"})
    locality = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, board: Board) -> None:
        self.board, self.today = board, board.today
        super().__init__(data)
        self._offer()
        self.is_valid()

    def _offer(self) -> None:
        """Fill the choices that come from the plans."""
        if "plan" in self.fields:
            self.offer("plan", self.board.plan_choices())
            if len(self.board.pickable) < 2:  # nothing to pick; what was picked stays picked
                self.fields["plan"].widget = forms.HiddenInput()
        if "day" in self.fields:
            self.fields["day"].widget.attrs["placeholder"] = f"{self.today:%d/%m/%Y}"

    def add_prefix(self, field_name: str) -> str:
        return (SCOPE_NAMES | self.names).get(field_name, field_name)

    def clean_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["day"]
        first, last = self.board.days
        if day is not None and not first <= day <= last:
            raise ValidationError(f"Nhập ngày từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}")
        return day

    @property
    def shown_day(self) -> dt.date:
        """The day of which the page speaks: today unless another was asked for."""
        return self.value("day") or self.today


SCOPE_NAMES = {"plan": PLAN, "locality": LOCALITY}


def plan_choice() -> Choice:
    """The plan that a page shows; all in force where none is picked."""
    return Choice(label="Kế hoạch", all_label="Mọi kế hoạch đang thực hiện", coerce=int)


def _day() -> DateField:
    return DateField(label="Tính đến ngày", required=False, help_text="")


def _text() -> forms.CharField:
    return forms.CharField(label="Tìm nhiệm vụ", required=False, max_length=100)


class GridFilters(AddressForm):
    """Filters of the grid; a line stays if one of its cells answers."""

    names = {
        "day": "tai_ngay",
        "lead": "chu_tri",
        "status": "tinh_trang",
        "text": "tim",
        "year": "nam",
    }
    filters_nothing = AddressForm.filters_nothing | {"day"}
    plan = plan_choice()
    day = _day()
    lead = Choice(label="Chủ trì", all_label="Tất cả cơ quan", coerce=int)
    status = Choice(label="Tình trạng", all_label="Tất cả")
    text = _text()
    year = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def _offer(self) -> None:
        super()._offer()
        self.offer("lead", self.board.bodies(leads_only=True))
        parts = [(key, part.label) for key, part in PARTS.items()]
        self.offer("status", [*parts, *ATTENTION.items()])

    @property
    def shown_year(self) -> int:
        """The year that a narrow screen shows first."""
        years = self.board.years
        return min(max(self.value("year") or self.shown_day.year, years[0]), years[-1])


class DashboardFilters(AddressForm):
    """Which year, and as of which day."""

    names = {"year": "nam", "day": "tai_ngay"}
    plan = plan_choice()
    year = Choice(label="Năm", all_label="Năm đang xem", coerce=int)
    day = _day()

    def _offer(self) -> None:
        super()._offer()
        year = self.fields["year"]
        if isinstance(year, Choice):
            year.choices = [(each, str(each)) for each in self.board.years]

    def __init__(self, data: QueryDict, *, board: Board) -> None:
        super().__init__(data, board=board)
        if self.value("year") is None and "year" not in self.errors:
            self.data = data.copy()
            self.data[self.names["year"]] = str(self.shown_year)  # what the control shows

    @property
    def shown_year(self) -> int:
        """The year asked for; else that of the day shown, within the plan."""
        years = self.board.years
        year = self.value("year") or min(max(self.shown_day.year, years[0]), years[-1])
        return int(year)


class YearFilters(DashboardFilters):
    """Which plan, which year: that of today unless another is asked for."""

    names = {"year": "nam"}
    day = None  # type: ignore[assignment]  # Django's way to leave out a field of the parent


class OnePlanForm(AddressForm):
    """Filters of a page that shows one plan at a time: the plan shown is the one that is picked."""

    def __init__(self, data: QueryDict, *, board: Board, **kwargs: Any) -> None:
        picked = data.copy()
        picked[PLAN] = str(board.plans[0].pk)
        super().__init__(picked, board=board, **kwargs)


class PlanYearFilters(OnePlanForm, YearFilters):
    """The year of the only plan shown."""


class TaskFilters(AddressForm):
    """Filters of the list of task-years."""

    names = {
        "text": "tim",
        "year": "nam",
        "part": "tien_do",
        "agency": "co_quan",
        "role": "vai_tro",
        "officer": "can_bo",
        "state": "trang_thai",
        "group": "phan",
        "attention": "can_luu_y",
        "due_by": "han_den",
        "must_end_by": "phai_xong",
        "until": "den_nam",
        "day": "tai_ngay",
        "sort": "sap_xep",
        "size": "moi_trang",
    }
    filters_nothing = frozenset({"plan", "locality", "sort", "size"})
    always_shown = ("plan", "text", "year", "part", "agency")
    plan = plan_choice()
    text = _text()
    year = Choice(label="Năm", all_label="Mọi năm", coerce=int)
    part = Choice(label="Tiến độ", all_label="Tất cả", coerce=PARTS.__getitem__)
    agency = Choice(label="Cơ quan", all_label="Tất cả cơ quan", coerce=int)
    role = Choice(
        label="Vai trò của cơ quan", all_label="Chủ trì hoặc phối hợp", coerce=ROLES.__getitem__
    )
    officer = Choice(label="Người phụ trách", all_label="Tất cả", coerce=int)
    state = Choice(label="Trạng thái", all_label="Tất cả", coerce=lambda key: STATES[key][1])
    group = Choice(label="Phần của Kế hoạch", all_label="Tất cả các phần", coerce=int)
    attention = Choice(label="Cần lưu ý", all_label="Tất cả")
    due_by = DateField(label="Hạn đến ngày", required=False, help_text="")
    must_end_by = DateField(label="Phải xong đến ngày", required=False, help_text="")
    until = Choice(label="Đến hết năm", all_label="Mọi năm", coerce=int)
    day = _day()
    sort = Choice(label="Sắp xếp", all_label="Như trong Kế hoạch")
    size = Choice(label="Số dòng mỗi trang", all_label=str(PAGE_SIZES[0]), coerce=int)

    def _offer(self) -> None:
        super()._offer()
        self.offer("year", [(year, str(year)) for year in self.board.years])
        self.offer("until", [(year, str(year)) for year in self.board.years])
        self.offer("part", [(key, part.label) for key, part in PARTS.items()])
        self.offer("agency", self.board.bodies())
        self.offer("role", [(key, role.label) for key, role in ROLES.items()])
        self.offer("officer", self.board.people())
        self.offer("state", [(key, words) for key, (words, _) in STATES.items()])
        self.offer("group", self.board.groups.items())
        self.offer("attention", (ATTENTION | IN_HAND).items())
        self.offer("sort", SORT_WORDS.items())
        self.offer("size", [(size, str(size)) for size in PAGE_SIZES])
