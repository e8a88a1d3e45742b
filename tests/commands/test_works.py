"""The kinds and the numbers of the works of a lesson, on both engines."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetWork
from journal_desktop.domain.errors import Conflict, Invalid
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import WorkRow

TODAYS = 3


def kinds(journal, page, number=0):
    return [work.kind for work in journal.ask(SpreadOf(page)).lessons[number].works]


def test_kind_of_the_only_work_is_changed(as_, place):
    journal = as_("ivanova")
    journal.do(SetWork(*place(), 1, "CTRL", "ANSWER"))
    assert kinds(journal, place()[0], TODAYS) == ["CTRL"]
    with pytest.raises(Conflict, match=r"«Контрольная работа».*«Ответ на уроке»"):
        journal.do(SetWork(*place(), 1, "ANSWER", "ANSWER"))


def test_a_page_of_one_mark_has_no_second_work(as_, place):
    for number in (0, 2):
        with pytest.raises(Invalid, match=r"не больше 1"):
            as_("ivanova").do(SetWork(*place(), number, "CTRL", ""))


def test_a_page_of_two_marks_has_a_second_work_but_no_third(as_, small):
    journal, place = as_("petrova"), (small.other_page, small.other_lesson)
    journal.do(SetWork(*place, 2, "CTRL", ""))
    journal.do(SetCell(*place, small.pupils[0], "4/5", ""))
    spread = journal.ask(SpreadOf(small.other_page))
    assert kinds(journal, small.other_page) == ["ANSWER", "CTRL"]
    assert spread.cell(small.pupils[0], small.other_lesson).text == "4/5"
    with pytest.raises(Invalid, match=r"не больше 2"):
        journal.do(SetWork(*place, 3, "CTRL", ""))


def test_an_unknown_kind_is_refused(as_, place):
    with pytest.raises(Invalid, match=r"«DANCE»"):
        as_("ivanova").do(SetWork(*place(), 1, "DANCE", "ANSWER"))


def test_works_have_no_gaps(as_, small, change):
    change(PageRow, small.other_page, max_marks=3)
    with pytest.raises(Invalid, match=r"работу № 2"):
        as_("petrova").do(SetWork(small.other_page, small.other_lesson, 3, "CTRL", ""))


def test_undo_of_a_second_work_leaves_it_ordinary_and_redo_chooses_it_again(as_, small):
    journal, place = as_("petrova"), (small.other_page, small.other_lesson)
    undone = journal.undo(journal.do(SetWork(*place, 2, "CTRL", "")).op_id)
    assert kinds(journal, small.other_page) == ["ANSWER", "ANSWER"]
    journal.undo(undone.op_id)
    assert kinds(journal, small.other_page) == ["ANSWER", "CTRL"]


def test_undo_of_two_marks_and_redo(as_, small):
    journal, place = as_("petrova"), (small.other_page, small.other_lesson, small.pupils[0])

    def text():
        return journal.ask(SpreadOf(small.other_page)).cell(place[2], place[1]).text

    undone = journal.undo(journal.do(SetCell(*place, "4/5", "")).op_id)
    assert text() == ""
    journal.undo(undone.op_id)
    assert text() == "4/5"
    journal.do(SetCell(*place, "3", "4/5"))
    assert text() == "3"


def test_undo_of_a_second_work_after_another_choice_is_a_conflict(as_, small):
    journal, place = as_("petrova"), (small.other_page, small.other_lesson)
    first = journal.do(SetWork(*place, 2, "CTRL", ""))
    journal.do(SetWork(*place, 2, "ANSWER", "CTRL"))
    with pytest.raises(Conflict):
        journal.undo(first.op_id)


def test_two_people_adding_the_same_work_add_one(as_, small, database):
    journals, results = [as_("petrova"), as_("petrova")], []

    def add(journal):
        try:
            results.append(
                journal.do(SetWork(small.other_page, small.other_lesson, 2, "CTRL", "")).op_id
            )
        except Conflict as conflict:
            results.append(conflict)

    threads = [threading.Thread(target=add, args=[journal]) for journal in journals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(each, Conflict) for each in results) == [False, True]
    with Session(database.owner) as session:
        works = session.scalars(select(WorkRow).filter_by(lesson_id=small.other_lesson)).all()
    assert len(works) == 2
