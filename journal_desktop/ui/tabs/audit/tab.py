"""Tab «Журнал действий»: actions, what asks for a second look, exports, integrity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.checks.finding import Finding
from journal_desktop.domain.audit_lines import NOWHERE, Spot
from journal_desktop.domain.exports import ExportKind
from journal_desktop.exchange.listing import Listing
from journal_desktop.ui.kit.saving import Saving, Wanted
from journal_desktop.ui.kit.tab import Desk, Hint, Place, TabPage, TabSpec, Tone
from journal_desktop.ui.tabs.audit.attention import AttentionPanel
from journal_desktop.ui.tabs.audit.exports import CHARACTERS, HEADS, ExportsView
from journal_desktop.ui.tabs.audit.model import COLUMNS
from journal_desktop.ui.tabs.audit.saving import audit_rows, widths
from journal_desktop.ui.tabs.audit.verifying import VerifyingView
from journal_desktop.ui.tabs.audit.view import AuditView

KEY: Final = "audit"
HINT: Final = Hint(
    keys=(("найти", "Ctrl F"), ("показать в журнале", "Ctrl ⏎"), ("выгрузить", "Ctrl E"))
)
VERIFY_HINT: Final = Hint(keys=(("проверить целостность", "Ctrl ⇧ I"),))
SCHOOL: Final = "school"
"""A target that is no class: only who reads the whole audit holds a right over it."""


class AuditTab(TabPage):
    """Each part is offered by its own right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        may = desk.journal.may
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName("Части журнала действий")
        self.stack = QStackedWidget()
        self.saving = Saving(desk, self)
        self.view = AuditView(desk) if may(Right.AUDIT_READ) else None
        self.attention = AttentionPanel(desk) if self.view else None
        self.exports = ExportsView(desk) if may(Right.AUDIT_READ, SCHOOL) else None
        self.verifying = VerifyingView(desk) if may(Right.AUDIT_VERIFY) else None
        self.actions_: list[QAction] = []
        self._lay_out()
        self._wire()
        self._make_actions()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.hint(HINT if self.view is not None else VERIFY_HINT)

    @override
    def refresh(self) -> None:
        if self.view is not None:
            self.view.fill_choices()
            self.view.load()
        if self.attention is not None:
            self.attention.load()
        if self.exports is not None:
            self.exports.load()

    @override
    def concerns(self, kinds: frozenset[str]) -> bool:
        return not self.isVisible()  # the list in sight stays where the person reads it

    @override
    def menu_actions(self) -> tuple[QAction, ...]:
        return tuple(self.actions_)

    @override
    def go_to(self, place: Place) -> None:
        spot = Spot(place.page_id, place.lesson_id, place.pupil_id, place.period_id)
        if self.view is not None and spot != NOWHERE:
            self._front(self.view)
            self.view.narrow_to_place(spot)

    @override
    def settle(self) -> bool:
        if self.view is not None:
            self.view.keep_widths()
        return True

    def export(self) -> None:
        """Save the list in front as a file."""
        front = self.stack.currentWidget()
        if self.view is not None and front is self.view:
            self._export_deeds(self.view)
        elif self.exports is not None and front is self.exports:
            self._export_log(self.exports)
        else:
            self._save_protocol()

    def _lay_out(self) -> None:
        parts = (
            ("Действия", self.view),
            ("Выгрузки и печать", self.exports),
            ("Целостность", self.verifying),
        )
        for title, part in parts:
            if part is not None:
                self.bar.addTab(title)
                self.stack.addWidget(part)
        self.bar.setVisible(self.bar.count() > 1)
        if self.view is not None and self.attention is not None:
            self.view.side.insertWidget(0, self.attention, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 9)
        column.setSpacing(7)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        if self.view is not None and self.attention is not None:
            self.attention.chosen.connect(self._found)
            self.attention.failed.connect(self.view.failed)
        if self.exports is not None and self.view is not None:
            self.exports.failed.connect(self.view.failed)
            self.saving.saved.connect(self.exports.load)
        if self.verifying is not None:
            self.verifying.save.clicked.connect(self._save_protocol)

    def _make_actions(self) -> None:
        if self.view is not None:
            view = self.view
            self._act("Найти в действиях", "Ctrl+F", self._search)
            self._act("Показать в журнале", "Ctrl+Return", view.go)
            self._act("Сбросить отборы", "Ctrl+Backspace", view.filters.reset)
            self._act("Выгрузить список…", "Ctrl+E", self.export)
        if self.verifying is not None:
            self._act("Проверить целостность", "Ctrl+Shift+I", self._verify)

    def _act(self, text: str, keys: str, deed: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        self.addAction(action)
        self.actions_.append(action)

    def _front(self, part: QWidget) -> None:
        self.bar.setCurrentIndex(self.stack.indexOf(part))

    def _search(self) -> None:
        if self.view is not None:
            self._front(self.view)
            self.view.focus_search()

    def _verify(self) -> None:
        if self.verifying is not None:
            self._front(self.verifying)
            self.verifying.begin()

    def _found(self, finding: Finding) -> None:
        if self.view is None:
            return
        if not finding.ops:
            self.desk.say(finding.text, Tone.WARNING)
            return
        self.view.narrow_to_ops(finding.ops, finding.text)

    def _export_deeds(self, view: AuditView) -> None:
        titles = tuple(title for title, _ in COLUMNS)
        rows = audit_rows(self.desk.journal, view.filters.asked, mine=False)
        listing = self._listing("Журнал действий", titles, widths(), view.filters.notes)
        self.saving.ask(Wanted(ExportKind.AUDIT, listing, rows))

    def _export_log(self, exports: ExportsView) -> None:
        texts = [exports.texts(line) for line in exports.lines]
        listing = self._listing("Журнал выгрузок", HEADS, CHARACTERS, ("Все выгрузки",))
        self.saving.ask(Wanted(ExportKind.EXPORT_LOG, listing, lambda *_: iter(texts)))

    def _save_protocol(self) -> None:
        if self.verifying is None or self.verifying.result is None:
            return
        lines = self.verifying.lines()
        said = (self.verifying.what.text(),)
        listing = self._listing("Протокол целостности", ("Что", "Найдено"), (30, 110), said)
        self.saving.save_plain(listing, lines)

    def _listing(
        self, title: str, columns: tuple[str, ...], sizes: tuple[int, ...], notes: tuple[str, ...]
    ) -> Listing:
        return Listing(
            title,
            self.view.school if self.view is not None else "",
            self.desk.journal.actor.name,
            self.desk.clock(),
            columns,
            sizes,
            notes,
        )


TAB: Final = TabSpec(
    KEY, "Журнал действий", "history", Right.AUDIT_READ, AuditTab, (Right.AUDIT_VERIFY,)
)
