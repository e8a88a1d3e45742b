"""The list of corrections on paper: everything it says is in the file, which is PDF/A."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pikepdf.pdfa
import pytest

from journal_desktop.domain.vocabulary import CorrectionField, RequestState
from journal_desktop.printing.correction_list import (
    PAPER,
    TITLE,
    CorrectionPaper,
    correction_pages,
    paper_rows,
)
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.pdfa import Imprint, write_pdf
from journal_desktop.queries.corrections import CorrectionLine
from printing.reading import quiet, read

ZONE = ZoneInfo("Asia/Krasnoyarsk")
AT = datetime(2026, 6, 1, 20, tzinfo=UTC)
"""Already 2 June at the school."""


def line(number, state=RequestState.DONE, old="5", reason="ошибка ввода"):
    return CorrectionLine(
        id=number,
        page_id=1,
        field=CorrectionField.CELL,
        place=f"7А, Алгебра, урок 14.10.2026, Белов Иван {number}",
        old=old,
        new="4",
        reason=reason,
        state=state,
        asked_by=1,
        asked="Иванова М. П.",
        asked_at=AT,
        allowed="Громова Н. П.",
        allowed_at=AT,
        done="Королёв О. И.",
        done_at=AT,
        basis="Служебная записка № 12 от 02.06.2026",
    )


def written(found, tmp_path):
    rows = paper_rows(found, ZONE)
    paper = CorrectionPaper("Лицей № 10", "2025/2026", "О. И. Королёв", "03.06.2026", rows)
    pages = correction_pages(paper, typefaces())
    imprint = Imprint(TITLE, "Лицей № 10", AT.astimezone(ZONE))
    return write_pdf(pages, tmp_path / "list.pdf", imprint, quiet), pages


@pytest.mark.parametrize("count", [0, 1, 60])
def test_the_list_is_pdf_a_and_numbers_its_sheets(tmp_path, count):
    made, pages = written([line(number) for number in range(1, count + 1)], tmp_path)
    with pikepdf.open(made.path) as pdf:
        assert str(pikepdf.pdfa.check(pdf, "1b").verdict) == "pass"
    text = " ".join(" ".join(page.text for page in read(made.path.read_bytes())).split())
    assert TITLE in text
    assert f"лист {len(pages)} из {len(pages)}" in text
    assert ("Исправлений не было" in text) is (count == 0)
    assert text.count("Белов Иван") == count


def test_only_what_was_carried_out_is_listed_with_the_value_that_stood():
    found = [line(1, RequestState.FILED), line(2, old=""), line(3, RequestState.REJECTED)]
    (only,) = paper_rows(found, ZONE)
    assert only == (
        "1",
        "Иванова М. П.\n02.06.2026",
        "7А, Алгебра, урок 14.10.2026, Белов Иван 2",
        "пусто",
        "4",
        "ошибка ввода",
        "Служебная записка № 12 от 02.06.2026",
        "Громова Н. П.\n02.06.2026",
        "Королёв О. И.\n02.06.2026",
    )


def test_nothing_stands_outside_the_frame():
    rows = paper_rows([line(number, reason="причина " * 30) for number in range(40)], ZONE)
    paper = CorrectionPaper("Лицей", "2025/2026", "О. И. Королёв", "03.06.2026", rows)
    frame = PAPER.frame(1)
    pages = correction_pages(paper, typefaces())
    assert len(pages) > 3
    for page in pages:
        places = [place for run in page.ink.runs for place in run.places]
        assert all(frame.left <= x <= frame.right for x, _, _ in places)
        assert all(frame.bottom - 12 <= y <= frame.top for _, y, _ in places)
