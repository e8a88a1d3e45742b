"""Every module of commands, imported so that undo can thaw any of them."""

from __future__ import annotations

from journal_desktop.commands import (
    account_states,
    accounts,
    calendar,
    cells,
    lesson_making,
    lessons,
    period_marks,
    prints,
    pupils,
    timetable,
)
from journal_desktop.commands.base import HANDLERS

__all__ = [
    "HANDLERS",
    "account_states",
    "accounts",
    "calendar",
    "cells",
    "lesson_making",
    "lessons",
    "period_marks",
    "prints",
    "pupils",
    "timetable",
]
