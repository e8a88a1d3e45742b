"""Undo and redo over everything: the focused text field first, then the person's own ops."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Done
from journal_desktop.ui.kit.writer import Writer

DEPTH: Final = 500
FIELDS: Final = (QLineEdit, QPlainTextEdit, QTextEdit)
Field = QLineEdit | QPlainTextEdit | QTextEdit


@dataclass(frozen=True, slots=True)
class _Step:
    op_id: int
    title: str


class UndoStack(QObject):
    """Ops of this sitting, the latest last; redo is the undo of an undo.

    A step waits until everything typed before it is answered, so that it takes back the last thing
    the person did and not the last thing that happened to be written.
    """

    changed = Signal()
    took_back = Signal()
    """A step back or forth was done: what was said of the step before is past."""
    failed = Signal(object)
    """A JournalError: the op can no longer be undone and leaves the stack."""

    def __init__(self, writer: Writer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._undo: deque[_Step] = deque(maxlen=DEPTH)
        self._redo: deque[_Step] = deque(maxlen=DEPTH)
        self._wishes: deque[Callable[[], None]] = deque()
        self._own: set[int] = set()
        writer.written.connect(self._written)
        writer.waiting.connect(self._turn)

    @property
    def undo_title(self) -> str:
        """What would be undone; "" for nothing."""
        return self._undo[-1].title if self._undo else ""

    @property
    def redo_title(self) -> str:
        """What would be done again; "" for nothing."""
        return self._redo[-1].title if self._redo else ""

    def undo(self) -> None:
        """Take the last op back."""
        self._wish(lambda: self._step(self._undo, self._redo))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._wish(lambda: self._step(self._redo, self._undo))

    def _wish(self, step: Callable[[], None]) -> None:
        self._wishes.append(step)
        self._turn()

    def _turn(self) -> None:
        while self._wishes and not self._writer.count:
            self._wishes.popleft()()

    def _step(self, source: deque[_Step], target: deque[_Step]) -> None:
        if not source:
            return
        step = source.pop()

        def answered(done: Done) -> None:
            if done.op_id is not None:
                self._own.add(done.op_id)
                target.append(_Step(done.op_id, step.title))
            self.took_back.emit()
            self.changed.emit()

        def failed(error: JournalError) -> None:
            self.changed.emit()
            self.failed.emit(error)

        self._writer.undo(step.op_id, answered, failed)

    def _written(self, done: Done, _source: object) -> None:
        if done.op_id is None:
            return
        if done.op_id in self._own:
            self._own.discard(done.op_id)
            return
        self._undo.append(_Step(done.op_id, done.title))
        self._redo.clear()
        self.changed.emit()


def field_in_focus() -> Field | None:
    """The text field the person is in; None elsewhere."""
    widget = QApplication.focusWidget()
    return widget if isinstance(widget, FIELDS) and not widget.isReadOnly() else None


def can_undo_text(field: Field) -> bool:
    """Whether the field itself has something to take back."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return field.document().isUndoAvailable()


def can_redo_text(field: Field) -> bool:
    """Whether the field itself has something to do again."""
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    return field.document().isRedoAvailable()


class FieldKeys(QObject):
    """Lets Ctrl+Z pass a text field that has nothing to take back; Qt would swallow it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]  # there is one

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, FIELDS):
            new.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, FIELDS):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and not can_undo_text(watched)
        redo = event.matches(QKeySequence.StandardKey.Redo) and not can_redo_text(watched)
        if undo or redo:
            event.ignore()
            return True
        return False
