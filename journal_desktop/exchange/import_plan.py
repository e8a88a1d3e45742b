"""What an import would do, in words, before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from journal_desktop.commands.base import Command
from journal_desktop.exchange.problems import Problem

K = TypeVar("K")
_NAMED = 30


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Russian lines that sum an import up, what stands in its way, and the commands of its op."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done; `op_id` is the op to undo, None when nothing changed or nothing was meant."""

    lines: tuple[str, ...]
    op_id: int | None


def tally(what: str, total: int, new: int) -> str:
    """«классов: 29 (найдено 27, новых 2)»."""
    return f"{what}: {total} (найдено {total - new}, новых {new})"


def told(what: str, names: Sequence[str]) -> tuple[str, ...]:
    """«новые предметы: Алгебра; Физика и ещё 3»; nothing for no names."""
    if not names:
        return ()
    rest = len(names) - _NAMED
    more = f" и ещё {rest}" if rest > 0 else ""
    return (f"{what}: {'; '.join(names[:_NAMED])}{more}",)


def new_of(found: Mapping[K, int | None]) -> int:
    """How many of the names have no id yet."""
    return sum(key is None for key in found.values())
