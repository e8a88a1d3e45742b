"""Whose journals a person may print, and what the head of a book says."""

from datetime import date

import pytest
from school import BEGIN
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import OrderKind, Scheme, YearState
from journal_desktop.queries.books import BookOf, PrintableClasses
from journal_desktop.store.rows.classes import ClassGroupRow, ClassTeacherRow, PageRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.rows.staff import RoleGrantRow


@pytest.fixture
def add(database):
    def row(made):
        with Session(database.owner) as session, session.begin():
            session.add(made)
            session.flush()
            return made.id

    return row


@pytest.fixture
def classes(add, small):
    """Two more classes: 10Б and 5А."""

    def made(grade, letter):
        return add(
            ClassGroupRow(
                uid=uuid7(),
                year_id=small.year,
                grade=grade,
                letter=letter,
                profile="",
                shift=1,
                scheme=Scheme.QUARTERS,
            )
        )

    return {"10Б": made(10, "Б"), "5А": made(5, "А")}


@pytest.mark.usefixtures("classes")
@pytest.mark.parametrize(
    ("login", "names"),
    [("admin", ["5А", "7А", "10Б"]), ("ivanova", ["7А"]), ("petrova", None), ("medic", None)],
)
def test_the_officer_prints_every_class_and_a_class_teacher_the_own_one_clause_4_3(
    as_, small, login, names
):
    if names is None:
        with pytest.raises(Refused):
            as_(login).ask(PrintableClasses(small.year))
    else:
        found = as_(login).ask(PrintableClasses(small.year))
        assert [group.name for group in found] == names
        assert [group.grade for group in found] == sorted(group.grade for group in found)


def test_a_book_of_another_class_is_refused_to_a_class_teacher(as_, classes, small):
    assert as_("ivanova").ask(BookOf(small.class_id)).class_name == "7А"
    for class_id in (classes["5А"], 9999):
        with pytest.raises(Refused):
            as_("ivanova").ask(BookOf(class_id))
    with pytest.raises(Invalid, match=r"класса в базе нет"):
        as_("admin").ask(BookOf(9999))


def test_a_former_class_teacher_prints_nothing(as_, small, database):
    with Session(database.owner) as session, session.begin():
        session.query(ClassTeacherRow).one().ends = date(2026, 11, 22)
    assert as_("ivanova").actor.classes == frozenset()
    with pytest.raises(Refused):
        as_("ivanova").ask(BookOf(small.class_id))


def test_the_head_names_school_class_year_teacher_and_pages_in_order(as_, small, database):
    with Session(database.owner) as session, session.begin():
        session.get(PageRow, small.page).position = 5
    head = as_("admin").ask(BookOf(small.class_id))
    assert (head.school, head.class_name, head.school_year) == (
        "МБОУ «Лицей № 10»",
        "7А",
        "2026/2027",
    )
    assert head.class_teacher == "Иванова Мария Петровна"
    assert head.page_ids == (small.course_page, small.other_page, small.page)
    assert not head.year_is_closed


@pytest.mark.parametrize("state", [YearState.CLOSED, YearState.ARCHIVED])
def test_a_closed_year_is_told(as_, small, database, state):
    with Session(database.owner) as session, session.begin():
        session.get(SchoolYearRow, small.year).state = state
    assert as_("admin").ask(BookOf(small.class_id)).year_is_closed


def test_signers_are_the_officer_with_the_order_and_the_director(as_, small, add, database):
    order = add(OrderRow(kind=OrderKind.APPOINTMENT, number="12", day=BEGIN, title="О назначении"))
    with Session(database.owner) as session, session.begin():
        session.query(RoleGrantRow).filter_by(role=Role.ADM).one().order_id = order
    head = as_("admin").ask(BookOf(small.class_id))
    assert (head.officer.name, head.officer.order) == (
        "О. И. Королёв",
        "приказ от 01.09.2026 № 12",
    )
    assert (head.director.name, head.director.order) == ("", "")


def test_the_hash_of_the_chains_changes_with_every_mark_of_the_class(as_, small):
    def head():
        return as_("admin").ask(BookOf(small.class_id)).chain_head

    before = head()
    assert before == head()
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    assert head() != before
