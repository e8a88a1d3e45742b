"""What became of a printed book: sewn, signed, sealed, handed over, one step after another.

Source: R-4.3-02; domain 9.2: the officer prints, sews, seals and hands over, the director signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.errors import Conflict, Invalid
from journal_desktop.domain.prints import STATE_TITLES, next_state
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class _Step(Command):
    """The next state of a printed book and the day it came; it never goes back."""

    lasting: ClassVar = True
    state: ClassVar[PrintState]
    print_id: int
    day: date

    @override
    def target(self, session: JournalSession) -> object:
        return None


@dataclass(frozen=True)
class MarkSewn(_Step):
    """The book is sewn through."""

    right: ClassVar = Right.BOOKS_PRINT
    title: ClassVar = "Журнал прошит"
    state: ClassVar = PrintState.SEWN


@dataclass(frozen=True)
class MarkSigned(_Step):
    """The director has signed the certifying sheet."""

    right: ClassVar = Right.BOOKS_APPROVE
    title: ClassVar = "Журнал подписан"
    state: ClassVar = PrintState.SIGNED


@dataclass(frozen=True)
class MarkSealed(_Step):
    """The seal stands on the sticker and the sheet."""

    right: ClassVar = Right.BOOKS_PRINT
    title: ClassVar = "Журнал опечатан"
    state: ClassVar = PrintState.SEALED


@dataclass(frozen=True)
class MarkHandedOver(_Step):
    """The book was handed over to the archive."""

    right: ClassVar = Right.ARCHIVE_WRITE
    title: ClassVar = "Журнал передан в архив"
    state: ClassVar = PrintState.ARCHIVED


STEPS: tuple[type[_Step], ...] = (MarkSewn, MarkSigned, MarkSealed, MarkHandedOver)
"""In the order of R-4.3-02."""


@handles(MarkSewn)
def mark_sewn(session: JournalSession, cmd: MarkSewn) -> None:
    """Printed before."""
    _step(session, cmd)


@handles(MarkSigned)
def mark_signed(session: JournalSession, cmd: MarkSigned) -> None:
    """Sewn before."""
    _step(session, cmd)


@handles(MarkSealed)
def mark_sealed(session: JournalSession, cmd: MarkSealed) -> None:
    """Signed before."""
    _step(session, cmd)


@handles(MarkHandedOver)
def mark_handed_over(session: JournalSession, cmd: MarkHandedOver) -> None:
    """Sealed before."""
    _step(session, cmd)


def _step(session: JournalSession, cmd: _Step) -> None:
    row = session.get(PrintRow, cmd.print_id, with_for_update=True)
    if row is None:
        raise Invalid("Такой распечатки в учёте нет. Обновите окно.")
    if next_state(row.state) is not cmd.state:
        raise Conflict(_refusal(row, cmd.state), stored=STATE_TITLES[row.state])
    if not row.state_day <= cmd.day <= session.context.today:
        raise Invalid(
            f"Дата — не раньше {short_date(row.state_day, year=True)} "
            f"({STATE_TITLES[row.state]}) и не позже сегодня."
        )
    row.state, row.state_day = cmd.state, cmd.day


def _refusal(row: PrintRow, wanted: PrintState) -> str:
    follows = next_state(row.state)
    if row.state is PrintState.DRAFT:
        return f"«{row.title}» — черновик: его не прошивают и не подписывают (п. 4.3)."
    then = f" Дальше: {STATE_TITLES[follows]}." if follows else ""
    return (
        f"«{row.title}» {STATE_TITLES[row.state]}: отметить «{STATE_TITLES[wanted]}» нельзя, "
        f"состояния идут по порядку (п. 4.3).{then}"
    )
