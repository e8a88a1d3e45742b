"""Load a file into the journal: read, plan, tell, and carry out as one op, all or none.

Source: R-1.5-01, product.md (`import KIND FILE`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from journal_desktop.domain.errors import Invalid
from journal_desktop.exchange.asc_xml import read_timetable
from journal_desktop.exchange.calendar_plan import plan_calendar
from journal_desktop.exchange.import_plan import ImportPlan, ImportReport
from journal_desktop.exchange.ktp_file import read_ktp
from journal_desktop.exchange.ktp_plan import KtpAim, plan_ktp
from journal_desktop.exchange.problems import refuse_if_any
from journal_desktop.exchange.production_calendar import read_calendar
from journal_desktop.exchange.pupils_plan import plan_pupils
from journal_desktop.exchange.pupils_xlsx import read_pupils
from journal_desktop.exchange.timetable_plan import plan_timetable
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import SchoolYears, YearItem

NO_AIM: Final = KtpAim("", "")
Tell = Callable[[str], None]
NOTHING_NEW: Final = "Изменений нет: всё из файла уже есть в журнале."
DRY_RUN: Final = "Проверка без записи: ничего не изменено."
DONE: Final = "Загружено; действие можно отменить."


@dataclass(frozen=True, slots=True)
class ImportTask:
    """What is asked for: a file, a school year, from which day, and whether new names may come."""

    path: Path
    year: YearItem
    begins: date | None
    create_missing: bool
    cancel_lessons: bool
    aim: KtpAim


def run_import(  # noqa: PLR0913 - the arguments of the command line, one by one
    journal: Journal,
    kind: str,
    path: Path,
    *,
    year: int,
    begins: date | None = None,
    create_missing: bool = False,
    cancel_lessons: bool = False,
    aim: KtpAim = NO_AIM,
    dry_run: bool = False,
    tell: Tell = lambda _what: None,
) -> ImportReport:
    """Load one file of a kind of `KINDS`; `year` 2026 is the school year 2026/2027.

    Args:
        journal: of the person who loads it.
        kind: which reader the file needs.
        path: the file.
        year: the year in which the school year begins.
        begins: from which day; the first of the school year when None.
        create_missing: whether classes and other names the journal has not got are made.
        cancel_lessons: whether lessons with entries on new days off are cancelled.
        aim: for which class and subject a lesson plan is.
        dry_run: tell what would be done, and do nothing.
        tell: is told which step is under way.

    Raises:
        Problems: everything that is wrong with the file, place by place; nothing was written.
        JournalError: refused by a rule or by rights; nothing was written.
    """
    planner = KINDS.get(kind)
    if planner is None:
        raise Invalid(f"Загрузки вида «{kind}» нет, есть: {', '.join(KINDS)}.")
    task = ImportTask(path, _year(journal, year), begins, create_missing, cancel_lessons, aim)
    tell(f"{path.name}: чтение и сверка с журналом")
    plan = planner(journal, task)
    refuse_if_any(plan.problems)
    if dry_run:
        return ImportReport((*plan.lines, DRY_RUN), None)
    tell(f"{path.name}: запись")
    if not plan.commands:
        return ImportReport((*plan.lines, NOTHING_NEW), None)
    done = journal.do(*plan.commands)
    return ImportReport((*plan.lines, NOTHING_NEW if done.op_id is None else DONE), done.op_id)


def _timetable(journal: Journal, task: ImportTask) -> ImportPlan:
    file = read_timetable(task.path)
    with journal.snapshot() as ask:
        return plan_timetable(
            ask, file, task.year, begins=task.begins, create_missing=task.create_missing
        )


def _pupils(journal: Journal, task: ImportTask) -> ImportPlan:
    today = journal.now().astimezone(journal.zone).date()
    file = read_pupils(task.path, today=today)
    with journal.snapshot() as ask:
        return plan_pupils(
            ask, file, task.year, begins=task.begins, create_missing=task.create_missing
        )


def _calendar(journal: Journal, task: ImportTask) -> ImportPlan:
    file = read_calendar(task.path)
    with journal.snapshot() as ask:
        return plan_calendar(ask, file, task.year, cancel_lessons=task.cancel_lessons)


def _ktp(journal: Journal, task: ImportTask) -> ImportPlan:
    file = read_ktp(task.path)
    with journal.snapshot() as ask:
        return plan_ktp(ask, file, task.year, task.aim)


KINDS: Final[Mapping[str, Callable[[Journal, ImportTask], ImportPlan]]] = {
    "timetable": _timetable,
    "calendar": _calendar,
    "pupils": _pupils,
    "ktp": _ktp,
}
"""Kinds of files by their names on the command line."""


def _year(journal: Journal, first: int) -> YearItem:
    for item in journal.ask(SchoolYears()):
        if item.title.startswith(f"{first}/"):
            return item
    raise Invalid(
        f"Учебного года {first}/{first + 1} в журнале нет: заведите его на вкладке «Школа»."
    )
