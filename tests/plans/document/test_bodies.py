"""Names offered for merging."""

from __future__ import annotations

import pytest

from plans.document import similar_bodies


@pytest.mark.parametrize(
    "names",
    [
        ("Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("Ủy ban MTTQ Việt Nam xã", "UBMTTQVN xã"),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("Ủy ban nhân dân thị trấn", "Ủy ban nhân dân thị trấn Tân Biên"),
        ("Công chức Văn hóa và Thông tin", "Công chức văn hóa và Truyền thanh xã"),
        ("Sở VHTTDL", "Sở VHTTDL tỉnh"),
    ],
)
def test_names_of_one_body_are_offered(names: tuple[str, ...]) -> None:
    assert similar_bodies(names) == [names]


@pytest.mark.parametrize(
    "names",
    [
        ("Ủy ban nhân dân xã", "Ủy ban nhân dân huyện"),
        ("Ủy ban nhân dân xã Tân Bình", "Ủy ban nhân dân xã Thạnh Tây"),
        ("Ủy ban nhân dân xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("Công chức Tư pháp-hộ tịch", "Công chức Tài chính – Kế toán"),
        ("Sở Tài chính", "Sở Tài nguyên và Môi trường"),
        ("Hội Nông dân xã", "Hội Cựu chiến binh xã"),
        ("Các cơ quan liên quan", "các cơ quan liên quan xã"),
    ],
)
def test_other_names_are_not(names: tuple[str, ...]) -> None:
    assert similar_bodies(names) == []


def test_spellings_of_one_name_are_no_group() -> None:
    assert similar_bodies(["Công an xã", "công an xã", "Công an xã"]) == []
