"""One print as it is asked for: which class, on what paper, as what and by whose order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journal_desktop.domain.prints import Basis, PrintAs
from journal_desktop.printing.options import USUAL, BookOptions
from journal_desktop.printing.page import Paper


@dataclass(frozen=True, slots=True)
class Range:
    """What of a class's journal an extract holds: pages and days, both ends included."""

    page_ids: tuple[int, ...]
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Issue:
    """As what a book is printed; `extract` is there for an extract only (R-4.6-01)."""

    what: PrintAs = PrintAs.ORIGINAL
    basis: Basis | None = None
    extract: Range | None = None


ORIGINAL = Issue()


@dataclass(frozen=True, slots=True)
class Job:
    """One class into one folder. `paper.draft` decides whether it is a draft.

    `known` is the hash of the data of an earlier print that is still there: when nothing has
    changed since, there is nothing to do. "" prints in any case.
    """

    class_id: int
    folder: Path
    paper: Paper
    options: BookOptions = USUAL
    issue: Issue = ORIGINAL
    known: str = ""
