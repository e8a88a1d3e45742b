"""The month and period sheets: read-only grids with frozen names, saved and printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.domain.attendance import LETTERS, ClassAttendance
from journal_desktop.domain.attendance_tables import (
    AttendanceTable,
    month_table,
    months_of,
    period_table,
    year_table,
)
from journal_desktop.domain.russian import month_title
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.grid import GridView
from journal_desktop.ui.kit.grid_model import (
    COLUMN_FINAL,
    COLUMN_PLAIN,
    DISPLAY,
    INK_ABSENCE,
    INK_PLAIN,
    INK_STRONG,
    TINT_ABSENCE,
    TINT_NONE,
    TIP,
    WORDS,
    Face,
    GridModel,
    Head,
    NameRow,
)

CHARACTER_PX: Final = 8
LEAST_PX: Final = 34
COUNTED: Final = "Сводку считает программа: исправляйте пропуски на листе дня."


class SheetModel(GridModel):
    """A table of texts: letters are tinted, totals are bold."""

    def __init__(self) -> None:
        super().__init__()
        self.table: AttendanceTable | None = None

    def show(self, table: AttendanceTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        self.heads = [
            Head(
                head.group,
                head.label,
                COLUMN_FINAL if head.total else COLUMN_PLAIN,
                max(LEAST_PX, head.width * CHARACTER_PX),
            )
            for head in table.heads
        ]
        self.names = [NameRow(line.number, line.name, gone=line.gone) for line in table.lines]
        self.faces = [
            [_face(text, strong=line.strong) for text in line.cells] for line in table.lines
        ]
        self.endResetModel()

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if int(role) not in (DISPLAY, TIP, WORDS):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.names[section].name if section < len(self.names) else None
        if section >= len(self.heads):
            return None
        head = self.heads[section]
        return head.label if int(role) == DISPLAY else f"{head.group} {head.label}".strip()

    @override
    def edited_at(self, row: int, column: int) -> str:
        return self.text_at(row, column)

    @override
    def tip_at(self, row: int, column: int) -> str:
        return ""

    @override
    def words_at(self, row: int, column: int) -> str:
        head = self.heads[column]
        said = self.text_at(row, column) or "нет"
        return f"{self.names[row].name}, {head.group} {head.label}: {said}"

    @override
    def why_locked(self, row: int, column: int) -> str:
        return COUNTED

    @override
    def refusal(self, row: int, column: int, typed: str) -> str:
        return COUNTED

    @override
    def is_whole(self, row: int, column: int, typed: str) -> bool:
        return False

    @override
    def from_keys(self, typed: str) -> str:
        return typed

    @override
    def toggled(self, row: int, column: int) -> str | None:
        return None

    @override
    def put(self, texts: Mapping[tuple[int, int], str]) -> bool:
        self.refused.emit(COUNTED)
        return False


def _face(text: str, *, strong: bool) -> Face | None:
    if not text:
        return None
    if strong:
        return Face(text, INK_STRONG)
    letter = text[-1] in LETTERS and text != "оп"
    return Face(text, INK_ABSENCE if letter else INK_PLAIN, TINT_ABSENCE if letter else TINT_NONE)


class SheetView(QWidget):
    """A choice of months or of periods over the grid; «Сохранить…» takes what is shown."""

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SheetModel()
        self.model.setParent(self)
        self.grid = GridView(self.model)
        self.grid.setAccessibleName("Сводка посещаемости")
        self.span = choice_box("Месяц или период (Alt+←, Alt+→)", "span")
        self.notes = ElidedLabel()
        self.notes.setProperty("role", "soft")
        self.save = QPushButton("Сохранить или напечатать…  (Ctrl+S)")
        self._found: ClassAttendance | None = None
        self._by_month = True
        self._chosen: dict[bool, tuple[date, date] | None] = {}
        self._lay_out()
        self.span.activated.connect(self._choose)
        self.save.clicked.connect(self.save_wanted)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.span)
        top.addWidget(self.notes, 1)
        top.addWidget(self.save)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(frame, 1)
        self.setFocusProxy(self.grid)

    def show_attendance(self, found: ClassAttendance, day: date, *, by_month: bool) -> None:
        """Show another reading; the span chosen before is kept."""
        self._found, self._by_month = found, by_month
        spans = _spans(found, by_month=by_month)
        kept = self._chosen.get(by_month)
        usual = next((span for _, span in spans if span[0] <= day <= span[1]), None)
        chosen = kept if kept in [span for _, span in spans] else usual
        fill_box(self.span, spans, chosen or (spans[-1][1] if spans else None))
        self._show()

    def step(self, way: int) -> None:
        """Go to the next or previous month or period."""
        count = self.span.count()
        if count:
            self.span.setCurrentIndex(max(0, min(self.span.currentIndex() + way, count - 1)))
            self._choose()

    def _choose(self) -> None:
        self._chosen[self._by_month] = self.span.currentData()
        self._show()

    def _show(self) -> None:
        found, span = self._found, self.span.currentData()
        if found is None or span is None:
            return
        if self._by_month:
            table = month_table(found, *span)
        elif span == (found.begins, found.ends):
            table = year_table(found)
        else:
            table = period_table(found, *span)
        self.model.show(table)
        self.notes.setText(" · ".join(table.notes))


def _spans(found: ClassAttendance, *, by_month: bool) -> list[tuple[str, tuple[date, date]]]:
    if by_month:
        return [
            (f"{month_title(begins)} {begins.year}", (begins, ends))
            for begins, ends in months_of(found.begins, found.ends)
        ]
    spans = [(one.title, (one.begins, one.ends)) for one in found.periods]
    return [*spans, ("Год", (found.begins, found.ends))]
