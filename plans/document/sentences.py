"""Tasks told by sentences, where no label and no table tells them.

Two tiers, each used only where the one above is silent:

1. sentences of the contents that name who leads ("Giao Sở X chủ trì, phối hợp với ...");
2. the duties of the part on organisation, each under the body that its heading names.

See also ``docs/decisions/reading-plans.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plans.document.closing import closing_time, split_closing_time
from plans.document.duties import Duty, agency_of_heading, read_duty
from plans.document.labels import read_labels
from plans.document.model import Party
from plans.document.numbering import Style
from plans.document.outline import Item, Node
from plans.document.sections import is_about_purpose, is_field, is_organising
from plans.document.tasks import Claims, Draft
from plans.document.times import find_moments
from plans.document.words import key, without_final_stop

_SENTENCE = re.compile(
    r"(?<=[.;:])\s+(?=[A-ZĐÀ-ÖØ-ÝĂƠƯẠ-Ỹ])|(?<=\()(?=[A-ZĐÀ-ÖØ-ÝĂƠƯẠ-Ỹ]|giao |do )"
)
# Duties that carry the plan itself, in every plan: they organise, they are no task of it.
_GENERAL = re.compile(
    r"(?:thực hiện|triển khai|theo dõi|đôn đốc|kiểm tra|hướng dẫn|thi hành|tổng hợp)[^.;]{0,80}"
    r"\b(?:kế hoạch|quyết định|chỉ thị|chương trình|nghị quyết|công văn) này\b"
)
_NO_DUTY = re.compile(
    r"^(?:trong quá trình|trên đây|yêu cầu các|nhận được|kế hoạch này|quá trình|phối hợp"
    r"|tham gia phối"
    r"|định kỳ .*báo cáo|báo cáo|chế độ báo cáo|nơi nhận)"
)
_NO_AGENCY = re.compile(r"kinh phí|báo cáo|khen thưởng|kiểm tra|sơ kết|tổng kết")
_LEADS = re.compile(r"^(?:chủ trì|làm đầu mối|tham mưu)\b")
_FEW = 3  # fewer sentences in the contents than this do not tell a plan's tasks
_BY = re.compile(
    r"(?:\b(?:hoàn thành|xong|thực hiện|thời gian)\b[^.;,]{0,12})?\b(?:trước|trong|chậm nhất"
    r"|đến hết|vào|từ"
    r"|hoàn thành|xong)\s+(?:hết\s+)?(?:là\s+|vào\s+|trong\s+|trước\s+|năm\s+|đầu\s+|cuối\s+"
    r"|giai đoạn\s+)*$|\(\s*(?:năm\s+)?$"
)
_ALWAYS = re.compile(r"[;,(]\s*(?:thực hiện )?(?P<phrase>thường xuyên)\s*\)?[.;]?$")
_RECURRING = re.compile(
    r"(?:^|[,(]\s*)(?P<phrase>(?:định kỳ )?(?:hằng (?:năm|quý|tháng)|\d+ tháng)\b[^,.;)]{0,15})"
    r"|\b(?P<regular>định kỳ (?:hằng (?:năm|quý|tháng)|\d+ tháng))"
)


def add_from_sentences(root: Node, claims: Claims) -> None:
    """Adds the tasks that sentences tell to those that labels and tables told."""
    has_labels = any(draft.leads for draft in claims.drafts)
    for draft in claims.drafts:
        if not draft.leads and draft.node.row is None:
            _find_lead(draft)
    is_silent = not any(_is_of_contents(draft) for draft in claims.drafts)
    owned = {id(draft.item or draft.node) for draft in claims.drafts}
    told = list(_Prose(owned, only_given=has_labels).told_in(_contents(root)))
    if is_silent and len(told) < _FEW:
        told += _Prose(owned, only_given=False, names_bind=True).told_in(_organisation(root))
    claims.drafts += told


def _find_lead(draft: Draft) -> None:
    """A clause whose labels tell only when may say in a sentence who leads."""
    texts = [draft.item.body] if draft.item else [draft.node.heading, *_texts(draft.node)]
    agency = _agency_above(draft.node) if is_organising(draft.node) else ()
    for text in texts:
        labels = read_labels(text)
        for sentence in _SENTENCE.split(text[: labels[0].start] if labels else text):
            duty = read_duty(sentence, agency)
            if duty is not None and (duty.is_led or duty.is_given):
                draft.leads, draft.partners = list(duty.leads), [*draft.partners, *duty.partners]
                before, bracket, _ = draft.title.rpartition(f"({sentence.strip()[:20]}")
                draft.title = before.rstrip() if bracket else draft.title
                return
    draft.leads = list(agency)


def _is_of_contents(draft: Draft) -> bool:
    return draft.node.row is not None or not is_organising(draft.node)


def _agency_above(node: Node) -> tuple[Party, ...]:
    for one in (node, *node.ancestors()):
        agency = agency_of_heading(one.heading)
        if agency:
            return agency
    return ()


def _texts(node: Node) -> list[str]:
    return [item.text for item in node.items]


def _contents(root: Node) -> Iterator[Node]:
    """Sections that tell the work: not why, not who organises, no articles of a decision."""
    for node in root.walk():
        is_decision = any(
            one.marker is not None and one.marker.style is Style.ARTICLE
            for one in (node, *node.ancestors())
        )
        if node.parent is None or node.row is not None or is_decision:
            continue
        if not (is_organising(node) or is_about_purpose(node) or is_field(node)):
            yield node


def _organisation(root: Node) -> Iterator[Node]:
    """Sections of the part on organisation, but for money and reports."""
    for node in root.walk():
        is_other = _NO_AGENCY.search(key(node.heading)[:40]) is not None
        if node.parent is not None and is_organising(node) and not is_other:
            yield node


class _Prose:
    """Reads sections without labels; remembers which bodies lead what stands below them."""

    def __init__(self, owned: set[int], *, only_given: bool, names_bind: bool = False) -> None:
        self.owned = owned
        self.only_given = only_given
        self.takes_bare = not only_given and not names_bind
        self.names_bind = names_bind  # a heading that is a name alone binds what is below
        self.above: dict[int, Duty] = {}

    def told_in(self, nodes: Iterator[Node]) -> Iterator[Draft]:
        for node in nodes:
            if not any(id(one) in self.owned for one in (node, *node.ancestors())):
                yield from self._told_by(node)

    def _told_by(self, node: Node) -> Iterator[Draft]:
        above = self.above.get(id(node))
        sentence = self._sentence(node.heading, above)
        duty, at = sentence or (None, 0)
        if duty is None and not self.only_given:
            duty, at = self._named(node)
        is_heading = duty is not None and duty.is_open
        is_heading = is_heading or (above is not None and node.heading.rstrip().endswith(":"))
        if is_heading and (node.children or node.items):
            self._lead_below(node, duty or above)
            yield from self._items(node, duty or above)
        elif duty is not None:
            yield _draft(node, None, duty, at)
        elif above is not None and not _NO_DUTY.match(key(node.heading)):
            yield _draft(node, None, above, 0)
        else:
            yield from self._items(node, None)

    def _lead_below(self, node: Node, duty: Duty | None) -> None:
        if duty is not None:
            self.above |= {id(child): duty for child in node.children}

    def _sentence(self, text: str, above: Duty | None) -> tuple[Duty, int] | None:
        """The first sentence that names who leads, and where it begins."""
        start = 0
        for sentence in _SENTENCE.split(text):
            at = text.find(sentence, start)
            start = at + len(sentence)
            duty = read_duty(sentence, above.leads if above else ())
            if text[:at].endswith("("):
                duty = duty or _in_brackets(sentence)
            if duty is None or (_GENERAL.search(key(sentence)) and not self.names_bind):
                continue
            is_bracketed = duty.is_led and text[:at].endswith("(")
            if duty.is_given or is_bracketed or (duty.is_led and not self.only_given):
                return duty, at
            is_first = at == 0 or text[:at].rstrip().endswith(":")
            if duty.is_bare and is_first and self.takes_bare:
                return duty, at
        return None

    def _named(self, node: Node) -> tuple[Duty | None, int]:
        """A heading that names a body: "Sở X: Bố trí ...", "Sở X có trách nhiệm:", "Sở X"."""
        agency = agency_of_heading(node.heading)
        if not agency:
            return None, 0
        head, colon, rest = node.heading.partition(":")
        if colon and rest.strip():
            if _NO_DUTY.match(key(rest.strip())):
                return None, 0
            told = read_duty(rest.strip(), agency)
            return told or Duty(agency, (), is_given=False, is_led=False), len(head) + 1
        texts = [child.heading for child in node.children] + [item.body for item in node.items]
        is_bound = (
            colon
            or self.names_bind
            or any(_LEADS.match(key(text)) for text in texts)
            or _is_among_names(node)
        )
        return (
            Duty(agency, (), is_given=False, is_led=False, is_open=True) if is_bound else None
        ), 0

    def _items(self, node: Node, above: Duty | None) -> Iterator[Draft]:
        """Paragraphs and bullets that name who leads, or stand under who leads."""
        led: list[tuple[Item, Duty, int]] = []
        current = above
        for item in node.items:
            if id(item) in self.owned:
                continue
            named = agency_of_heading(item.body) if self.names_bind else ()
            head, colon, rest = item.body.partition(":")
            if named and not rest.strip():
                current = Duty(named, (), is_given=False, is_led=False)
                continue
            start = len(head) + 1 if named and colon else 0
            text = item.body[start:].strip()
            own = Duty(named, (), is_given=False, is_led=False) if named else current
            told = self._sentence(text, own)
            if told is not None:
                led.append((item, told[0], start + told[1]))
            elif own is not None and not _NO_DUTY.match(key(text)):
                led.append((item, own, start))
        for item, duty, at in led:
            is_alone = len(led) == 1 and not item.shape and not node.children
            if is_alone and not (above and _is_described(node)):
                yield _draft(node, None, duty, 0, item.body if above else "")
            else:
                yield _draft(node, item, duty, at)


def _in_brackets(sentence: str) -> Duty | None:
    """ "(UBND các xã, trước ngày 31/7)", "(giao Sở X)": names and maybe a time, nothing else."""
    names, time = split_closing_time(sentence)
    given = re.match(r"(?:giao|do)(?: cho)?\s+", key(names))
    names = names[given.end() :] if given else names
    leads = agency_of_heading(names.strip(" .;)")) if time or given else ()
    return Duty(leads, (), is_given=False, is_led=True) if leads else None


def _is_among_names(node: Node) -> bool:
    """Whether a section stands in a list that is divided by bodies: most headings open with one."""
    headings = [one.heading for one in (node.parent.children if node.parent else [])]
    named = sum(bool(agency_of_heading(text) or read_duty(text)) for text in headings)
    return named > 1 and named * 2 > len(headings)


def _is_described(node: Node) -> bool:
    """Whether a section has its own text beside the one paragraph that assigns it."""
    return len([item for item in node.items if not _NO_DUTY.match(key(item.body))]) > 1


def _draft(node: Node, item: Item | None, duty: Duty, at: int, title: str = "") -> Draft:
    """The title is what stands before the assignment, or what follows the body's name."""
    text = item.body if item else node.heading
    if item is None:
        time = next(filter(None, map(time_of_sentence, [text, *_texts(node)])), "")
    else:
        time = time_of_sentence(text)
    if at and text[:at].rstrip().endswith(":"):
        title = text[at:] if agency_of_heading(text[:at]) else text
    elif at:
        title = text[:at].rstrip(" (")
    title = (title or text).strip()
    if time and time == split_closing_time(title)[1]:
        title = split_closing_time(title)[0]
    return Draft(
        node,
        item,
        without_final_stop(title),
        list(duty.leads),
        list(duty.partners),
        [time] if time else [],
    )


def time_of_sentence(text: str) -> str:
    """The deadline that a sentence names; years of schemes and of cited documents are none."""
    words = key(text)
    _, closing = split_closing_time(text)
    if closing:
        return closing
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
    always = _ALWAYS.search(words)
    if always and not recurring:
        return text[always.start("phrase") : always.end("phrase")]
    if recurring:
        name = "phrase" if recurring["phrase"] else "regular"
        return text[recurring.start(name) : recurring.end(name)].strip()
    return closing_time(text)
