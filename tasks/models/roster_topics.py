"""Which part of the rosters a task is about, told by the words of its clause.

No clause is known by its number: another commune's plan numbers and words them differently. Where
the words mislead, an administrator says so on the task. Nothing here asks a database.
"""

from __future__ import annotations

import re

from django.db import models

from plans.text import fold


class Topic(models.TextChoices):
    TEAMS = "teams", "Tổ hòa giải còn thiếu"
    TRAINING = "training", "Hòa giải viên được tập huấn"
    PILOTS = "pilots", "Tổ hòa giải làm điểm"


class TopicChoice(models.TextChoices):
    """What an administrator may say of a task; nothing said: its words decide."""

    TEAMS = Topic.TEAMS.value, Topic.TEAMS.label
    TRAINING = Topic.TRAINING.value, Topic.TRAINING.label
    PILOTS = Topic.PILOTS.value, Topic.PILOTS.label
    NONE = "none", "Không gắn với danh sách nào"


# In the order in which they are tried; on words without marks.
_WORDS = (
    (Topic.TEAMS, re.compile(r"\bkien toan\b.*\bto hoa giai\b")),
    (Topic.TRAINING, re.compile(r"\b(tap huan|boi duong)\b.*\bhoa giai vien\b")),
    (Topic.PILOTS, re.compile(r"\b(chi dao|thuc hien|lam|don vi|xay dung) diem\b")),
)


def topic_of(title: str, chosen: str = "") -> Topic | None:
    """``chosen`` is a ``TopicChoice`` or empty."""
    if chosen:
        return None if chosen == TopicChoice.NONE else Topic(chosen)
    words = fold(title)
    return next((topic for topic, pattern in _WORDS if pattern.search(words)), None)
