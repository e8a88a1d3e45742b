"""The teacher states the fact, the class teacher the reason, and confirms the day (A15)."""

from datetime import date, timedelta

import pytest
from school import BEGIN, NOON, TODAY, SmallSchool, lesson
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.commands.absences import ConfirmDay, SetReason
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.excuses import AddMedicalExcuse
from journal_desktop.commands.lessons import ConfirmAttendance
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.queries.day_sheet import DaySheetOf
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow, ExcuseRow, MarkRow
from journal_desktop.store.rows.school import PeriodRow

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def teacher(as_, small):
    """Write the cell of another teacher's lesson as that teacher."""

    def typed(text, expected="", pupil=0):
        place = small.other_page, small.other_lesson, small.pupils[pupil]
        as_("petrova").do(SetCell(*place, text, expected))

    return typed


@pytest.fixture
def reason(small: SmallSchool):
    """The class teacher's command on another teacher's lesson."""

    def command(text, expected="", pupil=0):
        place = small.class_id, small.other_page, small.other_lesson, small.pupils[pupil]
        return SetReason(*place, text, expected)

    return command


@pytest.fixture
def stands(rows, small):
    """(letter, confirmed, excuse) of the cell of another teacher's lesson."""

    def found(pupil=0):
        place = {"lesson_id": small.other_lesson, "pupil_id": small.pupils[pupil]}
        (row,) = rows(AbsenceRow, **place)
        return row.letter, row.confirmed, row.excuse_id

    return found


def test_the_reason_of_anothers_absence_is_the_class_teachers(as_, teacher, reason, stands):
    teacher("н")
    assert stands() == ("н", False, None)
    as_("ivanova", LATER).do(reason("у", "н"))
    assert stands() == ("у", True, None)


def test_an_unconfirmed_absence_is_confirmed_as_it_stands(as_, teacher, reason, stands):
    teacher("н")
    as_("ivanova", LATER).do(reason("н", "н"))
    assert stands() == ("н", True, None)


@pytest.mark.parametrize("mark", ["4", "оп", "5оп"])
def test_nobody_turns_a_pupil_who_was_there_absent(as_, teacher, reason, mark):
    teacher(mark)
    with pytest.raises(Refused, match="был на уроке"):
        as_("ivanova").do(reason("б"))


def test_an_absence_of_the_teacher_is_not_taken_away(as_, teacher, reason, stands):
    teacher("н")
    with pytest.raises(Refused, match="Пропуск отметил учитель"):
        as_("ivanova", LATER).do(reason("", "н"))
    as_("ivanova", LATER).do(reason("у", "н"))
    with pytest.raises(Refused, match="Пропуск отметил учитель"):
        as_("ivanova", LATER).do(reason("", "у"))
    assert stands()[0] == "у"


def test_an_own_absence_is_put_changed_and_taken_away(as_, reason, stands):
    journal = as_("ivanova")
    journal.do(reason("н"))
    journal.do(reason("б", "н"))
    journal.do(reason("", "б"))
    assert stands() == (None, True, None)


def test_where_the_teacher_said_who_was_there_no_absence_is_added(as_, small, reason):
    as_("petrova").do(ConfirmAttendance(small.other_page, small.other_lesson))
    with pytest.raises(Refused, match="может поставить только он"):
        as_("ivanova").do(reason("б"))


def test_an_absence_the_teacher_took_back_is_not_put_again(as_, teacher, reason):
    teacher("н")
    teacher("", "н")
    with pytest.raises(Refused, match="Учитель снял пропуск"):
        as_("ivanova").do(reason("б"))


def test_the_teacher_leaves_a_confirmed_reason_alone(as_, teacher, reason, stands):
    teacher("н")
    as_("ivanova", LATER).do(reason("б", "н"))
    with pytest.raises(Refused, match="Причину «б» подтвердил классный руководитель"):
        teacher("н", "б")
    teacher("4", "б")
    assert stands() == (None, True, None)


def test_what_another_saw_is_no_longer_there(as_, teacher, reason):
    teacher("у")
    with pytest.raises(Conflict) as conflict:
        as_("ivanova").do(reason("б"))
    assert (conflict.value.stored, conflict.value.author) == ("у", "Петрова А. С.")


def test_undo_puts_back_what_stood_and_redo_what_was_said(as_, teacher, reason, stands):
    teacher("н")
    journal = as_("ivanova", LATER)
    done = journal.do(reason("б", "н"), reason("у", pupil=1))
    undone = journal.undo(done.op_id)
    assert (stands(), stands(1)) == (("н", False, None), (None, True, None))
    journal.undo(undone.op_id)
    assert (stands()[0], stands(1)[0]) == ("б", "у")


@pytest.mark.parametrize("login", ["petrova", "zavuch", "admin", "medic"])
def test_only_the_class_teacher_gives_reasons(as_, teacher, reason, login):
    teacher("н")
    with pytest.raises(Refused, match="нет права"):
        as_(login).do(reason("б", "н"))


def test_no_absence_before_the_lesson_nor_in_a_closed_period(as_, small, change):
    tomorrow = SetReason(small.class_id, small.page, small.lessons[4], small.pupils[0], "б", "")
    with pytest.raises(Refused, match="ещё не состоялся"):
        as_("ivanova").do(tomorrow)
    change(PeriodRow, small.periods[1], state=PeriodState.CLOSED)
    old = SetReason(small.class_id, small.page, small.lessons[0], small.pupils[0], "б", "")
    with pytest.raises(Refused, match="закрыт"):
        as_("ivanova").do(old)


def test_no_absence_in_a_closed_year_that_has_no_other_period(as_, small, change, reason, rows):
    change(ClassGroupRow, small.class_id, scheme=Scheme.YEAR)
    year = {"scheme": Scheme.YEAR, "state": PeriodState.CLOSED}
    change(PeriodRow, small.periods[0], **year)
    with pytest.raises(Refused, match="закрыт"):
        as_("ivanova").do(reason("б"))
    sheet = as_("ivanova").ask(DaySheetOf(small.class_id, TODAY))
    assert {one.closed for column in sheet.columns for one in column.lessons} == {"Год"}
    assert rows(AbsenceRow) == []


def test_a_lesson_of_another_class_and_page_is_refused(as_, small):
    wrong = SetReason(small.class_id, small.page, small.other_lesson, small.pupils[0], "б", "")
    with pytest.raises(Invalid, match="другой странице"):
        as_("ivanova").do(wrong)
    gone = SetReason(small.class_id, small.page, 10_000, small.pupils[0], "б", "")
    with pytest.raises(Invalid, match="больше нет"):
        as_("ivanova").do(gone)


def test_a_pupil_who_has_left_has_no_absences(as_, reason, ends):
    ends(TODAY - timedelta(1))
    with pytest.raises(Refused, match="не числится"):
        as_("ivanova").do(reason("б"))


@pytest.mark.parametrize("typed", ["5", "y", "н/а", "оп"])
def test_a_letter_that_is_none_is_refused(as_, reason, typed):
    with pytest.raises(Invalid, match="у, б или н"):
        as_("ivanova").do(reason(typed))


@pytest.fixture
def across(database, small):
    """A lesson of a group across classes, given by another teacher."""

    def made(session):
        group = SubgroupRow(year_id=small.year, class_id=None, title="Группа", division="ФК")
        session.add(group)
        session.flush()
        session.add(SubgroupMemberRow(subgroup_id=group.id, pupil_id=small.pupils[0], begins=BEGIN))
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
        return lesson(session, page.id, TODAY, small.staff["petrova"], number=5)

    with Session(database.owner) as session, session.begin():
        return made(session)


def test_the_reason_in_a_group_across_classes(as_, small, across, rows):
    """The class teacher may not read that page, and gives the reason of the own pupil."""
    journal = as_("ivanova")
    done = journal.do(SetReason(small.class_id, 0, across, small.pupils[0], "б", ""))
    assert [row.letter for row in rows(AbsenceRow, lesson_id=across)] == ["б"]
    journal.undo(done.op_id)
    assert [row.letter for row in rows(AbsenceRow, lesson_id=across)] == [None]


def test_nor_is_it_given_there_in_a_closed_period(as_, small, across, change, rows):
    """A group across classes goes by quarters, though it has no class to say so."""
    change(PeriodRow, small.periods[2], state=PeriodState.CLOSED)
    with pytest.raises(Refused, match="закрыт"):
        as_("ivanova").do(SetReason(small.class_id, 0, across, small.pupils[0], "б", ""))
    assert rows(AbsenceRow) == []


@pytest.fixture
def certificate(as_, small, rows):
    """A certificate of today for the third pupil, by the medical worker."""
    as_("medic").do(AddMedicalExcuse(small.class_id, small.pupils[2], TODAY, TODAY, "5"))
    return rows(ExcuseRow)[0].id


def test_a_confirmed_day_confirms_the_reasons_that_are_known(
    as_, small, teacher, stands, rows, certificate
):
    teacher("н")
    teacher("у", pupil=1)
    teacher("н", pupil=2)
    done = as_("ivanova", LATER).do(ConfirmDay(small.class_id, TODAY))
    assert (stands(), stands(1), stands(2)) == (
        ("н", False, None),
        ("у", True, None),
        ("б", True, certificate),
    )
    assert [row.staff_id for row in rows(DayConfirmationRow)] == [small.staff["ivanova"]]
    assert as_("ivanova").do(ConfirmDay(small.class_id, TODAY)).op_id is None
    as_("ivanova", LATER).undo(done.op_id)
    assert (stands(2), rows(DayConfirmationRow)) == (("н", False, None), [])


def test_a_contradiction_is_not_confirmed_with_the_day(as_, small, teacher, stands, database):
    """Both a mark and a letter, as an import may have left them: the class teacher clears one."""
    teacher("н")
    with Session(database.owner) as session, session.begin():
        work = session.scalar(select(WorkRow.id).filter_by(lesson_id=small.other_lesson))
        mark = {"value": "4", "entered_at": NOON, "changed_at": NOON}
        session.add(MarkRow(work_id=work, pupil_id=small.pupils[0], **mark))
    as_("ivanova", LATER).do(ConfirmDay(small.class_id, TODAY))
    assert stands() == ("н", False, None)
    place = small.class_id, small.other_page, small.other_lesson, small.pupils[0]
    as_("ivanova", LATER).do(SetReason(*place, "", "н"))
    assert stands() == (None, True, None)


def test_the_same_reason_again_changes_nothing(as_, teacher, reason):
    teacher("н")
    as_("ivanova", LATER).do(reason("у", "н"))
    assert as_("ivanova", LATER).do(reason("у", "у")).op_id is None
    assert as_("ivanova", LATER).do(reason("", pupil=3)).op_id is None


@pytest.mark.parametrize(
    ("day", "why"),
    [(TODAY + timedelta(1), "ещё не состоялся"), (date(2026, 11, 22), "нет уроков")],
)
def test_a_day_without_lessons_is_not_confirmed(as_, small, day, why):
    with pytest.raises(Refused, match=why):
        as_("ivanova").do(ConfirmDay(small.class_id, day))


def test_a_day_of_cancelled_lessons_is_not_confirmed(as_, small, change):
    change(LessonRow, small.lessons[2], state=LessonState.CANCELLED)
    with pytest.raises(Refused, match="нет уроков"):
        as_("ivanova").do(ConfirmDay(small.class_id, date(2026, 11, 20)))


def test_another_does_not_confirm_the_day(as_, small):
    with pytest.raises(Refused, match="нет права"):
        as_("petrova").do(ConfirmDay(small.class_id, TODAY))
