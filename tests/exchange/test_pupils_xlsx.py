from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.workbooks import HEADING, MARIA, PYOTR, sheets_xlsx, xlsx
from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.vocabulary import Sex
from journal_desktop.exchange.class_names import ClassName
from journal_desktop.exchange.person_names import PersonName
from journal_desktop.exchange.problems import Problems
from journal_desktop.exchange.pupils_columns import TITLES, field_of
from journal_desktop.exchange.pupils_rows import Parent, RosterRow
from journal_desktop.exchange.pupils_xlsx import RosterFile, read_pupils

TODAY = date(2026, 10, 5)


def read(tmp_path: Path, *rows: Sequence[object]) -> RosterFile:
    return read_pupils(xlsx(tmp_path / "ученики.xlsx", *rows), today=TODAY)


def refused(tmp_path: Path, *rows: Sequence[object]) -> list[str]:
    with pytest.raises(Problems) as refusal:
        read(tmp_path, *rows)
    prefix = "ученики.xlsx, лист «Ученики», "
    return [str(problem).removeprefix(prefix) for problem in refusal.value.problems]


def with_column(title: str, value: object) -> tuple[tuple[object, ...], ...]:
    return (*HEADING, title), (*MARIA, value)


def test_the_least_list_is_read(tmp_path: Path):
    found = read(tmp_path, HEADING, MARIA, PYOTR)
    assert found.notes == ()
    assert found.rows[0] == RosterRow(
        sheet="Ученики",
        row=2,
        class_name=ClassName(5, "А"),
        surname="Иванова",
        name="Мария",
        patronymic="Петровна",
        born=date(2015, 3, 12),
        sex=Sex.FEMALE,
    )
    assert (found.rows[1].full_name, found.rows[1].sex) == ("Ёлкин Пётр Ильич", Sex.MALE)


def test_every_column_of_the_general_data_is_read(tmp_path: Path):
    values = {
        "class": "5А",
        "surname": "Иванова",
        "name": "Мария",
        "patronymic": "Петровна",
        "born": "12.03.2015",
        "sex": "Ж",
        "file_number": "И-7",
        "address": "ул. Мира, д. 5",
        "phone": 89000000000.0,
        "parent1_name": "Иванова Анна Сергеевна",
        "parent1_phone": "8 900",
        "parent1_work": "школа, учитель",
        "parent2_name": "Иванов П. И.",
        "parent2_phone": "8 901",
        "parent2_work": "",
        "enrolled": date(2022, 9, 1),
        "order_number": "№ 25-у",
        "order_date": "25 августа 2022 г.",
        "arrived_from": "детский сад № 1",
    }
    row = read(tmp_path, [TITLES[field] for field in values], list(values.values())).rows[0]
    assert (row.file_number, row.address, row.phone) == ("И-7", "ул. Мира, д. 5", "89000000000")
    assert row.parents == (
        Parent(PersonName("Иванова", "Анна", "Сергеевна"), "8 900", "школа, учитель"),
        Parent(PersonName("Иванов", "П.", "И."), "8 901"),
    )
    assert (row.enrolled, row.order_number) == (date(2022, 9, 1), "25-у")
    assert (row.order_date, row.arrived_from) == (date(2022, 8, 25), "детский сад № 1")


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("ФИО обучающегося", "full_name"),
        ("Ф.И.О.", "full_name"),
        ("Фамилия, имя, отчество", "full_name"),
        ("ФАМИЛИЯ *", "surname"),
        ("Дата рождения (дд.мм.гггг)", "born"),
        ("Число, месяц, год рождения", "born"),
        ("№ п/п", "ordinal"),
        ("№", "ordinal"),
        ("Номер личного дела", "file_number"),
        ("Домашний адрес", "address"),
        ("Моб. телефон", "phone"),
        ("ФИО матери", "mother_name"),
        ("Телефон отца", "father_phone"),
        ("Место работы матери", "mother_work"),
        ("ФИО родителей (законных представителей)", "parent1_name"),
        ("Родитель 2: телефон", "parent2_phone"),
        ("Место работы, должность второго родителя", "parent2_work"),
        ("Приказ о зачислении", "order_number"),
        ("Откуда прибыл(а)", "arrived_from"),
        ("СНИЛС", ""),
        ("Паспорт матери", ""),
        ("Классный руководитель", ""),
    ],
)
def test_titles_of_columns_as_schools_write_them(title: str, field: str):
    assert field_of(title) == field


def test_every_title_of_the_form_means_its_field():
    assert {field_of(title): title for title in TITLES.values()} == TITLES


def test_the_name_may_stand_in_one_column(tmp_path: Path):
    heading = ("№", "Класс", "ФИО", "Дата рождения")
    row = read(tmp_path, heading, (1, "5А", "Иванова Мария Петровна", "12.03.2015")).rows[0]
    assert (row.surname, row.name, row.patronymic) == ("Иванова", "Мария", "Петровна")


def test_a_sheet_named_after_a_class_needs_no_column_for_it(tmp_path: Path):
    sheets = {"5А": [HEADING[1:], MARIA[1:]], "5 Б": [HEADING[1:], PYOTR[1:]], "О школе": [["№ 5"]]}
    found = read_pupils(sheets_xlsx(tmp_path / "a.xlsx", **sheets), today=TODAY)
    assert [row.class_name.title for row in found.rows] == ["5А", "5Б"]
    assert found.notes == ("a.xlsx: лист «О школе» не похож на список, пропущен",)


def test_rows_above_the_heading_totals_and_repeated_headings_are_no_pupils(tmp_path: Path):
    rows = [["Список класса"], [], HEADING, MARIA, HEADING, PYOTR, ["", "Всего: 2"], ["", " "]]
    found = read(tmp_path, *rows)
    assert [row.row for row in found.rows] == [4, 6]
    assert found.notes == ("ученики.xlsx, лист «Ученики», строка 7: «Всего: 2» пропущено",)


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path: Path):
    rows = [
        HEADING,
        ("5Q", "", "Мария", "Петровна", "31.02.2015"),
        MARIA,
        ("", "Петров", "", "Ильич", date(2027, 1, 1)),
        ("5А", "Ким", "Су", "", "вчера"),
    ]
    assert refused(tmp_path, *rows) == [
        "строка 2, столбец «Класс» (A): буква «Q» класса «5Q» не русская, напишите его в виде 5А",
        "строка 2, столбец «Фамилия» (B): не указана фамилия",
        (
            "строка 2, столбец «Дата рождения» (E): даты «31.02.2015» не бывает, "
            "исправьте день или месяц"
        ),
        "строка 4, столбец «Класс» (A): не указан класс",
        "строка 4, столбец «Имя» (C): не указано имя",
        "строка 4, столбец «Дата рождения» (E): дата рождения 01.01.2027 ещё не наступила",
        "строка 5, столбец «Дата рождения» (E): «вчера» не дата, напишите её в виде 12.03.2015",
        "строка 5: не указан пол, а по отчеству он не определяется",
    ]


def test_missing_columns_are_all_named(tmp_path: Path):
    assert refused(tmp_path, ("Фамилия", "Отчество"), ("Иванова", "Петровна")) == [
        "строка 1: нет столбца «Класс», добавьте его (или назовите лист именем класса)",
        "строка 1: нет столбца «Имя», добавьте его",
        "строка 1: нет столбца «Дата рождения», добавьте его",
    ]


def test_a_column_given_twice_is_told(tmp_path: Path):
    assert refused(tmp_path, (*HEADING, "Адрес", "Домашний адрес"), MARIA) == [
        (
            "строка 1: столбец «Домашний адрес» (G) повторяется, он уже есть (F); "
            "оставьте один или назовите иначе"
        )
    ]


def test_a_second_set_of_parent_columns_is_the_second_parent(tmp_path: Path):
    heading = (*HEADING, "ФИО родителя", "Телефон родителя", "ФИО родителя", "Телефон родителя")
    row = read(tmp_path, heading, (*MARIA, "Иванова Анна", "1", "Иванов Пётр", "2")).rows[0]
    assert [(parent.name.full, parent.phone) for parent in row.parents] == [
        ("Иванова Анна", "1"),
        ("Иванов Пётр", "2"),
    ]


def test_mother_and_father_columns_tell_the_relation(tmp_path: Path):
    heading = (*HEADING, "Мать", "Телефон матери", "Отец")
    row = read(tmp_path, heading, (*MARIA, "Иванова Анна", "1", "Иванов Пётр")).rows[0]
    assert [(parent.name.name, parent.relation) for parent in row.parents] == [
        ("Анна", "мать"),
        ("Пётр", "отец"),
    ]


def test_both_parents_may_stand_in_one_cell(tmp_path: Path):
    heading = (*HEADING, "ФИО родителей", "Телефон родителей", "Место работы родителей")
    cells = ("Иванова Анна\nИванов Пётр", "8 900; 8 901", "завод")
    parents = read(tmp_path, heading, (*MARIA, *cells)).rows[0].parents
    assert [(p.name.full, p.phone, p.workplace) for p in parents] == [
        ("Иванова Анна", "8 900", "завод"),
        ("Иванов Пётр", "8 901", ""),
    ]


@pytest.mark.parametrize(
    ("name", "phone", "what"),
    [("", "8 900", "но не ФИО родителя"), ("Анна", "", "нужны фамилия и имя родителя")],
)
def test_a_parent_without_a_name_is_told(tmp_path: Path, name: str, phone: str, what: str):
    heading = (*HEADING, "Родитель 1: ФИО", "Родитель 1: телефон")
    assert what in refused(tmp_path, heading, (*MARIA, name, phone))[0]


def test_a_pupil_given_twice_is_told_with_both_rows(tmp_path: Path):
    twin = ("5Б", "ИВАНОВА", "Мария", "Петровна", "12.03.2015")
    assert refused(tmp_path, HEADING, MARIA, twin) == [
        (
            "строка 3: ученик ИВАНОВА Мария Петровна уже есть в строке 2 листа «Ученики», "
            "удалите повтор"
        )
    ]


def test_namesakes_born_on_other_days_are_two_pupils(tmp_path: Path):
    namesake = (*MARIA[:4], date(2015, 3, 13))
    assert len(read(tmp_path, HEADING, MARIA, namesake).rows) == 2


def test_one_file_number_of_two_pupils_is_only_noted(tmp_path: Path):
    found = read(tmp_path, (*HEADING, "Личное дело"), (*MARIA, "И-7"), (*PYOTR, "И-7"))
    assert found.notes == (
        (
            "ученики.xlsx, лист «Ученики», строка 3: "
            "№ личного дела И-7 уже есть в строке 2 листа «Ученики»"
        ),
    )


@pytest.mark.parametrize(
    ("title", "value", "what"),
    [
        ("Дата зачисления", "32.01.2022", "«Дата зачисления» (F): даты «32.01.2022» не бывает"),
        ("Дата зачисления", date(2014, 9, 1), "раньше даты рождения"),
        ("Пол", "средний", "«Пол» (F): пол «средний» не понятен"),
        ("№ личного дела", "И" * 33, "длиннее 32 знаков"),
        ("Адрес", "у" * 256, "длиннее 255 знаков"),
        ("Адрес", "#REF!", "ошибка формулы #REF!"),
        ("Приказ", "25-у от 31.06.2022", "даты «31.06.2022» не бывает"),
    ],
)
def test_bad_values_of_other_columns_are_told(tmp_path: Path, title: str, value: object, what: str):
    problems = refused(tmp_path, *with_column(title, value))
    assert len(problems) == 1
    assert what in problems[0]


@pytest.mark.parametrize("born", [date(1926, 3, 12), date(2024, 3, 12)])
def test_an_age_no_pupil_has_is_told(tmp_path: Path, born: date):
    assert "ученику было бы лет" in refused(tmp_path, HEADING, (*MARIA[:4], born))[0]


def test_a_date_that_lost_its_format_is_read_and_noted(tmp_path: Path):
    found = read(tmp_path, HEADING, (*MARIA[:4], 42075))
    assert found.rows[0].born == date(2015, 3, 12)
    assert "число прочитано как дата 12.03.2015" in found.notes[0]


def test_number_and_date_of_the_order_may_share_a_cell(tmp_path: Path):
    row = read(tmp_path, *with_column("Приказ о зачислении", "№ 25-у от 25.08.2022")).rows[0]
    assert (row.order_number, row.order_date) == ("25-у", date(2022, 8, 25))


def test_sex_against_the_patronymic_is_noted_and_kept(tmp_path: Path):
    found = read(tmp_path, *with_column("Пол", "м"))
    assert found.rows[0].sex is Sex.MALE
    assert "пол не сходится с отчеством" in found.notes[0]


def test_columns_that_are_not_read_are_told(tmp_path: Path):
    found = read(tmp_path, *with_column("СНИЛС", "000"))
    assert found.notes == (
        "ученики.xlsx, лист «Ученики», строка 1: столбец «СНИЛС» (F) не загружается",
    )


def test_formula_injections_stay_plain_text(tmp_path: Path):
    evil = "=cmd|' /C calc'!A0"
    found = read(
        tmp_path, (*HEADING, "Адрес"), ("5А", evil, "Мария", "Петровна", MARIA[4], "@SUM(1)")
    )
    assert (found.rows[0].surname, found.rows[0].address) == (evil, "@SUM(1)")
    assert "необычные знаки" in found.notes[0]


def test_a_latin_letter_inside_a_russian_name_is_noted(tmp_path: Path):
    found = read(tmp_path, HEADING, ("5А", "Иванoва", *MARIA[2:]))  # Latin «o»
    assert "буквы двух алфавитов" in found.notes[0]


@pytest.mark.parametrize("surname", ["Я" * 50, "Римская-Корсакова", "О’Нил", "де ла Крус", "Ёж"])
def test_rare_names_pass_without_notes(tmp_path: Path, surname: str):
    found = read(tmp_path, HEADING, ("5А", surname, *MARIA[2:]))
    assert (found.rows[0].surname, found.notes) == (surname, ())


@pytest.mark.parametrize(
    ("surname", "what"), [("Я" * 81, "длиннее 80 знаков"), ("12345", "нет ни одной буквы")]
)
def test_what_cannot_be_a_name_is_told(tmp_path: Path, surname: str, what: str):
    assert what in refused(tmp_path, HEADING, ("5А", surname, *MARIA[2:]))[0]


def test_a_one_word_name_in_one_column_is_told(tmp_path: Path):
    rows = [("Класс", "ФИО", "Дата рождения", "Пол"), ("5А", "Иванова", "12.03.2015", "ж")]
    assert "нужны и фамилия, и имя" in refused(tmp_path, *rows)[0]


def test_a_table_without_a_heading_is_refused(tmp_path: Path):
    with pytest.raises(BadFile, match="не найдена строка с названиями столбцов"):
        read(tmp_path, MARIA, PYOTR)


def test_a_heading_without_pupils_is_refused(tmp_path: Path):
    with pytest.raises(BadFile, match="нет ни одного ученика"):
        read(tmp_path, HEADING)


def test_a_text_file_has_rows_but_no_sheet_in_its_places(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        "Класс;Фамилия;Имя;Отчество;Дата рождения\n5А;;Мария;Петровна;1.9.15".encode("cp1251")
    )
    with pytest.raises(Problems) as refusal:
        read_pupils(path, today=TODAY)
    assert list(map(str, refusal.value.problems)) == [
        "a.csv, строка 2, столбец «Фамилия» (B): не указана фамилия",
        (
            "a.csv, строка 2, столбец «Дата рождения» (E): в дате «1.9.15» год из двух цифр, "
            "напишите все четыре"
        ),
    ]


ROW = st.tuples(*[st.text(alphabet="5Аа Ивано.-12=#", max_size=12)] * 5)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_any_text_is_read_or_refused_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    table = [";".join(f'"{cell}"' for cell in row) for row in (HEADING, *rows)]
    path.write_text("\n".join(table), encoding="utf-8")
    found = outcome(path)
    if isinstance(found, BadFile):
        assert all(line.startswith("a.csv") for line in str(found).splitlines())
    else:
        assert 0 < len(found.rows) <= len(rows)


def outcome(path: Path) -> RosterFile | BadFile:
    try:
        return read_pupils(path, today=TODAY)
    except BadFile as refusal:
        return refusal
