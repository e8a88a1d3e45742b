"""Facts of one lesson, read once in a transaction."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, bindparam, func, select

from journal_desktop.access.policy import PageTarget
from journal_desktop.domain.cells import LessonFacts
from journal_desktop.domain.errors import Invalid
from journal_desktop.store.page_content import period_of_lesson
from journal_desktop.store.prepared import Prepared
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession


def lesson_facts(session: JournalSession, page_id: int, lesson_id: int) -> LessonFacts:
    """The facts of a lesson, which must stand on the page named.

    A write locks the lesson, so that what is read afterwards cannot change before the commit.

    Raises:
        Invalid: there is no such lesson on the page.
    """
    known = session.known.get(("lesson", lesson_id))
    if known is None:
        (found,) = session.read(_LOCKED if session.writes else _READ, lesson=lesson_id) or (None,)
        known = None if found is None else LessonFacts(*found)
    if not isinstance(known, LessonFacts) or known.page_id != page_id:
        raise Invalid("Этого урока больше нет на странице журнала. Обновите страницу.")
    session.known["lesson", lesson_id] = known
    return known


def page_target(session: JournalSession, page_id: int, lesson_id: int) -> PageTarget:
    """What a right over a lesson is asked for.

    Of a lesson that is not there, or that the server hides, nothing more is known than its page.
    """
    try:
        facts = lesson_facts(session, page_id, lesson_id)
    except Invalid:
        return PageTarget(page_id)
    return PageTarget(page_id, facts.class_id, lesson_id, facts.day, session.context.today)


def _facts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            LessonRow.id,
            LessonRow.page_id,
            PageRow.class_id,
            PageRow.subgroup_id,
            PageRow.subject_id,
            ClassGroupRow.grade,
            LessonRow.day,
            LessonRow.number,
            LessonRow.state,
            PageRow.no_marks,
            PageRow.max_marks,
            PeriodRow.id,
            func.coalesce(PeriodRow.title, ""),
            PeriodRow.state,
        )
        .select_from(LessonRow)
        .join(PageRow, PageRow.id == LessonRow.page_id)
        .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
        .outerjoin(PeriodRow, period_of_lesson(LessonRow.day))
    )


_ONE: Final = _facts().where(LessonRow.id == bindparam("lesson"))
_READ: Final = Prepared(_ONE)
_LOCKED: Final = Prepared(_ONE.with_for_update(of=LessonRow))
