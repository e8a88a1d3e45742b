"""Nothing of anybody's data leaves in a crash report or a log."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from journal_desktop.domain.errors import Refused
from journal_desktop.ui.shell import log
from journal_desktop.ui.shell.crash import CrashDialog, Faults, report
from journal_desktop.ui.shell.log import CLEAN, scrubbed


def caught(error: Exception):
    with pytest.raises(type(error)) as raised:
        _fail(error)
    return type(error), raised.value, raised.tb


def _fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    "secret",
    ["Иванов", "Ёлкина Анна-Мария", "12.03.2012", "ivanova@school.ru", "79135551234"],
)
def test_data_in_the_text_of_an_error_is_left_out(secret: str) -> None:
    error = ValueError(f"bad value {secret!r} at postgresql://u:s3cr3t@host/db password={secret}")
    text = report(*caught(error))
    assert secret not in text
    assert "s3cr3t" not in text
    assert "ValueError" in text
    assert "test_crash_and_log.py" in text


def test_rows_below_the_first_line_of_a_database_error_are_left_out() -> None:
    text = report(*caught(RuntimeError("UNIQUE constraint failed: mark.id\nDETAIL: (5, x77x)")))
    assert "UNIQUE constraint failed" in text
    assert "x77x" not in text


def test_home_folder_is_not_named() -> None:
    assert str(Path.home()) not in scrubbed(f"no file {Path.home() / 'journal.db'}")


def test_log_is_scrubbed_and_rotates(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(log, "SIZE", 2000)
    path = log.start(tmp_path / "logs")
    assert path is not None
    logger = logging.getLogger("journal_desktop.test")
    try:
        logger.info("opened %s for %s", "Петров Пётр", "postgresql://u:s3cr3t@host/db")
        first = path.read_text(encoding="utf-8")
        for number in range(100):
            logger.info("line %s of the log", number)
        logger.error("%s", "Классный журнал: 0.1.0", extra={CLEAN: True})
        last = path.read_text(encoding="utf-8")
    finally:
        root = logging.getLogger("journal_desktop")
        for handler in list(root.handlers):
            root.removeHandler(handler)
            handler.close()
    assert "Петров" not in first
    assert "s3cr3t" not in first
    assert "opened" in first
    assert "Классный журнал: 0.1.0" in last
    assert 1 < len(list(path.parent.iterdir())) <= log.FILES + 1


def test_log_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in the way", encoding="utf-8")
    assert log.start(tmp_path / "logs") is None


def dialogs() -> list[QDialog]:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog)]
    return [dialog for dialog in found if dialog.isVisible()]


@pytest.mark.usefixtures("qapp")
def test_bug_opens_one_dialog_with_a_report_to_copy() -> None:
    faults = Faults(Path("/var/log/journal.log"))
    faults.catch(*caught(ZeroDivisionError("division by zero")))
    faults.catch(*caught(ZeroDivisionError("again")))
    assert len(dialogs()) == 1
    dialog = dialogs()[0]
    dialog.copy.click()
    assert "ZeroDivisionError: division by zero" in QApplication.clipboard().text()
    dialog.reject()
    faults.catch(*caught(ZeroDivisionError("later")))
    assert len(dialogs()) == 1
    dialogs()[0].reject()


@pytest.mark.usefixtures("qapp")
def test_understandable_error_goes_to_the_strip() -> None:
    said: list[str] = []
    faults = Faults(None)
    faults.say = said.append
    faults.catch(*caught(Refused("Отменить можно только своё действие.")))
    assert said == ["Отменить можно только своё действие."]
    assert dialogs() == []


def test_error_of_another_thread_is_shown_in_the_gui_thread(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults = Faults(None)
    faults.install()
    assert sys.excepthook == faults.catch
    thread = threading.Thread(target=lambda: _fail(IndexError("no such row")))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    assert "IndexError" in dialogs()[0].text.toPlainText()
    dialogs()[0].reject()
