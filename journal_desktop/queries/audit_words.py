"""Images of rows in Russian words, whatever the table: one way for every kind of row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, Final

from sqlalchemy import inspect

from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.domain.audit_lines import NOWHERE, ChangeKind, FieldSaid, RowSaid
from journal_desktop.domain.audit_titles import column_title
from journal_desktop.domain.audit_values import EMPTY, SEALED, say_hours, say_value
from journal_desktop.queries.audit_names import Names, names_of
from journal_desktop.queries.audit_places import Touched, places_of
from journal_desktop.store.images import Image, decode
from journal_desktop.store.rows import Base
from journal_desktop.store.session import JournalSession

_CLASSES: Final[Mapping[str, type[Base]]] = {
    str(mapper.class_.__tablename__): mapper.class_ for mapper in Base.registry.mappers
}
_HOURS: Final = frozenset({"half_hours", "half_hours_1", "half_hours_2"})
_SECRET: Final = frozenset({"code_hash", "sealed"})


def say_rows(session: JournalSession, touched: Sequence[Touched]) -> tuple[RowSaid, ...]:
    """Every touched row in words, in the order given."""
    places = places_of(session, touched)
    names = names_of(session, _pointers(touched))
    zone = session.context.zone
    said = []
    for each in touched:
        spot, where = places.get((each.entity, each.row_id), (NOWHERE, ""))
        fields = _fields(each, names, zone)
        said.append(RowSaid(each.entity, each.row_id, kind_of(each), where, fields, spot))
    return tuple(said)


def kind_of(touched: Touched) -> ChangeKind:
    """Whether the row was added, changed or removed."""
    if touched.before is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if touched.after is None else ChangeKind.CHANGED


def target_of(entity: str, column: str) -> str:
    """The table a column points to; "" when it is no pointer."""
    row_class = _CLASSES.get(entity)
    found = inspect(row_class).columns.get(column) if row_class is not None else None
    keys = found.foreign_keys if found is not None else ()
    return next((key.column.table.name for key in keys), "")


def _pointers(touched: Sequence[Touched]) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for each in touched:
        for image in (each.before or {}, each.after or {}):
            for column, value in image.items():
                if isinstance(value, int) and (table := target_of(each.entity, column)):
                    wanted[table].add(value)
    return wanted


def _fields(each: Touched, names: Names, zone: tzinfo) -> tuple[FieldSaid, ...]:
    before, after = each.before or {}, each.after or {}
    columns = list(dict.fromkeys((*before, *after)))
    old, new = _decoded(each.entity, before), _decoded(each.entity, after)

    def say(values: Mapping[str, Any], column: str) -> str:
        value = values.get(column)
        if isinstance(value, int) and (table := target_of(each.entity, column)):
            return names.get((table, value), f"№ {value}")
        return _say(column, value, zone)

    return tuple(
        FieldSaid(column, column_title(each.entity, column), say(old, column), say(new, column))
        for column in columns
    )


def _say(column: str, value: Any, zone: tzinfo) -> str:
    if value is not None and column in _SECRET:
        return SEALED
    if isinstance(value, Role):
        return ROLE_TITLES[value]
    if column in _HOURS and isinstance(value, int):
        return say_hours(value)
    return say_value(value, zone) if not isinstance(value, dict | list) else _say_json(value)


def _say_json(value: Any) -> str:
    """A setting or a frozen list as text."""
    if not value:
        return EMPTY
    if isinstance(value, dict):
        return ", ".join(f"{name}: {part}" for name, part in value.items())
    return f"записей: {len(value)}"


def _decoded(entity: str, image: Image) -> Mapping[str, Any]:
    """Values of an image; one that another version wrote is told as it stands."""
    row_class = _CLASSES.get(entity)
    if row_class is None:
        return image
    values: dict[str, Any] = {}
    for name, value in image.items():
        try:
            values |= decode(row_class, {name: value})
        except (KeyError, ValueError, TypeError, AttributeError):
            values[name] = value
    return values
