"""A small school of four classes; one of them has no pages and cannot be printed."""

from datetime import date

import pytest
from school import NOON, TODAY, lesson
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import Decision, OrderKind, Scheme, YearState
from journal_desktop.printing.batch.order import BatchOrder
from journal_desktop.printing.page import Paper
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.closing import DecisionRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow, SchoolYearRow, SubjectRow

DRAFT = Paper(draft=True)


def _class(session, small, letter, *, pages):
    group = ClassGroupRow(
        uid=uuid7(),
        year_id=small.year,
        grade=7,
        letter=letter,
        profile="",
        shift=1,
        scheme=Scheme.QUARTERS,
    )
    session.add(group)
    session.flush()
    for subject in session.scalars(select(SubjectRow)).all()[:pages]:
        page = PageRow(
            uid=uuid7(),
            year_id=small.year,
            class_id=group.id,
            subject_id=subject.id,
            half_hours=4,
            no_marks=False,
            max_marks=1,
            scheme=None,
            position=0,
        )
        session.add(page)
        session.flush()
        for day in (date(2026, 11, 16), TODAY):
            lesson(session, page.id, day, small.staff["petrova"])
    return group.id


@pytest.fixture
def school(small, database):
    """Classes 7А, 7Б, 7В with journals and 7Г without one."""
    with Session(database.owner) as session, session.begin():
        more = [_class(session, small, letter, pages=2) for letter in "БВ"]
        more.append(_class(session, small, "Г", pages=0))
    return [small.class_id, *more]


@pytest.fixture
def closed(small, school, database):
    """The year is closed; everything stands but one final mark of 7А, whose pupils it has."""
    with Session(database.owner) as session, session.begin():
        year = session.get(SchoolYearRow, small.year)
        year.state, year.ends = YearState.CLOSED, TODAY
        order = OrderRow(kind=OrderKind.TRANSFER, number="9", day=TODAY, title="О переводе")
        session.add(order)
        session.flush()
        for period in session.scalars(select(PeriodRow)):
            period.state = PeriodState.CLOSED
        for pupil in small.pupils:
            session.add(
                DecisionRow(
                    pupil_id=pupil,
                    class_id=small.class_id,
                    code=Decision.PROMOTED,
                    wording="",
                    order_id=order.id,
                )
            )
    return school


def finals(database, small):
    """Give 7А its final marks."""
    with Session(database.owner) as session, session.begin():
        for page in session.scalars(select(PageRow).filter_by(class_id=small.class_id)):
            for pupil in session.scalars(select(EnrolmentRow.pupil_id)):
                mark = PeriodMarkRow(
                    pupil_id=pupil,
                    subject_id=page.subject_id,
                    period_id=small.periods[1],
                    kind=PeriodKind.PERIOD,
                    value="4",
                    reason="",
                    is_foreign=False,
                    entered_at=NOON,
                    changed_at=NOON,
                )
                session.add(mark)


@pytest.fixture
def order(small, school, tmp_path):
    """An order for drafts of all classes into a folder of its own."""
    folder = tmp_path / "печать"
    folder.mkdir()

    def made(**more):
        said = {"year_id": small.year, "class_ids": tuple(school), "folder": folder}
        return BatchOrder(**{**said, "paper": DRAFT, **more})

    return made


@pytest.fixture
def rows(database):
    """Lines of the register: title, file's hash, state."""

    def read():
        with Session(database.owner) as session:
            found = session.scalars(select(PrintRow).order_by(PrintRow.id)).all()
            return [(row.title, row.sha256, row.state, row.is_copy) for row in found]

    return read
