"""The list of one team in a draft: who stays, who leaves and why, who comes, who leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.forms import with_one_more_row
from config.http import HttpRequest, wants_partial
from mediators.access import draft_for_keeping, team_for_keeping
from mediators.common import saved_at
from mediators.decisions.forms import ActForm, Newcomers, after
from mediators.decisions.services import Item, save_team_lines
from mediators.models import (
    Decision,
    DecisionLine,
    LeavingGround,
    LineKind,
    MediationTeam,
    Mediator,
    MembershipRole,
)
from mediators.models.composition import Counts, Gap, missing

PREFIX = "moi"


@require_GET
def decision_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """From the select on the draft's page to the list of the chosen team."""
    draft = draft_for_keeping(request.user, pk)
    key = request.GET.get("to", "")
    if not (key.isdecimal() and len(key) < 19):
        messages.error(request, "Chọn tổ hòa giải rồi bấm lại.")
        return redirect(draft)
    team = team_for_keeping(request.user, int(key))
    return redirect("mediators:decision_team", draft.pk, team.pk)


@require_http_methods(["GET", "POST"])
def decision_team(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    """A POST saves; with "check" it only tells what the team would lack, with "moi-add" it gives
    another row."""
    draft = draft_for_keeping(request.user, pk)
    team = team_for_keeping(request.user, team_pk)
    desk = _Desk(request, draft, team)
    if request.method == "POST" and not desk.is_only_asking and desk.is_valid():
        try:
            save_team_lines(
                decision_id=draft.pk,
                version=desk.version_sent,
                team=team,
                items=desk.items(),
                by=request.user,
            )
        except ValidationError as refusal:
            desk.refusals = refusal.messages
        else:
            messages.success(request, saved_at())
            return redirect(draft)
    if wants_partial(request):
        context = {"gaps": desk.gaps(), "team": team}
        return render(request, "mediators/decisions/_after_decision.html", context)
    status = 422 if desk.has_errors else 200
    return render(request, "mediators/decisions/decision_team.html", desk.context(), status=status)


class _Desk:
    """The forms of the page and what they come to."""

    def __init__(self, request: HttpRequest, draft: Decision, team: MediationTeam) -> None:
        self.today = clock.today()
        self.draft = draft
        self.team = team
        self.composition = team.composition_on(self.today)
        self.members = list(team.memberships.all().open().with_people().in_order())
        self.refusals: Sequence[str] = []
        sent: QueryDict | None = request.POST if request.method == "POST" else None
        self.is_adding = sent is not None and f"{PREFIX}-add" in sent
        self.is_only_asking = self.is_adding or (sent is not None and "check" in sent)
        if sent is not None and self.is_adding:
            sent = with_one_more_row(sent, PREFIX)
        version = sent.get("version", "") if sent is not None else ""
        self.version_sent = int(version) if version.isdecimal() and len(version) < 10 else -1
        lines = {line.mediator_id: line for line in draft.lines.with_all().filter(team=team)}
        grounds = list(LeavingGround.objects.on(self.today))
        self.acts = [
            ActForm(sent, member=one, line=lines.pop(one.mediator_id, None), grounds=grounds)
            for one in self.members
        ]
        self.newcomers = self._newcomers(sent, list(lines.values()))

    def _newcomers(self, sent: QueryDict | None, lines: list[DecisionLine]) -> Any:
        free = Mediator.objects.within(self.draft.locality).free_for_teams().in_order()
        others = [line.mediator for line in lines]
        people = list({one.pk: one for one in (*free[:500], *others)}.values())
        start = [{"person": str(line.mediator_id), "role": line.role} for line in lines]
        return Newcomers(
            sent,
            prefix=PREFIX,
            initial=start,
            form_kwargs={
                "people": people,
                "locality": self.draft.locality,
                "today": self.today,
                "asks_ethnic_group": self.team.needs_minority,
            },
        )

    def is_valid(self) -> bool:
        return all([self.newcomers.is_valid(), *(form.is_valid() for form in self.acts)])

    @property
    def has_errors(self) -> bool:
        if self.is_only_asking or not self.newcomers.is_bound:
            return False
        return bool(self.refusals) or not self.is_valid()

    def items(self) -> list[Item]:
        """After validation."""
        acts = [form.item() for form in self.acts]
        rows = [form.item() for form in self.newcomers if not form.is_blank]
        return [*(item for item in acts if item is not None), *rows]

    def gaps(self) -> list[Gap]:
        """What the team would lack once the draft is in force; rows with errors do not count."""
        if not self.newcomers.is_bound:
            return missing(Counts.of(after(self.members, self._drafted())), self.composition.needs)
        self.is_valid()
        acts = [form.item() for form in self.acts if form.is_valid()]
        rows = [one.item() for one in self.newcomers if one.is_valid() and not one.is_blank]
        items = [*(item for item in acts if item is not None), *rows]
        return missing(Counts.of(after(self.members, items)), self.composition.needs)

    def _drafted(self) -> list[Item]:
        return [
            Item(LineKind(line.kind), line.mediator, MembershipRole(line.role), line.ground)
            for line in self.draft.lines.with_all().filter(team=self.team)
        ]

    def context(self) -> dict[str, object]:
        is_shown_again = self.is_only_asking
        return {
            "decision": self.draft,
            "team": self.team,
            "acts": self.acts,
            "newcomers": self.newcomers,
            "formset": None if is_shown_again else self.newcomers,
            "refusals": self.refusals,
            "version": self.draft.version,
            "gaps": self.gaps(),
            "gaps_now": self.composition.missing,
        }
