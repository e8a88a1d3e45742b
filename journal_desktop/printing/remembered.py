"""What the register keeps of a print, so that it can be made again and compared.

Source: R-4.3-02, R-4.7-01. A line of JSON: the order of the print, its paper, then each part with
its title, hash, page and the length of that page's audit chain.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from journal_desktop.domain.errors import Invalid
from journal_desktop.printing.fingerprint import Fingerprint, Part
from journal_desktop.printing.job import Job, Range
from journal_desktop.printing.options import BookOptions
from journal_desktop.queries.books import BookHead


@dataclass(frozen=True, slots=True)
class Remembered:
    """A print as the register knows it; `chains` are lengths of audit chains by page."""

    options: BookOptions
    parts: tuple[Part, ...]
    chains: dict[int, int]
    extract: Range | None = None


def remembered(found: Fingerprint, head: BookHead, job: Job) -> str:
    """The line for the register."""
    chains = dict(head.chains)
    parts = [
        [part.title, part.sha256, part.page_id, chains.get(part.page_id, 0)] for part in found.parts
    ]
    said: dict[str, Any] = {"options": asdict(job.options), "paper": asdict(job.paper)}
    said["parts"] = parts
    if (extract := job.issue.extract) is not None:
        days = extract.begins.isoformat(), extract.ends.isoformat()
        said["extract"] = [extract.page_ids, *days]
    return json.dumps(said, ensure_ascii=False)


def recalled(line: str) -> Remembered:
    """The print of a line of the register.

    Raises:
        Invalid: a later version of the program wrote it.
    """
    said: dict[str, Any] = json.loads(line)
    known = {field.name for field in fields(BookOptions)}
    if not known >= said["options"].keys():
        raise Invalid("Отпечаток сделан более новой версией программы. Обновите программу.")
    return Remembered(
        BookOptions(**said["options"]),
        tuple(Part(title, sha256, page) for title, sha256, page, _ in said["parts"]),
        {page: seq for _, _, page, seq in said["parts"] if page},
        _range(said["extract"]) if "extract" in said else None,
    )


def _range(said: tuple[list[int], str, str]) -> Range:
    pages, begins, ends = said
    return Range(tuple(pages), date.fromisoformat(begins), date.fromisoformat(ends))
