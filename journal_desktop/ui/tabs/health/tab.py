"""Tab «Лист здоровья»: the sheet, the seating, who has read, the counts — by right, not by role."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.advice import AcknowledgeAdvice
from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import JournalError
from journal_desktop.ui.kit.choices import open_box
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.lines import LinesModel, LinesTable
from journal_desktop.ui.kit.menu import TabMenu
from journal_desktop.ui.kit.split import Share
from journal_desktop.ui.kit.tab import Desk, Hint, Place, TabPage, TabSpec, Tone
from journal_desktop.ui.tabs.health.chooser import Chooser, View, owed_words
from journal_desktop.ui.tabs.health.counting import declaring_job
from journal_desktop.ui.tabs.health.deeds import GridDeeds
from journal_desktop.ui.tabs.health.empty import why_empty
from journal_desktop.ui.tabs.health.loader import Loader
from journal_desktop.ui.tabs.health.past import show_past
from journal_desktop.ui.tabs.health.prints import Prints
from journal_desktop.ui.tabs.health.reading import NO_KEY, Reading, Wish
from journal_desktop.ui.tabs.health.seating import SeatingPanel
from journal_desktop.ui.tabs.health.sheet import Sheet
from journal_desktop.ui.tabs.health.sheet_view import SheetView
from journal_desktop.ui.tabs.health.tables import (
    COUNT_HEADS,
    READER_HEADS,
    READER_WORDS,
    CountsPanel,
    count_lines,
    reader_lines,
)
from journal_desktop.ui.tabs.health.writes import HealthWrites

KEY: Final = "health"
KINDS: Final = frozenset(
    {"health_sheet", "advice", "advice_read", "pe_group", "exemption", "health_filled"}
    | {"health_count", "enrolment", "pupil", "assignment", "class_teacher"}
)
RELOAD_MS: Final = 400
SHARE: Final = Share(usual=0.262, least=320, most=0.4)


class HealthTab(TabPage):
    """The health sheet of a class, as much of it as the person may see."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._wish = Wish()
        self._pupil: int | None = None
        self._chosen_view: View | None = None
        self.chooser = Chooser(self)
        self.writes = HealthWrites(desk, self, self)
        self.sheet_view = SheetView(self.writes.model, SHARE)
        self.seating = SeatingPanel(desk.run)
        self.readers, self.counts = LinesModel(READER_HEADS, READER_WORDS), LinesModel(COUNT_HEADS)
        self.empty, self.trouble = EmptyState(), QLabel(NO_KEY)
        self.prints = Prints(desk, self)
        self.loader = Loader(desk, self)
        self.menu = TabMenu(self, self._elsewhere)
        self._later = QTimer(self, singleShot=True, interval=RELOAD_MS)
        self._lay_out()
        self._make_menu()
        self._connect()

    @override
    def refresh(self) -> None:
        self._load(self._wish)

    @override
    def concerns(self, kinds: frozenset[str]) -> bool:
        return bool(kinds & KINDS)

    @override
    def menu_actions(self) -> tuple[QAction, ...]:
        return tuple(self.menu.actions_)

    @override
    def go_to(self, place: Place) -> None:
        self._pupil = place.pupil_id
        self._load(Wish(None, place.class_id, place.page_id))

    @override
    def sheet(self) -> QWidget | None:
        on_sheet = self._stack.currentWidget() is self.sheet_view
        return self.sheet_view.grid if on_sheet else super().sheet()

    @override
    def settle(self) -> bool:
        self.sheet_view.settle()
        return True

    @override
    def leftover(self) -> str:
        return self.sheet_view.medic.leftover()

    def _lay_out(self) -> None:
        self.readers.setParent(self)
        self.counts.setParent(self)
        self.trouble.setProperty("role", "banner")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self._pages: dict[View, QWidget] = {
            View.SHEET: self.sheet_view,
            View.SEATS: self.seating,
            View.READERS: LinesTable(self.readers, "Кто ознакомился", (1, 4)),
            View.COUNTS: CountsPanel(self.counts),
        }
        self._stack = QStackedWidget()
        for widget in (self.empty, *self._pages.values()):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 9)
        column.setSpacing(9)
        column.addWidget(self.chooser)
        column.addWidget(self.trouble)
        column.addWidget(self._stack, 1)

    def _make_menu(self) -> None:
        act, grid = self.menu.act, self.sheet_view.grid
        deeds = GridDeeds(self.desk, self.writes.model, grid)
        act("Копировать клетки", "Ctrl+C", deeds.copy, owner=grid)
        for_medic = [
            act("Вставить клетки", "Ctrl+V", deeds.paste, owner=grid),
            act("Заполнить вниз", "Ctrl+D", deeds.fill_down, owner=grid),
            act("История листа обучающегося", "F4", self._show_past),
        ]
        act("К карточке обучающегося", "Ctrl+E", self.sheet_view.to_card)
        act("К листу", "Ctrl+G", self.take_keys)
        act("Ознакомлен с рекомендациями", "Ctrl+Return", self._acknowledge)
        self.menu.line()
        for_medic += [
            act("Заполнено на начало года", "Ctrl+Shift+Return", self._declare),
            act("Печать листа здоровья…", "Ctrl+Shift+P", self._print),
        ]
        self._for_medic = tuple(for_medic)
        self.menu.line()
        for number, view in enumerate(View, start=1):
            act(view.value, f"Ctrl+{number}", partial(self._show_view, view))
        act("Учебный год", "Alt+Y", partial(open_box, self.chooser.year))
        act("Следующий класс", "Alt+PgDown", lambda: self.chooser.step_place(1))
        act("Предыдущий класс", "Alt+PgUp", lambda: self.chooser.step_place(-1))

    def _connect(self) -> None:
        self.chooser.wished.connect(self._load)
        self.chooser.view_wished.connect(self._show_view)
        self.loader.loaded.connect(self._take)
        self.loader.failed.connect(self._complain)
        self.writes.settled.connect(self._later.start)
        self.writes.overtaken.connect(self.refresh)
        self._later.timeout.connect(self._reload_when_idle)
        self._connect_views()

    def _connect_views(self) -> None:
        self.writes.model.refused.connect(lambda text: self.desk.say(text, Tone.WARNING))
        self.sheet_view.moved.connect(self._hint)
        self.sheet_view.acknowledged.connect(self._acknowledge)
        self.sheet_view.past_wanted.connect(self._show_past)
        self.sheet_view.command_wanted.connect(self.writes.send)
        self.seating.written.connect(self.writes.model.type_in)
        self.seating.print_wanted.connect(self._print_plan)

    @property
    def reading(self) -> Reading:
        """What was read last."""
        return self.loader.known or Reading()

    def _load(self, wish: Wish) -> None:
        self._wish = wish
        self.loader.load(wish)

    def _reload_when_idle(self) -> None:
        if self.sheet_view.is_editing or self.desk.writer.count:
            self._later.start()
        else:
            self.refresh()

    def _take(self, reading: Reading) -> None:
        model = self.writes.model
        if self.sheet_view.is_editing or (model.has_sheet and model.sheet.is_waiting):
            self._later.start()  # what is typed is newer than this answer
            return
        now = self.desk.clock()
        place, year = reading.place, reading.year
        self._wish = Wish(
            year.id if year else None,
            place.class_id if place else None,
            place.page_id if place else None,
        )
        sheet = Sheet(reading, now.date(), has_key=not reading.key_trouble)
        self.sheet_view.show_sheet(sheet, self._pupil, now.tzinfo)
        self._pupil = None
        self.seating.show_sheet(sheet, now.date())
        names = {row.pupil_id: row.advice.name for row in reading.rows}
        self.readers.show_lines(reader_lines(reading.readers or (), names))
        self.counts.show_lines(count_lines(reading.counts or ()))
        self.trouble.setText(reading.key_trouble)
        self.trouble.setVisible(bool(reading.key_trouble))
        for action in self._for_medic:
            action.setVisible(reading.writable)
            action.setEnabled(reading.writable)
        self.chooser.show_reading(reading, self._views(), now.date())
        self._show_view(self._chosen_view)

    def _views(self) -> tuple[View, ...]:
        """Views the person has a right to, here."""
        reading, may = self.reading, self.desk.journal.may
        views = [View.SHEET] if may(Right.ADVICE_READ) and _is_reader(reading) else []
        if reading.rows and reading.place and self._whole(Right.ADVICE_READ):
            views.append(View.SEATS)
        if reading.readers is not None:
            views.append(View.READERS)
        if reading.counts is not None:
            views.append(View.COUNTS)
        return tuple(views or [View.SHEET])

    def _whole(self, right: Right) -> bool:
        place = self.reading.place
        whole = place is not None and place.page_id is None
        return whole and self.desk.journal.may(right, ClassTarget(place.class_id if place else 0))

    def _show_view(self, view: View | None) -> None:
        views = self._views()
        self._chosen_view = view
        shown = view if view in views else views[-1] if View.SHEET not in views else views[0]
        self.chooser.show_view(shown)
        words = why_empty(self.reading) if shown in (View.SHEET, View.SEATS) else None
        if words is not None:
            self.empty.say(*words)
        self._stack.setCurrentWidget(self.empty if words else self._pages[shown])
        self.sheet_shown()
        self._hint()

    def _hint(self) -> None:
        on_sheet = self._stack.currentWidget() is self.sheet_view
        hint = self.sheet_view.hint() if on_sheet else Hint()
        self.desk.hint(replace(hint, owed=owed_words(self.reading)))

    def _acknowledge(self) -> None:
        row, place = self.sheet_view.row(), self.reading.place
        if row is None or place is None or not row.advice.is_notable:
            self.desk.say("Здесь нечего читать: рекомендаций нет.", Tone.WARNING)
        elif row.advice.read_at is not None or self.reading.writable:
            self.desk.say("Отметка «Ознакомлен» здесь не нужна.", Tone.WARNING)
        else:
            command = AcknowledgeAdvice(row.advice.advice_id, place.class_id, place.page_id)
            self.writes.send(command)

    def _show_past(self) -> None:
        row, place = self.sheet_view.row(), self.reading.place
        if row is not None and place is not None and self.reading.writable:
            show_past(self.desk, place.class_id, (row.pupil_id, row.advice.name), self)

    def _declare(self) -> None:
        sheet = self.reading.sheet
        if sheet is None:
            return
        left = self.sheet_view.unfilled()
        if left:
            self.desk.say(f"Ещё не заполнено: {left} (п. 5.3).", Tone.WARNING)
            return
        task = self.desk.run(declaring_job(self.desk.journal, sheet))
        task.succeeded.connect(self._declared)
        task.failed.connect(self._failed)

    def _declared(self, commands: tuple[Command, ...]) -> None:
        self.writes.send(*commands)
        self.desk.say("Лист здоровья заполнен на начало года, сводка обновлена.", Tone.GOOD)

    def _print(self) -> None:
        if self.reading.writable:
            self.prints.ask_sheet(self.writes.model.sheet)

    def _print_plan(self) -> None:
        self.prints.ask_plan(self.writes.model.sheet, self.seating.room, self.seating.plan)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._complain(str(error))

    def _elsewhere(self, what: str) -> None:
        text = f"«{what}» – для листа здоровья: откройте «Лист» (Ctrl+1)."
        self.desk.say(text, Tone.WARNING)

    def _complain(self, text: str) -> None:
        self.desk.say(text, Tone.BAD)


def _is_reader(reading: Reading) -> bool:
    """Whether there may be a sheet at all: who only oversees has counts and readers."""
    return bool(reading.columns) or reading.counts is None


TAB: Final = TabSpec(
    KEY,
    "Лист здоровья",
    "heart",
    Right.HEALTH_WRITE,
    HealthTab,
    (Right.HEALTH_COUNTS_READ, Right.ADVICE_READ),
)
