"""Two sessions of one account: both work, the second is told of the first."""

import os
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from databases import PASSWORD
from school import NOON
from sqlalchemy.engine import make_url

from journal_desktop.commands.cells import SetCell
from journal_desktop.journal import Journal
from journal_desktop.store.logins import open_school
from store.opening import clock


def enter(database):
    return open_school(database.url, "ivanova", PASSWORD, clock)


def mark(school, small, text, seen):
    journal = Journal(school.engine, school.actor, clock, school.zone)
    return journal.do(SetCell(small.page, small.lessons[3], small.pupils[0], text, seen))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_second_window_on_a_file_is_told_of_the_first_and_both_work(database, enrolled):
    first = enter(database)
    second = enter(database)
    assert first.elsewhere is None
    assert second.elsewhere.computer == os.uname().nodename
    assert abs(second.elsewhere.at - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251
    mark(first, enrolled, "5", "")
    mark(second, enrolled, "4", "5")
    first.engine.dispose()
    third = enter(database)
    assert third.elsewhere is None
    third.engine.dispose()
    second.engine.dispose()
    assert list(database.path.parent.glob("*.open")) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_another_person_and_a_folder_that_cannot_be_written_tell_nothing(
    database, enrolled, monkeypatch
):
    assert enrolled
    first = enter(database)
    other = open_school(database.url, "petrova", PASSWORD, clock)
    assert other.elsewhere is None
    for school in (first, other):
        school.engine.dispose()

    def refuse(*_args):
        raise PermissionError

    monkeypatch.setattr("journal_desktop.store.presence.os.open", refuse)
    school = enter(database)
    assert school.elsewhere is None
    school.engine.dispose()


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.usefixtures("enrolled")
def test_second_session_on_a_server_is_told_of_the_first(database):
    alone = enter(database)
    assert alone.elsewhere is None
    url = make_url(database.url)
    said = {
        "host": url.host,
        "port": url.port,
        "dbname": url.database,
        "user": f"{url.database}_ivanova",
        "password": PASSWORD,
        "application_name": f"journal 0123abcd {'Учительская'.encode('punycode').decode()}",
    }
    with psycopg.connect(**said):
        school = enter(database)
        assert school.elsewhere.computer == "Учительская"
        assert abs(school.elsewhere.at - school.clock()) < timedelta(minutes=1)
        school.engine.dispose()
    again = enter(database)
    assert again.elsewhere is None
    assert again.last_login.at != NOON
    for one in (alone, again):
        one.engine.dispose()
