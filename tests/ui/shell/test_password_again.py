"""Final marks and mass changes ask for the password again, once for some minutes (R-5.4-01)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD, FakeJournal

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.journal import Done
from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.shell.password_again import PasswordAgainDialog

Key = Qt.Key


def final(pupil: int = 1) -> SetPeriodMark:
    return SetPeriodMark(1, pupil, 1, PeriodKind.PERIOD, "5", "")


def cells(count: int) -> list[SetCell]:
    return [SetCell(1, 1, number, "5", "") for number in range(count)]


class Sent:
    """What became of the writes."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.answered: list[Done] = []
        self.failed: list[str] = []

    def send(self, *commands: SetCell | SetPeriodMark) -> None:
        self._window.writer.send(commands, self.answered.append, self._fail)

    def _fail(self, error: JournalError) -> None:
        self.failed.append(str(error))


@pytest.fixture
def sent(window: MainWindow) -> Sent:
    return Sent(window)


def dialog_of(qtbot, window: MainWindow) -> PasswordAgainDialog:
    qtbot.waitUntil(lambda: window.again.dialog is not None and window.again.dialog.isVisible())
    dialog = window.again.dialog
    assert dialog is not None
    return dialog


def confirm(qtbot, window: MainWindow, password: str = PASSWORD) -> None:
    dialog = dialog_of(qtbot, window)
    type_text(dialog.password, password)
    press(dialog.password, Key.Key_Return)


def test_final_marks_one_after_another_ask_once(
    qtbot, window: MainWindow, sent: Sent, journal: FakeJournal
) -> None:
    for pupil in range(3):
        sent.send(final(pupil))
    assert journal.ops == []
    qtbot.waitUntil(dialog_of(qtbot, window).password.hasFocus)
    confirm(qtbot, window)
    qtbot.waitUntil(lambda: len(sent.answered) == 3)
    sent.send(final(4))
    qtbot.waitUntil(lambda: len(sent.answered) == 4)
    assert window.again.dialog is None
    assert sent.failed == []


def test_esc_sends_nothing_and_is_not_asked_again_for_what_waited(
    qtbot, window: MainWindow, sent: Sent, journal: FakeJournal
) -> None:
    for pupil in range(3):
        sent.send(final(pupil))
    press(dialog_of(qtbot, window), Key.Key_Escape)
    qtbot.waitUntil(lambda: len(sent.failed) == 3)
    assert "прежнее значение осталось" in sent.failed[0]
    assert (journal.ops, window.again.dialog, window.writer.count) == ([], None, 0)
    sent.send(final())
    confirm(qtbot, window)
    qtbot.waitUntil(lambda: len(sent.answered) == 1)


def test_a_wrong_password_is_told_and_the_right_one_after_it_sends(
    qtbot, window: MainWindow, sent: Sent
) -> None:
    sent.send(final())
    confirm(qtbot, window, "wrong")
    dialog = dialog_of(qtbot, window)
    qtbot.waitUntil(lambda: "Пароль неверен" in dialog.error.text())
    assert dialog.password.text() == ""
    assert sent.answered == []
    confirm(qtbot, window)
    qtbot.waitUntil(lambda: len(sent.answered) == 1)


def test_an_empty_password_confirms_nothing(qtbot, window: MainWindow, sent: Sent) -> None:
    sent.send(final())
    dialog = dialog_of(qtbot, window)
    press(dialog.password, Key.Key_Return)
    assert dialog.isVisible()
    assert "Введите пароль" in dialog.error.text()
    press(dialog, Key.Key_Escape)


def test_typed_cells_are_never_asked_a_mass_change_is(
    qtbot, window: MainWindow, sent: Sent, journal: FakeJournal
) -> None:
    sent.send(*cells(40))
    qtbot.waitUntil(lambda: len(sent.answered) == 1)
    sent.send(*cells(41))
    dialog = dialog_of(qtbot, window)
    assert journal.ops == ["Отметка"]
    press(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(sent.failed) == 1)


def test_the_limits_are_settings(qtbot, open_window: Callable[..., MainWindow]) -> None:
    window = open_window(mass_cells=2, confirm_minutes=1)
    sent = Sent(window)
    sent.send(*cells(3))
    confirm(qtbot, window)
    qtbot.waitUntil(lambda: len(sent.answered) == 1)
    now = window.again._seconds()
    window.again._seconds = lambda: now + 61
    sent.send(*cells(3))
    press(dialog_of(qtbot, window), Key.Key_Escape)
    window.again._seconds = lambda: now - 3600
    assert not window.again.is_fresh()


def test_unlocking_counts_as_the_password(qtbot, window: MainWindow, sent: Sent) -> None:
    window.lock_up()
    panel = window.lock.panel
    assert panel is not None
    with qtbot.waitSignal(window.lock.opened):
        panel.password.setText(PASSWORD)
        press(panel.password, Key.Key_Return)
    sent.send(final())
    qtbot.waitUntil(lambda: len(sent.answered) == 1)


def test_undoing_final_marks_asks_as_setting_them_does(
    qtbot, window: MainWindow, sent: Sent, journal: FakeJournal
) -> None:
    sent.send(final())
    confirm(qtbot, window)
    qtbot.waitUntil(lambda: len(sent.answered) == 1)
    now = window.again._seconds()
    window.again._seconds = lambda: now + 3600
    window.undo.undo()
    press(dialog_of(qtbot, window), Key.Key_Escape)
    assert journal.undone == []
