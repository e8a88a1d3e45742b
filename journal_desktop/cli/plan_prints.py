"""`print ktp`: plans of classes with their days, or their correction sheets (domain 7.1, 7.5)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from journal_desktop.cli.bar import Bar
from journal_desktop.cli.choosing import chosen_year, made_folder, plain_class
from journal_desktop.cli.entry import entered
from journal_desktop.domain.errors import Invalid, JournalError
from journal_desktop.domain.file_names import file_name
from journal_desktop.journal import Journal
from journal_desktop.printing.pdfa import Written
from journal_desktop.printing.printed_plan import print_corrections, print_plan
from journal_desktop.queries.pages import PageItem, PagesOf, YearItem
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanItem, PlanLibrary, PlanUse


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One paper: a plan by the days of the page that follows it, or of nobody."""

    plan: PlanItem
    use: PlanUse | None

    @property
    def name(self) -> str:
        """«Алгебра 7А (1 группа)», the plan's own name where no page follows it."""
        return f"{self.plan.subject} {self.use.title}" if self.use else self.plan.title


def print_ktp(arguments: argparse.Namespace) -> int:
    """Print what is asked; one plan that cannot be printed does not stop the others.

    Raises:
        Invalid: no plan of the year fits what was asked.
    """
    with entered(arguments) as journal:
        year = chosen_year(journal, arguments.year)
        sheets = _asked(journal, year, arguments)
        made_folder(arguments.out)
        printed = [_printed(journal, sheet, arguments) for sheet in sheets]
    return 0 if all(printed) else 4


def _asked(journal: Journal, year: YearItem, arguments: argparse.Namespace) -> tuple[_Sheet, ...]:
    pages = {page.page_id: page for page in journal.ask(PagesOf(year.id))}
    plans = journal.ask(PlanLibrary(year.id))
    wanted = "" if arguments.all else plain_class(arguments.class_name)
    own = tuple(_sheets(plans, pages, wanted))
    subject = " ".join((arguments.subject or "").split()).casefold()
    found = tuple(sheet for sheet in own if subject in ("", sheet.plan.subject.casefold()))
    if not found:
        have = ", ".join(dict.fromkeys(sheet.plan.subject for sheet in own))
        raise Invalid(f"КТП по этому запросу нет. Есть: {have or 'ни одного'}.")
    if arguments.corrections:
        found = tuple(sheet for sheet in found if _is_corrected(journal, sheet))
    if not found:
        raise Invalid("Эти КТП не корректировались: листов корректировки нет (п. 3.2.5).")
    return found


def _sheets(plans: Sequence[PlanItem], pages: dict[int, PageItem], wanted: str) -> Iterator[_Sheet]:
    for plan in plans:
        if not plan.uses and not wanted:
            yield _Sheet(plan, None)
        for use in plan.uses:
            page = pages.get(use.page_id)
            if not wanted or (page is not None and plain_class(page.class_name) == wanted):
                yield _Sheet(plan, use)


def _is_corrected(journal: Journal, sheet: _Sheet) -> bool:
    return sheet.use is not None and bool(journal.ask(DatedPlanOf(sheet.use.id)).corrections)


def _printed(journal: Journal, sheet: _Sheet, arguments: argparse.Namespace) -> bool:
    bar = Bar()
    try:
        written = _print(journal, sheet, arguments, bar)
    except JournalError as error:
        sys.stderr.write(f"{sheet.name}: {error}\n")
        return False
    finally:
        bar.end()
    print(f"{written.path}  страниц: {written.pages}")
    return True


def _print(journal: Journal, sheet: _Sheet, arguments: argparse.Namespace, bar: Bar) -> Written:
    folder: Path = arguments.out
    name = file_name(sheet.name)
    if arguments.corrections and sheet.use is not None:
        path = folder / f"Лист корректировки {name}.pdf"
        return print_corrections(journal, sheet.use.id, path, bar.step, purpose=arguments.purpose)
    return print_plan(
        journal,
        sheet.plan.id,
        folder / f"КТП {name}.pdf",
        bar.step,
        use_id=sheet.use.id if sheet.use else None,
        purpose=arguments.purpose,
    )
