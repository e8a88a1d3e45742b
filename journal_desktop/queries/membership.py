"""Who belongs to a page on which days: the class's enrolment, or the subgroup's membership."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from journal_desktop.domain.spread import Enrolled
from journal_desktop.store.rows.classes import SubgroupMemberRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.session import JournalSession

_FAR = date(9999, 12, 31)


def spans(
    session: JournalSession,
    class_id: int | None,
    subgroup_id: int | None,
    pupil_ids: Collection[int] | None = None,
) -> dict[int, tuple[Enrolled, ...]]:
    """Days of each pupil on a page, by pupil id; of the pupils named, or of all.

    A subgroup's day counts only while the pupil is enrolled in its class.
    """
    found: dict[int, list[Enrolled]] = defaultdict(list)
    query = member_query(class_id, subgroup_id, pupil_ids)
    for pupil_id, begins, ends in session.execute(query):
        if begins <= (ends or _FAR):
            found[pupil_id].append(Enrolled(begins, still(ends)))
    return {pupil: tuple(sorted(days, key=lambda d: d.begins)) for pupil, days in found.items()}


def member_query(
    class_id: int | None, subgroup_id: int | None, pupil_ids: Collection[int] | None = None
) -> Select[*tuple[Any, ...]]:
    """Pupil id, first and last day (null or 9999 for «still») of each stay on a page."""
    if subgroup_id is not None:
        return _subgroup_days(class_id, subgroup_id, pupil_ids)
    days = select(EnrolmentRow.pupil_id, EnrolmentRow.begins, EnrolmentRow.ends)
    wanted = _among(EnrolmentRow.pupil_id, pupil_ids)
    return days.where(EnrolmentRow.class_id == class_id, wanted)


def still(day: date | None) -> date | None:
    """The last day of a stay; None when it has not ended."""
    return None if day is None or day == _FAR else day


def _subgroup_days(
    class_id: int | None, subgroup_id: int, pupil_ids: Collection[int] | None
) -> Select[*tuple[Any, ...]]:
    member = SubgroupMemberRow
    base = member.subgroup_id == subgroup_id
    wanted = _among(member.pupil_id, pupil_ids)
    if class_id is None:
        return select(member.pupil_id, member.begins, member.ends).where(base, wanted)
    member_ends = func.coalesce(member.ends, _FAR)
    enrolled_ends = func.coalesce(EnrolmentRow.ends, _FAR)
    begins = case((member.begins > EnrolmentRow.begins, member.begins), else_=EnrolmentRow.begins)
    ends = case((member_ends < enrolled_ends, member_ends), else_=enrolled_ends)
    here = and_(EnrolmentRow.pupil_id == member.pupil_id, EnrolmentRow.class_id == class_id)
    return select(member.pupil_id, begins, ends).join(EnrolmentRow, here).where(base, wanted)


def _among(column: InstrumentedAttribute[int], ids: Collection[int] | None) -> ColumnElement[bool]:
    return true() if ids is None else column.in_(ids)
