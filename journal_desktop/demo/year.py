"""One school year from the empty calendar to the last mark.

The order matters: classes before loads, loads before the timetable, lessons before their faults,
faults before marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from journal_desktop.demo import values_lessons as lessons
from journal_desktop.demo import values_school as rows
from journal_desktop.demo.absent_teachers import Covers
from journal_desktop.demo.attendance import absences_of
from journal_desktop.demo.calendar import Span, YearCalendar, year_calendar
from journal_desktop.demo.dice import chance, dice, make_uid
from journal_desktop.demo.finals import PageFinals, YearMarks, decide
from journal_desktop.demo.lesson_rows import PlanShelf, write_lessons
from journal_desktop.demo.lessons import Draft, draft_lessons
from journal_desktop.demo.manifest import Flaws
from journal_desktop.demo.marks import PageMarks
from journal_desktop.demo.office import Office
from journal_desktop.demo.papers import (
    write_card_checks,
    write_family,
    write_foreign_sheets,
    write_year_papers,
)
from journal_desktop.demo.population import Population, Term
from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.staffing import Personnel, Worker
from journal_desktop.demo.structure import PROFILE_TITLES, ClassShape, Size, classes_of
from journal_desktop.demo.timetable import open_pages, place_lessons, starting
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import YearBook, moment
from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import DayKind, OrderKind, Scheme, YearState
from journal_desktop.store.medical import MedicalKey

_TITLES: Final = ("I", "II", "III", "IV")
_DEADLINE: Final = time(18, 0)


class Hands(NamedTuple):
    """What goes on from year to year."""

    sheaf: Sheaf
    office: Office
    population: Population
    personnel: Personnel
    medical: MedicalKey | None = None
    """Seals what only medical workers may read."""


Step = Callable[[str], None]
"""Told what is being made."""


def make_year(hands: Hands, size: Size, first_year: int, today: date, step: Step) -> YearBook:
    """Make a year up to `today`; a year that ended before is closed with all its marks."""
    book = _open(hands, size, first_year, today)
    step(f"{book.calendar.title}: расписание")
    sizes = {shape: starting(book, shape) for shape in book.class_ids}
    open_pages(book, hands.personnel.assign(sizes))
    _appoint(book, hands.personnel)
    place_lessons(book, len(hands.personnel.workers))
    return book


def fill_year(book: YearBook, hands: Hands, step: Step) -> Flaws:
    """Fill the journals of an opened year; gives back the faults made on purpose."""
    flaws = Flaws(active=not book.closed)
    medic = hands.personnel.with_role("MED").id
    deputy = hands.personnel.with_role("DEP").id
    exempt = write_year_papers(book, medic, hands.medical)
    write_foreign_sheets(book, deputy)
    write_card_checks(book)
    step(f"{book.calendar.title}: уроки")
    covers = Covers(book, hands.personnel.workers)
    drafts = {page.id: draft_lessons(book, page, covers) for page in book.pages}
    flaws.spoil(book, drafts)
    shelf = PlanShelf(book, deputy)
    for page in book.pages:
        write_lessons(book, page, drafts[page.id], shelf)
    shown = next(page for page in book.pages if page.subject == "geografiya")
    if flaws.wants("PLAN_HOURS", shown.id, 0):
        shelf.draft_short(shown)
    step(f"{book.calendar.title}: отметки")
    _fill_marks(book, drafts, exempt, flaws)
    book.office.file_away()
    return flaws


def _fill_marks(
    book: YearBook, drafts: Mapping[int, list[Draft]], exempt: frozenset[int], flaws: Flaws
) -> None:
    away = {shape: absences_of(book, shape) for shape in book.class_ids}
    year_marks: YearMarks = defaultdict(list)
    for page in book.pages:
        silent = exempt if page.subject == "fizkultura" else frozenset[int]()
        tallies = PageMarks(book, page, away[page.shape], silent).fill(drafts[page.id])
        PageFinals(book, page, silent, flaws).fill(tallies, year_marks)
    for shape, class_id in book.class_ids.items():
        _confirm_days(book, shape, class_id)
    if book.closed:
        decide(book, year_marks)


def _open(hands: Hands, size: Size, first_year: int, today: date) -> YearBook:
    sheaf, calendar = hands.sheaf, year_calendar(first_year)
    closed = today > calendar.ends
    state = YearState.CLOSED if closed else YearState.OPEN
    last = date(first_year + 1, 8, 31)
    year = sheaf.put(rows.SchoolYear, first_year, calendar.begins, last, 5, state)
    write_calendar(sheaf, calendar, year.id)
    periods = write_periods(sheaf, calendar, year.id, today)
    class_ids = {
        shape: _write_class(sheaf, shape, year.id) for shape in classes_of(first_year, size)
    }
    until = min(today, calendar.ends)
    known = len(hands.population.persons)
    places = hands.population.fill(Term(calendar, until, closed, class_ids))
    for person in hands.population.persons[known:]:
        write_family(sheaf, person, calendar.begins)
    return YearBook(
        calendar=calendar,
        year_id=year.id,
        until=until,
        closed=closed,
        today=None if closed else today,
        sheaf=sheaf,
        office=hands.office,
        periods=periods,
        class_ids=class_ids,
        places=places,
        leaders={},
        lesson_span=_lesson_span(calendar, size, until),
    )


def _lesson_span(calendar: YearCalendar, size: Size, until: date) -> Span:
    """The whole year, or the quarter of the day for a school of one class."""
    if size.only is None:
        return (calendar.begins, calendar.ends)
    begun = [span for span in calendar.quarters if span[0] <= until]
    return begun[-1] if begun else calendar.quarters[0]


def write_calendar(sheaf: Sheaf, calendar: YearCalendar, year_id: int) -> None:
    """Vacations, holidays and bells of a year."""
    for found in calendar.vacations:
        grades = (found.grade_from, found.grade_to)
        sheaf.put(rows.Vacation, year_id, found.title, found.begins, found.ends, *grades)
    for rule in calendar.school.day_rules:
        sheaf.put(rows.CalendarDay, year_id, rule.day, DayKind.HOLIDAY, rule.title, None)
    middle = calendar.halves[1][0]
    autumn, spring = (calendar.begins, middle - timedelta(days=1)), (middle, calendar.ends)
    bells = (
        ("first", 1, (2, 11), (calendar.begins, calendar.ends)),
        ("second", 2, (2, 11), (calendar.begins, calendar.ends)),
        ("grade1_autumn", 1, (1, 1), autumn),
        ("grade1_spring", 1, (1, 1), spring),
    )
    for name, shift, grades, span in bells:
        title = table("bells")[name]["name"]
        plan = sheaf.put(rows.BellSchedule, year_id, title, shift, *grades, *span, short_day=False)
        for number, times in enumerate(table("bells")[name]["times"], 1):
            sheaf.put(rows.Bell, plan.id, number, *times)


def write_periods(
    sheaf: Sheaf, calendar: YearCalendar, year_id: int, today: date
) -> dict[tuple[Scheme, int], rows.Period]:
    """Quarters, half-years and years (number 0) by scheme, in the state they have on the day."""
    spans = {
        Scheme.QUARTERS: (calendar.quarters, "четверть", "ч."),
        Scheme.HALVES: (calendar.halves, "полугодие", "п/г"),
        Scheme.YEAR: ((), "", ""),
    }
    found = {}
    for scheme, (parts, noun, short) in spans.items():
        for number, span in enumerate(parts, 1):
            titles = (f"{_TITLES[number - 1]} {noun}", f"{_TITLES[number - 1]} {short}")
            key = (year_id, scheme, number)
            found[scheme, number] = _period(sheaf, key, titles, span, today)
        whole = (calendar.begins, calendar.ends)
        found[scheme, 0] = _period(sheaf, (year_id, scheme, 0), ("Год", "Год"), whole, today)
    return found


def _period(
    sheaf: Sheaf,
    key: tuple[int, Scheme, int],
    titles: tuple[str, str],
    span: Span,
    today: date,
) -> rows.Period:
    begins, ends = span
    if today > ends:
        state = PeriodState.CLOSED
    elif today < begins:
        state = PeriodState.FUTURE
    else:
        state = PeriodState.OPEN
    deadline = moment(ends, _DEADLINE)
    return sheaf.put(rows.Period, *key, *titles, begins, ends, deadline, state)


def _write_class(sheaf: Sheaf, shape: ClassShape, year_id: int) -> int:
    uid = make_uid(dice("class", shape))
    profile = PROFILE_TITLES.get(shape.profile, "")
    own = (shape.grade, shape.letter, profile, shape.shift, shape.scheme, None)
    return sheaf.put(rows.ClassGroup, uid, year_id, *own).id


def _appoint(book: YearBook, personnel: Personnel) -> None:
    """Name the class teachers by order."""
    leaders: dict[ClassShape, Worker] = personnel.class_teachers(tuple(book.class_ids))
    book.leaders = leaders
    begins = book.calendar.begins
    order = book.office.order(
        OrderKind.APPOINTMENT, begins - timedelta(days=3), "О назначении классных руководителей"
    )
    for shape, worker in leaders.items():
        class_id = book.class_ids[shape]
        book.sheaf.put(rows.ClassTeacher, class_id, worker.id, begins, book.last_day, order)
        _give_room(book, class_id, worker)


def _give_room(book: YearBook, class_id: int, worker: Worker) -> None:
    """The class's own room is its teacher's."""
    classes = book.sheaf.rows(rows.ClassGroup)
    number = next(n for n, row in enumerate(classes) if row.id == class_id)
    classes[number] = classes[number]._replace(room_id=worker.room_id)


def _confirm_days(book: YearBook, shape: ClassShape, class_id: int) -> None:
    """The class teacher confirms past days; the last two wait, a few were forgotten."""
    rng = dice("days", shape)
    first, last = book.lesson_span
    limit = book.until - timedelta(days=0 if book.closed else 2)
    for day in book.calendar.days(shape.grade):
        if first <= day <= min(last, limit) and chance(rng, 0.985):
            at = moment(day, _DEADLINE, rng.randrange(-180, 120))
            book.sheaf.put(lessons.DayConfirmation, class_id, day, book.leaders[shape].id, at)
