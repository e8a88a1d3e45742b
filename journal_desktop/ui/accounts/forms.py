"""What is asked before an account is given, a role begins or ends, the medical key is fetched."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from typing_extensions import override

from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.domain.passwords import in_latin
from journal_desktop.queries.accounts import AccountLine
from journal_desktop.store.recovery import Colleague, SafeCode, Source
from journal_desktop.ui.accounts.deeds import Appointment
from journal_desktop.ui.shell.dress import column, label

WIDTH: Final = 460


class AskForm(QDialog):
    """A question with fields: a heading, a form, an error, two buttons; Enter takes the first."""

    def __init__(self, title: str, intro: str, accept: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.error = label("", "error", wrap=True)
        self.go = QPushButton(accept)
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.body = column(spacing=8)
        layout = column(self, spacing=12)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(label(title, "heading"))
        if intro:
            layout.addWidget(label(intro, "soft", wrap=True))
        layout.addLayout(self.form)
        layout.addLayout(self.body)
        layout.addWidget(self.error)
        layout.addWidget(self.buttons)
        self.setFixedWidth(WIDTH)
        self.buttons.accepted.connect(self._check)
        self.buttons.rejected.connect(self.reject)

    def wrong(self) -> str:
        """What is not filled in, as a sentence; "" when all is."""
        return ""

    def _check(self) -> None:
        if text := self.wrong():
            self.error.setText(text)
        else:
            self.accept()


class RoleFields(QWidget):
    """Role, first day and order; without an order it is shown as baseless (R-3.1.2-04)."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(ROLE_TITLES[role], role)
        self.role.setCurrentIndex(list(Role).index(Role.ST))
        self.begins, self.order_day = day_field(today), day_field(today)
        self.order = QLineEdit(placeholderText="без приказа роль будет «без основания»")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("Роль", self.role)
        form.addRow("С", self.begins)
        form.addRow("Приказ №", self.order)
        form.addRow("от", self.order_day)
        self.role.currentIndexChanged.connect(self.changed)

    @property
    def chosen(self) -> Appointment:
        """What is filled in."""
        number = self.order.text().strip()
        day = day_of(self.order_day) if number else None
        return Appointment(self.role.currentData(), day_of(self.begins), number, day)


class SourceFields(QWidget):
    """Where the medical key comes from: the code of the safe, or another medical worker."""

    def __init__(self) -> None:
        super().__init__()
        self.by_code = QRadioButton("Код восстановления из сейфа директора")
        self.by_colleague = QRadioButton("Пароль медработника, у которого ключ есть")
        self.by_code.setChecked(True)
        self.code = QLineEdit(placeholderText="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.login = QLineEdit(placeholderText="Логин медработника")
        self.password = QLineEdit(placeholderText="Его пароль")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.code, self.login, self.password):
            field.setAccessibleName(field.placeholderText())
        layout = column(self, spacing=6)
        for part in (self.by_code, self.code, self.by_colleague, self.login, self.password):
            layout.addWidget(part)
        self.by_code.toggled.connect(self._show)
        self._show()

    def source(self) -> Source | None:
        """What is filled in; None when nothing is."""
        if self.by_code.isChecked():
            return SafeCode(self.code.text()) if self.code.text().strip() else None
        if not self.login.text().strip() or not self.password.text():
            return None
        return Colleague(self.login.text().strip().lower(), self.password.text())

    def _show(self) -> None:
        on = self.by_code.isChecked()
        self.code.setEnabled(on)
        self.login.setEnabled(not on)
        self.password.setEnabled(not on)


class GiveForm(AskForm):
    """A login for somebody, or a new first password for the login there is."""

    def __init__(self, person: AccountLine, today: date, parent: QWidget) -> None:
        known = bool(person.login)
        super().__init__(
            "Новый пароль" if known else "Выдать логин",
            f"{person.name}. Первый пароль составит программа; его покажут один раз и попросят "
            "сменить при входе (п. 3.1.1).",
            "Выдать",
            parent,
        )
        self.login = QLineEdit(person.login or _proposed(person.name))
        self.login.setReadOnly(known)
        self.roles = RoleFields(today)
        self.medical = QCheckBox("Сразу передать медицинский ключ")
        self.source = SourceFields()
        self._held = {grant.role for grant in person.roles(today)}
        self._first = not self._held
        self.form.addRow("Логин", self.login)
        if self._first:
            self.body.addWidget(self.roles)
        self.body.addWidget(self.medical)
        self.body.addWidget(self.source)
        self.medical.toggled.connect(self._show)
        self.roles.changed.connect(self._show)
        self._show()

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """Roles given with the login: one for who has none yet."""
        return (self.roles.chosen,) if self._first else ()

    def chosen_source(self) -> Source | None:
        """Where the medical key comes from; None when it is not handed over now."""
        return self.source.source() if self._is_medic and self.medical.isChecked() else None

    @override
    def wrong(self) -> str:
        if not self.login.text().strip():
            return "Введите логин."
        if self._is_medic and self.medical.isChecked() and self.source.source() is None:
            return "Введите код из сейфа или логин и пароль медработника."
        return ""

    @property
    def _is_medic(self) -> bool:
        return Role.MED in self._held or any(each.role is Role.MED for each in self.appointments)

    def _show(self) -> None:
        self.medical.setVisible(self._is_medic)
        self.source.setVisible(self._is_medic and self.medical.isChecked())
        self.adjustSize()


class RoleForm(AskForm):
    """One more role for somebody."""

    def __init__(self, person: AccountLine, today: date, parent: QWidget) -> None:
        super().__init__("Новая роль", person.name, "Дать роль", parent)
        self.roles = RoleFields(today)
        self.body.addWidget(self.roles)


class EndForm(AskForm):
    """The last day of a role."""

    def __init__(self, what: str, today: date, parent: QWidget) -> None:
        super().__init__("Закончить роль", what, "Закончить", parent)
        self.last = day_field(today)
        self.form.addRow("Последний день", self.last)


class CodeForm(AskForm):
    """From where the medical key is taken to wrap it for a new recovery code."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            "Новый код восстановления",
            "Прежний лист из сейфа перестанет действовать. Код открывает и закрытые сведения о "
            "здоровье, поэтому нужен прежний код или медработник.",
            "Сделать новый код",
            parent,
        )
        self.source = SourceFields()
        self.body.addWidget(self.source)

    @override
    def wrong(self) -> str:
        empty = self.source.source() is None
        return "Введите прежний код или логин и пароль медработника." if empty else ""


def day_field(day: date) -> QDateEdit:
    """A field for a day, with a calendar."""
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setCalendarPopup(True)
    field.setDisplayFormat("dd.MM.yyyy")
    return field


def day_of(field: QDateEdit) -> date:
    """The day in the field."""
    said = field.date()
    return date(said.year(), said.month(), said.day())


def _proposed(name: str) -> str:
    """«Щукина Анна Львовна» → "shchukina"."""
    surname = name.split(maxsplit=1)[0].lower() if name else ""
    return "".join(sign for sign in in_latin(surname) if sign.isascii() and sign.isalnum())
