"""The sheet as a Qt model: faces for the painter, entries for the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from typing_extensions import override

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health_entry import ACCEPTS, Field, canonical, is_whole, refusal
from journal_desktop.ui.kit.grid_model import DISPLAY, TIP, WORDS, GridModel, NameRow
from journal_desktop.ui.tabs.health.columns import SheetColumn
from journal_desktop.ui.tabs.health.sheet import Place, Sheet, Typed


class HealthModel(GridModel):
    """Pupils down, columns of the sheet across."""

    def __init__(self, send: Callable[[tuple[Typed, ...]], None]) -> None:
        super().__init__()
        self._send = send
        self._sheet: Sheet | None = None

    @property
    def sheet(self) -> Sheet:
        """The sheet shown; there is one whenever the grid is visible."""
        assert self._sheet is not None  # noqa: S101 - the grid is hidden until a sheet is shown
        return self._sheet

    @property
    def has_sheet(self) -> bool:
        """Whether a sheet is shown."""
        return self._sheet is not None

    def show(self, sheet: Sheet) -> None:
        """Show another reading; the same rows and columns keep the chosen cell."""
        before, self._sheet = self._sheet, sheet
        same = before is not None and before.same_shape(sheet)
        if before is not None and same:
            sheet.inherit(before)
        self.renew(self._fill, same=same)

    def refresh(self, pupils: Iterable[int]) -> None:
        """Draw the rows of these pupils anew."""
        for pupil in pupils:
            row = self.sheet.numbers.get(pupil)
            if row is not None:
                faces = [self.sheet.face(row, at) for at in range(len(self.heads))]
                self.redraw_row(row, faces)

    def type_in(self, texts: Mapping[Place, str]) -> bool:
        """Write texts by pupil and column as one op; False when refused at once."""
        sheet = self.sheet
        try:
            ready = {place: canonical(place[1], text, sheet.today) for place, text in texts.items()}
        except Invalid as error:
            self.refused.emit(str(error))
            return False
        locked = next((why for place in ready if (why := sheet.why_locked(place[1]))), "")
        if locked:
            self.refused.emit(locked)
            return False
        batch = tuple(
            Typed(place, text, sheet.shown(place))
            for place, text in ready.items()
            if text != sheet.shown(place)
        )
        for typed in batch:
            sheet.add(typed)
        if batch:
            self.refresh({typed.place[0] for typed in batch})
            self._send(batch)
        return True

    @override
    def edited_at(self, row: int, column: int) -> str:
        return self.sheet.text(row, column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if not self.has_sheet or int(role) not in (DISPLAY, TIP, WORDS):
            return None
        if orientation == Qt.Orientation.Vertical:
            if section >= len(self.names):
                return None
            advice = self.sheet.rows[section].advice
            return advice.name if int(role) == DISPLAY else advice.full_name
        if section >= len(self.heads):
            return None
        head = self.heads[section]
        return head.label if int(role) == DISPLAY else f"{head.group}: {head.label}"

    @override
    def why_locked(self, row: int, column: int) -> str:
        return self.sheet.why_locked(self._column(column).key)

    @override
    def is_passed(self, row: int, column: int) -> bool:
        return not self._column(column).quick

    @override
    def refusal(self, row: int, column: int, typed: str) -> str:
        key = self._column(column).key
        return refusal(key, typed, self.sheet.today) if isinstance(key, Field) else ""

    @override
    def is_whole(self, row: int, column: int, typed: str) -> bool:
        key = self._column(column).key
        return isinstance(key, Field) and is_whole(key, typed)

    @override
    def from_keys(self, typed: str) -> str:
        return typed

    @override
    def toggled(self, row: int, column: int) -> str | None:
        return None

    @override
    def put(self, texts: Mapping[tuple[int, int], str]) -> bool:
        places = {place: text for cell, text in texts.items() if (place := self.sheet.place(*cell))}
        return self.type_in(places)

    def accepts(self, column: int) -> str:
        """What a column accepts, for the status line."""
        key = self._column(column).key
        return ACCEPTS[key] if isinstance(key, Field) else ""

    def _column(self, column: int) -> SheetColumn:
        return self.sheet.columns[column]

    def _fill(self) -> None:
        sheet = self.sheet
        self.heads = [column.head for column in sheet.columns]
        self.names = [
            NameRow(str(number), row.advice.name, row.advice.is_notable)
            for number, row in enumerate(sheet.rows, start=1)
        ]
        self.faces = [
            [sheet.face(row, column) for column in range(len(self.heads))]
            for row in range(len(sheet.rows))
        ]

    @override
    def tip_at(self, row: int, column: int) -> str:
        what = self._column(column)
        shown = self.sheet.text(row, column)
        if what.words and shown:
            return f"{self.sheet.rows[row].advice.name}\n{shown}"
        if what.key is Field.FURNITURE and self.faces[row][column] and self.sheet.writable:
            return "Номер мебели по росту; отмеченный уголком выбран вручную."
        return ""

    @override
    def words_at(self, row: int, column: int) -> str:
        name, what = self.sheet.rows[row].advice.name, self._column(column)
        shown = self.sheet.text(row, column) or self.text_at(row, column)
        return f"{name}, {what.group}, {what.label}: {shown or 'пусто'}"
