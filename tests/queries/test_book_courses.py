"""Extracurricular courses of a class: hours each pupil was there, by half-years."""

from datetime import date

import pytest
from school import BEGIN, NOON, lesson
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import EnrolmentEnd, SubjectKind
from journal_desktop.queries.book_courses import CoursesOfClass
from journal_desktop.store.rows.classes import (
    AssignmentRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import AbsenceRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import SubjectRow

DAYS = (date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 9))


@pytest.fixture
def change(database):
    def act(work):
        with Session(database.owner) as session, session.begin():
            return work(session)

    return act


@pytest.fixture
def course(small, change):
    """«Разговоры о важном» is a course; three lessons were held; the first pupil missed one."""

    def fill(session):
        page = session.get(PageRow, small.course_page)
        session.get(SubjectRow, page.subject_id).kind = SubjectKind.COURSE
        ids = []
        for day in DAYS:
            ids.append(lesson(session, page.id, day, small.staff["ivanova"]))
            session.get(LessonRow, ids[-1]).state = LessonState.HELD
        session.add(
            AbsenceRow(
                lesson_id=ids[0],
                pupil_id=small.pupils[0],
                letter="б",
                late=False,
                confirmed=True,
                entered_at=NOON,
                changed_at=NOON,
            )
        )

    change(fill)


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_hours_are_those_held_while_the_pupil_was_there(as_, small, change, login):
    def leave(session):
        stay = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[1])).one()
        stay.ends, stay.end_kind = date(2026, 10, 1), EnrolmentEnd.LEFT

    change(leave)
    found = as_(login).ask(CoursesOfClass(small.class_id))
    assert found.school == "Лицей № 10"
    hours = [pupil.courses[0].halves[0].half_hours for pupil in found.pupils]
    assert hours == [4, 2, 6, 6, 6, 6]
    (course,) = found.pupils[1].courses
    assert (course.course, course.leaders) == ("Разговоры о важном", "Иванова М. П.")
    assert [half.member for half in course.halves] == [True, False]
    assert [half.begun for half in found.pupils[0].courses[0].halves] == [True, False]


@pytest.mark.usefixtures("course")
def test_of_a_group_only_its_members_are_told_and_only_their_days(as_, small, change):
    def divide(session):
        group = SubgroupRow(
            year_id=small.year, class_id=small.class_id, title="группа 1", division="курс"
        )
        session.add(group)
        session.flush()
        session.get(PageRow, small.course_page).subgroup_id = group.id
        session.add(
            SubgroupMemberRow(
                subgroup_id=group.id, pupil_id=small.pupils[2], begins=date(2026, 10, 1)
            )
        )

    change(divide)
    found = as_("admin").ask(CoursesOfClass(small.class_id))
    assert [len(pupil.courses) for pupil in found.pupils] == [0, 0, 1, 0, 0, 0]
    (course,) = found.pupils[2].courses
    assert (course.course, course.halves[0].half_hours) == ("Разговоры о важном (группа 1)", 4)


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(("login", "hours"), [("admin", 6), ("ivanova", None)])
def test_hours_in_a_group_across_classes_are_told_to_who_may_read_its_page(
    as_, small, change, login, hours
):
    def across(session):
        group = SubgroupRow(year_id=small.year, title="хор", division="курс")
        session.add(group)
        session.flush()
        page = session.get(PageRow, small.course_page)
        page.class_id, page.subgroup_id = None, group.id
        taught = session.scalars(select(AssignmentRow).filter_by(page_id=page.id)).one()
        taught.staff_id = small.staff["petrova"]
        session.add(SubgroupMemberRow(subgroup_id=group.id, pupil_id=small.pupils[2], begins=BEGIN))

    change(across)
    found = as_(login).ask(CoursesOfClass(small.class_id))
    assert found.pupils[2].courses[0].halves[0].half_hours == hours


def test_a_class_without_courses_has_its_pupils_all_the_same(as_, small):
    found = as_("admin").ask(CoursesOfClass(small.class_id))
    assert [pupil.courses for pupil in found.pupils] == [()] * len(small.pupils)
    with pytest.raises(Refused):
        as_("petrova").ask(CoursesOfClass(small.class_id))
