"""The page of remarks: what was said, who read it, and room to write by hand."""

from dataclasses import replace
from datetime import date

import pytest

from journal_desktop.printing.sections.health import health_note
from journal_desktop.printing.sections.remarks import remarks_table
from journal_desktop.queries.book_remarks import BookRemark
from printing.sections.paper import laid, texts, whole_text

SAID = BookRemark(
    day=date(2026, 10, 5),
    purpose="Накопляемость отметок",
    subject="Алгебра",
    wording="Мало отметок за октябрь.",
    post="Заместитель директора",
    inspector="Громова Н. П.",
    addressee="Петрова А. С.",
    due=date(2026, 10, 12),
    read=date(2026, 10, 6),
    mended=date(2026, 10, 9),
    lifted=date(2026, 10, 13),
    reply="",
)


def test_a_remark_says_purpose_subject_term_and_each_step():
    row = texts(remarks_table([SAID]).blocks[0].lines[0])
    assert row == [
        "1",
        "05.10.2026",
        "Накопляемость отметок\nАлгебра: Мало отметок за октябрь.\nСрок: 12.10.2026",
        "Заместитель директора\nГромова Н. П.",
        "Петрова А. С.\n06.10.2026",
        "устранено 09.10.2026\nснято с контроля 13.10.2026",
    ]


def test_six_empty_rows_follow_whatever_was_said():
    for remarks in ([], [SAID] * 3):
        rows = [texts(block.lines[0]) for block in remarks_table(remarks).blocks]
        assert len(rows) == len(remarks) + 6
        assert {"".join(row) for row in rows[-6:]} == {""}


@pytest.mark.parametrize("landscape", [False, True])
def test_the_page_of_the_health_note_is_shared_while_there_is_room(landscape):
    note = health_note()
    (page,) = laid(note, remarks_table([], joined=True), landscape=landscape)
    assert "Замечанияповедению" in whole_text([page])
    first, *rest = laid(note, remarks_table([SAID] * 20, joined=True), landscape=landscape)
    assert "доступограничен" in whole_text([first])
    assert "Замечанияповедению" not in whole_text([first])
    assert "Замечанияповедению" in whole_text(rest[:1])


def test_a_table_that_follows_no_other_begins_a_page_of_its_own():
    assert len(laid(remarks_table([], joined=True))) == 1


@pytest.mark.parametrize("landscape", [False, True])
def test_a_remark_longer_than_a_page_is_printed_whole(landscape):
    long = replace(SAID, wording=" ".join(f"слово{number}" for number in range(1500)))
    pages = laid(remarks_table([long, SAID]), landscape=landscape)
    assert len(pages) > 2
    text = whole_text(pages)
    assert [number for number in range(1500) if f"слово{number}" not in text] == []
