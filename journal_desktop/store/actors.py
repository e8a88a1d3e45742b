"""Who logged in: roles in force and the facts that decide their scope."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Actor, Role, Span
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.health import is_physical_education
from journal_desktop.domain.russian import initials
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.store.rows.classes import AssignmentRow, ClassTeacherRow, PageRow
from journal_desktop.store.rows.lessons import SubstitutionRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow


def load_actor(session: Session, login: str, today: date) -> Actor:
    """The person behind a login, with everything in force on the day.

    Raises:
        Refused: no such account, blocked, dismissed, or without any role.
    """
    query = select(AccountRow, StaffRow).join(StaffRow, StaffRow.id == AccountRow.staff_id)
    found = session.execute(query.where(AccountRow.login == login)).one_or_none()
    if found is None or found[0].state is not AccountState.ACTIVE:
        raise Refused("Учётная запись закрыта. Обратитесь к ответственному за ЭЖ.")
    person = found[1]
    if person.dismissed is not None and person.dismissed < today:
        raise Refused("Сотрудник уволен: вход закрыт. Обратитесь к ответственному за ЭЖ.")
    roles = _roles(session, person.id, today)
    if not roles:
        raise Refused("У вас нет ни одной роли в журнале. Обратитесь к ответственному за ЭЖ.")
    return Actor(
        staff_id=person.id,
        login=login,
        name=initials(person.surname, person.name, person.patronymic),
        roles=roles,
        pages=_pages(session, person.id),
        classes=_classes(session, person.id, today),
        substitutions=_substitutions(session, person.id),
        pe_pages=_pe_pages(session, person.id),
    )


def _roles(session: Session, staff_id: int, today: date) -> frozenset[Role]:
    query = select(RoleGrantRow.role).where(
        RoleGrantRow.staff_id == staff_id,
        RoleGrantRow.begins <= today,
        or_(RoleGrantRow.ends.is_(None), RoleGrantRow.ends >= today),
    )
    return frozenset(session.scalars(query))


def _pages(session: Session, staff_id: int) -> dict[int, tuple[Span, ...]]:
    query = select(AssignmentRow.page_id, AssignmentRow.begins, AssignmentRow.ends)
    taught: dict[int, list[Span]] = defaultdict(list)
    for page_id, begins, ends in session.execute(query.where(AssignmentRow.staff_id == staff_id)):
        taught[page_id].append(Span(begins, ends))
    return {page: tuple(days) for page, days in taught.items()}


def _classes(session: Session, staff_id: int, today: date) -> frozenset[int]:
    query = select(ClassTeacherRow.class_id).where(
        ClassTeacherRow.staff_id == staff_id,
        or_(ClassTeacherRow.ends.is_(None), ClassTeacherRow.ends >= today),
    )
    return frozenset(session.scalars(query))


def _substitutions(session: Session, staff_id: int) -> frozenset[int]:
    query = select(SubstitutionRow.lesson_id).where(SubstitutionRow.staff_id == staff_id)
    return frozenset(session.scalars(query))


def _pe_pages(session: Session, staff_id: int) -> frozenset[int]:
    query = (
        select(AssignmentRow.page_id, SubjectRow.title)
        .join(PageRow, PageRow.id == AssignmentRow.page_id)
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .where(AssignmentRow.staff_id == staff_id)
    )
    found = session.execute(query)
    return frozenset(page for page, title in found if is_physical_education(title))
