"""How many examples a property is tried with: all, but a fifth in "make test-fast"."""

import os

from hypothesis import settings

FEW = os.environ.get("FEW_EXAMPLES") == "1"
DEFAULT = 100  # hypothesis's own


def examples(n: int) -> int:
    return max(n // 5, 5) if FEW else n


def load_profile() -> None:
    """Set the number for properties that name none."""
    settings.register_profile("effort", max_examples=examples(DEFAULT))
    settings.load_profile("effort")
