"""What the tab shows, read from one moment: classes of a year, what they lack, what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from journal_desktop.access.policy import Right
from journal_desktop.domain.prints import JOURNAL, STATE_TITLES
from journal_desktop.domain.readiness import ClassReadiness
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.journal import Journal
from journal_desktop.queries.books import PrintableClasses
from journal_desktop.queries.pages import SchoolYears, YearItem
from journal_desktop.queries.prints import PrintLine, PrintRegister
from journal_desktop.queries.readiness import ReadinessOfYear
from journal_desktop.ui.tabs.printing.order import Chosen


class Stage(Enum):
    """Where a class is on its way to the archive; the value is what the filter says."""

    YEAR_OPEN = "Год не закрыт"
    LACKS = "Не хватает данных"
    READY = "Можно печатать"
    PRINTED = "Напечатаны"


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class: what its journal lacks, its bound original and its last print of any kind."""

    ready: ClassReadiness
    original: PrintLine | None
    last: PrintLine | None
    printable: bool

    @property
    def class_id(self) -> int:
        """Of the class."""
        return self.ready.class_id

    @property
    def stage(self) -> Stage:
        """Where it is."""
        if self.original is not None:
            return Stage.PRINTED
        if not self.ready.year_is_closed:
            return Stage.YEAR_OPEN
        return Stage.READY if self.ready.is_ready else Stage.LACKS

    @property
    def state(self) -> str:
        """«Можно печатать», «Прошит 12.06.2026»."""
        if self.original is not None:
            said = STATE_TITLES[self.original.state].capitalize()
            return f"{said} {short_date(self.original.state_day, year=True)}"
        if self.stage is Stage.YEAR_OPEN:
            return "Только черновик: год не закрыт"
        return str(self.stage.value)

    @property
    def chosen(self) -> Chosen:
        """The class as an order names it."""
        closed, printed = self.ready.year_is_closed, self.original is not None
        return Chosen(self.class_id, self.ready.name, closed, printed)


@dataclass(frozen=True, slots=True)
class Reading:
    """`years` are newest first; `prints` are newest first, drafts among them."""

    years: tuple[YearItem, ...] = ()
    year: YearItem | None = None
    classes: tuple[ClassLine, ...] = ()
    prints: tuple[PrintLine, ...] = ()


def read(journal: Journal, year_id: int | None) -> Reading:
    """The year wished, or else the newest one."""
    with journal.snapshot() as ask:
        years = ask(SchoolYears())
        year = next((one for one in years if one.id == year_id), next(iter(years), None))
        if year is None:
            return Reading()
        may = journal.may
        prints = ask(PrintRegister(year.id, drafts=True)) if may(Right.BOOKS_READ) else ()
        found = ask(ReadinessOfYear(year.id)) if may(Right.JOURNAL_READ) else ()
        may_print = may(Right.DRAFTS_PRINT)
        own = {one.class_id for one in ask(PrintableClasses(year.id))} if may_print else set()
    lines = tuple(_line(one, prints, printable=one.class_id in own) for one in found)
    return Reading(years, year, lines, prints)


def _line(ready: ClassReadiness, prints: tuple[PrintLine, ...], *, printable: bool) -> ClassLine:
    own = [one for one in prints if (one.class_id, one.kind) == (ready.class_id, JOURNAL)]
    books = (one for one in own if one.state is not PrintState.DRAFT and not one.is_copy)
    return ClassLine(ready, next(books, None), next(iter(own), None), printable)
