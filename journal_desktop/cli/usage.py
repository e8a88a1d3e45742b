"""Arguments explained in Russian: argparse itself speaks English."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, NoReturn, Protocol

from typing_extensions import override

_SAID: Final = tuple(
    (re.compile(english), russian)
    for english, russian in (
        (r"^argument (.+?): ", r"\1: "),
        (r"the following arguments are required: ", "не указано: "),
        (r"one of the arguments (.+) is required", r"нужно одно из: \1"),
        (r"not allowed with argument (.+)", r"нельзя вместе с \1"),
        (r"invalid choice: '(.*)' \(choose from (.*)\)", r"«\1» не подходит, можно: \2"),
        (r"unrecognized arguments: ", "лишнее: "),
        (r"expected one argument", "не хватает значения"),
        (r"expected at least one argument", "не хватает значения"),
        (r"ignored explicit argument '(.*)'", r"значение «\1» здесь лишнее"),
        (r"invalid \w+ value: '(.*)'", r"«\1» — не число"),
        (r"ambiguous option: (.+) could match (.+)", r"\1 можно понять по-разному: \2"),
    )
)


Action = Callable[[argparse.Namespace], int]


class Commands(Protocol):
    """Where subcommands are added."""

    def add_parser(self, name: str, **kwargs: Any) -> argparse.ArgumentParser:
        """The parser of one more subcommand."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and refusals are Russian; abbreviations of options are not taken."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "что указать", "параметры"
        self.add_argument("-h", "--help", action="help", help="показать эту справку")

    @override
    def format_usage(self) -> str:
        return _called(super().format_usage())

    @override
    def format_help(self) -> str:
        return _called(super().format_help())

    @override
    def error(self, message: str) -> NoReturn:
        for english, russian in _SAID:
            message = english.sub(russian, message)
        self.exit(2, f"{self.format_usage()}Неверный вызов: {message}.\n")


def _called(text: str) -> str:
    return text.replace("usage: ", "Вызов: ", 1)


def address(parser: argparse.ArgumentParser, default: str = argparse.SUPPRESS) -> None:
    """Which database and under whose name."""
    db = os.environ.get("JOURNAL_DB", "") if default == "" else default
    login = os.environ.get("JOURNAL_LOGIN", "") if default == "" else default
    parser.add_argument(
        "--db",
        default=db,
        metavar="URL",
        help="sqlite:///school.db или postgresql+psycopg://host/journal",
    )
    parser.add_argument("--login", default=login, help="под чьим именем")


def day(text: str) -> date:
    """A date as it is typed.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» — не дата вида 2026-09-01") from None


def in_actions(name: str) -> Action:
    """The function of that name in `actions`, loaded when it is called."""

    def run(arguments: argparse.Namespace) -> int:
        from journal_desktop.cli import actions  # noqa: PLC0415 - --help must not load the program

        action: Action = getattr(actions, name)
        return action(arguments)

    return run
