"""What is wrong with a file, place by place, and the refusal that lists all of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from journal_desktop.domain.errors import BadFile


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file, or one remark on it, with its place.

    `row` counts from 1 as the spreadsheet shows it; in XML it is the line. `column` is the heading
    with the letter of the column: «Дата рождения» (D).
    """

    text: str
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    @override
    def __str__(self) -> str:
        place = [
            self.file,
            f"лист «{self.sheet}»" if self.sheet else "",
            f"строка {self.row}" if self.row is not None else "",
            f"столбец {self.column}" if self.column else "",
        ]
        return f"{', '.join(filter(None, place))}: {self.text}"


class Problems(BadFile):
    """The file is refused; every problem is listed, one to a line, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def refuse_if_any(problems: Sequence[Problem]) -> None:
    """Let a file without problems pass.

    Raises:
        Problems: there is at least one.
    """
    if problems:
        raise Problems(problems)
