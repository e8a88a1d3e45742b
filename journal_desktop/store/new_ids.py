"""Ids for many new rows at once: rows that know their id are inserted twice as fast."""

from __future__ import annotations

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from journal_desktop.store.rows.base import Base


def new_ids(session: Session, row_class: type[Base], count: int) -> list[int]:
    """Ids nobody has or had, for rows inserted in this transaction."""
    table = row_class.__tablename__
    connection = session.connection()
    if connection.dialect.name == "sqlite":  # the transaction holds the only write lock
        query = text("select seq from sqlite_sequence where name = :name")
        last = connection.scalar(query, {"name": table}) or 0
        return list(range(last + 1, last + count + 1))
    sequence = func.pg_get_serial_sequence(f'"{table}"', "id")
    numbers = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
    return list(connection.scalars(numbers))
