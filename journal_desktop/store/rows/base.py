"""Declarative base, column shorthands and the one type for moments."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum as PyEnum
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, Enum, ForeignKey, MetaData, String, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from typing_extensions import override

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Batch migrations must be able to name every constraint."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; naive values are refused, SQLite's are made aware again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    @override
    def python_type(self) -> type[datetime]:
        return datetime

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every row class: integer ids that are never reused."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}
    clustered: ClassVar[bool] = False
    """True for a table stored in the order of its composite key."""

    @classmethod
    def __table_cls__(cls, *args: Any, **kwargs: Any) -> Table:
        """Make the table with the options both engines want."""
        if cls.clustered:
            return Table(*args, sqlite_with_rowid=False, **kwargs)
        return Table(*args, sqlite_autoincrement=True, **kwargs)


def key() -> MappedColumn[int]:
    """The integer primary key."""
    return mapped_column(primary_key=True)


def ref(target: str, *, index: bool = False) -> MappedColumn[Any]:
    """A foreign key to `table.id`; nullable by the annotation."""
    return mapped_column(ForeignKey(f"{target}.id"), index=index)


def text(length: int = 255) -> MappedColumn[Any]:
    """A short text, empty rather than null unless the annotation says otherwise."""
    return mapped_column(String(length))


def choice(kind: type[PyEnum], name: str) -> MappedColumn[Any]:
    """An enumeration kept as its value, with a CHECK named `name`."""
    return mapped_column(
        Enum(
            kind,
            name=name,
            native_enum=False,
            create_constraint=True,
            length=16,
            values_callable=lambda members: [member.value for member in members],
        )
    )
