"""What a clause has from its own closing words, or from the heading above it.

"1. Tuyên truyền (hoàn thành trong quý II/2026)" dates each task below it that names no time;
"Cơ quan chủ trì các nhiệm vụ sau: Sở X" leads each clause below it. A heading that only lends is
no task itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from plans.document.closing import closing_time, split_closing_time
from plans.document.labels import read_labels
from plans.document.outline import Item, Node
from plans.document.tasks import Claims, Draft
from plans.document.words import without_final_stop


def share_labels_for_what_follows(claims: Claims) -> None:
    """Labels that speak of "các nhiệm vụ sau" are those of each clause below them."""
    taken = {id(draft.node) for draft in claims.drafts if draft.item is None}
    drafts: list[Draft] = []
    for draft in claims.drafts:
        lent = list(_below(draft, taken)) if draft.is_for_below else []
        drafts += lent or [draft]
    claims.drafts = drafts


def _below(draft: Draft, taken: set[int]) -> Iterator[Draft]:
    for child in draft.node.children:
        if child.row is None and id(child) not in taken:
            yield _lent(draft, child, None, child.heading)
    if not draft.node.children:
        for item in draft.node.items:
            if item.shape and not read_labels(item.body):
                yield _lent(draft, draft.node, item, item.body)


def _lent(draft: Draft, node: Node, item: Item | None, text: str) -> Draft:
    return Draft(
        node,
        item,
        without_final_stop(text),
        list(draft.leads),
        list(draft.partners),
        list(draft.time_lines),
    )


def complete(claims: Claims) -> None:
    """Gives each draft the time, or the bodies, that it does not name itself."""
    own = {id(draft.node): draft for draft in claims.drafts if draft.item is None}
    lenders: set[int] = set()
    for draft in claims.drafts:
        if not draft.time_lines:
            _take_closing_time(draft)
        above = draft.node.ancestors()
        for node in (draft.node, *above) if draft.item is not None else above:
            lender = own.get(id(node))
            if lender is not None and _lend(lender, draft):
                lenders.add(id(lender))
            heading_time = split_closing_time(node.heading)[1] if node.row is None else ""
            if heading_time and not draft.time_lines:
                draft.time_lines = [heading_time]
    claims.drafts = [draft for draft in claims.drafts if id(draft) not in lenders]


def _take_closing_time(draft: Draft) -> None:
    title, phrase = split_closing_time(draft.title)
    if phrase:
        draft.title = without_final_stop(title)
    phrase = phrase or closing_time(draft.title)
    draft.time_lines = [phrase] if phrase else []


def _lend(lender: Draft, draft: Draft) -> bool:
    """Whether a heading's draft that tells only who, or only when, lends it to one below."""
    if lender.leads and not lender.time_lines and not draft.leads:
        draft.leads = list(lender.leads)
        draft.partners = draft.partners or list(lender.partners)
        return True
    if lender.time_lines and not lender.leads and draft.leads and not draft.time_lines:
        draft.time_lines = list(lender.time_lines)
        return True
    return False
