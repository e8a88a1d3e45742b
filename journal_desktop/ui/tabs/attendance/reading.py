"""Read what the tab shows, from one moment, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.absences import DaySheet
from journal_desktop.domain.attendance import ClassAttendance
from journal_desktop.journal import Journal
from journal_desktop.queries.absent_today import (
    AbsentToday,
    SchoolToday,
    TruancyLimit,
    Truant,
    TruantsOf,
)
from journal_desktop.queries.base import Ask
from journal_desktop.queries.class_attendance import AttendanceOf
from journal_desktop.queries.class_list import ClassesOf, ClassItem, PupilItem, PupilsOfClass
from journal_desktop.queries.day_sheet import DaySheetOf, DaysToConfirm, LessonDaysAround
from journal_desktop.queries.excuses import (
    ExcuseLine,
    ExcusesOf,
    Unexplained,
    UnexplainedOf,
    UnexplainedTerm,
)
from journal_desktop.queries.pages import SchoolYears, YearItem, year_in_front

NOWHERE: Final = ClassTarget(0)
"""Over the school: a right of the own class alone does not hold there."""


class View(Enum):
    """What the tab can show; the value is its button."""

    DAY = "День"
    MONTH = "Месяц"
    PERIOD = "Период"
    PAPERS = "Справки"
    UNEXPLAINED = "Без причины"
    SCHOOL = "Школа сегодня"
    TRUANTS = "Всеобуч"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants to see; None lets the program choose."""

    year_id: int | None = None
    class_id: int | None = None
    day: date | None = None
    view: View | None = None
    pupil_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; what the view in front does not need is empty."""

    years: tuple[YearItem, ...] = ()
    year: YearItem | None = None
    classes: tuple[ClassItem, ...] = ()
    group: ClassItem | None = None
    views: tuple[View, ...] = ()
    view: View = View.DAY
    day: date | None = None
    sheet: DaySheet | None = None
    to_confirm: tuple[date, ...] = ()
    around: tuple[date | None, date | None] = (None, None)
    """Days with lessons of the class before and after the day."""
    attendance: ClassAttendance | None = None
    papers: tuple[ExcuseLine, ...] = ()
    pupils: tuple[PupilItem, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()
    school: SchoolToday | None = None
    truants: tuple[Truant, ...] = ()
    term: int = 0
    """Days or lessons from which the list in front counts, by the setting in force."""
    pupil_id: int | None = None


def read(journal: Journal, ask: Ask, wish: Wish, today: date) -> Reading:
    """What is wished."""
    years = ask(SchoolYears())
    year = year_in_front(years, wish.year_id, today)
    if year is None:
        return Reading()
    medic = journal.may(Right.MEDICAL_EXCUSES_WRITE)
    found = ask(ClassesOf(year.id))
    classes = tuple(one for one in found if medic or one.whole or one.teaches)
    group = _class(classes, wish.class_id)
    views = views_of(journal, group)
    view = wish.view if wish.view in views else next(iter(views), View.DAY)
    day = wish.day or min(max(today, year.begins), year.ends)
    around = Reading(years, year, classes, group, views, view, day, pupil_id=wish.pupil_id)
    if view in _READERS and (group is not None or view in SCHOOL_VIEWS):
        return _READERS[view](journal, ask, around)
    return around


SCHOOL_VIEWS: Final = (View.SCHOOL, View.TRUANTS)


def views_of(journal: Journal, group: ClassItem | None) -> tuple[View, ...]:
    """Views the person has a right to, for this class."""
    may, views = journal.may, []
    if group is not None and (group.whole or group.teaches):
        views.append(View.DAY)
    if group is not None and group.whole:
        views += [View.MONTH, View.PERIOD, View.PAPERS, View.UNEXPLAINED]
    elif may(Right.MEDICAL_EXCUSES_WRITE):
        views.append(View.PAPERS)
    if may(Right.ABSENCES_READ, NOWHERE):
        views.append(View.SCHOOL)
    if may(Right.CLASS_REPORTS_READ, NOWHERE):
        views.append(View.TRUANTS)
    return tuple(views)


def _day(journal: Journal, ask: Ask, around: Reading) -> Reading:
    group, day = around.group, around.day
    assert group is not None  # noqa: S101 - chosen before
    assert day is not None  # noqa: S101 - as above
    whole = journal.may(Right.CLASS_REPORTS_READ, ClassTarget(group.class_id))
    waiting = ask(DaysToConfirm(group.class_id)) if whole else ()
    return replace(
        around,
        sheet=ask(DaySheetOf(group.class_id, day)),
        to_confirm=waiting,
        around=ask(LessonDaysAround(group.class_id, day)),
    )


def _sheets(_journal: Journal, ask: Ask, around: Reading) -> Reading:
    group = around.group
    assert group is not None  # noqa: S101 - chosen before
    return replace(around, attendance=ask(AttendanceOf(group.class_id)))


def _papers(_journal: Journal, ask: Ask, around: Reading) -> Reading:
    group = around.group
    assert group is not None  # noqa: S101 - chosen before
    pupils = ask(PupilsOfClass(group.class_id))
    return replace(around, papers=ask(ExcusesOf(group.class_id)), pupils=pupils)


def _unexplained(_journal: Journal, ask: Ask, around: Reading) -> Reading:
    group = around.group
    assert group is not None  # noqa: S101 - chosen before
    term = ask(UnexplainedTerm())
    return replace(around, unexplained=ask(UnexplainedOf(group.class_id)), term=term)


def _school(_journal: Journal, ask: Ask, around: Reading) -> Reading:
    assert around.year is not None  # noqa: S101 - read before
    assert around.day is not None  # noqa: S101 - as above
    return replace(around, school=ask(AbsentToday(around.year.id, around.day)))


def _truants(_journal: Journal, ask: Ask, around: Reading) -> Reading:
    assert around.year is not None  # noqa: S101 - read before
    assert around.day is not None  # noqa: S101 - as above
    truants = ask(TruantsOf(around.year.id, around.year.begins, around.day))
    return replace(around, truants=truants, term=ask(TruancyLimit()))


Reader = Callable[[Journal, Ask, Reading], Reading]
_READERS: Final[dict[View, Reader]] = {
    View.DAY: _day,
    View.MONTH: _sheets,
    View.PERIOD: _sheets,
    View.PAPERS: _papers,
    View.UNEXPLAINED: _unexplained,
    View.SCHOOL: _school,
    View.TRUANTS: _truants,
}


def _class(classes: Sequence[ClassItem], wanted: int | None) -> ClassItem | None:
    found = next((one for one in classes if one.class_id == wanted), None)
    led = next((one for one in classes if one.leads), None)
    return found or led or next(iter(classes), None)
