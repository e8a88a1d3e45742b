"""Plans made, loaded, copied, named, taken away; the pages they are followed by (R-2.6-01)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from uuid6 import uuid7

from journal_desktop.commands.plan_uses import FollowPlan, UnfollowPlan
from journal_desktop.commands.plans import CopyPlan, CreatePlan, DeletePlan, NamePlan
from journal_desktop.exchange.import_plan import ImportPlan
from journal_desktop.queries.pages import YearItem
from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.queries.plans import PlanIdOf, PlanItem, PlanUse
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Job
from journal_desktop.ui.tabs.plans.copy_form import CopyDialog
from journal_desktop.ui.tabs.plans.forms import (
    DeleteDialog,
    NameDialog,
    NewDialog,
    PageDialog,
    PreviewDialog,
    SourceDialog,
    UsesDialog,
)
from journal_desktop.ui.tabs.plans.reading import (
    CopyOffer,
    Library,
    copy_job,
    import_job,
    sources_job,
)
from journal_desktop.ui.tabs.plans.writes import PlanWrites

FILES: Final = "КТП (*.xlsx *.xls *.ods *.csv *.tsv *.txt)"
NO_PAGES: Final = "В этом году у вас нет страниц журнала, для которых составляют КТП."
NO_FREE: Final = "У всех ваших страниц этого года КТП уже есть: копируйте его или правьте."
NO_SOURCES: Final = "КТП этого предмета, с которого снять копию, в журнале нет."
NO_YEAR: Final = "Открытого учебного года нет: копировать КТП некуда (п. 3.2.5)."


class MakingDeeds(QObject):
    """Asks what is needed, writes, and tells which plan has come or gone."""

    made = Signal(int)
    """A new plan, to be opened."""
    gone = Signal(int)
    """A plan taken away."""

    def __init__(self, desk: Desk, writes: PlanWrites, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._writes, self._owner = desk, writes, owner
        self.files, self.offers, self._ids, self._sources = (Newest(desk, self) for _ in range(4))
        self.page: PlanPage | None = None
        """For which page a copy is wanted; None when the person chooses."""
        self.files.loaded.connect(self._preview)
        self.files.failed.connect(self._bad_file)
        self.offers.loaded.connect(self._ask_copy)
        self._sources.loaded.connect(self._ask_source)
        self._ids.loaded.connect(self._made)
        for reader in (self.offers, self._ids, self._sources):
            reader.failed.connect(self._complain)

    def new(self, library: Library, page: PlanPage | None) -> None:
        """Begin a plan for own pages that have none."""
        free = [each for each in library.own_pages if each.plan_id is None and each.grade]
        if not free:
            self._complain(NO_FREE if library.own_pages else NO_PAGES)
            return
        dialog = NewDialog(free, page if page in free else None, self._owner)
        dialog.accepted.connect(lambda: self._create(dialog.pages.chosen))
        dialog.open()

    def load(self, library: Library, page: PlanPage | None) -> None:
        """Load a plan for an own page out of a file."""
        pages = [each for each in library.own_pages if each.class_name]
        if library.year is None or not pages:
            self._complain(NO_PAGES)
            return
        if page in pages and page is not None:
            self._pick(library.year, page)
            return
        free_first = sorted(pages, key=lambda each: each.plan_id is not None)
        dialog = PageDialog("Загрузить КТП", free_first, self._owner, "Выбрать файл…")
        year = library.year
        dialog.accepted.connect(lambda: self._pick(year, dialog.page))
        dialog.open()

    def load_file(self, path: Path, year: YearItem, page: PlanPage) -> None:
        """Read a file aside and show what its import would do."""
        self.files.read(import_job(self._desk.journal, path, year, page))

    def copy(self, item: PlanItem) -> None:
        """Copy a plan for another class or year."""
        self.page = None
        self.offers.read(copy_job(self._desk.journal, item))

    def copy_for(self, page: PlanPage) -> None:
        """Choose a plan and copy it for a page."""
        self.page = page
        self._sources.read(sources_job(self._desk.journal, page.subject_id))

    def name(self, item: PlanItem) -> None:
        """Change the head of a plan."""
        dialog = NameDialog(item, self._owner)

        def take() -> None:
            command = NamePlan(item.id, dialog.name.text(), dialog.programme.text())
            self._writes.send([command])

        dialog.accepted.connect(take)
        dialog.open()

    def uses(self, item: PlanItem, library: Library) -> None:
        """Set which pages follow a plan."""
        followed = {use.page_id for use in item.uses}
        own = {page.page_id: page for page in library.own_pages if page.page_id in followed}
        known = {use.page_id: own.get(use.page_id) or _colleagues(item, use) for use in item.uses}
        free = [page for page in library.own_pages if _could_follow(page, item)]
        fixed = [page_id for page_id, page in known.items() if not page.own]
        if not known and not free:
            self._complain("Ваших страниц этого предмета и параллели без КТП в этом году нет.")
            return
        dialog = UsesDialog(item, (*known.values(), *free), fixed, self._owner)

        def take() -> None:
            commands = [
                *map(UnfollowPlan, dialog.dropped),
                *(FollowPlan(item.id, page_id) for page_id in dialog.added),
            ]
            if commands:
                self._writes.send(commands, "Страницы КТП записаны, даты проставлены.")

        dialog.accepted.connect(take)
        dialog.open()

    def delete(self, item: PlanItem) -> None:
        """Take a draft away, when the person agrees."""
        dialog = DeleteDialog(item, self._owner)
        said = f"Удалено: «{item.title}»."
        then = partial(self.gone.emit, item.id)
        dialog.accepted.connect(lambda: self._writes.send([DeletePlan(item.id)], said, then))
        dialog.open()

    def _create(self, pages: tuple[PlanPage, ...]) -> None:
        uid, first = uuid7(), pages[0]
        ids = tuple(page.page_id for page in pages)
        command = CreatePlan(uid, first.year_id, first.subject_id, first.grade, "", page_ids=ids)
        self._writes.send([command], "Новое КТП создано.", self._opening(uid))

    def _pick(self, year: YearItem, page: PlanPage) -> None:
        name, _ = QFileDialog.getOpenFileName(self._owner, "Файл КТП", "", FILES)
        if name:
            self.load_file(Path(name), year, page)

    def _preview(self, plan: ImportPlan) -> None:
        lines = (*plan.lines, *map(str, plan.problems))
        dialog = PreviewDialog("Загрузка КТП", lines, self._owner, refused=bool(plan.problems))
        dialog.accepted.connect(lambda: self._load(plan))
        dialog.open()

    def _load(self, plan: ImportPlan) -> None:
        if not plan.commands:
            self._desk.say("В файле то же, что в журнале: ничего не изменено.")
            return
        made = next((each for each in plan.commands if isinstance(each, CreatePlan)), None)
        then = self._opening(made.uid) if made else None
        self._writes.send(plan.commands, "КТП загружено.", then)

    def _bad_file(self, text: str) -> None:
        PreviewDialog("Загрузка КТП", text.splitlines(), self._owner, refused=True).open()

    def _ask_source(self, sources: tuple[tuple[YearItem, PlanItem], ...]) -> None:
        if self.page is None or not sources:
            self._complain(NO_SOURCES)
            return
        dialog = SourceDialog(self.page, sources, self._owner)
        dialog.chosen.connect(lambda item: self.offers.read(copy_job(self._desk.journal, item)))
        dialog.open()

    def _ask_copy(self, offer: CopyOffer) -> None:
        if not offer.years:
            self._complain(NO_YEAR)
            return
        dialog = CopyDialog(offer, self.page, self._owner)

        def take() -> None:
            uid = uuid7()
            command = CopyPlan(
                uid,
                offer.source.id,
                dialog.year_id,
                dialog.chosen_grade,
                dialog.name.text(),
                dialog.page_ids,
            )
            self._writes.send([command], "Копия КТП создана.", self._opening(uid))

        dialog.accepted.connect(take)
        dialog.open()

    def _opening(self, uid: UUID) -> Callable[[], None]:
        """What finds the new plan by its uid and opens it."""
        journal = self._desk.journal

        def job(_progress: object) -> Any:
            return journal.ask(PlanIdOf(uid))

        read: Job = job
        return lambda: self._ids.read(read)

    def _made(self, plan_id: int | None) -> None:
        if plan_id is not None:
            self.made.emit(plan_id)

    def _complain(self, text: str) -> None:
        self._desk.say(text, Tone.BAD)


def _colleagues(item: PlanItem, use: PlanUse) -> PlanPage:
    """A page that follows the plan and that the person may not see itself."""
    return PlanPage(
        page_id=use.page_id,
        year_id=item.year_id,
        class_name=use.title,
        grade=item.grade,
        subject_id=item.subject_id,
        subject=item.subject,
        group="",
        half_hours=item.half_hours,
        teacher="",
        own=False,
        use_id=use.id,
        plan_id=item.id,
        plan_title=item.title,
        due=item.due,
        is_overdue=False,
    )


def _could_follow(page: PlanPage, item: PlanItem) -> bool:
    """Whether a page may follow a plan; a group across classes has no parallel."""
    return (
        page.plan_id is None
        and page.year_id == item.year_id
        and page.subject_id == item.subject_id
        and page.grade in {item.grade, 0}
    )
