"""`upgrade`: make a school's database, or migrate the one there is.

What it has to know about a new school comes from the environment or is asked on a terminal.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from alembic.util import CommandError
from sqlalchemy import inspect

from journal_desktop.cli.entry import database_url, now, password_of
from journal_desktop.demo.founding import Founder, found_school
from journal_desktop.domain.errors import Invalid, Unavailable
from journal_desktop.store.doors import Doors, FileDoors, ServerDoors
from journal_desktop.store.engine import file_of, is_sqlite, open_file, open_server
from journal_desktop.store.faults import faults
from journal_desktop.store.keys import RECOVERY, KeyRing
from journal_desktop.store.new_database import admin_url
from journal_desktop.store.recovery import ensure_medical_key
from journal_desktop.store.upgrade import upgrade

_ASKED: Final = (
    ("school", "JOURNAL_SCHOOL", "Полное наименование школы", ""),
    ("short_name", "JOURNAL_SCHOOL_SHORT", "Краткое наименование", ""),
    ("settlement", "JOURNAL_SETTLEMENT", "Населённый пункт", " "),
    ("region", "JOURNAL_REGION", "Регион", " "),
    ("zone", "JOURNAL_ZONE", "Часовой пояс", "Asia/Krasnoyarsk"),
    ("person", "JOURNAL_ADMIN_NAME", "Ответственный за ЭЖ: фамилия, имя, отчество", ""),
    ("login", "JOURNAL_ADMIN_LOGIN", "Его логин", "admin"),
    ("order_number", "JOURNAL_ADMIN_ORDER", "Номер приказа о назначении", ""),
    ("order_day", "JOURNAL_ADMIN_ORDER_DATE", "Дата приказа, ГГГГ-ММ-ДД", ""),
)


def found_or_migrate(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Lines to tell.

    Raises:
        Invalid, Refused, Unavailable: nothing was made.
    """
    url = database_url(arguments)
    if _is_there(url):
        return _migrate(url, arguments.login)
    code = found_school(url, _founder(), now())
    return ("База создана, первый администратор записан.", *_for_the_safe(url, code))


def _for_the_safe(url: str, code: str) -> tuple[str, ...]:
    what = "базу и закрытые сведения о здоровье" if is_sqlite(url) else "сведения о здоровье"
    return (
        f"Код восстановления для сейфа директора: {code}",
        f"Распечатайте его: без паролей и без кода {what} не откроет никто.",
    )


def _is_there(url: str) -> bool:
    if is_sqlite(url):
        return file_of(url).exists()
    engine = open_server(admin_url(url))
    try:
        with faults(), engine.connect() as connection:
            return inspect(connection).has_table("op")
    finally:
        engine.dispose()


def _migrate(url: str, login: str) -> tuple[str, ...]:
    if is_sqlite(url):
        if not login:
            raise Invalid("База уже есть: чтобы обновить её, укажите --login администратора.")
        path = file_of(url)
        ring = KeyRing(path)
        file_key = ring.unlock(login, password_of(url, login), now())
        engine = open_file(path, file_key)
        doors: Doors = FileDoors(ring, file_key)
    else:
        engine = open_server(admin_url(url))
        doors = ServerDoors(engine)
    try:
        upgrade(engine)
        code = ensure_medical_key(engine, doors, _known_code(doors), now())
    except CommandError as error:
        raise Unavailable(
            "База создана более новой версией программы. Обновите программу."
        ) from error
    finally:
        engine.dispose()
    lines: tuple[str, ...] = ("Устройство базы соответствует программе.",)
    if code:
        lines += ("Прежний код из сейфа больше не действует.", *_for_the_safe(url, code))
    return lines


def _known_code(doors: Doors) -> str:
    """The code that lies in the safe, if it was given: then it stays."""
    code = os.environ.get("JOURNAL_RECOVERY", "")
    if code and isinstance(doors, FileDoors):
        doors.ring.unlock(RECOVERY, code, now())
    return code if isinstance(doors, FileDoors) else ""


def _founder() -> Founder:
    said = {name: _answer(variable, question, usual) for name, variable, question, usual in _ASKED}
    surname, name, patronymic = _full_name(said.pop("person"))
    return Founder(
        school=said["school"],
        short_name=said["short_name"],
        settlement=said["settlement"].strip(),
        region=said["region"].strip(),
        zone=_zone(said["zone"]),
        surname=surname,
        name=name,
        patronymic=patronymic,
        login=said["login"],
        password=_secret(),
        order_number=said["order_number"],
        order_day=_day(said["order_day"]),
    )


def _answer(variable: str, question: str, usual: str) -> str:
    given = os.environ.get(variable)
    if given is None and sys.stdin.isatty():
        hint = f" [{usual}]" if usual.strip() else ""
        given = input(f"{question}{hint}: ").strip()
    if not given and not usual:
        raise Invalid(f"Не сказано: {question.lower()} ({variable}).")
    return given or usual


def _secret() -> str:
    if given := os.environ.get("JOURNAL_ADMIN_PASSWORD"):
        return given
    if not sys.stdin.isatty():
        raise Unavailable("Пароль администратора спросить негде: задайте JOURNAL_ADMIN_PASSWORD.")
    first = getpass.getpass("Пароль администратора: ")
    if first != getpass.getpass("Ещё раз: "):
        raise Invalid("Пароли не совпали. Повторите.")
    return first


def _full_name(text: str) -> tuple[str, str, str]:
    parts = text.split()
    if len(parts) < 2:  # noqa: PLR2004 - a surname and a name
        raise Invalid(f"«{text}»: нужны фамилия и имя, отчество при наличии.")
    return parts[0], parts[1], " ".join(parts[2:])


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError) as error:
        raise Invalid(f"Часового пояса «{text}» нет. Пример: Asia/Krasnoyarsk.") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"«{text}» — не дата вида 2026-08-28.") from error
