"""The sidecar on disk: read with distrust, replaced whole."""

from __future__ import annotations

import base64
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from journal_desktop.domain.errors import Unavailable

_SIZES: Final = {"salt": 16, "nonce": 12, "box": 48}
"""Bytes of each part: a key of 32 and AES-GCM's tag of 16 make the box."""
_COSTS: Final = {"passes": 32, "memory": 2**21, "lanes": 64}
"""The dearest guess believed: a foreign file must not hang the program."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The file's key for one account; bytes as base64."""

    salt: str
    nonce: str
    box: str
    cost: dict[str, int]
    failed: int = 0
    locked_until: str = ""
    blocked: bool = False
    tried: tuple[str, ...] = ()
    """Wrong passwords the person has not been told of: «moment computer», the oldest first."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name without an account that somebody tried."""

    failed: int = 0
    locked_until: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """Everything the sidecar says."""

    accounts: Mapping[str, Wrapped] = field(default_factory=dict)
    strangers: Mapping[str, Stranger] = field(default_factory=dict)

    def with_account(self, login: str, entry: Wrapped) -> Ring:
        """The same with one account put or replaced; a stranger of that name is forgotten."""
        strangers = {name: tries for name, tries in self.strangers.items() if name != login}
        return Ring({**self.accounts, login: entry}, strangers)

    def without_account(self, login: str) -> Ring:
        """The same without one account."""
        rest = {name: entry for name, entry in self.accounts.items() if name != login}
        return replace(self, accounts=rest)


def read(path: Path) -> Ring:
    """What the sidecar says; nothing when there is none.

    Raises:
        Unavailable: it cannot be read or is damaged.
    """
    try:
        said = json.loads(path.read_text("utf-8"))
        accounts = {login: _wrapped(entry) for login, entry in said["accounts"].items()}
        tried = said.get("strangers", {})
        return Ring(accounts, {login: _stranger(entry) for login, entry in tried.items()})
    except FileNotFoundError:
        return Ring()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unavailable(
            f"Файл ключей «{path.name}» не читается или повреждён. "
            "Верните его из резервной копии базы."
        ) from error


def write(path: Path, ring: Ring) -> None:
    """Replace the sidecar at once: another program sees the old one or the new one.

    Raises:
        Unavailable: the folder cannot be written or the disk is full; the old one stays.
    """
    content = {
        "version": 1,
        "accounts": {login: asdict(entry) for login, entry in ring.accounts.items()},
        "strangers": {login: asdict(entry) for login, entry in ring.strangers.items()},
    }
    try:
        _replace(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise Unavailable(
            f"Не удаётся записать файл ключей «{path.name}»: "
            "папка недоступна для записи или нет места на диске."
        ) from error


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        database = path.with_name(path.name.removesuffix(".keys"))
        model = path if path.exists() else database
        if model.exists():
            shutil.copymode(model, draft)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make a replacement survive a power cut; Windows has no such call for a folder."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _wrapped(entry: dict[str, Any]) -> Wrapped:
    wrapped = Wrapped(**{**entry, "tried": _moments(entry.get("tried", ()))})
    for part, size in _SIZES.items():
        if len(base64.b64decode(getattr(wrapped, part), validate=True)) != size:
            raise ValueError(part)
    if wrapped.cost.keys() != _COSTS.keys():
        raise ValueError("cost")
    for name, most in _COSTS.items():
        if type(wrapped.cost[name]) is not int or not 1 <= wrapped.cost[name] <= most:
            raise ValueError(name)
    if wrapped.cost["memory"] < 8 * wrapped.cost["lanes"]:
        raise ValueError("memory")
    _stranger({"failed": wrapped.failed, "locked_until": wrapped.locked_until})
    return wrapped


def _moments(entries: Sequence[str]) -> tuple[str, ...]:
    for tried in entries:
        if datetime.fromisoformat(tried.partition(" ")[0]).tzinfo is None:
            raise ValueError("tried")
    return tuple(entries)


def _stranger(entry: dict[str, Any]) -> Stranger:
    tries = Stranger(**entry)
    if type(entry["failed"]) is not int or tries.failed < 0:
        raise ValueError("failed")
    if tries.locked_until and datetime.fromisoformat(tries.locked_until).tzinfo is None:
        raise ValueError("locked_until")
    return tries
