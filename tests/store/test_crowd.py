"""A crowd on one database, some of it in the same cells: no update is lost, ever."""

import pytest
from databases import PASSWORD, open_database

from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.verify import verify
from store.arrange import load_crowd, pages_of
from store.crowd import Habit, Person, Typist, type_together
from store.crowd_judge import losses

PEOPLE = 8
RUSH = Habit(pause=0, marks=25, common=0.5)


@pytest.fixture(params=["sqlite", "postgres"])
def crowd(request, tmp_path):
    """The database, its people, its pupils."""
    database = open_database(request, request.param, tmp_path)
    small, logins = load_crowd(database.owner, PEOPLE, pupils=6)
    *own, common = pages_of(database.owner)
    if database.kind == "postgres":
        for login in logins:
            make_server_login(database.owner, login, PASSWORD)
    people = [Person(login, page, common) for login, page in zip(logins, own, strict=True)]
    yield database, people, small.pupils
    database.close()


def test_nothing_is_lost_and_every_conflict_says_what_stands_there(crowd):
    database, people, pupils = crowd
    url = database.owner.url.render_as_string(hide_password=False)
    happened = type_together([Typist(url, person, pupils, RUSH) for person in people])
    assert happened.errors == []
    assert losses(database.owner, happened) == []
    assert len(happened.accepted) + happened.conflicts == PEOPLE * RUSH.marks
    assert happened.conflicts > 0
    assert happened.unsaid == 0
    assert verify(database.owner) == ()
