"""Tab «КТП»: the library of lesson plans, the editor of one, its way to approval.

Source: R-2.6-01, R-3.2.5-10…-16; domain §7.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override
from uuid6 import uuid7

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_states import ApprovePlan, ReturnPlan, SubmitPlan, TakeBackPlan
from journal_desktop.commands.plans import CopyPlan, CreatePlan, DeletePlan
from journal_desktop.domain.errors import JournalError
from journal_desktop.exchange.import_plan import ImportPlan
from journal_desktop.journal import Done
from journal_desktop.queries.pages import PageItem, YearItem
from journal_desktop.queries.plans import SubjectOfPage
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Hint, TabPage, TabSpec, Tone
from journal_desktop.ui.tabs.plans.editor import PlanEditor
from journal_desktop.ui.tabs.plans.forms import PageDialog, PreviewDialog, RemarkDialog
from journal_desktop.ui.tabs.plans.library import LibraryView
from journal_desktop.ui.tabs.plans.reading import Library, import_job, library_job, plan_job

KEY: Final = "plans"
LIBRARY_HINT: Final = Hint(keys=(("открыть", "⏎"), ("новое", "Ctrl N"), ("загрузить", "Ctrl O")))
EDITOR_HINT: Final = Hint(
    keys=(("заполнить", "Ctrl D"), ("переставить", "Alt ↑ ↓"), ("к списку", "Esc"))
)
FILES: Final = "КТП (*.xlsx *.xls *.ods *.csv *.tsv *.txt)"


class PlansTab(TabPage):
    """The library in front; a chosen plan takes its place until Esc."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.library, self.editor = LibraryView(), PlanEditor()
        self.front = QStackedWidget()
        self.libraries, self.plans, self.files = (Newest(desk, self) for _ in range(3))
        self.year_id: int | None = None
        self.plan_id: int | None = None
        self.actions_: list[QAction] = []
        for part in (self.library, self.editor):
            self.front.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 9)
        column.addWidget(self.front)
        self._wire()
        self._make_actions()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hint()

    @override
    def refresh(self) -> None:
        self.libraries.read(library_job(self.desk.journal, self.year_id))
        if self.plan_id is not None:
            self.plans.read(plan_job(self.desk.journal, self.plan_id))

    @override
    def concerns(self, kinds: frozenset[str]) -> bool:
        return any(kind.startswith(("plan", "lesson_plan")) for kind in kinds)

    @override
    def menu_actions(self) -> tuple[QAction, ...]:
        return tuple(self.actions_)

    def open_plan(self, plan_id: int) -> None:
        """Show a plan in the editor."""
        self.plan_id = plan_id
        self.front.setCurrentWidget(self.editor)
        self.editor.table.setFocus()
        self.plans.read(plan_job(self.desk.journal, plan_id))
        self._hint()

    def back(self) -> None:
        """Show the library again."""
        self.plan_id = None
        self.front.setCurrentWidget(self.library)
        self.library.table.setFocus()
        self._hint()

    def load_file(self, path: Path, year: YearItem, page: PageItem) -> None:
        """Read a file aside and show what its import would do."""
        self.files.read(import_job(self.desk.journal, path, year, page))

    def write(self, commands: Sequence[Command]) -> None:
        """Send one op; the answer is read again."""
        self.desk.writer.send(commands, self._written, self._failed, self)

    def _wire(self) -> None:
        self.libraries.loaded.connect(self.library.show_library)
        self.plans.loaded.connect(self.editor.show_plan)
        self.files.loaded.connect(self._preview)
        self.files.failed.connect(self._bad_file)
        for reader in (self.libraries, self.plans):
            reader.failed.connect(self._complain)
        self.library.opened.connect(self.open_plan)
        self.library.year_chosen.connect(self._choose_year)
        self.editor.wanted.connect(self.write)
        self.editor.refused.connect(self._complain)

    def _make_actions(self) -> None:
        may = self.desk.journal.may
        self._act("К списку КТП", "Escape", self.back)
        if may(Right.PLANS_WRITE):
            self._act("Новое КТП…", "Ctrl+N", self._new)
            self._act("Загрузить КТП из файла…", "Ctrl+O", self._choose_file)
            self._act("Копировать КТП…", "Ctrl+Shift+C", self._copy)
            self._act("Удалить черновик КТП", "Ctrl+Shift+Delete", self._of(DeletePlan))
            self._act("Отправить КТП на проверку", "Ctrl+Return", self._of(SubmitPlan))
            self._act("Отозвать КТП с проверки", "Ctrl+Backspace", self._of(TakeBackPlan))
        if may(Right.PLANS_APPROVE):
            self._act("Утвердить КТП", "Ctrl+Shift+A", self._of(ApprovePlan))
            self._act("Вернуть КТП на доработку…", "Ctrl+Shift+R", self._return)

    def _act(self, text: str, keys: str, deed: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        self.addAction(action)
        self.actions_.append(action)

    def _of(self, command: Callable[[int], Command]) -> Callable[[], None]:
        """A deed on the plan in front or under the cursor."""

        def deed() -> None:
            plan_id = self._chosen()
            if plan_id is not None:
                self.write([command(plan_id)])
                if command is DeletePlan:
                    self.back()

        return deed

    def _chosen(self) -> int | None:
        item = self.library.chosen()
        return self.plan_id or (item.id if item is not None else None)

    def _choose_year(self, year_id: int) -> None:
        self.year_id = year_id
        self.refresh()

    def _ask_page(self, title: str, yes: str, take: Callable[[PageItem], object]) -> None:
        known: Library | None = self.libraries.known
        if known is None or not known.own_pages:
            self._complain("В этом году у вас нет страниц журнала, для которых составляют КТП.")
            return
        dialog = PageDialog(title, known.own_pages, self, yes)
        dialog.accepted.connect(lambda: take(dialog.page))
        dialog.open()

    def _new(self) -> None:
        self._ask_page("Новое КТП", "Создать", self._create)

    def _create(self, page: PageItem) -> None:
        year: YearItem = self.libraries.known.year
        subject = self.desk.journal.ask(SubjectOfPage(page.page_id))
        self.write(
            [CreatePlan(uuid7(), year.id, subject, page.grade, "", page_ids=(page.page_id,))]
        )

    def _copy(self) -> None:
        plan_id = self._chosen()
        if plan_id is not None:
            self._ask_page("Копия КТП", "Копировать", partial(self._copy_for, plan_id))

    def _copy_for(self, plan_id: int, page: PageItem) -> None:
        year: YearItem = self.libraries.known.year
        self.write([CopyPlan(uuid7(), plan_id, year.id, page.grade, page_ids=(page.page_id,))])

    def _choose_file(self) -> None:
        self._ask_page("Загрузить КТП", "Выбрать файл…", self._pick)

    def _pick(self, page: PageItem) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Файл КТП", "", FILES)
        if name:
            self.load_file(Path(name), self.libraries.known.year, page)

    def _preview(self, plan: ImportPlan) -> None:
        lines = (*plan.lines, *map(str, plan.problems))
        dialog = PreviewDialog("Загрузка КТП", lines, self, refused=bool(plan.problems))
        dialog.accepted.connect(lambda: self.write(plan.commands) if plan.commands else None)
        dialog.open()

    def _bad_file(self, text: str) -> None:
        PreviewDialog("Загрузка КТП", text.splitlines(), self, refused=True).open()

    def _return(self) -> None:
        plan_id = self._chosen()
        if plan_id is None:
            return
        dialog = RemarkDialog(self)
        dialog.accepted.connect(lambda: self.write([ReturnPlan(plan_id, dialog.remark.text())]))
        dialog.open()

    def _written(self, done: Done) -> None:
        if done.op_id is not None:
            self.desk.say("Записано.", Tone.GOOD)
        self.refresh()

    def _failed(self, error: JournalError) -> None:
        self._complain(str(error))
        self.refresh()

    def _complain(self, text: str) -> None:
        self.desk.say(text, Tone.BAD)

    def _hint(self) -> None:
        in_library = self.front.currentWidget() is self.library
        self.desk.hint(LIBRARY_HINT if in_library else EDITOR_HINT)


TAB: Final = TabSpec(KEY, "КТП", "list", Right.PLANS_READ, PlansTab)
