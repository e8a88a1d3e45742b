"""The page of remarks: what was said, who read it, and room to write by hand."""

from datetime import date

from journal_desktop.printing.sections.remarks import remarks_sheet
from journal_desktop.queries.book_remarks import BookRemark

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
    row = remarks_sheet([SAID]).rows[0]
    assert row == (
        "1",
        "05.10.2026",
        "Накопляемость отметок\nАлгебра: Мало отметок за октябрь.\nСрок: 12.10.2026",
        "Заместитель директора\nГромова Н. П.",
        "Петрова А. С.\n06.10.2026",
        "устранено 09.10.2026\nснято с контроля 13.10.2026",
    )


def test_six_empty_rows_follow_whatever_was_said():
    for remarks in ([], [SAID] * 3):
        rows = remarks_sheet(remarks).rows
        assert len(rows) == len(remarks) + 6
        assert {"".join(row) for row in rows[-6:]} == {""}
