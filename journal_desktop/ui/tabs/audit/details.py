"""One action whole: every touched row, before and after side by side, and what can be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.audit_lines import NOWHERE, ChangeKind, Deed, RowSaid
from journal_desktop.domain.audit_titles import QUIET
from journal_desktop.ui.tabs.audit.model import title_of, when_of

NOTHING: Final = "Выберите действие в списке: здесь будет видно, что стояло до него и после."
HEADS: Final = ("Что", "Было", "Стало")
OPENED: Final = 20
"""So many rows are shown with their columns at once."""
SIGNS: Final = {ChangeKind.ADDED: "＋", ChangeKind.CHANGED: "✎", ChangeKind.REMOVED: "－"}


class DetailsPane(QFrame):
    """Shows a Deed; asks nothing itself."""

    go_wanted = Signal(object)
    """The Spot of the row or action chosen."""
    past_wanted = Signal(object)
    """The Spot whose whole past is wanted."""
    undo_wanted = Signal(object)
    """The Deed to take back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._deed: Deed | None = None
        self.title = QLabel(NOTHING)
        self.title.setWordWrap(True)
        self.title.setProperty("role", "soft")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.rows = QTreeWidget()
        self.rows.setHeaderLabels(list(HEADS))
        self.rows.setAccessibleName("Было и стало")
        self.rows.setWordWrap(True)
        self.rows.setUniformRowHeights(False)
        header = self.rows.header()
        for column in range(len(HEADS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.go = QPushButton("Показать в журнале")
        self.past = QPushButton("Вся история этого места")
        self.undo = QPushButton("Отменить действие…")
        self._lay_out()
        self._offer()
        self.go.clicked.connect(lambda: self.go_wanted.emit(self.spot))
        self.past.clicked.connect(lambda: self.past_wanted.emit(self.spot))
        self.undo.clicked.connect(lambda: self.undo_wanted.emit(self._deed))
        self.rows.currentItemChanged.connect(self._offer)

    @property
    def spot(self) -> object:
        """Where the chosen row is, or else the action."""
        item = self.rows.currentItem()
        held = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return held or (self._deed.spot if self._deed else NOWHERE)

    def show_deed(self, deed: Deed | None, *, undoable: bool = False) -> None:
        """Show an action; None shows what to do."""
        self._deed = deed
        self.rows.clear()
        self.rows.setVisible(deed is not None)
        self.undo.setVisible(undoable)
        if deed is None:
            self.title.setText(NOTHING)
        else:
            self.title.setText("\n".join(_head(deed)))
            items = [_item(row) for row in deed.rows]
            self.rows.addTopLevelItems(items)
            for number, item in enumerate(items):
                item.setFirstColumnSpanned(True)
                item.setExpanded(number < OPENED)
        self._offer()

    def _lay_out(self) -> None:
        buttons, column = QHBoxLayout(), QVBoxLayout(self)
        for button in (self.go, self.past, self.undo):
            button.setProperty("role", "small")
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.rows, 1)
        column.addLayout(buttons)

    def _offer(self) -> None:
        spot = self.spot
        here = spot != NOWHERE and getattr(spot, "page_id", None) is not None
        self.go.setVisible(here or getattr(spot, "plan_id", None) is not None)
        known = here or getattr(spot, "pupil_id", None) is not None
        self.past.setVisible(known)


def _head(deed: Deed) -> list[str]:
    who = f"{deed.who}, {deed.role}" if deed.role else deed.who
    lines = [f"{when_of(deed)}  {title_of(deed)}, № {deed.op_id}", who]
    lines += [f"Компьютер: {deed.computer}"] if deed.computer else []
    lines += [deed.where] if deed.where else []
    lines += [f"Причина: {deed.reason}"] if deed.reason else []
    lines += [f"Основание: {deed.basis}"] if deed.basis else []
    lines += [f"Отменяет действие № {deed.undoes}"] if deed.undoes else []
    lines += [f"Отменено действием № {deed.undone_by}"] if deed.undone_by else []
    if deed.row_count > len(deed.rows):
        lines.append(f"Показаны первые {len(deed.rows)} записей из {deed.row_count}")
    return lines


def _item(row: RowSaid) -> QTreeWidgetItem:
    said = f"{SIGNS[row.kind]} {row.title}, {row.kind.value}"
    text = f"{said}: {row.where}" if row.where else said
    item = QTreeWidgetItem([text])
    item.setData(0, Qt.ItemDataRole.UserRole, None if row.spot == NOWHERE else row.spot)
    item.setToolTip(0, text)
    loud = [field for field in row.fields if field.column not in QUIET]
    for field in loud or row.fields:
        before = "" if row.kind is ChangeKind.ADDED else field.before
        after = "" if row.kind is ChangeKind.REMOVED else field.after
        line = QTreeWidgetItem([field.title, before, after])
        for column, text in enumerate((field.title, before, after)):
            line.setToolTip(column, text)
        line.setData(0, Qt.ItemDataRole.UserRole, item.data(0, Qt.ItemDataRole.UserRole))
        item.addChild(line)
    return item
