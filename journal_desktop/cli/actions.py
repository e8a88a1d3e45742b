"""What each subcommand does: read the arguments, pass the gate, tell the result."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.cli.bar import Bar
from journal_desktop.cli.choosing import chosen_year, made_folder
from journal_desktop.cli.entry import entered
from journal_desktop.domain.audit_titles import table_title
from journal_desktop.exchange.import_plan import ImportReport
from journal_desktop.journal import Journal
from journal_desktop.printing.file_check import check_file, told_file
from journal_desktop.queries.pages import YearItem

_SHOWN: Final = 12
"""So many people of a demonstration school are told; the rest stand in its listing."""


def demo(arguments: argparse.Namespace) -> int:
    """Build a demonstration school and tell its people."""
    from journal_desktop.demo.build import build_demo  # noqa: PLC0415 - heavy

    url = arguments.db or f"sqlite:///demo-{arguments.size}.db"
    bar = Bar()
    result = build_demo(url, arguments.size, arguments.today, bar.step)
    bar.end()
    print(f"Демонстрационная школа: {result.url}")
    print(f"Логины и пароли: {result.listing}")
    for login in result.logins[:_SHOWN]:
        roles = ", ".join(ROLE_TITLES[Role(role)] for role in login.roles)
        print(f"  {login.login:<16} {login.password:<16} {roles}")
    if not arguments.open:
        return 0
    from journal_desktop.cli.window import open_window  # noqa: PLC0415 - Qt is for the window

    return open_window(url, "")


def upgrade(arguments: argparse.Namespace) -> int:
    """Create or migrate a database."""
    from journal_desktop.cli.founding import found_or_migrate  # noqa: PLC0415 - alembic is heavy

    for line in found_or_migrate(arguments):
        print(line)
    return 0


def account(arguments: argparse.Namespace) -> int:
    """Give a login or a new password, shut and open it, bring it back by the recovery code."""
    from journal_desktop.cli import accounts  # noqa: PLC0415 - seldom needed

    for line in accounts.account(arguments):
        print(line)
    return 0


def template(arguments: argparse.Namespace) -> int:
    """Write an empty import form."""
    from journal_desktop.exchange.templates import (  # noqa: PLC0415 - openpyxl is heavy
        TemplateKind,
        write_template,
    )

    write_template(TemplateKind(arguments.kind), arguments.file)
    print(f"Форма записана: {arguments.file}")
    return 0


def import_files(arguments: argparse.Namespace) -> int:
    """Load files; a bad one among them is told before any is written."""
    with entered(arguments) as journal:
        year = chosen_year(journal, arguments.year)
        if len(arguments.files) > 1 and not arguments.dry_run:
            for path in arguments.files:
                _import(journal, path, year, arguments, dry_run=True)
        for path in arguments.files:
            report = _import(journal, path, year, arguments, dry_run=arguments.dry_run)
            for line in report.lines:
                print(line)
            if report.op_id is not None:
                print(f"Отменить: journal-desktop undo {report.op_id}")
    return 0


def undo(arguments: argparse.Namespace) -> int:
    """Take back one's own action by its number."""
    with entered(arguments) as journal:
        done = journal.undo(arguments.op_id, reason=arguments.reason)
        print(f"Отменено: {done.title}")
    return 0


def print_archive(arguments: argparse.Namespace) -> int:
    """Print what is kept for 25 years: ledgers of classes, a file of the year, its papers."""
    from journal_desktop.cli import ledgers  # noqa: PLC0415 - reportlab is heavy

    with entered(arguments) as journal:
        year = chosen_year(journal, arguments.year)
        made_folder(arguments.out)
        return ledgers.print_archive(journal, year, arguments)


def verify(arguments: argparse.Namespace) -> int:
    """Check the audit chain and every table against it, or what was printed against the base."""
    if arguments.fingerprint:
        return _verify_print(arguments)
    if arguments.file is not None:
        return _verify_file(arguments)
    bar = Bar()
    with entered(arguments) as journal:
        found = journal.verify(lambda what: bar.step(0, 1, what))
        left_out = journal.unverified()
    bar.end()
    for broken in found:
        print(broken.text)
    if found:
        print(f"Найдено нарушений: {len(found)}. Сделайте копию базы и сообщите директору.")
        return 4
    if not left_out:
        print("Журнал цел: цепочка действий сходится, записи ей соответствуют.")
        return 0
    names = ", ".join(table_title(table).lower() for table in left_out)
    print("Проверенное цело: цепочка действий сходится, записи ей соответствуют.")
    print(f"Не проверено: {names}: ваша роль этого не читает (п. 1.9).")
    return 0


def _verify_print(arguments: argparse.Namespace) -> int:
    from journal_desktop.printing.verification import (  # noqa: PLC0415 - reportlab is heavy
        told,
        verify_print,
    )

    with entered(arguments) as journal:
        verdicts = verify_print(journal, arguments.fingerprint)
        for verdict in verdicts:
            print("\n".join(told(verdict, journal.zone)))
    return 0 if all(verdict.is_equal for verdict in verdicts) else 4


def _verify_file(arguments: argparse.Namespace) -> int:
    with entered(arguments) as journal:
        found = check_file(journal, arguments.file)
        print("\n".join(told_file(arguments.file, found, journal.zone)))
    return 0 if found else 4


def _import(
    journal: Journal, path: Path, year: YearItem, arguments: argparse.Namespace, *, dry_run: bool
) -> ImportReport:
    from journal_desktop.exchange.imports import run_import  # noqa: PLC0415 - heavy readers
    from journal_desktop.exchange.ktp_plan import KtpAim  # noqa: PLC0415 - heavy readers

    return run_import(
        journal,
        arguments.kind,
        path,
        year=int(year.title[:4]),
        begins=arguments.begins,
        create_missing=arguments.create_missing,
        cancel_lessons=arguments.cancel_lessons,
        aim=KtpAim(arguments.class_name, arguments.subject),
        dry_run=dry_run,
        tell=print,
    )
