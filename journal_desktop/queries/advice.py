"""What teachers may know of a pupil's health: advice, seat, furniture; the group for PE teachers.

Source: R-5.3-03, domain 2.4, 9.2. Nothing here reads the health sheet itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.health import PeGroup
from journal_desktop.domain.pe_stays import stay_on
from journal_desktop.domain.spread import year_title
from journal_desktop.queries.base import Query
from journal_desktop.queries.health_rows import (
    Named,
    advice_in_force,
    class_pupils,
    page_pupils,
    pe_stays,
    sheet_class,
    target_of,
)
from journal_desktop.queries.pages import substituted_pages
from journal_desktop.queries.spread_rows import head_of
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    SubgroupRow,
)
from journal_desktop.store.rows.health import AdviceReadRow, AdviceRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One pupil as teachers see them; `advice_id` is 0 when the sheet says nothing.

    `read_at` is when the person asking has read it.
    """

    pupil_id: int
    name: str
    full_name: str
    advice_id: int = 0
    begins: date | None = None
    furniture: int | None = None
    row: str = ""
    place: str = ""
    conditions: str = ""
    limits: str = ""
    limits_until: date | None = None
    wording: str = ""
    read_at: datetime | None = None

    @property
    def is_notable(self) -> bool:
        """Whether there is something to read: more than a desk and its size."""
        return bool(self.conditions or self.limits or self.wording)


@dataclass(frozen=True, slots=True)
class AdviceList:
    """The pupils of a class or page, by alphabet."""

    class_id: int
    class_name: str
    title: str
    year: str
    lines: tuple[AdviceLine, ...]


@dataclass(frozen=True, slots=True)
class PeLine:
    """The group of a pupil for physical education today, and its last day when it has one."""

    pupil_id: int
    group: PeGroup
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class AdvicePlace:
    """Where a person may read advice: the own class (`page_id` None) or a page."""

    class_id: int
    page_id: int | None
    title: str
    own_class: bool


@dataclass(frozen=True)
class AdvicePlaces(Query[tuple[AdvicePlace, ...]]):
    """Classes and pages of a year whose advice the person may read, own classes first.

    A medical worker gets every class, a subject teacher the pages taught now or once this year.
    """

    right: ClassVar = Right.SCHOOL_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[AdvicePlace, ...]:
        group, actor = ClassGroupRow, session.context.actor
        query = select(group.id, group.grade, group.letter).where(group.year_id == self.year_id)
        found = session.execute(query.order_by(group.grade, group.letter)).all()
        names = {class_id: f"{grade}{letter}" for class_id, grade, letter in found}
        whole = [
            AdvicePlace(class_id, None, name, class_id in actor.classes)
            for class_id, name in names.items()
            if may(actor, Right.ADVICE_READ, target_of(session, class_id, None))
        ]
        own = sorted(whole, key=lambda place: not place.own_class)
        return tuple(own) if len(whole) == len(names) else (*own, *self._pages(session, names))

    def _pages(self, session: JournalSession, names: dict[int, str]) -> list[AdvicePlace]:
        actor, substituted = session.context.actor, substituted_pages(session)
        query = (
            select(PageRow.id, PageRow.class_id, SubjectRow.title, SubgroupRow.title)
            .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
            .outerjoin(SubgroupRow, SubgroupRow.id == PageRow.subgroup_id)
            .where(PageRow.year_id == self.year_id, PageRow.class_id.is_not(None))
            .where(PageRow.id.in_({*actor.pages, *substituted}))
            .order_by(PageRow.position, SubjectRow.position, PageRow.id)
        )
        places = []
        for page_id, class_id, subject, subgroup in session.execute(query):
            if class_id is None:
                continue
            if may(
                actor, Right.ADVICE_READ, PageTarget(page_id, class_id, substituted.get(page_id))
            ):
                title = f"{subject} ({subgroup})" if subgroup else subject
                name = f"{names[class_id]} · {title}"
                places.append(AdvicePlace(class_id, page_id, name, own_class=False))
        order = {class_id: number for number, class_id in enumerate(names)}
        return sorted(places, key=lambda place: order[place.class_id])


@dataclass(frozen=True)
class AdviceOf(Query[AdviceList]):
    """Advice for the pupils of a class, or of a page when one is named."""

    right: ClassVar = Right.ADVICE_READ
    class_id: int
    page_id: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        return target_of(session, self.class_id, self.page_id)

    @override
    def answer(self, session: JournalSession) -> AdviceList:
        pupils, heading, class_id = _pupils(session, self.class_id, self.page_id)
        group = sheet_class(session, class_id)
        found = advice_in_force(session, [pupil.id for pupil in pupils], group.year_id, group.day)
        read = _read(session, found.values())
        lines = tuple(_line(pupil, found.get(pupil.id), read) for pupil in pupils)
        return AdviceList(class_id, group.name, heading, year_title(group.first_year), lines)


@dataclass(frozen=True)
class PeGroupsOf(Query[tuple[PeLine, ...]]):
    """Groups for physical education of the pupils of a class or page, today."""

    right: ClassVar = Right.PE_GROUP_READ
    class_id: int
    page_id: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        return target_of(session, self.class_id, self.page_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PeLine, ...]:
        pupils, _, class_id = _pupils(session, self.class_id, self.page_id)
        group = sheet_class(session, class_id)
        found = pe_stays(session, [pupil.id for pupil in pupils], group.year_id)
        today = ((pupil.id, stay_on(found.get(pupil.id, []), group.day)) for pupil in pupils)
        return tuple(
            PeLine(pupil, stay.group, stay.begins, stay.ends) for pupil, stay in today if stay
        )


@dataclass(frozen=True)
class TeachersAdvice(Query[AdviceLine]):
    """The advice for one pupil of a page: what the sign beside the name stands for."""

    right: ClassVar = Right.ADVICE_READ
    class_id: int
    page_id: int | None
    pupil_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return target_of(session, self.class_id, self.page_id)

    @override
    def answer(self, session: JournalSession) -> AdviceLine:
        every = AdviceOf(self.class_id, self.page_id).answer(session).lines
        nobody = AdviceLine(self.pupil_id, "", "")
        return next((line for line in every if line.pupil_id == self.pupil_id), nobody)


def _pupils(
    session: JournalSession, class_id: int, page_id: int | None
) -> tuple[tuple[Named, ...], str, int]:
    """Pupils, heading and class of a page or class."""
    if page_id is None:
        group = sheet_class(session, class_id)
        return class_pupils(session, group), group.name, class_id
    head = head_of(session, page_id)
    heading = f"{head.title.class_name} · {head.title.heading}"
    return page_pupils(session, head), heading, head.title.class_id or class_id


def _read(session: JournalSession, advice: Iterable[AdviceRow]) -> dict[int, datetime]:
    """When the person asking has read each advice."""
    ids = [row.id for row in advice]
    me = session.context.actor.staff_id
    query = select(AdviceReadRow.advice_id, AdviceReadRow.at).where(
        AdviceReadRow.staff_id == me, AdviceReadRow.advice_id.in_(ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _line(pupil: Named, row: AdviceRow | None, read: dict[int, datetime]) -> AdviceLine:
    if row is None:
        return AdviceLine(*pupil)
    return AdviceLine(
        *pupil,
        advice_id=row.id,
        begins=row.begins,
        furniture=row.furniture,
        row=row.desk_row,
        place=row.desk_place,
        conditions=row.seat_conditions,
        limits=row.limits,
        limits_until=row.limits_until,
        wording=row.wording,
        read_at=read.get(row.id),
    )
