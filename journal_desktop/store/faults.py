"""The one translator of database errors into sentences for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from journal_desktop.domain.cells import closed_sentence
from journal_desktop.domain.closing import closed_year_sentence
from journal_desktop.domain.errors import Busy, JournalError, Refused, Unavailable

T = TypeVar("T")
_TRIES: Final = 5
LOST: Final = "Сервер базы данных не отвечает. Проверьте сеть и повторите."
_SQLITE: Final = (
    ("database or disk is full", "На диске нет места: запись не сделана. Освободите место."),
    ("readonly database", "База открыта только для чтения: проверьте права на файл и папку."),
    ("unable to open database", "Файл базы данных не открывается: проверьте, что он на месте."),
    ("database is locked", "База занята другой программой дольше 2 секунд. Повторите."),
    ("file is not a database", "Это не база журнала, или ключ к ней не подходит."),
    ("malformed", "Файл базы повреждён. Восстановите его из резервной копии."),
    (
        "disk i/o error",
        "Ошибка диска: запись не сделана. Проверьте, есть ли на диске место и исправен ли он.",
    ),
)
_ENTRY: Final = (
    (
        (
            "password authentication failed",
            "no password supplied",
            "не прошёл проверку подлинности",
        ),
        Refused("Неверный логин или пароль. Проверьте раскладку и Caps Lock."),
    ),
    (
        ("is not permitted to log in", "вход запрещён", "не разрешён вход"),
        Refused("Вход для этой учётной записи закрыт. Обратитесь к ответственному за ЭЖ."),
    ),
    (
        ("does not support ssl",),
        Unavailable(
            "Сервер не шифрует соединение: данные шли бы по сети открыто. Включите на сервере "
            "ssl = on; без шифрования — sslmode=disable в адресе базы."
        ),
    ),
    (
        ("certificate verify failed", "root certificate file", "does not match host name"),
        Unavailable(
            "Сертификат сервера не проверен: это может быть другой сервер. Укажите в адресе "
            "sslrootcert=ФАЙЛ с корневым сертификатом школы и имя сервера, как в сертификате."
        ),
    ),
    (
        ("no pg_hba.conf entry", "в pg_hba.conf нет"),
        Refused("Сервер не принимает вход с этого компьютера. Обратитесь к администратору."),
    ),
    (
        ("too many c", "connection slots", "слишком много клиентов", "слишком много подключений"),
        Unavailable("Сервер занят: слишком много подключений. Повторите через минуту."),
    ),
)
"""What a server says at the door; the driver gives no code there. English and Russian servers."""
_NO_DATABASE: Final = re.compile(r'(database|база данных) "[^"]*" (does not exist|не существует)')
_CLOSED: Final = re.compile(r"^closed period: (.+)$", re.MULTILINE)
"""What `refuse_closed` of db/postgres/columns.sql says."""
_CLOSED_YEAR: Final = re.compile(r"^closed year: (\d+)$", re.MULTILINE)
_FIRST: Final = (
    "a marked pupil is not absent",
    "the absence is the teacher's word",
    "the reason is the class teacher's word",
    "the teacher has said that the pupil was there",
)
"""What `absence_columns` and `refuse_fact` of db/postgres/columns.sql say to who was second: our
own rules refuse the same before, so somebody wrote between our look and our write."""
_STATES: Final = {
    "42501": Refused("Сервер отказал: у вашей учётной записи нет прав на это действие."),
    "28P01": Refused("Неверный логин или пароль. Проверьте раскладку и Caps Lock."),
    "28000": Refused("Вход для этой учётной записи закрыт. Обратитесь к ответственному за ЭЖ."),
    "3D000": Unavailable("На сервере нет такой базы данных. Проверьте её имя в адресе."),
    "40001": Busy("Запись одновременно изменил другой пользователь. Повторите."),
    "40P01": Busy("Запись одновременно изменил другой пользователь. Повторите."),
    "55P03": Busy("Эту запись сейчас меняет другой пользователь. Повторите."),
    "53100": Unavailable("На сервере нет места на диске. Обратитесь к администратору."),
    "57014": Unavailable("Сервер не успел за 10 секунд. Повторите; введённое не записано."),
    "25006": Unavailable("Сервер принимает только чтение. Обратитесь к администратору."),
}


def explain(error: Exception, place: str = "") -> JournalError | None:
    """What a person should read; None when it is a bug of ours.

    Args:
        error: what the database or the driver raised.
        place: the file or the server, named when it cannot be used.
    """
    found = _explained(error)
    if isinstance(found, Unavailable) and place:
        return Unavailable(f"{found} База: «{place}».")
    return found


def _explained(error: Exception) -> JournalError | None:
    if isinstance(error, StaleDataError):
        return Busy("Запись недоступна для изменения. Обновите страницу.")
    if isinstance(error, PoolTimeout):
        return Unavailable(LOST)
    return _refused(error) if isinstance(error, DBAPIError) and error.orig else None


def _refused(error: DBAPIError) -> JournalError | None:
    state = getattr(error.orig, "sqlstate", None)
    if closed := _CLOSED.search(str(error.orig)):
        return Refused(closed_sentence(closed[1]))
    if closed := _CLOSED_YEAR.search(str(error.orig)):
        return Refused(closed_year_sentence(int(closed[1])))
    if state in _STATES:
        first = any(said in str(error.orig) for said in _FIRST)
        return _same(_STATES["40001" if first else state])
    if isinstance(error, IntegrityError):
        return None
    if state is None and (found := _said(str(error.orig).lower())):
        return found
    return Unavailable(LOST) if _is_lost(error, state) else None


def _said(said: str) -> JournalError | None:
    """SQLite, and a server at the door, speak in words only."""
    if _NO_DATABASE.search(said):
        return _same(_STATES["3D000"])
    for signs, sentence in _ENTRY:
        if any(sign in said for sign in signs):
            return _same(sentence)
    return next((Unavailable(text) for sign, text in _SQLITE if sign in said), None)


def _is_lost(error: DBAPIError, state: str | None) -> bool:
    gone = state is None or state.startswith(("08", "57P"))
    kind = type(error.orig)
    kinds = {each.__name__ for each in kind.__mro__}
    from_server = kind.__module__.startswith("psycopg")
    return error.connection_invalidated or (
        from_server and gone and not kinds.isdisjoint({"OperationalError", "InterfaceError"})
    )


def _same(sentence: JournalError) -> JournalError:
    """A fresh error to raise: the constant must not gather tracebacks."""
    return type(sentence)(str(sentence))


def in_turn(work: Callable[[], T]) -> T:
    """Do it, up to five times while others hold what it needs: of a failed try nothing stays.

    Raises:
        Busy: they hold it for longer than five waits of two seconds.
    """
    for _ in range(_TRIES - 1):
        try:
            return work()
        except Busy:
            continue
    return work()


def is_duplicate(error: IntegrityError) -> bool:
    """Whether a unique constraint refused a row; another constraint would be a bug of ours."""
    return getattr(error.orig, "sqlstate", None) == "23505" or "UNIQUE" in str(error.orig)


@contextmanager
def faults(place: str = "") -> Iterator[None]:
    """Let database errors out as JournalError; the rest is a bug and passes."""
    try:
        yield
    except (DBAPIError, StaleDataError, PoolTimeout) as error:
        if sentence := explain(error, place):
            raise sentence from error
        raise
