"""«Печатать…»: which document and sections, on what paper, where to, what for, on what ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.exports import check_purpose
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.purpose import remember_purpose
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.printing.order import (
    Chosen,
    Document,
    Habits,
    Order,
    check_order,
    remember,
    remembered,
)
from journal_desktop.ui.tabs.printing.order_form import OrderForm
from journal_desktop.ui.tabs.printing.paper_box import PaperBox
from journal_desktop.ui.tabs.printing.sections_box import SectionsBox

DRAFT: Final = "Черновик: пометка на каждом листе, в учёт печати не входит"
BOOK: Final = "Официальный журнал: в учёт печати, для прошивки и архива"
LEDGER: Final = "Официальная ведомость: в учёт печати, для дела со сроком хранения 25 лет"
NO_RIGHT: Final = "Официальные документы печатает ответственный за ЭЖ (п. 4.3)."
YEAR_OPEN: Final = "Учебный год ещё не закрыт: пока только черновик (п. 4.3)."
AGAIN: Final = (
    "Журнал {names} уже печатался: новый экземпляр выйдет с пометкой «копия» по приказу или "
    "распоряжению директора (п. 4.6)."
)
LEFT_OUT: Final = "Уже напечатаны и здесь пропущены: {names}. Копии печатают отдельно (п. 4.6)."
WIDE: Final = 900
NARROW: Final = 820
EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Classes of a year to print, as a draft or officially."""

    year_id: int
    classes: tuple[Chosen, ...]
    draft: bool = True


class OrderDialog(QDialog):
    """Asks; emits `ordered` or `look` with the Order and leaves the rest to the tab."""

    ordered = Signal(object)
    look = Signal(object)

    def __init__(self, desk: Desk, wanted: Wanted, parent: QWidget, *, may_be_final: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Печать")
        self._desk, self._wanted = desk, wanted
        habits = remembered(desk.prefs)
        self.heading, self.why = _line("heading"), _line("soft")
        self.document = _document_box()
        self.draft, self.final = QRadioButton(DRAFT), QRadioButton(BOOK)
        self.sections = SectionsBox(habits.options)
        self.paper = PaperBox(habits.paper)
        self.form = OrderForm(desk)
        alone = len(wanted.classes) == 1  # the dialog of a printer is asked for one file
        self.form.to_printer.setVisible(alone)
        self.form.to_printer.setChecked(habits.to_printer and alone)
        self.form.show_signer(habits.options)
        self.error = _line("error")
        self.go, self.seen = QPushButton(), QPushButton("Просмотр")
        self._why_not = self._set_kind(may_be_final=may_be_final)
        self._lay_out()
        self._kind_changed()
        self._connect()
        self.form.purpose.setFocus()

    @property
    def order(self) -> Order:
        """What is filled in now.

        Raises:
            Invalid: the binding field is too narrow, or who signs for the director lacks the order.
        """
        paper = replace(self.paper.paper, draft=self.draft.isChecked())
        signer, by = self.form.authorised
        options = replace(self.sections.options, authorised=signer, authorised_by=by)
        return Order(
            year_id=self._wanted.year_id,
            classes=self._split()[0],
            folder=self.form.path,
            purpose=self.form.purpose.currentText(),
            habits=Habits(paper, options, self.form.to_printer.isChecked()),
            basis=self.form.ground,
            document=self.document.currentData(),
        )

    def _split(self) -> tuple[tuple[Chosen, ...], tuple[Chosen, ...]]:
        """Classes printed now, and those left out: an original is printed once."""
        classes = self._wanted.classes
        fresh = tuple(one for one in classes if not one.printed)
        book = self.document.currentData() is Document.JOURNAL
        if self.draft.isChecked() or not book or len(fresh) in (0, len(classes)):
            return classes, ()
        return fresh, tuple(one for one in classes if one.printed)

    def _set_kind(self, *, may_be_final: bool) -> str:
        """Choose draft or official as wished; why it must be a draft, or ""."""
        opened = any(not one.year_is_closed for one in self._wanted.classes)
        possible = may_be_final and not opened
        self.final.setEnabled(possible)
        self.draft.setChecked(self._wanted.draft or not possible)
        self.final.setChecked(not self.draft.isChecked())
        return "" if possible else YEAR_OPEN if may_be_final else NO_RIGHT

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small or enlarged screen the sections come under the rest, and all of it scrolls."""
        ways = QBoxLayout.Direction
        narrow = event.size().width() < NARROW
        self._both.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self._scrolled(), 1)
        column.addWidget(self.error)
        column.addWidget(self._buttons())

    def _scrolled(self) -> QScrollArea:
        self._body, left = QWidget(), QVBoxLayout()
        left.setSpacing(10)
        for part in (self.document, self.draft, self.final, self.why, self.paper, self.form):
            left.addWidget(part)
        left.addStretch(1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._body)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(16)
        self._both.addLayout(left, 1)
        self._both.addWidget(self.sections)
        scroll = QScrollArea()
        scroll.setWidget(self._body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        return scroll

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.seen, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        stay = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        stay.setAutoDefault(False)
        self.seen.setAutoDefault(False)
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.draft.toggled.connect(self._kind_changed)
        self.document.currentIndexChanged.connect(self._kind_changed)
        self.seen.clicked.connect(self._look)
        edit = self.form.purpose.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self._take)  # the box keeps Enter from the button
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._take)

    def _kind_changed(self) -> None:
        draft, document = self.draft.isChecked(), self.document.currentData()
        book, (classes, left_out) = document is Document.JOURNAL, self._split()
        again = [one.name for one in classes if one.printed and not draft and book]
        self.paper.setVisible(book)
        self.sections.setVisible(book)
        self.form.ask_for(ground=bool(again), signer=book and not draft)
        self.final.setText(BOOK if book else LEDGER)
        self.heading.setText(_heading(classes, document))
        self.why.setText(_why(again, left_out, self._why_not))
        self.go.setText("Напечатать черновик в PDF" if draft else "Напечатать в PDF")
        for label in (self.heading, self.why):
            label.setVisible(bool(label.text()))
        self.error.hide()
        self._grow()

    def _grow(self) -> None:
        """Take the room that all lines need, but no more than the screen has."""
        for layout in (self._both, self.layout()):
            if layout is not None:
                layout.activate()
        missing = self._both.sizeHint().height() - self._scroll.sizeHint().height()
        free = self.screen().availableSize()
        wanted = QSize(WIDE, self.sizeHint().height() + missing + EDGE)
        self.resize(wanted.boundedTo(QSize(free.width() - EDGE, free.height() - EDGE)))

    def _look(self) -> None:
        try:
            self.look.emit(self.order)
        except Invalid as error:
            self._complain(str(error), self._faulty(str(error)))

    def _take(self) -> None:
        if not self.isVisible():
            return  # taken already
        if not self.form.has_folder:
            self._complain("Такой папки нет: выберите существующую.", self.form.folder)
            return
        try:
            purpose = check_purpose(self.form.purpose.currentText())
        except Invalid as error:
            self._complain(str(error), self.form.purpose)
            return
        try:
            order = replace(self.order, purpose=purpose)
            check_order(order)
        except Invalid as error:
            self._complain(str(error), self._faulty(str(error)))
            return
        remember(self._desk.prefs, order)
        remember_purpose(self._desk.prefs, order.purpose)
        self.accept()
        self.ordered.emit(order)

    def _faulty(self, said: str) -> QWidget:
        """The field a refusal is about."""
        if "подшивки" in said:
            return self.paper.binding
        return self.form.signs_by if "Уполномоченное" in said else self.form.number

    def _complain(self, text: str, field: QWidget) -> None:
        self.error.setText(text)
        self.error.show()
        self._grow()
        field.setFocus()


def _heading(classes: Sequence[Chosen], document: Document) -> str:
    count, nouns = len(classes), document.nouns
    if count == 1:
        return f"{nouns[0].capitalize()} {classes[0].name} класса"
    names = ", ".join(one.name for one in classes)
    return f"{count} {plural(count, *nouns)}, по файлу на класс: {names}"


def _why(again: Sequence[str], left_out: Sequence[Chosen], why_not: str) -> str:
    """The sentence under draft and official."""
    if again:
        return AGAIN.format(names=", ".join(again))
    if left_out:
        return LEFT_OUT.format(names=", ".join(one.name for one in left_out))
    return why_not


def _document_box() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName("Что печатать")
    for document in Document:
        box.addItem(document.value, document)
    return box


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.hide()
    return label
