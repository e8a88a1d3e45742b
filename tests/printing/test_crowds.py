"""More pupils than a page holds: nobody is lost, nothing is smaller than 7 pt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal_desktop.domain.spread import Enrolled
from journal_desktop.printing.class_journal import subject
from journal_desktop.printing.crowds import runs
from journal_desktop.printing.page import Kind, Paper
from journal_desktop.printing.proof import faults
from printing.reading import sizes, squeezed, words
from printing.year import CONTENT, MARK, PAPER, TYPE, book_pages, lesson, pupils, spread

BEGIN = date(2026, 9, 1)
LESSONS = [lesson(number, BEGIN + timedelta(number)) for number in range(20)]
SIDEWAYS = Paper(landscape=True)


@pytest.mark.parametrize(
    ("people", "paper", "count"),
    [(45, PAPER, 1), (45, SIDEWAYS, 1), (70, PAPER, 1), (70, SIDEWAYS, 2), (200, PAPER, 3)],
)
def test_only_a_crowd_is_parted_and_into_equal_runs(people, paper, count):
    whole = subject(spread("Алгебра", pupils(people), LESSONS), CONTENT)
    found = list(runs(whole, paper))
    assert len(found) == count
    assert sum(len(run.pupils) for run in found) == people
    sizes_of = [len(run.pupils) for run in found]
    assert max(sizes_of) - min(sizes_of) <= 1
    assert [run.first for run in found] == [1 + sum(sizes_of[:n]) for n in range(count)]


@pytest.mark.parametrize("paper", [PAPER, SIDEWAYS], ids=["portrait", "landscape"])
@pytest.mark.parametrize("people", [45, 100])
def test_every_pupil_of_a_crowd_is_on_a_page_with_the_number_and_no_type_is_tiny(people, paper):
    crowd = pupils(people)
    pages = book_pages([spread("Алгебра", crowd, LESSONS)], paper)
    assert faults(pages, paper, TYPE, MARK) == ()
    lefts = [page for page in pages if page.kind is Kind.LEFT]
    said = [text for page in lefts for text in words(page)]
    for number, pupil in enumerate(crowd, 1):
        assert {pupil.name, pupil.full_name} & set(said)
        assert str(number) in said
    for page in pages:
        assert min(sizes(page)) >= 7
    for page in lefts:
        assert squeezed("Алгебра") in squeezed("".join(words(page)))


def test_departed_pupils_of_a_crowd_keep_room_for_their_notes():
    gone = [
        replace(pupil, enrolled=(Enrolled(BEGIN, BEGIN),), note="выбыл(а) 01.09.2026, пр. № 1")
        for pupil in pupils(60)
    ]
    for paper in (PAPER, SIDEWAYS):
        pages = book_pages([spread("Алгебра", gone, LESSONS)], paper)
        assert faults(pages, paper, TYPE, MARK) == ()
