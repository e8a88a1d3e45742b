"""Verification by somebody who may not read everything: what is left out is named, never broken."""

import pytest
from school import NOON
from uuid6 import uuid7

from journal_desktop.access.policy import Right
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Refused
from journal_desktop.store.audit import Change, Signature, write_op
from journal_desktop.store.bulk import UNAUDITED_TABLES
from journal_desktop.store.engine import for_writes
from journal_desktop.store.readable import reader_of, unreadable
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.health import HEALTH_TABLES
from journal_desktop.store.rows.ops import HEALTH_CHAIN
from journal_desktop.store.verify import verify


class Enough(Exception):
    """Raised by whoever waits no longer."""


def test_every_audited_table_has_its_reader():
    tables = {table.name for table in Base.metadata.sorted_tables} - UNAUDITED_TABLES
    open_to_all = {name for name in tables if reader_of(name) is Right.SCHOOL_READ}
    assert open_to_all == {
        *("school", "school_year", "period", "subject", "class_group", "legal_document"),
        *("class_teacher", "subgroup", "page", "staff", "school_order"),
    }
    assert {reader_of(name) for name in HEALTH_TABLES} == {Right.HEALTH_WRITE}


def test_a_skipped_table_is_not_compared(mark, attack, database):
    mark("5")
    attack("update mark set value = '2'")
    assert {each.table for each in verify(database.owner)} == {"mark"}
    assert verify(database.owner, skip={"mark"}) == ()


@pytest.mark.usefixtures("loaded")
def test_health_left_out_leaves_its_chain_out(attack, database):
    signature = Signature(uuid7(), NOON, 420, None, "", "к", "Листок", [], HEALTH_CHAIN)
    with for_writes(database.owner).begin() as connection:
        write_op(connection, signature, [Change("health_sheet", 1, {"pupil_id": 1}, None)])
    attack("delete from op_change", "delete from op where chain = -1")  # as the server hides it
    assert {each.table for each in verify(database.owner, skip={"mark"})} >= {"chain"}
    hidden = {each.table for each in verify(database.owner, skip=HEALTH_TABLES)}
    assert hidden <= {"op"}  # a file counts its actions; a server's numbers may have gaps


def test_an_action_copied_to_stand_twice_is_named(mark, attack, database):
    op_id = mark("5")
    attack(
        "insert into op (id, uid, chain, seq, digest, seal, at, offset_min, staff_id, role,"
        " computer, title, commands, undoes, reason, basis_id) select id + 1000, :uid, chain,"
        " seq + 1, digest, seal, at, offset_min, staff_id, role, computer, title, commands,"
        " undoes, reason, basis_id from op where id = :op",
        op=op_id,
        uid=uuid7().hex,
    )
    found = [each.text for each in verify(database.owner) if each.row_id == op_id + 1000]
    assert any("изменён текст действия" in text for text in found)


def test_an_action_set_back_in_time_is_named(mark, attack, database):
    mark("5")
    op_id = mark("4", "5")
    attack("update op set at = :at where id = :op", op=op_id, at="2026-09-01 05:00:00.000000")
    assert [each.row_id for each in verify(database.owner)] == [op_id]


def test_a_reason_written_in_afterwards_is_named(mark, attack, database):
    op_id = mark("5")
    attack("update op set reason = 'по приказу' where id = :op", op=op_id)
    assert [each.row_id for each in verify(database.owner)] == [op_id]


def test_without_the_audit_there_is_nothing_to_compare(database):
    assert verify(database.owner, skip={"op"}) == ()


@pytest.mark.usefixtures("loaded")
def test_whoever_waits_may_stop(database):
    heard = []

    def tell(what):
        heard.append(what)
        if len(heard) == 3:
            raise Enough

    with pytest.raises(Enough):
        verify(database.owner, tell)
    assert heard[0] == "Контроль журнала действий"
    assert verify(database.owner) == ()  # the connection is free again


def test_the_words_told_are_russian(database):
    heard = []
    verify(database.owner, heard.append)
    assert "Сверка: итоговая отметка" in heard
    assert not any("_" in what for what in heard)


@pytest.mark.parametrize("login", ["admin", "zavuch"])
def test_the_gate_says_what_it_leaves_out(as_, small, database, login):
    journal = as_(login)
    known = {(each.table, each.row_id) for each in verify(database.owner)}  # built past the gate
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    left = set(journal.unverified())
    assert left == unreadable(database.engine(login), journal.actor)
    if database.owner.dialect.name == "sqlite":
        assert left == set()
    assert {(each.table, each.row_id) for each in journal.verify()} <= known


@pytest.mark.parametrize("login", ["ivanova", "petrova", "medic"])
def test_others_do_not_verify(as_, login):
    with pytest.raises(Refused, match=r"п\. 1\.9"):
        as_(login).verify()
