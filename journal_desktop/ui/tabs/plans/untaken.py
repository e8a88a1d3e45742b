"""What was typed and not taken, with what stands there: nothing typed is lost without a word."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Untaken:
    """A text of one cell, why it was not written, and by which key its row is found again."""

    key: Hashable
    column: int
    where: str
    text: str
    why: str


class UntakenBar(QWidget):
    """Over the table while something typed waits; the last one in front."""

    returned = Signal(object)
    """An Untaken to be typed on in its cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept: list[Untaken] = []
        self.said = QLabel()
        self.said.setProperty("role", "banner")
        self.said.setWordWrap(True)
        self.again = QPushButton("Вернуть в клетку")
        self.drop = QPushButton("Не нужно")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.again)
        row.addWidget(self.drop)
        self.again.clicked.connect(lambda _checked=False: self._take(again=True))
        self.drop.clicked.connect(lambda _checked=False: self._take(again=False))
        self.hide()

    def keep(self, untaken: Untaken) -> None:
        """Keep a text; an older one of the same cell gives way."""
        place = untaken.key, untaken.column
        self.kept = [one for one in self.kept if (one.key, one.column) != place]
        self.kept.append(untaken)
        self._show()

    def forget(self) -> None:
        """Another plan is shown."""
        self.kept.clear()
        self._show()

    def leftover(self) -> str:
        """What is kept, in words."""
        return ", ".join(f"{one.where}: «{one.text[:_SHOWN]}»" for one in self.kept)

    def _take(self, *, again: bool) -> None:
        untaken = self.kept.pop()
        self._show()
        if again:
            self.returned.emit(untaken)

    def _show(self) -> None:
        if self.kept:
            one = self.kept[-1]
            more = f" Не записано ещё: {len(self.kept) - 1}." if len(self.kept) > 1 else ""
            self.said.setText(f"{one.where}. Вы набрали «{one.text[:_SHOWN]}». {one.why}{more}")
        self.setVisible(bool(self.kept))
