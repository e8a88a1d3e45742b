"""`upgrade` makes a school from nothing on both engines, and is idempotent."""

import os
import secrets
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from school import NOON
from sqlalchemy import create_engine, text

from journal_desktop.cli import main
from journal_desktop.store.engine import for_writes, open_file
from journal_desktop.store.keys import RECOVERY, KeyRing
from journal_desktop.store.logins import open_school

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

NOW = datetime(2100, 1, 1, tzinfo=UTC)


def run(*words, **environment):
    """The answer of a process, without its second of imports; `test_thin_line` starts them."""
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in [name for name in os.environ if name.startswith("JOURNAL_")]:
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        code = main([str(word) for word in words])
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


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


def code_in(text):
    return text.split("директора: ")[1].split()[0]


def first_password_in(text):
    return text.split("Первый пароль: ")[1].split()[0]


@pytest.fixture
def founded(nowhere):
    """(URL, recovery code, environment of the server's owner) of a new school."""
    url, owner = nowhere
    made = run("upgrade", "--db", url, **SAID, **owner)
    assert (made.returncode, made.stderr) == (0, "")
    return url, code_in(made.stdout), owner


ME = ("--staff", "Королёв Олег Иванович")


def test_a_medical_worker_gets_the_key_with_the_code_of_the_safe(founded):
    url, code, _ = founded
    account = ("account", "korolev", *ME, "--role", "MED", "--db", url)
    bare = run(*account, **LOGIN)
    assert bare.returncode == 0, bare.stderr
    assert "Медицинский ключ не передан" in bare.stdout
    password = first_password_in(bare.stdout)
    bereft = open_school(url, "korolev", password, lambda: NOW)
    assert bereft.lacks_medical_key
    bereft.engine.dispose()
    entry = {"JOURNAL_LOGIN": "korolev", "JOURNAL_PASSWORD": password}
    given = run(*account, **entry, JOURNAL_RECOVERY=code)
    assert given.returncode == 0, given.stderr
    assert "Медицинский ключ" not in given.stdout
    assert code not in given.stdout + given.stderr
    school = open_school(url, "korolev", first_password_in(given.stdout), lambda: NOW)
    assert school.medical is not None
    school.engine.dispose()


def test_a_lost_last_password_comes_back(founded):
    url, code, owner = founded
    words = ("account", "korolev", "--recovery", "--db", url)
    new = {"JOURNAL_NEW_PASSWORD": "сизый-голубь-41"}
    told = run(*words, JOURNAL_RECOVERY=code, **new, **owner)
    assert (told.returncode, told.stderr) == (0, "")
    assert run("verify", "--db", url, **LOGIN).returncode == 3
    entry = LOGIN | {"JOURNAL_PASSWORD": new["JOURNAL_NEW_PASSWORD"]}
    assert run("verify", "--db", url, **entry).returncode == 0
    if not owner:
        wrong = run(*words, JOURNAL_RECOVERY="2345", **new)
        assert wrong.returncode == 3
        assert "Код не подошёл" in wrong.stderr
        silent = run(*words, **new)
        assert silent.returncode == 5
        assert "JOURNAL_RECOVERY" in silent.stderr


def test_the_last_officer_cannot_be_shut_out_and_unknown_logins_are_listed(founded):
    url, _, _ = founded
    own = run("account", "korolev", "--block", "--db", url, **LOGIN)
    assert own.returncode == 4
    assert "Себя не блокируют" in own.stderr
    nobody = run("account", "nobody", "--unblock", "--db", url, **LOGIN)
    assert nobody.returncode == 4
    assert "Есть: korolev." in nobody.stderr
    whom = run("account", "nobody", "--db", url, **LOGIN)
    assert "Добавьте --staff" in whom.stderr


def test_a_school_from_before_the_medical_key_gets_one_and_a_new_code(founded):
    url, code, owner = founded
    path = url.removeprefix("sqlite:///")
    engine = (
        create_engine(owner["JOURNAL_ADMIN_DB"])
        if owner
        else open_file(Path(path), KeyRing(Path(path)).unlock(RECOVERY, code, NOON))
    )
    with for_writes(engine).begin() as connection:
        connection.execute(text("delete from medical_key"))
    engine.dispose()
    done = run("upgrade", "--db", url, **LOGIN, **owner)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Прежний код из сейфа больше не действует" in done.stdout
    assert code_in(done.stdout) != code
    again = run("upgrade", "--db", url, **LOGIN, **owner)
    assert "Код восстановления" not in again.stdout


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
