"""What to print and who prints it, as values the window hands over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from journal_desktop.ui.kit.tasks import Job


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What to print, where to and what for: one class, or one file a class for all offered."""

    class_ids: tuple[int, ...]
    folder: Path
    is_draft: bool
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """A class whose journal the person may print."""

    class_id: int
    name: str


class PrintDesk(Protocol):
    """How journals are printed; given by the composition root."""

    def classes(self) -> tuple[ClassChoice, ...]:
        """Classes to choose from; called off the GUI thread."""

    def may_be_final(self) -> bool:
        """Whether the person may print the official book; others print drafts."""

    def job(self, order: PrintOrder) -> Job:
        """The job that writes the files; it returns their paths, a tuple of Path."""
