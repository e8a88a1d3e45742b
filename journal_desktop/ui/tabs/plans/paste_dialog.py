"""Before a paste: what becomes of which cell, or what is not taken and why."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.lines import Line, LinesModel
from journal_desktop.ui.tabs.plans.pasting import Pasted

_SIZE = (820, 480)
_WHERE_PX = 210
_MIDDLE_PX = 260
_UNDO = "Отменить можно одним Ctrl+Z."


class PasteDialog(AskDialog):
    """Asks whether to paste; where anything is refused, nothing can be pasted (all or none)."""

    def __init__(self, paste: Pasted, parent: QWidget) -> None:
        refused = bool(paste.refused)
        no = "Закрыть" if refused else "Отмена"
        super().__init__("Вставка в КТП", parent, yes="Вставить", no=no)
        self.say(summary(paste), " ".join((*paste.notes, "" if refused else _UNDO)).strip())
        heads = ("Где", "Текст", "Почему не принято") if refused else ("Где", "Было", "Станет")
        rows = paste.refused if refused else paste.differences
        self.lines = LinesModel(heads, words=(0, 1, 2))
        self.lines.show_lines([Line(tuple(" ".join(text.split()) for text in row)) for row in rows])
        self.table = QTableView()
        self.table.setModel(self.lines)
        self.table.setProperty("role", "lines")
        self.table.setAccessibleName("Что изменится")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.resizeSection(0, _WHERE_PX)
        header.resizeSection(1, _MIDDLE_PX)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table)
        self.yes.setVisible(not refused)
        self.resize(*_SIZE)
        (self.no if refused else self.yes).setFocus()


def summary(paste: Pasted) -> str:
    """«Изменится 5 клеток, добавится 2 строки»."""
    bad = len(paste.refused)
    if bad:
        cells = plural(bad, "место не принимается", "места не принимаются", "мест не принимаются")
        return f"Не вставлено ничего: {bad} {cells}. Исправьте и вставьте снова."
    told = []
    if count := len(paste.changes):
        told.append(f"изменится {count} {plural(count, 'клетка', 'клетки', 'клеток')}")
    if count := len(paste.added):
        told.append(f"добавится {count} {plural(count, 'строка', 'строки', 'строк')}")
    text = ", ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else "Ничего не изменится."
