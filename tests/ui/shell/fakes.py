"""What the shell is given, made by hand: a journal that only remembers, people, a tab."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from journal_desktop.access.policy import Actor, Right, Role, may
from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import JournalError, Refused
from journal_desktop.journal import Done
from journal_desktop.queries.pages import PageItem, PagesOf, SchoolYears, YearItem
from journal_desktop.queries.plans import PlanLibrary
from journal_desktop.queries.pupils_found import PupilFound, PupilsOf
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.news import Bookmark, News, OpNews
from journal_desktop.ui.kit.tab import Desk, Hint, Place, TabPage, TabSpec

NOON = datetime(2026, 11, 23, 12, 41, 7, tzinfo=UTC)
TEACHER = Actor(1, "ivanova", "Иванова М. П.", frozenset({Role.ST, Role.CT}), {}, frozenset({1}))
PASSWORD = "lesson-time-7"
PAGES = (
    PageItem(1, 1, "7А", 7, "Алгебра", "", 6, own=True),
    PageItem(2, 1, "7А", 7, "Геометрия", "", 4, own=True),
    PageItem(3, 1, "7А", 7, "Английский язык", "группа 1", 6, own=False),
    PageItem(4, 2, "10Ё", 10, "Физика", "", 4, own=False),
)


@dataclass
class FakeJournal:
    """Remembers what it was told; the gate is tested elsewhere."""

    actor: Actor = TEACHER
    pages: tuple[PageItem, ...] = PAGES
    pupils: tuple[PupilFound, ...] = ()
    ops: list[str] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    refuse: JournalError | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Krasnoyarsk"))
    medical: MedicalKey | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    told: list[OpNews] = field(default_factory=list)
    looks: list[Bookmark | None] = field(default_factory=list)
    away: JournalError | None = None

    def __post_init__(self) -> None:
        self.gate.set()

    def may(self, right: Right, target: object = None) -> bool:
        return may(self.actor, right, target)

    def ask(self, query: Any) -> Any:
        if isinstance(query, SchoolYears):
            return (YearItem(1, "2026/2027", date(2026, 9, 1), date(2027, 5, 31)),)
        if isinstance(query, PagesOf):
            return self.pages
        if isinstance(query, PupilsOf):
            return self.pupils
        if isinstance(query, PlanLibrary):
            return ()
        raise AssertionError(query)

    @contextmanager
    def snapshot(self) -> Iterator[Callable[[Any], Any]]:
        yield self.ask

    def do(self, *commands: Command, **_why: object) -> Done:
        self.gate.wait(5)
        if self.refuse is not None:
            raise self.refuse
        self.ops.append(type(commands[0]).title)
        return Done(len(self.ops), frozenset({"mark"}), type(commands[0]).title)

    def news(self, since: Bookmark | None) -> News:
        self.looks.append(since)
        if self.away is not None:
            raise self.away
        ops, self.told = tuple(self.told), []
        last = max([since.last if since else 0, *(op.op_id for op in ops)])
        return News(Bookmark(last), ops, None, None)

    def undo(self, op_id: int, **_how: object) -> Done:
        self.gate.wait(5)
        if self.refuse is not None:
            raise self.refuse
        self.undone.append(op_id)
        self.ops.append("undo")
        return Done(len(self.ops), frozenset({"mark"}), "Отметка")


class Page(TabPage):
    """A tab with two fields and one action."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.first, self.second = QLineEdit(), QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        self.refreshed = 0
        self.settled = True
        self.left = ""
        self.went: list[Place] = []
        self.asked = 0
        self.action = QAction("История ячейки", self)
        self.action.setShortcut("F4")
        self.action.triggered.connect(self.count)
        desk.hint(
            Hint(
                "Ячейка: Ёлкин Лев, 23.11, контрольная работа",
                "2–5, у н б, оп",
                (("комментарий", "⇧F2"), ("история", "F4"), ("отменить", "Ctrl Z")),
                "Без отметки за контрольную: 17 · срок до 03.12 (п. 5.2)",
            )
        )

    def refresh(self) -> None:
        self.refreshed += 1

    def count(self) -> None:
        self.asked += 1

    def menu_actions(self) -> tuple[QAction, ...]:
        return (self.action,)

    def go_to(self, place: Place) -> None:
        self.went.append(place)

    def settle(self) -> bool:
        return self.settled

    def leftover(self) -> str:
        return self.left


def a_tab(key: str, title: str, right: Right = Right.JOURNAL_READ) -> TabSpec:
    return TabSpec(key, title, "", right, Page)


TABS = (a_tab("marks", "Журнал"), a_tab("day", "Посещаемость"), a_tab("plan", "КТП"))


@dataclass(frozen=True)
class Person:
    login: str
    password: str
    name: str
    roles: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True)
class FakeSchool:
    title: str = "МБОУ «Лицей № 10»"
    is_demo: bool = False
    must_change_password: bool = False
    last_login: None = None


@dataclass
class Doorkeeper:
    """Lets in who knows the password, and counts how often it was asked."""

    school: FakeSchool = field(default_factory=FakeSchool)
    refusal: JournalError = field(
        default_factory=lambda: Refused("Логин или пароль неверны: осталось попыток — 4.")
    )
    tries: list[tuple[str, str, str]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def open(self, url: str, login: str, password: str) -> FakeSchool:
        self.tries.append((url, login, password))
        self.threads.add(threading.current_thread().name)
        if password != PASSWORD:
            raise self.refusal
        return self.school


PEOPLE = (
    Person("sokolova", PASSWORD, "Соколова Ирина Викторовна", ("директор",)),
    Person(
        "ivanova", PASSWORD, "Иванова Мария Петровна", ("учитель", "классный руководитель"), "7А"
    ),
)
