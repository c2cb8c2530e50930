"""Nhắc việc: who is reminded of what, and when."""
