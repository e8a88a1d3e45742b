"""Who belongs to a page on which days: the class's enrolment, or the subgroup's membership."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select

from journal_desktop.domain.spread import Enrolled
from journal_desktop.store.rows.classes import SubgroupMemberRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.session import JournalSession

_FAR = date(9999, 12, 31)


def spans(
    session: JournalSession,
    class_id: int | None,
    subgroup_id: int | None,
    pupil_ids: Collection[int],
) -> dict[int, tuple[Enrolled, ...]]:
    """Days of each of the pupils on a page, by pupil id.

    A subgroup's day counts only while the pupil is enrolled in its class.
    """
    found: dict[int, list[Enrolled]] = defaultdict(list)
    query = _named(class_id, subgroup_id)
    for pupil_id, begins, ends in session.execute(query, {"pupils": list(pupil_ids)}):
        if begins <= (ends or _FAR):
            found[pupil_id].append(Enrolled(begins, still(ends)))
    return {pupil: tuple(sorted(days, key=lambda d: d.begins)) for pupil, days in found.items()}


def member_query(class_id: int | None, subgroup_id: int | None) -> Select[*tuple[Any, ...]]:
    """Pupil id, first and last day (null or 9999 for «still») of each stay on a page."""
    if subgroup_id is not None:
        return _subgroup_days(class_id, subgroup_id)
    days = select(EnrolmentRow.pupil_id, EnrolmentRow.begins, EnrolmentRow.ends)
    return days.where(EnrolmentRow.class_id == class_id)


@lru_cache(maxsize=1024)
def _named(class_id: int | None, subgroup_id: int | None) -> Select[*tuple[Any, ...]]:
    """The same of named pupils; made once for a page, since every mark asks it."""
    pupil = EnrolmentRow.pupil_id if subgroup_id is None else SubgroupMemberRow.pupil_id
    query = member_query(class_id, subgroup_id)
    return query.where(pupil.in_(bindparam("pupils", expanding=True)))


def still(day: date | None) -> date | None:
    """The last day of a stay; None when it has not ended."""
    return None if day is None or day == _FAR else day


def _subgroup_days(class_id: int | None, subgroup_id: int) -> Select[*tuple[Any, ...]]:
    member = SubgroupMemberRow
    base = member.subgroup_id == subgroup_id
    if class_id is None:
        return select(member.pupil_id, member.begins, member.ends).where(base)
    member_ends = func.coalesce(member.ends, _FAR)
    enrolled_ends = func.coalesce(EnrolmentRow.ends, _FAR)
    begins = case((member.begins > EnrolmentRow.begins, member.begins), else_=EnrolmentRow.begins)
    ends = case((member_ends < enrolled_ends, member_ends), else_=enrolled_ends)
    here = and_(EnrolmentRow.pupil_id == member.pupil_id, EnrolmentRow.class_id == class_id)
    return select(member.pupil_id, begins, ends).join(EnrolmentRow, here).where(base)
