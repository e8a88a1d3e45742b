"""The whole way by hand: login window, a real school, its journal, and out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtWidgets import QApplication
from school import NOON, TODAY, ZONE, build
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD

from journal_desktop import app
from journal_desktop.commands.account_states import BlockAccount
from journal_desktop.journal import Journal
from journal_desktop.settings import SettingsFile
from journal_desktop.store.actors import load_actor
from journal_desktop.store.engine import open_file
from journal_desktop.store.keys import Cost, KeyRing, new_key
from journal_desktop.store.rows.staff import AccountRow
from journal_desktop.store.upgrade import upgrade
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell import messages
from journal_desktop.ui.shell.addresses import file_url
from journal_desktop.ui.shell.crash import Faults
from journal_desktop.ui.shell.main_window import MainWindow


@pytest.fixture
def url(tmp_path: Path) -> str:
    path, key = tmp_path / "school.db", new_key()
    engine = open_file(path, key)
    upgrade(engine)
    build(engine, today=TODAY)
    engine.dispose()
    KeyRing(path, Cost(passes=1, memory=64, lanes=1)).put("ivanova", PASSWORD, key)
    return file_url(path)


@pytest.fixture
def program(theme: Theme, settings: SettingsFile) -> Iterator[app.Program]:
    made = app.Program(theme, settings, Faults(None), app.Wiring())
    yield made
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "confirmed", lambda *_args, **_named: True)
        patch.setattr(QApplication, "quit", lambda: None)
        for window in (made.main, made.login):
            if window is not None:
                window.close()
    QThreadPool.globalInstance().waitForDone(5000)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def come_in(qtbot, program: app.Program) -> MainWindow:
    login = program.login
    assert login is not None
    with qtbot.waitActive(login):
        login.activateWindow()
    type_text(login.form.password, PASSWORD)
    press(login.form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.main is not None)
    assert isinstance(program.main, MainWindow)
    return program.main


def test_teacher_comes_in_locks_and_leaves_the_place(
    qtbot, program: app.Program, url: str, settings: SettingsFile
) -> None:
    program.begin(url, "ivanova")
    window = come_in(qtbot, program)
    assert program.login is None
    assert window.tabs.current_key == "marks"
    assert window.sitting.person == "Иванова М. П., классный руководитель, учитель"
    assert "первый вход" in window.strip.message.text.text()
    window.lock_up()
    panel = window.lock.panel
    assert panel is not None
    with qtbot.waitSignal(window.lock.opened):
        panel.password.setText(PASSWORD)
        panel.go_on.click()
    window.leave()
    qtbot.waitUntil(lambda: program.login is not None)
    assert program.main is None
    again = come_in(qtbot, program)
    assert "Прошлый вход" in again.strip.message.text.text()
    assert settings.load().databases[0].login == "ivanova"
    assert PASSWORD not in settings.path.read_text(encoding="utf-8")


def test_wrong_password_is_counted_by_the_school_itself(
    qtbot, program: app.Program, url: str
) -> None:
    program.begin(url, "ivanova")
    login = program.login
    assert login is not None
    login.form.password.setText("wrong")
    login.form.submit()
    qtbot.waitUntil(lambda: "осталось попыток" in login.form.error.text())
    assert program.main is None


def test_a_person_blocked_from_another_window_is_shown_the_door(
    qtbot, program: app.Program, url: str
) -> None:
    program.begin(url, "ivanova")
    window = come_in(qtbot, program)
    path = Path(url.removeprefix("sqlite:///"))
    engine = open_file(path, KeyRing(path).unlock("ivanova", PASSWORD, NOON))
    with Session(engine) as session:
        staff_id = session.scalars(select(AccountRow.staff_id).filter_by(login="ivanova")).one()
        officer = load_actor(session, "admin", TODAY)
    Journal(engine, officer, lambda: NOON, ZONE).do(BlockAccount(staff_id))
    engine.dispose()
    with qtbot.waitSignal(window.standing.ended):
        window.standing.look()
    panel = window.lock.panel
    assert panel is not None
    assert "заблокирована" in panel.error.text()
    panel.other.click()
    qtbot.waitUntil(lambda: program.login is not None)
    assert program.main is None


def test_closed_window_ends_the_program(qtbot, program: app.Program, url: str, monkeypatch) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ended.append(True))
    program.begin(url, "ivanova")
    come_in(qtbot, program).close()
    assert ended == [True]
    assert program.main is None
