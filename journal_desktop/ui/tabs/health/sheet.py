"""The sheet on the screen: what is stored, what is typed, what may be typed where. No Qt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from journal_desktop.domain.health import Closed, HealthGroup, furniture_after, furniture_for
from journal_desktop.domain.health_entry import Field, height_mm
from journal_desktop.domain.russian import short_date
from journal_desktop.ui.kit.grid_model import (
    INK_FAINT,
    INK_PLAIN,
    INK_SOFT,
    INK_STRONG,
    SIGN_CORNER,
    SIGN_PENDING,
    SIGN_WORDS,
    TINT_CHANGED,
    TINT_NONE,
    Face,
)
from journal_desktop.ui.tabs.health.columns import CLOSED, PE_SHORT, Extra, SheetColumn, pe_text
from journal_desktop.ui.tabs.health.reading import NO_KEY, Reading, Row

Place = tuple[int, Field]
"""A pupil's id and a column: what stays when rows move."""
READ_ONLY: Final = "Лист здоровья заполняет медицинский работник (п. 5.3)."
NOT_TYPED: Final = "Эту графу заполняет программа."


@dataclass(eq=False, slots=True)
class Typed:
    """One typed value; `seen` is what stood there when it was typed."""

    place: Place
    text: str
    seen: str
    sealed: bytes | None = None

    @property
    def key(self) -> Place:
        """The place, as every sheet calls it."""
        return self.place


class Sheet:
    """One class or page as rows of pupils and columns."""

    def __init__(self, reading: Reading, today: date, *, has_key: bool) -> None:
        self.reading, self.today, self.has_key = reading, today, has_key
        self.columns, self.rows = reading.columns, reading.rows
        self.by_pupil = {row.pupil_id: row for row in self.rows}
        self.numbers = {row.pupil_id: number for number, row in enumerate(self.rows)}
        self._at = {column.key: number for number, column in enumerate(self.columns)}
        self._waiting: dict[Place, list[Typed]] = defaultdict(list)

    @property
    def writable(self) -> bool:
        """Whether the person may write."""
        return self.reading.writable

    @property
    def is_waiting(self) -> bool:
        """Whether anything typed is not answered yet."""
        return any(self._waiting.values())

    def same_shape(self, other: Sheet) -> bool:
        """Whether another reading has the same rows and columns."""
        return self.columns == other.columns and list(self.by_pupil) == list(other.by_pupil)

    def inherit(self, before: Sheet) -> None:
        """Go on waiting for what was typed before this reading."""
        self._waiting = before._waiting

    def column_of(self, key: Field | Extra) -> int | None:
        """The number of a column; None when it is not shown."""
        return self._at.get(key)

    def stored(self, place: Place) -> str:
        """The canonical text the database holds, as far as is known here."""
        row = self.by_pupil.get(place[0])
        return row.texts.get(place[1], "") if row else ""

    def shown(self, place: Place) -> str:
        """The text as typed, or as stored when nothing waits."""
        waiting = self._waiting.get(place)
        return waiting[-1].text if waiting else self.stored(place)

    def place(self, row: int, column: int) -> Place | None:
        """Pupil and column of a cell; None where nobody types."""
        key = self.columns[column].key
        return (self.rows[row].pupil_id, key) if isinstance(key, Field) else None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, canonical."""
        place = self.place(row, column)
        return self.shown(place) if place else ""

    def why_locked(self, field: Field | Extra) -> str:
        """Why nothing can be typed there; "" when it can."""
        if not self.writable:
            return READ_ONLY
        if isinstance(field, Extra):
            return NOT_TYPED
        return NO_KEY if field in CLOSED and not self.has_key else ""

    def add(self, typed: Typed) -> None:
        """Keep a typed value until it is answered."""
        self._waiting[typed.place].append(typed)

    def settle(self, typed: Typed, *, accepted: bool) -> None:
        """Forget an answered value; what is accepted is stored now, with what follows from it."""
        waiting = self._waiting[typed.place]
        place = waiting.index(typed)
        del waiting[place]
        if not accepted:
            if place < len(waiting):
                waiting[place].seen = typed.seen
            return
        row = self.by_pupil.get(typed.place[0])
        if row is not None:
            _accept(row, typed)

    def face(self, number: int, column: int) -> Face | None:
        """How a cell looks."""
        row, what = self.rows[number], self.columns[column]
        if isinstance(what.key, Extra):
            return _extra_face(row, what, writable=self.writable)
        place = (row.pupil_id, what.key)
        text = self._words(row, what.key, self.shown(place))
        signs = SIGN_WORDS if what.words else 0
        if self._waiting.get(place):
            return Face(text, INK_PLAIN, TINT_NONE, signs | SIGN_PENDING)
        if what.key in CLOSED and not self.has_key:
            return Face("закрыто", INK_FAINT) if row.sealed else None
        if not text:
            return None
        by_hand = what.key is Field.FURNITURE and self._by_hand(row)
        tint = TINT_CHANGED if self._is_todays(row, what.key) else TINT_NONE
        return Face(
            text,
            INK_STRONG if by_hand else INK_PLAIN,
            tint,
            signs | (SIGN_CORNER if by_hand else 0),
        )

    def _words(self, row: Row, field: Field, text: str) -> str:
        if field is Field.EXAMINED and text:
            return text[:5]
        if field is Field.PE and text:
            ends = row.health.pe_ends if row.health else (row.pe.ends if row.pe else None)
            steady = text == row.texts.get(Field.PE)
            return pe_text(PE_SHORT[text], short_date(ends) if ends and steady else "")
        if field is Field.PLACE and not text.isdigit():
            return "перв." if text else ""
        if field is Field.LIMITS and (until := row.texts.get(Field.LIMITS_UNTIL)):
            return f"{text} до {until[:5]}" if text else ""
        return text

    def _by_hand(self, row: Row) -> bool:
        """Whether the desk is another than the height asks for."""
        height = row.texts.get(Field.HEIGHT, "")
        return bool(height) and row.texts[Field.FURNITURE] != str(furniture_for(height_mm(height)))

    def _is_todays(self, row: Row, field: Field) -> bool:
        if row.health is None:
            return row.advice.begins == self.today and field is not Field.PE
        begins = {
            Field.EXAMINED: row.health.begins,
            Field.HEIGHT: row.health.begins,
            Field.GROUP: row.health.begins,
            Field.PE: row.health.pe_begins,
        }
        return begins.get(field, row.advice.begins) == self.today


def _accept(row: Row, typed: Typed) -> None:
    field = typed.place[1]
    if field is Field.HEIGHT:
        kept = int(row.texts.get(Field.FURNITURE) or 0) or None
        desk = furniture_after(kept, height_mm(row.texts[field]), height_mm(typed.text))
        row.texts[Field.FURNITURE] = str(desk or "")
    row.texts[field] = typed.text
    if typed.sealed is not None:
        row.sealed, row.closed = typed.sealed, closed_with(row, field, typed.text)


def closed_with(row: Row, field: Field, text: str) -> Closed:
    """The closed values of a pupil with one of them changed."""
    if field is Field.GROUP:
        return replace(row.closed, group=HealthGroup(text) if text else None)
    return replace(row.closed, diagnosis=text)


def _extra_face(row: Row, what: SheetColumn, *, writable: bool) -> Face | None:
    if what.key is Extra.BORN:
        return Face(f"{row.health.born:%d.%m.%y}", INK_SOFT) if row.health else None
    if not row.advice.is_notable:
        return None
    if writable:
        return Face(str(row.health.readers if row.health else 0), INK_SOFT)
    if row.advice.read_at is None:
        return Face("нет", INK_STRONG)
    return Face(f"✓ {row.advice.read_at:%d.%m}", INK_SOFT)
