"""Attendance of a class over some days: what sheets and reports are counted from.

Source: R-3.2.3-06a/e, R-3.2.4-06/-12; domain 6.4, 6.5.4, 6.5.8. Six statements whatever the number
of pupils and lessons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar

from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.attendance import (
    Absent,
    ClassAttendance,
    HeldLesson,
    Members,
    PeriodSpan,
    attendance_of,
)
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.spread import Enrolled, PupilRow, year_title
from journal_desktop.queries.attendance_rows import (
    absence_rows,
    class_row,
    held_rows,
    member_rows,
    period_rows,
)
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_rows import enrolment_rows
from journal_desktop.queries.membership import still
from journal_desktop.queries.spread import departure_note
from journal_desktop.store.session import JournalSession

_NO_CLASS = "Такого класса в журнале больше нет. Обновите окно."
_GRADE, _LETTER, _YEAR, _BEGINS, _ENDS = 1, 2, 6, 7, 8
"""Columns of `class_row`."""


@dataclass(frozen=True)
class AttendanceOf(Query[ClassAttendance]):
    """A class from–to, both days included; the whole school year when they are not said.

    Raises:
        Invalid: there is no such class.
    """

    right: ClassVar = Right.CLASS_REPORTS_READ
    class_id: int
    begins: date | None = None
    ends: date | None = None

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> ClassAttendance:
        head = class_row(session, self.class_id)
        if head is None:
            raise Invalid(_NO_CLASS)
        begins, ends = self.begins or head[_BEGINS], self.ends or head[_ENDS]
        periods = period_rows(session, self.class_id, ends)
        courses = bool(periods) and periods[0][-1] is True
        pupils = class_pupils(session, self.class_id)
        members = subgroup_members(session, self.class_id)
        rows = held_rows(session, self.class_id, begins, ends, courses=courses)
        lessons = tuple(HeldLesson(*row) for row in rows)
        counted = {lesson.id for lesson in lessons}
        absences = tuple(
            Absent(pupil, lesson, letter or "", bool(late), bool(confirmed))
            for pupil, lesson, letter, late, confirmed in absence_rows(
                session, self.class_id, begins, ends
            )
            if lesson in counted
        )
        return ClassAttendance(
            self.class_id,
            f"{head[_GRADE]}{head[_LETTER]}",
            year_title(head[_YEAR]),
            begins,
            ends,
            tuple(PeriodSpan(*row[:6]) for row in periods),
            attendance_of(pupils, members, lessons, absences),
            lessons,
            absences,
        )


def class_pupils(session: JournalSession, class_id: int) -> tuple[PupilRow, ...]:
    """Everybody who is or was in the class, by name."""
    rows = enrolment_rows(session, class_id)
    return tuple(_pupil(list(stays)) for _, stays in groupby(rows, itemgetter(0)))


def subgroup_members(session: JournalSession, class_id: int) -> dict[int, Members]:
    """Stays of the class's pupils in its subgroups and in groups across classes."""
    found: dict[int, dict[int, list[Enrolled]]] = defaultdict(lambda: defaultdict(list))
    for group, pupil, begins, ends in member_rows(session, class_id):
        found[group][pupil].append(Enrolled(begins, still(ends)))
    return {group: dict(own) for group, own in found.items()}


def _pupil(stays: Sequence[Any]) -> PupilRow:
    pupil, surname, name, patronymic = stays[0][:4]
    last = stays[-1]
    return PupilRow(
        id=pupil,
        name=f"{surname} {name}",
        full_name=f"{surname} {name} {patronymic}".strip(),
        enrolled=tuple(Enrolled(stay[4], still(stay[5])) for stay in stays),
        note=departure_note(last[6], last[5], last[7], last[8]),
    )
