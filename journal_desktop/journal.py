"""The gate: every read and every write passes here and nowhere else."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from journal_desktop.access.policy import Actor, Right, granting_role, may
from journal_desktop.commands.base import Command, freeze, thaw
from journal_desktop.commands.catalogue import HANDLERS
from journal_desktop.commands.guards import GUARDS
from journal_desktop.domain.errors import Busy, Conflict, Invalid, JournalError, Refused
from journal_desktop.domain.late_edits import tidy_reason
from journal_desktop.queries.base import Ask, Query
from journal_desktop.store.audit import Signature
from journal_desktop.store.begun_works import leave_works
from journal_desktop.store.engine import (
    WayIn,
    for_writes,
    frozen_reads,
    open_way,
    place_of,
    single_looks,
    way_in,
)
from journal_desktop.store.faults import faults, in_turn, is_duplicate
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.news import Bookmark, News, read_news
from journal_desktop.store.readable import unreadable
from journal_desktop.store.restore import restore
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.session import Context, JournalSession
from journal_desktop.store.texts import refuse_unwritable
from journal_desktop.store.verify import Broken, verify

T = TypeVar("T")
_COMPUTER = platform.node()[:64]


@dataclass(frozen=True, slots=True)
class Done:
    """What an action changed: the op to undo, the kinds of rows touched, its Russian title."""

    op_id: int | None
    touched: frozenset[str]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """What another process needs to read as the same person: goes through a pipe, nowhere else."""

    way: WayIn
    actor: Actor
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class _Why:
    uid: UUID
    undoes: int | None = None
    reason: str | None = None
    basis_id: int | None = None


class Journal:
    """The journal as one person sees it. Safe for threads: a session per call."""

    def __init__(
        self,
        engine: Engine,
        actor: Actor,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        medical: MedicalKey | None = None,
    ) -> None:
        self.actor = actor
        self.zone = zone
        self.medical = medical
        self._clock = clock
        self._engine = engine
        self._reads, self._writes = frozen_reads(engine), for_writes(engine)
        self._looks = single_looks(engine)
        self._place = place_of(engine)

    def hand_over(self) -> Handover:
        """For a process of the same person that reads beside this one."""
        return Handover(way_in(self._reads), self.actor, self.zone, self.now())

    def at(self, moment: datetime) -> Journal:
        """The same journal at a moment."""
        return Journal(self._engine, self.actor, lambda: moment, self.zone, self.medical)

    def now(self) -> datetime:
        """The moment in UTC."""
        return self._clock()

    def may(self, right: Right, target: object = None) -> bool:
        """Whether the person may do this; without a target, over anything at all."""
        return may(self.actor, right, target)

    def ask(self, query: Query[T]) -> T:
        """Answer one question, if the actor may know.

        Raises:
            Refused: the actor may not know.
            Unavailable: the database cannot be reached.
        """
        with self.snapshot() as ask:
            return ask(query)

    @contextmanager
    def snapshot(self) -> Iterator[Ask]:
        """Answer many questions from one moment: a book never mixes before and after."""
        with faults(self._place), JournalSession(self._reads, context=self._context()) as session:

            def ask(query: Query[T], /) -> T:
                if not may(self.actor, query.right, query.target(session)):
                    raise Refused("Недостаточно прав для просмотра этих данных (п. 1.9).")
                return query.answer(session)

            yield ask

    def do(
        self,
        *commands: Command,
        uid: UUID | None = None,
        reason: str | None = None,
        basis_id: int | None = None,
    ) -> Done:
        """Carry out commands as one undoable op; all of them or none.

        Args:
            commands: at least one.
            uid: name of this action; sent again with the same name it is not done twice.
            reason: why, where a rule asks for it.
            basis_id: the order it rests on.

        Raises:
            Refused, Invalid, Conflict: nothing was changed.
            Unavailable: nothing was accepted.
        """
        refuse_unwritable((*commands, reason))
        why = _Why(uid or uuid7(), None, tidy_reason(reason), basis_id)
        return in_turn(lambda: self._do(commands, why))

    def undo(self, op_id: int, *, reason: str | None = None, uid: UUID | None = None) -> Done:
        """Put back what the actor's own op changed, unless somebody changed it since.

        The reason of what is taken back is kept, unless another is said. Sent again with the same
        `uid` it is not done twice.

        Raises:
            Refused: another's op, or the right or a rule no longer allows it.
            ReasonNeeded: an old op changed a mark that stands too long (domain 9.3).
            Conflict: a row was changed since.
        """
        refuse_unwritable(reason)
        why = _Why(uid or uuid7(), op_id, tidy_reason(reason))
        return in_turn(lambda: self._undo(op_id, why))

    def news(self, since: Bookmark | None) -> News:
        """What everybody changed since, in one statement; None tells how far the journal is now.

        Raises:
            Unavailable: the database cannot be reached.
        """
        with faults(self._place):
            return read_news(self._looks, since)

    def verify(self, tell: Callable[[str], None] = lambda _what: None) -> tuple[Broken, ...]:
        """Check the audit chain and every table against it (R-4.7-02); () means whole.

        What the person may not read is left out: `unverified` names it.

        Raises:
            Refused: the actor may not read the audit.
        """
        if not self.may(Right.AUDIT_VERIFY):
            raise Refused(
                "Проверять журнал действий могут ответственный за ЭЖ, завуч, директор "
                "и ответственный за архив (п. 1.9, 4.7)."
            )
        return verify(self._reads, tell, unreadable(self._reads, self.actor))

    def unverified(self) -> tuple[str, ...]:
        """Tables a verification by this person leaves out, health sheets first of all."""
        return tuple(sorted(unreadable(self._reads, self.actor)))

    def _do(self, commands: Sequence[Command], why: _Why) -> Done:
        try:
            with faults(self._place), self._transaction() as session:
                session.reason = why.reason
                roles = [self._allow(session, command) for command in commands]
                for command in commands:
                    HANDLERS[type(command)](session, command)
                done = self._sign(session, commands, roles[0], why)
        except (IntegrityError, Conflict, Invalid, Refused) as error:
            return self._already_done(why.uid, error)
        if done.op_id is None:  # nothing was left to change: perhaps this action changed it before
            return self._done_before(why.uid) or done
        return done

    def _undo(self, op_id: int, why: _Why) -> Done:
        try:
            with faults(self._place), self._transaction() as session:
                op = session.get(OpRow, op_id)
                if op is None or op.staff_id != self.actor.staff_id:
                    raise Refused("Отменить можно только своё действие.")
                commands = tuple(thaw(frozen) for frozen in op.commands)
                if any(command.lasting for command in commands):
                    raise Refused(f"«{op.title}»: это действие не отменяется.")
                roles = [self._allow(session, command) for command in commands]
                session.reason, session.takes_back = why.reason or op.reason, True
                changes = select(ChangeRow).filter_by(op_id=op_id).order_by(ChangeRow.seq.desc())
                _put_back(session, session.scalars(changes).all())
                return self._sign(session, commands, roles[0], replace(why, reason=session.reason))
        except (IntegrityError, Conflict) as error:
            return self._already_done(why.uid, error)

    def _context(self) -> Context:
        return Context(self.actor, self._clock(), self.zone)

    @contextmanager
    def _transaction(self) -> Iterator[JournalSession]:
        with (
            self._writes.connect() as connection,
            connection.begin(),
            JournalSession(connection, context=self._context(), writes=True) as session,
        ):
            yield session

    def _allow(self, session: JournalSession, command: Command) -> str:
        role = granting_role(self.actor, command.right, command.target(session))
        if role is None:
            raise Refused(f"«{command.title}»: у вас нет права на это действие здесь (п. 1.9).")
        return role.value

    def _sign(
        self, session: JournalSession, commands: Sequence[Command], role: str, why: _Why
    ) -> Done:
        session.flush()
        for guard in GUARDS:
            guard(session, session.changes)
        title, chains = commands[0].title, {command.chain for command in commands}
        offset = session.context.local.utcoffset()
        op_id = session.sign(
            Signature(
                uid=why.uid,
                at=session.context.now,
                offset_min=int(offset.total_seconds() // 60) if offset else 0,
                staff_id=self.actor.staff_id,
                role=role,
                computer=_COMPUTER,
                title=title,
                commands=[freeze(command) for command in commands],
                chain=chains.pop() if len(chains) == 1 else 0,
                undoes=why.undoes,
                reason=why.reason,
                basis_id=why.basis_id,
            )
        )
        return Done(op_id, frozenset(change.entity for change in session.changes), title)

    def _already_done(self, uid: UUID, error: IntegrityError | JournalError) -> Done:
        """An action sent again after its answer was lost was already carried out."""
        if done := self._done_before(uid):
            return done
        if isinstance(error, IntegrityError) and is_duplicate(error):
            raise Busy(  # done again it finds that row, and says what stands there
                "Эту запись одновременно создал другой пользователь. Обновите страницу."
            ) from error
        raise error

    def _done_before(self, uid: UUID) -> Done | None:
        with faults(self._place), JournalSession(self._reads, context=self._context()) as session:
            mine = select(OpRow).filter_by(uid=uid, staff_id=self.actor.staff_id)
            op = session.scalars(mine).one_or_none()
            if op is None:
                return None
            kinds = session.scalars(select(ChangeRow.entity).filter_by(op_id=op.id)).all()
            return Done(op.id, frozenset(kinds), op.title)


def take_over(handed: Handover) -> Journal:
    """The same journal in another process, without the key to medical values.

    Raises:
        Unavailable: the database is not there any more.
    """
    return Journal(open_way(handed.way), handed.actor, lambda: handed.now, handed.zone)


def _put_back(session: JournalSession, changes: Sequence[ChangeRow]) -> None:
    try:
        restore(session, leave_works(session, changes))
    except IntegrityError as error:
        raise Conflict(
            "С этими записями уже связаны более поздние: отмена отклонена. Обновите страницу."
        ) from error
