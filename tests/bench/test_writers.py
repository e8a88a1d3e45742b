"""Sixty people with logins of their own on one server with real flushes to the disk.

Four processes of fifteen threads each type on sixty own pages and, one mark in ten, into the same
three cells of a common page; every window also looks for news. Then it is proved that nothing was
lost.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from databases import PASSWORD, Database, migrate
from postgres_server import server
from store.arrange import load_crowd, pages_of
from store.crowd import Habit, Happened, Person
from store.crowd_judge import losses

from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import open_server
from journal_desktop.store.verify import verify

PEOPLE = 60
PROCESSES = 4
HABITS = {
    "pace of a lesson": Habit(pause=1.2, marks=25, common=0.1),
    "full speed": Habit(pause=0, marks=25, common=0.1),
}


@pytest.fixture
def durable() -> Iterator[Database]:
    running = server(durable=True)
    name = "sixty"
    running.drop_database(name)
    running.create_database(name)
    migrate(running.admin_url(name))
    database = Database("postgres", running.admin_url(name), open_server(running.admin_url(name)))
    yield database
    database.close()
    running.drop_database(name)


class Processes:
    """People shared out among processes that are ready to type."""

    def __init__(
        self, database: Database, people: Sequence[Person], pupils: Sequence[int], habit: Habit
    ) -> None:
        url = database.owner.url.render_as_string(hide_password=False)
        self._running = []
        for turn in range(PROCESSES):
            task = {
                "url": url,
                "people": [asdict(person) for person in people[turn::PROCESSES]],
                "pupils": list(pupils),
                "habit": asdict(habit),
            }
            one = subprocess.Popen(
                [sys.executable, "-m", "store.crowd"],
                cwd=Path(__file__).parent.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert one.stdin is not None
            one.stdin.write(json.dumps(task) + "\n")
            one.stdin.flush()
            self._running.append(one)
        for one in self._running:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"

    def type(self) -> Happened:
        """Let all of them type to the end."""
        whole = Happened()
        for one in self._running:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        for one in self._running:
            said, _ = one.communicate()
            assert one.returncode == 0
            whole.add(Happened(**json.loads(said)))
        return whole


@pytest.mark.parametrize("pace", HABITS)
def test_sixty_people(benchmark, durable: Database, pace: str) -> None:
    habit = HABITS[pace]
    small, logins = load_crowd(durable.owner, PEOPLE, pupils=25)
    *own, common = pages_of(durable.owner)
    for login in logins:
        make_server_login(durable.owner, login, PASSWORD)
    people = [Person(login, page, common) for login, page in zip(logins, own, strict=True)]
    typing = Processes(durable, people, small.pupils, habit)
    happened = benchmark.pedantic(typing.type, rounds=1)
    assert happened.errors == []
    assert losses(durable.owner, happened) == []
    assert len(happened.accepted) + happened.conflicts == PEOPLE * habit.marks
    assert happened.unsaid == 0 or not habit.pause  # at full speed a row may be busy for too long
    assert verify(durable.owner) == ()
    _tell(benchmark, happened, pace)


def _tell(benchmark, happened: Happened, pace: str) -> None:
    seconds, info = benchmark.stats.stats.max, benchmark.extra_info
    info["what"] = f"sixty people on one Postgres, {pace}: the whole run"
    info["accepted"] = len(happened.accepted)
    info["conflicts"] = happened.conflicts - happened.unsaid
    info["busy for 10 s"] = happened.unsaid
    info["lost"] = 0
    info["marks/s"] = round(len(happened.times) / seconds, 1)
    for name, times in (("mark", happened.times), ("news", happened.news)):
        if len(times) > 1:
            cuts = statistics.quantiles(times, n=100)
            for at in (50, 95, 99):
                info[f"{name} p{at} ms"] = round(cuts[at - 1] * 1000, 1)
