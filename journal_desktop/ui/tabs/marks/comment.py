"""A comment typed beside its cell: Enter keeps it, Esc drops it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

WIDTH_PX = 320
LONGEST = 500


class CommentBox(QFrame):
    """A small field over the grid."""

    written = Signal(str)

    def __init__(self, who: str, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.edit = QLineEdit(text)
        self.edit.setMaxLength(LONGEST)
        self.edit.setPlaceholderText("Комментарий к отметке")
        self.edit.setAccessibleName("Комментарий")
        self._before = text
        title = QLabel(who)
        title.setProperty("role", "soft")
        keys = QLabel("Enter – сохранить, Esc – не менять")
        keys.setProperty("role", "faint")
        column = QVBoxLayout(self)
        for widget in (title, self.edit, keys):
            column.addWidget(widget)
        self.setFixedWidth(WIDTH_PX)
        self.edit.returnPressed.connect(self._keep)

    def open_at(self, place: QPoint) -> None:
        """Show it with its corner at the place on the screen."""
        self.move(place)
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        text = " ".join(self.edit.text().split())
        self.close()
        if text != self._before:
            self.written.emit(text)
