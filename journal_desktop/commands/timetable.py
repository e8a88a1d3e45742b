"""Take in a week's timetable: one op, all of it or nothing.

Source: R-1.6-01, R-3.2.2-01; domain 8.6, 8.7. A timetable is whole for the classes it names: their
subjects that it leaves out have no lessons any more. Classes that study together as a whole keep
a page each; a group of several classes of grades 10 and 11 has one page without a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import func, select

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.lesson_making import LessonMaker
from journal_desktop.commands.timetable_rows import make_missing
from journal_desktop.commands.timetable_slots import (
    put_spots,
    put_teachers,
    replaced_pages,
    wanted_spots,
)
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.queries.timetable_match import match
from journal_desktop.queries.timetable_stock import Stock, load_stock
from journal_desktop.queries.timetable_values import Placed
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class ImportTimetable(Command):
    """Replace the week of the classes named, from a day on, and make the lessons of the year."""

    right: ClassVar = Right.SETUP_WRITE
    title: ClassVar = "Импорт расписания"
    year_id: int
    begins: date
    placements: tuple[Placed, ...]
    create_missing: bool


@handles(ImportTimetable)
def import_timetable(session: JournalSession, cmd: ImportTimetable) -> None:
    """Match, make what is missing, change slots and teachers, then the lessons.

    Raises:
        Invalid: names the journal does not know, all of them.
        Refused: the change would rewrite days gone by, or a closed period.
    """
    stock = load_stock(session, cmd.year_id, cmd.begins)
    _check_days(stock, cmd.begins)
    found = match(stock, cmd.placements)
    problems = found.problems(create_missing=cmd.create_missing)
    if problems:
        raise Invalid("Расписание не загружено: " + ";\n".join(problems) + ".")
    if cmd.create_missing:
        found = make_missing(session, cmd.year_id, stock, found)
    pages = replaced_pages(session, cmd.year_id, found)
    changed = put_spots(session, cmd.year_id, pages, wanted_spots(found), cmd.begins)
    _check_past(session, changed, cmd.begins)
    put_teachers(session, found, pages, cmd.begins)
    LessonMaker(session, cmd.year_id, (cmd.begins, stock.year_ends), moves=True).run(pages)


def _check_days(stock: Stock, begins: date) -> None:
    if not stock.year_begins <= begins <= stock.year_ends:
        raise Invalid(
            f"День начала {short_day(begins)} вне учебного года: укажите день "
            f"с {short_day(stock.year_begins)} по {short_day(stock.year_ends)}."
        )


def _check_past(session: JournalSession, changed: set[int], begins: date) -> None:
    """Lessons of days gone by do not follow a new timetable (R-3.2.2-01)."""
    today = session.context.today
    if not changed or begins >= today:
        return
    first, last = session.execute(
        select(func.min(LessonRow.day), func.max(LessonRow.day)).where(
            LessonRow.page_id.in_(changed),
            LessonRow.slot_id.is_not(None),
            LessonRow.day >= begins,
            LessonRow.day < today,
        )
    ).one()
    if first is not None:
        raise Refused(
            f"Расписание нельзя изменить задним числом: с {short_day(first)} по {short_day(last)} "
            f"уже есть уроки. Укажите день начала не раньше {short_day(today)}."
        )
