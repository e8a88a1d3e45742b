"""Files planned and loaded through the gate, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import school as invented
from school import NOON, SmallSchool
from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.timetables import NEW, OLD
from exchange.workbooks import HEADING, xlsx
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import DayKind
from journal_desktop.exchange.asc_xml import read_timetable
from journal_desktop.exchange.imports import DONE, DRY_RUN, NOTHING_NEW, ImportReport, run_import
from journal_desktop.exchange.problems import Problems
from journal_desktop.exchange.timetable_parts import Layout
from journal_desktop.journal import Journal
from journal_desktop.queries.timetable_values import ClassKey, Placed
from journal_desktop.store.actors import load_actor
from journal_desktop.store.rows.classes import ClassGroupRow, SubgroupRow
from journal_desktop.store.rows.lessons import LessonRow, SlotRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.pupils import PupilRow
from journal_desktop.store.rows.school import CalendarDayRow

Load = Callable[..., ImportReport]

CALENDAR = """<?xml version="1.0" encoding="UTF-8"?>
<calendar year="{year}" lang="ru">
    <holidays><holiday id="3" title="{title}"/></holidays>
    <days>{days}</days>
</calendar>"""
SPRING = """
    <day d="02.20" t="{kind}"/>
    <day d="02.22" t="1" f="02.20"/>
    <day d="02.23" t="1" h="3"/>
    <day d="06.12" t="1"/>"""


@pytest.fixture
def officer(as_: Callable[..., Journal]) -> Journal:
    return as_("admin")


@pytest.fixture
def load(officer: Journal, tmp_path: Path) -> Load:
    """Write a text into a file and load it."""

    def loaded(kind: str, text: str, **more: object) -> ImportReport:
        path = tmp_path / "файл.xml"
        path.write_text(text.replace("windows-1251", "utf-8"), "utf-8")
        return run_import(officer, kind, path, **{"year": 2026, **more})

    return loaded


@pytest.fixture
def rows(database):
    def all_of(table, /, **by):
        with Session(database.owner) as session:
            return list(session.scalars(select(table).filter_by(**by).order_by(table.id)))

    return all_of


def spring(kind: int, year: int = 2027) -> str:
    return CALENDAR.format(
        year=year, title="День защитника Отечества", days=SPRING.format(kind=kind)
    )


def laid_out(tmp_path: Path, text: str, *, odd_names: bool = True) -> Layout:
    path = tmp_path / "расписание.xml"
    path.write_text(text.replace("windows-1251", "utf-8"), "utf-8")
    return Layout(read_timetable(path), frozenset(), odd_names=odd_names)


def told(place: Placed) -> tuple[str, tuple[str, ...]]:
    return place.page.title, tuple(who.surname for who in place.teachers)


def test_a_timetable_is_checked_loaded_once_and_undone(load, officer, rows):
    dry = load("timetable", NEW, create_missing=True, dry_run=True)
    assert "классов: 1 (найдено 1, новых 0)" in dry.lines
    assert "предметов: 2 (найдено 1, новых 1)" in dry.lines
    assert "новые предметы: Физика" in dry.lines
    assert (dry.lines[-1], dry.op_id) == (DRY_RUN, None)
    assert not rows(OpRow)
    real = load("timetable", NEW, create_missing=True, begins=date(2026, 11, 23))
    assert real.lines[-1] == DONE
    assert len(rows(SlotRow)) == 2
    again = load("timetable", NEW, begins=date(2026, 11, 23))
    assert (again.lines[-1], again.op_id) == (NOTHING_NEW, None)
    officer.undo(real.op_id)
    assert not rows(SlotRow)


def test_the_plan_tells_how_many_lessons_the_year_gets(load, rows):
    dry = load("timetable", NEW, create_missing=True, dry_run=True, begins=date(2026, 11, 30))
    before = len(rows(LessonRow))
    load("timetable", NEW, create_missing=True, begins=date(2026, 11, 30))
    assert f"уроков до 26.05.2027: {len(rows(LessonRow)) - before}" in dry.lines
    assert any("каникулы года не заведены" in line for line in dry.lines)


def test_unknown_names_are_listed_with_the_file_and_nothing_is_written(load, rows):
    with pytest.raises(Problems) as refusal:
        load("timetable", NEW)
    texts = [problem.text for problem in refusal.value.problems]
    assert texts == [
        "в журнале нет предметов: Физика",
        "в журнале нет кабинетов: 301",
        "в журнале нет подгрупп: 7А 1 группа",
    ]
    assert all(problem.file == "файл.xml" for problem in refusal.value.problems)
    assert not rows(OpRow)


def test_class_names_that_cannot_be_understood_are_listed(tmp_path):
    odd = OLD.replace(' 1-А"', 'Teachers"').replace("1-Б ", "12_26")
    (problem,) = laid_out(tmp_path, odd).problems
    assert "Teachers; 12_26" in problem.text


def test_an_odd_name_that_begins_with_the_grade_may_be_new(tmp_path):
    odd = OLD.replace(' 1-А"', '3 інд"')
    assert laid_out(tmp_path, odd, odd_names=False).problems
    keys = {place.page.classes[0] for place in laid_out(tmp_path, odd).placed}
    assert keys == {ClassKey(3, "інд"), ClassKey(1, "Б")}


def test_classes_that_read_the_same_are_told(tmp_path):
    (problem,) = laid_out(tmp_path, OLD.replace("1-Б ", "1a ")).problems
    assert "читаются одинаково: 1А" in problem.text


def test_classes_together_have_a_page_each_and_groups_a_teacher_each(tmp_path):
    layout = laid_out(tmp_path, OLD)
    pages = dict.fromkeys(told(place) for place in layout.placed)
    assert list(pages) == [
        ("1А Українська мова", ("Бойко",)),
        ("1Б Українська мова", ("Бойко",)),
        ("1А Праця (Хлопці)", ("Бойко",)),
        ("1А Праця (Дівчата)", ("Гриценко",)),
    ]
    assert {place.division for place in layout.placed} == {"", "Хлопці / Дівчата"}
    assert {place.weeks for place in layout.placed if place.page.group} == {"10"}
    assert any("распределены по группам" in note for note in layout.notes)


def test_one_teacher_of_all_groups_teaches_the_whole_class(tmp_path):
    layout = laid_out(tmp_path, OLD.replace('teacherids="*1,*2"', 'teacherids="*2"'))
    assert ("1А Праця", ("Гриценко",)) in {told(place) for place in layout.placed}


def test_groups_of_several_senior_classes_have_one_page(tmp_path):
    joined = OLD.replace('classids="*1" subjectid="*2"', 'classids="*1,*2" subjectid="*2"')
    joined = joined.replace('groupids="*2,*3"', 'groupids="*2,*5"').replace(
        '<group id="*4"',
        '<group id="*5" name="Хлопці" classid="*2" divisiontag="2"/><group id="*4"',
    )
    junior = {told(place) for place in laid_out(tmp_path, joined).placed if place.page.group}
    both = ("Бойко", "Гриценко")
    assert junior == {("1А Праця (Хлопці)", both), ("1Б Праця (Хлопці)", both)}
    senior = laid_out(tmp_path, joined.replace("1-А", "10-А").replace("1-Б", "10-Б"))
    across = {told(place) for place in senior.placed if place.page.is_across}
    assert across == {("10А, 10Б Праця (Хлопці)", both)}


def test_namesakes_are_told_apart_by_the_rest_of_the_name(tmp_path):
    twins = OLD.replace("Гриценко Віктор Олексійович", "Бойко Ганна Дем'янівна")
    (problem,) = laid_out(tmp_path, twins).problems
    assert "назовите их в aSc по-разному" in problem.text
    told_apart = OLD.replace("Бойко Ганна Дем'янівна", "Бойко Ганна").replace(
        "Гриценко Віктор Олексійович", "Бойко Ганна 2"
    )
    found = {who.title for place in laid_out(tmp_path, told_apart).placed for who in place.teachers}
    assert found == {"Бойко Ганна", "Бойко Ганна 2"}


def test_a_file_of_several_terms_is_refused(tmp_path):
    terms = NEW.replace('terms="1" days="10000"', 'terms="10" days="10000"')
    (problem,) = laid_out(tmp_path, terms).problems
    assert "нескольких учебных периодов" in problem.text


def test_a_cycle_of_too_many_weeks_is_refused(tmp_path):
    long = OLD.replace('weeks="10"', 'weeks="100000000"')
    (problem,) = laid_out(tmp_path, long).problems
    assert "реже, чем раз в 8 недель" in problem.text


def test_odd_classes_stop_a_whole_import(load, rows):
    with pytest.raises(Problems, match="не понятны названия классов: Хор"):
        load("timetable", NEW.replace('name="7А"', 'name="Хор"'), create_missing=True)
    assert not rows(OpRow)


def test_a_lesson_in_two_rooms_is_kept_with_the_first(tmp_path):
    rooms = OLD.replace('name="" short=""', 'name="15" short="15"')
    assert {place.room for place in laid_out(tmp_path, rooms).placed} == {"3", ""}


def test_other_hours_than_the_study_plan_are_told(load):
    lines = load("timetable", NEW, create_missing=True, dry_run=True).lines
    note = "внимание: часы расписания не равны учебному плану: 7А Алгебра 1 ч вместо 3 ч"
    assert note in lines


def test_an_empty_school_gets_its_timetable(database, tmp_path, rows):
    made = SmallSchool()
    with Session(database.owner) as session, session.begin():
        invented._setup(session, made, None)
        invented._people(session, made)
    engine = database.engine("admin")
    with Session(engine) as session:
        actor = load_actor(session, "admin", invented.TODAY)
    path = tmp_path / "старое.xml"
    path.write_text(OLD, "utf-8")
    journal = Journal(engine, actor, lambda: NOON, invented.ZONE)
    steps: list[str] = []
    report = run_import(
        journal, "timetable", path, year=2026, create_missing=True, tell=steps.append
    )
    assert report.op_id
    assert steps == ["старое.xml: чтение и сверка с журналом", "старое.xml: запись"]
    assert [(row.grade, row.letter) for row in rows(ClassGroupRow)] == [(1, "А"), (1, "Б")]
    assert {row.division for row in rows(SubgroupRow)} == {"Хлопці / Дівчата"}
    assert "внимание: состав новых подгрупп впишите сами: 2" in report.lines


def test_a_calendar_is_loaded_for_its_part_of_the_year_and_again_without_an_action(load, rows):
    report = load("calendar", spring(2))
    assert "дней: 3 (уже есть 0, новых 3)" in report.lines
    kinds = {row.day: row.kind for row in rows(CalendarDayRow)}
    assert kinds == {
        date(2027, 2, 20): DayKind.SHORT,
        date(2027, 2, 22): DayKind.HOLIDAY,
        date(2027, 2, 23): DayKind.HOLIDAY,
    }
    assert any("20.02.2027 — рабочий день вместо другого" in line for line in report.lines)
    again = load("calendar", spring(2))
    assert (again.lines[-1], again.op_id) == (NOTHING_NEW, None)


def test_a_working_saturday_follows_the_day_off_it_replaces(load, rows):
    load("timetable", NEW, create_missing=True, begins=date(2026, 11, 23))
    load("calendar", spring(3))
    (saturday,) = rows(CalendarDayRow, kind=DayKind.WORKING)
    assert (saturday.day, saturday.follows_weekday) == (date(2027, 2, 20), 1)
    assert [row.number for row in rows(LessonRow, day=saturday.day)] == [1]


def test_days_the_file_does_not_have_are_told_and_kept(load, rows):
    load("calendar", spring(2))
    later = spring(2).replace('<day d="02.23" t="1" h="3"/>', "")
    report = load("calendar", later)
    assert any("23.02.2027 (День защитника Отечества) в файле нет" in line for line in report.lines)
    assert len(rows(CalendarDayRow)) == 3


def test_a_calendar_of_another_time_is_refused(load):
    with pytest.raises(Problems, match="2024 год не пересекается с 2026/2027"):
        load("calendar", spring(2, year=2024))


def test_lessons_with_entries_on_a_new_day_off_need_a_confirmation(load, small, as_, rows):
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    quarantine = CALENDAR.format(year=2026, title="", days='<day d="11.23" t="1"/>')
    with pytest.raises(Refused, match=r"23\.11\.2026, урок 3, 7А Алгебра"):
        load("calendar", quarantine)
    assert not rows(CalendarDayRow)
    assert load("calendar", quarantine, cancel_lessons=True).op_id


def pupils(path: Path, *more: tuple[object, ...]) -> Path:
    heading = (*HEADING, "Номер приказа", "Дата приказа", "ФИО матери", "Телефон матери")
    oleg = ("7А", "Ёжиков", "Олег", "Иванович", date(2013, 3, 12), "25-у", date(2026, 8, 25))
    return xlsx(path, heading, (*oleg, "Ёжикова Анна Павловна", "+7 900 000-00-02"), *more)


def test_pupils_are_checked_loaded_once_and_undone(officer, tmp_path, rows, small):
    path = pupils(tmp_path / "список.xlsx", ("7а", "Ежова", "Вера", "Ивановна", date(2013, 5, 5)))
    dry = run_import(officer, "pupils", path, year=2026, dry_run=True)
    assert "учеников: 2 (найдено 0, новых 2)" in dry.lines
    assert "родителей и законных представителей: 1" in dry.lines
    assert len(rows(PupilRow)) == len(small.pupils)
    real = run_import(officer, "pupils", path, year=2026)
    assert len(rows(PupilRow)) == len(small.pupils) + 2
    assert run_import(officer, "pupils", path, year=2026).lines[-1] == NOTHING_NEW
    officer.undo(real.op_id)
    assert len(rows(PupilRow)) == len(small.pupils)


def test_what_stands_in_the_way_of_a_pupil_is_told_with_its_row(officer, tmp_path, rows, small):
    run_import(officer, "pupils", pupils(tmp_path / "первый.xlsx"), year=2026)
    moved = ("8Б", "Ёжиков", "Олег", "Иванович", date(2013, 3, 12))
    path = xlsx(tmp_path / "второй.xlsx", HEADING, moved)
    with pytest.raises(Problems) as refusal:
        run_import(officer, "pupils", path, year=2026)
    unknown, stays = refusal.value.problems
    assert (unknown.row, unknown.text) == (None, "в журнале нет классов: 8Б")
    assert stays.row == 2
    assert stays.text.endswith("уже учится в 7А, для перевода в 8Б нужен приказ о переводе")
    assert len(rows(PupilRow)) == len(small.pupils) + 1


def test_half_an_order_and_a_telephone_too_long_are_told(officer, tmp_path):
    half = ("7А", "Ежова", "Вера", "Ивановна", date(2013, 5, 5), "26-у")
    path = pupils(tmp_path / "список.xlsx", half)
    lines = run_import(officer, "pupils", path, year=2026, dry_run=True).lines
    assert any("без номера или без даты" in line and "Ежова Вера" in line for line in lines)
    long = ("7А", "Ежова", "Вера", "Ивановна", date(2013, 5, 5), "", "", "Ежова Ада", "9" * 65)
    with pytest.raises(Problems, match="телефон родителя длиннее 64"):
        run_import(officer, "pupils", pupils(tmp_path / "длинный.xlsx", long), year=2026)


def test_a_kind_and_a_year_that_are_not_there_are_told(load):
    with pytest.raises(Invalid, match="есть: timetable, calendar, pupils"):
        load("teachers", NEW)
    with pytest.raises(Invalid, match="Учебного года 2031/2032 в журнале нет"):
        load("timetable", NEW, year=2031)


def test_someone_without_the_right_is_refused(as_, tmp_path):
    path = tmp_path / "файл.xml"
    path.write_text(NEW.replace("windows-1251", "utf-8"), "utf-8")
    with pytest.raises(Refused):
        run_import(as_("ivanova"), "timetable", path, year=2026, dry_run=True)
