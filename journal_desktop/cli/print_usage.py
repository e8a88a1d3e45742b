"""`print …`: what can be printed and how it is said (R-4.3-01, R-4.4-01, R-4.6-01)."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from pathlib import Path
from typing import Final

from journal_desktop.cli.usage import Action, Commands, address, day, in_actions
from journal_desktop.domain.prints import Basis, parse_basis

_ARCHIVE: Final = (
    ("ledger", "сводная ведомость класса, 25 лет"),
    ("file", "дело за год целиком"),
    ("cover", "обложка дела"),
    ("inventory", "внутренняя опись дела"),
    ("certification", "лист-заверитель дела"),
)
_LATIN: Final = str.maketrans("АВС", "ABC")
_MOST_JOBS: Final = 16


def add_print(commands: Commands) -> None:
    """Add the subcommand with its kinds."""
    parser = commands.add_parser(
        "print", help="напечатать журналы, выписку, КТП, сводные ведомости или дело в PDF/A-1b"
    )
    kinds = parser.add_subparsers(title="что печатать", metavar="ВИД", dest="kind", required=True)
    _journal(kinds)
    for kind, title in _ARCHIVE:
        _archive(kinds, kind, title)
    _extract(kinds)
    _ktp(kinds)
    _register(kinds)
    _readiness(kinds)


def _journal(kinds: Commands) -> None:
    parser = kinds.add_parser("journal", help="классный журнал: одного класса или всех")
    _classes(parser)
    _paper(parser)
    parser.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="сколько процессов печатают, иначе один"
    )
    parser.add_argument(
        "--resume", action="store_true", help="продолжить: целое и неизменённое не печатать"
    )
    parser.add_argument(
        "--copy", action="store_true", help="копия напечатанного раньше, по распоряжению (п. 4.6)"
    )
    _basis(parser, required=False)
    parser.set_defaults(action=_in_prints("print_journals"))


def _archive(kinds: Commands, kind: str, title: str) -> None:
    parser = kinds.add_parser(kind, help=title)
    _classes(parser)
    _draft(parser)
    parser.add_argument(
        "--variant", type=_variant, default="A", metavar="A|B|C", help="форма сводной ведомости"
    )
    parser.add_argument("--xlsx", action="store_true", help="ведомость ещё и книгой Excel")
    parser.add_argument(
        "--grades", type=_grades, default=(1, 11), metavar="1-4", help="классы дела, иначе 1-11"
    )
    parser.add_argument(
        "--index", default="04-05", metavar="ИНДЕКС", help="индекс дела по номенклатуре"
    )
    _basis(parser, required=False)
    parser.set_defaults(action=in_actions("print_archive"))


def _extract(kinds: Commands) -> None:
    parser = kinds.add_parser(
        "extract", help="выписка из журнала с заверением «Выписка верна» (п. 4.6)"
    )
    address(parser)
    parser.add_argument("--class", dest="class_name", metavar="7А", required=True)
    parser.add_argument("--subject", metavar="ПРЕДМЕТ", help="один предмет, иначе все")
    parser.add_argument("--from", dest="begins", type=day, metavar="ГГГГ-ММ-ДД")
    parser.add_argument("--to", dest="ends", type=day, metavar="ГГГГ-ММ-ДД")
    parser.add_argument("--out", type=Path, required=True, metavar="ПАПКА")
    _year(parser)
    _paper(parser)
    _basis(parser, required=True)
    parser.set_defaults(action=_in_prints("print_extract"))


def _ktp(kinds: Commands) -> None:
    parser = kinds.add_parser("ktp", help="КТП с датами или листы корректировки КТП (п. 3.2.5)")
    _classes(parser)
    parser.add_argument("--subject", metavar="ПРЕДМЕТ", help="один предмет, иначе все")
    parser.add_argument(
        "--corrections", action="store_true", help="листы корректировки вместо самих КТП"
    )
    parser.add_argument(
        "--purpose", default="", metavar="ЦЕЛЬ", help="для чего: записывается в журнал (п. 1.9)"
    )
    parser.set_defaults(action=_in("plan_prints", "print_ktp"))


def _register(kinds: Commands) -> None:
    parser = kinds.add_parser("register", help="журнал выдачи распечаток")
    address(parser)
    _year(parser)
    parser.add_argument("--drafts", action="store_true", help="и черновики")
    parser.add_argument(
        "--out", type=Path, metavar="ФАЙЛ", help="файл .pdf, .xlsx или .csv, иначе на экран"
    )
    parser.set_defaults(action=_in_prints("print_register"))


def _readiness(kinds: Commands) -> None:
    parser = kinds.add_parser("readiness", help="чего не хватает журналам до печати, по учителям")
    address(parser)
    _year(parser)
    parser.add_argument("--class", dest="class_name", metavar="7А", default="")
    parser.set_defaults(action=_in_prints("print_readiness"))


def _classes(parser: argparse.ArgumentParser) -> None:
    address(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--class", dest="class_name", metavar="7А")
    which.add_argument("--all", action="store_true", help="все классы")
    parser.add_argument("--out", type=Path, required=True, metavar="ПАПКА")
    _year(parser)


def _year(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, help="2026 — учебный год 2026/2027")


def _paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--landscape", action="store_true", help="альбомные страницы")
    parser.add_argument("--single-sided", action="store_true", help="односторонняя печать")
    _draft(parser)


def _draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--draft", action="store_true", help="черновик и для закрытого года")
    parser.add_argument(
        "--purpose", default="", metavar="ЦЕЛЬ", help="для чего: записывается в журнал (п. 1.9)"
    )


def _basis(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--basis",
        type=_order,
        required=required,
        metavar="РАСПОРЯЖЕНИЕ",
        help="«№ 12 от 01.06.2026»",
    )
    parser.add_argument("--requester", default="", metavar="КТО", help="кто запросил")


def _order(text: str) -> Basis:
    found = parse_basis(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"«{text}» — не распоряжение вида «№ 12 от 01.06.2026»")
    return found


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"«{text}» — не число процессов от 1 до {_MOST_JOBS}")
    return int(text)


def _variant(text: str) -> str:
    letter = text.strip().upper().translate(_LATIN)
    if letter not in {"A", "B", "C"}:
        raise argparse.ArgumentTypeError(f"«{text}» — не форма ведомости, можно: A, B, C")
    return letter


def _grades(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", text.strip())
    if found:
        first, last = int(found[1]), int(found[2] or found[1])
        if first <= last:
            return first, last
    raise argparse.ArgumentTypeError(f"«{text}» — не классы вида 1-4")


def _in_prints(name: str) -> Action:
    return _in("prints", name)


def _in(module: str, name: str) -> Action:
    """The function of a module of this package, loaded only when it is run: --help is quick."""

    def run(arguments: argparse.Namespace) -> int:
        action: Action = getattr(import_module(f"journal_desktop.cli.{module}"), name)
        return action(arguments)

    return run
