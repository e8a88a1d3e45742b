"""What a command is, and which handler carries it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, ClassVar, TypeVar, get_type_hints

from journal_desktop.access.policy import Right
from journal_desktop.store.images import encode
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class Command:
    """Something a person asks the journal to do."""

    right: ClassVar[Right]
    title: ClassVar[str]
    """Shown in the Undo menu and in the audit, in Russian."""

    @property
    def chain(self) -> int:
        """Audit chain: the journal page, 0 for everything else."""
        return int(getattr(self, "page_id", 0))

    def target(self, session: JournalSession) -> object:  # noqa: ARG002 - for those who override
        """Over what the right is asked; commands on lessons answer a PageTarget."""
        return self


C = TypeVar("C", bound=Command)
Handler = Callable[[JournalSession, Any], None]
HANDLERS: dict[type[Command], Handler] = {}


def handles(
    kind: type[C],
) -> Callable[[Callable[[JournalSession, C], None]], Callable[[JournalSession, C], None]]:
    """Register the handler of a command."""

    def register(
        handler: Callable[[JournalSession, C], None],
    ) -> Callable[[JournalSession, C], None]:
        if kind in HANDLERS:
            raise TypeError(f"{kind.__name__} already has a handler")
        HANDLERS[kind] = handler
        return handler

    return register


def freeze(command: Command) -> dict[str, Any]:
    """The command as stored with its op.

    Long lists (an imported roster) are left out: their rows are in the images.
    """
    said = {field.name: getattr(command, field.name) for field in fields(command)}
    args = {name: encode(value) for name, value in said.items() if not isinstance(value, tuple)}
    return {"kind": type(command).__name__, "args": args}


def thaw(frozen: dict[str, Any]) -> Command:
    """The command as it was given, lists empty: enough to ask for its rights again."""
    kind = {kind.__name__: kind for kind in HANDLERS}[frozen["kind"]]
    hints = get_type_hints(kind)
    command = object.__new__(kind)
    for field in fields(kind):
        value = frozen["args"].get(field.name, ())
        object.__setattr__(command, field.name, _thawed(hints[field.name], value))
    return command


def _thawed(hint: Any, value: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is date:
        return date.fromisoformat(value)
    return value
