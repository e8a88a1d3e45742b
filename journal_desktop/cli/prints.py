"""`print journal|extract|register|readiness`: the batch of the window, from a terminal."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any, Final

from journal_desktop.cli.bar import Bar
from journal_desktop.cli.choosing import chosen, chosen_year, made_folder
from journal_desktop.cli.entry import entered
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.prints import KIND_TITLES, STATE_TITLES, Basis, PrintAs
from journal_desktop.domain.readiness import ClassReadiness
from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.order import (
    BatchOrder,
    BatchProgress,
    BatchReport,
    Outcome,
)
from journal_desktop.printing.batch.report import summary, write_report
from journal_desktop.printing.batch.run import run_batch
from journal_desktop.printing.job import ORIGINAL, Issue, Job, Range
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_extract import print_extract as make_extract
from journal_desktop.printing.register_list import write_register
from journal_desktop.queries.books import PrintableClasses
from journal_desktop.queries.pages import PagesOf, YearItem
from journal_desktop.queries.prints import PrintLine, PrintRegister
from journal_desktop.queries.readiness import ReadinessOfYear

_PARTS: Final = 1000
_STOPPED: Final = 130


def print_journals(arguments: argparse.Namespace) -> int:
    """Print the journals of one class or of all; one bad class does not stop the others."""
    with entered(arguments) as journal:
        year = chosen_year(journal, arguments.year)
        name = "" if arguments.all else arguments.class_name
        classes = chosen(journal.ask(PrintableClasses(year.id)), year, name)
        made_folder(arguments.out)
        order = BatchOrder(
            year_id=year.id,
            class_ids=tuple(group.class_id for group in classes),
            folder=arguments.out,
            paper=_paper(arguments, year),
            purpose=arguments.purpose,
            jobs=arguments.jobs,
            resume=arguments.resume,
            issue=_issue(arguments),
        )
        report = _run(journal, order)
        _tell(report)
        if arguments.all:
            print(summary(report))
            print(write_report(journal, report, lambda *_: None))
    if report.cancelled:
        sys.stderr.write("Прервано. Продолжить — та же команда с --resume.\n")
        return _STOPPED
    return 0 if report.is_whole else 4


def print_extract(arguments: argparse.Namespace) -> int:
    """Print a part of a class's journal by an order, with «Выписка верна»."""
    with entered(arguments) as journal:
        year = chosen_year(journal, arguments.year)
        (group,) = chosen(journal.ask(PrintableClasses(year.id)), year, arguments.class_name)
        made_folder(arguments.out)
        begins, ends = arguments.begins or year.begins, arguments.ends or year.ends
        pages = _pages(journal, year, group.class_id, arguments.subject)
        issue = Issue(PrintAs.EXTRACT, _asked(arguments), Range(pages, begins, ends))
        paper = replace(_paper(arguments, year), draft=arguments.draft)
        job = Job(group.class_id, arguments.out, paper, issue=issue)
        bar = Bar()
        try:
            written = make_extract(journal, job, arguments.purpose, bar.step)
        finally:
            bar.end()
    print(f"{written.path}  страниц: {written.pages}")
    return 0


def _pages(journal: Journal, year: YearItem, class_id: int, subject: str | None) -> tuple[int, ...]:
    """The pages of a class that the extract holds."""
    own = [page for page in journal.ask(PagesOf(year.id)) if page.class_id == class_id]
    wanted = " ".join((subject or "").split()).casefold()
    found = tuple(page.page_id for page in own if wanted in ("", page.subject.casefold()))
    if not found:
        names = ", ".join(dict.fromkeys(page.subject for page in own)) or "нет"
        raise Invalid(f"Предмета «{subject}» у класса нет. Есть: {names}.")
    return found


def print_register(arguments: argparse.Namespace) -> int:
    """Show or write «Журнал выдачи распечаток» of a year."""
    with entered(arguments) as journal:
        year = chosen_year(journal, arguments.year)
        lines = journal.ask(PrintRegister(year.id, drafts=arguments.drafts))
        if arguments.out is not None:
            print(write_register(journal, year.title, lines, arguments.out, lambda *_: None))
            return 0
        for line in lines:
            print(_line(line, journal))
        if not lines:
            print(f"В {year.title} учебном году распечаток нет.")
    return 0


def print_readiness(arguments: argparse.Namespace) -> int:
    """Tell what journals lack before the official print, by class and teacher."""
    with entered(arguments) as journal:
        year = chosen_year(journal, arguments.year)
        found = journal.ask(ReadinessOfYear(year.id))
        if arguments.class_name:
            (wanted,) = chosen(journal.ask(PrintableClasses(year.id)), year, arguments.class_name)
            found = tuple(one for one in found if one.class_id == wanted.class_id)
        for ready in found:
            _tell_readiness(ready)
        count = sum(ready.is_ready for ready in found)
        print(f"Готовы к официальной печати: {count} из {len(found)}.")
    return 0


def _tell_readiness(ready: ClassReadiness) -> None:
    print(f"{ready.name}: {'можно печатать' if ready.is_ready else 'не готов'}")
    for teacher, gaps in ready.by_teacher():
        print(f"  {teacher}")
        for gap in gaps:
            print(f"    {gap.text}")


def _paper(arguments: argparse.Namespace, year: YearItem) -> Paper:
    return Paper(
        landscape=arguments.landscape,
        duplex=not arguments.single_sided,
        draft=arguments.draft or not year.is_closed,
    )


def _issue(arguments: argparse.Namespace) -> Issue:
    if not arguments.copy:
        return ORIGINAL
    if arguments.basis is None:
        raise Refused("Копия печатается по распоряжению: добавьте --basis «№ … от …» (п. 4.6).")
    return Issue(PrintAs.COPY, _asked(arguments))


def _asked(arguments: argparse.Namespace) -> Basis:
    basis: Basis = arguments.basis
    return replace(basis, requester=arguments.requester)


def _run(journal: Journal, order: BatchOrder) -> BatchReport:
    bar = Bar()
    try:
        with _interrupted() as stop:
            return run_batch(journal, order, lambda now: _show(bar, now), stop.is_set)
    finally:
        bar.end()


def _show(bar: Bar, now: BatchProgress) -> None:
    counted = f"{now.done} из {now.total}" if now.total > 1 else ""
    left = "" if now.remaining is None else f"ещё {_time(now.remaining)}"
    what = " · ".join(part for part in (counted, left, now.what) if part)
    bar.step(round(now.share * _PARTS), _PARTS, what)


def _time(left: timedelta) -> str:
    seconds = round(left.total_seconds())
    return f"{seconds} с" if seconds < 100 else f"{round(seconds / 60)} мин"  # noqa: PLR2004


@contextmanager
def _interrupted() -> Iterator[Event]:
    """Ctrl+C and a polite end inside set the event: what is finished stays, and is told."""
    stop = Event()

    def note(_signal: int, _frame: Any) -> None:
        stop.set()

    before = {kind: signal.signal(kind, note) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for kind, action in before.items():
            signal.signal(kind, action)


def _tell(report: BatchReport) -> None:
    for result in report.results:
        if result.path is not None:
            print(f"{result.path}  страниц: {result.pages}")
        elif result.outcome in (Outcome.FAILED, Outcome.NOT_READY):
            sys.stderr.write(f"{result.name}: {result.text}\n{result.trace}")


def _line(line: PrintLine, journal: Journal) -> str:
    day = short_date(line.at.astimezone(journal.zone).date(), year=True)
    parts = (
        f"№ {line.id}",
        day,
        line.title,
        KIND_TITLES.get(line.kind, line.kind),
        f"листов {line.sheets}",
        STATE_TITLES[line.state],
        line.basis,
        line.requester,
    )
    return " · ".join(part for part in parts if part)
