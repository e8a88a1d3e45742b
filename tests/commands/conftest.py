"""What the tests of imports share: a look into tables, the officer's import, an empty school."""

import pytest
import school as invented
from school import NOON, TODAY, ZONE, SmallSchool
from sqlalchemy import select
from sqlalchemy.orm import Session

from commands.weeks import MONDAY
from journal_desktop.commands.timetable import ImportTimetable
from journal_desktop.journal import Journal
from journal_desktop.store.actors import load_actor


@pytest.fixture
def rows(database):
    def all_of(table, /, **by):
        with Session(database.owner, expire_on_commit=False) as session:
            return list(session.scalars(select(table).filter_by(**by).order_by(table.id)))

    return all_of


@pytest.fixture
def put(small, as_):
    """Import a week as the officer."""

    def imported(*places, begins=MONDAY, missing=True, now=NOON):
        return as_("admin", now).do(ImportTimetable(small.year, begins, tuple(places), missing))

    return imported


@pytest.fixture
def empty(database):
    """A school with a year and people, but no class, subject or room; its officer's journal."""
    made = SmallSchool()
    with Session(database.owner) as session, session.begin():
        invented._setup(session, made, None)
        invented._people(session, made)
    engine = database.engine("admin")
    with Session(engine) as session:
        actor = load_actor(session, "admin", TODAY)
    return made.year, Journal(engine, actor, lambda: NOON, ZONE)
