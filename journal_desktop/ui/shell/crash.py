"""What happens to an error nobody expected: the log, and a window with a report to send."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from journal_desktop.domain.errors import JournalError
from journal_desktop.paths import program_version
from journal_desktop.ui.shell.dress import label
from journal_desktop.ui.shell.log import CLEAN, scrubbed

LOG: Final = logging.getLogger(__name__)
Caught = tuple[type[BaseException], BaseException, TracebackType | None]


def versions() -> tuple[tuple[str, str], ...]:
    """The program and what it runs on."""
    return (
        ("Классный журнал", program_version()),
        ("Python", platform.python_version()),
        ("Qt", f"{qVersion()} (PySide6 {pyside_version})"),
        ("Система", f"{platform.system()} {platform.release()} {platform.machine()}"),
    )


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Versions and the way to the error, without anybody's data.

    Only the first line of the error's text is kept, scrubbed: databases put values of rows below.
    """
    head = [f"{name}: {version}" for name, version in versions()]
    frames = [
        f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    first = (str(error).splitlines() or [""])[0]
    cause = error.__cause__ or error.__context__
    because = [f"из-за {type(cause).__name__}"] if cause is not None else []
    return "\n".join([*head, "", *frames, f"{kind.__name__}: {scrubbed(first)}", *because])


def _short(name: str) -> str:
    """The file from its package on: no folders of the person's own."""
    parts = Path(name).parts
    for mark in ("site-packages", "journal_desktop"):
        if mark in parts:
            last = len(parts) - 1 - parts[::-1].index(mark)
            return "/".join(parts[last + (mark == "site-packages") :])
    return Path(name).name


class CrashDialog(QDialog):
    """Says that the fault is the program's, and gives a report to send."""

    def __init__(self, text: str, log: Path | None) -> None:
        super().__init__()
        self.setWindowTitle("Ошибка в программе")
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy = QPushButton("Скопировать отчёт")
        place = label(f"Отчёт записан в файл «{log}»." if log else "", "faint", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label("В программе произошла ошибка", "title"))
        layout.addWidget(
            label(
                "Всё, что отмечено как сохранённое, сохранено. Отправьте отчёт ответственному за"
                " ЭЖ: в нём нет ни фамилий, ни отметок, ни паролей.",
                "soft",
                wrap=True,
            )
        )
        layout.addWidget(self.text, stretch=1)
        layout.addWidget(place)
        layout.addWidget(buttons)
        self.resize(620, 340)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText("Скопировано")


class Faults(QObject):
    """Takes every exception that escaped; an understandable one goes to the strip.

    `say` is the strip of the window in front; before there is one, bugs and sentences alike get the
    dialog. Exceptions of other threads are brought to the GUI thread.
    """

    _caught = Signal(object)

    def __init__(self, log: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.say: Callable[[str], None] | None = None
        self._log = log
        self._open: CrashDialog | None = None
        self._caught.connect(self._show)

    def install(self) -> None:
        """Become the place where uncaught exceptions end."""
        sys.excepthook = self.catch
        threading.excepthook = lambda args: self.catch(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log the exception and show it when its turn comes."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._caught.emit((kind, error, trace))

    def _show(self, caught: Caught) -> None:
        kind, error, trace = caught
        if isinstance(error, JournalError) and self.say is not None:
            self.say(str(error))
            return
        text = report(kind, error, trace)
        LOG.error("%s", text, extra={CLEAN: True})
        if self._open is not None:
            return
        self._open = CrashDialog(text, self._log)
        self._open.finished.connect(self._closed)
        self._open.open()

    def _closed(self) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None
