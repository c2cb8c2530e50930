"""Sample rosters and what happened around them; every part says that it is sample data."""

from mediators.sample.rosters import load

__all__ = ["load"]
