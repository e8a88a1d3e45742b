"""Other people's logins on a server: made and shut by the officer, without the server's owner."""

import secrets

import pytest
from databases import CHEAP, PASSWORD, open_database
from school import NOON
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from journal_desktop.commands.account_states import BlockAccount, UnblockAccount
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import JournalError, Refused, Unavailable
from journal_desktop.queries.accounts import OwnStanding
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.doors import FileDoors, ServerDoors, open_doors
from journal_desktop.store.engine import open_server
from journal_desktop.store.logins import open_school
from journal_desktop.store.medical_keys import (
    SAFE,
    forget_medical,
    holders,
    new_medical_key,
    wrap_medical,
)
from journal_desktop.store.upgrade import upgrade
from store.arrange import journal_of, load_small
from store.opening import clock

NEW = "сизый-голубь-41"


@pytest.fixture
def server(request, tmp_path):
    """A loaded school on the tests' server; everybody's login as it was in the end."""
    database = open_database(request, "postgres", tmp_path)
    load_small(database.owner)
    yield database
    database.close()


def refused(engine, statement, **values):
    with pytest.raises(DBAPIError) as error, engine.begin() as connection:
        connection.execute(text(statement), values)
    return error.value.orig.sqlstate


def test_officer_makes_and_renews_logins_with_nothing_but_the_own_one(server):
    doors = ServerDoors(server.engine("admin"))
    doors.give("ivanova", NEW)
    address = server.owner.url.set(username=None, password=None).render_as_string()
    school = open_school(address, "ivanova", NEW, clock)
    assert school.actor.login == "ivanova"
    doors.give("ivanova", PASSWORD)
    school.engine.dispose()
    with pytest.raises(Refused):
        open_school(address, "ivanova", NEW, clock)
    open_school(address, "ivanova", PASSWORD, clock).engine.dispose()


@pytest.mark.parametrize("login", ["zavuch", "ivanova", "medic"])
def test_nobody_else_makes_logins(server, login):
    with pytest.raises(Refused, match="Сервер отказал"):
        ServerDoors(server.engine(login)).give("ivanova", NEW)


@pytest.mark.parametrize("login", ["nobody", "owner", "keeper", "a_b", "Иванова"])
def test_officer_makes_no_login_without_an_account(server, login):
    code = "select open_login(:login, 'SCRAM-SHA-256$4096:x')"
    assert refused(server.engine("admin"), code, login=login) == "42501"


def test_a_password_in_clear_is_not_taken(server):
    code = "select open_login('ivanova', 'plain text 7')"
    assert refused(server.engine("admin"), code) == "42501"


def test_a_role_that_is_not_of_the_staff_is_left_alone(server):
    role = f"{server.owner.url.database}_backup"
    with server.owner.begin() as connection:
        connection.execute(text(f'create role "{role}" login'))
        connection.execute(text("update account set login = 'backup' where login = 'petrova'"))
    try:
        with pytest.raises(Refused):
            ServerDoors(server.engine("admin")).give("backup", NEW)
    finally:
        with server.owner.begin() as connection:
            connection.execute(text(f'drop role "{role}"'))


def test_blocking_ends_the_session_and_shuts_the_door_and_unblocking_opens_it(server):
    small = journal_of(server.engine("admin"), "admin")
    teacher = journal_of(server.engine("ivanova"))
    assert teacher.ask(OwnStanding()) == ""
    staff_id = teacher.actor.staff_id
    with Session(server.engine("ivanova")) as session:
        session.execute(text("select 1"))
        small.do(BlockAccount(staff_id))
        with pytest.raises(DBAPIError) as cut:
            session.execute(text("select 1"))
        assert cut.value.orig.sqlstate == "57P01"
    with pytest.raises(JournalError, match=r"закрыт|не отвечает"):
        teacher.ask(OwnStanding())
    address = server.owner.url.set(username=None, password=None).render_as_string()
    with pytest.raises(Refused, match="закрыт"):
        open_school(address, "ivanova", PASSWORD, clock)
    ServerDoors(server.engine("admin")).give("ivanova", NEW)  # a new password opens no blocked one
    with pytest.raises(Refused, match="закрыт"):
        open_school(address, "ivanova", NEW, clock)
    small.do(UnblockAccount(staff_id))
    open_school(address, "ivanova", NEW, clock).engine.dispose()


@pytest.mark.parametrize("login", ["zavuch", "petrova"])
def test_nobody_else_blocks_not_even_oneself(server, login):
    statement = "update account set state = 'BLOCKED' where login = :login"
    with server.engine(login).begin() as connection:
        assert connection.execute(text(statement), {"login": "ivanova"}).rowcount == 0
    assert refused(server.engine(login), statement, login=login) == "42501"


def test_the_write_of_a_blocked_person_is_refused(server):
    teacher = journal_of(server.engine("ivanova"))
    with Session(server.owner) as session:
        page, lesson, pupil = session.execute(
            text(
                "select p.id, l.id, (select min(id) from pupil) from page p "
                "join lesson l on l.page_id = p.id order by p.id, l.id limit 1"
            )
        ).one()
    journal_of(server.engine("admin"), "admin").do(BlockAccount(teacher.actor.staff_id))
    for _ in range(2):  # the first finds its connection cut, the next one the door shut
        with pytest.raises(JournalError) as told:
            teacher.do(SetCell(page, lesson, pupil, "5", ""))
    assert isinstance(told.value, Refused | Unavailable)
    with server.owner.connect() as connection:
        assert connection.scalar(text("select count(*) from mark")) == 0


def test_boxes_of_the_medical_key_are_seen_by_their_owner_and_told_to_the_officer(server):
    with Session(server.owner) as session, session.begin():
        medic = session.scalar(text("select staff_id from account where login = 'medic'"))
        for staff_id in (medic, SAFE):
            wrap_medical(session.connection(), new_medical_key(), staff_id, "x", NOON, CHEAP)
    seen, told = {}, {}
    for login in ("medic", "ivanova", "admin"):
        with server.engine(login).connect() as connection:
            seen[login] = set(connection.scalars(text("select staff_id from medical_key")))
            told[login] = holders(connection)
    assert seen == {"medic": {medic, None}, "ivanova": set(), "admin": {None}}
    assert told == {"medic": frozenset(), "ivanova": frozenset(), "admin": {medic}}
    with server.engine("ivanova").begin() as connection:
        forget_medical(connection, medic)
        forget_medical(connection, SAFE)
    with server.owner.connect() as connection:
        assert connection.scalar(text("select count(*) from medical_key")) == 2
    with server.engine("admin").begin() as connection:
        forget_medical(connection, medic)
    with server.owner.connect() as connection:
        assert connection.scalars(text("select staff_id from medical_key")).all() == [None]


def test_an_owner_who_is_no_superuser_makes_everything(postgres):
    name, owner = f"owned_{secrets.token_hex(4)}", f"owner_{secrets.token_hex(4)}"
    postgres.create_database(name)
    admin = create_engine(postgres.admin_url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create role {owner} login createrole password '{PASSWORD}'"))
        connection.execute(text(f"alter database {name} owner to {owner}"))
    engine = open_server(make_url(postgres.admin_url(name)), login=owner, password=PASSWORD)
    try:
        for _ in range(2):
            upgrade(engine)
        load_small(engine)
        make_server_login(engine, "admin", PASSWORD)
        address = postgres.url(name, "x", "y").replace("x:y@", "")
        school = open_school(address, "admin", PASSWORD, clock)
        ServerDoors(school.engine).give("ivanova", NEW)
        teacher = open_school(address, "ivanova", NEW, clock)
        journal_of(school.engine, "admin").do(BlockAccount(teacher.actor.staff_id))
        with pytest.raises(Refused, match="закрыт"):
            open_school(address, "ivanova", NEW, clock)
        for one in (school, teacher):
            one.engine.dispose()
    finally:
        engine.dispose()
        postgres.drop_database(name)
        admin.dispose()


def test_a_file_has_its_sidecar(file_school):
    url = f"sqlite:///{file_school}"
    school = open_school(url, "admin", PASSWORD, clock)
    with pytest.raises(Refused):
        open_doors(url, school.engine, "admin", "wrong password", clock)
    doors = open_doors(url, school.engine, "admin", PASSWORD, clock)
    assert isinstance(doors, FileDoors)
    assert doors.file_key.hex() not in repr(doors)
    doors.block("ivanova", blocked=True)
    with pytest.raises(Refused, match="заблокирована"):
        open_school(url, "ivanova", PASSWORD, clock)
    doors.block("ivanova", blocked=False)
    open_school(url, "ivanova", PASSWORD, clock).engine.dispose()
    school.engine.dispose()
