"""The page on the screen: what is stored, what is typed, what may be typed where. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import zip_longest

from journal_desktop.domain.cells import (
    cancelled_sentence,
    cell_rules,
    closed_sentence,
    future_sentence,
    period_is_closed,
    period_rules,
    stranger_sentence,
)
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.late_edits import late_edits
from journal_desktop.domain.marks import (
    LATE,
    CellRules,
    PeriodRules,
    accepts,
    is_final,
    parse_cell,
    parse_period_mark,
    period_accepts,
    period_is_final,
)
from journal_desktop.domain.spread import (
    EMPTY,
    Cell,
    LessonColumn,
    LessonState,
    PeriodCell,
    PeriodColumn,
    PeriodKind,
    PupilRow,
    Spread,
)
from journal_desktop.ui.kit.grid_model import TINT_OTHERS, Face
from journal_desktop.ui.tabs.marks.columns import GridColumn, Sort, columns_of
from journal_desktop.ui.tabs.marks.faces import absent_face, final_face, lesson_face, mean_face
from journal_desktop.ui.tabs.marks.grounds import NO_GROUNDS, Grounds, Key
from journal_desktop.ui.tabs.marks.pending import Pending
from journal_desktop.ui.tabs.marks.sums import attended, recounted, weighted_marks, what_if

COUNTED = "Среднее считает программа: исправляйте отметки уроков."
NOT_YOURS = "Эту графу ведёт другой учитель: вы можете только смотреть (п. 3.2.5)."
NO_PERIOD_CELL = PeriodCell()
GROWING = ("о", "/", "з", "за", "не", "ос")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the person may write on this page, asked of the gate's own policy."""

    lesson: Callable[[LessonColumn], bool]
    final: Callable[[PeriodColumn], bool]


class Sheet:
    """One page as rows of pupils and columns of lessons and finals."""

    def __init__(self, spread: Spread, allowed: Allowed, now: datetime) -> None:
        self.spread = spread
        self.allowed = allowed
        self.now = now
        self.columns = columns_of(spread)
        self.pupils = spread.pupils
        self._keys = tuple(column.key for column in self.columns)
        self._places: dict[Key, tuple[int, int]] = {}
        self.pending = Pending()
        self.cell_rules: CellRules = cell_rules(
            no_marks=spread.title.no_marks, max_marks=spread.title.max_marks
        )
        self.period_rules: PeriodRules = period_rules(no_marks=spread.title.no_marks)
        self._cells = dict(spread.cells)
        self._finals = dict(spread.period_cells)
        self._periods = {period.period_id: period for period in spread.periods}
        self._writable = [self._may_write(column) for column in self.columns]
        self._steady = _steady(spread)
        self._others: frozenset[tuple[int, int]] = frozenset()
        self._authors: Mapping[int, str] = {}

    @property
    def today(self) -> date:
        """The day in the school's zone."""
        return self.now.date()

    def same_shape(self, spread: Spread) -> bool:
        """Whether another reading has the same rows and columns."""
        ids = [pupil.id for pupil in self.pupils] == [pupil.id for pupil in spread.pupils]
        return ids and self._keys == tuple(column.key for column in columns_of(spread))

    def key(self, row: int, column: int) -> Key:
        """The cell by its pupil and lesson or period."""
        return self.pupils[row].id, self._keys[column]

    def places(self) -> dict[Key, tuple[int, int]]:
        """Rows and columns by key."""
        if not self._places:
            self._places = {
                (pupil.id, key): (row, number)
                for row, pupil in enumerate(self.pupils)
                for number, key in enumerate(self._keys)
            }
        return self._places

    def cell(self, row: int, column: int) -> Cell:
        """What is stored in a lesson cell; EMPTY elsewhere."""
        lesson = self.columns[column].lesson
        return EMPTY if lesson is None else self._cells.get((self.pupils[row].id, lesson.id), EMPTY)

    def final(self, row: int, column: int) -> PeriodCell:
        """What is stored for a period."""
        period = self.columns[column].period
        if period is None:
            return NO_PERIOD_CELL
        key = self.pupils[row].id, period.period_id, period.kind
        return self._finals.get(key, NO_PERIOD_CELL)

    def stored(self, row: int, column: int) -> str:
        """The canonical text the database holds, as far as is known here."""
        if self.columns[column].lesson is not None:
            return self.cell(row, column).text
        return self.final(row, column).value

    def shown(self, row: int, column: int) -> str:
        """The canonical text as typed, or as stored when nothing waits."""
        waiting = self.pending.shown(self.key(row, column))
        return self.stored(row, column) if waiting is None else waiting

    def face(self, row: int, column: int) -> Face | None:
        """How the cell looks."""
        what, pupil = self.columns[column], self.pupils[row]
        waiting = self.pending.shown(self.key(row, column)) if len(self.pending) else None
        if what.lesson is not None:
            cell = self._cells.get((pupil.id, what.lesson.id), EMPTY)
            face = lesson_face(cell, waiting, self.today, self.now.tzinfo)
            if face is not None and waiting is None and (pupil.id, what.lesson.id) in self._others:
                return face._replace(tint=TINT_OTHERS)
            if face is not None or pupil.id in self._steady:
                return face
            return absent_face(pupil, what.lesson)
        if what.sort is Sort.MEAN:
            return mean_face(self.final(row, column))
        return final_face(self.final(row, column), waiting)

    def accept(self, row: int, column: int, text: str, grounds: Grounds = NO_GROUNDS) -> None:
        """Take a canonical text as stored; the mean of its period follows."""
        what, pupil = self.columns[column], self.pupils[row].id
        if what.lesson is not None:
            entry = parse_cell(text, self.cell_rules)
            before = self.cell(row, column)
            self._cells[pupil, what.lesson.id] = replace(
                before,
                marks=entry.marks,
                absence=entry.absence,
                late=entry.late,
                confirmed=not entry.absence,
                changed_at=self.now,
                entered=_entered(before, entry.marks, self.now),
                changed_by=None,
            )
            self._others -= {(pupil, what.lesson.id)}
            self._recount(row, what.lesson)
        elif what.period is not None:
            key = pupil, what.period.period_id, what.period.kind
            self._finals[key] = _decided(self._finals.get(key, NO_PERIOD_CELL), text, grounds)

    def late_edits(self, row: int, column: int, text: str) -> tuple[tuple[str, date], ...]:
        """Marks of the cell that the text would change though they are old (domain 9.3)."""
        cell = self.cell(row, column)
        if not any(cell.entered):
            return ()
        days = [at.astimezone(self.now.tzinfo).date() if at else None for at in cell.entered]
        since = self.today - timedelta(days=self.spread.title.late_edit_days)
        return late_edits(cell.marks, parse_cell(text, self.cell_rules).marks, days, since)

    def notice(self, before: Sheet, me: int | None, authors: Mapping[int, str]) -> None:
        """Remember the cells that others changed since an earlier reading of the same page."""
        self._authors = authors
        known = {lesson.id for lesson in before.spread.lessons}
        self._others = frozenset(
            key
            for key, cell in self._cells.items()
            if cell.changed_by not in (None, me)
            and key[1] in known
            and (key in before._others or cell.text != before._cells.get(key, EMPTY).text)
        )

    def changed_by_others(self, row: int, column: int) -> str:
        """Who changed the cell since the page was opened, and when; "" for nobody else."""
        lesson = self.columns[column].lesson
        if lesson is None or (self.pupils[row].id, lesson.id) not in self._others:
            return ""
        cell = self.cell(row, column)
        who = self._authors.get(cell.changed_by or 0) or "другой пользователь"
        at = cell.changed_at.astimezone(self.now.tzinfo) if cell.changed_at else None
        return f"Изменено: {who}, {at:%H:%M}" if at else f"Изменено: {who}"

    def what_if(self, row: int, column: int) -> str:
        """What one more mark would make of the period's mean."""
        period = self.columns[column].period
        if period is None or period.kind is not PeriodKind.PERIOD or self.spread.title.no_marks:
            return ""
        return what_if(weighted_marks(self._taught(row, period.period_id)), (5, 4, 3, 2))

    def may_write(self, lesson: LessonColumn) -> bool:
        """Whether the person may write this lesson, and its period is not closed."""
        period = self._periods.get(lesson.period_id) if lesson.period_id else None
        return self.allowed.lesson(lesson) and not (period and period_is_closed(period.state))

    def absent(self, lesson_id: int) -> int:
        """How many pupils are marked absent at the lesson."""
        return sum(
            bool(cell.absence) for (_, lesson), cell in self._cells.items() if lesson == lesson_id
        )

    def column_of(self, lesson_id: int) -> int | None:
        """The column of a lesson."""
        for number, column in enumerate(self.columns):
            if column.lesson is not None and column.lesson.id == lesson_id:
                return number
        return None

    def comment(self, row: int, column: int, comment: str) -> None:
        """Take a comment as stored."""
        lesson = self.columns[column].lesson
        if lesson is not None:
            key = self.pupils[row].id, lesson.id
            self._cells[key] = replace(self._cells.get(key, EMPTY), comment=comment)

    def canonical(self, column: int, typed: str) -> str:
        """The text as it is stored.

        Raises:
            Invalid: the column does not accept it.
        """
        if self.columns[column].lesson is not None:
            return parse_cell(typed, self.cell_rules).text
        return parse_period_mark(typed, self.period_rules)

    def refusal(self, column: int, typed: str) -> str:
        """Why typed text can never become an entry; "" when it may."""
        if not typed or typed in GROWING or typed.endswith(("/", "о")):
            return ""
        try:
            self.canonical(column, typed)
        except Invalid as error:
            return str(error)
        return ""

    def is_whole(self, column: int, typed: str, *, by_slash: bool = False) -> bool:
        """Whether typed text is complete; with `by_slash` one mark is, where two are allowed."""
        if self.columns[column].lesson is not None:
            alone = by_slash and "/" not in typed and not self.refusal(column, typed)
            one = replace(self.cell_rules, max_marks=1) if alone else self.cell_rules
            return is_final(typed, one) or is_final(typed, self.cell_rules)
        return period_is_final(typed, self.period_rules)

    def with_room(self, row: int, column: int) -> str:
        """What the cell holds with «/» after it, when one more mark fits; "" when none does."""
        if self.columns[column].lesson is None or self.why_locked(row, column):
            return ""
        entry = parse_cell(self.shown(row, column), self.cell_rules)
        fits = 0 < len(entry.marks) < self.cell_rules.max_marks
        return f"{LATE * entry.late}{'/'.join(entry.marks)}/" if fits else ""

    def accepts(self, column: int) -> str:
        """What the column accepts, for the status line."""
        what = self.columns[column]
        if what.lesson is not None:
            return accepts(self.cell_rules)
        return "" if what.sort is Sort.MEAN else period_accepts(self.period_rules)

    def why_locked(self, row: int, column: int) -> str:
        """Why nothing can be typed there; "" when it can."""
        what, pupil = self.columns[column], self.pupils[row]
        if what.sort is Sort.MEAN:
            return COUNTED
        if what.lesson is not None:
            reason = self._lesson_lock(what.lesson, pupil)
        else:
            closed = what.period is not None and period_is_closed(what.period.state)
            reason = closed_sentence(what.period.title) if closed and what.period else ""
        return reason or ("" if self._writable[column] else NOT_YOURS)

    def _lesson_lock(self, lesson: LessonColumn, pupil: PupilRow) -> str:
        if lesson.state is LessonState.CANCELLED:
            return cancelled_sentence(lesson.day)
        if lesson.day > self.today:
            return future_sentence(lesson.day)
        if not pupil.present_on(lesson.day):
            return stranger_sentence(pupil.name, lesson.day)
        period = self._periods.get(lesson.period_id) if lesson.period_id else None
        closed = period is not None and period_is_closed(period.state)
        return closed_sentence(period.title) if closed and period else ""

    def _may_write(self, column: GridColumn) -> bool:
        if column.lesson is not None:
            return self.allowed.lesson(column.lesson)
        return column.period is not None and self.allowed.final(column.period)

    def _recount(self, row: int, lesson: LessonColumn) -> None:
        period = self._periods.get(lesson.period_id) if lesson.period_id else None
        if period is None or period.kind is not PeriodKind.PERIOD:
            return
        pupil = self.pupils[row]
        taught = self._taught(row, period.period_id)
        present = (cell for other, cell in taught if pupil.present_on(other.day))
        key = pupil.id, period.period_id, period.kind
        before = self._finals.get(key, NO_PERIOD_CELL)
        self._finals[key] = recounted(before, weighted_marks(taught), attended(present))

    def _taught(self, row: int, period_id: int) -> list[tuple[LessonColumn, Cell]]:
        pupil = self.pupils[row].id
        return [
            (lesson, self._cells.get((pupil, lesson.id), EMPTY))
            for lesson in self.spread.lessons
            if lesson.period_id == period_id and lesson.day <= self.today
        ]


def _entered(before: Cell, marks: Sequence[str], now: datetime) -> tuple[datetime | None, ...]:
    """When each mark was first put: one that stood keeps its moment, known or not."""
    places = zip_longest(marks, before.marks, before.entered)
    return tuple(now if mark and not was else at for mark, was, at in places)


def _decided(before: PeriodCell, value: str, grounds: Grounds) -> PeriodCell:
    """A final mark with its grounds; the same one put again keeps those it has."""
    if not value:
        return replace(before, value="", reason="", order="")
    same = before.value == value
    reason = grounds.reason or (before.reason if same else "")
    order = grounds.order_text or (before.order if same else "")
    return replace(before, value=value, reason=reason, order=order)


def _steady(spread: Spread) -> frozenset[int]:
    """Pupils who belong to the page from its first lesson shown to its last, exempt on no day."""
    if not spread.lessons:
        return frozenset()
    days = spread.lessons[0].day, spread.lessons[-1].day
    return frozenset(
        pupil.id
        for pupil in spread.pupils
        if not pupil.exempt
        and any(span.holds(days[0]) and span.holds(days[1]) for span in pupil.enrolled)
    )
