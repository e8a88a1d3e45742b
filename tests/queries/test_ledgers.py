"""The summary ledger says what the database holds, on both engines (domain 3)."""

from datetime import date

import pytest
from ledger_year import finish, mark, order
from school import NOON, TODAY, ZONE, add_person
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.spread import LessonState, PeriodKind
from journal_desktop.domain.vocabulary import Decision, EnrolmentEnd, OrderKind, PlanPart, Scheme
from journal_desktop.journal import Journal
from journal_desktop.queries.files import FilesOfYear
from journal_desktop.queries.ledgers import LedgerClasses, LedgerOf
from journal_desktop.store.actors import load_actor
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    StudyPlanRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.closing import DecisionRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow


@pytest.fixture
def change(database):
    """Change or add rows past the gate."""

    def act(work):
        with Session(database.owner) as session, session.begin():
            work(session)

    return act


@pytest.fixture
def finished(change, small):
    change(lambda session: finish(session, small))
    return small


def sheet_of(journal, small):
    return journal.ask(LedgerOf(small.class_id))


def row_of(sheet, place, pupil=0):
    """The texts of one row of a pupil by subject."""
    texts = sheet.ledger.pupils[pupil].cells[place]
    return dict(zip((one.title for one in sheet.ledger.subjects), texts, strict=True))


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize("login", ["admin", "zavuch", "ivanova"])
def test_a_finished_class_is_whole(as_, small, login):
    sheet = sheet_of(as_(login), small)
    assert (sheet.class_name, sheet.school_year, sheet.school) == (
        "7А", "2026/2027", "МБОУ «Лицей № 10»",
    )  # fmt: skip
    assert sheet.obstacles == ()
    assert [row.title for row in sheet.ledger.rows][-3:] == ["Годовая", "Экзамен (ПА)", "Итоговая"]
    assert row_of(sheet, 0) == {"Алгебра": "4", "Разговоры о важном": "К", "Русский язык": "4"}
    assert row_of(sheet, 5) == dict.fromkeys(row_of(sheet, 5), "–")
    assert row_of(sheet, 6) == row_of(sheet, 0)
    assert [one.member.name for one in sheet.ledger.pupils][:3] == [
        "Абрамова Имяа", "Белов Имяа", "Ёлкин Имяа",
    ]  # fmt: skip
    assert sheet.ledger.pupils[0].member.decision == (
        "Переведён в 8 класс. Протокол пс от 27.05.2027 № 9, приказ от 28.05.2027 № 112-у"
    )
    assert sheet.signers == (
        ("Классный руководитель", "М. П. Иванова"),
        ("Заместитель директора", "Н. П. Громова"),
        ("Директор", "Н. П. Громова"),
    )
    assert sheet.ledger.subjects[0].teacher == "Иванова\u00a0М.\u00a0П."


def test_every_mark_of_the_database_stands_in_its_cell(as_, finished, change, database):
    def scatter(session):
        for number, row in enumerate(session.scalars(select(PeriodMarkRow))):
            row.value = ("5", "4", "3", "2", "зач", "нез", "осв", "у", "б", "н")[number % 10]

    change(scatter)
    sheet = sheet_of(as_("admin"), finished)
    written = {"зач": "зач.", "нез": "незач.", "осв": "осв."}
    with Session(database.owner) as session:
        rows = list(session.scalars(select(PeriodMarkRow)))
        assert len(rows) == 6 * 3 * 5
        for row in rows:
            (block,) = (one for one in sheet.ledger.pupils if one.member.id == row.pupil_id)
            quarter = session.get(PeriodRow, row.period_id).number
            place = quarter - 1 if quarter else 4
            (column,) = (
                n for n, one in enumerate(sheet.ledger.subjects) if one.id == row.subject_id
            )
            assert block.cells[place][column] == written.get(row.value, row.value)


def test_what_is_missing_is_named(as_, small, change):
    but = {(small.pupils[1], small.page, 2), (small.pupils[1], small.other_page, 2)}
    change(lambda session: finish(session, small, but=but))
    sheet = sheet_of(as_("admin"), small)
    assert sheet.obstacles == (
        "Не выставлены отметки (2): Белов Имяа – II четверть, предметов: 2.",
    )
    assert {gap.subject for gap in sheet.ledger.gaps} == {"Алгебра", "Русский язык"}


def test_an_open_year_without_decisions_is_no_official_ledger(as_, small):
    texts = sheet_of(as_("admin"), small).obstacles
    assert [text.split(":")[0].split(" (")[0] for text in texts] == [
        "Учебный год ещё не закрыт",
        "Нет решения педагогического совета",
        "Не выставлены отметки",
    ]


@pytest.mark.parametrize("missing", ["protocol_id", "order_id"])
def test_a_decision_without_its_papers_stops_the_print(as_, finished, change, missing):
    def take(session):
        setattr(session.scalars(select(DecisionRow)).first(), missing, None)

    change(take)
    (text,) = sheet_of(as_("admin"), finished).obstacles
    assert text.startswith("У решения нет протокола или приказа")


def test_admission_to_the_exam_is_not_the_last_decision(as_, finished, change):
    def admit(session):
        row = session.scalars(select(DecisionRow)).first()
        row.code, row.wording = Decision.ADMITTED_GIA, "Допущена"

    change(admit)
    assert len(sheet_of(as_("admin"), finished).obstacles) == 1


def test_one_who_left_keeps_the_marks_until_then_and_needs_no_council(as_, finished, change):
    gone = finished.pupils[0]

    def leave(session):
        paper = order(session, OrderKind.DEPARTURE, "45-у", date(2026, 11, 15))
        stay = session.scalars(select(EnrolmentRow).filter_by(pupil_id=gone)).one()
        stay.ends, stay.end_kind = date(2026, 11, 15), EnrolmentEnd.LEFT
        stay.departure_order_id, stay.departed_to = paper, "г. Канск"
        session.delete(session.scalars(select(DecisionRow).filter_by(pupil_id=gone)).one())
        for row in session.scalars(select(PeriodMarkRow).filter_by(pupil_id=gone)):
            if row.period_id != finished.periods[1]:
                session.delete(row)

    change(leave)
    sheet = sheet_of(as_("admin"), finished)
    assert sheet.obstacles == ()
    assert sheet.ledger.pupils[0].member.decision == ("Выбыл 15.11.2026, приказ № 45-у (г. Канск)")
    assert set(row_of(sheet, 0).values()) == {"4", "К"}
    for place in range(1, 7):
        assert set(row_of(sheet, place).values()) == {None}


def test_one_who_moved_is_in_both_classes_with_stars_in_the_new_one(as_, finished, change):
    made = {}

    def move(session):
        group = ClassGroupRow(
            uid=uuid7(), year_id=finished.year, grade=7, letter="Б", profile="", shift=1,
            scheme=Scheme.QUARTERS,
        )  # fmt: skip
        session.add(group)
        session.flush()
        made["class"], first = group.id, session.get(PageRow, finished.page)
        page = PageRow(
            uid=uuid7(), year_id=finished.year, class_id=group.id, subject_id=first.subject_id,
            half_hours=6, no_marks=False, max_marks=1, scheme=None, position=0,
        )  # fmt: skip
        session.add(page)
        plan = {"half_hours_1": 6, "half_hours_2": 6, "advanced": False, "no_marks": False}
        session.add(
            StudyPlanRow(
                class_id=group.id, subject_id=first.subject_id, part=PlanPart.REQUIRED,
                position=0, **plan,
            )
        )  # fmt: skip
        session.flush()
        pupil = finished.pupils[0]
        stay = session.scalars(select(EnrolmentRow).filter_by(pupil_id=pupil)).one()
        stay.ends, stay.end_kind = date(2026, 11, 15), EnrolmentEnd.MOVED
        stay.departure_order_id = order(session, OrderKind.MOVE, "7-п", date(2026, 11, 14))
        stay.departed_to = "7Б"
        session.add(
            EnrolmentRow(
                pupil_id=pupil, class_id=group.id, begins=date(2026, 11, 16), arrived_from="",
                departed_to="",
            )
        )  # fmt: skip
        marks = select(PeriodMarkRow).filter_by(pupil_id=pupil, subject_id=first.subject_id)
        for row in session.scalars(marks):
            if row.period_id != finished.periods[1]:
                row.page_id = page.id

    change(move)
    old = sheet_of(as_("admin"), finished)
    assert old.ledger.pupils[0].member.decision == "Переведён в 7Б 15.11.2026, приказ № 7-п"
    assert [row_of(old, place)["Алгебра"] for place in range(7)] == ["4", *[None] * 6]
    new = as_("admin").ask(LedgerOf(made["class"]))
    assert [row_of(new, place)["Алгебра"] for place in range(7)] == [
        "4*", "4", "4", "4", "4", "–", "4",
    ]  # fmt: skip


def test_a_foreign_mark_bears_a_star_and_a_letter_of_non_attestation_none(as_, finished, change):
    def touch(session):
        page = session.get(PageRow, finished.page)
        rows = session.scalars(
            select(PeriodMarkRow)
            .filter_by(pupil_id=finished.pupils[0], subject_id=page.subject_id)
            .order_by(PeriodMarkRow.id)
        ).all()
        by_period = {row.period_id: row for row in rows}
        by_period[finished.periods[1]].is_foreign = True
        by_period[finished.periods[2]].value = "б"

    change(touch)
    sheet = sheet_of(as_("admin"), finished)
    assert [row_of(sheet, place)["Алгебра"] for place in range(3)] == ["4*", "б", "4"]


def test_a_subgroup_takes_its_own_pupils_and_the_others_have_a_dash(as_, finished, change):
    def divide(session):
        page = session.get(PageRow, finished.page)
        group = SubgroupRow(
            year_id=finished.year, class_id=finished.class_id, title="группа 1", division="а"
        )
        session.add(group)
        session.flush()
        page.subgroup_id = group.id
        session.add(
            SubgroupMemberRow(
                subgroup_id=group.id, pupil_id=finished.pupils[0], begins=date(2026, 9, 1)
            )
        )
        others = select(PeriodMarkRow).where(
            PeriodMarkRow.subject_id == page.subject_id,
            PeriodMarkRow.pupil_id != finished.pupils[0],
        )
        for row in session.scalars(others):
            session.delete(row)

    change(divide)
    sheet = sheet_of(as_("admin"), finished)
    assert sheet.obstacles == ()
    assert [row_of(sheet, 0, pupil)["Алгебра"] for pupil in range(3)] == ["4", "–", "–"]


def test_extracurricular_courses_stay_out_and_the_plan_gives_the_order(as_, finished, change):
    def arrange(session):
        pages = {row.id: row.subject_id for row in session.scalars(select(PageRow))}
        for row in session.scalars(select(StudyPlanRow)):
            row.position = 1 if row.subject_id == pages[finished.other_page] else 2
            if row.subject_id == pages[finished.course_page]:
                row.part = PlanPart.EXTRA

    change(arrange)
    sheet = sheet_of(as_("admin"), finished)
    assert [one.title for one in sheet.ledger.subjects] == ["Русский язык", "Алгебра"]


def test_an_exam_asks_for_a_total(as_, finished, change):
    def examine(session):
        page = session.get(PageRow, finished.page)
        session.add(mark(finished, page, finished.pupils[0], 0, "5", kind=PeriodKind.EXAM))

    change(examine)
    sheet = sheet_of(as_("admin"), finished)
    assert [row_of(sheet, place)["Алгебра"] for place in (4, 5, 6)] == ["4", "5", ""]
    assert [gap.period for gap in sheet.ledger.gaps] == ["итоговая"]


def test_an_order_older_than_the_last_lesson_is_warned_of(as_, finished, change):
    def teach(session):
        row = session.get(LessonRow, finished.lessons[0])
        row.day, row.state = date(2027, 5, 29), LessonState.HELD

    assert sheet_of(as_("admin"), finished).warnings == ()
    change(teach)
    (text,) = sheet_of(as_("admin"), finished).warnings
    assert text == "Приказ о переводе от 28.05.2027 издан раньше последнего урока 29.05.2027."


def test_a_class_without_periods_or_plan_says_so(as_, small, change):
    def bare(session):
        session.get(ClassGroupRow, small.class_id).scheme = Scheme.TRIMESTERS
        for row in session.scalars(select(StudyPlanRow)):
            session.delete(row)

    change(bare)
    texts = sheet_of(as_("admin"), small).obstacles
    assert any(text.startswith("У класса нет учебных периодов") for text in texts)
    assert any(text.startswith("У класса нет учебного плана") for text in texts)


@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_who_may_not_read_it_gets_a_refusal_domain_9_2(as_, small, login):
    with pytest.raises(Refused):
        sheet_of(as_(login), small)
    with pytest.raises(Refused):
        as_(login).ask(LedgerClasses(small.year))
    with pytest.raises(Refused):
        as_(login).ask(FilesOfYear(small.year))


def test_a_class_teacher_sees_the_own_class_and_no_other(as_, small, change):
    made = []

    def add(session):
        group = ClassGroupRow(
            uid=uuid7(), year_id=small.year, grade=5, letter="Б", profile="", shift=1,
            scheme=Scheme.QUARTERS,
        )  # fmt: skip
        session.add(group)
        session.flush()
        made.append(group.id)

    change(add)
    assert [one.name for one in as_("admin").ask(LedgerClasses(small.year))] == ["5Б", "7А"]
    assert [one.name for one in as_("ivanova").ask(LedgerClasses(small.year))] == ["7А"]
    with pytest.raises(Refused):
        as_("ivanova").ask(LedgerOf(made[0]))
    with pytest.raises(Invalid, match=r"класса в базе нет"):
        as_("admin").ask(LedgerOf(9999))


def test_the_number_of_statements_does_not_grow_with_the_class(as_, finished, database):
    said = []
    journal = as_("admin")
    engine = database.engine("admin")
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    sheet_of(journal, finished)
    assert len([text for text in said if text.lstrip().lower().startswith("select")]) < 40


def test_files_of_a_year_are_known_to_the_archivist(database, small, as_):
    assert callable(as_)
    with Session(database.owner) as session, session.begin():
        add_person(session, small, "archive", ("Архипова", "Инна", "Львовна", [Role.ARC]))
    engine = database.engine("archive")
    with Session(engine) as session:
        actor = load_actor(session, "archive", TODAY)
    head = Journal(engine, actor, lambda: NOON, ZONE).ask(FilesOfYear(small.year))
    assert (head.school_year, head.officer, head.formed) == ("2026/2027", "О. И. Королёв", ())
    with pytest.raises(Invalid):
        Journal(engine, actor, lambda: NOON, ZONE).ask(FilesOfYear(99))
