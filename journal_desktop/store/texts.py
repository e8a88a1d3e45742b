"""What no text of the journal may hold, and how long a column lets it be: one place for all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import String, inspect

from journal_desktop.domain.errors import Invalid
from journal_desktop.store.rows.base import Base

_SHOWN: Final = 40
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")


def refuse_unwritable(value: object) -> None:
    """Refuse what Postgres or UTF-8 cannot keep in any text of a command, lists included.

    Raises:
        Invalid: a NUL character or half of a surrogate pair.
    """
    for text in _texts(value):
        if _UNWRITABLE.search(text):
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


def refuse_too_long(row_class: type[Base], values: Mapping[str, Any]) -> None:
    """Refuse a text longer than its column: Postgres would too, SQLite would keep it.

    Raises:
        Invalid: with the text's beginning.
    """
    for name, most in _lengths(row_class):
        text = values.get(name)
        if isinstance(text, str) and len(text) > most:
            raise Invalid(
                f"Текст «{_shown(text)}» слишком длинный: в нём {len(text)} знаков, "
                f"а помещается {most}. Сократите его."
            )


@cache
def _lengths(row_class: type[Base]) -> tuple[tuple[str, int], ...]:
    """Columns of short texts, each with how many characters it holds."""
    attrs = inspect(row_class).column_attrs
    kinds = [(attr.key, attr.columns[0].type) for attr in attrs]
    return tuple(
        (name, kind.length) for name, kind in kinds if isinstance(kind, String) and kind.length
    )


def _shown(text: str) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
