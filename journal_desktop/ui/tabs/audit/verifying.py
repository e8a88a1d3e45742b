"""«Целостность»: the chain of actions and every table against it, aside, with what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.audit_titles import TABLE_TITLES, table_title
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Journal
from journal_desktop.store.verify import Broken
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Job, Progress, Task

EXPLAINED: Final = (
    "Проверяется, сходится ли цепочка действий и не меняли ли записи мимо программы (п. 4.7). "
    "Идёт в стороне: работать можно дальше."
)
WHOLE: Final = "Журнал цел: цепочка действий сходится, записи ей соответствуют."
BROKEN: Final = "Найдено нарушений: {}. Сделайте копию базы и сообщите директору (п. 4.7)."


@dataclass(frozen=True)
class Verified:
    """What a verification found, and the tables the person may not read."""

    found: tuple[Broken, ...]
    left_out: tuple[str, ...]
    at: datetime


class VerifyingView(QWidget):
    """Starts, shows progress, stops, lists what is broken."""

    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self.result: Verified | None = None
        self.start = QPushButton("Проверить целостность")
        self.start.setProperty("role", "main")
        self.stop = QPushButton("Остановить")
        self.save = QPushButton("Сохранить протокол…")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Ход проверки")
        self.what = QLabel(EXPLAINED)
        self.left_out = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName("Нарушения")
        self.list.setWordWrap(True)
        self._lay_out()
        self.start.clicked.connect(self.begin)
        self.stop.clicked.connect(self._cancel)

    def begin(self) -> None:
        """Verify aside; one at a time."""
        if self._task is not None:
            return
        self.result = None
        self.list.clear()
        for widget in (self.left_out, self.save, self.list):
            widget.hide()
        self.bar.setRange(0, len(TABLE_TITLES) + 1)
        self._task = task = self._desk.begin(_job(self._desk.journal), "Проверка целостности")
        self._show_busy(busy=True)
        task.progressed.connect(self._progress)
        task.succeeded.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        task.finished.connect(self._over)

    def lines(self) -> tuple[tuple[str, str], ...]:
        """The result as rows of a protocol: what, and the sentence."""
        if self.result is None:
            return ()
        found = [(table_title(each.table), each.text) for each in self.result.found]
        left = [(table_title(table), "не проверено") for table in self.result.left_out]
        return (*found, *left) or (("Журнал", WHOLE),)

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        for button in (self.start, self.stop, self.save):
            head.addWidget(button)
        head.addStretch(1)
        for label in (self.what, self.left_out):
            label.setWordWrap(True)
        self.left_out.setProperty("role", "warning")
        for widget in (self.stop, self.save, self.bar, self.left_out, self.list):
            widget.hide()
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        for widget in (self.bar, self.what, self.left_out):
            column.addWidget(widget)
        column.addWidget(self.list, 20)
        column.addStretch(1)

    def _show_busy(self, *, busy: bool) -> None:
        self.start.setEnabled(not busy)
        self.stop.setVisible(busy)
        self.bar.setVisible(busy)

    def _progress(self, done: int, _total: int, what: str) -> None:
        self.bar.setValue(done)
        self.what.setText(what)

    def _done(self, result: Verified) -> None:
        self.result = result
        for broken in result.found:
            self.list.addItem(f"{table_title(broken.table)}: {broken.text}")
        at = f"{short_date(result.at.date(), year=True)} {result.at:%H:%M}"
        said = BROKEN.format(len(result.found)) if result.found else WHOLE
        self.what.setText(f"{at}. {said}")
        self.save.show()
        self.list.setVisible(bool(result.found))
        if result.left_out:
            names = ", ".join(table_title(table).lower() for table in result.left_out)
            self.left_out.setText(f"Не проверено: {names}: ваша роль этого не читает (п. 1.9).")
            self.left_out.show()
        self._desk.say(said, Tone.BAD if result.found else Tone.GOOD)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.what.setText(str(error))
        self._desk.say(str(error), Tone.BAD)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _cancelled(self) -> None:
        self.what.setText("Проверка остановлена: она ничего не доказала, начните снова.")

    def _over(self) -> None:
        self._task = None
        self._show_busy(busy=False)
        self.finished.emit()


def _job(journal: Journal) -> Job:
    def verify(progress: Progress) -> Verified:
        seen: list[str] = []

        def tell(what: str) -> None:
            if what not in seen:
                seen.append(what)
            progress.step(len(seen), len(TABLE_TITLES) + 1, what)

        left_out = journal.unverified()
        found = journal.verify(tell)
        return Verified(found, left_out, journal.now().astimezone(journal.zone))

    return verify
