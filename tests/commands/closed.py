"""A small school whose first quarter is closed, as the tests of closing need it."""

from __future__ import annotations

from datetime import date, timedelta

from school import NOON, SmallSchool
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal_desktop.commands.closing import ClosePeriod
from journal_desktop.domain.closing import lacks
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.closing import ClosingOf
from journal_desktop.store.rows.marks import PeriodMarkRow

LAST = date(2026, 10, 23)
"""Of the first quarter."""
SUMMER = NOON + timedelta(days=200)
"""After the year's last lesson."""


def known(journal, small: SmallSchool, number: int) -> int:
    """What the officer sees missing."""
    view = journal.ask(ClosingOf(small.year))
    period = next(line for line in view.periods if line.id == small.periods[number])
    assert period.lacks.total == lacks((gap.kind, gap.count) for _, gap in period.gaps).total
    return period.lacks.total


def close(journal, small: SmallSchool, number: int = 1):
    """Close a quarter, 0 the year's column, knowing what is missing."""
    return journal.do(ClosePeriod(small.periods[number], known(journal, small, number)))


def final_marks(engine, small: SmallSchool, *numbers: int) -> None:
    """Put every final mark of these periods, 0 the year, past the gate."""
    pages = (small.page, small.other_page, small.course_page)
    with Session(engine) as session, session.begin():
        last = session.scalar(select(func.count()).select_from(PeriodMarkRow)) or 0
        assert last == 0
        session.add_all(
            PeriodMarkRow(
                pupil_id=pupil,
                subject_id=pages.index(page) + 1,
                period_id=small.periods[number],
                kind=PeriodKind.PERIOD if number else PeriodKind.YEAR,
                page_id=page,
                value="К" if page == small.course_page else "4",
                reason="",
                is_foreign=False,
                entered_at=NOON,
                changed_at=NOON,
            )
            for number in numbers
            for page in pages
            for pupil in small.pupils
        )
