"""«Сведения о занятиях в факультативах, кружках, секциях» (domain 2.2 row 10)."""

from __future__ import annotations

from collections.abc import Sequence

from journal_desktop.printing.page import Align
from journal_desktop.printing.sections.names import (
    NAME,
    SMALL,
    TALLEST,
    name_head,
    number_head,
    shown_names,
)
from journal_desktop.printing.wide import COVERED, Block, Head, Line, Look, Spot, Wide
from journal_desktop.queries.book_courses import CourseOfPupil, CoursesOfBook, HalfAttended

TITLE = "Сведения о занятиях в факультативах, кружках, секциях"
_EMPTY_ROWS = 6
"""For clubs outside the school, written by hand."""
_LOWEST = 8
_CENTRED = Look(align=Align.CENTRE, size=8)
_HEADS = (
    number_head(),
    name_head(32),
    Head("Название кружка, секции, курса", 44, grow=1, look=SMALL),
    Head("Организация", 32, grow=1, look=SMALL),
    Head("Руководитель", 24, look=SMALL),
    Head("I полугодие", 14, look=_CENTRED),
    Head("II полугодие", 14, look=_CENTRED),
)


def clubs_table(found: CoursesOfBook) -> Wide:
    """Every pupil with the courses, then rows to fill in by hand."""
    names = shown_names(found.pupils)
    blocks = [
        _block(number, name, pupil.courses, found.school)
        for number, (name, pupil) in enumerate(zip(names, found.pupils, strict=True), 1)
    ]
    blocks += [Block((("",) * len(_HEADS),), lowest=_LOWEST)] * _EMPTY_ROWS
    return Wide(TITLE, _HEADS, tuple(blocks), notes=_NOTES, tallest=TALLEST)


_NOTES = ("В графах полугодий – учебные часы, на которых обучающийся присутствовал.",)


def _block(number: int, name: str, courses: Sequence[CourseOfPupil], school: str) -> Block:
    if not courses:
        return Block(((str(number), name, *("",) * 5),))
    down = len(courses)
    rows: list[Line] = []
    for place, course in enumerate(courses):
        person = (
            (COVERED, COVERED) if place else (Spot(str(number), down=down), Spot(name, NAME, down))
        )
        halves = map(_half, course.halves)
        rows.append((*person, course.course, school, course.leaders, *halves))
    return Block(tuple(rows))


def _half(half: HalfAttended) -> str:
    if not half.begun:
        return ""
    if not half.member:
        return "нет"
    if half.half_hours is None:
        return "посещает"
    return f"{_hours(half.half_hours)} ч" if half.half_hours else "нет"


def _hours(half_hours: int) -> str:
    whole, half = divmod(half_hours, 2)
    return f"{whole},5" if half else str(whole)
