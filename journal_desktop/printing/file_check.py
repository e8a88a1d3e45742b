"""Whether a file is the one that was printed: its SHA-256 against the register of prints.

Source: R-4.7-01. Who keeps the archive does not read journals (R-1.9-01), so this asks the register
alone; whether the data still equals the database is `verification.verify_print`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.prints import COPY_MARK, STATE_TITLES
from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Journal
from journal_desktop.queries.printed_documents import PrintedFile, PrintsOfFile

_UNKNOWN: Final = (
    "в реестре печати такого файла нет. Файл изменён, создан другой программой или напечатан"
    " не в этой школе."
)


def check_file(journal: Journal, path: Path) -> tuple[PrintedFile, ...]:
    """The prints that this very file is, newest first; none when it is changed or foreign.

    Raises:
        BadFile: there is no such file, or it cannot be read.
        Refused: the person may not read the register.
    """
    return journal.ask(PrintsOfFile(_sha256(path)))


def told_file(path: Path, found: Sequence[PrintedFile], zone: ZoneInfo) -> tuple[str, ...]:
    """The verdict in Russian sentences; moments in the time of the school."""
    if not found:
        return (f"«{path.name}»: {_UNKNOWN}",)
    return tuple(_told(path, one, zone) for one in found)


def _told(path: Path, one: PrintedFile, zone: ZoneInfo) -> str:
    at = one.at.astimezone(zone)
    copy = f", {COPY_MARK}" if one.is_copy else ""
    return (
        f"«{path.name}»: не изменён, это «{one.title}», № {one.id}{copy},"
        f" {short_date(at.date(), year=True)} {at:%H:%M}, {one.author},"
        f" листов {one.sheets}, {STATE_TITLES[one.state]}."
    )


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise BadFile(f"Файла «{path}» нет: проверьте путь.") from error
    except OSError as error:
        raise BadFile(
            f"Файл «{path}» не читается: проверьте носитель и право чтения или укажите другой."
        ) from error
