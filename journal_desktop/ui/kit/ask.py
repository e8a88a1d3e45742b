"""A small question over the window: what it is about, a body, two buttons; Enter accepts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

WIDTH_PX = 440


class AskDialog(QDialog):
    """Heading, explanation, whatever the subclass adds, a fault, «yes» and «no»."""

    def __init__(self, title: str, parent: QWidget, *, yes: str, no: str = "Отмена") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = _line("heading")
        self.why = _line("soft")
        self.fault = _line("error")
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.yes = QPushButton(yes)
        self.yes.setProperty("role", "main")
        self.yes.setDefault(True)
        self.no = QPushButton(no)
        self.no.setAutoDefault(False)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.no, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for label in (self.heading, self.why):
            column.addWidget(label)
        column.addLayout(self.body)
        column.addWidget(self.fault)
        column.addWidget(self.buttons)
        self.setMinimumWidth(WIDTH_PX)
        self.buttons.accepted.connect(self.take)
        self.buttons.rejected.connect(self.reject)

    def say(self, heading: str, why: str = "") -> None:
        """Tell what is asked, and why."""
        for label, text in ((self.heading, heading), (self.why, why)):
            label.setText(text)
            label.setVisible(bool(text))

    def complain(self, fault: str) -> None:
        """Tell what is missing or was refused; the dialog stays."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def take(self) -> None:
        """The person agreed; a subclass looks first whether all is said."""
        self.accept()


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.hide()
    return label
