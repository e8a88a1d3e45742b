"""What a command is, and which handler carries it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, ClassVar, Final, TypeVar, get_args, get_origin, get_type_hints

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Refused
from journal_desktop.store.images import decode_as, encode
from journal_desktop.store.rows.ops import HEALTH_CHAIN
from journal_desktop.store.session import JournalSession

__all__ = ["HANDLERS", "HEALTH_CHAIN", "Command", "freeze", "handles", "thaw"]


@dataclass(frozen=True)
class Command:
    """Something a person asks the journal to do."""

    right: ClassVar[Right]
    title: ClassVar[str]
    """Shown in the Undo menu and in the audit, in Russian."""
    lasting: ClassVar[bool] = False
    """Whether it tells what happened outside the journal, so that no undo takes it back."""
    confirm: ClassVar[bool] = False
    """Whether the window asks for the password again before it (R-5.4-01)."""

    @property
    def chain(self) -> int:
        """Audit chain: the journal page, HEALTH_CHAIN, 0 for everything else."""
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
    """The command as it was given, lists empty: enough to ask for its rights again.

    Raises:
        Refused: another version of the program made it, and this one cannot read it.
    """
    kind = {kind.__name__: kind for kind in HANDLERS}.get(frozen["kind"])
    if kind is None:
        raise Refused(_FOREIGN)
    hints = get_type_hints(kind)
    command = object.__new__(kind)
    for field in fields(kind):
        value = _thawed(field, hints[field.name], frozen["args"])
        object.__setattr__(command, field.name, value)
    return command


_FOREIGN: Final = (
    "Это действие сделано в другой версии программы: отмена отклонена. Исправьте записи сами."
)


def _thawed(field: Field[Any], hint: Any, args: dict[str, Any]) -> Any:
    if field.name in args:
        return _decoded(hint, args[field.name])
    if field.default is not MISSING:
        return field.default
    if get_origin(hint) is tuple:
        return ()
    raise Refused(_FOREIGN)


def _decoded(hint: Any, value: Any) -> Any:
    """A JSON value as its field has it: `date`, `PeriodKind`, `int | None`."""
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not type(None)]
    if value is None or len(kinds) != 1 or not isinstance(kinds[0], type):
        return value
    try:
        return decode_as(kinds[0], value)
    except ValueError as error:  # a member of an enumeration that is no more
        raise Refused(_FOREIGN) from error
