"""What no text of the journal may hold, and how long a column lets it be: one place for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from sqlalchemy import String, event, inspect
from sqlalchemy.orm import UOWTransaction

from journal_desktop.domain.errors import Invalid
from journal_desktop.store.audit import AuditedSession
from journal_desktop.store.rows.base import Base

_SHOWN: Final = 40


def refuse_unwritable(value: object) -> None:
    """Refuse what Postgres or UTF-8 cannot keep in any text of a command, lists included.

    Raises:
        Invalid: a NUL character or half of a surrogate pair.
    """
    for text in _texts(value):
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            raise Invalid(
                f"В тексте «{_shown(text)}» есть знак, который нельзя сохранить: "
                "такое бывает после вставки из другой программы. Наберите текст заново."
            )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


@event.listens_for(AuditedSession, "before_flush")
def _fits(session: AuditedSession, _flush: UOWTransaction, _rows: Any) -> None:
    """Postgres would refuse a text longer than its column, SQLite would keep it."""
    for row in (*session.new, *session.dirty):
        if isinstance(row, Base):
            _fit(row)


def _fit(row: Base) -> None:
    for attr in inspect(row).mapper.column_attrs:
        kind = attr.columns[0].type
        text = getattr(row, attr.key) if isinstance(kind, String) else None
        if (
            isinstance(kind, String)
            and isinstance(text, str)
            and len(text) > (kind.length or len(text))
        ):
            raise Invalid(
                f"Текст «{_shown(text)}» слишком длинный: в нём {len(text)} знаков, "
                f"а помещается {kind.length}. Сократите его."
            )


def _shown(text: str) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
