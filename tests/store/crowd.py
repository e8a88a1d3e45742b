"""Many people typing at once, each on an own page and all together on one: what became of it.

`python -m store.crowd` types for some of them in a process of its own: a JSON task on its input,
`ready` on its output, `go` on its input, then everything that happened as one line of JSON.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from databases import FILE_KEY, PASSWORD
from sqlalchemy.engine import make_url
from uuid6 import uuid7

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Conflict, Unavailable
from journal_desktop.journal import Done, Journal
from journal_desktop.store.engine import open_file, open_server
from store.arrange import journal_of

TEXTS = ("5", "4", "3", "2", "н", "б", "")
NEWS_SECONDS = 3.0
TRIES = 9
Cell = tuple[int, int, int]
"""Page, lesson, pupil."""


@dataclass(frozen=True)
class Habit:
    """Seconds between marks (0 is full speed), how many marks, what share on the common page."""

    pause: float
    marks: int
    common: float


@dataclass(frozen=True)
class Person:
    """Who types, and where: an own page and the common one, as page and lesson."""

    login: str
    own: tuple[int, int]
    common: tuple[int, int]


@dataclass
class Happened:
    """`accepted` are (op, page, lesson, pupil, text, seen); times are seconds of every mark."""

    accepted: list[list[Any]] = field(default_factory=list)
    conflicts: int = 0
    unsaid: int = 0
    """Conflicts that told nothing of what stands in the cell."""
    resent: int = 0
    """Tries on a database that could not be used just then."""
    times: list[float] = field(default_factory=list)
    news: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Happened) -> None:
        """What happened elsewhere at the same time."""
        self.accepted += other.accepted
        self.conflicts += other.conflicts
        self.unsaid += other.unsaid
        self.resent += other.resent
        self.times += other.times
        self.news += other.news
        self.errors += other.errors


def journal_at(url: str, login: str) -> tuple[Any, Journal]:
    """An engine of one's own with a journal on it."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = open_file(Path(address.database or ""), FILE_KEY)
    else:
        role = f"{address.database}_{login}"
        engine = open_server(url, login=role, password=PASSWORD)
    return engine, journal_of(engine, login)


class Typist:
    """One person with one window: knows of a cell what was last seen there."""

    def __init__(self, url: str, person: Person, pupils: Sequence[int], habit: Habit) -> None:
        self.happened = Happened()
        self._person, self._pupils, self._habit = person, pupils, habit
        self._engine, self._journal = journal_at(url, person.login)
        self._seen: dict[Cell, str] = {}
        self._dice = random.Random(person.login)  # noqa: S311 - any marks will do
        self._bookmark = self._journal.news(None).bookmark
        self._looked = time.monotonic() + self._dice.random() * NEWS_SECONDS

    def type(self) -> None:
        """Type every mark; what goes wrong is kept."""
        try:
            for _ in range(self._habit.marks):
                time.sleep(self._habit.pause * self._dice.uniform(0.5, 1.5))
                self._one()
                if time.monotonic() - self._looked > NEWS_SECONDS:
                    self._look()
        except Exception as error:  # noqa: BLE001 - told to the test that asked
            self.happened.errors.append(f"{self._person.login}: {error!r}")
        finally:
            self._engine.dispose()

    def _one(self) -> None:
        common = self._dice.random() < self._habit.common
        page, lesson = self._person.common if common else self._person.own
        pupil = self._dice.choice(self._pupils[:3] if common else self._pupils)
        cell = page, lesson, pupil
        seen = self._seen.get(cell, "")
        text = self._dice.choice([each for each in TEXTS if each != seen])
        begun = time.perf_counter()
        try:
            done = self._sent(SetCell(*cell, text, seen))
        except Conflict as error:
            self.happened.conflicts += 1
            self.happened.unsaid += not error.author
            self._seen[cell] = seen if error.stored is None else error.stored
        else:
            self.happened.accepted.append([done.op_id, *cell, text, seen])
            self._seen[cell] = text
        self.happened.times.append(time.perf_counter() - begun)

    def _sent(self, command: SetCell) -> Done:
        """Send it, as often as the person agrees to send it again."""
        uid = uuid7()
        for _ in range(TRIES):
            try:
                return self._journal.do(command, uid=uid)
            except Unavailable:
                self.happened.resent += 1
        return self._journal.do(command, uid=uid)

    def _look(self) -> None:
        begun = time.perf_counter()
        self._bookmark = self._journal.news(self._bookmark).bookmark
        self._looked = time.monotonic()
        self.happened.news.append(time.perf_counter() - begun)


def type_together(typists: Sequence[Typist]) -> Happened:
    """A thread for each; what happened to all of them."""
    threads = [threading.Thread(target=typist.type) for typist in typists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Happened()
    for typist in typists:
        whole.add(typist.happened)
    return whole


def main() -> None:
    """Type in a process of its own."""
    task = json.loads(sys.stdin.readline())
    habit = Habit(**task["habit"])
    people = [Person(it["login"], tuple(it["own"]), tuple(it["common"])) for it in task["people"]]
    typists = [Typist(task["url"], person, task["pupils"], habit) for person in people]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    json.dump(asdict(type_together(typists)), sys.stdout)


if __name__ == "__main__":
    main()
