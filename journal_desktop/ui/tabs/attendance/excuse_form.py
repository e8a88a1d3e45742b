"""Enter a certificate or a request by keys alone; what it would do is shown while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.absences import REASON_WORDS
from journal_desktop.domain.errors import Invalid, JournalError
from journal_desktop.domain.excuses import (
    SOURCE_LETTERS,
    SOURCE_TITLES,
    Draft,
    Spread,
    day_typed,
    summary,
    tidy,
)
from journal_desktop.domain.russian import short_date, weekday_short
from journal_desktop.domain.vocabulary import ExcuseSource
from journal_desktop.queries.class_list import PupilItem
from journal_desktop.ui.kit.lines import Line, LinesModel, LinesTable
from journal_desktop.ui.kit.tasks import Task

PREVIEW_MS: Final = 150
HEADS: Final = ("День", "Урок", "Предмет", "Стоит", "Будет", "Почему не меняется")
WIDE, HIGH = 900, 580
EDGE: Final = 24
Ask = Callable[[Draft], Task]
"""Asks aside what a draft would do."""


class ExcuseForm(QDialog):
    """The pupil, the document, its days; Enter takes it when the days fit."""

    taken = Signal(object)
    """The Draft."""

    def __init__(
        self,
        pupils: Sequence[PupilItem],
        day: date,
        ask: Ask,
        parent: QWidget,
        *,
        medical: bool = False,
    ) -> None:
        super().__init__(parent)
        self._day, self._ask, self._medical = day, ask, medical
        self._ticket, self._wanted = 0, False
        self.setWindowTitle("Медицинская справка" if medical else "Справка или заявление")
        self.pupil = _box("Ученик", [(one.name, one.id) for one in pupils])
        sources = [ExcuseSource.CERTIFICATE] if medical else list(ExcuseSource)
        self.source = _box("Документ", [(SOURCE_TITLES[one], one) for one in sources])
        words = [(f"{letter} – {said}", letter) for letter, said in REASON_WORDS.items()]
        self.letter = _box("Причина", words[:1] if medical else words)
        self.number, self.note = _edit("Номер"), _edit("Примечание")
        self.begins, self.ends = _edit("С"), _edit("По")
        self.dated = _edit("От какого дня")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.table = LinesModel(HEADS, (0, 2, 5))
        self.table.setParent(self)
        self.go = QPushButton("Внести")
        self._later = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._lay_out()
        self._connect()
        self._fill()

    def choose(self, pupil_id: int | None) -> None:
        """Begin with this pupil."""
        place = self.pupil.findData(pupil_id)
        if place >= 0:
            self.pupil.setCurrentIndex(place)
            self.source.setFocus()

    def draft(self) -> Draft:
        """What is typed.

        Raises:
            Invalid: a day is no day.
        """
        begins = day_typed(self.begins.text(), self._day)
        ends = day_typed(self.ends.text(), begins) if self.ends.text().strip() else begins
        dated = day_typed(self.dated.text(), self._day) if self.dated.text().strip() else None
        letter = str(self.letter.currentData())
        source = self.source.currentData()
        place = int(self.pupil.currentData() or 0), ExcuseSource(source), letter
        return Draft(*place, begins, ends, self.number.text(), dated, self.note.text())

    def show_spread(self, found: Sequence[Spread]) -> None:
        """Show which cells change and which stay as they are."""
        self.said.setText("" if self._medical else f"{summary(found)}.")
        self.said.setProperty("role", "soft")
        self._restyle()
        self.table.show_lines([_line(one) for one in found])
        if self._wanted:
            self._wanted = False
            draft = tidy(self.draft())
            self.accept()
            self.taken.emit(draft)

    def show_trouble(self, text: str) -> None:
        """Say why the document cannot be entered."""
        self.said.setText(text)
        self.said.setProperty("role", "error")
        self._restyle()
        self.table.show_lines([])
        self._wanted = False

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow("Ученик", self.pupil)
        form.addRow("Документ", _beside(self.source, QLabel("№"), self.number))
        form.addRow("Дни с", _beside(self.begins, QLabel("по"), self.ends))
        form.addRow("Причина", _beside(self.letter, QLabel("документ от"), self.dated))
        form.addRow("Примечание", self.note)
        buttons = QDialogButtonBox()
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        stay = buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        stay.setAutoDefault(False)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.said)
        if not self._medical:
            column.addWidget(LinesTable(self.table, "Что изменится", (5,)), 1)
        column.addWidget(buttons)
        room = self.screen().availableGeometry().size() - QSize(EDGE, 2 * EDGE)
        usual = QSize(WIDE, HIGH)
        if self._medical:
            usual = QSize(WIDE // 3 * 2, self.sizeHint().height())
        self.resize(usual.boundedTo(room))

    def _connect(self) -> None:
        for edit in (self.number, self.note, self.begins, self.ends, self.dated):
            edit.textEdited.connect(self._later.start)
        for box in (self.pupil, self.letter):
            box.currentIndexChanged.connect(self._later.start)
        self.source.currentIndexChanged.connect(self._source_chosen)
        self._later.timeout.connect(self._judge)

    def _fill(self) -> None:
        self.begins.setText(short_date(self._day, year=True))
        self.begins.setPlaceholderText("16.11")
        self.ends.setPlaceholderText("тот же день")
        self.dated.setPlaceholderText("не обязательно")
        self.number.setPlaceholderText("б/н")
        self._judge()

    def _source_chosen(self) -> None:
        letter = SOURCE_LETTERS[ExcuseSource(self.source.currentData())]
        self.letter.setCurrentIndex(max(0, self.letter.findData(letter)))
        self._later.start()

    def _judge(self) -> None:
        try:
            draft = tidy(self.draft())
        except Invalid as error:
            self.show_trouble(str(error))
            return
        self._ticket += 1
        ticket, task = self._ticket, self._ask(draft)

        def show(found: Sequence[Spread]) -> None:
            if ticket == self._ticket:
                self.show_spread(found)

        def fail(error: Exception) -> None:
            if not isinstance(error, JournalError):
                raise error
            if ticket == self._ticket:
                self.show_trouble(str(error))

        task.succeeded.connect(show)
        task.failed.connect(fail)

    def _take(self) -> None:
        """Take it once it is known to fit: what is typed is never lost to a refusal."""
        self._wanted = True
        self._later.stop()
        self._judge()

    def _restyle(self) -> None:
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)


def _line(one: Spread) -> Line:
    slot = one.slot
    stands = slot.standing.mark or slot.standing.letter or ("оп" if slot.standing.late else "")
    day = f"{weekday_short(slot.day)}, {short_date(slot.day)}"
    cells = (day, str(slot.number), slot.subject, stands, one.letter, one.refused)
    return Line(cells, strong=bool(one.letter))


def _box(name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for title, value in items:
        made.addItem(title, value)
    return made


def _edit(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
    return row
