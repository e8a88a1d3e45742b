"""Invariants over changed rows, whatever command or undo changed them.

Source: Regulation 3.2.5, 5.1; domain 5.4, 5.8, R-1.4-01.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from sqlalchemy import select

from journal_desktop.commands.account_states import officer_remains
from journal_desktop.commands.closing_guards import closed_lessons, forward_only
from journal_desktop.commands.council_guards import decided_year
from journal_desktop.commands.final_guards import final_in_time, final_of_member
from journal_desktop.commands.late_edits import late_edit_has_reason
from journal_desktop.commands.plan_links import given_correction_stands
from journal_desktop.commands.plan_states import approved_plan_stands
from journal_desktop.domain.cells import (
    LessonFacts,
    cancelled_lesson_sentence,
    cancelled_sentence,
    closed_sentence,
    future_sentence,
    period_is_closed,
    stranger_sentence,
)
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.marks import grade_of
from journal_desktop.domain.spread import LessonState
from journal_desktop.queries.lesson_facts import lesson_facts
from journal_desktop.queries.membership import spans
from journal_desktop.store.audit import Change
from journal_desktop.store.rows.base import Base
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession

_WRITTEN: Final = ("topic", "homework", "confirmed_at")
R = TypeVar("R", bound=Base)
Guard = Callable[[JournalSession, Sequence[Change]], None]


def open_period(session: JournalSession, changes: Sequence[Change]) -> None:
    """Nothing of a closed period changes but what an allowed correction names (domain 5.8)."""
    for facts in _touched_lessons(session, changes):
        corrected = ("corrected", facts.lesson_id) in session.known
        if period_is_closed(facts.period_state) and not corrected:
            raise Refused(closed_sentence(facts.period_title))


def by_fact(session: JournalSession, changes: Sequence[Change]) -> None:
    """No marks or absences before the lesson or in a cancelled one (R-5.1-01, R-1.4-01)."""
    for _, facts, _ in _entries(session, changes):
        if facts.day > session.context.today:
            raise Refused(future_sentence(facts.day))
        if facts.state is LessonState.CANCELLED:
            raise Refused(cancelled_sentence(facts.day))


def lesson_by_fact(session: JournalSession, changes: Sequence[Change]) -> None:
    """No lesson is held before its day, nothing is written into a cancelled one (R-5.1-01)."""
    for change in changes:
        lesson = _row(session, change, LessonRow)
        said = change.after or {}
        if lesson is None:
            continue
        if lesson.state is LessonState.CANCELLED and any(said.get(name) for name in _WRITTEN):
            raise Refused(cancelled_lesson_sentence(lesson.day))
        is_held = lesson.state is LessonState.HELD or lesson.confirmed_at is not None
        if is_held and lesson.day > session.context.today:
            raise Refused(future_sentence(lesson.day))


def enrolled(session: JournalSession, changes: Sequence[Change]) -> None:
    """Nothing for a pupil outside the class or subgroup on that day (domain 5.4)."""
    pages: dict[int, LessonFacts] = {}
    entries: dict[int, list[tuple[int, LessonFacts]]] = defaultdict(list)
    for pupil_id, facts, _ in (*_entries(session, changes), *_comments(session, changes)):
        pages[facts.page_id] = facts
        entries[facts.page_id].append((pupil_id, facts))
    for page_id, page in pages.items():
        wanted = {pupil for pupil, _ in entries[page_id]}
        days = spans(session, page.class_id, page.subgroup_id, wanted)
        for pupil_id, facts in entries[page_id]:
            if not any(span.holds(facts.day) for span in days.get(pupil_id, ())):
                pupil = session.get(PupilName, pupil_id)
                name = f"{pupil.surname} {pupil.name}" if pupil else "Ученик"
                raise Refused(stranger_sentence(name, facts.day))


def course_without_marks(session: JournalSession, changes: Sequence[Change]) -> None:
    """No digits where no mark system is provided (R-3.2.5-17)."""
    for _, facts, value in _entries(session, changes):
        if facts.no_marks and grade_of(value) is not None:
            raise Refused(
                f"На этой странице обучение безотметочное: «{value}» не ставят (п. 3.2.5)."
            )


def mark_or_absence(session: JournalSession, changes: Sequence[Change]) -> None:
    """A cell holds marks or an absence letter, never both (R-3.2.5-20).

    SetCell sees to it by itself; this is for undo.
    """
    for pupil_id, facts, _ in _entries(session, changes):
        if ("cell", facts.lesson_id, pupil_id) in session.known:
            continue
        both = (
            select(MarkRow.id)
            .join(WorkRow, WorkRow.id == MarkRow.work_id)
            .join(AbsenceRow, AbsenceRow.lesson_id == WorkRow.lesson_id)
            .where(
                WorkRow.lesson_id == facts.lesson_id,
                MarkRow.pupil_id == pupil_id,
                AbsenceRow.pupil_id == pupil_id,
                MarkRow.value.is_not(None),
                AbsenceRow.letter.is_not(None),
            )
        )
        if session.scalar(both.limit(1)) is not None:
            raise Refused(
                "В клетке не могут стоять и отметка, и пропуск (п. 3.2.5): "
                "отмена отклонена, исправьте клетку сами."
            )


GUARDS: Final[tuple[Guard, ...]] = (
    open_period,
    closed_lessons,
    forward_only,
    by_fact,
    lesson_by_fact,
    enrolled,
    course_without_marks,
    mark_or_absence,
    late_edit_has_reason,
    final_in_time,
    final_of_member,
    decided_year,
    officer_remains,
    approved_plan_stands,
    given_correction_stands,
)


def _entries(
    session: JournalSession, changes: Sequence[Change]
) -> Iterator[tuple[int, LessonFacts, str]]:
    """Marks and absences that now stand: (pupil id, lesson, value)."""
    for change in changes:
        mark = _row(session, change, MarkRow)
        if mark is not None and mark.value:
            yield mark.pupil_id, _facts_of_work(session, mark.work_id), mark.value
        absence = _row(session, change, AbsenceRow)
        if absence is not None and (absence.letter or absence.late):
            facts = _facts(session, absence.lesson_id)
            yield absence.pupil_id, facts, absence.letter or ""


def _comments(
    session: JournalSession, changes: Sequence[Change]
) -> Iterator[tuple[int, LessonFacts, str]]:
    for change in changes:
        note = _row(session, change, CellNoteRow)
        if note is not None and note.comment:
            yield note.pupil_id, _facts(session, note.lesson_id), note.comment


def _touched_lessons(session: JournalSession, changes: Sequence[Change]) -> Iterator[LessonFacts]:
    """Lessons whose records change; a lesson that begins with its works is not a record yet."""
    begun = {change.row_id for change in changes if _begins(change)}
    for change in changes:
        if mark := _row(session, change, MarkRow):
            yield _facts_of_work(session, mark.work_id)
        elif row := _row(session, change, AbsenceRow) or _row(session, change, CellNoteRow):
            yield _facts(session, row.lesson_id)
        elif change.before is not None and (lesson := _row(session, change, LessonRow)):
            yield _facts(session, lesson.id)
        elif (work := _row(session, change, WorkRow)) and work.lesson_id not in begun:
            yield _facts(session, work.lesson_id)


def _begins(change: Change) -> bool:
    return change.before is None and change.entity == LessonRow.__tablename__


def _row(session: JournalSession, change: Change, kind: type[R]) -> R | None:
    if change.entity != kind.__tablename__ or change.after is None:
        return None
    return session.standing(kind, change.row_id)


def _facts_of_work(session: JournalSession, work_id: int) -> LessonFacts:
    known = session.known.get(("work", work_id))
    if known is None:
        known = session.get_one(WorkRow, work_id).lesson_id
    return _facts(session, known)


def _facts(session: JournalSession, lesson_id: int) -> LessonFacts:
    known = session.known.get(("lesson", lesson_id))
    if isinstance(known, LessonFacts):
        return known
    return lesson_facts(session, session.get_one(LessonRow, lesson_id).page_id, lesson_id)
