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
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override
from uuid6 import uuid7

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_states import ApprovePlan, ReturnPlan, SubmitPlan, TakeBackPlan
from journal_desktop.commands.plans import CopyPlan, CreatePlan, DeletePlan
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.exchange.import_plan import ImportPlan
from journal_desktop.journal import Done
from journal_desktop.queries.pages import PageItem, YearItem
from journal_desktop.queries.plans import SubjectOfPage
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Hint, TabPage, TabSpec, Tone
from journal_desktop.ui.tabs.plans.day_deeds import DayDeeds
from journal_desktop.ui.tabs.plans.days import DaysView
from journal_desktop.ui.tabs.plans.editor import PlanEditor
from journal_desktop.ui.tabs.plans.forms import PageDialog, PreviewDialog, RemarkDialog
from journal_desktop.ui.tabs.plans.library import LibraryView
from journal_desktop.ui.tabs.plans.line_writes import LineWrites
from journal_desktop.ui.tabs.plans.reading import (
    Library,
    OpenPlan,
    import_job,
    library_job,
)

KEY: Final = "plans"
COLUMNS: Final = "plans.columns"
LIBRARY_HINT: Final = Hint(keys=(("открыть", "⏎"), ("новое", "Ctrl N"), ("загрузить", "Ctrl O")))
EDITOR_HINT: Final = Hint(
    keys=(
        ("новая строка", "Ins"),
        ("заполнить", "Ctrl D"),
        ("в раздел", "Ctrl G"),
        ("переставить", "Alt ↑ ↓"),
        ("к списку", "Esc"),
    )
)
DAYS_HINT: Final = Hint(keys=(("к темам", "Esc"),))
SUBMIT, TAKE_BACK = "Отправить КТП на проверку", "Отозвать КТП с проверки"
APPROVE, GIVE_BACK = "Утвердить КТП", "Вернуть КТП на доработку…"
BY_DAYS: Final = "КТП по дням"
FILES: Final = "КТП (*.xlsx *.xls *.ods *.csv *.tsv *.txt)"


class PlansTab(TabPage):
    """The library in front; a chosen plan takes its place until Esc."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.library, self.editor, self.days = LibraryView(), PlanEditor(), DaysView()
        self.day_deeds = DayDeeds(desk, self.days, self)
        self.front = QStackedWidget()
        self.libraries, self.plans, self.files = (Newest(desk, self) for _ in range(3))
        self.lines = LineWrites(desk, self.editor, self.plans, self)
        self.editor.table.columns.restore(desk.prefs, COLUMNS)
        self.year_id: int | None = None
        self.plan_id: int | None = None
        self.actions_: list[QAction] = []
        self._buttons: list[tuple[QToolButton, tuple[QWidget, ...]]] = []
        self.bar = QHBoxLayout()
        self.bar.setSpacing(6)
        for part in (self.library, self.editor, self.days):
            self.front.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 9)
        column.setSpacing(8)
        column.addLayout(self.bar)
        column.addWidget(self.front, 1)
        self._wire()
        self._make_actions()
        self.bar.addStretch(1)
        self._fit_buttons()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hint()

    @override
    def refresh(self) -> None:
        self.libraries.read(library_job(self.desk.journal, self.year_id))
        self.lines.read()

    @override
    def settle(self) -> bool:
        self.editor.settle()
        self.editor.table.columns.keep()
        return True

    @override
    def leftover(self) -> str:
        return self.editor.leftover()

    @override
    def concerns(self, kinds: frozenset[str]) -> bool:
        return any(kind.startswith(("plan", "lesson_plan")) for kind in kinds)

    @override
    def menu_actions(self) -> tuple[QAction, ...]:
        return tuple(self.actions_)

    def open_plan(self, plan_id: int) -> None:
        """Show a plan in the editor."""
        self.plan_id = plan_id
        self.day_deeds.use_id = None
        self.front.setCurrentWidget(self.editor)
        self.editor.table.setFocus()
        self.lines.open(plan_id)
        self._hint()

    def back(self) -> None:
        """From the days to the lines, from the lines to the library."""
        if self.front.currentWidget() is self.days:
            self.front.setCurrentWidget(self.editor)
            self.editor.table.setFocus()
            self._hint()
            return
        self.editor.settle()
        if left := self.editor.leftover():
            self._complain(
                f"Не записано: {left}. Верните набранное в клетку или откажитесь от него."
            )
            return
        self.plan_id = None
        if self.lines.wrote or self.desk.writer.count:
            self.libraries.read(library_job(self.desk.journal, self.year_id))
        self.lines.open(None)
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
        self.plans.loaded.connect(self._show_plan)
        self.files.loaded.connect(self._preview)
        self.files.failed.connect(self._bad_file)
        for reader in (self.libraries, self.plans):
            reader.failed.connect(self._complain)
        self.library.opened.connect(self.open_plan)
        self.library.year_chosen.connect(self._choose_year)
        self.editor.refused.connect(self._complain)

    def _make_actions(self) -> None:
        may = self.desk.journal.may
        listed, lines, dates = (self.library,), (self.editor,), (self.editor, self.days)
        self._act("Назад", "Escape", self.back, dates)
        if may(Right.PLANS_WRITE):
            self._act("Новое КТП…", "Ctrl+N", self._new, listed)
            self._act("Загрузить КТП из файла…", "Ctrl+O", self._choose_file, listed)
            self._act("Копировать КТП…", "Ctrl+Shift+C", self._copy, listed)
            self._act("Удалить черновик КТП", "Ctrl+Shift+Delete", self._of(DeletePlan), listed)
            self._act(SUBMIT, "Ctrl+Return", self._of(SubmitPlan), lines)
            self._act(TAKE_BACK, "Ctrl+Backspace", self._of(TakeBackPlan), lines)
        if may(Right.PLANS_APPROVE):
            self._act(APPROVE, "Ctrl+Shift+A", self._of(ApprovePlan), lines)
            self._act(GIVE_BACK, "Ctrl+Shift+R", self._return, lines)

        self._act(BY_DAYS, "Ctrl+Shift+D", self._show_days, lines)
        self._act("Печать КТП…", "Ctrl+Shift+P", self.day_deeds.print_plan, lines)

    def _act(
        self, text: str, keys: str, deed: Callable[[], object], parts: tuple[QWidget, ...]
    ) -> None:
        """An action of the menu and its button over the `parts` it is for."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        self.addAction(action)
        self.actions_.append(action)
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(f"{text.rstrip('…')} ({keys})")
        self.bar.addWidget(button)
        self._buttons.append((button, parts))

    def _show_plan(self, opened: OpenPlan) -> None:
        self.editor.show_plan(opened)
        self.day_deeds.again(opened)
        self._fit_buttons()

    def _show_days(self) -> None:
        """The plan by the days of the first page that follows it."""
        opened: OpenPlan | None = self.plans.known
        if self.plan_id is None or opened is None:
            return
        own = set(self.desk.journal.actor.pages)
        uses = sorted(opened.plan.item.uses, key=lambda use: use.page_id not in own)
        if not uses:
            self._complain("По этому КТП ещё никто не работает: дней у него нет (п. 2.6).")
            return
        self.front.setCurrentWidget(self.days)
        self.day_deeds.plan = opened
        self.day_deeds.read(uses[0].id)
        self.days.days.setFocus()
        self._hint()

    def _fit_buttons(self) -> None:
        """Only what the part in front is for, and what may become of the plan there."""
        front = self.front.currentWidget()
        states = self._states() if front is self.editor else {}
        for button, parts in self._buttons:
            text = button.defaultAction().text()
            button.setVisible(front in parts and states.get(text, True))

    def _states(self) -> dict[str, bool]:
        """Which steps of its life the plan in front may take."""
        opened: OpenPlan | None = self.plans.known
        if opened is None:
            return {}
        item = opened.plan.item
        on_review = item.state is PlanState.REVIEW
        return {
            SUBMIT: item.own and item.state is PlanState.DRAFT,
            TAKE_BACK: item.own and on_review,
            APPROVE: on_review,
            GIVE_BACK: item.state is not PlanState.DRAFT,
            BY_DAYS: bool(item.uses),
        }

    def _of(self, command: Callable[[int], Command]) -> Callable[[], None]:
        """A deed on the plan in front or under the cursor."""

        def deed() -> None:
            self.editor.settle()
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
        front = self.front.currentWidget()
        in_days = DAYS_HINT if front is self.days else EDITOR_HINT
        self.desk.hint(LIBRARY_HINT if front is self.library else in_days)
        self._fit_buttons()


TAB: Final = TabSpec(KEY, "КТП", "list", Right.PLANS_READ, PlansTab)
