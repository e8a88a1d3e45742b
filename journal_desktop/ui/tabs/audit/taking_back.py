"""Taking back one of the own actions, after a look at what changed since."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from journal_desktop.domain.audit_lines import Deed
from journal_desktop.domain.errors import JournalError
from journal_desktop.queries.audit_since import Since, SinceOf
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress, while_there
from journal_desktop.ui.tabs.audit.model import title_of, when_of

UNTOUCHED: Final = "С тех пор эти записи никто не менял."
CHANGED: Final = (
    "С тех пор эти записи менялись. Действие отменится, только если в них снова стоит то, что оно"
    " оставило; чужая правка не пропадёт."
)


class TakingBack(QObject):
    """Asks what changed since, shows it, and undoes through the window's one writer."""

    done = Signal()
    failed = Signal(Exception)

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.dialog: SinceDialog | None = None

    def may(self, deed: Deed | None) -> bool:
        """Whether the person may try: an own action that still stands."""
        me = self._desk.journal.actor.staff_id
        return deed is not None and deed.staff_id == me and deed.undone_by is None

    def ask(self, deed: Deed) -> None:
        """Show what changed since the action, and the button that takes it back."""
        journal = self._desk.journal

        def job(_progress: Progress) -> object:
            return journal.ask(SinceOf(deed.op_id))

        task = self._desk.run(job)
        task.succeeded.connect(while_there(self, partial(self._show, deed)))
        task.failed.connect(self.failed)

    def _show(self, deed: Deed, since: Any) -> None:
        self.dialog = SinceDialog(deed, since, self._owner)
        self.dialog.agreed.connect(partial(self._undo, deed))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _undo(self, deed: Deed) -> None:
        self._desk.writer.undo(deed.op_id, partial(self._undone, deed), self._kept)

    def _undone(self, deed: Deed, _done: object) -> None:
        self._desk.say(f"Отменено: {deed.title.lower()}, № {deed.op_id}.", Tone.GOOD)
        if isValid(self):  # the person may have closed the list meanwhile
            self.done.emit()

    def _kept(self, error: JournalError) -> None:
        self._desk.say(str(error), Tone.BAD)


class SinceDialog(QDialog):
    """What changed since an action, and whether to take it back."""

    agreed = Signal()

    def __init__(self, deed: Deed, since: Since, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Отмена действия")
        head = QLabel(f"{when_of(deed)}  {title_of(deed)}\n{deed.where}\n{deed.summary}".strip())
        head.setWordWrap(True)
        changed = bool(since.deeds or since.hidden)
        self.said = QLabel(CHANGED if changed else UNTOUCHED)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "warning" if changed else "soft")
        self.list = QListWidget()
        self.list.setAccessibleName("Что изменилось с тех пор")
        self.list.setWordWrap(True)
        for later in since.deeds:
            self.list.addItem(f"{when_of(later)}  {later.who}: {later.summary}  ({later.where})")
        if since.hidden:
            self.list.addItem(f"Действий других сотрудников: {since.hidden}")
        self.list.setVisible(changed)
        self.go = QPushButton("Отменить действие")
        self.go.setProperty("role", "main")
        buttons = QDialogButtonBox()
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        stay = buttons.addButton("Оставить", QDialogButtonBox.ButtonRole.RejectRole)
        stay.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (head, self.said, self.list, buttons):
            column.addWidget(widget)
        self.resize(560, self.sizeHint().height())
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
