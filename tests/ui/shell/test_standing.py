"""A person blocked while typing: nothing more is sent, only leaving is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD, FakeJournal, Page

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.ui.shell.main_window import MainWindow

WHY = "Ваша учётная запись заблокирована ответственным за ЭЖ (п. 3.1)."


class Office:
    """Says whether the person may work."""

    def __init__(self) -> None:
        self.answer: str | Exception = ""
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_blocked_person_is_shown_the_door_and_nothing_is_sent(
    qtbot, open_window: Callable[..., MainWindow], journal: FakeJournal
) -> None:
    office = Office()
    window = open_window(standing=office)
    page = window.tabs.current
    assert isinstance(page, Page)
    page.first.setFocus()
    type_text(page.first, "недописанная тема")
    window.standing.look()
    qtbot.waitUntil(lambda: office.asked == 1)
    assert not window.lock.is_on
    office.answer = WHY
    qtbot.waitUntil(lambda: not window.standing._busy)
    with qtbot.waitSignal(window.standing.ended):
        window.standing.look()
    panel = window.lock.panel
    assert panel is not None
    assert WHY in panel.error.text()
    assert not panel.password.isVisible()
    failed: list[str] = []
    window.writer.send(
        [SetCell(1, 1, 1, "5", "")], lambda _: None, lambda error: failed.append(str(error))
    )
    assert failed == [WHY]
    assert journal.ops == []
    press(panel, Qt.Key.Key_Escape)
    assert window.lock.is_on
    with qtbot.waitSignal(window.left):
        panel.other.click()
    assert journal.ops == []


def test_a_server_that_refuses_ends_the_session_an_absent_one_does_not(
    qtbot, open_window: Callable[..., MainWindow]
) -> None:
    office = Office()
    office.answer = Unavailable("Сервер базы данных не отвечает.")
    window = open_window(standing=office)
    window.standing.look()
    qtbot.waitUntil(lambda: office.asked == 2 and not window.standing._busy)
    assert not window.lock.is_on
    office.answer = Refused("Вход для этой учётной записи закрыт.")
    with qtbot.waitSignal(window.standing.ended):
        window.standing.look()
    assert window.lock.is_on


def test_the_lock_becomes_a_door_when_one_is_blocked_behind_it(
    qtbot, open_window: Callable[..., MainWindow]
) -> None:
    office = Office()
    window = open_window(standing=office)
    office.answer = WHY
    window.lock_up()
    panel = window.lock.panel
    assert panel is not None
    qtbot.waitUntil(lambda: WHY in panel.error.text())
    panel.password.setText(PASSWORD)
    panel.go_on.click()
    assert window.lock.is_on
