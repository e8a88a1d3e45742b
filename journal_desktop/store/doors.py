"""Passwords of other people: given and taken away by the responsible officer, on either engine.

Source: R-3.1.1-01; architecture 15.1–15.2. The row of the account says who may come in; here is
what the password opens: an entry in the sidecar of a file, or a login of the server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Engine

from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import file_of, is_sqlite
from journal_desktop.store.keys import RECOVERY, KeyRing
from journal_desktop.store.logins import Clock, address_of, check_own_password


class Doors(Protocol):
    """Opens and shuts for others."""

    def give(self, login: str, password: str) -> None:
        """Put a password in place of the one there was, if any."""

    def block(self, login: str, *, blocked: bool) -> None:
        """Refuse or allow a login; the row of the account says the same."""

    def put_code(self, code: str) -> None:
        """Make the recovery code open the file; a server needs none."""


@dataclass(frozen=True, slots=True)
class FileDoors:
    """The sidecar of a file, with the file's key from the officer's own password."""

    ring: KeyRing
    file_key: bytes = field(repr=False)

    def give(self, login: str, password: str) -> None:
        """Wrap the file's key for the account."""
        self.ring.put(login, password, self.file_key)

    def block(self, login: str, *, blocked: bool) -> None:
        """Say so in the sidecar too."""
        self.ring.block(login, blocked=blocked)

    def put_code(self, code: str) -> None:
        """Wrap the file's key for the safe."""
        self.ring.put(RECOVERY, code, self.file_key)


@dataclass(frozen=True, slots=True)
class ServerDoors:
    """Logins of the server, through functions that only the officer may use."""

    engine: Engine

    def give(self, login: str, password: str) -> None:
        """Make or renew the login."""
        make_server_login(self.engine, login, password)

    def block(self, login: str, *, blocked: bool) -> None:
        """Nothing: the server shuts the login itself when the account's row changes."""

    def put_code(self, code: str) -> None:
        """Nothing: the owner of the server opens the base."""


def open_doors(url: str, engine: Engine, login: str, password: str, clock: Clock) -> Doors:
    """The doors of a school, for the officer who proves it by the password.

    Raises:
        Refused: the password is wrong.
        Unavailable: the key file or the server cannot be reached.
    """
    address = address_of(url)
    if not is_sqlite(address):
        check_own_password(url, login, password, clock)
        return ServerDoors(engine)
    ring = KeyRing(file_of(address))
    return FileDoors(ring, ring.unlock(login, password, clock()))
