"""Open a school as one person: from a login and a password to an engine and an actor.

Source: R-3.1.1-01, R-3.1.2-01; architecture 15.1–15.2. On SQLite the password unwraps the file's
key; on Postgres it is the person's own server login.
"""

from __future__ import annotations

import csv
import os
import platform
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import URL, Engine, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from journal_desktop.access.policy import ROLE_TITLES, Actor, Role
from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.store.actors import load_actor
from journal_desktop.store.engine import (
    file_of,
    for_writes,
    is_sqlite,
    open_file,
    open_server,
    place_of,
    single_looks,
)
from journal_desktop.store.faults import faults
from journal_desktop.store.honest_clock import HonestClock
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.knocks import Knock, no_more_knocks, patient
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.medical_keys import unwrap_medical
from journal_desktop.store.news import Bookmark, read_news
from journal_desktop.store.places import refuse_bad_place
from journal_desktop.store.presence import open_beside_file, session_on_server
from journal_desktop.store.rows.ops import LoginEventRow
from journal_desktop.store.rows.school import SchoolRow
from journal_desktop.store.rows.staff import AccountRow
from journal_desktop.store.schema import check_schema

Clock = Callable[[], datetime]
_PASSWORD = re.compile(r"(://[^@/]*:)[^@]*@")
_UNREADABLE = (
    "Адрес базы «{}» не понятен. Нужен файл, sqlite:///папка/школа.db, "
    "или сервер, postgresql://сервер/база."
)


@dataclass(frozen=True, slots=True)
class LastLogin:
    """The login before this one (R-3.1.2-01)."""

    at: datetime
    computer: str


@dataclass(frozen=True, slots=True)
class School:
    """An opened database and the person who opened it.

    `today` is a demonstration school's own day, None elsewhere. `clock` dates what is written,
    `bookmark` is how far the journal was at the login. `elsewhere` is where and since when the
    same person has it open, None when nowhere. `medical` is there for medical workers to whom the
    key was given; `failed` counts wrong passwords since the last login, as far as they are known.
    """

    engine: Engine
    actor: Actor
    title: str
    zone: ZoneInfo
    is_demo: bool
    today: date | None
    last_login: LastLogin | None
    must_change_password: bool
    clock: HonestClock
    bookmark: Bookmark
    elsewhere: LastLogin | None = None
    medical: MedicalKey | None = field(default=None, repr=False)
    failed: int = 0

    @property
    def lacks_medical_key(self) -> bool:
        """Whether a medical worker came in without the key to medical values."""
        return self.medical is None and Role.MED in self.actor.roles


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person one may log in as with one click."""

    login: str
    password: str
    name: str
    roles: tuple[str, ...]
    hint: str = ""


def open_school(url: str, login: str, password: str, clock: Clock) -> School:
    """Open a database as one person.

    Raises:
        Refused: wrong password, too many attempts, blocked, no role.
        Unavailable: no such file or server, not ours, damaged, read-only, of another version.
    """
    login = login.strip().lower()
    engine = open_as(url, login, password, clock)
    try:
        school = _enter(engine, login, password, clock)
        knocks = _knocks(url, login)
        now = school.clock() if school.today is None else clock()
        _log(engine, school.actor, now, knocks)
        _told(url, login)
    except BaseException:
        engine.dispose()
        raise
    return replace(school, failed=len(knocks))


def open_as(url: str, login: str, password: str, clock: Clock) -> Engine:
    """The engine alone, checked to be a journal of this program's version."""
    address = address_of(url)
    if not is_sqlite(address):
        engine = open_server(address, login=server_login(address, login), password=password)
    else:
        path = file_of(address)
        refuse_bad_place(path)
        engine = open_file(path, _file_key(path, login, password, clock()))
    try:
        with patient(address, login, clock()):
            check_schema(engine)
        _check_writable(engine)
    except BaseException as error:
        engine.dispose()
        if is_sqlite(address) and "not a database" in str(error.__cause__):
            _refuse_plain(file_of(address))  # nobody can have such a file open as a journal
        raise
    return engine


def address_of(url: str) -> URL:
    """The address of a database, understood.

    Raises:
        Unavailable: it is empty, of another kind, or names neither a file nor a base.
    """
    if not url.strip():
        raise Unavailable("Адрес базы не задан. Выберите файл журнала или сервер.")
    said = _PASSWORD.sub(r"\1***@", url)
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise Unavailable(_UNREADABLE.format(said)) from error
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise Unavailable(_UNREADABLE.format(said))
    if is_sqlite(address) and (address.host or address.database in {None, "", ":memory:"}):
        raise Unavailable(
            f"В адресе «{said}» нет пути к файлу. Напишите его после трёх косых черт: "
            "sqlite:///папка/школа.db."
        )
    if not address.database:
        raise Unavailable(
            f"В адресе «{said}» нет имени базы данных. Напишите его в конце: "
            "postgresql://сервер/база."
        )
    return address


def check_own_password(url: str, login: str, password: str, clock: Clock) -> None:
    """Whether a password is right, for unlocking the screen; the database stays as it is open.

    Raises:
        Refused: it is not, or too many attempts.
        Unavailable: the key file or the server cannot be reached.
    """
    address = address_of(url)
    try:
        if is_sqlite(address):
            KeyRing(file_of(address)).unlock(login.strip().lower(), password, clock())
        else:
            open_as(url, login, password, clock).dispose()
    except Refused as error:
        # Only the password was asked for: the login cannot be the wrong one.
        raise Refused(str(error).replace("Неверный логин или пароль", "Неверный пароль")) from error


def server_login(address: URL, login: str) -> str:
    """The server role of a login: prefixed by the database's name, roles being cluster-wide."""
    return f"{address.database}_{login}"


def demo_people(url: str) -> tuple[DemoPerson, ...]:
    """People of a demonstration school, from NAME.logins.csv beside it; () elsewhere."""
    try:
        address = address_of(url)
    except Unavailable:
        return ()
    if not is_sqlite(address):
        return ()
    path = file_of(address)
    listing = path.with_name(path.stem + ".logins.csv")
    try:
        with listing.open(encoding="utf-8-sig", newline="") as file:
            return tuple(
                DemoPerson(
                    line["login"],
                    line["password"],
                    line["name"],
                    tuple(_role_title(role.strip()) for role in line["roles"].split(",")),
                    line.get("hint") or "",
                )
                for line in csv.DictReader(file)
            )
    except (OSError, KeyError, ValueError, csv.Error):
        return ()


def _role_title(code: str) -> str:
    return ROLE_TITLES[Role(code)] if code in Role.__members__ else code


def _file_key(path: Path, login: str, password: str, now: datetime) -> bytes:
    if not os.access(path, os.R_OK):
        raise Unavailable(f"Файл базы «{path}» не читается. Проверьте права на файл.")
    ring = KeyRing(path)
    if not ring.exists():
        _refuse_plain(path)
        if path.stat().st_size % _PAGE:
            raise Unavailable(f"«{path}» — не база «Классного журнала». Выберите файл журнала.")
    return ring.unlock(login, password, now)


_PAGE = 4096
"""Every encrypted file is made of such pages; another size is another kind of file."""


def _refuse_plain(path: Path) -> None:
    """Say so when a file without keys is an ordinary database.

    A file that may be open must never be read past SQLite: closing any descriptor of it drops
    the locks this process holds (POSIX), and another program may then write over ours.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        text = f"Файл базы «{path}» не читается. Проверьте права на файл."
        raise Unavailable(text) from error
    if head.startswith(b"SQLite format 3"):
        raise Unavailable(f"«{path}» — не база «Классного журнала»: она не зашифрована.")


def _check_writable(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    with faults(place_of(engine)), for_writes(engine).connect() as connection:
        connection.execute(text("update chain set seq = seq where id is null"))
        connection.rollback()


def _knocks(url: str, login: str) -> tuple[Knock, ...]:
    """Wrong passwords since the last login that this computer knows of."""
    address = address_of(url)
    if is_sqlite(address):
        return KeyRing(file_of(address)).tried(login)
    return no_more_knocks(address, login)


def _told(url: str, login: str) -> None:
    address = address_of(url)
    if is_sqlite(address) and (ring := KeyRing(file_of(address))).tried(login):
        ring.told(login)


def _enter(engine: Engine, login: str, password: str, clock: Clock) -> School:
    honest = HonestClock(clock)
    with faults(place_of(engine)), Session(engine) as session:
        news = read_news(single_looks(engine), None)
        honest.learn(news)
        school = session.scalars(select(SchoolRow)).first()
        if school is None:
            raise Unavailable("В базе не записана школа: создайте её командой upgrade.")
        now = honest() if school.today is None else clock()
        zone = ZoneInfo(school.zone)
        today = school.today or now.astimezone(zone).date()
        actor = load_actor(session, login, today)
        account = session.scalars(select(AccountRow).filter_by(login=login)).one()
        mine = select(LoginEventRow).filter_by(staff_id=actor.staff_id, accepted=True)
        last = session.scalars(mine.order_by(LoginEventRow.id.desc()).limit(1)).first()
        medical = None
        if Role.MED in actor.roles:
            medical = unwrap_medical(session.connection(), actor.staff_id, password)
        return School(
            engine=engine,
            actor=actor,
            title=school.short_name or school.name,
            zone=zone,
            is_demo=school.today is not None,
            today=school.today,
            last_login=LastLogin(last.at, last.computer) if last else None,
            must_change_password=account.must_change,
            medical=medical,
            clock=honest,
            bookmark=news.bookmark,
            elsewhere=_elsewhere(session, engine, login),
        )


def _elsewhere(session: Session, engine: Engine, login: str) -> LastLogin | None:
    if engine.dialect.name != "sqlite":
        found = session_on_server(session.connection())
        return LastLogin(*found) if found else None
    since = open_beside_file(engine, file_of(engine.url), login)
    return LastLogin(since, platform.node()) if since else None


def _log(engine: Engine, actor: Actor, now: datetime, knocks: tuple[Knock, ...]) -> None:
    """Keep the login, and before it the tries that failed (R-3.1.2-01)."""
    who = {"staff_id": actor.staff_id, "login": actor.login}
    computer = (platform.node() or os.name)[:64]
    events = [
        {"at": at, "computer": where or computer, "accepted": False, **who} for at, where in knocks
    ]
    events.append({"at": now, "computer": computer, "accepted": True, **who})
    with faults(place_of(engine)), for_writes(engine).begin() as connection:
        connection.execute(insert(LoginEventRow), events)


def demo_clock(school: School, clock: Clock) -> Clock:
    """The clock of a school: a demonstration school lives on its own day (architecture 15.6)."""
    if school.today is None:
        return school.clock
    day = school.today

    def on_its_day() -> datetime:
        local = clock().astimezone(school.zone)
        return local.replace(year=day.year, month=day.month, day=day.day).astimezone(clock().tzinfo)

    return on_its_day
