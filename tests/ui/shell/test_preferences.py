"""Habits survive the window and do not fight with another one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray

from journal_desktop.settings import Person, Settings, SettingsFile
from journal_desktop.ui.shell.preferences import MachinePreferences

pytestmark = pytest.mark.usefixtures("qapp")


def test_habits_are_written_together_a_moment_later(settings: SettingsFile) -> None:
    prefs = MachinePreferences(settings, "ivanova")
    prefs.put("a", "1")
    prefs.put("b", "2")
    assert (prefs.get("a"), prefs.get("c", "no")) == ("1", "no")
    assert not settings.path.exists()
    prefs.flush()
    assert settings.load().person("ivanova").habits == {"a": "1", "b": "2"}


def test_what_another_window_wrote_stays(settings: SettingsFile) -> None:
    mine, other = MachinePreferences(settings, "i"), MachinePreferences(settings, "i")
    mine.put("a", "1")
    other.put("b", "2")
    mine.flush()
    other.flush()
    assert settings.load().person("i").habits == {"a": "1", "b": "2"}


def test_nothing_new_is_not_written(settings: SettingsFile) -> None:
    settings.update(lambda _: Settings().arranged("i", Person(habits={"a": "1"})))
    before = settings.path.stat().st_mtime_ns
    prefs = MachinePreferences(settings, "i")
    prefs.put("a", "1")
    prefs.flush()
    assert settings.path.stat().st_mtime_ns == before


def test_place_of_the_window_comes_back_as_it_was(settings: SettingsFile) -> None:
    prefs = MachinePreferences(settings, "i")
    prefs.keep_geometry(QByteArray(b"\x01\xd9\x00binary"))
    prefs.flush()
    assert MachinePreferences(settings, "i").geometry == QByteArray(b"\x01\xd9\x00binary")


def test_settings_that_cannot_be_kept_are_told_once(settings: SettingsFile) -> None:
    settings.path.mkdir()
    prefs = MachinePreferences(settings, "i")
    told: list[str] = []
    prefs.failed.connect(told.append)
    for value in ("1", "2"):
        prefs.put("a", value)
        prefs.flush()
    assert len(told) == 1
    assert "Не удалось сохранить настройки" in told[0]
