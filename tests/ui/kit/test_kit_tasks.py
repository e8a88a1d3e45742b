"""A task is heard to its end, whatever becomes of it after that."""

from __future__ import annotations

from PySide6.QtCore import QObject

from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.shell.aside import aside

MANY = 3000


class Chain(QObject):
    """Each job begins when the end of the one before it was heard; the last to hear begins it."""

    def __init__(self) -> None:
        super().__init__()
        self.left = MANY

    def go_on(self) -> None:
        self.left -= 1
        if self.left > 0:
            task = aside(_busy)
            task.finished.connect(self.idle)
            task.finished.connect(self.idle)
            task.finished.connect(self.go_on)

    def idle(self) -> None:
        """Somebody else who hears it."""


def _busy(_progress: Progress) -> int:
    return sum(range(2000))


def test_a_chain_of_tasks_that_delete_themselves_does_not_break(qtbot):
    chain = Chain()
    chain.go_on()
    qtbot.waitUntil(lambda: chain.left <= 0, timeout=60_000)
