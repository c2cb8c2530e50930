"""The register of a locality's documents, and where each is used."""

from __future__ import annotations

from config.register import Column, Kind, Register
from plans.models import Officer
from tasks.models import Document

OFFERED = 100


def _uses_in_words(document: Document) -> str:
    return "; ".join(f"{cell.task.code}, {cell.year}" for cell in document.used_in)


def _plans_in_words(document: Document) -> str:
    return "; ".join(dict.fromkeys(str(cell.task.plan) for cell in document.used_in))


DOCUMENTS = Register(
    title="Văn bản",
    lead="Văn bản đã được nêu làm minh chứng. Số và ngày là căn cứ; tệp có thì tải về được.",
    things="văn bản",
    caption="Văn bản, mới nhất trước",
    file_title="DANH SÁCH VĂN BẢN",
    file_name="Danh sách văn bản",
    columns=(
        Column("document", "Văn bản", Kind.TITLE, value=str, note="subtitle"),
        Column("get_kind_display", "Loại văn bản", on_page=False, width=16),
        Column("number", "Số, ký hiệu", on_page=False, width=20),
        Column("issued_on", "Ngày văn bản", on_page=False, width=12),
        Column("issuer", "Cơ quan ban hành", on_page=False, width=26),
        Column("summary", "Trích yếu", on_page=False, width=44),
        Column(
            "used_in",
            "Minh chứng cho",
            template="tasks/documents/_document_uses.html",
            in_file=_uses_in_words,
            width=22,
        ),
        Column("plans", "Kế hoạch", value=_plans_in_words, on_page=False, width=30),
        Column(
            "file",
            "Tệp",
            value=lambda document: "Tải về" if document.file else "",
            link="file_url",
            hint="file_name",
            empty="Không có",
            in_file="file_name",
            width=26,
        ),
    ),
    nothing=(
        "Chưa có văn bản nào",
        "Văn bản được thêm khi cập nhật tiến độ: ghi số, ngày, trích yếu ở phần Minh chứng.",
    ),
    nothing_found=(
        "Không tìm thấy văn bản nào",
        "Thử tìm bằng số, ký hiệu hoặc một từ trong trích yếu; không cần dấu.",
    ),
)


def documents_to_offer(user: Officer) -> list[Document]:
    """The newest numbered ones of the person's locality: typed again, they are used again."""
    return list(Document.objects.visible_to(user).numbered().newest_first()[:OFFERED])
