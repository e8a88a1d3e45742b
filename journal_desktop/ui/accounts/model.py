"""The list of staff with their logins: name, login, roles, last login, state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from typing_extensions import override

from journal_desktop.access.policy import ROLE_TITLES
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.queries.accounts import AccountLine
from journal_desktop.ui.kit.theme import colours

COLUMNS: Final = ("Сотрудник", "Логин", "Роли", "Последний вход", "Состояние")
BASELESS: Final = "без основания"
Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class AccountsModel(QAbstractTableModel):
    """Holds frozen lines; those whose name or login has the wanted letters are shown."""

    def __init__(self, today: date, zone: ZoneInfo) -> None:
        super().__init__()
        self._today, self._zone = today, zone
        self._all: tuple[AccountLine, ...] = ()
        self._wanted = ""
        self.lines: tuple[AccountLine, ...] = ()

    def show(self, lines: Sequence[AccountLine]) -> None:
        """Show these people."""
        self._all = tuple(lines)
        self.narrow(self._wanted)

    def narrow(self, wanted: str) -> None:
        """Show only those with these letters in the name or login."""
        self._wanted = wanted
        letters = wanted.casefold().strip()
        self.beginResetModel()
        self.lines = tuple(
            line for line in self._all if letters in f"{line.name} {line.login}".casefold()
        )
        self.endResetModel()

    def row_of(self, staff_id: int) -> int:
        """Where a person stands; -1 when not shown."""
        return next((row for row, it in enumerate(self.lines) if it.staff_id == staff_id), -1)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(line)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(line, index.column())
        return None

    def _texts(self, line: AccountLine) -> tuple[str, ...]:
        held = line.roles(self._today)
        roles = ", ".join(ROLE_TITLES[grant.role] for grant in held)
        if any(not grant.order for grant in held):
            roles = f"{roles} — {BASELESS}"
        last = line.last_login
        seen = f"{last.astimezone(self._zone):%d.%m.%Y %H:%M}" if last else ""
        return line.name, line.login, roles, seen, state_of(line)

    def _colour(self, line: AccountLine, column: int) -> QColor | None:
        if line.state is not AccountState.ACTIVE:
            return QColor(colours().faint)
        if column == COLUMNS.index("Роли") and any(
            not grant.order for grant in line.roles(self._today)
        ):
            return QColor(colours().amber)
        return None


def state_of(line: AccountLine) -> str:
    """What the account is, in words."""
    if line.state is None:
        return "нет логина"
    if line.dismissed is not None:
        return f"уволен {line.dismissed:%d.%m.%Y}"
    if line.state is AccountState.BLOCKED:
        return "заблокирована"
    return "пароль не сменён" if line.must_change else "действует"
