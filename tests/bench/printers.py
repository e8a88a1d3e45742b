"""Prints classes of a demonstration school, also in a process of its own.

As a command: `python -m bench.printers URL LOGIN FOLDER JOBS CLASS_ID…` prints drafts by the batch
of the school and tells the pages and the most memory one of its processes has held, in KiB.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.conftest import Sitting, enter
from bench.machine import children_kib, memory_kib
from journal_desktop.domain.prints import JOURNAL, Basis, PrintAs
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.printing.batch.order import BatchOrder, BatchReport
from journal_desktop.printing.batch.run import run_batch
from journal_desktop.printing.job import ORIGINAL, Issue, Job
from journal_desktop.printing.page import Paper
from journal_desktop.printing.pdfa import Written
from journal_desktop.printing.printed_class import make_class, print_class, register
from journal_desktop.queries.prints import PrintedBefore
from journal_desktop.queries.readiness import ReadinessOfClass

DRAFT = Paper(landscape=False, duplex=True, draft=True)


def silent(_done: int, _total: int, _what: str) -> None:
    """Progress that nobody looks at."""


def print_again(sitting: Sitting, class_id: int, folder: Path, paper: Paper) -> Written:
    """Print a class however often: an official book as the copy of its original."""
    journal = sitting.journal
    issue = ORIGINAL if paper.draft else Issue(PrintAs.COPY, Basis("1", sitting.clock().date()))
    job = Job(class_id, folder, paper, issue=issue)
    made = make_class(journal, job, silent)
    register(journal, job, made, "")
    return made.written


def print_first(sitting: Sitting, class_id: int, folder: Path, paper: Paper) -> Written:
    """The same for the first time: the original, unless there is one."""
    before = sitting.journal.ask(PrintedBefore(class_id, JOURNAL))
    if paper.draft or all(line.state is PrintState.DRAFT for line in before):
        return print_class(sitting.journal, class_id, folder, paper, silent)
    return print_again(sitting, class_id, folder, paper)


def print_school(sitting: Sitting, classes: Sequence[int], folder: Path, jobs: int) -> BatchReport:
    """Drafts of classes of one year by the batch."""
    year_id = sitting.journal.ask(ReadinessOfClass(classes[0])).year_id
    return run_batch(sitting.journal, BatchOrder(year_id, tuple(classes), folder, DRAFT, jobs=jobs))


def main() -> None:
    """Print what the command names."""
    url, login, folder, jobs, *classes = sys.argv[1:]
    sitting = enter(url, login)
    report = print_school(sitting, [int(one) for one in classes], Path(folder), int(jobs))
    assert report.is_whole
    sys.stdout.write(f"{report.pages} {max(memory_kib(), children_kib())}\n")


if __name__ == "__main__":
    main()
