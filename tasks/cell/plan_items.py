"""What a clause of the plan breaks its work into: its bullets, read from its own text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plans.document.labels import role_of
from plans.text import clean, fold

LONGEST = 500
_BULLET = re.compile(r"\s*(?P<mark>[-+*•▪–—])\s*(?P<text>\S.*)")


def bullets_of(text: str) -> list[str]:
    """The bullets that say what to do, in order, without their marks.

    Who leads, who takes part and by when are bullets too, and so are the parts of those; a bullet
    that only introduces others ("... các nội dung sau:") is left out.
    """
    found: list[str] = []
    label_mark = ""
    for line in text.splitlines()[1:]:
        bullet = _BULLET.fullmatch(line)
        if bullet is None:
            label_mark = ""
            continue
        mark, words = bullet["mark"], clean(bullet["text"])
        if _is_label(words):
            label_mark = mark if words.endswith(":") else ""
        elif label_mark and mark != label_mark:
            continue  # a part of what the label says
        else:
            label_mark = ""
            if not words.endswith(":"):
                found.append(_as_title(words))
    return list(dict.fromkeys(found))


def _is_label(words: str) -> bool:
    name, colon, _ = words.partition(":")
    return bool(colon) and role_of(name) is not None


def _as_title(words: str) -> str:
    """Without its final stop, cut at a word where it is very long."""
    words = words.rstrip(" .;,")
    if len(words) <= LONGEST:
        return words
    return f"{words[: LONGEST - 2].rsplit(' ', 1)[0]} …"


def untaken(text: str, titles: Iterable[str]) -> list[str]:
    """Bullets of the clause that are no activity yet."""
    known = {fold(title) for title in titles}
    return [bullet for bullet in bullets_of(text) if fold(bullet) not in known]
