"""Send what is typed into the day to the writer, by right: a fact or a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from typing_extensions import override

from journal_desktop.commands.absences import SetReason
from journal_desktop.commands.base import Command
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Conflict, JournalError
from journal_desktop.ui.kit.sheet_writes import SheetWrites
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.attendance.day_state import DayState, Mode, Typed
from journal_desktop.ui.tabs.attendance.model import DayModel


class DayWrites(SheetWrites[Typed]):
    """Writes of one day."""

    def __init__(self, desk: Desk, source: object, parent: QObject) -> None:
        super().__init__(desk, source, parent)
        self.model = DayModel(self.write)
        self.model.setParent(self)

    @property
    @override
    def grid(self) -> DayModel:
        return self.model

    @property
    @override
    def sheet(self) -> DayState:
        return self.model.state

    @override
    def commands(self, sheet: DayState, batch: Sequence[Typed]) -> list[Command]:
        return [_command(sheet.sheet.class_id, typed) for typed in batch]

    @override
    def refused(self, error: JournalError) -> None:
        super().refused(error)
        if not isinstance(error, Conflict):  # a document that is gone stands in the list no more
            self.overtaken.emit()


def _command(class_id: int, typed: Typed) -> Command:
    pupil_id, lesson_id = typed.key
    page_id = typed.lesson.page_id
    if typed.mode is Mode.FACTS:
        return SetCell(page_id, lesson_id, pupil_id, typed.text, typed.seen)
    return SetReason(class_id, page_id, lesson_id, pupil_id, typed.text, typed.seen)
