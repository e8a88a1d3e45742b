"""What a person changes about their own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.store.rows.staff import AccountRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class PasswordChanged(Command):
    """One's own first password has been replaced: it need not be changed at login any more."""

    right: ClassVar = Right.OWN_ACCOUNT
    title: ClassVar = "Смена пароля"


@handles(PasswordChanged)
def password_changed(session: JournalSession, _cmd: PasswordChanged) -> None:
    """Only one's own account."""
    login = session.context.actor.login
    session.scalars(select(AccountRow).filter_by(login=login)).one().must_change = False
