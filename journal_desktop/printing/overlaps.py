"""Texts that lie on one another: part of the check before print (domain 2.3.1).

Signs in cells stand alone by construction and are many, so texts of a few signs are not asked; a
stamp is judged once, and against the page's own texts only where a text could reach it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journal_desktop.printing.page import Align, Ink, Page, Type

_LEAST = 4
_ASCENT, _DESCENT = 0.62, 0.12
"""Of the type size: what of a line is ink in nearly every text."""
_SLACK = 0.8
_SHARE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}


class Area(NamedTuple):
    """What a text covers, lowest edge first; in points."""

    bottom: float
    top: float
    left: float
    right: float
    text: str


class Overlaps:
    """Judges pages one after another and remembers the texts of stamps."""

    def __init__(self, faces: Type) -> None:
        self._faces = faces
        self._known: dict[Ink, list[Area]] = {}

    def faults(self, page: Page) -> Iterator[str]:
        """A Russian sentence for the first pair of texts on one another."""
        found = list(areas(page.ink, self._faces, _LEAST))
        for stamp in page.stamps:
            if stamp not in self._known:
                self._known[stamp] = list(areas(stamp, self._faces, _LEAST))
            found.extend(self._known[stamp])
        for one, other in overlapping(found):
            yield f"На странице {page.number} тексты «{one}» и «{other}» лежат друг на друге."
            return


def areas(ink: Ink, faces: Type, least: int = 1) -> Iterator[Area]:
    """What the upright texts of at least so many signs cover."""
    for run in ink.runs:
        style = run.style
        if style.turn:
            continue
        size, share = style.size, _SHARE[style.align]
        down, up, face, width_of = size * _DESCENT, size * _ASCENT, style.face, faces.width
        for x, y, text in run.places:
            if len(text) >= least:
                width = width_of(text, face) * size
                left = x - width * share
                yield Area(y - down, y + up, left, left + width, text)


def overlapping(found: Iterable[Area]) -> Iterator[tuple[str, str]]:
    """Pairs of texts that cover a common place."""
    ordered = sorted(found)
    for number, one in enumerate(ordered):
        edge = one.top - _SLACK
        for other in ordered[number + 1 :]:
            if other.bottom >= edge:
                break
            if one.left < other.right - _SLACK and other.left < one.right - _SLACK:
                yield one.text, other.text
