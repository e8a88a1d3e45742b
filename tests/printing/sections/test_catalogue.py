"""The sections of a class from the database: order, switches, rights, the whole book on paper."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_class import gather, print_class
from journal_desktop.printing.sections.catalogue import sections
from journal_desktop.store.rows.lessons import SlotRow
from journal_desktop.store.rows.pupils import EnrolmentRow, PupilCardRow, PupilRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.rows.staff import RoleGrantRow
from printing.reading import quiet, squeezed

USUAL = BookOptions()
EVERYTHING = replace(
    USUAL,
    timetable=True,
    minimal_data=False,
    sex=True,
    public_life=True,
    fitness=True,
    briefings=True,
)
NOTHING = BookOptions(
    **{field.name: False for field in fields(BookOptions) if field.type == "bool"}
)
MISSED = "Сведения о количестве уроков, пропущенных обучающимися"


@pytest.fixture
def change(database):
    def act(work):
        with Session(database.owner) as session, session.begin():
            return work(session)

    return act


@pytest.fixture
def furnished(small, change):
    """A place in the timetable and an address."""

    def fill(session):
        session.add(
            SlotRow(page_id=small.page, weekday=1, number=2, weeks="11", begins=date(2026, 9, 1))
        )
        session.add(
            PupilCardRow(
                pupil_id=small.pupils[0],
                address="ул. Мира, д. 1",
                phone="",
                email="",
                special_notes="",
            )
        )

    change(fill)


def titles(journal, class_id, options):
    with journal.snapshot() as ask:
        before, after = sections(ask, class_id, options)
    return [one.title for one in before], [one.title.replace("\u00a0", " ") for one in after]


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_sections_stand_in_the_order_of_domain_2_2(as_, small, login):
    before, after = titles(as_(login), small.class_id, EVERYTHING)
    assert before == ["Расписание уроков"]
    assert after == [
        "Общие сведения об обучающихся",
        f"{MISSED} (I четверть)",
        f"{MISSED} (II четверть)",
        "Сводная ведомость учёта посещаемости",
        "Сводная ведомость учёта успеваемости обучающихся",
        "Сведения о занятиях в факультативах, кружках, секциях",
        "Сведения об участии в общественной жизни, олимпиадах",
        "Показатели физической подготовленности",
        "Лист здоровья",
        "Учёт инструктажей по охране труда и правилам дорожного движения",
        "Учёт инструктажей по охране труда и правилам дорожного движения: подписи",
        "Замечания по ведению классного журнала",
    ]


def test_every_section_can_be_left_out_and_the_usual_ones_are_those_of_the_domain(as_, small):
    assert titles(as_("admin"), small.class_id, NOTHING) == ([], [])
    before, after = titles(as_("admin"), small.class_id, USUAL)
    assert before == []
    assert not any("инструктаж" in title or "физической" in title for title in after)
    assert {"Лист здоровья", "Общие сведения об обучающихся"} <= {*after}


@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_who_may_not_read_the_class_gets_no_sections(as_, small, login):
    with as_(login).snapshot() as ask, pytest.raises(Refused):
        sections(ask, small.class_id, EVERYTHING)


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_medical_data_is_refused_to_who_is_no_medical_worker(as_, small, login):
    with as_(login).snapshot() as ask, pytest.raises(Refused):
        sections(ask, small.class_id, replace(NOTHING, health=True))


def test_who_is_officer_and_medical_worker_includes_the_sheet(as_, small, change):
    def make_medic(session):
        session.add(
            RoleGrantRow(
                staff_id=small.staff["admin"],
                role=Role.MED,
                begins=date(2026, 9, 1),
                data_categories="",
            )
        )

    change(make_medic)
    with as_("admin").snapshot() as ask:
        _, (sheet,) = sections(ask, small.class_id, replace(NOTHING, health=True))
    assert len(sheet.blocks) == len(small.pupils)


def test_statements_do_not_grow_with_the_class(as_, small, database, change):
    def asked():
        seen = []

        def listen(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        engine = database.engine("admin")
        journal = as_("admin")
        event.listen(engine, "before_cursor_execute", listen)
        try:
            titles(journal, small.class_id, EVERYTHING)
        finally:
            event.remove(engine, "before_cursor_execute", listen)
        return len(seen)

    few = asked()

    def grow(session):
        known = session.get(PupilRow, small.pupils[0])
        for number in range(20):
            pupil = PupilRow(
                uid=uuid7(),
                surname=f"Новый{number}",
                name="Имя",
                patronymic="",
                sort_key=f"{known.sort_key}{number:02}",
                sex=known.sex,
                born=known.born,
                file_number="",
            )
            session.add(pupil)
            session.flush()
            session.add(
                EnrolmentRow(
                    pupil_id=pupil.id,
                    class_id=small.class_id,
                    begins=date(2026, 9, 1),
                    arrived_from="",
                    departed_to="",
                )
            )

    change(grow)
    assert asked() == few
    assert few < 60


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("landscape", [False, True])
def test_a_draft_with_everything_on_is_a_whole_book(as_, small, tmp_path, landscape):
    paper = Paper(draft=True, landscape=landscape)
    journal = as_("ivanova")
    written = print_class(journal, small.class_id, tmp_path, paper, quiet, options=EVERYTHING)
    text = text_of(written.path)
    _, after = titles(journal, small.class_id, EVERYTHING)
    for title in ("Расписание уроков", "ул. Мира, д. 1", *after):
        assert squeezed(title) in text


def test_minimal_data_prints_no_address(as_, small, furnished, tmp_path):
    del furnished
    written = print_class(as_("admin"), small.class_id, tmp_path, Paper(draft=True), quiet)
    assert squeezed("ул. Мира, д. 1") not in text_of(written.path)


def test_a_class_without_pupils_prints(as_, small, change, tmp_path):
    def empty(session):
        session.query(EnrolmentRow).delete()

    change(empty)
    paper = Paper(draft=True)
    written = print_class(as_("admin"), small.class_id, tmp_path, paper, quiet, options=EVERYTHING)
    assert written.pages > 10


def test_what_is_said_of_a_closed_year_does_not_depend_on_the_day_it_is_asked(as_, small, change):
    def close(session):
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED

    change(close)
    later = datetime(2027, 6, 10, 5, tzinfo=UTC), datetime(2029, 2, 1, 5, tzinfo=UTC)
    prints = []
    for moment in later:
        with as_("admin", moment).snapshot() as ask:
            prints.append(gather(ask, small.class_id, quiet, EVERYTHING).content)
    assert len({*prints}) == 1
