"""What others change comes into an open window by itself; the window's own ops do not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from ui.shell.fakes import NOON, FakeJournal, Page

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Unavailable
from journal_desktop.store.honest_clock import HonestClock
from journal_desktop.store.logins import LastLogin
from journal_desktop.store.news import Bookmark, News, OpNews
from journal_desktop.ui.kit.bus import Others
from journal_desktop.ui.shell import news
from journal_desktop.ui.shell.greeting import elsewhere
from journal_desktop.ui.shell.main_window import MainWindow

MARK = SetCell(1, 1, 1, "5", "")
COLLEAGUE = 2


def an_op(op_id: int, staff_id: int = COLLEAGUE, page: int = 7) -> OpNews:
    return OpNews(op_id, page, staff_id, "Петрова А. С.", frozenset({"mark"}))


@pytest.fixture
def heard(window: MainWindow) -> list[tuple[object, object]]:
    told: list[tuple[object, object]] = []
    window.bus.changed.connect(lambda kinds, source: told.append((kinds, source)))
    return told


def look(qtbot, window: MainWindow, journal: FakeJournal) -> None:
    """One look for news, taken to its end."""
    looks = len(journal.looks)
    window.news.look()
    qtbot.waitUntil(lambda: len(journal.looks) > looks and not window.news._asking)


def test_visible_tab_refreshes_and_a_hidden_one_when_it_is_seen(qtbot, window, journal) -> None:
    window.tabs.open_tab("day")
    hidden, shown = window.tabs.pages
    assert isinstance(shown, Page)
    before = hidden.refreshed, shown.refreshed
    journal.told = [an_op(10)]
    look(qtbot, window, journal)
    assert (hidden.refreshed, shown.refreshed) == (before[0], before[1] + 1)
    window.tabs.open_tab("marks")
    assert hidden.refreshed == before[0] + 1


def test_looks_come_by_themselves_off_the_gui_thread(
    qtbot, monkeypatch, open_window: Callable[..., MainWindow], journal
) -> None:
    monkeypatch.setattr(news, "POLL_MS", 20)
    threads = []
    usual = journal.news
    journal.news = lambda since: threads.append(threading.get_ident()) or usual(since)
    open_window(bookmark=Bookmark(5))
    qtbot.waitUntil(lambda: len(journal.looks) >= 3)
    assert journal.looks[0] == Bookmark(5)
    assert threading.get_ident() not in threads


def test_what_others_did_is_told_once_with_pages_and_authors(qtbot, window, journal, heard) -> None:
    journal.told = [an_op(10), an_op(11, page=8)]
    look(qtbot, window, journal)
    look(qtbot, window, journal)
    others = Others(frozenset({7, 8}), {COLLEAGUE: "Петрова А. С."})
    assert heard == [(frozenset({"mark"}), others)]


def test_own_op_is_not_told_again(qtbot, window, journal, heard) -> None:
    with qtbot.waitSignal(window.writer.written) as written:
        window.writer.send([MARK], lambda _done: None, lambda _error: None)
    heard.clear()
    journal.told = [an_op(written.args[0].op_id, journal.actor.staff_id)]
    look(qtbot, window, journal)
    assert heard == []
    assert window.news._own == set()


def test_own_op_seen_before_its_answer_is_not_told_either(qtbot, window, journal, heard) -> None:
    journal.gate.clear()
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    journal.told = [an_op(1, journal.actor.staff_id)]
    look(qtbot, window, journal)
    with qtbot.waitSignal(window.writer.written):
        journal.gate.set()
    heard.clear()
    look(qtbot, window, journal)
    assert heard == []


def test_second_window_of_the_same_person_is_told(qtbot, window, journal, heard) -> None:
    journal.gate.clear()
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    journal.told = [an_op(33, journal.actor.staff_id)]  # while something of this window waits
    look(qtbot, window, journal)
    assert heard == []
    with qtbot.waitSignal(window.writer.written):
        journal.gate.set()
    heard.clear()
    look(qtbot, window, journal)
    assert len(heard) == 1
    journal.told = [an_op(34, journal.actor.staff_id)]
    look(qtbot, window, journal)
    assert len(heard) == 2


def test_database_away_is_told_once_and_so_is_its_return(qtbot, window, journal) -> None:
    journal.away = Unavailable("Сервер не отвечает.")
    look(qtbot, window, journal)
    assert not window.strip.message.isVisible()
    waits = [window.news._timer.interval()]
    for _ in range(4):
        look(qtbot, window, journal)
        waits.append(window.news._timer.interval())
    assert waits == [6000, 12000, 24000, 24000, 24000]
    assert "Сервер не отвечает. Показанное могло устареть" in window.strip.message.text.text()
    journal.away = None
    look(qtbot, window, journal)
    assert window.strip.message.text.text() == "База снова отвечает: показанное обновлено."
    assert window.news._timer.interval() == news.POLL_MS


def test_return_of_the_database_offers_to_send_what_waits(qtbot, window, journal) -> None:
    journal.refuse = journal.away = Unavailable("Сервер не отвечает.")
    with qtbot.waitSignal(window.writer.held):
        window.writer.send([MARK], lambda _done: None, lambda _error: None)
    for _ in range(3):
        look(qtbot, window, journal)
    assert "Ждут отправки: 1" in window.strip.message.text.text()
    journal.refuse = journal.away = None
    look(qtbot, window, journal)
    assert window.strip.message.text.text() == "База снова отвечает. Ждут отправки: 1."
    assert journal.ops == []
    with qtbot.waitSignal(window.writer.written):
        window.strip.message.buttons.itemAt(0).widget().click()
    assert journal.ops == ["Отметка"]


def test_locked_window_looks_seldom_and_at_once_when_it_is_opened(qtbot, window, journal) -> None:
    window.lock_up()
    look(qtbot, window, journal)
    assert window.news._timer.interval() == news.LOCKED_MS
    journal.told = [an_op(10)]
    looks = len(journal.looks)
    window.lock.opened.emit()
    qtbot.waitUntil(lambda: len(journal.looks) > looks and not window.news._asking)
    assert window.news._timer.interval() == news.POLL_MS


def test_closed_window_looks_no_more(window) -> None:
    window.close()
    window.news.look()
    assert not window.news._asking
    assert not window.news._timer.isActive()


class Hands:
    """A clock somebody may set."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def test_clock_set_back_is_told_once_in_the_strip(qtbot, open_window, journal) -> None:
    hands = Hands()
    clock = HonestClock(hands)
    clock.not_before(NOON)
    window = open_window(journal_clock=clock)
    assert not window.strip.message.isVisible()
    hands.now = NOON - timedelta(days=3)
    look(qtbot, window, journal)
    said = window.strip.message.text.text()
    assert "20.11.2026 12:41" in said
    assert "23.11.2026 12:41" in said
    assert "(п. 3.2.5)" in said
    window.strip.message.leave()
    look(qtbot, window, journal)
    assert not window.strip.message.isVisible()
    hands.now = NOON
    look(qtbot, window, journal)
    hands.now = NOON - timedelta(days=3)
    look(qtbot, window, journal)
    assert window.strip.message.isVisible()


def test_clock_unlike_the_servers_is_told_at_login(open_window) -> None:
    clock = HonestClock(Hands(datetime(2020, 1, 1, tzinfo=UTC)), lambda: 0.0)
    clock.learn(News(Bookmark(1), (), NOON, None))
    window = open_window(journal_clock=clock)
    said = window.strip.message.text.text()
    assert "01.01.2020 00:00" in said
    assert "на сервере 23.11.2026 12:41" in said


def test_another_window_of_the_same_person_is_told_first(open_window) -> None:
    told = LastLogin(NOON, "УЧИТЕЛЬСКАЯ")
    sentence = elsewhere(told, ZoneInfo("UTC"), "PC-1")
    window = open_window(warning=sentence, greeting="Прошлый вход: вчера.")
    assert window.strip.message.text.text() == (
        "Под вашей учётной записью журнал уже открыт на компьютере УЧИТЕЛЬСКАЯ с 23.11.2026 12:41."
        " Если это не вы, смените пароль (п. 3.1). Прошлый вход: вчера."
    )
    assert "этом компьютере" in elsewhere(told, ZoneInfo("UTC"), "УЧИТЕЛЬСКАЯ")
    assert elsewhere(None, ZoneInfo("UTC"), "PC-1") == ""


def test_undo_of_one_window_does_not_reach_into_another(qtbot, open_window, journal) -> None:
    first, second = open_window(), open_window()
    with qtbot.waitSignal(first.writer.written):
        first.writer.send([MARK], lambda _done: None, lambda _error: None)
    second.undo.undo()
    assert second.writer.finish()
    assert journal.undone == []
    first.undo.undo()
    assert first.writer.finish()
    assert len(journal.undone) == 1


def test_own_entry_moves_the_clock_of_a_file(qtbot, open_window) -> None:
    hands = Hands()
    clock = HonestClock(hands)
    window = open_window(journal_clock=clock)
    with qtbot.waitSignal(window.writer.written):
        window.writer.send([MARK], lambda _done: None, lambda _error: None)
    hands.now = NOON - timedelta(days=3)
    assert clock() == NOON
