"""Tab «КТП»: the library of lesson plans, the editor of one, its way to approval.

Source: R-2.6-01, R-3.2.5-10…-16; domain §7.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command
from journal_desktop.queries.pages import YearItem
from journal_desktop.queries.plan_pages import PlanPage, PlanPlace, PlanPlaceOf
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Place, TabPage, TabSpec, Tone
from journal_desktop.ui.tabs.plans.acts import Front, Scene
from journal_desktop.ui.tabs.plans.day_deeds import DayDeeds
from journal_desktop.ui.tabs.plans.days import DaysView
from journal_desktop.ui.tabs.plans.deeds import PlanDeeds, is_followed, is_in_lines
from journal_desktop.ui.tabs.plans.editor import PlanEditor
from journal_desktop.ui.tabs.plans.head import way_text
from journal_desktop.ui.tabs.plans.hints import hint_for
from journal_desktop.ui.tabs.plans.library import LibraryView, Part
from journal_desktop.ui.tabs.plans.line_writes import LineWrites
from journal_desktop.ui.tabs.plans.overviews import Overviews
from journal_desktop.ui.tabs.plans.reading import Library, OpenPlan, library_job
from journal_desktop.ui.tabs.plans.to_journal import ToJournal

KEY: Final = "plans"
COLUMNS: Final = "plans.columns"
DAYS: Final = "days"
"""What a place names that wants the days of a page."""
GONE: Final = "Этого КТП больше нет: показана библиотека."


class PlansTab(TabPage):
    """The library in front; a chosen plan takes its place until Esc."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.library = LibraryView(desk.prefs)
        self.editor, self.days = PlanEditor(), DaysView()
        self.way = ElidedLabel()
        self.way.setProperty("role", "soft")
        self.day_deeds = DayDeeds(desk, self.days, self)
        self.overviews = Overviews(desk, self.open_days, self)
        self.came_from: QWidget | None = None
        self.front = QStackedWidget()
        self.libraries, self.plans, self.places = (Newest(desk, self) for _ in range(3))
        self.lines = LineWrites(desk, self.editor, self.plans, self)
        self.editor.table.columns.restore(desk.prefs, COLUMNS)
        self.deeds = PlanDeeds(desk, self, self.library, self.scene)
        self.deeds.acts.settle = self.editor.settle
        self.to_journal = ToJournal(desk, self)
        self.plan_id: int | None = None
        self._wish = self.library.filters.wish
        self._line: int | None = None
        self._days_wanted: int | None = None
        self._wanted_page: int | None = None
        for part in (self.library, self.editor, self.days, *self.overviews.views):
            self.front.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 9)
        column.setSpacing(8)
        for widget in (self.deeds.acts.bar, self.way):
            column.addWidget(widget)
        column.addWidget(self.front, 1)
        self._wire()
        self._make_actions()
        self._moved()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hint()

    @override
    def refresh(self) -> None:
        self.libraries.read(library_job(self.desk.journal, self._wish))
        self.lines.read()
        self.overviews.read(self.front.currentWidget())

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
        return (*self.deeds.acts.actions, *self.days.actions_)

    @override
    def go_to(self, place: Place) -> None:
        if place.plan_id is not None:
            self.open_plan(place.plan_id)
        elif place.page_id is not None:
            query, journal = PlanPlaceOf(place.page_id, place.lesson_id), self.desk.journal
            self.places.read(lambda _progress: (place, journal.ask(query)))

    def open_plan(self, plan_id: int, line: int | None = None) -> None:
        """Show a plan in the editor, at a line when its number is given."""
        if not self._may_leave():
            return
        self.plan_id, self._line, self._days_wanted = plan_id, line, None
        self.came_from = self.day_deeds.use_id = None
        self.front.setCurrentWidget(self.editor)
        self.editor.table.setFocus()
        self.lines.open(plan_id)
        self._hint()

    def open_days(self, plan_id: int, use_id: int, sheet: bool) -> None:  # noqa: FBT001 - of a list
        """Show a page on its plan from a list over all plans; Esc leads back there."""
        came_from = self.front.currentWidget()
        self.open_plan(plan_id)
        self.came_from, self.day_deeds.use_id = came_from, use_id
        self._to(self.days, self.days.open_part(sheet=sheet))

    def back(self) -> None:
        """From the days to where they were opened from, from the lines or a list to the library."""
        if self.came_from is None and self.front.currentWidget() is self.days:
            self._to(self.editor, self.editor.table)
        elif self._may_leave():
            came_from, self.came_from, self.plan_id = self.came_from, None, None
            if self.lines.wrote or self.desk.writer.count:
                self.libraries.read(library_job(self.desk.journal, self._wish))
            self.lines.open(None)
            if came_from is not None:
                self._show_overview(came_from)
                return
            self.front.setCurrentWidget(self.library)
            self.library.focus()
            self._hint()

    def _may_leave(self) -> bool:
        """Whether nothing typed would be lost with the plan in front."""
        self.editor.settle()
        left = self.editor.leftover()
        if left:
            text = f"Не записано: {left}. Верните набранное в клетку или откажитесь от него."
            self._complain(text)
        return not left

    def _to(self, part: QWidget, focus: QWidget) -> None:
        self.front.setCurrentWidget(part)
        focus.setFocus()
        self._hint()

    def _show_overview(self, view: QWidget) -> None:
        """A list over all plans of the year in front."""
        known: Library | None = self.libraries.known
        if known is None or known.year is None:
            return
        self.overviews.year_id = known.year.id
        self._to(view, view.focusProxy() or view)
        self.overviews.read(view)

    def load_file(self, path: Path, year: YearItem, page: PlanPage) -> None:
        """Read a file aside and show what its import would do."""
        self.deeds.making.load_file(path, year, page)

    def write(self, commands: Sequence[Command]) -> None:
        """Send one op; the answer is read again."""
        self.deeds.writes.send(commands)

    def _wire(self) -> None:
        self.libraries.loaded.connect(self._show_library)
        self.plans.loaded.connect(self._show_plan)
        self.places.loaded.connect(self._show_place)
        for reader in (self.libraries, self.plans, self.places):
            reader.failed.connect(self._complain)
        self.library.opened.connect(self.open_plan)
        self.library.page_opened.connect(self.deeds.begin_for)
        self.library.moved.connect(self._moved)
        self.library.menu_wanted.connect(self.deeds.acts.menu_at)
        self.library.filters.year_chosen.connect(self._year_chosen)
        self.editor.refused.connect(self._complain)
        self.deeds.writes.answered.connect(self.refresh)
        self.deeds.opened.connect(self.open_plan)
        self.deeds.making.gone.connect(self._gone)

    def _make_actions(self) -> None:
        """In the order of the buttons: what is done most stands first."""
        deeds = self.deeds
        deeds.acts.add("Назад", "Escape", self.back, lambda scene: not scene.in_library)
        deeds.add_approving()
        deeds.add_writing()
        deeds.add_on_plan(
            "КТП по дням",
            "Ctrl+Shift+D",
            lambda _item: self._show_days(),
            lambda scene: is_in_lines(scene) and is_followed(scene),
        )
        deeds.add_on_plan("К уроку в журнале", "Ctrl+J", self._to_journal, is_followed)
        deeds.acts.add("Печать КТП…", "Ctrl+Shift+P", self.day_deeds.print_plan, is_in_lines)
        deeds.add_lists(self.overviews, self._show_overview)
        deeds.add_rest()

    def scene(self) -> Scene:
        """What the deeds are about now."""
        front, view = self.front.currentWidget(), self.library
        waiting = any(item.id != self.plan_id for item in view.waiting)
        if front is view:
            at = Front.PAGES if view.part is Part.PAGES else Front.PLANS
            return Scene(at, view.chosen(), view.all_chosen(), view.chosen_page(), waiting)
        if front in self.overviews.views:
            in_progress = front is self.overviews.progress
            return Scene(Front.PROGRESS if in_progress else Front.WAITING)
        opened: OpenPlan | None = self.plans.known
        known = opened is not None and opened.plan.item.id == self.plan_id
        item = opened.plan.item if opened is not None and known else None
        at = Front.DAYS if front is self.days else Front.LINES
        return Scene(at, item, (item,) if item else (), None, waiting)

    def _moved(self) -> None:
        """Only what can be done here, and the way of the plan in front."""
        scene = self.scene()
        self.deeds.acts.fit(scene)
        opened: OpenPlan | None = self.plans.known
        is_told = opened is not None and scene.plan is not None and not scene.in_library
        self.way.setVisible(is_told)
        if opened is not None and is_told:
            self.way.setText(way_text(opened.plan, self.desk.journal.zone))

    def _show_library(self, library: Library) -> None:
        self.library.show_library(library)
        if self._wanted_page is not None:
            page_id, self._wanted_page = self._wanted_page, None
            self.library.show_page(page_id)
        self._moved()

    def _show_plan(self, opened: OpenPlan | None) -> None:
        if opened is None:
            self.desk.say(GONE, Tone.WARNING)
            self._gone(self.plan_id)
            return
        self.editor.show_plan(opened)
        self.day_deeds.again(opened)
        if self._line is not None:
            self.editor.go_to_line(self._line)
            self._line = None
        if self._days_wanted is not None:
            use_id, self._days_wanted = self._days_wanted, None
            self._show_days(use_id)
        if self.isVisible():
            self._hint()
        self._moved()

    def _show_place(self, found: tuple[Place, PlanPlace | None]) -> None:
        """The plan of a page at its line; the page among those without a plan when it has none."""
        wanted, place = found
        if place is not None:
            self.open_plan(place.plan_id, place.number)
            self._days_wanted = place.use_id if wanted.name == DAYS else None
            return
        page_id = wanted.page_id or 0
        self.plan_id = None
        self.front.setCurrentWidget(self.library)
        if self.libraries.known is None or not self.library.show_page(page_id):
            self._wanted_page = page_id
        self.desk.say("У этой страницы КТП пока нет.", Tone.WARNING)
        self._hint()

    def _show_days(self, use_id: int | None = None) -> None:
        """The plan by the days of a page, of the first that follows it when none is named."""
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
        self.day_deeds.read(use_id or uses[0].id)
        self.days.days.setFocus()
        self._hint()

    def _gone(self, plan_id: int | None) -> None:
        """The plan in front is there no more."""
        if plan_id is not None and plan_id == self.plan_id:
            self.editor.close_plan()
            self.came_from = None
            self.front.setCurrentWidget(self.editor)
            self.back()

    def _to_journal(self, item: PlanItem) -> None:
        """The lesson of the line in front, on the page looked at."""
        in_days = self.front.currentWidget() is self.days
        in_library = self.front.currentWidget() is self.library
        in_front = self.days.days.currentIndex().row() + 1 if in_days else self.editor.line
        number = None if in_library else in_front
        self.to_journal.go(item, self.day_deeds.use_id if in_days else None, number)

    def _year_chosen(self) -> None:
        self._wish = self.library.filters.wish
        self.refresh()

    def _complain(self, text: str) -> None:
        self.desk.say(text, Tone.BAD)

    def _hint(self) -> None:
        self.desk.hint(hint_for(self.scene(), self.desk.journal))
        self._moved()


TAB: Final = TabSpec(KEY, "КТП", "list", Right.PLANS_READ, PlansTab)
