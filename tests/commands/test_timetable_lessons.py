"""What a new timetable does to slots, teachers and lessons, on both engines."""

from datetime import date, timedelta

import pytest
import school as invented
from school import BEGIN, TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from commands.weeks import MONDAY, SIDOROV, at
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lesson_making import MakeLessons
from journal_desktop.commands.lessons import SetHomework
from journal_desktop.commands.timetable import ImportTimetable
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.timetable import REPLANNED
from journal_desktop.domain.vocabulary import DayKind, SubjectKind
from journal_desktop.store.rows import classes, lessons, plans, school, staff

LAST = date(2027, 5, 26)


def test_a_new_timetable_ends_slots_the_day_before_and_keeps_what_did_not_change(put, rows):
    put(at(1, 1), at(3, 2), begins=TODAY)
    put(at(1, 1), at(4, 2), begins=MONDAY)
    spans = {(row.weekday, row.begins, row.ends) for row in rows(lessons.SlotRow)}
    assert spans == {
        (1, TODAY, None),
        (3, TODAY, MONDAY - timedelta(1)),
        (4, MONDAY, None),
    }


def test_a_changed_timetable_moves_planned_lessons_and_leaves_worked_ones(put, small, as_, rows):
    put(at(1, 3), at(4, 3), begins=TODAY)
    standing = rows(lessons.LessonRow, page_id=small.page)
    prepared = next(row for row in standing if row.day == date(2026, 12, 3))
    as_("ivanova").do(SetHomework(small.page, prepared.id, "§ 5, упр. 12", ""))
    before = {row.id: row for row in standing}
    put(at(1, 3), at(5, 4), begins=MONDAY)
    after = {row.id: row for row in rows(lessons.LessonRow, page_id=small.page)}
    past = [row for row in before.values() if row.day < MONDAY]
    assert all((after[row.id].day, after[row.id].state) == (row.day, row.state) for row in past)
    assert (after[prepared.id].day, after[prepared.id].state) == (
        date(2026, 12, 3),
        LessonState.PLANNED,
    )
    moved = [row for row in after.values() if row.number == 4]
    assert {row.id for row in moved} & before.keys()
    assert all(row.day.isoweekday() == 5 for row in moved)
    open_ = [row for row in after.values() if row.state is LessonState.PLANNED]
    assert len({(row.day, row.number) for row in open_}) == len(open_)


def test_lessons_without_a_place_are_cancelled_and_come_back_with_one(put, rows):
    put(at(1, 3), at(4, 3), begins=TODAY)
    full = len(rows(lessons.LessonRow))
    put(at(1, 3), begins=MONDAY)
    lost = rows(lessons.LessonRow, cancel_reason=REPLANNED)
    assert lost
    assert {row.state for row in lost} == {LessonState.CANCELLED}
    put(at(1, 3), at(2, 3), begins=MONDAY)
    assert not rows(lessons.LessonRow, cancel_reason=REPLANNED)
    assert abs(len(rows(lessons.LessonRow)) - full) <= 1


def test_a_change_of_timetable_is_undone_too(put, as_, rows):
    put(at(1, 3), at(4, 3), begins=TODAY)
    before = [(row.id, row.day, row.number, row.state) for row in rows(lessons.LessonRow)]
    done = put(at(2, 5), begins=MONDAY)
    as_("admin").undo(done.op_id)
    assert [(row.id, row.day, row.number, row.state) for row in rows(lessons.LessonRow)] == before
    assert {row.ends for row in rows(lessons.SlotRow)} == {None}


def test_days_gone_by_are_not_rewritten(put, rows):
    put(at(1, 3), begins=TODAY - timedelta(14))
    before = [(row.id, row.day) for row in rows(lessons.LessonRow)]
    with pytest.raises(Refused, match=r"задним числом.*не раньше 23.11.2026"):
        put(at(2, 3), begins=TODAY - timedelta(14))
    assert [(row.id, row.day) for row in rows(lessons.LessonRow)] == before


def test_lessons_held_with_marks_stay_where_they_are(put, small, as_, rows):
    put(at(1, 3), begins=TODAY)
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    put(at(2, 3), begins=TODAY)
    (held,) = rows(lessons.LessonRow, id=small.lessons[3])
    assert (held.day, held.state) == (TODAY, LessonState.HELD)


def test_an_extra_lesson_without_a_slot_is_not_the_timetables(put, small, rows):
    put(at(2, 5), begins=TODAY)
    (extra,) = rows(lessons.LessonRow, id=small.lessons[4])
    assert (extra.day, extra.number, extra.state) == (
        TODAY + timedelta(1),
        3,
        LessonState.PLANNED,
    )


def test_another_teacher_takes_over_planned_lessons_and_the_page(put, small, rows):
    put(at(1, 3), begins=TODAY)
    put(at(1, 3, who=(SIDOROV,)), begins=MONDAY)
    (sidorov,) = rows(staff.StaffRow, surname="Сидоров")
    givers = {row.day >= MONDAY: row.staff_id for row in rows(lessons.LessonRow) if row.slot_id}
    assert givers == {False: small.staff["ivanova"], True: sidorov.id}
    spans = [(row.staff_id, row.begins, row.ends) for row in rows(classes.AssignmentRow)]
    assert (small.staff["ivanova"], BEGIN, MONDAY - timedelta(1)) in spans
    assert (sidorov.id, MONDAY, None) in spans


def test_subjects_the_timetable_leaves_out_stop_but_courses_go_on(put, small, rows):
    course = at(3, 1, "Разговоры о важном")
    put(at(1, 3), at(2, 3, "Русский язык"), course, begins=TODAY)
    with_kind = rows(school.SubjectRow, title="Разговоры о важном")[0]
    assert with_kind.kind is SubjectKind.SUBJECT
    put(at(1, 3), begins=MONDAY)
    ended = {row.page_id: row.ends for row in rows(lessons.SlotRow)}
    assert ended[small.other_page] == MONDAY - timedelta(1)


def test_a_course_keeps_its_week_when_the_file_leaves_it_out(empty, rows):
    year, journal = empty
    week = (at(1, 1, "Алгебра"), at(1, 2, "Разговоры о важном"))
    journal.do(ImportTimetable(year, MONDAY, week, create_missing=True))
    journal.do(ImportTimetable(year, MONDAY, (at(2, 1, "Алгебра"),), create_missing=True))
    (course,) = rows(school.SubjectRow, kind=SubjectKind.COURSE)
    (page,) = rows(classes.PageRow, subject_id=course.id)
    assert [row.ends for row in rows(lessons.SlotRow, page_id=page.id)] == [None]


def test_planned_lessons_get_the_next_topics_of_the_lesson_plan(put, small, database, rows):
    with Session(database.owner) as session, session.begin():
        plan = session.scalars(select(plans.LessonPlanRow.id)).one()
        for number in range(6, 12):
            session.add(invented.plan_topic(plan, number, f"Тема по плану {number}"))
        session.add(plans.PlanUseRow(plan_id=plan, page_id=small.page))
    put(at(4, 3), begins=MONDAY)
    put(at(4, 3), at(1, 3), begins=MONDAY)
    numbers = {row.id: row.number for row in rows(plans.PlanTopicRow)}
    future = [row for row in rows(lessons.LessonRow, page_id=small.page) if row.day >= MONDAY]
    future.sort(key=lambda row: row.day)
    told = [numbers[row.plan_topic_id] for row in future if row.plan_topic_id]
    assert told == [6, 7, 8, 9, 10, 11]
    assert [row.plan_topic_id for row in future[6:8]] == [None, None]


def test_no_lesson_appears_in_a_closed_period(put, small, database):
    with Session(database.owner) as session, session.begin():
        session.get(school.PeriodRow, small.periods[1]).state = PeriodState.CLOSED
    with pytest.raises(Refused, match="закрыт"):
        put(at(1, 5, "Физика"), begins=BEGIN)


def test_make_lessons_only_adds_what_is_missing(put, small, as_, database, rows):
    put(at(1, 3), begins=TODAY)
    assert as_("admin").do(MakeLessons(small.year, BEGIN, LAST)).op_id is None
    with Session(database.owner) as session, session.begin():
        session.scalars(select(lessons.SlotRow)).one().begins = date(2026, 11, 9)
    assert as_("admin").do(MakeLessons(small.year, BEGIN, LAST)).op_id
    assert len(rows(lessons.LessonRow, day=date(2026, 11, 9), number=3)) == 1
    on_16 = rows(lessons.LessonRow, day=date(2026, 11, 16), number=3)
    assert [row.id for row in on_16] == [small.lessons[1]]


def test_lessons_keep_off_vacations_and_holidays(put, small, database, rows):
    with Session(database.owner) as session, session.begin():
        session.add(
            school.VacationRow(
                year_id=small.year,
                title="Зимние каникулы",
                begins=date(2026, 12, 31),
                ends=date(2027, 1, 10),
                grade_from=1,
                grade_to=11,
            )
        )
        session.add(
            school.CalendarDayRow(
                year_id=small.year, day=date(2027, 2, 22), kind=DayKind.HOLIDAY, title="Перенос"
            )
        )
    put(at(1, 5), begins=MONDAY)
    days = {row.day for row in rows(lessons.LessonRow, number=5)}
    assert not days & {date(2027, 1, 4), date(2027, 2, 22)}
    assert {date(2026, 12, 28), date(2027, 1, 11), date(2027, 3, 1)} <= days


def test_a_school_without_the_ordinary_kind_of_work_is_told_so(put, database):
    with Session(database.owner) as session, session.begin():
        session.scalars(select(school.WorkKindRow).filter_by(code="ANSWER")).one().code = "OTHER"
    with pytest.raises(Invalid, match="Ответ на уроке"):
        put(at(1, 5), begins=MONDAY)


def test_a_timetable_taken_in_from_an_earlier_day_begins_there(put, rows):
    put(at(1, 5), begins=date(2026, 12, 14))
    assert put(at(1, 5), begins=MONDAY).op_id
    (slot,) = rows(lessons.SlotRow)
    assert (slot.begins, slot.ends) == (MONDAY, None)
    assert rows(lessons.LessonRow, day=MONDAY, number=5)
