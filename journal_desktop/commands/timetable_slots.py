"""Slots and teachers of pages from a day on: what the week no longer has ends the day before.

Source: R-3.2.2-01 (valid from–to), R-3.2.5-03 (who teaches).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select

from journal_desktop.domain.vocabulary import SubjectKind
from journal_desktop.queries.timetable_match import Match
from journal_desktop.queries.year_pages import year_slots
from journal_desktop.store.rows.classes import AssignmentRow, PageRow
from journal_desktop.store.rows.lessons import SlotRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.session import JournalSession

_DAY = timedelta(days=1)


class Spot(NamedTuple):
    """A place of a page in the week with who gives it and where."""

    page_id: int
    weekday: int
    number: int
    weeks: str
    staff_id: int | None
    room_id: int | None


def wanted_spots(match: Match) -> tuple[Spot, ...]:
    """The week by ids; of two lessons of a page at one time the first gives teacher and room."""
    found: dict[tuple[int, int, int, str], Spot] = {}
    for place in match.placed:
        page_id = match.pages[place.page] or 0
        at = (page_id, place.weekday, place.number, place.weeks)
        teacher = match.teachers[place.teachers[0]] if place.teachers else None
        room = match.rooms[place.room] if place.room else None
        found.setdefault(at, Spot(*at, teacher, room))
    return tuple(found.values())


def replaced_pages(session: JournalSession, year_id: int, match: Match) -> set[int]:
    """Pages whose week the file decides: its own, and other subjects of its classes.

    Extracurricular courses that the file does not have keep their week.
    """
    class_ids = {key for key in match.classes.values() if key is not None}
    query = (
        select(PageRow.id)
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .where(
            PageRow.year_id == year_id,
            PageRow.class_id.in_(class_ids),
            SubjectRow.kind == SubjectKind.SUBJECT,
        )
    )
    return {*session.scalars(query), *(key for key in match.pages.values() if key is not None)}


def put_spots(
    session: JournalSession,
    year_id: int,
    pages: Collection[int],
    spots: Sequence[Spot],
    begins: date,
) -> set[int]:
    """End slots that are not wanted and begin those that are not there; return changed pages."""
    left = dict.fromkeys(spots)
    changed: set[int] = set()
    for page_id, rows in year_slots(session, year_id, begins=begins).items():
        for row in rows if page_id in pages else ():
            spot = _spot_of(row)
            span = (min(row.begins, begins), None) if spot in left else (row.begins, begins - _DAY)
            left.pop(spot, None)
            if (row.begins, row.ends) != span:
                row.begins, row.ends = span
                changed.add(page_id)
    session.flush()
    session.add_all(SlotRow(**spot._asdict(), begins=begins, ends=None) for spot in left)
    session.flush()
    return changed | {spot.page_id for spot in left}


def put_teachers(
    session: JournalSession, match: Match, pages: Collection[int], begins: date
) -> None:
    """Assign the teachers of the week; one who gives no lesson of a page any more stops there.

    A teacher without a slot, assigned by hand, stays.
    """
    wanted: dict[tuple[int, int], None] = {}
    for place in match.placed:
        for who in place.teachers:
            wanted[match.pages[place.page] or 0, match.teachers[who] or 0] = None
    slotted = _slotted(session, pages, begins)
    query = select(AssignmentRow).where(
        AssignmentRow.page_id.in_(pages),
        or_(AssignmentRow.ends.is_(None), AssignmentRow.ends >= begins),
    )
    for row in session.scalars(query.order_by(AssignmentRow.id)).all():
        key = (row.page_id, row.staff_id)
        if key in wanted:
            del wanted[key]
        elif key in slotted and row.begins < begins:
            row.ends = begins - _DAY
    session.flush()
    session.add_all(
        AssignmentRow(page_id=page_id, staff_id=staff_id, begins=begins)
        for page_id, staff_id in wanted
    )
    session.flush()


def _slotted(
    session: JournalSession, pages: Collection[int], begins: date
) -> Mapping[tuple[int, int], bool]:
    """Page and teacher of the slots that have just ended."""
    query = select(SlotRow.page_id, SlotRow.staff_id).where(
        SlotRow.page_id.in_(pages), SlotRow.ends == begins - _DAY, SlotRow.staff_id.is_not(None)
    )
    return {(row[0], row[1] or 0): True for row in session.execute(query)}


def _spot_of(row: SlotRow) -> Spot:
    return Spot(row.page_id, row.weekday, row.number, row.weeks, row.staff_id, row.room_id)
