"""Tab «Журнал»: the chooser, the grid, the lessons, and what keeps them together."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.domain.spread import LessonColumn, PeriodColumn, Spread
from journal_desktop.ui.kit.bus import Others
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.kit.tab import Desk, Hint, Place, TabPage, TabSpec, Tone
from journal_desktop.ui.tabs.marks.advice import PupilAdvice
from journal_desktop.ui.tabs.marks.chooser import Chooser
from journal_desktop.ui.tabs.marks.deeds import GridDeeds
from journal_desktop.ui.tabs.marks.empty import why_empty
from journal_desktop.ui.tabs.marks.final_deeds import FinalDeeds
from journal_desktop.ui.tabs.marks.lesson_writes import LessonWrites
from journal_desktop.ui.tabs.marks.lessons import LessonsPanel
from journal_desktop.ui.tabs.marks.loader import Loader
from journal_desktop.ui.tabs.marks.menu import TabMenu
from journal_desktop.ui.tabs.marks.past import CellPast
from journal_desktop.ui.tabs.marks.plan_taking import PlanTaking
from journal_desktop.ui.tabs.marks.questions import Questions
from journal_desktop.ui.tabs.marks.reading import WHOLE_YEAR, Reading, Wish
from journal_desktop.ui.tabs.marks.sheet import Allowed, Sheet
from journal_desktop.ui.tabs.marks.tips import cell_hint
from journal_desktop.ui.tabs.marks.view import SpreadView
from journal_desktop.ui.tabs.marks.writes import CellWrites

KEY: Final = "marks"
LAST_PAGE: Final = "marks.page"
SIZES: Final = "marks.side"
PLANS: Final = "plans"
FOLLOW_MS: Final = 150
SHARE: Final = Share(usual=0.345, least=360, most=0.46, kept=420)
"""Of the lessons: on a small screen the grid comes first."""
PER_MILLE: Final = 1000


class MarksTab(TabPage):
    """The spread of a class and a subject."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._target: Place | None = None
        self._postponed: Reading | None = None
        self._answers = 0
        self._authors: dict[int, str] = {}
        self._asked_at = 0
        self._wish = Wish(page_id=_number(desk.prefs.get(LAST_PAGE)), lesson_now=True)
        self.chooser = Chooser(desk.clock, self)
        self.cells = CellWrites(desk, self, self)
        self.view = SpreadView(self.cells.model)
        self.lessons = LessonsPanel(desk.clock)
        self.lesson_writes = LessonWrites(desk, self, self)
        self.plan_taking = PlanTaking(desk, self.lesson_writes, self)
        self.past = CellPast(desk, self.cells.model, self.view, self.lessons)
        self.advice = PupilAdvice(desk, self.cells.model, self.view)
        self.empty = EmptyState()
        self.loader = Loader(desk, self)
        self.menu = TabMenu(self, self.view, desk.prefs)
        self.questions = Questions(desk, self.cells.model, self.view)
        self.finals = FinalDeeds(desk, self.cells.model, self.view)
        self.finals.periods = self._periods
        deeds = GridDeeds(desk, self.cells, self.view)
        self.menu.build(deeds, self.finals, self.chooser, self.lessons.card)
        self._follower = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._lay_out()
        self._wire_grid()
        self._wire_lessons()

    @override
    def refresh(self) -> None:
        self._load(self._wish, afresh=self.loader.known is not None and not self._sheet_shown())

    @override
    def shows(self, others: Others) -> bool:
        self._authors.update(others.authors)
        page_id = self._wish.page_id
        return page_id is None or not others.pages.isdisjoint({0, page_id})

    @override
    def menu_actions(self) -> tuple[QAction, ...]:
        return tuple(self.menu.actions_)

    @override
    def go_to(self, place: Place) -> None:
        self._target = place
        page_id = place.page_id or self._wish.page_id
        self._load(Wish(page_id=page_id, period_id=place.period_id, day=place.day))

    @override
    def sheet(self) -> QWidget | None:
        return self.view.open_cell() if self._sheet_shown() else None

    @override
    def class_shown(self) -> int | None:
        known = self.loader.known
        return known.page.class_id if known and known.page else None

    @override
    def settle(self) -> bool:
        if self.view.is_editing:
            self.view.open_cell().setFocus()
        self.lessons.card.commit()
        self.desk.prefs.put(SIZES, str(int(self._split.share * PER_MILLE)))
        return True

    @override
    def leftover(self) -> str:
        return self.lessons.card.leftover()

    def _lay_out(self) -> None:
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.past.panel, 2)
        beside.addWidget(self.lessons, 5)
        self._split = SharedSplitter(SHARE)
        self._split.setHandleWidth(9)
        self._split.addWidget(self.view)
        self._split.addWidget(side)
        if kept := _number(self.desk.prefs.get(SIZES)):
            self._split.share = kept / PER_MILLE
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._split)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 9)
        column.setSpacing(9)
        column.addWidget(self.chooser)
        column.addWidget(self._stack, 1)

    def _wire_grid(self) -> None:
        self.chooser.wished.connect(self._load)
        self.loader.loaded.connect(self._take)
        self.loader.failed.connect(self._failed)
        self.cells.model.refused.connect(self._refused)
        self.cells.settled.connect(self._cell_settled)
        self.cells.overtaken.connect(self._reload)
        self.view.moved.connect(self._moved)
        self.view.editing_ended.connect(self._editing_ended)
        self.menu.today_wanted.connect(self._to_today)
        self.menu.history_wanted.connect(self.past.toggle)
        self.menu.advice_wanted.connect(self.advice.show_current)
        self.menu.plan_wanted.connect(self._to_plan)

    def _wire_lessons(self) -> None:
        card, writes = self.lessons.card, self.lesson_writes
        card.topic_left.connect(self._topic_left)
        card.homework_left.connect(self._homework_left)
        card.work_chosen.connect(self._work_chosen)
        card.attendance_confirmed.connect(self._confirmed)
        card.plan_taken.connect(self._plan_taken)
        self.plan_taking.bound.connect(self._reload)
        card.refused.connect(self._refused)
        writes.accepted.connect(card.accepted)
        writes.accepted.connect(self._lesson_settled)
        writes.overtaken.connect(self._reload)
        self.lessons.opened.connect(self._lesson_opened)
        self.lessons.day_changed.connect(self._reload)
        self._follower.timeout.connect(self._follow)

    def _periods(self) -> tuple[PeriodColumn, ...]:
        return self.loader.known.periods if self.loader.known else ()

    def _sheet_shown(self) -> bool:
        return self.cells.model.has_page and self._stack.currentWidget() is self._split

    def _load(self, wish: Wish, *, afresh: bool = False) -> None:
        self._wish, self._asked_at = wish, self._answers
        self.loader.load(wish, afresh=afresh)

    def _reload(self) -> None:
        self._load(self._wish)

    def _take(self, reading: Reading) -> None:
        if self._asked_at != self._answers:
            self._reload()  # something was written since: this answer is older than the screen
        elif self.view.is_editing:
            self._postponed = reading
        else:
            self._show(reading)

    def _editing_ended(self) -> None:
        if self._postponed is not None:
            QTimer.singleShot(0, self, self._show_postponed)

    def _show_postponed(self) -> None:
        reading, self._postponed = self._postponed, None
        if reading is not None:
            self._take(reading)

    def _show(self, reading: Reading) -> None:
        now = self.desk.clock()
        self._wish = Wish(
            reading.year.id if reading.year else None,
            reading.page.page_id if reading.page else None,
            reading.period.period_id if reading.period else WHOLE_YEAR,
        )
        self.chooser.show_reading(reading, now.date())
        words = why_empty(reading)
        if words is not None or reading.spread is None:
            self.empty.say(*(words or ("", "")))
            self._stack.setCurrentWidget(self.empty)
            self.desk.hint(Hint())
            return
        self.desk.prefs.put(LAST_PAGE, str(reading.spread.title.id))
        sheet = Sheet(reading.spread, self._allowed(reading.spread), now)
        kept, block = self._kept_place(sheet), self._kept_block(sheet)
        if self._same_page(sheet):
            me = self.desk.journal.actor.staff_id
            sheet.notice(self.cells.model.sheet, me, self._authors)
        self.cells.model.show(sheet)
        self.lessons.show_sheet(sheet, reading.kinds)
        self._stack.setCurrentWidget(self._split)
        self._settle_cursor(sheet, kept)
        self.sheet_shown()
        if block and self.view.cursor_.here == kept:
            self.view.cursor_.to(*block[0])
            self.view.cursor_.to(*block[1], extend=True)

    def _kept_place(self, sheet: Sheet) -> tuple[int, int] | None:
        """Where the current cell lies in the new reading, by its pupil and lesson."""
        model, here = self.cells.model, self.view.cursor_.here
        if not self._same_page(sheet) or here[0] < 0:
            return None
        return sheet.places().get(model.sheet.key(*here))

    def _kept_block(self, sheet: Sheet) -> list[tuple[int, int]]:
        """The corners of the chosen block in the new reading; [] when it stays or is one cell."""
        model, cursor = self.cells.model, self.view.cursor_
        if not self._same_page(sheet) or model.sheet.same_shape(sheet.spread):
            return []
        corners = cursor.corners()
        if cursor.here[0] < 0 or corners[0] == corners[1]:
            return []
        keys, places = [model.sheet.key(*corner) for corner in corners], sheet.places()
        return [places[key] for key in keys] if all(key in places for key in keys) else []

    def _same_page(self, sheet: Sheet) -> bool:
        model = self.cells.model
        return model.has_page and model.sheet.spread.title.id == sheet.spread.title.id

    def _settle_cursor(self, sheet: Sheet, kept: tuple[int, int] | None) -> None:
        target, self._target = self._target, None
        if target is not None and target.lesson_id is not None:
            if sheet.column_of(target.lesson_id) is None and self._wish.period_id != WHOLE_YEAR:
                self._target = target
                self._load(Wish(self._wish.year_id, target.page_id, WHOLE_YEAR))
                return
            kept = _target_place(sheet, target) or kept
            self.lessons.open_lesson(target.lesson_id)
        elif target is not None and (there := _target_place(sheet, target)):
            kept, target = there, None
        if kept is None or (target is not None and target.lesson_id is None):
            self._to_today(_row_of(sheet, target))
        elif kept != self.view.cursor_.here:
            self.view.cursor_.to(*kept)
        self._hint()

    def _to_today(self, row: int | None = None) -> None:
        """Make today's lesson current, or the last one before today; in a row when one is named."""
        sheet = self.cells.model.sheet
        past = [
            number
            for number, column in enumerate(sheet.columns)
            if column.lesson is not None and column.lesson.day <= sheet.today
        ]
        todays = [n for n in past if (it := sheet.columns[n].lesson) and it.day == sheet.today]
        column = todays[0] if todays else (past[-1] if past else 0)
        self.view.cursor_.to(max(self.view.cursor_.here[0], 0) if row is None else row, column)
        self.view.reveal(column)
        if self.isVisible():  # the page may have been turned away from while it was read
            self.view.setFocus()

    def _to_plan(self) -> None:
        """The plan of the page, at the line of the opened lesson (R-3.2.5-15)."""
        if self._sheet_shown():
            page_id = self.cells.model.sheet.spread.title.id
            lesson_id = self.lessons.open_id
            self.desk.go(Place(PLANS, page_id=page_id, lesson_id=lesson_id))

    def _allowed(self, spread: Spread) -> Allowed:
        may, title = self.desk.journal.may, spread.title
        today = self.desk.clock().date()

        def lesson(column: LessonColumn) -> bool:
            target = PageTarget(title.id, title.class_id, column.id, column.day, today)
            return may(Right.MARKS_WRITE, target)

        def final(_column: PeriodColumn) -> bool:
            return may(Right.PERIOD_MARKS_WRITE, PageTarget(title.id, title.class_id))

        return Allowed(lesson, final)

    def _moved(self, _row: int, _column: int) -> None:
        self._hint()
        self._follower.start()

    def _hint(self) -> None:
        row, column = self.view.cursor_.here
        if self.isVisible() and self._sheet_shown() and row >= 0:
            self.desk.hint(cell_hint(self.cells.model.sheet, row, column))

    def _follow(self) -> None:
        """The lesson of the current column is the open one; the history follows the cell."""
        row, column = self.view.cursor_.here
        if not self._sheet_shown() or row < 0:
            return
        lesson = self.cells.model.sheet.columns[column].lesson
        if lesson is not None and lesson.id != self.lessons.open_id:
            self.lessons.open_lesson(lesson.id)
        self.past.follow()

    def _lesson_opened(self, lesson_id: int) -> None:
        column = self.cells.model.sheet.column_of(lesson_id)
        if column is not None and not self.view.is_editing:
            self.view.cursor_.to(max(self.view.cursor_.here[0], 0), column)

    def _cell_settled(self) -> None:
        self._answers += 1
        self.lessons.update_open()
        self._hint()

    def _lesson_settled(self) -> None:
        self._answers += 1
        self._reload()

    def _refused(self, reason: str) -> None:
        self.desk.say(reason, Tone.WARNING)

    def _failed(self, reason: str) -> None:
        self.desk.say(reason, Tone.BAD)
        if not self._sheet_shown():
            self.empty.say("Страница не открылась", reason)

    def _topic_left(self, lesson_id: int, text: str, seen: str, reason: str) -> None:
        page_id = self.cells.model.sheet.spread.title.id
        self.lesson_writes.topic(page_id, lesson_id, text, seen, reason)

    def _plan_taken(self, lesson_id: int, seen: str) -> None:
        spread = self.cells.model.sheet.spread
        is_sent = any(lesson.plan_topic for lesson in spread.lessons if lesson.id == lesson_id)
        self.plan_taking.take(spread.title.id, lesson_id, seen, is_sent=is_sent)

    def _homework_left(self, lesson_id: int, text: str, seen: str) -> None:
        page_id = self.cells.model.sheet.spread.title.id
        self.lesson_writes.homework(page_id, lesson_id, text, seen)

    def _work_chosen(self, lesson_id: int, number: int, kind: str, seen: str) -> None:
        page_id = self.cells.model.sheet.spread.title.id
        self.lesson_writes.work(page_id, lesson_id, number, kind, seen)

    def _confirmed(self, lesson_id: int) -> None:
        self.lesson_writes.attendance(self.cells.model.sheet.spread.title.id, lesson_id)


def _target_place(sheet: Sheet, place: Place) -> tuple[int, int] | None:
    if place.lesson_id is not None:
        column = sheet.column_of(place.lesson_id)
    else:
        days = [found.lesson.day if found.lesson else None for found in sheet.columns]
        column = days.index(place.day) if place.day in days and place.day else None
    return None if column is None else (_row_of(sheet, place) or 0, column)


def _row_of(sheet: Sheet, place: Place | None) -> int | None:
    ids = [pupil.id for pupil in sheet.pupils]
    wanted = place.pupil_id if place is not None else None
    return ids.index(wanted) if wanted in ids else None


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


TAB: Final = TabSpec(KEY, "Журнал", "table", Right.JOURNAL_READ, MarksTab)
