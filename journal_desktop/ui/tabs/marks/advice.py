"""What the sign beside a name stands for: the advice, and «Ознакомлен» (R-5.3-03).

Nothing of it is on the screen until the teacher asks: the class may be looking at a projector.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from journal_desktop.commands.advice import AcknowledgeAdvice
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Done
from journal_desktop.queries.advice import AdviceLine, TeachersAdvice
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.tabs.marks.model import SpreadModel
from journal_desktop.ui.tabs.marks.view import SpreadView

WIDTH_PX: Final = 380
NOTHING: Final = "У этого обучающегося рекомендаций медицинского работника нет."


class AdviceBox(QDialog):
    """The advice over the grid; Enter is «Ознакомлен», Esc leaves."""

    def __init__(self, line: AdviceLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Рекомендации медицинского работника")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        name = QLabel(line.full_name)
        name.setProperty("role", "heading")
        column.addWidget(name)
        for text in _words(line):
            said = QLabel(text)
            said.setWordWrap(True)
            said.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(said)
        done = QLabel("✓ Вы ознакомились" if line.read_at else "После изменения – снова (п. 5.3)")
        done.setProperty("role", "good" if line.read_at else "faint")
        column.addWidget(done)
        column.addWidget(self._buttons(is_read=line.read_at is not None))
        self.setFixedWidth(WIDTH_PX)

    def _buttons(self, *, is_read: bool) -> QDialogButtonBox:
        box = QDialogButtonBox()
        if not is_read:
            agree = box.addButton("Ознакомлен", QDialogButtonBox.ButtonRole.AcceptRole)
            agree.setProperty("role", "main")
            agree.setDefault(True)
        box.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


class PupilAdvice(QObject):
    """Asks for the advice of the current pupil, shows it, sends that it was read."""

    def __init__(self, desk: Desk, model: SpreadModel, view: SpreadView) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view
        view.lessons.verticalHeader().sectionClicked.connect(self._clicked)

    def show_current(self) -> None:
        """Show the advice for the pupil of the current row."""
        row = self._view.cursor_.here[0]
        if not self._model.has_page or row < 0:
            return
        if self._model.sheet.pupils[row].has_advice:
            self._ask(row)
        else:
            self._desk.say(NOTHING)

    def _clicked(self, row: int) -> None:
        if self._model.has_page and self._model.sheet.pupils[row].has_advice:
            self._ask(row)

    def _ask(self, row: int) -> None:
        sheet = self._model.sheet
        title, pupil_id = sheet.spread.title, sheet.pupils[row].id
        journal, class_id = self._desk.journal, title.class_id or 0

        def job(_progress: Progress) -> AdviceLine:
            return journal.ask(TeachersAdvice(class_id, title.id, pupil_id))

        def take(line: AdviceLine) -> None:
            box = AdviceBox(line, self._view)
            box.accepted.connect(lambda: self._send(line.advice_id, class_id, title.id))
            box.open()

        task = self._desk.run(job)
        task.succeeded.connect(take)
        task.failed.connect(self._failed)

    def _send(self, advice_id: int, class_id: int, page_id: int) -> None:
        def answered(_done: Done) -> None:
            self._desk.say("Отмечено: вы ознакомлены с рекомендациями (п. 5.3).", Tone.GOOD)

        command = AcknowledgeAdvice(advice_id, class_id, page_id)
        self._desk.writer.send([command], answered, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


def _words(line: AdviceLine) -> list[str]:
    until = f", до {short_date(line.limits_until, year=True)}" if line.limits_until else ""
    place = ", ".join(
        part
        for part, known in ((f"ряд {line.row}", line.row), (f"парта {line.place}", line.place))
        if known
    )
    said = (
        line.wording,
        f"Ограничения: {line.limits}{until}" if line.limits else "",
        f"Посадка: {line.conditions}" if line.conditions else "",
        f"Место: {place}" if place else "",
    )
    return [text for text in said if text] or [NOTHING]
