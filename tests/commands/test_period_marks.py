"""Final marks: Regulation 3.2.5 (R-3.2.5-05, -17, -18, -21), A13 — on both engines."""

import threading
from datetime import date, timedelta

import pytest
from school import NOON, TODAY
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import EnrolmentEnd, OrderKind, Scheme, Sex
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.classes import (
    AssignmentRow,
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.pupils import EnrolmentRow, PupilRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow

PERIOD, YEAR, EXAM, FINAL = PeriodKind
Q1_END = date(2026, 10, 23)


@pytest.fixture
def mark(small):
    """A command on the main page; `period` is a quarter, 0 the year."""

    def command(text, expected="", *, pupil=0, period=2, kind=None, page=None, **grounds):
        kind = kind or (PERIOD if period else YEAR)
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
            "kind": kind or (PERIOD if period else YEAR),
        }
        with Session(database.owner) as session:
            row = session.scalars(select(PeriodMarkRow).filter_by(**place)).one_or_none()
            return (row.value, row.reason, row.order_id) if row else None

    return stored


@pytest.fixture
def change(database):
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
def order(add):
    return add(
        OrderRow(kind=OrderKind.NONATTESTATION, number="61-у", day=TODAY, title="Об аттестации")
    )


@pytest.fixture
def ends(database, small):
    """End the stay of the first pupil in the class."""

    def on(day, kind=EnrolmentEnd.LEFT):
        with Session(database.owner) as session, session.begin():
            row = session.scalars(select(EnrolmentRow).filter_by(pupil_id=small.pupils[0])).one()
            row.ends, row.end_kind = day, kind

    return on


@pytest.mark.parametrize("text", ["5", "2", "осв", "у", "б", "н", "–"])
def test_a_page_with_marks_takes_digits_exemption_and_letters(as_, mark, look, text):
    as_("ivanova").do(mark(text))
    assert look() == (text, "", None)


@pytest.mark.parametrize("text", ["К", "1", "6", "зач", "н/а", "45", "хор"])
def test_a_page_with_marks_refuses_other_signs_clause_3_2_5(as_, mark, look, text):
    with pytest.raises(Invalid, match=r"3\.2\.5"):
        as_("ivanova").do(mark(text))
    assert look() is None


@pytest.mark.parametrize("text", ["К", "осв", "н"])
def test_a_course_without_marks_takes_the_sign_of_a_course_and_letters(as_, mark, small, text):
    as_("ivanova").do(mark(text, page=small.course_page))
    cells = as_("ivanova").ask(SpreadOf(small.course_page)).period_cells
    assert cells[small.pupils[0], small.periods[2], PERIOD].value == text


@pytest.mark.parametrize("text", ["5", "–", "зач"])
def test_a_course_without_marks_refuses_marks_clause_3_2_5(as_, mark, small, text):
    with pytest.raises(Invalid, match=r"безотметочное.*«К»"):
        as_("ivanova").do(mark(text, page=small.course_page))


def test_mark_of_the_year_of_the_exam_and_the_total_stand_in_the_year(as_, mark, small):
    journal = as_("ivanova")
    journal.do(mark("4", period=0), mark("5", period=0, kind=EXAM), mark("5", period=0, kind=FINAL))
    cells = journal.ask(SpreadOf(small.page)).period_cells
    year = small.periods[0]
    values = [cells[small.pupils[0], year, kind].value for kind in (YEAR, EXAM, FINAL)]
    assert values == ["4", "5", "5"]


@pytest.mark.parametrize(("period", "kind"), [(2, YEAR), (2, EXAM), (2, FINAL), (0, PERIOD)])
def test_a_kind_that_the_period_has_not_is_invalid(as_, mark, look, period, kind):
    with pytest.raises(Invalid, match=r"графы нет"):
        as_("ivanova").do(mark("4", period=period, kind=kind))
    assert look(period, kind) is None


def test_a_period_of_another_scheme_is_invalid(as_, small, add):
    half = add(
        PeriodRow(
            year_id=small.year,
            scheme=Scheme.HALVES,
            number=1,
            title="I полугодие",
            short="I п.",
            begins=date(2026, 9, 1),
            ends=date(2026, 12, 30),
            state=PeriodState.OPEN,
        )
    )
    for period in (half, 9999):
        with pytest.raises(Invalid, match=r"периода у этой страницы нет"):
            as_("ivanova").do(SetPeriodMark(small.page, small.pupils[0], period, PERIOD, "4", ""))


def test_non_attestation_rests_on_an_order_for_a_quarter_and_for_the_year(as_, mark, look, order):
    journal = as_("ivanova")
    journal.do(mark("н", order_id=order), mark("б", period=0, order_id=order))
    assert look() == ("н", "", order)
    assert look(0) == ("б", "", order)


def test_an_order_is_shown_with_its_number_and_day(as_, mark, small, order):
    journal = as_("ivanova")
    journal.do(mark("н", order_id=order))
    cell = journal.ask(SpreadOf(small.page)).period_cells[small.pupils[0], small.periods[2], PERIOD]
    assert cell.order == "№ 61-у от 23.11.2026"


def test_an_order_may_be_added_later_and_is_kept_when_the_same_sign_is_put_again(
    as_, mark, look, order
):
    journal = as_("ivanova")
    journal.do(mark("н"))
    journal.do(mark("н", "н", order_id=order))
    assert look() == ("н", "", order)
    assert journal.do(mark("н", "н")).op_id is None
    assert look() == ("н", "", order)
    journal.do(mark("4", "н"))
    assert look() == ("4", "", None)


def test_an_order_beside_a_digit_or_of_another_kind_is_invalid(as_, mark, add, order):
    other = add(OrderRow(kind=OrderKind.DEPARTURE, number="1", day=TODAY, title="О выбытии"))
    with pytest.raises(Invalid, match=r"только при неаттестации"):
        as_("ivanova").do(mark("4", order_id=order))
    for wrong in (other, 9999):
        with pytest.raises(Invalid, match=r"приказа о неаттестации нет"):
            as_("ivanova").do(mark("н", order_id=wrong))


def test_reason_is_kept_changed_and_goes_with_the_mark(as_, mark, look):
    journal = as_("ivanova")
    journal.do(mark("5", reason="  динамика "))
    assert look() == ("5", "динамика", None)
    journal.do(mark("5", "5", reason="решение педсовета"))
    assert look() == ("5", "решение педсовета", None)
    journal.do(mark("", "5", reason="ошибка"))
    assert look() == (None, "", None)


def test_same_mark_again_is_not_an_op(as_, mark, database):
    journal = as_("ivanova")
    journal.do(mark("5", reason="динамика"))
    assert journal.do(mark("5", "5")).op_id is None
    assert journal.do(mark("", pupil=1)).op_id is None
    with Session(database.owner) as session:
        assert session.scalar(select(func.count()).select_from(OpRow)) == 1


def test_stale_expectation_is_a_conflict_with_both_marks_and_the_author(as_, mark, look):
    journal = as_("ivanova")
    journal.do(mark("5"))
    with pytest.raises(Conflict, match=r"«5» \(Иванова М\. П\.\).*«4»") as caught:
        journal.do(mark("4"))
    assert (caught.value.stored, caught.value.author, caught.value.at) == (
        "5",
        "Иванова М. П.",
        NOON,
    )
    with pytest.raises(Conflict, match=r"«пусто».*«3»"):
        journal.do(mark("3", "4", pupil=1))
    assert look()[0] == "5"


def test_undo_and_redo_back_to_the_beginning(as_, mark, look):
    journal = as_("ivanova")
    put = journal.do(mark("4"))
    changed = journal.do(mark("5", "4", reason="динамика"))
    undone = journal.undo(changed.op_id)
    assert look() == ("4", "", None)
    journal.undo(undone.op_id)
    assert look() == ("5", "динамика", None)
    with pytest.raises(Conflict):
        journal.undo(put.op_id)


@pytest.mark.parametrize("period", [2, 0])
def test_closed_period_stops_command_and_undo(as_, mark, look, small, change, period):
    journal = as_("ivanova")
    put = journal.do(mark("5", period=period))
    change(PeriodRow, small.periods[period], state=PeriodState.CLOSED)
    for act in (lambda: journal.do(mark("4", "5", period=period)), lambda: journal.undo(put.op_id)):
        with pytest.raises(Refused, match=r"закрыт"):
            act()
    assert look(period)[0] == "5"


def test_deadline_stops_command_clearing_and_undo(as_, mark, look, small, change):
    journal = as_("ivanova")
    change(PeriodRow, small.periods[2], deadline=NOON)
    put = journal.do(mark("5"))
    late = as_("ivanova", NOON + timedelta(minutes=1))
    acts = (
        lambda: late.do(mark("4", "5")),
        lambda: late.do(mark("", "5")),
        lambda: late.undo(put.op_id),
    )
    for act in acts:
        with pytest.raises(Refused, match=r"II четверть.*истёк 23\.11\.2026 12:00.*3\.2\.5"):
            act()
    assert look()[0] == "5"


def test_a_period_that_has_not_begun_takes_no_mark(as_, mark):
    with pytest.raises(Refused, match=r"III четверть.*11\.01\.2027"):
        as_("ivanova").do(mark("5", period=3))


@pytest.mark.parametrize("login", ["petrova", "zavuch", "admin", "medic"])
def test_only_the_teacher_of_the_page_puts_final_marks(as_, mark, look, login):
    with pytest.raises(Refused, match=r"1\.9"):
        as_(login).do(mark("5"))
    assert look() is None


def test_a_teacher_whose_assignment_ended_puts_none(as_, mark, database, small):
    put = as_("ivanova").do(mark("5"))
    with Session(database.owner) as session, session.begin():
        row = session.scalars(select(AssignmentRow).filter_by(page_id=small.page)).one()
        row.ends = TODAY - timedelta(1)
    journal = as_("ivanova")
    for act in (lambda: journal.do(mark("4", "5")), lambda: journal.undo(put.op_id)):
        with pytest.raises(Refused, match=r"права"):
            act()


class TestWhoseMarksTheyAre:
    """The mark belongs to the page on which the pupil ends the period (domain 3.3, 5.4, 9.3)."""

    @pytest.fixture
    def elsewhere(self, add, small):
        """(page, pupil) of the same subject in another class, taught by another teacher."""
        group = add(
            ClassGroupRow(
                uid=uuid7(),
                year_id=small.year,
                grade=7,
                letter="Б",
                profile="",
                shift=1,
                scheme=Scheme.QUARTERS,
            )
        )
        pupil = add(
            PupilRow(
                uid=uuid7(),
                surname="Громов",
                name="Лев",
                patronymic="",
                sort_key=sort_key("Громов", "Лев", ""),
                sex=Sex.MALE,
                born=date(2013, 1, 1),
                file_number="",
            )
        )
        begins = date(2026, 9, 1)
        add(self.stay(pupil, group, begins))
        page = add(
            PageRow(
                uid=uuid7(),
                year_id=small.year,
                class_id=group,
                subject_id=1,
                half_hours=6,
                no_marks=False,
                max_marks=1,
                position=0,
            )
        )
        add(AssignmentRow(page_id=page, staff_id=small.staff["petrova"], begins=begins))
        return page, pupil, group

    @staticmethod
    def stay(pupil, group, begins):
        return EnrolmentRow(
            pupil_id=pupil, class_id=group, begins=begins, arrived_from="", departed_to=""
        )

    def test_a_pupil_of_another_class_is_not_reached_through_ones_own_page(
        self, as_, small, elsewhere
    ):
        page, pupil, _ = elsewhere
        place = (pupil, small.periods[2], PERIOD)
        with pytest.raises(Refused, match=r"Громов Лев.*не числится"):
            as_("ivanova").do(SetPeriodMark(small.page, *place, "5", ""))
        as_("petrova").do(SetPeriodMark(page, *place, "4", ""))
        for text in ("5", ""):
            with pytest.raises(Refused, match=r"не числится"):
                as_("ivanova").do(SetPeriodMark(small.page, *place, text, "4"))

    def test_departed_inside_the_period_gets_no_mark_of_it_but_keeps_what_stands(
        self, as_, mark, look, ends
    ):
        as_("ivanova").do(mark("4"))
        ends(date(2026, 11, 18))
        journal = as_("ivanova")
        for command in (mark("5", "4"), mark("5", period=0)):
            with pytest.raises(Refused, match=r"не числится.*3\.2\.5"):
                journal.do(command)
        assert look()[0] == "4"
        journal.do(mark("", "4"))
        assert look()[0] is None

    @pytest.mark.parametrize(("day", "is_refused"), [(Q1_END, False), (date(2026, 10, 22), True)])
    def test_departed_after_the_period_may_still_get_its_mark(
        self, as_, mark, look, ends, day, is_refused
    ):
        ends(day)
        if is_refused:
            with pytest.raises(Refused, match=r"23\.10\.2026 не числится"):
                as_("ivanova").do(mark("4", period=1))
        else:
            as_("ivanova").do(mark("4", period=1))
            assert look(1)[0] == "4"

    def test_departure_today_is_still_a_day_of_study(self, as_, mark, look, ends):
        ends(TODAY)
        as_("ivanova").do(mark("4"))
        assert look()[0] == "4"
        with pytest.raises(Refused, match=r"24\.11\.2026 не числится"):
            as_("ivanova", NOON + timedelta(days=1)).do(mark("5", "4"))

    def test_redo_of_a_mark_after_departure_is_refused(self, as_, mark, ends):
        journal = as_("ivanova")
        undone = journal.undo(journal.do(mark("4")).op_id)
        ends(TODAY - timedelta(1))
        with pytest.raises(Refused, match=r"не числится"):
            journal.undo(undone.op_id)

    def test_who_moved_is_marked_on_the_new_page_only(self, as_, mark, ends, add, elsewhere):
        page, _, group = elsewhere
        command = mark("4")
        as_("ivanova").do(command)
        ends(date(2026, 11, 10), EnrolmentEnd.MOVED)
        add(self.stay(command.pupil_id, group, date(2026, 11, 11)))
        as_("petrova").do(mark("5", "4", page=page))
        for text in ("3", ""):
            with pytest.raises(Refused, match=r"не числится"):
                as_("ivanova").do(mark(text, "5"))
        cells = as_("petrova").ask(SpreadOf(page)).period_cells
        assert cells[command.pupil_id, command.period_id, PERIOD].value == "5"

    def test_a_subgroup_marks_its_own_members_only(self, as_, mark, look, small, change, add):
        group = add(
            SubgroupRow(
                year_id=small.year, class_id=small.class_id, title="группа 1", division="язык"
            )
        )
        change(PageRow, small.page, subgroup_id=group)
        add(SubgroupMemberRow(subgroup_id=group, pupil_id=small.pupils[0], begins=date(2026, 9, 1)))
        as_("ivanova").do(mark("4"))
        assert look()[0] == "4"
        with pytest.raises(Refused, match=r"группе"):
            as_("ivanova").do(mark("4", pupil=1))


@pytest.mark.parametrize("before", ["", "3"])
def test_two_people_at_one_final_mark_one_of_them_is_told(as_, mark, look, before):
    if before:
        as_("ivanova").do(mark(before))
    journals, results = [as_("ivanova"), as_("ivanova")], []

    def put(journal, text):
        try:
            results.append(journal.do(mark(text, before)).op_id)
        except Conflict as conflict:
            results.append(conflict)

    threads = [threading.Thread(target=put, args=pair) for pair in zip(journals, "45", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(each, Conflict) for each in results) == [False, True]
    assert look()[0] in {"4", "5"}
