"""What the login window is given: how schools are opened, built and described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

Tell = Callable[[int, int, str], None]
"""How far a long work is: so many of so many, and on what."""


class DemoPerson(Protocol):
    """Somebody of a demonstration school; the list lies beside its database."""

    @property
    def login(self) -> str:
        """What is typed as login."""

    @property
    def password(self) -> str:
        """What is typed as password."""

    @property
    def name(self) -> str:
        """«Иванова Мария Петровна»."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Russian words, the main one first."""

    @property
    def hint(self) -> str:
        """What is special: «7А, алгебра»; "" for nothing."""


class LastLogin(Protocol):
    """When and where the person came in before, in UTC (R-3.1.2-01)."""

    @property
    def at(self) -> datetime:
        """The moment, in UTC."""

    @property
    def computer(self) -> str:
        """The name of that computer."""


class School(Protocol):
    """An opened school with the person who came in; `store.logins.School` is one."""

    @property
    def title(self) -> str:
        """«МБОУ «Лицей № 10»»."""

    @property
    def is_demo(self) -> bool:
        """Whether everything in it is invented."""

    @property
    def must_change_password(self) -> bool:
        """Whether the password is a one-time one (R-3.1.1-01)."""

    @property
    def last_login(self) -> LastLogin | None:
        """None at the first login."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """How the login window does its work; all of it runs off the GUI thread.

    `open(url, login, password)` raises Refused or Unavailable. `people(url)` is empty for a school
    that is not a demonstration. `build(url, size, tell)` makes one; `size` is "class" or
    "school". `change_password(entered, old, new)` raises Invalid when the new one will not do.
    `recover(url, code, login, new)` gives a responsible officer a new password by the code of the
    safe. `home` is the folder where demonstration schools are built.
    """

    open: Callable[[str, str, str], School]
    people: Callable[[str], tuple[DemoPerson, ...]]
    build: Callable[[str, str, Tell], Any]
    home: Path
    change_password: Callable[[Any, str, str], None] | None = None
    recover: Callable[[str, str, str, str], None] | None = None
