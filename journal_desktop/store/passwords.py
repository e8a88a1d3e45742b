"""Change one's own password, on either engine; the medical key goes with it.

Source: R-3.1.1-01 (forced change at first login), R-3.1.2-01; architecture 15.1.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, select, text

from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.passwords import check_password
from journal_desktop.store.engine import file_of, for_writes, is_sqlite, open_file, open_server
from journal_desktop.store.faults import faults
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.logins import Clock, address_of, server_login
from journal_desktop.store.medical_keys import rewrap_medical
from journal_desktop.store.rows.staff import AccountRow, StaffRow
from journal_desktop.store.server_roles import quoted, scram

Put = Callable[[Connection, str], None]


def change_password(url: str, login: str, old: str, new: str, clock: Clock) -> None:
    """Put a new password in place of the old one; all it unlocks is wrapped anew, or nothing is.

    Raises:
        Refused: the old password is wrong.
        Invalid: the new one is too easy or the same.
        Unavailable: the database or its key file cannot be reached.
    """
    check_password(new, login)
    if new == old:
        raise Invalid("Новый пароль совпадает со старым. Придумайте другой.")
    address, now = address_of(url), clock()
    if is_sqlite(address):
        ring = KeyRing(file_of(address))
        file_key = ring.unlock(login, old, now)
        engine = open_file(file_of(address), file_key)
        put: Put = lambda _connection, password: ring.put(login, password, file_key)  # noqa: E731 - a closure over the key
    else:
        engine = open_server(address, login=server_login(address, login), password=old)
        put = _own_role
    try:
        _change(engine, login, (old, new), now, put)
    finally:
        engine.dispose()


def _change(engine: Engine, login: str, words: tuple[str, str], now: datetime, put: Put) -> None:
    old, new = words
    with faults(), for_writes(engine).connect() as connection, connection.begin() as transaction:
        staff_id, names = _person(connection, login)
        check_password(new, login, names)
        rewrap_medical(connection, staff_id, old, new, now)
        put(connection, new)
        try:
            transaction.commit()
        except BaseException:
            if connection.dialect.name == "sqlite":
                put(connection, old)  # the sidecar knows of no transaction
            raise


def _person(connection: Connection, login: str) -> tuple[int, tuple[str, str, str]]:
    query = (
        select(StaffRow.id, StaffRow.surname, StaffRow.name, StaffRow.patronymic)
        .join(AccountRow, AccountRow.staff_id == StaffRow.id)
        .where(AccountRow.login == login)
    )
    found = connection.execute(query).one_or_none()
    if found is None:
        raise Refused("Учётная запись закрыта. Обратитесь к ответственному за ЭЖ.")
    staff_id, *names = found
    return staff_id, (names[0], names[1], names[2])


def _own_role(connection: Connection, new: str) -> None:
    role = str(connection.scalar(text("select session_user")))
    verifier = scram(connection, role, new)
    connection.exec_driver_sql(f"alter role {quoted(connection, role)} password '{verifier}'")
