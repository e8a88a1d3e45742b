"""How far the print is: over the buttons of the tab, with the time that is left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.elided import ElidedLabel

BAR_PX: Final = 220
MINUTE: Final = 60
FEW: Final = 10
"""Seconds: under so many one says «меньше»."""


class ProgressPanel(QFrame):
    """Hidden while nothing is printed."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.said, self.left = ElidedLabel(), QLabel()
        self.left.setProperty("role", "soft")
        self.bar = QProgressBar()
        self.bar.setFixedWidth(BAR_PX)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Ход печати")
        self.stop = QPushButton("Остановить")
        self.stop.setProperty("role", "small")
        self.stop.setAutoDefault(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self.said, 1)
        for part in (self.left, self.bar, self.stop):
            line.addWidget(part)
        self.stop.clicked.connect(self._stop)
        self.hide()

    def begin(self, what: str) -> None:
        """Something is being printed."""
        self.said.setText(what)
        self.left.clear()
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def step(self, done: int, total: int, what: str, left: float | None) -> None:
        """So many of so many; `left` are seconds, None while it cannot be told."""
        if self.stop.isEnabled():
            self.said.setText(what)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.left.setText(left_text(left))

    def end(self) -> None:
        """Nothing is printed any more."""
        self.hide()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.said.setText("Останавливается: начатый файл не сохранится…")
        self.stopped.emit()


def left_text(seconds: float | None) -> str:
    """«осталось около 2 минут», «осталось меньше 10 секунд»."""
    if seconds is None:
        return ""
    if seconds < FEW:
        return f"осталось меньше {FEW} секунд"
    if seconds < MINUTE:
        tens = round(seconds / FEW) * FEW
        return f"осталось около {tens} секунд"
    minutes = round(seconds / MINUTE)
    return f"осталось около {minutes} {plural(minutes, 'минуты', 'минут', 'минут')}"
