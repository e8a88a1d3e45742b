"""The spread as the grid and the printer get it, on both engines."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from school import NOON, TODAY
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.lessons import SetHomework, SetTopic, SetWork
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import LessonState, PeriodKind, PeriodState
from journal_desktop.domain.timetable import REPLANNED
from journal_desktop.domain.vocabulary import EnrolmentEnd, OrderKind, SubstitutionKind
from journal_desktop.queries.history import CellHistory
from journal_desktop.queries.pages import PageNow, PagesOf, SchoolYears
from journal_desktop.queries.periods import PeriodsOf
from journal_desktop.queries.pupils_found import PupilsOf
from journal_desktop.queries.spread import SpreadOf, WorkKinds
from journal_desktop.store.rows.classes import PageRow, SubgroupMemberRow, SubgroupRow
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow, RuleRow


@pytest.fixture
def put(as_, small):
    """Type texts into cells of the main page: (pupil, lesson, text)."""

    def typed(*cells):
        journal = as_("ivanova")
        for pupil, lesson, text in cells:
            place = (small.page, small.lessons[lesson], small.pupils[pupil])
            journal.do(SetCell(*place, text, ""))
        return journal

    return typed


def test_cells_lessons_and_pupils_stand_in_their_order(put, small):
    journal = put((0, 1, "5"), (1, 3, "н"), (2, 3, "4оп"))
    spread = journal.ask(SpreadOf(small.page, small.periods[2]))
    names = [pupil.name.split()[0] for pupil in spread.pupils]
    assert names == ["Абрамова", "Белов", "Ёлкин", "Петров-Водкин", "Шевченко", "Яшин"]
    assert [lesson.day for lesson in spread.lessons] == [
        date(2026, 11, 16),
        date(2026, 11, 20),
        TODAY,
        TODAY + timedelta(1),
    ]
    texts = {key: cell.text for key, cell in spread.cells.items()}
    assert texts == {
        (small.pupils[0], small.lessons[1]): "5",
        (small.pupils[1], small.lessons[3]): "н",
        (small.pupils[2], small.lessons[3]): "4оп",
    }
    absent = spread.cell(small.pupils[1], small.lessons[3])
    assert not absent.confirmed
    assert absent.changed_at == NOON
    assert spread.lessons[2].state is LessonState.HELD
    assert (spread.title.heading, spread.title.class_name) == ("Алгебра", "7А")
    assert spread.title.teacher == "Иванова Мария Петровна"


def test_cleared_cell_is_not_in_the_spread(put, small):
    journal = put((0, 3, "5"))
    journal.do(SetCell(small.page, small.lessons[3], small.pupils[0], "", "5"))
    assert journal.ask(SpreadOf(small.page)).cells == {}


def test_period_column_has_the_mean_the_proposal_and_why(put, small):
    journal = put((0, 1, "5"), (0, 2, "4"), (0, 3, "4"))
    column = (small.pupils[0], small.periods[2], PeriodKind.PERIOD)
    cell = journal.ask(SpreadOf(small.page, small.periods[2])).period_cells[column]
    assert (cell.mean, cell.proposed, cell.count, cell.need) == (Decimal("4.33"), "4", 3, 5)
    assert "4,33" in cell.why
    journal.do(SetPeriodMark(small.page, small.pupils[0], *column[1:], "5", "", "динамика"))
    cell = journal.ask(SpreadOf(small.page)).period_cells[column]
    assert (cell.value, cell.reason) == ("5", "динамика")


def test_year_column_is_proposed_from_the_quarters(as_, small):
    journal = as_("ivanova", NOON.replace(year=2027, month=5, day=25))
    for number, mark in ((1, "4"), (2, "5"), (3, "4"), (4, "5")):
        command = SetPeriodMark(
            small.page, small.pupils[0], small.periods[number], PeriodKind.PERIOD, mark, ""
        )
        journal.do(command)
    spread = journal.ask(SpreadOf(small.page))
    assert [column.short for column in spread.periods] == [
        "I ч.",
        "II ч.",
        "III ч.",
        "IV ч.",
        "Год",
        "Экз.",
        "Итог",
    ]
    year = spread.period_cells[small.pupils[0], small.periods[0], PeriodKind.YEAR]
    assert year.proposed == "5"


def test_topic_homework_work_and_deadline_are_read_back(as_, small):
    journal = as_("ivanova")
    place = (small.page, small.lessons[3])
    journal.do(SetWork(*place, 1, "CTRL", "ANSWER"))
    topic = "Контрольная работа № 3 по теме «Многочлены»"
    journal.do(SetTopic(*place, topic, "", "перенос"), SetHomework(*place, "п. 25, № 589", ""))
    lesson = journal.ask(SpreadOf(small.page)).lessons[3]
    assert (lesson.topic, lesson.homework, lesson.plan_number) == (topic, "п. 25, № 589", 4)
    assert lesson.works[0].is_control
    assert lesson.works[0].needs_form
    assert lesson.topic_at == lesson.homework_at == NOON
    assert f"{lesson.homework_due:%H:%M %d.%m}" == "13:40 23.11"


@pytest.mark.parametrize(
    ("begins", "ends", "means"),
    [
        (date(2026, 9, 1), None, [1, 3]),
        (date(2027, 9, 1), None, [1, 1]),
        (date(2025, 9, 1), date(2026, 8, 31), [1, 1]),
    ],
    ids=["in force", "of the next year", "of the year before"],
)
def test_weights_are_those_of_the_year(as_, small, database, begins, ends, means):
    with Session(database.owner) as session, session.begin():
        session.add(RuleRow(name="weights", value=True, begins=begins, ends=ends))
    as_("ivanova").do(SetWork(small.page, small.lessons[3], 1, "CTRL", "ANSWER"))
    later = as_("ivanova", NOON.replace(year=2027, month=10, day=1))
    lessons = later.ask(SpreadOf(small.page)).lessons
    assert [int(lessons[number].works[0].weight) for number in (2, 3)] == means


def test_departed_pupil_stays_with_a_note(as_, small, database):
    with Session(database.owner) as session, session.begin():
        order = OrderRow(
            kind=OrderKind.DEPARTURE, number="45-у", day=date(2026, 11, 17), title="О выбытии"
        )
        session.add(order)
        session.flush()
        row = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[3])).one()
        row.ends, row.end_kind = date(2026, 11, 18), EnrolmentEnd.LEFT
        row.departure_order_id = order.id
    pupil = as_("ivanova").ask(SpreadOf(small.page)).pupils[3]
    assert pupil.note == "выбыл(а) 18.11.2026, пр. № 45-у от 17.11.2026"
    assert not pupil.present_on(TODAY)
    assert pupil.present_on(date(2026, 11, 18))


def test_substitute_reads_the_page_and_writes_only_the_given_lesson(as_, small, database):
    with Session(database.owner) as session, session.begin():
        session.add(
            SubstitutionRow(
                lesson_id=small.lessons[3],
                absent_id=small.staff["ivanova"],
                staff_id=small.staff["petrova"],
                kind=SubstitutionKind.SAME,
                reason="болезнь",
            )
        )
    journal = as_("petrova")
    spread = journal.ask(SpreadOf(small.page))
    assert spread.lessons[3].substitution == "Замена: Петрова А. С."
    journal.do(SetCell(small.page, small.lessons[3], small.pupils[0], "4", ""))
    with pytest.raises(Refused):
        journal.do(SetCell(small.page, small.lessons[2], small.pupils[0], "4", ""))


def test_who_may_open_which_page(as_, small):
    def pages(login):
        items = as_(login).ask(PagesOf(small.year))
        return {item.page_id: item.own for item in items}

    own, other, course = small.page, small.other_page, small.course_page
    assert pages("petrova") == {other: True}
    assert pages("ivanova") == {own: True, other: False, course: True}
    assert pages("zavuch") == {own: False, other: False, course: False}
    assert pages("medic") == {}
    with pytest.raises(Refused, match=r"1.9"):
        as_("petrova").ask(SpreadOf(small.page))
    with pytest.raises(Refused):
        as_("medic").ask(CellHistory(small.page, small.lessons[0], small.pupils[0]))


def test_years_periods_and_kinds_to_choose_from(as_, small):
    journal = as_("ivanova")
    assert [year.title for year in journal.ask(SchoolYears())] == ["2026/2027"]
    titles = [column.title for column in journal.ask(PeriodsOf(small.page))]
    assert titles == ["I четверть", "II четверть", "III четверть", "IV четверть", "Год"]
    assert [kind.code for kind in journal.ask(WorkKinds())] == ["ANSWER", "CTRL"]


def test_history_tells_every_change_newest_first(as_, small):
    journal = as_("ivanova")
    place = (small.page, small.lessons[3], small.pupils[0])
    journal.do(SetCell(*place, "3", ""))
    changed = journal.do(SetCell(*place, "н", "3"))
    journal.undo(changed.op_id)
    journal.do(CommentCell(*place, "устный ответ", ""))
    lines = journal.ask(CellHistory(*place))
    assert [(line.before, line.after) for line in lines] == [
        ("3", "3 «устный ответ»"),
        ("н", "3"),
        ("3", "н"),
        ("", "3"),
    ]
    assert {(line.who, line.role) for line in lines} == {("Иванова М. П.", "учитель")}


@pytest.mark.parametrize("login", ["ivanova", "zavuch"])
def test_a_spread_takes_six_statements_whatever_its_size(as_, small, database, put, login):
    put(*((pupil, lesson, "4") for pupil in range(6) for lesson in range(4)))
    journal, seen = as_(login), []
    engine = database.engine(login)
    listener = lambda *args: seen.append(args[2])  # noqa: E731 - SQLAlchemy's six arguments
    event.listen(engine, "before_cursor_execute", listener)
    journal.ask(SpreadOf(small.page))
    event.remove(engine, "before_cursor_execute", listener)
    statements = [text for text in seen if text.lstrip().upper().startswith("SELECT")]
    assert len(statements) == 6


def test_the_spread_of_a_subgroup_has_its_pupils_only(as_, small, database):
    with Session(database.owner) as session, session.begin():
        group = SubgroupRow(
            year_id=small.year, class_id=small.class_id, title="группа 1", division="английский"
        )
        session.add(group)
        session.flush()
        session.get(PageRow, small.page).subgroup_id = group.id
        session.add_all(
            SubgroupMemberRow(subgroup_id=group.id, pupil_id=pupil, begins=date(2026, 9, 1))
            for pupil in small.pupils[:2]
        )
        lesson = session.get(LessonRow, small.lessons[3])
        assert lesson is not None
    journal = as_("ivanova")
    spread = journal.ask(SpreadOf(small.page))
    assert len(spread.pupils) == 2
    assert spread.title.heading == "Алгебра (группа 1)"
    with pytest.raises(Refused, match=r"не числится"):
        journal.do(SetCell(small.page, small.lessons[3], small.pupils[4], "5", ""))


@pytest.mark.parametrize(("hour", "page"), [(0, "other_page"), (2, "other_page"), (4, "page")])
def test_the_page_of_the_lesson_that_goes_on_comes_first(as_, small, database, hour, page):
    with Session(database.owner) as session, session.begin():
        session.get(LessonRow, small.other_lesson).staff_id = small.staff["ivanova"]
        session.get(LessonRow, small.course_lesson).state = LessonState.CANCELLED
    journal = as_("ivanova", NOON.replace(hour=hour))
    assert journal.ask(PageNow()) == getattr(small, page)


def test_a_lesson_given_away_is_not_mine_now(as_, small, database):
    with Session(database.owner) as session, session.begin():
        session.get(LessonRow, small.course_lesson).state = LessonState.CANCELLED
        session.add(
            SubstitutionRow(
                lesson_id=small.lessons[3],
                absent_id=small.staff["ivanova"],
                staff_id=small.staff["petrova"],
                kind=SubstitutionKind.SAME,
                reason="болезнь",
            )
        )
    assert as_("ivanova").ask(PageNow()) is None
    assert as_("petrova").ask(PageNow()) == small.page


def test_a_future_period_opens_by_itself_on_its_first_day(as_, small, database):
    with Session(database.owner) as session, session.begin():
        for number in (2, 3):
            session.get(PeriodRow, small.periods[number]).state = PeriodState.FUTURE
    states = [column.state for column in as_("ivanova").ask(PeriodsOf(small.page))]
    assert states[1:3] == [PeriodState.OPEN, PeriodState.FUTURE]


@pytest.mark.parametrize(("days", "may_write"), [(0, True), (1, True), (2, False)])
def test_a_substitute_writes_until_the_end_of_the_next_day(as_, small, database, days, may_write):
    with Session(database.owner) as session, session.begin():
        session.add(
            SubstitutionRow(
                lesson_id=small.lessons[3],
                absent_id=small.staff["ivanova"],
                staff_id=small.staff["petrova"],
                kind=SubstitutionKind.SAME,
                reason="болезнь",
            )
        )
    command = SetCell(small.page, small.lessons[3], small.pupils[0], "4", "")
    journal = as_("petrova", NOON + timedelta(days))
    if may_write:
        assert journal.do(command).op_id
    else:
        with pytest.raises(Refused, match=r"1\.9"):
            journal.do(command)
        assert as_("ivanova", NOON + timedelta(days)).do(command).op_id


@pytest.mark.parametrize(("topic", "shown"), [("", 4), ("Пропорции", 5)])
def test_a_place_the_timetable_took_away_is_not_a_column(as_, small, database, topic, shown):
    with Session(database.owner) as session, session.begin():
        lesson = session.get(LessonRow, small.lessons[4])
        lesson.state, lesson.cancel_reason = LessonState.CANCELLED, REPLANNED
        lesson.topic = topic
    assert len(as_("ivanova").ask(SpreadOf(small.page)).lessons) == shown


def test_pupils_are_found_by_those_who_read_their_class(as_, small):
    def names(login):
        return [(p.name, p.page_id) for p in as_(login).ask(PupilsOf(small.year))]

    assert names("ivanova")[2] == ("Ёлкин Имяа", small.page)
    assert len(names("zavuch")) == 6
    assert names("petrova")[0][1] == small.other_page
    assert names("medic") == []


def test_a_page_is_opened_with_six_statements_periods_and_substitutions_included(
    as_, small, database
):
    with Session(database.owner) as session, session.begin():
        session.add(
            SubstitutionRow(
                lesson_id=small.other_lesson,
                absent_id=small.staff["petrova"],
                staff_id=small.staff["ivanova"],
                kind=SubstitutionKind.SAME,
                reason="болезнь",
            )
        )
    journal, seen = as_("ivanova"), []
    engine = database.engine("ivanova")
    listener = lambda *args: seen.append(args[2])  # noqa: E731 - SQLAlchemy's six arguments
    event.listen(engine, "before_cursor_execute", listener)
    with journal.snapshot() as ask:
        ask(PeriodsOf(small.page))
        ask(SpreadOf(small.page, small.periods[2]))
    event.remove(engine, "before_cursor_execute", listener)
    assert sum(text.lstrip().upper().startswith("SELECT") for text in seen) == 6
