"""What each person may know of a pupil's health — on both engines."""

from datetime import timedelta

import pytest
from commands.health_of import KEY, Medic, add_physical_education
from school import BEGIN, TODAY
from sqlalchemy import event
from sqlalchemy.orm import Session

from journal_desktop.commands.advice import AcknowledgeAdvice
from journal_desktop.commands.health_class import DeclareHealthFilled, StoreHealthCounts
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.health import Closed, HealthGroup, PeGroup, closed_from
from journal_desktop.domain.health_counts import Count
from journal_desktop.domain.health_entry import Field
from journal_desktop.queries.advice import AdviceOf, AdvicePlaces, PeGroupsOf, TeachersAdvice
from journal_desktop.queries.advice_readers import LEADS, AdviceReaders
from journal_desktop.queries.health import HealthPast, HealthSheetOf, SealedOfYear
from journal_desktop.queries.health_counts import HealthCountsOf
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.classes import PageRow, SubgroupMemberRow, SubgroupRow
from journal_desktop.store.rows.school import RuleRow


@pytest.fixture
def medic(database, small):
    return Medic(database, small)


@pytest.fixture
def filled(medic):
    """Height, groups and words for the first pupil, a height for the second."""
    journal = medic.journal()
    journal.do(medic.height(1520))
    journal.do(medic.seal(Closed(HealthGroup.III, "тайна")))
    journal.do(medic.pe(PeGroup.SPECIAL_A))
    journal.do(medic.advice(Field.WORDING, "Сажать ближе к доске"))
    journal.do(medic.height(1300, pupil=1))
    return journal


@pytest.fixture
def pe_page(database, small):
    return add_physical_education(database, small)


def test_the_medical_worker_has_the_whole_sheet(filled, small):
    sheet = filled.ask(HealthSheetOf(small.class_id))
    first, second = sheet.lines[:2]
    assert (sheet.class_name, sheet.year, sheet.filled) == ("7А", "2026/2027", None)
    assert (sheet.due.day, sheet.due.month) == (10, 9)
    assert (first.height_mm, first.advice.furniture, first.pe) == (1520, 4, PeGroup.SPECIAL_A)
    assert closed_from(KEY.open(first.sealed, small.pupils[0])).group is HealthGroup.III
    assert (second.height_mm, second.advice.furniture, second.sealed) == (1300, 2, None)
    assert [line.advice.name for line in sheet.lines][:2] == ["Абрамова Имяа", "Белов Имяа"]


@pytest.mark.parametrize("login", ["ivanova", "petrova", "admin", "zavuch"])
def test_nobody_else_asks_for_the_sheet(as_, small, login):
    for query in (
        HealthSheetOf(small.class_id),
        HealthPast(small.class_id, small.pupils[0]),
        SealedOfYear(small.class_id),
    ):
        with pytest.raises(Refused):
            as_(login).ask(query)


def test_the_due_day_is_a_setting_of_the_school(filled, small, database):
    def rule(value):
        with Session(database.owner) as session, session.begin():
            session.query(RuleRow).delete()
            session.add(RuleRow(name="health_due", value=value, begins=BEGIN))
        return filled.ask(HealthSheetOf(small.class_id)).due

    assert (rule("20.09").day, rule("20.09").month) == (20, 9)
    assert rule("неделя").day == 10


@pytest.mark.usefixtures("filled")
def test_a_subject_teacher_reads_advice_of_the_own_page_only(as_, small):
    mine = as_("petrova").ask(AdviceOf(small.class_id, small.other_page))
    first = mine.lines[0]
    assert (first.wording, first.furniture, first.is_notable) == ("Сажать ближе к доске", 4, True)
    assert not mine.lines[1].is_notable
    for query in (
        AdviceOf(small.class_id),
        AdviceOf(small.class_id, small.page),
        PeGroupsOf(small.class_id, small.other_page),
        PeGroupsOf(small.class_id),
        AdviceReaders(small.class_id),
        HealthCountsOf(small.year),
    ):
        with pytest.raises(Refused):
            as_("petrova").ask(query)


@pytest.mark.usefixtures("filled")
def test_a_teacher_of_physical_education_reads_the_group(as_, small, pe_page):
    (line,) = as_("sport").ask(PeGroupsOf(small.class_id, pe_page))
    assert (line.pupil_id, line.group) == (small.pupils[0], PeGroup.SPECIAL_A)


@pytest.mark.usefixtures("filled")
def test_a_class_teacher_reads_advice_and_groups_of_the_class(as_, small):
    own = as_("ivanova")
    assert own.ask(AdviceOf(small.class_id)).lines[0].wording
    assert len(own.ask(PeGroupsOf(small.class_id))) == 1
    assert own.ask(AdviceReaders(small.class_id))


@pytest.mark.parametrize("login", ["zavuch", "admin"])
def test_the_office_reads_no_advice(as_, small, login):
    with pytest.raises(Refused):
        as_(login).ask(AdviceOf(small.class_id))


@pytest.mark.usefixtures("filled")
def test_a_teachers_questions_never_select_a_birth_date(as_, small, database):
    journal, statements = as_("petrova"), []
    engine = database.engine("petrova")

    def note(_c, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        journal.ask(AdviceOf(small.class_id, small.other_page))
        journal.ask(AdvicePlaces(small.year))
        journal.ask(TeachersAdvice(small.class_id, small.other_page, small.pupils[0]))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert statements
    assert not [text for text in statements if "born" in text or "health_sheet" in text]


def test_places_are_own_classes_and_pages_for_a_teacher_every_class_for_the_medic(
    as_, medic, small
):
    def titles(journal):
        return [place.title for place in journal.ask(AdvicePlaces(small.year))]

    assert titles(medic.journal()) == ["7А"]
    assert titles(as_("petrova")) == ["7А · Русский язык"]
    assert titles(as_("ivanova"))[0] == "7А"
    assert titles(as_("zavuch")) == []


def test_who_has_read_and_who_has_not(as_, filled, small):
    advice = as_("petrova").ask(AdviceOf(small.class_id, small.other_page)).lines[0]
    as_("petrova").do(AcknowledgeAdvice(advice.advice_id, small.class_id, small.other_page))
    readers = {one.staff_id: one for one in filled.ask(AdviceReaders(small.class_id))}
    mine, leads = readers[small.staff["petrova"]], readers[small.staff["ivanova"]]
    assert (mine.read, mine.total, mine.left, mine.unread) == (1, 1, 0, ())
    assert (leads.left, leads.unread) == (1, (small.pupils[0],))
    assert leads.subjects.startswith(LEADS)
    own = as_("petrova").ask(AdviceOf(small.class_id, small.other_page)).lines[0]
    assert own.read_at is not None
    assert filled.ask(HealthSheetOf(small.class_id)).lines[0].readers == 1


@pytest.mark.usefixtures("filled")
def test_the_deputy_sees_who_has_not_read_without_names_of_pupils(as_, small):
    readers = as_("zavuch").ask(AdviceReaders(small.class_id))
    assert [one.left for one in readers] == [1, 1]
    assert {one.unread for one in readers} == {()}


def test_a_teacher_of_a_subgroup_reads_of_its_members_only(as_, filled, small, database):
    with Session(database.owner) as session, session.begin():
        group = SubgroupRow(
            year_id=small.year, class_id=small.class_id, title="группа 1", division="русский"
        )
        session.add(group)
        session.flush()
        session.add(SubgroupMemberRow(subgroup_id=group.id, pupil_id=small.pupils[1], begins=BEGIN))
        session.get_one(PageRow, small.other_page).subgroup_id = group.id
    lines = as_("petrova").ask(AdviceOf(small.class_id, small.other_page)).lines
    assert [line.pupil_id for line in lines] == [small.pupils[1]]
    readers = filled.ask(AdviceReaders(small.class_id))
    assert [one.staff_id for one in readers] == [small.staff["ivanova"]]
    advice = filled.ask(AdviceOf(small.class_id)).lines[0]
    with pytest.raises(Refused):
        as_("petrova").do(AcknowledgeAdvice(advice.advice_id, small.class_id, small.other_page))


def test_the_past_of_a_pupil_is_dated_and_says_who(medic, small):
    medic.journal().do(medic.height(1520))
    later = medic.journal(medic.journal().now() + timedelta(days=30))
    later.do(medic.height(1580, 1520))
    later.do(medic.pe(PeGroup.MAIN))
    past = later.ask(HealthPast(small.class_id, small.pupils[0]))
    words = [(line.begins, line.kind, line.words) for line in past]
    assert (TODAY, "Осмотр", "рост 152 см") in words
    assert (TODAY + timedelta(30), "Осмотр", "рост 158 см") in words
    assert (TODAY + timedelta(30), "Физкультура", "основная") in words
    assert {line.who for line in past} == {"Лунина В. О."}
    assert [line.begins for line in past] == sorted((line.begins for line in past), reverse=True)


def test_the_head_reads_numbers_and_nothing_else(as_, filled, small):
    filled.do(
        DeclareHealthFilled(small.class_id),
        StoreHealthCounts(small.class_id, small.year, f"class:{small.class_id}", "health", "I–V=6"),
        StoreHealthCounts(small.class_id, small.year, "school", "furniture", "2=1;4=1;—=4"),
    )
    lines = as_("zavuch").ask(HealthCountsOf(small.year))
    assert [(line.title, line.level) for line in lines] == [
        ("Вся школа", 0),
        ("7 классы", 1),
        ("7А", 2),
    ]
    assert lines[2].health == (Count("I–V", 6),)
    assert (lines[2].filled, lines[2].day) == (TODAY, TODAY)
    assert lines[0].furniture == (Count("2", 1), Count("4", 1), Count("—", 4))
    (value, *_) = filled.ask(SealedOfYear(small.class_id))
    assert (value.grade, value.pe, value.furniture) == (7, PeGroup.SPECIAL_A, 4)


def test_the_sign_in_the_journal_goes_when_the_advice_is_taken_back(as_, medic, small):
    def signs():
        return [pupil.has_advice for pupil in as_("ivanova").ask(SpreadOf(small.page)).pupils]

    medic.journal().do(medic.advice(Field.CONDITIONS, "Слух: первые парты"))
    assert signs() == [True] + [False] * 5
    later = medic.journal(medic.journal().now() + timedelta(days=1))
    later.do(medic.advice(Field.CONDITIONS, "", "Слух: первые парты"))
    tomorrow = as_("ivanova", later.now()).ask(SpreadOf(small.page)).pupils
    assert [pupil.has_advice for pupil in tomorrow] == [False] * 6


def test_a_class_that_is_not_there_is_told(medic):
    with pytest.raises(Invalid, match="нет"):
        medic.journal().ask(HealthSheetOf(99))


def test_an_exemption_is_shown_in_the_spread(as_, medic, pe_page):
    medic.journal().do(medic.pe(PeGroup.EXEMPT, ends=TODAY + timedelta(10)))
    first = as_("sport").ask(SpreadOf(pe_page)).pupils[0]
    assert [(span.begins, span.ends) for span in first.exempt] == [(TODAY, TODAY + timedelta(10))]
