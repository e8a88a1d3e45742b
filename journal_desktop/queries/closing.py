"""The periods of a year as the window of closing shows them: states, terms, what is missing.

Source: domain 5.8; R-3.2.5-05, -18, R-3.2.4-13.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right, Role
from journal_desktop.domain.cells import period_is_closed
from journal_desktop.domain.closing import Lacks, lacks, state_on
from journal_desktop.domain.spread import PeriodState, year_title
from journal_desktop.domain.vocabulary import Scheme, YearState
from journal_desktop.queries.base import Query
from journal_desktop.queries.books import signatory
from journal_desktop.queries.period_lacks import Undecided, gaps_in, undecided
from journal_desktop.queries.readiness import Gap
from journal_desktop.queries.year_periods import used_periods
from journal_desktop.store.rows.school import PeriodRow, SchoolRow, SchoolYearRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period; `gaps` have the name of the class, none once the period is closed."""

    id: int
    scheme: Scheme
    number: int
    title: str
    begins: date
    ends: date
    deadline: datetime | None
    state: PeriodState
    gaps: tuple[tuple[str, Gap], ...] = ()

    @property
    def lacks(self) -> Lacks:
        """How much of each kind is missing."""
        return lacks((gap.kind, gap.count) for _, gap in self.gaps)


@dataclass(frozen=True, slots=True)
class ClosingView:
    """A year, its periods and who has no decision yet."""

    year_id: int
    title: str
    state: YearState
    periods: tuple[PeriodLine, ...]
    undecided: tuple[Undecided, ...]

    @property
    def open_periods(self) -> tuple[PeriodLine, ...]:
        """Those that are still to be closed."""
        return tuple(line for line in self.periods if not period_is_closed(line.state))


@dataclass(frozen=True, slots=True)
class YearChoice:
    """A year in a list to choose from."""

    year_id: int
    title: str
    state: YearState


@dataclass(frozen=True)
class ClosingYears(Query[tuple[YearChoice, ...]]):
    """Every year, the newest first."""

    right: ClassVar = Right.SCHOOL_READ

    @override
    def answer(self, session: JournalSession) -> tuple[YearChoice, ...]:
        rows = session.scalars(select(SchoolYearRow).order_by(SchoolYearRow.first_year.desc()))
        return tuple(YearChoice(row.id, year_title(row.first_year), row.state) for row in rows)


@dataclass(frozen=True)
class ClosingOf(Query[ClosingView]):
    """A year for those who read every journal: the officer and the heads."""

    right: ClassVar = Right.JOURNAL_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> ClosingView:
        year = session.get_one(SchoolYearRow, self.year_id)
        is_open = year.state in (YearState.PREPARED, YearState.OPEN)
        return ClosingView(
            year_id=year.id,
            title=year_title(year.first_year),
            state=year.state,
            periods=tuple(_line(session, row) for row in used_periods(session, year.id)),
            undecided=undecided(session, year.id) if is_open else (),
        )


@dataclass(frozen=True, slots=True)
class SchoolHead:
    """What a paper about a year says at its head and under it; the officer is «О. И. Королёв»."""

    school: str
    school_year: str
    officer: str


@dataclass(frozen=True)
class SchoolHeadOf(Query[SchoolHead]):
    """School, year and who is responsible for the journal."""

    right: ClassVar = Right.SCHOOL_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> SchoolHead:
        year = session.get_one(SchoolYearRow, self.year_id)
        school = session.scalars(select(SchoolRow)).first()
        officer = signatory(session, Role.ADM, year).name
        return SchoolHead(school.name if school else "", year_title(year.first_year), officer)


def _line(session: JournalSession, row: PeriodRow) -> PeriodLine:
    state = state_on(row.state, row.begins, row.ends, session.context.today)
    looked = state in (PeriodState.OPEN, PeriodState.FINALS)
    return PeriodLine(
        id=row.id,
        scheme=row.scheme,
        number=row.number,
        title=row.title,
        begins=row.begins,
        ends=row.ends,
        deadline=row.deadline,
        state=state,
        gaps=gaps_in(session, row) if looked else (),
    )
