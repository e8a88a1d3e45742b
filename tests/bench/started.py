"""Starts the window as the command does and leaves once the login window has been painted.

Tells on the last line which heavy modules were loaded by then.
"""

from __future__ import annotations

import json
import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from typing_extensions import override

from journal_desktop.cli import main
from journal_desktop.ui.shell.login import LoginWindow

HEAVY = (
    "reportlab",
    "openpyxl",
    "alembic",
    "pikepdf",
    "pypdfium2",
    "sqlalchemy",
    "holidays",
    "cryptography",
)


def _leave() -> None:
    sys.stdout.write(json.dumps([name for name in HEAVY if name in sys.modules]) + "\n")
    sys.stdout.flush()
    os._exit(0)


class Watch(QObject):
    """Leaves after the first paint event of what it watches."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, _leave)  # after the paint event itself
        return False


def _watch() -> None:
    shown = LoginWindow.show

    def show(window: LoginWindow) -> None:
        window.installEventFilter(Watch(window))
        shown(window)

    LoginWindow.show = show


if __name__ == "__main__":
    _watch()
    main([])
