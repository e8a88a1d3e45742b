"""Habits of one person on this machine, kept in the settings file a moment after they change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal

from journal_desktop.domain.errors import Unavailable
from journal_desktop.settings import Person, Settings, SettingsFile

DELAY_MS: Final = 1500


class MachinePreferences(QObject):
    """What the person arranged: read once, written together."""

    failed = Signal(str)
    """The sentence why the settings could not be kept; told once."""

    def __init__(self, file: SettingsFile, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file, self._key = file, key
        self._person = file.load_or_default()[0].person(key)
        self._new: dict[str, str] = {}
        self._geometry = self._person.geometry
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        self._told = False

    def get(self, key: str, default: str = "") -> str:
        """What was kept under the key."""
        return self._new.get(key, self._person.habits.get(key, default))

    def put(self, key: str, value: str) -> None:
        """Keep it; written together with what else changes soon."""
        if self.get(key, "\0") != value:
            self._new[key] = value
            self._timer.start()

    @property
    def geometry(self) -> QByteArray:
        """The window's place as Qt saved it; empty at first."""
        return QByteArray.fromBase64(self._geometry.encode("ascii", "ignore"))

    def keep_geometry(self, state: QByteArray) -> None:
        """Keep the window's place."""
        self._geometry = bytes(state.toBase64().data()).decode("ascii")

    def flush(self) -> None:
        """Write now; what another window wrote meanwhile stays."""
        self._timer.stop()
        new, geometry = dict(self._new), self._geometry
        if not new and geometry == self._person.geometry:
            return
        try:
            settings = self._file.update(_arranged(self._key, new, geometry))
        except Unavailable as error:
            if not self._told:
                self._told = True
                self.failed.emit(str(error))
            return
        self._person = settings.person(self._key)
        self._new.clear()


def _arranged(key: str, new: dict[str, str], geometry: str) -> Callable[[Settings], Settings]:
    def change(settings: Settings) -> Settings:
        known: Person = settings.person(key)
        person = replace(known, geometry=geometry, habits={**known.habits, **new})
        return settings.arranged(key, person)

    return change
