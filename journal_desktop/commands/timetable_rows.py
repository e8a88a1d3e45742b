"""What a timetable brings along: classes, subjects, rooms, staff, groups, study plan, pages.

Source: R-1.6-01, R-3.2.5-17 (no marks), R-3.2.5-03 (who teaches); domain 5.3, 5.6, 8.6–8.8.
Staff come without accounts. Hours are half hours per week, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Final

from sqlalchemy import func, select
from uuid6 import uuid7

from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.vocabulary import PlanPart, Scheme, Sex, SubjectKind
from journal_desktop.queries.timetable_match import Groups, Match, missing
from journal_desktop.queries.timetable_stock import Stock
from journal_desktop.queries.timetable_values import ClassKey, PageKey, TeacherKey, told_key
from journal_desktop.store.rows.base import Base
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, StudyPlanRow, SubgroupRow
from journal_desktop.store.rows.school import RoomRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

_SHORT = 24
_SENIOR = 10
_TWO_MARKS: Final = ("русский язык", "литература")
_COURSES: Final = (
    "разговоры о важном",
    "россия мои горизонты",
    "функциональная грамотность",
    "орлята россии",
    "движение первых",
)
_FOREIGN: Final = ("иностранн", "английск", "немецк", "француз", "испанск", "китайск")
_FIRST, _SECOND = 1, 2


def make_classes(
    session: JournalSession, year_id: int, keys: Iterable[ClassKey]
) -> dict[ClassKey, int]:
    """Classes of the year without pupils, first shift, with the usual periods of their grade."""
    rows = {
        key: ClassGroupRow(
            uid=uuid7(),
            year_id=year_id,
            grade=key.grade,
            letter=key.letter,
            profile="",
            shift=1,
            scheme=usual_scheme(key.grade),
        )
        for key in keys
    }
    _add(session, rows.values())
    return {key: row.id for key, row in rows.items()}


def usual_scheme(grade: int) -> Scheme:
    """Half-years for the two last grades, quarters below, the whole year for the first (5.6)."""
    if grade == _FIRST:
        return Scheme.YEAR
    return Scheme.HALVES if grade >= _SENIOR else Scheme.QUARTERS


def is_course(subject: str) -> bool:
    """Whether it is one of the federal extracurricular courses (domain 8.8)."""
    return told_key(subject).startswith(_COURSES)


def has_no_marks(subject: str, grade: int) -> bool:
    """Whether marks are not given: grade 1, a foreign language in grade 2, a course."""
    foreign = grade == _SECOND and any(part in told_key(subject) for part in _FOREIGN)
    return grade == _FIRST or foreign or is_course(subject)


def weekly_half_hours(match: Match) -> dict[PageKey, int]:
    """Half hours of every page in an average week; a lesson every second week counts one."""
    found: dict[PageKey, Fraction] = {}
    places = {(place.page, place.weekday, place.number, place.weeks) for place in match.placed}
    for page, _, _, weeks in places:
        share = Fraction(weeks.count("1"), len(weeks))
        found[page] = found.get(page, Fraction(0)) + 2 * share
    return {page: ceil(hours) for page, hours in found.items()}


def make_missing(session: JournalSession, year_id: int, stock: Stock, match: Match) -> Match:
    """Make whatever the timetable names and the journal has not got; return the match with ids."""
    match = replace(
        match,
        classes={**match.classes, **make_classes(session, year_id, missing(match.classes))},
        subjects={**match.subjects, **_subjects(session, match)},
        rooms={**match.rooms, **_rooms(session, missing(match.rooms))},
        teachers={**match.teachers, **_staff(session, missing(match.teachers))},
    )
    match = replace(match, groups={**match.groups, **_groups(session, year_id, match)})
    hours = weekly_half_hours(match)
    _study_plan(session, stock, match, hours)
    return replace(match, pages={**match.pages, **_pages(session, year_id, match, hours)})


def owner_of(match: Match, page: PageKey) -> int | None:
    """The class a page belongs to; None for a group across classes."""
    return None if page.is_across else match.classes[page.classes[0]]


def _subjects(session: JournalSession, match: Match) -> dict[str, int]:
    shorts = {place.page.subject: place.subject_short for place in match.placed}
    last = session.scalar(select(func.max(SubjectRow.position))) or 0
    rows = {
        title: SubjectRow(
            title=title,
            short=(shorts[title] or title)[:_SHORT],
            area="",
            kind=SubjectKind.COURSE if is_course(title) else SubjectKind.SUBJECT,
            position=position,
            max_marks=2 if told_key(title) in _TWO_MARKS else 1,
        )
        for position, title in enumerate(missing(match.subjects), start=last + 1)
    }
    _add(session, rows.values())
    return {title: row.id for title, row in rows.items()}


def _rooms(session: JournalSession, titles: Iterable[str]) -> dict[str, int]:
    rows = {title: RoomRow(title=title, building="") for title in titles}
    _add(session, rows.values())
    return {title: row.id for title, row in rows.items()}


def _staff(session: JournalSession, people: Iterable[TeacherKey]) -> dict[TeacherKey, int]:
    rows = {
        who: StaffRow(
            uid=uuid7(),
            surname=who.surname,
            name=who.name,
            patronymic=who.patronymic,
            sort_key=sort_key(who.surname, who.name, who.patronymic),
            sex=who.sex or Sex.FEMALE,
            position="учитель",
        )
        for who in people
    }
    _add(session, rows.values())
    return {who: row.id for who, row in rows.items()}


def _groups(session: JournalSession, year_id: int, match: Match) -> dict[Groups, int]:
    divisions = {(place.page.classes, place.page.group): place.division for place in match.placed}
    titles = {
        (place.page.classes, place.page.group): place.page.group_title for place in match.placed
    }
    rows = {
        group: SubgroupRow(
            year_id=year_id,
            class_id=None if len(group[0]) > 1 else match.classes[group[0][0]],
            title=titles[group],
            division=divisions[group],
        )
        for group in missing(match.groups)
    }
    _add(session, rows.values())
    return {group: row.id for group, row in rows.items()}


def _study_plan(
    session: JournalSession, stock: Stock, match: Match, hours: Mapping[PageKey, int]
) -> None:
    """A line for every class and subject that has none; subgroups study at the same time."""
    lines: dict[tuple[int, int], tuple[int, PageKey, int]] = {}
    for page, half_hours in hours.items():
        for key in page.classes:
            line = (match.classes[key] or 0, match.subjects[page.subject] or 0)
            most = max(half_hours, lines[line][0]) if line in lines else half_hours
            if line not in stock.plans:
                lines[line] = (most, page, key.grade)
    positions = _positions(session)
    _add(
        session,
        [
            StudyPlanRow(
                class_id=class_id,
                subject_id=subject_id,
                half_hours_1=half_hours,
                half_hours_2=half_hours,
                part=PlanPart.EXTRA if is_course(page.subject) else PlanPart.REQUIRED,
                advanced=False,
                no_marks=has_no_marks(page.subject, grade),
                position=positions[subject_id],
            )
            for (class_id, subject_id), (half_hours, page, grade) in lines.items()
        ],
    )


def _pages(
    session: JournalSession, year_id: int, match: Match, hours: Mapping[PageKey, int]
) -> dict[PageKey, int]:
    """Pages by names; two names of one subject share a page."""
    positions, most = _positions(session), _most_marks(session)
    rows: dict[tuple[int | None, int | None, int], PageRow] = {}
    keys: dict[PageKey, tuple[int | None, int | None, int]] = {}
    for page in missing(match.pages):
        group_id = match.groups[page.classes, page.group] if page.group else None
        subject_id = match.subjects[page.subject] or 0
        key = keys[page] = (owner_of(match, page), group_id, subject_id)
        grade = page.classes[0].grade
        if key not in rows:
            rows[key] = PageRow(
                uid=uuid7(),
                year_id=year_id,
                class_id=key[0],
                subgroup_id=group_id,
                subject_id=subject_id,
                half_hours=hours[page],
                no_marks=has_no_marks(page.subject, grade),
                max_marks=most[subject_id],
                scheme=usual_scheme(grade) if page.is_across else None,
                position=positions[subject_id],
            )
    _add(session, rows.values())
    return {page: rows[key].id for page, key in keys.items()}


def _positions(session: JournalSession) -> dict[int, int]:
    return {row[0]: row[1] for row in session.execute(select(SubjectRow.id, SubjectRow.position))}


def _most_marks(session: JournalSession) -> dict[int, int]:
    return {row[0]: row[1] for row in session.execute(select(SubjectRow.id, SubjectRow.max_marks))}


def _add(session: JournalSession, rows: Iterable[Base]) -> None:
    session.add_all(rows)
    session.flush()
