from __future__ import annotations

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from exchange.timetables import LISTS_ONLY, NEW, OLD
from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.vocabulary import Sex
from journal_desktop.exchange.asc_counts import count_timetable, periods_of
from journal_desktop.exchange.asc_values import Schema, TimetableFile, Unplaced
from journal_desktop.exchange.asc_xml import read_timetable
from journal_desktop.exchange.person_names import PersonName
from journal_desktop.exchange.problems import Problems

Reading = Callable[[str], TimetableFile]

BOYKO = PersonName("Бойко", "Ганна", "Дем'янівна")
GRITSENKO = PersonName("Гриценко", "Віктор", "Олексійович")


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(text: str, codec: str = "utf-8") -> TimetableFile:
        path = tmp_path / "asc.xml"
        path.write_bytes(text.encode(codec))
        return read_timetable(path)

    return reading


def faults(read: Reading, text: str) -> list[str]:
    with pytest.raises(Problems) as refusal:
        read(text)
    return [str(problem) for problem in refusal.value.problems]


def test_the_old_schema_is_laid_out_lesson_by_lesson(read: Reading):
    found = read(OLD)
    assert (found.schema, found.weeks_in_cycle) == (Schema.OLD, 2)
    assert [
        (p.class_names, p.group_names, p.division, p.weekday, p.number, p.weeks_mask, p.room)
        for p in found.placements
    ] == [
        (("1-А", "1-Б"), ("", ""), "", 2, 1, "11", "3, "),
        (("1-А", "1-Б"), ("", ""), "", 1, 3, "11", ""),
        (("1-А", "1-А"), ("Хлопці", "Дівчата"), "2", 1, 1, "10", "3"),
        (("1-А", "1-А"), ("Хлопці", "Дівчата"), "2", 1, 2, "10", "3"),
    ]
    assert found.placements[3].teachers == (BOYKO, GRITSENKO)
    assert [p.every_week for p in found.placements] == [True, True, False, False]


def test_one_card_of_the_old_schema_is_a_double_lesson_and_half_weeks_count_half(read: Reading):
    assert read(OLD).unplaced == ()


def test_the_new_schema_is_laid_out_lesson_by_lesson(read: Reading):
    found = read(NEW, "cp1251")
    assert (found.schema, found.version, found.weeks_in_cycle) == (Schema.NEW, "2024.24.1", 2)
    first, second = found.placements
    assert (first.class_names, first.group_names, first.subject) == (("7А",), ("",), "Алгебра")
    assert first.teachers == (PersonName("Иванова", "Мария", "Петровна"),)
    assert (first.room, first.weekday, first.number, first.terms_mask) == ("301", 1, 1, "1")
    assert (second.group_names, second.division, second.teachers) == (("1 группа",), "1", ())
    assert (second.weekday, second.number, second.weeks_mask) == (2, 2, "01")


def test_lessons_without_a_place_are_listed_by_name(read: Reading):
    found = read(NEW, "cp1251")
    assert list(map(str, found.unplaced)) == [
        "7А · Алгебра · Иванова М. П.: 2 ч не размещены",
        "7А · Физика (1 группа) · без учителя: 1 ч не размещён",
        "без класса · Физика · Иванова М. П.: 0,5 ч не размещено",
    ]


def test_what_the_import_leaves_out_is_told(read: Reading):
    assert read(NEW, "cp1251").notes == (
        "занятий без класса (дежурства, совещания), они пропущены: 1",
        "занятий без учителя: 1",
        "уроков вне списка звонков (номера 9): 1",
    )
    assert read(OLD).notes == (
        "класс 1-Б: классного руководителя нет в списке учителей",
        "строка 25: у кабинета нет названия",
    )


def test_the_lists_are_tidy(read: Reading):
    lists = read(OLD).lists
    assert [group.name for group in lists.classes.values()] == ["1-А", "1-Б"]
    assert lists.subjects["*1"].name == "Українська мова"
    assert [(day.weekday, day.short) for day in lists.days] == [(1, "Пон."), (2, "Вівт.")]
    assert (lists.bells[0].starts, lists.bells[0].ends) == (time(8, 30), time(9, 15))
    assert [teacher.sex for teacher in lists.teachers.values()] == [Sex.FEMALE, Sex.MALE]
    assert [(g.is_entire, g.division) for g in lists.groups.values()][:2] == [
        (True, ""),
        (False, "2"),
    ]
    assert [day.name for day in read(NEW, "cp1251").lists.days] == ["Понедельник", "Вторник"]


def test_names_of_days_decide_when_the_week_begins_on_sunday(read: Reading):
    text = OLD.replace("Понеділок", "Неділя").replace("Вівторок", "Понеділок")
    assert [p.weekday for p in read(text).placements] == [1, 7, 7, 7]


def test_without_a_list_of_days_the_first_is_monday(read: Reading):
    start, end = NEW.index("   <daysdefs"), NEW.index("   <weeksdefs")
    found = read(NEW[:start] + NEW[end:], "cp1251")
    assert (found.lists.days, [p.weekday for p in found.placements]) == ((), [1, 2])


def test_counts_of_the_old_schema(tmp_path: Path):
    path = tmp_path / "asc.xml"
    path.write_text(OLD, encoding="utf-8")
    counts = count_timetable(path)
    assert (counts.periods, counts.days, counts.daysdefs, counts.weeksdefs) == (3, 2, 0, 0)
    assert (counts.classes, counts.teachers, counts.subjects, counts.classrooms) == (2, 2, 2, 2)
    assert (counts.groups, counts.lessons, counts.cards, counts.students) == (4, 2, 3, 0)
    assert (counts.lessons_joined_classes, counts.lessons_several_teachers) == (1, 1)
    assert (counts.lessons_without_cards, counts.cards_without_room) == (0, 1)
    assert counts.sum_periods_per_week == Decimal(3)
    assert counts.card_week_masks == {"null": 3}
    assert counts.card_days == {"day=0": 2, "day=1": 1}
    assert (counts.class_names_with_outer_spaces, counts.dup_class_names) == (2, 0)


def test_counts_of_the_new_schema(read: Reading):
    counts = read(NEW, "cp1251").counts
    assert (counts.daysdefs, counts.weeksdefs, counts.termsdefs, counts.days) == (4, 3, 1, 0)
    assert (counts.lessons, counts.lessons_no_teacher, counts.lessons_fractional_hours) == (3, 1, 1)
    assert counts.card_week_masks == {"11": 1, "01": 1, "10": 1}
    assert counts.card_days == {"01000": 2, "10000": 1}
    assert counts.cards_without_room == 2


def test_a_lesson_without_any_card_is_counted_and_listed(read: Reading):
    found = read(NEW.replace('<card lessonid="L3"', '<card lessonid="L1"'), "cp1251")
    assert found.counts.lessons_without_cards == 1
    assert found.unplaced[-1].title == "без класса · Физика · Иванова М. П."


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1251", "utf-8"])
def test_any_encoding_gives_the_same_lessons(read: Reading, codec: str):
    assert read(NEW, codec).placements == read(NEW, "cp1251").placements


def test_a_lying_encoding_is_read_and_told(read: Reading):
    found = read(NEW.replace("windows-1251", "utf-8"), "cp1251")
    assert found.lists.classes["C1"].name == "7А"
    assert "объявлена кодировка utf-8" in found.notes[0]


def test_lists_alone_are_refused_as_partial(read: Reading):
    with pytest.raises(BadFile, match=r"неполная, в ней нет уроков.*классов 1, учителей 1"):
        read(LISTS_ONLY)


def test_lessons_without_cards_are_refused_as_partial(read: Reading):
    text = OLD[: OLD.index("<cards")] + "</timetable>"
    with pytest.raises(BadFile, match="нет расставленных уроков"):
        read(text)


@pytest.mark.parametrize(
    "text", ["<calendar year='2026'/>", "<timetable/>", "<timetable><x/></timetable>"]
)
def test_xml_of_something_else_is_refused(read: Reading, text: str):
    with pytest.raises(BadFile, match=r"не выгрузка aSc|нет разделов aSc"):
        read(text)


def test_references_to_nothing_are_told_with_element_and_line(read: Reading):
    text = OLD.replace('teacherids="*1,*2"', 'teacherids="*1,*7"').replace(
        'lessonid="*2"', 'lessonid="*5"'
    )
    assert faults(read, text) == [
        "asc.xml, строка 36: <lesson> id=«*2»: ссылается на учителя «*7», которого нет в файле",
        "asc.xml, строка 42: <card>: ссылается на урок «*5», которого нет в файле",
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('classids="*1,*2"', 'classids="*8"', "ссылается на класс «\\*8»"),
        ('groupids="*2,*3"', 'groupids="*8"', "ссылается на группу «\\*8»"),
        ('subjectid="*2"', 'subjectid="*8"', "ссылается на предмет «\\*8»"),
        ('subjectid="*2"', 'subjectid=""', "не указан предмет"),
        ('classroomids="*1,*2" day', 'classroomids="*8" day', "ссылается на кабинет «\\*8»"),
        ('lessonid="*2"', 'lessonid=""', "не указан урок"),
        ('day="1" period="1"', 'day="9" period="1"', "day=«9» не число от 0 до 6"),
        ('day="1" period="1"', 'day="1" period="x"', "period=«x» не число"),
        ('periodsperweek="2.0"', 'periodsperweek="два"', "periodsperweek=«два» не число"),
        ('periodspercard="2"', 'periodspercard="99"', "periodspercard=«99» не число от 1 до 12"),
        ('weeks="10"', 'weeks="1x"', "weeks=«1x» не похоже на маску"),
        ('starttime="8:30"', 'starttime="8:99"', "starttime=«8:99» не время"),
        ('class id="*2"', 'class id="*1"', "такой id уже был"),
        ('class id="*2"', "class", "у элемента нет id"),
        ('name="Праця" short="Пр"', 'name=" "', "нет названия"),
        ('classid="*2"', 'classid="*8"', "<group> id=«\\*4»: ссылается на класс"),
    ],
)
def test_nonsense_is_told(read: Reading, old: str, new: str, what: str):
    assert old in OLD
    with pytest.raises(Problems, match=what):
        read(OLD.replace(old, new, 1))


def test_a_day_beyond_the_week_is_told(read: Reading):
    with pytest.raises(Problems, match="день № 8: в неделе 7 дней"):
        read(NEW.replace('days="10000"/>\n      <card', 'days="00000001"/>\n      <card'), "cp1251")


def test_a_card_on_several_days_is_several_lessons(read: Reading):
    found = read(NEW.replace('terms="1" days="10000"', 'terms="1" days="11000"'), "cp1251")
    assert [p.weekday for p in found.placements] == [1, 2, 2]


def test_a_card_without_a_day_is_not_placed(read: Reading):
    found = read(NEW.replace('terms="1" days="10000"', 'terms="1" days=""'), "cp1251")
    assert len(found.placements) == 1
    assert "карточек без дня недели, они не размещены: 1" in found.notes


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        ("1", "1 ч не размещён"),
        ("2.0", "2 ч не размещены"),
        ("0.50", "0,5 ч не размещено"),
        ("10", "10 ч не размещены"),
    ],
)
def test_missing_hours_agree_with_their_number(hours: str, text: str):
    missing = Unplaced("L1", "7А", Decimal(hours), Decimal(20))
    assert str(missing) == f"7А: {text}"


@pytest.mark.parametrize("text", ["", "x", "-1", "1e9", "1.2.3", "101", "٣"])
def test_what_is_no_number_of_periods(text: str):
    assert periods_of(text) is None
