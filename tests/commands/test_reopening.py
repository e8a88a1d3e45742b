"""Final marks after their deadline: DEP opens a page again for hours (domain 9.3)."""

from datetime import timedelta

import pytest
from school import NOON, TODAY

from journal_desktop.commands.orders import AttachOrder
from journal_desktop.commands.reopening import OpenFinals
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.periods import PeriodsOf
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.closing import ReopeningRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow

HOUR = timedelta(hours=1)


@pytest.fixture
def overdue(small, change):
    """The second quarter, whose deadline passed an hour ago."""
    change(PeriodRow, small.periods[2], deadline=NOON - HOUR)
    return small.periods[2]


@pytest.fixture
def letter(as_, mark, small, change):
    """The second quarter, overdue, with «н» put in time."""
    as_("ivanova").do(mark("н"))
    change(PeriodRow, small.periods[2], deadline=NOON - HOUR)
    return small.periods[2]


@pytest.fixture
def opening(small, overdue):
    def command(hours=2, reason="болезнь учителя", period=overdue, page=None):
        return OpenFinals(page or small.page, period, hours, reason)

    return command


@pytest.fixture
def order(add):
    def made(kind=OrderKind.NONATTESTATION):
        return add(OrderRow(kind=kind, number="61-у", day=TODAY, title="Об аттестации"))

    return made


def test_the_teacher_writes_while_the_page_is_open_again_and_not_after(as_, mark, look, opening):
    with pytest.raises(Refused, match="истёк"):
        as_("ivanova").do(mark("4"))
    as_("zavuch").do(opening(2))
    as_("ivanova", NOON + 1.9 * HOUR).do(mark("4"))
    with pytest.raises(Refused, match=r"истёк 23\.11\.2026 11:00.*п\. 3\.2\.5"):
        as_("ivanova", NOON + 2 * HOUR).do(mark("5", "4"))
    assert look() == ("4", "", None)


def test_only_the_page_named_is_open(as_, mark, small, opening):
    as_("zavuch").do(opening(page=small.course_page))
    with pytest.raises(Refused, match="истёк"):
        as_("ivanova").do(mark("4"))
    as_("ivanova").do(mark("К", page=small.course_page))


@pytest.mark.parametrize("login", ["ivanova", "admin", "medic"])
def test_nobody_but_the_deputy_opens_it(as_, opening, login):
    with pytest.raises(Refused, match="нет права"):
        as_(login).do(opening())


def test_the_row_and_the_op_tell_who_until_when_and_why(as_, opening, rows, small, overdue):
    done = as_("zavuch").do(opening(3, "  пересдача\n"), reason="пересдача")
    (row,) = rows(ReopeningRow)
    assert (row.page_id, row.period_id, row.staff_id) == (
        small.page,
        overdue,
        small.staff["zavuch"],
    )
    assert (row.until, row.reason) == (NOON + 3 * HOUR, "пересдача")
    op = rows(OpRow, id=done.op_id)[0]
    assert (op.chain, op.role, op.reason) == (small.page, "DEP", "пересдача")


def test_the_columns_say_until_when(as_, opening, small, overdue):
    as_("zavuch").do(opening(2))
    as_("zavuch").do(opening(5))
    journal = as_("ivanova")
    column = journal.ask(SpreadOf(small.page, overdue)).periods[0]
    assert column.reopened == NOON + 5 * HOUR
    assert not column.is_overdue(NOON)
    assert column.is_overdue(NOON + 5 * HOUR)
    found = {column.period_id: column.reopened for column in journal.ask(PeriodsOf(small.page))}
    assert found[overdue] == NOON + 5 * HOUR
    assert found[small.periods[1]] is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"hours": 0}, "от 1 до 240"),
        ({"hours": 241}, "от 1 до 240"),
        ({"reason": " \t"}, "Укажите причину"),
        ({"period": 9999}, "периода у этой страницы нет"),
        ({"page": 9999}, "страницы журнала больше нет"),
    ],
)
def test_what_cannot_be_opened_is_invalid(as_, opening, rows, said, why):
    with pytest.raises(Invalid, match=why):
        as_("zavuch").do(opening(**said))
    assert rows(ReopeningRow) == []


def test_a_shorter_term_than_the_one_there_is_says_so(as_, opening):
    as_("zavuch").do(opening(5))
    with pytest.raises(Invalid, match=r"уже открыты до 23\.11\.2026 17:00"):
        as_("zavuch").do(opening(2))


@pytest.mark.parametrize("deadline", [None, NOON, NOON + HOUR])
def test_what_is_not_overdue_needs_no_opening(as_, opening, change, overdue, deadline):
    change(PeriodRow, overdue, deadline=deadline)
    with pytest.raises(Invalid, match="ещё не истёк"):
        as_("zavuch").do(opening())


@pytest.mark.parametrize("state", [PeriodState.CLOSED, PeriodState.ARCHIVED])
def test_a_closed_period_is_not_opened(as_, opening, change, overdue, state):
    change(PeriodRow, overdue, state=state)
    with pytest.raises(Refused, match="закрыт"):
        as_("zavuch").do(opening())


def test_undo_shuts_it_at_once(as_, mark, opening):
    done = as_("zavuch").do(opening())
    as_("zavuch").undo(done.op_id)
    with pytest.raises(Refused, match="истёк"):
        as_("ivanova").do(mark("4"))


@pytest.mark.usefixtures("letter")
def test_an_order_is_named_after_the_deadline_too_and_a_letter_is_not_changed(
    as_, mark, look, order
):
    number = order()
    as_("ivanova").do(mark("н", "н", order_id=number))
    assert look() == ("н", "", number)
    with pytest.raises(Refused, match="истёк"):
        as_("ivanova").do(mark("б", "н", order_id=number))


def test_no_order_is_named_after_the_period_is_closed(as_, small, letter, change, order):
    change(PeriodRow, letter, state=PeriodState.CLOSED)
    with pytest.raises(Refused, match="закрыт"):
        as_("admin").do(_attach(small, letter, order()))


def test_the_officer_names_the_order_and_the_letter_stays(as_, mark, look, small, order):
    as_("ivanova").do(mark("б"))
    period, number = small.periods[2], order()
    as_("admin").do(_attach(small, period, number, "б"))
    assert look() == ("б", "", number)
    assert as_("admin").do(_attach(small, period, number, "б")).op_id is None
    with pytest.raises(Refused, match="нет права"):
        as_("ivanova").do(_attach(small, period, number, "б"))


def test_an_order_to_a_letter_that_is_no_more_is_a_conflict(as_, mark, look, small, order):
    period, number = small.periods[2], order()
    with pytest.raises(Conflict, match="«пусто», а не «б»"):
        as_("admin").do(_attach(small, period, number, "б"))
    as_("ivanova").do(mark("4"))
    with pytest.raises(Conflict, match="«4», а не «б»"):
        as_("admin").do(_attach(small, period, number, "б"))
    with pytest.raises(Invalid, match="только при неаттестации"):
        as_("admin").do(_attach(small, period, number, "4"))
    with pytest.raises(Conflict):
        as_("admin").do(AttachOrder(9999, small.pupils[0], period, PeriodKind.PERIOD, "б", number))
    assert look() == ("4", "", None)


def _attach(small, period, order, letter="н"):
    return AttachOrder(small.page, small.pupils[0], period, PeriodKind.PERIOD, letter, order)
