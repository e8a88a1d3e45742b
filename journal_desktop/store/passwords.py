"""Change one's own password, on either engine.

Source: R-3.1.1-01 (forced change at first login), R-3.1.2-01.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import make_url

from journal_desktop.domain.errors import Invalid
from journal_desktop.store.accounts import check_password
from journal_desktop.store.engine import file_of, is_sqlite, open_server
from journal_desktop.store.faults import faults
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.logins import Clock, server_login
from journal_desktop.store.server_roles import quoted, scram


def change_password(url: str, login: str, old: str, new: str, clock: Clock) -> None:
    """Put a new password in place of the old one.

    Raises:
        Refused: the old password is wrong.
        Invalid: the new one is too easy or the same.
        Unavailable: the database or its key file cannot be reached.
    """
    check_password(new, login)
    if new == old:
        raise Invalid("Новый пароль совпадает со старым. Придумайте другой.")
    if is_sqlite(url):
        ring = KeyRing(file_of(url))
        ring.put(login, new, ring.unlock(login, old, clock()))
        return
    address = make_url(url)
    engine = open_server(address, login=server_login(address, login), password=old)
    try:
        with faults(), engine.begin() as connection:
            role = str(connection.scalar(text("select session_user")))
            name, verifier = quoted(connection, role), scram(connection, role, new)
            connection.exec_driver_sql(f"alter role {name} password '{verifier}'")
    finally:
        engine.dispose()
