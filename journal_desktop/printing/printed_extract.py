"""Print an extract: write it aside, register it, put it in its place (R-4.6-01)."""

from __future__ import annotations

from dataclasses import replace

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Refused
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.shelf import Shelf
from journal_desktop.printing.draw import Step
from journal_desktop.printing.job import Job
from journal_desktop.printing.pdfa import Written
from journal_desktop.printing.printed_class import make_class, register


def print_extract(journal: Journal, job: Job, purpose: str, progress: Step) -> Written:
    """Write «Выписка 7А 2026-2027 Алгебра 01.09.2026–30.12.2026.pdf»; `job.issue` says of what.

    Raises:
        Refused: no right, or no order for what is no draft.
        Invalid: the extract is empty.
        BadFile: the folder or the disk does not take the file.
    """
    if not job.paper.draft and job.issue.basis is None:
        raise Refused("Выписка печатается по распоряжению: укажите его № и дату (п. 4.6).")
    if not journal.may(Right.DRAFTS_PRINT):
        raise Refused("Выписку печатает ответственный за ЭЖ (п. 4.6).")
    with Shelf(job.folder) as shelf:
        made = make_class(journal, replace(job, folder=shelf.place), progress)
        path = shelf.put(made.written.path, lambda: register(journal, job, made, purpose))
    return replace(made.written, path=path)
