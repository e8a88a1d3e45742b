"""Tab «Печать и архив»: what is ready, print, preview, the register of what was printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.exports import ExportKind
from journal_desktop.domain.readiness import Gap
from journal_desktop.exchange.listing import Listing
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.columns import keep_widths, restore_widths
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.saving import Saving, Wanted
from journal_desktop.ui.kit.tab import Desk, Hint, Place, TabPage, TabSpec, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.tabs.printing.classes import WIDTHS as CLASS_WIDTHS
from journal_desktop.ui.tabs.printing.classes import ClassesView
from journal_desktop.ui.tabs.printing.extract_flow import ExtractFlow
from journal_desktop.ui.tabs.printing.file_flow import FileFlow
from journal_desktop.ui.tabs.printing.flow import PrintFlow
from journal_desktop.ui.tabs.printing.reading import Reading, read
from journal_desktop.ui.tabs.printing.register import WIDTHS as BOOK_WIDTHS
from journal_desktop.ui.tabs.printing.register import RegisterView
from journal_desktop.ui.tabs.printing.register_model import CHARACTERS, HEADS, fingerprint
from journal_desktop.ui.tabs.printing.verify_dialog import VerifyDialog

KEY: Final = "printing"
YEAR: Final = "print.year"
CLASS_COLUMNS: Final = "print.columns"
BOOK_COLUMNS: Final = "print.register"
ORDER: Final = "order"
"""Name of a place that asks for the order of a class at once."""
KINDS: Final = frozenset({"print", "period", "school_year", "period_mark", "decision", "lesson"})
FIND: Final = ("найти", "Ctrl F")
PRINT_KEYS: Final = (("печатать", "Ctrl P"), ("просмотр", "⏎"), ("все классы", "Ctrl A"))
VERIFY_KEYS: Final = (("проверить напечатанное", "Ctrl ⇧ F"),)
LOOKING: Final = ("Читаем журналы…", "Смотрим, чего не хватает до печати.")
NO_CLASSES: Final = (
    "Классов нет",
    "В этом учебном году нет классов, журналы которых вам открыты (п. 1.9).",
)


class PrintingTab(TabPage):
    """Each part is offered by its own right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        may = desk.journal.may
        self.loader = Newest(desk, self)
        self._may_print = may(Right.DRAFTS_PRINT)
        self.bar = QTabBar()
        self.year = choice_box("Учебный год (Alt+Y)", "year")
        self.stack, self.empty = QStackedWidget(), EmptyState()
        self.classes = ClassesView() if may(Right.JOURNAL_READ) else None
        self.register = RegisterView(desk) if may(Right.BOOKS_READ) else None
        self.file = QPushButton("Дело ведомостей…")
        self.file.setToolTip("Сводные ведомости года: обложка, опись, лист-заверитель (п. 4.4)")
        self.file.setVisible(may(Right.ARCHIVE_WRITE) and may(Right.BOOKS_PRINT))
        self.closing = QPushButton("Закрытие и решения…")
        self.closing.setToolTip("Закрытие периодов и года, решения педсовета, исправления")
        self.closing.setVisible(may(Right.DECISIONS_READ) or may(Right.CORRECTIONS_READ))
        self.files, self.extracts = FileFlow(desk, self), ExtractFlow(desk, self)
        self.flow, self.saving = PrintFlow(desk, self), Saving(desk, self)
        self.actions_: list[QAction] = []
        self._wish = int(kept) if (kept := desk.prefs.get(YEAR)).isdigit() else None
        self._order_for: int | None = None
        self._warm = False
        self._lay_out()
        self._connect()
        self._make_actions()
        self.empty.say(*LOOKING)
        for header, key, usual in self._headers():
            restore_widths(header, desk.prefs, key, usual)

    @property
    def reading(self) -> Reading:
        """What is shown."""
        known = self.loader.known
        return known if isinstance(known, Reading) else Reading()

    @property
    def _year_id(self) -> int:
        return self.reading.year.id if self.reading.year else 0

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hint()

    @override
    def refresh(self) -> None:
        journal, year = self.desk.journal, self._wish

        def job(_progress: Progress) -> Reading:
            return read(journal, year)

        self.loader.read(job)

    @override
    def concerns(self, kinds: frozenset[str]) -> bool:
        return bool(kinds & KINDS)

    @override
    def menu_actions(self) -> tuple[QAction, ...]:
        return tuple(self.actions_)

    @override
    def class_shown(self) -> int | None:
        current = self.classes.current if self.classes is not None else None
        return current.class_id if current else None

    @override
    def go_to(self, place: Place) -> None:
        if place.name == ORDER and self.classes is not None:
            self.bar.setCurrentIndex(self.stack.indexOf(self.classes))
            self._order_for = place.class_id or 0
            if self.loader.known is not None:
                self._ask_at_once()

    @override
    def settle(self) -> bool:
        for header, key, _ in self._headers():
            keep_widths(header, self.desk.prefs, key)
        return True

    def _headers(self) -> list[tuple[QHeaderView, str, tuple[int, ...]]]:
        """The tables of this person: header, where its widths are kept, usual widths."""
        found: list[tuple[QHeaderView, str, tuple[int, ...]]] = []
        if self.classes is not None:
            found.append((self.classes.table.horizontalHeader(), CLASS_COLUMNS, CLASS_WIDTHS))
        if self.register is not None:
            found.append((self.register.table.horizontalHeader(), BOOK_COLUMNS, BOOK_WIDTHS))
        return found

    def _lay_out(self) -> None:
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName("Части вкладки")
        parts = (("Готовность и печать", self.classes), ("Учёт печати", self.register))
        for title, part in parts:
            if part is not None:
                self.bar.addTab(title)
                self.stack.addWidget(part)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        self.bar.setVisible(self.bar.count() > 1)
        top, column = QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.year)
        top.addWidget(self.bar)
        top.addStretch(1)
        top.addWidget(self.closing)
        top.addWidget(self.file)
        column.setContentsMargins(14, 6, 14, 9)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.loader.loaded.connect(self._show)
        self.loader.failed.connect(self._failed)
        self.year.activated.connect(self._year_chosen)
        self.bar.currentChanged.connect(self._front)
        if self.register is not None:
            self.register.verify_wanted.connect(self._verify)
            self.register.export_wanted.connect(self._export)
        self.flow.printed.connect(self.refresh)
        self.flow.gap_wanted.connect(self._go_to_gap)
        self.files.printed.connect(self.refresh)
        self.extracts.printed.connect(self.refresh)
        self.file.clicked.connect(self._ask_file)
        self.closing.clicked.connect(self._open_closing)
        if self.classes is not None:
            self.classes.print_wanted.connect(self._order)
            self.classes.look_wanted.connect(self._look)
            self.classes.extract_wanted.connect(self._extract)
            self.classes.gaps.go_wanted.connect(self._go_to_gap)
            self.flow.watch(self.classes)

    def _make_actions(self) -> None:
        self._act("Найти", "Ctrl+F", self._find)
        if self.classes is not None and self._may_print:
            classes = self.classes
            self._act("Печатать черновик…", "Ctrl+Shift+P", classes.draft.click)
            self._act("Просмотр", "Ctrl+Return", classes.look.click)
        if self.register is not None:
            self._act("Проверить напечатанное…", "Ctrl+Shift+F", self._verify)
            self._act("Выгрузить учёт печати…", "Ctrl+E", self._export)
        self._act("Учебный год", "Alt+Y", self.year.showPopup)

    def _act(self, text: str, keys: str, deed: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        self.addAction(action)
        self.actions_.append(action)

    def _show(self, reading: Reading) -> None:
        years = [(year.title, year.id) for year in reading.years]
        fill_box(self.year, years, reading.year.id if reading.year else None)
        may = self.desk.journal.may
        if self.classes is not None:
            self.classes.show_lines(
                reading.classes,
                may_print=may(Right.BOOKS_PRINT),
                may_draft=self._may_print,
            )
        if self.register is not None:
            self.register.show_lines(reading.prints)
        self._front()
        self._warm_up()
        if self._order_for is not None:
            self._ask_at_once()

    def _warm_up(self) -> None:
        """Load what prints while the person looks at the list, so that pages come at once."""
        if self._may_print and not self._warm:
            self._warm = True
            self.desk.run(_load_printing)

    def _front(self) -> None:
        part = self.stack.widget(self.bar.currentIndex())
        if part is None:
            return
        bare = part is self.classes and not self.reading.classes
        if bare and self.loader.known is not None:
            self.empty.say(*NO_CLASSES)
        self.stack.setCurrentWidget(self.empty if bare else part)
        self._hint()

    def _hint(self) -> None:
        if self.isVisible():
            front = self.bar.currentIndex()
            on_classes = self.stack.widget(front) is self.classes
            print_keys = PRINT_KEYS if self._may_print else ()
            self.desk.hint(Hint(keys=(*(print_keys if on_classes else VERIFY_KEYS), FIND)))

    def _year_chosen(self) -> None:
        self._wish = self.year.currentData()
        self.desk.prefs.put(YEAR, str(self._wish))
        self.refresh()

    def _find(self) -> None:
        front = self.stack.currentWidget()
        if isinstance(front, ClassesView | RegisterView):
            front.search_now()

    def _ask_at_once(self) -> None:
        """Somebody came here to print a class: ask for the order without another click."""
        wanted, self._order_for = self._order_for, None
        if self.classes is None:
            return
        chosen = {line.class_id for line in self.classes.lines}
        if wanted in {line.class_id for line in self.reading.classes} - chosen:
            self.classes.choose({wanted})
        self._order(draft=not self.classes.print.isEnabled())

    def _order(self, draft: bool) -> None:  # noqa: FBT001 - a signal's value
        if self.classes is None:
            return
        chosen = tuple(line.chosen for line in self.classes.lines if line.printable)
        if not chosen:
            self.desk.say("Выберите класс, журнал которого вы можете напечатать.", Tone.WARNING)
            return
        self.flow.ask(self._year_id, chosen, draft=draft)

    def _look(self) -> None:
        current = self.classes.current if self.classes is not None else None
        if current is not None and current.printable:
            self.flow.look(self._year_id, current.chosen)

    def _extract(self) -> None:
        current = self.classes.current if self.classes is not None else None
        if current is not None and current.printable and self.reading.year is not None:
            self.extracts.ask(self.reading.year, current.chosen)

    def _open_closing(self) -> None:
        from journal_desktop.ui.closing.window import open_closing  # noqa: PLC0415 - seldom opened

        open_closing(self.desk, self.window())

    def _ask_file(self) -> None:
        if self.reading.year is not None:
            self.files.ask(self.reading.year)

    def _verify(self) -> None:
        chosen = self.register.lines if self.register is not None else ()
        text = fingerprint(chosen[0]) if len(chosen) == 1 else ""
        VerifyDialog(self.desk, self.window(), text=text).open()

    def _export(self) -> None:
        """Save the register as it is narrowed now."""
        register, year = self.register, self.reading.year
        if register is None or year is None or not register.model.lines:
            return
        texts = [register.model.texts(line) for line in register.model.lines]
        listing = Listing(
            "Журнал выдачи распечаток",
            "",
            self.desk.journal.actor.name,
            self.desk.clock(),
            HEADS,
            CHARACTERS,
            (f"{year.title} учебный год",),
        )
        own = {line.class_id for line in register.model.lines}
        class_id = own.pop() if len(own) == 1 else None
        wanted = Wanted(ExportKind.PRINTS, listing, lambda *_: iter(texts), class_id)
        self.saving.ask(wanted)

    def _go_to_gap(self, gap: Gap) -> None:
        year = self.reading.year
        day = gap.day or (year.begins if year else None)  # the journal opens the year of that day
        place = Place("marks", page_id=gap.page_id, period_id=gap.period_id, day=day)
        self.desk.go(place)

    def _failed(self, why: str) -> None:
        self.empty.say("Журналы не прочитаны", f"{why} Обновить: F5.")
        self.stack.setCurrentWidget(self.empty)


def _load_printing(_progress: Progress) -> None:
    import pypdfium2  # noqa: F401, PLC0415 - loaded for later

    import journal_desktop.printing.shown  # noqa: F401, PLC0415 - as above


TAB: Final = TabSpec(
    KEY, "Печать и архив", "printer", Right.BOOKS_READ, PrintingTab, (Right.DRAFTS_PRINT,)
)
