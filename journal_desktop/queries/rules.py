"""Settings of the Regulation in force on a day: each has its days of validity (R-3.2.5-21)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from journal_desktop.store.rows.school import RuleRow


def rule_in_force(name: str, day: date | ColumnElement[date]) -> Select[Any]:
    """The value of a setting on that day; no row when the school has not set it.

    A column instead of a day makes it a part of the query that has the column.
    """
    still = or_(RuleRow.ends.is_(None), RuleRow.ends >= day)
    found = select(RuleRow.value).where(RuleRow.name == name, RuleRow.begins <= day, still)
    return found.order_by(RuleRow.begins.desc()).limit(1)


def whole_number(value: object, usual: int) -> int:
    """A setting that counts something; `usual` when it is not set or is no number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else usual
