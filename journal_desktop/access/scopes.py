"""Over what a right holds: the facts of a person, and named predicates over them.

Source: domain 9.2 (R° and W°), 9.3. A scope asked without a target answers whether the right is
granted over anything at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from journal_desktop.access.rights import Role


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
    pe_pages: frozenset[int] = frozenset()
    """Pages of physical education among `pages`."""


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


@dataclass(frozen=True, slots=True)
class ClassTarget:
    """A class, or a pupil by the class where they are enrolled."""

    class_id: int


@dataclass(frozen=True, slots=True)
class StaffTarget:
    """What belongs to one person: an own plan, own actions, a remark addressed to them."""

    staff_id: int
    class_id: int | None = None


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
    if not isinstance(target, PageTarget):
        return False
    if target.lesson_id is not None and target.lesson_id in actor.substitutions:
        day, today = target.day, target.today
        return day is None or today is None or today <= day + _SUBSTITUTE_WRITES
    spans = actor.pages.get(target.page_id, ())
    return bool(spans) if target.day is None else any(span.holds(target.day) for span in spans)


def own_page(actor: Actor, target: Any) -> bool:
    """Scope: pages the person teaches or taught, or substitutes on; None asks for any."""
    if target is None:
        return True
    if not isinstance(target, PageTarget):
        return False
    return target.page_id in actor.pages or target.lesson_id in actor.substitutions


def own_pe_page(actor: Actor, target: Any) -> bool:
    """Scope: own pages of physical education."""
    if target is None:
        return bool(actor.pe_pages)
    return isinstance(target, PageTarget) and target.page_id in actor.pe_pages


def own_class(actor: Actor, target: Any) -> bool:
    """Scope: classes of which the person is class teacher."""
    if target is None:
        return bool(actor.classes)
    if not isinstance(target, PageTarget | ClassTarget | StaffTarget):
        return False
    return target.class_id in actor.classes


def own_work(actor: Actor, target: Any) -> bool:
    """Scope: what belongs to the person: an own lesson plan, a remark addressed to them."""
    if target is None:
        return True
    return isinstance(target, StaffTarget) and target.staff_id == actor.staff_id


def own_class_or_work(actor: Actor, target: Any) -> bool:
    """Scope: of the own class, or addressed to the person."""
    return own_class(actor, target) or own_work(actor, target)
