"""Tổng quan: what leadership sees of a year, computed from the cells in one pass."""
