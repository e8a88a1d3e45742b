"""How long printed documents are kept (R-4.4-01, R-4.5-01).

Source: domain reference 4.5 and A11: the term begins on 1 January after the end of the school year,
which closes on 31 August.
"""

from __future__ import annotations

from datetime import date
from typing import Final

JOURNAL_YEARS: Final = 5
LEDGER_YEARS: Final = 25


def closed_on(first_year: int) -> date:
    """The day on which the files of the school year that begins in `first_year` are closed."""
    return date(first_year + 1, 8, 31)


def keep_until(closed: date, years: int) -> date:
    """The last day of the term."""
    return date(closed.year + years, 12, 31)


def destroy_from(closed: date, years: int) -> date:
    """The first day on which an act of destruction may name the document."""
    return date(closed.year + years + 1, 1, 1)
