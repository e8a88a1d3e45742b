"""Lesson plans out of files: R-3.2.5-12, domain 7.1; everything wrong is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exchange.workbooks import ods, sheets_xlsx, xlsx
from exchange.xls_file import xls
from journal_desktop.domain.errors import BadFile, JournalError
from journal_desktop.exchange.ktp_columns import TITLES, field_of
from journal_desktop.exchange.ktp_file import KtpFile, read_ktp, read_pasted
from journal_desktop.exchange.ktp_rows import EXAMPLE
from journal_desktop.exchange.problems import Problems
from journal_desktop.exchange.templates import TemplateKind, write_template

HEAD = ("№ п/п", "Тема урока", "Кол-во часов", "Домашнее задание")
ONE, TWO = (1, "Дроби", 1, "§ 1"), (2, "Углы", 1, "§ 2")


def read(tmp_path: Path, *rows) -> KtpFile:
    return read_ktp(xlsx(tmp_path / "ктп.xlsx", *rows, sheet="КТП"))


def refused(tmp_path: Path, *rows) -> list[str]:
    with pytest.raises(Problems) as refusal:
        read(tmp_path, *rows)
    return [str(each).removeprefix("ктп.xlsx, лист «КТП», ") for each in refusal.value.problems]


def topics(found: KtpFile) -> list[str]:
    return [row.line.topic for row in found.rows]


def hours(found: KtpFile) -> list[int]:
    return [row.line.half_hours for row in found.rows]


def sections(found: KtpFile) -> list[str]:
    return [row.line.section for row in found.rows]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("№ п/п", "number"),
        ("№", "number"),
        ("№ урока", "number"),
        ("Номер урока", "number"),
        ("Тема", "topic"),
        ("Тема урока", "topic"),
        ("Темы уроков", "topic"),
        ("Содержание", "topic"),
        ("Наименование разделов и тем", "topic"),
        ("Раздел, тема урока", "topic"),
        ("Раздел (модуль)", "section"),
        ("Название раздела", "section"),
        ("Кол-во часов", "hours"),
        ("Количество часов", "hours"),
        ("Часы", "hours"),
        ("Всего", "hours"),
        ("Тип урока", "lesson_type"),
        ("Вид контроля", "kind"),
        ("Виды и формы контроля", "kind"),
        ("Д/з", "homework"),
        ("Домашнее задание", "homework"),
        ("ЭОР", "resources"),
        ("Электронные (цифровые) образовательные ресурсы", "resources"),
        ("Планируемые результаты (предметные)", "outcomes"),
        ("УУД", "outcomes"),
        ("Примечание", "note"),
        ("Корректировка", "note"),
        ("Дата", "planned"),
        ("Дата план", "planned"),
        ("Дата по плану", "planned"),
        ("Дата факт", "fact"),
        ("Фактическая дата", "fact"),
        ("Ученик", ""),
        ("Отметка", ""),
    ],
)
def test_headings_are_known_by_their_synonyms_7_1(title, field):
    assert field_of(title) == field


def test_every_field_of_the_form_is_read(tmp_path):
    values = ("1", "Раздел 1", "Дроби", "2", "контроль", "КР", "§ 1", "ЦОК", "знать", "важно")
    (row,) = read(tmp_path, tuple(TITLES.values()), values).rows
    line = row.line
    assert (line.section, line.topic, line.half_hours) == ("Раздел 1", "Дроби", 4)
    assert (line.lesson_type, row.kind_text, line.homework) == ("контроль", "КР", "§ 1")
    assert (line.resources, line.outcomes, line.note) == ("ЦОК", "знать", "важно")


def test_words_of_a_topic_are_kept_as_they_are(tmp_path):
    odd = "  «Present Simple»:  и “прошлое” — 0,5 №5 "
    assert topics(read(tmp_path, HEAD, (1, odd, 1, ""))) == [
        "«Present Simple»: и “прошлое” — 0,5 №5"
    ]


@pytest.mark.parametrize(
    ("cell", "half_hours"),
    [
        (1, 2), (2, 4), ("2 ч.", 4), ("1 час", 2), ("0,5", 1), (0.5, 1), ("0.5", 1), ("1,5 ч", 3),
        ("2ч", 4), ("", 2), (None, 2), ("3 часа", 6),
    ],
)  # fmt: skip
def test_hours_are_read_however_they_are_written(tmp_path, cell, half_hours):
    assert hours(read(tmp_path, HEAD, (1, "Дроби", cell, ""))) == [half_hours]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (-2, "часов не может быть -2"),
        (0, "часов не может быть 0"),
        (100, "часов не может быть 100"),
        ("много", "«много» – не число часов"),
        (0.3, "«0,3» – не число часов"),
        ("1/0", "«1/0» – не число часов"),
        ("#DIV/0!", "ошибка формулы #DIV/0!"),
    ],
)
def test_hours_that_cannot_be_are_told_with_their_place(tmp_path, cell, said):
    (problem,) = refused(tmp_path, HEAD, ONE, (2, "Углы", cell, ""))
    assert problem.startswith("строка 3, столбец «Кол-во часов» (C): ")
    assert said in problem


def test_every_problem_is_listed_and_nothing_is_read(tmp_path):
    found = refused(
        tmp_path, HEAD, ("первый", "Дроби", 1, ""), (2, "", 1, "§ 2"), (3, "Углы", "x", "")
    )
    assert [problem.split(":")[0] for problem in found] == [
        "строка 2, столбец «№ п/п» (A)",
        "строка 3, столбец «Тема урока» (B)",
        "строка 4, столбец «Кол-во часов» (C)",
    ]


def test_sections_quarters_and_totals_are_told_from_lessons(tmp_path):
    found = read(
        tmp_path,
        ("Календарно-тематическое планирование по математике",),
        (),
        HEAD,
        ("I четверть",),
        ("Раздел 1. Дроби (2 ч)",),
        ONE,
        TWO,
        ("", "Итого за I четверть", 2, ""),
        ("2 четверть (16 ч)",),
        ("", "Углы и их измерение", 1, ""),
        (3, "Транспортир", 1, ""),
        ("Итого", "", 3, ""),
    )
    assert topics(found) == ["Дроби", "Углы", "Транспортир"]
    assert sections(found) == ["Раздел 1. Дроби", "Раздел 1. Дроби", "Углы и их измерение"]
    assert found.notes == ()


def test_a_section_column_merged_over_its_rows_goes_on(tmp_path):
    head = ("№", "Раздел", "Тема")
    found = read(tmp_path, head, (1, "А", "Дроби"), (2, "", "Углы"), (3, "Б", "Круг"))
    assert sections(found) == ["А", "А", "Б"]


def test_a_total_that_does_not_agree_is_told(tmp_path):
    found = read(tmp_path, HEAD, ONE, TWO, ("", "ИТОГО:", "170 ч", ""))
    assert found.notes == ("ктп.xlsx, лист «КТП»: в строке «Итого» 170 ч, а сумма по урокам 2 ч",)


def test_notes_beside_and_columns_without_a_name_are_left_out(tmp_path):
    head = ("", "Название раздела", "Дата", "", "", "")
    found = read(
        tmp_path,
        head,
        (95, "Дроби.", "15.05", "", "Класс:", 10),
        (96, "Углы.", "16.05", "", "", ""),
    )
    assert topics(found) == ["Дроби.", "Углы."]
    assert "даты не загружаются" in found.notes[0]


def test_a_second_row_of_headings_and_numbers_of_columns_are_passed_over(tmp_path):
    head = ("№ п/п", "Тема урока", "Часы", "Дата", "", "Отметка")
    found = read(
        tmp_path, head, ("", "", "", "план", "факт"), ("1", "2", "3", "4", "5"), (1, "Дроби", 1)
    )
    assert topics(found) == ["Дроби"]
    assert any("столбец «Отметка» (F) не загружается" in note for note in found.notes)


def test_two_numbers_in_a_row_are_two_lessons(tmp_path):
    found = read(tmp_path, HEAD, ("1-2", "Дроби", "", ""), ("3–4.", "Углы", 2, ""), (5, "Круг", 1))
    assert hours(found) == [4, 4, 2]
    assert found.notes == ()


def test_numbers_with_gaps_are_counted_anew_and_told(tmp_path):
    found = read(tmp_path, HEAD, (95, "Дроби", 1, ""), (97, "Углы", 1, ""))
    assert [note.split(": ")[1][:35] for note in found.notes] == [
        "номер урока 97 не следующий по поря",
        "нумерация начинается с 95, уроки пр",
    ]


def test_results_may_have_several_columns_and_a_second_table_beside_may_not(tmp_path):
    head = ("№", "Тема", "Предметные", "Метапредметные")
    (row,) = read(tmp_path, head, (1, "Дроби", "знать", "уметь")).rows
    assert row.line.outcomes == "знать\nуметь"
    found = refused(tmp_path, (*HEAD, "", *HEAD), (*ONE, "", *TWO))
    assert found[0].startswith("строка 1: столбец «№ п/п» (F) повторяется: на листе две таблицы")


def test_a_heading_repeated_on_the_next_page_goes_on_and_a_second_plan_is_told(tmp_path):
    assert topics(read(tmp_path, HEAD, ONE, HEAD, TWO)) == ["Дроби", "Углы"]
    found = refused(tmp_path, HEAD, ONE, TWO, (), HEAD, ONE)
    assert found == ["строка 5: здесь начинается второе КТП: оставьте в файле одно"]


def test_quarters_on_sheets_of_their_own_are_one_plan_and_classes_are_not(tmp_path):
    path = tmp_path / "ктп.xlsx"
    one = sheets_xlsx(path, Титул=[["Рабочая программа"]], I=[HEAD, ONE], II=[HEAD, TWO])
    found = read_ktp(one)
    assert topics(found) == ["Дроби", "Углы"]
    assert found.notes == ("ктп.xlsx: лист «Титул» не похож на КТП, пропущен",)
    two = sheets_xlsx(path, А=[HEAD, ONE, TWO], Б=[HEAD, ONE])
    with pytest.raises(Problems, match="лист «Б», строка 2: здесь начинается второе КТП"):
        read_ktp(two)


def test_a_list_without_any_heading_is_understood_when_it_is_the_only_one(tmp_path):
    bare = [(1, "Сложение дробей", 1), (2, "Вычитание дробей", 2), (3, "Умножение дробей", 1)]
    found = read(tmp_path, *bare)
    assert (topics(found)[1], hours(found)) == ("Вычитание дробей", [2, 4, 2])
    assert "строки с названиями столбцов нет: темы взяты из столбца B" in found.notes[0]
    only = read(tmp_path, *[[topic] for _, topic, _ in bare])
    assert (topics(only)[2], hours(only)) == ("Умножение дробей", [2, 2, 2])
    with pytest.raises(BadFile, match="не найден столбец с темами"):
        read_ktp(sheets_xlsx(tmp_path / "ктп.xlsx", А=bare, Б=bare))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([HEAD], "нет ни одной темы"),
        ([HEAD, (1, None, None, None), (2,)], "нет ни одной темы"),
        ([("Фамилия", "Имя"), ("Иванов", "Пётр")], "не найден столбец с темами"),
        ([("1", "2")], "не найден столбец с темами"),
    ],
)
def test_a_file_with_no_lesson_is_refused(tmp_path, rows, said):
    with pytest.raises(BadFile, match=said):
        read(tmp_path, *rows)


def test_five_thousand_rows_are_refused_and_a_thousand_are_read(tmp_path):
    rows = [(number, f"Тема {number}", 1, "") for number in range(1, 5001)]
    assert len(read(tmp_path, HEAD, *rows[:1000]).rows) == 1000
    assert "строк 5000, а в КТП их не больше 1000" in refused_whole(tmp_path, rows)


def refused_whole(tmp_path: Path, rows) -> str:
    with pytest.raises(Problems) as refusal:
        read(tmp_path, HEAD, *rows)
    return str(refusal.value)


def test_formulas_that_chase_each_other_are_only_what_they_show(tmp_path):
    """Nothing is computed: a formula without a stored value is an empty cell."""
    book = Workbook()
    page = book.active
    for row in (HEAD, (1, "Дроби", "=C3", ""), (2, "Углы", "=C2", ""), (3, "=B4", 1, "")):
        page.append(row)
    path = tmp_path / "ктп.xlsx"
    book.save(path)
    with pytest.raises(Problems, match=r"строка 4, столбец «Тема урока» .B.: тема не записана"):
        read_ktp(path)
    page["B4"] = "Круг"
    book.save(path)
    assert hours(read_ktp(path)) == [2, 2, 2]


TEXT = (
    "№ урока;Тема урока;Часы\r\n1;Сложение обыкновенных дробей;1\r\n"
    "2;«Углы»: измерение и построение;2\r\n"
)
PLAIN = TEXT.replace("№", "N").replace("«", "").replace("»", "")
"""What KOI8-R has signs for."""


@pytest.mark.parametrize(
    "codec", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "koi8-r"]
)
@pytest.mark.parametrize("sign", [";", "\t", ","])
def test_every_encoding_and_separator_schools_use(tmp_path, codec, sign):
    path = tmp_path / "ктп.csv"
    text = (PLAIN if codec == "koi8-r" else TEXT).replace(";", sign)
    path.write_bytes(text.encode(codec))
    found = read_ktp(path)
    assert topics(found)[0] == "Сложение обыкновенных дробей"
    assert topics(found)[1].endswith("измерение и построение")
    assert hours(found) == [2, 4]


def test_old_and_other_workbooks_are_read_too(tmp_path):
    rows = (HEAD, ("1", "Дроби", "1", ""), ("2", "Углы", "1", ""))
    assert topics(read_ktp(ods(tmp_path / "ктп.ods", *rows))) == ["Дроби", "Углы"]
    old = tmp_path / "ктп.xls"
    old.write_bytes(xls([["Тема урока"], ["Сложение"], ["Вычитание"]], "КТП"))
    assert topics(read_ktp(old)) == ["Сложение", "Вычитание"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("№\tТема урока\tЧасы\n1\tДроби\t1\n2\tУглы\t2\n", ["Дроби", "Углы"]),
        ('№\tТема урока\n1\t"Дроби\nи доли"\n2\tУглы\n', ["Дроби\nи доли", "Углы"]),
        ('№\tТема урока\n1\tРассказ "Муму\n2\tУглы\n', ['Рассказ "Муму', "Углы"]),
        ("1\tСложение дробей\n2\tВычитание дробей\n", ["Сложение дробей", "Вычитание дробей"]),
        ("Сложение дробей\r\n\r\nВычитание дробей\r\n", ["Сложение дробей", "Вычитание дробей"]),
    ],
)
def test_what_was_copied_from_a_table_is_read(text, expected):
    assert topics(read_pasted(text)) == expected


@pytest.mark.parametrize("text", ["", "\n\t\n", "12\t15\n", "№\tТема урока\n"])
def test_nothing_that_looks_like_topics_is_refused(text):
    with pytest.raises(BadFile, match=r"^вставка: "):
        read_pasted(text)


@given(st.text(max_size=400))
def test_no_pasted_text_breaks_the_reader(text):
    try:
        found = read_pasted(text)
    except JournalError:
        return
    assert found.rows


def test_the_form_reads_back_without_its_example(tmp_path):
    path = tmp_path / "форма.xlsx"
    write_template(TemplateKind.KTP, path)
    with pytest.raises(BadFile, match="нет ни одной темы"):
        read_ktp(path)
    book = load_workbook(path)
    sheet = book["КТП"]
    assert [cell.value for cell in sheet[4]] == list(TITLES.values())
    assert sheet["C5"].value == EXAMPLE.topic
    for column, value in enumerate(("1", "Дроби", "Сложение", "2"), 1):
        sheet.cell(6, column, value)
    book.save(path)
    found = read_ktp(path)
    assert (topics(found), hours(found), sections(found)) == (["Сложение"], [4], ["Дроби"])
