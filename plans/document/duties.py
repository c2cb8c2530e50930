"""Duties told in sentences: "Giao X chủ trì, phối hợp với Y tham mưu ...", "X có trách nhiệm ...".

The bodies end where a verb of administration begins; the verbs are common words in small letters,
names of offices that contain one ("Sở Xây dựng", "Ban Tổ chức") have capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plans.document.closing import closing_time
from plans.document.model import Party
from plans.document.parties import is_group, opens_with_body, read_parties
from plans.document.words import key

_VERBS = (
    "tham mưu|tổ chức|xây dựng|triển khai|thực hiện|rà soát|kiểm tra|đôn đốc|theo dõi|tổng hợp"
    "|báo cáo|trình|ban hành|đề xuất|nghiên cứu|cung cấp|tuyên truyền|phổ biến|bố trí|lập|cân đối"
    "|thẩm định|vận động|huy động|đẩy mạnh|tăng cường|nâng cao|tiếp tục|chỉ đạo|quán triệt|chuẩn bị"
    "|thành lập|kiện toàn|đánh giá|thống kê|khảo sát|giám sát|tập huấn|bồi dưỡng|đào tạo|hỗ trợ"
    "|tạo điều kiện|bảo đảm|đảm bảo|sơ kết|tổng kết|lồng ghép|xử lý|giải quyết|công bố|công khai"
    "|cập nhật|khai thác|vận hành|quản lý|phát động|phát huy|chủ động|phân bổ|thường xuyên|kịp thời"
    "|có trách nhiệm|chịu trách nhiệm|căn cứ|để|nhằm|trong việc|trong quá trình|khẩn trương"
    "|ứng dụng|số hóa|đăng tải|tiếp nhận|duy trì|lựa chọn|xác định|chấn chỉnh|bổ sung|sửa đổi"
    "|hoàn thiện|hoàn thành|thu thập|tích hợp|kết nối|tham gia|giúp|gửi|kiểm soát|phòng ngừa"
    "|đấu tranh|truyền thông|phối hợp|hướng dẫn|chủ trì|làm đầu mối|là cơ quan|là đơn vị|là đầu mối"
    "|xem xét|quyết định|phê duyệt|ưu tiên|định kỳ|hằng năm|đưa|mở|ký|biên soạn|in ấn|bàn giao"
    "|thông tin|lấy ý kiến|góp ý|phân công|giao|khen thưởng|biểu dương|tích cực|tập trung|làm tốt"
    "|tiến hành|điều hành|chấp hành|nâng cấp|thúc đẩy|khuyến khích|đề nghị|yêu cầu|cử"
    "|rút kinh nghiệm|điều phối|quy định|bám sát|nhân rộng|điều tra|phát triển(?! nông thôn)"
    "|mở rộng|cải thiện|cải tạo|sửa chữa|mua sắm|trang bị|lắp đặt|ngăn chặn|ngăn ngừa|phát hiện"
    "|tạo lập|khôi phục|bảo tồn|tu bổ|tôn tạo|phục hồi|kiểm kê|chỉnh lý|thu hút|thu gom|khắc phục"
    "|tháo gỡ|cắt giảm|đơn giản hóa|rút ngắn|đổi mới|sắp xếp|bảo dưỡng|giới thiệu|quảng bá"
    "|trợ giúp|chi trả|ứng phó|di dời|sơ tán|diễn tập|huấn luyện|tuần tra|truy quét|xóa|củng cố"
    "|nghiệm thu|chuyển đổi(?! số)|chuyển giao|vinh danh|tôn vinh|trao|thăm|hoàn chỉnh|liên hệ"
    "|cài đặt|khởi công|khai trương|tổng rà soát|giải ngân|nhắc nhở|phân loại|trồng (?=cây|rừng)"
    "|vệ sinh (?!môi trường|an toàn)|đầu tư (?=xây|nâng|mua|cơ sở|hệ thống|hạ tầng)"
    "|tiêm (?=phòng|chủng|vắc)|giảm (?!nghèo)"
)
_VERB = re.compile(rf"(?:(?<=[\s,;:])|^)(?:{_VERBS})\b")
_NOUN_AFTER_ALL = re.compile(
    r"(?:tổ chức|đơn vị)(?=\s*(?:,|;|\.|$|(?:có )?liên quan|chính trị|đoàn thể|xã hội|thành viên"
    r"|và các|và cá nhân|khác|hội|tín dụng|kinh tế|hành nghề|phi chính phủ|đảng|quốc tế|cá nhân))"
    r"|quản lý (?:dự án|khu|di tích|rừng|đầu tư)|thực hiện pháp luật|thông tin và"
    r"|(?:thông tin|truyền thông|quy định|tuyên truyền)(?= (?:và|đại chúng|điện tử|huyện|xã))"
)
_NOUN_IN_GROUP = re.compile(r"(?:tổ chức|quản lý|thông tin|truyền thông|tuyên truyền)\b")
_GIVEN = re.compile(
    r"^(?:[^.;:]{0,60}?\b)?(?P<word>giao|đề nghị|yêu cầu|phân công"
    r"|đề nghị)\s+(?:nhiệm vụ\s+)?(?:cho\s+)?"
)
_LEADING = re.compile(
    r"(?:là (?:cơ quan|đơn vị) |cơ quan )?(?:chịu trách nhiệm (?:chính )?)?"
    r"(?P<verb>chủ trì|làm đầu mối|là đầu mối)"
)
_WITH = re.compile(
    r"\s*[,;]?\s*(?:(?:tham mưu|thực hiện)\s*,\s*)?(?:và\s+)?(?:phối hợp|cùng)(?:\s+(?:chặt chẽ"
    r"|kịp thời))?"
    r"(?:\s*,?\s*(?:với|cùng(?: với)?|giữa)\b)?\s*"
)
_OBLIGED = re.compile(r"\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b")
_LONGEST_NAMES = 250  # letters of a heading that is nothing but names
_HEADING_PREFIX = re.compile(
    r"^(?:(?:đề nghị|giao|yêu cầu|phân công)(?: nhiệm vụ)?(?: cho)?|trách nhiệm(?: của)?"
    r"|nhiệm vụ của"
    r"|đối với)\s*:?\s+"
)
_HEADING_SUFFIX = re.compile(
    r"(?:\s*,?\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|là (?:cơ quan|đơn vị) thường trực"
    r"|chủ trì|tổ chức thực hiện|thực hiện|thực hiện các nhiệm vụ sau|như sau))*\s*[:.,;]*\s*$"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A sentence that binds a body: who leads, who takes part, what remains to be done."""

    leads: tuple[Party, ...]
    partners: tuple[Party, ...]
    is_given: bool  # "Giao X ...": somebody assigns it by name
    is_led: bool  # "chủ trì" is said
    is_bare: bool = False  # "X kiểm tra ...": a body and a verb, nothing more
    is_open: bool = False  # "X chủ trì, phối hợp với Y:": the work itself stands below


def end_of_bodies(text: str) -> int:
    """Where a list of bodies at the start of the text ends and the verb begins."""
    words = key(text)
    for found in _VERB.finditer(words):
        if text[found.start()].isupper() and found.start() > 0:
            continue
        if _NOUN_AFTER_ALL.match(words, found.start()):
            continue
        return found.start()
    return len(text)


def read_duty(text: str, agency: tuple[Party, ...] = ()) -> Duty | None:
    """The duty that a sentence tells; ``agency`` are the bodies of the heading above it, if any."""
    words = key(text)
    given = _GIVEN.match(words)
    is_given = given is not None and opens_with_body(_capitalised(text[given.end() :]))
    start = given.end() if given is not None and is_given else 0
    leading = _LEADING.match(words) if agency and not is_given else None
    if leading is not None:
        partners, rest = _partners_after(text, leading.end())
        is_open = not rest.strip(" :.;")
        return Duty(agency, partners, is_given=False, is_led=True, is_open=is_open)
    body = text[start:]
    if not opens_with_body(body if not is_given else _capitalised(body)):
        return None
    end = end_of_bodies(body)
    leads = read_parties(body[:end]) if 0 < end <= 300 else ()
    if not leads or (end == len(body) and not (is_given and body.rstrip().endswith(":"))):
        return None
    at = start + end
    obliged = _OBLIGED.match(words, at)
    leading = _LEADING.match(words, (obliged.end() if obliged else at) + (obliged is not None))
    if leading is not None:
        partners, rest = _partners_after(text, leading.end())
        is_open = not rest.strip(" :.;")
        return Duty(leads, partners, is_given=is_given, is_led=True, is_open=is_open)
    if words.startswith("phối hợp", at):
        return _with_others(text, at, leads) if not agency and obliged is None else None
    if not is_given and obliged is None:
        if body[:end].rstrip().endswith(","):
            return None  # "Thanh tra, kiểm tra" is no name before a verb
        is_bare = (
            closing_time(text) != ""
            or not leads[0].is_generic
            or leads[0].name.startswith(("UBND", "Ủy ban"))
        )
        return Duty(leads, (), is_given=False, is_led=False, is_bare=True) if is_bare else None
    is_open = not text[obliged.end() if obliged else at :].strip(" :.;")
    return Duty(leads, (), is_given=is_given, is_led=False, is_open=is_open)


def _with_others(text: str, at: int, leads: tuple[Party, ...]) -> Duty | None:
    """ "X phối hợp với Y làm ..." where nobody else leads."""
    partners, rest = _partners_after(text, at)
    if not partners or not rest.strip(" :.;") or leads[0].is_generic:
        return None
    return Duty(leads, partners, is_given=False, is_led=False, is_bare=True)


def _partners_after(text: str, at: int) -> tuple[tuple[Party, ...], str]:
    """The partners after "chủ trì", and what the sentence says behind them."""
    found = _WITH.match(key(text), at)
    if found is None:
        return (), text[at:]
    rest = text[found.end() :]
    end = min(end_of_bodies(rest), 400)
    return read_parties(rest[:end].strip(" ,;:")), rest[end:]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def agency_of_heading(heading: str) -> tuple[Party, ...]:
    """The bodies that a heading of the organising part names, if it is nothing but names."""
    if len(heading.partition(":")[0]) > _LONGEST_NAMES:
        return ()
    found = _HEADING_PREFIX.match(key(heading))
    text = heading[found.end() :] if found else heading
    head, colon, _ = text.partition(":")
    text = head if colon else text
    suffix = _HEADING_SUFFIX.search(key(text))
    text = text[: suffix.start()] if suffix else text
    if not text or not opens_with_body(_capitalised(text)):
        return ()
    end = end_of_bodies(text)
    if end < len(text) and not (is_group(text) and _NOUN_IN_GROUP.match(key(text), end)):
        return ()
    return read_parties(text)
