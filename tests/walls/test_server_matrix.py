"""The second wall: what the server alone grants and refuses, whatever a client believes.

A probe of a line of expected.py is one statement that is rolled back: r reads the row, u changes a
column in it, i adds one like it, d takes it away.
"""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Executable, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from journal_desktop.store.rows import Base
from journal_desktop.store.rows.views import View
from walls.conftest import Server
from walls.expected import ADDS, CHANGES, READS, TAKES_AWAY
from walls.world import PEOPLE

LOGINS = tuple(PEOPLE)

_MINE = ("staff_id", "asked_by", "filed_by", "inspector_id", "author_id")
"""Columns in which a person may name only themselves; everybody else's are copied as they are."""
_KEPT = {"assignment", "class_teacher", "account", "role_grant", "slot", "lesson", "medical_key"}
_NEW = {
    "account.must_change": "not must_change",
    "absence.confirmed": "not confirmed",
    "card_check.confirmed": "not confirmed",
    "login_event.accepted": "not accepted",
    "role_grant.role": "'DIR'",
    "mark.value": "'5'",
    "period_mark.value": "'5'",
    "school.today": "date '2026-01-01'",
}


def cells(table: str) -> list[tuple[str, str, str]]:
    """(what, login, letter) of every cell of a literal table."""
    head, *lines = [line.split() for line in table.strip().splitlines()]
    assert tuple(head[-len(LOGINS) :]) == LOGINS
    return [
        (line[0], login, letter)
        for line in lines
        for login, letter in zip(LOGINS, line[1:], strict=True)
    ]


def expected(letter: str, which: str) -> bool:
    """Whether the row is granted: `f` is the foreign one alone, `s` one's own."""
    return which in {"a": "own foreign self", "o": "own", "f": "foreign", "s": "self"}.get(
        letter, ""
    )


def sides(letter: str, *, by_person: bool) -> tuple[str, ...]:
    """Rows to try: what belongs to the person where that decides, and a foreign one."""
    return ("self", "foreign") if letter == "s" and by_person else ("own", "foreign")


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("table", [READS, CHANGES, ADDS, TAKES_AWAY], ids=["r", "u", "i", "d"])
def test_the_server_grants_exactly_what_is_written(walls, table, login):
    kind = {READS: _reads, CHANGES: _changes, ADDS: _adds, TAKES_AWAY: _takes_away}[table]
    wrong = []
    with walls.engines[login].connect() as connection:
        for what, _, letter in (cell for cell in cells(table) if cell[1] == login):
            for which in sides(letter, by_person=table in {READS, CHANGES}):
                row = _id(walls, what.split(".")[0], which, login)
                done = kind(walls, connection, login, what, row)
                if done is not expected(letter, which):
                    wrong.append(f"{what} {which}: {'granted' if done else 'refused'}")
        connection.rollback()
    assert not wrong


def _reads(_walls: Server, connection: Connection, _login: str, table: str, row: int) -> bool:
    return _tried(connection, text(f'select 1 from "{table}" where id = :id'), id=row)  # noqa: S608 - our own names


def _changes(walls: Server, connection: Connection, _login: str, what: str, row: int) -> bool:
    table, column = what.split(".")
    new = _NEW.get(what) or _changed(walls, table, column)
    statement = text(f'update "{table}" set {column} = {new} where id = :id')  # noqa: S608 - our own names
    return _tried(connection, statement, id=row)


def _adds(walls: Server, connection: Connection, login: str, table: str, row: int) -> bool:
    columns = Base.metadata.tables[table].c
    with walls.owner.connect() as owner:
        query = text(f'select * from "{table}" where id = :id')  # noqa: S608 - our own names
        values = dict(owner.execute(query, {"id": row}).mappings().one())
    for column in _MINE:
        if column in values and table not in _KEPT:
            values[column] = walls.world.staff[login]
    values.pop("id")
    statement = Base.metadata.tables[table].insert().inline()
    return _tried(
        connection, statement.values({columns[name]: said for name, said in values.items()})
    )


def _takes_away(_walls: Server, connection: Connection, _login: str, table: str, row: int) -> bool:
    return _tried(connection, text(f'delete from "{table}" where id = :id'), id=row)  # noqa: S608 - our own names


def _tried(connection: Connection, statement: Executable, **values: object) -> bool:
    """Whether the server let it happen; it is rolled back."""
    savepoint = connection.begin_nested()
    try:
        return connection.execute(statement, values).rowcount != 0
    except IntegrityError:
        return True  # past the wall: an ordinary rule stopped it
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != "42501":
            raise
        return False
    finally:
        savepoint.rollback()


def test_no_table_and_no_view_is_forgotten():
    named = {what for what, _, _ in cells(READS)}
    tables = set(Base.metadata.tables) | set(View.metadata.tables)
    assert tables - named == {"op", "op_change", "chain"}  # test_server_audit.py
    written = {what.split(".")[0] for what, _, _ in cells(CHANGES)}
    only_added = {"advice_read", "foreign_read", "medical_key", "plan_use"}
    assert set(Base.metadata.tables) - written - only_added == {"op", "op_change", "chain"}


def _id(walls: Server, table: str, which: str, login: str) -> int:
    base = {"pupil_name": "pupil", "lesson_time": "lesson", "paper_diary_flag": "paper_diary"}
    base |= {"excuse_day": "excuse", "guardian_phone": "guardianship", "pupil_note": "pupil_card"}
    base |= {"teaching": "assignment", "advice_notice": "advice", "away_before": "absence"}
    return walls.world.id_of(base.get(table, table), which, login)


def _changed(walls: Server, table: str, column: str) -> str:
    kind = Base.metadata.tables[table].c[column].type.python_type.__name__
    if column == "order_id":
        return str(walls.world.own["school_order"])
    if column == "allowed_by":
        return str(walls.world.staff["dep"])
    return {
        "str": f"'{column[:3]}'",
        "int": f"coalesce({column}, 0) + 1",
        "date": "date '2026-10-05'",
        "datetime": "timestamptz '2026-10-05 05:00:00+00'",
    }[kind]
