"""F4: everything that ever stood in a pupil's sheet this year, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.health import HealthPast, PastLine
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.tabs.health.reading import opened

NOTHING = "В листе этого обучающегося ещё ничего не записано."
Told = tuple[PastLine, str]
"""A line and its closed values in words."""


class PastDialog(QDialog):
    """Dated values of one pupil; stays beside the sheet until it is closed."""

    def __init__(self, name: str, lines: Sequence[Told], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"История листа: {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QLabel("".join(map(_words, lines)) or NOTHING)
        self.body.setTextFormat(Qt.TextFormat.RichText)
        self.body.setWordWrap(True)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(4, 4, 4, 4)
        scroll = QScrollArea()
        scroll.setWidget(self.body)
        scroll.setWidgetResizable(True)
        buttons = QDialogButtonBox()
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        self.resize(520, 420)
        buttons.rejected.connect(self.reject)


def show_past(desk: Desk, class_id: int, pupil: tuple[int, str], parent: QWidget) -> None:
    """Read the past of a pupil aside and show it."""
    pupil_id, name = pupil
    journal = desk.journal

    def job(_progress: Progress) -> tuple[Told, ...]:
        lines = journal.ask(HealthPast(class_id, pupil_id))
        return tuple((line, _closed(line)) for line in lines)

    def _closed(line: PastLine) -> str:
        if line.sealed is None:
            return ""
        if journal.medical is None:
            return "закрытая часть"
        said = opened(journal.medical, line.sealed, pupil_id)
        group = f"группа здоровья {said.group.value}" if said.group else ""
        return "; ".join(filter(None, (group, said.diagnosis)))

    def take(lines: tuple[Told, ...]) -> None:
        PastDialog(name, lines, parent).show()

    def fail(error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        desk.say(str(error), Tone.BAD)

    task = desk.run(job)
    task.succeeded.connect(take)
    task.failed.connect(fail)


def _words(told: Told) -> str:
    line, closed = told
    said = "; ".join(filter(None, (line.words, closed))) or "пусто"
    day = short_date(line.begins, year=True)
    return (
        f"<p><b>с {day}</b> · {escape(line.kind)}: {escape(said)}<br>"
        f"<span>{escape(line.who)}</span></p>"
    )
