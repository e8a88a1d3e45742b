"""Commands as they are kept with their op, and read again by a later program."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

import pytest
from school import TODAY
from sqlalchemy import update
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Right
from journal_desktop.commands import base
from journal_desktop.commands.accounts import PasswordChanged
from journal_desktop.commands.base import Command, freeze, thaw
from journal_desktop.commands.catalogue import HANDLERS
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.commands.prints import RecordDraft
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.staff import AccountRow


@dataclass(frozen=True)
class Everything(Command):
    right: ClassVar = Right.SETUP_WRITE
    title: ClassVar = "Всё"
    day: date
    ends: date | None
    at: datetime
    uid: UUID
    weight: Decimal
    scheme: Scheme
    other: Scheme | None
    rows: tuple[int, ...]
    note: str | None = None


@pytest.fixture
def everything(monkeypatch):
    monkeypatch.setitem(base.HANDLERS, Everything, lambda _session, _cmd: None)
    return Everything(
        date(2026, 9, 1),
        None,
        datetime(2026, 9, 1, 3, tzinfo=UTC),
        UUID(int=5),
        Decimal("1.5"),
        Scheme.HALVES,
        None,
        (1, 2, 3),
    )


def test_every_kind_of_field_comes_back_but_lists_which_are_left_out(everything):
    thawed = thaw(freeze(everything))
    assert vars(thawed) == {**vars(everything), "rows": ()}


def test_optional_fields_come_back_with_their_types(everything):
    frozen = freeze(everything)
    frozen["args"] |= {"ends": "2027-05-26", "other": "QUARTERS"}
    thawed = thaw(frozen)
    assert (thawed.ends, thawed.other) == (date(2027, 5, 26), Scheme.QUARTERS)


def test_a_field_that_did_not_exist_then_has_its_default(everything):
    frozen = freeze(everything)
    del frozen["args"]["note"]
    assert thaw(frozen).note is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frozen: frozen.update(kind="DanceInTheHall"),
        lambda frozen: frozen["args"].pop("day"),
        lambda frozen: frozen["args"].update(scheme="DECADES"),
    ],
    ids=["no such command", "no such field", "no such member"],
)
def test_what_another_version_made_is_refused_with_a_sentence(everything, spoil):
    frozen = freeze(everything)
    spoil(frozen)
    with pytest.raises(Refused, match=r"другой версии"):
        thaw(frozen)


def test_period_kinds_and_orders_survive():
    command = SetPeriodMark(1, 2, 3, PeriodKind.EXAM, "5", "", order_id=None)
    assert thaw(freeze(command)) == command


def test_every_command_of_the_catalogue_has_a_title_that_fits_the_audit():
    assert all(0 < len(kind.title) <= 80 for kind in HANDLERS)


def test_undo_of_an_op_of_another_version_changes_nothing(as_, small, database):
    journal = as_("ivanova")
    done = journal.do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    frozen = [{"kind": "SetMarkOfOldTimes", "args": {}}]
    with database.owner.begin() as connection:
        if database.kind == "sqlite":
            connection.exec_driver_sql("drop trigger op_no_update")
        else:
            connection.exec_driver_sql("alter table op disable trigger op_stays")
        connection.execute(update(OpRow).values(commands=frozen))
        if database.kind == "postgres":
            connection.exec_driver_sql("alter table op enable trigger op_stays")
    with pytest.raises(Refused, match=r"другой версии"):
        journal.undo(done.op_id)


def test_registers_and_passwords_are_not_undone(as_, small, database):
    journal = as_("admin")
    record = RecordDraft(
        "journal", small.year, small.class_id, "Журнал", 10, 5, "0" * 64, "00", "00"
    )
    with Session(database.owner) as session, session.begin():
        session.query(AccountRow).filter_by(login="admin").one().must_change = True
    for command in (record, PasswordChanged()):
        done = journal.do(command)
        with pytest.raises(Refused, match=r"не отменяется"):
            journal.undo(done.op_id)
    with Session(database.owner) as session:
        assert session.query(PrintRow).one().state_day == TODAY
        assert not session.query(AccountRow).filter_by(login="admin").one().must_change
