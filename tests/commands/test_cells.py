"""A teacher's cell: written, audited, refused, undone — on both engines."""

import threading
from datetime import timedelta

import pytest
from school import NOON, TODAY
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.store.rows.classes import AssignmentRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow


@pytest.fixture
def look(database):
    """(marks of works, absence letter, late) of a cell, straight from the tables."""

    def cell(lesson_id, pupil_id):
        with Session(database.owner) as session:
            query = (
                select(MarkRow.value)
                .join(WorkRow)
                .where(WorkRow.lesson_id == lesson_id, MarkRow.pupil_id == pupil_id)
                .order_by(WorkRow.number)
            )
            row = session.scalar(
                select(AbsenceRow).filter_by(lesson_id=lesson_id, pupil_id=pupil_id)
            )
            absence = (row.letter, row.late) if row else (None, False)
            return tuple(session.scalars(query)), *absence

    return cell


@pytest.fixture
def count(database):
    def rows(kind):
        with Session(database.owner) as session:
            return session.scalar(select(func.count()).select_from(kind))

    return rows


@pytest.fixture
def cell(small):
    def command(text, expected="", *, pupil=0, lesson=3, page=None, lesson_id=None):
        return SetCell(
            page or small.page,
            lesson_id or small.lessons[lesson],
            small.pupils[pupil],
            text,
            expected,
        )

    return command


def test_mark_is_written_with_author_and_audit(as_, cell, small, database, look, count):
    done = as_("ivanova").do(cell("5"))
    assert look(small.lessons[3], small.pupils[0]) == (("5",), None, False)
    assert done.touched == {"mark", "lesson"}
    with Session(database.owner) as session:
        mark = session.scalars(select(MarkRow)).one()
        op = session.scalars(select(OpRow)).one()
        assert (mark.changed_by, mark.entered_at) == (small.staff["ivanova"], NOON)
        assert (op.id, op.staff_id, op.role, op.title) == (
            done.op_id,
            small.staff["ivanova"],
            "ST",
            "Отметка",
        )
        assert session.get(LessonRow, small.lessons[3]).state is LessonState.HELD
    assert count(ChangeRow) == 2


def test_change_clear_and_undo_back_to_the_beginning(as_, cell, small, look):
    journal = as_("ivanova")
    put = journal.do(cell("5"))
    absent = journal.do(cell("н", "5"))
    assert look(small.lessons[3], small.pupils[0]) == ((None,), "н", False)
    cleared = journal.do(cell("", "н"))
    for op, expected in (
        (cleared, ((None,), "н")),
        (absent, (("5",), None)),
        (put, ((None,), None)),
    ):
        journal.undo(op.op_id)
        assert look(small.lessons[3], small.pupils[0])[:2] == expected


def test_redo_is_undo_of_the_undo(as_, cell, small, look):
    journal = as_("ivanova")
    undone = journal.undo(journal.do(cell("4")).op_id)
    journal.undo(undone.op_id)
    assert look(small.lessons[3], small.pupils[0])[0] == ("4",)


def test_two_marks_make_a_second_work(as_, small, look):
    command = SetCell(small.other_page, small.other_lesson, small.pupils[0], "4/5", "")
    as_("petrova").do(command)
    assert look(small.other_lesson, small.pupils[0])[0] == ("4", "5")


def test_two_marks_where_one_is_allowed_are_invalid(as_, cell, count):
    with pytest.raises(Invalid, match=r"3.2.5"):
        as_("ivanova").do(cell("4/5"))
    assert count(OpRow) == 0


def test_late_pupil_may_have_a_mark(as_, cell, small, look):
    as_("ivanova").do(cell("4оп"))
    assert look(small.lessons[3], small.pupils[0]) == (("4",), None, True)


def test_another_persons_lesson_is_refused_and_leaves_no_trace(as_, cell, count):
    with pytest.raises(Refused, match=r"1.9"):
        as_("petrova").do(cell("5"))
    with pytest.raises(Refused):
        as_("admin").do(cell("5"))
    assert count(OpRow) == count(MarkRow) == 0


def test_lesson_of_another_page_is_not_reached_through_ones_own_page(as_, small, count):
    with pytest.raises(Invalid, match=r"страниц"):
        as_("ivanova").do(SetCell(small.page, small.other_lesson, small.pupils[0], "5", ""))
    assert count(MarkRow) == 0


def test_stale_expectation_is_a_conflict_naming_both_values_and_the_author(as_, cell, look, small):
    as_("ivanova").do(cell("5"))
    with pytest.raises(Conflict, match=r"«5» .*Иванова М. П.*«3»") as caught:
        as_("ivanova").do(cell("3", ""))
    assert (caught.value.stored, caught.value.author) == ("5", "Иванова М. П.")
    assert caught.value.at == NOON
    assert look(small.lessons[3], small.pupils[0])[0] == ("5",)


def test_mark_for_tomorrow_is_refused(as_, cell):
    with pytest.raises(Refused, match=r"24\.11\.2026.*5\.1"):
        as_("ivanova").do(cell("5", lesson=4))


def test_closed_period_stops_command_and_undo(as_, cell, small, database, look):
    journal = as_("ivanova")
    put = journal.do(cell("5"))
    with Session(database.owner) as session, session.begin():
        session.get(PeriodRow, small.periods[2]).state = PeriodState.CLOSED
    for act in (lambda: journal.do(cell("4", "5")), lambda: journal.undo(put.op_id)):
        with pytest.raises(Refused, match=r"II четверть.*закрыт"):
            act()
    assert look(small.lessons[3], small.pupils[0])[0] == ("5",)


@pytest.mark.parametrize(("offset", "is_refused"), [(-1, True), (0, False)])
def test_departed_pupil_has_no_marks_after_the_last_day(
    as_, cell, small, database, offset, is_refused
):
    with Session(database.owner) as session, session.begin():
        enrolment = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[0])).one()
        enrolment.ends = TODAY + timedelta(offset)
    if is_refused:
        with pytest.raises(Refused, match=r"не числится"):
            as_("ivanova").do(cell("5"))
    else:
        assert as_("ivanova").do(cell("5")).op_id


def test_course_without_marks_takes_letters_only(as_, small, look):
    def command(text):
        return SetCell(small.course_page, small.course_lesson, small.pupils[0], text, "")

    with pytest.raises(Invalid, match=r"3.2.5"):
        as_("ivanova").do(command("5"))
    as_("ivanova").do(command("н"))
    assert look(small.course_lesson, small.pupils[0])[1] == "н"


def test_cancelled_lesson_takes_nothing(as_, cell, small, database):
    with Session(database.owner) as session, session.begin():
        session.get(LessonRow, small.lessons[3]).state = LessonState.CANCELLED
    with pytest.raises(Refused, match=r"отменён"):
        as_("ivanova").do(cell("5"))


def test_teacher_whose_assignment_ended_keeps_earlier_days_only(as_, cell, small, database):
    with Session(database.owner) as session, session.begin():
        row = session.scalars(select(AssignmentRow).filter_by(page_id=small.page)).one()
        row.ends = TODAY - timedelta(2)
    assert as_("ivanova").do(cell("5", lesson=2)).op_id
    with pytest.raises(Refused):
        as_("ivanova").do(cell("5", lesson=3))


def test_pasted_block_is_one_op_all_or_none(as_, cell, small, count, look):
    journal = as_("ivanova")
    done = journal.do(*(cell("5", pupil=n) for n in range(6)))
    assert (count(OpRow), count(MarkRow)) == (1, 6)
    journal.undo(done.op_id)
    assert look(small.lessons[3], small.pupils[5])[0] == (None,)
    with pytest.raises(Refused):
        journal.do(cell("4", pupil=0), cell("4", pupil=1, lesson=4))
    assert look(small.lessons[3], small.pupils[0])[0] == (None,)


def test_undo_after_another_change_is_a_conflict(as_, cell):
    journal = as_("ivanova")
    first = journal.do(cell("5"))
    journal.do(cell("4", "5"))
    with pytest.raises(Conflict):
        journal.undo(first.op_id)


def test_undo_may_not_put_a_mark_beside_an_absence(as_, cell, small, look):
    journal = as_("ivanova")
    journal.do(cell("5"))
    cleared = journal.do(cell("", "5"))
    journal.do(cell("н"))
    with pytest.raises(Refused, match=r"3.2.5"):
        journal.undo(cleared.op_id)
    assert look(small.lessons[3], small.pupils[0])[:2] == ((None,), "н")


def test_undo_needs_the_right_again_and_ones_own_op(as_, cell, small, database):
    put = as_("ivanova").do(cell("5"))
    with pytest.raises(Refused, match=r"своё"):
        as_("petrova").undo(put.op_id)
    with Session(database.owner) as session, session.begin():
        session.scalars(select(AssignmentRow).filter_by(page_id=small.page)).one().ends = (
            TODAY - timedelta(1)
        )
    with pytest.raises(Refused, match=r"права"):
        as_("ivanova").undo(put.op_id)


def test_same_text_again_is_not_an_op(as_, cell, count):
    journal = as_("ivanova")
    journal.do(cell("5"))
    assert journal.do(cell("5", "5")).op_id is None
    assert count(OpRow) == 1


def test_the_same_action_sent_twice_is_done_once(as_, cell, count):
    journal, uid = as_("ivanova"), uuid7()
    first = journal.do(cell("5"), uid=uid)
    again = journal.do(cell("5"), uid=uid)
    assert again.op_id == first.op_id
    assert count(OpRow) == count(MarkRow) == 1


def test_comment_is_kept_changed_and_cleared(as_, small, database):
    journal = as_("ivanova")
    place = (small.page, small.lessons[3], small.pupils[0])
    journal.do(CommentCell(*place, "Пересдать до пятницы", ""))
    with pytest.raises(Conflict):
        journal.do(CommentCell(*place, "Другое", ""))
    journal.do(CommentCell(*place, "", "Пересдать до пятницы"))
    with Session(database.owner) as session:
        assert session.scalars(select(CellNoteRow.comment)).one() == ""


def test_two_people_in_one_cell_at_once_one_of_them_is_told(as_, cell, small, look):
    journals = [as_("ivanova"), as_("ivanova")]
    results = []

    def put(journal, text):
        try:
            results.append(journal.do(cell(text)).op_id)
        except Conflict as conflict:
            results.append(conflict)

    threads = [threading.Thread(target=put, args=pair) for pair in zip(journals, "45", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(each, Conflict) for each in results) == [False, True]
    assert look(small.lessons[3], small.pupils[0])[0] in {("4",), ("5",)}
