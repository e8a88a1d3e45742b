"""Ledgers of several classes, one after another; a class that is not ready does not stop the rest.

Source: R-4.4-01. A ledger is a few pages, so one process is enough; values are those of the batch
of journals, and what is looked at in the end is the same report.
"""

from __future__ import annotations

from collections.abc import Mapping

from journal_desktop.domain.errors import Invalid, JournalError
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.meter import Meter
from journal_desktop.printing.batch.order import (
    BatchOrder,
    BatchReport,
    ClassResult,
    IsCancelled,
    Outcome,
    Tell,
)
from journal_desktop.printing.ledger.gathered import PAPERS
from journal_desktop.printing.ledger.printed import LedgerOrder, Step, print_ledger
from journal_desktop.printing.ledger.tables import Variant
from journal_desktop.queries.ledgers import LedgerClasses
from journal_desktop.queries.pages import SchoolYears


class _Stopped(Exception):
    """The person stopped it between two steps of a class."""


def run_ledgers(
    journal: Journal, order: BatchOrder, letter: str, progress: Tell, cancelled: IsCancelled
) -> BatchReport:
    """Print the ledgers of the order's classes in the form of that letter.

    Raises:
        Invalid: there is no such year.
        Refused: the person may see no ledger at all.
    """
    titles = {year.id: year.title for year in journal.ask(SchoolYears())}
    if order.year_id not in titles:
        raise Invalid("Такого учебного года в базе нет. Обновите окно.")
    names = {one.class_id: one.name for one in journal.ask(LedgerClasses(order.year_id))}
    begun, variant = journal.now(), Variant(letter)
    meter = Meter(len(order.class_ids), 0, progress)
    results: list[ClassResult] = []
    for number, class_id in enumerate(order.class_ids):
        if cancelled():
            break

        def step(done: int, total: int, what: str, at: int = number) -> None:
            meter.step(at, done / total if total else 0.0, what)
            if cancelled():
                raise _Stopped

        try:
            result = _print(journal, order, (class_id, names), variant, step)
        except _Stopped:
            break
        results.append(result)
        meter.end(number, failed=result.outcome is Outcome.FAILED)
    left = order.class_ids[len(results) :]
    results += [ClassResult(one, names.get(one, ""), Outcome.NOT_REACHED) for one in left]
    return BatchReport(
        year=titles[order.year_id],
        results=tuple(results),
        readiness=(),
        folder=order.folder,
        begun=begun,
        ended=journal.now(),
        cancelled=bool(left),
        draft=order.paper.draft,
        processes=1,
    )


def _print(
    journal: Journal,
    order: BatchOrder,
    known: tuple[int, Mapping[int, str]],
    variant: Variant,
    step: Step,
) -> ClassResult:
    class_id, names = known
    name = names.get(class_id, "")
    basis = order.issue.basis
    wanted = LedgerOrder(variant, order.paper.draft, order.purpose, basis=basis)
    try:
        made = print_ledger(journal, class_id, order.folder, wanted, step)
    except JournalError as error:
        return ClassResult(class_id, name, Outcome.FAILED, text=str(error))
    written = made.written
    sheets = PAPERS[variant].sheet(written.pages)
    said = " ".join(made.warnings)
    return ClassResult(class_id, name, Outcome.PRINTED, written.path, written.pages, sheets, said)
