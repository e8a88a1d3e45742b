"""`print`: batches, copies, extracts, the register and the readiness from a terminal."""

import os
import signal
import subprocess
import sys
import time

import pytest
from databases import PASSWORD
from sqlalchemy.orm import Session

from cli.test_cli import SQLITE, as_login_here, call, environment, school
from journal_desktop.domain.prints import Basis, parse_basis
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.school import SchoolYearRow

__all__ = ["as_login_here", "call", "school"]


@pytest.fixture
def closed(school, database):
    url, small = school
    with Session(database.owner) as session, session.begin():
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED
    database.owner.dispose()
    return url, small


@SQLITE
class TestOnAFile:
    def test_all_classes_leave_a_report(self, as_login_here, tmp_path):
        done = as_login_here(
            "admin", "print", "journal", "--all", "--jobs", "2", "--out", tmp_path / "все"
        )
        assert (done.returncode, done.stderr) == (0, "")
        names = sorted(path.name for path in (tmp_path / "все").iterdir())
        assert names[0] == "Журнал 7А 2026-2027 черновик.pdf"
        assert [name[:15] for name in names[1:]] == ["Отчёт о печати "]
        assert "Напечатано: 1; страниц" in done.stdout
        again = as_login_here(
            "admin", "print", "journal", "--all", "--resume", "--out", tmp_path / "все"
        )
        assert "Без изменений: 1" in again.stdout

    def test_what_is_not_ready_is_told_and_the_code_says_so(self, as_login_here, closed, tmp_path):
        assert closed
        done = as_login_here("admin", "print", "journal", "--class", "7А", "--out", tmp_path)
        assert done.returncode == 4
        assert "7А: " in done.stderr
        assert "пробел" in done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("more", "code", "said"),
        [
            (["--copy"], 3, "добавьте --basis"),
            (["--basis", "когда-нибудь"], 2, "не распоряжение вида"),
            (["--jobs", "0"], 2, "не число процессов от 1 до 16"),
            (["--jobs", "много"], 2, "не число процессов"),
        ],
    )
    def test_wrong_calls_are_explained(self, as_login_here, tmp_path, more, code, said):
        done = as_login_here("admin", "print", "journal", "--class", "7А", "--out", tmp_path, *more)
        assert done.returncode == code
        assert said in done.stderr

    def test_an_extract_and_the_register(self, as_login_here, tmp_path):
        asked = ["--basis", "распоряжение № 7 от 01.09.2026", "--requester", "Белова А. И."]
        where = ["--class", "7а", "--subject", "алгебра", "--out", tmp_path]
        done = as_login_here("admin", "print", "extract", *where, *asked)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Выписка 7А 2026-2027 Алгебра 01.09.2026–26.05.2027.pdf" in done.stdout
        where[3] = "Химия"
        wrong = as_login_here("admin", "print", "extract", *where, *asked)
        assert wrong.returncode == 4
        assert "Есть: Алгебра" in wrong.stderr
        shown = as_login_here("admin", "print", "register")
        assert "распоряжение № 7 от 01.09.2026 · Белова А. И." in shown.stdout
        file = tmp_path / "журнал.csv"
        assert as_login_here("admin", "print", "register", "--out", file).returncode == 0
        assert "Белова А. И." in file.read_text("utf-8-sig")

    def test_a_file_is_checked_against_the_register(self, as_login_here, tmp_path):
        where = ["--class", "7А", "--draft", "--out", tmp_path]
        assert as_login_here("admin", "print", "journal", *where).returncode == 0
        [path] = tmp_path.glob("*.pdf")
        done = as_login_here("admin", "verify", "--file", path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "не изменён, это «Журнал 7А" in done.stdout
        path.write_bytes(path.read_bytes() + b"%")
        done = as_login_here("admin", "verify", "--file", path)
        assert done.returncode == 4
        assert "такого файла нет" in done.stdout

    def test_an_empty_register_says_so(self, as_login_here):
        assert "распечаток нет" in as_login_here("admin", "print", "register").stdout
        assert as_login_here("petrova", "print", "register").returncode == 3

    def test_readiness_is_told_by_teacher(self, as_login_here):
        done = as_login_here("admin", "print", "readiness", "--class", "7А")
        assert done.returncode == 0
        assert "7А: не готов" in done.stdout
        assert "  Петрова А. С." in done.stdout
        assert "Готовы к официальной печати: 0 из 1." in done.stdout
        assert as_login_here("medic", "print", "readiness").returncode == 3

    @pytest.mark.skipif(sys.platform == "win32", reason="another signal there")
    def test_ctrl_c_ends_cleanly(self, school, database, tmp_path):
        url, _ = school
        command = [sys.executable, "-m", "cli.slow_print", "print", "journal", "--all"]
        where = ["--out", str(tmp_path), "--db", url, "--login", "admin"]
        env = environment(JOURNAL_PASSWORD=PASSWORD)
        env["PYTHONPATH"] += os.pathsep + os.pathsep.join(sys.path)
        process = subprocess.Popen(
            [*command, *where], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".печать-*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
        assert process.returncode == 130, errors.decode()
        assert "Продолжить — та же команда с --resume" in errors.decode()
        assert "Traceback" not in errors.decode()
        assert "Не дошла очередь: 1" in out.decode()
        assert [path.suffix for path in tmp_path.iterdir()] == [".pdf"]  # the report alone
        with Session(database.owner) as session:
            assert session.query(PrintRow).count() == 0


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("№ 12 от 01.06.2026", "12", (2026, 6, 1)),
        ("распоряжение № 12-п от 1.6.2026", "12-п", (2026, 6, 1)),
        ("Приказ №45/1 от 30.12.2025", "45/1", (2025, 12, 30)),
        ("12 от 01.06.2026", "12", (2026, 6, 1)),
    ],
)
def test_an_order_is_understood_as_it_is_written(text, number, day):
    found = parse_basis(text)
    assert isinstance(found, Basis)
    assert (found.number, (found.day.year, found.day.month, found.day.day)) == (number, day)


@pytest.mark.parametrize(
    "text", ["", "№ 12", "от 01.06.2026", "№ 12 от 31.06.2026", "№ 12 от 2026"]
)
def test_what_is_no_order_is_none(text):
    assert parse_basis(text) is None
