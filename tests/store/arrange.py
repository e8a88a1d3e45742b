"""A small school loaded the way a real one is: by one bulk op, so that verify knows its rows."""

from functools import cache
from pathlib import Path
from typing import Any

from databases import CHEAP, FILE_KEY, PASSWORD
from school import (
    BEGIN,
    NOON,
    PEOPLE,
    TODAY,
    ZONE,
    SmallSchool,
    _page,
    add_person,
    build,
    lesson,
)
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.journal import Journal
from journal_desktop.store.actors import load_actor
from journal_desktop.store.bulk import UNAUDITED, bulk_load
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.classes import AssignmentRow, PageRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.tables import row_classes


def small_school(pupils: int = 6) -> SmallSchool:
    """The ids of what `load_small` loads."""
    return _rows(pupils, 0)[0]


def load_small(engine: Engine, *, pupils: int = 6, more_pages: int = 0) -> SmallSchool:
    """Load a small school into the empty database in bulk; `pages_of` tells the further pages."""
    made, tables = _rows(pupils, more_pages)
    with bulk_load(engine, "Школа создана", NOON) as bulk:
        for name, rows in tables.items():
            bulk.add(row_classes()[name], rows)
    return made


def pages_of(engine: Engine) -> list[tuple[int, int]]:
    """Page and lesson of every further page."""
    titled = select(SubjectRow.id).where(SubjectRow.title.like("Предмет %"))
    query = (
        select(PageRow.id, LessonRow.id)
        .join(LessonRow, LessonRow.page_id == PageRow.id)
        .where(PageRow.subject_id.in_(titled))
    )
    with engine.connect() as connection:
        return [(page, lesson_id) for page, lesson_id in connection.execute(query)]


@cache
def _rows(pupils: int, more_pages: int) -> tuple[SmallSchool, dict[str, list[dict[str, Any]]]]:
    scratch = create_engine("sqlite://")
    Base.metadata.create_all(scratch)
    made = build(scratch, pupil_count=pupils)
    with Session(scratch) as session, session.begin():
        for number in range(more_pages):
            page = _page(session, made, f"Предмет {number}", "ivanova", hours=2)
            lesson(session, page, TODAY, made.staff["ivanova"])
    return made, _dumped(scratch)


@cache
def _crowd_rows(
    people: int, pupils: int
) -> tuple[SmallSchool, dict[str, list[dict[str, Any]]], list[str]]:
    scratch = create_engine("sqlite://")
    Base.metadata.create_all(scratch)
    made = build(scratch, pupil_count=pupils)
    logins = [f"teacher{number:02}" for number in range(people)]
    with Session(scratch) as session, session.begin():
        for login in logins:
            add_person(session, made, login, ("Учитель", f"Номер{login[-2:]}", "", [Role.ST]))
            page = _page(session, made, f"Предмет {login}", login, hours=2)
            lesson(session, page, TODAY, made.staff[login])
        together = _page(session, made, "Предмет общий", logins[0], hours=2)
        lesson(session, together, TODAY, made.staff[logins[0]])
        session.add_all(
            AssignmentRow(page_id=together, staff_id=made.staff[login], begins=BEGIN)
            for login in logins[1:]
        )
    return made, _dumped(scratch), logins


def _dumped(scratch: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row by table, and the end of the scratch database."""
    with scratch.connect() as connection:
        tables = {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in UNAUDITED
        }
    scratch.dispose()
    return {name: rows for name, rows in tables.items() if rows}


def journal_of(engine: Engine, login: str = "ivanova") -> Journal:
    """The journal of a person at noon."""
    with Session(engine) as session:
        actor = load_actor(session, login, NOON.astimezone(ZONE).date())
    return Journal(engine, actor, lambda: NOON, ZONE)


def enrol(path: Path) -> KeyRing:
    """Give everybody of the small school the usual password."""
    ring = KeyRing(path, CHEAP)
    for login in PEOPLE:
        ring.put(login, PASSWORD, FILE_KEY)
    return ring


def load_crowd(engine: Engine, people: int, *, pupils: int) -> tuple[SmallSchool, list[str]]:
    """Load a school with so many teachers, who have a page each and one together; their logins.

    `pages_of` tells the pages: the common one last.
    """
    made, tables, logins = _crowd_rows(people, pupils)
    with bulk_load(engine, "Школа создана", NOON) as bulk:
        for name, rows in tables.items():
            bulk.add(row_classes()[name], rows)
    return made, logins
