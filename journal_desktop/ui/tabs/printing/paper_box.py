"""How the book lies on paper: which way, both sides or one, binding field, holes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QSpinBox, QWidget

from journal_desktop.printing.page import Paper

MOST_BINDING: Final = 60
BINDING_PX: Final = 90
INSET_PX: Final = 6
SIDES: Final = (("С двух сторон, развороты", True), ("С одной стороны", False))
WAYS: Final = (("Книжная (A4)", False), ("Альбомная (A4)", True))


class PaperBox(QGroupBox):
    """Holds one Paper."""

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__("Бумага", parent)
        self.way = _box("Ориентация", WAYS)
        self.sides = _box("Стороны листа", SIDES)
        self.binding = QSpinBox()
        self.binding.setRange(0, MOST_BINDING)
        self.binding.setSuffix(" мм")
        self.binding.setAccessibleName("Поле для подшивки, мм")
        self.binding.setToolTip("Не меньше 30 мм (п. 4.3); на обороте поле справа")
        self.binding.setFixedWidth(BINDING_PX)
        self.binding.lineEdit().setTextMargins(INSET_PX, 0, 0, 0)
        self.holes = QCheckBox("Метки для проколов")
        form = QFormLayout(self)
        form.setContentsMargins(12, 10, 12, 10)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("Ориентация", self.way)
        form.addRow("Стороны", self.sides)
        form.addRow("Поле для подшивки", self.binding)
        form.addRow("", self.holes)
        self.show_paper(paper)

    @property
    def paper(self) -> Paper:
        """What is chosen; whether it is a draft is not asked here.

        Raises:
            Invalid: the binding field is too narrow to sew the book.
        """
        return replace(
            Paper(),
            landscape=bool(self.way.currentData()),
            duplex=bool(self.sides.currentData()),
            binding=float(self.binding.value()),
            holes=self.holes.isChecked(),
        )

    def show_paper(self, paper: Paper) -> None:
        """Set everything."""
        self.way.setCurrentIndex(int(paper.landscape))
        self.sides.setCurrentIndex(int(not paper.duplex))
        self.binding.setValue(round(paper.binding))
        self.holes.setChecked(paper.holes)


def _box(name: str, items: tuple[tuple[str, bool], ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for title, value in items:
        box.addItem(title, value)
    return box
