"""Every module of commands, imported so that undo can thaw any of them."""

from __future__ import annotations

from journal_desktop.commands import (
    account_states,
    accounts,
    advice,
    calendar,
    cells,
    debts,
    decisions,
    exports,
    files,
    health,
    health_class,
    lesson_making,
    lessons,
    orders,
    pe_groups,
    period_marks,
    print_states,
    prints,
    pupils,
    reopening,
    timetable,
)
from journal_desktop.commands.base import HANDLERS

__all__ = [
    "HANDLERS",
    "account_states",
    "accounts",
    "advice",
    "calendar",
    "cells",
    "debts",
    "decisions",
    "exports",
    "files",
    "health",
    "health_class",
    "lesson_making",
    "lessons",
    "orders",
    "pe_groups",
    "period_marks",
    "print_states",
    "prints",
    "pupils",
    "reopening",
    "timetable",
]
