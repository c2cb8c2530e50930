"""Tasks told by sentences, where no label and no table tells them.

Two tiers, each used only where the one above is silent:

1. sentences of the contents that name who leads ("Giao Sở X chủ trì, phối hợp với ...");
2. the duties of the part on organisation, each under the body that its heading names.

See also ``docs/decisions/reading-plans.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plans.document.duties import Duty, agency_of_heading, read_duty
from plans.document.model import Party
from plans.document.numbering import Style
from plans.document.outline import Item, Node
from plans.document.sections import is_about_purpose, is_field, is_organising
from plans.document.tasks import Claims, Draft
from plans.document.times import find_moments
from plans.document.words import key, without_final_stop

_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-ÖØ-ÝĂƠƯẠ-Ỹ])")
# Duties that carry the plan itself, in every plan: they organise, they are no task of it.
_GENERAL = re.compile(
    r"(?:thực hiện|triển khai|theo dõi|đôn đốc|kiểm tra|hướng dẫn|thi hành|tổng hợp)[^.;]{0,80}"
    r"\b(?:kế hoạch|quyết định|chỉ thị|chương trình|nghị quyết|công văn) này\b"
)
_NO_DUTY = re.compile(
    r"^(?:trong quá trình|trên đây|yêu cầu các|nhận được|kế hoạch này|quá trình|phối hợp|tham gia phối"
    r"|định kỳ .*báo cáo|báo cáo|chế độ báo cáo|nơi nhận)"
)
_NO_AGENCY = re.compile(r"kinh phí|báo cáo|khen thưởng|kiểm tra|sơ kết|tổng kết")
_FEW = 3  # fewer sentences in the contents than this do not tell a plan's tasks
_BY = re.compile(
    r"(?:\b(?:hoàn thành|xong|thực hiện|thời gian)\b[^.;,]{0,12})?\b(?:trước|trong|chậm nhất|đến hết|vào|từ"
    r"|hoàn thành|xong)\s+(?:hết\s+)?(?:là\s+|vào\s+|trong\s+|trước\s+|năm\s+|đầu\s+|cuối\s+|giai đoạn\s+)*$|\(\s*(?:năm\s+)?$"
)
_RECURRING = re.compile(
    r"(?:^|[,(]\s*)(?P<phrase>(?:định kỳ )?(?:hằng (?:năm|quý|tháng)|\d+ tháng)\b[^,.;)]{0,15})"
    r"|\b(?P<regular>định kỳ (?:hằng (?:năm|quý|tháng)|\d+ tháng))"
)


def add_from_sentences(root: Node, claims: Claims) -> None:
    """Adds the tasks that sentences tell to those that labels and tables told."""
    for draft in claims.drafts:
        if not draft.leads and draft.node.row is None:
            _find_lead(draft)
    has_labels = any(draft.leads for draft in claims.drafts)
    found = list(_in_contents(root, claims, only_given=has_labels))
    if not claims.drafts and len(found) < _FEW:
        found += _in_organisation(root)
    claims.drafts += found


def _find_lead(draft: Draft) -> None:
    """A clause whose labels tell only when may say in a sentence who leads."""
    texts = [draft.item.body] if draft.item else [draft.node.heading, *_texts(draft.node)]
    agency = _agency_above(draft.node) if is_organising(draft.node) else ()
    for text in texts:
        for sentence in _SENTENCE.split(text):
            duty = read_duty(sentence, agency)
            if duty is not None and (duty.is_led or duty.is_given):
                draft.leads, draft.partners = list(duty.leads), [*draft.partners, *duty.partners]
                return


def _in_contents(root: Node, claims: Claims, *, only_given: bool) -> Iterator[Draft]:
    """Tier 1: clauses without labels whose own sentences name who leads."""
    owned = {id(draft.node) for draft in claims.drafts}
    above: dict[int, Duty] = {}  # "X chủ trì, phối hợp với Y:" leads all that stands below
    for node in root.walk():
        chain = [node, *node.ancestors()]
        if node.row is not None or node.parent is None or any(id(one) in owned for one in chain):
            continue
        if is_organising(node) or is_about_purpose(node) or is_field(node) or _is_decision(node):
            continue
        told = _leading_sentence(node.heading, only_given=only_given)
        duty = told[0] if told else above.get(id(node))
        if duty is not None and duty.is_open and (node.children or node.items):
            above |= {id(child): duty for child in node.children}
            yield from _led_items(node, duty, only_given=only_given)
        elif told is not None:
            yield _draft(node, None, *told)
        elif duty is not None:
            yield _draft(node, None, duty, 0)
        else:
            yield from _led_items(node, None, only_given=only_given)


def _is_decision(node: Node) -> bool:
    """The articles of a decision put a plan in force; they are not the plan."""
    return any(
        one.marker is not None and one.marker.style is Style.ARTICLE
        for one in (node, *node.ancestors())
    )


def _led_items(node: Node, above: Duty | None, *, only_given: bool) -> Iterator[Draft]:
    """Paragraphs and bullets of a section that name who leads, or stand under who leads."""
    told = [(item, _leading_sentence(item.body, only_given=only_given)) for item in node.items]
    led = [(item, *one) if one else (item, above, 0) for item, one in told if one or above]
    for item, duty, at in led:
        is_alone = len(led) == 1 and not item.shape and not node.children and not above
        if duty is not None:
            yield _draft(node, None if is_alone else item, duty, at)


def _leading_sentence(text: str, *, only_given: bool) -> tuple[Duty, int] | None:
    """The first sentence that names who leads, and where it begins."""
    start = 0
    for sentence in _SENTENCE.split(text):
        at = text.find(sentence, start)
        start = at + len(sentence)
        duty = read_duty(sentence)
        if duty is None or _GENERAL.search(key(sentence)):
            continue
        if duty.is_given or (duty.is_led and not only_given):
            return duty, at
    return None


def _draft(node: Node, item: Item | None, duty: Duty, at: int) -> Draft:
    """The title is what stands before the assignment, or all of it."""
    text = item.body if item else node.heading
    if item is None:
        time = next(filter(None, map(time_of_sentence, [text, *_texts(node)])), "")
    else:
        time = time_of_sentence(text)
    return Draft(
        node,
        item,
        without_final_stop((text[:at] if at else text).strip()),
        list(duty.leads),
        list(duty.partners),
        [time] if time else [],
    )


def _texts(node: Node) -> list[str]:
    return [item.text for item in node.items]


def time_of_sentence(text: str) -> str:
    """The deadline that a sentence names; years of schemes and of cited documents are none."""
    words = key(text)
    for moment in find_moments(text):
        before = words[max(0, moment.start - 60) : moment.start]
        opening = _BY.search(before)
        if opening is None or re.search(r"năm học|số [^ ]+ *$", before):
            continue
        start = moment.start - (len(before) - opening.start())
        rest = re.match(
            r"(?:\s*(?:-|đến)\s*(?:hết\s+)?(?:năm\s+|ngày\s+)?[\d/]+|\s+hằng năm)?",
            words[moment.end :],
        )
        end = moment.end + (rest.end() if rest else 0)
        return text[start:end].strip(" (")
    recurring = _RECURRING.search(words)
    if recurring:
        name = "phrase" if recurring["phrase"] else "regular"
        return text[recurring.start(name) : recurring.end(name)].strip()
    return ""


def _in_organisation(root: Node) -> Iterator[Draft]:
    """Tier 2: what each body of the organising part has to do."""
    for node in root.walk():
        if (
            node.parent is None
            or not is_organising(node)
            or _NO_AGENCY.search(key(node.heading)[:40])
        ):
            continue
        agency = _agency_above(node)
        own = agency_of_heading(node.heading)
        head, colon, rest = node.heading.partition(":")
        if own and colon and rest.strip():
            yield from _duty_draft(node, None, rest.strip(), own)
        elif not own:
            yield from _duty_draft(node, None, node.heading, agency)
        yield from _items_of(node, own or agency, is_named=bool(own))


def _agency_above(node: Node) -> tuple[Party, ...]:
    for one in node.ancestors():
        agency = agency_of_heading(one.heading)
        if agency:
            return agency
    return ()


def _items_of(node: Node, agency: tuple[Party, ...], *, is_named: bool) -> Iterator[Draft]:
    items = [item for item in node.items if not _NO_DUTY.match(key(item.body))]
    is_alone = is_named and len(items) == 1 and not items[0].shape and not node.children
    current = agency
    for item in items:
        named = agency_of_heading(item.body)
        _, colon, rest = item.body.partition(":")
        if named and not rest.strip():
            current = named  # a bullet that is a heading of its own
            continue
        duty_text = rest.strip() if named and colon else item.body
        yield from _duty_draft(node, None if is_alone else item, duty_text, named or current)


def _duty_draft(
    node: Node, item: Item | None, text: str, agency: tuple[Party, ...]
) -> Iterator[Draft]:
    words = key(text)
    if not text or _NO_DUTY.match(words) or (_GENERAL.search(words) and not agency):
        return
    duty = read_duty(text, agency)
    if duty is None and agency and text[:1].isupper():
        duty = Duty(agency, (), is_given=False, is_led=False)
    if duty is None:
        return
    time = time_of_sentence(text)
    yield Draft(
        node,
        item,
        without_final_stop(text),
        list(duty.leads),
        list(duty.partners),
        [time] if time else [],
    )
