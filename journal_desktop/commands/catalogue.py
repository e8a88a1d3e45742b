"""Every module of commands, imported so that undo can thaw any of them."""

from __future__ import annotations

from journal_desktop.commands import (
    absences,
    account_states,
    accounts,
    advice,
    calendar,
    cells,
    excuses,
    exports,
    health,
    health_class,
    lesson_making,
    lessons,
    orders,
    pe_groups,
    period_marks,
    prints,
    pupils,
    reopening,
    timetable,
)
from journal_desktop.commands.base import HANDLERS

__all__ = [
    "HANDLERS",
    "absences",
    "account_states",
    "accounts",
    "advice",
    "calendar",
    "cells",
    "excuses",
    "exports",
    "health",
    "health_class",
    "lesson_making",
    "lessons",
    "orders",
    "pe_groups",
    "period_marks",
    "prints",
    "pupils",
    "reopening",
    "timetable",
]
