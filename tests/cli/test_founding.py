"""`upgrade` makes a school from nothing on both engines, and is idempotent."""

import os
import secrets
import subprocess
import sys

import pytest
from school import NOON
from sqlalchemy import text

from journal_desktop.cli import main
from journal_desktop.store.engine import for_writes, open_file
from journal_desktop.store.keys import RECOVERY, KeyRing

SAID = {
    "JOURNAL_SCHOOL": "МБОУ «Лицей № 10»",
    "JOURNAL_SCHOOL_SHORT": "Лицей № 10",
    "JOURNAL_SETTLEMENT": "г. Красноярск",
    "JOURNAL_ADMIN_NAME": "Королёв Олег Иванович",
    "JOURNAL_ADMIN_LOGIN": "korolev",
    "JOURNAL_ADMIN_PASSWORD": "дубовый-лист-7",
    "JOURNAL_ADMIN_ORDER": "12-к",
    "JOURNAL_ADMIN_ORDER_DATE": "2026-08-28",
}
LOGIN = {"JOURNAL_LOGIN": "korolev", "JOURNAL_PASSWORD": SAID["JOURNAL_ADMIN_PASSWORD"]}


def run(*words, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JOURNAL_")}
    return subprocess.run(
        [sys.executable, "-m", "journal_desktop", *words],
        env=clean | environment,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture(params=["sqlite", "postgres"])
def nowhere(request, tmp_path):
    """(URL of a database that is not there yet or is empty, environment of its owner)."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'school.db'}", {}
        return
    server = request.getfixturevalue("postgres")
    name = f"founded_{secrets.token_hex(4)}"
    server.create_database(name)
    admin = server.admin_url(name)
    host = admin.split("@")[1]
    yield f"postgresql+psycopg://{host}", {"JOURNAL_ADMIN_DB": admin}
    server.drop_database(name)


def test_a_school_is_made_its_administrator_enters_and_a_second_run_changes_nothing(nowhere):
    url, owner = nowhere
    made = run("upgrade", "--db", url, **SAID, **owner)
    assert (made.returncode, made.stderr) == (0, "")
    again = run("upgrade", "--db", url, **LOGIN, **owner)
    assert (again.returncode, again.stderr) == (0, "")
    checked = run("verify", "--db", url, **LOGIN)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "цел" in checked.stdout


def test_the_recovery_code_opens_the_file(tmp_path):
    path = tmp_path / "school.db"
    made = run("upgrade", "--db", f"sqlite:///{path}", **SAID)
    code = made.stdout.split("директора: ")[1].split()[0]
    assert len(KeyRing(path).unlock(RECOVERY, code, NOON)) == 32


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"JOURNAL_SCHOOL": ""}, "полное наименование школы"),
        ({"JOURNAL_ADMIN_PASSWORD": "12345"}, "короче 8 знаков"),
        ({"JOURNAL_ADMIN_LOGIN": "Королёв"}, "Логин «Королёв» не подходит"),
        ({"JOURNAL_ADMIN_ORDER_DATE": "28.08.2026"}, "не дата"),
        ({"JOURNAL_ADMIN_NAME": "Королёв"}, "нужны фамилия и имя"),
        ({"JOURNAL_ZONE": "Сибирь"}, "Часового пояса «Сибирь» нет"),
    ],
)
def test_bad_answers_make_nothing(tmp_path, monkeypatch, capsys, change, sentence):
    path = tmp_path / "school.db"
    for name in [name for name in os.environ if name.startswith("JOURNAL_")]:
        monkeypatch.delenv(name)
    for name, value in (SAID | change).items():
        monkeypatch.setenv(name, value)
    assert main(["upgrade", "--db", f"sqlite:///{path}"]) == 4
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_import_form_is_written_once(tmp_path):
    path = tmp_path / "ученики.xlsx"
    made = run("template", "pupils", str(path))
    assert (made.returncode, made.stderr) == (0, "")
    assert path.exists()
    again = run("template", "pupils", str(path))
    assert again.returncode == 4
    assert "уже есть" in again.stderr


def test_a_database_of_a_newer_program_is_not_migrated(tmp_path):
    path = tmp_path / "school.db"
    address = f"sqlite:///{path}"
    assert run("upgrade", "--db", address, **SAID).returncode == 0
    key = KeyRing(path).unlock("korolev", SAID["JOURNAL_ADMIN_PASSWORD"], NOON)
    engine = open_file(path, key)
    with for_writes(engine).begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    engine.dispose()
    answer = run("upgrade", "--db", address, **LOGIN)
    assert answer.returncode == 5
    assert answer.stderr == "База создана более новой версией программы. Обновите программу.\n"
