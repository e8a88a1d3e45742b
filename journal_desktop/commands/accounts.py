"""Accounts and roles of staff; passwords themselves are the store's.

Source: R-3.1.1-01, R-3.1.2-01, R-3.1.2-04, R-3.2.2-04.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from journal_desktop.access.policy import Right, Role
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.vocabulary import AccountState, OrderKind
from journal_desktop.store.accounts import check_login
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class PasswordChanged(Command):
    """One's own first password has been replaced: it need not be changed at login any more."""

    right: ClassVar = Right.OWN_ACCOUNT
    title: ClassVar = "Смена пароля"
    lasting: ClassVar = True


@dataclass(frozen=True)
class OpenAccount(Command):
    """Give a person a login; the first password must be changed when it is used."""

    right: ClassVar = Right.STAFF_WRITE
    title: ClassVar = "Учётная запись"
    lasting: ClassVar = True
    staff_id: int
    login: str


@dataclass(frozen=True)
class GrantRole(Command):
    """Give a person a role from a day on; without an order it is listed as baseless."""

    right: ClassVar = Right.STAFF_WRITE
    title: ClassVar = "Роль сотрудника"
    staff_id: int
    role: Role
    begins: date
    order_number: str = ""
    order_day: date | None = None


@handles(PasswordChanged)
def password_changed(session: JournalSession, _cmd: PasswordChanged) -> None:
    """Only one's own account."""
    login = session.context.actor.login
    session.scalars(select(AccountRow).filter_by(login=login)).one().must_change = False


@handles(OpenAccount)
def open_account(session: JournalSession, cmd: OpenAccount) -> None:
    """Add the account, or ask the one there is for a new password at the next login."""
    check_login(cmd.login)
    if session.get(StaffRow, cmd.staff_id) is None:
        raise Invalid("Такого сотрудника в базе нет. Обновите окно.")
    mine = session.scalar(select(AccountRow).filter_by(staff_id=cmd.staff_id))
    same = session.scalar(select(AccountRow).filter_by(login=cmd.login))
    if mine is not None and mine.login != cmd.login:
        raise Invalid(f"У сотрудника уже есть логин «{mine.login}»: дайте пароль ему.")
    if same is not None and same.staff_id != cmd.staff_id:
        raise Invalid(f"Логин «{cmd.login}» занят другим сотрудником. Придумайте другой.")
    if mine is None:
        session.add(
            AccountRow(
                staff_id=cmd.staff_id,
                login=cmd.login,
                state=AccountState.ACTIVE,
                must_change=True,
                created_at=session.context.now,
            )
        )
    else:
        mine.must_change = True  # somebody else knows the new password until it is changed


@handles(GrantRole)
def grant_role(session: JournalSession, cmd: GrantRole) -> None:
    """Add the role, unless the person has it on that day."""
    query = select(RoleGrantRow).filter_by(staff_id=cmd.staff_id, role=cmd.role)
    held = [row for row in session.scalars(query) if row.ends is None or row.ends >= cmd.begins]
    if held:
        return
    session.add(
        RoleGrantRow(
            staff_id=cmd.staff_id,
            role=cmd.role,
            begins=cmd.begins,
            order_id=_order(session, cmd),
            data_categories="",
        )
    )


def _order(session: JournalSession, cmd: GrantRole) -> int | None:
    if not cmd.order_number or cmd.order_day is None:
        return None
    query = select(OrderRow).filter_by(number=cmd.order_number, day=cmd.order_day)
    order = session.scalar(query)
    if order is None:
        order = OrderRow(
            kind=OrderKind.APPOINTMENT,
            number=cmd.order_number,
            day=cmd.order_day,
            title="О допуске к ведению электронного журнала",
        )
        session.add(order)
        session.flush()
    return order.id
