"""Send what is typed to the writer; closed values are sealed before a command is made."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from journal_desktop.commands.advice import SetAdvice
from journal_desktop.commands.base import Command
from journal_desktop.commands.health import SealHealth, SetExamined, SetHeight
from journal_desktop.commands.pe_groups import SetPeGroup
from journal_desktop.domain.errors import Conflict, JournalError
from journal_desktop.domain.health import PeGroup
from journal_desktop.domain.health_entry import Field, day_of, height_mm
from journal_desktop.domain.russian import plural
from journal_desktop.journal import Done
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.writer import Entry, Work
from journal_desktop.ui.tabs.health.columns import CLOSED
from journal_desktop.ui.tabs.health.model import HealthModel
from journal_desktop.ui.tabs.health.sheet import Sheet, Typed, closed_with

Batch = tuple[Typed, ...]


class HealthWrites(QObject):
    """Writes of one sheet: a batch is one op, all of it or nothing."""

    settled = Signal()
    """A write was accepted."""

    overtaken = Signal()
    """Somebody else changed the sheet: read it again."""

    def __init__(self, desk: Desk, source: object, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self.model = HealthModel(self._send)
        self.model.setParent(self)

    def send(self, *commands: Command) -> None:
        """Send commands made elsewhere, as one op; the sheet is read again after it."""

        def answered(_done: Done) -> None:
            self.overtaken.emit()

        self._desk.writer.send(commands, answered, self._refused, self._source)

    def _send(self, batch: Batch) -> None:
        sheet = self.model.sheet
        place = sheet.reading.place
        class_id = place.class_id if place else 0

        def prepare() -> Work:
            commands = [self._command(class_id, typed, self._here(sheet)) for typed in batch]
            return self._desk.writer.work(commands)

        def answered(_done: Done) -> None:
            for typed in batch:
                self._here(sheet).settle(typed, accepted=True)
            self._redraw(batch)
            self.settled.emit()

        def failed(error: JournalError) -> None:
            for typed in batch:
                self._here(sheet).settle(typed, accepted=False)
            self._redraw(batch)
            self._desk.say(str(error), Tone.BAD, self._offer(batch, error))
            if isinstance(error, Conflict):
                self.overtaken.emit()

        self._desk.writer.put(Entry(prepare, answered, failed, self._source))

    def _here(self, sheet: Sheet) -> Sheet:
        """The sheet that shows the same pupils now, or the one that was typed into."""
        now = self.model.sheet
        return now if now.same_shape(sheet) else sheet

    def _command(self, class_id: int, typed: Typed, sheet: Sheet) -> Command:
        pupil, field = typed.place
        if field is Field.HEIGHT:
            return SetHeight(class_id, pupil, height_mm(typed.text), height_mm(typed.seen))
        if field is Field.EXAMINED:
            return SetExamined(class_id, pupil, day_of(typed.text), day_of(typed.seen))
        if field is Field.PE:
            return SetPeGroup(class_id, pupil, _group(typed.text), _group(typed.seen))
        if field in CLOSED:
            return self._sealed(class_id, typed, sheet)
        return SetAdvice(class_id, pupil, field, typed.text, typed.seen)

    def _sealed(self, class_id: int, typed: Typed, sheet: Sheet) -> Command:
        pupil, field = typed.place
        row, medical = sheet.by_pupil[pupil], self._desk.journal.medical
        assert medical is not None  # noqa: S101 - closed columns are locked without the key
        said = closed_with(row, field, typed.text).to_bytes()
        typed.sealed = medical.seal(said, pupil)
        return SealHealth(class_id, pupil, typed.sealed, row.sealed)

    def _redraw(self, batch: Batch) -> None:
        self.model.refresh({typed.place[0] for typed in batch})

    def _refused(self, error: JournalError) -> None:
        self._desk.say(str(error), Tone.BAD)
        if isinstance(error, Conflict):
            self.overtaken.emit()

    def _offer(self, batch: Batch, error: JournalError) -> Offer | None:
        if isinstance(error, Conflict):
            return None
        texts = {typed.place: typed.text for typed in batch}
        count = len(texts)
        title = f"Вернуть «{batch[0].text}»"
        if count > 1 or batch[0].place[1] in CLOSED:
            title = f"Повторить {count} {plural(count, 'запись', 'записи', 'записей')}"

        def again() -> None:
            self.model.type_in(texts)

        return Offer(title, again)


def _group(text: str) -> PeGroup | None:
    return PeGroup(text) if text else None
