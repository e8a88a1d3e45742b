"""Where files wait until they are registered: a hidden folder beside their place.

Whatever ends the batch, half a file is never among the finished ones: the folder goes with the
batch, and one that a killed program left goes with a later batch.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from journal_desktop.domain.errors import JournalError
from journal_desktop.printing.pdfa import ASIDE, told

_STALE: Final = 24 * 3600
"""Seconds after which nobody works in a hidden folder any more."""


class Shelf:
    """The hidden folder of one batch; `place` is where files are made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / f"{ASIDE}{secrets.token_hex(6)}"

    def __enter__(self) -> Shelf:
        with told(self.place):
            self.place.mkdir()
        for other in self.folder.glob(f"{ASIDE}*"):
            if other != self.place and _is_stale(other):
                shutil.rmtree(other, ignore_errors=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.place, ignore_errors=True)

    def put(self, made: Path, accept: Callable[[], None]) -> Path:
        """Move a finished file to its place, then have it accepted.

        Where it is not accepted, what stood there before stands there again, unless another batch
        has put its own file there meanwhile.

        Raises:
            BadFile: the folder does not take it.
            JournalError: what `accept` raises.
        """
        final, before = self.folder / made.name, self.place / f"{made.name}.before"
        with told(final):
            ours = made.stat().st_ino
            if final.exists():
                final.replace(before)
            made.replace(final)
        try:
            accept()
        except JournalError:
            with told(final):
                _take_back(final, before, ours)
            raise
        before.unlink(missing_ok=True)
        return final


def _take_back(final: Path, before: Path, ours: int) -> None:
    if final.exists() and final.stat().st_ino != ours:
        return
    final.unlink(missing_ok=True)
    if before.exists():
        before.replace(final)


def _is_stale(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > _STALE
    except OSError:
        return False


def sha256_of(path: Path) -> str:
    """Of a file in hexadecimal; "" when there is none to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
