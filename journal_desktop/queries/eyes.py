"""«Посмотреть глазами»: what one person sees and may do today (R-3.2.2-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import POLICY, ROLE_TITLES, Actor, Right, Role
from journal_desktop.access.words import RIGHT_WORDS, scope_words, words_of
from journal_desktop.domain.errors import Refused
from journal_desktop.queries.base import Query
from journal_desktop.store.actors import load_actor
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.rows.staff import AccountRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing the person may do: with what, what, over what, in which role."""

    thing: str
    act: str
    where: str
    role: str


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a person sees; `shut` says why nothing, "" when they may come in."""

    shut: str
    roles: tuple[str, ...]
    classes: tuple[str, ...]
    pages: tuple[str, ...]
    sights: tuple[Sight, ...]


@dataclass(frozen=True)
class EyesOf(Query[Eyes]):
    """The rights in force of one person, in the order of the access matrix."""

    right: ClassVar = Right.STAFF_READ
    staff_id: int

    @override
    def answer(self, session: JournalSession) -> Eyes:
        login = session.scalar(select(AccountRow.login).filter_by(staff_id=self.staff_id))
        if login is None:
            return Eyes("Учётной записи нет: войти нельзя.", (), (), (), ())
        try:
            actor = load_actor(session, login, session.context.today)
        except Refused as error:
            return Eyes(str(error), (), (), (), ())
        roles = tuple(ROLE_TITLES[role] for role in Role if role in actor.roles)
        return Eyes("", roles, _classes(session, actor), _pages(session, actor), _sights(actor))


def _sights(actor: Actor) -> tuple[Sight, ...]:
    order = [*RIGHT_WORDS, *(right for right in Right if right not in RIGHT_WORDS)]
    found = []
    for right in order:
        granted = [(role, POLICY.get((role, right))) for role in Role if role in actor.roles]
        for role, scope in granted:
            if scope is not None and scope(actor, None):
                thing, act = words_of(right)
                found.append(Sight(thing, act, scope_words(scope), ROLE_TITLES[role]))
    return tuple(found)


def _classes(session: JournalSession, actor: Actor) -> tuple[str, ...]:
    query = select(ClassGroupRow).where(ClassGroupRow.id.in_(actor.classes))
    groups = sorted(session.scalars(query), key=lambda group: (group.grade, group.letter))
    return tuple(f"{group.grade}{group.letter}" for group in groups)


def _pages(session: JournalSession, actor: Actor) -> tuple[str, ...]:
    """«Алгебра 7А» of the pages taught today."""
    today = session.context.today
    held = [page for page, spans in actor.pages.items() if any(span.holds(today) for span in spans)]
    query = (
        select(SubjectRow.title, ClassGroupRow.grade, ClassGroupRow.letter)
        .select_from(PageRow)
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
        .where(PageRow.id.in_(held))
    )
    found = session.execute(query).all()
    taught = sorted((grade or 0, letter or "", title) for title, grade, letter in found)
    return tuple(
        dict.fromkeys(f"{title} {grade or ''}{letter}".strip() for grade, letter, title in taught)
    )
