"""Certificates and requests as the person may see them: the documents, or their days alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from sqlalchemy import select

from journal_desktop.access.policy import Role
from journal_desktop.domain.absences import Paper, rank
from journal_desktop.store.rows.marks import ExcuseRow
from journal_desktop.store.rows.views import ExcuseDay
from journal_desktop.store.session import JournalSession

SICK: Final = "б"


def papers_of_day(session: JournalSession, day: date, pupils: Collection[int]) -> dict[int, Paper]:
    """The strongest document of each pupil that covers the day."""
    found: dict[int, Paper] = {}
    for paper in papers_between(session, day, day, pupils):
        known = found.get(paper.pupil_id)
        if known is None or rank(paper) < rank(known):
            found[paper.pupil_id] = paper
    return found


def papers_between(
    session: JournalSession, begins: date, ends: date, pupils: Collection[int]
) -> list[Paper]:
    """Documents of these pupils that touch the days, with their number and source."""
    row = ExcuseRow
    query = (
        select(row.pupil_id, row.letter, row.begins, row.ends, row.id, row.source, row.number)
        .where(row.pupil_id.in_(pupils), row.begins <= ends, row.ends >= begins)
        .order_by(row.begins, row.id)
    )
    return [Paper(*values) for values in session.execute(query)]


def days_between(
    session: JournalSession, begins: date, ends: date, pupils: Collection[int]
) -> list[Paper]:
    """The same for who may know the days and not the documents (domain 9.2, R°)."""
    row = ExcuseDay
    query = (
        select(row.pupil_id, row.letter, row.begins, row.ends)
        .where(row.pupil_id.in_(pupils), row.begins <= ends, row.ends >= begins)
        .order_by(row.begins, row.id)
    )
    return [Paper(*values) for values in session.execute(query)]


def only_sick(session: JournalSession) -> bool:
    """Whether the person may know illnesses and nothing else: the medical worker alone (9.2)."""
    actor = session.context.actor
    others: Iterable[Role] = actor.roles - {Role.MED}
    return Role.MED in actor.roles and not any(role in _KNOW_ALL for role in others)


_KNOW_ALL: Final = (Role.DIR, Role.DEP, Role.ADM)
