"""The login window: who gets in, what is said to who does not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD, PEOPLE, Doorkeeper, FakeSchool

from journal_desktop.domain.errors import Invalid, Unavailable
from journal_desktop.settings import Database, SettingsFile
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell.addresses import file_url
from journal_desktop.ui.shell.demo_school import place
from journal_desktop.ui.shell.entrance import Entrance
from journal_desktop.ui.shell.login import LoginWindow

SCHOOL = Database("sqlite:////home/u/school.db", "МБОУ «Лицей № 10»", "ivanova")
DEMO = Database("sqlite:////home/u/demo/school.db", "Демонстрация", "", is_demo=True)


@pytest.fixture
def door() -> Doorkeeper:
    return Doorkeeper()


@pytest.fixture
def build() -> Callable[..., None]:
    def write(url: str, size: str, tell: Callable[[int, int, str], None]) -> None:
        tell(1, 2, f"Школа {size}")
        Path(url.removeprefix("sqlite:///")).write_bytes(b"school")
        tell(2, 2, "Готово")

    return write


@pytest.fixture
def open_login(
    qtbot, door: Doorkeeper, build, settings: SettingsFile, theme: Theme, tmp_path: Path
) -> Iterator[Callable[..., LoginWindow]]:
    opened: list[LoginWindow] = []

    def make(*databases: Database, change: Any = None, builder: Any = build) -> LoginWindow:
        for database in reversed(databases):
            settings.update(lambda known, database=database: known.opened(database))
        entrance = Entrance(
            open=door.open,
            people=lambda url: PEOPLE if "demo" in url else (),
            build=builder,
            home=tmp_path / "demo",
            change_password=change,
        )
        window = LoginWindow(entrance, settings, theme)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    QThreadPool.globalInstance().waitForDone(5000)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_remembered_login_waits_for_the_password_only(qtbot, open_login, door) -> None:
    window = open_login(SCHOOL)
    assert window.form.login.text() == "ivanova"
    qtbot.waitUntil(window.form.password.hasFocus)
    type_text(window.form.password, PASSWORD)
    with qtbot.waitSignal(window.entered) as came:
        press(window.form.password, Qt.Key.Key_Return)
    assert door.tries == [(SCHOOL.url, "ivanova", PASSWORD)]
    assert (came.args[0].url, came.args[0].login) == (SCHOOL.url, "ivanova")


def test_password_is_checked_off_the_gui_thread(qtbot, open_login, door) -> None:
    window = open_login(SCHOOL)
    window.form.password.setText(PASSWORD)
    with qtbot.waitSignal(window.entered):
        window.form.submit()
    assert threading.main_thread().name not in door.threads


def test_wrong_password_is_explained_in_place_and_typed_anew(qtbot, open_login) -> None:
    window = open_login(SCHOOL)
    type_text(window.form.password, "wrong")
    press(window.form.password, Qt.Key.Key_Return)
    assert not window.form.enter.isEnabled()
    assert window.form.wait.isVisible()
    qtbot.waitUntil(lambda: "осталось попыток" in window.form.error.text())
    assert window.form.password.text() == ""
    assert window.form.password.hasFocus()
    assert window.form.enter.isEnabled()
    assert not window.form.wait.isVisible()


def test_unavailable_database_is_explained_the_same_way(qtbot, open_login, door) -> None:
    door.refusal = Unavailable("Файл базы не найден. Проверьте путь или выберите другой.")
    window = open_login(SCHOOL)
    window.form.password.setText("x")
    window.form.submit()
    qtbot.waitUntil(lambda: window.form.error.text() == str(door.refusal))


def test_impatient_enter_asks_once(qtbot, open_login, door) -> None:
    window = open_login(SCHOOL)
    type_text(window.form.password, "wrong")
    for _ in range(3):
        window.form.submitted.emit(SCHOOL.url, "ivanova", "wrong")
    qtbot.waitUntil(lambda: bool(window.form.error.text()))
    assert len(door.tries) == 1


@pytest.mark.parametrize(("login", "password", "said"), [("", "x", "логин"), ("i", "", "пароль")])
def test_what_is_missing_is_said_without_asking_the_database(
    open_login, door, login: str, password: str, said: str
) -> None:
    window = open_login(SCHOOL)
    window.form.login.setText(login)
    window.form.password.setText(password)
    window.form.submit()
    assert said in window.form.error.text()
    assert door.tries == []


def test_login_is_remembered_and_the_password_never(qtbot, open_login, settings) -> None:
    window = open_login(Database(SCHOOL.url))
    window.form.login.setText("petrova")
    window.form.password.setText(PASSWORD)
    with qtbot.waitSignal(window.entered):
        window.form.submit()
    known = settings.load().databases[0]
    assert (known.login, known.title) == ("petrova", FakeSchool().title)
    assert PASSWORD not in settings.path.read_text(encoding="utf-8")


def test_each_school_has_its_own_login(open_login) -> None:
    other = Database("sqlite:////home/u/other.db", "Школа № 2", "smirnova")
    window = open_login(SCHOOL, other)
    assert window.form.login.text() == "ivanova"
    window.form.database.setCurrentIndex(1)
    assert window.form.login.text() == "smirnova"


def test_schools_of_one_name_are_told_apart_by_their_files(open_login) -> None:
    twin = Database("sqlite:////home/u/copy.db", SCHOOL.title)
    form = open_login(SCHOOL, twin, DEMO).form
    named = [form.database.itemText(number) for number in range(3)]
    assert named == [f"{SCHOOL.title} — school.db", f"{SCHOOL.title} — copy.db", DEMO.title]


def test_school_is_left_out_of_the_list(open_login, settings) -> None:
    window = open_login(SCHOOL, DEMO)
    window.form.drop.click()
    assert [known.url for known in settings.load().databases] == [DEMO.url]
    assert window.form.url == DEMO.url


def test_password_is_shown_only_when_asked(open_login) -> None:
    form = open_login(SCHOOL).form
    assert form.password.echoMode() == QLineEdit.EchoMode.Password
    form.reveal.click()
    assert form.password.echoMode() == QLineEdit.EchoMode.Normal
    form.reveal.click()
    assert form.password.echoMode() == QLineEdit.EchoMode.Password


def test_caps_lock_and_layout_are_seen_from_what_is_typed(open_login) -> None:
    form = open_login(SCHOOL).form
    type_text(form.password, "ф")
    assert form.layout_hint.text() == "Раскладка: РУС"
    type_text(form.password, "Q")
    assert form.layout_hint.text() == "Раскладка: ENG"
    assert form.caps_hint.text() == "Включён Caps Lock"
    type_text(form.password, "1q")
    assert form.caps_hint.text() == ""
    press(form.password, Qt.Key.Key_CapsLock)
    assert form.caps_hint.text() == "Включён Caps Lock"


def test_demo_person_comes_in_with_one_click(qtbot, open_login, door) -> None:
    window = open_login(DEMO)
    qtbot.waitUntil(lambda: window.side.currentWidget() is window.people)
    items = window.people.list
    assert [items.item(row).text() for row in range(items.count())] == [p.name for p in PEOPLE]
    with qtbot.waitSignal(window.entered):
        items.itemClicked.emit(items.item(1))
    assert door.tries == [(DEMO.url, "ivanova", PASSWORD)]


def test_ordinary_school_offers_nobody(qtbot, open_login) -> None:
    window = open_login(SCHOOL)
    qtbot.wait(30)
    assert not window.side.isVisible()


def test_first_start_offers_a_demonstration_school_and_builds_it(
    qtbot, open_login, tmp_path: Path
) -> None:
    window = open_login()
    assert window.side.currentWidget() is window.welcome
    assert not window.form.enter.isEnabled()
    window.welcome.button.click()
    assert window.pages.currentWidget() is window.demo
    window.demo.accept.click()
    built = place(tmp_path / "demo", "class")
    qtbot.waitUntil(lambda: window.form.url == file_url(built))
    assert built.read_bytes() == b"school"
    assert window.pages.currentIndex() == 0


def test_built_school_is_opened_and_not_built_again(open_login, tmp_path: Path) -> None:
    built = place(tmp_path / "demo", "class")
    built.parent.mkdir(parents=True)
    built.write_bytes(b"mine")
    window = open_login()
    window.welcome.button.click()
    assert window.demo.accept.text() == "Открыть"
    window.demo.accept.click()
    assert window.form.url == file_url(built)
    assert built.read_bytes() == b"mine"


def test_stopped_build_leaves_nothing_behind(qtbot, open_login, tmp_path: Path) -> None:
    go_on = threading.Event()

    def slow(url: str, _size: str, tell: Callable[[int, int, str], None]) -> None:
        Path(url.removeprefix("sqlite:///")).write_bytes(b"half")
        tell(1, 10, "Классы")
        go_on.wait(5)
        tell(2, 10, "Уроки")

    window = open_login(builder=slow)
    window.welcome.button.click()
    window.demo.accept.click()
    qtbot.waitUntil(lambda: window.demo.step.text() == "Классы")
    window.demo.back.click()
    go_on.set()
    qtbot.waitUntil(lambda: window.demo.back.text() == "Назад")
    assert list((tmp_path / "demo").iterdir()) == []
    assert window.form.url == ""


def test_failed_build_says_why_and_can_be_tried_again(qtbot, open_login) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    window = open_login(builder=full)
    window.welcome.button.click()
    window.demo.accept.click()
    qtbot.waitUntil(lambda: "на диске есть место" in window.demo.error.text())
    assert window.demo.accept.isEnabled()


def test_server_is_added_without_a_password_in_its_address(open_login, settings) -> None:
    window = open_login()
    window.form.links["server"].click()
    window.server.server.setText("server:6432")
    window.server.accept.click()
    assert settings.load().databases[0].url == "postgresql+psycopg://server:6432/journal"
    assert window.form.database.currentText() == "journal на сервере server"


def test_wrong_server_stays_on_its_page(open_login) -> None:
    window = open_login()
    window.form.links["server"].click()
    window.server.accept.click()
    assert "Укажите имя сервера" in window.server.error.text()
    assert window.pages.currentWidget() is window.server


def test_file_is_added_from_the_dialog(open_login, monkeypatch, tmp_path: Path) -> None:
    chosen = tmp_path / "школа.db"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(chosen), ""))
    window = open_login(SCHOOL)
    window.form.links["file"].click()
    assert window.form.url == file_url(chosen)
    assert window.form.login.text() == ""


def test_one_time_password_is_changed_before_coming_in(qtbot, open_login, door) -> None:
    changed: list[tuple[str, str, str]] = []

    def change(entered, old: str, new: str) -> None:
        if len(new) < 8:
            raise Invalid("Пароль короче 8 знаков. Придумайте длиннее.")
        changed.append((entered.login, old, new))

    door.school = FakeSchool(must_change_password=True)
    window = open_login(SCHOOL, change=change)
    came: list[object] = []
    window.entered.connect(came.append)
    window.form.password.setText(PASSWORD)
    window.form.submit()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.renewal)
    for first, second, said in (
        ("", "", "Введите новый пароль"),
        ("new-password", "other", "не совпали"),
        ("short", "short", "короче 8"),
    ):
        window.renewal.first.setText(first)
        window.renewal.second.setText(second)
        window.renewal.accept.click()
        qtbot.waitUntil(lambda said=said: said in window.renewal.error.text())
    assert came == []
    window.renewal.first.setText("new-password")
    window.renewal.second.setText("new-password")
    window.renewal.accept.click()
    qtbot.waitUntil(lambda: len(came) == 1)
    assert changed == [("ivanova", PASSWORD, "new-password")]


def test_enter_changes_the_one_time_password(qtbot, open_login, door) -> None:
    changed: list[str] = []
    door.school = FakeSchool(must_change_password=True)
    window = open_login(SCHOOL, change=lambda _entered, _old, new: changed.append(new))
    window.form.password.setText(PASSWORD)
    QTest.keyClick(window.form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.renewal)
    window.renewal.first.setText("new-password")
    QTest.keyClick(window.renewal.second, Qt.Key.Key_Return)
    assert "не совпали" in window.renewal.error.text()
    for field in (window.renewal.first, window.renewal.second):
        field.setText("new-password")
    QTest.keyClick(window.renewal.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: changed == ["new-password"])


def test_esc_goes_back_from_a_page_and_leaves_from_the_form(qtbot, open_login) -> None:
    window = open_login(SCHOOL)
    window.form.links["server"].click()
    press(window, Qt.Key.Key_Escape)
    assert window.pages.currentIndex() == 0
    with qtbot.waitSignal(window.rejected):
        press(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_broken_settings_are_told(open_login) -> None:
    window = open_login(SCHOOL)
    window.say("Файл настроек повреждён.")
    assert window.form.error.text() == "Файл настроек повреждён."
