"""The one translator of database errors into sentences for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from journal_desktop.domain.errors import Conflict, JournalError, Refused, Unavailable

LOST: Final = (
    "Сервер базы данных не отвечает. Проверьте сеть; введённое останется в ячейке до отправки."
)
_SQLITE: Final = (
    ("database or disk is full", "На диске нет места: запись не сделана. Освободите место."),
    ("readonly database", "База открыта только для чтения: проверьте права на файл и папку."),
    ("unable to open database", "Файл базы данных не открывается: проверьте, что он на месте."),
    ("database is locked", "База занята другой программой дольше 2 секунд. Повторите."),
    ("file is not a database", "Это не база журнала, или ключ к ней не подходит."),
    ("malformed", "Файл базы повреждён. Восстановите его из резервной копии."),
    ("disk i/o error", "Ошибка чтения или записи диска: запись не сделана. Проверьте диск."),
)
_STATES: Final = {
    "42501": Refused("Сервер отказал: у вашей учётной записи нет прав на это действие."),
    "28P01": Refused("Неверный логин или пароль. Проверьте раскладку и Caps Lock."),
    "28000": Refused("Вход для этой учётной записи закрыт. Обратитесь к ответственному за ЭЖ."),
    "3D000": Unavailable("На сервере нет такой базы данных. Проверьте её имя в адресе."),
    "40001": Conflict("Запись одновременно изменил другой пользователь. Повторите."),
    "40P01": Conflict("Запись одновременно изменил другой пользователь. Повторите."),
    "55P03": Conflict("Эту запись сейчас меняет другой пользователь. Повторите."),
    "53100": Unavailable("На сервере нет места на диске. Обратитесь к администратору."),
    "25006": Unavailable("Сервер принимает только чтение. Обратитесь к администратору."),
}


def explain(error: Exception) -> JournalError | None:
    """What a person should read; None when it is a bug of ours."""
    if isinstance(error, StaleDataError):
        return Conflict("Запись недоступна для изменения. Обновите страницу.")
    if isinstance(error, PoolTimeout):
        return Unavailable(LOST)
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state in _STATES:
        return type(_STATES[state])(str(_STATES[state]))
    said = str(error.orig).lower()
    for sign, sentence in _SQLITE:
        if sign in said:
            return Unavailable(sentence)
    return _lost(error, state, said)


def _lost(error: DBAPIError, state: str | None, said: str) -> JournalError | None:
    if "password authentication failed" in said or "no password supplied" in said:
        return type(_STATES["28P01"])(str(_STATES["28P01"]))
    if "is not permitted to log in" in said:
        return Refused(str(_STATES["28000"]))
    if isinstance(error, IntegrityError):
        return None
    gone = state is None or state.startswith(("08", "57P"))
    is_link = type(error.orig).__name__ in {"OperationalError", "InterfaceError", "AdminShutdown"}
    return Unavailable(LOST) if error.connection_invalidated or (gone and is_link) else None


def is_duplicate(error: IntegrityError) -> bool:
    """Whether a unique constraint refused a row; another constraint would be a bug of ours."""
    return getattr(error.orig, "sqlstate", None) == "23505" or "UNIQUE" in str(error.orig)


@contextmanager
def faults() -> Iterator[None]:
    """Let database errors out as JournalError; the rest is a bug and passes."""
    try:
        yield
    except (DBAPIError, StaleDataError, PoolTimeout) as error:
        if sentence := explain(error):
            raise sentence from error
        raise
