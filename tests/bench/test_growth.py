"""How much a mark weighs on the disk, audit and indexes included (product, budgets)."""

import pytest
from databases import Database, open_database
from sqlalchemy import text
from store.arrange import journal_of, load_small

from journal_desktop.commands.cells import SetCell
from journal_desktop.store.engine import file_of

PUPILS = 250
BUDGET = {"sqlite": 900, "postgres": 1400}
_SIZE = """select sum(pg_total_relation_size(oid)) from pg_class
           where relkind = 'r' and relnamespace = 'public'::regnamespace"""


def size(database: Database) -> int:
    """Bytes of every table and index; of the whole file, its log written back."""
    with database.owner.connect() as connection:
        if database.kind == "postgres":
            return int(connection.scalar(text(_SIZE)))
    database.owner.dispose()
    return file_of(database.url).stat().st_size


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_bytes_per_mark(benchmark, request, tmp_path, kind):
    database = open_database(request, kind, tmp_path)
    small = load_small(database.owner, pupils=PUPILS)
    journal = journal_of(database.engine("ivanova"))
    marks = [
        SetCell(small.page, lesson, pupil, "5", "")
        for lesson in small.lessons[:4]
        for pupil in small.pupils
    ]
    before = size(database)
    benchmark.pedantic(lambda: [journal.do(mark) for mark in marks], rounds=1)
    grown = (size(database) - before) / len(marks)
    benchmark.extra_info["bytes per mark"] = round(grown)
    database.close()
    assert grown <= BUDGET[kind]
