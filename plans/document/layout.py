"""The frame of a document by decree 30/2020: header, title, preamble, body, signature.

The header may be lines or a table without borders; the signature too. A decision that carries
its plan behind its own signature ("Ban hành kèm theo Quyết định ...") has its frame twice: the
plan's title counts, and both bodies are read.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from plans.document.blocks import Block, Table
from plans.document.numbering import read_marker
from plans.document.tables import is_task_table
from plans.document.words import clean, is_capitals, key

_KIND = re.compile(
    r"^(?:kế hoạch|quyết định|chương trình(?: hành động)?|đề án|chỉ thị|nghị quyết|phương án"
    r"|hướng dẫn|thông báo|công văn|kịch bản|lộ trình)(?=\W|$)"
)
_NUMBER = re.compile(
    r"^(?:.*[|\s])?số\s*:?\s*(?P<number>[\d\s._-]*(?:-\s*[^\W\d]+\s*)?/\s*[\w./-]*\w)"
)
_DATED = re.compile(
    r"(?P<all>(?P<place>[^|\t]*?)\s*,?\s*\bngày\s*(?P<day>\d{0,2}|[.…_\s]*)\s*tháng"
    r"\s*(?P<month>\d{0,2}|[.…_\s]*)\s*năm\s*(?P<year>\d{4}|20[.…_]*)"
    r"|[^|\t]*?\s*,\s*ngày\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4}))"
)
_MOTTO = re.compile(r"cộng h[òo]a xã hội chủ nghĩa|độc lập\s*-\s*tự do")
_LONGEST_HEAD = 300  # a line of the letterhead is never longer
_RECIPIENTS = re.compile(r"^\W*nơi nhận\s*:?")
_ANNEX = re.compile(r"^(?:phụ lục|biểu(?: số)?|danh mục|bảng)\b")
_NUMBERED_ANNEX = re.compile(r"^(?:phụ lục|biểu(?: số)?)\b(?!.*\b(?:kèm theo|số liệu)\b.*[.;]$)")
_SIGNER = re.compile(
    r"^\W*(?:tm\.|kt\.|tl\.|tuq\.|q\.)?\s*(?:ủy ban nhân dân|hội đồng|ban chỉ đạo|ban thường vụ"
    r"|(?:phó )?(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng|bí thư|trưởng ban|trưởng phòng|cục trưởng"
    r"|chánh văn phòng|hiệu trưởng|thứ trưởng|trưởng đoàn))\b"
)
_CITED = re.compile(
    r"\b(?:kế hoạch|quyết định|nghị quyết|chỉ thị|công văn|đề án|chương trình|nghị định|thông tư"
    r"|kết luận|hướng dẫn|luật|thông báo)\s+(?:liên tịch\s+)?số\s*:?\s*(?P<cited>\d[^\s,;]*"
    r"(?:,? ngày \d{1,2}(?:/\d{1,2}/| tháng \d{1,2} năm )\d{4})?(?: của .{1,120}?(?=,| về "
    r"| ban hành"
    r"| phê duyệt| quy định|;|\.|$))?)"
)
_ISSUES = re.compile(
    r"(?:^|[,;.]\s*)(?P<issuer>[^,;.:“\"]{3,120}?)\s+(?:xây dựng|ban hành)\s+(?:và triển khai\s+)?"
    r"(?:kế hoạch|chương trình|phương án)"
)


@dataclass(slots=True)
class Frame:
    """What stands around the body; ``body`` holds its paragraphs and tables in order."""

    title: str = ""
    number: str = ""
    issued_text: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""
    preamble: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    annexes: list[int] = field(default_factory=list)  # where in the body an annex begins
    marked: list[str] = field(default_factory=list)  # lines with stray "**", as printed
    restarts: list[int] = field(default_factory=list)  # where a plan attached to a decision begins

    @property
    def basis(self) -> tuple[str, ...]:
        """The documents that the opening cites, each once."""
        cited: dict[str, None] = {}
        for text in self.preamble:
            for found in _CITED.finditer(key(text)):
                cited.setdefault(text[found.start("cited") : found.end("cited")].strip(), None)
        return tuple(cited)


def read_frame(blocks: list[Block]) -> Frame:
    """The frame of the whole file."""
    frame = Frame()
    at = _read_header(blocks, frame)
    while at < len(blocks):
        at = _read_body(blocks, at, frame)
        at = _read_end(blocks, at, frame)
    if not frame.issuer:
        frame.issuer = _issuer_of(frame.preamble)
    return frame


def _lines(block: Block) -> list[str]:
    """The lines of a block; those of a table's cells one after the other."""
    if isinstance(block, str):
        return [block]
    return [clean(line) for text in block.own_texts() for line in text.split("\n") if line.strip()]


def _opens_body(block: Block) -> bool:
    if isinstance(block, Table):
        return is_task_table(block)
    marker = read_marker(block)
    return marker is not None and not marker.is_bullet


def _read_header(blocks: list[Block], frame: Frame) -> int:
    """Reads up to the first section; answers its place."""
    at = 0
    before: list[str] = []
    while at < len(blocks) and not _opens_body(blocks[at]):
        before += _lines(blocks[at])
        at += 1
    kind = next((i for i, line in enumerate(before) if _is_kind(line)), None)
    _read_letterhead(before[: kind if kind is not None else len(before)], frame)
    if kind is None:
        rest = [line for line in before if not _is_letterhead(line)]
        frame.title = rest[0] if rest and len(rest[0]) < 300 else ""
        frame.preamble = rest[1:]
    else:
        frame.title, used = _title(before[kind:])
        frame.preamble = before[kind + used :]
    return at


def _is_kind(line: str) -> bool:
    return bool(_KIND.match(key(line))) and (is_capitals(line) or bool(_KIND.fullmatch(key(line))))


def _read_letterhead(lines: list[str], frame: Frame) -> None:
    issuer: list[str] = []
    for line in (line for line in lines if len(line) < _LONGEST_HEAD):
        words = key(line)
        number, dated = _NUMBER.match(words), _DATED.search(words)
        if number and not frame.number:
            frame.number = re.sub(r"\s+", "", line[number.start("number") : number.end("number")])
        if dated and not frame.issued_text:
            start = max(dated.start("all"), number.end() if number else 0)
            frame.issued_text = line[start : dated.end("all")].strip(" |")
            frame.issued_on = _day(dated)
        if not number and not dated:
            name = re.split(r"\s*\|\s*|\s{3,}|(?=CỘNG H[ÒO])", line)[0].strip(" -_|")
            if name and is_capitals(name) and not _MOTTO.search(key(name)):
                issuer.append(name)
    frame.issuer = " ".join(issuer[-2:])


def _day(dated: re.Match[str]) -> dt.date | None:
    try:
        year, month, day = (
            dated[long] if dated[long] is not None else dated[short]
            for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _is_letterhead(line: str) -> bool:
    words = key(line)
    return bool(_MOTTO.search(words) or _NUMBER.match(words) or _DATED.fullmatch(words)) or (
        is_capitals(line) and len(line) < 60
    )


def _title(lines: list[str]) -> tuple[str, int]:
    """The subject below the kind of document, and how many lines both take.

    A title has no stop at its end; the opening that follows it has.
    """
    subject: list[str] = []
    used = 1
    alone = _KIND.fullmatch(key(lines[0]).strip(" .:"))
    if not alone:
        subject.append(lines[0])
    for line in lines[1:6]:
        words = key(line)
        if line.startswith("(") and line.endswith(")"):
            used += 1
            continue
        if re.search(r"[.:;]$", line) or words.startswith(("căn cứ ", "kính gửi")):
            break
        if subject and not is_capitals(line) and (len(line) > 250 or _opens_preamble(words)):
            break
        subject.append(line)
        used += 1
    return " ".join(subject) or lines[0], used


def _opens_preamble(words: str) -> bool:
    return (
        re.match(r"(?:thực hiện|nhằm|để|căn cứ|trên cơ sở|ngày) .*(?:số |như sau|ban hành)", words)
        is not None
    )


def _issuer_of(preamble: list[str]) -> str:
    for text in preamble:
        found = _ISSUES.search(key(text))
        if found is not None:
            return text[found.start("issuer") : found.end("issuer")].strip()
    return ""


def _read_body(blocks: list[Block], at: int, frame: Frame) -> int:
    """Reads up to the signature; answers its place."""
    while at < len(blocks) and not _opens_end(blocks, at):
        block = blocks[at]
        if isinstance(block, str) and _names_annex(block):
            frame.annexes.append(len(frame.body))
        frame.body.append(block)
        at += 1
    return at


def _names_annex(text: str) -> bool:
    return bool(_NUMBERED_ANNEX.match(key(text))) and (is_capitals(text) or len(text) < 40)


def _opens_end(blocks: list[Block], at: int) -> bool:
    block = blocks[at]
    if isinstance(block, str):
        words = key(block)
        if _RECIPIENTS.match(words):
            return True
        return is_capitals(block) and len(block) < 80 and bool(_SIGNER.match(words))
    if is_task_table(block):
        return False
    return any(_RECIPIENTS.match(key(line)) for line in _lines(block))


def _read_end(blocks: list[Block], at: int, frame: Frame) -> int:
    """Reads recipients and signature, up to an annex or an attached plan; answers its place."""
    is_recipient = False
    while at < len(blocks) and not _opens_annex(blocks, at):
        for line in _lines(blocks[at]):
            opening = _RECIPIENTS.match(key(line))
            is_recipient = is_recipient or opening is not None
            text = line[opening.end() :].strip() if opening else line
            is_listed = re.match(r"[-–+*•]", text) is not None
            if is_recipient and text and (is_listed or not (is_capitals(text) or frame.signature)):
                frame.recipients.append(text)
            elif text:
                frame.signature.append(text)
        at += 1
    return _skip_attached_header(blocks, at, frame)


def _opens_annex(blocks: list[Block], at: int) -> bool:
    block = blocks[at]
    if isinstance(block, Table):
        return is_task_table(block)
    marker = read_marker(block)
    if marker is not None and not marker.is_bullet:
        return True
    return (is_capitals(block) or len(block) < 40) and bool(
        _ANNEX.match(key(block)) or (_is_kind(block) and is_capitals(block))
    )


def _skip_attached_header(blocks: list[Block], at: int, frame: Frame) -> int:
    """The title of a plan that is attached to a decision replaces the decision's."""
    block = blocks[at] if at < len(blocks) else ""
    if not isinstance(block, str) or not _is_kind(block) or _ANNEX.match(key(block)):
        return at
    lines: list[str] = []
    end = at
    while end < len(blocks) and not _opens_body(blocks[end]):
        lines += _lines(blocks[end])
        end += 1
    frame.title, used = _title(lines)
    frame.preamble += lines[used:]
    frame.restarts.append(len(frame.body))
    return end
