"""«О программе»: what it is, its version, what it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from journal_desktop.ui.shell.crash import versions
from journal_desktop.ui.shell.dress import label


class AboutDialog(QDialog):
    """The program and the school that is open."""

    def __init__(self, school: str, person: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("О программе")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        lines = (("Школа", school), ("Пользователь", person), *versions(), ("Лицензия", "MIT"))
        for name, value in lines:
            field = label(value or "из исходного кода")
            field.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label(name, "soft"), field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label("Классный журнал", "title"))
        text = "Ведёт классный журнал школы, печатает его и хранит. Шрифты PT: ParaType, OFL."
        layout.addWidget(label(text, "soft", wrap=True))
        layout.addLayout(form)
        layout.addWidget(buttons)
        buttons.rejected.connect(self.reject)
