from __future__ import annotations

import json
import os
import secrets
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import postgres_keeper
import psycopg
import pytest
from postgres_server import HOST, PREFIX, PgServer, server, wait_until_gone

TESTS = Path(__file__).parent
USER = """
import json, sys
from pathlib import Path
from postgres_server import join
postgres = join(Path(sys.argv[1]))
print(json.dumps([postgres.port, postgres.keeper]), flush=True)
sys.stdin.read()
"""


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return connection.execute(query).fetchall()


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
def postgres() -> PgServer:
    return server()


@pytest.fixture
def name(postgres: PgServer) -> Iterator[str]:
    """A database name of this test alone; every database that begins with it is dropped."""
    prefix = f"t_{secrets.token_hex(6)}"
    yield prefix
    listed = rows(postgres.admin_url(), "SELECT datname FROM pg_database")
    for (database,) in listed:
        if str(database).startswith(prefix):
            postgres.drop_database(str(database))


def test_the_superuser_gets_in_and_the_disk_is_not_waited_for(postgres):
    settings = rows(postgres.admin_url(), "SELECT current_user, current_setting('fsync')")
    assert settings == [("postgres", "off")]


def test_the_server_is_the_same_for_every_caller(postgres):
    assert server() is postgres


def test_two_hundred_connections_are_allowed(postgres):
    assert rows(postgres.admin_url(), "SHOW max_connections") == [("200",)]


def test_letters_outside_latin_have_upper_case(postgres):
    assert rows(postgres.admin_url(), "SELECT upper('ёлка')") == [("ЁЛКА",)]


def test_a_role_needs_its_password_over_tcp(postgres, name):
    postgres.create_database(name)
    execute(postgres.admin_url(), f"CREATE ROLE {name} LOGIN PASSWORD 'p@ss/word'")
    try:
        assert rows(postgres.url(name, name, "p@ss/word"), "SELECT current_user") == [(name,)]
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            rows(postgres.url(name, name, "other"), "SELECT 1")
    finally:
        execute(postgres.admin_url(), f"DROP ROLE {name}")


def test_a_dropped_database_is_gone_even_while_somebody_is_connected(postgres, name):
    postgres.create_database(name)
    with psycopg.connect(postgres.admin_url(name).replace("+psycopg", "")):
        postgres.drop_database(name)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        rows(postgres.admin_url(name), "SELECT 1")


def test_dropping_what_is_not_there_is_no_error(postgres, name):
    postgres.drop_database(name)


def test_a_template_is_built_once_and_copied_by_many_at_the_same_time(postgres, name):
    built = []

    def build(url: str) -> None:
        built.append(url)
        execute(url, "CREATE TABLE pupil AS SELECT 31 AS number")

    def copy(number: int) -> list[tuple[object, ...]]:
        template = postgres.ensure_template(f"{name}_template", build)
        postgres.create_database(f"{name}_{number}", template)
        return rows(postgres.admin_url(f"{name}_{number}"), "SELECT number FROM pupil")

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(copy, range(12))) == [[(31,)]] * 12
    assert len(built) == 1


def test_a_template_whose_building_failed_is_built_again(postgres, name):
    def fail(url: str) -> None:
        execute(url, "CREATE TABLE half ()")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        postgres.ensure_template(name, fail)
    postgres.ensure_template(name, lambda url: execute(url, "CREATE TABLE pupil ()"))
    assert rows(postgres.admin_url(name), "SELECT count(*) FROM pupil") == [(0,)]


def test_a_template_with_an_idle_connection_is_copied_all_the_same(postgres, name):
    postgres.create_database(name)
    with psycopg.connect(postgres.admin_url(name).replace("+psycopg", "")):
        postgres.create_database(f"{name}_copy", name)
    assert rows(postgres.admin_url(f"{name}_copy"), "SELECT 1") == [(1,)]


@dataclass
class Worker:
    """Another process that uses a server of its own."""

    process: subprocess.Popen[str]
    port: int
    keeper: int


@pytest.fixture
def own_home() -> Path:
    """Where a server that no other test uses is kept; short, for the socket's sake."""
    return server().home.parent / f"{PREFIX}-{os.geteuid()}-{secrets.token_hex(4)}"


@pytest.fixture
def start_worker(own_home: Path) -> Iterator[Callable[[], Worker]]:
    started = []

    def start() -> Worker:
        process = subprocess.Popen(
            [sys.executable, "-c", USER, str(own_home)],
            cwd=TESTS,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        return Worker(process, *json.loads(process.stdout.readline()))

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_server_ends_when_its_last_user_is_killed(start_worker, own_home):
    first, second = start_worker(), start_worker()
    assert (first.port, first.keeper) == (second.port, second.keeper)
    first.process.kill()
    first.process.wait()
    with psycopg.connect(dsn(own_home, second), autocommit=True) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.process.kill()
    assert wait_until_gone(own_home, seconds=30)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(dsn(own_home, second))


def test_what_a_killed_keeper_left_is_removed_by_the_next_run(start_worker, own_home):
    worker = start_worker()
    keeper = os.pidfd_open(worker.keeper)
    signal.pidfd_send_signal(keeper, signal.SIGKILL)
    assert select.select([keeper], [], [], 30)[0]
    os.close(keeper)
    worker.process.kill()
    worker.process.wait()
    assert (own_home / "data" / "postmaster.pid").exists()
    other = own_home.with_name(own_home.name + "-next")
    with psycopg.connect(dsn(own_home, worker)):
        join_and_leave(other)
    assert not own_home.exists()
    assert wait_until_gone(other, seconds=30)


def join_and_leave(home: Path) -> None:
    """Use a server of its own from another process that ends by itself."""
    subprocess.run(
        [sys.executable, "-c", USER, str(home)], cwd=TESTS, stdin=subprocess.DEVNULL, check=True
    )


def dsn(home: Path, worker: Worker) -> str:
    return f"host={home / 'socket'} port={worker.port} user=postgres dbname=postgres"


def test_a_durable_server_waits_for_the_disk(own_home):
    script = USER.replace("[1]))", "[1]), durable=True)").replace(
        "[postgres.port, postgres.keeper]", "postgres.admin_url()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(own_home)],
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())
        assert rows(url, "SHOW fsync") == [("on",)]
        assert f"@{HOST}:" in url
        process.communicate("")
    assert wait_until_gone(own_home, seconds=30)


def test_a_machine_without_postgres_is_told_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres_keeper, "DEBIAN_BINARIES", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(postgres_keeper.NoPostgresError, match="`make test` installs it"):
        postgres_keeper.find_binaries()


def test_a_server_that_does_not_start_says_why(tmp_path):
    cluster = postgres_keeper.Cluster(tmp_path)
    cluster.data.mkdir()
    with pytest.raises(postgres_keeper.NoPostgresError, match="pg_ctl failed"):
        cluster.start(durable=False)
