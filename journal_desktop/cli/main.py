"""The command line: arguments, exit codes, errors as sentences.

Exit codes: 0 done, 2 wrong usage, 3 refused by rights, 4 bad input, 5 database unavailable.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from journal_desktop.cli.print_usage import add_print
from journal_desktop.cli.usage import Commands, Parser, address, day, in_actions
from journal_desktop.domain.errors import (
    BadFile,
    Conflict,
    Invalid,
    JournalError,
    Refused,
    Unavailable,
)

_CODES: Final[tuple[tuple[type[JournalError], int], ...]] = (
    (Refused, 3),
    (BadFile, 4),
    (Invalid, 4),
    (Conflict, 4),
    (Unavailable, 5),
)
_EPILOG: Final = """\
Коды выхода: 0 — сделано, 2 — неверный вызов, 3 — нет прав, 4 — неверные данные,
5 — база недоступна.
База берётся из --db или JOURNAL_DB, логин — из --login или JOURNAL_LOGIN, пароль — из
JOURNAL_PASSWORD, хранилища ключей системы или вопроса; в командной строке пароля не бывает."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; without a subcommand open the window."""
    _speak_utf8()
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:  # `… | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = _parser().parse_args(argv)
        return int(arguments.action(arguments))
    except SystemExit as stop:  # how argparse ends after --help and after a wrong call
        return stop.code if isinstance(stop.code, int) else 0
    except JournalError as error:
        sys.stderr.write(f"{error}\n")
        return next((code for kind, code in _CODES if isinstance(error, kind)), 1)
    except KeyboardInterrupt:
        sys.stderr.write("\nПрервано.\n")
        return 130


def _speak_utf8() -> None:
    """Whatever the locale says: a pipe gets what a file of the journal would hold."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> Parser:
    parser = Parser(
        prog="journal-desktop",
        description="Классный журнал. Без команды открывается окно.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    address(parser, "")
    parser.set_defaults(action=_window)
    commands = parser.add_subparsers(title="команды", metavar="КОМАНДА")
    for add in (_demo, _upgrade, _account, _template, _import, _undo, add_print, _verify):
        add(commands)
    return parser


def _demo(commands: Commands) -> None:
    parser = commands.add_parser("demo", help="создать демонстрационную школу")
    address(parser)
    parser.add_argument("--size", choices=("class", "school", "archive"), default="school")
    parser.add_argument("--today", type=day, metavar="ГГГГ-ММ-ДД", help="день, в котором она живёт")
    parser.add_argument("--open", action="store_true", help="сразу открыть окно")
    parser.set_defaults(action=in_actions("demo"))


def _upgrade(commands: Commands) -> None:
    parser = commands.add_parser("upgrade", help="создать базу или обновить её устройство")
    address(parser)
    parser.set_defaults(action=in_actions("upgrade"))


def _account(commands: Commands) -> None:
    parser = commands.add_parser("account", help="логин сотруднику, новый пароль, блокировка")
    address(parser)
    parser.add_argument("new_login", metavar="ЛОГИН")
    parser.add_argument("--staff", metavar="ФИО", help="кому; для нового логина или пароля")
    parser.add_argument(
        "--role",
        action="append",
        choices=("DIR", "DEP", "ADM", "CT", "ST", "MED", "ARC", "SEC"),
        help="роль, можно несколько; по умолчанию ST — учитель",
    )
    parser.add_argument("--order", metavar="НОМЕР", help="приказ о допуске")
    parser.add_argument("--order-date", type=day, metavar="ГГГГ-ММ-ДД")
    parser.add_argument("--from", dest="begins", type=day, metavar="ГГГГ-ММ-ДД")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--block", action="store_true", help="закрыть вход и прервать работу")
    instead.add_argument("--unblock", action="store_true", help="открыть вход с прежним паролем")
    instead.add_argument(
        "--recovery",
        action="store_true",
        help="новый пароль ответственному по коду из сейфа (JOURNAL_RECOVERY или вопрос)",
    )
    parser.set_defaults(action=in_actions("account"))


def _template(commands: Commands) -> None:
    parser = commands.add_parser("template", help="пустая таблица для загрузки")
    parser.add_argument("kind", choices=("pupils", "ktp"), metavar="ВИД", help="pupils, ktp")
    parser.add_argument("file", type=Path, metavar="ФАЙЛ.xlsx")
    parser.set_defaults(action=in_actions("template"))


def _import(commands: Commands) -> None:
    parser = commands.add_parser("import", help="загрузить файл: всё или ничего")
    address(parser)
    parser.add_argument(
        "kind",
        choices=("timetable", "pupils", "calendar", "ktp"),
        metavar="ВИД",
        help="timetable, pupils, calendar, ktp",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="ФАЙЛ")
    parser.add_argument("--dry-run", action="store_true", help="только показать, что будет")
    parser.add_argument("--year", type=int, help="2026 — учебный год 2026/2027")
    parser.add_argument(
        "--from", dest="begins", type=day, metavar="ГГГГ-ММ-ДД", help="с какого дня действует"
    )
    parser.add_argument("--create-missing", action="store_true", help="создавать недостающее")
    parser.add_argument(
        "--cancel-lessons", action="store_true", help="отменять заполненные уроки в новые выходные"
    )
    parser.add_argument("--class", dest="class_name", default="", metavar="5А", help="чьё КТП")
    parser.add_argument("--subject", default="", metavar="ПРЕДМЕТ", help="предмет КТП")
    parser.set_defaults(action=in_actions("import_files"))


def _undo(commands: Commands) -> None:
    parser = commands.add_parser("undo", help="отменить своё действие, например загрузку")
    address(parser)
    parser.add_argument("op_id", type=int, metavar="НОМЕР", help="его называет загрузка")
    parser.add_argument(
        "--reason", metavar="ПРИЧИНА", help="если меняются отметки старше трёх дней (п. 3.2.5)"
    )
    parser.set_defaults(action=in_actions("undo"))


def _verify(commands: Commands) -> None:
    parser = commands.add_parser("verify", help="проверить целостность базы и журнала действий")
    address(parser)
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--print",
        dest="fingerprint",
        metavar="ОТПЕЧАТОК",
        default="",
        help="сравнить с базой напечатанный журнал: отпечаток с поля страницы или № документа",
    )
    instead.add_argument(
        "--file",
        type=Path,
        metavar="ФАЙЛ.pdf",
        help="тот ли это файл, что был напечатан: SHA-256 файла и реестра печати (п. 4.7)",
    )
    parser.set_defaults(action=in_actions("verify"))


def _window(arguments: argparse.Namespace) -> int:
    from journal_desktop.cli.window import open_window  # noqa: PLC0415 - Qt is for the window

    return open_window(arguments.db, arguments.login)
