"""How the program starts: what it loads, what it says without a screen, its language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from ui.shell.fakes import TEACHER

from journal_desktop import app
from journal_desktop.store.logins import LastLogin
from journal_desktop.ui.shell.greeting import last_time, who, wrong_since
from journal_desktop.ui.shell.tabs import TABS

HEAVY = ("reportlab", "openpyxl", "alembic", "pikepdf", "sqlalchemy")
SHOW = f"""
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from journal_desktop import app
from journal_desktop.settings import SettingsFile
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell.crash import Faults
application = QApplication([])
settings = SettingsFile(Path(sys.argv[1]))
program = app.Program(Theme(application), settings, Faults(None), app.Wiring())
program._warm_up = lambda: None
program.begin()
application.processEvents()
assert program.login.isVisible()
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""
WARM = SHOW.replace("program._warm_up = lambda: None\n", "").replace(
    "assert program", "app._load_rest(None)\nassert program"
)


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    known.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**known, "PYTHONUTF8": "1", **environment},
        cwd=Path(app.__file__).parents[1],
        check=False,
        timeout=60,
    )


def test_login_window_is_there_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    done = run(SHOW, str(tmp_path / "s.toml"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_nothing_for_paper_or_migrations_is_loaded_even_later(tmp_path: Path) -> None:
    done = run(WARM, str(tmp_path / "s.toml"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["sqlalchemy"]


@pytest.mark.parametrize("display", ["", ":987"], ids=["none", "not there"])
def test_without_a_screen_one_sentence_and_exit_code_1(tmp_path: Path, display: str) -> None:
    home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    code = "import sys; from journal_desktop.app import run; sys.exit(run())"
    done = run(code, DISPLAY=display, **home)
    assert done.returncode == 1
    assert done.stderr.strip() == app.NO_DISPLAY
    assert done.stdout == ""


def test_qt_speaks_russian(qapp: QApplication) -> None:
    before = QLocale()
    try:
        app._speak_russian(qapp)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "Отмена"
        assert QLocale().decimalPoint() == ","
    finally:
        QLocale.setDefault(before)


def test_person_is_named_with_every_role() -> None:
    assert who(TEACHER) == "Иванова М. П., классный руководитель, учитель"


def test_last_login_is_told_in_the_time_of_the_school() -> None:
    last = LastLogin(datetime(2026, 11, 22, 10, 40, tzinfo=UTC), "KAB-12")
    said = last_time(last, ZoneInfo("Asia/Krasnoyarsk"))
    assert said == "Прошлый вход: 22.11.2026 в 17:40, компьютер KAB-12."
    assert "первый вход" in last_time(None, ZoneInfo("Asia/Krasnoyarsk"))


def test_wrong_passwords_since_the_last_login_are_told() -> None:
    assert "С прошлого входа неверный пароль вводили 3 раза:" in wrong_since(3)
    assert wrong_since(0) == ""


def test_every_tab_has_its_own_key() -> None:
    keys = [tab.key for tab in TABS]
    assert "marks" in keys
    assert len(keys) == len(set(keys))
