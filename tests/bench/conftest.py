"""The demonstration school, built once for a run, and the people who open it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine, event

from bench.machine import facts
from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.cli.entry import now
from journal_desktop.demo.build import build_demo
from journal_desktop.demo.structure import SHOW_CLASS
from journal_desktop.domain.spread import PeriodColumn, PeriodKind
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import PageItem, PagesOf, SchoolYears, YearItem
from journal_desktop.queries.periods import PeriodsOf
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.logins import DemoPerson, demo_clock, demo_people, open_school
from journal_desktop.ui.kit.theme import Theme

SHOWN = f"{SHOW_CLASS[0]}{SHOW_CLASS[1]}"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen plugin says what it cannot do for a window, such as raising it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@dataclass
class Sitting:
    """One person at the open school: the gate and what stands under it."""

    person: DemoPerson
    journal: Journal
    engine: Engine
    clock: Callable[[], datetime]
    """The moment in the school's zone, on the school's own day."""

    def page(self, year: YearItem, subject: str = "", class_name: str = SHOWN) -> PageItem:
        """A page of a class, the one most lessons are given on when no subject is named."""
        pages = self.journal.ask(PagesOf(year.id))
        wanted = [page for page in pages if page.class_name == class_name and not page.group]
        named = [page for page in wanted if subject in page.subject]
        return max(named, key=lambda page: page.weekly_half_hours)

    def periods(self, page: PageItem) -> list[PeriodColumn]:
        """The periods of a page without the year."""
        found = self.journal.ask(PeriodsOf(page.page_id))
        return [period for period in found if period.kind is PeriodKind.PERIOD]


class Statements:
    """Counts what is sent to the database, apart from BEGIN and COMMIT."""

    def __init__(self, engine: Engine) -> None:
        self.count = 0
        self._engine = engine

    def __enter__(self) -> Statements:
        event.listen(self._engine, "before_cursor_execute", self._one)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._one)

    def _one(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.count += not statement.startswith("BEGIN")


def enter(url: str, login: str) -> Sitting:
    """Open a demonstration school as one of its people."""
    person = next(person for person in demo_people(url) if person.login == login)

    school = open_school(url, login, person.password, now)
    clock = demo_clock(school, now)
    journal = Journal(school.engine, school.actor, clock, school.zone, school.medical)
    return Sitting(person, journal, school.engine, lambda: clock().astimezone(school.zone))


def enter_as_teacher(url: str, page: PageItem) -> Sitting:
    """Open it as the person who teaches a page."""
    for login in logins_of(url, Role.ST):
        sitting = enter(url, login)
        if page.page_id in sitting.journal.actor.pages:
            return sitting
        sitting.engine.dispose()
    raise AssertionError(page)


def logins_of(url: str, role: Role) -> list[str]:
    """Logins of the people who have a role."""
    return [person.login for person in demo_people(url) if ROLE_TITLES[role] in person.roles]


def copy_of(url: str, folder: Path) -> str:
    """The same school in a folder of its own, for measurements that write, or of processes."""
    whole = Path(url.removeprefix("sqlite:///"))
    for part in whole.parent.glob(f"{whole.stem}.*"):
        shutil.copy(part, folder / part.name)
    return f"sqlite:///{folder / whole.name}"


@pytest.fixture(scope="session")
def closed_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A school of two years, one closed; built in about 40 seconds and never opened, only copied.

    A file that is open must not be copied in the same process: to close the copied file drops the
    locks of SQLite. JOURNAL_BENCH_DB names a school that is built already.
    """
    folder = tmp_path_factory.mktemp("built")
    if built := os.environ.get("JOURNAL_BENCH_DB"):
        return copy_of(built, folder)
    return build_demo(f"sqlite:///{folder / 'school.db'}", "school").url


@pytest.fixture(scope="session")
def demo_url(closed_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The school that the people of this process open."""
    return copy_of(closed_url, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What everything is measured on."""
    return facts(tmp_path_factory.mktemp("disk"))


@pytest.fixture(scope="session")
def adm(demo_url: str) -> Iterator[Sitting]:
    """The officer responsible for the journal: reads and prints every class."""
    sitting = enter(demo_url, logins_of(demo_url, Role.ADM)[0])
    yield sitting
    sitting.engine.dispose()


@pytest.fixture(scope="session")
def reader(demo_url: str) -> Iterator[Sitting]:
    """Somebody who reads every page and gives no lesson in another's place."""
    sitting = enter(demo_url, logins_of(demo_url, Role.DIR)[0])
    assert not sitting.journal.actor.substitutions
    yield sitting
    sitting.engine.dispose()


@pytest.fixture(scope="session")
def year(adm: Sitting) -> YearItem:
    """The school year under way."""
    today = adm.clock().date()
    return next(it for it in adm.journal.ask(SchoolYears()) if it.begins <= today <= it.ends)


@pytest.fixture(scope="session")
def closed_year(adm: Sitting, year: YearItem) -> YearItem:
    """The closed year before it."""
    years = [item for item in adm.journal.ask(SchoolYears()) if item.ends < year.begins]
    return years[0]


@pytest.fixture(scope="session")
def show_page(adm: Sitting, year: YearItem) -> PageItem:
    """The fullest page of the show class."""
    page = adm.page(year)
    assert len(adm.journal.ask(SpreadOf(page.page_id)).pupils) >= 34
    return page


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The application's own fonts, colours and stylesheet, as a person sees them."""
    return Theme(qapp, dark=False)
