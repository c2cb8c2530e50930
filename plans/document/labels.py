"""Labels of a task: who leads, who takes part, by when ("Cơ quan chủ trì: ...").

The grammar is composed of words rather than listed: a kind of body, a verb of duty, additions.
A label stands at the start of a paragraph, or after a stop inside it, and ends with a colon;
at the start it may also be a heading of its own, or lack its colon before a capital.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from plans.document.closing import is_time_sentence, split_closing_time
from plans.document.numbering import read_marker
from plans.document.parties import opens_with_body
from plans.document.words import key


class Role(StrEnum):
    LEAD = "lead"
    PARTNER = "partner"
    BOTH = "both"  # leads and partners on one line or in one column
    TIME = "time"
    PRODUCT = "product"
    CONTENT = "content"  # "Nội dung:": the description itself
    PERSON = "person"  # "Phụ trách:": leads where nobody else does
    OTHER = "other"  # neither who nor when


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the text that follows it, up to the next label of the same paragraph."""

    role: Role
    name: str  # as printed
    value: str
    start: int  # where the label begins in the paragraph
    is_of_plan: bool = False  # "Thời gian thực hiện kế hoạch"


_FIRST_BODY = (
    r"(?:các )?(?:cơ quan|đơn vị|cá nhân|bộ phận|phòng|ban|sở|bộ|ngành|địa phương|cấp"
    r"|người|cán bộ|công chức|đoàn thể|lực lượng|chủ thể|thành phần)"
)
_BODY = rf"(?:{_FIRST_BODY}|tổ chức|đầu mối)"
_AND = r"(?:\s*[,/&+-]\s*(?:và\s+)?|\s+(?:và|hoặc)\s+|\s+)"
_BODIES = rf"{_FIRST_BODY}(?:{_AND}{_BODY}){{0,6}}"
_MORE = (
    rf"(?:{_AND}(?:thực hiện|tham mưu|triển khai|tổ chức|chính|chỉ đạo|trực tiếp"
    r"|tham gia|xây dựng|soạn thảo|giải quyết|theo dõi|đề xuất|tổng hợp|nhiệm vụ"
    r"|(?:các )?(?:nhiệm vụ|nội dung|công việc|hoạt động)(?: (?:sau|dưới)(?: đây)?| này)?)){0,5}"
)
# Headings of the organising part rather than labels, unless a name follows on the line.
_ASSIGNING = (
    r"trách nhiệm(?: (?:chính|chỉ đạo|tổ chức|triển khai|chủ trì))*(?: thực hiện)?"
    r"|phân công(?: (?:trách nhiệm|nhiệm vụ))?(?: thực hiện)?"
)
_LEADS = (
    rf"(?:{_BODIES}\s+(?:được giao\s+)?)?(?:chịu trách nhiệm\s+)?(?:chủ trì|làm đầu mối){_MORE}"
    rf"|{_BODIES}\s+(?:(?:được giao|chịu trách nhiệm(?: chính)?|phụ trách|đầu mối|tham mưu"
    rf"|soạn thảo|có trách nhiệm|thường trực){_MORE}"
    rf"|(?:(?:tổ chức|triển khai|chỉ đạo|trực tiếp)\s+)*thực hiện(?: chính)?)"
    rf"|{_ASSIGNING}|đầu mối(?: thực hiện)?|giao cho|thực hiện"
)
_WITH = rf"phối hợp(?:{_AND}(?:thực hiện|tham gia|chính|triển khai|tổ chức|hỗ trợ|với)){{0,5}}"
_PARTNERS = (
    rf"(?:{_BODIES}\s+(?:được giao\s+|cùng\s+)?)?{_WITH}"
    rf"|{_BODIES}\s+(?:cùng|tham gia|hỗ trợ)(?: (?:thực hiện|phối hợp))*"
    r"|cùng (?:phối hợp|thực hiện|tham gia)"
)
_BOTH = rf"(?:{_BODIES}\s+)?(?:chủ trì|thực hiện){_MORE}{_AND}(?:{_BODIES}\s+)?{_WITH}"
_WHEN = r"(?:thời gian|thời hạn|tiến độ|thời điểm|lộ trình|mốc thời gian|hạn|kỳ hạn)"
_DOING = (
    r"(?:thực hiện|hoàn thành|triển khai|tổ chức|dự kiến|kết thúc|thời gian|tiến độ|thời hạn"
    r"|lộ trình|yêu cầu|xong|phải|cần|trình|ban hành|tiến hành|địa điểm)"
)
_OF_PLAN = r"(?:của )?(?:toàn )?(?:kế hoạch|đề án|chương trình|dự án)(?: này)?"
_TIMES = (
    rf"(?:dự kiến )?{_WHEN}(?:{_AND}{_DOING}){{0,5}}(?:\s+(?P<plan>{_OF_PLAN}))?"
    r"|(?:dự kiến )?hoàn thành(?: (?:trước|trong|vào))?"
)
_PRODUCTS = (
    r"(?:dự kiến )?(?:sản phẩm|kết quả|đầu ra)"
    rf"(?:{_AND}(?:đánh giá|dự kiến|đầu ra|đạt được|hoàn thành|thực hiện|chính|sản phẩm"
    r"|kết quả|yêu cầu|phải đạt|cần đạt|văn bản|nhiệm vụ)){0,5}"
)
_CONTENTS = r"nội dung(?: (?:thực hiện|công việc|nhiệm vụ|hoạt động|chi tiết|chính))?|mô tả"
_PERSONS = (
    r"(?:người |cá nhân |cán bộ |công chức |giáo viên )?phụ trách(?: (?:chính|thực hiện|chung))*"
)
_OTHERS = (
    r"lãnh đạo(?: [^:.;]{2,40})?|đồng chí (?:phụ trách|chỉ đạo)|cấp (?:trình"
    r"|phê duyệt"
    r"|quyết định|ban hành|có thẩm quyền[^:.;]{0,30})|(?:cơ quan|đơn vị) (?:trình|ban hành"
    r"|phê duyệt|thẩm định|quyết định|giám sát|theo dõi|kiểm tra)[^:.;]{0,20}|căn cứ(?: thực hiện"
    r"| pháp lý)?|ghi chú|địa điểm(?: [^:.;]{2,20})?|đối tượng(?: [^:.;]{2,20})?"
    r"|(?:dự kiến |nguồn )?kinh phí(?: thực hiện)?|hình thức(?: [^:.;]{2,20})?|số lượng"
    r"|thành phần(?: tham dự| tham gia)?|mục tiêu|chỉ tiêu|yêu cầu|mục đích|phạm vi|cách thức"
    r"|phương pháp|giải pháp|quy mô|thời lượng|thời gian báo cáo|thời hạn báo cáo"
)

# The order decides: the first that fits the whole label wins.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.BOTH, _BOTH),
        (Role.OTHER, _OTHERS),
        (Role.PERSON, _PERSONS),
        (Role.LEAD, _LEADS),
        (Role.PARTNER, _PARTNERS),
        (Role.TIME, _TIMES),
        (Role.PRODUCT, _PRODUCTS),
        (Role.CONTENT, _CONTENTS),
    )
)
_REMARK = r"(?:\s*\([^()]{0,60}\))?"
_ANY = "|".join(f"(?:{pattern.pattern})" for _, pattern in _ROLES).replace("?P<plan>", "?:")
_AT_START = re.compile(rf"(?:{_ANY}){_REMARK}\s*:")
_INSIDE = re.compile(
    rf"(?:(?<=[.;,(:])|(?<= [-+])|(?<=\. \())\s*(?P<label>(?:{_ANY}){_REMARK}\s*:)"
)
_WHOLE = re.compile(
    rf"(?:{_BODIES}\s+(?:chủ trì|phối hợp|thực hiện|tham gia){_MORE}|{_TIMES}|{_PRODUCTS})\s*[:.]?$"
)
_STRICT = (
    r"(?:các )?(?:cơ quan|đơn vị)(?:, đơn vị)? (?:chủ trì|phối hợp)(?: thực hiện)?"
    r"|(?:thời gian|thời hạn|tiến độ) (?:thực hiện|hoàn thành)"
)
_NO_COLON = re.compile(rf"(?:{_STRICT})(?:\s+(?:là|gồm)|\s+-)?(?=\s+\S)")
_DUTIES = frozenset({Role.LEAD, Role.PARTNER, Role.BOTH, Role.TIME, Role.PERSON})


def role_of(name: str) -> tuple[Role, bool] | None:
    """The role that a label or the head of a column tells, and whether it speaks of the plan."""
    words = re.sub(r"\s*\([^()]*\)", "", key(name)).strip(" :.*-")
    for role, pattern in _ROLES:
        found = pattern.fullmatch(words)
        if found is not None:
            return role, bool(role is Role.TIME and found.groupdict().get("plan"))
    return None


@lru_cache(maxsize=512)
def read_labels(text: str) -> tuple[Label, ...]:
    """The labels of one paragraph (its marker taken off), with their values."""
    words = key(text)
    places = _opening_place(text, words)
    places += [(found.start("label"), found.end()) for found in _INSIDE.finditer(words)]
    places = sorted({start: (start, end) for start, end in reversed(places)}.values())
    labels = []
    for (start, end), after in zip(places, [*places[1:], (len(text), 0)], strict=False):
        told = role_of(text[start:end])
        if told is not None and not _is_no_label(text[start:end], text[end : after[0]]):
            name = text[start:end].strip(" :")
            value = text[end : after[0]].strip(" ;,-+(")
            value, time = _without_time(told[0], _closed(value))
            labels.append(Label(told[0], name, value, start, told[1]))
            labels += [Label(Role.TIME, "", time, start)] if time else []
    if not labels and is_time_sentence(text):
        labels = [Label(Role.TIME, "", text, 0)]
    if labels and labels[0].start > 0 and not any(label.role in _DUTIES for label in labels):
        return ()  # "..., kết quả: ..." inside a sentence is no label
    first = next((i for i, label in enumerate(labels) if _may_stand_inside(label)), len(labels))
    return tuple(labels[first:])


def _without_time(role: Role, value: str) -> tuple[str, str]:
    """ "Sở Y tế. Hoàn thành trước ngày 30/6/2026." names the body and then the time."""
    return (value, "") if role in (Role.TIME, Role.CONTENT) else split_closing_time(value)


def _is_no_label(name: str, value: str) -> bool:
    """ "Phân công thực hiện:" over a list of bodies; "Thực hiện: 5 km" that names nobody."""
    words = key(name).strip(" :")
    if words == "thực hiện":
        return not opens_with_body(value.strip())
    return not value.strip() and bool(re.fullmatch(_ASSIGNING, words))


def _may_stand_inside(label: Label) -> bool:
    return label.start == 0 or label.role in _DUTIES


def _opening_place(text: str, words: str) -> list[tuple[int, int]]:
    found = _AT_START.match(words) or _WHOLE.match(words)
    if found is not None:
        return [(0, found.end())]
    found = _NO_COLON.match(words)
    if found is not None and text[found.end() :].lstrip()[:1].isupper():
        return [(0, found.end())]
    return []


def _closed(value: str) -> str:
    """The value without the parenthesis that closes "(Cơ quan chủ trì: ...)"."""
    if value.count(")") > value.count("("):
        head, _, tail = value.rpartition(")")
        value = head + tail
    return value.strip()


def opens_with_label(text: str) -> bool:
    """Whether a paragraph begins, after its marker, with a label that ends in a colon."""
    marker = read_marker(text)
    rest = text[marker.length :] if marker else text
    if rest[:1].islower():
        return False
    found = _AT_START.match(key(rest))
    return found is not None
