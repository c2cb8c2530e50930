"""What is asked of the list of documents."""

from __future__ import annotations

from config.filters import Filters, Text


class DocumentFilters(Filters):
    names = {"text": "tim"}
    text = Text("Tìm số, ký hiệu, trích yếu")
