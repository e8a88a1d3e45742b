"""«Учётные записи»: the list, the chosen person, and what the responsible officer may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from journal_desktop.access.policy import ROLE_TITLES
from journal_desktop.domain.errors import JournalError
from journal_desktop.queries.accounts import AccountLine, Grant
from journal_desktop.ui.accounts.acts import EYES, Acts
from journal_desktop.ui.accounts.deeds import AccountDeeds
from journal_desktop.ui.accounts.model import BASELESS, AccountsModel, state_of
from journal_desktop.ui.accounts.tables import fill, plain, texts_table
from journal_desktop.ui.kit.tasks import Job, Task
from journal_desktop.ui.shell.aside import aside
from journal_desktop.ui.shell.dress import column, label, row

SIZE: Final = (1240, 640)
SIDE: Final = 390
WIDTHS: Final = (200, 95, 230, 115, 120)
ROLES: Final = 2
"""The column that takes the room that is left."""


class AccountsWindow(QDialog):
    """Stays beside the journal; every action is a command through the gate."""

    def __init__(self, deeds: AccountDeeds, school: str, person: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Учётные записи")
        self.deeds, self.school, self.person = deeds, school, person
        self.model = AccountsModel(deeds.today, deeds.journal.zone)
        self.model.setParent(self)
        self.search = QLineEdit(placeholderText="Найти по фамилии или логину")
        self.list = QTableView()
        self.name, self.about = label("", "heading", wrap=True), label("", "soft", wrap=True)
        self.roles = texts_table(("Роль", "Когда", "Основание"), "Роли сотрудника")
        self.error = label("", "error", wrap=True)
        self.acts = Acts(self, self)
        self._chosen = 0
        self._lay_out()
        self._connect()
        self.load()

    @property
    def chosen(self) -> AccountLine | None:
        """The person now chosen."""
        rows = self.list.selectionModel().selectedRows()
        return self.model.lines[rows[0].row()] if rows else None

    @property
    def chosen_grant(self) -> Grant | None:
        """The role now chosen."""
        person, number = self.chosen, self.roles.currentRow()
        return person.grants[number] if person and 0 <= number < len(person.grants) else None

    def load(self) -> None:
        """Read everybody anew; the same person stays chosen."""
        deeds = self.deeds
        self.work(lambda _: deeds.people(), self._show)

    def work(self, job: Job, done: Callable[[Any], None]) -> Task:
        """Do something off the GUI thread; an error stands in the window until the next try."""
        self.error.clear()
        task = aside(job)
        task.succeeded.connect(done)
        task.failed.connect(self.refuse)
        return task

    def refuse(self, error: Exception) -> None:
        """Show an understandable error; a bug goes on to the crash dialog."""
        if not isinstance(error, JournalError):
            raise error
        self.error.setText(str(error))

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName("Сотрудники")
        plain(self.list)
        for number, width in enumerate(WIDTHS):
            self.list.setColumnWidth(number, width)
        header = self.list.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(ROLES, QHeaderView.ResizeMode.Stretch)
        left, right = column(spacing=8), QFrame()
        left.addWidget(self.search)
        left.addWidget(self.list, stretch=1)
        right.setProperty("role", "panel")
        right.setFixedWidth(SIDE)
        side = column(right, spacing=8)
        side.setContentsMargins(14, 12, 14, 12)
        for part in (self.name, self.about, self.roles):
            side.addWidget(part)
        for title in self.acts.personal:
            side.addWidget(self.acts.button(title))
        halves = row(spacing=12)
        halves.addLayout(left, stretch=1)
        halves.addWidget(right)
        layout = column(self, spacing=10)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addLayout(halves, stretch=1)
        layout.addWidget(self.error)
        layout.addLayout(self._bottom())
        self.resize(*SIZE)

    def _bottom(self) -> QBoxLayout:
        bottom = row()
        for title in self.acts.common:
            bottom.addWidget(self.acts.button(title))
        bottom.addStretch()
        close = QPushButton("Закрыть")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        bottom.addWidget(close)
        return bottom

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.list.selectionModel().selectionChanged.connect(self._look)
        self.roles.itemSelectionChanged.connect(self.acts.show)
        self.list.doubleClicked.connect(partial(self.acts.take, EYES))

    def _show(self, people: tuple[AccountLine, ...]) -> None:
        kept = self._chosen
        self.model.show(people)
        self._choose(kept)

    def _narrow(self, text: str) -> None:
        kept = self._chosen
        self.model.narrow(text)
        self._choose(kept)

    def _choose(self, staff_id: int) -> None:
        number = max(self.model.row_of(staff_id), 0)
        self.list.clearSelection()
        if self.model.lines:
            self.list.selectRow(number)
        self._look()

    def _look(self, *_changed: object) -> None:
        person = self.chosen
        self._chosen = person.staff_id if person else self._chosen
        self.name.setText(person.name if person else "")
        self.about.setText(_about(person) if person else "")
        fill(self.roles, [_grant(grant) for grant in person.grants] if person else [])
        self.acts.show()


def _about(person: AccountLine) -> str:
    login = f"логин {person.login}" if person.login else ""
    medical = "медицинский ключ есть" if person.medical else ""
    return "; ".join(part for part in (person.position, login, state_of(person), medical) if part)


def _grant(grant: Grant) -> tuple[str, ...]:
    ends = f"по {grant.ends:%d.%m.%Y}" if grant.ends else ""
    basis = grant.order or f"{BASELESS} (п. 3.1.2)"
    return ROLE_TITLES[grant.role], f"с {grant.begins:%d.%m.%Y} {ends}".strip(), basis
