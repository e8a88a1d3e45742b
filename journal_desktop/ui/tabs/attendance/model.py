"""The day as a Qt model: faces for the painter, letters for the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from typing_extensions import override

from journal_desktop.domain.absences import ACCEPTS, REASON_WORDS
from journal_desktop.domain.attendance import LETTERS
from journal_desktop.domain.marks import from_keys
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.grid_model import DISPLAY, TIP, WORDS, GridModel, NameRow
from journal_desktop.ui.tabs.attendance.day_state import DayState, Key, Typed


class DayModel(GridModel):
    """Pupils down; the whole day and its lessons across."""

    def __init__(self, send: Callable[[tuple[Typed, ...]], None]) -> None:
        super().__init__()
        self._send = send
        self._state: DayState | None = None

    @property
    def state(self) -> DayState:
        """The day shown; there is one whenever the grid is visible."""
        assert self._state is not None  # noqa: S101 - the grid is hidden until a day is shown
        return self._state

    @property
    def has_day(self) -> bool:
        """Whether a day is shown."""
        return self._state is not None

    def show(self, state: DayState) -> None:
        """Show another reading; the same pupils and lessons keep the chosen cell."""
        before, self._state = self._state, state
        same = before is not None and before.same_shape(state)
        if before is not None and same:
            state.inherit(before)
        self.renew(self._fill, same=same)

    def refresh(self, pupils: Iterable[int]) -> None:
        """Draw the rows of these pupils anew."""
        for pupil in pupils:
            row = self.state.numbers.get(pupil)
            if row is not None:
                faces = [self.state.face(row, at) for at in range(len(self.heads))]
                self.redraw_row(row, faces)

    def type_in(self, texts: Mapping[Key, str]) -> bool:
        """Write letters by pupil and lesson as one op."""
        state = self.state
        wanted = {key: text for key, text in texts.items() if state.needs(key, text)}
        batch = tuple(
            typed for key, text in wanted.items() if (typed := state.add(key, text)) is not None
        )
        if batch:
            self.refresh({typed.key[0] for typed in batch})
            self._send(batch)
        return True

    def reason_of_row(self, row: int, letter: str) -> None:
        """Give every absence of a pupil's day one reason."""
        found = self.state.reasons(row, letter)
        if found:
            self.type_in(found)
        else:
            name = self.state.pupils[row].name
            self.refused.emit(f"{name}: пропусков в этот день нет, причину ставить не к чему.")

    def take_suggested(self, column: int) -> int:
        """Write what is suggested in a column, or everywhere in the day's column; how many."""
        state = self.state
        everywhere = state.has_day_column and column == 0
        columns = range(1, state.width) if everywhere else (column,)
        found: dict[Key, str] = {}
        for row in range(len(state.pupils)):
            for at in columns:
                letter, lesson = state.suggestion(row, at), state.lesson(row, at)
                if letter and lesson is not None and not state.refusal(row, at, letter):
                    found[state.pupils[row].id, lesson.id] = letter
        self.type_in(found)
        return len(found)

    @override
    def edited_at(self, row: int, column: int) -> str:
        return self.state.text(row, column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if not self.has_day or int(role) not in (DISPLAY, TIP, WORDS):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._name(section, int(role))
        if section >= len(self.heads):
            return None
        return self.heads[section].label if int(role) == DISPLAY else self._lesson_words(section)

    @override
    def why_locked(self, row: int, column: int) -> str:
        return self.state.why_locked(row, column)

    @override
    def refusal(self, row: int, column: int, typed: str) -> str:
        letter = typed.strip().lower()
        if not letter:
            return ""
        if letter not in LETTERS:
            return f"Здесь ставят у, б или н, а не «{typed}» (п. 3.2.5)."
        return self.state.refusal(row, column, letter)

    @override
    def is_whole(self, row: int, column: int, typed: str) -> bool:
        return typed.strip().lower() in LETTERS

    @override
    def from_keys(self, typed: str) -> str:
        return from_keys(typed).lower()

    @override
    def toggled(self, row: int, column: int) -> str | None:
        if hint := self.state.suggestion(row, column):
            return hint
        return {"": "н", "н": ""}.get(self.state.text(row, column))

    @override
    def put(self, texts: Mapping[tuple[int, int], str]) -> bool:
        """Write letters by cells as one op; of a block what cannot be taken is left out."""
        found: dict[Key, str] = {}
        refused: list[str] = []
        for (row, column), typed in texts.items():
            letter = typed.strip().lower()
            if why := self.refusal(row, column, letter) or self._why_not_empty(row, column, letter):
                refused.append(why)
            elif self.state.has_day_column and column == 0:
                found |= self.state.takers(row, letter)
            elif (lesson := self.state.lesson(row, column)) is not None:
                found[self.state.pupils[row].id, lesson.id] = letter
        if refused:
            self.refused.emit(_left_out(refused, len(found)))
        if not found:
            return not refused
        return self.type_in(found)

    @override
    def tip_at(self, row: int, column: int) -> str:
        return self._words(row, column) if self.faces[row][column] else ""

    @override
    def words_at(self, row: int, column: int) -> str:
        return self._words(row, column)

    def accepts(self, row: int, column: int) -> str:
        """What a cell accepts, for the status line."""
        return self.why_locked(row, column) or ACCEPTS

    def _why_not_empty(self, row: int, column: int, letter: str) -> str:
        return "" if letter else self.state.refusal(row, column, "")

    def _fill(self) -> None:
        state = self.state
        self.heads = state.heads()
        self.names = [
            NameRow(str(number), pupil.name, gone=bool(pupil.note))
            for number, pupil in enumerate(state.pupils, start=1)
        ]
        self.faces = [
            [state.face(row, column) for column in range(state.width)]
            for row in range(len(state.pupils))
        ]

    def _name(self, section: int, role: int) -> str | None:
        if section >= len(self.names):
            return None
        pupil = self.state.pupils[section]
        return pupil.name if role == DISPLAY else pupil.full_name or pupil.name

    def _lesson_words(self, section: int) -> str:
        state = self.state
        if state.has_day_column and section == 0:
            return "Весь день: буква ставится во все уроки ученика"
        column = state.sheet.columns[section - state.has_day_column]
        groups = ", ".join(one.group for one in column.lessons if one.group)
        checked = all(one.checked for one in column.lessons)
        said = "учитель отметил посещаемость" if checked else "посещаемость не отмечена"
        return f"Урок {column.number}: {column.subject}{f' ({groups})' if groups else ''}, {said}"

    def _words(self, row: int, column: int) -> str:
        state, name = self.state, self.state.pupils[row].name
        if state.has_day_column and column == 0:
            whole = state.whole(row)
            said = f"весь день {REASON_WORDS[whole]}" if whole else f"пропусков {state.missed(row)}"
            return f"{name}: {said}"
        lesson, found = state.lesson(row, column), state.cell(row, column)
        if lesson is None:
            return f"{name}: {NO_LESSON_WORDS}"
        place = f"{name}, урок {lesson.number}, {lesson.subject}"
        if found is None or not found.cell.text:
            hint = state.suggestion(row, column)
            return f"{place}: пусто" + (f", подсказка «{hint}» – пробел" if hint else "")
        if not found.cell.absence:
            return f"{place}: {found.cell.text}, был(а)"
        sure = "" if found.cell.confirmed else ", причина не подтверждена"
        paper = ", по документу" if found.excuse_id else ""
        return f"{place}: {found.cell.absence} – {REASON_WORDS[found.cell.absence]}{sure}{paper}"


NO_LESSON_WORDS = "урока нет, занимается другая подгруппа"


def _left_out(refused: list[str], written: int) -> str:
    """The first reason, and how many cells more have one."""
    if len(refused) == 1 and not written:
        return refused[0]
    count = len(refused)
    noun = plural(count, "клетка", "клетки", "клеток")
    return f"Не изменено: {count} {noun}. {refused[0]}"
