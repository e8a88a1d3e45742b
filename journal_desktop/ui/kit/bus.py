"""The one signal of a window: kinds of rows that changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Others:
    """The source of what was changed elsewhere, by other people or in another window.

    `pages` are journal pages, 0 stands for what lies on none; `authors` are names by staff id.
    """

    pages: frozenset[int]
    authors: Mapping[int, str]


class Bus(QObject):
    """Tells every tab what changed; hidden tabs go stale, visible tabs refresh."""

    changed = Signal(object, object)
    """(kinds: frozenset[str], source: object): the tab that shows it already, Others, or None."""
