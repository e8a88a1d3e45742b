"""Put rows back to what an op found, unless somebody changed them since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from journal_desktop.domain.errors import Conflict
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


def restore(session: JournalSession, changes: Iterable[ChangeRow]) -> None:
    """Undo changes in the order given, newest first.

    Raises:
        Conflict: a row no longer holds what the change left in it.
    """
    for change in changes:
        row_class = _ROW_CLASSES[change.entity]
        row = session.get(row_class, change.row_id, with_for_update=True)
        _expect(row, change.after)
        if change.before is None and row is not None:
            _take_away(session, row, row_class)
        elif row is None:
            session.add(row_class(**decode(row_class, change.before or {})))
        else:
            for name, value in decode(row_class, change.before or {}).items():
                setattr(row, name, value)
        session.flush()


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
