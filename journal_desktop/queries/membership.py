"""Who belongs to a page on which days: the class's enrolment, or the subgroup's membership."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, case, func, select

from journal_desktop.domain.spread import Enrolled
from journal_desktop.store.prepared import Prepared
from journal_desktop.store.rows.classes import SubgroupMemberRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.session import JournalSession

_FAR = date(9999, 12, 31)
_Id = int | BindParameter[int] | None


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
    for pupil_id, begins, ends in _stays(session, class_id, subgroup_id, pupil_ids):
        if begins <= (ends or _FAR):
            found[pupil_id].append(Enrolled(begins, still(ends)))
    return {pupil: tuple(sorted(days, key=lambda d: d.begins)) for pupil, days in found.items()}


def member_query(class_id: _Id, subgroup_id: _Id) -> Select[*tuple[Any, ...]]:
    """Pupil id, first and last day (null or 9999 for «still») of each stay on a page."""
    if subgroup_id is not None:
        return _subgroup_days(class_id, subgroup_id)
    days = select(EnrolmentRow.pupil_id, EnrolmentRow.begins, EnrolmentRow.ends)
    return days.where(EnrolmentRow.class_id == class_id)


def _stays(
    session: JournalSession,
    class_id: int | None,
    subgroup_id: int | None,
    pupil_ids: Collection[int],
) -> Iterable[Sequence[Any]]:
    page = {"class_id": class_id, "subgroup_id": subgroup_id}
    of_one, of_many = _named(class_id is not None, subgroup_id is not None)
    if len(pupil_ids) == 1:  # every mark asks it
        return session.read(of_one, **page, pupil=next(iter(pupil_ids)))
    return session.execute(of_many, {**page, "pupils": list(pupil_ids)})


@cache
def _named(in_class: bool, in_subgroup: bool) -> tuple[Prepared, Select[*tuple[Any, ...]]]:  # noqa: FBT001 - the key of the cache
    """The same of one named pupil and of several."""
    pupil = SubgroupMemberRow.pupil_id if in_subgroup else EnrolmentRow.pupil_id
    query = member_query(
        bindparam("class_id") if in_class else None,
        bindparam("subgroup_id") if in_subgroup else None,
    )
    of_one = Prepared(query.where(pupil == bindparam("pupil")))
    return of_one, query.where(pupil.in_(bindparam("pupils", expanding=True)))


def still(day: date | None) -> date | None:
    """The last day of a stay; None when it has not ended."""
    return None if day is None or day == _FAR else day


def _subgroup_days(class_id: _Id, subgroup_id: _Id) -> Select[*tuple[Any, ...]]:
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
