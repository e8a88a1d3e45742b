"""What is printed is PDF/A-1b for a validator that had no part in making it."""

from __future__ import annotations

import pikepdf
import pytest

from journal_desktop.printing.page import Paper
from journal_desktop.printing.pdfa import write_pdf
from printing.preflight import is_installed, verdicts
from printing.reading import quiet
from printing.year import IMPRINT, book_pages, class_7a

pytestmark = pytest.mark.skipif(not is_installed(), reason="no java or no libpdfbox2-java here")


def test_books_on_every_paper_are_valid_and_a_spoiled_one_is_not(tmp_path):
    papers = (Paper(), Paper(landscape=True, draft=True), Paper(duplex=False, holes=False))
    files = [
        write_pdf(book_pages(class_7a()[1:], paper), tmp_path / f"{place}.pdf", IMPRINT, quiet).path
        for place, paper in enumerate(papers)
    ]
    spoiled = tmp_path / "spoiled.pdf"
    with pikepdf.open(files[0]) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(spoiled)
    *sound, bad = verdicts([*files, spoiled])
    assert sound == ["valid"] * len(papers)
    assert bad != "valid"
