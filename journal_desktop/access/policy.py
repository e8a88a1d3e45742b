"""Who may do what: the only place that knows.

Source: domain reference 9.2 (access matrix) and 9.3; R-1.9-01, R-3.1.2-02: default deny.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, Final


class Role(Enum):
    """What a person is at school (domain 0.2); a substitute is a teacher of given lessons."""

    DIR = "DIR"
    DEP = "DEP"
    ADM = "ADM"
    CT = "CT"
    ST = "ST"
    MED = "MED"
    ARC = "ARC"
    SEC = "SEC"


ROLE_TITLES: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.DIR: "директор",
        Role.DEP: "заместитель директора",
        Role.ADM: "ответственный за ЭЖ",
        Role.CT: "классный руководитель",
        Role.ST: "учитель",
        Role.MED: "медицинский работник",
        Role.ARC: "архивариус",
        Role.SEC: "секретарь",
    }
)


class Right(Enum):
    """What may be allowed or refused."""

    SCHOOL_READ = auto()
    """Years, classes, pages, calendar, bells."""
    SETUP_WRITE = auto()
    """Calendar, timetable, study plan, classes."""
    PUPILS_WRITE = auto()
    STAFF_WRITE = auto()
    JOURNAL_READ = auto()
    """Marks, absences, topics and homework of a page."""
    MARKS_WRITE = auto()
    LESSON_WRITE = auto()
    PERIOD_MARKS_WRITE = auto()
    FINALS_REOPEN = auto()
    """Final marks of a page again after their deadline (domain 9.3)."""
    ORDERS_WRITE = auto()
    """Orders of non-attestation and the final marks that rest on them."""
    BOOKS_PRINT = auto()
    DRAFTS_PRINT = auto()
    AUDIT_READ = auto()
    OWN_ACCOUNT = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a duty, both ends included; `ends` None means still."""

    begins: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person at the keyboard and the facts that decide their scope."""

    staff_id: int
    login: str
    name: str
    """«Иванова М. П.»"""
    roles: frozenset[Role]
    pages: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    """Journal pages the person teaches, with the days of the assignment."""
    classes: frozenset[int] = frozenset()
    """Classes of which the person is class teacher now."""
    substitutions: frozenset[int] = frozenset()
    """Lessons the person gives in another's place."""


@dataclass(frozen=True, slots=True)
class PageTarget:
    """What a right is asked for: a page, and a lesson of it on a day when one is meant.

    `today` is the day on which it is asked: a substitute writes until the end of the next day.
    """

    page_id: int
    class_id: int | None = None
    lesson_id: int | None = None
    day: date | None = None
    today: date | None = None


Scope = Callable[[Actor, Any], bool]
_SUBSTITUTE_WRITES: Final = timedelta(days=1)


def anywhere(_actor: Actor, _target: Any) -> bool:
    """Scope: the whole school."""
    return True


def own_lesson(actor: Actor, target: Any) -> bool:
    """Scope: lessons of own pages on the days of the assignment, and substituted lessons.

    A substituted lesson until the end of the next day; later its own teacher fills it (9.3).
    """
    if target is None:
        return bool(actor.pages or actor.substitutions)
    if target.lesson_id is not None and target.lesson_id in actor.substitutions:
        known = target.day is not None and target.today is not None
        return not known or target.today <= target.day + _SUBSTITUTE_WRITES
    spans = actor.pages.get(target.page_id, ())
    return bool(spans) if target.day is None else any(span.holds(target.day) for span in spans)


def own_page(actor: Actor, target: Any) -> bool:
    """Scope: pages the person teaches or taught, or substitutes on; None asks for any."""
    if target is None:
        return True
    return target.page_id in actor.pages or target.lesson_id in actor.substitutions


def own_class(actor: Actor, target: Any) -> bool:
    """Scope: classes of which the person is class teacher."""
    return bool(actor.classes) if target is None else target.class_id in actor.classes


POLICY: Final[Mapping[tuple[Role, Right], Scope]] = MappingProxyType(
    {
        **{(role, Right.OWN_ACCOUNT): anywhere for role in Role},
        **{(role, Right.SCHOOL_READ): anywhere for role in Role},
        (Role.ADM, Right.SETUP_WRITE): anywhere,
        (Role.ADM, Right.PUPILS_WRITE): anywhere,
        (Role.SEC, Right.PUPILS_WRITE): anywhere,
        (Role.ADM, Right.STAFF_WRITE): anywhere,
        (Role.DIR, Right.JOURNAL_READ): anywhere,
        (Role.DEP, Right.JOURNAL_READ): anywhere,
        (Role.ADM, Right.JOURNAL_READ): anywhere,
        (Role.CT, Right.JOURNAL_READ): own_class,
        (Role.ST, Right.JOURNAL_READ): own_page,
        (Role.ST, Right.MARKS_WRITE): own_lesson,
        (Role.ST, Right.LESSON_WRITE): own_lesson,
        (Role.ST, Right.PERIOD_MARKS_WRITE): own_lesson,
        (Role.DEP, Right.FINALS_REOPEN): anywhere,
        (Role.ADM, Right.ORDERS_WRITE): anywhere,
        (Role.SEC, Right.ORDERS_WRITE): anywhere,
        (Role.ADM, Right.BOOKS_PRINT): anywhere,
        (Role.ADM, Right.DRAFTS_PRINT): anywhere,
        (Role.CT, Right.DRAFTS_PRINT): own_class,
        (Role.DIR, Right.AUDIT_READ): anywhere,
        (Role.DEP, Right.AUDIT_READ): anywhere,
        (Role.ADM, Right.AUDIT_READ): anywhere,
    }
)


def granting_role(actor: Actor, right: Right, target: object) -> Role | None:
    """The role in which the actor may do this, for the audit (A21); None when refused."""
    for role in Role:
        scope = POLICY.get((role, right)) if role in actor.roles else None
        if scope is not None and scope(actor, target):
            return role
    return None


def may(actor: Actor, right: Right, target: object = None) -> bool:
    """Whether any role of the actor grants the right over the target.

    Without a target the question is whether the right is granted over anything at all, which is
    what a tab or a menu entry asks.
    """
    return granting_role(actor, right, target) is not None
