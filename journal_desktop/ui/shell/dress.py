"""The part of the stylesheet that belongs to the shell."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from journal_desktop.paths import resource
from journal_desktop.ui.kit.theme import Theme, colours

SHEET: Final = "qss/shell.qss"


def dress(widget: QWidget, theme: Theme) -> None:
    """Dress a top window of the shell, now and whenever light and dark change."""

    def put_on() -> None:
        text = resource(SHEET).read_text(encoding="utf-8")
        widget.setStyleSheet(Template(text).substitute(asdict(colours())))

    put_on()
    theme.changed.connect(put_on)
    widget.destroyed.connect(lambda: theme.changed.disconnect(put_on))


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label with its part in the stylesheet."""
    made = QLabel(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def recast(widget: QWidget, role: str) -> None:
    """Give the widget another part in the stylesheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def column(parent: QWidget | None = None, *, spacing: int = 8) -> QBoxLayout:
    """A layout from top to bottom without margins."""
    return _box(QBoxLayout.Direction.TopToBottom, parent, spacing)


def row(parent: QWidget | None = None, *, spacing: int = 10) -> QBoxLayout:
    """A layout from left to right without margins."""
    return _box(QBoxLayout.Direction.LeftToRight, parent, spacing)


def _box(direction: QBoxLayout.Direction, parent: QWidget | None, spacing: int) -> QBoxLayout:
    made = QBoxLayout(direction, parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made
