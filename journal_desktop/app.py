"""The window's composition root: settings, login, school, journal, main window."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import platformdirs
from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QThreadPool,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from journal_desktop.settings import APP, Database, SettingsFile, default_path
from journal_desktop.ui.kit.pools import wait_for_pools
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell import log
from journal_desktop.ui.shell.addresses import without_password
from journal_desktop.ui.shell.aside import aside
from journal_desktop.ui.shell.crash import Faults
from journal_desktop.ui.shell.entrance import DemoPerson, Entrance, School, Tell
from journal_desktop.ui.shell.login import Entered, LoginWindow

NO_DISPLAY: Final = (
    "Окно открыть негде: нет графического экрана. Запустите программу в графическом сеансе"
    " или пользуйтесь командами — их перечислит journal-desktop --help."
)
EXIT_NO_DISPLAY: Final = 1
QUESTIONS: Final = 6
STOP_MS: Final = 10_000
"""How many questions to the database may be under way at once."""
LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wiring:
    """What other parts of the program give to the window; without them it does not offer that.

    `change_password(url, login, old, new)` raises Refused or Invalid.
    """

    change_password: Callable[[str, str, str, str], None] | None = None


def run(url: str = "", login: str = "", wiring: Wiring | None = None) -> int:
    """Open the window and stay until it is closed; `url` and `login` are offered in it.

    Returns the exit code: 1 without a display.
    """
    if _no_display():
        sys.stderr.write(NO_DISPLAY + "\n")
        return EXIT_NO_DISPLAY
    file = log.start(log.folder())
    qInstallMessageHandler(_qt_says)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Классный журнал")
    app.setDesktopFileName(APP)
    app.setQuitOnLastWindowClosed(False)
    QThreadPool.globalInstance().setMaxThreadCount(QUESTIONS)
    _speak_russian(app)
    faults = Faults(file, app)
    faults.install()
    program = Program(Theme(app), SettingsFile(default_path()), faults, wiring or Wiring())
    program.begin(url, login)
    code = app.exec()
    wait_for_pools(STOP_MS)
    return code


class Program(QObject):
    """Shows the login window, then the journal of who came in, and the login window again."""

    def __init__(
        self, theme: Theme, settings: SettingsFile, faults: Faults, wiring: Wiring
    ) -> None:
        super().__init__(QApplication.instance())
        self._theme, self._settings = theme, settings
        self._faults, self._wiring = faults, wiring
        self.login: LoginWindow | None = None
        self.main: QMainWindow | None = None

    def begin(self, url: str = "", login: str = "") -> None:
        """Show the login window; the school and the login given come first."""
        settings, message = self._settings.load_or_default()
        if url:
            self._offer(without_password(url), login, settings.databases)
        self.login = LoginWindow(_entrance(self._wiring), self._settings, self._theme)
        self.login.entered.connect(self._come_in)
        self.login.rejected.connect(QApplication.quit)
        self.login.say(message)
        self.login.show()
        QTimer.singleShot(0, self._warm_up)

    def _offer(self, url: str, login: str, databases: tuple[Database, ...]) -> None:
        known = next((entry for entry in databases if entry.url == url), Database(url))
        offered = Database(url, known.title, login or known.login, known.is_demo)
        self._settings.update(lambda settings: settings.opened(offered))

    def _warm_up(self) -> None:
        """Load the rest of the program while the password is being typed."""
        aside(_load_rest)

    def _come_in(self, entered: Entered) -> None:
        from journal_desktop.ui.shell import opening  # noqa: PLC0415 - after the login window

        school: Any = entered.school
        place = opening.Place(entered.url, self._settings, self._theme, _now)
        main = opening.open_window(school, place, self._wiring.change_password)
        self._faults.say = main.complain
        main.left.connect(partial(self._leave, school, again=True))
        main.closed.connect(partial(self._leave, school, again=False))
        main.show()
        self.main = main
        LOG.info("main window is open")
        if self.login is not None:
            self.login.hide()
            _let_go(self.login)
            self.login = None

    def _leave(self, school: Any, *, again: bool) -> None:
        school.engine.dispose()
        self._faults.say = None
        if self.main is not None:
            _let_go(self.main)
            self.main = None
        if again:
            self.begin()
        else:
            QApplication.quit()


def _let_go(window: QWidget) -> None:
    """Delete the window after what is still on its way to it; a lost reference would do it now."""
    QTimer.singleShot(0, partial(QWidget.deleteLater, window))


def _now() -> datetime:
    return datetime.now(UTC)


def _entrance(wiring: Wiring) -> Entrance:
    change = wiring.change_password

    def renew(entered: Entered, old: str, new: str) -> None:
        if change is not None:
            change(entered.url, entered.login, old, new)

    return Entrance(
        open=_open,
        people=_people,
        build=_build,
        home=Path(platformdirs.user_data_dir(APP, appauthor=False)) / "demo",
        change_password=renew if change else None,
        recover=_recover,
    )


def _load_rest(_progress: Progress) -> None:
    from journal_desktop.ui.shell import opening  # noqa: F401, PLC0415 - loaded for later


def _open(url: str, login: str, password: str) -> School:
    from journal_desktop.ui.shell import opening  # noqa: PLC0415 - after the login window

    return opening.open_school(url, login, password, _now)


def _recover(url: str, code: str, login: str, new: str) -> None:
    from journal_desktop.ui.shell import opening  # noqa: PLC0415 - after the login window

    opening.recover(url, code, login, new, _now)


def _people(url: str) -> tuple[DemoPerson, ...]:
    from journal_desktop.ui.shell import opening  # noqa: PLC0415 - after the login window

    return opening.demo_people(url)


def _build(url: str, size: str, tell: Tell) -> None:
    from journal_desktop.demo.build import build_demo  # noqa: PLC0415 - seldom needed, and large

    build_demo(url, size, progress=tell)


def _no_display() -> bool:
    """Whether Qt would look for a screen of X11 or Wayland that is not there."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _qt_says(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Keep Qt's messages in the log; when it finds no screen after all, say so and leave."""
    if kind == QtMsgType.QtFatalMsg:
        sys.stderr.write(NO_DISPLAY + "\n")
        sys.stderr.flush()
        os._exit(EXIT_NO_DISPLAY)
    level = logging.INFO if kind == QtMsgType.QtInfoMsg else logging.WARNING
    if kind != QtMsgType.QtDebugMsg:
        LOG.log(level, "Qt: %s", text)


def _speak_russian(app: QApplication) -> None:
    """Russian dates, numbers and Qt's own buttons, whatever the system speaks."""
    QLocale.setDefault(QLocale("ru_RU"))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_ru", folder):
        app.installTranslator(translator)
