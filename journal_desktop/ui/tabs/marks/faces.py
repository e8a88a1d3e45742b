"""How a cell's value looks: inks, tints and small signs."""

from __future__ import annotations

from datetime import date, tzinfo

from journal_desktop.domain.marks import ABSENCES, EXEMPT, FAILED
from journal_desktop.domain.russian import decimal_text
from journal_desktop.domain.spread import EMPTY, Cell, LessonColumn, PeriodCell, PupilRow
from journal_desktop.ui.kit.grid_model import (
    INK_ABSENCE,
    INK_BAD,
    INK_FAINT,
    INK_PLAIN,
    INK_SOFT,
    INK_STRONG,
    SIGN_CORNER,
    SIGN_DOT,
    SIGN_PENDING,
    TINT_ABSENCE,
    TINT_CHANGED,
    TINT_HATCH,
    TINT_NONE,
    Face,
)

BAD_MARKS = ("1", "2", FAILED)
TOO_FEW = "мало"


def lesson_face(cell: Cell, pending: str | None, today: date, zone: tzinfo | None) -> Face | None:
    """A lesson cell; `pending` is typed text that the gate has not answered yet."""
    if pending is not None:
        ink = INK_ABSENCE if pending in ABSENCES else INK_PLAIN
        return Face(pending, ink, signs=SIGN_PENDING)
    if cell is EMPTY:
        return None
    signs = SIGN_CORNER if cell.comment else 0
    if cell.absence:
        dot = 0 if cell.confirmed else SIGN_DOT
        return Face(cell.absence, INK_ABSENCE, TINT_ABSENCE, signs | dot)
    changed = cell.changed_at is not None and cell.changed_at.astimezone(zone).date() == today
    tint = TINT_CHANGED if changed else TINT_NONE
    bad = any(mark in BAD_MARKS for mark in cell.marks)
    return Face(cell.text, INK_BAD if bad else INK_PLAIN, tint, signs)


def absent_face(pupil: PupilRow, lesson: LessonColumn) -> Face | None:
    """An empty cell: the hatching of a day on which the pupil is not enrolled, or «осв» (5.4)."""
    if not pupil.present_on(lesson.day):
        return Face(tint=TINT_HATCH)
    exempt = any(span.holds(lesson.day) for span in pupil.exempt)
    return Face(EXEMPT, INK_FAINT) if exempt else None


def mean_face(cell: PeriodCell) -> Face | None:
    """The mean to two places with a decimal comma."""
    return None if cell.mean is None else Face(decimal_text(cell.mean), INK_SOFT)


def final_face(cell: PeriodCell, pending: str | None) -> Face | None:
    """A final mark; the proposal is grey until the teacher confirms it.

    The dot says that a non-attestation has no order yet.
    """
    if pending is not None:
        return Face(pending, INK_PLAIN, signs=SIGN_PENDING)
    if cell.value:
        signs = SIGN_DOT if cell.value in ABSENCES and not cell.order else 0
        return Face(cell.value, INK_BAD if cell.value in BAD_MARKS else INK_STRONG, signs=signs)
    if cell.need and cell.count < cell.need:
        return Face(TOO_FEW, INK_FAINT)
    return Face(cell.proposed, INK_FAINT) if cell.proposed else None
