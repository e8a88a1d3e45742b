"""Statements made once and run with the least between them and the driver.

SQLAlchemy takes ten times longer about a small statement than SQLite does to carry it out. Here it
spells the statement and says how its values are converted, once; SQLite then gets both straight
from us. On a server the way there takes longer than either, so SQLAlchemy sends the statement as
ever. Listeners of an engine therefore do not hear these statements on SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any]
_Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete


class Prepared:
    """One statement; values are given by the names of its parameters, the same at each call.

    Runs in the transaction that the caller has begun. Errors are those of SQLAlchemy.
    """

    def __init__(self, statement: _Statement) -> None:
        self._statement: Final = statement
        self._spelled: _Spelled | None = None

    def rows(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Every row of a select."""
        if not _is_sqlite(connection):
            return connection.execute(self._statement, values).all()
        spelled = self._for(connection, values)
        return spelled.converted(send(connection, spelled.text, spelled.bound(values)).fetchall())

    def add(self, connection: Connection, values: Values) -> int:
        """Insert one row; its id."""
        if not _is_sqlite(connection):
            (row_id,) = connection.execute(self._statement, values).inserted_primary_key or (0,)
            return int(row_id)
        spelled = self._for(connection, values)
        return int(send(connection, spelled.text, spelled.bound(values)).lastrowid)

    def change(self, connection: Connection, values: Values) -> int:
        """Insert or update; how many rows."""
        if not _is_sqlite(connection):
            return connection.execute(self._statement, values).rowcount
        spelled = self._for(connection, values)
        return int(send(connection, spelled.text, spelled.bound(values)).rowcount)

    def add_many(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows, all with the same columns; at least one."""
        if not _is_sqlite(connection):
            connection.execute(self._statement, rows)
            return
        spelled = self._for(connection, rows[0])
        send(connection, spelled.text, [spelled.bound(row) for row in rows], many=True)

    def _for(self, connection: Connection, values: Values) -> _Spelled:
        if not connection.in_transaction():  # SQLite would commit the statement by itself
            raise InvalidRequestError("a prepared statement needs a transaction under way")
        dialect, spelled = connection.dialect, self._spelled
        if spelled is None or spelled.dialect is not dialect:
            self._spelled = spelled = _spell(self._statement, dialect, values)
        return spelled


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A statement as one engine has it."""

    dialect: Dialect
    text: str
    fixed: Values
    """Values said in the statement itself."""
    named: Callable[[Values], tuple[Any, ...]]
    """Values in the order of the text."""
    given: tuple[tuple[int, _Convert], ...]
    """Places among them that the driver takes in another form."""
    read: tuple[tuple[int, _Convert], ...]
    """Columns that the driver gives in another form."""

    def bound(self, values: Values) -> Sequence[Any]:
        """Values as the driver takes them."""
        bound = list(self.named({**self.fixed, **values} if self.fixed else values))
        for place, convert in self.given:
            bound[place] = convert(bound[place])
        return bound

    def converted(self, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """Rows of the driver as Python has them."""
        if not self.read:
            return rows
        found = [list(row) for row in rows]
        for row in found:
            for place, convert in self.read:
                row[place] = convert(row[place])
        return found


def send(connection: Connection, text: str, values: Any = (), *, many: bool = False) -> Any:
    """Let SQLite's driver carry out a statement; its cursor. Errors are those of SQLAlchemy."""
    driver: Any = connection.connection.driver_connection
    try:
        return (driver.executemany if many else driver.execute)(text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        base = connection.dialect.loaded_dbapi.Error
        known = DBAPIError.instance(text, values, error, base, dialect=connection.dialect)
        raise known from error


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _spell(statement: _Statement, dialect: Dialect, values: Values) -> _Spelled:
    if isinstance(statement, Select):
        compiled: Any = statement.compile(dialect=dialect)
        results = tuple(statement.selected_columns)
    else:
        compiled, results = statement.compile(dialect=dialect, column_keys=list(values)), ()
    names = compiled.positiontup
    binds = [compiled.binds[name] for name in names]
    fixed = {
        name: bind.effective_value
        for name, bind in zip(names, binds, strict=True)
        if not bind.required
    }
    given = _some([_kind(bind.type, dialect).bind_processor(dialect) for bind in binds])
    read = [_kind(column.type, dialect).result_processor(dialect, None) for column in results]
    return _Spelled(dialect, str(compiled), fixed, _getter(names), given, _some(read))


def _getter(names: Sequence[str]) -> Callable[[Values], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _some(converts: Sequence[_Convert | None]) -> tuple[tuple[int, _Convert], ...]:
    return tuple((place, convert) for place, convert in enumerate(converts) if convert)


def _kind(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
