"""Build the demonstration school in an empty database and say how to enter it.

Source: product (command line), architecture 15.1, 15.2, 15.6. Rows are written beside the gate by
`store.bulk` in one transaction; a failed build leaves nothing behind.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from journal_desktop.demo.manifest import Manifest
from journal_desktop.demo.school import DEFAULT_TODAY, DemoSchool, Login
from journal_desktop.demo.structure import SIZES
from journal_desktop.demo.yearbook import moment
from journal_desktop.domain.errors import Invalid
from journal_desktop.store.bulk import bulk_load
from journal_desktop.store.engine import file_of, is_sqlite
from journal_desktop.store.keys import Cost
from journal_desktop.store.loaded_seals import seal_loaded
from journal_desktop.store.new_database import new_database
from journal_desktop.store.tables import row_classes

Progress = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and what is next, in Russian."""
CHEAP: Final = Cost(passes=1, memory=8192, lanes=1)
"""Passwords of invented people lie in the open beside the file: guessing need not be dear."""
_STEPS_A_YEAR: Final = 4
_DAWN: Final = time(6, 0)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was built: logins (also in the file `listing`), rows by table, faults on purpose."""

    url: str
    size: str
    today: date
    logins: tuple[Login, ...]
    listing: Path
    counts: Mapping[str, int]
    manifest: Manifest


def build_demo(
    url: str, size: str = "school", today: date | None = None, progress: Progress | None = None
) -> DemoResult:
    """Build a school of a size on a day in a database that does not exist or is empty.

    Raises:
        Invalid: there is no such size.
        Refused: the file exists already, or the database holds a school.
        Unavailable: the database cannot be made.
    """
    if size not in SIZES:
        raise Invalid(f"Размера «{size}» нет. Выберите из: {', '.join(SIZES)}.")
    with new_database(url, CHEAP) as made:
        school = DemoSchool(size, today or DEFAULT_TODAY, medical=made.medical)
        counts = _load(made.engine, school, progress or (lambda *_: None))
        for person in school.logins:
            made.enrol(person.login, person.password, moment(school.today, _DAWN))
    listing = _listing_of(url)
    write_logins(listing, school.logins)
    return DemoResult(url, size, school.today, school.logins, listing, counts, school.manifest)


def write_logins(path: Path, logins: tuple[Login, ...]) -> None:
    """Write the list of logins as a spreadsheet reads it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("login", "password", "roles", "name"))
        for found in logins:
            name = f"{found.name.surname} {found.name.name} {found.name.patronymic}"
            writer.writerow((found.login, found.password, ",".join(found.roles), name))


def _load(engine: Engine, school: DemoSchool, progress: Progress) -> Mapping[str, int]:
    total = _STEPS_A_YEAR * school.size.years + 1
    done = 0

    def step(text: str) -> None:
        nonlocal done
        progress(done, total, text)
        done += 1

    counts: Counter[str] = Counter()
    title = f"Загружена демонстрационная школа ({school.size.name})"
    classes = row_classes()
    with bulk_load(engine, title, moment(school.today, _DAWN)) as bulk:
        for made in school.years(step):
            step(f"{made.book.calendar.title}: запись в базу")
            for batch in made.batches:
                bulk.add(classes[batch.table], [row._asdict() for row in batch.rows])
                counts[batch.table] += len(batch.rows)
        step("Закрытые периоды")
        counts["period_seal"] = seal_loaded(bulk, moment(school.today, _DAWN))
    progress(total, total, "Готово")
    return counts


def _listing_of(url: str) -> Path:
    """`NAME.logins.csv` beside the file; for a server's database in the current folder."""
    if is_sqlite(url):
        path = file_of(url)
        return path.with_name(f"{path.stem}.logins.csv")
    return Path(f"{make_url(url).database}.logins.csv").resolve()
