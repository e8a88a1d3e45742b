"""How the window runs a job aside."""

from __future__ import annotations

from typing import Protocol

from journal_desktop.ui.kit.tasks import Job, Task


class Run(Protocol):
    """Runs a job aside, with its title in the strip."""

    def __call__(self, job: Job, title: str = "") -> Task:
        """Start it."""
