"""The class journal: spreads of its pages → the Book that is bound.

Source: Regulation 4.3; domain reference 2.2, 2.3, 2.6, 5.1 (signs), 11 A1 and A3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import (
    Cell,
    LessonColumn,
    LessonState,
    PeriodColumn,
    PeriodKind,
    PeriodState,
    PupilRow,
    Spread,
)
from journal_desktop.printing.book import (
    Book,
    Certification,
    Column,
    Final,
    Lesson,
    PupilLine,
    Section,
    Sheet,
    Subject,
    Title,
    Unit,
)
from journal_desktop.printing.options import USUAL, BookOptions
from journal_desktop.printing.page import BOX
from journal_desktop.printing.period_lines import hours, period_lines, year_lines
from journal_desktop.queries.class_foreign import ForeignMark
from journal_desktop.queries.class_programme import UNKNOWN, Programme

FOREIGN = "*"
"""Stands after a mark of another school (domain 3.2)."""
_PRINTED = {"зач": "зач.", "нез": "незач.", "осв": "осв."}
_LEGEND_COLUMNS = (
    Column("Знак", 18, centred=True),
    Column("В клетке урока", 76),
    Column("В графе четверти, полугодия, года", 76),
)
_LEGEND = (
    ("5", "отлично", "отлично"),
    ("4", "хорошо", "хорошо"),
    ("3", "удовлетворительно", "удовлетворительно"),
    ("2", "неудовлетворительно", "неудовлетворительно"),
    ("4/5", "отметки за две работы одного урока", "–"),
    ("зач.\nнезач.", "зачёт\nнезачёт", "зачёт\nнезачёт"),
    ("К", "безотметочное обучение", "курс пройден без отметок"),
    ("осв.", "освобождён от занятий", "освобождён от занятий"),
    ("у", "отсутствие по уважительной причине", "не аттестован по уважительной причине"),
    ("б", "отсутствие по болезни", "не аттестован по болезни"),
    ("н", "отсутствие без уважительной причины", "не аттестован без уважительной причины"),
)
_LATE = ("оп", "опоздание на урок, может стоять вместе с отметкой", "–")
_LEGEND_NOTES = (
    (
        "Отметка со знаком * поставлена другой образовательной организацией; организация и номер"
        " её ведомости названы под периодом, к которому отметка относится."
    ),
    "Дни, в которые обучающийся не числился в классе или группе, заштрихованы.",
    "«Замена: …» называет учителя, который провёл урок вместо указанного вверху страницы.",
    "«ч.» – продолжительность урока в учебных часах.",
    f"Знак {BOX} стоит на месте символа, которого нет в печатном шрифте.",
)


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into the book besides the pages: their programme, sections around the subjects.

    `foreign` are the marks of other schools by page, in order of pupils and days.
    """

    programme: Programme = UNKNOWN
    foreign: Mapping[int, Sequence[ForeignMark]] = field(default_factory=dict)
    before: tuple[Section, ...] = ()
    after: tuple[Section, ...] = ()
    options: BookOptions = USUAL


def bind(
    title: Title, spreads: Sequence[Spread], certification: Certification, content: Content
) -> Book:
    """The book of a class: its subjects in the order given between the other sections."""
    subjects = tuple(subject(spread, content) for spread in spreads)
    options = content.options
    return Book(
        title,
        legend(late=options.late) if options.legend else None,
        content.before + subjects + content.after,
        certification,
        stickers=options.sticker_sheet,
    )


def legend(*, late: bool) -> Sheet:
    """«Условные обозначения»: the letters mean different things in lessons and finals (A1)."""
    rows = (*_LEGEND, _LATE) if late else _LEGEND
    return Sheet("Условные обозначения", _LEGEND_COLUMNS, rows, _LEGEND_NOTES)


def subject(spread: Spread, content: Content) -> Subject:
    """One page of the journal; cancelled lessons are named under their period, not given a row."""
    return Subject(
        title=spread.title.heading,
        teacher=spread.title.teacher,
        pupils=_pupil_lines(spread.pupils),
        units=tuple(_units(spread, content)),
        id=spread.title.id,
    )


def _pupil_lines(pupils: Sequence[PupilRow]) -> tuple[PupilLine, ...]:
    """Namesakes get their patronymics."""
    met = Counter(pupil.name for pupil in pupils)
    return tuple(
        PupilLine(pupil.full_name if met[pupil.name] > 1 else pupil.name, pupil.note)
        for pupil in pupils
    )


def _units(spread: Spread, content: Content) -> list[Unit]:
    lessons = [one for one in spread.lessons if one.state is not LessonState.CANCELLED]
    after = _finals_by_place(spread, lessons, content)
    blank = _Blanks(spread.pupils, [lesson.day for lesson in lessons])
    texts = _texts(spread, content)
    ids = [pupil.id for pupil in spread.pupils]
    units = [Unit(None, after[0])] if 0 in after else []
    for number, lesson in enumerate(lessons, 1):
        written = texts.get(lesson.id, {})
        cells = tuple(map(written.get, ids, blank.on(lesson.day)))
        units.append(Unit(_lesson(lesson, number, cells), after.get(number, ())))
    return units


class _Blanks:
    """What stands in empty cells: "", or None for a pupil who is not enrolled on the day."""

    def __init__(self, pupils: Sequence[PupilRow], days: Sequence[date]) -> None:
        ends = {min(days), max(days)} if days else set[date]()
        self._all = ("",) * len(pupils)
        self._partly = [
            (place, pupil) for place, pupil in enumerate(pupils) if not _throughout(pupil, ends)
        ]

    def on(self, day: date) -> Sequence[str | None]:
        """One for each pupil."""
        if not self._partly:
            return self._all
        found: list[str | None] = [*self._all]
        for place, pupil in self._partly:
            if not pupil.present_on(day):
                found[place] = None
        return found


def _throughout(pupil: PupilRow, days: Collection[date]) -> bool:
    """Whether one stay of the pupil holds all the days."""
    return any(all(map(stay.holds, days)) for stay in pupil.enrolled)


def _lesson(lesson: LessonColumn, number: int, cells: tuple[str | None, ...]) -> Lesson:
    return Lesson(
        id=lesson.id,
        number=number,
        day=lesson.day,
        hours=hours(lesson.half_hours),
        topic=lesson.topic,
        homework=lesson.homework,
        note=_substitution(lesson.substitution),
        cells=cells,
    )


def _texts(spread: Spread, content: Content) -> dict[int, dict[int, str]]:
    """What is printed in the cells, by lesson and pupil; one object is read once."""
    known: dict[int, str] = {}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for (pupil, lesson), cell in spread.cells.items():
        text = known.get(id(cell))
        if text is None:
            text = known[id(cell)] = _cell_text(cell, content)
        found[lesson][pupil] = text
    _bring(found, spread, content.foreign.get(spread.title.id, ()))
    return found


def _bring(
    found: dict[int, dict[int, str]], spread: Spread, foreign: Sequence[ForeignMark]
) -> None:
    """Marks of another school, with *, where our class had a lesson on the day and no mark."""
    lessons = {one.day: one.id for one in reversed(spread.lessons)}
    brought: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mark in foreign:
        lesson = lessons.get(mark.day) if mark.day else None
        if lesson is not None and mark.pupil_id not in found[lesson]:
            brought[lesson, mark.pupil_id].append(mark.value)
    for (lesson, pupil), values in brought.items():
        found[lesson][pupil] = "/".join(_PRINTED.get(value, value) for value in values) + FOREIGN


def _cell_text(cell: Cell, content: Content) -> str:
    if cell.absence:
        return cell.absence
    marks = "/".join(_PRINTED.get(mark, mark) for mark in cell.marks).rstrip("/")
    marks += FOREIGN if cell.foreign else ""
    return f"{marks}оп" if cell.late and content.options.late else marks


def _substitution(text: str) -> str:
    return text if not text or text.startswith("Замена") else f"Замена: {text}"


def _finals_by_place(
    spread: Spread, lessons: Sequence[LessonColumn], content: Content
) -> dict[int, tuple[Final, ...]]:
    """Final columns by the number of lessons before them."""
    due = [period for period in spread.periods if _is_due(spread, period)]
    foreign = _foreign_by_period(due, content.foreign.get(spread.title.id, ()))
    placed = [
        (_place(period, lessons), _final(spread, period, content, foreign[number]))
        for number, period in enumerate(due)
    ]
    placed.sort(key=lambda item: item[0])
    return {
        place: tuple(final for _, final in members)
        for place, members in groupby(placed, lambda item: item[0])
    }


def _foreign_by_period(
    due: Sequence[PeriodColumn], marks: Sequence[ForeignMark]
) -> list[list[ForeignMark]]:
    """Marks under the period in which their day lies, later ones under the last column."""
    found: list[list[ForeignMark]] = [[] for _ in due]
    for mark in marks:
        fits = (
            number
            for number, period in enumerate(due)
            if mark.period_id == period.period_id
            or (mark.day is not None and mark.day <= period.ends)
        )
        place = next(fits, len(due) - 1)
        if place >= 0:
            found[place].append(mark)
    return found


def _is_due(spread: Spread, period: PeriodColumn) -> bool:
    """A period that has not begun has no column, unless something is already there."""
    if period.state is not PeriodState.FUTURE:
        return True
    return any(
        cell.value and key[1:] == (period.period_id, period.kind)
        for key, cell in spread.period_cells.items()
    )


def _place(period: PeriodColumn, lessons: Sequence[LessonColumn]) -> int:
    if period.kind is not PeriodKind.PERIOD:
        return len(lessons)
    return sum(lesson.day <= period.ends for lesson in lessons)


def _final(
    spread: Spread, period: PeriodColumn, content: Content, foreign: Sequence[ForeignMark]
) -> Final:
    summary: tuple[str, ...] = ()
    if period.kind is PeriodKind.PERIOD:
        summary = period_lines(spread, period, content.programme, foreign)
    elif period.kind is PeriodKind.YEAR:
        summary = year_lines(spread, period, content.programme, foreign)
    brought = {mark.pupil_id: mark.value for mark in foreign if _is_of(mark, period)}
    return Final(
        short=period.short,
        cells=tuple(_final_text(spread, pupil, period, brought) for pupil in spread.pupils),
        summary=summary,
        signature=_signature(spread.title.teacher) if summary else "",
    )


def _is_of(mark: ForeignMark, period: PeriodColumn) -> bool:
    """Whether a mark of another school is a final one of this column."""
    named = mark.day is None and mark.period_id == period.period_id
    return named and period.kind in {PeriodKind.PERIOD, PeriodKind.YEAR}


def _final_text(
    spread: Spread, pupil: PupilRow, period: PeriodColumn, brought: Mapping[int, str]
) -> str | None:
    """The mark, with * one of another school (domain 3.2)."""
    cell = spread.period_cells.get((pupil.id, period.period_id, period.kind))
    if cell and cell.value:
        return _PRINTED.get(cell.value, cell.value) + (FOREIGN if cell.foreign else "")
    if pupil.id in brought:
        return _PRINTED.get(brought[pupil.id], brought[pupil.id]) + FOREIGN
    return "" if pupil.present_on(period.ends) else None


def _signature(teacher: str) -> str:
    """«Иванова М. П.» of a full name; every one of several teachers."""
    people = (initials(*name.split(maxsplit=2)) for name in teacher.split(",") if name.strip())
    return ", ".join(people) or "_" * 20
