"""Final columns of a spread by grade, scheme and pupil (domain 5.6, 5.7)."""

from datetime import date, timedelta

import pytest
from school import NOON, TODAY, lesson
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import EnrolmentEnd, Scheme
from journal_desktop.queries.class_spreads import SpreadsOfClass
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.classes import (
    AssignmentRow,
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow

MAY = NOON.replace(year=2027, month=5, day=25)
PERIOD, YEAR, EXAM, FINAL = PeriodKind


@pytest.fixture
def change(database):
    """Change or add rows past the gate."""

    def act(work):
        with Session(database.owner) as session, session.begin():
            result = work(session)
            session.flush()
            return getattr(result, "id", result)

    return act


def shown(spread):
    return [column.short for column in spread.periods]


def test_grade_one_has_the_year_only_and_it_is_the_sign_of_a_course_a5(as_, small, change):
    change(lambda s: setattr(s.get(ClassGroupRow, small.class_id), "grade", 1))
    change(lambda s: setattr(s.get(PageRow, small.page), "no_marks", True))
    journal = as_("ivanova")
    spread = journal.ask(SpreadOf(small.page))
    assert shown(spread) == ["Год"]
    assert {cell.proposed for cell in spread.period_cells.values()} == {"К"}
    assert "безотметочное" in next(iter(spread.period_cells.values())).why


@pytest.mark.parametrize(("number", "columns"), [(1, []), (3, []), (4, ["Год"]), (0, ["Год"])])
def test_grade_one_shows_the_year_in_its_last_quarter(as_, small, change, number, columns):
    change(lambda s: setattr(s.get(ClassGroupRow, small.class_id), "grade", 1))
    spread = as_("ivanova").ask(SpreadOf(small.page, small.periods[number]))
    assert shown(spread) == columns


@pytest.mark.parametrize(
    ("number", "columns"),
    [
        (1, ["I ч."]),
        (2, ["II ч."]),
        (4, ["IV ч.", "Год", "Экз.", "Итог"]),
        (0, ["Год", "Экз.", "Итог"]),
    ],
)
def test_a_quarter_shows_its_own_column_and_the_last_one_the_year_too(as_, small, number, columns):
    assert shown(as_("ivanova").ask(SpreadOf(small.page, small.periods[number]))) == columns


def test_exam_and_total_are_offered_on_the_screen_and_printed_with_their_first_mark(as_, small):
    journal = as_("ivanova", MAY)
    year = small.periods[0]

    def printed():
        spreads = as_("admin", MAY).ask(SpreadsOfClass(small.class_id))
        return shown(next(one for one in spreads if one.title.id == small.page))

    assert shown(journal.ask(SpreadOf(small.page)))[-3:] == ["Год", "Экз.", "Итог"]
    assert printed()[-1] == "Год"
    first, second = small.pupils[:2]
    journal.do(SetPeriodMark(small.page, first, year, YEAR, "4", ""))
    journal.do(SetPeriodMark(small.page, first, year, EXAM, "5", ""))
    assert printed()[-2:] == ["Год", "Экз."]
    journal.do(SetPeriodMark(small.page, second, year, FINAL, "3", ""))
    spread = journal.ask(SpreadOf(small.page, small.periods[4]))
    assert shown(spread) == ["IV ч.", "Год", "Экз.", "Итог"]
    total = spread.period_cells[first, year, FINAL]
    assert (total.value, total.proposed) == ("", "5")
    assert "4" in total.why


def halves(session, small):
    """Two half-years and their year; the class of the school studies by them."""
    bounds = [
        (0, "Год", date(2026, 9, 1), date(2027, 5, 26)),
        (1, "I полугодие", date(2026, 9, 1), date(2026, 12, 30)),
        (2, "II полугодие", date(2027, 1, 11), date(2027, 5, 26)),
    ]
    for number, title, begins, ends in bounds:
        session.add(
            PeriodRow(
                year_id=small.year,
                scheme=Scheme.HALVES,
                number=number,
                title=title,
                short=title.replace("полугодие", "п."),
                begins=begins,
                ends=ends,
                state=PeriodState.OPEN,
            )
        )


def test_half_years_have_their_own_columns_and_need_more_marks(as_, small, change):
    change(lambda s: halves(s, small))
    change(lambda s: setattr(s.get(ClassGroupRow, small.class_id), "scheme", Scheme.HALVES))
    journal = as_("ivanova")
    journal.do(
        SetCell(small.page, small.lessons[0], small.pupils[0], "5", ""),
        SetCell(small.page, small.lessons[3], small.pupils[0], "4", ""),
    )
    spread = journal.ask(SpreadOf(small.page))
    assert shown(spread) == ["I п.", "II п.", "Год", "Экз.", "Итог"]
    cell = spread.period_cells[small.pupils[0], spread.periods[0].period_id, PERIOD]
    assert (cell.count, cell.need, cell.proposed) == (2, 7, "5")


def test_a_one_hour_page_may_go_by_half_years_in_a_class_of_quarters(as_, small, change):
    change(lambda s: halves(s, small))
    change(lambda s: setattr(s.get(PageRow, small.page), "scheme", Scheme.HALVES))
    journal = as_("ivanova")
    assert shown(journal.ask(SpreadOf(small.page))) == ["I п.", "II п.", "Год", "Экз.", "Итог"]
    assert shown(journal.ask(SpreadOf(small.course_page)))[0] == "I ч."


def test_a_subgroup_has_final_cells_of_its_members_only(as_, small, change):
    def divide(session):
        group = SubgroupRow(
            year_id=small.year, class_id=small.class_id, title="группа 1", division="язык"
        )
        session.add(group)
        session.flush()
        session.get(PageRow, small.page).subgroup_id = group.id
        session.add_all(
            SubgroupMemberRow(subgroup_id=group.id, pupil_id=pupil, begins=date(2026, 9, 1))
            for pupil in small.pupils[:2]
        )

    change(divide)
    spread = as_("ivanova").ask(SpreadOf(small.page, small.periods[2]))
    assert {pupil for pupil, _, _ in spread.period_cells} == set(small.pupils[:2])


def test_final_marks_of_a_moved_pupil_are_shown_in_both_classes(as_, small, change):
    """The mark is keyed by pupil and subject: the new page shows what the old one gave."""
    pupil = small.pupils[0]
    journal = as_("ivanova")
    journal.do(SetPeriodMark(small.page, pupil, small.periods[1], PERIOD, "4", ""))

    def move(session):
        group = ClassGroupRow(
            uid=uuid7(),
            year_id=small.year,
            grade=7,
            letter="Б",
            profile="",
            shift=1,
            scheme=Scheme.QUARTERS,
        )
        session.add(group)
        session.flush()
        page = PageRow(
            uid=uuid7(),
            year_id=small.year,
            class_id=group.id,
            subject_id=session.get(PageRow, small.page).subject_id,
            half_hours=6,
            no_marks=False,
            max_marks=1,
            position=0,
        )
        old = session.scalars(select(EnrolmentRow).filter_by(pupil_id=pupil)).one()
        old.ends, old.end_kind = date(2026, 11, 15), EnrolmentEnd.MOVED
        session.add_all(
            [
                page,
                EnrolmentRow(
                    pupil_id=pupil,
                    class_id=group.id,
                    begins=date(2026, 11, 16),
                    arrived_from="",
                    departed_to="",
                ),
            ]
        )
        session.flush()
        session.add(
            AssignmentRow(page_id=page.id, staff_id=small.staff["petrova"], begins=date(2026, 9, 1))
        )
        return page

    new_page = change(move)
    key = (pupil, small.periods[1], PERIOD)
    new = as_("petrova").ask(SpreadOf(new_page))
    assert new.period_cells[key].value == "4"
    old = as_("ivanova").ask(SpreadOf(small.page))
    assert old.period_cells[key].value == "4"
    assert old.pupils[0].note == "переведён(а) 15.11.2026"


def test_absent_for_most_lessons_with_few_marks_proposes_nothing(as_, small):
    journal, pupil = as_("ivanova"), small.pupils[0]
    journal.do(
        SetCell(small.page, small.lessons[1], pupil, "н", ""),
        SetCell(small.page, small.lessons[2], pupil, "б", ""),
        SetCell(small.page, small.lessons[3], pupil, "4", ""),
    )
    spread = journal.ask(SpreadOf(small.page, small.periods[2]))
    cell = spread.period_cells[pupil, small.periods[2], PERIOD]
    assert cell.proposed == ""
    assert "Пропущено 2 из 3" in cell.why


def test_lessons_before_arrival_are_not_counted_as_missed(as_, small, change):
    pupil = small.pupils[0]

    def arrive(session):
        row = session.scalars(select(EnrolmentRow).filter_by(pupil_id=pupil)).one()
        row.begins = TODAY - timedelta(days=3)

    change(arrive)
    journal = as_("ivanova")
    journal.do(
        *(SetCell(small.page, each, small.pupils[1], "5", "") for each in small.lessons[1:4]),
        SetCell(small.page, small.lessons[2], pupil, "н", ""),
        SetCell(small.page, small.lessons[3], pupil, "5", ""),
    )
    spread = journal.ask(SpreadOf(small.page, small.periods[2]))
    cell = spread.period_cells[pupil, small.periods[2], PERIOD]
    assert (cell.proposed, cell.count) == ("5", 1)


def test_marks_outside_the_quarter_do_not_count_in_it(as_, small, change):
    """Lessons on its first and last day do."""
    days = [date(2026, 10, 23), date(2026, 11, 2)]
    edges = [
        change(lambda s, day=day: lesson(s, small.page, day, small.staff["ivanova"], number=6))
        for day in days
    ]
    journal, pupil = as_("ivanova"), small.pupils[0]
    journal.do(
        SetCell(small.page, edges[0], pupil, "2", ""), SetCell(small.page, edges[1], pupil, "5", "")
    )
    cells = journal.ask(SpreadOf(small.page)).period_cells
    found = [cells[pupil, small.periods[number], PERIOD] for number in (1, 2)]
    assert [(cell.count, cell.proposed) for cell in found] == [(1, "2"), (1, "5")]


def test_print_asks_without_proposals_and_gets_what_stands(as_, small):
    journal, pupil = as_("ivanova"), small.pupils[0]
    journal.do(SetPeriodMark(small.page, pupil, small.periods[2], PERIOD, "4", ""))
    spread = journal.ask(SpreadOf(small.page, proposals=False))
    cell = spread.period_cells[pupil, small.periods[2], PERIOD]
    assert (cell.value, cell.proposed, cell.why) == ("4", "", "")
