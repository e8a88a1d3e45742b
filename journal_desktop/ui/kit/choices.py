"""Boxes to choose from, all of one look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QComboBox

BOX_MIN_PX: Final = 90
POPUP_ROWS: Final = 24


def choice_box(tip: str, name: str) -> QComboBox:
    """An empty box; what stands before « (» in the tip is read aloud."""
    box = QComboBox()
    box.setToolTip(tip)
    box.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    box.setObjectName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMinimumWidth(BOX_MIN_PX)
    box.setMaxVisibleItems(POPUP_ROWS)
    return box


def open_box(box: QComboBox) -> None:
    """Open the list under the cursor keys, as its own key does."""
    if box.isEnabled():
        box.setFocus()
        box.showPopup()


def fill_box(box: QComboBox, items: Sequence[tuple[str, Any]], chosen: Any) -> None:
    """Put the titles and values in, and choose one."""
    box.clear()
    for title, value in items:
        box.addItem(title, value)
    values = [value for _, value in items]  # findData() does not compare tuples
    box.setCurrentIndex(values.index(chosen) if chosen in values else -1)
    box.setEnabled(bool(items))
