"""«История ячейки» where a part of the cell was loaded and never touched by an op."""

import pytest
from school import NOON
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.queries.history import CellHistory
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow


@pytest.fixture
def place(small):
    return small.other_page, small.other_lesson, small.pupils[0]


@pytest.fixture
def loaded(database, place):
    """Marks and an absence put past the gate, as a bulk load does."""

    def load(*marks, letter=None, comment=""):
        _, lesson, pupil = place
        stamp = {"pupil_id": pupil, "changed_at": NOON, "entered_at": NOON}
        with Session(database.owner) as session, session.begin():
            works = session.query(WorkRow).filter_by(lesson_id=lesson).all()
            for number, value in enumerate(marks, start=1):
                if number > len(works):
                    works.append(WorkRow(lesson_id=lesson, number=number, kind_id=1, title=""))
                    session.add(works[-1])
                    session.flush()
                session.add(MarkRow(work_id=works[number - 1].id, value=value, **stamp))
            if letter:
                row = AbsenceRow(
                    lesson_id=lesson, letter=letter, late=False, confirmed=True, **stamp
                )
                session.add(row)
            if comment:
                session.add(CellNoteRow(lesson_id=lesson, pupil_id=pupil, comment=comment))

    return load


def told(journal, place):
    return [(line.before, line.after) for line in journal.ask(CellHistory(*place))]


def test_a_loaded_cell_has_no_history_yet(as_, loaded, place):
    loaded("4")
    assert told(as_("petrova"), place) == []


def test_the_other_loaded_mark_stands_beside_the_changed_one(as_, loaded, place):
    loaded("4", "5")
    journal = as_("petrova")
    journal.do(SetCell(*place, "4/3", "4/5"))
    assert told(journal, place) == [("4/5", "4/3")]


def test_a_comment_to_a_loaded_mark_is_told_with_the_mark(as_, loaded, place):
    loaded("4")
    journal = as_("petrova")
    journal.do(CommentCell(*place, "списал", ""))
    assert told(journal, place) == [("4", "4 «списал»")]


def test_a_mark_instead_of_a_loaded_absence_with_a_comment(as_, loaded, place):
    loaded(letter="н", comment="болел")
    journal = as_("petrova")
    put = journal.do(SetCell(*place, "5", "н"))
    journal.undo(put.op_id)
    assert told(journal, place) == [
        ("5 «болел»", "н «болел»"),
        ("н «болел»", "5 «болел»"),
    ]


def test_two_commands_of_one_action_are_one_line(as_, place):
    journal = as_("petrova")
    done = journal.do(SetCell(*place, "5", ""), CommentCell(*place, "молодец", ""), reason="опрос")
    (line,) = journal.ask(CellHistory(*place))
    assert (line.before, line.after, line.reason, line.op_id) == (
        "",
        "5 «молодец»",
        "опрос",
        done.op_id,
    )
