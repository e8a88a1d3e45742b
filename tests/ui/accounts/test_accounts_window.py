"""«Учётные записи» by hand, over a real file: given, shut, opened, looked at, printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from databases import CHEAP, FILE_KEY, PASSWORD
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from school import NOON
from store.arrange import enrol, load_small
from ui.keys import press, type_text

from journal_desktop.access.policy import Role
from journal_desktop.domain.errors import Refused
from journal_desktop.journal import Journal
from journal_desktop.store.engine import open_file
from journal_desktop.store.keys import RECOVERY, KeyRing
from journal_desktop.store.logins import School, open_school
from journal_desktop.store.medical_keys import SAFE, new_medical_key, wrap_medical
from journal_desktop.store.recovery import recover
from journal_desktop.ui.accounts import acts, forms
from journal_desktop.ui.accounts.deeds import AccountDeeds
from journal_desktop.ui.accounts.eyes import EyesDialog
from journal_desktop.ui.accounts.shown_once import ShownOnce
from journal_desktop.ui.accounts.window import AccountsWindow
from journal_desktop.ui.shell.password_again import PasswordAgainDialog

Key = Qt.Key
CODE = "2345-6789-ABCD-EFGH-JKLM-NPQR-STUV-WXYZ"
D = TypeVar("D", bound=QDialog)


def clock():
    return NOON


@dataclass
class Office:
    """The window with what stands around it."""

    qtbot: object
    url: str
    school: School
    window: AccountsWindow

    def choose(self, login: str) -> None:
        row = next(n for n, it in enumerate(self.window.model.lines) if it.login == login)
        self.window.list.selectRow(row)

    def ask(self, title: str, kind: type[D]) -> D:
        """Press a button; the dialog that comes up."""
        button = self.window.acts.button(title)
        assert button.isVisible()
        assert button.isEnabled()
        button.click()
        return self.dialog(kind)

    def dialog(self, kind: type[D]) -> D:
        def shown() -> list[D]:
            return [it for it in self.window.findChildren(kind) if it.isVisible()]

        self.qtbot.waitUntil(lambda: bool(shown()))
        return shown()[-1]

    def unlock(self, title: str, kind: type[D]) -> D:
        """The first deed asks who works."""
        again = self.ask(title, PasswordAgainDialog)
        type_text(again.password, PASSWORD)
        press(again.password, Key.Key_Return)
        return self.dialog(kind)

    def line(self, login: str):
        return next(it for it in self.window.model.lines if it.login == login)

    def enter(self, login: str, password: str = PASSWORD) -> School:
        school = open_school(self.url, login, password, clock)
        school.engine.dispose()
        return school


@pytest.fixture
def url(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "school.db"
    shutil.copy(sqlite_template, path)
    engine = open_file(path, FILE_KEY)
    load_small(engine)
    enrol(path)
    KeyRing(path, CHEAP).put(RECOVERY, CODE, FILE_KEY)
    with engine.begin() as connection:
        wrap_medical(connection, new_medical_key(), SAFE, CODE, NOON, CHEAP)
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.fixture
def open_office(qtbot, url: str) -> Iterator[Callable[[str], Office]]:
    opened: list[Office] = []
    host = QWidget()
    qtbot.addWidget(host)

    def make(login: str = "admin") -> Office:
        school = open_school(url, login, PASSWORD, clock)
        journal = Journal(school.engine, school.actor, clock, school.zone)
        deeds = AccountDeeds(journal, school, url, clock)
        window = AccountsWindow(deeds, school.title, school.actor.name, host)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: bool(window.model.lines))
        opened.append(Office(qtbot, url, school, window))
        return opened[-1]

    yield make
    QThreadPool.globalInstance().waitForDone(5000)
    QApplication.processEvents()
    for office in opened:
        office.window.close()
        office.school.engine.dispose()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def office(open_office: Callable[[str], Office]) -> Office:
    return open_office("admin")


def test_everybody_is_listed_and_roles_without_an_order_are_flagged(
    office: Office, qtmodeltester
) -> None:
    qtmodeltester.check(office.window.model)
    logins = [it.login for it in office.window.model.lines]
    assert logins == ["zavuch", "ivanova", "admin", "medic", "petrova"]
    office.choose("ivanova")
    assert "без основания" in office.window.model.index(1, 2).data()
    assert "п. 3.1.2" in office.window.roles.item(0, 2).text()
    type_text(office.window.search, "лун")
    assert [it.login for it in office.window.model.lines] == ["medic"]
    office.window.search.clear()
    assert office.window.chosen is not None
    assert office.window.chosen.login == "medic"


def test_a_new_password_is_shown_once_and_has_to_be_changed(office: Office) -> None:
    office.choose("ivanova")
    form = office.unlock(acts.RENEW, forms.GiveForm)
    assert form.login.isReadOnly()
    assert not form.medical.isVisible()
    press(form, Key.Key_Return)
    shown = office.dialog(ShownOnce)
    assert office.enter("ivanova", shown.secret).must_change_password
    with pytest.raises(Refused):
        office.enter("ivanova")
    shown.reject()
    office.qtbot.waitUntil(lambda: office.line("ivanova").must_change)
    assert office.window.acts.issued == [("Иванова Мария Петровна", "ivanova")]


def test_a_medical_worker_gets_the_key_with_the_new_password(office: Office) -> None:
    office.choose("medic")
    form = office.unlock(acts.RENEW, forms.GiveForm)
    form.medical.setChecked(True)
    press(form, Key.Key_Return)
    assert "код из сейфа" in form.error.text()
    type_text(form.source.code, CODE.lower())
    press(form.source.code, Key.Key_Return)
    shown = office.dialog(ShownOnce)
    assert office.enter("medic", shown.secret).medical is not None
    office.qtbot.waitUntil(lambda: office.line("medic").medical)


def test_wrong_own_password_opens_nothing(office: Office) -> None:
    office.choose("ivanova")
    again = office.ask(acts.RENEW, PasswordAgainDialog)
    type_text(again.password, "wrong password")
    press(again.password, Key.Key_Return)
    office.qtbot.waitUntil(lambda: "осталось попыток" in again.error.text())
    press(again, Key.Key_Escape)
    assert not office.window.findChildren(forms.GiveForm)
    assert office.enter("ivanova").actor.login == "ivanova"


def test_an_account_is_shut_and_opened_again(office: Office, monkeypatch) -> None:
    office.choose("petrova")
    office.unlock(acts.GRANT, forms.RoleForm).reject()
    monkeypatch.setattr(acts, "confirmed", lambda *_args, **_named: True)
    office.window.acts.button(acts.BLOCK).click()
    office.qtbot.waitUntil(lambda: office.window.acts.button(acts.UNBLOCK).isVisible())
    with pytest.raises(Refused, match="заблокирована"):
        office.enter("petrova")
    office.window.acts.button(acts.UNBLOCK).click()
    office.qtbot.waitUntil(lambda: office.window.acts.button(acts.BLOCK).isVisible())
    assert office.enter("petrova").actor.login == "petrova"


def test_the_last_officer_stays(office: Office, monkeypatch) -> None:
    monkeypatch.setattr(acts, "confirmed", lambda *_args, **_named: True)
    office.choose("admin")
    office.unlock(acts.GRANT, forms.RoleForm).reject()
    office.window.acts.button(acts.BLOCK).click()
    office.qtbot.waitUntil(lambda: "Себя не блокируют" in office.window.error.text())
    office.window.roles.selectRow(0)
    form = office.ask(acts.END, forms.EndForm)
    press(form, Key.Key_Return)
    office.qtbot.waitUntil(lambda: "всегда есть" in office.window.error.text())
    assert office.enter("admin").actor.login == "admin"


def test_a_role_is_given_by_an_order_and_ended(office: Office) -> None:
    office.choose("petrova")
    form = office.unlock(acts.GRANT, forms.RoleForm)
    form.roles.role.setCurrentIndex(list(Role).index(Role.SEC))
    type_text(form.roles.order, "12-к")
    press(form.roles.order, Key.Key_Return)
    office.qtbot.waitUntil(lambda: len(office.line("petrova").grants) == 2)
    grant = next(it for it in office.line("petrova").grants if it.role is Role.SEC)
    assert grant.order == "№ 12-к от 23.11.2026"
    office.window.roles.selectRow(office.line("petrova").grants.index(grant))
    press(office.ask(acts.END, forms.EndForm), Key.Key_Return)
    office.qtbot.waitUntil(lambda: any(it.ends for it in office.line("petrova").grants))
    assert not office.window.acts.button(acts.END).isEnabled()


def test_what_somebody_sees_is_shown(office: Office) -> None:
    office.choose("ivanova")
    eyes = office.ask(acts.EYES, EyesDialog)
    rows = [
        tuple(eyes.table.item(row, column).text() for column in range(4))
        for row in range(eyes.table.rowCount())
    ]
    assert ("Текущие отметки, пропуски", "изменяет", "свои уроки", "учитель") in rows
    assert not [row for row in rows if row[0] == "Лист здоровья целиком"]
    assert not [row for row in rows if row[0] == "Учётные записи и роли"]


def test_a_deputy_looks_and_changes_nothing(open_office: Callable[[str], Office]) -> None:
    office = open_office("zavuch")
    office.choose("ivanova")
    shown = [it for it in office.window.acts._buttons.values() if it.isVisible()]
    assert [it.text() for it in shown] == [acts.EYES]


def test_a_new_code_takes_the_place_of_the_old_one(office: Office) -> None:
    form = office.unlock(acts.CODE, forms.CodeForm)
    type_text(form.source.code, CODE)
    press(form.source.code, Key.Key_Return)
    code = office.dialog(ShownOnce).secret
    with pytest.raises(Refused):
        recover(office.url, CODE, "admin", "сизый-голубь-41", clock)
    recover(office.url, code, "admin", "сизый-голубь-41", clock)


def test_the_sheet_has_names_and_no_password(office: Office, monkeypatch, tmp_path: Path) -> None:
    file = tmp_path / "Ведомость.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    office.choose("ivanova")
    press(office.unlock(acts.RENEW, forms.GiveForm), Key.Key_Return)
    shown = office.dialog(ShownOnce)
    shown.reject()
    office.window.acts.button(acts.SHEET).click()
    text = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert "Иванова Мария Петровна" in " ".join(text.split())
    assert "ivanova" in text
    assert shown.secret not in text
