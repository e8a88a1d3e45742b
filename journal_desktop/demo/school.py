"""The demonstration school as values: the same size and day give the same rows, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from journal_desktop.demo.basics import (
    Signers,
    appoint_signers,
    roles_of,
    write_accounts,
    write_basics,
)
from journal_desktop.demo.calendar import school_year_of
from journal_desktop.demo.manifest import Flaw, Manifest
from journal_desktop.demo.office import Office
from journal_desktop.demo.people import FullName
from journal_desktop.demo.population import Population, ShowClass
from journal_desktop.demo.sheaf import Batch, Sheaf
from journal_desktop.demo.staffing import Personnel
from journal_desktop.demo.structure import SHOW_CLASS, SIZES, Size, classes_of
from journal_desktop.demo.year import Hands, Step, fill_year, make_year
from journal_desktop.demo.yearbook import YearBook
from journal_desktop.store.medical import MedicalKey

DEFAULT_TODAY = date(2026, 11, 23)


class Login(NamedTuple):
    """How to enter as one person; roles as codes, the strongest first."""

    login: str
    password: str
    roles: tuple[str, ...]
    name: FullName


@dataclass(frozen=True, slots=True)
class Made:
    """One year's rows, in an order that foreign keys allow."""

    book: YearBook
    batches: tuple[Batch, ...]


class DemoSchool:
    """A school of one size on one day; go through `years` once, then ask for the rest."""

    def __init__(
        self,
        size: str,
        today: date = DEFAULT_TODAY,
        years: int | None = None,
        medical: MedicalKey | None = None,
    ) -> None:
        """`medical` seals what only medical workers read; without it that is left out."""
        known = SIZES[size]
        self.size = Size(known.name, years or known.years, known.only)
        self.today = today
        self._medical = medical
        self.last_year = school_year_of(today)
        self._flaws: list[Flaw] = []
        self._logins: tuple[Login, ...] = ()

    def years(self, step: Step = lambda _: None) -> Iterator[Made]:
        """Make the years, the oldest first; each year's rows are let go when the next begins."""
        hands = self._hands()
        write_basics(hands.sheaf, self.today)
        signers: Signers = {}
        for first_year in range(self._first_year, self.last_year + 1):
            book = make_year(hands, self.size, first_year, self.today, step)
            if first_year == self._first_year:
                signers = appoint_signers(hands.office, book.calendar.begins)
            if first_year == self.last_year:
                self._open_accounts(hands, book, signers)
            self._flaws += fill_year(book, hands, step).made
            yield Made(book, tuple(hands.sheaf.take()))

    @property
    def manifest(self) -> Manifest:
        """Faults made on purpose; complete after `years`."""
        return Manifest(tuple(self._flaws))

    @property
    def logins(self) -> tuple[Login, ...]:
        """Everybody who may log in; known after `years`."""
        return self._logins

    @property
    def _first_year(self) -> int:
        return self.last_year - self.size.years + 1

    def _hands(self) -> Hands:
        sheaf = Sheaf()
        office = Office(sheaf)
        alone = self.size.only is not None
        show = ShowClass((self.last_year - SHOW_CLASS[0] + 1, SHOW_CLASS[1]), 33 + alone)
        every = [
            dict.fromkeys(classes_of(year, self.size), 30)
            for year in range(self._first_year, self.last_year + 1)
        ]
        personnel = Personnel(sheaf, every)
        return Hands(sheaf, office, Population(sheaf, office, show), personnel, self._medical)

    def _open_accounts(self, hands: Hands, book: YearBook, signers: Signers) -> None:
        leading = {worker.id for worker in book.leaders.values()}
        workers = hands.personnel.workers
        since = book.calendar.begins
        write_accounts(hands.sheaf, hands.office, workers, since, leading, signers)
        self._logins = tuple(
            Login(worker.login, worker.password, roles, worker.name)
            for worker in workers
            if (roles := roles_of(worker, leading))
        )
