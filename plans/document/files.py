"""Bytes -> what kind of file -> its paragraphs and tables."""
from __future__ import annotations
from .blocks import Block
from .text import read_text
def read_blocks(data: bytes, *, name: str) -> list[Block]:
    return read_text(data)
