"""What the keyboard is set to: Caps Lock and the layout, as far as the system lets it be seen."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

CAPS_LOCK: Final = 0x14
TELLING_PLATFORMS: Final = frozenset({"windows", "cocoa"})
"""Where Qt's input method knows the layout before a key is pressed."""


class KeyboardWatch(QObject):
    """Watches the fields given to it and tells what the keyboard is set to.

    Where the system does not tell, the letters typed do: a capital without Shift means Caps Lock,
    a Cyrillic letter means the Russian layout.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.caps = _system_caps() or False
        self.layout = ""
        if QGuiApplication.platformName() in TELLING_PLATFORMS:
            QGuiApplication.inputMethod().localeChanged.connect(self._ask_layout)
            self._ask_layout()

    def watch(self, field: QWidget) -> None:
        """Look at the keys of this field too."""
        field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._see(event)
        elif event.type() == QEvent.Type.FocusIn and (caps := _system_caps()) is not None:
            self._set(caps=caps, layout=self.layout)
        return False

    def _see(self, event: QKeyEvent) -> None:
        text, caps, layout = event.text(), self.caps, self.layout
        if event.key() == Qt.Key.Key_CapsLock:
            caps = not caps
        elif len(text) == 1 and text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            caps = text.isupper() != shifted
            layout = "РУС" if "а" <= text.lower() <= "я" or text in "ёЁ" else "ENG"
        self._set(caps=caps, layout=layout)

    def _set(self, *, caps: bool, layout: str) -> None:
        if (caps, layout) != (self.caps, self.layout):
            self.caps, self.layout = caps, layout
            self.changed.emit()

    def _ask_layout(self) -> None:
        name = QGuiApplication.inputMethod().locale().name()
        self._set(caps=self.caps, layout={"ru": "РУС", "en": "ENG"}.get(name[:2], name[:2].upper()))


def _system_caps() -> bool | None:
    """Whether Caps Lock is on; None where the system is not asked."""
    if sys.platform != "win32":
        return None
    return bool(ctypes.windll.user32.GetKeyState(CAPS_LOCK) & 1)
