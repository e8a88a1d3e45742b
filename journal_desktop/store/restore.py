"""Put rows back to what an op found, unless somebody changed them since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Final

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.exc import IntegrityError

from journal_desktop.domain.errors import Conflict
from journal_desktop.store.faults import is_duplicate
from journal_desktop.store.images import Image, decode, image_of
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow, PeriodMarkRow
from journal_desktop.store.rows.ops import ChangeRow
from journal_desktop.store.session import JournalSession

_ROW_CLASSES: Final[Mapping[str, type[Base]]] = {
    str(mapper.class_.__tablename__): mapper.class_ for mapper in Base.registry.mappers
}
_BLANK: Final[Mapping[type[Base], Mapping[str, Any]]] = {
    MarkRow: {"value": None},
    PeriodMarkRow: {"value": None},
    AbsenceRow: {"letter": None, "late": False, "confirmed": True},
    CellNoteRow: {"comment": ""},
}
"""What stands for «not there» in rows that are cleared and never deleted."""
_CHUNK: Final = 500
"""So many rows are read at once: an import touches tens of thousands."""


def restore(session: JournalSession, changes: Iterable[ChangeRow]) -> None:
    """Undo changes in the order given, newest first.

    Rows of one kind go together, so that a whole import is undone in seconds.

    Raises:
        Conflict: a row no longer holds what the change left in it, or later rows rest on it.
    """
    for _, run in groupby(changes, key=lambda change: (change.entity, _what(change))):
        for part in _parts(list(run)):
            _restore(session, part)


def _restore(session: JournalSession, changes: Sequence[ChangeRow]) -> None:
    """Undo changes of one kind of rows and flush them."""
    row_class = _ROW_CLASSES[changes[0].entity]
    ids = {change.row_id for change in changes}
    query = select(row_class).where(_key(row_class).in_(ids)).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True))
    rows: dict[int, Any] = {row.id: row for row in found}  # type: ignore[attr-defined]
    for change in changes:
        row = rows.get(change.row_id)
        _expect(row, change.after)
        if change.before is None and row is not None:
            _take_away(session, row, row_class)
        elif row is None:
            session.add(row_class(**decode(row_class, change.before or {})))
        else:
            for name, value in decode(row_class, change.before or {}).items():
                setattr(row, name, value)
    _flush(session)


def _flush(session: JournalSession) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if is_duplicate(error):
            raise
        raise Conflict(
            "Отмена отклонена: после этого действия сделаны записи, которые на него опираются "
            "(отметки, пропуски, замены, зачисления). Отмените сначала их."
        ) from error


def _parts(changes: list[ChangeRow]) -> Iterator[list[ChangeRow]]:
    """Portions to be flushed together: no row comes twice, none follows one that refers to it."""
    refers = _self_references(_ROW_CLASSES[changes[0].entity])
    part: list[ChangeRow] = []
    seen: set[int] = set()
    for change in changes:
        image = change.after or change.before or {}
        if part and (len(part) >= _CHUNK or change.row_id in seen):
            yield part
            part, seen = [], set()
        part.append(change)
        seen.add(change.row_id)
        if any(image.get(name) is not None for name in refers):
            yield part
            part, seen = [], set()
    if part:
        yield part


def _what(change: ChangeRow) -> str:
    """What goes together; values that must differ between rows are put back one by one."""
    if change.before is None:
        return "made"
    if change.after is None:
        return "gone"
    is_unique = bool(_unique_columns(change.entity) & change.before.keys())
    return str(change.row_id) if is_unique else "changed"


@cache
def _unique_columns(entity: str) -> frozenset[str]:
    table = Base.metadata.tables[entity]
    rules = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    indexes = [each.columns for each in table.indexes if each.unique]
    return frozenset(column.name for columns in (*rules, *indexes) for column in columns)


def _key(row_class: type[Base]) -> Any:
    return Base.metadata.tables[row_class.__tablename__].c.id


def _self_references(row_class: type[Base]) -> tuple[str, ...]:
    """Columns that point into the same table."""
    columns = Base.metadata.tables[row_class.__tablename__].columns
    return tuple(column.name for column in columns if column.references(_key(row_class)))


def _take_away(session: JournalSession, row: Base, row_class: type[Base]) -> None:
    blank = _BLANK.get(row_class)
    if blank is None:
        session.delete(row)
        return
    for name, value in blank.items():
        setattr(row, name, value)


def _expect(row: Base | None, after: Image | None) -> None:
    now = None if row is None else image_of(row)
    same = now is None if after is None else now is not None and after.items() <= now.items()
    if not same:
        raise Conflict("Запись с тех пор изменена: отмена отклонена. Обновите страницу.")
