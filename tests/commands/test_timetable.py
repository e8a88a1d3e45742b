"""A week's timetable matched and taken in through the gate, on both engines."""

from datetime import date

import pytest
import school as invented
from school import BEGIN, TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from commands.weeks import MONDAY, SIDOROV, WEEK, at, counted
from journal_desktop.commands.lessons import SetHomework
from journal_desktop.commands.timetable import ImportTimetable
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.vocabulary import Scheme, Sex, SubjectKind
from journal_desktop.queries.timetable_match import match
from journal_desktop.queries.timetable_stock import TimetableStock
from journal_desktop.queries.timetable_values import TeacherKey
from journal_desktop.store.rows import classes, lessons, pupils, school, staff
from journal_desktop.store.rows.ops import OpRow


def test_an_empty_school_gets_everything_the_timetable_names(empty, rows):
    year, journal = empty
    journal.do(ImportTimetable(year, BEGIN, WEEK, create_missing=True))
    schemes = {(row.grade, row.letter): row.scheme for row in rows(classes.ClassGroupRow)}
    assert schemes == {
        (1, "Б"): Scheme.YEAR,
        (2, "А"): Scheme.QUARTERS,
        (5, "А"): Scheme.QUARTERS,
        (10, "А"): Scheme.HALVES,
        (10, "Б"): Scheme.HALVES,
    }
    subjects = {row.id: row for row in rows(school.SubjectRow)}
    marks = {row.title: (row.max_marks, row.kind) for row in subjects.values()}
    assert marks["Русский язык"] == (2, SubjectKind.SUBJECT)
    assert marks["Разговоры о важном"] == (1, SubjectKind.COURSE)
    pages = {subjects[row.subject_id].title: row for row in rows(classes.PageRow)}
    without = {title for title, page in pages.items() if page.no_marks}
    assert without == {"Математика", "Английский язык", "Разговоры о важном"}
    assert (pages["Химия"].half_hours, pages["Русский язык"].half_hours) == (1, 2)
    assert [row.title for row in rows(school.RoomRow)] == ["301"]
    new = rows(staff.StaffRow, surname="Сидоров")
    assert [(row.sex, row.sort_key != "") for row in new] == [(Sex.MALE, True)]
    assert not rows(staff.AccountRow, staff_id=new[0].id)
    days = [row.day for row in rows(lessons.LessonRow, page_id=pages["Химия"].id)]
    assert days[:3] == [date(2026, 9, 4), date(2026, 9, 18), date(2026, 10, 2)]
    assert len(rows(lessons.WorkRow)) == len(rows(lessons.LessonRow))


def test_a_group_of_two_senior_classes_has_one_page_without_a_class(empty, rows):
    year, journal = empty
    journal.do(ImportTimetable(year, BEGIN, WEEK, create_missing=True))
    (page,) = rows(classes.PageRow, class_id=None)
    (group,) = rows(classes.SubgroupRow, id=page.subgroup_id)
    assert (group.title, group.class_id, page.scheme) == ("10А, 10Б тех", None, Scheme.HALVES)
    slots, teachers = rows(lessons.SlotRow, page_id=page.id), rows(classes.AssignmentRow)
    mine = [row.staff_id for row in teachers if row.page_id == page.id]
    assert slots[0].staff_id == mine[0]
    assert len(mine) == 2
    subject_id = page.subject_id
    assert len(rows(classes.StudyPlanRow, subject_id=subject_id)) == 2


def test_the_same_timetable_again_is_no_action(empty, database):
    year, journal = empty
    assert journal.do(ImportTimetable(year, BEGIN, WEEK, create_missing=True)).op_id
    before = counted(database)
    for begins, missing in ((BEGIN, False), (MONDAY, True)):
        assert journal.do(ImportTimetable(year, begins, WEEK, missing)).op_id is None
    assert counted(database) == before


def test_undo_takes_a_whole_import_back_and_redo_puts_it_there_again(empty, database):
    year, journal = empty
    before = counted(database)
    done = journal.do(ImportTimetable(year, BEGIN, WEEK, create_missing=True))
    after = counted(database)
    undone = journal.undo(done.op_id)
    assert counted(database) == before
    journal.undo(undone.op_id)
    assert counted(database) == after
    assert after["lesson"] > 200


def test_undo_is_refused_once_a_lesson_was_worked_on(as_, put, rows, database):
    done = put(at(1, 1), begins=TODAY)
    lesson = next(row for row in rows(lessons.LessonRow) if row.number == 1 and row.day > TODAY)
    as_("ivanova").do(SetHomework(lesson.page_id, lesson.id, "§ 5, упр. 12", ""))
    before = counted(database)
    with pytest.raises(Conflict, match="изменена"):
        as_("admin").undo(done.op_id)
    assert counted(database) == before


def test_undo_is_refused_once_later_rows_rest_on_the_import(empty, database):
    year, journal = empty
    done = journal.do(ImportTimetable(year, BEGIN, WEEK, create_missing=True))
    with Session(database.owner) as session, session.begin():
        class_id = session.scalar(select(classes.ClassGroupRow.id).filter_by(grade=5))
        teacher = session.scalar(select(staff.StaffRow.id).filter_by(surname="Иванова"))
        session.add(classes.ClassTeacherRow(class_id=class_id, staff_id=teacher, begins=BEGIN))
    with pytest.raises(Conflict, match="Отмена отклонена"):
        journal.undo(done.op_id)


def test_everything_unknown_is_listed_at_once_and_nothing_is_written(put, database):
    before = counted(database)
    with pytest.raises(Invalid) as refusal:
        put(at(1, 1, "Химия", of="8Б", who=(SIDOROV,)), at(2, 1, group="вторая"), missing=False)
    for name in ("8Б", "Химия", "Сидоров Пётр Ильич", "301", "7А вторая"):
        assert name in str(refusal.value)
    assert counted(database) == before


def test_known_names_match_however_they_are_written(small, put, rows):
    with_short = TeacherKey("иванова", "М.", "П.")
    put(at(1, 1, "АЛГЕБРА", who=(with_short,), room=""), missing=False)
    (slot,) = rows(lessons.SlotRow)
    assert (slot.page_id, slot.staff_id) == (small.page, small.staff["ivanova"])


def test_a_short_title_of_a_subject_is_enough(small, put, rows):
    put(at(1, 1, "рус", room=""), missing=False)
    assert [row.page_id for row in rows(lessons.SlotRow)] == [small.other_page]


def test_two_people_of_one_name_stop_the_import_even_with_create_missing(put, database):
    with Session(database.owner) as session, session.begin():
        twin = {"surname": "Иванова", "name": "Майя", "patronymic": "Павловна"}
        session.add(
            staff.StaffRow(uid=invented.uuid7(), **twin, sort_key="", sex=Sex.FEMALE, position="")
        )
    with pytest.raises(Invalid, match=r"несколько сотрудников.*Майя"):
        put(at(1, 1, who=(TeacherKey("Иванова", "М.", "П."),)))
    assert put(at(1, 1)).op_id


def test_names_too_long_for_the_journal_are_told(put):
    with pytest.raises(Invalid, match=r"название предмета .* длиннее 120 знаков"):
        put(at(1, 1, "Х" * 121))


def test_a_day_outside_the_year_is_refused(put):
    with pytest.raises(Invalid, match="вне учебного года"):
        put(at(1, 1), begins=date(2026, 8, 31))


def test_a_teacher_may_not_change_the_timetable(small, as_):
    with pytest.raises(Refused, match="нет права"):
        as_("ivanova").do(ImportTimetable(small.year, MONDAY, (at(1, 1),), create_missing=True))


def test_a_pupil_counts_nowhere_in_a_timetable(put, rows, small):
    done = put(at(1, 5), begins=MONDAY)
    assert not {"pupil", "enrolment"} & done.touched
    assert len(rows(pupils.PupilRow)) == len(small.pupils)


def test_the_import_is_one_op_without_its_lists(put, rows):
    put(at(1, 5), begins=MONDAY)
    (op,) = rows(OpRow)
    assert op.title == "Импорт расписания"
    assert op.commands[0]["args"]["begins"] == "2026-11-30"
    assert "placements" not in op.commands[0]["args"]


def test_one_spelling_stands_for_all(as_, small):
    stock = as_("admin").ask(TimetableStock(small.year, TODAY))
    found = match(stock, (at(1, 1, "Черчение", of="8Б"), at(2, 1, "ЧЕРЧЕНИЕ", of="8Б")))
    assert len(found.pages) == len(found.subjects) == 1


def test_a_short_title_of_two_subjects_is_not_enough(put, database):
    with Session(database.owner) as session, session.begin():
        for title in ("Физика", "Физическая культура"):
            session.add(
                school.SubjectRow(
                    title=title,
                    short="Физ",
                    area="",
                    kind=SubjectKind.SUBJECT,
                    position=9,
                    max_marks=1,
                )
            )
    with pytest.raises(Invalid, match="«физ»: так сокращены несколько предметов"):
        put(at(1, 1, "физ"))


def test_two_names_of_one_subject_share_a_page(put, rows):
    put(at(1, 1, "Алгебра", of="8Б"), at(2, 1, "алг", of="8Б"))
    (group,) = rows(classes.ClassGroupRow, letter="Б")
    (page,) = rows(classes.PageRow, class_id=group.id)
    assert {row.weekday for row in rows(lessons.SlotRow, page_id=page.id)} == {1, 2}


def test_a_lesson_given_twice_at_one_time_is_one_lesson_of_two_teachers(put, small, rows):
    put(at(1, 5), at(1, 5, who=(SIDOROV,)), begins=MONDAY)
    (slot,) = rows(lessons.SlotRow)
    assert slot.staff_id == small.staff["ivanova"]
    assert len(rows(classes.AssignmentRow, page_id=small.page)) == 2


def test_a_year_that_is_not_there_is_told(small, as_):
    with pytest.raises(Invalid, match="учебного года"):
        as_("admin").do(ImportTimetable(small.year + 5, MONDAY, WEEK, create_missing=True))
