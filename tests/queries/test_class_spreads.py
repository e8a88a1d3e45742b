"""All spreads of a class at once say what the spread of each page says, on both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from school import TODAY
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.lessons import SetHomework, SetTopic, SetWork
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import Cell, LessonState, PeriodCell, PeriodKind
from journal_desktop.domain.timetable import REPLANNED
from journal_desktop.domain.vocabulary import EnrolmentEnd, OrderKind, Scheme, SubstitutionKind
from journal_desktop.queries.books import BookOf
from journal_desktop.queries.class_spreads import SpreadsOfClass
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.classes import PageRow, SubgroupMemberRow, SubgroupRow
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow

PERIOD, YEAR, EXAM, _ = PeriodKind


@pytest.fixture
def change(database):
    """Change or add rows past the gate."""

    def act(*works):
        with Session(database.owner) as session, session.begin():
            for work in works:
                work(session)
                session.flush()

    return act


@pytest.fixture
def typed(as_, small):
    """Marks of every shape: one, two of one lesson, cleared, late, absent, with a comment."""
    journal, other = as_("ivanova"), as_("petrova")
    places = [(small.page, lesson) for lesson in small.lessons]
    journal.do(SetCell(*places[1], small.pupils[0], "5", ""))
    journal.do(SetCell(*places[1], small.pupils[1], "3", ""))
    journal.do(SetCell(*places[1], small.pupils[1], "", "3"))
    journal.do(SetCell(*places[2], small.pupils[0], "н", ""))
    journal.do(SetCell(*places[2], small.pupils[1], "4оп", ""))
    journal.do(SetCell(*places[2], small.pupils[2], "оп", ""))
    journal.do(CommentCell(*places[2], small.pupils[3], "устный ответ", ""))
    journal.do(SetTopic(*places[3], "Умножение", "", "перенос"))
    journal.do(SetHomework(*places[3], "п. 25, № 589", ""))
    two = small.other_page, small.other_lesson
    other.do(SetWork(*two, 2, "CTRL", ""))
    other.do(
        *(SetCell(*two, small.pupils[n], text, "") for n, text in enumerate(("4/5", "4", "у")))
    )
    for number, value in ((1, "4"), (0, "5")):
        kind = PERIOD if number else YEAR
        mark = small.page, small.pupils[0], small.periods[number], kind
        journal.do(SetPeriodMark(*mark, value, ""))
        if not number:
            journal.do(SetPeriodMark(*mark, "", value))


def printed(spread):
    """What of a spread is printed: everything else left out."""
    return replace(
        spread,
        pupils=tuple(
            replace(pupil, has_advice=False, paper_diary=False, exempt=())
            for pupil in spread.pupils
        ),
        lessons=tuple(
            replace(
                lesson,
                works=(),
                plan_number=None,
                plan_topic="",
                teacher_id=None,
                teacher="",
                confirmed=False,
                topic_at=None,
                homework_at=None,
                homework_due=None,
                period_id=None,
                topic_reason="",
            )
            for lesson in spread.lessons
        ),
        cells={
            place: Cell(marks=(cell.text,)) for place, cell in spread.cells.items() if cell.text
        },
        period_cells={
            place: PeriodCell(value=cell.value)
            for place, cell in spread.period_cells.items()
            if cell.value
        },
    )


def same(journal, class_id):
    """Ask both ways, prove them equal, give what was found."""
    with journal.snapshot() as ask:
        head = ask(BookOf(class_id))
        found = ask(SpreadsOfClass(class_id))
        pages = [ask(SpreadOf(page, proposals=False)) for page in head.page_ids]
    assert [printed(spread) for spread in found] == [printed(spread) for spread in pages]
    return found


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_a_class_says_what_its_pages_say(as_, small, login):
    spreads = same(as_(login), small.class_id)
    texts = {place: cell.text for spread in spreads for place, cell in spread.cells.items()}
    assert texts[small.pupils[0], small.other_lesson] == "4/5"
    assert texts[small.pupils[1], small.lessons[2]] == "4оп"
    assert (small.pupils[3], small.lessons[2]) not in texts


@pytest.mark.usefixtures("typed")
def test_equal_cells_are_one_object(as_, small):
    cells = [
        cell
        for spread in as_("admin").ask(SpreadsOfClass(small.class_id))
        for cell in spread.cells.values()
    ]
    assert len({id(cell) for cell in cells}) == len(set(cells))


@pytest.mark.usefixtures("typed")
def test_whoever_left_and_came_again_has_the_same_days_and_note(as_, small, change):
    def leave(session):
        order = OrderRow(
            kind=OrderKind.DEPARTURE, number="45-у", day=date(2026, 9, 17), title="О выбытии"
        )
        session.add(order)
        session.flush()
        for pupil, ends in ((3, date(2026, 9, 18)), (4, TODAY)):
            row = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[pupil]))
            stay = row.one()
            stay.ends, stay.end_kind = ends, EnrolmentEnd.LEFT
            stay.departure_order_id = order.id
        session.add(
            EnrolmentRow(
                pupil_id=small.pupils[3],
                class_id=small.class_id,
                begins=date(2026, 11, 1),
                arrived_from="",
                departed_to="",
            )
        )

    change(leave)
    pupils = same(as_("admin"), small.class_id)[0].pupils
    assert [len(pupil.enrolled) for pupil in pupils] == [1, 1, 1, 2, 1, 1]
    assert [bool(pupil.note) for pupil in pupils] == [False] * 4 + [True, False]


@pytest.mark.usefixtures("typed")
def test_a_subgroup_has_its_members_while_they_are_in_the_class(as_, small, change):
    def divide(session):
        group = SubgroupRow(
            year_id=small.year, class_id=small.class_id, title="группа 1", division="язык"
        )
        session.add(group)
        session.flush()
        session.get(PageRow, small.page).subgroup_id = group.id
        spans = ((date(2026, 10, 1), None), (date(2026, 8, 1), date(2026, 11, 17)))
        session.add_all(
            SubgroupMemberRow(subgroup_id=group.id, pupil_id=pupil, begins=begins, ends=ends)
            for pupil, (begins, ends) in zip(small.pupils, spans, strict=False)
        )
        gone = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[1])).one()
        gone.ends, gone.end_kind = date(2026, 11, 10), EnrolmentEnd.MOVED

    change(divide)
    (spread,) = (one for one in same(as_("admin"), small.class_id) if one.title.group)
    assert [len(pupil.enrolled) for pupil in spread.pupils] == [1, 1]
    assert [bool(pupil.note) for pupil in spread.pupils] == [False, True]


def test_who_left_the_subgroup_but_not_the_class_has_a_note_of_it(as_, small, change):
    def divide(session):
        group = SubgroupRow(
            year_id=small.year, class_id=small.class_id, title="группа 1", division="язык"
        )
        session.add(group)
        session.flush()
        session.get(PageRow, small.page).subgroup_id = group.id
        ends = (date(2026, 10, 1), None)
        session.add_all(
            SubgroupMemberRow(
                subgroup_id=group.id, pupil_id=pupil, begins=date(2026, 9, 1), ends=last
            )
            for pupil, last in zip(small.pupils, ends, strict=False)
        )

    change(divide)
    found = as_("admin").ask(SpreadsOfClass(small.class_id))
    (spread,) = (one for one in found if one.title.group)
    notes = {pupil.id: pupil.note for pupil in spread.pupils}
    assert notes == {small.pupils[0]: "в группе до 01.10.2026", small.pupils[1]: ""}


@pytest.mark.usefixtures("typed")
def test_other_periods_substitutions_and_lessons_that_never_were(as_, small, change):
    def replace_teacher(session):
        who = {"absent_id": small.staff["ivanova"], "reason": ""}
        kinds = ((small.lessons[0], None, SubstitutionKind.CANCELLED),)
        kinds += ((small.lessons[1], small.staff["petrova"], SubstitutionKind.SAME),)
        session.add_all(
            SubstitutionRow(lesson_id=lesson, staff_id=staff, kind=kind, **who)
            for lesson, staff, kind in kinds
        )

    def take_away(session):
        lesson = session.get(LessonRow, small.lessons[-1])
        lesson.state, lesson.cancel_reason = LessonState.CANCELLED, REPLANNED
        lesson.topic = lesson.homework = ""

    def shorten(session):
        session.get(PageRow, small.other_page).scheme = Scheme.HALVES
        session.add(
            PeriodRow(
                year_id=small.year,
                scheme=Scheme.HALVES,
                number=1,
                title="I полугодие",
                short="I п.",
                begins=date(2026, 9, 1),
                ends=TODAY - timedelta(days=1),
                state=session.get(PeriodRow, small.periods[1]).state,
            )
        )

    change(replace_teacher, take_away, shorten)
    found = {spread.title.id: spread for spread in same(as_("admin"), small.class_id)}
    assert not found[small.other_page].lessons
    assert len(found[small.page].lessons) == len(small.lessons) - 1
    said = [lesson.substitution for lesson in found[small.page].lessons[:2]]
    assert said == ["Урок не состоялся", "Замена: Петрова А. С."]


@pytest.mark.usefixtures("typed")
def test_a_class_takes_eight_statements_whatever_its_pages(as_, small, database):
    journal, seen = as_("admin"), []
    engine = database.engine("admin")
    listener = lambda *args: seen.append(args[2])  # noqa: E731 - SQLAlchemy's six arguments
    event.listen(engine, "before_cursor_execute", listener)
    journal.ask(SpreadsOfClass(small.class_id))
    event.remove(engine, "before_cursor_execute", listener)
    assert sum(text.lstrip().upper().startswith("SELECT") for text in seen) == 8


@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_who_reads_single_pages_does_not_read_the_class(as_, small, login):
    with pytest.raises(Refused):
        as_(login).ask(SpreadsOfClass(small.class_id))


def test_a_class_without_pages_has_no_spreads(as_):
    assert as_("admin").ask(SpreadsOfClass(9999)) == ()
