"""Orders of non-attestation: who registers them and what they must have (R-3.2.5-18, 9.2)."""

from datetime import date, timedelta

import pytest
from school import TODAY

from journal_desktop.access.policy import Role
from journal_desktop.commands.orders import ORDER_TITLE, AddNonattestationOrder
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.orders import NonattestationOrders
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.rows.staff import RoleGrantRow


def test_the_officer_registers_an_order_and_undo_takes_it_back(as_, rows):
    done = as_("admin").do(AddNonattestationOrder(" № 61-у ", TODAY))
    (row,) = rows(OrderRow)
    assert (row.kind, row.number, row.day, row.title) == (
        OrderKind.NONATTESTATION,
        "61-у",
        TODAY,
        ORDER_TITLE,
    )
    as_("admin").undo(done.op_id)
    assert rows(OrderRow) == []


def test_the_clerk_registers_orders_too(as_, add, small):
    add(
        RoleGrantRow(
            staff_id=small.staff["medic"],
            role=Role.SEC,
            begins=date(2026, 9, 1),
            data_categories="",
        )
    )
    as_("medic").do(AddNonattestationOrder("61-у", TODAY))


@pytest.mark.parametrize("login", ["ivanova", "zavuch"])
def test_others_only_choose(as_, login):
    with pytest.raises(Refused, match="нет права"):
        as_(login).do(AddNonattestationOrder("61-у", TODAY))


@pytest.mark.parametrize(
    ("number", "day", "why"),
    [
        ("  ", TODAY, "номер"),
        ("№", TODAY, "номер"),
        ("1", TODAY + timedelta(1), "не наступил"),
        ("1" * 33, TODAY, "слишком длинный"),
    ],
)
def test_an_order_without_a_number_or_of_tomorrow_is_invalid(as_, rows, number, day, why):
    with pytest.raises(Invalid, match=why):
        as_("admin").do(AddNonattestationOrder(number, day))
    assert rows(OrderRow) == []


def test_the_same_order_is_not_registered_twice(as_):
    as_("admin").do(AddNonattestationOrder("61-у", TODAY))
    with pytest.raises(Invalid, match=r"№ 61-у от 23\.11\.2026 уже записан"):
        as_("admin").do(AddNonattestationOrder("61-у", TODAY))
    as_("admin").do(AddNonattestationOrder("61-у", TODAY - timedelta(1)))


def test_orders_of_the_year_are_offered_the_newest_first(as_, add, small):
    for number, day, kind in (
        ("1", date(2026, 8, 31), OrderKind.NONATTESTATION),
        ("2", date(2026, 9, 1), OrderKind.NONATTESTATION),
        ("3", date(2026, 11, 2), OrderKind.NONATTESTATION),
        ("4", date(2026, 11, 2), OrderKind.DEPARTURE),
    ):
        add(OrderRow(kind=kind, number=number, day=day, title="О"))
    found = as_("ivanova").ask(NonattestationOrders(small.page))
    assert [order.text for order in found] == ["№ 3 от 02.11.2026", "№ 2 от 01.09.2026"]
    with pytest.raises(Refused):
        as_("petrova").ask(NonattestationOrders(small.page))
