"""Keys as a keyboard sends them: QTest knows only Latin letters, so events are made here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """One key without text, to the part of the widget that has the focus."""
    texts = {Key.Key_Space: " ", Key.Key_Return: "\r", Key.Key_Delete: "\x7f", Key.Key_Tab: "\t"}
    _send(widget, key, texts.get(key, ""), modifiers)


def type_text(widget: QWidget, text: str) -> None:
    """Characters one after another, each to whatever has the focus by then."""
    for sign in text:
        _send(widget, Key(0), sign, NONE)


def type_shifted(widget: QWidget, sign: str) -> None:
    """One character with Shift held, as a capital is typed."""
    _send(widget, Key(0), sign, SHIFT)


def focused(widget: QWidget) -> QWidget:
    """Who gets the keys: the focused widget inside, or the widget itself."""
    inside = QApplication.focusWidget()
    if inside is not None and (inside is widget or widget.isAncestorOf(inside)):
        return inside
    return widget.focusWidget() or widget


def _send(widget: QWidget, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focused(widget), QKeyEvent(kind, int(key), modifiers, text))
