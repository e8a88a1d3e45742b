"""Send what is typed to the writer; bring back what the gate answers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from journal_desktop.commands.base import Command
from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Conflict, JournalError, ReasonNeeded
from journal_desktop.domain.russian import plural
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.journal import Done
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.writer import Entry, Work
from journal_desktop.ui.tabs.marks.columns import Sort
from journal_desktop.ui.tabs.marks.doubts import is_swap, replaced
from journal_desktop.ui.tabs.marks.model import SpreadModel
from journal_desktop.ui.tabs.marks.pending import Typed
from journal_desktop.ui.tabs.marks.tips import cell_where

Batch = tuple[Typed, ...]


class CellWrites(QObject):
    """Writes of one grid: a batch is one op, all of it or nothing."""

    settled = Signal()
    """A write of this grid was accepted."""

    overtaken = Signal()
    """Somebody else changed the page: read it again."""

    def __init__(self, desk: Desk, source: object, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self.model = SpreadModel(self._send)
        self.model.setParent(self)

    def comment(self, cell: tuple[int, int], text: str) -> None:
        """Send the comment of a lesson cell."""
        sheet = self.model.sheet
        (pupil_id, column), before = sheet.key(*cell), sheet.cell(*cell).comment
        command = CommentCell(sheet.spread.title.id, column[1], pupil_id, text, before)

        def answered(_done: Done) -> None:
            if (place := self._places().get((pupil_id, column))) is not None:
                self.model.sheet.comment(*place, text)
                self.model.refresh([place])
            self.settled.emit()

        self._desk.writer.send([command], answered, self._comment_failed, self._source)

    def _send(self, batch: Batch) -> None:
        page_id, waiting = self.model.sheet.spread.title.id, self.model.sheet.pending

        def prepare() -> Work:
            commands = [_command(page_id, typed) for typed in batch]
            return self._desk.writer.work(commands, _why(batch))

        def answered(done: Done) -> None:
            waiting.settle(batch, accepted=True)
            self._accepted(page_id, batch)
            self._tell_replaced(page_id, batch, done)

        def failed(error: JournalError) -> None:
            waiting.settle(batch, accepted=False)
            self._failed(page_id, batch, error)

        self._desk.writer.put(Entry(prepare, answered, failed, self._source))

    def _accepted(self, page_id: int, batch: Batch) -> None:
        places = self._places(page_id)
        done = []
        for typed in batch:
            if (place := places.get(typed.key)) is not None:
                self.model.sheet.accept(*place, typed.text, typed.grounds)
                done.append(place)
        self.model.refresh(done, finals=True)
        self.settled.emit()

    def _failed(self, page_id: int, batch: Batch, error: JournalError) -> None:
        places = self._places(page_id)
        here = {places[typed.key]: typed.text for typed in batch if typed.key in places}
        if isinstance(error, Conflict) and len(batch) == 1 and here:
            stored = getattr(error, "stored", None)
            if isinstance(stored, str):
                self.model.sheet.accept(*next(iter(here)), stored)
        self.model.refresh(here, finals=True)
        if isinstance(error, ReasonNeeded) and here:
            self.model.ask_late(here, batch[0].grounds)
            return
        self._desk.say(str(error), Tone.BAD, self._offer(here, batch, error))
        if isinstance(error, Conflict):
            self.overtaken.emit()

    def _tell_replaced(self, page_id: int, batch: Batch, done: Done) -> None:
        """Say which letters gave way to marks, or marks to letters, with the way back."""
        swapped = [typed for typed in batch if is_swap(typed.seen, typed.text)]
        places, op_id = self._places(page_id), done.op_id
        here = [typed for typed in swapped if typed.key in places]
        if not here or op_id is None:
            return

        def back() -> None:
            self._desk.writer.undo(op_id, lambda _done: None, self._undo_failed)

        where = cell_where(self.model.sheet, *places[here[0].key])
        text, title = replaced(where, [(typed.seen, typed.text) for typed in here])
        self._desk.say(text, Tone.PLAIN, Offer(title, back))

    def _undo_failed(self, error: JournalError) -> None:
        self._desk.say(str(error), Tone.BAD)

    def _offer(
        self, here: dict[tuple[int, int], str], batch: Batch, error: JournalError
    ) -> Offer | None:
        if not here:
            return None
        keyed = {typed.key: typed.text for typed in batch}

        def again() -> None:
            places = self._places()
            self.model.put({places[key]: text for key, text in keyed.items() if key in places})

        return Offer(_offer_title(list(here.values()), error), again)

    def _comment_failed(self, error: JournalError) -> None:
        self._desk.say(str(error), Tone.BAD)
        if isinstance(error, Conflict):
            self.overtaken.emit()

    def _places(
        self, page_id: int | None = None
    ) -> dict[tuple[int, tuple[str, int, str]], tuple[int, int]]:
        shown = self.model.has_page and page_id in (None, self.model.sheet.spread.title.id)
        return self.model.sheet.places() if shown else {}


def _command(page_id: int, typed: Typed) -> Command:
    pupil_id, (sort, column_id, kind) = typed.key
    if sort == Sort.LESSON.value:
        return SetCell(page_id, column_id, pupil_id, typed.text, typed.seen)
    place, grounds = (page_id, pupil_id, column_id, PeriodKind(kind)), typed.grounds
    order_id = grounds.order.id if grounds.order else None
    return SetPeriodMark(*place, typed.text, typed.seen, grounds.reason, order_id)


def _why(batch: Batch) -> str | None:
    """The reason of late edits belongs to the op; that of a final mark to its command."""
    said = (t.grounds.reason for t in batch if t.key[1][0] == Sort.LESSON.value)
    return next(filter(None, said), None)


def _offer_title(texts: list[str], error: JournalError) -> str:
    if len(texts) > 1:
        count = len(texts)
        return f"Повторить {count} {plural(count, 'запись', 'записи', 'записей')}"
    if isinstance(error, Conflict):
        return f"Поставить «{texts[0]}»" if texts[0] else "Всё равно очистить"
    return f"Вернуть «{texts[0]}»" if texts[0] else "Повторить"
