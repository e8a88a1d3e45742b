"""Prints classes of a demonstration school, also in a process of its own.

As a command: `python -m bench.printers URL LOGIN FOLDER CLASS_ID…` prints drafts and tells the most
memory it has held, in KiB.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.conftest import Sitting, enter
from bench.machine import memory_kib
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_class import print_class

DRAFT = Paper(landscape=False, duplex=True, draft=True)


def silent(_done: int, _total: int, _what: str) -> None:
    """Progress that nobody looks at."""


def print_drafts(sitting: Sitting, class_ids: Sequence[int], folder: Path) -> int:
    """Print drafts of classes one after another; the number of pages."""
    return sum(
        print_class(sitting.journal, class_id, folder, DRAFT, silent).pages
        for class_id in class_ids
    )


class Hand:
    """One process of several: comes in once, then prints what it is told."""

    sitting: Sitting

    @classmethod
    def come_in(cls, url: str, login: str) -> None:
        """Open the school, before the clock runs."""
        cls.sitting = enter(url, login)

    @classmethod
    def work(cls, class_ids: Sequence[int], folder: Path) -> int:
        """Print drafts; the number of pages."""
        return print_drafts(cls.sitting, class_ids, folder)


def main() -> None:
    """Print what the command names."""
    url, login, folder, *classes = sys.argv[1:]
    sitting = enter(url, login)
    pages = print_drafts(sitting, [int(class_id) for class_id in classes], Path(folder))
    sys.stdout.write(f"{pages} {memory_kib()}\n")


if __name__ == "__main__":
    main()
