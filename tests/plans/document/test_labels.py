"""Labels: what counts as one, and what only looks like one."""

from __future__ import annotations

import pytest

from plans.document.labels import Role, read_labels, role_of

LABELS = {
    "Cơ quan chủ trì": Role.LEAD,
    "Đơn vị chủ trì": Role.LEAD,
    "Đơn vị chủ trỉ": Role.LEAD,
    "Cơ quan chủ trì thực hiện": Role.LEAD,
    "Đơn vị thực hiện": Role.LEAD,
    "Cơ quan, đơn vị chủ trì": Role.LEAD,
    "Trách nhiệm chỉ đạo thực hiện": Role.LEAD,
    "Sở, ngành chủ trì tham mưu": Role.LEAD,
    "Cơ quan phối hợp": Role.PARTNER,
    "Đơn vị phối hợp thực hiện": Role.PARTNER,
    "Cơ quan chủ trì, phối hợp": Role.BOTH,
    "Thời gian thực hiện": Role.TIME,
    "Thời gian hoàn thành": Role.TIME,
    "Thời hạn hoàn thành": Role.TIME,
    "Thời gian": Role.TIME,
    "Tiến độ thực hiện": Role.TIME,
    "Thời gian thực hiện/ hoàn thành": Role.TIME,
    "Sản phẩm": Role.PRODUCT,
    "Kết quả/Đánh giá": Role.PRODUCT,
    "Lãnh đạo phụ trách": Role.OTHER,
    "Người phụ trách": Role.PERSON,
    "Phụ trách chính": Role.PERSON,
    "Đơn vị phụ trách": Role.LEAD,
    "Giao cho": Role.LEAD,
    "Cơ quan chủ trì các nhiệm vụ sau": Role.LEAD,
    "Đơn vị hỗ trợ": Role.PARTNER,
    "Cùng thực hiện": Role.PARTNER,
    "Hoàn thành": Role.TIME,
    "Cấp trình": Role.OTHER,
    "Cấp phê duyệt": Role.OTHER,
    "Căn cứ": Role.OTHER,
    "Ghi chú": Role.OTHER,
}


@pytest.mark.parametrize("name", LABELS)
def test_label_has_its_role(name: str) -> None:
    told = role_of(name)

    assert told is not None
    assert told[0] is LABELS[name]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức thực hiện",
        "TỔ CHỨC THỰC HIỆN",
        "Phân công trách nhiệm",
        "Chủ trì, phối hợp với Ủy ban nhân dân xã tổ chức thực hiện",
        "Kinh phí thực hiện",
        "Mục đích, yêu cầu",
        "Bảo đảm thời gian và chất lượng",
    ],
)
def test_heading_or_sentence_is_no_label(text: str) -> None:
    assert read_labels(text) == ()


def test_labels_of_one_line_have_their_values() -> None:
    line = "Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: Sở A, Sở B; Thời gian: Quý I/2026."

    assert [(label.role, label.value) for label in read_labels(line)] == [
        (Role.LEAD, "Sở Y tế"),
        (Role.PARTNER, "Sở A, Sở B"),
        (Role.TIME, "Quý I/2026."),
    ]


def test_labels_behind_a_description_begin_after_it() -> None:
    text = "Mở lớp tập huấn (Cơ quan chủ trì: Sở Y tế; thời gian: năm 2026)."

    labels = read_labels(text)

    assert text[: labels[0].start].rstrip(" (") == "Mở lớp tập huấn"
    assert labels[1].value == "năm 2026."


def test_label_of_the_plan_is_told() -> None:
    (label,) = read_labels("Thời gian thực hiện kế hoạch: từ năm 2026 đến năm 2031")

    assert label.is_of_plan


def test_time_behind_a_body_is_a_label_of_its_own() -> None:
    labels = read_labels("Cơ quan chủ trì: Sở Y tế. Hoàn thành trước ngày 30/6/2026.")

    assert [(label.role, label.value) for label in labels] == [
        (Role.LEAD, "Sở Y tế"),
        (Role.TIME, "Hoàn thành trước ngày 30/6/2026"),
    ]


def test_bare_verb_is_a_label_only_before_a_body() -> None:
    (label,) = read_labels("Thực hiện: Trạm Y tế.")

    assert (label.role, label.value) == (Role.LEAD, "Trạm Y tế.")
    assert read_labels("Thực hiện: 5 km đường.") == ()
