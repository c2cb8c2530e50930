"""Rosters as Excel workbooks, read and written. No Django and no database in here.

A workbook comes in as bytes and goes out as rows of texts under known columns (``reader.read``);
what the texts say is told by ``values``. See also ``mediators.roster_import.services``.
"""

from mediators.roster_import.workbook.reader import Reading, Row, read
from plans.office.guard import Unreadable

__all__ = ["Reading", "Row", "Unreadable", "read"]
