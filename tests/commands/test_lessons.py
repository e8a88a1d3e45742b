"""Topic, homework, attendance: Regulation 3.2.5 and 5.1, on both engines."""

from datetime import timedelta

import pytest
from school import NOON, TODAY
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal_desktop.commands.lessons import ConfirmAttendance, SetHomework, SetTopic, SetWork
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.school import PeriodRow

PAST, YESTERDAY_BUT_ONE, TODAYS, TOMORROWS = 1, 2, 3, 4
PLANNED = "Тема по плану 4"


@pytest.fixture
def stored(database, small):
    """A column of a lesson, straight from the table."""

    def value(name, number=TODAYS):
        with Session(database.owner) as session:
            return getattr(session.get(LessonRow, small.lessons[number]), name)

    return value


@pytest.fixture
def ops(database):
    def count():
        with Session(database.owner) as session:
            return session.scalar(select(func.count()).select_from(OpRow))

    return count


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("к/р № 3 Многочлены", "Контрольная работа № 3 по теме «Многочлены»"),
        ("Контрольная работа № 3", "Контрольная работа № 3 по теме «…»"),
        ('Контрольная работа №3 по теме ""', "Контрольная работа № 3 по теме «…»"),
        ("Многочлены", "Контрольная работа № 1 по теме «…»"),
    ],
)
def test_topic_of_a_control_work_in_a_wrong_form_is_refused_with_the_right_one_clause_3_2_5(
    as_, place, stored, typed, shown
):
    journal = as_("ivanova")
    journal.do(SetWork(*place(), 1, "CTRL", "ANSWER"))
    with pytest.raises(Invalid, match=r"3\.2\.5") as caught:
        journal.do(SetTopic(*place(), typed, "", "перенос"))
    assert shown in str(caught.value)
    assert stored("topic") == ""


def test_topic_is_stored_with_russian_quotes_and_a_spaced_number(as_, place, stored):
    journal = as_("ivanova")
    journal.do(SetWork(*place(), 1, "CTRL", "ANSWER"))
    journal.do(
        SetTopic(*place(), 'Контрольная работа №3  по теме "Многочлены"', "", "перенос урока")
    )
    assert stored("topic") == "Контрольная работа № 3 по теме «Многочлены»"
    assert stored("topic_reason") == "перенос урока"


@pytest.mark.parametrize("topic", ["Present Simple", "My family", "😀😀😀", "123"])
def test_topic_that_is_not_russian_is_refused_clause_3_2_5(as_, place, topic):
    with pytest.raises(Invalid, match=r"по-русски"):
        as_("ivanova").do(SetTopic(*place(), topic, "", "так вышло"))


def test_topic_of_the_plan_needs_no_reason_and_another_one_does(as_, place, stored):
    journal = as_("ivanova")
    with pytest.raises(Invalid, match=r"КТП.*«Тема по плану 4»"):
        journal.do(SetTopic(*place(), "Степень с натуральным показателем", ""))
    with pytest.raises(Invalid, match=r"причину"):
        journal.do(SetTopic(*place(), "Степень с натуральным показателем", "", " \n "))
    journal.do(SetTopic(*place(), "тема  по плану 4.", ""))
    assert (stored("topic"), stored("topic_reason")) == ("тема по плану 4.", "")


def test_reason_goes_when_the_topic_is_the_plans_again(as_, place, stored):
    journal = as_("ivanova")
    journal.do(SetTopic(*place(), "Повторение", "", "карантин"))
    assert stored("topic_reason") == "карантин"
    journal.do(SetTopic(*place(), PLANNED, "Повторение", "карантин"))
    assert (stored("topic"), stored("topic_reason")) == (PLANNED, "")


def test_the_same_topic_again_keeps_its_reason_and_is_not_an_op(as_, place, stored, ops):
    journal = as_("ivanova")
    journal.do(SetTopic(*place(), "Повторение", "", "карантин"))
    assert journal.do(SetTopic(*place(), "Повторение ", "Повторение")).op_id is None
    assert stored("topic_reason") == "карантин"
    assert ops() == 1


def test_topic_may_be_planned_but_the_lesson_of_tomorrow_is_not_held_clause_5_1(as_, place, stored):
    as_("ivanova").do(SetTopic(*place(TOMORROWS), "Тема по плану 5", ""))
    assert stored("topic", TOMORROWS) == "Тема по плану 5"
    assert stored("state", TOMORROWS) is LessonState.PLANNED


def test_homework_may_be_prepared_before_the_lesson_and_does_not_hold_it(as_, place, stored):
    as_("ivanova").do(SetHomework(*place(TOMORROWS), "§ 5", ""))
    assert stored("homework", TOMORROWS) == "§ 5"
    assert stored("state", TOMORROWS) is LessonState.PLANNED


@pytest.mark.parametrize("command", ["topic", "attendance"])
def test_a_lesson_filled_on_its_day_is_held(as_, place, stored, command):
    act = SetTopic(*place(), PLANNED, "") if command == "topic" else ConfirmAttendance(*place())
    journal = as_("ivanova")
    done = journal.do(act)
    assert stored("state") is LessonState.HELD
    journal.undo(done.op_id)
    assert stored("state") is LessonState.PLANNED


def test_clearing_a_topic_does_not_hold_a_lesson(as_, place, stored, ops):
    assert as_("ivanova").do(SetTopic(*place(), "", "")).op_id is None
    assert stored("state") is LessonState.PLANNED
    assert ops() == 0


@pytest.mark.parametrize("typed", ["нет", "-", "не задано", "Б/З", "без задания", "Без задания."])
def test_no_homework_is_written_exactly_one_way_clause_3_2_5(as_, place, stored, typed):
    with pytest.raises(Invalid, match=r"«Без задания» \(п\. 3\.2\.5\)"):
        as_("ivanova").do(SetHomework(*place(), typed, ""))
    as_("ivanova").do(SetHomework(*place(), "Без задания", ""))
    assert stored("homework") == "Без задания"


def test_no_homework_stands_alone(as_, place):
    with pytest.raises(Invalid, match=r"не пишется вместе с заданием"):
        as_("ivanova").do(SetHomework(*place(), "Без задания. § 5", ""))


def test_homework_keeps_its_lines(as_, place, stored):
    text = "§ 5, вопросы 1–3\nУпр. 12 (а, б)"
    as_("ivanova").do(SetHomework(*place(), f"\n {text}  \n", ""))
    assert stored("homework") == text


@pytest.mark.parametrize("kind", [SetTopic, SetHomework])
def test_stale_expectation_is_a_conflict_with_both_texts(as_, place, kind):
    journal = as_("ivanova")
    first, second = "Тема по плану 4", "Тема по плану 4."
    journal.do(kind(*place(), first, ""))
    with pytest.raises(Conflict, match=rf"«{first}».*«{second}»") as caught:
        journal.do(kind(*place(), second, ""))
    assert caught.value.stored == first


def test_attendance_is_confirmed_once_and_not_for_tomorrow(as_, place, stored, small, ops):
    journal = as_("ivanova")
    with pytest.raises(Refused, match=r"24\.11\.2026.*5\.1"):
        journal.do(ConfirmAttendance(*place(TOMORROWS)))
    journal.do(ConfirmAttendance(*place()))
    assert (stored("confirmed_at"), stored("confirmed_by")) == (NOON, small.staff["ivanova"])
    later = as_("ivanova", NOON + timedelta(days=2))
    assert later.do(ConfirmAttendance(*place())).op_id is None
    assert stored("confirmed_at") == NOON
    assert ops() == 1


def commands(place):
    return [
        SetTopic(*place, PLANNED, "", "перенос урока"),
        SetHomework(*place, "§ 5", ""),
        SetWork(*place, 1, "CTRL", "ANSWER"),
        ConfirmAttendance(*place),
    ]


@pytest.mark.parametrize("number", range(4))
def test_another_teacher_and_the_office_are_refused(as_, place, ops, number):
    for login in ("petrova", "admin", "zavuch", "medic"):
        with pytest.raises(Refused, match=r"1\.9"):
            as_(login).do(commands(place())[number])
    assert ops() == 0


@pytest.mark.parametrize("number", range(4))
def test_closed_period_stops_command_and_undo(as_, place, change, small, number):
    journal = as_("ivanova")
    done = journal.do(commands(place())[number])
    change(PeriodRow, small.periods[2], state=PeriodState.CLOSED)
    with pytest.raises(Refused, match=r"II четверть.*закрыт"):
        journal.undo(done.op_id)
    with pytest.raises(Refused, match=r"II четверть.*закрыт"):
        journal.do(commands(place(PAST))[number])


def test_closed_period_takes_no_second_work_either(as_, small, change):
    change(PeriodRow, small.periods[2], state=PeriodState.CLOSED)
    with pytest.raises(Refused, match=r"закрыт"):
        as_("petrova").do(SetWork(small.other_page, small.other_lesson, 2, "CTRL", ""))


@pytest.mark.parametrize("number", [0, 1, 3])
def test_cancelled_lesson_takes_no_text_and_no_attendance(as_, place, change, small, number):
    change(LessonRow, small.lessons[TODAYS], state=LessonState.CANCELLED)
    with pytest.raises(Refused, match=r"отменён"):
        as_("ivanova").do(commands(place())[number])


def test_redo_into_a_lesson_cancelled_since_is_refused(as_, place, change, small):
    journal = as_("ivanova")
    undone = journal.undo(journal.do(SetHomework(*place(), "§ 5", "")).op_id)
    change(LessonRow, small.lessons[TODAYS], state=LessonState.CANCELLED)
    with pytest.raises(Refused, match=r"отменён"):
        journal.undo(undone.op_id)


@pytest.mark.parametrize("number", range(3))
def test_undo_and_redo_of_every_text(as_, place, number):
    def look():
        lesson = journal.ask(SpreadOf(place()[0])).lessons[TODAYS]
        return lesson.topic, lesson.homework, lesson.works[0].kind, lesson.topic_at

    journal = as_("ivanova")
    before = look()
    done = journal.do(commands(place())[number])
    after = look()
    undone = journal.undo(done.op_id)
    assert look() == before != after
    journal.undo(undone.op_id)
    assert look() == after


def test_undo_is_a_conflict_when_the_text_was_changed_since(as_, place, stored):
    journal = as_("ivanova")
    first = journal.do(SetHomework(*place(), "§ 5", ""))
    journal.do(SetHomework(*place(), "§ 6", "§ 5"))
    with pytest.raises(Conflict):
        journal.undo(first.op_id)
    assert stored("homework") == "§ 6"


@pytest.mark.parametrize(
    ("make", "column"),
    [
        (lambda place, text, seen: SetTopic(*place, text, seen, "перенос"), "topic_at"),
        (lambda place, text, seen: SetHomework(*place, text, seen), "homework_at"),
    ],
    ids=["topic", "homework"],
)
class TestLateForEver:
    """R-3.2.5-02: the moment of the first entry decides, whatever is corrected afterwards."""

    def test_a_later_correction_leaves_a_timely_entry_timely(
        self, as_, place, stored, make, column
    ):
        as_("ivanova").do(make(place(), "Повторение темы", ""))
        later = as_("ivanova", NOON + timedelta(days=3))
        later.do(make(place(), "Повторение темы, задачи", "Повторение темы"))
        assert stored(column) == NOON

    def test_a_late_entry_stays_late_after_correction_and_clearing(
        self, as_, place, stored, make, column
    ):
        late = NOON + timedelta(days=3)
        as_("ivanova", late).do(make(place(), "Повторение темы", ""))
        later = as_("ivanova", late + timedelta(days=1))
        later.do(make(place(), "Повторение", "Повторение темы"))
        assert stored(column) == late
        later.do(make(place(), "", "Повторение"))
        assert stored(column) is None
        later.do(make(place(), "Повторение", ""))
        assert stored(column) == late + timedelta(days=1)

    def test_undo_of_a_correction_keeps_the_first_moment(self, as_, place, stored, make, column):
        as_("ivanova").do(make(place(), "Повторение темы", ""))
        later = as_("ivanova", NOON + timedelta(days=3))
        done = later.do(make(place(), "Повторение", "Повторение темы"))
        later.undo(done.op_id)
        assert stored(column) == NOON


def test_day_decides_at_the_school_not_in_utc(as_, place):
    """23:30 of the 23rd at the school is 16:30 UTC; 00:30 of the 24th is still the 23rd in UTC."""
    before, after = NOON.replace(hour=16, minute=30), NOON.replace(hour=17, minute=30)
    with pytest.raises(Refused, match=r"24\.11\.2026"):
        as_("ivanova", before).do(ConfirmAttendance(*place(TOMORROWS)))
    assert as_("ivanova", after).do(ConfirmAttendance(*place(TOMORROWS))).op_id
    assert after.date() == TODAY
