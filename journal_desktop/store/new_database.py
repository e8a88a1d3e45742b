"""A migrated empty database and a way to give people passwords in it.

Source: architecture 15.1–15.2. A SQLite file comes with its key sidecar; on a server the owner's
credentials come from JOURNAL_ADMIN_DB.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import (
    file_of,
    for_writes,
    is_sqlite,
    open_file,
    open_server,
)
from journal_desktop.store.faults import faults
from journal_desktop.store.keys import ORDINARY, RECOVERY, Cost, KeyRing, new_key, new_recovery_code
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.medical_keys import SAFE, medic_of, new_medical_key, wrap_medical
from journal_desktop.store.upgrade import upgrade

ADMIN_DB: Final = "JOURNAL_ADMIN_DB"


@dataclass(frozen=True, slots=True)
class NewDatabase:
    """An empty database, open as its owner, with the medical key it begins with."""

    engine: Engine
    ring: KeyRing | None = None
    file_key: bytes = field(default=b"", repr=False)
    cost: Cost = ORDINARY
    medical: MedicalKey = field(default_factory=new_medical_key, repr=False)

    def enrol(self, login: str, password: str, at: datetime) -> None:
        """Give a person a password, and a medical worker the medical key."""
        if self.ring is None:
            make_server_login(self.engine, login, password)
        else:
            self.ring.put(login, password, self.file_key)
        with faults(), for_writes(self.engine).begin() as connection:
            medic = medic_of(connection, login)
            if medic is not None:
                wrap_medical(connection, self.medical, medic, password, at, self.cost)

    def recovery_code(self, at: datetime) -> str:
        """A code for the director's safe: it opens the file and the medical key."""
        code = new_recovery_code()
        if self.ring is not None:
            self.ring.put(RECOVERY, code, self.file_key)
        with faults(), for_writes(self.engine).begin() as connection:
            wrap_medical(connection, self.medical, SAFE, code, at, self.cost)
        return code


def admin_url(url: str) -> str:
    """The URL by which the owner of a server's database comes in."""
    return os.environ.get(ADMIN_DB, url)


@contextmanager
def new_database(url: str, cost: Cost = ORDINARY) -> Iterator[NewDatabase]:
    """Make and migrate a database; whatever fails inside leaves no half-made file.

    Raises:
        Refused: the file is there already.
        Unavailable: the folder or the server does not take it.
    """
    opened = _new_file(file_of(url), cost) if is_sqlite(url) else _server(url, cost)
    with opened as made:
        try:
            upgrade(made.engine)
            yield made
        finally:
            made.engine.dispose()


@contextmanager
def _new_file(path: Path, cost: Cost) -> Iterator[NewDatabase]:
    ring = KeyRing(path, cost)
    if path.exists() or ring.exists():
        raise Refused(f"Файл «{path.name}» уже есть. Удалите его или выберите другое имя.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"Папка «{path.parent}» недоступна для записи.") from error
    file_key = new_key()
    try:
        yield NewDatabase(open_file(path, file_key), ring, file_key, cost)
    except BaseException:
        for leftover in (path, ring.path, *(Path(f"{path}{end}") for end in ("-wal", "-shm"))):
            leftover.unlink(missing_ok=True)
        raise


@contextmanager
def _server(url: str, cost: Cost) -> Iterator[NewDatabase]:
    yield NewDatabase(open_server(admin_url(url)), cost=cost)
