from __future__ import annotations

import csv
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from postgres_server import PgServer
from sqlalchemy import func, select, text

from journal_desktop.demo.build import DemoResult, build_demo
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import PagesOf, SchoolYears
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.engine import open_server
from journal_desktop.store.logins import School, demo_clock, demo_people, open_school
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.verify import verify

NAME = f"journal_demo_{os.getpid()}"
"""Of this process: another one may build a school for its half of these tests."""


def clock() -> datetime:
    return datetime(2027, 3, 1, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A school of one class on either engine."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        if request.param == "sqlite":
            yield build_demo(f"sqlite:///{folder}/school.db", "class")
            return
        running: PgServer = request.getfixturevalue("postgres")
        running.drop_database(NAME)
        running.create_database(NAME)
        patch.setenv("JOURNAL_ADMIN_DB", running.admin_url(NAME))
        yield build_demo(running.admin_url(NAME), "class")
        running.drop_database(NAME)


def enter(built: DemoResult, role: str) -> School:
    login = next(found for found in built.logins if role in found.roles)
    return open_school(built.url, login.login, login.password, clock)


def journal_of(school: School) -> Journal:
    return Journal(school.engine, school.actor, demo_clock(school, clock), school.zone)


@pytest.mark.parametrize("role", ["DIR", "DEP", "ADM", "CT", "ST", "MED", "ARC", "SEC"])
def test_a_person_of_every_role_can_enter_on_the_schools_own_day(built, role: str) -> None:
    school = enter(built, role)
    assert school.today == date(2026, 11, 23)
    assert role in {known.value for known in school.actor.roles}
    assert school.is_demo
    school.engine.dispose()


def test_the_medical_worker_alone_has_the_medical_key(built) -> None:
    for role, has in (("MED", True), ("ADM", False), ("CT", False)):
        school = enter(built, role)
        assert (school.medical is not None) is has
        assert not school.lacks_medical_key
        school.engine.dispose()


def test_a_teacher_opens_the_spread_of_the_shown_class(built) -> None:
    school = enter(built, "CT")
    journal = journal_of(school)
    (year,) = journal.ask(SchoolYears())
    pages = [page for page in journal.ask(PagesOf(year.id)) if page.own and not page.group]
    spread = journal.ask(SpreadOf(pages[0].page_id))
    assert len(spread.pupils) == 35
    assert {cell.text for cell in spread.cells.values()} & {"5", "4", "3"}
    assert any(lesson.topic for lesson in spread.lessons)
    school.engine.dispose()


def test_the_result_counts_what_is_in_the_database(built) -> None:
    school = enter(built, "DIR")
    with school.engine.connect() as connection:
        marks = connection.scalar(select(func.count()).select_from(MarkRow))
        rows = connection.scalar(text("select count(*) from lesson"))
    assert (marks, rows) == (built.counts["mark"], built.counts["lesson"])
    school.engine.dispose()


def test_the_audit_of_a_new_school_is_whole(built) -> None:
    if built.url.startswith("sqlite"):
        school = enter(built, "ADM")
        engine = school.engine
    else:
        engine = open_server(built.url)
    assert verify(engine) == ()
    engine.dispose()


def test_logins_are_listed_beside_the_database(built) -> None:
    with built.listing.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == ["login", "password", "roles", "name"]
    assert [line["login"] for line in lines] == [found.login for found in built.logins]
    assert built.listing.name.endswith(".logins.csv")


def test_the_window_finds_the_people_of_a_demonstration_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/one.db"
    built = build_demo(url, "class")
    people = demo_people(url)
    assert [person.login for person in people] == [found.login for found in built.logins]
    assert all(person.roles for person in people)


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("важное")
    with pytest.raises(Refused, match=r"mine\.db"):
        build_demo(f"sqlite:///{path}", "class")
    assert path.read_text() == "важное"


def test_an_unknown_size_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="class, school, archive"):
        build_demo(f"sqlite:///{tmp_path}/x.db", "huge")
    assert not list(tmp_path.iterdir())


def test_a_failed_build_leaves_no_files(tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(f"sqlite:///{tmp_path}/x.db", "class", progress=stop)
    assert not list(tmp_path.iterdir())


def test_progress_ends_with_all_steps_done(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    build_demo(f"sqlite:///{tmp_path}/x.db", "class", progress=lambda *step: told.append(step))
    assert told[-1] == (5, 5, "Готово")
    assert [done for done, _, _ in told] == list(range(6))
    assert {total for _, total, _ in told} == {5}


def test_closed_periods_are_sealed_page_by_page(built) -> None:
    school = enter(built, "ADM")
    with school.engine.connect() as connection:
        closed = connection.scalar(
            text(
                "select count(*) from period r join page p on p.year_id = r.year_id"
                " join class_group g on g.id = p.class_id"
                " where r.state = 'CLOSED' and r.scheme = coalesce(p.scheme, g.scheme)"
            )
        )
        sealed = connection.scalar(text("select count(*) from period_seal"))
    assert sealed == closed > 0
    assert built.counts["period_seal"] == sealed
    school.engine.dispose()
