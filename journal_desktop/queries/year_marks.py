"""The mark a pupil ends the year with in each subject: the total, or the mark of the year.

Source: domain 5.7, 3.3.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import select

from journal_desktop.access.policy import ClassTarget, Right, may
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import SubjectKind
from journal_desktop.queries.membership import spans
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow, SubjectRow
from journal_desktop.store.session import JournalSession


def year_marks(
    session: JournalSession, group: ClassGroupRow, pupils: set[int]
) -> dict[int, dict[int, str]] | None:
    """Subject id → total or mark of the year ("" when missing) by pupil; None when not readable."""
    if not may(session.context.actor, Right.JOURNAL_READ, ClassTarget(group.id)):
        return None
    found = _owed_marks(session, group, pupils)
    mark = PeriodMarkRow
    query = (
        select(mark.pupil_id, mark.subject_id, mark.kind, mark.value)
        .join(PeriodRow, PeriodRow.id == mark.period_id)
        .where(
            PeriodRow.year_id == group.year_id,
            PeriodRow.number == 0,
            mark.pupil_id.in_(pupils),
            mark.value.is_not(None),
            mark.kind.in_((PeriodKind.YEAR, PeriodKind.FINAL)),
        )
    )
    totals_last = sorted(session.execute(query), key=lambda row: row.kind is PeriodKind.FINAL)
    for row in totals_last:
        if row.subject_id in found.get(row.pupil_id, {}):
            found[row.pupil_id][row.subject_id] = row.value or ""
    return found


def _owed_marks(
    session: JournalSession, group: ClassGroupRow, pupils: set[int]
) -> dict[int, dict[int, str]]:
    """The subjects each pupil studies at the end, or today before it, without marks yet."""
    year = session.get_one(SchoolYearRow, group.year_id)
    day = min(last_school_day(session, group, year), session.context.today)
    query = (
        select(PageRow.subgroup_id, PageRow.subject_id)
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .where(PageRow.class_id == group.id, SubjectRow.kind == SubjectKind.SUBJECT)
        .order_by(PageRow.position, SubjectRow.position, PageRow.id)
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    members: dict[int | None, Any] = {}
    for subgroup_id, subject_id in session.execute(query):
        if subgroup_id not in members:
            members[subgroup_id] = spans(session, group.id, subgroup_id, pupils)
        for pupil_id, days in members[subgroup_id].items():
            if any(span.holds(day) for span in days):
                found[pupil_id][subject_id] = ""
    return found


def last_school_day(session: JournalSession, group: ClassGroupRow, year: SchoolYearRow) -> date:
    """The end of the class's own year of lessons."""
    query = select(PeriodRow.ends).filter_by(year_id=year.id, scheme=group.scheme, number=0)
    return session.scalar(query) or year.ends
