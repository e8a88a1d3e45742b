"""The one signal of a window: kinds of rows that changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Tells every tab what changed; hidden tabs go stale, visible tabs refresh."""

    changed = Signal(object, object)
    """(kinds: frozenset[str], source: object): the tab that shows it already, or None."""
