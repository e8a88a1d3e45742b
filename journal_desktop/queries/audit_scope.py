"""Whose actions a person may read: the whole school's, those on the own class's pages, the own.

Source: domain 9.2 («Журнал действий»), R-5.3-01: nobody but a medical worker reads actions on
health sheets, and a medical worker reads the own ones only.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_, select

from journal_desktop.access.policy import Actor, Right, may
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.health import HEALTH_TABLES, AdviceReadRow
from journal_desktop.store.rows.ops import HEALTH_CHAIN, ChangeRow, OpRow

_SCHOOL: Final = "school"
"""A target that is no class and no person: only «anywhere» holds over it."""
PAGE: Final[ColumnElement[int]] = OpRow.chain + 0
"""The chain as no index knows it: a list goes through ops by number, newest first."""
_OWN_SECRETS: Final = HEALTH_TABLES - {AdviceReadRow.__tablename__}
"""«Ознакомлен» is the own action of every teacher."""


def whole_school(actor: Actor) -> bool:
    """Whether the person reads everybody's actions."""
    return may(actor, Right.AUDIT_READ, _SCHOOL)


def seen_by(actor: Actor, *, mine: bool = False) -> ColumnElement[bool]:
    """The condition on an op that the person may read it; with `mine`, that it is their own."""
    own = OpRow.staff_id == actor.staff_id
    if not may(actor, Right.HEALTH_WRITE):
        own = and_(own, without(_OWN_SECRETS))
    if mine:
        return own
    others = and_(OpRow.chain != HEALTH_CHAIN, without(HEALTH_TABLES))
    if whole_school(actor):
        return or_(own, others)
    if actor.classes and may(actor, Right.AUDIT_READ):
        pages = select(PageRow.id).where(PageRow.class_id.in_(actor.classes))
        return or_(own, and_(PAGE.in_(pages), others))
    return own


def without(tables: frozenset[str]) -> ColumnElement[bool]:
    """The condition that an op touched no row of these tables."""
    touched = exists().where(ChangeRow.op_id == OpRow.id, ChangeRow.entity.in_(tables))
    return ~touched
