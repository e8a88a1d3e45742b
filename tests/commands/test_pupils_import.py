"""A list of pupils taken in through the gate, on both engines."""

from dataclasses import replace
from datetime import date

import pytest
from school import BEGIN, TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from commands.weeks import counted
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.pupils import ImportPupils
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.vocabulary import OrderKind, Sex
from journal_desktop.queries.pupil_values import NewParent, NewPupil, phone_key
from journal_desktop.queries.timetable_values import ClassKey
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.pupils import (
    EnrolmentRow,
    GuardianRow,
    GuardianshipRow,
    PupilCardRow,
    PupilRow,
)
from journal_desktop.store.rows.school import OrderRow

ORDER = ("25-у", date(2026, 8, 25))
MOTHER = NewParent("Ёжикова", "Анна", "Павловна", "+7 (900) 123-45-67", "ООО «Пример»", "мать")
OLEG = NewPupil(
    ClassKey(7, "А"),
    "Ёжиков",
    "Олег",
    "Иванович",
    date(2013, 3, 12),
    Sex.MALE,
    "Е-1",
    "ул. Образцовая, 1",
    "+7 900 000-00-01",
    (MOTHER,),
    date(2020, 9, 1),
    ORDER,
    "детский сад № 1",
)
VERA = replace(
    OLEG, name="Вера", patronymic="Ивановна", sex=Sex.FEMALE, file_number="Е-2", address=""
)


@pytest.fixture
def load(small, as_):
    def imported(*rows, begins=BEGIN, missing=False):
        return as_("admin").do(ImportPupils(small.year, begins, tuple(rows), missing))

    return imported


def test_a_pupil_comes_with_card_parents_and_enrolment_by_order(load, small, rows):
    load(OLEG)
    (pupil,) = rows(PupilRow, name="Олег")
    assert (pupil.surname, pupil.born, pupil.file_number) == ("Ёжиков", date(2013, 3, 12), "Е-1")
    (card,) = rows(PupilCardRow)
    assert (card.pupil_id, card.address) == (pupil.id, "ул. Образцовая, 1")
    (link,), (mother,) = rows(GuardianshipRow), rows(GuardianRow)
    assert (link.pupil_id, link.guardian_id, link.relation) == (pupil.id, mother.id, "мать")
    (order,) = rows(OrderRow)
    assert (order.kind, order.number, order.day) == (OrderKind.ENROLMENT, *ORDER)
    (stay,) = rows(EnrolmentRow, pupil_id=pupil.id)
    assert (stay.class_id, stay.begins, stay.ends) == (small.class_id, BEGIN, None)
    assert (stay.arrival_order_id, stay.arrived_from) == (order.id, "детский сад № 1")


def test_brother_and_sister_share_the_parent_and_the_order(load, rows):
    load(OLEG, replace(VERA, parents=(replace(MOTHER, phone="89001234567"),)))
    assert len(rows(GuardianRow)) == len(rows(OrderRow)) == 1
    assert len(rows(GuardianshipRow)) == 2


def test_a_parent_and_an_order_in_the_journal_are_used_again(load, rows):
    load(OLEG)
    load(VERA)
    assert len(rows(GuardianRow)) == len(rows(OrderRow)) == 1


def test_namesakes_without_a_telephone_are_two_people(load, rows):
    silent = (replace(MOTHER, phone=""),)
    load(replace(OLEG, parents=silent), replace(VERA, parents=silent))
    assert len(rows(GuardianRow)) == 2


def test_the_same_list_again_is_no_action(load, database):
    load(OLEG, VERA)
    before = counted(database)
    assert load(OLEG, VERA).op_id is None
    assert load(replace(OLEG, surname="Ежиков"), begins=date(2026, 10, 1)).op_id is None
    assert counted(database) == before


def test_only_what_is_empty_is_filled_in(load, rows):
    load(replace(OLEG, address="", phone="", file_number=""))
    load(OLEG)
    load(replace(OLEG, address="другой", phone="другой", file_number="другой"))
    (card,) = rows(PupilCardRow)
    assert (card.address, card.phone) == ("ул. Образцовая, 1", "+7 900 000-00-01")
    assert rows(PupilRow, name="Олег")[0].file_number == "Е-1"


def test_a_pupil_who_came_later_begins_later(load, rows):
    load(replace(OLEG, enrolled=date(2026, 10, 5)))
    assert [row.begins for row in rows(EnrolmentRow) if row.arrived_from] == [date(2026, 10, 5)]


def test_a_pupil_of_last_year_is_enrolled_again(load, small, rows, database):
    with Session(database.owner) as session, session.begin():
        stay = session.scalars(select(EnrolmentRow).order_by(EnrolmentRow.id)).first()
        stay.ends = date(2026, 8, 31)
        pupil = session.get(PupilRow, stay.pupil_id)
        told = (pupil.surname, pupil.name, pupil.patronymic, pupil.born)
    load(NewPupil(ClassKey(7, "А"), *told, Sex.MALE))
    assert len(rows(PupilRow)) == len(small.pupils)
    stays = rows(EnrolmentRow, pupil_id=small.pupils[0])
    assert [(row.begins, row.ends) for row in stays] == [
        (BEGIN, date(2026, 8, 31)),
        (BEGIN, None),
    ]


def test_unknown_classes_are_listed_or_made(load, rows, database):
    before = counted(database)
    strangers = (
        replace(OLEG, class_key=ClassKey(8, "Б")),
        replace(VERA, class_key=ClassKey(1, "А")),
    )
    with pytest.raises(Invalid, match="нет классов: 1А; 8Б"):
        load(*strangers)
    assert counted(database) == before
    load(*strangers, missing=True)
    assert {(row.grade, row.letter) for row in rows(ClassGroupRow)} == {
        (7, "А"),
        (8, "Б"),
        (1, "А"),
    }


def test_a_pupil_of_another_class_needs_an_order_to_move(load, database):
    load(OLEG)
    before = counted(database)
    with pytest.raises(Invalid, match="уже учится в 7А, для перевода в 8Б нужен приказ"):
        load(replace(OLEG, class_key=ClassKey(8, "Б")), missing=True)
    assert counted(database) == before


def test_every_problem_is_told_at_once(load):
    load(OLEG)
    twins = (VERA, replace(VERA, surname="ежиков"))
    late = replace(OLEG, surname="Поздняков", enrolled=date(2027, 6, 1))
    with pytest.raises(Invalid) as refusal:
        load(replace(OLEG, class_key=ClassKey(8, "Б")), *twins, late)
    told = str(refusal.value)
    for part in ("нет классов: 8Б", "уже учится в 7А", "дважды", "позже конца учебного года"):
        assert part in told


def test_two_pupils_of_one_name_and_day_in_the_journal_are_a_problem(load, database):
    load(OLEG)
    with Session(database.owner) as session, session.begin():
        first = session.scalars(select(PupilRow).filter_by(name="Олег")).one()
        same = {
            column.key: getattr(first, column.key)
            for column in PupilRow.__table__.columns
            if column.key not in {"id", "uid"}
        }
        session.add(PupilRow(uid=type(first.uid)(int=1), **same))
    with pytest.raises(Invalid, match="несколько учеников"):
        load(OLEG)


def test_undo_takes_the_pupils_back_and_redo_returns_them(load, as_, database):
    before = counted(database)
    done = load(OLEG, VERA)
    after = counted(database)
    undone = as_("admin").undo(done.op_id)
    assert counted(database) == before
    as_("admin").undo(undone.op_id)
    assert counted(database) == after


def test_undo_is_refused_once_a_pupil_has_a_mark(load, small, as_, rows, database):
    done = load(OLEG)
    (pupil,) = rows(PupilRow, name="Олег")
    as_("ivanova").do(SetCell(small.page, small.lessons[3], pupil.id, "5", ""))
    before = counted(database)
    with pytest.raises(Conflict, match=r"Отмена отклонена: .*отметки"):
        as_("admin").undo(done.op_id)
    assert counted(database) == before


def test_a_day_outside_the_year_and_an_unknown_year_are_refused(load, small, as_):
    with pytest.raises(Invalid, match="вне учебного года"):
        load(OLEG, begins=date(2027, 6, 1))
    with pytest.raises(Invalid, match="учебного года"):
        as_("admin").do(ImportPupils(small.year + 5, TODAY, (OLEG,), create_missing=False))


def test_a_teacher_may_not_take_pupils_in(small, as_):
    with pytest.raises(Refused, match="нет права"):
        as_("ivanova").do(ImportPupils(small.year, BEGIN, (OLEG,), create_missing=False))


@pytest.mark.parametrize("phone", ["+7 (900) 123-45-67", "8 900 123 45 67", "9001234567"])
def test_a_telephone_is_the_same_however_it_is_written(phone):
    assert phone_key(phone) == "9001234567"
