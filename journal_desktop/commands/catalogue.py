"""Every module of commands, imported so that undo can thaw any of them."""

from __future__ import annotations

from journal_desktop.commands import accounts, cells, lessons, period_marks, prints
from journal_desktop.commands.base import HANDLERS

__all__ = ["HANDLERS", "accounts", "cells", "lessons", "period_marks", "prints"]
