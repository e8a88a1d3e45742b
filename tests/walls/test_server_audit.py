"""psql as each role: the audit can be neither forged nor read beyond one's own."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from uuid6 import uuid7

from walls.world import PEOPLE

_OP = """
    insert into op (uid, at, offset_min, staff_id, role, computer, title, commands, chain, seq,
                    digest, seal)
    values (:uid, now() - interval '1 year', 420, :staff, :role, '', 'x', '[]', :chain, 7,
            '\\x00', '\\x00')
    returning id, staff_id, at > now() - interval '1 hour' as fresh, seq"""


def run(walls, login, statement, **values):
    """What the server says as the person, rolled back; None when it refuses."""
    with walls.engines[login].connect() as connection:
        try:
            return attempt(connection, statement, **values)
        finally:
            connection.rollback()


def attempt(connection, statement, **values):
    """The same inside one transaction, so that many can be tried."""
    savepoint = connection.begin_nested()
    try:
        result = connection.execute(text(statement), values)
        return result.mappings().all() if result.returns_rows else result.rowcount
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != "42501":
            raise
        return None
    finally:
        savepoint.rollback()


def op(walls, login, *, role, staff=None, chain=0):
    staff = walls.world.staff[staff or login]
    return run(walls, login, _OP, uid=uuid7(), staff=staff, role=role, chain=chain)


@pytest.mark.parametrize("login", PEOPLE)
def test_an_op_is_signed_by_who_is_connected_and_at_the_servers_time(walls, login):
    said = op(walls, login, role=PEOPLE[login].value, staff="other")[0]
    assert said["staff_id"] == walls.world.staff[login]
    assert said["fresh"]
    assert said["seq"] == 1


@pytest.mark.parametrize("login", PEOPLE)
def test_a_role_one_does_not_hold_is_refused(walls, login):
    wrong = "DIR" if login != "dir" else "ADM"
    assert op(walls, login, role=wrong) is None


_ATTACKS = (
    "update op set title = 'y'",
    "delete from op",
    "update op_change set before = null",
    "delete from op_change",
    "update login_event set accepted = false",
    "delete from login_event",
    "update chain set seq = 0",
    "delete from chain",
    "insert into chain values (99, 1, '\\x00')",
    "insert into op (id, uid) values (1000000, gen_random_uuid())",
    "alter table mark disable row level security",
    "drop policy may_select on mark",
    "alter table op disable trigger all",
    "create or replace function me() returns integer language sql as 'select 1'",
    "create table evil (id integer)",
    "set role postgres",
    "create role evil login",
)


@pytest.mark.parametrize("login", PEOPLE)
def test_nobody_touches_what_holds_the_wall(walls, login):
    with walls.engines[login].connect() as connection:
        done = [attack for attack in _ATTACKS if attempt(connection, attack)]
        connection.rollback()
    assert not done


def test_settings_of_a_connection_change_nothing(walls):
    with walls.engines["med"].connect() as connection:
        connection.execute(text("select set_config('app.user', 'dir', false)"))
        connection.execute(
            text("create temp table role_grant as select 1 as staff_id, 'DIR' as role")
        )
        connection.execute(text("create temp table account (login text)"))
        assert connection.scalar(text("select array_to_string(my_roles(), ',')")) == "MED"
        connection.rollback()


def test_views_are_read_and_never_written_through(walls):
    for login in PEOPLE:
        assert run(walls, login, "update pupil_name set surname = 'x'") is None
        assert run(walls, login, "delete from lesson_time") is None


@pytest.mark.parametrize("login", PEOPLE)
@pytest.mark.parametrize(
    "table", ["mark", "absence", "cell_note", "period_mark", "op", "op_change"]
)
def test_nobody_locks_the_journal_for_everybody(walls, login, table):
    assert run(walls, login, f"lock table {table} in access exclusive mode") is None


def test_a_class_teacher_holds_no_lesson_of_others(walls):
    held = run(walls, "ct", "select 1 from lesson for update")
    assert held == []
    assert len(run(walls, "st", "select 1 from lesson for update")) == 1


@pytest.mark.parametrize("login", ["dir", "adm", "arc"])
@pytest.mark.parametrize("change", ["sha256 = repeat('0', 64)", "pages = 9", "title = 'y'"])
def test_what_was_printed_stays_as_it_was(walls, login, change):
    assert run(walls, login, f"update print set {change}") is None  # noqa: S608 - our own words


@pytest.fixture
def ops(walls):
    """One op on the health chain, one on the own page, one on the foreign page, with changes."""
    made = {}
    with walls.owner.begin() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")
        places = {
            "health": -1,
            "own": walls.world.own["page"],
            "foreign": walls.world.foreign["page"],
        }
        for turn, (name, chain) in enumerate(places.items(), start=900):
            numbered = _OP.replace("(uid", "(id, uid").replace("(:uid", f"({turn}, :uid")
            who = {"uid": uuid7(), "staff": walls.world.staff["other"], "role": "ST"}
            connection.execute(text(numbered), who | {"chain": chain})
            entity = "health_sheet" if name == "health" else "mark"
            connection.execute(
                text("insert into op_change values (:op, 0, :entity, 1, null, null, '\\x00')"),
                {"op": turn, "entity": entity},
            )
            made[name] = turn
    yield made
    with walls.owner.begin() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")
        for table, column in (("op_change", "op_id"), ("op", "id")):
            connection.execute(text(f"delete from {table} where {column} >= 900"))  # noqa: S608 - our own names


SEES = {
    "dir": {"own", "foreign"},
    "dep": {"own", "foreign"},
    "adm": {"own", "foreign"},
    "ct": {"own"},
    "st": {"own"},
    "pe": set(),
    "med": {"health"},
    "arc": set(),
    "sec": set(),
}


@pytest.mark.parametrize("login", PEOPLE)
@pytest.mark.parametrize(("table", "column"), [("op", "id"), ("op_change", "op_id")])
def test_who_reads_whose_actions(walls, ops, login, table, column):
    seen = {
        name
        for name, number in ops.items()
        if run(walls, login, f"select 1 from {table} where {column} = :n", n=number)  # noqa: S608 - our own names
    }
    assert seen == SEES[login]


def test_a_blocked_account_sees_nothing_even_while_connected(walls):
    with walls.engines["adm"].connect() as connection:
        query = text("select count(*) from pupil")
        assert connection.scalar(query) == 2
        connection.rollback()
        with walls.owner.begin() as owner:
            owner.execute(text("set local session_replication_role = replica"))  # no trigger
            owner.execute(text("update account set state = 'BLOCKED' where login = 'adm'"))
        assert connection.scalar(query) == 0
        connection.rollback()
        with walls.owner.begin() as owner:
            owner.execute(text("set local session_replication_role = replica"))  # no trigger
            owner.execute(text("update account set state = 'ACTIVE' where login = 'adm'"))
