"""A subject with more pupils than a page holds: several runs of openings, one after another.

Source: domain reference 2.3.1: rows shrink for many pupils, but type stays at 7 pt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from journal_desktop.printing.book import Final, Lesson, Subject, Unit
from journal_desktop.printing.opening import holds
from journal_desktop.printing.page import Paper


def runs(subject: Subject, paper: Paper) -> Iterator[Subject]:
    """The subject itself, or its pupils in equal runs that fit on paper, each with every lesson."""
    spans = _spans(subject, paper)
    if len(spans) == 1:
        yield subject
        return
    for span in spans:
        yield replace(
            subject,
            title=f"{subject.title} (обучающиеся № {span.start + 1}–{span.stop})",
            pupils=subject.pupils[span],
            units=tuple(_unit(unit, span) for unit in subject.units),
            first=span.start + 1,
        )


def _spans(subject: Subject, paper: Paper) -> list[slice]:
    """As few equal runs as fit; one pupil always does."""
    total = len(subject.pupils)
    for pieces in range(1, total):
        edges = [total * piece // pieces for piece in range(pieces + 1)]
        spans = [slice(first, end) for first, end in pairwise(edges)]
        if all(holds(subject.pupils[span], paper) for span in spans):
            return spans
    return [slice(number, number + 1) for number in range(max(total, 1))]


def _unit(unit: Unit, span: slice) -> Unit:
    return Unit(
        unit.lesson and _lesson(unit.lesson, span),
        tuple(_final(final, span) for final in unit.finals),
    )


def _lesson(lesson: Lesson, span: slice) -> Lesson:
    return replace(lesson, cells=lesson.cells[span])


def _final(final: Final, span: slice) -> Final:
    return replace(final, cells=final.cells[span])
