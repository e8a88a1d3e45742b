"""Whoever changes the journal past the gate is found: attacks by the owner of the database."""

import random
from dataclasses import replace

import pytest
from databases import Database
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.lessons import SetWork
from journal_desktop.domain.errors import Conflict, Refused
from journal_desktop.domain.spread import Cell
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.verify import MOST, verify


@pytest.fixture
def wrong(database: Database):
    """What verify finds: (table, number, sentence)."""

    def found():
        return [(each.table, each.row_id, each.text) for each in verify(database.owner)]

    return found


@pytest.mark.usefixtures("loaded")
def test_loaded_school_is_whole(wrong):
    assert wrong() == []


def test_worked_in_school_is_whole(mark, journal, wrong):
    mark("5")
    mark("4", "5")
    journal.undo(mark("3", pupil=1))
    assert wrong() == []


def test_changed_decimal_of_a_loaded_row_is_no_alarm(journal, loaded, wrong):
    journal.do(SetWork(loaded.page, loaded.lessons[0], 1, "CTRL", "ANSWER"))
    assert wrong() == []


EDITS = [
    "title = 'Другое'",
    "at = '2026-11-22 05:00:00'",
    "staff_id = 2",
    "staff_id = null",
    "role = 'DIR'",
    "computer = 'other'",
    "reason = 'ошибка ввода'",
    "commands = '[]'",
    "offset_min = 0",
    "undoes = 1",
    "chain = 999",
    "seal = digest",
    "digest = seal",
]


def test_every_edited_op_is_named(mark, attack, wrong):
    mark("5", pupil=5)
    edited = {mark("4", pupil=turn % 5, lesson=turn // 5): edit for turn, edit in enumerate(EDITS)}
    for op, edit in edited.items():
        attack(f"update op set {edit} where id = {op}")  # noqa: S608 - the edits above
    assert {number for table, number, _ in wrong() if table == "op"} == edited.keys()


def test_edited_image_is_named(mark, attack, wrong, database):
    op = mark("5")
    kind = "text" if database.kind == "sqlite" else "json"
    edit = "update op_change set after = cast(replace(cast(after as text), :was, :will) as {})"
    values = {"was": '"value":"5"', "will": '"value":"4"'}
    attack(edit.format(kind) + " where op_id = :op", op=op, **values)
    assert ("op_change", op) in [found[:2] for found in wrong()]


def test_deleted_op_is_named_by_its_follower(mark, attack, wrong):
    first, second, third = mark("5"), mark("4", "5"), mark("3", "4")
    attack("delete from op_change where op_id = :op", "delete from op where id = :op", op=second)
    found = wrong()
    assert found[0][:2] == ("op", third)
    assert "пропало или переставлено 1 действий" in found[0][2]
    assert first not in [number for table, number, _ in found if table == "op"]


def test_deleted_op_whose_changes_stayed_is_named_itself(mark, attack, wrong):
    op = mark("5")
    mark("4", "5")
    attack("delete from op where id = :op", op=op)
    assert ("op", op) in [found[:2] for found in wrong()]


def test_deleted_change_is_named(mark, attack, wrong):
    op = mark("5")
    attack("delete from op_change where op_id = :op and seq = 0", op=op)
    assert ("op_change", op) in [found[:2] for found in wrong()]


def test_change_slipped_in_is_named(mark, attack, wrong):
    op = mark("5")
    attack(
        "insert into op_change select op_id, 9, entity, row_id, before, after, digest"
        " from op_change where op_id = :op and seq = 0",
        op=op,
    )
    assert ("op_change", op) in [found[:2] for found in wrong()]


def test_two_swapped_ops_are_named(mark, attack, wrong):
    first, second = mark("5"), mark("4", "5")
    attack(
        "update op set seq = 9999 where id = :first",
        "update op set seq = (select seq - 1 from op o where o.id = :second) where id = :second",
        "update op set seq = (select seq + 1 from op o where o.id = :second) where id = :first",
        first=first,
        second=second,
    )
    assert {number for table, number, _ in wrong() if table == "op"} == {first, second}


def test_cut_tail_is_named_by_the_head_of_its_chain(mark, attack, wrong, loaded):
    mark("5")
    last = mark("4", "5")
    attack("delete from op_change where op_id = :op", "delete from op where id = :op", op=last)
    found = wrong()
    assert ("chain", loaded.page) in [each[:2] for each in found]
    assert any("хвост цепочки отрезан: последних действий нет (1)" in each[2] for each in found)


def test_deleted_head_is_named(mark, attack, wrong, loaded):
    mark("5")
    attack("delete from chain where id = :page", page=loaded.page)
    assert wrong()[0][:2] == ("chain", loaded.page)


_CUT_AND_REWIND = (
    "delete from op_change where op_id = :op",
    "delete from op where id = :op",
    """update chain set seq = seq - 1,
       seal = (select seal from op where chain = :page order by seq desc limit 1)
       where id = :page""",
)


def test_cut_tail_with_rewound_head_is_told_by_the_row_it_left(mark, attack, wrong, loaded):
    mark("5")
    attack(*_CUT_AND_REWIND, op=mark("4", "5"), page=loaded.page)
    assert ("mark", 1) in [each[:2] for each in wrong()]


def test_cut_tail_with_rewound_head_and_row_leaves_a_gap_in_a_file_only(
    database, mark, attack, wrong, loaded
):
    mark("5")
    op = mark("4", "5")
    old = "update mark set value = '5'"
    attack(*_CUT_AND_REWIND, old, op=op, page=loaded.page)
    found = wrong()
    if database.kind == "sqlite":
        assert [each[:2] for each in found] == [("op", op - 1)]
        assert "удалены (1)" in found[0][2]
    else:
        assert found == []  # a sequence has gaps of itself: heads kept elsewhere must tell


def test_number_of_a_cut_op_is_not_given_again(mark, attack, loaded):
    mark("5")
    op = mark("4", "5")
    attack(*_CUT_AND_REWIND, op=op, page=loaded.page)
    assert mark("3", "4") == op + 1


def test_mark_edited_past_the_journal_is_named(mark, attack, wrong):
    mark("5")
    mark("5", pupil=1)
    attack("update mark set value = '4' where id = 2")
    assert wrong() == [("mark", 2, "таблица mark, № 2: строка изменена мимо журнала.")]


def test_mark_deleted_past_the_journal_is_named(mark, attack, wrong):
    mark("5")
    attack("delete from mark where id = 1")
    assert wrong() == [("mark", 1, "таблица mark, № 1: строка удалена мимо журнала.")]


def test_mark_inserted_past_the_journal_is_named(mark, attack, wrong):
    mark("5")
    attack(
        "insert into mark (work_id, pupil_id, value, entered_at, changed_at, changed_by)"
        " select work_id, pupil_id + 1, value, entered_at, changed_at, changed_by from mark"
    )
    assert wrong() == [("mark", 2, "таблица mark, № 2: строка добавлена мимо журнала.")]


@pytest.mark.usefixtures("loaded")
def test_loaded_rows_changed_past_the_journal_tell_their_table(attack, wrong):
    attack(
        "update pupil set surname = 'Другой' where id = 1",
        "delete from enrolment where id = 1",
        "update lesson set day = '2026-10-01' where id = 1",
    )
    assert {(table, number) for table, number, _ in wrong()} == {
        ("pupil", 0),
        ("enrolment", 0),
        ("lesson", 0),
    }


@pytest.mark.usefixtures("loaded")
def test_row_added_to_a_loaded_table_is_named(attack, wrong):
    attack("insert into room (title, building) values ('101', '')")
    assert wrong() == [("room", 1, "таблица room, № 1: строка добавлена мимо журнала.")]


@pytest.mark.usefixtures("loaded")
def test_findings_are_counted_only_so_far(attack, wrong):
    rooms = ", ".join(f"('{number}', '')" for number in range(MOST + 20))
    attack(f"insert into room (title, building) values {rooms}")  # noqa: S608 - numbers
    assert len(wrong()) == MOST


def test_undo_that_no_longer_goes_with_the_rest_of_its_row_is_a_conflict(journal, mark):
    mark("4оп")
    cleared = mark("", "4оп")
    mark("н")
    with pytest.raises(Conflict, match=r"(?i)отмена отклонена"):
        journal.undo(cleared)


def test_two_hundred_random_actions_leave_a_whole_journal(journal, loaded, wrong, database):
    dice = random.Random(20261123)  # noqa: S311 - the same actions in every run
    done = []
    cells = {}
    for _ in range(200):
        try:
            if done and dice.random() < 0.2:
                op = journal.undo(dice.choice(done)).op_id
                cells = journal.ask(SpreadOf(loaded.page)).cells
            else:
                op = _write(dice, journal, loaded, cells)
        except (Conflict, Refused):
            continue
        done += [op] if op else []
    assert len(done) > 100
    assert wrong() == []
    with Session(database.owner) as session:
        assert {"Отметка", "Комментарий"} <= set(session.scalars(select(OpRow.title)))
        assert session.scalar(select(func.count()).where(OpRow.undoes.is_not(None))) > 5


def _write(dice, journal, school, cells):
    lesson, pupil = dice.choice(school.lessons[1:4]), dice.choice(school.pupils)
    cell = cells.get((pupil, lesson), Cell())
    if dice.random() < 0.2:
        comment = dice.choice(["", "ёлка", "у доски"])
        done = journal.do(CommentCell(school.page, lesson, pupil, comment, cell.comment))
        cells[pupil, lesson] = replace(cell, comment=comment)
        return done.op_id
    text_now = dice.choice(["5", "4", "2", "н", "у", "оп", "4оп", ""])
    done = journal.do(SetCell(school.page, lesson, pupil, text_now, cell.text))
    absence, late = text_now if text_now in {"н", "у"} else "", text_now.endswith("оп")
    marks = () if absence else (text_now.removesuffix("оп"),)
    cells[pupil, lesson] = replace(cell, marks=marks, absence=absence, late=late)
    return done.op_id
