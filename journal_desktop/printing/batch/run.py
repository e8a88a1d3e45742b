"""Carry a batch out: share the classes, register each file, put it in its place, tell the rest.

Processes only read the database and write hidden files. This one registers and names them one
after another: SQLite has one writer, the audit one chain, and a process that dies between two
writes would leave a line without a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Invalid, JournalError, Refused
from journal_desktop.domain.prints import PrintAs
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.crew import Crew, Event, NoProcesses
from journal_desktop.printing.batch.meter import Meter
from journal_desktop.printing.batch.order import (
    BatchOrder,
    BatchReport,
    ClassResult,
    IsCancelled,
    Outcome,
    Tell,
    never,
    silent,
)
from journal_desktop.printing.batch.plan import Plan, plan
from journal_desktop.printing.batch.shelf import Shelf
from journal_desktop.printing.batch.work import Ending, Failure, Same, Task, attempt
from journal_desktop.printing.batch.worker import Stepped
from journal_desktop.printing.job import Job
from journal_desktop.printing.printed_class import Made, register
from journal_desktop.queries.pages import SchoolYears, YearItem
from journal_desktop.queries.readiness import ReadinessOfYear


def run_batch(
    journal: Journal,
    order: BatchOrder,
    progress: Tell = silent,
    cancelled: IsCancelled = never,
) -> BatchReport:
    """Print what is ordered; a class that cannot be printed does not stop the others.

    Once `cancelled` says so, or `progress` raises, no half file and no process is left; finished
    classes stay finished.

    Raises:
        Refused: the person may not print this at all.
        Invalid: there is no such year, or it is not closed.
        BadFile: the folder takes no files.
    """
    year = _year(journal, order)
    _refuse(journal, order, year)
    readiness = {one.class_id: one for one in journal.ask(ReadinessOfYear(order.year_id))}
    begun = journal.now()
    with Shelf(order.folder) as shelf:
        planned = plan(journal, order, shelf.place, readiness)
        batch = _Batch(journal, order, shelf, planned, (progress, cancelled))
        found = batch.run()
    ids = tuple(dict.fromkeys(order.class_ids))
    return BatchReport(
        year=year.title,
        results=tuple(found.get(one) or _not_reached(planned, one) for one in ids),
        readiness=tuple(readiness[one] for one in ids if one in readiness),
        folder=order.folder,
        begun=begun,
        ended=journal.now(),
        cancelled=len(found) < len(ids),
        draft=order.paper.draft,
        processes=max(1, batch.processes),
    )


def _not_reached(planned: Plan, class_id: int) -> ClassResult:
    return ClassResult(class_id, planned.names.get(class_id, ""), Outcome.NOT_REACHED)


def _year(journal: Journal, order: BatchOrder) -> YearItem:
    for year in journal.ask(SchoolYears()):
        if year.id == order.year_id:
            return year
    raise Invalid("Такого учебного года в базе нет. Обновите окно.")


def _refuse(journal: Journal, order: BatchOrder, year: YearItem) -> None:
    """What would be refused for every class is refused once, before any work."""
    if not journal.may(Right.DRAFTS_PRINT):
        raise Refused(
            "Журналы печатает ответственный за ЭЖ (п. 4.3), черновик — ещё классный "
            "руководитель своего класса."
        )
    if order.paper.draft:
        return
    if not journal.may(Right.BOOKS_PRINT):
        raise Refused("Официальный журнал печатает ответственный за ЭЖ (п. 4.3): у вас черновик.")
    if not year.is_closed and order.issue.what is not PrintAs.EXTRACT:
        raise Refused("Учебный год ещё не закрыт: журнал печатается только как черновик (п. 4.3).")


class _Stop(BaseException):
    """The work ends here; not an Exception, so that no class takes it for its own failure."""


class _Batch:
    """One batch under way."""

    def __init__(
        self,
        journal: Journal,
        order: BatchOrder,
        shelf: Shelf,
        planned: Plan,
        watch: tuple[Tell, IsCancelled],
    ) -> None:
        self.processes = 0
        self._journal, self._order, self._shelf, self._plan = journal, order, shelf, planned
        self._results = dict(planned.settled)
        tell, self._cancelled = watch
        settled = len(self._results)
        self._meter = Meter(settled + len(planned.jobs), settled, tell)

    def run(self) -> dict[int, ClassResult]:
        """Do all jobs, by processes where that is asked for and possible; results by class."""
        self._meter.tell("")
        now = self._journal.now()
        tasks = [Task(number, job, now) for number, job in enumerate(self._plan.jobs)]
        size = min(self._order.jobs, len(tasks))
        try:
            if size > 1:
                self._together(tasks, size)
            else:
                self._alone(tasks)
        except _Stop as stop:
            if stop.__cause__ is not None:
                raise stop.__cause__ from None
        return self._results

    def _together(self, tasks: Sequence[Task], size: int) -> None:
        with Crew(self._journal.hand_over(), size) as crew:
            try:
                for event in crew.work(tasks):
                    self.processes = crew.most
                    self._hear(event)
            except NoProcesses:
                self._alone(crew.rest())

    def _alone(self, tasks: Iterable[Task]) -> None:
        for task in tasks:
            ending = attempt(self._journal, task, partial(self._step, task))
            self._hear(Event(task, ending=ending))

    def _step(self, task: Task, done: int, total: int, what: str) -> None:
        try:
            self._hear(Event(task, step=Stepped(done / total if total else 0.0, what)))
        except Exception as error:
            raise _Stop from error

    def _hear(self, event: Event) -> None:
        """Take note of what happened, tell it, and stop when that is asked for."""
        task = event.task
        if task is not None and event.step is not None:
            self._meter.step(task.number, event.step.share, event.step.what)
        elif task is not None and event.ending is not None:
            result = self._settle(task, event.ending)
            self._results[task.job.class_id] = result
            self._meter.end(task.number, failed=result.outcome is Outcome.FAILED)
        else:
            self._meter.tick()
        if self._cancelled():
            raise _Stop

    def _settle(self, task: Task, ending: Ending) -> ClassResult:
        class_id = task.job.class_id
        name = self._plan.names[class_id]
        match ending:
            case Same():
                return ClassResult(class_id, name, Outcome.UNCHANGED)
            case Failure():
                return ClassResult(
                    class_id, name, Outcome.FAILED, text=ending.text, trace=ending.trace
                )
            case Made():
                return self._accept(task.job, name, ending)

    def _accept(self, job: Job, name: str, made: Made) -> ClassResult:
        """Put the file in its place and register it, or neither."""
        written = made.written
        try:
            path = self._shelf.put(
                written.path, lambda: register(self._journal, job, made, self._order.purpose)
            )
        except JournalError as error:
            return ClassResult(job.class_id, name, Outcome.FAILED, text=str(error))
        return ClassResult(job.class_id, name, Outcome.PRINTED, path, written.pages, made.sheets)
