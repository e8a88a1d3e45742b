"""Documents of the class and absences nobody explains: lists with what may be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command
from journal_desktop.commands.excuses import (
    AddExcuse,
    AddMedicalExcuse,
    ApplyExcuse,
    TakeExcuseBack,
)
from journal_desktop.domain.excuses import Draft, Spread
from journal_desktop.queries.class_list import PupilItem, PupilsOfClass
from journal_desktop.queries.excuse_spread import MedicalExcuseCheck, SpreadOfExcuse
from journal_desktop.queries.excuses import ExcuseLine
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.lines import Line, LinesModel, LinesTable
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress, Task
from journal_desktop.ui.tabs.attendance.excuse_form import ExcuseForm
from journal_desktop.ui.tabs.attendance.reading import Reading

ENTERED: Final = "Документ внесён, причины пропусков расставлены."
KEPT: Final = "Справка внесена: причины расставит классный руководитель."


class ListView(QWidget):
    """A table under a line of words and buttons."""

    chosen = Signal(int)
    """The row that was activated."""

    def __init__(
        self, heads: Sequence[str], words: Sequence[int], name: str, stretched: Sequence[int]
    ) -> None:
        super().__init__()
        self.model = LinesModel(heads, words)
        self.model.setParent(self)
        self.table = LinesTable(self.model, name, stretched)
        self.title = ElidedLabel()
        self.title.setProperty("role", "soft")
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._top)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.table.activated.connect(lambda index: self.chosen.emit(index.row()))

    def add(self, title: str, deed: Callable[[], object]) -> QPushButton:
        """A button at the right of the words."""
        button = QPushButton(title)
        button.clicked.connect(lambda _checked=False: deed())
        self._top.addWidget(button)
        return button

    def show_lines(self, lines: Sequence[Line], title: str) -> None:
        """Show other lines."""
        kept = self.row
        self.model.show_lines(lines)
        self.title.setText(title)
        if lines:
            self.table.selectRow(max(0, min(kept, len(lines) - 1)))

    @property
    def row(self) -> int:
        """The current row; -1 when there is none."""
        return self.table.currentIndex().row()


class Papers(QWidget):
    """Opens the form and sends what it gives; one document is one op."""

    def __init__(self, desk: Desk, send: Callable[..., None], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._send, self._owner = desk, send, parent
        self.form: ExcuseForm | None = None
        self.hide()

    def ask(self, reading: Reading, pupil_id: int | None = None) -> None:
        """Open the form; pupils are read first when the view in front did not need them."""
        group = reading.group
        if group is None or not (group.leads or self._is_medic):
            self._desk.say(
                "Справки и заявления вносит классный руководитель, медицинские справки – "
                "и медицинский работник (п. 7.2).",
                Tone.WARNING,
            )
            return
        if reading.pupils:
            self._open(reading, pupil_id, reading.pupils)
            return
        journal = self._desk.journal

        def read(_progress: Progress) -> tuple[PupilItem, ...]:
            return journal.ask(PupilsOfClass(group.class_id))

        task = self._desk.run(read)
        task.succeeded.connect(partial(self._open, reading, pupil_id))

    @property
    def _is_medic(self) -> bool:
        return self._desk.journal.may(Right.MEDICAL_EXCUSES_WRITE)

    def _open(self, reading: Reading, pupil_id: int | None, pupils: tuple[PupilItem, ...]) -> None:
        group, day = reading.group, reading.day
        if group is None or day is None:
            return
        if not pupils:
            text = f"{group.title}: в классе никого нет, справку вносить не на кого (п. 3.2.4)."
            self._desk.say(text, Tone.WARNING)
            return
        ask = partial(self._preview, group.class_id, group.leads)
        self.form = ExcuseForm(pupils, day, ask, self._owner, medical=not group.leads)
        self.form.choose(pupil_id)
        self.form.taken.connect(partial(self._take, group.class_id, group.leads))
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _preview(self, class_id: int, leads: bool, draft: Draft) -> Task:  # noqa: FBT001 - of a partial
        journal = self._desk.journal
        asked = SpreadOfExcuse if leads else MedicalExcuseCheck

        def ask(_progress: Progress) -> tuple[Spread, ...]:
            return journal.ask(asked(class_id, draft))

        return self._desk.run(ask)

    def _take(self, class_id: int, leads: bool, draft: Draft) -> None:  # noqa: FBT001 - of a partial
        days = draft.begins, draft.ends, draft.number, draft.document_day, draft.note
        command: Command = (
            AddExcuse(class_id, draft.pupil_id, draft.source, draft.letter, *days)
            if leads
            else AddMedicalExcuse(class_id, draft.pupil_id, *days)
        )
        self._send(command, said=ENTERED if leads else KEPT)

    def apply(self, reading: Reading, paper: ExcuseLine | None) -> None:
        """Spread the reason of a document that stands in the list."""
        if reading.group is not None and paper is not None:
            place = reading.group.class_id, paper.id, paper.pupil_id, paper.begins, paper.ends
            self._send(ApplyExcuse(*place), said=ENTERED)

    def take_back(self, reading: Reading, paper: ExcuseLine | None) -> None:
        """Remove an own document."""
        if reading.group is None or paper is None:
            return
        if not paper.own:
            self._desk.say(
                f"Справку внёс {paper.author}: снять её может он (п. 7.2).", Tone.WARNING
            )
            return
        place = reading.group.class_id, paper.id, paper.pupil_id, paper.begins, paper.ends
        self._send(TakeExcuseBack(*place), said="Документ снят: пропуски остались без причины.")
