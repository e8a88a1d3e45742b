"""The schema on both engines, and what an ordinary login of the server cannot do."""

import pytest
import sqlalchemy.exc
from alembic import command
from alembic.script import ScriptDirectory
from databases import PASSWORD, open_database
from school import NOON
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from journal_desktop.store import schema
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import for_writes
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.server_roles import roles_of
from journal_desktop.store.upgrade import configured, upgrade
from journal_desktop.store.verify import verify
from store.arrange import journal_of, load_small


def test_tables_are_exactly_what_the_row_classes_say(database):
    with for_writes(database.owner).connect() as connection:
        command.check(configured(connection))


def test_second_upgrade_changes_nothing(database, mark):
    mark("5")

    def everything():
        with database.owner.connect() as connection:
            if database.kind == "sqlite":
                query = "select type, name, sql from sqlite_master order by 1, 2"
            else:
                query = (
                    "select 'trigger', tgname, pg_get_triggerdef(oid) from pg_trigger"
                    " where not tgisinternal union all"
                    " select 'function', proname, pg_get_functiondef(oid) from pg_proc"
                    " where pronamespace = 'public'::regnamespace union all"
                    " select 'rights', relname, relacl::text from pg_class"
                    " where relnamespace = 'public'::regnamespace order by 1, 2"
                )
            return connection.execute(text(query)).all()

    before = everything()
    upgrade(database.owner)
    assert everything() == before
    assert verify(database.owner) == ()


def test_program_knows_the_newest_migration(sqlite_template):
    assert sqlite_template.exists()
    scripts = ScriptDirectory.from_config(configured(None))
    assert scripts.get_heads() == [schema.HEAD]
    assert set(schema.KNOWN) == {script.revision for script in scripts.walk_revisions()}


FORBIDDEN = [
    "update op set title = ''",
    "update op set at = at",
    "delete from op",
    "update op_change set seq = seq + 1",
    "delete from op_change",
    "update login_event set accepted = not accepted",
    "delete from login_event",
]


def test_audit_is_append_only_even_for_its_owner(database, mark):
    mark("5")
    with database.owner.begin() as connection:
        connection.execute(
            text(
                "insert into login_event (at, login, computer, accepted) values (:at, '', '', :yes)"
            ),
            {"at": NOON, "yes": True},
        )
    for statement in FORBIDDEN:
        with (
            database.owner.connect() as connection,
            pytest.raises(sqlalchemy.exc.DBAPIError, match="append-only"),
        ):
            connection.execute(text(statement))


def test_chain_of_a_file_only_grows(request, tmp_path):
    database = open_database(request, "sqlite", tmp_path)
    load_small(database.owner)
    for statement in (
        "update chain set seq = seq + 2",
        "update chain set seq = seq - 1",
        "update chain set id = 7",
        "delete from chain",
    ):
        with (
            database.owner.connect() as connection,
            pytest.raises(sqlalchemy.exc.DBAPIError, match="a chain only grows"),
        ):
            connection.execute(text(statement))
    database.close()


@pytest.fixture
def staff(request, tmp_path):
    """Ivanova's own connection to the server, in a school with one mark."""
    database = open_database(request, "postgres", tmp_path)
    load_small(database.owner)
    make_server_login(database.owner, "petrova", PASSWORD)
    database.let_make_temporary()
    engine = database.engine("ivanova")
    with engine.connect() as connection:
        yield connection
    database.close()


REFUSED = [
    "insert into chain values (77, 0, '')",
    "update chain set seq = 0",
    "delete from chain",
    "insert into account (staff_id, login) values (5, 'x')",
    "update account set login = 'x'",
    "delete from account",
    "update alembic_version set version_num = '9'",
    "insert into alembic_version values ('9')",
    "update op set title = ''",
    "delete from op",
    "update op_change set seq = 9",
    "delete from op_change",
    "update login_event set accepted = true",
    "delete from login_event",
    "truncate op, op_change",
    "insert into op (id, uid) values (9, gen_random_uuid())",
    "delete from mark",
    "create table mine (id integer)",
    "create function mine() returns integer language sql as 'select 1'",
    "alter table op disable trigger all",
    "drop trigger op_seal on op",
    "alter table op owner to current_user",
    "create role somebody",
    "select * from pg_authid",
    "select pg_read_file('/etc/passwd')",
    "copy mark to program 'cat'",
    "select setval('op_id_seq', 1)",
    "set session_replication_role = replica",
    "set role {owner}",
    "set role {petrova}",
    "set role postgres",
    "set session authorization {petrova}",
    "select op_seal()",
]


def test_server_itself_refuses_what_the_program_never_asks(staff):
    roles = {"owner": roles_of(staff).owner, "petrova": f"{staff.engine.url.database}_petrova"}
    for statement in REFUSED:
        with pytest.raises(sqlalchemy.exc.DBAPIError) as refused:
            staff.exec_driver_sql(statement.format(**roles))
        assert refused.value.orig.sqlstate in {"42501", "0A000"}, statement
        staff.rollback()


def test_moment_and_person_of_an_op_come_from_the_server(staff):
    staff.exec_driver_sql(
        "insert into op (uid, at, offset_min, staff_id, role, computer, title, commands, chain,"
        " seq, digest, seal) values (gen_random_uuid(), '2020-01-01', 0, 2, 'ST', '', 'forged',"
        " '[]', 0, 777, '', '')"
    )
    op = staff.execute(
        text("select *, now() - at < interval '1 minute' as fresh from op where title = 'forged'")
    ).one()
    me = staff.scalar(text("select staff_id from account where login = 'ivanova'"))
    assert (op.staff_id, op.seq, op.fresh) == (me, 2, True)
    assert len(op.seal) == 32
    staff.rollback()


def test_server_knows_who_is_there_whatever_they_set(staff):
    me = staff.scalar(text("select staff_id from account where login = 'ivanova'"))
    assert staff.scalar(text("select me()")) == me
    base = staff.engine.url.database
    for setting in ("app.user", "journal.login", "search_path"):
        staff.execute(
            text("select set_config(:name, :value, false)"),
            {"name": setting, "value": f"{base}_petrova"},
        )
        assert staff.scalar(text("select public.me()")) == me
    staff.exec_driver_sql("create temp table account (staff_id int, login text, state text)")
    staff.exec_driver_sql("insert into pg_temp.account values (99, 'ivanova', 'ACTIVE')")
    assert staff.scalar(text("select public.me()")) == me
    staff.exec_driver_sql(f"set role {roles_of(staff).staff}")
    assert staff.scalar(text("select public.me()")) == me
    staff.rollback()


def test_blocked_account_is_nobody_on_the_server(request, tmp_path):
    database = open_database(request, "postgres", tmp_path)
    load_small(database.owner)
    journal = journal_of(database.engine("ivanova"))
    with database.owner.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))  # no trigger
        connection.execute(text("update account set state = 'BLOCKED' where login = 'ivanova'"))
    with Session(database.engine("ivanova")) as session:
        assert journal.actor.login == "ivanova"
        assert session.scalar(text("select me()")) is None
    database.close()


def test_administrator_of_the_server_is_no_person_of_the_school(request, tmp_path):
    database = open_database(request, "postgres", tmp_path)
    load_small(database.owner)
    with Session(database.owner) as session:
        assert session.scalar(text("select me()")) is None
        assert session.scalars(select(OpRow.staff_id)).all() == [None]
    assert "chain" in inspect(database.owner).get_table_names()
    database.close()
