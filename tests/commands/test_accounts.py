"""A person's own password, on both engines: changed, proved, and the reminder goes."""

import pytest
from databases import PASSWORD
from school import NOON
from sqlalchemy.orm import Session

from journal_desktop.commands.accounts import PasswordChanged
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.store.logins import open_school
from journal_desktop.store.passwords import change_password
from journal_desktop.store.rows.staff import AccountRow

NEW = "Новый пароль 7"


@pytest.fixture
def url(request, database, small):
    """Where everybody may enter with PASSWORD."""
    assert "ivanova" in small.staff
    if database.kind == "sqlite":
        request.getfixturevalue("keyring")
        return database.url
    database.engine("ivanova")
    address = database.owner.url
    return f"postgresql+psycopg://{address.host}:{address.port}/{address.database}"


def change(url, old, new, login="ivanova"):
    change_password(url, login, old, new, lambda: NOON)


def enter(url, password):
    school = open_school(url, "ivanova", password, lambda: NOON)
    school.engine.dispose()
    return school.actor.login


def test_the_new_password_enters_and_the_old_one_does_not(url):
    change(url, PASSWORD, NEW)
    assert enter(url, NEW) == "ivanova"
    with pytest.raises(Refused):
        enter(url, PASSWORD)
    change(url, NEW, PASSWORD)
    assert enter(url, PASSWORD) == "ivanova"


def test_a_wrong_old_password_changes_nothing(url):
    with pytest.raises(Refused, match=r"[Пп]ароль"):
        change(url, "не тот пароль 7", NEW)
    assert enter(url, PASSWORD) == "ivanova"


@pytest.mark.parametrize("new", [PASSWORD, "", "1", "ivanova"])
def test_an_easy_or_the_same_password_is_refused_with_a_sentence(url, new):
    with pytest.raises(Invalid):
        change(url, PASSWORD, new)
    assert enter(url, PASSWORD) == "ivanova"


@pytest.mark.parametrize("new", ["'; drop role x; -- 7Аа", 'кавычка" и $1 %s 7', "пароль\t😀 77"])
def test_any_signs_make_a_password(url, new):
    change(url, PASSWORD, new)
    assert enter(url, new) == "ivanova"
    change(url, new, PASSWORD)


def test_the_reminder_goes_for_oneself_only(as_, database):
    with Session(database.owner) as session, session.begin():
        for row in session.query(AccountRow):
            row.must_change = True
    as_("ivanova").do(PasswordChanged())
    with Session(database.owner) as session:
        left = {row.login for row in session.query(AccountRow).filter_by(must_change=True)}
    assert "ivanova" not in left
    assert {"petrova", "admin"} <= left
