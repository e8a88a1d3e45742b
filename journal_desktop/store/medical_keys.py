"""The medical key in the database: wrapped for each medical account and once for the safe.

Source: R-5.3-01, domain 9.1; architecture 15.1. The same code on both engines; the rows stand
outside the audit, where an old box would open for an old password for ever.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from journal_desktop.access.policy import Role
from journal_desktop.store.keys import ORDINARY, RECOVERY, Cost, as_printed, new_key
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.rows.health import MedicalKeyRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow
from journal_desktop.store.wrapping import Sealed, unwrap, wrap

SAFE: Final = None
"""The owner of the row that the recovery code opens."""
SHUT: Final = (
    "Закрытые сведения о здоровье не открыты: после выдачи роли или нового пароля ключ к ним "
    "возвращают один раз — «Файл → Медицинский ключ…» (п. 5.3)."
)
"""What a medical worker without the key reads."""
_DEAREST: Final = Cost(passes=32, memory=2**21, lanes=64)
"""The dearest guess believed: a foreign row must not hang the program."""


def new_medical_key() -> MedicalKey:
    """A fresh key for a school that has none."""
    return MedicalKey(new_key())


def has_medical_key(connection: Connection) -> bool:
    """Whether the school has a medical key, for whomever it is wrapped."""
    return connection.scalar(select(MedicalKeyRow.id).limit(1)) is not None


def wrap_medical(
    connection: Connection,
    key: MedicalKey,
    staff_id: int | None,
    secret: str,
    at: datetime,
    cost: Cost = ORDINARY,
) -> None:
    """Wrap the key for an account or, with SAFE, for the recovery code, replacing what it had."""
    sealed = wrap(key.secret, _said(staff_id, secret), _name(staff_id), cost)
    said = {
        **sealed._asdict(),
        "passes": cost.passes,
        "memory": cost.memory,
        "lanes": cost.lanes,
        "at": at,
    }
    forget_medical(connection, staff_id)
    row = insert(MedicalKeyRow).values(staff_id=staff_id, **said)
    connection.execute(row.inline())  # an officer writes a box, but does not read it back


def unwrap_medical(connection: Connection, staff_id: int | None, secret: str) -> MedicalKey | None:
    """The key; None when it is not wrapped for the account, or under another password."""
    columns = MedicalKeyRow.__table__.c
    query = select(
        *(columns[name] for name in (*Sealed._fields, "passes", "memory", "lanes"))
    ).where(_of(staff_id))
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    *parts, passes, memory, lanes = found
    if passes > _DEAREST.passes or memory > _DEAREST.memory or lanes > _DEAREST.lanes:
        return None
    cost = Cost(passes, memory, lanes)
    opened = unwrap(Sealed(*parts), _said(staff_id, secret), _name(staff_id), cost)
    return None if opened is None else MedicalKey(opened)


def forget_medical(connection: Connection, staff_id: int | None) -> None:
    """The account, or with SAFE the recovery code, opens the key no more."""
    if connection.dialect.name == "sqlite":
        connection.execute(delete(MedicalKeyRow).where(_of(staff_id)))
    else:  # an officer may take a box away, but not look at it
        connection.execute(select(func.forget_medical_key(staff_id)))


def holders(connection: Connection) -> frozenset[int]:
    """People for whom the key is wrapped."""
    if connection.dialect.name == "sqlite":
        found = connection.scalars(select(MedicalKeyRow.staff_id))
    else:
        found = connection.scalars(select(func.medical_key_holders()))
    return frozenset(staff_id for staff_id in found if staff_id is not None)


def rewrap_medical(
    connection: Connection, staff_id: int, old: str, new: str, at: datetime, cost: Cost = ORDINARY
) -> None:
    """Wrap the key, if the account has it, for the new password in place of the old one."""
    key = unwrap_medical(connection, staff_id, old)
    if key is not None:
        wrap_medical(connection, key, staff_id, new, at, cost)


def medic_of(connection: Connection, login: str) -> int | None:
    """The person behind a login, if they have or had the role of a medical worker."""
    query = (
        select(AccountRow.staff_id)
        .join(RoleGrantRow, RoleGrantRow.staff_id == AccountRow.staff_id)
        .where(AccountRow.login == login, RoleGrantRow.role == Role.MED)
    )
    found: int | None = connection.scalar(query.limit(1))
    return found


def _of(staff_id: int | None) -> ColumnElement[bool]:
    column = MedicalKeyRow.staff_id
    return column.is_(None) if staff_id is None else column == staff_id


def _name(staff_id: int | None) -> str:
    """Bound to the box, so that a box put into another's row does not open."""
    return f"medical:{RECOVERY if staff_id is None else staff_id}"


def _said(staff_id: int | None, secret: str) -> str:
    return as_printed(secret) if staff_id is None else secret
