"""Kinds of the works of a lesson; where two marks stand in a cell, each has its own (5.3, 5.5)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from journal_desktop.domain.russian import decimal_text
from journal_desktop.domain.spread import Work

KIND_LETTERS: Final = 18
LEAST_PX: Final = 90
SECOND: Final = "вид не выбран"


class KindChoice(Protocol):
    """A kind of work as the school's directory names it (domain 5.5)."""

    @property
    def code(self) -> str:
        """«CTRL»."""

    @property
    def title(self) -> str:
        """«Контрольная работа»."""

    @property
    def weight(self) -> Decimal:
        """Weight in force."""

    @property
    def is_control(self) -> bool:
        """Whether it is a control work."""


class WorkKindBoxes(QWidget):
    """The kind of the first mark and, where a cell takes two, of the second."""

    chosen = Signal(int, str, str)
    """(number, kind, seen)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._works: dict[int, Work] = {}
        self.first, self.second = _box("Вид работы"), _box("Вид работы второй отметки")
        self.second.setPlaceholderText(SECOND)
        self._numbers = tuple(QLabel(text) for text in ("1-я", "2-я"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(0)
        for row, (number, box) in enumerate(zip(self._numbers, self.boxes, strict=True)):
            number.setProperty("role", "faint")
            grid.addWidget(number, row, 0)
            grid.addWidget(box, row, 1)
        self.set_room(1)
        self.first.activated.connect(self._first_chosen)
        self.second.activated.connect(self._second_chosen)

    @property
    def boxes(self) -> tuple[QComboBox, QComboBox]:
        """Both lists in order."""
        return self.first, self.second

    def set_room(self, marks: int) -> None:
        """How many marks stand in a cell of the page."""
        for widget in (*self._numbers, self.second):
            widget.setVisible(marks > 1)

    def show_works(self, works: Sequence[Work], kinds: Sequence[KindChoice]) -> None:
        """Show what is chosen; a second work there is not yet is empty."""
        self._works = {work.number: work for work in works}
        for number, box in enumerate(self.boxes, start=1):
            _fill(box, self._works.get(number), kinds)

    def set_writable(self, *, writable: bool) -> None:
        """Let the person choose, or only read."""
        for box in self.boxes:
            box.setEnabled(writable)

    def _first_chosen(self) -> None:
        self._choose(1, self.first)

    def _second_chosen(self) -> None:
        self._choose(2, self.second)

    def _choose(self, number: int, box: QComboBox) -> None:
        work = self._works.get(number)
        seen, kind = work.kind if work else "", str(box.currentData())
        if kind != seen:
            self.chosen.emit(number, kind, seen)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setProperty("role", "flat")
    box.setMinimumWidth(LEAST_PX)
    box.setMinimumContentsLength(KIND_LETTERS)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _fill(box: QComboBox, work: Work | None, kinds: Sequence[KindChoice]) -> None:
    box.clear()
    for kind in kinds:
        weight = f" · вес {decimal_text(kind.weight.normalize())}"
        box.addItem(kind.title + (weight if kind.weight != 1 else ""), kind.code)
        box.setItemData(box.count() - 1, kind.title, Qt.ItemDataRole.ToolTipRole)
    if work is not None and box.findData(work.kind) < 0:
        box.addItem(work.kind_title, work.kind)
    box.setCurrentIndex(box.findData(work.kind) if work else -1)
