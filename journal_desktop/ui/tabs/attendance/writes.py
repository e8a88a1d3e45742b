"""Send what is typed to the writer; bring back what the gate answers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from journal_desktop.commands.absences import SetReason
from journal_desktop.commands.base import Command
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Conflict, JournalError
from journal_desktop.domain.russian import plural
from journal_desktop.journal import Done
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.writer import Entry, Work
from journal_desktop.ui.tabs.attendance.day_state import DayState, Mode, Typed
from journal_desktop.ui.tabs.attendance.model import DayModel

Batch = tuple[Typed, ...]


class DayWrites(QObject):
    """Writes of one day: a batch is one op, all of it or nothing."""

    settled = Signal()
    """A write was accepted."""

    overtaken = Signal()
    """What is shown is no longer so: read it again."""

    def __init__(self, desk: Desk, source: object, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self.model = DayModel(self._send)
        self.model.setParent(self)

    def send(self, *commands: Command, said: str = "") -> None:
        """Send commands made elsewhere, as one op; the tab is read again after it."""

        def answered(done: Done) -> None:
            if said and done.op_id is not None:
                self._desk.say(said, Tone.GOOD)
            self.overtaken.emit()

        self._desk.writer.send(commands, answered, self._refused, self._source)

    def _send(self, batch: Batch) -> None:
        state = self.model.state

        def prepare() -> Work:
            class_id = state.sheet.class_id
            return self._desk.writer.work([_command(class_id, typed) for typed in batch])

        def answered(_done: Done) -> None:
            self._settle(state, batch, accepted=True)
            self.settled.emit()

        def failed(error: JournalError) -> None:
            self._settle(state, batch, accepted=False)
            self._desk.say(str(error), Tone.BAD, self._offer(batch, error))
            if isinstance(error, Conflict):
                self.overtaken.emit()

        self._desk.writer.put(Entry(prepare, answered, failed, self._source))

    def _settle(self, state: DayState, batch: Batch, *, accepted: bool) -> None:
        now = self.model.state
        here = now if now.same_shape(state) else state
        for typed in batch:
            here.settle(typed, accepted=accepted)
        self.model.refresh({typed.key[0] for typed in batch})

    def _refused(self, error: JournalError) -> None:
        self._desk.say(str(error), Tone.BAD)
        self.overtaken.emit()

    def _offer(self, batch: Batch, error: JournalError) -> Offer | None:
        if isinstance(error, Conflict):
            return None
        texts = {typed.key: typed.text for typed in batch}
        count = len(texts)
        title = f"Повторить {count} {plural(count, 'запись', 'записи', 'записей')}"

        def again() -> None:
            self.model.type_in(texts)

        return Offer(title, again)


def _command(class_id: int, typed: Typed) -> Command:
    pupil_id, lesson_id = typed.key
    page_id = typed.lesson.page_id
    if typed.mode is Mode.FACTS:
        return SetCell(page_id, lesson_id, pupil_id, typed.text, typed.seen)
    return SetReason(class_id, page_id, lesson_id, pupil_id, typed.text, typed.seen)
