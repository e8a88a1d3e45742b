"""Deeds on the lines of a plan, written; what stands there is read again when all is answered.

A cell is shown as typed at once. Reads are dropped while a write is under way, so an older answer
never takes the place of a newer text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_topics import ChangeTopics, TopicField
from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Done
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.plans.editor import PlanEditor
from journal_desktop.ui.tabs.plans.reading import OpenPlan, plan_job
from journal_desktop.ui.tabs.plans.untaken import Untaken

PAUSE_MS: Final = 300
"""Faults are looked for when the person stops typing for so long."""


class LineWrites(QObject):
    """Between the editor and the gate."""

    def __init__(self, desk: Desk, editor: PlanEditor, plans: Newest, owner: QObject) -> None:
        super().__init__(owner)
        self._desk, self._editor, self._plans, self._owner = desk, editor, plans, owner
        self.plan_id: int | None = None
        self.wrote = False
        """Whether anything was written since the plan was opened."""
        self._under_way = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.read)
        editor.wanted.connect(self.write)
        plans.loaded.connect(self._loaded)

    def open(self, plan_id: int | None) -> None:
        """Show another plan, or none: its lines first, what is wrong with them afterwards."""
        self._later.stop()
        self.plan_id, self.wrote = plan_id, False
        self._plans.drop()
        if plan_id is not None:
            self._editor.close_plan()
            self._plans.read(plan_job(self._desk.journal, plan_id, faults=False))

    def read(self) -> None:
        """Read the plan again, at once or when the last write is answered."""
        if self.plan_id is not None and not self._under_way:
            self._later.stop()
            self._plans.read(plan_job(self._desk.journal, self.plan_id))

    def write(self, commands: Sequence[Command], typed: Untaken | None = None) -> None:
        """Send one op; a text that is refused stays within reach."""
        self._under_way += 1
        self._plans.drop()
        self._later.stop()
        self._desk.writer.send(
            commands, partial(self._written, commands), partial(self._failed, typed), self._owner
        )

    def _written(self, commands: Sequence[Command], done: Done) -> None:
        self._under_way -= 1
        self.wrote = self.wrote or done.op_id is not None
        if done.op_id is not None:
            self._desk.say("Записано.", Tone.GOOD)
        if all(map(_changes_texts_only, commands)):
            self._later.start()
        else:
            self.read()

    def _failed(self, typed: Untaken | None, error: JournalError) -> None:
        self._under_way -= 1
        self._desk.say(str(error), Tone.BAD)
        if typed is not None:
            self._editor.keep(typed, str(error))
        self.read()

    def _loaded(self, opened: OpenPlan | None) -> None:
        if opened is not None and opened.faults is None:
            QTimer.singleShot(0, self, self.read)


def _changes_texts_only(command: Command) -> bool:
    return isinstance(command, ChangeTopics) and all(
        change.field is not TopicField.SECTION for change in command.changes
    )
