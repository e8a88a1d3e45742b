"""Files and folders opened with what the computer has for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from journal_desktop.ui.kit.tab import Desk, Tone


def open_path(desk: Desk, path: Path) -> None:
    """Open it, or say why not."""
    if not path.exists():
        desk.say(f"«{path}» там больше нет: напечатайте заново.", Tone.WARNING)
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        desk.say(f"На компьютере нечем открыть «{path}».", Tone.WARNING)
