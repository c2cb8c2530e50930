"""Lịch sử: one stream out of three stores: the log of the work, edits of rows, looks at people."""
