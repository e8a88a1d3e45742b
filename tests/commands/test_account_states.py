"""Accounts shut and opened, roles ended; an officer always remains (R-3.2.1-01). Both engines."""

from datetime import date

import pytest
from school import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.commands.account_states import BlockAccount, EndRole, UnblockAccount
from journal_desktop.commands.accounts import GrantRole, OpenAccount
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.queries.accounts import Accounts, OwnStanding
from journal_desktop.queries.eyes import EyesOf
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow


@pytest.fixture
def officer(as_, database):
    """The responsible officer; connections cut by a block are not handed to the next test."""
    yield as_("admin")
    database.close()


def grant_of(officer, login, role):
    line = next(it for it in officer.ask(Accounts()) if it.login == login)
    return next(it.id for it in line.grants if it.role is role)


def state(database, login):
    with Session(database.owner) as session:
        return session.scalars(select(AccountRow.state).filter_by(login=login)).one()


def test_a_blocked_account_is_opened_again(officer, small, database):
    officer.do(BlockAccount(small.staff["ivanova"]))
    assert state(database, "ivanova") is AccountState.BLOCKED
    assert "закрыта" in officer.ask(EyesOf(small.staff["ivanova"])).shut
    officer.do(UnblockAccount(small.staff["ivanova"]))
    assert state(database, "ivanova") is AccountState.ACTIVE


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_person_at_work_learns_of_it(as_, officer, small):
    teacher = as_("ivanova")
    assert teacher.ask(OwnStanding()) == ""
    officer.do(BlockAccount(small.staff["ivanova"]))
    assert "заблокирована" in teacher.ask(OwnStanding())


def test_only_the_officer_blocks_and_never_oneself(as_, officer, small):
    for login in ("zavuch", "ivanova"):
        with pytest.raises(Refused):
            as_(login).do(BlockAccount(small.staff["petrova"]))
    with pytest.raises(Invalid, match="Себя не блокируют"):
        officer.do(BlockAccount(small.staff["admin"]))
    with pytest.raises(Invalid, match="нет учётной записи"):
        officer.do(BlockAccount(999_999))


def test_the_last_officer_keeps_the_role(officer, small, database):
    grant = grant_of(officer, "admin", Role.ADM)
    for last in (TODAY, date(2027, 5, 31)):
        with pytest.raises(Refused, match=r"3\.2\.1"):
            officer.do(EndRole(grant, last))
    officer.do(GrantRole(small.staff["zavuch"], Role.ADM, TODAY, "7-к", TODAY))
    assert officer.do(EndRole(grant, date(2027, 5, 31))).op_id
    with pytest.raises(Refused, match=r"3\.2\.1"):
        officer.do(BlockAccount(small.staff["zavuch"]))
    assert state(database, "zavuch") is AccountState.ACTIVE


def test_the_undoing_of_a_grant_leaves_an_officer_too(as_, officer, small):
    done = officer.do(GrantRole(small.staff["zavuch"], Role.ADM, TODAY, "7-к", TODAY))
    as_("zavuch").do(EndRole(grant_of(officer, "admin", Role.ADM), date(2027, 5, 31)))
    with pytest.raises(Refused, match=r"3\.2\.1"):
        officer.undo(done.op_id)


def test_a_role_ends_earlier_but_not_later(officer):
    grant = grant_of(officer, "petrova", Role.ST)
    officer.do(EndRole(grant, date(2026, 12, 31)))
    with pytest.raises(Invalid, match=r"31\.12\.2026"):
        officer.do(EndRole(grant, date(2027, 1, 31)))
    officer.do(EndRole(grant, date(2026, 11, 30)))
    with pytest.raises(Invalid, match="больше нет"):
        officer.do(EndRole(999_999, TODAY))


def test_a_dismissed_person_stays_outside(officer, small, database):
    officer.do(BlockAccount(small.staff["petrova"]))
    with Session(database.owner) as session, session.begin():
        session.get_one(StaffRow, small.staff["petrova"]).dismissed = date(2026, 11, 20)
    with pytest.raises(Invalid, match="уволен"):
        officer.do(UnblockAccount(small.staff["petrova"]))
    line = next(it for it in officer.ask(Accounts()) if it.login == "petrova")
    assert line.dismissed == date(2026, 11, 20)


def test_eyes_of_a_class_teacher_and_of_nobody(officer, small, database):
    eyes = officer.ask(EyesOf(small.staff["ivanova"]))
    assert eyes.shut == ""
    assert eyes.classes == ("7А",)
    assert "Алгебра 7А" in eyes.pages
    assert {it.role for it in eyes.sights} == {"классный руководитель", "учитель"}
    with Session(database.owner) as session, session.begin():
        for row in session.scalars(select(RoleGrantRow).filter_by(staff_id=small.staff["medic"])):
            row.ends = date(2026, 11, 20)
    assert "ни одной роли" in officer.ask(EyesOf(small.staff["medic"])).shut
    assert "нет" in officer.ask(EyesOf(999_999)).shut


def test_reading_accounts_is_a_right(as_, small):
    for query in (Accounts(), EyesOf(small.staff["medic"])):
        with pytest.raises(Refused):
            as_("ivanova").ask(query)
        as_("zavuch").ask(query)


def test_a_new_login_waits_for_its_password(officer, small):
    with pytest.raises(Invalid):
        officer.do(OpenAccount(small.staff["medic"], "keeper"))
    assert officer.do(OpenAccount(small.staff["medic"], "medic")).op_id
    line = next(it for it in officer.ask(Accounts()) if it.login == "medic")
    assert (line.must_change, line.state) == (True, AccountState.ACTIVE)
