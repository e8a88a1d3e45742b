"""A mark over a letter and a letter over a mark: what is asked first, what is told afterwards.

Source: R-3.2.5-20, domain 5.4, A15. A cell holds a mark or a letter, so one replaces the other.

Decided: a letter over a mark is always asked. A mark over a letter is taken at once on the day of
the lesson, while the class teacher has not confirmed the reason: the pupil came late, or the key
was wrong. On a later day, or over a confirmed reason, it is asked, because a work handed in later
belongs to the lesson of that day («Отработка»). Whatever was replaced is told with the way back,
and the history of the cell keeps both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from journal_desktop.domain.marks import ABSENCES
from journal_desktop.domain.russian import plural
from journal_desktop.ui.tabs.marks.columns import Sort
from journal_desktop.ui.tabs.marks.sheet import Sheet

MISSED: Final = {
    "у": "пропуск по уважительной причине",
    "б": "пропуск по болезни",
    "н": "пропуск",
}


def doubt(sheet: Sheet, changed: Mapping[tuple[int, int], str]) -> str:
    """What makes the entry doubtful, with how to insist; "" when nothing does.

    A change that needs a reason is asked about anyway, with what stands there.
    """
    lessons = {
        cell: text
        for cell, text in changed.items()
        if sheet.columns[cell[1]].sort is Sort.LESSON and not sheet.late_edits(*cell, text)
    }
    marks = [
        sheet.shown(*cell)
        for cell, text in lessons.items()
        if text in ABSENCES and _has_mark(sheet.shown(*cell))
    ]
    if marks:
        return _over_marks(marks, next(iter(changed.values())))
    letters = [
        sheet.shown(*cell)
        for cell, text in lessons.items()
        if _has_mark(text) and _is_settled(sheet, *cell)
    ]
    return _over_letters(letters, next(iter(changed.values()))) if letters else ""


def is_swap(before: str, after: str) -> bool:
    """Whether a mark gave way to a letter or a letter to a mark."""
    return (before in ABSENCES and _has_mark(after)) or (after in ABSENCES and _has_mark(before))


def replaced(where: str, swapped: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """What was replaced (values before and after), and the title of the way back."""
    (before, after), count = swapped[0], len(swapped)
    if count == 1:
        return f"{where}: вместо «{before}» поставлено «{after}».", f"Вернуть «{before}»"
    cells = plural(count, "клетке", "клетках", "клетках")
    what = "отметки заменены пропусками" if after in ABSENCES else "пропуски заменены отметками"
    return f"В {count} {cells} {what}.", "Вернуть прежние"


def _has_mark(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _is_settled(sheet: Sheet, row: int, column: int) -> bool:
    """A letter of an earlier day, or one whose reason the class teacher has confirmed."""
    lesson = sheet.columns[column].lesson
    if lesson is None or sheet.shown(row, column) not in ABSENCES:
        return False
    stored = sheet.cell(row, column)
    return lesson.day < sheet.today or (bool(stored.absence) and stored.confirmed)


def _over_marks(marks: Sequence[str], letter: str) -> str:
    count = len(marks)
    what = (
        f"стоит «{marks[0]}»"
        if count == 1
        else f"стоят {count} {plural(count, 'отметка', 'отметки', 'отметок')}"
    )
    return (
        f"Здесь {what}: в клетке или отметка, или буква. "
        f"Введите «{letter}» ещё раз, чтобы заменить (п. 3.2.5)."
    )


def _over_letters(letters: Sequence[str], mark: str) -> str:
    count = len(letters)
    what = (
        f"стоит «{letters[0]}» – {MISSED[letters[0]]}"
        if count == 1
        else f"стоят {count} {plural(count, 'пропуск', 'пропуска', 'пропусков')}"
    )
    return (
        f"Здесь {what}. Сданное позже отмечают в уроке, когда сдали, видом работы «Отработка»; "
        f"если ученик был на уроке, введите «{mark}» ещё раз (п. 3.2.5)."
    )
