"""A .docx as a zip: its parts, after the guard's checks that keep a hostile file from harm."""

from __future__ import annotations

import io
import zipfile
from typing import IO

from plans.office.guard import BROKEN as DAMAGED
from plans.office.guard import DOCX, FAILURES, Unreadable, check, sentence

BROKEN = sentence(DAMAGED, DOCX)


class Package:
    """The parts of a .docx that passed the checks."""

    def __init__(self, data: bytes) -> None:
        stream = io.BytesIO(data)
        check(stream, DOCX)
        self._zip = zipfile.ZipFile(stream)
        self.names = frozenset(self._zip.namelist())

    @property
    def has_pictures(self) -> bool:
        return any(name.startswith("word/media/") for name in self.names)

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream; it never gives more than the directory promised."""
        try:
            return self._zip.open(name)
        except FAILURES:
            raise Unreadable(BROKEN) from None
