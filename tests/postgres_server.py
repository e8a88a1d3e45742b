"""The tests' own Postgres: one throw-away server for all workers of a test run.

The first caller of `server()` makes a cluster in the temporary directory; every caller holds a
shared lock there, which the kernel drops however the process ends. A keeper process waits for
the lock to become free, then stops the server and removes its files.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

import postgres_keeper
import psycopg
from postgres_keeper import HOST, SUPERUSER, Cluster, NoPostgresError, is_still
from psycopg import sql

PREFIX = "journal-tests-pg"


@dataclass(frozen=True, slots=True)
class PgServer:
    """A running server: where it listens and how its superuser gets in."""

    home: Path
    port: int
    password: str
    keeper: int

    @property
    def socket_directory(self) -> Path:
        """Directory of the unix socket, open to the superuser without a password."""
        return self.home / "socket"

    def url(self, database: str, user: str, password: str) -> str:
        """SQLAlchemy URL over TCP."""
        login = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return f"postgresql+psycopg://{login}@{HOST}:{self.port}/{quote(database, safe='')}"

    def admin_url(self, database: str = "postgres") -> str:
        """SQLAlchemy URL of the superuser."""
        return self.url(database, SUPERUSER, self.password)

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make an empty database, or a copy of `template`; callers take turns."""
        with self._one_at_a_time():
            self._copy(name, template or "template0")

    def drop_database(self, name: str) -> None:
        """Remove a database, ending its connections; nothing happens when there is none."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def ensure_template(self, name: str, build: Callable[[str], None]) -> str:
        """Have `build(admin_url)` fill the database `name` once, whoever comes first; its name."""
        with self._one_at_a_time():
            if not self._exists(name):
                draft = f"{name}_draft"
                self.drop_database(draft)
                self._copy(draft, "template0")
                build(self.admin_url(draft))
                self._disconnect(draft)
                self._run("ALTER DATABASE {} RENAME TO {}", draft, name)
        return name

    def _copy(self, name: str, template: str) -> None:
        self._disconnect(template)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)

    @contextlib.contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.home / "databases.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _exists(self, name: str) -> bool:
        return bool(self._rows("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def _disconnect(self, name: str) -> None:
        self._rows(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", name
        )

    def _rows(self, query: str, *values: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            return connection.execute(query, values).fetchall()

    def _run(self, statement: str, *names: str) -> None:
        command = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            connection.execute(command)

    @property
    def _dsn(self) -> str:
        return f"host={self.socket_directory} port={self.port} user={SUPERUSER} dbname=postgres"


@functools.cache
def server(*, durable: bool = False) -> PgServer:
    """The server of this test run, started when it is not there yet; fsync only when `durable`.

    Raises:
        NoPostgresError: there is no Postgres on this machine, or it does not start.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"{os.getpid()}-{secrets.token_hex(4)}"
    kind = "durable" if durable else "fast"
    return join(server_place() / f"{PREFIX}-{os.geteuid()}-{run[:32]}-{kind}", durable=durable)


def join(home: Path, *, durable: bool = False) -> PgServer:
    """Become a user of the server kept in `home` until this process ends.

    Raises:
        NoPostgresError: there is no Postgres on this machine, or it does not start.
    """
    _remove_leftovers(home.parent)
    _USERS.append(_hold(home))
    with (home / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "server.json").exists():
            _start_keeper(home, durable=durable)
    return PgServer(home=home, **json.loads((home / "server.json").read_text("utf-8")))


_USERS: list[TextIO] = []  # open files carry the shared locks of this process


def server_place() -> Path:
    """Where clusters are made: a socket's path is short."""
    usual = Path(tempfile.gettempdir())
    return usual if len(str(usual)) < 30 else Path("/tmp")  # noqa: S108 - a socket path has 107 bytes


def _hold(home: Path) -> TextIO:
    """An open file in `home` with the shared lock on it; `home` exists while it is open."""
    while True:
        home.mkdir(mode=0o755, exist_ok=True)
        if home.stat().st_uid != os.geteuid():
            message = f"{home} belongs to another user; remove it"
            raise NoPostgresError(message)
        try:
            users = (home / "users.lock").open("a")
        except FileNotFoundError:
            continue
        fcntl.flock(users, fcntl.LOCK_SH)
        if is_still(home / "users.lock", users):
            return users
        users.close()  # the last keeper has just removed it


def _start_keeper(home: Path, *, durable: bool) -> None:
    kind = "durable" if durable else "fast"
    command = [sys.executable, "-I", postgres_keeper.__file__, str(home), kind]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    if done.returncode != 0:
        raise NoPostgresError(done.stderr.strip())


def _remove_leftovers(parent: Path) -> None:
    """Stop and remove servers whose users and keeper have both been killed."""
    for home in parent.glob(f"{PREFIX}-{os.geteuid()}-*"):
        with contextlib.suppress(OSError), (home / "users.lock").open() as users:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if is_still(home / "users.lock", users):
                Cluster(home).destroy()


def wait_until_gone(home: Path, seconds: float) -> bool:
    """Whether the server's directory has vanished within the time."""
    deadline = time.monotonic() + seconds
    while home.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not home.exists()
