"""A comment typed beside its cell: Enter keeps it, Esc drops it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.pasting import too_long

WIDTH_PX = 320
LONGEST = 500


class CommentEdit(QLineEdit):
    """A line that says why it does not take a long text, instead of cutting it silently."""

    refused = Signal(str)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            reason = too_long(QGuiApplication.clipboard().mimeData(), LONGEST)
            if reason:
                self.refused.emit(reason)
                return
        super().keyPressEvent(event)


class CommentBox(QFrame):
    """A small field over the grid."""

    written = Signal(str)

    def __init__(self, who: str, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.edit = CommentEdit(text)
        self.edit.setMaxLength(LONGEST)
        self.edit.setPlaceholderText("Комментарий к отметке")
        self.edit.setAccessibleName("Комментарий")
        self._before = text
        title = QLabel(who)
        title.setProperty("role", "soft")
        keys = QLabel("Enter – сохранить, Esc – не менять")
        keys.setProperty("role", "faint")
        keys.setWordWrap(True)
        self.edit.refused.connect(keys.setText)
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
