"""Block and unblock accounts, end roles; the school never stays without a responsible officer.

Source: R-3.1.1-01, R-3.1.2-04, R-3.2.1-01, domain 9.3 (an employee blocked writes nothing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select

from journal_desktop.access.policy import Right, Role
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.store.audit import Change
from journal_desktop.store.medical_keys import forget_medical
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow
from journal_desktop.store.session import JournalSession

_NO_OFFICER: Final = (
    "В школе всегда есть действующий ответственный за ЭЖ (п. 3.2.1): сначала назначьте приказом "
    "другого, без даты окончания, и дайте ему логин."
)


@dataclass(frozen=True)
class BlockAccount(Command):
    """Let a person in no more; the session they have ends."""

    right: ClassVar = Right.STAFF_WRITE
    title: ClassVar = "Блокировка учётной записи"
    lasting: ClassVar = True
    staff_id: int


@dataclass(frozen=True)
class UnblockAccount(Command):
    """Let a blocked person in again."""

    right: ClassVar = Right.STAFF_WRITE
    title: ClassVar = "Учётная запись разблокирована"
    lasting: ClassVar = True
    staff_id: int


@dataclass(frozen=True)
class EndRole(Command):
    """The last day of a role; a role that has not begun yet never will."""

    right: ClassVar = Right.STAFF_WRITE
    title: ClassVar = "Окончание роли"
    lasting: ClassVar = True
    grant_id: int
    last_day: date


@handles(BlockAccount)
def block_account(session: JournalSession, cmd: BlockAccount) -> None:
    """Anybody's but one's own."""
    if cmd.staff_id == session.context.actor.staff_id:
        raise Invalid("Себя не блокируют: это делает другой ответственный за ЭЖ (п. 3.2.1).")
    _account(session, cmd.staff_id).state = AccountState.BLOCKED


@handles(UnblockAccount)
def unblock_account(session: JournalSession, cmd: UnblockAccount) -> None:
    """A dismissed person stays outside."""
    person = session.get_one(StaffRow, cmd.staff_id)
    if person.dismissed is not None and person.dismissed < session.context.today:
        raise Invalid("Сотрудник уволен: его учётная запись остаётся закрытой (п. 3.1.2).")
    _account(session, cmd.staff_id).state = AccountState.ACTIVE


@handles(EndRole)
def end_role(session: JournalSession, cmd: EndRole) -> None:
    """Only towards an earlier end; a medical worker no more has no key any more."""
    grant = session.get(RoleGrantRow, cmd.grant_id)
    if grant is None:
        raise Invalid("Такой роли больше нет. Обновите окно.")
    if grant.ends is not None and grant.ends <= cmd.last_day:
        raise Invalid(f"Эта роль и так заканчивается {grant.ends:%d.%m.%Y}.")
    grant.ends = cmd.last_day
    session.flush()
    if grant.role is Role.MED and cmd.last_day < session.context.today:
        forget_medical(session.connection(), grant.staff_id)


def officer_remains(session: JournalSession, changes: Sequence[Change]) -> None:
    """At least one active responsible officer, whatever is ended, blocked or undone."""
    if not any(_concerns_officers(change) for change in changes):
        return
    query = (
        select(RoleGrantRow.id)
        .join(AccountRow, AccountRow.staff_id == RoleGrantRow.staff_id)
        .join(StaffRow, StaffRow.id == RoleGrantRow.staff_id)
        .where(
            RoleGrantRow.role == Role.ADM,
            RoleGrantRow.begins <= session.context.today,
            RoleGrantRow.ends.is_(None),
            AccountRow.state == AccountState.ACTIVE,
            StaffRow.dismissed.is_(None),
        )
    )
    if session.scalar(query.limit(1)) is None:
        raise Refused(_NO_OFFICER)


def _concerns_officers(change: Change) -> bool:
    """Something of an account, a role or an employment ended or was taken back."""
    after = change.after or {}
    if change.entity == "account":
        return change.after is None or after.get("state") == AccountState.BLOCKED.value
    if change.entity == "role_grant":
        return change.after is None or "ends" in after
    return change.entity == "staff" and bool(after.get("dismissed"))


def _account(session: JournalSession, staff_id: int) -> AccountRow:
    found = session.scalar(select(AccountRow).filter_by(staff_id=staff_id))
    if found is None:
        raise Invalid("У сотрудника нет учётной записи. Обновите окно.")
    return found
