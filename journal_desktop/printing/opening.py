"""Which lessons share an opening: columns must fit the left page and their texts the right one.

Source: domain reference 2.3, 2.3.1: equal lessons on both pages, texts never cut or below 7 pt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journal_desktop.domain.russian import short_date
from journal_desktop.printing.book import Final, Lesson, PupilLine, Subject, Unit
from journal_desktop.printing.page import MM, Align, Face, Frame, Paper, Style, Type
from journal_desktop.printing.tables import (
    BODY,
    PAD,
    CellLines,
    Row,
    break_pages,
    heading,
    lead,
    lines,
    row,
)
from journal_desktop.printing.text import SMALLEST, fit, narrowest, text_width

HEADLINE = 9 * MM
"""Height of the line above the table that names the subject or the teacher."""
FOOTNOTE = 10.0
"""Height in points of a line under the grid."""

_LESSON, _FINAL, _NUMBER, _NAMES = 7.2 * MM, 10 * MM, 7 * MM, 45 * MM
_NAMES_MOST = 0.5
_TALLEST_ROW = 7.6 * MM
_LOWEST_ROW = SMALLEST * 1.2
_CELL_PAD = 2.0
_ROOMY = 17 * MM
_RIGHT_FIXED = (9 * MM, 13 * MM, 8 * MM)
_RIGHT_TITLES = ("№ ур.", "Дата", "ч.", "Содержание урока (тема)", "Домашнее задание")
_TOPIC_SHARE = 0.57
_WIDEST_STRETCH = 1.6
_MIDDLE = BODY._replace(align=Align.CENTRE)
_NOTE = BODY._replace(face=Face.ITALIC)
_RULE = "Учитель\u00a0____________________\u00a0/{}/"


@dataclass(frozen=True, slots=True)
class Opening:
    """One left and one right page: `widths` are of the columns of `units` in order, in points.

    `part` counts from 0 the openings that one long text goes on through.
    """

    units: tuple[Unit, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    part: int = 0

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons, in order."""
        return tuple(unit.lesson for unit in self.units if unit.lesson)

    def columns(self) -> Iterator[Lesson | Final]:
        """Lessons and final columns from left to right."""
        for unit in self.units:
            if unit.lesson:
                yield unit.lesson
            yield from unit.finals


@dataclass(frozen=True, slots=True)
class Board:
    """What all openings of a subject share; lengths in points.

    `names` are cleaned, `marks` and `finals` say how each text met in a cell is set, `wide` how
    wide a column must be for the texts that need more than an ordinary one.
    """

    subject: Subject
    number: float
    names_width: float
    names: tuple[tuple[str, Style], ...]
    header: float
    row: float
    marks: dict[str, Style]
    finals: dict[str, Style]
    wide: dict[str, float]
    right_widths: tuple[float, ...]
    right_head: Row

    @property
    def left_fixed(self) -> float:
        """Width of the number and name columns."""
        return self.number + self.names_width

    @property
    def grid_height(self) -> float:
        """Height of the left page's table."""
        return self.header + self.row * len(self.names)


def board(subject: Subject, paper: Paper, faces: Type) -> Board:
    """Measure what the openings of a subject share, whose pupils `holds` let pass."""
    frame = paper.frame(1)
    header = _header(paper)
    height = _row_height(subject.pupils, frame, header)
    texts = _texts(subject)
    size = min(9.5, max(SMALLEST, round(height * 1.3) / 2))
    mark = Style(Face.SERIF, size, Align.CENTRE)
    names = [faces.clean(pupil.name) for pupil in subject.pupils]
    name = Style(Face.SERIF, min(size, 9.0))
    names_width = _names_width(names, frame, name, faces)
    rest = frame.width - sum(_RIGHT_FIXED)
    widths = (*_RIGHT_FIXED, rest * _TOPIC_SHARE, rest * (1 - _TOPIC_SHARE))
    return Board(
        subject=subject,
        number=_NUMBER,
        names_width=names_width,
        names=tuple((text, fit(text, names_width - 2 * PAD, name, faces)) for text in names),
        header=header,
        row=height,
        marks=_styles(texts, _LESSON - _CELL_PAD, mark, faces),
        finals=_styles(texts, _FINAL - _CELL_PAD, mark._replace(face=Face.BOLD), faces),
        wide=_wide(texts, faces),
        right_widths=widths,
        right_head=heading(_RIGHT_TITLES, widths, faces),
    )


def plan(shared: Board, paper: Paper, faces: Type) -> list[Opening]:
    """The openings of a subject in order; one without lessons when there are none."""
    frame = paper.frame(1)
    room = frame.width - shared.left_fixed
    height = frame.body - frame.bottom - HEADLINE - shared.right_head.height
    goal = shared.grid_height - shared.right_head.height
    units = shared.subject.units
    sized = [(_unit_widths(unit, shared), _unit_rows(unit, shared, faces)) for unit in units]
    found: list[Opening] = []
    start = 0
    for count in _shares(sized, room, height):
        widths = [width for own, _ in sized[start : start + count] for width in own]
        rows = [line for _, own in sized[start : start + count] for line in own]
        taken = units[start : start + count]
        start += count
        wide = tuple(_justified(widths, room))
        found.extend(
            Opening(taken, wide, tuple(_stretched(page, height, goal)), part)
            for part, page in enumerate(break_pages(rows, height))
        )
    return found or [Opening((), (), ())]


def _header(paper: Paper) -> float:
    return (10 if paper.landscape else 11) * MM


def _row_height(pupils: Sequence[PupilLine], frame: Frame, header: float) -> float:
    notes = sum(bool(pupil.note) for pupil in pupils)
    room = frame.body - frame.bottom - HEADLINE - header
    if notes:
        room -= (notes + 0.4) * FOOTNOTE
    return min(_TALLEST_ROW, room / max(len(pupils), 1))


def holds(pupils: Sequence[PupilLine], paper: Paper) -> bool:
    """Whether the pupils fit on one page at 7 pt, a note for each of those who left."""
    return _row_height(pupils, paper.frame(1), _header(paper)) >= _LOWEST_ROW


def _texts(subject: Subject) -> frozenset[str]:
    texts: set[str | None] = set()
    for unit in subject.units:
        if unit.lesson:
            texts.update(unit.lesson.cells)
        for final in unit.finals:
            texts.update(final.cells)
    return frozenset(text for text in texts if text)


def _styles(texts: frozenset[str], room: float, style: Style, faces: Type) -> dict[str, Style]:
    """Widths below 7 pt do not occur: a column is as wide as its widest text needs."""
    found = {text: fit(faces.clean(text), room, style, faces) for text in texts}
    return {text: own._replace(size=max(own.size, SMALLEST)) for text, own in found.items()}


def _names_width(names: Sequence[str], frame: Frame, style: Style, faces: Type) -> float:
    """As drawn in 2.3.1; wider only for names that would not fit even in the narrow face."""
    needed = max((narrowest(text, faces) for text in names), default=0.0) + 2 * PAD + 1
    regular = sorted(text_width(text, style, faces) for text in names)
    usual = regular[len(regular) * 9 // 10] + 2 * PAD if regular else 0.0
    width = max(_NAMES, needed, min(usual, _NAMES * 1.15))
    return min(width, frame.width * _NAMES_MOST)


def _wide(texts: frozenset[str], faces: Type) -> dict[str, float]:
    needed = {text: narrowest(text, faces) + _CELL_PAD for text in texts}
    return {text: width for text, width in needed.items() if width > min(_LESSON, _FINAL)}


def _unit_widths(unit: Unit, shared: Board) -> list[float]:
    columns: list[tuple[float, tuple[str | None, ...]]] = []
    if unit.lesson:
        columns.append((_LESSON, unit.lesson.cells))
    columns.extend((_FINAL, final.cells) for final in unit.finals)
    wide = shared.wide
    return [
        max([usual, *(width for text, width in wide.items() if text in cells)]) if wide else usual
        for usual, cells in columns
    ]


def _unit_rows(unit: Unit, shared: Board, faces: Type) -> list[Row]:
    rows = [_lesson_row(unit.lesson, shared, faces)] if unit.lesson else []
    width = sum(shared.right_widths)
    closed = (final for final in unit.finals if final.summary or final.signature)
    return rows + [_summary_row(final, width, faces) for final in closed]


def _lesson_row(lesson: Lesson, shared: Board, faces: Type) -> Row:
    topic, homework = shared.right_widths[-2:]
    return row(
        (
            ((str(lesson.number), _MIDDLE),),
            ((short_date(lesson.day), _MIDDLE),),
            ((lesson.hours, _MIDDLE),),
            lines(lesson.topic, topic, BODY, faces),
            lines(lesson.homework, homework, BODY, faces)
            + lines(lesson.note, homework, _NOTE, faces),
        )
    )


def _summary_row(final: Final, width: float, faces: Type) -> Row:
    """The summary and the line for the signature, on one line when both fit."""
    signature = faces.clean(_RULE.format(final.signature)) if final.signature else ""
    texts = [faces.clean(text) for text in final.summary]
    joined = "\u00a0\u00a0\u00a0".join(filter(None, (*texts[-1:], signature)))
    if text_width(joined, _NOTE, faces) <= width - 2 * PAD:
        texts[-1:] = [joined]
    elif signature:
        texts.append(signature)
    cell: CellLines = ()
    for text in texts:
        cell += lines(text, width, _NOTE, faces)
    made = row((cell,))
    return Row(made.cells, made.height + lead(BODY) / 2)


def _shares(
    sized: Sequence[tuple[list[float], list[Row]]], room: float, height: float
) -> list[int]:
    """How many units each opening takes: as few openings as can be, no one much emptier."""
    whole = [(sum(widths), sum(line.height for line in rows)) for widths, rows in sized]
    fewest = _greedy(whole, room, height, len(whole))
    for most in range(-(-len(whole) // max(len(fewest), 1)), max(fewest, default=0)):
        found = _greedy(whole, room, height, most)
        if len(found) == len(fewest):
            return found
    return fewest


def _greedy(
    whole: Sequence[tuple[float, float]], room: float, height: float, most: int
) -> list[int]:
    """Openings filled one after another with at most so many units, at least one each."""
    found: list[int] = []
    across = down = 0.0
    for width, high in whole:
        across += width
        down += high
        if not found or found[-1] == most or across > room or down > height:
            found.append(0)
            across, down = width, high
        found[-1] += 1
    return found


def _justified(widths: Sequence[float], room: float) -> Iterator[float]:
    """Columns reach the edge unless they are too few for it."""
    total = sum(widths)
    factor = room / total if total else 1.0
    return (width * (factor if factor <= _WIDEST_STRETCH else 1.0) for width in widths)


def _stretched(rows: Sequence[Row], height: float, goal: float) -> Iterator[Row]:
    """Raise the lowest rows of lessons to one level, so that the table ends beside the grid."""
    natural = sum(line.height for line in rows)
    level = _level(rows, min(height, max(goal, natural)))
    for line in rows:
        yield Row(line.cells, max(line.height, level)) if len(line.cells) > 1 else line


def _level(rows: Sequence[Row], height: float) -> float:
    heights = sorted(line.height for line in rows if len(line.cells) > 1)
    room = height - sum(line.height for line in rows if len(line.cells) == 1)
    while heights:
        level = room / len(heights)
        if level >= heights[-1]:
            return min(level, _ROOMY)
        room -= heights.pop()
    return 0.0
