"""What everybody has in «Файл»: own logins, and for a medical worker the key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from ui.keys import press, type_text
from ui.shell.fakes import NOON, FakeJournal

from journal_desktop.domain.errors import Refused
from journal_desktop.queries.accounts import LoginLine, OwnLogins
from journal_desktop.store.medical_keys import new_medical_key
from journal_desktop.store.recovery import Colleague, SafeCode, Source
from journal_desktop.ui.accounts.own import MedicalKeyDialog
from journal_desktop.ui.shell.main_window import MainWindow

Key = Qt.Key
LINES = (
    LoginLine(NOON, "KAB-12", accepted=True, by_code=False),
    LoginLine(NOON - timedelta(hours=1), "KAB-7", accepted=False, by_code=False),
    LoginLine(NOON - timedelta(days=1), "KAB-7", accepted=True, by_code=True),
)


def trigger(window: MainWindow, title: str) -> None:
    action = window.commands.menus.find(title)
    assert action.isVisible()
    action.trigger()


def test_own_logins_with_those_that_failed(
    qtbot,
    open_window: Callable[..., MainWindow],
    journal: FakeJournal,
    monkeypatch,
) -> None:
    usual = journal.ask
    monkeypatch.setattr(
        journal, "ask", lambda query: LINES if isinstance(query, OwnLogins) else usual(query)
    )
    window = open_window()
    trigger(window, "Мои входы")
    qtbot.waitUntil(lambda: window.commands.own.dialog is not None)
    table = window.commands.own.dialog.table
    said = [table.item(row, 2).text() for row in range(table.rowCount())]
    assert said == ["вход", "неверный пароль", "новый пароль по коду из сейфа"]
    press(window.commands.own.dialog, Key.Key_Escape)
    assert window.commands.own.dialog is None
    assert not window.commands.menus.find("Медицинский ключ").isVisible()
    assert not window.commands.menus.find("Учётные записи").isVisible()


def test_a_medical_worker_fetches_the_key(
    qtbot,
    open_window: Callable[..., MainWindow],
    journal: FakeJournal,
) -> None:
    key, asked = new_medical_key(), []

    def take(password: str, source: Source):
        asked.append((password, source))
        if isinstance(source, SafeCode):
            raise Refused("Код не подошёл.")
        journal.medical = key
        return key

    window = open_window(take_medical=take)
    told: list[frozenset[str]] = []
    window.bus.changed.connect(lambda kinds, _source: told.append(kinds))
    trigger(window, "Медицинский ключ")
    dialog = window.commands.own.dialog
    assert isinstance(dialog, MedicalKeyDialog)
    press(dialog, Key.Key_Return)
    assert "Введите свой пароль" in dialog.error.text()
    type_text(dialog.password, "own-pass-7")
    type_text(dialog.source.code, "2345")
    press(dialog.source.code, Key.Key_Return)
    qtbot.waitUntil(lambda: "Код не подошёл" in dialog.error.text())
    dialog.source.by_colleague.setChecked(True)
    type_text(dialog.source.login, "Lunina")
    type_text(dialog.source.password, "her-pass-7")
    with qtbot.waitSignal(dialog.taken):
        press(dialog.source.password, Key.Key_Return)
    assert asked[-1] == ("own-pass-7", Colleague("lunina", "her-pass-7"))
    assert frozenset({"health_sheet"}) in told
    trigger(window, "Медицинский ключ")
    assert "уже открыт" in window.strip.message.text.text()
