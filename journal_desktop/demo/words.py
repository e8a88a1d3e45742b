"""Word lists and tables of the demonstration school, read once from `data/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed `data/NAME.toml`."""
    text = files("journal_desktop.demo").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def sections(subject: str, grade: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Sections of a subject in a grade with their topics, in teaching order.

    Raises:
        LookupError: no topics are written for this subject and grade.
    """
    for area in ("primary", "mathematics", "languages", "society", "science"):
        for band, content in table(f"topics/{area}").get(subject, {}).items():
            first, _, last = band.partition("-")
            if int(first) <= grade <= int(last or first):
                return tuple((title, tuple(topics)) for title, topics in content.items())
    raise LookupError(f"no topics for {subject} in grade {grade}")
