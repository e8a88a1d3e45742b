from datetime import date

import pytest

from journal_desktop.domain.retention import (
    JOURNAL_YEARS,
    LEDGER_YEARS,
    closed_on,
    destroy_from,
    keep_until,
)


@pytest.mark.parametrize(
    ("first_year", "years", "until", "destroyed"),
    [
        (2025, JOURNAL_YEARS, date(2031, 12, 31), date(2032, 1, 1)),
        (2025, LEDGER_YEARS, date(2051, 12, 31), date(2052, 1, 1)),
        (2020, JOURNAL_YEARS, date(2026, 12, 31), date(2027, 1, 1)),
    ],
    ids=["journal 2025/26", "ledger 2025/26", "journal 2020/21"],
)
def test_terms_of_domain_4_5(first_year, years, until, destroyed):
    closed = closed_on(first_year)
    assert closed == date(first_year + 1, 8, 31)
    assert keep_until(closed, years) == until
    assert destroy_from(closed, years) == destroyed
