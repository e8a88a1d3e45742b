"""Accounts of the staff with their roles, orders and last logins; one's own logins.

Source: R-3.1.1-01, R-3.1.2-01, R-3.1.2-04 (a role without an order is flagged), R-3.2.2-04.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from sqlalchemy import func, select
from typing_extensions import override

from journal_desktop.access.policy import Right, Role
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.queries.base import Query
from journal_desktop.store.keys import RECOVERY
from journal_desktop.store.medical_keys import holders
from journal_desktop.store.rows.ops import LoginEventRow
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow
from journal_desktop.store.session import JournalSession

_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Grant:
    """A role from–to; `order` is «№ 12-к от 28.08.2026», "" without a basis."""

    id: int
    role: Role
    begins: date
    ends: date | None
    order: str

    def holds(self, day: date) -> bool:
        """Whether the role is in force on the day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A member of staff; `login` is "" and `state` None without an account.

    `medical` tells whether the medical key is wrapped for the account.
    """

    staff_id: int
    name: str
    position: str
    login: str
    state: AccountState | None
    must_change: bool
    dismissed: date | None
    grants: tuple[Grant, ...]
    last_login: datetime | None
    medical: bool

    def roles(self, day: date) -> tuple[Grant, ...]:
        """Roles in force on the day."""
        return tuple(grant for grant in self.grants if grant.holds(day))


@dataclass(frozen=True)
class Accounts(Query[tuple[AccountLine, ...]]):
    """Everybody who works or has a login, in alphabetical order."""

    right: ClassVar = Right.STAFF_READ

    @override
    def answer(self, session: JournalSession) -> tuple[AccountLine, ...]:
        grants, last = _grants(session), _last_logins(session)
        keyed = holders(session.connection())
        query = (
            select(StaffRow, AccountRow)
            .outerjoin(AccountRow, AccountRow.staff_id == StaffRow.id)
            .order_by(StaffRow.sort_key, StaffRow.id)
        )
        found: list[AccountLine] = []
        for person, held in session.execute(query):
            account: AccountRow | None = held
            if account is None and person.dismissed is not None:
                continue
            found.append(
                AccountLine(
                    staff_id=person.id,
                    name=f"{person.surname} {person.name} {person.patronymic}".strip(),
                    position=person.position,
                    login="" if account is None else account.login,
                    state=None if account is None else account.state,
                    must_change=account is not None and account.must_change,
                    dismissed=person.dismissed,
                    grants=tuple(grants[person.id]),
                    last_login=last.get(person.id),
                    medical=person.id in keyed,
                )
            )
        return tuple(found)


@dataclass(frozen=True, slots=True)
class LoginLine:
    """One login of a person, or a try that failed; `by_code` with the code of the safe."""

    at: datetime
    computer: str
    accepted: bool
    by_code: bool


@dataclass(frozen=True)
class OwnLogins(Query[tuple[LoginLine, ...]]):
    """One's own logins, the latest first (R-3.1.2-01)."""

    right: ClassVar = Right.OWN_ACCOUNT

    @override
    def answer(self, session: JournalSession) -> tuple[LoginLine, ...]:
        row = LoginEventRow
        query = (
            select(row.at, row.computer, row.accepted, row.login)
            .where(row.staff_id == session.context.actor.staff_id)
            .order_by(row.id.desc())
            .limit(_SHOWN)
        )
        return tuple(
            LoginLine(at, computer, accepted, login == RECOVERY)
            for at, computer, accepted, login in session.execute(query)
        )


@dataclass(frozen=True)
class OwnStanding(Query[str]):
    """Why one may work no longer, "" when one may: asked from time to time by the window."""

    right: ClassVar = Right.OWN_ACCOUNT

    @override
    def answer(self, session: JournalSession) -> str:
        actor, today = session.context.actor, session.context.today
        query = (
            select(AccountRow.state, StaffRow.dismissed)
            .join(StaffRow, StaffRow.id == AccountRow.staff_id)
            .where(AccountRow.staff_id == actor.staff_id)
        )
        found = session.execute(query).one_or_none()
        if found is None or found[0] is not AccountState.ACTIVE:
            return "Ваша учётная запись заблокирована ответственным за ЭЖ (п. 3.1)."
        if found[1] is not None and found[1] < today:
            return "Сотрудник уволен: вход закрыт (п. 3.1)."
        return ""


def _grants(session: JournalSession) -> dict[int, list[Grant]]:
    query = (
        select(RoleGrantRow, OrderRow.number, OrderRow.day)
        .outerjoin(OrderRow, OrderRow.id == RoleGrantRow.order_id)
        .order_by(RoleGrantRow.begins, RoleGrantRow.id)
    )
    found: dict[int, list[Grant]] = defaultdict(list)
    for row, number, day in session.execute(query):
        order = f"№ {number} от {day:%d.%m.%Y}" if number else ""
        found[row.staff_id].append(Grant(row.id, row.role, row.begins, row.ends, order))
    return found


def _last_logins(session: JournalSession) -> dict[int, datetime]:
    row = LoginEventRow
    query = (
        select(row.staff_id, func.max(row.at))
        .where(row.accepted.is_(True), row.login != RECOVERY, row.staff_id.is_not(None))
        .group_by(row.staff_id)
    )
    return {staff_id: at for staff_id, at in session.execute(query) if staff_id is not None}
