"""How much of several lists goes on one sheet of paper."""

from __future__ import annotations

import math
from collections.abc import Sequence


def n_lines(text: str, width: int) -> int:
    """Lines that a text takes where ``width`` characters stand beside each other."""
    return max(1, math.ceil(len(text) / width))


def share(
    lists: Sequence[Sequence[float]],
    *,
    room: float,
    head: float,
    more: float,
    first_takes: int = 1,
) -> list[int]:
    """How many entries of each list are shown, given the height of each entry.

    ``head`` is the height of a list's heading, ``more`` that of the line that tells what is left
    out. The lists take turns, so that a long one does not push a short one out; each shows at
    least its first entry. The first list takes ``first_takes`` entries in its turn.
    """
    shown = [min(1, len(heights)) for heights in lists]

    def height() -> float:
        return sum(
            head + sum(heights[:n]) + (more if n < len(heights) else 0)
            for heights, n in zip(lists, shown, strict=True)
            if heights
        )

    growing = [index for index, heights in enumerate(lists) if len(heights) > 1]
    while growing:
        turns = [index for index in growing for _ in range(1 if index else first_takes)]
        for index in turns:
            if shown[index] == len(lists[index]):
                continue
            shown[index] += 1
            if height() > room:
                shown[index] -= 1
                growing = [other for other in growing if other != index]
        growing = [index for index in growing if shown[index] < len(lists[index])]
    return shown
