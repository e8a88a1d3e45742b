from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.files import (
    LEDGERS,
    MOST_SHEETS,
    Document,
    Dossier,
    ledgers_heading,
    volumes,
)


def _documents(*sheets: int) -> list[Document]:
    day = date(2026, 5, 26)
    return [
        Document(number, f"Ведомость {number}", day, count) for number, count in enumerate(sheets)
    ]


@given(st.lists(st.integers(1, 300), max_size=80))
def test_sheets_run_through_each_volume_and_no_document_is_divided(sheets):
    made = volumes(_documents(*sheets))
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    found = [filed.document.class_id for volume in made for filed in volume.documents]
    assert found == list(range(len(sheets)))
    for volume in made:
        following = 1
        for filed in volume.documents:
            assert filed.first == following
            assert filed.last - filed.first + 1 == filed.document.sheets
            following = filed.last + 1
        assert volume.sheets <= MOST_SHEETS or len(volume.documents) == 1


def test_a_volume_is_filled_to_250_sheets_and_not_one_more():
    assert [one.sheets for one in volumes(_documents(200, 50, 1))] == [250, 1]
    assert [one.sheets for one in volumes(_documents(200, 51))] == [200, 51]
    assert volumes([]) == ()


def test_ranges_of_sheets_are_written_as_in_the_inventory():
    (volume,) = volumes(_documents(4, 1))
    assert [filed.range for filed in volume.documents] == ["1–4", "5"]


@pytest.mark.parametrize(
    ("grades", "classes"),
    [([1, 11, 5], "1–11 классов"), ([9, 9], "9 классов"), ([10, 11], "10–11 классов")],
)
def test_the_heading_names_the_grades_and_the_year(grades, classes):
    heading = ledgers_heading(LEDGERS, grades, "2025/2026")
    assert heading == (
        f"Сводные ведомости учёта успеваемости обучающихся {classes} за 2025/2026 учебный год"
    )


def test_words_of_the_cover():
    dossier = Dossier(
        "Лицей", "Учебная часть", LEDGERS, "…", date(2025, 9, 1), date(2026, 6, 26), ()
    )
    (volume,) = volumes(_documents(96))
    assert dossier.dates == "01.09.2025 – 26.06.2026"
    assert dossier.name(volume) == "ДЕЛО № 04-05, том № 1"
    assert LEDGERS.term == "Хранить 25 лет, п. 4.4 Положения"
