"""The key of an encrypted SQLite file, wrapped once for each account and once for the safe.

Source: architecture 15.1–15.2. The sidecar `NAME.db.keys` travels with the file: AES-GCM over the
file's key under argon2id of the password. Failed logins are counted here, those of unknown names
too, so that nobody learns from an answer which names exist. A person who owns the file can reset
the count; the password they still do not have.
"""

from __future__ import annotations

import platform
import secrets
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Final

from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.store.keys_file import Ring, Stranger, Wrapped, read, write
from journal_desktop.store.wrapping import Cost, Sealed, new_key, unwrap, waste, wrap

__all__ = [
    "ORDINARY",
    "RECOVERY",
    "Cost",
    "KeyRing",
    "Wrapped",
    "as_printed",
    "new_key",
    "new_recovery_code",
]

RECOVERY: Final = "*recovery*"
"""Name under which the key for the director's safe is kept."""
TRIES: Final = 5
ORDINARY: Final = Cost()
_LOCK_MINUTES: Final = 5
_DOUBLINGS: Final = 6
_STRANGERS: Final = 100
"""Unknown names remembered; the oldest is forgotten first."""
_LONGEST_LOGIN: Final = 63
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CHANGING: Final = Lock()
_REMEMBERED: Final = 20
"""Wrong passwords of one account kept with their moments."""
_WRONG_ENTRY: Final = (
    "Неверный логин или пароль. Проверьте раскладку и Caps Lock; осталось попыток:"
)
_WRONG: Final = {RECOVERY: "Код не подошёл. Сверьте его с листом из сейфа; осталось попыток:"}


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
        return tuple(login for login in read(self.path).accounts if login != RECOVERY)

    def put(self, login: str, password: str, file_key: bytes) -> None:
        """Wrap the file's key for an account, replacing what it had."""
        sealed = wrap(file_key, _secret(login, password), login, self._cost)
        entry = Wrapped(*sealed, cost=asdict(self._cost))

        def put(ring: Ring) -> Ring:
            had = ring.accounts.get(login, entry)
            kept = replace(entry, blocked=had.blocked, tried=had.tried)
            return ring.with_account(login, kept)

        self._change(put)

    def drop(self, login: str) -> None:
        """Forget an account's key."""
        self._change(lambda ring: ring.without_account(login))

    def block(self, login: str, *, blocked: bool) -> None:
        """Refuse or allow an account without touching its key."""
        self._update(login, lambda entry: replace(entry, blocked=blocked))

    def tried(self, login: str) -> tuple[tuple[datetime, str], ...]:
        """Wrong passwords since the last login: when and on which computer."""
        entry = read(self.path).accounts.get(login)
        parts = [each.partition(" ") for each in entry.tried] if entry else []
        return tuple((datetime.fromisoformat(at), computer) for at, _, computer in parts)

    def told(self, login: str) -> None:
        """The person knows of the wrong passwords there were."""
        self._update(login, lambda entry: replace(entry, tried=()))

    def unlock(self, login: str, password: str, now: datetime) -> bytes:
        """The file's key.

        Raises:
            Refused: unknown login, wrong password, too many attempts, or blocked.
            Unavailable: the sidecar is missing, damaged or cannot be written.
        """
        if not self.exists():
            raise Unavailable(
                f"Рядом с базой нет файла ключей «{self.path.name}»: без него она не открывается. "
                "Верните его из резервной копии."
            )
        ring, login = read(self.path), login[:_LONGEST_LOGIN]
        entry = ring.accounts.get(login)
        _refuse_locked(entry or ring.strangers.get(login, Stranger()), now)
        file_key = self._open(entry, login, password)
        if entry is None or file_key is None:
            raise self._count_failure(login, now)
        if entry.blocked:
            raise Refused("Учётная запись заблокирована. Обратитесь к ответственному за ЭЖ.")
        if entry.failed:
            self._update(login, lambda entry: replace(entry, failed=0, locked_until=""))
        return file_key

    def _open(self, entry: Wrapped | None, login: str, password: str) -> bytes | None:
        secret = _secret(login, password)
        if entry is None:
            waste(secret, self._cost)
            return None
        sealed = Sealed(entry.salt, entry.nonce, entry.box)
        return unwrap(sealed, secret, login, Cost(**entry.cost))

    def _count_failure(self, login: str, now: datetime) -> Refused:
        ring = self._change(lambda ring: _counted(ring, login, now))
        failed = (ring.accounts.get(login) or ring.strangers[login]).failed
        if failed < TRIES:
            return Refused(f"{_WRONG.get(login, _WRONG_ENTRY)} {TRIES - failed}.")
        minutes = int(_pause(failed).total_seconds() // 60)
        return Refused(
            f"Неверный пароль {failed} раз подряд: вход закрыт на {minutes} мин. "
            "Подождите или обратитесь к ответственному за ЭЖ."
        )

    def _update(self, login: str, edit: Callable[[Wrapped], Wrapped]) -> None:
        def edited(ring: Ring) -> Ring:
            entry = ring.accounts.get(login)
            return ring if entry is None else ring.with_account(login, edit(entry))

        self._change(edited)

    def _change(self, edit: Callable[[Ring], Ring]) -> Ring:
        with _CHANGING:
            ring = edit(read(self.path))
            write(self.path, ring)
        return ring


def _refuse_locked(tries: Wrapped | Stranger, now: datetime) -> None:
    if tries.locked_until and now < (until := datetime.fromisoformat(tries.locked_until)):
        minutes = int((until - now).total_seconds() // 60) + 1
        raise Refused(
            f"Вход закрыт на {minutes} мин. после {tries.failed} неверных паролей подряд. "
            "Подождите или обратитесь к ответственному за ЭЖ."
        )


def _counted(ring: Ring, login: str, now: datetime) -> Ring:
    entry = ring.accounts.get(login)
    failed = (entry or ring.strangers.get(login, Stranger())).failed + 1
    until = "" if failed < TRIES else (now + _pause(failed)).isoformat()
    if entry is not None:
        tried = (*entry.tried, f"{now.isoformat()} {platform.node()[:64]}")[-_REMEMBERED:]
        counted = replace(entry, failed=failed, locked_until=until, tried=tried)
        return ring.with_account(login, counted)
    others = {name: tries for name, tries in ring.strangers.items() if name != login}
    kept = list(others.items())[-(_STRANGERS - 1) :]
    return replace(ring, strangers={**dict(kept), login: Stranger(failed, until)})


def _pause(failed: int) -> timedelta:
    """How long the door stays closed after so many wrong passwords in a row."""
    doubled: int = 2 ** min(failed - TRIES, _DOUBLINGS)
    return timedelta(minutes=_LOCK_MINUTES) * doubled


def as_printed(code: str) -> str:
    """A recovery code as it was printed, however it was typed."""
    return "".join(letter for letter in code.upper() if letter in _ALPHABET)


def _secret(login: str, password: str) -> str:
    return as_printed(password) if login == RECOVERY else password
