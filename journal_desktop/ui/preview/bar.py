"""The line over the pages: which page, how large, two side by side, what to find."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.preview.layout import Fit

SIZES: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
SPIN_PX: Final = 64
INSET_PX: Final = 6
FIELD_PX: Final = 210
PERCENT_PX: Final = 46
LEAST_PX: Final = 560
ROOMY_PX: Final = 960


class PreviewBar(QWidget):
    """Knows numbers and wishes, no pages."""

    page_wished = Signal(int)
    """From 0."""
    stepped = Signal(int)
    fit_wished = Signal(object, float)
    """The Fit, and the size where it is free."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = _button("Разделы", "Показать разделы книги (F9)", checkable=True)
        self.back = _button("◀", "Предыдущая страница (PgUp)")
        self.page = _page_box()
        self.on = _button("▶", "Следующая страница (PgDown)")
        self.state = QLabel()
        self.state.setProperty("role", "soft")
        self.size_box = QComboBox()
        self.size_box.setAccessibleName("Размер страницы")
        self.percent = QLabel()
        self.percent.setProperty("role", "soft")
        self.percent.setFixedWidth(PERCENT_PX)
        self.spread = _button("Разворот", "Две страницы рядом, как в книге (F8)", checkable=True)
        self.search = _search_field()
        self.print = QPushButton("Печатать…")
        self.print.setProperty("role", "main")
        self.print.setAutoDefault(False)
        self._lay_out()
        self._fill()
        self.page.valueChanged.connect(lambda number: self.page_wished.emit(number - 1))
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.size_box.activated.connect(self._sized)

    def show_count(self, count: int) -> None:
        """So many pages there are."""
        self.page.setRange(1, max(count, 1))
        self.setEnabled(bool(count))

    def show_page(self, number: int, count: int, where: str) -> None:
        """The page at the top, from 0."""
        self.page.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self.page.setValue(number + 1)
        self.page.blockSignals(False)  # noqa: FBT003 - Qt's own way
        self.state.setText(f"из {count}" + (f" · {where}" if where else ""))
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number < count - 1)

    def show_size(self, fit: Fit, zoom: float) -> None:
        """How large the pages are now."""
        data = [self.size_box.itemData(place) for place in range(self.size_box.count())]
        wanted = (fit, round(zoom, 2)) if fit is Fit.FREE else (fit, 1.0)
        self.size_box.setCurrentIndex(data.index(wanted) if wanted in data else 2)
        self.percent.setText(f"{round(zoom * 100)} %")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small or enlarged screen the line becomes two."""
        ways = QBoxLayout.Direction
        narrow = event.size().width() < ROOMY_PX
        self._both.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(6)
        for part in (self.sections, self.back, self.page, self.on, self.state):
            first.addWidget(part)
        first.addStretch(1)
        second.addWidget(self.size_box)
        second.addWidget(self.percent)
        second.addWidget(self.spread)
        second.addStretch(1)
        second.addWidget(self.search)
        second.addWidget(self.print)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(6)
        self._both.addLayout(first, 1)
        self._both.addLayout(second, 2)

    def _fill(self) -> None:
        for fit in (Fit.WIDTH, Fit.PAGE):
            self.size_box.addItem(fit.value, (fit, 1.0))
        self.size_box.addItem(Fit.FREE.value, None)
        for size in SIZES:
            self.size_box.addItem(f"{round(size * 100)} %", (Fit.FREE, size))

    def _sized(self, place: int) -> None:
        wanted = self.size_box.itemData(place)
        if wanted is not None:
            self.fit_wished.emit(*wanted)


def _page_box() -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName("Страница")
    box.setToolTip("Номер страницы (Ctrl+G)")
    box.setFixedWidth(SPIN_PX)
    box.lineEdit().setTextMargins(INSET_PX, 0, 0, 0)
    box.setKeyboardTracking(False)
    return box


def _search_field() -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText("Найти на страницах   Ctrl+F")
    field.setAccessibleName("Найти на страницах")
    field.setClearButtonEnabled(True)
    field.setMinimumWidth(FIELD_PX // 2)
    field.setMaximumWidth(FIELD_PX)
    return field


def _button(text: str, tip: str, *, checkable: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    button.setCheckable(checkable)
    button.setAutoDefault(False)
    if checkable:
        button.setProperty("role", "toggle")
    return button
