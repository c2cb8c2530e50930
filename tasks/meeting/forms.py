"""What the meeting sheet and the list of silence are asked for, in the address."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.http import QueryDict

from config.filters import Choice
from config.forms import DateField
from tasks.board.board import Board
from tasks.board.filters import AddressForm, plan_choice
from tasks.meeting.page import DAYS_BETWEEN_MEETINGS


class MeetingFilters(AddressForm):
    """The day of the meeting, and of the one before: a week earlier unless told otherwise."""

    names = {"day": "tai_ngay", "since": "tu_ngay"}
    plan = plan_choice()
    day = DateField(label="Họp ngày", required=False, help_text="")
    since = DateField(label="Lần giao ban trước", required=False, help_text="")

    def __init__(self, data: QueryDict, *, board: Board) -> None:
        super().__init__(data, board=board)
        self.fields["since"].widget.attrs["placeholder"] = f"{self.shown_since:%d/%m/%Y}"

    def clean_since(self) -> dt.date | None:
        since: dt.date | None = self.cleaned_data["since"]
        day = self.cleaned_data.get("day") or self.today
        if since is not None and since >= day:
            raise ValidationError(f"Nhập ngày trước ngày họp {day:%d/%m/%Y}")
        return since

    @property
    def shown_since(self) -> dt.date:
        since: dt.date | None = self.value("since")
        return since or self.shown_day - dt.timedelta(days=DAYS_BETWEEN_MEETINGS)


class SilenceFilters(AddressForm):
    """Whose silence, in which year, on which day."""

    names = {"year": "nam", "lead": "chu_tri", "day": "tai_ngay"}
    filters_nothing = frozenset({"plan", "locality", "day"})
    plan = plan_choice()
    year = Choice(label="Năm", all_label="Mọi năm", coerce=int)
    lead = Choice(label="Cơ quan chủ trì", all_label="Tất cả cơ quan", coerce=int)
    day = DateField(label="Tính đến ngày", required=False, help_text="")

    def _offer(self) -> None:
        super()._offer()
        self.offer("year", [(year, str(year)) for year in self.board.years])
        self.offer("lead", self.board.bodies(leads_only=True))
