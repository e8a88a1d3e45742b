"""What the tab says when there is no sheet to show."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from journal_desktop.ui.tabs.health.reading import Reading

TEXT_PX: Final = 460


class EmptyState(QFrame):
    """A title and one paragraph: why nothing is here and what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.title, self.text = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.text.setProperty("role", "soft")
        self.text.setWordWrap(True)
        self.text.setFixedWidth(TEXT_PX)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Show these words."""
        self.title.setText(title)
        self.text.setText(text)


def why_empty(reading: Reading) -> tuple[str, str] | None:
    """Title and text when there is no sheet to show; None when there is one."""
    if reading.year is None:
        return "Учебного года ещё нет", "Ответственный за ЭЖ создаёт год и классы."
    if reading.place is None:
        return (
            "Нет ваших классов",
            (
                "В этом году за вами не закреплено ни одного класса и предмета: рекомендации "
                "медицинского работника показываются только учителям класса (п. 5.3)."
            ),
        )
    if not reading.rows:
        return "В классе никого нет", "В списке нет обучающихся на этот день (п. 3.2.2)."
    return None
