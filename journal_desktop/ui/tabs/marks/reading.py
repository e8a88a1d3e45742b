"""Read a page with what stands around it, from one moment, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from journal_desktop.domain.spread import PeriodColumn, PeriodKind, Spread
from journal_desktop.journal import Journal
from journal_desktop.queries.base import Ask
from journal_desktop.queries.pages import (
    PageItem,
    PageNow,
    PagesOf,
    SchoolYears,
    YearItem,
    year_in_front,
)
from journal_desktop.queries.periods import PeriodsOf
from journal_desktop.queries.spread import SpreadOf, WorkKind, WorkKinds
from journal_desktop.ui.kit.tasks import Progress

WHOLE_YEAR: Final = 0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants to see; None lets the program choose.

    `period_id` is WHOLE_YEAR for all periods together. With `lesson_now` the page of the lesson
    that goes on comes before `page_id`: who comes from a lesson sees it at once. `day` chooses the
    year and the period it lies in.
    """

    year_id: int | None = None
    page_id: int | None = None
    period_id: int | None = None
    lesson_now: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: choices and the page; `spread` is None when there is no page to show."""

    years: tuple[YearItem, ...]
    year: YearItem | None
    pages: tuple[PageItem, ...]
    page: PageItem | None
    periods: tuple[PeriodColumn, ...]
    period: PeriodColumn | None
    kinds: tuple[WorkKind, ...]
    spread: Spread | None


def reading_job(
    journal: Journal, wish: Wish, today: date, known: Reading | None
) -> Callable[[Progress], Reading]:
    """A job that reads what is wished; years and work kinds already known are not asked again."""

    def job(_progress: Progress) -> Reading:
        with journal.snapshot() as ask:
            return _read(ask, wish, today, known)

    return job


def _read(ask: Ask, wish: Wish, today: date, known: Reading | None) -> Reading:
    years = known.years if known else ask(SchoolYears())
    year = year_in_front(years, wish.year_id, wish.day or today)
    if year is None:
        return Reading(years, None, (), None, (), None, (), None)
    same = known is not None and known.year == year
    pages = known.pages if known and same else ask(PagesOf(year.id))
    wanted = (ask(PageNow()) if wish.lesson_now else None) or wish.page_id
    page = _by_id(pages, wanted, lambda item: item.page_id) or _first_page(pages)
    if page is None:
        return Reading(years, year, pages, None, (), None, (), None)
    kinds = known.kinds if known and known.kinds else ask(WorkKinds())
    periods = ask(PeriodsOf(page.page_id))
    day = wish.day or today
    period = None if wish.period_id == WHOLE_YEAR else _period(periods, wish.period_id, day)
    spread = ask(SpreadOf(page.page_id, period.period_id if period else None))
    return Reading(years, year, pages, page, periods, period, kinds, spread)


def _by_id(items: Sequence[T], wanted: int | None, key: Callable[[T], int]) -> T | None:
    return next((item for item in items if key(item) == wanted), None)


def _first_page(pages: Sequence[PageItem]) -> PageItem | None:
    return next((page for page in pages if page.own), next(iter(pages), None))


def _period(
    periods: Sequence[PeriodColumn], wanted: int | None, today: date
) -> PeriodColumn | None:
    """The wished period, the one of today, the next one, or the last."""
    own = [period for period in periods if period.kind is PeriodKind.PERIOD]
    found = next((period for period in own if period.period_id == wanted), None)
    if found is not None:
        return found
    ahead = [period for period in own if period.ends >= today]
    return ahead[0] if ahead else (own[-1] if own else None)
