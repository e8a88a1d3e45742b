"""What a journal lacks before the official print, told by teacher, on both engines."""

from datetime import date

import pytest
from school import NOON, TODAY
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.readiness import OFFICER, GapKind, lessons_text, pupils_text
from journal_desktop.domain.spread import LessonState, PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import Decision, OrderKind, Scheme, YearState
from journal_desktop.queries.readiness import ReadinessOfClass, ReadinessOfYear
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.closing import DecisionRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow, SchoolYearRow


@pytest.fixture
def change(database):
    """Change or add rows past the gate."""

    def act(work):
        with Session(database.owner) as session, session.begin():
            work(session)

    return act


@pytest.fixture
def ready(as_, small):
    def ask(login="admin"):
        (found,) = as_(login).ask(ReadinessOfYear(small.year))
        return found

    return ask


def of_kind(readiness, kind):
    return [gap for gap in readiness.gaps if gap.kind is kind]


def put_finals(session, small, period, pupils, **more):
    """Final marks of pupils in every subject of the class."""
    for page in session.scalars(select(PageRow)):
        for pupil in pupils:
            values = {"value": "4", "reason": "", "is_foreign": False, **more}
            session.add(
                PeriodMarkRow(
                    pupil_id=pupil,
                    subject_id=page.subject_id,
                    period_id=small.periods[period],
                    kind=PeriodKind.PERIOD if period else PeriodKind.YEAR,
                    entered_at=NOON,
                    changed_at=NOON,
                    **values,
                )
            )


def test_lessons_of_past_days_are_told_to_their_teacher_with_the_first_day(ready, small, change):
    def held(session):
        for at, (topic, homework) in enumerate([("Тема", ""), ("", "п. 5")], start=1):
            row = session.get(LessonRow, small.lessons[at])
            row.state, row.topic, row.homework = LessonState.HELD, topic, homework

    change(held)
    found = ready()
    (empty,) = of_kind(found, GapKind.LESSON_EMPTY)
    assert (empty.teacher, empty.count, empty.page_id) == ("Иванова М. П.", 1, small.page)
    assert empty.day == date(2026, 10, 14)
    assert empty.text == "Алгебра: не заполнен 1 урок, 14.10.2026"
    (confirmed,) = of_kind(found, GapKind.NOT_CONFIRMED)
    assert (confirmed.count, confirmed.day) == (2, date(2026, 11, 16))
    assert of_kind(found, GapKind.NO_TOPIC)[0].text == "Алгебра: нет темы — 1 урок, 20.11.2026"
    assert [gap.day for gap in of_kind(found, GapKind.NO_HOMEWORK)] == [date(2026, 11, 16)]
    assert all(gap.day < TODAY for gap in found.gaps if gap.day)


def test_a_cancelled_lesson_lacks_nothing(ready, small, change):
    def cancel(session):
        session.get(LessonRow, small.lessons[0]).state = LessonState.CANCELLED

    before = of_kind(ready(), GapKind.LESSON_EMPTY)[0].count
    change(cancel)
    assert of_kind(ready(), GapKind.LESSON_EMPTY)[0].count == before - 1


def test_who_is_on_the_page_on_the_last_day_of_a_period_needs_a_mark(ready, small, change):
    def some_have(session):
        put_finals(session, small, 1, small.pupils[2:])
        stay = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[0])).one()
        stay.ends = date(2026, 10, 22)

    change(some_have)
    finals = of_kind(ready(), GapKind.NO_FINAL)
    assert {gap.page_id for gap in finals} == {small.page, small.other_page, small.course_page}
    assert {gap.names for gap in finals} == {("Белов Имяа",)}
    assert {gap.period_id for gap in finals} == {small.periods[1]}
    assert [gap.teacher for gap in finals if gap.page_id == small.other_page] == ["Петрова А. С."]
    assert "I четверть: нет итоговой отметки — Белов Имяа" in finals[0].text


def test_a_cleared_mark_is_missing_again(ready, small, change):
    change(lambda session: put_finals(session, small, 1, small.pupils))
    assert of_kind(ready(), GapKind.NO_FINAL) == []

    def clear(session):
        session.scalars(select(PeriodMarkRow)).first().value = None

    change(clear)
    assert [gap.count for gap in of_kind(ready(), GapKind.NO_FINAL)] == [1]


def test_a_subgroup_asks_for_marks_of_its_own_pupils_only(ready, small, change):
    def divide(session):
        group = SubgroupRow(year_id=small.year, class_id=small.class_id, title="1", division="а")
        session.add(group)
        session.flush()
        session.get(PageRow, small.page).subgroup_id = group.id
        begins = date(2026, 9, 1)
        ends = (None, date(2026, 10, 1))
        for pupil, end in zip(small.pupils, ends, strict=False):
            session.add(
                SubgroupMemberRow(subgroup_id=group.id, pupil_id=pupil, begins=begins, ends=end)
            )

    change(divide)
    (gap,) = (gap for gap in of_kind(ready(), GapKind.NO_FINAL) if gap.page_id == small.page)
    assert gap.names == ("Абрамова Имяа",)
    assert gap.text.startswith("Алгебра (1), I четверть")


def test_a_letter_waits_for_its_order_clause_3_2_5(ready, small, change):
    change(lambda session: put_finals(session, small, 1, small.pupils[:1], value="н"))
    assert {gap.names for gap in of_kind(ready(), GapKind.NO_LETTER_ORDER)} == {("Абрамова Имяа",)}

    def order(session):
        row = OrderRow(kind=OrderKind.NONATTESTATION, number="5", day=TODAY, title="О неаттестации")
        session.add(row)
        session.flush()
        for mark in session.scalars(select(PeriodMarkRow)):
            mark.order_id = row.id

    change(order)
    assert of_kind(ready(), GapKind.NO_LETTER_ORDER) == []


def test_periods_and_the_year_wait_for_the_officer_who_comes_first(ready, small, change):
    found = ready()
    assert [gap.text for gap in of_kind(found, GapKind.PERIOD_OPEN)] == [
        f"Период не закрыт: {number} четверть" for number in ("I", "II", "III", "IV")
    ]
    assert found.by_teacher()[0][0] == OFFICER
    assert not found.is_ready

    def close(session):
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED
        for period in session.scalars(select(PeriodRow)):
            period.state = PeriodState.CLOSED
        put_finals(session, small, 1, small.pupils)

    change(close)
    assert ready().is_ready  # blanks in lessons leave a blank on paper, they stop nothing
    assert ready().count > 0


@pytest.fixture
def at_the_end(ready, small, change):
    """The year is over, every final mark stands."""

    def finals(session):
        for period in range(5):
            put_finals(session, small, period, small.pupils)
        session.get(SchoolYearRow, small.year).ends = date(2026, 11, 20)

    change(finals)
    return ready


def test_at_the_years_end_each_pupil_needs_a_decision_with_an_order(at_the_end, small, change):
    (gap,) = of_kind(at_the_end(), GapKind.NO_DECISION)
    assert (gap.teacher, gap.count, gap.page_id) == ("Иванова М. П.", 6, None)

    def decide(session):
        order = OrderRow(kind=OrderKind.TRANSFER, number="9", day=TODAY, title="О переводе")
        session.add(order)
        session.flush()
        for pupil, by in zip(small.pupils, [None] + [order.id] * 4, strict=False):
            made = {"pupil_id": pupil, "class_id": small.class_id, "wording": ""}
            session.add(DecisionRow(code=Decision.PROMOTED, order_id=by, **made))

    change(decide)
    assert [gap.count for gap in of_kind(at_the_end(), GapKind.NO_DECISION)] == [1]
    (waiting,) = of_kind(at_the_end(), GapKind.NO_DECISION_ORDER)
    assert waiting.text == "нет приказа к решению педсовета — Абрамова Имяа"


@pytest.mark.parametrize("login", ["admin", "zavuch", "ivanova"])
def test_leaders_and_the_class_teacher_know_the_same(as_, small, ready, login):
    assert as_(login).ask(ReadinessOfClass(small.class_id)) == ready()
    assert ready(login) == ready()


def test_others_are_refused_clause_1_9(as_, small):
    for login in ("petrova", "medic"):
        with pytest.raises(Refused):
            as_(login).ask(ReadinessOfClass(small.class_id))
    with pytest.raises(Refused):
        as_("medic").ask(ReadinessOfYear(small.year))
    assert as_("petrova").ask(ReadinessOfYear(small.year)) == ()
    with pytest.raises(Invalid, match="класса в базе нет"):
        as_("admin").ask(ReadinessOfClass(999))


def test_the_number_of_statements_does_not_depend_on_classes(as_, small, database, change):
    def more(session):
        for letter in "БВГ":
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

    journal, engine, sent = as_("admin"), database.engine("admin"), []

    def heard(*call):
        sent.append(call[2])

    event.listen(engine, "before_cursor_execute", heard)
    journal.ask(ReadinessOfYear(small.year))
    alone = len([one for one in sent if one.startswith("SELECT")])
    change(more)
    sent.clear()
    assert len(journal.ask(ReadinessOfYear(small.year))) == 4
    event.remove(engine, "before_cursor_execute", heard)
    assert len([one for one in sent if one.startswith("SELECT")]) == alone <= 12


def test_texts_count_in_russian():
    first = date(2026, 9, 4)
    assert lessons_text("Алгебра", GapKind.LESSON_EMPTY, 22, first) == (
        "Алгебра: не заполнены 22 урока, первый 04.09.2026"
    )
    names = [f"Белов {letter}" for letter in "абвгдеё"]
    assert pupils_text("Алгебра", GapKind.NO_FINAL, names).endswith("Белов д и ещё 2")
