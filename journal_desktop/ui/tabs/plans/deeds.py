"""Every action of the tab: what it does to the plan or the page of the scene."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from journal_desktop.access.policy import Right
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.plans.acts import Fits, Front, PlanActs, Scene
from journal_desktop.ui.tabs.plans.exporting import PlanExport
from journal_desktop.ui.tabs.plans.library import LibraryView, Part
from journal_desktop.ui.tabs.plans.life import LifeDeeds, next_waiting
from journal_desktop.ui.tabs.plans.making import MakingDeeds
from journal_desktop.ui.tabs.plans.overviews import Overviews
from journal_desktop.ui.tabs.plans.writes import PlanWrites

LISTS = ("Все КТП", "КТП на проверке", "Страницы без КТП")


class PlanDeeds(QObject):
    """`scene` tells what is in front; rights decide which actions there are at all."""

    opened = Signal(int)
    """A plan to show in the editor."""

    def __init__(
        self, desk: Desk, tab: QWidget, library: LibraryView, scene: Callable[[], Scene]
    ) -> None:
        super().__init__(tab)
        self._desk, self._library, self._scene = desk, library, scene
        self.acts = PlanActs(tab)
        self.writes = PlanWrites(desk, tab)
        self.life = LifeDeeds(desk, self.writes, tab)
        self.making = MakingDeeds(desk, self.writes, tab)
        self.export = PlanExport(desk, tab)
        self.life.next_wanted.connect(self.next)
        self.making.made.connect(self.opened)

    def add_writing(self) -> None:
        """What teachers do with plans of their own."""
        if not self._desk.journal.may(Right.PLANS_WRITE):
            return
        act, making, life = self.acts.add, self.making, self.life
        self.add_on_plan("Отправить КТП на проверку", "Ctrl+Return", life.submit, _is_draft)
        self.add_on_plan("Отозвать КТП с проверки", "Ctrl+Backspace", life.take_back, _is_sent)
        act("Новое КТП…", "Ctrl+N", self._new, _in_library)
        act("Загрузить КТП из файла…", "Ctrl+O", self._load, _in_library)
        act("Копировать КТП…", "Ctrl+Shift+C", self._copy, _may_copy)
        self.add_on_plan("Название и программа…", "Ctrl+Shift+N", making.name, _is_draft)
        self.add_on_plan("Страницы КТП…", "Ctrl+Shift+L", self._uses, self._may_bind)
        self.add_on_plan("Удалить черновик КТП…", "Ctrl+Shift+Delete", making.delete, _is_draft)

    def add_approving(self) -> None:
        """What the deputy does."""
        if not self._desk.journal.may(Right.PLANS_APPROVE):
            return
        act = self.acts.add
        act("Утвердить КТП…", "Ctrl+Shift+A", self._approve, _may_approve)
        give_back = self.life.give_back
        self.add_on_plan("Вернуть КТП на доработку…", "Ctrl+Shift+R", give_back, _may_return)
        act("Следующее на проверке", "F9", self.next, lambda scene: scene.waiting)

    def add_lists(self, lists: Overviews, show: Callable[[QWidget], None]) -> None:
        """The lists over all plans of the year."""
        act, progress, waiting = self.acts.add, lists.progress, lists.waiting
        act("Выполнение программы", "Ctrl+Shift+V", partial(show, progress), _in_library)
        if self._desk.journal.may(Right.PLAN_CORRECTIONS_APPROVE):
            act("Листы без приказа", "Ctrl+Shift+O", partial(show, waiting), _in_library)
        act(
            "Выгрузить выполнение программы…",
            "Ctrl+E",
            lists.export,
            lambda scene: scene.front is Front.PROGRESS,
        )

    def add_rest(self) -> None:
        """What everybody does who reads plans."""
        act, filters = self.acts.add, self._library.filters
        self.add_on_plan("Сохранить КТП в файл…", "Ctrl+Shift+E", self.export.ask, _has_plan)
        act("Показать всё", "Escape", filters.clear, lambda at: at.in_library and filters.is_set)
        for number, title in enumerate(LISTS):
            show = partial(self._library.show_part, Part(number))
            act(title, f"Ctrl+{number + 1}", show, _in_library, on_bar=False)

    def add_on_plan(
        self, text: str, keys: str, deed: Callable[[PlanItem], object], fits: Fits
    ) -> None:
        """A deed on the plan in front or under the cursor."""

        def do() -> None:
            item = self._scene().plan
            if item is not None:
                deed(item)

        self.acts.add(text, keys, do, fits)

    def begin_for(self, page: PlanPage) -> None:
        """Begin a plan for a page, where the person may."""
        if page.own and self._desk.journal.may(Right.PLANS_WRITE):
            self._new()
            return
        who = page.teacher or "пока не назначен"
        text = f"{page.title}: КТП составляет учитель страницы ({who})."
        self._desk.say(text, Tone.WARNING)

    def next(self) -> None:
        """The next plan that waits for the deputy; from the library the one under the cursor."""
        scene, library = self._scene(), self._library.library
        if scene.in_library and scene.plan and scene.plan.state is PlanState.REVIEW:
            self.opened.emit(scene.plan.id)
            return
        order = [item.id for item in library.items] if library else []
        here = scene.plan.id if scene.plan else None
        found = next_waiting(self._library.waiting, order, here)
        if found is None:
            self._desk.say("На проверке больше нет КТП.", Tone.GOOD)
        else:
            self.opened.emit(found)

    def _new(self) -> None:
        if self._library.library is not None:
            self.making.new(self._library.library, self._library.chosen_page())

    def _load(self) -> None:
        if self._library.library is not None:
            self.making.load(self._library.library, self._library.chosen_page())

    def _copy(self) -> None:
        scene = self._scene()
        if scene.plan is not None:
            self.making.copy(scene.plan)
        elif scene.page is not None:
            self.making.copy_for(scene.page)

    def _uses(self, item: PlanItem) -> None:
        if self._library.library is not None:
            self.making.uses(item, self._library.library)

    def _approve(self) -> None:
        self.life.approve(self._scene().chosen)

    def _may_bind(self, scene: Scene) -> bool:
        """Pages are bound to plans of one's own; an own page may leave a colleague's."""
        plan, own = scene.plan, self._desk.journal.actor.pages
        in_days = scene.front is Front.DAYS  # its key prints the sheet there
        return bool(
            not in_days and plan and (plan.own or any(use.page_id in own for use in plan.uses))
        )


def _in_library(scene: Scene) -> bool:
    return scene.in_library


def _has_plan(scene: Scene) -> bool:
    return scene.plan is not None


def _is_draft(scene: Scene) -> bool:
    return bool(scene.plan and scene.plan.own and scene.plan.state is PlanState.DRAFT)


def _is_sent(scene: Scene) -> bool:
    return bool(scene.plan and scene.plan.own and scene.plan.state is PlanState.REVIEW)


def _may_copy(scene: Scene) -> bool:
    return scene.plan is not None or bool(scene.page and scene.page.own)


def _may_approve(scene: Scene) -> bool:
    return any(item.state is PlanState.REVIEW for item in scene.chosen)


def _may_return(scene: Scene) -> bool:
    return bool(scene.plan and scene.plan.state is not PlanState.DRAFT)


def is_followed(scene: Scene) -> bool:
    """Whether a page follows the plan in front."""
    return bool(scene.plan and scene.plan.uses)


def is_in_lines(scene: Scene) -> bool:
    """Whether the lines of a plan are in front."""
    return scene.front is Front.LINES and scene.plan is not None
