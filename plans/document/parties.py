"""Splitting "UBMTTQ xã; Công chức Văn hóa và Thông tin và các cơ quan có liên quan" into bodies.

Semicolons and line breaks always divide. A comma or "và" divides only before what begins a new
body: "các ...", or the head of a name ("Sở", "Ủy ban", "Công an") with its name behind it; all
other commas and "và" stand inside a name ("Trung tâm Văn hóa, Thể thao và Truyền thanh huyện").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plans.document.model import Party
from plans.document.words import clean, key, modern, starts_small

_CAPITAL = r"[A-ZĐÀ-ÖØ-ÝĂƠƯẠ-Ỹ]"
# Heads of names, in the modern place of tone marks. The case counts: "Ban Dân tộc" begins a body,
# "sở, ban, ngành" goes on.
_HEADS_ALONE = (  # complete by themselves
    r"UBND|HĐND|UB ?MTTQ\w*|MTTQ\w*|BTT|TAND|VKSND|LĐLĐ|BHXH|BCH|BCĐ|BQL|Công an|Quân sự|Ủy ban"
    r"|Hội đồng|Mặt trận|Đoàn TNCS\w*|Thanh tra|Kho bạc|Ngân hàng|Bảo hiểm|Tòa án|Viện [Kk]iểm sát"
    r"|Thi hành án|Thống kê|Cơ quan|Đơn vị|Doanh nghiệp|Bưu điện|Biên phòng|Bộ đội|Thủ trưởng"
    r"|Người đứng đầu|Thường trực|Cấp ủy|Đảng ủy|Tỉnh ủy|Huyện ủy|Thành ủy|Ban ngành|Liên minh"
    r"|Liên hiệp|Chủ tịch|Phó Chủ tịch|Trưởng|Giám đốc|Phó Giám đốc|Chánh|Bí thư|Công đoàn|HTX"
    r"|Hợp tác xã|Chính phủ|Quốc hội|VNPT|Viettel|EVN|Công chức|Cán bộ|TTĐU|THADS|ĐTNCS|Ấp|Thôn"
    r"|Khu phố|Tổ dân phố|Hiệp hội|Câu lạc bộ|CLB|Nhà [Vv]ăn hóa|Thành đoàn|Tỉnh đoàn|Huyện đoàn"
    r"|Xã đoàn|Văn phòng|Trung tâm|Chi cục|Tổng cục|Công ty|Tập đoàn|Liên đoàn|Chi nhánh|Học viện"
    r"|Bệnh viện|Chi hội|Chi đoàn|Tạp chí|Điện lực|Trạm [Yy] tế|Đại học|Cổng [Tt]hông tin"
    r"|Hiệu trưởng|Phó Hiệu trưởng|Giáo viên|Nhân viên|Tổng phụ trách|Tổ trưởng|Kế toán trưởng"
)
_HEADS_OF_NAMES = (  # need a name in capitals behind them
    r"Bộ|Sở|Ban|Phòng|Hội|Đoàn|Đội|Đài|Báo|Cục|Vụ|Viện|Trường|Trạm|Tổ|Nhà|Kho|VP|TT|Quỹ|Hạt|Đồn"
    r"|Cơ sở|Khu|Xã|Phường|Huyện|Thành phố|Tỉnh|Thị trấn|Thị xã|Ngành|Lực lượng"
)
_HEADS_WITH = (  # or one of these words
    r"(?:Hội|Đoàn|Đội|Ban|Tổ|Đài|Trường|Trạm|Phòng|Bộ|Đồn|Quỹ|Đảng bộ)\s+(?:xã|phường|thị trấn"
    r"|huyện|tỉnh"
    r"|thanh niên|phụ nữ|nông dân|cựu|người|chữ|liên|luật|khuyến|chỉ|quản|nhân dân|công tác"
    r"|thường|giám|điều|dân vận|tuyên|tổ chức|tiếp|bảo|truyền|phát|mầm|tiểu|trung|học|biên phòng"
    r"|tư lệnh|chuyên|kiểm|hòa giải|an ninh|công nghệ|y tế|trọng tài|giúp|thư ký|thẩm định)"
)
_SMALL_HEADS = (  # after "và" or a comma that follows a name
    r"các|những|một số|công an|quân sự|ủy ban|trưởng (?:các )?(?:ấp|khu|thôn)|công chức"
    r"|cán bộ|trung tâm|văn phòng|ban chỉ|ban quản|hội (?:phụ|nông|cựu|liên|người|luật|chữ)"
    r"|đoàn thanh"
    r"|mặt trận|trạm y|đài (?:truyền|phát)|trường học|doanh nghiệp|chính quyền|địa phương|đơn vị"
    rf"|cơ quan|tổ hòa giải|(?:sở|phòng|bộ|ban|hội) (?={_CAPITAL})|chủ tịch|thủ trưởng"
    r"|y tế (?:thôn|ấp|khóm|bản)|ban,? ngành|đoàn thể|tổ chức|cấp ủy|cá nhân|nhân dân|người dân"
    r"|toàn thể"
)
_NEW_BODY = re.compile(
    rf"(?:(?:{_HEADS_ALONE})\b|(?:{_HEADS_OF_NAMES})\s+(?={_CAPITAL}|\d|các\b)|{_HEADS_WITH}\b"
    r"|[Cc]ác\b|[Nn]hững\b|[Mm]ột số\b)"
)
_NEW_SMALL_BODY = re.compile(rf"(?:{_SMALL_HEADS})\b")
_GROUP = re.compile(
    r"^(?:các|những|một số|mọi|toàn thể|tất cả|cơ quan(?:,| và|$| có| liên)|đơn vị(?:,| và|$"
    r"| có| liên)"
    r"|(?:ubnd|ủy ban nhân dân|hđnd|công an|chủ tịch ubnd|thủ trưởng|trưởng"
    r"|chủ tịch ủy ban nhân dân)"
    r" các\b|sở, |bộ, |ban,? ngành|phòng, |địa phương|chính quyền|doanh nghiệp|nhân dân|cấp ủy"
    r"|tổ chức(?:,| chính| đoàn| có| liên)|đoàn thể|cá nhân|người dân)"
)
# Fields of offices that hold a comma or "và" of their own.
_COMPOUND_FIELDS = (
    "văn hóa, thể thao và du lịch", "văn hóa, thể thao, du lịch", "văn hóa và thể thao",
    "văn hóa và thông tin", "văn hóa, thông tin", "văn hóa, khoa học và thông tin",
    "nông nghiệp và môi trường", "nông nghiệp và phát triển nông thôn", "nông nghiệp và ptnt",
    "giáo dục và đào tạo", "khoa học và công nghệ", "kế hoạch và đầu tư", "tài chính và kế hoạch",
    "tài nguyên và môi trường", "thông tin và truyền thông", "dân tộc và tôn giáo",
    "lao động, thương binh và xã hội", "lao động - thương binh và xã hội",
    "kinh tế và hạ tầng", "kinh tế, hạ tầng và đô thị", "tuyên giáo và dân vận",
    "phát thanh và truyền hình", "phát thanh, truyền hình", "báo và phát thanh, truyền hình",
)  # fmt: skip
_STRAY = " .,;:…-–"
_EMPTY = re.compile(r"^(?:không(?: có)?|nt|[-–/.…x\s]*)$")
_TRAILING_ROLE = re.compile(
    r"(?:,?\s+(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|làm đầu mối|phối hợp(?: thực hiện)?)"
    r"(?:\s*(?:,|và)?\s*(?:thực hiện|tham mưu|triển khai))*)$"
)
_ROLE_IN_BRACKETS = re.compile(r"\s*\((?:cơ quan |đơn vị )?(chủ trì|phối hợp)[^()]*\)$")
_COOPERATION = re.compile(
    r"(?:\b(?:chủ trì|làm đầu mối)\b(?:\s+(?:thực hiện|tham mưu))?\s*)?[,;.]?\s*(?:\bvà\s+)?"
    r"(?:\b(?:cơ quan|đơn vị)\s+)?\bphối hợp(?:\s+(?:thực hiện|chặt chẽ))*\s*(?::|\bvới\b"
    r"|\bcùng\b)\s*:?"
)

_ROLES_BEHIND = re.compile(  # "X chủ trì, Y phối hợp"
    r"(?P<leads>[^;:\n]+?)\s+(?:chủ trì|làm đầu mối)\s*[,;]\s*(?:và\s+)?(?!phối hợp)"
    r"(?P<partners>[^\n]+?)\s+(?:cùng\s+)?phối hợp(?:\s+thực hiện)?\W*$"
)


@dataclass(frozen=True, slots=True)
class Roles:
    """The bodies that one text names, by what it asks of them."""

    leads: tuple[Party, ...]
    partners: tuple[Party, ...]


def read_roles(text: str) -> Roles:
    """Bodies of a label that names leads, and maybe partners ("X chủ trì, phối hợp với Y")."""
    found = _COOPERATION.search(key(text))
    behind = _ROLES_BEHIND.match(key(text))
    if behind is not None:
        partners = text[behind.start("partners") : behind.end("partners")]
        return Roles(read_parties(text[: behind.end("leads")]), read_parties(partners))
    if found is None:
        return _by_brackets(read_parties(text))
    return Roles(read_parties(text[: found.start()]), read_parties(text[found.end() :]))


def _by_brackets(parties: tuple[Party, ...]) -> Roles:
    """ "Sở A (chủ trì), Sở B, Sở C (phối hợp)": the role stands behind the name."""
    marked = [(party, _ROLE_IN_BRACKETS.search(key(party.name))) for party in parties]
    if not any(found for _, found in marked):
        return Roles(parties, ())
    has_lead = any(found and found[1] == "chủ trì" for _, found in marked)
    leads: list[Party] = []
    partners: list[Party] = []
    for party, found in marked:
        name = party.name[: found.start()].rstrip() if found else party.name
        is_lead = found[1] == "chủ trì" if found else not has_lead
        (leads if is_lead else partners).append(replace(party, name=name))
    return Roles(tuple(leads), tuple(partners))


def read_parties(text: str) -> tuple[Party, ...]:
    """The bodies named in a label's value or a table's cell, in their order, each once."""
    parties: dict[str, Party] = {}
    for part in split_bodies(text):
        name = clean_name(part)
        if name and not _EMPTY.match(key(name)):
            parties.setdefault(key(name), Party(name, part.strip(), is_group(name)))
    return tuple(parties.values())


def split_bodies(text: str) -> list[str]:
    """The text cut at its separators, each part as printed."""
    parts: list[str] = []
    for piece in re.split(r";", _with_lines_joined(text)):
        parts += _split_piece(_expanded(re.sub(r"^\s*[-–+*•]\s*", "", piece)))
    return parts


def _with_lines_joined(text: str) -> str:
    """Line breaks divide bodies, unless the line goes on with the name above it."""
    joined = ""
    for line in filter(None, map(clean, text.split("\n"))):
        goes_on = starts_small(line) and not _NEW_SMALL_BODY.match(modern(line))
        goes_on = goes_on or re.search(r"(?:\bvà|,|-)$", joined) is not None
        joined += (" " if goes_on else ";") + line if joined else line
    return joined


def _split_piece(piece: str) -> list[str]:
    """One piece without semicolons, cut at the commas and "và" that divide bodies."""
    parts, start = [], 0
    for found in re.finditer(
        r"\s*,\s*(?:và\s+)?|\s+(?:và|cùng(?: với)?|&)\s+|\.\s+(?=[A-ZĐ])|\s*/\s*|\s+[-–+]\s+", piece
    ):
        left, right = piece[start : found.start()], piece[found.end() :]
        if _divides(left, found.group().strip(), right):
            parts.append(left)
            start = found.end()
    return [*parts, piece[start:]]


def _divides(left: str, separator: str, right: str) -> bool:
    """Whether a separator stands between two bodies rather than inside one name."""
    if not left.strip() or left.count("(") > left.count(")"):
        return False
    if separator.startswith("."):
        return bool(opens_with_body(right))
    if _is_one_office(left, right) or _goes_on(left):
        return False
    if opens_with_body(right):
        return not (separator in "/-–+" and not opens_with_body(left.strip()))
    in_group = _GROUP.match(key(left.strip())) is not None
    return (
        not in_group
        and separator not in "/-–+"
        and _NEW_SMALL_BODY.match(modern(right)) is not None
    )


def _is_one_office(left: str, right: str) -> bool:
    """ "Văn phòng HĐND và UBND", "Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Báo và Đài ..." are one."""
    assembly = (
        r"(?:hđnd|hội đồng nhân dân|đoàn đbqh|đoàn đại biểu quốc hội|tỉnh ủy|huyện ủy|đảng ủy)"
    )
    council = r"(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân)\b(?! các)"
    office = rf"^(?:(?:lãnh đạo|chánh|công chức) )?(?:văn phòng|vp)\b.*{assembly}(?: \w+)?$"
    words = key(left.strip())
    if re.match(office, words) and re.match(council, key(right)):
        return True
    return words in ("báo", "ban", "hội", "trung tâm", "đảng ủy")


def _goes_on(left: str) -> bool:
    """A head without its name ("các sở, Ban") cannot be a body yet."""
    return re.fullmatch(r"(?:sở|bộ|phòng|hội|đoàn|trường|trạm)", key(left.strip())) is not None


def _expanded(piece: str) -> str:
    """ "Các Sở: Tư pháp, Tài chính" as "Sở Tư pháp, Sở Tài chính"."""
    found = re.match(r"\s*(?:[Cc]ác\s+)?([Bb]ộ|[Ss]ở|[Pp]hòng|[Hh]ội|[Bb]an)\s*:\s*", piece)
    if found is None:
        found = re.match(
            rf"\s*[Cc]ác\s+([Bb]ộ|[Ss]ở|[Pp]hòng|[Hh]ội)\s+(?={_CAPITAL})(?!Ban\b|Ngành\b)", piece
        )
    if found is None:
        return piece
    head = found[1].capitalize()
    return ", ".join(
        field if opens_with_body(field) or _GROUP.match(key(field)) else f"{head} {field}"
        for field in _fields(piece[found.end() :])
    )


def _fields(text: str) -> list[str]:
    """ "Tư pháp, Văn hóa, Thể thao và Du lịch và Nội vụ" cut into fields of offices."""
    fields: list[str] = []
    rest = text
    while rest.strip():
        rest = rest.lstrip(" ,")
        rest = re.sub(r"^và\s+", "", rest)
        words = key(rest)
        known = next((name for name in _COMPOUND_FIELDS if words.startswith(name)), "")
        cut = re.search(r"\s*,\s*|\s+và\s+(?!$)", rest[len(known) :])
        end = len(known) + cut.start() if cut else len(rest)
        if opens_with_body(rest) or not rest:
            return [*fields, rest]
        fields.append(rest[:end].strip())
        rest = rest[end:]
    return fields


def clean_name(text: str) -> str:
    """A body's name without stray punctuation, bullets and the words of its role."""
    name = re.sub(r"^[\s\W]*(?<![(\"“])", "", clean(text)) if not text.startswith("(") else text
    name = name.strip(_STRAY)
    name = re.sub(r"\s+([,;.])", r"\1", name)
    trailing = _TRAILING_ROLE.search(key(name))
    if trailing:
        name = name[: trailing.start()]
    if name.count(")") != name.count("("):
        name = re.sub(r"^\(|\)$", "", name) if name.count(")") > name.count("(") else name
    return name.strip(_STRAY)


def is_group(name: str) -> bool:
    """Whether the name is a group ("các cơ quan, tổ chức có liên quan") rather than one body."""
    return _GROUP.match(key(name)) is not None


def opens_with_body(text: str) -> bool:
    """Whether the text begins with the name of a body or a group of bodies."""
    return _NEW_BODY.match(modern(text)) is not None
