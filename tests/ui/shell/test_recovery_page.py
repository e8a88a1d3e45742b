"""«Забыли все пароли?» by hand: offered after a refusal, for a file only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD, Doorkeeper

from journal_desktop.domain.errors import Refused
from journal_desktop.settings import Database, SettingsFile
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell.entrance import Entrance
from journal_desktop.ui.shell.login import LoginWindow

Key = Qt.Key
CODE = "2345-6789"
NEW = "сизый-голубь-41"


class Safe:
    """Knows the code."""

    def __init__(self) -> None:
        self.given: list[tuple[str, ...]] = []

    def recover(self, url: str, code: str, login: str, password: str) -> None:
        if code != CODE:
            raise Refused("Код не подошёл.")
        self.given.append((url, login, password))


@pytest.fixture
def safe() -> Safe:
    return Safe()


@pytest.fixture
def login(qtbot, safe: Safe, settings: SettingsFile, theme: Theme) -> Iterator[LoginWindow]:
    settings.update(lambda known: known.opened(Database("sqlite:////s/school.db", "", "admin")))
    door = Doorkeeper()
    entrance = Entrance(
        door.open, lambda _url: (), lambda *_: None, Path("/s"), recover=safe.recover
    )
    window = LoginWindow(entrance, settings, theme)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    QThreadPool.globalInstance().waitForDone(5000)


def forget(qtbot, login: LoginWindow) -> None:
    assert not login.form.forgot.isVisible()
    type_text(login.form.password, "wrong")
    press(login.form.password, Key.Key_Return)
    qtbot.waitUntil(login.form.forgot.isVisible)
    login.form.forgot.click()


def test_the_code_gives_a_new_password(qtbot, login: LoginWindow, safe: Safe) -> None:
    forget(qtbot, login)
    page = login.recovery
    assert page.login.text() == "admin"
    press(page, Key.Key_Return)
    assert "Введите код" in page.error.text()
    for field, text in ((page.code, "9999"), (page.first, NEW), (page.second, NEW[:-1])):
        type_text(field, text)
    press(page, Key.Key_Return)
    assert "не совпали" in page.error.text()
    type_text(page.second, NEW[-1])
    press(page, Key.Key_Return)
    qtbot.waitUntil(lambda: "Код не подошёл" in page.error.text())
    page.code.clear()
    type_text(page.code, CODE)
    press(page, Key.Key_Return)
    qtbot.waitUntil(lambda: login.pages.currentIndex() == 0)
    assert safe.given == [("sqlite:////s/school.db", "admin", NEW)]
    assert "Войдите с новым" in login.form.error.text()
    assert login.form.login.text() == "admin"


def test_a_server_has_no_such_door(qtbot, login: LoginWindow) -> None:
    login.add("postgresql://server/journal")
    type_text(login.form.login, "admin")
    type_text(login.form.password, "wrong")
    press(login.form.password, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(login.form.error.text()))
    assert not login.form.forgot.isVisible()
    assert PASSWORD
