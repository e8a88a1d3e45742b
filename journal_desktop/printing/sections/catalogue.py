"""Which sections stand in the bound journal and where (domain 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from journal_desktop.printing.book import Section
from journal_desktop.printing.ledger.tables import section as marks_section
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.sections.attendance import attendance_ledger
from journal_desktop.printing.sections.clubs import clubs_table
from journal_desktop.printing.sections.counted import Counted, counted
from journal_desktop.printing.sections.forms import briefings, fitness, public_life
from journal_desktop.printing.sections.general import general_data
from journal_desktop.printing.sections.health import health_note, health_table
from journal_desktop.printing.sections.missed import missed_lessons
from journal_desktop.printing.sections.remarks import remarks_table
from journal_desktop.printing.sections.timetable import timetable_table
from journal_desktop.queries.base import Ask
from journal_desktop.queries.book_calendar import CalendarOfClass
from journal_desktop.queries.book_courses import CoursesOfClass
from journal_desktop.queries.book_health import HealthOfBook
from journal_desktop.queries.book_names import ClassMember, NamesOfClass
from journal_desktop.queries.book_pupils import PupilsOfBook
from journal_desktop.queries.book_remarks import RemarksOfClass
from journal_desktop.queries.book_timetable import TimetableOfClass
from journal_desktop.queries.class_attendance import AttendanceOf
from journal_desktop.queries.ledgers import LedgerOf


def sections(
    ask: Ask, class_id: int, options: BookOptions
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The sections before the subjects and those after them.

    Raises:
        Refused: the person may not read what an asked section says of the class.
    """
    asked = _Asked(ask, class_id)
    before = _timetable(asked, options)
    after = [section for make in _AFTER for section in make(asked, options)]
    return tuple(before), tuple(after)


class _Asked:
    """What is known of the class; a question that several sections have is asked once."""

    def __init__(self, ask: Ask, class_id: int) -> None:
        self.ask = ask
        self.class_id = class_id

    @cached_property
    def attendance(self) -> Counted:
        calendar = self.ask(CalendarOfClass(self.class_id))
        attendance = self.ask(AttendanceOf(self.class_id))
        return counted(attendance, calendar)

    @cached_property
    def names(self) -> tuple[ClassMember, ...]:
        return self.ask(NamesOfClass(self.class_id))


def _timetable(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    if not options.timetable:
        return ()
    timetable = asked.ask(TimetableOfClass(asked.class_id))
    return (timetable_table(timetable),)


def _general(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    if not options.general_data:
        return ()
    minimal = options.minimal_data
    pupils = asked.ask(PupilsOfBook(asked.class_id, minimal))
    return (general_data(pupils, minimal=minimal, with_sex=options.sex),)


def _attendance(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    found: list[Section] = []
    if options.missed_lessons:
        found += missed_lessons(asked.attendance)
    if options.attendance_ledger:
        found.append(attendance_ledger(asked.attendance))
    return found


def _marks(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    if not options.marks_ledger:
        return ()
    ledger = asked.ask(LedgerOf(asked.class_id))
    return (marks_section(ledger),)


def _clubs(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    if not options.clubs:
        return ()
    courses = asked.ask(CoursesOfClass(asked.class_id))
    return (clubs_table(courses),)


def _forms(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    found: list[Section] = []
    if options.public_life:
        found.append(public_life(asked.names))
    if options.fitness:
        found.append(fitness(asked.names))
    return found


def _health(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    if options.health:
        lines = asked.ask(HealthOfBook(asked.class_id))
        return (health_table(lines),)
    return (health_note(),) if options.health_note else ()


def _briefings(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    return briefings(asked.names) if options.briefings else ()


def _remarks(asked: _Asked, options: BookOptions) -> Sequence[Section]:
    if not options.remarks:
        return ()
    remarks = asked.ask(RemarksOfClass(asked.class_id))
    under_note = options.health_note and not (options.health or options.briefings)
    return (remarks_table(remarks, joined=under_note),)


_AFTER: tuple[Callable[[_Asked, BookOptions], Sequence[Section]], ...] = (
    _general,
    _attendance,
    _marks,
    _clubs,
    _forms,
    _health,
    _briefings,
    _remarks,
)
"""In the order of domain 2.2."""
