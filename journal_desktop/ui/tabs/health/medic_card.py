"""What the medical worker writes of one pupil beside the grid: words, days, closed values."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.health import CONDITIONS, join_conditions, split_conditions
from journal_desktop.domain.health_entry import Field
from journal_desktop.domain.russian import short_date
from journal_desktop.ui.kit.note_edit import NoteEdit
from journal_desktop.ui.tabs.health.card import unread_text
from journal_desktop.ui.tabs.health.pe_form import PeForm
from journal_desktop.ui.tabs.health.sheet import Sheet

UNTIL_PX: Final = 96
OPEN: Final = "Не обязателен; хранится под медицинским ключом"
KEYLESS: Final = "Закрыт: медицинский ключ не открыт"


class MedicCard(QFrame):
    """Fields that save themselves when they are left; Esc puts the stored text back."""

    written = Signal(object)
    """{(pupil id, Field): text} to write."""

    past_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._pupil = 0
        self.name, self.about = QLabel(), QLabel()
        self.name.setProperty("role", "heading")
        self.about.setProperty("role", "soft")
        self.about.setWordWrap(True)
        self.pe = PeForm()
        self.conditions = {text: QCheckBox(text) for text in CONDITIONS}
        self.more = _note("Другие условия посадки")
        self.limits = _note("Ограничения: бег, труд, письмо, экран")
        self.until = QLineEdit()
        self.until.setPlaceholderText("до, дд.мм")
        self.until.setAccessibleName("Последний день ограничений")
        self.until.setFixedWidth(UNTIL_PX)
        self.wording = _note("Рекомендация учителю, без диагноза")
        self.diagnosis = _note(OPEN)
        self.readers = QLabel()
        self.readers.setProperty("role", "soft")
        self.readers.setWordWrap(True)
        self.past = QPushButton("История   F4")
        self.past.setProperty("role", "small")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.past)
        column.addLayout(head)
        column.addWidget(self.about)
        for title, parts in self._sections():
            column.addSpacing(5)
            column.addWidget(_title(title))
            for part in parts:
                column.addWidget(part)
        column.addWidget(self.readers)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)

    def _sections(self) -> tuple[tuple[str, tuple[QWidget, ...]], ...]:
        limits = QWidget()
        row = QHBoxLayout(limits)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.limits, 1)
        row.addWidget(self.until, alignment=Qt.AlignmentFlag.AlignTop)
        return (
            ("Физкультура: группа, срок, справка", (self.pe,)),
            ("Условия посадки", (*self.conditions.values(), self.more)),
            ("Ограничения и их последний день", (limits,)),
            ("Рекомендация учителю", (self.wording,)),
            ("Диагноз – видит только медработник", (self.diagnosis,)),
        )

    def _connect(self) -> None:
        for box in self.conditions.values():
            box.clicked.connect(self._conditions_chosen)
        self.more.left.connect(self._conditions_chosen)
        self.limits.left.connect(lambda text: self._write(Field.LIMITS, text))
        self.wording.left.connect(lambda text: self._write(Field.WORDING, text))
        self.diagnosis.left.connect(lambda text: self._write(Field.DIAGNOSIS, text))
        self.until.editingFinished.connect(self._until_left)
        self.past.clicked.connect(self.past_wanted)

    @property
    def pupil_id(self) -> int:
        """Whose card it is; 0 for nobody's."""
        return self._pupil

    def show_row(self, sheet: Sheet, number: int) -> None:
        """Show a pupil; a field being typed into for the same pupil is left alone."""
        row = sheet.rows[number]
        same, self._pupil = self._pupil == row.pupil_id, row.pupil_id
        texts = {field: sheet.shown((row.pupil_id, field)) for field in Field}
        self.name.setText(row.advice.name)
        self.about.setText(_about(sheet, number))
        chosen, rest = split_conditions(texts[Field.CONDITIONS])
        for text, box in self.conditions.items():
            box.setChecked(text in chosen)
        for edit, text in (
            (self.more, rest),
            (self.limits, texts[Field.LIMITS]),
            (self.wording, texts[Field.WORDING]),
            (self.diagnosis, texts[Field.DIAGNOSIS]),
        ):
            if not (same and edit.dirty):
                edit.show_stored(text)
        if not (same and self.until.isModified()):
            self.until.setText(texts[Field.LIMITS_UNTIL])
        self.pe.show_row(row, sheet.reading.sheet, sheet.today)
        locked = bool(sheet.why_locked(Field.DIAGNOSIS))
        self.diagnosis.setReadOnly(locked)
        self.diagnosis.setPlaceholderText(KEYLESS if locked else OPEN)
        self.readers.setText(_readers(sheet, row.pupil_id))

    def commit(self) -> None:
        """Write what is typed."""
        for edit in (self.more, self.limits, self.wording, self.diagnosis):
            edit.commit()
        self._until_left()

    def leftover(self) -> str:
        """What is typed and was not taken."""
        return "карточка листа здоровья" if self.until.isModified() else ""

    def _conditions_chosen(self) -> None:
        chosen = [text for text, box in self.conditions.items() if box.isChecked()]
        self._write(Field.CONDITIONS, join_conditions(chosen, self.more.toPlainText()))

    def _until_left(self) -> None:
        if self.until.isModified():
            self.until.setModified(False)
            self._write(Field.LIMITS_UNTIL, self.until.text())

    def _write(self, field: Field, text: str) -> None:
        if self._pupil:
            self.written.emit({(self._pupil, field): text})


def _about(sheet: Sheet, number: int) -> str:
    row = sheet.rows[number]
    height = sheet.shown((row.pupil_id, Field.HEIGHT))
    parts = [f"род. {short_date(row.health.born, year=True)}"] if row.health else []
    if height:
        parts.append(f"рост {height} см")
    if row.health and row.health.begins:
        parts.append(f"лист с {short_date(row.health.begins, year=True)}")
    return " · ".join(parts)


def _readers(sheet: Sheet, pupil_id: int) -> str:
    row = sheet.by_pupil[pupil_id]
    if not row.advice.is_notable:
        return ""
    waiting = unread_text(sheet.reading.readers, pupil_id)
    return f"Не ознакомились:\n{waiting}" if waiting else "✓ Все учителя класса ознакомились."


def _note(placeholder: str) -> NoteEdit:
    edit = NoteEdit(one_line=True)
    edit.setPlaceholderText(placeholder)
    edit.setAccessibleName(placeholder)
    return edit


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "faint")
    return label
