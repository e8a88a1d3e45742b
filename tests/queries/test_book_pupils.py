"""General data of the bound journal: what the orders say, and no more than was asked for."""

from datetime import date

import pytest
from school import BEGIN
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.domain.errors import Refused
from journal_desktop.domain.vocabulary import EnrolmentEnd, OrderKind, Scheme, Sex
from journal_desktop.queries.book_names import NamesOfClass
from journal_desktop.queries.book_pupils import BookGuardian, PupilsOfBook
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.pupils import (
    EnrolmentRow,
    GuardianRow,
    GuardianshipRow,
    PupilCardRow,
)
from journal_desktop.store.rows.school import OrderRow

MOTHER = ("Абрамова", "Елена", "Юрьевна", "мать", True)
AUNT = ("Белова", "Анна", "", "тётя", False)


@pytest.fixture
def change(database):
    def act(work):
        with Session(database.owner) as session, session.begin():
            return work(session)

    return act


@pytest.fixture
def cards(small, change):
    """The first pupil has an address, a mother, and an aunt who does not represent her."""

    def fill(session):
        pupil = small.pupils[0]
        session.add(
            PupilCardRow(
                pupil_id=pupil,
                address="ул. Мира, д. 1",
                phone="+7 000",
                email="",
                special_notes="опека",
            )
        )
        for surname, name, patronymic, relation, is_legal in (MOTHER, AUNT):
            guardian = GuardianRow(
                uid=uuid7(),
                surname=surname,
                name=name,
                patronymic=patronymic,
                phone="+7 111",
                workplace="КрасЗавод, инженер",
            )
            session.add(guardian)
            session.flush()
            session.add(
                GuardianshipRow(
                    pupil_id=pupil, guardian_id=guardian.id, relation=relation, is_legal=is_legal
                )
            )

    change(fill)


def order(session, kind, number, day):
    row = OrderRow(kind=kind, number=number, day=day, title="")
    session.add(row)
    session.flush()
    return row.id


def stay_of(session, pupil):
    return session.scalars(select(EnrolmentRow).filter_by(pupil_id=pupil)).one()


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_everything_is_told_to_who_prints_the_class(as_, small, login):
    first, second = as_(login).ask(PupilsOfBook(small.class_id, minimal=False))[:2]
    assert (first.full_name, first.born, first.sex) == (
        "Абрамова Имяа",
        date(2013, 5, 1),
        Sex.MALE,
    )
    assert (first.address, first.phone) == ("ул. Мира, д. 1", "+7 000")
    assert first.guardians == (
        BookGuardian("Абрамова Елена Юрьевна", "мать", "КрасЗавод, инженер", "+7 111"),
    )
    assert (second.guardians, second.address) == ((), "")


@pytest.mark.usefixtures("cards")
def test_minimal_data_is_not_even_read_152_fz(as_, small, database):
    seen = []

    def listen(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    journal = as_("admin")
    event.listen(database.engine("admin"), "before_cursor_execute", listen)
    found = journal.ask(PupilsOfBook(small.class_id, minimal=True))
    event.remove(database.engine("admin"), "before_cursor_execute", listen)
    assert found[0].guardians == (BookGuardian("Абрамова Елена Юрьевна", "мать"),)
    asked = " ".join(seen)
    assert not any(word in asked for word in ("pupil_card", "workplace", "phone", "address"))


@pytest.mark.parametrize(("minimal", "statements"), [(True, 2), (False, 3)])
def test_statements_do_not_grow_with_the_class(as_, small, database, minimal, statements):
    journal, seen = as_("admin"), []

    def listen(_connection, _cursor, statement, *_rest):
        if any(table in statement for table in ("enrolment", "guardianship", "pupil_card")):
            seen.append(statement)

    engine = database.engine("admin")
    event.listen(engine, "before_cursor_execute", listen)
    try:
        journal.ask(PupilsOfBook(small.class_id, minimal=minimal))
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert len(seen) == statements


@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_parents_and_addresses_are_refused_to_others(as_, small, login):
    with pytest.raises(Refused):
        as_(login).ask(PupilsOfBook(small.class_id, minimal=True))


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_arrival_and_departure_are_told_by_their_orders_and_the_departed_stay(
    as_, small, change, login
):
    def move(session):
        gone, came = (stay_of(session, pupil) for pupil in small.pupils[1:3])
        gone.ends, gone.end_kind, gone.departed_to = (
            date(2026, 10, 1),
            EnrolmentEnd.LEFT,
            "г. Канск",
        )
        gone.departure_order_id = order(session, OrderKind.DEPARTURE, "45-у", date(2026, 9, 30))
        came.begins, came.arrived_from = date(2026, 11, 2), "г. Томск"
        came.arrival_order_id = order(session, OrderKind.ENROLMENT, "60-у", date(2026, 11, 1))

    change(move)
    found = as_(login).ask(PupilsOfBook(small.class_id, minimal=True))
    assert len(found) == len(small.pupils)
    (gone,), (came,) = found[1].stays, found[2].stays
    assert (gone.ends, gone.departed_to) == (date(2026, 10, 1), "г. Канск")
    assert gone.departure_order == "пр. № 45-у от 30.09.2026"
    assert (came.begins, came.arrived_from) == (date(2026, 11, 2), "г. Томск")
    assert came.arrival_order == "пр. № 60-у от 01.11.2026"


def test_a_move_between_classes_names_both_and_a_return_is_a_second_stay(as_, small, change):
    def move(session):
        other = ClassGroupRow(
            uid=uuid7(),
            year_id=small.year,
            grade=7,
            letter="Б",
            profile="",
            shift=1,
            scheme=Scheme.QUARTERS,
        )
        session.add(other)
        session.flush()
        first = stay_of(session, small.pupils[0])
        first.ends, first.end_kind = date(2026, 9, 30), EnrolmentEnd.MOVED
        spans = (
            (other.id, date(2026, 10, 1), date(2026, 10, 31), EnrolmentEnd.MOVED),
            (small.class_id, date(2026, 11, 1), None, None),
        )
        session.add_all(
            EnrolmentRow(
                pupil_id=small.pupils[0],
                class_id=group,
                begins=begins,
                ends=ends,
                end_kind=kind,
                arrived_from="",
                departed_to="",
            )
            for group, begins, ends, kind in spans
        )
        return other.id

    other = change(move)
    journal = as_("admin")
    first, second = journal.ask(PupilsOfBook(small.class_id, minimal=True))[0].stays
    assert (first.begins, first.departed_to) == (BEGIN, "7Б")
    assert (second.begins, second.arrived_from, second.ends) == (date(2026, 11, 1), "7Б", None)
    (there,) = journal.ask(PupilsOfBook(other, minimal=True))[0].stays
    assert (there.arrived_from, there.departed_to) == ("7А", "7А")


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_names_for_the_forms_are_those_of_the_class(as_, small, login):
    names = as_(login).ask(NamesOfClass(small.class_id))
    assert len(names) == len(small.pupils)
    assert (names[0].name, names[0].full_name) == ("Абрамова Имяа", "Абрамова Имяа")


def test_names_of_a_class_are_refused_to_who_teaches_it_only(as_, small):
    with pytest.raises(Refused):
        as_("petrova").ask(NamesOfClass(small.class_id))
