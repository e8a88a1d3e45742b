"""Writes of the tab: told in the strip; what follows is done only after the journal took them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Done
from journal_desktop.ui.kit.tab import Desk, Offer, Tone

WRITTEN = "Записано."


class PlanWrites(QObject):
    """`owner` is the tab, so that its own writes are not told to it as news."""

    answered = Signal()
    """Taken or refused: what is shown is read again."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner

    def send(
        self,
        commands: Sequence[Command],
        said: str = WRITTEN,
        then: Callable[[], object] | None = None,
        offer: Offer | None = None,
    ) -> None:
        """Send one op; `then` follows when it is taken."""

        def taken(done: Done) -> None:
            if done.op_id is not None:
                self._desk.say(said, Tone.GOOD, offer)
            self.answered.emit()
            if then is not None:
                then()

        def refused(error: JournalError) -> None:
            self._desk.say(str(error), Tone.BAD)
            self.answered.emit()

        self._desk.writer.send(commands, taken, refused, self._owner)
