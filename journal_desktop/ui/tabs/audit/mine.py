"""«Мои действия»: what one did oneself, with undo and a file, for everybody."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.domain.exports import ExportKind
from journal_desktop.exchange.listing import Listing
from journal_desktop.ui.kit.saving import Saving, Wanted
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.audit.model import COLUMNS
from journal_desktop.ui.tabs.audit.saving import audit_rows, widths
from journal_desktop.ui.tabs.audit.view import AuditView


class MyDeedsDialog(QDialog):
    """The view of the tab over the person's own actions."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Мои действия")
        self._desk = desk
        self.view = AuditView(desk, mine=True)
        self.saving = Saving(desk, self)
        self.export = QPushButton("Выгрузить список…")
        close = QPushButton("Закрыть")
        for button in (self.export, close):
            button.setAutoDefault(False)
        foot, column = QHBoxLayout(), QVBoxLayout(self)
        foot.addWidget(self.export)
        foot.addStretch(1)
        foot.addWidget(close)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.resize(1100, 600)
        QShortcut(QKeySequence("Ctrl+F"), self, self.view.focus_search)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.view.go)
        self.export.clicked.connect(self._export)
        close.clicked.connect(self.close)
        self.view.fill_choices()
        self.view.load()
        self.view.table.setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.view.keep_widths()
        super().closeEvent(event)

    def _export(self) -> None:
        listing = Listing(
            "Мои действия",
            self.view.school,
            self._desk.journal.actor.name,
            self._desk.clock(),
            tuple(title for title, _ in COLUMNS),
            widths(),
            self.view.filters.notes,
        )
        rows = audit_rows(self._desk.journal, self.view.filters.asked, mine=True)
        self.saving.ask(Wanted(ExportKind.OWN_ACTIONS, listing, rows))
