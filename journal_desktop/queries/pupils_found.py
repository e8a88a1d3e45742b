"""Pupils to find by name: those on pages the person may read (domain 9.2: names only)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import or_, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.queries.base import Query
from journal_desktop.queries.pages import PageItem, PagesOf
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class PupilFound:
    """A pupil who studies in a class today, and the page to open: an own one before others."""

    pupil_id: int
    name: str
    class_id: int
    class_name: str
    page_id: int


@dataclass(frozen=True)
class PupilsOf(Query[tuple[PupilFound, ...]]):
    """Pupils of a year whose class the person may read, in alphabetical order."""

    right: ClassVar = Right.SCHOOL_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[PupilFound, ...]:
        pages: dict[int, PageItem] = {}
        for page in sorted(PagesOf(self.year_id).answer(session), key=lambda page: not page.own):
            if page.class_id is not None and not page.group:
                pages.setdefault(page.class_id, page)
        today = session.context.today
        query = (
            select(PupilName.id, PupilName.surname, PupilName.name, EnrolmentRow.class_id)
            .join(EnrolmentRow, EnrolmentRow.pupil_id == PupilName.id)
            .where(
                EnrolmentRow.class_id.in_(pages),
                EnrolmentRow.begins <= today,
                or_(EnrolmentRow.ends.is_(None), EnrolmentRow.ends >= today),
            )
            .order_by(PupilName.sort_key)
        )
        return tuple(
            PupilFound(
                pupil, f"{surname} {name}", group, pages[group].class_name, pages[group].page_id
            )
            for pupil, surname, name, group in session.execute(query)
        )
