"""Tab «Посещаемость»: the day of a class, its sheets and documents, the school — by right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.absences import ConfirmDay
from journal_desktop.commands.lessons import ConfirmAttendance
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.excuses import ExcuseLine
from journal_desktop.ui.kit.choices import open_box
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.menu import TabMenu
from journal_desktop.ui.kit.tab import Desk, Hint, Place, TabPage, TabSpec, Tone
from journal_desktop.ui.tabs.attendance.chooser import Chooser
from journal_desktop.ui.tabs.attendance.day_state import DayState, Mode
from journal_desktop.ui.tabs.attendance.day_view import DayView
from journal_desktop.ui.tabs.attendance.deeds import DayDeeds
from journal_desktop.ui.tabs.attendance.empty import why_empty
from journal_desktop.ui.tabs.attendance.loader import Loader
from journal_desktop.ui.tabs.attendance.papers import Papers
from journal_desktop.ui.tabs.attendance.reading import Reading, View, Wish
from journal_desktop.ui.tabs.attendance.saving import Saving
from journal_desktop.ui.tabs.attendance.sheet_view import SheetView
from journal_desktop.ui.tabs.attendance.tables import Lists, wanted_of
from journal_desktop.ui.tabs.attendance.writes import DayWrites

KEY: Final = "attendance"
KINDS: Final = frozenset(
    {"absence", "mark", "lesson", "excuse", "day_confirmation", "enrolment", "subgroup_member"}
    | {"pupil", "class_teacher", "vacation", "calendar_day", "rule"}
)
RELOAD_MS: Final = 400


class AttendanceTab(TabPage):
    """Attendance of a class, as much of it as the person may see."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._wish = Wish()
        self.chooser = Chooser(self)
        self.writes = DayWrites(desk, self, self)
        self.day_view = DayView(self.writes.model)
        self.sheets = SheetView()
        self.lists = Lists(self)
        self.empty = EmptyState()
        self.papers = Papers(desk, self.writes.send, self)
        self.saving = Saving(desk, self)
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
        self._load(Wish(None, place.class_id, place.day, View.DAY, place.pupil_id))

    @override
    def sheet(self) -> QWidget | None:
        on_day = self._stack.currentWidget() is self.day_view
        return self.day_view.grid if on_day else super().sheet()

    @override
    def class_shown(self) -> int | None:
        return self.reading.group.class_id if self.reading.group else None

    @override
    def settle(self) -> bool:
        if self.day_view.is_editing:
            self.day_view.grid.setFocus()
        return True

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for widget in (self.empty, self.day_view, self.sheets, *self.lists.pages):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 9)
        column.setSpacing(9)
        column.addWidget(self.chooser)
        column.addWidget(self._stack, 1)

    def _make_menu(self) -> None:
        act, grid = self.menu.act, self.day_view.grid
        act("Подтвердить день / все присутствуют", "Ctrl+Return", self._confirm)
        act("Все присутствуют на своём уроке", "Ctrl+Shift+Return", self._everybody)
        deeds = DayDeeds(self.desk, self.writes.model, grid)
        act("Копировать клетки", "Ctrl+C", deeds.copy, owner=grid)
        act("Вставить клетки", "Ctrl+V", deeds.paste, owner=grid)
        act("Заполнить вниз", "Ctrl+D", deeds.fill_down, owner=grid)
        act("Принять подсказанные пропуски", "F7", self._take_suggested, owner=grid)
        act("Справка или заявление…", "F8", self._excuse)
        act("Показать в журнале", "Ctrl+J", self._to_journal, owner=grid)
        act("К листу", "Ctrl+G", self.take_keys)
        self.menu.line()
        act("Сохранить или напечатать…", "Ctrl+S", self._save)
        self.menu.line()
        for number, view in enumerate(View, start=1):
            act(view.value, f"Ctrl+{number}", partial(self._show_view, view))
        act("Следующий день или месяц", "Alt+Right", lambda: self._step(1))
        act("Предыдущий день или месяц", "Alt+Left", lambda: self._step(-1))
        act("Сегодня", "Alt+Home", self.chooser.to_today)
        act("Учебный год", "Alt+Y", partial(open_box, self.chooser.year))
        act("Следующий класс", "Alt+PgDown", lambda: self.chooser.step_class(1))
        act("Предыдущий класс", "Alt+PgUp", lambda: self.chooser.step_class(-1))

    def _connect(self) -> None:
        self.chooser.wished.connect(self._load)
        self.loader.loaded.connect(self._take)
        self.loader.failed.connect(lambda text: self.desk.say(text, Tone.BAD))
        self.writes.settled.connect(self._later.start)
        self.writes.overtaken.connect(self.refresh)
        self._later.timeout.connect(self._reload_when_idle)
        self.day_view.moved.connect(self._hint)
        self._connect_parts()

    def _connect_parts(self) -> None:
        for refused in (
            self.writes.model.refused,
            self.sheets.model.refused,
            self.chooser.refused,
        ):
            refused.connect(self._refused)
        panel = self.day_view.panel
        panel.confirm_wanted.connect(self._confirm_day)
        panel.everybody_wanted.connect(self._everybody)
        panel.excuse_wanted.connect(self._excuse)
        panel.day_chosen.connect(self._to_day)
        self.sheets.save_wanted.connect(self._save)
        self._dress_lists()

    def _dress_lists(self) -> None:
        lists, papers = self.lists, self.papers
        lists.papers.add("Внести…  (F8)", self._excuse)
        spread = partial(self._with_paper, papers.apply)
        self._leaders = (
            lists.papers.add("Расставить причины  (Ctrl+Enter)", spread),
            lists.papers.add("Снять…", partial(self._with_paper, papers.take_back)),
        )
        for view in (lists.unexplained, lists.school, lists.truants, lists.papers, lists.sick):
            view.add("Сохранить…  (Ctrl+S)", self._save)
        lists.unexplained.chosen.connect(self._to_absence)

    def _with_paper(self, deed: Callable[[Reading, ExcuseLine | None], None]) -> None:
        deed(self.reading, self.lists.paper())

    def _to_absence(self, row: int) -> None:
        found = self.reading.unexplained
        if 0 <= row < len(found):
            wish = self.chooser.wish(view=View.DAY, day=found[row].day)
            self._load(replace(wish, pupil_id=found[row].pupil_id))

    @property
    def reading(self) -> Reading:
        """What was read last."""
        return self.loader.known or Reading()

    def _load(self, wish: Wish) -> None:
        self._wish = wish
        self.loader.load(wish)

    def _reload_when_idle(self) -> None:
        if self.day_view.is_editing or self.desk.writer.count:
            self._later.start()
        else:
            self.refresh()

    def _take(self, reading: Reading) -> None:
        model = self.writes.model
        if self.day_view.is_editing or (model.has_day and model.state.is_waiting):
            self._later.start()  # what is typed is newer than this answer
            return
        today = self.desk.clock().date()
        year, group = reading.year, reading.group
        self._wish = Wish(
            year.id if year else None, group.class_id if group else None, reading.day, reading.view
        )
        self.chooser.show_reading(reading, today)
        if reading.sheet is not None:
            state = DayState(reading.sheet, self._mode(reading), today)
            self.day_view.show_day(state, reading.to_confirm, reading.pupil_id)
        if reading.attendance is not None:
            by_month = reading.view is View.MONTH
            self.sheets.show_attendance(reading.attendance, today, by_month=by_month)
        self.lists.show(reading)
        for button in self._leaders:
            button.setVisible(self._mode(reading) is Mode.REASONS)
        self._show(reading)

    def _mode(self, reading: Reading) -> Mode:
        group, may = reading.group, self.desk.journal.may
        if group is not None and may(Right.ABSENCE_REASONS_WRITE, ClassTarget(group.class_id)):
            return Mode.REASONS
        return Mode.FACTS if group is not None and group.teaches else Mode.LOOK

    def _show(self, reading: Reading) -> None:
        words = why_empty(reading)
        if words is not None:
            self.empty.say(*words)
            self._stack.setCurrentWidget(self.empty)
        elif reading.view is View.DAY:
            self._stack.setCurrentWidget(self.day_view)
        elif reading.view in (View.MONTH, View.PERIOD):
            self._stack.setCurrentWidget(self.sheets)
        else:
            self._stack.setCurrentWidget(self.lists.page(reading.view))
        self.sheet_shown()
        self._hint()

    def _show_view(self, view: View) -> None:
        if view in self.reading.views:
            self._load(self.chooser.wish(view=view))

    def _step(self, way: int) -> None:
        if self.reading.view in (View.MONTH, View.PERIOD):
            self.sheets.step(way)
        else:
            self.chooser.step_day(way)

    def _to_day(self, day: date) -> None:
        self._load(self.chooser.wish(view=View.DAY, day=day))

    def _hint(self) -> None:
        on_day = self._stack.currentWidget() is self.day_view
        hint = self.day_view.hint() if on_day else Hint()
        left = len(self.reading.to_confirm)
        leads = self.reading.group is not None and self.reading.group.leads
        owed = f"Дней без подтверждения: {left} (п. 3.2.4)" if left and leads else ""
        self.desk.hint(replace(hint, owed=owed))

    def _confirm(self) -> None:
        """The day for the class teacher, the own lesson for a subject teacher."""
        model, view = self.writes.model, self.reading.view
        if view is View.PAPERS:
            self._with_paper(self.papers.apply)
        elif view is View.DAY and model.has_day and model.state.mode is Mode.FACTS:
            self._everybody()
        else:
            self._confirm_day()

    def _confirm_day(self) -> None:
        sheet = self.reading.sheet
        if sheet is None or self._mode(self.reading) is not Mode.REASONS:
            self._refused("День подтверждает классный руководитель (п. 3.2.4).")
        elif sheet.confirmed:
            self._refused(f"День уже подтверждён: {sheet.confirmed}.")
        else:
            said = f"День {short_date(sheet.day)} подтверждён (п. 3.2.4)."
            self.writes.send(ConfirmDay(sheet.class_id, sheet.day), said=said)

    def _everybody(self) -> None:
        lesson = self.day_view.lesson()
        if lesson is None or not lesson.own or not lesson.page_id:
            self._refused("Встаньте на свой урок: посещаемость отмечает его учитель (п. 3.2.5).")
            return
        absent = self.writes.model.state.absent(lesson.id)
        said = f"отсутствуют {absent}" if absent else "все присутствуют"
        self.writes.send(
            ConfirmAttendance(lesson.page_id, lesson.id),
            said=f"Урок {lesson.number}, {lesson.subject}: {said} (п. 3.2.5).",
        )

    def _take_suggested(self) -> None:
        taken = self.writes.model.take_suggested(self.day_view.here[1])
        if not taken:
            self._refused("Подсказок здесь нет: пропусков на уроке перед этим не было.")

    def _excuse(self) -> None:
        model, row = self.writes.model, self.day_view.here[0]
        on_day = self._stack.currentWidget() is self.day_view
        pupil = model.state.pupils[row].id if on_day and model.has_day and row >= 0 else None
        self.papers.ask(self.reading, pupil)

    def _to_journal(self) -> None:
        lesson, row = self.day_view.lesson(), self.day_view.here[0]
        if lesson is not None and lesson.page_id:
            pupil = self.writes.model.state.pupils[row].id
            self.desk.go(Place("marks", lesson.page_id, lesson.id, pupil))

    def _save(self) -> None:
        wanted = wanted_of(self.reading, self.sheets.model.table, self.lists)
        if wanted is None:
            self._refused("Сохранить можно сводку: месяц, период, списки. День – по месяцу.")
        else:
            self.saving.ask(wanted)

    def _elsewhere(self, what: str) -> None:
        self._refused(f"«{what}» – для листа дня: откройте «День» (Ctrl+1) с уроками.")

    def _refused(self, text: str) -> None:
        self.desk.say(text, Tone.WARNING)


TAB: Final = TabSpec(
    KEY,
    "Посещаемость",
    "calendar",
    Right.ABSENCE_REASONS_WRITE,
    AttendanceTab,
    (Right.JOURNAL_READ, Right.MEDICAL_EXCUSES_WRITE),
)
