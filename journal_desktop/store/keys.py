"""The key of an encrypted SQLite file, wrapped once for each account and once for the safe.

Source: architecture 15.1–15.2. The sidecar `NAME.db.keys` travels with the file: AES-GCM over the
file's key under argon2id of the password. Failed logins are counted here; a person who owns the
file can reset the count, the password they still do not have.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journal_desktop.domain.errors import Refused, Unavailable

RECOVERY: Final = "*recovery*"
"""Name under which the key for the director's safe is kept."""
TRIES: Final = 5
_LOCK: Final = timedelta(minutes=5)
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess is: argon2id passes, KiB of memory, lanes (RFC 9106, low memory)."""

    passes: int = 3
    memory: int = 65536
    lanes: int = 4


ORDINARY: Final = Cost()


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


def new_key() -> bytes:
    """A fresh 32-byte key."""
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """A code to print for the director's safe: 160 bits in eight groups of four."""
    letters = [secrets.choice(_ALPHABET) for _ in range(32)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 32, 4))


class KeyRing:
    """The sidecar of one database file."""

    def __init__(self, database: Path, cost: Cost = ORDINARY) -> None:
        self.path = database.with_name(database.name + ".keys")
        self._cost = cost

    def exists(self) -> bool:
        """Whether the sidecar is there."""
        return self.path.is_file()

    def logins(self) -> tuple[str, ...]:
        """Logins that have a wrapped key."""
        return tuple(login for login in self._load() if login != RECOVERY)

    def put(self, login: str, password: str, file_key: bytes) -> None:
        """Wrap the file's key for an account, replacing what it had."""
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        box = AESGCM(_derive(password, salt, self._cost)).encrypt(nonce, file_key, login.encode())
        entry = Wrapped(_b64(salt), _b64(nonce), _b64(box), asdict(self._cost))
        self._store(self._load() | {login: entry})

    def drop(self, login: str) -> None:
        """Forget an account's key."""
        self._store({name: entry for name, entry in self._load().items() if name != login})

    def block(self, login: str, *, blocked: bool) -> None:
        """Refuse or allow an account without touching its key."""
        ring = self._load()
        if login in ring:
            self._store(ring | {login: replace(ring[login], blocked=blocked)})

    def unlock(self, login: str, password: str, now: datetime) -> bytes:
        """The file's key.

        Raises:
            Refused: unknown login, wrong password, too many attempts, or blocked.
            Unavailable: the sidecar is missing or damaged.
        """
        ring = self._load()
        entry = ring.get(login)
        if entry is None:
            _derive(password, b"no such account!", self._cost)
            raise Refused("Неверный логин или пароль. Проверьте раскладку и Caps Lock.")
        if entry.blocked:
            raise Refused("Учётная запись заблокирована. Обратитесь к ответственному за ЭЖ.")
        self._refuse_locked(entry, now)
        file_key = _unwrap(entry, password, login)
        if file_key is None:
            raise self._count_failure(ring, login, now)
        if entry.failed:
            self._store(ring | {login: replace(entry, failed=0, locked_until="")})
        return file_key

    def _refuse_locked(self, entry: Wrapped, now: datetime) -> None:
        if entry.locked_until and now < (until := datetime.fromisoformat(entry.locked_until)):
            minutes = int((until - now).total_seconds() // 60) + 1
            raise Refused(
                f"Вход закрыт на {minutes} мин. после {entry.failed} неверных паролей подряд. "
                "Подождите или обратитесь к ответственному за ЭЖ."
            )

    def _count_failure(self, ring: dict[str, Wrapped], login: str, now: datetime) -> Refused:
        failed = ring[login].failed + 1
        extra = failed - TRIES
        until = "" if extra < 0 else (now + _LOCK * 2 ** min(extra, 6)).isoformat()
        self._store(ring | {login: replace(ring[login], failed=failed, locked_until=until)})
        if extra < 0:
            return Refused(
                "Неверный логин или пароль. Проверьте раскладку и Caps Lock; "
                f"осталось попыток: {-extra}."
            )
        return Refused(
            f"Неверный пароль {failed} раз подряд: вход закрыт на {5 * 2 ** min(extra, 6)} мин. "
            "Подождите или обратитесь к ответственному за ЭЖ."
        )

    def _load(self) -> dict[str, Wrapped]:
        if not self.path.exists():
            return {}
        try:
            entries: dict[str, Any] = json.loads(self.path.read_text("utf-8"))["accounts"]
            return {login: Wrapped(**entry) for login, entry in entries.items()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unavailable(
                f"Файл ключей «{self.path.name}» не читается или повреждён. "
                "Верните его из резервной копии базы."
            ) from error

    def _store(self, ring: dict[str, Wrapped]) -> None:
        content = {"version": 1, "accounts": {login: asdict(e) for login, e in ring.items()}}
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            with draft.open("w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        except OSError as error:
            raise Unavailable(
                f"Не удаётся записать файл ключей «{self.path.name}»: "
                "папка недоступна для записи или нет места на диске."
            ) from error


def _unwrap(entry: Wrapped, password: str, login: str) -> bytes | None:
    kek = _derive(password, _bytes(entry.salt), Cost(**entry.cost))
    try:
        return AESGCM(kek).decrypt(_bytes(entry.nonce), _bytes(entry.box), login.encode())
    except InvalidTag:
        return None


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        password.encode(), salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID
    )


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value)
