"""Settings of this machine: databases met, last login for each, sizes of windows per person.

Kept in a TOML file where the system keeps settings; holds no password and no personal data.
"""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from journal_desktop.domain.errors import BadFile, Unavailable

APP = "journal-desktop"
RECENT = 8
"""How many databases are remembered."""
IDLE_MINUTES = 5
"""Regulation 5.4 (R-5.4-01): the window locks itself after so many idle minutes."""
LONGEST_IDLE = 60
CONFIRM_MINUTES = 10
"""Final marks and mass changes ask for the password again, once for so many minutes (R-5.4-01)."""
MASS_CELLS = 40
"""An action on more cells is a mass change: a class of 35 pasted whole is not yet one."""
MOST_CELLS = 1000


@dataclass(frozen=True, slots=True)
class Database:
    """A database opened on this machine; `url` never carries a password."""

    url: str
    title: str = ""
    login: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What one person arranged on this machine: `geometry` is base64 of Qt's window state.

    `habits` are sizes and switches by name: «marks/splitter», the direction of filling.
    """

    geometry: str = ""
    habits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything remembered; `people` is keyed by `person_key`."""

    idle_minutes: int = IDLE_MINUTES
    databases: tuple[Database, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    confirm_minutes: int = CONFIRM_MINUTES
    mass_cells: int = MASS_CELLS

    def opened(self, database: Database) -> Settings:
        """Put the database first in the list, once."""
        others = tuple(known for known in self.databases if known.url != database.url)
        return replace(self, databases=(database, *others)[:RECENT])

    def forgotten(self, url: str) -> Settings:
        """Leave the database out of the list."""
        return replace(self, databases=tuple(known for known in self.databases if known.url != url))

    def person(self, key: str) -> Person:
        """What that person arranged; defaults for a new one."""
        return self.people.get(key, Person())

    def arranged(self, key: str, person: Person) -> Settings:
        """Remember what that person arranged."""
        return replace(self, people={**self.people, key: person})


def person_key(url: str, login: str) -> str:
    """The key of one person in one database."""
    return f"{login} {url}"


def default_path() -> Path:
    """Where the system keeps the settings of this program."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"


class SettingsFile:
    """The file on disk; written whole and at once, so that it is never half there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Settings:
        """Read the file; defaults when there is none yet.

        Raises:
            BadFile: the file is not what this program writes.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return Settings()
        except (OSError, UnicodeDecodeError) as error:
            raise _broken(self.path) from error
        try:
            return _thaw(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
            raise _broken(self.path) from error

    def load_or_default(self) -> tuple[Settings, str]:
        """The settings and "", or defaults and the sentence that says why."""
        try:
            return self.load(), ""
        except BadFile as error:
            return Settings(), str(error)

    def update(self, change: Callable[[Settings], Settings]) -> Settings:
        """Change what the file holds now (another window may have written it) and keep it.

        Raises:
            Unavailable: the file cannot be written.
        """
        settings = change(self.load_or_default()[0])
        try:
            self._write(_freeze(settings))
        except OSError as error:
            raise Unavailable(
                f"Не удалось сохранить настройки в файл «{self.path}»: проверьте, что папка"
                " доступна для записи и на диске есть место."
            ) from error
        return settings

    def _write(self, text: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".settings-", suffix=".toml")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(self.path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise


def _broken(path: Path) -> BadFile:
    return BadFile(
        f"Файл настроек «{path}» повреждён, поэтому взяты настройки по умолчанию;"
        " при выходе он будет записан заново."
    )


def _thaw(table: Mapping[str, Any]) -> Settings:
    databases, people = table.get("databases", []), table.get("people", {})
    if not isinstance(databases, list) or not isinstance(people, dict):
        raise TypeError
    return Settings(
        idle_minutes=_within(table, "idle_minutes", IDLE_MINUTES, LONGEST_IDLE),
        confirm_minutes=_within(table, "confirm_minutes", CONFIRM_MINUTES, LONGEST_IDLE),
        mass_cells=_within(table, "mass_cells", MASS_CELLS, MOST_CELLS),
        databases=tuple(_typed(Database, entry) for entry in databases),
        people={key: _typed(Person, entry) for key, entry in people.items()},
    )


def _within(table: Mapping[str, Any], name: str, usual: int, most: int) -> int:
    """A number from 1 to `most`; the usual one instead of anything else."""
    said = table.get(name, usual)
    return said if type(said) is int and 1 <= said <= most else usual


def _typed(kind: Callable[..., Any], entry: object) -> Any:
    """Build the value from known keys only; a key of a newer version is left aside.

    Raises:
        TypeError: an entry is of another type, or the url is missing.
    """
    blank = kind(url="") if kind is Database else kind()
    known: dict[str, Any] = {}
    if not isinstance(entry, dict):
        raise TypeError(entry)
    for item in fields(blank):
        if item.name not in entry:
            continue
        value, expected = entry[item.name], type(getattr(blank, item.name))
        if not isinstance(value, expected):
            raise TypeError(item.name)
        if isinstance(value, dict) and not all(isinstance(habit, str) for habit in value.values()):
            raise TypeError(item.name)
        known[item.name] = value
    return kind(**known)


def _freeze(settings: Settings) -> str:
    numbers = ("idle_minutes", "confirm_minutes", "mass_cells")
    lines = [f"{name} = {getattr(settings, name)}" for name in numbers]
    for database in settings.databases:
        lines += ["", "[[databases]]", f"url = {_text(database.url)}"]
        lines += [f"title = {_text(database.title)}", f"login = {_text(database.login)}"]
        lines += [f"is_demo = {str(database.is_demo).lower()}"]
    for key, person in settings.people.items():
        lines += ["", f"[people.{_text(key)}]", f"geometry = {_text(person.geometry)}"]
        lines += ["", f"[people.{_text(key)}.habits]"]
        lines += [f"{_text(name)} = {_text(habit)}" for name, habit in person.habits.items()]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes, and DEL, which JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
