"""Lists of bodies, as offices write them."""

from __future__ import annotations

import pytest

from plans.document.parties import read_parties, read_roles

LISTS = {
    "Sở Tư pháp": ["Sở Tư pháp"],
    "Công chức Tư pháp-hộ tịch.; Công chức Tài chính – Kế toán.": [
        "Công chức Tư pháp-hộ tịch",
        "Công chức Tài chính – Kế toán",
    ],
    "UBMTTQ thị trấn và các tổ chức thành viên của Mặt trận": [
        "UBMTTQ thị trấn",
        "các tổ chức thành viên của Mặt trận",
    ],
    "Trung tâm Văn hóa, Thể thao và truyền thanh huyện": [
        "Trung tâm Văn hóa, Thể thao và truyền thanh huyện"
    ],
    "Bộ Khoa học và Công nghệ, Bộ Văn hóa, Thể thao và Du lịch và Bộ Công an": [
        "Bộ Khoa học và Công nghệ",
        "Bộ Văn hóa, Thể thao và Du lịch",
        "Bộ Công an",
    ],
    "Các cơ quan, tổ chức có liên quan .": ["Các cơ quan, tổ chức có liên quan"],
    "các sở, ban, ngành, UBND các xã, phường": ["các sở, ban, ngành", "UBND các xã, phường"],
    "Văn phòng HĐND và UBND huyện, Công an huyện": [
        "Văn phòng HĐND và UBND huyện",
        "Công an huyện",
    ],
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh; Văn phòng UBND tỉnh": [
        "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "Văn phòng UBND tỉnh",
    ],
    "Phòng Lao động - Thương binh và Xã hội, Phòng Tài chính - Kế hoạch": [
        "Phòng Lao động - Thương binh và Xã hội",
        "Phòng Tài chính - Kế hoạch",
    ],
    "Các Sở: Tư pháp, Văn hóa, Thể thao và Du lịch, Nội vụ và UBND các xã": [
        "Sở Tư pháp",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Nội vụ",
        "UBND các xã",
    ],
    "- Đoàn xã;\n- Hội Phụ nữ xã;\n- Các ấp": ["Đoàn xã", "Hội Phụ nữ xã", "Các ấp"],
    "Sở Nông nghiệp và\nMôi trường\nSở Y tế": ["Sở Nông nghiệp và Môi trường", "Sở Y tế"],
    "Uỷ ban nhân dân xã, Toà án nhân dân khu vực": [
        "Uỷ ban nhân dân xã",
        "Toà án nhân dân khu vực",
    ],
    "Đài Phát thanh và Truyền hình tỉnh, Báo Tây Ninh": [
        "Đài Phát thanh và Truyền hình tỉnh",
        "Báo Tây Ninh",
    ],
    "Trường Mầm non Hoa Mai, y tế thôn": ["Trường Mầm non Hoa Mai", "y tế thôn"],
    "Không": [],
    "-": [],
    "": [],
}


@pytest.mark.parametrize("text", LISTS)
def test_list_is_split_into_bodies(text: str) -> None:
    assert [party.name for party in read_parties(text)] == LISTS[text]


def test_group_is_generic_and_body_is_not() -> None:
    parties = read_parties("UBND các xã; UBND xã; các sở, ban, ngành; Các Đơn vị biên phòng")

    assert [party.is_generic for party in parties] == [True, False, True, True]


def test_stray_stop_is_kept_as_printed() -> None:
    (party,) = read_parties("Công an xã .")

    assert (party.name, party.as_printed) == ("Công an xã", "Công an xã .")


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Sở Y tế phối hợp với các sở, ngành", ["Sở Y tế"], ["các sở, ngành"]),
        ("Sở Y tế chủ trì", ["Sở Y tế"], []),
        ("Sở Nội vụ chủ trì, các sở, ngành, UBND các xã phối hợp.", ["Sở Nội vụ"],
         ["các sở, ngành", "UBND các xã"]),
        ("Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh",
         ["Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh"], []),
    ],
)  # fmt: skip
def test_roles_in_one_text(text: str, leads: list[str], partners: list[str]) -> None:
    roles = read_roles(text)

    assert [party.name for party in roles.leads] == leads
    assert [party.name for party in roles.partners] == partners
