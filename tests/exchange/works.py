"""Work that another process is asked to do."""

from __future__ import annotations

import os
import time

from journal_desktop.domain.errors import BadFile


def measure(content: bytes, file: str) -> tuple[str, int]:
    """An answer."""
    return file, len(content)


def refuse(_content: bytes, file: str) -> None:
    """A refusal."""
    raise BadFile(f"{file}: не годится")


def die(_content: bytes, _file: str) -> None:
    """The end of the process, as when memory runs out."""
    os.abort()


def dawdle(_content: bytes, _file: str) -> None:
    """Longer than anybody waits."""
    time.sleep(600)
