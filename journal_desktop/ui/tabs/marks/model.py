"""The page as a Qt model: faces for the painter, entries for the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.marks import ABSENCES, from_keys
from journal_desktop.queries.orders import OrderItem
from journal_desktop.ui.kit.grid_model import (
    DISPLAY,
    TIP,
    WORDS,
    Face,
    GridModel,
    NameRow,
    Note,
)
from journal_desktop.ui.tabs.marks.columns import Sort, head_of
from journal_desktop.ui.tabs.marks.doubts import doubt
from journal_desktop.ui.tabs.marks.grounds import NO_GROUNDS, Grounds, Question
from journal_desktop.ui.tabs.marks.pending import Pending, Typed
from journal_desktop.ui.tabs.marks.sheet import Sheet
from journal_desktop.ui.tabs.marks.tips import cell_tip, cell_words, head_words, name_tip

Cells = Mapping[tuple[int, int], str]


class SpreadModel(GridModel):
    """Pupils down; lessons, means and final marks across."""

    late_wanted = Signal(object)
    """A Question: old marks change, a reason is needed (domain 9.3)."""
    order_wanted = Signal(object)
    """A Question: у, б or н in a final column rests on an order (R-3.2.5-18)."""
    reason_wanted = Signal(object)
    """A Question: a final mark differs from the proposal (domain 5.7)."""

    def __init__(self, send: Callable[[tuple[Typed, ...]], None]) -> None:
        super().__init__()
        self._send = send
        self._sheet: Sheet | None = None
        self._sure: Cells = {}
        self._waiting: dict[int, Pending] = {}
        self.by_slash = False
        """Whether one mark is whole where two are allowed; «/» opens the cell again."""

    @property
    def sheet(self) -> Sheet:
        """The page shown; there is one whenever the grid is visible."""
        assert self._sheet is not None  # noqa: S101 - the grid is hidden until a page is shown
        return self._sheet

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return self._sheet is not None

    def show(self, sheet: Sheet) -> None:
        """Show another reading; the same rows and columns keep the selection and what waits."""
        before, self._sheet = self._sheet, sheet
        sheet.pending = self._waiting.setdefault(sheet.spread.title.id, sheet.pending)
        if before is not None and before.same_shape(sheet.spread):
            self._fill()
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def refresh(self, cells: Iterable[tuple[int, int]], *, finals: bool = False) -> None:
        """Draw these cells anew, and the means and final marks of their rows when asked."""
        tail = range(len(self.sheet.spread.lessons), len(self.sheet.columns))
        for row, column in cells:
            wanted = {column, *tail} if finals else {column}
            for number in wanted:
                self.faces[row][number] = self.sheet.face(row, number)
            self.dataChanged.emit(self.index(row, column), self.index(row, column), [DISPLAY])
            if finals and tail:
                first, last = self.index(row, tail[0]), self.index(row, tail[-1])
                self.dataChanged.emit(first, last, [DISPLAY])

    def answer(self, question: Question, grounds: Grounds) -> None:
        """Send what waited for the person's answer, or ask what is still to be asked."""
        if question.page_id != self.sheet.spread.title.id:
            return
        places = self.sheet.places()
        texts = {places[key]: text for key, text in question.texts.items() if key in places}
        if texts:
            self._ask_or_type(texts, grounds)

    def ask_late(self, texts: Cells, grounds: Grounds) -> None:
        """The gate wants a reason that the window did not ask for."""
        self.late_wanted.emit(self._question(texts, grounds))

    def name_order(self, cells: Iterable[tuple[int, int]], order: OrderItem) -> None:
        """Send letters that stand once more, with the order they rest on."""
        texts = {cell: self.sheet.shown(*cell) for cell in cells}
        self._type(texts, Grounds(order=order, order_asked=True))

    def put_sure(self, texts: Cells) -> None:
        """Send texts the person has already looked over and agreed to."""
        self._sure = dict(texts)
        self.put(texts)

    @override
    def edited_at(self, row: int, column: int) -> str:
        return self.sheet.shown(row, column)

    @override
    def tip_at(self, row: int, column: int) -> str:
        return cell_tip(self.sheet, row, column)

    @override
    def words_at(self, row: int, column: int) -> str:
        return cell_words(self.sheet, row, column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if not self.has_page or int(role) not in (DISPLAY, TIP, WORDS):
            return None
        if orientation == Qt.Orientation.Vertical:
            if section >= len(self.names):
                return None
            name = self.names[section].name
            return name if int(role) == DISPLAY else name_tip(self.sheet.pupils[section])
        if section >= len(self.heads):
            return None
        if int(role) == DISPLAY:
            return self.heads[section].label
        return head_words(self.sheet.columns[section])

    @override
    def why_locked(self, row: int, column: int) -> str:
        return self.sheet.why_locked(row, column)

    @override
    def refusal(self, row: int, column: int, typed: str) -> str:
        return self.sheet.refusal(column, typed)

    @override
    def is_whole(self, row: int, column: int, typed: str) -> bool:
        return self.sheet.is_whole(column, typed, by_slash=self.by_slash)

    @override
    def grown(self, row: int, column: int, typed: str) -> str:
        if not self.by_slash or self.from_keys(typed) != "/":
            return ""
        return self.sheet.with_room(row, column)

    @override
    def from_keys(self, typed: str) -> str:
        return from_keys(typed)

    @override
    def toggled(self, row: int, column: int) -> str | None:
        shown = self.sheet.shown(row, column)
        if self.sheet.columns[column].lesson is None:
            return self.sheet.final(row, column).proposed or None
        return {"": "н", "н": ""}.get(shown)

    @override
    def put(self, texts: Cells) -> bool:
        try:
            ready = {cell: self.sheet.canonical(cell[1], text) for cell, text in texts.items()}
        except Invalid as error:
            self.refused.emit(str(error))
            return False
        changed = {cell: text for cell, text in ready.items() if text != self.sheet.shown(*cell)}
        if changed and (doubt := self._doubt(changed)):
            self.refused.emit(doubt)
            return False
        if changed:
            self._ask_or_type(changed, NO_GROUNDS)
        return True

    def _ask_or_type(self, texts: Cells, grounds: Grounds) -> None:
        said = bool(grounds.reason)
        if not said and any(self.sheet.late_edits(*cell, text) for cell, text in texts.items()):
            self.late_wanted.emit(self._question(texts, grounds))
        elif not grounds.order_asked and any(
            text in ABSENCES and self.sheet.columns[column].sort is Sort.FINAL
            for (_, column), text in texts.items()
        ):
            self.order_wanted.emit(self._question(texts, grounds))
        elif not said and any(self._differs(*cell, text) for cell, text in texts.items()):
            self.reason_wanted.emit(self._question(texts, grounds))
        else:
            self._type(texts, grounds)

    def _question(self, texts: Cells, grounds: Grounds) -> Question:
        keyed = {self.sheet.key(*cell): text for cell, text in texts.items()}
        return Question(self.sheet.spread.title.id, keyed, grounds)

    def _type(self, texts: Cells, grounds: Grounds) -> None:
        sheet = self.sheet
        seen = {sheet.key(*cell): sheet.shown(*cell) for cell in texts}
        typed = {sheet.key(*cell): text for cell, text in texts.items()}
        batch = sheet.pending.add(typed, seen, grounds)
        self.refresh(texts)
        self._send(batch)

    def _doubt(self, changed: Cells) -> str:
        """What is asked once: the same entry again is the answer (R-3.2.5-20)."""
        found = doubt(self.sheet, changed)
        if not found or self._sure == changed:
            self._sure = {}
            return ""
        self._sure = dict(changed)
        return found

    def _differs(self, row: int, column: int, text: str) -> bool:
        if self.sheet.columns[column].sort is not Sort.FINAL or not text.isdigit():
            return False
        final = self.sheet.final(row, column)
        return bool(final.proposed) and final.proposed != text

    def _fill(self) -> None:
        sheet = self.sheet
        self.heads = [head_of(column, sheet.spread, sheet.today) for column in sheet.columns]
        self.names = [
            NameRow(str(row + 1), pupil.name, pupil.has_advice, pupil.paper_diary, bool(pupil.note))
            for row, pupil in enumerate(sheet.pupils)
        ]
        self.notes = [note for row in range(len(sheet.pupils)) if (note := self._note(row))]
        self.faces = [self._row_faces(row) for row in range(len(sheet.pupils))]

    def _row_faces(self, row: int) -> list[Face | None]:
        return [self.sheet.face(row, column) for column in range(len(self.sheet.columns))]

    def _note(self, row: int) -> Note | None:
        pupil = self.sheet.pupils[row]
        gone = max((span.ends for span in pupil.enrolled if span.ends), default=None)
        if not pupil.note or gone is None:
            return None
        for column, what in enumerate(self.sheet.columns):
            if what.lesson is not None and what.lesson.day > gone:
                return Note(row, column, pupil.note)
        return None
