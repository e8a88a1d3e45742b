"""Whether what goes over the network to a server can be read on the way.

Source: domain 9.1 (152-ФЗ), R-1.9-01. Off this computer a connection is encrypted and the server
shows a certificate, unless the address itself asks for less.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import URL

from journal_desktop.domain.errors import Unavailable

_HERE: Final = {"", "localhost", "127.0.0.1", "::1"}
_PLAIN_IF_NEED_BE: Final = {"allow", "prefer"}


def encrypted(address: URL) -> URL:
    """The address with `sslmode=verify-full` where it names another computer and says nothing.

    Certificates of the system are trusted, or those of `sslrootcert`. `sslmode=disable` is plain
    text because somebody asked for it.

    Raises:
        Unavailable: a mode that may fall back to plain text without a word.
    """
    mode = address.query.get("sslmode")
    if mode in _PLAIN_IF_NEED_BE:
        raise Unavailable(
            f"sslmode={mode} не обещает шифрования. Напишите в адресе sslmode=verify-full "
            "или require; без шифрования — sslmode=disable."
        )
    if mode is not None or _is_here(address):
        return address
    root = {} if "sslrootcert" in address.query else {"sslrootcert": "system"}
    return address.update_query_dict({"sslmode": "verify-full", **root})


def _is_here(address: URL) -> bool:
    """A socket of this computer, or its own address; names in the query go over the other one."""
    named = address.query.get("hostaddr") or address.query.get("host") or address.host or ""
    hosts = [named] if isinstance(named, str) else list(named)
    every = [host for part in hosts for host in part.split(",")]
    return all(host in _HERE or host.startswith("/") for host in every)
