"""Names and definer functions: nothing a person makes on the server is taken for ours."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from uuid6 import uuid7

from walls.test_server_audit import attempt, run

_SPY = """
    create temp table got (who pg_catalog.text);
    grant all on got to public;
    create function pg_temp.spy() returns boolean language plpgsql as $$
    begin insert into pg_temp.got values (current_user); return true; end $$;
"""
_OP = """
    insert into op (uid, at, offset_min, staff_id, role, computer, title, commands, chain, seq,
                    digest, seal)
    values (:uid, now(), 420, me(), :role, '', 'x', '[]', :chain, 7, '\\x00', '\\x00')
    returning id"""
_CHANGE = """
    insert into op_change (op_id, seq, entity, row_id, before, after, digest)
    values (:op, 99, 'mark', 1, null, '{}', '\\x00')"""


def test_every_function_looks_into_temporary_names_last(walls):
    with walls.owner.connect() as connection:
        settings = connection.execute(
            text(
                "select proname, proconfig from pg_proc where pronamespace = 'public'::regnamespace"
            )
        ).all()
    assert settings
    wrong = [name for name, config in settings if not str((config or [""])[0]).endswith(" pg_temp")]
    assert not wrong


def test_a_type_of_ones_own_does_not_run_with_the_owners_rights(walls):
    arrange = "create domain pg_temp.text as pg_catalog.text check (pg_temp.spy())"
    with walls.engines["st"].connect() as connection:
        connection.exec_driver_sql(_SPY + arrange)
        connection.execute(text(_OP), {"uid": uuid7(), "role": "ST", "chain": 0})
        assert connection.scalar(text("select count(*) from pg_temp.got")) == 0
        connection.rollback()


def test_a_view_of_ones_own_does_not_run_with_the_keepers_rights(walls):
    arrange = """
        create temp view pg_roles as
            select oid, rolname, pg_temp.spy() as rolsuper, false as rolcreaterole,
                   false as rolcreatedb, false as rolreplication, false as rolbypassrls
            from pg_catalog.pg_roles;
        grant all on pg_roles to public"""
    with walls.engines["adm"].connect() as connection:
        connection.exec_driver_sql(_SPY + arrange)
        connection.execute(
            text("select open_login('adm', 'SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5')")
        )
        assert connection.scalar(text("select count(*) from pg_temp.got")) == 0
        connection.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "select pupils_of_pages(array(select id from page))",
        "select is_marked(l, p) from generate_series(1, 9) l, generate_series(1, 9) p",
    ],
)
@pytest.mark.parametrize("login", ["st", "med", "arc"])
def test_answers_about_foreign_pages_and_cells_are_not_given(walls, login, statement):
    assert run(walls, login, statement) is None


@pytest.mark.parametrize("login", ["st", "ct", "med", "arc"])
def test_nobody_signs_on_a_foreign_page(walls, login):
    role = {"st": "ST", "ct": "CT", "med": "MED", "arc": "ARC"}[login]
    foreign = walls.world.foreign["page"]
    assert run(walls, login, _OP, uid=uuid7(), role=role, chain=foreign) is None


def test_nothing_is_added_to_what_was_signed_before(walls):
    with walls.engines["st"].connect() as connection:
        op = connection.scalar(text(_OP), {"uid": uuid7(), "role": "ST", "chain": 0})
        assert attempt(connection, _CHANGE, op=op) == 1
        connection.rollback()
        assert attempt(connection, _CHANGE, op=walls.world.own.get("op", 1)) is None
        connection.rollback()
