"""The command line as a person meets it: processes, exit codes, sentences."""

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from databases import PASSWORD
from printing.reading import read

from journal_desktop.cli import main
from journal_desktop.commands.cells import SetCell
from journal_desktop.demo.founding import Founder, found_school
from journal_desktop.store.engine import open_file
from journal_desktop.store.keys import KeyRing

ROOT = Path(__file__).parents[2]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
POSTGRES = pytest.mark.parametrize("database", ["postgres"], indirect=True)


def environment(**more):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"} | more


def run(*arguments, **more):
    """The finished process; texts as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "journal_desktop", *map(str, arguments)],
        env=environment(**more),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def call(capsys, monkeypatch):
    """The same without a process, which costs seconds of imports: for sentences and codes."""

    def act(*arguments, **more):
        for name in ("JOURNAL_DB", "JOURNAL_LOGIN", "JOURNAL_PASSWORD"):
            monkeypatch.delenv(name, raising=False)
        for name, value in more.items():
            monkeypatch.setenv(name, value)
        code = main([str(word) for word in arguments])
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return act


@pytest.fixture
def school(database, small, keyring):
    """(URL, school) of a small school on an encrypted file that people may enter."""
    assert keyring.exists()
    database.owner.dispose()
    return database.url, small


@pytest.fixture
def as_login(school):
    """Run a subcommand as somebody of the small school."""

    def act(login, *arguments, password=PASSWORD, **more):
        url, _ = school
        return run(*arguments, "--db", url, "--login", login, JOURNAL_PASSWORD=password, **more)

    return act


@pytest.fixture
def as_login_here(school, call):
    """The same without a process."""

    def act(login, *arguments):
        return call(*arguments, "--db", school[0], "--login", login, JOURNAL_PASSWORD=PASSWORD)

    return act


@pytest.mark.parametrize("arguments", [["--help"], ["print", "--help"], ["verify", "-h"]])
def test_help_is_russian_and_tells_nothing_english(call, arguments):
    done = call(*arguments)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("Вызов: journal-desktop")
    for english in ("usage", "options:", "positional", "show this"):
        assert english not in done.stdout


def test_help_names_exit_codes_and_where_the_password_comes_from():
    text = run("--help").stdout
    assert "2 — неверный вызов" in text
    assert "5 — база недоступна" in " ".join(text.split())
    assert "JOURNAL_PASSWORD" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["dance"], "«dance» не подходит, можно: "),
        (["print", "journal", "--out", "x"], "нужно одно из: --class --all"),
        (["print", "journal", "--all", "--class", "7А", "--out", "x"], "нельзя вместе с"),
        (["print", "journal", "--all"], "не указано: --out"),
        (["print", "journal", "--all", "--out", "x", "--year", "давно"], "«давно» — не число"),
        (["print", "ledger", "--all", "--out", "x", "--variant", "Г"], "можно: A, B, C"),
        (["print", "file", "--all", "--out", "x", "--grades", "4-1"], "не классы вида 1-4"),
        (["verify", "--db"], "--db: не хватает значения"),
        (["verify", "--password", "тайна"], "лишнее: --password"),
        (["verify", "--pass=тайна"], "лишнее: --pass"),
        (["import", "calendar", "x.xml", "--from", "завтра"], "«завтра» — не дата"),
    ],
)
def test_a_wrong_call_is_explained_in_russian_and_ends_with_2(call, arguments, sentence):
    done = call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Вызов: journal-desktop")
    assert "Неверный вызов: " in done.stderr
    assert sentence in done.stderr


@pytest.mark.parametrize(
    ("db", "sentence"),
    [
        ("", "Не указана база"),
        ("school.db", "«school.db» — не адрес базы"),
        ("mysql://host/journal", "не адрес базы"),
        ("sqlite:///", "не адрес базы"),
        ("postgresql://teacher:тайна@host/journal", "Пароль в адресе базы виден другим"),
    ],
)
def test_a_bad_address_is_bad_input(call, db, sentence):
    done = call("verify", "--db", db, "--login", "admin", JOURNAL_PASSWORD="x")
    assert done.returncode == 4
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_login_it_says_so(call):
    done = call("verify", "--db", "sqlite:///school.db")
    assert done.returncode == 4
    assert "Не указан логин" in done.stderr


def test_a_missing_database_is_unavailable_and_is_not_made(tmp_path):
    path = tmp_path / "нет такой.db"
    done = run("verify", JOURNAL_DB=f"sqlite:///{path}", JOURNAL_LOGIN="a", JOURNAL_PASSWORD="x")
    assert done.returncode == 5
    assert "не найден" in done.stderr
    assert not path.exists()


def test_a_server_that_is_not_there_is_unavailable():
    done = run(
        "verify",
        "--db",
        "postgresql+psycopg://127.0.0.1:1/journal",
        "--login",
        "admin",
        JOURNAL_PASSWORD="x",
    )
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1


@SQLITE
class TestSmallSchool:
    def test_wrong_password_unknown_login_and_no_password(self, as_login):
        wrong = as_login("admin", "verify", password="нет")
        assert wrong.returncode == 3
        assert "пароль" in wrong.stderr.lower()
        assert as_login("nobody", "verify").returncode == 3
        silent = as_login("admin", "verify", password="")
        assert silent.returncode == 5
        assert "JOURNAL_PASSWORD" in silent.stderr

    def test_the_password_is_nowhere_in_what_is_said(self, as_login_here, tmp_path):
        done = as_login_here("admin", "print", "journal", "--class", "9Я", "--out", tmp_path)
        assert PASSWORD not in done.stdout + done.stderr

    def test_a_teacher_may_not_verify_nor_print_anothers_class(self, as_login, tmp_path):
        for arguments in (["verify"], ["print", "journal", "--all", "--out", tmp_path]):
            done = as_login("petrova", *arguments)
            assert done.returncode == 3
            assert done.stderr.endswith(".\n")
            assert done.stdout == ""

    def test_an_unknown_class_lists_those_there_are(self, as_login_here, tmp_path):
        done = as_login_here("admin", "print", "journal", "--class", "9Я", "--out", tmp_path)
        assert done.returncode == 4
        assert "Класса «9Я» нет" in done.stderr
        assert "2026/2027: 7А." in done.stderr

    def test_an_unknown_year_lists_those_there_are(self, as_login_here, tmp_path):
        done = as_login_here(
            "admin", "print", "journal", "--all", "--out", tmp_path, "--year", "1999"
        )
        assert done.returncode == 4
        assert "1999/2000 в базе нет. Есть: 2026/2027" in done.stderr

    def test_a_class_is_printed_into_a_new_folder(self, as_login, tmp_path):
        folder = tmp_path / "новая" / "папка"
        done = as_login("admin", "print", "journal", "--class", "7А", "--out", folder)
        assert (done.returncode, done.stderr) == (0, "")
        (file,) = folder.iterdir()
        assert file.name == "Журнал 7А 2026-2027 черновик.pdf"
        assert file.read_bytes().startswith(b"%PDF-1.4")
        assert str(file) in done.stdout

    @pytest.mark.parametrize("name", ["7a", "7-а", "7 А"])
    def test_a_class_is_known_however_it_is_written(self, as_login_here, tmp_path, name):
        done = as_login_here("admin", "print", "journal", "--class", name, "--out", tmp_path / "x")
        assert (done.returncode, done.stderr) == (0, "")
        (file,) = (tmp_path / "x").iterdir()
        assert file.name == "Журнал 7А 2026-2027 черновик.pdf"

    def test_a_ledger_is_printed_with_its_workbook(self, as_login_here, tmp_path):
        done = as_login_here(
            *("admin", "print", "ledger", "--class", "7а", "--out", tmp_path / "x"),
            *("--variant", "с", "--xlsx"),
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert sorted(file.name for file in (tmp_path / "x").iterdir()) == [
            "Ведомость 7А 2026-2027 вариант C черновик.pdf",
            "Ведомость 7А 2026-2027 вариант C черновик.xlsx",
        ]

    def test_a_file_is_of_all_classes(self, as_login_here, tmp_path):
        done = as_login_here("admin", "print", "file", "--class", "7А", "--out", tmp_path / "x")
        assert (done.returncode, done.stderr) == (
            4, "Дело формируется из ведомостей всех классов: укажите --all.\n",
        )  # fmt: skip
        for kind, name in (("file", "Дело"), ("cover", "Обложка дела")):
            done = as_login_here("admin", "print", kind, "--all", "--out", tmp_path / kind)
            assert (done.returncode, done.stderr) == (0, "")
            (file,) = (tmp_path / kind).iterdir()
            assert file.name == f"{name} 04-05 2026-2027 том 1 черновик.pdf"
            assert str(file) in done.stdout

    def test_a_folder_that_is_a_file_is_bad_input(self, as_login_here, tmp_path):
        (tmp_path / "занято").write_text("")
        done = as_login_here(
            "admin", "print", "journal", "--all", "--out", tmp_path / "занято" / "сюда"
        )
        assert done.returncode == 4
        assert "занято" in done.stderr
        assert "не создаётся: проверьте путь" in done.stderr

    def test_utf8_even_where_the_locale_is_ascii(self, as_login, tmp_path):
        for locale in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}):
            done = as_login(
                "admin", "print", "journal", "--class", "9Я", "--out", tmp_path, **locale
            )
            assert "Класса «9Я» нет" in done.stderr

    def test_verify_finds_rows_put_past_the_journal(self, as_login):
        done = as_login("admin", "verify")
        assert done.returncode == 4
        assert "мимо журнала" in done.stdout
        assert "Найдено нарушений: " in done.stdout

    def test_a_print_is_compared_with_the_database(self, as_login_here, as_, small, tmp_path):
        as_login_here("admin", "print", "journal", "--class", "7А", "--out", tmp_path)
        (file,) = tmp_path.iterdir()
        foot = re.search(r"Отпечаток данных (\S+)", read(file.read_bytes())[0].text)[1]
        same = as_login_here("admin", "verify", "--print", foot)
        assert (same.returncode, same.stderr) == (0, "")
        assert f"отпечаток {foot}" in same.stdout
        assert "совпадает с базой" in same.stdout
        as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "4", ""))
        other = as_login_here("admin", "verify", "--print", foot.lower())
        assert other.returncode == 4
        assert "расходится с базой" in other.stdout
        assert "Алгебра: изменено; первое действие после печати – №" in other.stdout

    def test_a_print_that_is_not_registered_is_bad_input_and_a_teacher_reads_none(
        self, as_login_here
    ):
        done = as_login_here("admin", "verify", "--print", "12345678")
        assert done.returncode == 4
        assert "В реестре печати нет документа «12345678»" in done.stderr
        assert as_login_here("petrova", "verify", "--print", "1").returncode == 3

    def test_a_reader_that_goes_away_is_no_error(self, school):
        url, _ = school
        command = f"'{sys.executable}' -m journal_desktop verify --db '{url}' --login admin"
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; ({command}; echo $? >&2) | true"],
            env=environment(JOURNAL_PASSWORD=PASSWORD),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert "BrokenPipe" not in done.stderr
        assert "Traceback" not in done.stderr


def test_verify_of_a_new_school_is_clean_and_of_a_changed_file_is_not(tmp_path):
    path = tmp_path / "school.db"
    url = f"sqlite:///{path}"
    founder = Founder(
        school="МБОУ «Лицей № 10»",
        short_name="Лицей № 10",
        settlement="г. Красноярск",
        region="Красноярский край",
        zone="Asia/Krasnoyarsk",
        surname="Королёв",
        name="Олег",
        patronymic="Иванович",
        login="admin",
        password=PASSWORD,
        order_number="12",
        order_day=date(2026, 8, 28),
    )
    now = datetime(2026, 9, 1, 3, tzinfo=UTC)
    found_school(url, founder, now)
    entry = {"JOURNAL_DB": url, "JOURNAL_LOGIN": "admin", "JOURNAL_PASSWORD": PASSWORD}
    clean = run("verify", **entry)
    assert (clean.returncode, clean.stderr) == (0, "")
    assert "Журнал цел" in clean.stdout
    engine = open_file(path, KeyRing(path).unlock("admin", PASSWORD, now))
    with engine.begin() as connection:
        connection.exec_driver_sql("update school set name = 'Другая школа'")
    engine.dispose()
    broken = run("verify", **entry)
    assert broken.returncode == 4
    assert "school" in broken.stdout


@POSTGRES
@pytest.mark.usefixtures("small")
def test_a_server_is_entered_with_ones_own_login_and_password(database, tmp_path):
    database.engine("admin")
    address = database.owner.url
    url = f"postgresql+psycopg://{address.host}:{address.port}/{address.database}"
    entry = {"JOURNAL_DB": url, "JOURNAL_LOGIN": "admin"}
    arguments = ["print", "journal", "--class", "7А", "--out", tmp_path]
    done = run(*arguments, **entry, JOURNAL_PASSWORD=PASSWORD)
    assert (done.returncode, done.stderr) == (0, "")
    assert [file.suffix for file in tmp_path.iterdir()] == [".pdf"]
    wrong = run(*arguments, **entry, JOURNAL_PASSWORD="нет")
    assert wrong.returncode == 3
