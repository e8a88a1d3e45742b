"""From when on a habit in the journal of actions asks for a second look.

Source: R-5.4-01, domain 5.9 (O-13, O-14). Every number is a setting of the school: the rule
«audit» holds those that differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

RULE: Final = "audit"
HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Limits:
    """Hours are of the school's day; `night_to` is the first hour that is no night."""

    night_from: int = 22
    night_to: int = 6
    raised_marks: int = 5
    raised_minutes: int = 15
    deadline_changes: int = 10
    deadline_hours: int = 48
    known_days: int = 60
    known_actions: int = 20
    undos_a_day: int = 10
    removed_two_minutes: int = 15
    refused_logins: int = 3
    login_minutes: int = 15
    clock_minutes: int = 10

    def is_night(self, hour: int) -> bool:
        """Whether the hour of the school's day is one of the night."""
        if self.night_from <= self.night_to:
            return self.night_from <= hour < self.night_to
        return hour >= self.night_from or hour < self.night_to


USUAL: Final = Limits()


def limits_from(said: object) -> Limits:
    """The usual limits with those the school has set; what makes no sense is left out."""
    if not isinstance(said, Mapping):
        return USUAL
    known = {field.name for field in fields(Limits)}
    return Limits(**{name: value for name, value in said.items() if _fits(known, name, value)})


def _fits(known: set[str], name: Any, value: Any) -> bool:
    if name not in known or not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return False
    return value <= HOURS if name.startswith("night") else value > 0
