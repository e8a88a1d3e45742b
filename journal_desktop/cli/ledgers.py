"""`print ledger|file|cover|inventory|certification`: what goes into the archive for 25 years."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import Final

from journal_desktop.cli.bar import Bar
from journal_desktop.cli.choosing import chosen
from journal_desktop.domain.errors import Invalid, JournalError
from journal_desktop.journal import Journal
from journal_desktop.printing.files.gathered import FileOrder
from journal_desktop.printing.files.printed import Part, print_file
from journal_desktop.printing.ledger.printed import LedgerOrder, print_ledger
from journal_desktop.printing.ledger.tables import Variant
from journal_desktop.queries.ledgers import LedgerClass, LedgerClasses
from journal_desktop.queries.pages import YearItem

LEDGER: Final = "ledger"


def print_archive(journal: Journal, year: YearItem, arguments: argparse.Namespace) -> int:
    """Print ledgers of classes or a file of the year; a bad class does not stop the others."""
    if arguments.kind != LEDGER:
        return _print_file(journal, year, arguments)
    name = "" if arguments.all else arguments.class_name
    classes = chosen(journal.ask(LedgerClasses(year.id)), year, name)
    if not arguments.all:
        _print_ledger(journal, classes[0], year, arguments)
        return 0
    failed = [group for group in classes if not _printed(journal, group, year, arguments)]
    return 4 if failed else 0


def _print_file(journal: Journal, year: YearItem, arguments: argparse.Namespace) -> int:
    if not arguments.all:
        raise Invalid("Дело формируется из ведомостей всех классов: укажите --all.")
    first, last = arguments.grades
    order = FileOrder(first, last, arguments.index, _is_draft(year, arguments), arguments.purpose)
    bar = Bar()
    try:
        found = print_file(journal, year.id, arguments.out, Part(arguments.kind), order, bar.step)
    finally:
        bar.end()
    for written in found.written:
        print(f"{written.path}  страниц: {written.pages}")
    _warn(found.warnings)
    return 0


def _print_ledger(
    journal: Journal, group: LedgerClass, year: YearItem, arguments: argparse.Namespace
) -> None:
    order = LedgerOrder(
        Variant(arguments.variant),
        _is_draft(year, arguments),
        arguments.purpose,
        arguments.xlsx,
        arguments.basis and replace(arguments.basis, requester=arguments.requester),
    )
    bar = Bar()
    try:
        found = print_ledger(journal, group.class_id, arguments.out, order, bar.step)
    finally:
        bar.end()
    print(f"{found.written.path}  страниц: {found.written.pages}")
    if found.workbook:
        print(found.workbook)
    _warn(found.warnings)


def _printed(
    journal: Journal, group: LedgerClass, year: YearItem, arguments: argparse.Namespace
) -> bool:
    try:
        _print_ledger(journal, group, year, arguments)
    except JournalError as error:
        sys.stderr.write(f"{group.name}: {error}\n")
        return False
    return True


def _is_draft(year: YearItem, arguments: argparse.Namespace) -> bool:
    return bool(arguments.draft) or not year.is_closed


def _warn(warnings: tuple[str, ...]) -> None:
    for text in warnings:
        sys.stderr.write(f"Внимание: {text}\n")
