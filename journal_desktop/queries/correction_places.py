"""What stands now in the place a correction names, and in which closed period it lies.

Source: domain 5.8.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from journal_desktop.domain.closing import archived_sentence
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.marks import CellEntry
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import CorrectionField, YearState
from journal_desktop.queries.closed_days import CLOSED, closed_days, span_on
from journal_desktop.queries.periods import period_of_page
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow, PeriodMarkRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class CorrectionPlace:
    """One cell, text or final mark of a page.

    A cell has a lesson and a pupil, a text has a lesson, a final mark a pupil, period and kind.
    """

    page_id: int
    field: CorrectionField
    lesson_id: int | None = None
    pupil_id: int | None = None
    period_id: int | None = None
    kind: PeriodKind | None = None


def closed_period_of(session: JournalSession, place: CorrectionPlace) -> tuple[PageRow, int]:
    """The page and the closed period of the place.

    Raises:
        Invalid: there is no such place, or its period is open and needs no correction.
        Refused: the year is in the archive.
    """
    page = session.get(PageRow, place.page_id)
    if page is None:
        raise Invalid("Этой страницы журнала больше нет. Обновите окно.")
    year = session.get_one(SchoolYearRow, page.year_id)
    if year.state is YearState.ARCHIVED:
        raise Refused(archived_sentence(year.first_year))
    if place.field is CorrectionField.FINAL:
        period = period_of_page(session, page, place.period_id or 0)
        found = period.id if period.state in CLOSED else None
    else:
        lesson = lesson_at(session, place)
        span = span_on(closed_days(session, {page.id}), page.id, lesson.day)
        found = span.period_id if span else None
    if found is None:
        raise Invalid(
            "Период ещё не закрыт: запись исправляют на странице журнала, без заявки (п. 3.2.5)."
        )
    return page, found


def lesson_at(session: JournalSession, place: CorrectionPlace) -> LessonRow:
    """The lesson of the place.

    Raises:
        Invalid: the page has no such lesson.
    """
    lesson = session.get(LessonRow, place.lesson_id) if place.lesson_id else None
    if lesson is None or lesson.page_id != place.page_id:
        raise Invalid("Этого урока больше нет на странице журнала. Обновите страницу.")
    return lesson


def standing_text(session: JournalSession, place: CorrectionPlace) -> str:
    """What stands there now, in its canonical form."""
    if place.field is CorrectionField.TOPIC:
        return lesson_at(session, place).topic
    if place.field is CorrectionField.HOMEWORK:
        return lesson_at(session, place).homework
    if place.field is CorrectionField.FINAL:
        return _final(session, place)
    return _cell(session, place)


def _final(session: JournalSession, place: CorrectionPlace) -> str:
    subject = select(PageRow.subject_id).where(PageRow.id == place.page_id).scalar_subquery()
    query = select(PeriodMarkRow.value).where(
        PeriodMarkRow.pupil_id == place.pupil_id,
        PeriodMarkRow.subject_id == subject,
        PeriodMarkRow.period_id == place.period_id,
        PeriodMarkRow.kind == place.kind,
    )
    return session.scalar(query) or ""


def _cell(session: JournalSession, place: CorrectionPlace) -> str:
    works = (
        select(MarkRow.value)
        .select_from(WorkRow)
        .outerjoin(MarkRow, (MarkRow.work_id == WorkRow.id) & (MarkRow.pupil_id == place.pupil_id))
        .where(WorkRow.lesson_id == place.lesson_id)
        .order_by(WorkRow.number)
    )
    marks = [value or "" for value in session.scalars(works)]
    while marks and not marks[-1]:
        marks.pop()
    said = select(AbsenceRow.letter, AbsenceRow.late).filter_by(
        lesson_id=place.lesson_id, pupil_id=place.pupil_id
    )
    letter, late = next(iter(session.execute(said)), (None, False))
    return CellEntry(tuple(marks), letter or "", late).text
