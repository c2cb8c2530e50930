"""A roster from Excel: ``keep`` an upload, ``preview`` what it would do, ``apply`` it whole."""

from mediators.services.imports.writing import Outcome, apply, decided_of, keep, preview

__all__ = ["Outcome", "apply", "decided_of", "keep", "preview"]
