"""Work that goes on aside, in the strip: what, how far, and a way to stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from journal_desktop.ui.kit.tasks import Task
from journal_desktop.ui.shell.dress import label, row

BAR: Final = 110


class TaskLine(QWidget):
    """Shows the latest of the tasks that told their progress; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR)
        self.bar.setProperty("role", "task")
        self.stop = QPushButton("Остановить")
        self.stop.setProperty("role", "small")
        self._tasks: list[Task] = []
        self._titles: dict[Task, str] = {}
        items = row(self, spacing=8)
        for part in (self.text, self.bar, self.stop):
            items.addWidget(part)
        self.stop.clicked.connect(self._stop)
        self.hide()

    @property
    def count(self) -> int:
        """How many tasks are under way that showed themselves."""
        return len(self._tasks)

    def follow(self, task: Task, title: str = "") -> None:
        """Show the task from its first progress on; at once when it has a title."""
        self._titles[task] = title
        _Followed(self, task)
        if title:
            self.step(task, 0, 0, "")

    def stop_all(self) -> None:
        """Ask every task to stop."""
        for task in (*self._tasks, *self._titles):
            task.cancel()

    def step(self, task: Task, done: int, total: int, what: str) -> None:
        """Show how far the task is."""
        if task not in self._titles:
            return
        if task not in self._tasks:
            self._tasks.append(task)
        if task is not self._tasks[-1]:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        parts = [part for part in (self._titles[task], what) if part]
        more = f" (ещё {len(self._tasks) - 1})" if len(self._tasks) > 1 else ""
        count = f" {done} из {total}" if total else ""
        self.text.setText(": ".join(parts) + count + more)
        self.show()

    def end(self, task: Task) -> None:
        """The task is over."""
        self._titles.pop(task, None)
        if task in self._tasks:
            self._tasks.remove(task)
        if not self._tasks:
            self.hide()
            self.stop.setEnabled(True)

    def _stop(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()
            self.text.setText("Останавливается…")


class _Followed(QObject):
    """Hears one task for the line; goes with the line, whatever the task does later."""

    def __init__(self, line: TaskLine, task: Task) -> None:
        super().__init__(line)
        self._line, self._task = line, task
        task.progressed.connect(self._step)
        task.finished.connect(self._end)

    def _step(self, done: int, total: int, what: str) -> None:
        self._line.step(self._task, done, total, what)

    def _end(self) -> None:
        self._line.end(self._task)
        self.deleteLater()
