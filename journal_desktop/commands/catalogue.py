"""Every module of commands, imported so that undo can thaw any of them."""

from __future__ import annotations

from journal_desktop.commands import cells, lessons, period_marks
from journal_desktop.commands.base import HANDLERS

__all__ = ["HANDLERS", "cells", "lessons", "period_marks"]
