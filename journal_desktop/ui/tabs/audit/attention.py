"""«Требует внимания»: what the checks found, by check, with one sentence why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.checks.catalogue import AUDIT_CHECKS, find_in_audit
from journal_desktop.checks.finding import Finding
from journal_desktop.queries.audit_facts import FactsOf
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Progress

SPANS: Final = (("7 дней", 6), ("30 дней", 29), ("90 дней", 89))
USUAL: Final = 1
LOOKING: Final = "Проверяем…"
CALM: Final = "За эти дни ничего подозрительного."


class AttentionPanel(QFrame):
    """Findings; a chosen one shows its actions."""

    chosen = Signal(object)
    """The Finding."""
    failed = Signal(Exception)
    filled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._desk, self._turn = desk, 0
        self.title = QLabel("Требует внимания")
        self.title.setProperty("role", "heading")
        self.span = QComboBox()
        self.span.setAccessibleName("За сколько дней проверять")
        for title, back in SPANS:
            self.span.addItem(title, back)
        self.span.setCurrentIndex(USUAL)
        self.state = QLabel(LOOKING)
        self.state.setProperty("role", "soft")
        self.state.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("Требует внимания")
        self.tree.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.title, 1)
        head.addWidget(self.span)
        column.addLayout(head)
        column.addWidget(self.state)
        column.addWidget(self.tree, 1)
        self.span.currentIndexChanged.connect(self._spanned)
        self.tree.itemActivated.connect(self._activated)
        self.tree.itemClicked.connect(self._activated)

    def load(self) -> None:
        """Look through the last days, aside."""
        self._turn += 1
        turn, journal = self._turn, self._desk.journal
        today = self._desk.clock().date()
        query = FactsOf(today - timedelta(days=self.span.currentData()), today)
        self.state.setText(LOOKING)
        self.state.show()

        def job(_progress: Progress) -> tuple[Finding, ...]:
            return tuple(find_in_audit(journal.ask(query)))

        def take(found: tuple[Finding, ...]) -> None:
            if turn == self._turn:
                self._show(found)

        task = self._desk.run(job)
        task.succeeded.connect(take)
        task.failed.connect(self.failed)

    def _spanned(self) -> None:
        self.load()

    def _show(self, found: Sequence[Finding]) -> None:
        self.tree.clear()
        by_check: dict[str, list[Finding]] = defaultdict(list)
        for finding in found:
            by_check[finding.check].append(finding)
        for check in AUDIT_CHECKS:
            findings = by_check.get(check.key, [])
            if not findings:
                continue
            top = QTreeWidgetItem([f"{check.title}: {len(findings)}  ({check.clause})"])
            top.setToolTip(0, check.explains)
            for finding in findings:
                line = QTreeWidgetItem([finding.text])
                line.setToolTip(0, f"{finding.text}\n{check.explains} {check.clause}")
                line.setData(0, Qt.ItemDataRole.UserRole, finding)
                top.addChild(line)
            self.tree.addTopLevelItem(top)
        self.title.setText(f"Требует внимания: {len(found)}" if found else "Требует внимания")
        self.state.setText(CALM)
        self.state.setVisible(not found)
        self.tree.setVisible(bool(found))
        self.filled.emit()

    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        finding = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(finding, Finding):
            self.chosen.emit(finding)
        else:
            item.setExpanded(not item.isExpanded())
