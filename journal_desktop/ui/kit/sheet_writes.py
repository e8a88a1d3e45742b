"""Send what is typed into a sheet to the writer; bring back what the gate answers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import Conflict, JournalError
from journal_desktop.domain.russian import plural
from journal_desktop.journal import Done
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.writer import Entry, Work

T = TypeVar("T", bound="Typed")


class Typed(Protocol):
    """A text on its way to the gate; its key begins with the pupil."""

    @property
    def key(self) -> tuple[int, Any]:
        """Where it is typed."""

    @property
    def text(self) -> str:
        """What is typed."""


class Sheet(Protocol):
    """What is shown, and what of it waits for an answer."""

    def same_shape(self, other: Any) -> bool:
        """Whether the other has the same rows and columns."""

    def settle(self, typed: Any, *, accepted: bool) -> None:
        """Forget an answered text; an accepted one is stored now."""


class Model(Protocol):
    """The sheet as a grid."""

    def refresh(self, pupils: Iterable[int]) -> None:
        """Draw the rows of these pupils anew."""

    def type_in(self, texts: Mapping[Any, str]) -> bool:
        """Write texts as one op."""


class SheetWrites(QObject, Generic[T]):
    """Writes of one sheet: a batch is one op, all of it or nothing."""

    settled = Signal()
    """A write was accepted."""

    overtaken = Signal()
    """What is shown is no longer so: read it again."""

    def __init__(self, desk: Desk, source: object, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source

    @property
    @abstractmethod
    def grid(self) -> Model:
        """The model that is typed into."""

    @property
    @abstractmethod
    def sheet(self) -> Sheet:
        """What it shows now."""

    @abstractmethod
    def commands(self, sheet: Any, batch: Sequence[T]) -> list[Command]:
        """The op of a batch typed into a sheet, made when its turn comes."""

    def again_title(self, batch: Sequence[T]) -> str:
        """The button that sends a refused batch once more."""
        count = len(batch)
        return f"Повторить {count} {plural(count, 'запись', 'записи', 'записей')}"

    def send(self, *commands: Command, said: str = "") -> None:
        """Send commands made elsewhere, as one op; the tab is read again after it."""

        def answered(done: Done) -> None:
            if said and done.op_id is not None:
                self._desk.say(said, Tone.GOOD)
            self.overtaken.emit()

        self._desk.writer.send(commands, answered, self.refused, self._source)

    def refused(self, error: JournalError) -> None:
        """A command made elsewhere was not taken."""
        self._desk.say(str(error), Tone.BAD)
        if isinstance(error, Conflict):
            self.overtaken.emit()

    def write(self, batch: tuple[T, ...]) -> None:
        """Send what is typed, after everything typed before."""
        sheet = self.sheet

        def prepare() -> Work:
            return self._desk.writer.work(self.commands(self.here(sheet), batch))

        def answered(_done: Done) -> None:
            self._settle(sheet, batch, accepted=True)
            self.settled.emit()

        def failed(error: JournalError) -> None:
            self._settle(sheet, batch, accepted=False)
            self._desk.say(str(error), Tone.BAD, self._offer(batch, error))
            if isinstance(error, Conflict):
                self.overtaken.emit()

        self._desk.writer.put(Entry(prepare, answered, failed, self._source))

    def here(self, sheet: Sheet) -> Sheet:
        """The sheet that shows the same rows and columns now, or the one that was typed into."""
        now = self.sheet
        return now if now.same_shape(sheet) else sheet

    def _settle(self, sheet: Sheet, batch: Sequence[T], *, accepted: bool) -> None:
        shown = self.here(sheet)
        for typed in batch:
            shown.settle(typed, accepted=accepted)
        self.grid.refresh({typed.key[0] for typed in batch})

    def _offer(self, batch: Sequence[T], error: JournalError) -> Offer | None:
        if isinstance(error, Conflict):
            return None
        texts = {typed.key: typed.text for typed in batch}

        def again() -> None:
            self.grid.type_in(texts)

        return Offer(self.again_title(batch), again)
