"""The day of a class is read as the person may know it, on both engines."""

from datetime import date, timedelta

import pytest
from school import BEGIN, NOON, TODAY
from sqlalchemy import event
from sqlalchemy.orm import Session

from journal_desktop.commands.absences import ConfirmDay, SetReason
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.excuses import AddExcuse, AddMedicalExcuse
from journal_desktop.commands.lessons import ConfirmAttendance
from journal_desktop.domain.absences import Stated, contradictions, suggested
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import ExcuseSource, SubjectKind
from journal_desktop.queries.absent_today import AbsentToday, TruancyLimit, TruantsOf
from journal_desktop.queries.class_attendance import AttendanceOf
from journal_desktop.queries.day_sheet import DaySheetOf, DaysToConfirm, LessonDaysAround
from journal_desktop.queries.excuses import ExcusesOf, UnexplainedOf
from journal_desktop.store.rows.classes import PageRow, SubgroupMemberRow, SubgroupRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.school import RuleRow, SubjectRow, VacationRow

LATER = NOON + timedelta(minutes=5)
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def change(database):
    def act(work):
        with Session(database.owner) as session, session.begin():
            return work(session)

    return act


@pytest.fixture
def typed(as_, small):
    """Today: lesson 1 (course) nobody, lesson 2 «н» and a mark, lesson 3 a mark of the first."""
    other = small.other_page, small.other_lesson
    as_("petrova").do(
        SetCell(*other, small.pupils[0], "н", ""), SetCell(*other, small.pupils[1], "5", "")
    )
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "4", ""))


def ask(as_, small, login="ivanova", day=TODAY):
    return as_(login).ask(DaySheetOf(small.class_id, day))


@pytest.mark.usefixtures("typed")
def test_all_lessons_of_the_day_with_what_all_teachers_said(as_, small):
    sheet = ask(as_, small)
    assert [(column.number, column.short) for column in sheet.columns] == [
        (1, "Раз"),
        (2, "Рус"),
        (3, "Алг"),
    ]
    cell = sheet.cell(small.pupils[0], small.other_lesson)
    assert (cell.cell.absence, cell.cell.confirmed, cell.stated) == ("н", False, Stated.TEACHER)
    assert sheet.cell(small.pupils[1], small.other_lesson).cell.text == "5"
    assert [column.lessons[0].own for column in sheet.columns] == [True, False, True]


@pytest.mark.usefixtures("typed")
def test_absent_in_the_second_lesson_marked_in_the_third(as_, small):
    (found,) = contradictions(ask(as_, small))
    assert (found.pupil_id, found.column) == (small.pupils[0], 2)
    assert found.text == ("Абрамова Имяа: урок 2 – «н», а на уроке 3 – отметка 4 (п. 3.2.4).")


def test_an_absence_is_suggested_from_the_lesson_before(as_, small):
    other = small.other_page, small.other_lesson
    as_("petrova").do(SetCell(*other, small.pupils[0], "н", ""))
    sheet = ask(as_, small)
    assert [suggested(sheet, small.pupils[0], column) for column in range(3)] == ["", "", "н"]
    as_("ivanova").do(ConfirmAttendance(small.page, small.lessons[3]))
    assert suggested(ask(as_, small), small.pupils[0], 2) == ""


def test_the_next_teacher_is_told_who_was_away_and_not_why(as_, small):
    """Petrova gives the second lesson; what the class teacher said of the first is «н» to her."""
    as_("ivanova").do(
        SetReason(small.class_id, small.course_page, small.course_lesson, small.pupils[0], "б", "")
    )
    sheet = ask(as_, small, "petrova")
    assert sheet.cells == {}
    assert suggested(sheet, small.pupils[0], 1) == "н"
    assert suggested(sheet, small.pupils[1], 1) == ""


def test_a_document_is_suggested_to_the_teacher_by_its_days_alone(as_, small):
    as_("medic").do(AddMedicalExcuse(small.class_id, small.pupils[0], TODAY, TODAY, "7"))
    sheet = ask(as_, small, "petrova")
    (paper,) = sheet.papers
    assert (paper.letter, paper.number, paper.source) == ("б", "", None)
    assert suggested(sheet, small.pupils[0], 1) == "б"
    assert ask(as_, small).papers[0].number == "7"


@pytest.mark.usefixtures("typed")
def test_a_teacher_of_the_class_sees_own_lessons_alone(as_, small):
    sheet = ask(as_, small, "petrova")
    assert {lesson for _, lesson in sheet.cells} == {small.other_lesson}
    assert len(sheet.columns) == 3


@pytest.mark.parametrize("login", ["medic"])
def test_the_medical_worker_has_no_day_sheet(as_, small, login):
    with pytest.raises(Refused):
        ask(as_, small, login)


def test_subgroups_at_one_time_are_one_column(as_, small, change):
    def split(session):
        group = SubgroupRow(year_id=small.year, class_id=small.class_id, title="1", division="")
        session.add(group)
        session.flush()
        for pupil in small.pupils[:2]:
            session.add(SubgroupMemberRow(subgroup_id=group.id, pupil_id=pupil, begins=BEGIN))
        session.get(PageRow, small.other_page).subgroup_id = group.id
        session.get(LessonRow, small.other_lesson).number = 3
        session.get(PageRow, small.page).subgroup_id = None

    change(split)
    sheet = ask(as_, small)
    assert [(column.number, len(column.lessons)) for column in sheet.columns] == [
        (1, 1),
        (3, 1),
        (3, 1),
    ]
    away = [sheet.lesson_at(small.pupils[2], column) is None for column in range(3)]
    assert away == [False, False, True]


def test_a_confirmed_day_names_who_did_it(as_, small):
    as_("ivanova").do(ConfirmDay(small.class_id, FRIDAY))
    assert ask(as_, small, day=FRIDAY).confirmed == "Иванова М. П., 23.11 12:00"
    assert as_("ivanova").ask(DaysToConfirm(small.class_id)) == (
        date(2026, 11, 16),
        date(2026, 10, 14),
    )


def test_the_days_with_lessons_around_a_day(as_, small):
    around = as_("petrova").ask(LessonDaysAround(small.class_id, TODAY))
    assert around == (FRIDAY, TODAY + timedelta(1))
    last = LessonDaysAround(small.class_id, TODAY + timedelta(1))
    assert as_("ivanova").ask(last) == (TODAY, None)


def test_a_day_without_lessons_says_why(as_, small, change):
    def rests(session):
        row = VacationRow(
            year_id=small.year,
            title="Зимние каникулы",
            begins=date(2026, 12, 31),
            ends=date(2027, 1, 10),
            grade_from=1,
            grade_to=11,
        )
        session.add(row)

    change(rests)
    assert ask(as_, small, day=date(2027, 1, 4)).school_day == "Зимние каникулы"
    assert ask(as_, small, day=date(2026, 11, 22)).school_day == "Вс, выходной"
    assert ask(as_, small, day=date(2028, 1, 4)).school_day == "Учебный год в этот день не идёт"
    assert ask(as_, small, day=date(2026, 11, 24)).school_day == ""


def test_no_such_class(as_):
    with pytest.raises(Invalid):
        as_("admin").ask(DaySheetOf(10_000, TODAY))


@pytest.mark.usefixtures("typed")
def test_few_statements_whatever_the_size(as_, small, database):
    told = []
    journal, engine = as_("ivanova"), database.engine("ivanova")

    def count(*said):
        told.append(said[2])

    event.listen(engine, "before_cursor_execute", count)
    try:
        journal.ask(DaySheetOf(small.class_id, TODAY))
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len([text for text in told if text.lstrip().lower().startswith("select")]) <= 9


def test_absences_nobody_explains_are_listed_after_the_schools_term(as_, small, change):
    journal = as_("ivanova")
    place = small.page, small.lessons[2]
    journal.do(SetCell(*place, small.pupils[0], "н", ""), SetCell(*place, small.pupils[1], "н", ""))
    (one, two) = journal.ask(UnexplainedOf(small.class_id))
    assert (one.day, one.letter, one.lessons, one.confirmed) == (FRIDAY, "н", 1, False)
    spoken = SetReason(small.class_id, *place, small.pupils[1], "н", "н")
    as_("ivanova", LATER).do(spoken)
    assert [line.pupil_id for line in journal.ask(UnexplainedOf(small.class_id))] == [one.pupil_id]
    as_("ivanova", LATER).do(SetReason(small.class_id, *place, small.pupils[1], "у", "н"))
    without = journal.ask(UnexplainedOf(small.class_id))
    assert [(line.letter, line.confirmed) for line in without] == [("н", False), ("у", True)]
    change(lambda s: s.add(RuleRow(name="absence_reason_days", value=5, begins=BEGIN)))
    assert journal.ask(UnexplainedOf(small.class_id)) == ()
    assert two.pupil_id == small.pupils[1]


def test_documents_with_what_rests_on_them(as_, small):
    journal = as_("ivanova")
    journal.do(SetCell(small.page, small.lessons[2], small.pupils[0], "н", ""))
    days = FRIDAY, FRIDAY
    as_("ivanova", LATER).do(
        AddExcuse(small.class_id, small.pupils[0], ExcuseSource.APPLICATION, "у", *days)
    )
    as_("medic").do(AddMedicalExcuse(small.class_id, small.pupils[1], *days, "7"))
    found = {line.source: line for line in journal.ask(ExcusesOf(small.class_id))}
    request, certificate = found[ExcuseSource.APPLICATION], found[ExcuseSource.CERTIFICATE]
    assert (request.explained, request.own, certificate.own) == (1, True, False)
    assert certificate.author == "Лунина В. О."
    seen = as_("medic").ask(ExcusesOf(small.class_id))
    assert [line.source for line in seen] == [ExcuseSource.CERTIFICATE]


@pytest.mark.usefixtures("typed")
def test_the_office_sees_who_is_away_today(as_, small):
    as_("ivanova", LATER).do(
        SetReason(small.class_id, small.course_page, small.course_lesson, small.pupils[2], "б", "")
    )
    school = as_("zavuch").ask(AbsentToday(small.year, TODAY))
    (one,) = school.classes
    assert (one.title, one.roll, one.confirmed, one.lessons) == ("7А", 6, False, 2)
    assert [(away.letter, away.whole, away.unconfirmed) for away in one.away] == [
        ("н", False, True),
        ("б", False, False),
    ]
    sick = as_("medic").ask(AbsentToday(small.year, TODAY))
    assert sick.sick_only
    assert [away.letter for away in sick.classes[0].away] == ["б"]


@pytest.mark.parametrize(
    ("missed", "whole"),
    [((0,), False), ((0, 1), False), ((0, 1, 2), True)],
    ids=["one of three", "two of three", "all of the day"],
)
def test_before_any_lesson_the_whole_day_is_all_of_its_lessons(as_, small, missed, whole):
    """In the morning nothing is conducted yet, and one «н» is not a day."""
    places = (
        (small.course_page, small.course_lesson),
        (small.other_page, small.other_lesson),
        (small.page, small.lessons[3]),
    )
    as_("ivanova").do(
        *(SetReason(small.class_id, *places[n], small.pupils[0], "б", "") for n in missed)
    )
    (one,) = as_("zavuch").ask(AbsentToday(small.year, TODAY)).classes
    assert [(away.letter, away.whole) for away in one.away] == [("б", whole)]
    assert one.lessons == 0


def test_a_cancelled_lesson_makes_nobody_absent(as_, small, change):
    place = small.other_page, small.other_lesson
    as_("petrova").do(SetCell(*place, small.pupils[0], "н", ""))
    change(lambda s: setattr(s.get(LessonRow, place[1]), "state", LessonState.CANCELLED))
    (one,) = as_("zavuch").ask(AbsentToday(small.year, TODAY)).classes
    assert (one.away, one.lessons) == ((), 0)


def test_lists_of_the_school_count_courses_as_the_sheets_do(as_, small, change):
    """Domain 6.4: two papers of one school do not tell two numbers."""
    place = small.course_page, small.course_lesson
    as_("ivanova").do(SetCell(*place, small.pupils[0], "н", ""))

    def becomes_course(session):
        page = session.get(PageRow, small.course_page)
        session.get(SubjectRow, page.subject_id).kind = SubjectKind.COURSE

    def told():
        (today,) = as_("zavuch").ask(AbsentToday(small.year, TODAY)).classes
        listed = as_("zavuch").ask(TruantsOf(small.year, BEGIN, TODAY, least=1))
        sheet = as_("zavuch").ask(AttendanceOf(small.class_id)).of_class(BEGIN, TODAY)
        return len(today.away), sum(one.lessons for one in listed), sheet.lessons.truant

    assert told() == (1, 1, 1)
    change(becomes_course)
    assert told() == (0, 0, 0)
    change(lambda s: s.add(RuleRow(name="attendance_courses", value=True, begins=BEGIN)))
    assert told() == (1, 1, 1)


@pytest.mark.parametrize("login", ["ivanova", "petrova"])
def test_the_school_of_today_is_not_for_every_teacher(as_, small, login):
    with pytest.raises(Refused):
        as_(login).ask(AbsentToday(small.year, TODAY))


@pytest.mark.usefixtures("typed")
def test_who_stays_away_without_a_reason_is_listed(as_, small, change):
    span = small.year, BEGIN, TODAY
    assert as_("zavuch").ask(TruantsOf(*span)) == ()
    (one,) = as_("zavuch").ask(TruantsOf(*span, least=1))
    assert (one.lessons, one.unconfirmed, one.class_name) == (1, 1, "7А")
    change(lambda s: s.add(RuleRow(name="truancy_lessons", value=1, begins=BEGIN)))
    assert len(as_("ivanova").ask(TruantsOf(*span, class_id=small.class_id))) == 1
    assert as_("zavuch").ask(TruancyLimit()) == 1
    with pytest.raises(Refused):
        as_("ivanova").ask(TruantsOf(*span))
