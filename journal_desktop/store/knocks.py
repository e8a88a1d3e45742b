"""Wrong passwords at a server's door, counted in this program: a delay that grows.

Source: R-3.1.2-01; architecture 15.2. A login that failed cannot write into the base, so the count
lives in the memory of the program that asked; the server's own `auth_delay` and log are the rest.
"""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import URL

from journal_desktop.domain.errors import Refused

Knock = tuple[datetime, str]
"""When, and on which computer."""
_FREE: Final = 2
"""Mistyped so often one waits for nothing."""
_LONGEST: Final = 300
_KNOCKS: Final[dict[tuple[str, str], list[Knock]]] = defaultdict(list)
_IN_A_ROW: Final[dict[tuple[str, str], int]] = defaultdict(int)
_CHANGING: Final = Lock()


@contextmanager
def patient(address: URL, login: str, now: datetime) -> Iterator[None]:
    """Let somebody in, unless wrong passwords came too fast; count this one if it is wrong.

    Raises:
        Refused: wait so many seconds; or what was refused inside.
    """
    if address.get_backend_name() == "sqlite":
        yield  # the sidecar has counted already
        return
    key = _key(address, login)
    wait = _wait(key, now)
    if wait > 0:
        raise Refused(f"Неверных паролей подряд: {_IN_A_ROW[key]}. Подождите {wait} с.")
    try:
        yield
    except Refused:
        with _CHANGING:
            _KNOCKS[key].append((now, platform.node()[:64]))
            _IN_A_ROW[key] += 1
        raise
    _IN_A_ROW.pop(key, None)


def no_more_knocks(address: URL, login: str) -> tuple[Knock, ...]:
    """Forget the wrong passwords of a login that is right at last; they are given back."""
    with _CHANGING:
        return tuple(_KNOCKS.pop(_key(address, login), ()))


def forget_all() -> None:
    """Begin anew, as a program that has just started."""
    with _CHANGING:
        _KNOCKS.clear()
        _IN_A_ROW.clear()


def _wait(key: tuple[str, str], now: datetime) -> int:
    """Seconds still to wait: 2, 4, 8 … after the third wrong password and those that follow."""
    count = _IN_A_ROW.get(key, 0)
    if count <= _FREE or not _KNOCKS.get(key):
        return 0
    pause = min(2 ** (count - _FREE), _LONGEST)
    until = _KNOCKS[key][-1][0] + timedelta(seconds=pause)
    return max(0, int((until - now).total_seconds() + 0.999))


def _key(address: URL, login: str) -> tuple[str, str]:
    return address.set(username=None, password=None).render_as_string(), login
