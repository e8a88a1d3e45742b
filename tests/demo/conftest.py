"""One demonstration school for all tests that only look at it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from journal_desktop.demo.manifest import Manifest
from journal_desktop.demo.school import DemoSchool, Login
from journal_desktop.demo.yearbook import YearBook


@dataclass(frozen=True)
class WholeSchool:
    """Both years with their rows by table."""

    books: list[YearBook]
    rows: list[dict[str, list]]
    manifest: Manifest
    logins: tuple[Login, ...]


@pytest.fixture(scope="session")
def school() -> WholeSchool:
    made = DemoSchool("school")
    books, rows = [], []
    for year in made.years():
        books.append(year.book)
        rows.append({batch.table: batch.rows for batch in year.batches})
    return WholeSchool(books, rows, made.manifest, made.logins)
