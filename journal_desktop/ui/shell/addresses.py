"""Addresses of databases: made from what a person chooses, and said in words."""

from __future__ import annotations

from pathlib import Path, PurePath
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from journal_desktop.domain.errors import Invalid

SQLITE = "sqlite:///"
POSTGRES = "postgresql+psycopg://"
POSTGRES_PORT = 5432
LAST_PORT = 65535
_KEPT = "/:\\ «»№()_-.,+=@!~'"


def file_url(path: Path) -> str:
    """The address of a database file."""
    text = path.resolve().as_posix()
    kept = "".join(char if char.isalnum() or char in _KEPT else quote(char) for char in text)
    return SQLITE + kept


def file_of(url: str) -> Path | None:
    """The file of the address; None for a server."""
    if not url.startswith(SQLITE):
        return None
    return Path(unquote(url.removeprefix(SQLITE).partition("?")[0]))


def server_url(server: str, database: str) -> str:
    """The address of a school on a Postgres server: «server» or «server:port», and its database.

    Raises:
        Invalid: the server or the database is not a name.
    """
    host, _, port = server.strip().partition(":")
    name = database.strip()
    if not host or set(host) & set("/@?#% ") or not name:
        raise Invalid("Укажите имя сервера и имя базы данных: их сообщает ответственный за ЭЖ.")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT):
        raise Invalid(f"Порт сервера — число от 1 до {LAST_PORT}, обычно {POSTGRES_PORT}.")
    return f"{POSTGRES}{host}:{port or POSTGRES_PORT}/{quote(name, safe='')}"


def without_password(url: str) -> str:
    """The address as it may be remembered: no user and no password in it."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def in_words(url: str) -> str:
    """The address as a person reads it: «school.db», «journal на сервере lyceum»."""
    if (file := file_of(url)) is not None:
        return PurePath(file).name
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    return f"{name} на сервере {parts.hostname or 'неизвестном'}"


def in_full(url: str) -> str:
    """The address in full, for the tooltip."""
    file = file_of(url)
    return without_password(url) if file is None else str(file)
