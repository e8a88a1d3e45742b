"""Periods and days by which absences are laid out; the reduced health sheet."""

from datetime import date

import pytest
from school import BEGIN, TODAY
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.queries.book_calendar import CalendarOfClass
from journal_desktop.queries.book_health import BookHealthLine, HealthOfBook
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.health import AdviceRow, PeGroupRow
from journal_desktop.store.rows.staff import RoleGrantRow


@pytest.fixture
def change(database):
    def act(work):
        with Session(database.owner) as session, session.begin():
            return work(session)

    return act


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_a_class_has_the_periods_of_its_scheme(as_, small, login):
    found = as_(login).ask(CalendarOfClass(small.class_id))
    assert [period.number for period in found.periods] == [1, 2, 3, 4]
    assert found.quarters == found.periods
    assert (found.grade, found.today) == (7, TODAY)


def test_a_class_with_the_year_alone_is_told_by_quarters_a5(as_, small, change):
    def first_grade(session):
        session.get(ClassGroupRow, small.class_id).scheme = Scheme.YEAR

    change(first_grade)
    found = as_("admin").ask(CalendarOfClass(small.class_id))
    assert [period.title for period in found.periods][:2] == ["I четверть", "II четверть"]


def test_no_class_no_calendar(as_, small):
    with pytest.raises(Invalid, match=r"класса в базе нет"):
        as_("admin").ask(CalendarOfClass(9999))
    with pytest.raises(Refused):
        as_("petrova").ask(CalendarOfClass(small.class_id))


@pytest.fixture
def advised(small, change):
    def fill(session):
        session.add(
            AdviceRow(
                pupil_id=small.pupils[0],
                year_id=small.year,
                begins=BEGIN,
                furniture=4,
                desk_row="1",
                desk_place="1",
                seat_conditions="",
                limits="",
                wording="Чаще менять позу.",
                staff_id=small.staff["medic"],
            )
        )
        session.add(
            PeGroupRow(
                pupil_id=small.pupils[0],
                year_id=small.year,
                begins=BEGIN,
                name="подготовительная",
                staff_id=small.staff["medic"],
            )
        )

    change(fill)


@pytest.mark.usefixtures("advised")
@pytest.mark.parametrize("login", ["admin", "ivanova", "medic", "zavuch"])
def test_the_health_sheet_is_for_who_is_both_officer_and_medical_worker(as_, small, login):
    with pytest.raises(Refused):
        as_(login).ask(HealthOfBook(small.class_id))


@pytest.mark.usefixtures("advised")
def test_who_is_both_gets_the_reduced_columns(as_, small, change):
    def make_officer(session):
        session.add(
            RoleGrantRow(
                staff_id=small.staff["medic"],
                role=Role.ADM,
                begins=date(2026, 9, 1),
                data_categories="",
            )
        )

    change(make_officer)
    first, second = as_("medic").ask(HealthOfBook(small.class_id))[:2]
    assert first == BookHealthLine("Абрамова Имяа", "подготовительная", 4, "1", "Чаще менять позу.")
    assert second == BookHealthLine("Белов Имяа")
