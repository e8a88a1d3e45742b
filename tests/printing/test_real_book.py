"""The book of a whole class of the demonstration school, judged page by page.

Everything the database holds of the class is on paper, and nothing lies on anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.demo.build import build_demo
from journal_desktop.domain.spread import LessonState
from journal_desktop.journal import Journal
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.overlaps import areas, overlapping
from journal_desktop.printing.page import MM, Kind, Page, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.printed_class import Gathered, gather
from journal_desktop.printing.proof import faults
from journal_desktop.queries.books import PrintableClasses
from journal_desktop.queries.pages import SchoolYears
from journal_desktop.store.logins import School, demo_people, open_school
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import MarkRow
from printing.reading import inks, printed, quiet, sizes, squeezed

PAPERS = [
    Paper(),
    Paper(landscape=True),
    Paper(duplex=False, draft=True),
    Paper(landscape=True, binding=40, holes=False),
    Paper(binding=50),
]
FACES = typefaces()
NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The school of one class, open to its officer."""
    folder = Path(tmp_path_factory.mktemp("school"))
    url = build_demo(f"sqlite:///{folder / 'school.db'}", "class").url
    officer = next(one for one in demo_people(url) if ROLE_TITLES[Role.ADM] in one.roles)

    opened = open_school(url, officer.login, officer.password, lambda: NOW)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def journal(school: School) -> Journal:
    """Its journal."""
    return Journal(school.engine, school.actor, lambda: NOW, school.zone, school.medical)


@pytest.fixture(scope="module")
def gathered(journal: Journal) -> Gathered:
    """The class's journal of the first year there is."""
    year = journal.ask(SchoolYears())[-1]
    group = journal.ask(PrintableClasses(year.id))[0]
    with journal.snapshot() as ask:
        return gather(ask, group.class_id, quiet)


@pytest.fixture(scope="module", params=PAPERS, ids=str)
def laid(request: pytest.FixtureRequest, gathered: Gathered) -> tuple[Paper, tuple[Page, ...]]:
    """Its pages on a paper."""
    return request.param, paginate(gathered.book, request.param, FACES)


def test_the_check_before_print_finds_nothing(laid, gathered):
    paper, pages = laid
    assert faults(pages, paper, FACES, gathered.book.mark) == ()


def test_no_text_lies_on_another_one_not_even_marks(laid):
    _, pages = laid
    for page in pages:
        found = [area for ink in inks(page) for area in areas(ink, FACES)]
        assert list(overlapping(found)) == [], page.number


def test_no_type_is_smaller_than_seven_points(laid):
    _, pages = laid
    assert min(size for page in pages for size in sizes(page)) >= 7


def test_the_binding_field_is_free_of_all_but_holes(laid):
    paper, pages = laid
    for page in pages:
        edge, free = page.frame, paper.binding * MM
        inner = page.size[0] - edge.right if paper.is_back(page.number) else edge.left
        assert inner == pytest.approx(free)
        for ink in inks(page):
            for area in areas(ink, FACES):
                assert edge.left - 1 <= area.left <= area.right <= edge.right + 1


def test_openings_lie_on_two_pages_side_by_side_with_the_same_lessons(laid):
    paper, pages = laid
    for left, right in pairwise(pages):
        if left.kind is Kind.LEFT:
            assert right.kind is Kind.RIGHT
            assert left.lessons == right.lessons
            assert not paper.duplex or left.number % 2 == 0


def test_no_opening_is_nearly_empty_where_its_subject_has_more(laid, gathered):
    _, pages = laid
    subjects = [one.units for one in gathered.book.sections if hasattr(one, "units")]
    of_lesson = {
        unit.lesson.id: place
        for place, units in enumerate(subjects)
        for unit in units
        if unit.lesson
    }
    counts: dict[int, list[int]] = {}
    for page in pages:
        if page.kind is Kind.LEFT and page.lessons:
            counts.setdefault(of_lesson[page.lessons[0]], []).append(len(page.lessons))
    assert counts
    for openings in counts.values():
        assert min(openings) * 2 >= max(openings)


def test_every_topic_homework_name_and_mark_of_the_database_is_on_paper(school, gathered):
    pages = paginate(gathered.book, Paper(), FACES)
    texts = printed(pages)
    rights = squeezed("".join(one.text for one in texts))
    with Session(school.engine) as session:
        class_of = select(PageRow.id).where(PageRow.id.in_(gathered.head.page_ids))
        lessons = session.scalars(
            select(LessonRow).where(
                LessonRow.page_id.in_(class_of), LessonRow.state != LessonState.CANCELLED
            )
        ).all()
        marks = session.execute(
            select(MarkRow.value)
            .join(WorkRow, WorkRow.id == MarkRow.work_id)
            .join(LessonRow, LessonRow.id == WorkRow.lesson_id)
            .where(LessonRow.page_id.in_(class_of), MarkRow.value.is_not(None))
        ).all()
    assert len(lessons) > 100
    for lesson in lessons:
        assert squeezed(lesson.topic) in rights
        assert squeezed(lesson.homework) in rights
    shown = Counter(
        mark
        for section in gathered.book.sections
        for unit in getattr(section, "units", ())
        if unit.lesson
        for cell in unit.lesson.cells
        for mark in re.findall(r"[2-5](?![*])", cell or "")
    )
    stored = Counter(value for (value,) in marks if value in {"2", "3", "4", "5"})
    assert shown == stored
    drawn = Counter(
        text
        for page in pages
        if page.kind is Kind.LEFT and page.lessons
        for run in page.ink.runs
        for _, _, text in run.places
        if text in {"2", "3", "4", "5"} and run.style.align.value == "CENTRE"
    )
    assert all(drawn[mark] for mark in stored)
