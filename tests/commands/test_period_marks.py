"""Final marks: Regulation 3.2.5 (R-3.2.5-05, -17, -18, -21), A13 — on both engines."""

import threading
from datetime import date, timedelta

import pytest
from school import NOON, TODAY
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import OrderKind, Scheme
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.classes import (
    AssignmentRow,
)
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow

PERIOD, YEAR, EXAM, FINAL = PeriodKind
Q1_END = date(2026, 10, 23)


@pytest.fixture
def order(add):
    return add(
        OrderRow(kind=OrderKind.NONATTESTATION, number="61-у", day=TODAY, title="Об аттестации")
    )


@pytest.mark.parametrize("text", ["5", "2", "осв", "у", "б", "н", "–"])
def test_a_page_with_marks_takes_digits_exemption_and_letters(as_, mark, look, text):
    as_("ivanova").do(mark(text))
    assert look() == (text, "", None)


@pytest.mark.parametrize("text", ["К", "1", "6", "зач", "н/а", "45", "хор"])
def test_a_page_with_marks_refuses_other_signs_clause_3_2_5(as_, mark, look, text):
    with pytest.raises(Invalid, match=r"3\.2\.5"):
        as_("ivanova").do(mark(text))
    assert look() is None


@pytest.mark.parametrize("text", ["К", "осв", "н"])
def test_a_course_without_marks_takes_the_sign_of_a_course_and_letters(as_, mark, small, text):
    as_("ivanova").do(mark(text, page=small.course_page))
    cells = as_("ivanova").ask(SpreadOf(small.course_page)).period_cells
    assert cells[small.pupils[0], small.periods[2], PERIOD].value == text


@pytest.mark.parametrize("text", ["5", "–", "зач"])
def test_a_course_without_marks_refuses_marks_clause_3_2_5(as_, mark, small, text):
    with pytest.raises(Invalid, match=r"безотметочное.*«К»"):
        as_("ivanova").do(mark(text, page=small.course_page))


def test_mark_of_the_year_of_the_exam_and_the_total_stand_in_the_year(as_, mark, small):
    journal = as_("ivanova")
    journal.do(mark("4", period=0), mark("5", period=0, kind=EXAM), mark("5", period=0, kind=FINAL))
    cells = journal.ask(SpreadOf(small.page)).period_cells
    year = small.periods[0]
    values = [cells[small.pupils[0], year, kind].value for kind in (YEAR, EXAM, FINAL)]
    assert values == ["4", "5", "5"]


@pytest.mark.parametrize(("period", "kind"), [(2, YEAR), (2, EXAM), (2, FINAL), (0, PERIOD)])
def test_a_kind_that_the_period_has_not_is_invalid(as_, mark, look, period, kind):
    with pytest.raises(Invalid, match=r"графы нет"):
        as_("ivanova").do(mark("4", period=period, kind=kind))
    assert look(period, kind) is None


def test_a_period_of_another_scheme_is_invalid(as_, small, add):
    half = add(
        PeriodRow(
            year_id=small.year,
            scheme=Scheme.HALVES,
            number=1,
            title="I полугодие",
            short="I п.",
            begins=date(2026, 9, 1),
            ends=date(2026, 12, 30),
            state=PeriodState.OPEN,
        )
    )
    for period in (half, 9999):
        with pytest.raises(Invalid, match=r"периода у этой страницы нет"):
            as_("ivanova").do(SetPeriodMark(small.page, small.pupils[0], period, PERIOD, "4", ""))


def test_non_attestation_rests_on_an_order_for_a_quarter_and_for_the_year(as_, mark, look, order):
    journal = as_("ivanova")
    journal.do(mark("н", order_id=order), mark("б", period=0, order_id=order))
    assert look() == ("н", "", order)
    assert look(0) == ("б", "", order)


def test_an_order_is_shown_with_its_number_and_day(as_, mark, small, order):
    journal = as_("ivanova")
    journal.do(mark("н", order_id=order))
    cell = journal.ask(SpreadOf(small.page)).period_cells[small.pupils[0], small.periods[2], PERIOD]
    assert cell.order == "№ 61-у от 23.11.2026"


def test_an_order_may_be_added_later_and_is_kept_when_the_same_sign_is_put_again(
    as_, mark, look, order
):
    journal = as_("ivanova")
    journal.do(mark("н"))
    journal.do(mark("н", "н", order_id=order))
    assert look() == ("н", "", order)
    assert journal.do(mark("н", "н")).op_id is None
    assert look() == ("н", "", order)
    journal.do(mark("4", "н"))
    assert look() == ("4", "", None)


def test_an_order_beside_a_digit_or_of_another_kind_is_invalid(as_, mark, add, order):
    other = add(OrderRow(kind=OrderKind.DEPARTURE, number="1", day=TODAY, title="О выбытии"))
    with pytest.raises(Invalid, match=r"только при неаттестации"):
        as_("ivanova").do(mark("4", order_id=order))
    for wrong in (other, 9999):
        with pytest.raises(Invalid, match=r"приказа о неаттестации нет"):
            as_("ivanova").do(mark("н", order_id=wrong))


def test_reason_is_kept_changed_and_goes_with_the_mark(as_, mark, look):
    journal = as_("ivanova")
    journal.do(mark("5", reason="  динамика "))
    assert look() == ("5", "динамика", None)
    journal.do(mark("5", "5", reason="решение педсовета"))
    assert look() == ("5", "решение педсовета", None)
    journal.do(mark("", "5", reason="ошибка"))
    assert look() == (None, "", None)


def test_same_mark_again_is_not_an_op(as_, mark, database):
    journal = as_("ivanova")
    journal.do(mark("5", reason="динамика"))
    assert journal.do(mark("5", "5")).op_id is None
    assert journal.do(mark("", pupil=1)).op_id is None
    with Session(database.owner) as session:
        assert session.scalar(select(func.count()).select_from(OpRow)) == 1


def test_stale_expectation_is_a_conflict_with_both_marks_and_the_author(as_, mark, look):
    journal = as_("ivanova")
    journal.do(mark("5"))
    with pytest.raises(Conflict, match=r"«5» \(Иванова М\. П\.\).*«4»") as caught:
        journal.do(mark("4"))
    assert (caught.value.stored, caught.value.author, caught.value.at) == (
        "5",
        "Иванова М. П.",
        NOON,
    )
    with pytest.raises(Conflict, match=r"«пусто».*«3»"):
        journal.do(mark("3", "4", pupil=1))
    assert look()[0] == "5"


def test_undo_and_redo_back_to_the_beginning(as_, mark, look):
    journal = as_("ivanova")
    put = journal.do(mark("4"))
    changed = journal.do(mark("5", "4", reason="динамика"))
    undone = journal.undo(changed.op_id)
    assert look() == ("4", "", None)
    journal.undo(undone.op_id)
    assert look() == ("5", "динамика", None)
    with pytest.raises(Conflict):
        journal.undo(put.op_id)


@pytest.mark.parametrize("period", [2, 0])
def test_closed_period_stops_command_and_undo(as_, mark, look, small, change, period):
    journal = as_("ivanova")
    put = journal.do(mark("5", period=period))
    change(PeriodRow, small.periods[period], state=PeriodState.CLOSED)
    for act in (lambda: journal.do(mark("4", "5", period=period)), lambda: journal.undo(put.op_id)):
        with pytest.raises(Refused, match=r"закрыт"):
            act()
    assert look(period)[0] == "5"


def test_deadline_stops_command_clearing_and_undo(as_, mark, look, small, change):
    journal = as_("ivanova")
    change(PeriodRow, small.periods[2], deadline=NOON)
    put = journal.do(mark("5"))
    late = as_("ivanova", NOON + timedelta(minutes=1))
    acts = (
        lambda: late.do(mark("4", "5")),
        lambda: late.do(mark("", "5")),
        lambda: late.undo(put.op_id),
    )
    for act in acts:
        with pytest.raises(Refused, match=r"II четверть.*истёк 23\.11\.2026 12:00.*3\.2\.5"):
            act()
    assert look()[0] == "5"


def test_a_period_that_has_not_begun_takes_no_mark(as_, mark):
    with pytest.raises(Refused, match=r"III четверть.*11\.01\.2027"):
        as_("ivanova").do(mark("5", period=3))


@pytest.mark.parametrize("login", ["petrova", "zavuch", "admin", "medic"])
def test_only_the_teacher_of_the_page_puts_final_marks(as_, mark, look, login):
    with pytest.raises(Refused, match=r"1\.9"):
        as_(login).do(mark("5"))
    assert look() is None


def test_a_teacher_whose_assignment_ended_puts_none(as_, mark, database, small):
    put = as_("ivanova").do(mark("5"))
    with Session(database.owner) as session, session.begin():
        row = session.scalars(select(AssignmentRow).filter_by(page_id=small.page)).one()
        row.ends = TODAY - timedelta(1)
    journal = as_("ivanova")
    for act in (lambda: journal.do(mark("4", "5")), lambda: journal.undo(put.op_id)):
        with pytest.raises(Refused, match=r"права"):
            act()


@pytest.mark.parametrize("before", ["", "3"])
def test_two_people_at_one_final_mark_one_of_them_is_told(as_, mark, look, before):
    if before:
        as_("ivanova").do(mark(before))
    journals, results = [as_("ivanova"), as_("ivanova")], []

    def put(journal, text):
        try:
            results.append(journal.do(mark(text, before)).op_id)
        except Conflict as conflict:
            results.append(conflict)

    threads = [threading.Thread(target=put, args=pair) for pair in zip(journals, "45", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(each, Conflict) for each in results) == [False, True]
    assert look()[0] in {"4", "5"}
