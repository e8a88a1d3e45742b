"""Loads that are nobody's edit, into an empty database, beside the gate: one op says so.

For the demonstration school and for restoring a package. The op keeps the number and the hash of
what was loaded into each table, so that `verify` sees a later edit made past the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, func, insert, select, text
from uuid6 import uuid7

from journal_desktop.domain.errors import Refused
from journal_desktop.store.audit import UNAUDITED, Signature, write_op
from journal_desktop.store.content import ContentSum
from journal_desktop.store.engine import for_writes
from journal_desktop.store.faults import faults
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.school import SchoolRow

BULK: Final = "BulkLoad"
"""Name of such a load among the commands of its op."""
UNAUDITED_TABLES: Final = {each.__tablename__ for each in UNAUDITED}
_BATCH: Final = 20_000


class Bulk:
    """One load under way."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._sums: dict[str, ContentSum] = {}

    def add(self, row_class: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows given as column values, ids included; all with the same columns."""
        table: Table = row_class.__table__  # type: ignore[assignment]
        total = self._sums.setdefault(table.name, ContentSum())
        for row in rows:
            total.add(row)
        for start in range(0, len(rows), _BATCH):
            self.connection.execute(insert(table), list(rows[start : start + _BATCH]))

    def said(self) -> dict[str, Any]:
        """What the op keeps: table → [rows, hash, greatest id]."""
        return {name: total.said for name, total in sorted(self._sums.items())}


@contextmanager
def bulk_load(engine: Engine, title: str, now: datetime) -> Iterator[Bulk]:
    """Fill an empty migrated database in one transaction; `engine` is the owner's.

    Raises:
        Refused: there is a school in it already.
        Unavailable: the database cannot be written.
    """
    with faults(), for_writes(engine).begin() as connection:
        if connection.scalar(select(func.count()).select_from(SchoolRow)):
            raise Refused("В базе уже есть школа: загрузка возможна только в пустую базу.")
        bulk = Bulk(connection)
        yield bulk
        _continue_ids(connection)
        signature = Signature(
            uid=uuid7(),
            at=now,
            offset_min=0,
            staff_id=None,
            role="",
            computer="",
            title=title,
            commands=[{"kind": BULK, "args": {"tables": bulk.said()}}],
        )
        write_op(connection, signature, [])
        if connection.dialect.name == "postgresql":  # or the first windows get plans for nothing
            connection.exec_driver_sql("analyze")


def _continue_ids(connection: Connection) -> None:
    """Postgres counts ids by itself: the next one must follow the loaded ones."""
    if connection.dialect.name == "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        if table.name in UNAUDITED_TABLES or "id" not in table.c:
            continue
        sequence = connection.scalar(
            text("select pg_get_serial_sequence(:name, 'id')"), {"name": f'"{table.name}"'}
        )
        if sequence:
            last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, last, False)))  # noqa: FBT003 - SQL's
