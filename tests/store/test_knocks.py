"""Wrong passwords at a server: a delay that grows, and the person is told afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from databases import PASSWORD
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import Refused
from journal_desktop.journal import Journal
from journal_desktop.queries.accounts import OwnLogins
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.knocks import no_more_knocks, patient
from journal_desktop.store.logins import open_school
from store.arrange import enrol
from store.opening import url_of

SERVER = make_url("postgresql://server/school")
START = datetime(2026, 11, 23, 5, tzinfo=UTC)


def knock(seconds, login="ivanova", address=SERVER):
    with (
        pytest.raises(Refused) as refused,
        patient(address, login, START + timedelta(seconds=seconds)),
    ):
        raise Refused("Неверный логин или пароль.")
    return str(refused.value)


def test_two_mistakes_are_free_then_the_wait_doubles():
    assert [knock(second) for second in range(3)] == ["Неверный логин или пароль."] * 3
    assert "Подождите 2 с." in knock(2)
    assert "Подождите 1 с." in knock(3)
    assert knock(5) == "Неверный логин или пароль."
    assert "Подождите 4 с." in knock(5)
    assert knock(5, "petrova") == "Неверный логин или пароль."


def test_a_right_password_ends_the_waiting_and_the_tries_are_remembered_once():
    for second in range(2):
        knock(second)
    with patient(SERVER, "ivanova", START + timedelta(seconds=9)):
        pass
    assert [at for at, _ in no_more_knocks(SERVER, "ivanova")] == [
        START,
        START + timedelta(seconds=1),
    ]
    assert no_more_knocks(SERVER, "ivanova") == ()


def test_the_wait_has_an_end():
    for second in range(0, 10_000, 400):
        knock(second)
    assert "Подождите 300 с." in knock(9_600)


def test_failed_tries_stand_among_the_own_logins_on_both_engines(database, loaded):
    assert loaded
    if database.kind == "sqlite":
        enrol(database.path)
        url = url_of(database.path)
    else:
        make_server_login(database.owner, "ivanova", PASSWORD)
        url = database.url
    moments = iter(START + timedelta(hours=hour) for hour in range(100))

    def clock():
        return next(moments)

    for _ in range(2):
        with pytest.raises(Refused):
            open_school(url, "ivanova", "wrong password", clock)
    school = open_school(url, "ivanova", PASSWORD, clock)
    journal = Journal(school.engine, school.actor, clock, school.zone)
    assert school.failed == 2
    assert [it.accepted for it in journal.ask(OwnLogins())] == [True, False, False]
    school.engine.dispose()
    again = open_school(url, "ivanova", PASSWORD, clock)
    assert again.failed == 0
    assert again.last_login is not None
    with Session(again.engine):
        again.engine.dispose()
