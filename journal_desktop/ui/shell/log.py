"""The log of the program: rotates, and holds neither personal data nor secrets."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

import platformdirs
from typing_extensions import override

from journal_desktop.settings import APP

SIZE: Final = 1_000_000
FILES: Final = 5
CLEAN: Final = "is_clean"
"""Mark of a record that holds nobody's data already: a crash report."""
GONE: Final = "…"
_RULES: Final = (
    (re.compile(r"://[^/\s@]+@"), "://"),
    (
        re.compile(r"(?i)(passw\w*|pwd|пароль|secret|token|key)(\s*[=:]\s*)\S+"),
        r"\1\2" + GONE,
    ),
    (re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+"), GONE),
    (re.compile(r"[А-ЯЁа-яё]+(?:[\s.,-]+[А-ЯЁа-яё]+)*"), GONE),
    (re.compile(r"\d{5,}"), GONE),
    (re.compile(r"\b\d{1,4}[.-]\d{1,2}[.-]\d{1,4}\b"), GONE),
)


def scrubbed(text: str) -> str:
    """The text without names, dates, numbers of documents, passwords and the home folder.

    Every Russian word goes: the program's own are in its source, the others may be somebody's.
    """
    text = text.replace(str(Path.home()), "~")
    for rule, instead in _RULES:
        text = rule.sub(instead, text)
    return text


class Scrubber(logging.Formatter):
    """Writes a record with nobody's data in it."""

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        if not getattr(record, CLEAN, False):
            record.message = scrubbed(record.message)
        return super().formatMessage(record)

    @override
    def formatException(self, ei: object) -> str:
        """Say nothing: the crash report is written as a message of its own."""
        return ""


def folder() -> Path:
    """Where the system keeps logs of this program."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))


def start(where: Path) -> Path | None:
    """Log into a file of that folder from now on; None when it cannot be written."""
    path = where / "journal.log"
    try:
        where.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=SIZE, backupCount=FILES, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(Scrubber("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("journal_desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return path
