"""Attendance of a class is read as it stands, with few statements, on both engines."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from school import BEGIN, NOON, TODAY, lesson
from sqlalchemy import event
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.attendance import LETTERS, ByReason, summed
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import EnrolmentEnd, Scheme, SubjectKind
from journal_desktop.queries.class_attendance import AttendanceOf
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import AbsenceRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow, RuleRow, SubjectRow

MISSED = date(2026, 11, 20)


@pytest.fixture
def change(database):
    def act(work):
        with Session(database.owner) as session, session.begin():
            return work(session)

    return act


@pytest.fixture
def typed(as_, small):
    """The first pupil missed the only lesson of one day, the second was late, the third came."""
    cells = [("н", 0), ("оп", 1), ("4", 2)]
    as_("ivanova").do(
        *(SetCell(small.page, small.lessons[2], small.pupils[n], text, "") for text, n in cells)
    )


def ask(as_, small, login="ivanova", **span):
    return as_(login).ask(AttendanceOf(small.class_id, **span))


def absence(lesson_id, pupil_id, letter):
    said = {"letter": letter, "late": False, "confirmed": True}
    moments = {"entered_at": NOON, "changed_at": NOON}
    return AbsenceRow(lesson_id=lesson_id, pupil_id=pupil_id, **said, **moments)


def move(session, small, last):
    """The first pupil goes to a new class 7Б after the last day; ids of the class and its page."""
    stay = session.query(EnrolmentRow).filter_by(pupil_id=small.pupils[0]).one()
    stay.ends, stay.end_kind = last, EnrolmentEnd.MOVED
    place = {"grade": 7, "letter": "Б", "profile": "", "shift": 1}
    group = ClassGroupRow(uid=uuid7(), year_id=small.year, scheme=Scheme.QUARTERS, **place)
    session.add(group)
    session.flush()
    began = {"begins": last + timedelta(1), "arrived_from": "", "departed_to": ""}
    session.add(EnrolmentRow(pupil_id=small.pupils[0], class_id=group.id, **began))
    kind = {"half_hours": 6, "no_marks": False, "max_marks": 1, "position": 0}
    place = {"year_id": small.year, "class_id": group.id, "subject_id": 1}
    page = PageRow(uid=uuid7(), **place, **kind)
    session.add(page)
    session.flush()
    return group.id, page.id


@pytest.mark.usefixtures("typed")
def test_days_and_lessons_are_counted_with_their_reasons(as_, small):
    found = ask(as_, small)
    one, two, three = (found.by_period(pupil)[-1] for pupil in found.pupils[:3])
    assert (one.days, one.lessons, one.unconfirmed) == (ByReason(truant=1), ByReason(truant=1), 1)
    assert (two.late, two.lessons.total, three.plan) == (1, 0, 1)
    assert found.class_by_period()[-1].plan == len(small.pupils)
    assert (found.title, found.year, len(found.periods)) == ("7А", "2026/2027", 4)


@pytest.mark.usefixtures("typed")
def test_only_the_days_asked_for_are_counted(as_, small):
    found = ask(as_, small, begins=MISSED + timedelta(1), ends=TODAY)
    assert (found.lessons, found.absences) == ((), ())


@pytest.mark.usefixtures("typed")
def test_a_lesson_that_was_not_conducted_is_not_missed(as_, small, change):
    change(lambda s: setattr(s.get(LessonRow, small.lessons[2]), "state", LessonState.CANCELLED))
    assert ask(as_, small).class_by_period()[-1].plan == 0


def test_courses_count_only_when_the_school_says_so(as_, small, change):
    as_("ivanova").do(SetCell(small.course_page, small.course_lesson, small.pupils[0], "у", ""))

    def becomes_course(session):
        page = session.get(PageRow, small.course_page)
        session.get(SubjectRow, page.subject_id).kind = SubjectKind.COURSE

    change(becomes_course)
    assert ask(as_, small).lessons == ()
    change(lambda s: s.add(RuleRow(name="attendance_courses", value=True, begins=BEGIN)))
    assert ask(as_, small).class_by_period()[-1].lessons == ByReason(valid=1)


@pytest.mark.usefixtures("typed")
def test_a_departed_pupil_keeps_what_was_missed_before(as_, small, change):
    def leaves(session):
        row = session.query(EnrolmentRow).filter_by(pupil_id=small.pupils[0]).one()
        row.ends, row.end_kind = MISSED, EnrolmentEnd.LEFT

    change(leaves)
    found = ask(as_, small)
    assert found.pupils[0].pupil.note == "выбыл(а) 20.11.2026"
    assert found.by_period(found.pupils[0])[-1].lessons == ByReason(truant=1)
    assert found.on_roll(MISSED, TODAY) == len(small.pupils) - 1


@pytest.mark.usefixtures("typed")
def test_a_pupil_who_moved_is_counted_in_each_class_for_its_days(as_, small, change):
    """«н» on Friday in 7А, «б» on Monday in 7Б: nothing is lost and nothing is told twice."""

    def moves(session):
        other, page = move(session, small, MISSED)
        made = lesson(session, page, TODAY, small.staff["petrova"])
        session.get(LessonRow, made).state = LessonState.HELD
        session.add(absence(made, small.pupils[0], "б"))
        return other

    other = change(moves)
    before = ask(as_, small, "zavuch")
    after = as_("zavuch").ask(AttendanceOf(other))
    told = [each.by_period(each.pupils[0])[-1] for each in (before, after)]
    assert [(one.plan, one.days) for one in told] == [
        (1, ByReason(truant=1)),
        (1, ByReason(sick=1)),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_stands_adds_up_and_a_move_loses_nothing(as_, small, change, seed):
    """Year = sum of periods, class = sum of pupils, and every letter stands in one class."""
    draw = Random(seed)  # noqa: S311 - the same cells each time
    last = date(2026, 10, 14) + timedelta(draw.randrange(40))
    letters = Counter()

    def fills(session):
        other, page = move(session, small, last)
        for number, id_ in enumerate(small.lessons[:4]):
            day = session.get(LessonRow, id_).day
            twin = lesson(session, page, day, small.staff["petrova"], number=7 - number)
            for held in (id_, twin):
                session.get(LessonRow, held).state = LessonState.HELD
            for pupil in small.pupils:
                moved = pupil == small.pupils[0] and day > last
                if letter := draw.choice(["", *LETTERS]):
                    letters[pupil, letter] += 1
                    session.add(absence(twin if moved else id_, pupil, letter))
        return other

    other = change(fills)
    classes = [as_("zavuch").ask(AttendanceOf(group)) for group in (small.class_id, other)]
    told = Counter()
    for found in classes:
        years = []
        for one in found.pupils:
            *parts, year = found.by_period(one)
            assert year == summed(parts) == one.totals(BEGIN, TODAY)
            years.append(year)
            told += Counter(
                {(one.pupil.id, letter): n for letter, n in zip(LETTERS, year.lessons, strict=True)}
            )
        assert found.class_by_period()[-1] == summed(years) == found.of_class(BEGIN, TODAY)
    assert told == letters
    plans = [summed(one.totals(BEGIN, TODAY) for one in found.pupils).plan for found in classes]
    assert sum(plans) == 4 * len(small.pupils)


def test_a_group_across_classes_counts_for_its_members_alone(as_, small, change):
    """The class teacher may know the absence, though the page belongs to no class."""

    def across(session):
        group = SubgroupRow(year_id=small.year, class_id=None, title="Группа", division="ФК")
        session.add(group)
        session.flush()
        for pupil in small.pupils[:2]:
            session.add(SubgroupMemberRow(subgroup_id=group.id, pupil_id=pupil, begins=BEGIN))
        page = PageRow(
            uid=uuid7(),
            year_id=small.year,
            class_id=None,
            subgroup_id=group.id,
            subject_id=1,
            half_hours=2,
            no_marks=False,
            max_marks=1,
            position=9,
        )
        session.add(page)
        session.flush()
        made = lesson(session, page.id, MISSED, small.staff["petrova"], number=5)
        session.get(LessonRow, made).state = LessonState.HELD
        return made

    change(across)
    found = ask(as_, small)
    assert [pupil.totals(MISSED, MISSED).plan for pupil in found.pupils[:3]] == [1, 1, 0]


@pytest.mark.usefixtures("typed")
def test_six_statements_whatever_the_size(as_, small, database):
    told = []
    journal = as_("ivanova")
    engine = database.engine("ivanova")

    def count(*said):
        told.append(said[2])

    event.listen(engine, "before_cursor_execute", count)
    try:
        journal.ask(AttendanceOf(small.class_id))
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len([text for text in told if text.lstrip().lower().startswith("select")]) <= 6


@pytest.mark.parametrize("login", ["admin", "zavuch", "ivanova"])
@pytest.mark.usefixtures("typed")
def test_the_head_the_officer_and_the_class_teacher_may_know(as_, small, login):
    assert ask(as_, small, login).class_by_period()[-1].lessons.total == 1


@pytest.mark.parametrize("login", ["petrova", "medic"])
@pytest.mark.usefixtures("typed")
def test_another_teacher_and_the_medical_worker_may_not(as_, small, login):
    with pytest.raises(Refused):
        ask(as_, small, login)


@pytest.mark.usefixtures("typed")
def test_a_class_without_periods_has_the_year_as_its_only_one(as_, small, change):
    def by_year(session):
        session.get(ClassGroupRow, small.class_id).scheme = Scheme.YEAR
        session.get(PeriodRow, small.periods[0]).scheme = Scheme.YEAR

    change(by_year)
    found = ask(as_, small)
    assert [period.title for period in found.periods] == ["Год"]
    assert found.class_by_period()[-1].lessons == ByReason(truant=1)


def test_no_such_class(as_):
    with pytest.raises(Invalid):
        as_("admin").ask(AttendanceOf(10_000))
