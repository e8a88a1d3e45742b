"""Hatching: what fills a cell of a pupil who is not enrolled (domain 2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from journal_desktop.printing.page import Stroke

HATCH_GREY = 0.6
"""The grey of the slanting lines."""
_STEP = 3.6


def hatching(box: Stroke) -> Iterator[Stroke]:
    """Slanting lines inside the box between two opposite corners."""
    left, bottom, right, top = box
    height = top - bottom
    start = left - height + _STEP
    while start < right:
        x1, x2 = max(start, left), min(start + height, right)
        yield x1, bottom + x1 - start, x2, bottom + x2 - start
        start += _STEP
