"""The day on the screen: what is stored, what is typed, what may be typed where. No Qt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from journal_desktop.domain.absences import (
    REASON_WORDS,
    Contradiction,
    DayCell,
    DayLesson,
    DaySheet,
    Stated,
    contradictions,
    standing_of,
    suggested,
    why_not,
)
from journal_desktop.domain.attendance import LETTERS, ByReason
from journal_desktop.domain.cells import closed_sentence, future_sentence
from journal_desktop.domain.spread import Cell
from journal_desktop.ui.kit.grid_model import (
    COLUMN_FINAL,
    COLUMN_PLAIN,
    COLUMN_TODAY,
    INK_ABSENCE,
    INK_FAINT,
    INK_SOFT,
    INK_STRONG,
    SIGN_CORNER,
    SIGN_DOT,
    SIGN_PENDING,
    TINT_ABSENCE,
    TINT_HATCH,
    TINT_NONE,
    TINT_REFUSED,
    Face,
    Head,
)

Key = tuple[int, int]
"""A pupil's id and a lesson's: what stays when rows move."""
DAY_PX: Final = 62
LESSON_PX: Final = 62
LOOK_ONLY: Final = "Пропуск отмечает учитель, причину – классный руководитель (п. 3.2.4, 3.2.5)."
NOT_YOURS: Final = "Этот урок ведёт другой учитель: отмечайте свои уроки (п. 3.2.5)."
NO_LESSON: Final = "В это время у ученика нет урока: занимается другая подгруппа."
MARKED: Final = (
    "Стоит «{}»: исправьте отметку на вкладке «Журнал», затем ставьте пропуск (п. 3.2.5)."
)
GROUP_ACROSS: Final = "Группа из нескольких классов: пропуск отмечает её учитель (п. 3.2.5)."


class Mode(Enum):
    """What the person writes here."""

    REASONS = "REASONS"
    """The class teacher: reasons in every lesson."""
    FACTS = "FACTS"
    """A subject teacher: absences in own lessons."""
    LOOK = "LOOK"


@dataclass(eq=False, slots=True)
class Typed:
    """One typed letter; `seen` is the text that stood there when it was typed."""

    key: Key
    text: str
    seen: str
    mode: Mode
    lesson: DayLesson


class DayState:
    """One day as rows of pupils and columns of lessons; column 0 is the whole day for reasons."""

    def __init__(self, sheet: DaySheet, mode: Mode, today: date) -> None:
        self._cells: dict[Key, DayCell] = dict(sheet.cells)
        self.sheet = replace(sheet, cells=self._cells)
        self.mode, self.today = mode, today
        self.pupils = sheet.pupils
        self.numbers = {pupil.id: row for row, pupil in enumerate(self.pupils)}
        self._waiting: dict[Key, list[Typed]] = defaultdict(list)
        self._said: tuple[Contradiction, ...] | None = None

    @property
    def has_day_column(self) -> bool:
        """Whether column 0 takes the whole day."""
        return self.mode is Mode.REASONS

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.sheet.columns) + self.has_day_column

    @property
    def is_waiting(self) -> bool:
        """Whether anything typed is not answered yet."""
        return any(self._waiting.values())

    def same_shape(self, other: DayState) -> bool:
        """Whether another reading has the same day, pupils, lessons and mode."""
        return (self.sheet.class_id, self.sheet.day, self.mode, list(self.numbers)) == (
            other.sheet.class_id,
            other.sheet.day,
            other.mode,
            list(other.numbers),
        ) and self._ids() == other._ids()

    def inherit(self, before: DayState) -> None:
        """Go on waiting for what was typed before this reading."""
        self._waiting = before._waiting

    def heads(self) -> list[Head]:
        """The columns: lesson number under its subject."""
        heads = [Head("", "День", COLUMN_FINAL, DAY_PX)] if self.has_day_column else []
        for column in self.sheet.columns:
            own = self.mode is Mode.FACTS and any(lesson.own for lesson in column.lessons)
            look = COLUMN_TODAY if own else COLUMN_PLAIN
            heads.append(Head(column.short, str(column.number), look, LESSON_PX))
        return heads

    def lesson(self, row: int, column: int) -> DayLesson | None:
        """The pupil's own lesson of a column; None in the day's column too."""
        at = column - self.has_day_column
        return None if at < 0 else self.sheet.lesson_at(self.pupils[row].id, at)

    def cell(self, row: int, column: int) -> DayCell | None:
        """What is stored there."""
        lesson = self.lesson(row, column)
        return self._cells.get((self.pupils[row].id, lesson.id)) if lesson else None

    def stored(self, key: Key) -> str:
        """The text the database holds, as far as is known here: the letter, or marks."""
        found = self._cells.get(key)
        if found is None:
            return ""
        return found.cell.absence if self.mode is Mode.REASONS else found.cell.text

    def shown(self, key: Key) -> str:
        """The text as typed, or as stored when nothing waits."""
        waiting = self._waiting.get(key)
        return waiting[-1].text if waiting else self.stored(key)

    def text(self, row: int, column: int) -> str:
        """What an editor begins with: the letter alone."""
        if self.has_day_column and column == 0:
            return self.whole(row)
        lesson = self.lesson(row, column)
        said = self.shown((self.pupils[row].id, lesson.id)) if lesson else ""
        return said if said in LETTERS else ""

    def suggestion(self, row: int, column: int) -> str:
        """What an empty cell probably is."""
        at = column - self.has_day_column
        if at < 0:
            return ""
        lesson = self.sheet.lesson_at(self.pupils[row].id, at)
        if lesson is None or self._waiting.get((self.pupils[row].id, lesson.id)):
            return ""
        if self.why_locked(row, column):
            return ""
        return suggested(self.sheet, self.pupils[row].id, at)

    def whole(self, row: int) -> str:
        """The reason of a day missed altogether; "" when the pupil came or nothing is known."""
        pupil = self.pupils[row].id
        own = self.sheet.own_lessons.get(pupil, frozenset())
        letters = [self.shown((pupil, lesson)) for lesson in own]
        if not letters or any(letter not in LETTERS for letter in letters):
            return ""
        return self.by_reason(letters).reason

    @staticmethod
    def by_reason(letters: Iterable[str]) -> ByReason:
        """How many of each letter."""
        told = Counter(letters)
        return ByReason(*(told[letter] for letter in LETTERS))

    def missed(self, row: int) -> int:
        """Lessons missed that day."""
        pupil = self.pupils[row].id
        own = self.sheet.own_lessons.get(pupil, frozenset())
        return sum(self.shown((pupil, lesson)) in LETTERS for lesson in own)

    def face(self, row: int, column: int) -> Face | None:
        """How the cell looks."""
        if self.has_day_column and column == 0:
            return self._day_face(row)
        lesson, pupil = self.lesson(row, column), self.pupils[row].id
        if lesson is None:
            return Face(tint=TINT_HATCH)
        if waiting := self._waiting.get((pupil, lesson.id)):
            return Face(waiting[-1].text, INK_ABSENCE, signs=SIGN_PENDING)
        found = self._cells.get((pupil, lesson.id))
        if found is not None and found.cell.text:
            return self._stored_face(found, pupil, column)
        return self._empty_face(row, column, lesson)

    def _empty_face(self, row: int, column: int, lesson: DayLesson) -> Face | None:
        """A suggestion, «–» for an absence of another's lesson, «·» where the teacher saw all."""
        if hint := self.suggestion(row, column):
            return Face(f"{hint}?", INK_FAINT)
        if (self.pupils[row].id, lesson.number) in self.sheet.away_before:
            return Face("–", INK_FAINT)
        return Face("·", INK_FAINT) if lesson.checked else None

    def _day_face(self, row: int) -> Face | None:
        if letter := self.whole(row):
            return Face(letter, INK_STRONG, TINT_ABSENCE)
        missed = self.missed(row)
        return Face(str(missed), INK_SOFT) if missed else None

    def _stored_face(self, found: DayCell, pupil: int, column: int) -> Face:
        cell = found.cell
        doubtful = any(
            one.pupil_id == pupil and one.column == column - self.has_day_column
            for one in self.contradictions()
        )
        if not cell.absence:
            return Face(cell.text, INK_SOFT, TINT_REFUSED if doubtful else TINT_NONE)
        signs = (0 if cell.confirmed else SIGN_DOT) | (SIGN_CORNER if found.excuse_id else 0)
        return Face(cell.absence, INK_ABSENCE, TINT_REFUSED if doubtful else TINT_ABSENCE, signs)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """What has to be found out, as it is stored now."""
        if self._said is None:
            self._said = contradictions(self.sheet)
        return self._said

    def why_locked(self, row: int, column: int) -> str:
        """Why nothing can be typed there; "" when it can."""
        if self.mode is Mode.LOOK:
            return LOOK_ONLY
        if self.sheet.day > self.today:
            return future_sentence(self.sheet.day)
        if self.has_day_column and column == 0:
            return ""
        lesson = self.lesson(row, column)
        if lesson is None:
            return NO_LESSON
        if lesson.closed:
            return closed_sentence(lesson.closed)
        return NOT_YOURS if self.mode is Mode.FACTS and not lesson.own else ""

    def refusal(self, row: int, column: int, letter: str) -> str:
        """Why the letter may not stand there; "" when it may."""
        if self.has_day_column and column == 0:
            return "" if self.takers(row, letter) else self._why_none(row, letter)
        lesson = self.lesson(row, column)
        if lesson is None:
            return NO_LESSON
        return self._why_not((self.pupils[row].id, lesson.id), lesson, letter)

    def takers(self, row: int, letter: str) -> dict[Key, str]:
        """Cells of the row that can take the letter as the whole day's."""
        pupil, found = self.pupils[row].id, {}
        for at in range(len(self.sheet.columns)):
            lesson = self.sheet.lesson_at(pupil, at)
            if lesson is None or lesson.closed:
                continue
            if not self._why_not((pupil, lesson.id), lesson, letter):
                found[pupil, lesson.id] = letter
        return found

    def reasons(self, row: int, letter: str) -> dict[Key, str]:
        """The absences that stand in the row, with another reason."""
        pupil = self.pupils[row].id
        return {
            key: letter
            for key in self.takers(row, letter)
            if key[0] == pupil and self.shown(key) in LETTERS
        }

    def needs(self, key: Key, text: str) -> bool:
        """Whether writing the text changes anything: an «н» put again confirms its reason."""
        found = self._cells.get(key)
        doubtful = found is not None and bool(found.cell.absence) and not found.cell.confirmed
        return text != self.shown(key) or (self.mode is Mode.REASONS and doubtful and bool(text))

    def add(self, key: Key, text: str) -> Typed | None:
        """Keep a typed letter; None when the lesson is not shown."""
        lesson = self._lesson_by(key)
        if lesson is None:
            return None
        typed = Typed(key, text, self.shown(key), self.mode, lesson)
        self._waiting[key].append(typed)
        return typed

    def settle(self, typed: Typed, *, accepted: bool) -> None:
        """Forget an answered letter; an accepted one is stored now."""
        waiting = self._waiting[typed.key]
        place = waiting.index(typed)
        del waiting[place]
        if accepted:
            self._accept(typed)
        elif place < len(waiting):
            waiting[place].seen = typed.seen

    def _accept(self, typed: Typed) -> None:
        before = self._cells.get(typed.key, DayCell(Cell()))
        known = self.mode is Mode.REASONS or not typed.text
        own = not before.cell.absence or before.stated is Stated.SELF
        self._cells[typed.key] = DayCell(
            replace(before.cell, absence=typed.text, confirmed=known),
            None,
            Stated.SELF if own else before.stated,
        )
        self._said = None

    def reason_of(self, row: int) -> str:
        """The reason of most lessons missed that day; "" when none is missed."""
        pupil = self.pupils[row].id
        own = self.sheet.own_lessons.get(pupil, frozenset())
        return self.by_reason(self.shown((pupil, lesson)) for lesson in own).reason

    def absent(self, lesson_id: int) -> int:
        """How many pupils are marked absent at a lesson."""
        return sum(self.shown((pupil.id, lesson_id)) in LETTERS for pupil in self.pupils)

    def doubtful(self) -> int:
        """Absences of the day whose reason nobody has confirmed."""
        cells = (found.cell for found in self._cells.values())
        return sum(bool(cell.absence) and not cell.confirmed for cell in cells)

    def _why_not(self, key: Key, lesson: DayLesson, letter: str) -> str:
        found = self._cells.get(key)
        standing = standing_of(lesson, found)
        if self._waiting.get(key):
            standing = replace(standing, letter=self.shown(key))
        if self.mode is Mode.REASONS:
            return why_not(standing, letter, gives=lesson.own)
        if standing.mark or standing.late:
            return MARKED.format(found.cell.text if found else "")
        return "" if lesson.page_id else GROUP_ACROSS

    def _why_none(self, row: int, letter: str) -> str:
        pupil = self.pupils[row]
        for at in range(len(self.sheet.columns)):
            lesson = self.sheet.lesson_at(pupil.id, at)
            if lesson is not None and (why := self._why_not((pupil.id, lesson.id), lesson, letter)):
                return f"{pupil.name}, урок {lesson.number}: {why[0].lower()}{why[1:]}"
        return f"{pupil.name}: в этот день уроков нет."

    def _lesson_by(self, key: Key) -> DayLesson | None:
        found = (one for column in self.sheet.columns for one in column.lessons)
        return next((one for one in found if one.id == key[1]), None)

    def _ids(self) -> list[int]:
        return [one.id for column in self.sheet.columns for one in column.lessons]


def day_summary(state: DayState) -> str:
    """«Отсутствуют 3 из 34: по болезни 1, без уважительной причины 2»."""
    reasons = (state.reason_of(row) for row in range(len(state.pupils)))
    told = state.by_reason(letter for letter in reasons if letter)
    begin = "На ваших уроках отсутствуют" if state.mode is Mode.FACTS else "Отсутствуют"
    if not told.total:
        return f"Отсутствующих нет, в классе {len(state.pupils)}"
    words = [
        f"{REASON_WORDS[letter]} {count}"
        for letter, count in zip(LETTERS, told, strict=True)
        if count
    ]
    return f"{begin} {told.total} из {len(state.pupils)}: {', '.join(words)}"
