"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Generic, TypeVar

from journal_desktop.domain.audit_lines import NOWHERE, Spot

P = TypeVar("P")


class Severity(Enum):
    """How much it matters (domain 5.9)."""

    ERROR = "E"
    WARNING = "W"
    INFO = "I"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a sentence, where it is, the actions it rests on. `at` is UTC."""

    check: str
    text: str
    severity: Severity
    spot: Spot = NOWHERE
    ops: tuple[int, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Check(Generic[P]):
    """One check: its name, its clause, one sentence that explains it, and the check itself."""

    key: str
    title: str
    clause: str
    explains: str
    find: Callable[[P], Iterable[Finding]]
