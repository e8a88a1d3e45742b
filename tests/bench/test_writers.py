"""Sixty people typing on sixty pages of one server with real flushes to the disk."""

import statistics

import pytest
from databases import Database, migrate
from postgres_server import server
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from store.arrange import load_small, pages_of
from store.writing import Writers

from journal_desktop.store.engine import open_server
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.verify import verify

PEOPLE = 60
MARKS = 10


@pytest.fixture
def durable():
    running = server(durable=True)
    name = "sixty"
    running.drop_database(name)
    running.create_database(name)
    migrate(running.admin_url(name))
    database = Database("postgres", running.admin_url(name), open_server(running.admin_url(name)))
    yield database
    database.close()
    running.drop_database(name)


def test_sixty_writers(benchmark, durable):
    small = load_small(durable.owner, pupils=MARKS, more_pages=PEOPLE)
    tasks = [[(*page, pupil) for pupil in small.pupils] for page in pages_of(durable.owner)]
    writers = Writers(durable)
    benchmark.pedantic(writers.run, args=(tasks,), rounds=1)
    assert writers.errors == []
    with Session(durable.owner) as session:
        assert session.scalar(select(func.count()).select_from(MarkRow)) == PEOPLE * MARKS
    assert verify(durable.owner) == ()
    cuts = statistics.quantiles(writers.times, n=20)
    benchmark.extra_info["p50 ms"] = round(cuts[9] * 1000, 1)
    benchmark.extra_info["p95 ms"] = round(cuts[18] * 1000, 1)
