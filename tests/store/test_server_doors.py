"""A server that refuses, is not there, or goes away in mid-edit."""

import socket
import tempfile
import time
from pathlib import Path

import pytest
from databases import PASSWORD, open_database
from postgres_keeper import Cluster
from school import NOON
from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Invalid, Refused, Unavailable
from journal_desktop.domain.passwords import check_password
from journal_desktop.journal import Journal
from journal_desktop.store.accounts import check_login, make_server_login
from journal_desktop.store.faults import faults
from journal_desktop.store.logins import open_school
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.upgrade import upgrade
from journal_desktop.store.verify import verify
from store.arrange import load_small


@pytest.fixture
def server_school(request, tmp_path):
    """A loaded school on the tests' server, with the password of one person."""
    database = open_database(request, "postgres", tmp_path)
    load_small(database.owner)
    make_server_login(database.owner, "ivanova", PASSWORD)
    yield database
    with database.owner.begin() as connection:
        connection.execute(text(f'alter role "{database.owner.url.database}_ivanova" login'))
    database.close()


def refusal(url, kind=Unavailable, password=PASSWORD):
    with pytest.raises(kind) as refused:
        open_school(str(url), "ivanova", password, lambda: NOON).engine.dispose()
    return str(refused.value)


def test_server_says_each_of_its_refusals_in_russian(server_school):
    url = server_school.url
    address = make_url(url)
    elsewhere = address.set(database="no_such_base").render_as_string(hide_password=False)
    with server_school.owner.begin() as connection:
        connection.execute(
            text(f"create role \"no_such_base_ivanova\" login password '{PASSWORD}'")
        )
    assert "Неверный логин или пароль" in refusal(url, Refused, "wrong password")
    assert "нет такой базы" in refusal(elsewhere)
    with server_school.owner.begin() as connection:
        connection.execute(text('drop role "no_such_base_ivanova"'))
        connection.execute(text(f'alter role "{address.database}_ivanova" nologin'))
    assert "Вход для этой учётной записи закрыт" in refusal(url, Refused)


def test_closed_port_is_told_at_once_with_the_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        begun = time.monotonic()
        said = refusal(f"postgresql://127.0.0.1:{port}/school")
    assert "не отвечает" in said
    assert "«school на 127.0.0.1»" in said
    assert time.monotonic() - begun < 5


def test_silent_server_is_given_up_after_seconds():
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        begun = time.monotonic()
        said = refusal(f"postgresql://127.0.0.1:{deaf.getsockname()[1]}/school")
    assert "не отвечает" in said
    assert time.monotonic() - begun < 8


def test_unknown_host_is_told():
    assert "не отвечает" in refusal("postgresql://no-such-host.invalid/school")


def test_busy_server_is_told(server_school):
    with server_school.owner.begin() as connection:
        name = f'"{server_school.owner.url.database}_ivanova"'
        connection.execute(text(f"alter role {name} connection limit 0"))
    said = refusal(server_school.url)
    with server_school.owner.begin() as connection:
        connection.execute(text(f"alter role {name} connection limit -1"))
    assert "много подключений" in said


def test_statement_that_takes_too_long_is_told(server_school):
    engine = server_school.engine("ivanova")
    with engine.connect() as connection:
        connection.execute(text("set local statement_timeout = 20"))
        with pytest.raises(Unavailable, match="не успел"), faults():
            connection.execute(text("select pg_sleep(5)"))


class OwnServer:
    """A server of this test alone, to be killed and started again."""

    def __init__(self, home: Path):
        self._cluster = Cluster(home)
        self._cluster.make("secret")
        port = self._cluster.start(durable=True)
        self._log = str(home / "socket" / "log")
        self.admin = f"postgresql+psycopg://postgres:secret@127.0.0.1:{port}"

    def kill(self):
        self._cluster._control("stop", "-m", "immediate")

    def start(self):
        self._cluster._control("start", "-t", "60", "-l", self._log)

    def destroy(self):
        self._cluster.destroy()


@pytest.fixture
def own_server():
    """A killable server with a loaded school; nobody else uses it."""
    home = Path(tempfile.mkdtemp(prefix="journal-tests-"))
    home.chmod(0o755)
    server = OwnServer(home)
    admin = create_engine(f"{server.admin}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("create database school"))
    admin.dispose()
    yield server
    server.destroy()


@pytest.fixture
def worker(own_server):
    """A person at work on that server: (the school opened, two marks to type)."""
    owner = create_engine(f"{own_server.admin}/school")
    upgrade(owner)
    small = load_small(owner)
    make_server_login(owner, "ivanova", PASSWORD)
    owner.dispose()
    school = open_school(f"{own_server.admin}/school", "ivanova", PASSWORD, lambda: NOON)
    marks = [SetCell(small.page, small.lessons[0], pupil, "5", "") for pupil in small.pupils[:2]]
    yield school, marks
    school.engine.dispose()
    owner = create_engine(f"{own_server.admin}/school")
    with Session(owner) as session:
        assert session.scalar(select(func.count()).select_from(MarkRow)) == 2
        assert session.scalar(select(func.count()).select_from(OpRow)) == 1 + 2
    assert verify(owner) == ()
    owner.dispose()


def test_server_killed_in_mid_edit_loses_nothing_and_doubles_nothing(own_server, worker):
    school, (first, second) = worker
    journal = Journal(school.engine, school.actor, lambda: NOON, school.zone)
    half_way, answer_lost = uuid7(), uuid7()

    def kill_before_the_changes(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO op_change"):
            own_server.kill()

    event.listen(school.engine, "before_cursor_execute", kill_before_the_changes)
    with pytest.raises(Unavailable, match=r"не отвечает.*school на 127"):
        journal.do(first, uid=half_way)
    event.remove(school.engine, "before_cursor_execute", kill_before_the_changes)
    with pytest.raises(Unavailable, match="не отвечает"):
        journal.do(first, uid=half_way)
    own_server.start()
    done = journal.do(first, uid=half_way)
    assert journal.do(first, uid=half_way).op_id == done.op_id

    commit = school.engine.dialect.do_commit

    def kill_after_the_commit(connection):
        commit(connection)
        own_server.kill()
        connection.execute("select 1")

    school.engine.dialect.do_commit = kill_after_the_commit
    with pytest.raises(Unavailable, match="не отвечает"):
        journal.do(second, uid=answer_lost)
    school.engine.dialect.do_commit = commit
    own_server.start()
    assert journal.do(second, uid=answer_lost).op_id not in {None, done.op_id}


BAD_LOGINS = ["owner", "staff", "a_b", "Иванова", "A", "x", "1a", "a" * 41, ""]


@pytest.mark.parametrize("login", BAD_LOGINS)
def test_login_that_cannot_be_a_role_of_its_own_is_refused(login):
    with pytest.raises(Invalid):
        check_login(login)


@pytest.mark.parametrize("password", ["short", "ivanova1"[:7], "aaaaaaaaa", "ivanova.mp"])
def test_easy_password_is_refused(password):
    with pytest.raises(Invalid):
        check_password(password, "ivanova.mp")
