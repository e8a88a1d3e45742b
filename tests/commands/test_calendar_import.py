"""The production calendar taken in through the gate, on both engines."""

from datetime import date

import pytest
from school import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.commands.calendar import ImportCalendar
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lesson_making import MakeLessons
from journal_desktop.commands.timetable import ImportTimetable
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.school_calendar import DayRule
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.timetable import NO_SCHOOL
from journal_desktop.domain.vocabulary import DayKind
from journal_desktop.queries.timetable_values import ClassKey, PageKey, Placed, TeacherKey
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.school import CalendarDayRow, PeriodRow

UNITY = DayRule(date(2026, 11, 4), DayKind.HOLIDAY, "День народного единства")
EVE = DayRule(date(2026, 11, 3), DayKind.SHORT, "Сокращённый день")
TOMORROW = DayRule(date(2026, 11, 24), DayKind.HOLIDAY, "Карантин")


@pytest.fixture
def load(small, as_):
    def imported(*days, **more):
        return as_("admin").do(ImportCalendar(small.year, tuple(days), **more))

    return imported


def days_of(rows):
    return {row.day: (row.kind, row.title, row.follows_weekday) for row in rows(CalendarDayRow)}


def test_days_of_the_year_are_put_in_and_others_left_out(load, rows):
    load(UNITY, EVE, DayRule(date(2027, 6, 12), DayKind.HOLIDAY, "День России"))
    assert days_of(rows) == {
        EVE.day: (DayKind.SHORT, "Сокращённый день", None),
        UNITY.day: (DayKind.HOLIDAY, "День народного единства", None),
    }


def test_two_calendar_years_come_one_after_another_and_again_without_an_action(load, rows):
    load(UNITY, EVE)
    second = DayRule(date(2027, 2, 23), DayKind.HOLIDAY, "День защитника Отечества")
    load(second)
    assert set(days_of(rows)) == {EVE.day, UNITY.day, second.day}
    assert load(UNITY, EVE).op_id is None
    assert load(second).op_id is None


def test_only_a_changed_day_is_changed(load, rows):
    load(UNITY, EVE)
    before = {row.day: row.id for row in rows(CalendarDayRow)}
    done = load(UNITY, DayRule(EVE.day, DayKind.HOLIDAY, "Мост"))
    assert done.touched == {"calendar_day"}
    assert days_of(rows)[EVE.day] == (DayKind.HOLIDAY, "Мост", None)
    assert {row.day: row.id for row in rows(CalendarDayRow)} == before


def test_what_the_school_decided_about_a_working_day_stays(load, rows, database):
    saturday = DayRule(date(2027, 2, 20), DayKind.WORKING, "Рабочая суббота")
    load(saturday)
    with Session(database.owner) as session, session.begin():
        session.scalars(select(CalendarDayRow)).one().follows_weekday = 1
    assert load(saturday).op_id is None
    assert days_of(rows)[saturday.day][2] == 1


def test_a_day_told_twice_in_two_ways_is_invalid(load, rows):
    with pytest.raises(Invalid, match="указан дважды"):
        load(UNITY, DayRule(UNITY.day, DayKind.SHORT, "Сокращённый день"))
    assert not rows(CalendarDayRow)


def test_lessons_nobody_worked_on_are_cancelled_and_undo_brings_them_back(load, small, as_, rows):
    done = load(TOMORROW)
    (lesson,) = rows(LessonRow, id=small.lessons[4])
    assert (lesson.state, lesson.cancel_reason) == (LessonState.CANCELLED, NO_SCHOOL)
    as_("admin").undo(done.op_id)
    (lesson,) = rows(LessonRow, id=small.lessons[4])
    assert (lesson.state, lesson.cancel_reason) == (LessonState.PLANNED, "")
    assert not rows(CalendarDayRow)


def test_lessons_with_entries_are_listed_and_nothing_changes(load, small, as_, rows):
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    with pytest.raises(Refused, match=r"23\.11\.2026, урок 3, 7А Алгебра"):
        load(DayRule(TODAY, DayKind.HOLIDAY, "Карантин"))
    assert not rows(CalendarDayRow)
    (lesson,) = rows(LessonRow, id=small.lessons[3])
    assert lesson.state is LessonState.HELD


def test_lessons_with_entries_are_cancelled_when_asked_for(load, small, as_, rows):
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    load(DayRule(TODAY, DayKind.HOLIDAY, "Карантин"), cancel_lessons=True)
    on_day = rows(LessonRow, day=TODAY)
    assert {row.state for row in on_day} == {LessonState.CANCELLED}


def test_a_lesson_of_a_closed_period_is_not_cancelled(load, small, database):
    with Session(database.owner) as session, session.begin():
        session.get(PeriodRow, small.periods[1]).state = PeriodState.CLOSED
    with pytest.raises(Refused, match="закрыт"):
        load(DayRule(date(2026, 10, 14), DayKind.HOLIDAY, "Карантин"))


def test_undo_of_a_calendar_somebody_corrected_is_a_conflict(load, as_, database):
    done = load(UNITY)
    with Session(database.owner) as session, session.begin():
        session.scalars(select(CalendarDayRow)).one().title = "Праздник"
    with pytest.raises(Conflict):
        as_("admin").undo(done.op_id)


def test_a_day_that_opens_again_gets_its_lessons_back(load, small, as_, rows):
    page = PageKey((ClassKey(7, "А"),), "", "Алгебра")
    place = Placed(page, "", "", (TeacherKey("Иванова"),), "", 2, 3, "11")
    as_("admin").do(ImportTimetable(small.year, TODAY, (place,), create_missing=False))
    load(TOMORROW)
    as_("admin").do(
        ImportCalendar(small.year, (DayRule(TOMORROW.day, DayKind.SHORT, "Сокращённый день"),)),
        MakeLessons(small.year, TOMORROW.day, TOMORROW.day),
    )
    (lesson,) = rows(LessonRow, day=TOMORROW.day)
    assert (lesson.id, lesson.state) == (small.lessons[4], LessonState.PLANNED)


def test_a_working_saturday_has_the_lessons_of_the_weekday_it_follows(small, as_, rows):
    page = PageKey((ClassKey(7, "А"),), "", "Алгебра")
    place = Placed(page, "", "", (TeacherKey("Иванова"),), "", 1, 5, "11")
    as_("admin").do(ImportTimetable(small.year, TODAY, (place,), create_missing=False))
    saturday = DayRule(date(2027, 2, 20), DayKind.WORKING, "За понедельник", 1)
    as_("admin").do(
        ImportCalendar(small.year, (saturday,)), MakeLessons(small.year, saturday.day, saturday.day)
    )
    assert [row.number for row in rows(LessonRow, day=saturday.day)] == [5]


def test_a_year_that_is_not_there_and_a_teacher_are_refused(as_, small):
    with pytest.raises(Invalid, match="учебного года"):
        as_("admin").do(ImportCalendar(small.year + 5, (UNITY,)))
    with pytest.raises(Refused, match="нет права"):
        as_("ivanova").do(ImportCalendar(small.year, (UNITY,)))


def test_a_day_changed_twice_in_one_op_is_undone_to_the_beginning(load, small, as_, rows):
    load(EVE)
    first = ImportCalendar(small.year, (DayRule(EVE.day, DayKind.HOLIDAY, "Мост"),))
    done = as_("admin").do(first, ImportCalendar(small.year, (EVE, UNITY)))
    as_("admin").undo(done.op_id)
    assert days_of(rows) == {EVE.day: (DayKind.SHORT, "Сокращённый день", None)}
