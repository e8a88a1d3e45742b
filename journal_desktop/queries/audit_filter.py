"""What actions are asked for, and the same as conditions on ops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    and_,
    cast,
    exists,
    false,
    or_,
    select,
)

from journal_desktop.queries.audit_scope import PAGE
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import ChangeRow, OpRow

BULK: Final = 10
"""An action that touched so many rows is a bulk one: an import, a pasted block."""
NUL: Final = "\0"
_SHIELD: Final = "\\"
_TABLES: Final = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which actions; what is left out does not matter.

    A lesson with a pupil is one cell. `begins` and `ends` are school days, both included. `ops`
    names actions one by one: those a suspicious pattern rests on.
    """

    staff_id: int | None = None
    pupil_id: int | None = None
    page_id: int | None = None
    lesson_id: int | None = None
    class_id: int | None = None
    begins: date | None = None
    ends: date | None = None
    entity: str = ""
    computer: str = ""
    text: str = ""
    ops: tuple[int, ...] = ()
    bulk: bool = False
    undos: bool = False


EVERYTHING: Final = AuditFilter()


def conditions(asked: AuditFilter) -> list[ColumnElement[bool]]:
    """Everything but the days, each as one condition on an op."""
    if NUL in f"{asked.text}{asked.computer}{asked.entity}":
        return [false()]  # no database keeps it, and a server refuses to be asked
    found = _of_op(asked)
    if asked.entity:
        found.append(_touching(ChangeRow.entity == asked.entity))
    if asked.class_id is not None:
        found.append(_of_class(asked.class_id))
    rows = _rows(asked)
    if rows is not None:
        found.append(_touching(rows))
    if asked.text.strip():
        found.append(_with_text(asked.text.strip()))
    return found


def _of_op(asked: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.staff_id is not None:
        found.append(OpRow.staff_id == asked.staff_id)
    if asked.page_id is not None:
        found.append(PAGE.in_([asked.page_id]))
    if asked.computer:
        found.append(OpRow.computer == asked.computer)
    if asked.ops:
        found.append(OpRow.id.in_(asked.ops))
    if asked.bulk:
        found.append(_touching(ChangeRow.seq >= BULK - 1))
    if asked.undos:
        found.append(OpRow.undoes.is_not(None))
    return found


def _touching(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(ChangeRow.op_id == OpRow.id, condition)


def _rows(asked: AuditFilter) -> ColumnElement[bool] | None:
    """The condition on a changed row that it is of the pupil, of the lesson, of the cell."""
    if asked.lesson_id is None and asked.pupil_id is None:
        return None
    parts = [
        and_(ChangeRow.entity == name, ChangeRow.row_id.in_(query))
        for name, query in _queries(asked)
    ]
    return or_(*parts)


def _queries(asked: AuditFilter) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    wanted = {"lesson_id": asked.lesson_id, "pupil_id": asked.pupil_id}
    given = {name: value for name, value in wanted.items() if value is not None}
    for name, table in _TABLES.items():
        if given.keys() <= set(table.c.keys()):
            query = select(table.c.id).where(*(table.c[key] == given[key] for key in given))
            found.append((name, query))
    found += _itself(asked)
    return [*found, ("mark", _marks(asked))] if asked.lesson_id is not None else found


def _itself(asked: AuditFilter) -> list[tuple[str, Any]]:
    """The lesson or the pupil as a row of its own, where not only their crossing is meant."""
    if asked.pupil_id is None:
        return [("lesson", [asked.lesson_id])]
    return [] if asked.lesson_id is not None else [("pupil", [asked.pupil_id])]


def _marks(asked: AuditFilter) -> Any:
    query = select(MarkRow.id).join(WorkRow, WorkRow.id == MarkRow.work_id)
    query = query.where(WorkRow.lesson_id == asked.lesson_id)
    return query if asked.pupil_id is None else query.where(MarkRow.pupil_id == asked.pupil_id)


def _of_class(class_id: int) -> ColumnElement[bool]:
    """On the pages of the class, or on rows that name the class."""
    pages = select(PageRow.id).where(PageRow.class_id == class_id)
    named = [
        and_(
            ChangeRow.entity == name,
            ChangeRow.row_id.in_(select(table.c.id).where(table.c.class_id == class_id)),
        )
        for name, table in _TABLES.items()
        if "class_id" in table.c
    ]
    itself = and_(ChangeRow.entity == "class_group", ChangeRow.row_id == class_id)
    return or_(PAGE.in_(pages), and_(PAGE.in_([0]), _touching(or_(itself, *named))))


def _with_text(text: str) -> ColumnElement[bool]:
    """In the title, the reason, or anything that stood in a row before or after."""
    spellings = tuple(dict.fromkeys((text, text.lower(), text.upper(), text.capitalize())))
    said = _like((OpRow.title, OpRow.reason), spellings)
    images = (cast(ChangeRow.before, String), cast(ChangeRow.after, String))
    return or_(said, _touching(_like(images, [_in_json(each) for each in spellings])))


def _like(columns: Sequence[SQLColumnExpression[Any]], texts: Sequence[str]) -> ColumnElement[bool]:
    patterns = [f"%{_shielded(each)}%" for each in texts]
    return or_(*(column.like(each, escape=_SHIELD) for column in columns for each in patterns))


def _shielded(text: str) -> str:
    """The text as LIKE takes it literally."""
    for sign in (_SHIELD, "%", "_"):
        text = text.replace(sign, f"{_SHIELD}{sign}")
    return text


def _in_json(text: str) -> str:
    """The text as it stands inside a JSON string."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
