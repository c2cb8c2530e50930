"""Oddities of a plan that a person should see. Nothing is repaired; each finding says what stands
there and what may be done.

| Kind | Meaning |
| --- | --- |
| ``blank-number``, ``blank-date`` | the number or the date is missing or has gaps |
| ``numbering-jump``, ``numbering-repeat`` | sibling numbers leave one out, or come again |
| ``lone-item`` | a section is divided into one item only |
| ``promise-unkept`` | a heading names work that none of its items speaks of |
| ``similar-bodies`` | names that may be one body |
| ``higher-author`` | a report or plan of a higher authority, to be written by a lower one |
| ``duty-of-another`` | duties of the local authority under the heading of another body |
| ``closing-glued`` | the closing sentence stands in the text of a clause |
| ``paragraph-cut`` | a paragraph breaks off in the middle of a sentence |
| ``stray-mark``, ``stray-stop`` | ``**`` around text; a full stop inside a list or between words |
| ``no-lead``, ``group-lead`` | a task that nobody leads, or a group leads |
| ``no-time``, ``no-year`` | a task without a time, a time that names no year |
| ``outside-period`` | a time outside the plan's own years |
| ``no-period`` | the plan's years cannot be told |
| ``no-target`` | no figure to reach anywhere |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from plans.document.bodies import level_of, similar_bodies
from plans.document.layout import Frame
from plans.document.model import Finding, Section, Task
from plans.document.numbering import LETTERS, Marker, Style, follows, roman
from plans.document.outline import Node
from plans.document.sections import is_organising
from plans.document.times import Period
from plans.document.words import clean, key

_END_OF_SENTENCE = re.compile(r"[.;:!?…)\"”]\s*$")
_GLUED = re.compile(r"(?<![.;:/!?])(?<!\./\.)\s+Trên đây là\b")
_STRAY_STOP = re.compile(
    r"\w\s?\.\s?;|(?<![\w/.@])[^\W\d_]{2,}\.[a-zà-ỹđ]{3,}(?![\w.]*\.(?:vn|com|org|gov))"
)
_OWN_REPORT = re.compile(
    r"\b(?:xây dựng|soạn thảo|tổng hợp|hoàn thiện)[^.;]{0,40}\b(?P<what>báo cáo|kế hoạch"
    r"|chương trình)"
    r" của (?P<who>(?:chủ tịch )?(?:ủy ban nhân dân|ubnd) (?:xã|phường|thị trấn|huyện|quận|thị xã"
    r"|thành phố|tỉnh)\b)"
)
_LOCAL_DUTY = re.compile(
    r"chỉ đạo (?:các )?(?:cơ quan|phòng|ban|đơn vị|ngành)[^.;]{0,40}\bđịa phương\b"
)
_AUTHORITY = re.compile(r"ủy ban nhân dân|ubnd|chủ tịch|chính quyền|địa phương")
_TARGET = re.compile(r"\d\s*%|\bchỉ tiêu\b|\b(?:ít nhất|tối thiểu|trên|đạt)\s+\d")
_COMMON_WORDS = frozenset(
    re.findall(
        r"\w+",
        "tổ chức thực hiện triển khai công tác việc các của và trong về đề án kế hoạch nâng cao"
        " hiệu quả tăng cường tiếp tục đẩy mạnh cơ sở cho có đối với theo trên địa bàn",
    )
)


def find_all(
    frame: Frame, root: Node, sections: tuple[Section, ...], tasks: tuple[Task, ...], period: Period
) -> Iterator[Finding]:
    """Every finding, those on the whole document first, then in the order of the page."""
    yield from _of_frame(frame)
    yield from _of_period(sections, tasks, period)
    yield from _of_names(sections, tasks)
    by_clause = {task.clause: task for task in tasks}
    author = level_of(frame.issuer) or level_of(frame.issued_text)
    for node in root.walk():
        yield from _of_numbers(node)
        if node.parent is not None:
            yield from _of_heading(node)
            yield from _of_texts(node, author)
    for section in sections:
        if section.code in by_clause:
            yield from _of_task(by_clause[section.code], period)


def _of_frame(frame: Frame) -> Iterator[Finding]:
    if not re.match(r"\d", frame.number):
        yield Finding(
            "", "blank-number", "Số của văn bản để trống: bổ sung số khi đã ban hành chính thức."
        )
    if frame.issued_on is None:
        yield Finding(
            "",
            "blank-date",
            f"Ngày ban hành ghi chưa đủ (“{frame.issued_text}”): bổ sung ngày, tháng, năm."
            if frame.issued_text
            else "Văn bản không ghi ngày ban hành: bổ sung ngày, tháng, năm.",
        )
    if frame.marked:
        listed = "; ".join(f"“{_short(line)}”" for line in frame.marked[:5])
        yield Finding("", "stray-mark", f"Có dấu ** thừa ở {listed}: đã bỏ khi đọc.")


def _of_period(
    sections: tuple[Section, ...], tasks: tuple[Task, ...], period: Period
) -> Iterator[Finding]:
    if period.first is None:
        yield Finding(
            "",
            "no-period",
            "Không rõ kế hoạch thực hiện từ năm nào đến năm nào: nhập năm đầu và năm cuối.",
        )
    texts = (text for section in sections for text in section.paragraphs)
    if tasks and not any(_TARGET.search(key(text)) for text in texts):
        yield Finding(
            "",
            "no-target",
            "Kế hoạch không nêu chỉ tiêu bằng số: kết quả chỉ đánh giá được bằng mô tả.",
        )


def _of_names(sections: tuple[Section, ...], tasks: tuple[Task, ...]) -> Iterator[Finding]:
    names = [party.name for task in tasks for party in (*task.leads, *task.partners)]
    names += [section.agency for section in sections if section.agency]
    for group in similar_bodies(names):
        listed = "; ".join(f"“{name}”" for name in group)
        yield Finding(
            "",
            "similar-bodies",
            f"Có thể là một cơ quan ghi bằng nhiều tên: {listed}. Xem xét gộp làm một.",
        )


def _of_numbers(node: Node) -> Iterator[Finding]:
    """Children of one section, in order: a number left out, come again, or alone."""
    earlier: Node | None = None
    for child in node.children:
        if child.row is not None or child.marker is None:
            continue
        if earlier is not None and earlier.marker is not None:
            yield from _between(node, earlier, child)
        elif child.marker.value > 1 and child.marker.style is not Style.ARTICLE:
            yield _jump(child, f"bắt đầu từ mục {child.code}, thiếu mục đứng trước")
        earlier = child
    if len(node.children) == 1 and node.parent is not None and node.children[0].row is None:
        yield Finding(
            node.code,
            "lone-item",
            f"Mục {node.code} chỉ chia thành một mục nhỏ ({node.children[0].marker_text}): kiểm tra"
            " xem có thiếu mục hay không.",
        )


def _between(parent: Node, earlier: Node, later: Node) -> Iterator[Finding]:
    before, after = earlier.marker, later.marker
    if before is None or after is None or before.style is not after.style:
        return
    if follows(before, after):
        return
    if after.value == before.value and before.parts[:-1] == after.parts[:-1]:
        yield Finding(
            later.code,
            "numbering-repeat",
            f"Số mục {later.code} dùng hai lần: phân biệt bằng mã {later.code}.",
        )
    elif after.value > before.value:
        missing = _missing(before, after)
        prefix = f"{parent.code}." if parent.code else ""
        listed = ", ".join(prefix + number for number in missing)
        yield _jump(later, f"sau mục {earlier.code} là mục {later.code}: thiếu mục {listed}")
    elif after.value < before.value:
        yield _jump(later, f"mục {later.code} đứng sau mục {earlier.code}: thứ tự bị ngược")


def _jump(node: Node, what: str) -> Finding:
    return Finding(
        node.code,
        "numbering-jump",
        f"Đánh số không liên tục, {what}. Giữ nguyên số như trong văn bản.",
    )


def _missing(before: Marker, after: Marker) -> list[str]:
    """The numbers left out, as they would be printed."""
    numbers = list(range(before.value + 1, after.value))[:10]
    if after.style is Style.ROMAN:
        return [roman(number) for number in numbers]
    if after.style is Style.LETTER:
        return [LETTERS[number - 1] for number in numbers if number <= len(LETTERS)]
    return [str(number) for number in numbers]


def _of_heading(node: Node) -> Iterator[Finding]:
    """Parts of a heading, divided by semicolons, that none of the items takes up."""
    parts = [part.strip() for part in node.heading.split(";") if part.strip()]
    if len(parts) < 2 or not node.children or len(node.heading) > 400:
        return
    below = key(" ".join(_texts_below(node)))
    for part in parts:
        pairs = _pairs(key(part))
        if pairs and not any(pair in below for pair in pairs):
            yield Finding(
                node.code,
                "promise-unkept",
                f"Tiêu đề mục {node.code} nêu “{_short(part)}” nhưng không có mục nhỏ nào "
                f"về nội dung"
                " này: kiểm tra xem có thiếu mục hay không.",
            )


def _texts_below(node: Node) -> Iterator[str]:
    for child in node.children:
        for one in child.walk():
            yield one.heading
            yield from (item.text for item in one.items)
    yield from (item.text for item in node.items)


def _pairs(words: str) -> list[str]:
    """The first telling pairs of syllables ("tôn vinh", "biểu dương"): most words have two."""
    pairs = []
    for clause in re.split(r"[,]", words)[:3]:
        syllables = re.findall(r"\w+", clause)
        pairs += [
            f"{one} {two}"
            for one, two in pairwise(syllables)
            if one not in _COMMON_WORDS and two not in _COMMON_WORDS
        ][:2]
    return pairs


def _of_texts(node: Node, author: int) -> Iterator[Finding]:
    texts = [node.text, *(item.text for item in node.items)]
    for text in texts:
        if _GLUED.search(text):
            yield Finding(
                node.code,
                "closing-glued",
                f"Câu kết “Trên đây là ...” viết liền vào mục {node.code}, thiếu dấu chấm ở giữa.",
            )
        if _STRAY_STOP.search(text):
            yield Finding(
                node.code,
                "stray-stop",
                f"Mục {node.code} có dấu chấm thừa hoặc thiếu dấu cách trong “{_around(text)}”.",
            )
        yield from _higher_author(node, text, author)
    if _is_cut(node):
        yield Finding(
            node.code,
            "paragraph-cut",
            f"Mục {node.code} có đoạn bị ngắt giữa câu (thường do ngắt trang): đọc nối với "
            f"đoạn sau.",
        )
    yield from _duty_of_another(node)


def _around(text: str) -> str:
    found = _STRAY_STOP.search(text)
    return clean(text[max(0, found.start() - 15) : found.end() + 15]) if found else ""


def _higher_author(node: Node, text: str, author: int) -> Iterator[Finding]:
    for found in _OWN_REPORT.finditer(key(text)):
        if author and level_of(found["who"]) > author:
            who = text[found.start("who") : found.end("who")]
            yield Finding(
                node.code,
                "higher-author",
                f"Mục {node.code} giao xây dựng {found['what']} của {who}, là cấp trên của "
                f"cơ quan ban"
                " hành: kiểm tra lại tên cơ quan.",
            )


def _is_cut(node: Node) -> bool:
    """A long paragraph without an end, and another behind it that is no list, label or heading."""
    previous = node.text
    for item in node.items:
        if not item.shape and len(previous) > 60 and not _END_OF_SENTENCE.search(previous):
            goes_on_small = item.text[:1].islower()
            is_sentence = len(previous) > 100 and bool(re.search(r"[;.]\s", previous[8:]))
            if goes_on_small or (is_sentence and ":" not in item.text[:40]):
                return True
        previous = item.text
    return False


def _duty_of_another(node: Node) -> Iterator[Finding]:
    """Bullets of a body that is no local authority, but that direct the offices of the place."""
    if not is_organising(node) or _AUTHORITY.search(key(node.heading)):
        return
    for at, item in enumerate(node.items, start=1):
        if item.shape and _LOCAL_DUTY.search(key(item.body)):
            yield Finding(
                node.code,
                "duty-of-another",
                f"Mục {node.code} nói về “{_short(node.heading)}”, nhưng từ gạch đầu dòng "
                f"thứ {at} trở đi"
                " là việc của chính quyền địa phương: kiểm tra xem có thiếu tiêu đề hay không.",
            )
            return


def _of_task(task: Task, period: Period) -> Iterator[Finding]:
    clause = task.clause
    if not task.leads:
        yield Finding(
            clause, "no-lead", f"Mục {clause} không nêu cơ quan chủ trì: phân công cơ quan chủ trì."
        )
    elif all(party.is_generic for party in task.leads):
        yield Finding(
            clause,
            "group-lead",
            f"Mục {clause} giao chủ trì cho một nhóm (“{task.leads[0].name}”): chỉ định một "
            f"cơ quan.",
        )
    if not task.timelines:
        yield Finding(
            clause, "no-time", f"Mục {clause} không nêu thời gian thực hiện: bổ sung thời gian."
        )
    for line in task.timelines:
        if line.first_year is None:
            yield Finding(
                clause,
                "no-year",
                f"Thời gian của mục {clause} không nêu năm (“{_short(line.as_printed)}”): nhập năm"
                " thực hiện.",
            )
        elif _is_outside(line.first_year, line.last_year or line.first_year, period):
            yield Finding(
                clause,
                "outside-period",
                f"Thời gian của mục {clause} (“{_short(line.as_printed)}”) nằm ngoài thời "
                f"gian của kế"
                f" hoạch ({period.first} - {period.last}): kiểm tra lại năm.",
            )


def _is_outside(first: int, last: int, period: Period) -> bool:
    if period.first is None or period.last is None:
        return False
    return first < period.first or last > period.last


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " ..."
