from __future__ import annotations

import errno
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pytest

from journal_desktop.domain.errors import BadFile
from journal_desktop.printing.draw import draw
from journal_desktop.printing.fonts import clean
from journal_desktop.printing.page import BOX, Paper
from journal_desktop.printing.pdfa import finish, write_pdf
from printing.reading import quiet, read
from printing.year import IMPRINT, book_pages, class_7a, lesson, pupils, spread

PAGES = book_pages(class_7a()[1:])


class _Stopped(Exception):
    """The person pressed cancel."""


def _verdict(path: Path) -> str:
    with pikepdf.open(path) as pdf:
        return str(pikepdf.pdfa.check(pdf, "1b").verdict)


@pytest.mark.parametrize(
    "paper", [Paper(), Paper(landscape=True, draft=True), Paper(duplex=False, holes=False)], ids=str
)
def test_the_file_is_pdf_a_1b_with_every_face_embedded(paper, tmp_path):
    written = write_pdf(book_pages(class_7a()[1:], paper), tmp_path / "7А.pdf", IMPRINT, quiet)
    with pikepdf.open(written.path) as pdf:
        report = pikepdf.pdfa.check(pdf, "1b")
        assert report.verdict == "pass"
        assert pdf.pdf_version == "1.4"
        assert all("/Trans" not in page for page in pdf.pages)
        assert len(pdf.pages) == written.pages


def test_validation_rejects_a_file_whose_output_intent_was_taken_away(tmp_path):
    written = write_pdf(PAGES[:3], tmp_path / "7А.pdf", IMPRINT, quiet)
    assert _verdict(written.path) == "pass"
    with pikepdf.open(written.path, allow_overwriting_input=True) as pdf:
        del pdf.Root.OutputIntents
        pdf.save()
    assert _verdict(written.path) == "fail"


def test_title_author_and_date_are_in_the_file(tmp_path):
    written = write_pdf(PAGES[:3], tmp_path / "7А.pdf", IMPRINT, quiet, check=False)
    with pikepdf.open(written.path) as pdf:
        assert str(pdf.docinfo["/Title"]) == IMPRINT.title
        assert str(pdf.docinfo["/Author"]) == IMPRINT.author
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == IMPRINT.title
            assert metadata["pdfaid:part"] == "1"
            assert metadata["xmp:MetadataDate"] == IMPRINT.made.isoformat()


def test_equal_books_give_equal_bytes_and_the_hash_is_of_the_file(tmp_path):
    first = write_pdf(PAGES, tmp_path / "1.pdf", IMPRINT, quiet, check=False)
    again = book_pages(class_7a()[1:])
    second = write_pdf(again, tmp_path / "2.pdf", IMPRINT, quiet)
    assert first.sha256 == second.sha256 == sha256(second.path.read_bytes()).hexdigest()
    other = replace(IMPRINT, title="Другой")
    assert write_pdf(PAGES, tmp_path / "3.pdf", other, quiet).sha256 != first.sha256


def test_progress_is_told_after_each_page(tmp_path):
    told: list[tuple[int, int]] = []
    write_pdf(PAGES, tmp_path / "7А.pdf", IMPRINT, lambda a, b, _: told.append((a, b)), check=False)
    count = len(PAGES)
    assert told == [*((number, count) for number in range(1, count + 1)), (count, count)]


@pytest.mark.parametrize("at", ["Страница", "Запись файла"])
def test_cancel_leaves_nothing_behind_and_keeps_the_old_file(at, tmp_path):
    path = tmp_path / "7А.pdf"
    path.write_bytes(b"before")

    def stop(*step: object) -> None:
        if step[-1] == at:
            raise _Stopped

    with pytest.raises(_Stopped):
        write_pdf(PAGES[:5], path, IMPRINT, stop)
    assert [file.name for file in tmp_path.iterdir()] == ["7А.pdf"]
    assert path.read_bytes() == b"before"


def test_missing_folder_is_told_in_russian(tmp_path):
    path = tmp_path / "нет такой" / "7А.pdf"
    with pytest.raises(BadFile, match=r"Папки «.*нет такой» нет: создайте"):
        write_pdf(PAGES[:3], path, IMPRINT, quiet, check=False)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "нет права записи"),
        (errno.ENOSPC, "на диске нет места"),
        (errno.EROFS, "защищён от записи"),
        (errno.EIO, "запись не удалась"),
    ],
)
def test_what_the_disk_refuses_is_told_and_leaves_nothing_behind(
    code, words, tmp_path, monkeypatch
):
    def refuse(*_: object) -> Path:
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BadFile, match=words):
        write_pdf(PAGES[:3], tmp_path / "7А.pdf", IMPRINT, quiet, check=False)
    assert list(tmp_path.iterdir()) == []


def test_a_name_too_long_for_the_disk_is_told(tmp_path):
    with pytest.raises(BadFile, match="имя файла слишком длинное"):
        write_pdf(PAGES[:3], tmp_path / f"{'а' * 300}.pdf", IMPRINT, quiet, check=False)


def test_text_with_more_signs_than_one_font_subset_holds_is_printed_whole():
    codes = (*range(0xC0, 0x180), *range(0x400, 0x460))
    signs = clean("".join(map(chr, codes))).replace(BOX, "")
    assert len(signs) > 256 - 96
    page = spread("Алгебра", pupils(1), [lesson(1, IMPRINT.made.date(), topic=signs)])
    done = finish(draw(book_pages([page]), quiet), IMPRINT, check=True)
    found = "".join("".join(text.text.split()) for text in read(done))
    assert signs in found
    assert BytesIO(done).read(5) == b"%PDF-"
