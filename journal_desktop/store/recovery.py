"""The ways back: a lost last password, a medical worker without the key, a new recovery code.

Source: R-3.1.2-01, R-5.3-01; architecture 15.1. The code of the safe opens a file and the medical
key; without it and without any password nobody reads the data, which is what encryption means.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, insert, or_, select

from journal_desktop.access.policy import Role
from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.domain.passwords import check_password
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.store.accounts import open_login
from journal_desktop.store.doors import Doors
from journal_desktop.store.engine import file_of, for_writes, is_sqlite, open_file, place_of
from journal_desktop.store.faults import faults
from journal_desktop.store.keys import ORDINARY, RECOVERY, Cost, KeyRing, new_recovery_code
from journal_desktop.store.logins import Clock, address_of, check_own_password, open_school
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.medical_keys import (
    SAFE,
    forget_medical,
    has_medical_key,
    new_medical_key,
    unwrap_medical,
    wrap_medical,
)
from journal_desktop.store.places import refuse_bad_place
from journal_desktop.store.rows.health import MedicalKeyRow
from journal_desktop.store.rows.ops import LoginEventRow
from journal_desktop.store.rows.school import SchoolRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow
from journal_desktop.store.schema import check_schema

ON_SERVER: Final = (
    "На сервере пароль ответственному за ЭЖ возвращает владелец базы: "
    "«journal-desktop account ЛОГИН --recovery» с JOURNAL_ADMIN_DB."
)


@dataclass(frozen=True, slots=True)
class SafeCode:
    """The recovery code, as typed from the sheet in the safe."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another medical worker who enters the own password."""

    login: str
    password: str = field(repr=False)


Source = SafeCode | Colleague


def medical_from(url: str, engine: Engine, source: Source, clock: Clock) -> MedicalKey:
    """The medical key from whoever has it.

    Raises:
        Refused: the code does not fit, the password is wrong, or the colleague has no key.
    """
    if isinstance(source, Colleague):
        colleague = open_school(url, source.login, source.password, clock)
        colleague.engine.dispose()
        key = colleague.medical
        if key is None:
            raise Refused(f"У «{source.login}» нет медицинского ключа. Возьмите код из сейфа.")
        return key
    with faults(place_of(engine)), engine.connect() as connection:
        key = unwrap_medical(connection, SAFE, source.text)
        if key is None and not has_safe(connection):
            raise Refused(
                "Кода восстановления у медицинского ключа нет: попросите другого медработника "
                "ввести свой пароль."
            )
    if key is None:
        raise Refused("Код не подошёл. Сверьте его с листом из сейфа: 32 знака по четыре.")
    return key


def take_medical_key(
    url: str, engine: Engine, own: tuple[int, str, str], source: Source, clock: Clock
) -> MedicalKey:
    """Give a medical worker the key; `own` is their id, login and password.

    Raises:
        Refused: the own password is wrong, or the source gives no key.
    """
    staff_id, login, password = own
    check_own_password(url, login, password, clock)
    return give_medical(url, engine, (staff_id, password), source, clock)


def give_medical(
    url: str, engine: Engine, whom: tuple[int, str], source: Source, clock: Clock
) -> MedicalKey:
    """Wrap the key for an account: `whom` is the person's id and password."""
    key = medical_from(url, engine, source, clock)
    with faults(place_of(engine)), for_writes(engine).begin() as connection:
        wrap_medical(connection, key, *whom, clock())
    return key


def take_medical_away(engine: Engine, staff_id: int) -> None:
    """Forget the box of an account."""
    with faults(place_of(engine)), for_writes(engine).begin() as connection:
        forget_medical(connection, staff_id)


def renew_code(url: str, engine: Engine, doors: Doors, source: Source, clock: Clock) -> str:
    """A new recovery code in place of the old one, for the file and the medical key alike.

    Raises:
        Refused: the source gives no medical key; the old code stays.
    """
    key = medical_from(url, engine, source, clock)
    code = new_recovery_code()
    with faults(place_of(engine)), for_writes(engine).begin() as connection:
        wrap_medical(connection, key, SAFE, code, clock())
        doors.put_code(code)
    return code


def ensure_medical_key(
    engine: Engine, doors: Doors, known: str, now: datetime, cost: Cost = ORDINARY
) -> str:
    """Give a migrated school a medical key if it has none; the new code to print, "" if none.

    `known` is the recovery code there is, checked already, or "": then a new one takes its place.
    """
    with faults(place_of(engine)), for_writes(engine).begin() as connection:
        if has_medical_key(connection):
            return ""
        code = known or new_recovery_code()
        wrap_medical(connection, new_medical_key(), SAFE, code, now, cost)
        if not known:
            doors.put_code(code)
    return "" if known else code


def recover(url: str, code: str, login: str, password: str, clock: Clock) -> None:
    """Give a responsible officer of a file a new password by the recovery code.

    Raises:
        Refused: the code does not fit, or the login is not an officer's.
        Invalid: the password is too easy.
        Unavailable: not a file, or it cannot be opened.
    """
    address = address_of(url)
    if not is_sqlite(address):
        raise Unavailable(ON_SERVER)
    path, now = file_of(address), clock()
    refuse_bad_place(path)
    ring = KeyRing(path)
    file_key = ring.unlock(RECOVERY, code, now)
    engine = open_file(path, file_key)
    try:
        check_schema(engine)
        with faults(place_of(engine)), for_writes(engine).begin() as connection:
            staff_id, names = _officer(connection, login, now)
            check_password(password, login, names)
            _note(connection, staff_id, now)
            ring.put(login, password, file_key)
            ring.block(login, blocked=False)
    finally:
        engine.dispose()


def recover_as_owner(engine: Engine, login: str, password: str, now: datetime) -> None:
    """The same on a server, by its owner: no code is needed there.

    Raises:
        Refused: the login is not an officer's.
        Invalid: the password is too easy.
    """
    with faults(place_of(engine)), for_writes(engine).begin() as connection:
        staff_id, names = _officer(connection, login, now)
        check_password(password, login, names)
        _note(connection, staff_id, now)
        open_login(connection, login, password)


def has_safe(connection: Connection) -> bool:
    """Whether the recovery code opens the medical key."""
    query = select(MedicalKeyRow.id).where(MedicalKeyRow.staff_id.is_(None))
    return connection.scalar(query) is not None


def _officer(connection: Connection, login: str, now: datetime) -> tuple[int, tuple[str, ...]]:
    school = connection.execute(select(SchoolRow.zone, SchoolRow.today)).one()
    today = school.today or now.astimezone(ZoneInfo(school.zone)).date()
    query = (
        select(AccountRow.login, StaffRow.id, StaffRow.surname, StaffRow.name, StaffRow.patronymic)
        .join(StaffRow, StaffRow.id == AccountRow.staff_id)
        .join(RoleGrantRow, RoleGrantRow.staff_id == StaffRow.id)
        .where(
            AccountRow.state == AccountState.ACTIVE,
            RoleGrantRow.role == Role.ADM,
            RoleGrantRow.begins <= today,
            or_(RoleGrantRow.ends.is_(None), RoleGrantRow.ends >= today),
        )
    )
    officers = {found[0]: found for found in connection.execute(query)}
    if login not in officers:
        known = ", ".join(sorted(officers)) or "нет ни одного"
        raise Refused(
            f"«{login}» — не логин ответственного за ЭЖ (п. 3.2.1). Ответственные: {known}."
        )
    _, staff_id, *names = officers[login]
    return staff_id, tuple(names)


def _note(connection: Connection, staff_id: int, now: datetime) -> None:
    """A use of the code stands among the officer's own logins."""
    event = {
        "at": now,
        "staff_id": staff_id,
        "login": RECOVERY,
        "computer": (platform.node() or os.name)[:64],
        "accepted": True,
    }
    connection.execute(insert(LoginEventRow), event)
