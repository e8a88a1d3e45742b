"""A person's own password, on both engines: changed, proved, and the reminder goes."""

from datetime import date

import pytest
from databases import PASSWORD
from school import NOON
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.commands.accounts import GrantRole, OpenAccount, PasswordChanged
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.store.logins import open_school
from journal_desktop.store.passwords import change_password
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow

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


@pytest.mark.parametrize("new", ["'; drop role x; -- 7Аа", 'кавычка" и $1 %s 7', "сизый\t😀 77"])
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


def test_a_new_first_password_must_be_changed_again(as_, small, database):
    journal = as_("admin")
    with Session(database.owner) as session:
        assert not session.scalars(select(AccountRow.must_change).filter_by(login="petrova")).one()
    journal.do(OpenAccount(small.staff["petrova"], "petrova"))
    with Session(database.owner) as session:
        assert session.scalars(select(AccountRow.must_change).filter_by(login="petrova")).one()


def test_a_login_belongs_to_one_person_and_a_person_has_one_login(as_, small, database):
    journal = as_("admin")
    with Session(database.owner) as session, session.begin():
        known = session.get(StaffRow, small.staff["medic"])
        names = ("surname", "name", "patronymic", "sort_key", "sex", "position")
        newcomer = StaffRow(uid=uuid7(), **{name: getattr(known, name) for name in names})
        session.add(newcomer)
        session.flush()
        newcomer_id = newcomer.id
    with pytest.raises(Invalid, match=r"занят другим"):
        journal.do(OpenAccount(newcomer_id, "petrova"))
    assert journal.do(OpenAccount(newcomer_id, "lunina")).op_id
    with pytest.raises(Invalid, match=r"уже есть логин «medic»"):
        journal.do(OpenAccount(small.staff["medic"], "medic2"))
    with pytest.raises(Refused):
        as_("ivanova").do(OpenAccount(small.staff["medic"], "medic"))


def test_a_role_is_given_once_with_its_order(as_, small, database):
    journal = as_("admin")
    grant = GrantRole(
        small.staff["petrova"], Role.CT, date(2026, 11, 1), "12-к", date(2026, 10, 30)
    )
    assert journal.do(grant).op_id
    assert journal.do(grant).op_id is None
    with Session(database.owner) as session:
        query = select(OrderRow.number).join(RoleGrantRow, RoleGrantRow.order_id == OrderRow.id)
        assert session.scalars(query).all() == ["12-к"]
