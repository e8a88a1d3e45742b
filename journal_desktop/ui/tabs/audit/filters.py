"""The filters above the list: text, person, class, pupil, kind, days, computer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.audit_lines import Spot
from journal_desktop.domain.audit_titles import TABLE_TITLES
from journal_desktop.queries.audit_choices import AuditChoices
from journal_desktop.queries.audit_filter import AuditFilter
from journal_desktop.ui.kit.elided import ElidedLabel

WAIT_MS: Final = 350
DAYS: Final = (
    ("Всё время", None),
    ("Сегодня", 0),
    ("7 дней", 6),
    ("30 дней", 29),
    ("Год", 364),
    ("Выбрать дни", -1),
)
CHOSEN: Final = len(DAYS) - 1


class FilterBar(QWidget):
    """Emits `wanted` a moment after something was chosen or typed."""

    wanted = Signal()

    def __init__(self, today: date, *, mine: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._spot: Spot | None = None
        self._ops: tuple[int, ...] = ()
        self.text = QLineEdit()
        self.text.setPlaceholderText("Найти в записях: тема, причина, отметка…   Ctrl+F")
        self.text.setAccessibleName("Найти в записях")
        self.text.setClearButtonEnabled(True)
        self.person = _box("Кто", typed=True)
        self.group = _box("Класс")
        self.pupil = _box("Обучающийся", typed=True)
        self.kind = _box("Что изменено", typed=True)
        self.days = _box("Когда")
        self.computer = _box("Компьютер", typed=True)
        self.begins, self.ends = _day(today, "С какого дня"), _day(today, "По какой день")
        self.bulk = QCheckBox("Только массовые")
        self.bulk.setToolTip("Действия от десяти записей: импорт, вставка, заполнение вниз")
        self.undos = QCheckBox("Только отмены")
        self.clear = QPushButton("Сбросить")
        self.clear.setProperty("role", "small")
        self.clear.setAutoDefault(False)
        self.narrow = ElidedLabel()
        self.narrow.setProperty("role", "warning")
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._lay_out(mine=mine)
        self._fill()
        self._wire()

    @property
    def asked(self) -> AuditFilter:
        """What is asked for now."""
        spot = self._spot or Spot()
        begins, ends = self._chosen_days()
        return AuditFilter(
            staff_id=self.person.currentData(),
            pupil_id=spot.pupil_id or self.pupil.currentData(),
            page_id=None if spot.lesson_id else spot.page_id,
            lesson_id=spot.lesson_id,
            class_id=self.group.currentData(),
            begins=begins,
            ends=ends,
            entity=self.kind.currentData() or "",
            computer=_typed(self.computer),
            text=self.text.text(),
            ops=self._ops,
            bulk=self.bulk.isChecked(),
            undos=self.undos.isChecked(),
        )

    @property
    def is_open(self) -> bool:
        """Whether everything is asked for."""
        return self.asked == AuditFilter()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is asked for, in words, for the heading of a file."""
        begins, ends = self._chosen_days()
        said = [
            f"{box.accessibleName()}: {box.currentText()}"
            for box in (self.person, self.group, self.pupil, self.kind, self.computer)
            if box.currentIndex() > 0 or _typed(box)
        ]
        if begins and ends:
            said.append(f"Дни: {begins:%d.%m.%Y} – {ends:%d.%m.%Y}")
        if text := self.text.text().strip():
            said.append(f"Текст: {text}")
        said += [box.text() for box in (self.bulk, self.undos) if box.isChecked()]
        said += [self.narrow.text()] if self.narrow.text() else []
        return tuple(said) or ("Все действия",)

    def offer(self, choices: AuditChoices) -> None:
        """Fill the lists; what is chosen stays."""
        _offer(self.person, [(each.name, each.id) for each in choices.people])
        _offer(self.group, [(each.name, each.id) for each in choices.classes])
        pupils = [(f"{each.name} · {each.class_name}", each.pupil_id) for each in choices.pupils]
        _offer(self.pupil, pupils)
        _offer(self.computer, [(name, name) for name in choices.computers])
        for box, many in ((self.person, choices.people), (self.group, choices.classes)):
            box.setVisible(bool(many))
        self.pupil.setVisible(bool(choices.pupils))
        self.computer.setVisible(bool(choices.computers))

    def narrow_to(self, words: str, *, spot: Spot | None = None, ops: tuple[int, ...] = ()) -> None:
        """Show one place or some actions alone; `words` say so beside the filters."""
        self.reset(quiet=True)
        self._spot, self._ops = spot, ops
        self.narrow.setText(f"Только: {words}")
        self.narrow.show()
        self.wanted.emit()

    def reset(self, *, quiet: bool = False) -> None:
        """Ask for everything again."""
        boxes = (self.person, self.group, self.pupil, self.kind, self.computer, self.days)
        widgets = (*boxes, self.text, self.bulk, self.undos)
        blocked = [QSignalBlocker(widget) for widget in widgets]
        for box in boxes:
            box.setCurrentIndex(0)
        self.text.clear()
        self.bulk.setChecked(False)
        self.undos.setChecked(False)
        self._spot, self._ops = None, ()
        self.narrow.clear()
        self.narrow.hide()
        self._show_days()
        del blocked
        if not quiet:
            self.wanted.emit()

    def _lay_out(self, *, mine: bool) -> None:
        first, second, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for line in (first, second):
            line.setSpacing(6)
        first.addWidget(self.text, 3)
        for box in (self.person, self.group, self.pupil):
            box.setHidden(mine)
            first.addWidget(box, 1)
        second.addWidget(self.kind)
        second.addWidget(self.days)
        for widget in (self.begins, self.ends, self.computer, self.bulk, self.undos):
            second.addWidget(widget)
        second.addWidget(self.clear)
        second.addWidget(self.narrow, 1)
        second.addStretch()
        self.computer.setHidden(mine)
        self.narrow.hide()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _fill(self) -> None:
        for box in (self.person, self.group, self.pupil, self.computer):
            _offer(box, [])
        kinds = sorted((title, name) for name, title in TABLE_TITLES.items())
        _offer(self.kind, kinds)
        for title, _ in DAYS:
            self.days.addItem(title)
        self._show_days()

    def _wire(self) -> None:
        for box in (self.person, self.group, self.pupil, self.kind):
            box.currentIndexChanged.connect(self._soon)
        self.computer.currentTextChanged.connect(self._soon)
        self.days.currentIndexChanged.connect(self._days_chosen)
        for edit in (self.begins, self.ends):
            edit.dateChanged.connect(self._soon)
        for check in (self.bulk, self.undos):
            check.toggled.connect(self._soon)
        self.text.textChanged.connect(self._soon)
        self.clear.clicked.connect(self._cleared)
        self._timer.timeout.connect(self.wanted)

    def _soon(self, *_chosen: object) -> None:
        self._timer.start()

    def _cleared(self) -> None:
        self.reset()

    def _days_chosen(self) -> None:
        self._show_days()
        self._timer.start()

    def _show_days(self) -> None:
        chosen = self.days.currentIndex() == CHOSEN
        self.begins.setVisible(chosen)
        self.ends.setVisible(chosen)

    def _chosen_days(self) -> tuple[date | None, date | None]:
        back = DAYS[max(self.days.currentIndex(), 0)][1]
        if back is None:
            return None, None
        if back < 0:
            return _date_of(self.begins), _date_of(self.ends)
        return self._today - timedelta(days=back), self._today


def _box(name: str, *, typed: bool = False) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(13)
    if typed:
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = box.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return box


def _offer(box: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    kept = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(f"{box.accessibleName()}: все", None)
        for title, value in items:
            box.addItem(title, value)
        box.setCurrentIndex(max(box.findData(kept) if kept is not None else 0, 0))


def _typed(box: QComboBox) -> str:
    """A value typed by hand or chosen; "" for all."""
    text = box.currentText().strip()
    return "" if text == box.itemText(0) else text


def _day(today: date, name: str) -> QDateEdit:
    edit = QDateEdit(QDate(today.year, today.month, today.day))
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("dd.MM.yyyy")
    edit.setAccessibleName(name)
    return edit


def _date_of(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
