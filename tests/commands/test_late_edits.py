"""Edits of marks older than three days ask for a reason (domain 9.3) — on both engines."""

from datetime import date, timedelta

import pytest
from school import BEGIN, NOON, TODAY
from sqlalchemy import event
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.domain.errors import Invalid, ReasonNeeded
from journal_desktop.domain.late_edits import late_edits, late_sentence
from journal_desktop.queries.history import CellHistory
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.school import RuleRow

OLD, EDGE = NOON - timedelta(days=4), NOON - timedelta(days=3)


@pytest.fixture
def cell(place, small):
    def of(text, expected="", *, lesson=1, pupil=0):
        return SetCell(*place(lesson), small.pupils[pupil], text, expected)

    return of


@pytest.fixture
def old(as_, cell):
    """A «3» entered four days ago; the op that put it."""
    return as_("ivanova", OLD).do(cell("3")).op_id


@pytest.fixture
def rule(database):
    def put(value, begins=BEGIN, ends=None):
        with Session(database.owner) as session, session.begin():
            session.add(RuleRow(name="late_edit_days", value=value, begins=begins, ends=ends))

    return put


def values(rows):
    return [row.value for row in rows(MarkRow)]


@pytest.mark.parametrize("text", ["4", "", "н"])
@pytest.mark.usefixtures("old")
def test_an_old_mark_is_not_changed_or_cleared_without_a_reason(as_, cell, rows, text):
    with pytest.raises(ReasonNeeded, match=r"«3» поставлена 19\.11\.2026.*больше 3 дней.*п\. 3\.2"):
        as_("ivanova").do(cell(text, "3"))
    assert values(rows) == ["3"]
    as_("ivanova").do(cell(text, "3"), reason="ошибка ввода")
    assert values(rows) == [text if text.isdigit() else None]


@pytest.mark.usefixtures("old")
def test_the_op_holds_the_reason_and_the_history_tells_it(as_, cell, rows, place, small):
    journal = as_("ivanova")
    done = journal.do(cell("4", "3"), reason="  ошибка \n ввода ")
    assert rows(OpRow, id=done.op_id)[0].reason == "ошибка ввода"
    line = journal.ask(CellHistory(*place(1), small.pupils[0]))[0]
    assert (line.before, line.after, line.reason) == ("3", "4", "ошибка ввода")


@pytest.mark.parametrize("reason", ["", "  \n", None])
@pytest.mark.usefixtures("old")
def test_a_reason_of_spaces_is_none(as_, cell, reason):
    with pytest.raises(ReasonNeeded):
        as_("ivanova").do(cell("4", "3"), reason=reason)


@pytest.mark.usefixtures("old")
def test_a_reason_longer_than_the_journal_keeps_is_invalid(as_, cell):
    with pytest.raises(Invalid, match=r"501 знаков, а помещается 500"):
        as_("ivanova").do(cell("4", "3"), reason="о" * 501)


def test_a_mark_of_three_days_is_not_old_yet(as_, cell, rows):
    as_("ivanova", EDGE).do(cell("3"))
    as_("ivanova").do(cell("4", "3"))
    assert values(rows) == ["4"]


@pytest.mark.usefixtures("old")
def test_a_new_mark_in_an_old_lesson_and_a_comment_need_no_reason(as_, cell, place, small):
    journal = as_("ivanova")
    journal.do(cell("5", pupil=1), CommentCell(*place(1), small.pupils[0], "списал", ""))
    journal.do(cell("н", pupil=2))


def test_a_mark_instead_of_an_old_letter_is_an_entry(as_, cell, rows):
    as_("ivanova", OLD).do(cell("н"))
    as_("ivanova").do(cell("4", "н"))
    assert values(rows) == ["4"]


def test_a_second_mark_beside_an_old_one_is_an_entry(as_, small, rows):
    place = small.other_page, small.other_lesson, small.pupils[0]
    later = NOON + timedelta(days=9)
    as_("petrova").do(SetCell(*place, "4", ""))
    as_("petrova", later).do(SetCell(*place, "4/5", "4"))
    with pytest.raises(ReasonNeeded, match="«4»"):
        as_("petrova", later).do(SetCell(*place, "3/5", "4/5"))
    as_("petrova", later).do(SetCell(*place, "4/3", "4/5"))
    assert values(rows) == ["4", "3"]


@pytest.mark.usefixtures("old")
def test_a_block_with_one_old_mark_is_refused_whole(as_, cell, rows):
    with pytest.raises(ReasonNeeded):
        as_("ivanova").do(cell("5", pupil=1), cell("5", "3"))
    assert values(rows) == ["3"]
    as_("ivanova").do(cell("5", pupil=1), cell("5", "3"), reason="пересдача")
    assert values(rows) == ["5", "5"]


@pytest.mark.usefixtures("old")
def test_undo_and_redo_of_a_fresh_edit_keep_its_reason(as_, cell, rows, place, small):
    journal = as_("ivanova")
    edit = journal.do(cell("4", "3"), reason="пересдача")
    undone = journal.undo(edit.op_id)
    assert values(rows) == ["3"]
    journal.undo(undone.op_id)
    assert values(rows) == ["4"]
    lines = journal.ask(CellHistory(*place(1), small.pupils[0]))
    assert [(line.reason, line.taken_back) for line in lines] == [
        ("пересдача", "повтор"),
        ("пересдача", "отмена"),
        ("пересдача", ""),
        ("", ""),
    ]


@pytest.mark.usefixtures("old")
def test_taking_back_todays_own_entry_into_an_old_row_asks_nothing(as_, cell, rows):
    journal = as_("ivanova")
    journal.do(cell("", "3"), reason="ошибка ввода")
    again = journal.do(cell("5", ""))
    journal.undo(again.op_id)
    assert values(rows) == [None]


def test_undo_of_an_old_op_is_an_edit_and_asks(as_, old, rows):
    with pytest.raises(ReasonNeeded):
        as_("ivanova").undo(old)
    assert values(rows) == ["3"]
    done = as_("ivanova").undo(old, reason="ошибка ввода")
    assert values(rows) == [None]
    assert rows(OpRow, id=done.op_id)[0].reason == "ошибка ввода"


@pytest.mark.parametrize(("days", "asks"), [(1, True), (4, False), (30, False), ("три", True)])
@pytest.mark.usefixtures("old")
def test_the_number_of_days_is_a_setting(as_, cell, rule, days, asks):
    rule(days)
    if asks:
        with pytest.raises(ReasonNeeded):
            as_("ivanova").do(cell("4", "3"))
    else:
        as_("ivanova").do(cell("4", "3"))


@pytest.mark.usefixtures("old")
def test_a_setting_counts_on_its_days_only(as_, cell, rule):
    rule(30, ends=TODAY - timedelta(1))
    rule(30, begins=TODAY + timedelta(1))
    with pytest.raises(ReasonNeeded, match=r"больше 3 дней"):
        as_("ivanova").do(cell("4", "3"))


def test_a_term_of_no_days_asks_from_the_next_day_on(as_, cell, rule):
    rule(0)
    as_("ivanova", NOON - timedelta(days=1)).do(cell("3"))
    with pytest.raises(ReasonNeeded, match="не сегодня"):
        as_("ivanova").do(cell("4", "3"))


def test_ordinary_typing_asks_the_database_nothing_for_it(as_, cell, database):
    journal, seen = as_("ivanova"), []
    engine = database.engine("ivanova")
    listener = lambda *args: seen.append(args[2])  # noqa: E731 - SQLAlchemy's six arguments
    event.listen(engine, "before_cursor_execute", listener)
    journal.do(cell("3"))
    journal.do(cell("4", "3"))
    journal.do(cell("", "4"))
    event.remove(engine, "before_cursor_execute", listener)
    assert seen
    assert not any("FROM rule" in text for text in seen)


def test_late_edits_by_work():
    day, since = date(2026, 11, 10), date(2026, 11, 20)
    assert late_edits(("4", "5"), ("4", "3"), (day, day), since) == (("5", day),)
    assert late_edits(("4",), ("4", "3"), (day,), since) == ()
    assert late_edits(("4",), (), (day,), since) == (("4", day),)
    assert late_edits(("4",), ("5",), (), since) == ()
    assert late_edits(("4",), ("5",), (since,), since) == ()
    assert late_edits(("", "5"), ("4", ""), (None, day), since) == (("5", day),)


def test_the_sentence_names_the_term():
    assert "больше 1 дня назад" in late_sentence("3", TODAY, 1)
