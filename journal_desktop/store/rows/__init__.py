"""Row classes by area; they never leave the data side. Importing this package maps them all."""

from __future__ import annotations

from journal_desktop.store.rows import (
    classes,
    closing,
    health,
    inspection,
    lessons,
    marks,
    ops,
    plans,
    prints,
    pupils,
    school,
    staff,
)
from journal_desktop.store.rows.base import Base

__all__ = [
    "Base",
    "classes",
    "closing",
    "health",
    "inspection",
    "lessons",
    "marks",
    "ops",
    "plans",
    "prints",
    "pupils",
    "school",
    "staff",
]
