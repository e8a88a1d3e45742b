"""An import form as values: its columns with notes and an example."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: its title, a note on filling it in, its width in characters, the example."""

    title: str
    note: str
    width: int
    example: str | date
    is_required: bool = False
    choice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An import form."""

    title: str
    sheet: str
    columns: tuple[FormColumn, ...]
