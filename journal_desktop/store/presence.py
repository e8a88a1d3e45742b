"""Whether the same person has the same journal open elsewhere: told at login, never forbidden.

Source: R-3.1.2-01. A server knows its sessions. Beside a file an empty one is kept locked while a
person has the journal open; the system lets the lock go however the program ends.
"""

from __future__ import annotations

import os
import platform
import secrets
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, event, text

_LETTERS: Final = 24
NAME: Final = (
    f"journal {secrets.token_hex(4)} {platform.node()[:_LETTERS].encode('punycode').decode()}"
)
"""What this program calls itself on a server: no other run of it has the same name."""
_FAR: Final = 1 << 20
_SESSIONS: Final = text("""
    select application_name, min(backend_start) from pg_stat_activity
    where usename = session_user and datname = current_database()
      and application_name like 'journal %' and application_name <> :own
    group by application_name order by min(backend_start) limit 1""")


def session_on_server(connection: Connection) -> tuple[datetime, str] | None:
    """Since when and on which computer the same login is at work; None when nowhere."""
    row = connection.execute(_SESSIONS, {"own": NAME}).one_or_none()
    return None if row is None else (row[1], _computer(row[0]))


def _computer(name: str) -> str:
    """What stands behind a program's name; a server keeps Latin letters only."""
    try:
        return name.split(" ", 2)[2].encode("ascii").decode("punycode")
    except (IndexError, UnicodeError):
        return "без имени"


def open_beside_file(engine: Engine, path: Path, login: str) -> datetime | None:
    """Since when the same person has the file open; None when not, and it is noted until the end.

    A folder that cannot be written tells nothing.
    """
    note = path.with_name(f"{path.name}.{login}.open")
    try:
        handle = os.open(note, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    if not _locked(handle):
        since = datetime.fromtimestamp(os.fstat(handle).st_mtime, UTC)
        os.close(handle)
        return since
    os.utime(note)
    kept = [handle]

    @event.listens_for(engine, "engine_disposed")
    def leave(_engine: object) -> None:
        if kept:
            os.close(kept.pop())
            with suppress(OSError):
                note.unlink()

    return None


def _locked(handle: int) -> bool:
    """Lock it; False when another program has. A byte far beyond the end, so that all may read."""
    modules: Any
    try:
        if sys.platform == "win32":
            import msvcrt as modules  # noqa: PLC0415 - there is only one of the two

            os.lseek(handle, _FAR, os.SEEK_SET)
            modules.locking(handle, modules.LK_NBLCK, 1)
        else:
            import fcntl as modules  # noqa: PLC0415 - there is only one of the two

            modules.flock(handle, modules.LOCK_EX | modules.LOCK_NB)
    except OSError:
        return False
    return True
