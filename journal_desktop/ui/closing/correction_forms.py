"""What is asked about a correction: the place and the value, later the basis (domain 5.8)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from journal_desktop.commands.corrections import AskCorrection
from journal_desktop.domain.cells import period_is_closed
from journal_desktop.domain.closing import FIELD_TITLES
from journal_desktop.domain.corrections import BASIS_NAMES, Basis
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.spread import PeriodCell, Spread
from journal_desktop.domain.vocabulary import CorrectionField
from journal_desktop.queries.corrections import CorrectionLine
from journal_desktop.queries.pages import PageItem
from journal_desktop.ui.accounts.forms import AskForm, day_field, day_of
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.shell.dress import label

WIDE: Final = 560
_TEXTS: Final = (CorrectionField.TOPIC, CorrectionField.HOMEWORK)
_TEXT_PX: Final = 76


class AskCorrectionForm(AskForm):
    """Page, what is wrong there, what should stand, why."""

    page_wanted = Signal(int)
    """A page was chosen: its spread is needed."""

    def __init__(self, pages: tuple[PageItem, ...], parent: QWidget) -> None:
        super().__init__(
            "Заявка на исправление",
            "Период закрыт: заместитель директора разрешит, ответственный за ЭЖ исполнит. "
            "Прежнее значение останется в истории и в списке исправлений (п. 3.2.5).",
            "Подать заявку",
            parent,
        )
        self.setFixedWidth(WIDE)
        self.spread: Spread | None = None
        self.page, self.field = choice_box("Страница", "page"), choice_box("Что", "field")
        self.lesson, self.column = choice_box("Урок", "lesson"), choice_box("Графа", "column")
        self.pupil = choice_box("Ученик", "pupil")
        self.now = label("", "soft", wrap=True)
        self.value, self.text = QLineEdit(), QPlainTextEdit()
        self.reason = QLineEdit(placeholderText="почему запись неверна")
        self.text.setFixedHeight(_TEXT_PX)
        self.text.setTabChangesFocus(True)
        self._rows()
        titles = [(_title(item), item.page_id) for item in pages]
        with QSignalBlocker(self.page):
            fill_box(self.page, titles, pages[0].page_id if pages else None)
        fill_box(self.field, [(name, field) for field, name in FIELD_TITLES.items()], None)
        self.field.setCurrentIndex(0)
        self._connect()

    def begin(self) -> None:
        """Ask for the page chosen first."""
        if self.page.currentData() is not None:
            self.page_wanted.emit(self.page.currentData())

    def show_spread(self, spread: Spread) -> None:
        """Fill lessons, pupils and columns of closed periods."""
        self.spread = spread
        closed = [column for column in spread.periods if period_is_closed(column.state)]
        spans = [(column.begins, column.ends) for column in closed]
        lessons = [
            (f"{short_date(one.day, year=True)}, {one.number} урок", one.id)
            for one in spread.lessons
            if any(begins <= one.day <= ends for begins, ends in spans)
        ]
        for box, items in (
            (self.lesson, lessons),
            (self.pupil, [(one.name, one.id) for one in spread.pupils]),
            (self.column, [(one.title, (one.period_id, one.kind)) for one in closed]),
        ):
            with QSignalBlocker(box):
                fill_box(box, items, items[0][1] if items else None)
        self._look()

    def command(self) -> AskCorrection:
        """What is filled in."""
        field = self._field()
        of_lesson = field is not CorrectionField.FINAL
        period, kind = self.column.currentData() or (None, None)
        is_text = field in _TEXTS
        return AskCorrection(
            self.page.currentData() or 0,
            field,
            self.text.toPlainText() if is_text else self.value.text(),
            self.standing(),
            self.reason.text(),
            lesson_id=self.lesson.currentData() if of_lesson else None,
            pupil_id=None if is_text else self.pupil.currentData(),
            period_id=None if of_lesson else period,
            kind=None if of_lesson else kind,
        )

    def standing(self) -> str:
        """What stands in the place chosen."""
        spread, pupil = self.spread, self.pupil.currentData()
        lesson = self.lesson.currentData()
        found = next((one for one in spread.lessons if one.id == lesson), None) if spread else None
        match self._field():
            case CorrectionField.CELL:
                return spread.cell(pupil, lesson).text if spread and lesson else ""
            case CorrectionField.TOPIC:
                return found.topic if found else ""
            case CorrectionField.HOMEWORK:
                return found.homework if found else ""
            case CorrectionField.FINAL:
                key: Any = (pupil, *(self.column.currentData() or (0, None)))
                return spread.period_cells.get(key, PeriodCell()).value if spread else ""

    @override
    def wrong(self) -> str:
        if self.page.currentData() is None:
            return "Нет страниц, на которых можно просить исправление."
        used = self.column if self._field() is CorrectionField.FINAL else self.lesson
        if used.currentData() is None:
            return "На этой странице нет закрытых периодов: исправляйте запись в самом журнале."
        return "" if self.reason.text().strip() else "Укажите причину."

    def _rows(self) -> None:
        for title, field in (
            ("Страница", self.page),
            ("Что неверно", self.field),
            ("Урок", self.lesson),
            ("Графа", self.column),
            ("Ученик", self.pupil),
            ("Сейчас", self.now),
            ("Должно стоять", self.value),
            ("Должно стоять", self.text),
            ("Причина", self.reason),
        ):
            self.form.addRow(title, field)

    def _connect(self) -> None:
        self.page.currentIndexChanged.connect(self.begin)
        for box in (self.field, self.lesson, self.column, self.pupil):
            box.currentIndexChanged.connect(self._look)
        self._look()

    def _field(self) -> CorrectionField:
        return CorrectionField(self.field.currentData() or CorrectionField.CELL)

    def _look(self) -> None:
        field, is_text = self._field(), self._field() in _TEXTS
        of_lesson = field is not CorrectionField.FINAL
        for widget, shown in (
            (self.lesson, of_lesson),
            (self.column, not of_lesson),
            (self.pupil, not is_text),
            (self.value, not is_text),
            (self.text, is_text),
        ):
            self.form.setRowVisible(widget, shown)
        stands = self.standing()
        self.now.setText(stands or "пусто")
        if is_text:
            self.text.setPlainText(stands)
        self.adjustSize()


class BasisForm(AskForm):
    """By what document an allowed correction is carried out."""

    def __init__(self, line: CorrectionLine, today: date, parent: QWidget) -> None:
        said = f"{line.place}: «{line.old or 'пусто'}» → «{line.new or 'пусто'}». {line.reason}"
        super().__init__("Исполнить исправление", said, "Исполнить", parent)
        self.basis: QComboBox = choice_box("Основание", "basis")
        self.number, self.day = QLineEdit(), day_field(today)
        items = [(name, basis) for basis, name in BASIS_NAMES.items()]
        fill_box(self.basis, items, Basis.MEMO)
        self.form.addRow("Основание", self.basis)
        self.form.addRow("№", self.number)
        self.form.addRow("от", self.day)
        self.number.setFocus()

    @property
    def said(self) -> tuple[Basis, str, date]:
        """Kind, number and date."""
        return Basis(self.basis.currentData()), self.number.text().strip(), day_of(self.day)

    @override
    def wrong(self) -> str:
        return "" if self.number.text().strip() else "Укажите номер документа."


def _title(item: PageItem) -> str:
    group = f" ({item.group})" if item.group else ""
    return f"{item.class_name} · {item.subject}{group}".removeprefix(" · ")
