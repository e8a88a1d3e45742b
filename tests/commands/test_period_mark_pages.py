"""A final mark belongs to the page on which the pupil ends the period (domain 3.3, 5.4, 9.3)."""

from datetime import date, timedelta

import pytest
from school import NOON, TODAY
from uuid6 import uuid7

from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import EnrolmentEnd, Scheme, Sex
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.classes import (
    AssignmentRow,
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.pupils import EnrolmentRow, PupilRow

PERIOD = PeriodKind.PERIOD
Q1_END = date(2026, 10, 23)


@pytest.fixture
def elsewhere(add, small):
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
    add(stay(pupil, group, begins))
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


def stay(pupil, group, begins):
    return EnrolmentRow(
        pupil_id=pupil, class_id=group, begins=begins, arrived_from="", departed_to=""
    )


def test_a_pupil_of_another_class_is_not_reached_through_ones_own_page(
    as_, small, elsewhere, database
):
    page, pupil, _ = elsewhere
    place = (pupil, small.periods[2], PERIOD)
    name = "Громов Лев" if database.kind == "sqlite" else "Ученик"  # the server hides strangers
    with pytest.raises(Refused, match=rf"{name}.*не числится"):
        as_("ivanova").do(SetPeriodMark(small.page, *place, "5", ""))
    as_("petrova").do(SetPeriodMark(page, *place, "4", ""))
    for text in ("5", ""):
        with pytest.raises(Refused, match=r"не числится"):
            as_("ivanova").do(SetPeriodMark(small.page, *place, text, "4"))


def test_departed_inside_the_period_gets_no_mark_of_it_but_keeps_what_stands(as_, mark, look, ends):
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
def test_departed_after_the_period_may_still_get_its_mark(as_, mark, look, ends, day, is_refused):
    ends(day)
    if is_refused:
        with pytest.raises(Refused, match=r"23\.10\.2026 не числится"):
            as_("ivanova").do(mark("4", period=1))
    else:
        as_("ivanova").do(mark("4", period=1))
        assert look(1)[0] == "4"


def test_departure_today_is_still_a_day_of_study(as_, mark, look, ends):
    ends(TODAY)
    as_("ivanova").do(mark("4"))
    assert look()[0] == "4"
    with pytest.raises(Refused, match=r"24\.11\.2026 не числится"):
        as_("ivanova", NOON + timedelta(days=1)).do(mark("5", "4"))


def test_redo_of_a_mark_after_departure_is_refused(as_, mark, ends):
    journal = as_("ivanova")
    undone = journal.undo(journal.do(mark("4")).op_id)
    ends(TODAY - timedelta(1))
    with pytest.raises(Refused, match=r"не числится"):
        journal.undo(undone.op_id)


def test_who_moved_is_marked_on_the_new_page_only(as_, mark, ends, add, elsewhere):
    page, _, group = elsewhere
    command = mark("4")
    as_("ivanova").do(command)
    ends(date(2026, 11, 10), EnrolmentEnd.MOVED)
    add(stay(command.pupil_id, group, date(2026, 11, 11)))
    as_("petrova").do(mark("5", "4", page=page))
    for text in ("3", ""):
        with pytest.raises(Refused, match=r"не числится"):
            as_("ivanova").do(mark(text, "5"))
    cells = as_("petrova").ask(SpreadOf(page)).period_cells
    assert cells[command.pupil_id, command.period_id, PERIOD].value == "5"


def test_a_subgroup_marks_its_own_members_only(as_, mark, look, small, change, add):
    group = add(
        SubgroupRow(year_id=small.year, class_id=small.class_id, title="группа 1", division="язык")
    )
    change(PageRow, small.page, subgroup_id=group)
    add(SubgroupMemberRow(subgroup_id=group, pupil_id=small.pupils[0], begins=date(2026, 9, 1)))
    as_("ivanova").do(mark("4"))
    assert look()[0] == "4"
    with pytest.raises(Refused, match=r"группе"):
        as_("ivanova").do(mark("4", pupil=1))
