"""The main window: tabs by right, menus, strip, closing, habits."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from ui.shell.fakes import TABS, TEACHER, FakeJournal, Page, a_tab

from journal_desktop.access.policy import Actor, Right, Role
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.ui.kit.tab import Hint, Offer, Place, Tone
from journal_desktop.ui.shell import messages
from journal_desktop.ui.shell.main_window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MARK = SetCell(1, 1, 1, "5", "")


def titles(window: MainWindow) -> list[str]:
    bar = window.tabs.bar
    return [bar.tabText(number) for number in range(bar.count())]


def never(*_args: object, **_named: object) -> bool:
    raise AssertionError("no question expected")


def test_tabs_are_offered_by_right(open_window: Callable[..., MainWindow]) -> None:
    specs = (*TABS, a_tab("setup", "Школа", Right.SETUP_WRITE))
    assert titles(open_window(specs)) == ["Журнал", "Посещаемость", "КТП"]
    admin = FakeJournal(Actor(2, "admin", "Новиков А. И.", frozenset({Role.ADM})))
    assert "Школа" in titles(open_window(specs, journal=admin))


def test_person_without_any_tab_still_gets_a_window(open_window) -> None:
    medic = FakeJournal(Actor(3, "med", "Фёдорова А. С.", frozenset({Role.MED})))
    window = open_window(journal=medic)
    assert titles(window) == []
    assert window.tabs.current is None
    QTest.keyClick(window, Qt.Key.Key_F5)


def test_tab_is_made_when_first_seen(window: MainWindow) -> None:
    assert len(window.tabs.pages) == 1
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert (window.tabs.current_key, len(window.tabs.pages)) == ("day", 2)
    QTest.keyClick(window, Qt.Key.Key_Tab, CTRL)
    QTest.keyClick(window, Qt.Key.Key_Tab, CTRL)
    assert window.tabs.current_key == "marks"


def test_a_page_that_wants_much_room_does_not_push_the_strip_off_the_screen(window) -> None:
    page = window.tabs.current
    assert isinstance(page, Page)
    least = window.minimumSizeHint()
    page.setMinimumSize(3000, 3000)
    assert window.minimumSizeHint() == least


def test_place_opens_its_tab_and_a_foreign_one_is_ignored(window: MainWindow) -> None:
    window.go(Place("plan", page_id=7))
    page = window.tabs.current
    assert isinstance(page, Page)
    assert page.went == [Place("plan", page_id=7)]
    window.go(Place("health"))
    assert window.tabs.current is page


def test_every_menu_action_has_a_title_and_no_key_is_used_twice(window: MainWindow) -> None:
    actions = [*window.commands.menus.actions, *window.commands.menus.tab_menu.actions()]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert all(action.text() for action in actions)
    assert len(keys) == len(set(keys))
    assert {"Ctrl+L", "Ctrl+Z", "Ctrl+Y", "Ctrl+K", "Ctrl+P", "F1", "F4", "Ctrl+Q"} <= set(keys)


def test_menu_holds_the_actions_of_the_tab_in_front(window: MainWindow) -> None:
    page = window.tabs.current
    assert isinstance(page, Page)
    assert window.commands.menus.tab_menu.actions() == [page.action]
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert page.asked == 1
    window.tabs.open_tab("day")
    assert page.action not in window.commands.menus.tab_menu.actions()


def test_person_is_always_named(window: MainWindow) -> None:
    corner = window.menuBar().cornerWidget()
    assert corner.isVisible()
    window.showNormal()
    window.resize(1200, 600)
    assert "Иванова М. П., учитель" in corner.name.text()
    window.resize(700, 400)
    assert corner.name.text() == "Иванова М. П."


def test_strip_tells_when_everything_is_saved(qtbot, window: MainWindow) -> None:
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    assert window.strip.saved.text() == "Ждут сохранения: 1"
    qtbot.waitUntil(lambda: window.strip.saved.text() == "✓ Сохранено 12:41:07")


def test_message_offers_its_button_and_leaves(window: MainWindow) -> None:
    taken: list[int] = []
    window.strip.say("«7» — не отметка.", Tone.BAD, Offer("Вернуть «7»", lambda: taken.append(7)))
    assert window.strip.message.isVisible()
    window.strip.message.buttons.itemAt(0).widget().click()
    assert taken == [7]
    assert not window.strip.message.isVisible()


def test_a_new_message_takes_the_place_of_the_old_with_its_button(window: MainWindow) -> None:
    window.strip.say("Первое.", Tone.WARNING, Offer("Да", lambda: None))
    window.strip.say("Второе.", Tone.WARNING)
    assert window.strip.message.text.text() == "Второе."
    assert window.strip.message.buttons.count() == 0
    window.strip.say("")
    assert not window.strip.message.isVisible()


def test_hint_of_the_tab_left_does_not_stay(window: MainWindow) -> None:
    window.strip.hint(Hint("Ячейка: Ёлкин Лев"))
    window.tabs.open_tab("day")
    assert window.strip.hints.hint.where == "Ячейка: Ёлкин Лев, 23.11, контрольная работа"
    window.strip.hint(Hint("день"))
    window.tabs.open_tab("marks")
    assert window.strip.hints.hint == Hint()


def test_refused_job_is_told_in_the_strip(qtbot, window: MainWindow) -> None:
    def job(_progress: object) -> None:
        raise Refused("Недостаточно прав для просмотра этих данных (п. 1.9).")

    with qtbot.waitSignal(window.run(job).finished):
        pass
    assert window.strip.message.text.text().startswith("Недостаточно прав")


def test_quick_job_is_never_too_quick_for_its_caller(qtbot, window: MainWindow) -> None:
    got: list[int] = []
    for number in range(30):
        window.run(lambda _progress, number=number: number).succeeded.connect(got.append)
    qtbot.waitUntil(lambda: sorted(got) == list(range(30)))


def test_progress_is_shown_and_can_be_stopped(qtbot, window: MainWindow) -> None:
    go_on, seen = threading.Event(), []

    def job(progress) -> None:
        progress.step(12, 64, "5А, страница")
        go_on.wait(5)
        progress.step(13, 64, "5А, страница")
        seen.append("went on")

    task = window.run(job, "Печать")
    qtbot.waitUntil(lambda: "5А, страница 12 из 64" in window.strip.tasks.text.text())
    window.strip.tasks.stop.click()
    with qtbot.waitSignal(task.cancelled):
        go_on.set()
    qtbot.waitUntil(lambda: not window.strip.tasks.isVisible())
    assert seen == []


def test_job_without_progress_does_not_flash(qtbot, window: MainWindow) -> None:
    shown: list[bool] = []
    task = window.run(lambda _progress: 1)
    task.succeeded.connect(lambda _one: shown.append(window.strip.tasks.isVisible()))
    qtbot.waitUntil(lambda: shown == [False])


def test_database_away_keeps_entries_and_sends_them_again(
    qtbot, window: MainWindow, journal: FakeJournal
) -> None:
    journal.refuse = Unavailable("База недоступна: сервер не отвечает.")
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    qtbot.waitUntil(lambda: "Ждут отправки: 1" in window.strip.message.text.text())
    journal.refuse = None
    window.strip.message.buttons.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: journal.ops == ["Отметка"])


def test_held_entries_can_be_sent_whatever_was_said_meanwhile(
    qtbot, window: MainWindow, journal: FakeJournal
) -> None:
    journal.refuse = Unavailable("На диске нет места: запись не сделана.")
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    qtbot.waitUntil(lambda: window.writer.is_held)
    window.desk.say("Отметки «6» нет: ставьте 2–5 (п. 3.2.5).", Tone.WARNING)
    assert window.strip.resend.isVisible()
    journal.refuse = None
    window.strip.resend.click()
    qtbot.waitUntil(lambda: journal.ops == ["Отметка"])
    qtbot.waitUntil(lambda: not window.strip.resend.isVisible())


def test_undo_takes_the_offer_to_go_back_away(qtbot, window: MainWindow, journal) -> None:
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    qtbot.waitUntil(lambda: journal.ops == ["Отметка"])
    window.desk.say("Вместо «н» поставлено «4».", Tone.PLAIN, Offer("Вернуть «н»", lambda: None))
    window.undo.undo()
    qtbot.waitUntil(lambda: not window.strip.message.isVisible())


def test_close_waits_until_everything_is_written(
    qtbot, window: MainWindow, journal: FakeJournal, monkeypatch
) -> None:
    monkeypatch.setattr(messages, "confirmed", never)
    journal.gate.clear()
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    threading.Timer(0.2, journal.gate.set).start()
    with qtbot.waitSignal(window.closed):
        assert window.close()
    assert journal.ops == ["Отметка"]


@pytest.mark.parametrize("answer", [True, False])
def test_close_with_unsent_entries_asks(
    qtbot, window: MainWindow, journal: FakeJournal, monkeypatch, *, answer: bool
) -> None:
    asked: list[str] = []

    def question(_parent, _title: str, text: str, **_named: str) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr(messages, "confirmed", question)
    journal.refuse = Unavailable("База недоступна: сервер не отвечает.")
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    qtbot.waitUntil(lambda: window.writer.is_held)
    assert window.close() is answer
    assert "не сохранено записей: 1" in asked[0]


def test_close_with_an_entry_the_journal_did_not_take_asks(window, monkeypatch) -> None:
    page = window.tabs.current
    assert isinstance(page, Page)
    page.settled = False
    monkeypatch.setattr(messages, "confirmed", lambda *_a, **_k: False)
    assert not window.close()
    page.settled = True
    assert window.close()


def test_a_refusal_goes_when_something_new_is_typed_and_an_offer_stays(qtbot, window) -> None:
    window.desk.say("Знака «ё» нет (п. 3.2.5).", Tone.WARNING)
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    assert not window.strip.message.isVisible()
    qtbot.waitUntil(lambda: window.writer.count == 0)
    window.desk.say("В ячейке уже стоит «5».", Tone.BAD, Offer("Поставить «3»", lambda: None))
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    assert window.strip.message.isVisible()
    qtbot.waitUntil(lambda: window.writer.count == 0)


def test_close_names_the_typed_text_that_would_be_lost(window, monkeypatch) -> None:
    page, asked = window.tabs.current, []
    assert isinstance(page, Page)
    page.left = "тема «Одночлены»"
    monkeypatch.setattr(messages, "confirmed", lambda _p, _t, text, **_k: asked.append(text))
    assert not window.close()
    assert "не записано: тема «Одночлены»." in asked[0]
    page.left = ""
    assert window.close()


def test_close_under_a_running_job_asks_and_stops_it(qtbot, window, monkeypatch) -> None:
    stopped = threading.Event()

    def job(progress) -> None:
        try:
            for _ in range(500):
                progress.step(1, 500, "страница")
                threading.Event().wait(0.01)
        finally:
            stopped.set()

    window.run(job, "Печать")
    qtbot.waitUntil(lambda: "1 из 500" in window.strip.tasks.text.text())
    monkeypatch.setattr(messages, "confirmed", lambda *_a, **_k: False)
    assert not window.close()
    assert not stopped.is_set()
    monkeypatch.setattr(messages, "confirmed", lambda *_a, **_k: True)
    assert window.close()
    assert stopped.is_set()


def test_size_tab_and_habits_come_back(
    open_window: Callable[..., MainWindow],
) -> None:
    window = open_window()
    window.showNormal()
    window.resize(720, 500)
    window.tabs.open_tab("plan")
    window.desk.prefs.put("marks/splitter", "AAAA")
    assert window.close()
    again = open_window()
    assert (again.width(), again.height()) == (720, 500)
    assert again.tabs.current_key == "plan"
    assert again.desk.prefs.get("marks/splitter") == "AAAA"


def test_dark_look_is_remembered(open_window: Callable[..., MainWindow]) -> None:
    window = open_window()
    choices = {action.text(): action for action in window.commands.look.actions()}
    choices["Тёмное"].trigger()
    assert window.theme.dark
    assert window.close()
    window.theme.prefer(dark=False)
    again = open_window()
    assert again.theme.dark
    again.theme.prefer(dark=False)


def test_greeting_says_when_the_person_came_before(open_window) -> None:
    window = open_window(greeting="Прошлый вход: 22.11.2026 в 17:40, компьютер KAB-12.")
    assert "22.11.2026" in window.strip.message.text.text()


def test_help_opens_the_page_of_the_tab(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    help_window = window.commands.help
    assert help_window is not None
    assert "Вкладка «Журнал»" in help_window.pages.toPlainText()
    window.tabs.open_tab("day")
    window.activateWindow()
    window.commands.menus.find("Справка по вкладке").trigger()
    assert "Ctrl+K" in help_window.pages.toPlainText()
    help_window.close()


def test_the_teacher_of_these_tests_may_read_a_journal() -> None:
    assert FakeJournal(TEACHER).may(Right.JOURNAL_READ)


def test_who_may_see_no_tab_is_told_why(open_window) -> None:
    nurse = Actor(2, "frolova", "Фролова П. А.", frozenset({Role.MED}))
    window = open_window(journal=FakeJournal(nurse))
    words = window.tabs.stack.currentWidget()
    assert isinstance(words, QLabel)
    assert "пока нет вкладок" in words.text()
    assert words.isVisible()


def test_the_corner_is_whole_after_the_window_was_widened(window, qtbot) -> None:
    corner = window.menuBar().cornerWidget()
    for width in (800, 1366, 800, 1500):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: window.width() >= 800)
        qtbot.waitUntil(lambda: corner.width() == corner.sizeHint().width())
        assert corner.button.width() >= corner.button.sizeHint().width()
        assert corner.name.width() >= corner.name.sizeHint().width()
