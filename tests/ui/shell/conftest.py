"""A window over a journal that only remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication
from ui.shell.fakes import NOON, PASSWORD, TABS, FakeJournal

from journal_desktop.domain.errors import Refused
from journal_desktop.settings import SettingsFile
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell import messages
from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.shell.preferences import MachinePreferences
from journal_desktop.ui.shell.sitting import Sitting


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, dark=False)


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def journal() -> FakeJournal:
    return FakeJournal()


@pytest.fixture
def sitting(journal: FakeJournal) -> Sitting:
    def verify(password: str) -> None:
        if password != PASSWORD:
            raise Refused("Пароль неверен: осталось попыток — 4.")

    def change(old: str, _new: str) -> None:
        verify(old)

    return Sitting(
        journal=journal,
        school="МБОУ «Лицей № 10»",
        person="Иванова М. П., учитель",
        clock=lambda: NOON,
        verify=verify,
        change_password=change,
    )


@pytest.fixture
def open_window(
    qtbot, sitting: Sitting, settings: SettingsFile, theme: Theme
) -> Iterator[Callable[..., MainWindow]]:
    opened: list[MainWindow] = []

    def make(specs=TABS, **changes: object) -> MainWindow:
        prefs = MachinePreferences(settings, "ivanova sqlite:///a.db")
        window = MainWindow(replace(sitting, **changes), prefs, theme, specs)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        opened.append(window)
        return window

    yield make
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "confirmed", lambda *_args, **_named: True)
        for window in opened:
            if window.lock.panel is not None:
                window.lock.panel.hide()
            window.close()
            window.deleteLater()
    QThreadPool.globalInstance().waitForDone(5000)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    return open_window()
