"""Widths of a table's columns, remembered per person and machine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView

from journal_desktop.ui.kit.tab import Preferences


def keep_widths(header: QHeaderView, prefs: Preferences, key: str) -> None:
    """Remember how wide the columns are."""
    sizes = [header.sectionSize(column) for column in range(header.count())]
    prefs.put(key, ",".join(map(str, sizes)))


def restore_widths(header: QHeaderView, prefs: Preferences, key: str, usual: Sequence[int]) -> None:
    """Make the columns as wide as they were left, or as usual."""
    kept = prefs.get(key).split(",")
    known = len(kept) == header.count() and all(map(str.isdigit, kept))
    for column, width in enumerate(map(int, kept) if known else usual):
        header.resizeSection(column, width)
