"""Opens what a number links to and counts its rows."""

import datetime as dt
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse

from config.forms import DateField
from plans.models import Officer
from tasks.board.board import Board
from tasks.board.filters import TaskFilters
from tasks.board.load import load_board
from tasks.board.scope import LOCALITY, PLAN, Scope
from tasks.task_list.page import matching
from tests.tasks.reading import said

LIST = reverse("tasks:task_list")
ASSIGNMENTS = reverse("tasks:assignment_list")


def linked_numbers(root) -> dict[str, int]:
    """Each link of the page to a list of tasks or task-years, with the number that it shows."""
    found = {}
    for a in root.xpath("//main//a[@href]"):
        words = said(a).split()
        if urlsplit(a.get("href")).path in {LIST, ASSIGNMENTS} and words[0].isdigit():
            found[a.get("href")] = int(words[0])
    return found


class Walk:
    """One person's; a board that was loaded once serves all links to its scope and day."""

    def __init__(self, user: Officer, today: dt.date) -> None:
        self.user, self.today = user, today
        self.boards: dict[tuple[Scope, dt.date], Board] = {}

    def n_rows(self, url: str) -> int:
        path, query = urlsplit(url).path, QueryDict(urlsplit(url).query)
        board = self.board(query)
        if path == ASSIGNMENTS:
            assert query["tinh_trang"] == "chua-phan-cong"
            return len(board.unassigned)
        form = TaskFilters(query, board=board)
        assert not form.errors, url
        return len(matching(board, form))

    def board(self, query: QueryDict) -> Board:
        picked = [int(query.get(name, "0")) or None for name in (PLAN, LOCALITY)]
        day = DateField(required=False).clean(query.get("tai_ngay", "")) or self.today
        key = (Scope(*picked), day)
        if key not in self.boards:
            self.boards[key] = load_board(self.user, day=day, today=self.today, scope=key[0])
        return self.boards[key]
