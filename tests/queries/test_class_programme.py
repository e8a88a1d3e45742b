"""Planned hours, corrections and marks of other schools of a class."""

from datetime import date
from uuid import uuid4

import pytest
from printing.reading import quiet
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import Refused
from journal_desktop.domain.vocabulary import OrderKind, PlanChange, PlanState
from journal_desktop.printing.printed_class import gather
from journal_desktop.queries.class_foreign import ForeignMarksOfClass
from journal_desktop.queries.class_programme import Correction, ProgrammeOfClass, year_half_hours
from journal_desktop.store.rows import plans
from journal_desktop.store.rows.classes import PageRow, StudyPlanRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import ForeignMarkRow, ForeignSheetRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow
from journal_desktop.store.rows.staff import StaffRow


@pytest.fixture
def first_period(small, database):
    """The first quarter of the class's year."""
    with Session(database.owner, expire_on_commit=False) as session:
        query = select(PeriodRow).filter_by(year_id=small.year, number=1)
        return session.scalars(query.order_by(PeriodRow.id)).first()


@pytest.fixture
def planned(small, database, first_period):
    """A plan of three topics of the page, two in the first quarter, one without a day."""
    with Session(database.owner) as session, session.begin():
        page = session.get(PageRow, small.page)
        author = session.scalars(select(StaffRow.id)).first()
        plan = plans.LessonPlanRow(
            uid=uuid4(), year_id=small.year, subject_id=page.subject_id, grade=7,
            author_id=author, title="КТП", programme="", state=PlanState.APPROVED,
        )  # fmt: skip
        session.add(plan)
        session.flush()
        topics = [
            plans.PlanTopicRow(
                plan_id=plan.id, number=number, topic=f"Тема {number}", half_hours=2,
                lesson_type="", homework="", resources="", outcomes="", note="",
            )
            for number in (1, 2, 3)
        ]  # fmt: skip
        use = plans.PlanUseRow(plan_id=plan.id, page_id=small.page)
        order = OrderRow(kind=OrderKind.OTHER, number="5", day=date(2026, 9, 9), title="О КТП")
        session.add_all([*topics, use, order])
        session.flush()
        day = first_period.begins
        session.add_all(
            [
                plans.PlanDateRow(use_id=use.id, topic_id=topics[0].id, first_day=day, day=None),
                plans.PlanDateRow(use_id=use.id, topic_id=topics[1].id, first_day=None, day=day),
                plans.PlanDateRow(use_id=use.id, topic_id=topics[2].id),
                plans.PlanCorrectionRow(
                    use_id=use.id, topic_id=topics[2].id, change=PlanChange.MERGE,
                    with_topic_id=topics[1].id, reason="Карантин", order_id=order.id,
                ),
            ]
        )  # fmt: skip
    return small


def test_hours_come_from_the_days_of_the_lesson_plan(as_, planned, first_period):
    programme = as_("admin").ask(ProgrammeOfClass(planned.class_id))
    assert programme.planned(planned.page, first_period.id) == 4
    assert programme.planned(planned.page, first_period.id + 1) == 0
    assert programme.of_year[planned.page] == 6
    assert programme.planned(planned.page + 1, first_period.id) is None


def test_corrections_are_told_with_both_topics_and_the_order(as_, planned):
    programme = as_("admin").ask(ProgrammeOfClass(planned.class_id))
    [line] = programme.corrections[planned.page]
    assert line == Correction(
        PlanChange.MERGE, 3, "Тема 3", 2, "Карантин", "№ 5 от 09.09.2026", None
    )


def test_a_class_teacher_reads_the_hours_but_no_corrections(as_, planned, first_period):
    programme = as_("ivanova").ask(ProgrammeOfClass(planned.class_id))
    assert programme.planned(planned.page, first_period.id) == 4
    assert programme.of_year[planned.page] == 6
    assert programme.corrections == {}


def test_without_a_lesson_plan_the_year_is_that_of_the_study_plan(as_, small, database):
    with Session(database.owner) as session, session.begin():
        page = session.get(PageRow, small.page)
        row = session.scalars(
            select(StudyPlanRow).filter_by(class_id=small.class_id, subject_id=page.subject_id)
        ).one()
        row.half_hours_1, row.half_hours_2 = 2, 4
    programme = as_("admin").ask(ProgrammeOfClass(small.class_id))
    assert programme.of_year[small.page] == 2 * 17 + 4 * 17


@pytest.mark.parametrize(
    ("grade", "halves", "hours"), [(7, (2, 2), 68), (1, (2, 2), 66), (9, (1, 1), 34)]
)
def test_a_year_has_thirty_four_weeks_and_the_first_grade_thirty_three(grade, halves, hours):
    assert year_half_hours(grade, *halves) == hours


@pytest.fixture
def brought(small, database, first_period):
    """A sheet of another school with a mark of a day of our lesson and one of the quarter."""
    with Session(database.owner) as session, session.begin():
        page = session.get(PageRow, small.page)
        lesson = session.get(LessonRow, small.lessons[0])
        stay = session.scalars(
            select(EnrolmentRow).filter_by(class_id=small.class_id, pupil_id=small.pupils[0])
        ).first()
        stay.begins = date.fromordinal(lesson.day.toordinal() + 1)
        sheet = ForeignSheetRow(
            pupil_id=small.pupils[0], organisation="Школа № 400", begins=first_period.begins,
            ends=lesson.day, number="52", handed_in=None, accepted_by=None,
        )  # fmt: skip
        session.add(sheet)
        session.flush()
        given = {"sheet_id": sheet.id, "subject_id": page.subject_id}
        session.add_all(
            [
                ForeignMarkRow(**given, day=lesson.day, value="5"),
                ForeignMarkRow(**given, period_id=first_period.id, value="4"),
            ]
        )
    return small


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_marks_of_other_schools_are_read_for_the_page_of_their_subject(as_, brought, login):
    marks = as_(login).ask(ForeignMarksOfClass(brought.class_id))
    assert {(mark.page_id, mark.pupil_id, mark.value, mark.source) for mark in marks} == {
        (brought.page, brought.pupils[0], "5", "№ 52, Школа № 400"),
        (brought.page, brought.pupils[0], "4", "№ 52, Школа № 400"),
    }


def test_they_stand_in_the_book_with_a_star_on_days_before_the_pupil_came(as_, brought):
    with as_("admin").snapshot() as ask:
        book = gather(ask, brought.class_id, quiet).book
    subject = next(one for one in book.sections if one.title == "Алгебра")
    lesson = next(unit.lesson for unit in subject.units if unit.lesson)
    assert lesson.cells.count("5*") == 1
    finals = [final for unit in subject.units for final in unit.finals]
    assert any("4*" in final.cells for final in finals)


def test_strangers_read_neither(as_, small):
    for query in (ProgrammeOfClass(small.class_id), ForeignMarksOfClass(small.class_id)):
        with pytest.raises(Refused):
            as_("medic").ask(query)
