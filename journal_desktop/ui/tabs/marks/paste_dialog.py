"""Before a paste: how many cells change, and every value that is not taken, with the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.russian import plural
from journal_desktop.ui.tabs.marks.clipboard import Pasted


class PasteDialog(QDialog):
    """Asks whether to paste; when anything is refused, nothing can be pasted (all or none)."""

    def __init__(self, paste: Pasted, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Вставка отметок")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        said = QLabel(_summary(paste))
        said.setWordWrap(True)
        column.addWidget(said)
        if paste.refused:
            column.addWidget(_refusals(paste), 1)
            self.resize(640, 360)
        column.addWidget(self._buttons(paste))

    def _buttons(self, paste: Pasted) -> QDialogButtonBox:
        box = QDialogButtonBox()
        if not paste.refused:
            take = box.addButton("Вставить", QDialogButtonBox.ButtonRole.AcceptRole)
            take.setDefault(True)
            take.setFocus()
        box.addButton(
            "Закрыть" if paste.refused else "Отмена", QDialogButtonBox.ButtonRole.RejectRole
        )
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def _summary(paste: Pasted) -> str:
    count, bad = len(paste.texts), len(paste.refused)
    cells = f"{count} {plural(count, 'клетка', 'клетки', 'клеток')}"
    if not bad:
        return f"Изменится {cells}. Отменить можно одним Ctrl+Z."
    values = plural(
        bad, "значение не принимается", "значения не принимаются", "значений не принимаются"
    )
    return f"{bad} {values}, поэтому не вставлено ничего. Исправьте их в таблице и вставьте снова."


def _refusals(paste: Pasted) -> QTableWidget:
    table = QTableWidget(len(paste.refused), 3)
    table.setHorizontalHeaderLabels(["Клетка", "Значение", "Почему не принимается"])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.setWordWrap(True)
    for row, refusal in enumerate(paste.refused):
        for column, text in enumerate((refusal.where, refusal.text, refusal.why)):
            table.setItem(row, column, QTableWidgetItem(text))
    header = table.horizontalHeader()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    table.resizeRowsToContents()
    return table
