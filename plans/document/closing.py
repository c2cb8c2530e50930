"""The time that closes a clause: "... Thực hiện thường xuyên.", "...; hoàn thành quý II/2026".

Only words of time may stand in it, behind a stop, a bracket or a dash; behind a comma it must also
say that something is done ("..., hoàn thành trước ngày 30/6"), for dates of cited documents and
periods of schemes stand behind commas as well.
"""

from __future__ import annotations

import re

from plans.document.times import is_time_alone
from plans.document.words import key

_LONGEST = 140  # letters of a closing phrase
_STOP = re.compile(r"(?P<sign>[.;,]\s+|\s*\(\s*|\s+-\s+(?!\d))")
_DONE = re.compile(
    r"(?:thực hiện|hoàn thành|triển khai|xong|duy trì|tổ chức|định kỳ|thường xuyên|hằng|mỗi|trước"
    r"|trong (?!giai đoạn)|đến hết|chậm nhất|từ (?=năm|tháng|quý|ngày|nay)|quý|tháng|vào)\b"
)
_VERB = re.compile(r"(?:thực hiện|hoàn thành|triển khai|duy trì|xong)\b")
_OF_A_SCHEME = re.compile(r"(?:giai đoạn|khóa|nhiệm kỳ)\b")
_CITED = re.compile(r"\b(?:số|luật|nghị quyết|quyết định|kế hoạch|chỉ thị)\b[^.;]{0,60}$")
_NO_WORK = re.compile(
    r"\b(?:kế hoạch|chương trình|báo cáo|dự toán|danh mục|chi|ngân sách|chỉ tiêu)\b"
)
_EVERY = re.compile(
    r"\s(?P<phrase>(?:định kỳ )?hằng (?:năm|quý|tháng|tuần)|thực hiện thường xuyên)$"
)


def split_closing_time(text: str) -> tuple[str, str]:
    """The text before its closing time and that time; ("...", "") where there is none."""
    end = len(text.rstrip(" .;)"))
    words = key(text)
    for found in _STOP.finditer(words, max(0, end - _LONGEST), end):
        phrase = text[found.end() : end]
        if not text[: found.start()].strip() or not is_time_alone(phrase):
            continue
        if _closes(words[: found.start()], found["sign"].strip(), words[found.end() : end]):
            return text[: found.start()].rstrip(" .;,(-–"), phrase
    return text, ""


def _closes(before: str, sign: str, phrase: str) -> bool:
    if sign == ",":
        return _DONE.match(phrase) is not None
    if sign in ".;" or not sign.strip("-"):
        return not (phrase.startswith("ngày ") and _CITED.search(before))
    return not (_OF_A_SCHEME.match(phrase) or (phrase.startswith("ngày") and _CITED.search(before)))


def closing_time(text: str) -> str:
    """The time that closes a text, or the rhythm in its last words ("... hằng năm").

    "Ban hành kế hoạch hằng năm" names a plan of each year rather than a rhythm.
    """
    _, phrase = split_closing_time(text)
    if phrase:
        return phrase
    bare = text.rstrip(" .;)")
    words = key(bare)
    every = _EVERY.search(words)
    if every is None or _NO_WORK.search(words, max(0, every.start() - 60)):
        return ""
    return bare[every.start("phrase") :]


def is_time_sentence(text: str) -> bool:
    """Whether a whole paragraph is nothing but its time: "Hoàn thành trong quý II/2026."."""
    bare = text.strip(" .;()")
    return len(bare) < _LONGEST and bool(_VERB.match(key(bare))) and is_time_alone(bare)
