"""What each subcommand does: read the arguments, pass the gate, tell the result."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.cli.bar import Bar
from journal_desktop.cli.entry import entered
from journal_desktop.domain.audit_titles import table_title
from journal_desktop.domain.errors import Invalid, JournalError
from journal_desktop.exchange.import_plan import ImportReport
from journal_desktop.journal import Journal
from journal_desktop.queries.books import PrintableClass, PrintableClasses
from journal_desktop.queries.pages import SchoolYears, YearItem

_LOOKALIKES: Final = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
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
        year = _year(journal, arguments.year)
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


def print_journal(arguments: argparse.Namespace) -> int:
    """Print the journals of one class or of all; one bad class does not stop the others."""
    with entered(arguments) as journal:
        year = _year(journal, arguments.year)
        classes = _classes(journal, year, "" if arguments.all else arguments.class_name)
        _folder(arguments.out)
        if not arguments.all:
            _print_one(journal, classes[0], year, arguments)
            return 0
        failed = [group for group in classes if not _printed(journal, group, year, arguments)]
    return 4 if failed else 0


def verify(arguments: argparse.Namespace) -> int:
    """Check the audit chain and every table against it."""
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


def _printed(
    journal: Journal, group: PrintableClass, year: YearItem, arguments: argparse.Namespace
) -> bool:
    try:
        _print_one(journal, group, year, arguments)
    except JournalError as error:
        sys.stderr.write(f"{group.name}: {error}\n")
        return False
    return True


def _print_one(
    journal: Journal, group: PrintableClass, year: YearItem, arguments: argparse.Namespace
) -> None:
    from journal_desktop.printing.page import Paper  # noqa: PLC0415 - reportlab is heavy
    from journal_desktop.printing.printed_class import print_class  # noqa: PLC0415 - reportlab

    bar = Bar()
    paper = Paper(
        landscape=arguments.landscape,
        duplex=not arguments.single_sided,
        draft=arguments.draft or not year.is_closed,
    )
    try:
        written = print_class(
            journal, group.class_id, arguments.out, paper, bar.step, purpose=arguments.purpose
        )
    finally:
        bar.end()
    print(f"{written.path}  страниц: {written.pages}")


def _year(journal: Journal, wanted: int | None) -> YearItem:
    years = journal.ask(SchoolYears())
    if not years:
        raise Invalid("В базе нет ни одного учебного года: создайте его в разделе «Школа».")
    if wanted is None:
        today = journal.now().astimezone(journal.zone).date()
        return next((year for year in years if year.begins <= today), years[0])
    for year in years:
        if year.begins.year == wanted:
            return year
    titles = ", ".join(year.title for year in years)
    raise Invalid(f"Учебного года {wanted}/{wanted + 1} в базе нет. Есть: {titles}.")


def _classes(journal: Journal, year: YearItem, name: str) -> tuple[PrintableClass, ...]:
    classes = journal.ask(PrintableClasses(year.id))
    if not name:
        if not classes:
            raise Invalid(f"В {year.title} учебном году нет доступных вам классов.")
        return classes
    wanted = name.upper().translate(_LOOKALIKES).replace(" ", "").replace("-", "")
    found = tuple(group for group in classes if group.name.upper() == wanted)
    if not found:
        names = ", ".join(group.name for group in classes) or "нет"
        raise Invalid(f"Класса «{name}» нет среди доступных вам классов {year.title}: {names}.")
    return found


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            f"Папка «{path}» не создаётся: проверьте путь и право записи или выберите другую."
        ) from error
