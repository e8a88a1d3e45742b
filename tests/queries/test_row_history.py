"""History of lessons and final marks on both engines: what, by whom, why, on what order."""

import pytest
from school import NOON
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetHomework, SetTopic
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.row_history import FinalHistory, LessonHistory
from journal_desktop.store.rows.school import OrderRow, PeriodRow


@pytest.fixture
def finals(database, small):
    """The second quarter is in its last days, and there is an order of non-attestation."""
    with Session(database.owner) as session, session.begin():
        session.get_one(PeriodRow, small.periods[2]).state = PeriodState.FINALS
        order = OrderRow(
            kind=OrderKind.NONATTESTATION, number="7", day=NOON.date(), title="О неаттестации"
        )
        session.add(order)
        session.flush()
        return small.page, small.pupils[0], small.periods[2], PeriodKind.PERIOD, order.id


def test_topics_and_homework_of_a_lesson_are_told(as_, small):
    journal, lesson = as_("ivanova"), small.lessons[3]
    journal.do(SetTopic(small.page, lesson, "Дроби", "", "замена темы"))
    journal.do(SetTopic(small.page, lesson, "Доли", "Дроби", "опечатка"))
    journal.do(SetHomework(small.page, lesson, "№ 5", ""), reason="дополнено")
    lines = [
        line
        for line in journal.ask(LessonHistory(small.page, lesson))
        if line.what != "состояние"  # held with its first topic
    ]
    assert [(line.what, line.before, line.after, line.reason) for line in lines] == [
        ("домашнее задание", "пусто", "№ 5", "дополнено"),
        ("тема", "Дроби", "Доли", "опечатка"),
        ("тема", "пусто", "Дроби", "замена темы"),
    ]
    assert {line.who for line in lines} == {"Иванова М. П."}


def test_a_lesson_held_with_its_first_mark_is_told(as_, small):
    journal, lesson = as_("ivanova"), small.lessons[3]
    journal.do(SetCell(small.page, lesson, small.pupils[0], "5", ""))
    (line,) = journal.ask(LessonHistory(small.page, lesson))
    assert (line.what, line.before, line.after) == ("состояние", "по расписанию", "проведён")


def test_a_lesson_nobody_touched_has_no_history(as_, small):
    assert as_("ivanova").ask(LessonHistory(small.page, small.lessons[0])) == ()


def test_a_final_mark_tells_its_reason_and_its_order(as_, finals):
    page, pupil, period, kind, order = finals
    journal = as_("ivanova")
    journal.do(SetPeriodMark(page, pupil, period, kind, "н", "", "болел", order))
    journal.do(SetPeriodMark(page, pupil, period, kind, "4", "н", "сдал долги"))
    new, old = [
        line
        for line in journal.ask(FinalHistory(page, pupil, period, kind))
        if line.what == "итоговая отметка"
    ]
    assert (new.before, new.after, new.reason, new.basis) == ("н", "4", "сдал долги", "")
    assert (old.before, old.after, old.reason) == ("пусто", "н", "болел")
    assert old.basis == "приказ о неаттестации № 7 от 23.11.2026"


def test_a_final_mark_of_another_kind_is_not_mixed_in(as_, finals):
    page, pupil, period, _, _ = finals
    as_("ivanova").do(SetPeriodMark(page, pupil, period, PeriodKind.PERIOD, "4", ""))
    assert as_("ivanova").ask(FinalHistory(page, pupil, period, PeriodKind.EXAM)) == ()


def test_a_stranger_reads_neither(as_, small, finals):
    with pytest.raises(Refused):
        as_("petrova").ask(LessonHistory(small.page, small.lessons[3]))
    with pytest.raises(Refused):
        as_("medic").ask(FinalHistory(*finals[:4]))
