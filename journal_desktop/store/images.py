"""Row ↔ JSON image, by column type: what the audit keeps and the undo puts back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import inspect

from journal_desktop.store.rows.base import Base

Image = dict[str, Any]
"""Column values of one row, each a JSON value."""

_ENCODERS: Final[tuple[tuple[type, Callable[[Any], Any]], ...]] = (
    (Enum, lambda value: value.value),
    (datetime, lambda value: value.astimezone(UTC).isoformat()),
    (date, lambda value: value.isoformat()),
    (time, lambda value: value.isoformat()),
    (Decimal, lambda value: format(value.normalize(), "f")),  # 3.00 is 3 on both engines
    (UUID, lambda value: value.hex),
    (bytes, lambda value: value.hex()),
)
_PLAIN: Final = frozenset({int, str, bool, type(None)})
_SPELLING: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_DECODERS: Final[Mapping[type, Callable[[Any], Any]]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    Decimal: Decimal,
    UUID: UUID,
    bytes: bytes.fromhex,
}


def encode(value: Any) -> Any:
    """A column value as JSON can hold it."""
    if type(value) in _PLAIN:
        return value
    for kind, encoder in _ENCODERS:
        if isinstance(value, kind):
            return encoder(value)
    return value


def decode_as(kind: type, value: Any) -> Any:
    """A JSON value as the Python type that `encode` was given."""
    decoder = kind if issubclass(kind, Enum) else _DECODERS.get(kind)
    return decoder(value) if decoder else value


def decode(row_class: type[Base], image: Mapping[str, Any]) -> dict[str, Any]:
    """An image back as column values of the row class."""
    columns = inspect(row_class).columns
    return {name: _decoded(columns[name].type, value) for name, value in image.items()}


def _decoded(column_type: Any, value: Any) -> Any:
    if value is None:
        return None
    kind: type = getattr(column_type, "enum_class", None) or column_type.python_type
    return decode_as(kind, value)


@cache
def columns_of(row_class: type[Base]) -> tuple[str, ...]:
    """Names of the columns of a row class, in the order of images."""
    return tuple(attr.key for attr in inspect(row_class).column_attrs)


def image_of(row: Base) -> Image:
    """Every column of a row."""
    return {name: encode(getattr(row, name)) for name in columns_of(type(row))}


def changed_columns(row: Base) -> tuple[Image, Image]:
    """The pending change of a loaded row: its changed columns before and after."""
    state = inspect(row)
    before: Image = {}
    after: Image = {}
    for name in columns_of(type(row)):
        history = state.attrs[name].history
        if history.has_changes():
            if not history.deleted:
                raise TypeError(f"{type(row).__name__}.{name} was changed before it was read")
            before[name] = encode(history.deleted[0])
            after[name] = encode(getattr(row, name))
    return before, after


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value, so that equal values hash equally."""
    return _SPELLING.encode(value).encode()


def digest(*parts: Any) -> bytes:
    """SHA-256 of JSON values."""
    return hashlib.sha256(canonical(parts)).digest()
