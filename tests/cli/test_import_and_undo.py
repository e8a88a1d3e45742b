"""Files come in together or not at all, and what came in can be taken back by its number."""

import re

import pytest

from cli.test_founding import LOGIN, SAID, run
from cli.test_thin_line import files  # noqa: F401 - a fixture


@pytest.fixture
def loaded(tmp_path, files):  # noqa: F811 - the fixture imported above
    """(environment, answer to the timetable, roster) of a founded school with its timetable."""
    timetable, roster = files
    address = {"JOURNAL_DB": f"sqlite:///{tmp_path / 'school.db'}"}
    assert run("upgrade", **SAID, **address).returncode == 0
    words = ("--from", "2026-09-01", "--create-missing")
    return (
        LOGIN | address,
        run("import", "timetable", str(timetable), *words, **LOGIN, **address),
        roster,
    )


def load(environment, *paths, dry_run=False):
    """Import rosters."""
    words = ("--dry-run",) if dry_run else ()
    names = map(str, paths)
    return run("import", "pupils", *names, "--from", "2026-09-01", *words, **environment)


def number_of(answer):
    """The number by which an import is undone."""
    assert answer.returncode == 0, answer.stderr
    found = re.search(r"journal-desktop undo (\d+)", answer.stdout)
    assert found is not None
    return found[1]


def test_an_import_is_undone_by_its_number_and_only_once(loaded):
    environment, _, roster = loaded
    number = number_of(load(environment, roster))
    undone = run("undo", number, "--reason", "не тот файл", **environment)
    assert (undone.returncode, undone.stderr) == (0, "")
    assert "Отменено: " in undone.stdout
    assert "новых 2" in load(environment, roster, dry_run=True).stdout
    assert run("undo", number, **environment).returncode == 4


def test_a_bad_file_beside_a_good_one_writes_nothing(loaded, tmp_path):
    environment, _, roster = loaded
    broken = tmp_path / "не список.xlsx"
    broken.write_bytes(b"")
    answer = load(environment, roster, broken)
    assert answer.returncode == 4
    assert broken.name in answer.stderr
    assert "новых 2" in load(environment, roster, dry_run=True).stdout


def test_a_new_password_gives_no_role_that_was_not_named(loaded):
    environment, timetable, _ = loaded
    assert timetable.returncode == 0, timetable.stderr
    words = ("account", "ivanova", "--staff", "Иванова Мария Петровна")
    first, again = run(*words, **environment), run(*words, **environment)
    assert (first.returncode, again.returncode) == (0, 0)
    assert "учитель" in first.stdout
    assert "роли прежние" in again.stdout
    assert first.stdout.splitlines()[-1] != again.stdout.splitlines()[-1]
