"""Open SQLite or Postgres: every difference between them lives here.

SQLite files are encrypted with SQLCipher and one raw key (architecture 15.1); `synchronous=FULL`
means one fsync for every accepted mark (architecture 15.9).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from journal_desktop.domain.errors import Unavailable
from journal_desktop.store.encrypted import encrypted
from journal_desktop.store.prepared import send
from journal_desktop.store.presence import NAME

_PRAGMAS: Final = (
    "cache_size=-65536",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=2000",
)
_FILE: Final = "journal_file"
_LIMITS: Final = "-c lock_timeout=2s -c statement_timeout=10s -c timezone=UTC -c jit=off"
_ALIVE: Final = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,
}
"""`statement_timeout` does not help when packets vanish; these do."""


_WAY: Final = "journal_way_in"


@dataclass(frozen=True, slots=True)
class WayIn:
    """What a process of the same person needs to open the same database: a secret, never kept.

    The key of a file, or the address of a server with the person's own login and password.
    """

    address: URL
    key: bytes = field(repr=False)


dumps: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON as columns keep it: Russian letters as they are, no spaces."""


def is_sqlite(url: str | URL) -> bool:
    """Whether the URL names a local file."""
    return make_url(url).get_backend_name() == "sqlite"


def file_of(url: str | URL) -> Path:
    """The file of a SQLite URL."""
    return Path(make_url(url).database or "")


def open_file(path: Path, file_key: bytes) -> Engine:
    """Open an encrypted SQLite file with its 32-byte key; a new file is made once, never again.

    A file taken away or replaced under an open program is noticed before each write: SQLite itself
    would go on writing into what has no name any more.
    """
    made: list[tuple[int, int]] = []
    name = str(path)

    def connect() -> Any:
        if made and not path.exists():
            raise _gone(path)
        connection = sqlcipher.connect(name, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is ours to report
            connection.execute(f"PRAGMA key = \"x'{file_key.hex()}'\"")
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    said = URL.create("sqlite", database=name)  # `connect` opens it
    engine = create_engine(
        said,
        execution_options={_WAY: WayIn(said, file_key)},
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        json_serializer=dumps,
    )

    @event.listens_for(engine, "connect")
    def remember(_raw: object, record: ConnectionPoolEntry) -> None:
        made.append(_identity(name))
        record.info[_FILE] = made[-1]

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        if writes and connection.info.get(_FILE) != _identity(name):
            connection.invalidate()
            raise _gone(path)
        send(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _identity(path: str) -> tuple[int, int]:
    """Which file a path names now; (0, 0) when none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - before every write: half the time of Path.stat
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _gone(path: Path) -> Unavailable:
    return Unavailable(
        f"Файл базы «{path}» исчез или подменён, пока программа работала: запись не сделана. "
        "Верните файл на место и войдите заново."
    )


def open_server(url: str | URL, *, login: str = "", password: str = "") -> Engine:
    """Open Postgres as one person; the window never waits on it for longer than ten seconds.

    Raises:
        Unavailable: the address would send everything in plain text without saying so.
    """
    address = encrypted(make_url(url).set(drivername="postgresql+psycopg"))
    if login:
        address = address.set(username=login, password=password)
    engine = create_engine(
        address,
        execution_options={_WAY: WayIn(address, b"")},
        connect_args={"options": _LIMITS, "application_name": NAME, **_ALIVE},
        json_serializer=dumps,
        pool_pre_ping=False,
        pool_size=4,
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, _said: object, how: dict[str, Any]) -> Any:
        from journal_desktop.store.impatient import Impatient  # noqa: PLC0415 - loads the driver

        return Impatient.connect(**how)

    return engine


def way_in(engine: Engine) -> WayIn:
    """How another process of the same person opens the same database."""
    way: WayIn = engine.get_execution_options()[_WAY]
    return way


def open_way(way: WayIn) -> Engine:
    """Open what `way_in` named, in another process.

    Raises:
        Unavailable: the file is there no more.
    """
    if not is_sqlite(way.address):
        return open_server(way.address)
    path = file_of(way.address)
    if not path.exists():
        raise _gone(path)
    return open_file(path, way.key)


@contextmanager
def patiently(connection: Connection) -> Iterator[None]:
    """Let a server work on each statement of the transaction as long as it takes."""
    if connection.dialect.name == "sqlite":
        yield
        return
    connection.execute(text("set local statement_timeout = 0"))
    raw: Any = connection.connection.driver_connection
    raw.patient = True
    try:
        yield
    finally:
        raw.patient = False


def place_of(engine: Engine) -> str:
    """The file, or the base and its server, as a message names it."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or ""
    return f"{engine.url.database} на {engine.url.host or 'этом компьютере'}"


def for_writes(engine: Engine) -> Engine:
    """The same database for a transaction that will write."""
    return engine.execution_options(writes=True)


def frozen_reads(engine: Engine) -> Engine:
    """The same database seen as of the first read; SQLite in WAL mode does so by itself."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def single_looks(engine: Engine) -> Engine:
    """The same database for single questions: a server answers each in one round trip."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="AUTOCOMMIT")
