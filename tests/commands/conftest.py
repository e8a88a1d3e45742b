"""What the tests of commands share: commands on the small school, and looks past the gate."""

import pytest
import school as invented
from school import NOON, TODAY, ZONE, SmallSchool
from sqlalchemy import select
from sqlalchemy.orm import Session

from commands.planning import make, topics
from commands.weeks import MONDAY, at
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.commands.plan_uses import FollowPlan
from journal_desktop.commands.timetable import ImportTimetable
from journal_desktop.domain.spread import LessonState, PeriodKind
from journal_desktop.domain.vocabulary import EnrolmentEnd
from journal_desktop.journal import Journal
from journal_desktop.queries.plans import PlanLibrary, PlanOf
from journal_desktop.store.actors import load_actor
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow


@pytest.fixture
def rows(database):
    def all_of(table, /, **by):
        with Session(database.owner, expire_on_commit=False) as session:
            return list(session.scalars(select(table).filter_by(**by).order_by(table.id)))

    return all_of


@pytest.fixture
def put(small, as_):
    """Import a week as the officer."""

    def imported(*places, begins=MONDAY, missing=True, now=NOON):
        return as_("admin", now).do(ImportTimetable(small.year, begins, tuple(places), missing))

    return imported


@pytest.fixture
def empty(database):
    """A school with a year and people, but no class, subject or room; its officer's journal."""
    made = SmallSchool()
    with Session(database.owner) as session, session.begin():
        invented._setup(session, made, None)
        invented._people(session, made)
    engine = database.engine("admin")
    with Session(engine) as session:
        actor = load_actor(session, "admin", TODAY)
    return made.year, Journal(engine, actor, lambda: NOON, ZONE)


@pytest.fixture
def place(small):
    """(page, lesson) of the main page by the lesson's number there; today's unless told."""

    def of(number=3):
        return small.page, small.lessons[number]

    return of


@pytest.fixture
def mark(small):
    """A command on the main page; `period` is a quarter, 0 the year."""

    def command(text, expected="", *, pupil=0, period=2, kind=None, page=None, **grounds):
        kind = kind or (PeriodKind.PERIOD if period else PeriodKind.YEAR)
        pupil_id = small.pupils[pupil]
        page_id = page or small.page
        return SetPeriodMark(
            page_id, pupil_id, small.periods[period], kind, text, expected, **grounds
        )

    return command


@pytest.fixture
def look(database, small):
    """(value, reason, order id) of a final mark of the first pupil; None without a row."""

    def stored(period=2, kind=None):
        place = {
            "pupil_id": small.pupils[0],
            "period_id": small.periods[period],
            "kind": kind or (PeriodKind.PERIOD if period else PeriodKind.YEAR),
        }
        with Session(database.owner) as session:
            row = session.scalars(select(PeriodMarkRow).filter_by(**place)).one_or_none()
            return (row.value, row.reason, row.order_id) if row else None

    return stored


@pytest.fixture
def change(database):
    """Change a row past the gate: (row class, id, values)."""

    def values(row_class, row_id, **changed):
        with Session(database.owner) as session, session.begin():
            for name, value in changed.items():
                setattr(session.get(row_class, row_id), name, value)

    return values


@pytest.fixture
def add(database):
    def row(made):
        with Session(database.owner) as session, session.begin():
            session.add(made)
            session.flush()
            return made.id

    return row


@pytest.fixture
def ends(database, small):
    """End the stay of the first pupil in the class."""

    def on(day, kind=EnrolmentEnd.LEFT):
        with Session(database.owner) as session, session.begin():
            row = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[0])).one()
            row.ends, row.end_kind = day, kind

    return on


@pytest.fixture
def teacher(as_):
    return as_("ivanova")


@pytest.fixture
def follow(teacher, small, change):
    """A plan of these lines followed by the main page, whose lessons have no topics yet."""

    def followed(lines):
        for lesson in small.lessons:
            change(LessonRow, lesson, plan_topic_id=None)
        plan = make(teacher, small, lines)
        teacher.do(FollowPlan(plan, small.page))
        (item,) = [each for each in teacher.ask(PlanLibrary(small.year)) if each.id == plan]
        return plan, item.uses[0].id

    return followed


@pytest.fixture
def bound(rows, small):
    """Number of the plan's line by day of the lessons of the main page."""

    def found(journal, plan):
        numbers = {topic.id: topic.number for topic in journal.ask(PlanOf(plan)).topics}
        return {
            row.day: numbers.get(row.plan_topic_id)
            for row in rows(LessonRow, page_id=small.page)
            if row.state is not LessonState.CANCELLED
        }

    return found


@pytest.fixture
def year(put, follow):
    """A page with two lessons a week to the end of the year, on a plan of sixty lines."""
    put(at(1, 3), at(4, 3), begins=TODAY)
    plan, use = follow((*topics(30, "Глава 1"), *topics(30, "Глава 2")))
    return plan, use
