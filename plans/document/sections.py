"""What a section of the outline is about: purpose, organisation, or a field of the one above."""

from __future__ import annotations

import re

from plans.document.labels import read_labels
from plans.document.outline import Node
from plans.document.words import key

_ORGANISING = re.compile(
    r"^(?:công tác |phần |phân công,? )?(?:tổ chức (?:triển khai )?thực hiện(?!\s+(?!kế hoạch"
    r"|đề án|chương trình"
    r"|nghị quyết|chỉ thị|quyết định|và )\w)|tổ chức triển khai$|phân công|trách nhiệm (?:của"
    r"|thực hiện"
    r"|thi hành|tổ chức|các)|nhiệm vụ của|trách nhiệm$)"
)
_PURPOSE = re.compile(
    r"^(?:mục đích|yêu cầu|quan điểm|mục tiêu|căn cứ|sự cần thiết|tình hình|thực trạng|đánh giá"
    r"|đặc điểm"
    r"|cơ sở|phạm vi|đối tượng|kết quả)\b"
)


def is_organising(node: Node) -> bool:
    """Whether the section belongs to the part on who organises the work."""
    return any(_ORGANISING.match(key(one.heading)) for one in (node, *node.ancestors()))


def is_about_purpose(node: Node) -> bool:
    """Whether the section tells why, for whom and from where, which owes no work."""
    return any(_PURPOSE.match(key(one.heading)) for one in (node, *node.ancestors()))


def is_field(node: Node) -> bool:
    """Whether the whole section is a label with its value ("1.3. Thời gian: ...")."""
    labels = read_labels(node.heading)
    return bool(labels) and labels[0].start == 0
