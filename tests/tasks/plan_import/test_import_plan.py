"""``manage.py import_plan``: what it says, what it writes, what it refuses."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from plans.models import Agency, Locality, Plan
from tasks.models import Task, TaskYear
from tests import factories as make

REAL = Path(settings.BASE_DIR, "plans/data/ke-hoach-tan-bien-2024.txt")

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    """Runs the command on a file, in xã Tân Biên; answers the lines it printed."""

    def go(file: Path = REAL, *options: str, locality: str = "xã Tân Biên") -> list[str]:
        call_command("import_plan", str(file), "--locality", locality, *options, no_color=True)
        return capsys.readouterr().out.splitlines()

    return go


@pytest.fixture
def amended(tmp_path):
    """The real plan without one partner."""
    file = tmp_path / "sua-doi.txt"
    file.write_text(REAL.read_text().replace("; Hội Luật gia huyện", ""))
    return file


def test_new_plan_is_loaded_and_told(run):
    assert run(REAL, "--parent", "tỉnh Tây Ninh") == [
        "Đã tạo địa bàn: Xã Tân Biên.",
        "Đã nhập kế hoạch: 10 nhiệm vụ, 12 thời gian thực hiện, 56 nhiệm vụ theo năm.",
        "Nhiệm vụ theo năm: 2024: 8; 2025: 9; 2026: 10; 2027: 7; 2028: 7; 2029: 7; 2030: 8.",
        "Điều cần lưu ý của văn bản: 17.",
        "Các tên sau có thể là một cơ quan (ghép bằng --merge):",
        "- “Ủy ban Mặt trận Tổ quốc Việt Nam xã” là “Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn”",
        "- “Công chức Văn hóa phụ trách văn hóa và Thông tin” là “Công chức Văn hóa và Thông tin”",
        "- “Công chức văn hóa và Truyền thanh xã” là “Công chức Văn hóa và Thông tin”",
    ]
    home = Locality.objects.get(name="Xã Tân Biên")
    assert (home.level, home.parent.name) == ("commune", "Tỉnh Tây Ninh")
    assert TaskYear.objects.count() == 56


def test_same_plan_again_says_that_nothing_changes(run):
    run()
    lines = run(REAL, locality="Xã  tân biên")
    assert lines[0] == (
        "Không có thay đổi: 10 nhiệm vụ, 12 thời gian thực hiện, 56 nhiệm vụ theo năm."
    )
    assert (Plan.objects.count(), Locality.objects.count()) == (1, 1)


def test_amended_plan_is_listed_and_applied_only_when_told(run, amended):
    run(REAL, "--merge")
    lines = run(amended, "--merge")
    assert lines == [
        "Sẽ có 2 thay đổi:",
        "- II.1.b: bỏ cơ quan phối hợp “Hội Luật gia huyện”",
        "- Sửa lời điểm II.1.b",
        "Chưa ghi gì. Để thực hiện, chạy lại với --apply.",
    ]
    assert Task.objects.get(code="II.1.b").parties.count() == 4
    assert run(amended, "--merge", "--apply")[0] == "Đã thực hiện 2 thay đổi:"
    assert Task.objects.get(code="II.1.b").parties.count() == 3
    assert run(amended, "--merge")[0].startswith("Không có thay đổi")


def test_names_of_one_body_are_merged_when_told(run):
    lines = run(REAL, "--merge")
    assert len(lines) == 4
    front = Agency.objects.get(name="Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn")
    assert [alias.name for alias in front.aliases.all()] == ["Ủy ban Mặt trận Tổ quốc Việt Nam xã"]
    culture = Agency.objects.get(name="Công chức Văn hóa và Thông tin")
    assert culture.aliases.count() == 2


def test_plan_named_by_its_key_is_amended(run, tmp_path):
    run()
    file = tmp_path / "2031.txt"
    file.write_text(REAL.read_text().replace("giai đoạn 2024 - 2030", "giai đoạn 2024 - 2031"))
    key = str(Plan.objects.get().pk)
    assert "Chưa ghi gì. Để thực hiện, chạy lại với --apply." in run(file, "--plan", key)
    run(file, "--plan", key, "--apply")
    assert Plan.objects.get().last_year == 2031


def test_years_may_be_told_where_the_plan_does_not(run, tmp_path):
    file = tmp_path / "khong-nam.txt"
    file.write_text(
        "KẾ HOẠCH\n\nTuyên truyền pháp luật\n\nI. NỘI DUNG\n\n1. Tổ chức tuyên truyền\n\n"
        "- Cơ quan chủ trì: Công an xã.\n\n- Thời gian thực hiện: Hằng năm.\n"
    )
    with pytest.raises(CommandError, match=r"năm đầu và năm cuối\. Thêm --first-year"):
        run(file)
    assert Locality.objects.count() == 0
    with pytest.raises(CommandError, match="Nhập cả --first-year và --last-year"):
        run(file, "--first-year", "2025")
    run(file, "--first-year", "2025", "--last-year", "2027")
    assert list(TaskYear.objects.values_list("year", flat=True)) == [2025, 2026, 2027]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trong.txt", b""),
        ("hong.docx", b"PK\x03\x04 not a zip"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("anh.pdf", b"%PDF-1.7\n"),
        ("thu.txt", "Kính gửi các đồng chí, mời họp.".encode()),
        ("to.txt", b"a" * (10 * 2**20 + 1)),
    ],
)
def test_unreadable_file_is_refused_in_one_sentence(run, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run(file)
    assert len(str(refused.value).splitlines()) == 1
    assert len(str(refused.value)) > 20
    assert (Locality.objects.count(), Plan.objects.count()) == (0, 0)


def test_missing_file_is_told(run):
    with pytest.raises(CommandError, match="hãy kiểm tra lại đường dẫn"):
        run(Path("khong-co.txt"))


def test_plan_of_another_locality_is_not_amended(run):
    other = make.make_plan(locality=make.make_locality(name="Xã Tân Lập"))
    with pytest.raises(CommandError, match="hãy kiểm tra lại --plan"):
        run(REAL, "--plan", str(other.pk))


def test_name_of_two_localities_needs_its_province(run):
    for province in ("Tỉnh A", "Tỉnh B"):
        make.make_locality(
            name="Xã Tân Biên", parent=make.make_locality(name=province, level="province")
        )
    with pytest.raises(CommandError, match="thêm --parent"):
        run()
    run(REAL, "--parent", "tỉnh b")
    assert Plan.objects.get().locality.parent.name == "Tỉnh B"
