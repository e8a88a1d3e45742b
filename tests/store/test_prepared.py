"""A prepared statement answers and fails as SQLAlchemy does, on both engines."""

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from databases import FILE_KEY
from school import NOON
from sqlalchemy import bindparam, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError, OperationalError
from uuid6 import uuid7

from journal_desktop.store.audit import every_column
from journal_desktop.store.engine import for_writes, open_file
from journal_desktop.store.prepared import Prepared, send
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.ops import BackupRow, ChainRow, OpRow
from journal_desktop.store.rows.school import PeriodRow, WorkKindRow

MANY = [{"id": number, "seq": number, "seal": bytes([number])} for number in range(7, 12)]


@pytest.fixture
def connection(database, loaded):
    assert loaded.page
    with for_writes(database.owner).connect() as opened, opened.begin() as transaction:
        yield opened
        transaction.rollback()


@pytest.fixture
def other(tmp_path, sqlite_template):
    """One more file, empty."""
    engine = open_file(shutil.copy(sqlite_template, tmp_path / "other.db"), FILE_KEY)
    yield engine
    engine.dispose()


def test_every_kind_of_value_is_read_as_sqlalchemy_reads_it(connection):
    for table in Base.metadata.sorted_tables:
        query = select(table)
        assert [tuple(row) for row in Prepared(query).rows(connection, {})] == [
            tuple(row) for row in connection.execute(query)
        ], table.name


def test_values_of_the_statement_and_of_the_call_are_both_bound(connection):
    query = (
        select(PeriodRow.title, func.coalesce(PeriodRow.deadline, NOON), literal(Decimal("1.5")))
        .where(PeriodRow.begins == bindparam("day"), PeriodRow.number > 1)
        .order_by(PeriodRow.id)
    )
    prepared = Prepared(query)
    for _ in range(2):
        (row,) = prepared.rows(connection, {"day": date(2026, 11, 2)})
        assert tuple(row) == ("II четверть", NOON, Decimal("1.5"))
    assert list(prepared.rows(connection, {"day": date(2026, 11, 3)})) == []


def test_rows_are_added_and_changed(connection):
    adding = Prepared(insert(Base.metadata.tables["backup_log"]))
    at = datetime(2026, 11, 23, 5, 6, 7, 89, UTC)
    said = {"at": at, "file_name": "а.zip", "sha256": "", "checked_at": None, "good": None}
    first, second = (adding.add(connection, said) for _ in range(2))
    assert second == first + 1
    by_id = Prepared(select(*every_column(BackupRow)).where(BackupRow.id == bindparam("row")))
    assert list(by_id.rows(connection, {"row": second})[0]) == [second, *said.values()]
    judged = Prepared(update(BackupRow.__table__).where(BackupRow.id <= bindparam("last")))
    assert judged.change(connection, {"good": True, "last": second}) == 2
    assert judged.change(connection, {"good": False, "last": 0}) == 0
    assert by_id.rows(connection, {"row": first})[0][-1] is True


def test_many_rows_go_at_once(connection):
    Prepared(insert(ChainRow.__table__)).add_many(connection, MANY)
    added = select(*every_column(ChainRow)).where(ChainRow.id >= bindparam("first"))
    found = Prepared(added.order_by(ChainRow.id)).rows(connection, {"first": 7})
    assert [tuple(row) for row in found] == [tuple(row.values()) for row in MANY]


def test_refusals_are_those_of_sqlalchemy(connection):
    code = connection.scalar(select(WorkKindRow.code).limit(1))
    columns = Base.metadata.tables["work_kind"].columns
    row = {name: column for name, column in columns.items() if name != "id"}
    row = dict(connection.execute(select(*row.values()).where(columns.code == code)).one()._mapping)
    with pytest.raises(IntegrityError):
        Prepared(insert(WorkKindRow.__table__)).add(connection, row)


def test_statement_serves_one_database_after_another(database, other):
    prepared = Prepared(select(func.count(OpRow.id)).where(OpRow.uid != bindparam("uid")))
    for engine in (database.owner, other, database.owner):
        with engine.connect() as connection, connection.begin():
            assert prepared.rows(connection, {"uid": uuid7()})[0][0] == 0


def test_what_the_driver_of_sqlite_says_has_the_statement_with_it(other):
    text = "select * from unmade where 1 = ?"
    with (
        other.connect() as connection,
        pytest.raises(OperationalError, match="no such table") as told,
    ):
        send(connection, text, (1,))
    assert (told.value.statement, told.value.params) == (text, (1,))


def test_no_statement_runs_outside_a_transaction_in_a_file(other):
    with other.connect() as connection:
        with connection.begin() as transaction:
            transaction.rollback()
        with pytest.raises(InvalidRequestError):
            Prepared(insert(ChainRow.__table__)).add_many(connection, MANY)
