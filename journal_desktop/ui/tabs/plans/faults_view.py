"""What is wrong with a plan, at the side: errors and warnings apart, corrections one by one.

Source: R-3.2.5-11, -16; domain 7.3.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.plans.verdict import Column, PlanFault
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.theme import colours

NONE: Final = "Замечаний нет."
READING: Final = "Проверяем…"
_ICON_PX: Final = 16
_AT_ONCE: Final = 30


class FaultList(QListWidget):
    """Enter takes the correction of the chosen one."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_AT_ONCE)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Замечания к КТП")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class FaultsView(QWidget):
    """The list, how many there are, and two buttons."""

    gone_to = Signal(object)
    """A PlanFault the person looks at."""
    mend_one = Signal(object)
    mend_all = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.faults: tuple[PlanFault, ...] | None = None
        self._editable = False
        self.count = QLabel(READING)
        self.count.setProperty("role", "heading")
        self.count.setWordWrap(True)
        self.list = FaultList()
        self.one = QPushButton("Исправить это")
        self.one.setToolTip("Принять исправление выбранного замечания (Enter в списке)")
        self.all = QPushButton("Исправить все")
        self.all.setToolTip("Принять все готовые исправления одним действием (п. 3.2.5)")
        buttons = QHBoxLayout()
        buttons.addWidget(self.one, 1)
        buttons.addWidget(self.all, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemClicked.connect(lambda _item: self._chosen(self.list.currentRow()))
        self.list.taken.connect(self._mend)
        self.one.clicked.connect(lambda _checked=False: self._mend())
        self.all.clicked.connect(lambda _checked=False: self.mend_all.emit())
        self._fit()

    def show_faults(self, faults: tuple[PlanFault, ...], *, editable: bool) -> None:
        """Show what is wrong; the chosen one stays chosen, or the one in its place."""
        self._editable = editable
        if faults != self.faults:
            row = self.list.currentRow()
            known = self.faults[row] if self.faults and 0 <= row < len(self.faults) else None
            self.faults = faults
            self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.list.clear()
            for fault in faults:
                self.list.addItem(_item(fault))
            if row >= 0 and faults:
                at = faults.index(known) if known in faults else min(row, len(faults) - 1)
                self.list.setCurrentRow(at)
            self.list.blockSignals(False)  # noqa: FBT003
        self._fit()

    def wait(self) -> None:
        """Another plan is shown, its faults come afterwards."""
        self.faults = None
        self.list.clear()
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row, fault in enumerate(self.faults or ()):
                self.list.item(row).setIcon(_icon(is_error=fault.is_error))

    def _fit(self) -> None:
        faults = self.faults or ()
        self.count.setText(READING if self.faults is None else count_text(faults))
        ready = sum(1 for fault in faults if fault.proposal)
        chosen = self._current()
        self.one.setEnabled(self._editable and chosen is not None and bool(chosen.proposal))
        self.all.setEnabled(self._editable and ready > 0)
        self.all.setText(f"Исправить все ({ready})" if ready else "Исправить все")

    def _current(self) -> PlanFault | None:
        row, faults = self.list.currentRow(), self.faults or ()
        return faults[row] if 0 <= row < len(faults) else None

    def _chosen(self, _row: int) -> None:
        self._fit()
        if fault := self._current():
            self.gone_to.emit(fault)

    def _mend(self) -> None:
        fault = self._current()
        if fault is not None and fault.proposal:
            self.mend_one.emit(fault)


def count_text(faults: tuple[PlanFault, ...]) -> str:
    """«Ошибок 2, предупреждений 5»; errors forbid the approval."""
    bad = sum(1 for fault in faults if fault.is_error)
    light = len(faults) - bad
    told = []
    if bad:
        told.append(f"{bad} {plural(bad, 'ошибка', 'ошибки', 'ошибок')}")
    if light:
        words = plural(light, "предупреждение", "предупреждения", "предупреждений")
        told.append(f"{light} {words}")
    return ", ".join(told) or NONE


def _item(fault: PlanFault) -> QListWidgetItem:
    word = "Ошибка" if fault.is_error else "Предупреждение"
    column = fault.column.value
    whole = column if fault.column is Column.PLAN else column[0].lower() + column[1:]
    place = f"урок № {fault.number}" if fault.number else whole
    lines = [f"{word}, {place}. {fault.text}"]
    if fault.proposal:
        lines.append(f"Станет: {fault.proposal}")
    item = QListWidgetItem(_icon(is_error=fault.is_error), "\n".join(lines))
    item.setToolTip("\n".join(lines))
    return item


def _icon(*, is_error: bool) -> QIcon:
    """A cross in a full circle, or an exclamation mark in an empty one."""
    named, scale = colours(), 2
    picture = QPixmap(_ICON_PX * scale, _ICON_PX * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(named.red if is_error else named.amber)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(colour if is_error else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(2, 2, 12, 12)
    painter.setPen(QPen(QColor(named.paper) if is_error else colour, 1.6))
    if is_error:
        painter.drawLine(6, 6, 10, 10)
        painter.drawLine(10, 6, 6, 10)
    else:
        painter.drawLine(8, 5, 8, 9)
        painter.drawPoint(8, 11)
    painter.end()
    return QIcon(picture)
