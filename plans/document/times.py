"""Reading "Thời gian thực hiện": phrases of time -> timelines.

A phrase is brought to moments (day, month, quarter, half year, year) and to words that say how
they are meant (recurring, open, by, before, until). What the phrase does not name comes from the
plan's own period where the work recurs or is open-ended; else it stays empty.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from plans.document.model import Kind, Timeline
from plans.document.numbering import read_marker
from plans.document.words import clean, key


@dataclass(frozen=True, slots=True)
class Period:
    """The plan's own years, as far as they are known."""

    first: int | None
    last: int | None

    @property
    def only_year(self) -> int | None:
        return self.first if self.first == self.last else None


@dataclass(frozen=True, slots=True)
class Moment:
    """A printed moment; ``month`` is the last month of a quarter or half year."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    is_before: bool = False  # "trước năm 2025"

    def last_day(self, year: int | None = None) -> dt.date | None:
        year = self.year if year is None else year
        if year is None:
            return None
        month = self.month or 12
        length = calendar.monthrange(year, month)[1]
        return dt.date(year, month, min(self.day or length, length))


_LONGEST_PHRASE = 600  # letters; what goes on longer is no phrase of time
_YEAR = r"(?:20[0-4]\d|19[89]\d)"
_Y = rf"(?:\s*[/.-]\s*|\s+năm\s+|\s*,\s*năm\s+|\s+)(?P<year>{_YEAR})"
_QUARTER = r"(?:iv|i{1,3}|[1-4])"
_WHOLE_DAY = (
    rf"(?:\bngày\s+)?(?<!tháng )\b(?P<day>\d{{1,2}})\s*(?:[/.-]\s*|\s+tháng\s+)(?P<month>\d{{1,2}})"
    rf"(?:\s*[/.-]\s*|\s*,?\s*năm\s+)(?P<year>{_YEAR})\b"
)
_QUARTERS = (
    rf"\bquý\s*(?P<quarter>{_QUARTER})\b(?:(?:\s*(?:,|-|và|đến|\+|&)\s*(?:(?:đến|hết)\s+)?"
    rf"(?:quý\s+)?(?P<last>{_QUARTER})\b))*(?:{_Y}\b)?"
)
_DAY = r"(?P<day>\d{1,2})\s*"
_MOMENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("school", rf"(?:hết|cuối|kết thúc)\s+năm học\s+{_YEAR}\s*-\s*(?P<year>{_YEAR})"),
        ("day", _WHOLE_DAY),
        ("day", rf"\bngày\s+{_DAY}(?:[/.-]\s*|\s+tháng\s+)(?P<month>\d{{1,2}})\b(?![/.-]\d)"),
        ("half", rf"\b(?:0?6|sáu) tháng (?P<half>đầu|cuối)(?: năm)?(?:{_Y}\b)?"),
        ("quarter", _QUARTERS),
        (
            "month",
            rf"\btháng\s*\d{{1,2}}\s*[-,]\s*(?P<month>\d{{1,2}})\b(?:{_Y}\b|(?!\s*[/.-]?\s*\d))",
        ),
        ("month", rf"\btháng\s*(?P<month>\d{{1,2}})\b(?!\s*(?:đầu|cuối))(?:{_Y}\b)?"),
        ("month", rf"(?<![\d/.])(?P<month>\d{{1,2}})\s*/\s*(?P<year>{_YEAR})\b"),
        ("day", rf"(?<![\d/.]){_DAY}/\s*(?P<month>\d{{1,2}})\b(?![/.-]?\d)"),
        ("edge", rf"\b(?P<edge>đầu|giữa|cuối)\s+năm\s+(?P<year>{_YEAR})\b"),
        ("year", rf"\b(?P<year>{_YEAR})\b"),
    )
)
_EVERY = re.compile(
    r"\b(?:hằng|mỗi|từng|các)\s+năm\b(?! (?:tiếp theo|sau|tới|20\d))|\bthường niên\b"
)
_EVERY_PART = re.compile(
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s+)?\b(?:hằng|mỗi|từng)\s+"
    r"(?:quý|tháng|tuần|ngày|kỳ)\b|\bđịnh kỳ\s+(?:\d{1,2}|sáu|ba)\s+tháng\b|\b(?:0?6"
    r"|sáu) tháng\s*/\s*lần"
    r"|\b(?:0?6|sáu) tháng(?:,| và)\s*(?:1\s+)?(?:hằng )?năm\b|\bquý\s*/\s*lần|\bđịnh kỳ theo quý\b"
    r"|\b\d\s+lần\s*/\s*(?:năm|quý|tháng|tuần)|\bcuối (?:quý|tháng|tuần)\b(?!\s*[ivx\d])"
)
_ALWAYS = re.compile(r"\bthường xuyên\b|\bliên tục\b|\bđột xuất\b|\bkhi có yêu cầu\b")
_ONWARD = re.compile(
    r"\b(?:(?:các|những)\s+năm\s+(?:tiếp theo|sau|tới|tiếp sau)|trở đi|về sau|những năm tiếp)\b"
)
_FROM = re.compile(r"\b(?:kể )?từ\b")
_UNTIL = re.compile(r"\b(?:đến|tới)\b(?:\s+(?:hết|cuối))?")
_BY = re.compile(r"\b(?:trước|chậm nhất|hoàn thành|xong|muộn nhất|hạn chót|kết thúc)\b")
_BEFORE_YEAR = re.compile(r"\btrước\s+(?:năm\s+)?$")
_WHOLE_PERIOD = re.compile(
    r"\b(?:suốt|trong|cả|toàn bộ)\b.{0,20}\b(?:thời gian|giai đoạn|quá trình|nhiệm kỳ)\b.{0,20}"
    r"(?:\b(?:kế hoạch|đề án|chương trình|thực hiện)\b|$)|^(?:cả|trong) giai đoạn$"
)
_ALL_YEAR = re.compile(r"^(?:trong|cả|suốt)\s+năm$")
_STAGE = re.compile(r"(?:giai đoạn|đợt|bước)\s+(?:\d|[ivx]+|một|hai|ba)")
_TIME_WORDS = re.compile(
    r"^(?:\W|\d|năm|tháng|quý|ngày|từ|đến|hết|trước|sau|trong|hằng|mỗi|giai|đoạn|và|các|tiếp|theo|xong"
    r"|hoàn|thành|định|kỳ|thường|xuyên|cuối|đầu|giữa|khoảng|dự|kiến|chậm|nhất|i|ii|iii|iv|thời|gian|kể"
    r"|tuần|những|trở|đi|vào|thực|hiện|triển|khai|nay|cả|suốt|thứ|sáu|học|lần|bắt|kết|thúc|muộn|riêng"
    r"|cho|tới|là|nhiệm|vụ|liên|tục|sớm|ngay|khi|được|ban|hành|văn|bản|có|cần|ưu|tiên)+$"
)


def read_timelines(lines: list[str], period: Period) -> tuple[Timeline, ...]:
    """The timelines of one label, whose value is one line or a line for each of its parts."""
    parts = [part for line in lines for part in _labelled_parts(line)]
    joined = " ".join(text for _, text in parts)
    has_labels = any(label for label, _ in parts)
    if not joined.strip():
        return ()
    if not has_labels:
        return (_timeline("", joined, period),)
    timelines: list[Timeline] = []
    for label, text in parts:
        if not label and timelines:
            earlier = timelines[-1]
            whole = f"{earlier.as_printed} {text}"
            timelines[-1] = replace(_timeline(earlier.label, whole, period), as_printed=whole)
        else:
            timelines.append(_timeline(label, text, period))
    return tuple(timelines)


def _labelled_parts(line: str) -> list[tuple[str, str]]:
    """("Sơ kết", "Năm 2026") of "+ Sơ kết: Năm 2026; ..."; the label is "" where there is none."""
    line = clean(line)[:_LONGEST_PHRASE]
    marker = read_marker(line)
    if marker is not None and (marker.is_bullet or not find_moments(line[: marker.length + 4])):
        line = line[marker.length :]
    pieces = [piece for piece in re.split(r";\s*", line) if piece.strip()]
    parts = [_labelled(piece) for piece in pieces]
    if not all(label for label, _ in parts):
        return [("", line)]
    return parts


def _labelled(piece: str) -> tuple[str, str]:
    """A label ends in a colon, or is the words before the time ("sơ kết năm 2026")."""
    head, colon, tail = piece.partition(":")
    if colon and tail.strip() and _is_time(tail):
        if _STAGE.fullmatch(key(head).strip(" -+")):
            return head.strip(" -+"), tail.strip()
        return ("" if _TIME_WORDS.match(key(head)) else head.strip(" -+"), tail.strip())
    found = _opening_words(piece)
    return found or ("", piece)


def _opening_words(piece: str) -> tuple[str, str] | None:
    moment = re.search(
        rf"(?:\b(?:trong|vào|trước|hoàn thành|xong|từ)\s+)*\b(?:năm\s+{_YEAR}|hằng\s+\w+"
        rf"|quý\s+[ivx]+\b"
        r"|tháng\s+\d|ngày\s+\d)",
        key(piece),
    )
    if moment is None or moment.start() == 0:
        return None
    head = piece[: moment.start()].strip(" ,:-–")
    if (
        not head
        or _TIME_WORDS.match(key(head))
        or len(head.split()) > 12
        or _FROM.search(key(head))
    ):
        return None
    return head, piece[moment.start() :].strip()


def is_time_alone(text: str) -> bool:
    """Whether a text is a phrase of time with no other word in it."""
    return bool(_TIME_WORDS.match(key(text))) and _is_time(text)


def _is_time(text: str) -> bool:
    words = key(text)
    return bool(find_moments(text) or _EVERY.search(words) or _rhythm(words))


def find_moments(text: str) -> list[Moment]:
    """The moments of a phrase in their order; a part of one is never another."""
    words = key(text)
    found: list[Moment] = []
    taken = [False] * len(words)
    for name, pattern in _MOMENTS:
        for match in pattern.finditer(words):
            if any(taken[match.start() : match.end()]):
                continue
            moment = _moment(name, match, words)
            if moment is not None:
                found.append(moment)
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    return sorted(found, key=lambda moment: moment.start)


def _moment(name: str, match: re.Match[str], words: str) -> Moment | None:
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    month, day = _month(groups), int(groups["day"]) if groups.get("day") else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    is_before = False
    if year is not None and (name == "year" or (day, month) == (1, 1)):
        is_before = bool(_BEFORE_YEAR.search(words[: match.start()]))
        if is_before:
            return Moment(year - 1, None, None, match.start(), match.end(), is_before=True)
    return Moment(year, month, day, match.start(), match.end())


def _month(groups: dict[str, str | None]) -> int | None:
    if groups.get("month"):
        return int(groups["month"] or 0)
    quarter = groups.get("last") or groups.get("quarter")
    if quarter:
        return 3 * ({"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(quarter) or int(quarter))
    if groups.get("half"):
        return 6 if groups["half"] == "đầu" else 12
    return {"đầu": 3, "giữa": 6, "cuối": 12}.get(groups.get("edge") or "")


def _rhythm(words: str) -> str:
    found = _EVERY_PART.search(words) or _ALWAYS.search(words)
    return found.group() if found else ""


def _timeline(label: str, text: str, period: Period) -> Timeline:
    """One phrase read; see the table of phrases in the tests for what is meant by what."""
    words = key(text)
    moments = find_moments(text)
    line = Timeline(Kind.ONCE, None, None, label=label, as_printed=text.strip())
    rhythm = _rhythm(words)
    if _EVERY.search(words) or rhythm:
        return _recurring(line, words, moments, period, rhythm)
    years = _years(moments)
    if years and (_ONWARD.search(words) or _is_open_start(words, moments)):
        return replace(
            line, kind=Kind.YEARLY, first_year=years[0], last_year=_end(period, years[0])
        )
    if not years:
        return _without_year(line, words, moments, period)
    if _is_open_end(words, moments):
        return _until(line, moments[-1], years[-1], period)
    if len(years) > 1:
        last = moments[-1]
        due = last.last_day() if last.month and last.year == years[-1] else None
        is_range = words[moments[-2].end : last.start].strip() == "-" and moments[-2].month
        due = due if is_range or _UNTIL.search(words) or _BY.search(words) else None
        return replace(line, kind=Kind.SPAN, first_year=years[0], last_year=years[-1], due_on=due)
    due = max(filter(None, (_in(moment, years[0]) for moment in moments)), default=None)
    return replace(line, first_year=years[0], last_year=years[0], due_on=due)


def _years(moments: list[Moment]) -> list[int]:
    return sorted({moment.year for moment in moments if moment.year is not None})


def _in(moment: Moment, year: int) -> dt.date | None:
    """The moment's last day in a year that it may not name itself ("tháng 3 và tháng 9/2026")."""
    return moment.last_day(moment.year or year)


def _end(period: Period, first: int) -> int | None:
    return max(period.last, first) if period.last is not None else None


def _recurring(
    line: Timeline, words: str, moments: list[Moment], period: Period, rhythm: str
) -> Timeline:
    """Each year anew; printed years bound it ("hằng năm kể từ năm 2027", "2026 và hằng năm")."""
    years = _years(moments)
    first, last = period.first, period.last
    if len(years) > 1:
        first, last = years[0], years[-1]
    elif years and _is_open_end(words, [moment for moment in moments if moment.year]):
        last = years[0]
    elif years:
        first = years[0]
        is_bound = not _EVERY.search(words) and not _FROM.search(words)
        last = years[0] if is_bound else _end(period, first)
    dated = [moment for moment in moments if moment.month and (moment.year is None or moment.day)]
    due = dated[-1].last_day(first) if dated and first is not None else None
    return replace(
        line, kind=Kind.YEARLY, first_year=first, last_year=last, due_on=due, rhythm=rhythm
    )


def _is_open_start(words: str, moments: list[Moment]) -> bool:
    """ "Từ quý II/2027": a beginning and no end."""
    if len(moments) != 1 or _UNTIL.search(words, moments[0].end):
        return False
    before = words[: moments[0].start]
    return bool(re.search(r"\btừ\s+(?:năm\s+|ngày\s+|đầu\s+)?$", before))


def _is_open_end(words: str, moments: list[Moment]) -> bool:
    """ "Đến năm 2030", "thực hiện đến hết 2030": an end and no beginning, and no deadline."""
    if len(moments) != 1:
        return False
    before = words[: moments[0].start]
    until = re.search(r"\b(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?$", before)
    return until is not None and not _BY.search(before)


def _until(line: Timeline, moment: Moment, year: int, period: Period) -> Timeline:
    due = moment.last_day() if moment.month else None
    if period.first is not None and period.first < year:
        return replace(line, kind=Kind.SPAN, first_year=period.first, last_year=year, due_on=due)
    return replace(line, first_year=year, last_year=year, due_on=moment.last_day())


def _without_year(line: Timeline, words: str, moments: list[Moment], period: Period) -> Timeline:
    """No year printed: the plan's whole period, its only year, or nothing at all."""
    if _WHOLE_PERIOD.search(words) and period.first is not None:
        kind = Kind.ONCE if period.only_year else Kind.SPAN
        return replace(line, kind=kind, first_year=period.first, last_year=period.last)
    year = period.only_year
    if year is not None and (moments or _ALL_YEAR.match(words.strip(" ."))):
        due = max(filter(None, (_in(m, year) for m in moments)), default=dt.date(year, 12, 31))
        return replace(line, first_year=year, last_year=year, due_on=due)
    return line
