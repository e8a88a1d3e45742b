"""A file of the year: cover, inner inventory, ledgers numbered through, certification sheet."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pikepdf.pdfa
import pytest
from ledger_year import finish
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.files import (
    LEDGERS,
    MOST_SHEETS,
    Document,
    Dossier,
    ledgers_heading,
    volumes,
)
from journal_desktop.domain.vocabulary import PrintState, Scheme
from journal_desktop.printing.book import Signer
from journal_desktop.printing.files.gathered import (
    FileOrder,
    GatheredFile,
    gather_file,
    volume_pages,
)
from journal_desktop.printing.files.papers import Papers
from journal_desktop.printing.files.printed import Part, print_file
from journal_desktop.printing.ledger.gathered import PAPERS, Setting, pages_of
from journal_desktop.printing.ledger.tables import Variant
from journal_desktop.printing.page import Paper
from journal_desktop.printing.pdfa import write_pdf
from journal_desktop.printing.proof import faults
from journal_desktop.queries.files import FileHead
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.prints import ArchiveFileRow, PrintRow
from printing.ledger_values import sheet_of
from printing.preflight import is_installed, verdicts
from printing.reading import printed, quiet, read, squeezed
from printing.year import IMPRINT, TYPE

MADE = datetime(2026, 6, 26, 14, 5, tzinfo=UTC)
HEADING = ledgers_heading(LEDGERS, [1, 11], "2025/2026")
SIGNER = Signer("Ответственный за ведение ЭЖ", "О. И. Королёв")


def file_of(*pupils: int, most: int = MOST_SHEETS) -> GatheredFile:
    """A file of ledgers of so many pupils each, at most so many sheets in a volume."""
    setting = Setting(Variant.A, PAPERS[Variant.A], MADE)
    sheets = {
        number: replace(sheet_of(count, 16, 7), class_id=number, class_name=f"{number}А")
        for number, count in enumerate(pupils, 1)
    }
    documents = [
        Document(
            number,
            f"Сводная ведомость учёта успеваемости {sheet.class_name} класса",
            date(2026, 5, 26),
            setting.paper.sheet(len(pages_of(sheet, setting))),
        )
        for number, sheet in sheets.items()
    ]
    dossier = Dossier(
        "МБОУ «Лицей № 10»", "Учебная часть", LEDGERS, HEADING, date(2025, 9, 1),
        date(2026, 6, 26), volumes(documents, most),
    )  # fmt: skip
    head = FileHead(
        "МБОУ «Лицей № 10»", 1, 2025, "2025/2026", date(2025, 9, 1),
        year_is_closed=True, officer="О. И. Королёв", formed=(),
    )  # fmt: skip
    return GatheredFile(head, dossier, sheets, setting, ())


def papers_of(*sheets: int) -> Papers:
    """The papers of a volume of documents of so many sheets."""
    documents = [
        Document(n, f"Сводная ведомость учёта успеваемости {n}А класса", date(2026, 5, 26), count)
        for n, count in enumerate(sheets, 1)
    ]
    (volume,) = volumes(documents)
    dossier = Dossier(
        "МБОУ «Лицей № 10»", "Учебная часть", LEDGERS, HEADING, date(2025, 9, 1),
        date(2026, 6, 26), (volume,),
    )  # fmt: skip
    return Papers(dossier, volume, SIGNER, Paper(), TYPE)


def text_of(pages):
    """The text of pages in the order of drawing, one space between words."""
    return " ".join(" ".join(page.text.split()) for page in printed(pages))


@pytest.mark.parametrize(
    ("sheets", "cover", "certified"),
    [
        (96, "На 96 листах", "96 (девяносто шесть) листов,"),
        (1, "На 1 листе", "1 (один) лист,"),
        (21, "На 21 листе", "21 (двадцать один) лист,"),
        (142, "На 142 листах", "142 (сто сорок два) листа,"),
        (111, "На 111 листах", "111 (сто одиннадцать) листов,"),
        (250, "На 250 листах", "250 (двести пятьдесят) листов,"),
    ],
)
def test_numbers_in_words_agree_domain_2_6(sheets, cover, certified):
    papers = papers_of(sheets)
    assert cover in text_of(papers.cover())
    text = text_of(papers.certification(2))
    assert certified in text
    assert f"с № 1 по № {sheets}, в том числе:" in text
    assert "+ листов внутренней описи 2 (два)." in text


def test_the_heading_is_the_same_on_all_papers():
    papers = papers_of(4, 5)
    for pages in (papers.cover(), papers.inventory(), papers.certification(1)):
        assert squeezed(HEADING) in squeezed(text_of(pages))
        assert faults(pages, papers.paper, TYPE) == ()


def test_the_cover_has_everything_of_domain_4_2():
    text = text_of(papers_of(4).cover())
    for words in (
        "Ф. №", "Оп. №", "Д. №", "МБОУ «Лицей № 10»", "(наименование организации)", "Учебная часть",
        "ДЕЛО № 04-05 Том № 1", "01.09.2025 – 26.06.2026", "(крайние даты)", "На 4 листах",
        "Хранить 25 лет, п. 4.4 Положения",
    ):  # fmt: skip
        assert words in text


def test_the_inventory_lists_documents_with_their_sheets_and_counts_itself():
    text = text_of(papers_of(4, 1, 3).inventory())
    for words in ("1–4", "5", "6–8", "26.05.2026", "Итого 3 (три) документа."):
        assert words in text
    assert "Количество листов внутренней описи: 1 (один)." in text
    assert "Сводная ведомость учёта успеваемости 3А класса" in text
    assert "/О. И. Королёв/" in text


@pytest.mark.parametrize(("documents", "sheets"), [(20, 1), (60, 1), (120, 2), (250, 3)])
def test_a_long_inventory_tells_its_own_sheets(documents, sheets):
    papers = papers_of(*[1] * documents)
    pages = papers.inventory()
    assert papers.paper.sheet(len(pages)) == sheets
    words = {1: "1 (один)", 2: "2 (два)", 3: "3 (три)"}[sheets]
    assert f"Количество листов внутренней описи: {words}." in text_of(pages)
    assert faults(pages, papers.paper, TYPE) == ()


def test_sheets_are_numbered_through_a_volume_in_the_upper_right_corner():
    file = file_of(27, 1, 30)
    (volume,) = file.dossier.volumes
    made = volume_pages(file, volume, quiet)
    assert [page.number for page in made.documents] == list(range(1, len(made.documents) + 1))
    numbers = []
    for page in made.documents:
        top = [
            text
            for run in page.ink.runs
            for x, y, text in run.places
            if x == page.frame.right and y > page.frame.body
        ]
        assert top == ([str(page.sheet)] if page.number % 2 else [])
        numbers += top
    assert numbers == [str(n) for n in range(1, volume.sheets + 1)]
    for filed in volume.documents:
        page = made.documents[2 * filed.first - 2]
        assert "СВОДНАЯ ВЕДОМОСТЬ УЧЁТА УСПЕВАЕМОСТИ" in printed([page])[0].text


def test_a_ledger_is_never_divided_between_volumes():
    file = file_of(34, 27, 30, 25, 90, 1, most=10)
    assert [len(volume.documents) for volume in file.dossier.volumes] == [2, 2, 1, 1]
    for volume in file.dossier.volumes:
        made = volume_pages(file, volume, quiet)
        assert len(made.documents) == 2 * volume.sheets
        assert f"Том № {volume.number}" in text_of(made.cover)
    hashes = {file.content(volume) for volume in file.dossier.volumes}
    assert len(hashes) == len(file.dossier.volumes)


@pytest.mark.skipif(not is_installed(), reason="no java or no libpdfbox2-java here")
def test_a_file_and_ledgers_of_every_form_are_pdf_a_1b_for_an_independent_validator(tmp_path):
    file = file_of(5, 6)
    (volume,) = file.dossier.volumes
    documents = {"Дело": volume_pages(file, volume, quiet).all} | {
        variant.value: pages_of(file.sheets[1], Setting(variant, PAPERS[variant], MADE))
        for variant in Variant
    }
    files = [
        write_pdf(pages, tmp_path / f"{name}.pdf", IMPRINT, quiet).path
        for name, pages in documents.items()
    ]
    assert verdicts(files) == ["valid"] * len(documents)


@pytest.fixture
def finished(database, small):
    with Session(database.owner) as session, session.begin():
        finish(session, small)
    return small


@pytest.fixture
def rows(database):
    def ask(kind):
        with Session(database.owner) as session:
            return session.scalars(select(kind).order_by(kind.id)).all()

    return ask


def test_a_file_is_printed_and_registered_with_its_ledgers(as_, finished, rows, tmp_path):
    order = FileOrder(purpose="архив")
    done = print_file(as_("admin"), finished.year, tmp_path, Part.FILE, order, quiet)
    (written,) = done.written
    assert written.path.name == "Дело 04-05 2026-2027 том 1.pdf"
    with pikepdf.open(written.path) as pdf:
        assert pikepdf.pdfa.check(pdf, "1b").verdict == "pass"
    (archived,) = rows(ArchiveFileRow)
    assert (archived.title, archived.volume, archived.keep_years) == (
        "Сводные ведомости учёта успеваемости обучающихся 7 классов за 2026/2027 учебный год",
        1,
        25,
    )
    assert (archived.begins, archived.ends) == (date(2026, 9, 1), date(2027, 5, 28))
    prints = {row.kind: row for row in rows(PrintRow)}
    assert prints.keys() == {"ledger", "file"}
    assert {row.file_id for row in prints.values()} == {archived.id}
    assert prints["ledger"].title == f"Ведомость 7А: {written.path.stem}, лист 1"
    assert prints["ledger"].sheets == archived.sheets
    assert (prints["file"].sheets, prints["file"].pages) == (archived.sheets + 3, written.pages)
    texts = [page.text for page in read(written.path.read_bytes())]
    assert "ДЕЛО № 04-05" in texts[0]
    assert "ЛИСТ-ЗАВЕРИТЕЛЬ ДЕЛА" in texts[-1]


def test_the_same_index_twice_is_refused_before_anything_is_written(as_, finished, tmp_path):
    print_file(as_("admin"), finished.year, tmp_path, Part.FILE, FileOrder(), quiet)
    with pytest.raises(Refused, match=r"индексом 04-05 .* уже сформировано"):
        print_file(as_("admin"), finished.year, tmp_path / "2", Part.FILE, FileOrder(), quiet)


@pytest.mark.parametrize("part", [Part.COVER, Part.INVENTORY, Part.CERTIFICATION])
def test_papers_are_printed_apart_too(as_, finished, rows, tmp_path, part):
    done = print_file(as_("admin"), finished.year, tmp_path, part, FileOrder(), quiet)
    assert len(read(done.written[0].path.read_bytes())) <= 2
    (row,) = rows(PrintRow)
    assert (row.kind, row.sheets, row.state) == (part.value, 1, PrintState.PRINTED)
    assert rows(ArchiveFileRow) == []


def test_a_class_whose_ledger_is_not_ready_is_named(as_, finished, database, rows, tmp_path):
    with Session(database.owner) as session, session.begin():
        for letter in ("Б", "В"):
            session.add(
                ClassGroupRow(
                    uid=uuid7(), year_id=finished.year, grade=5, letter=letter, profile="",
                    shift=1, scheme=Scheme.QUARTERS,
                )
            )  # fmt: skip
    with pytest.raises(Refused) as refused:
        print_file(as_("admin"), finished.year, tmp_path, Part.FILE, FileOrder(), quiet)
    assert "5Б: " in str(refused.value)
    assert "5В: " in str(refused.value)
    assert "7А" not in str(refused.value)
    assert (list(tmp_path.iterdir()), rows(PrintRow)) == ([], [])
    order = FileOrder(first_grade=7, last_grade=9)
    print_file(as_("admin"), finished.year, tmp_path, Part.FILE, order, quiet)


def test_an_open_year_gives_a_draft_of_a_file(as_, small, rows, tmp_path):
    with pytest.raises(Refused, match=r"год ещё не закрыт"):
        print_file(as_("admin"), small.year, tmp_path, Part.FILE, FileOrder(), quiet)
    order = FileOrder(draft=True)
    (written,) = print_file(as_("admin"), small.year, tmp_path, Part.FILE, order, quiet).written
    assert written.path.name == "Дело 04-05 2026-2027 том 1 черновик.pdf"
    assert all("ЧЕРНОВИК" in page.text for page in read(written.path.read_bytes()))
    (row,) = rows(PrintRow)
    assert (row.kind, row.state) == ("file", PrintState.DRAFT)
    assert rows(ArchiveFileRow) == []


def test_grades_without_classes_are_bad_input(as_, finished):
    with as_("admin").snapshot() as ask, pytest.raises(Invalid, match=r"нет 1–4 классов"):
        gather_file(ask, finished.year, FileOrder(last_grade=4), MADE, quiet)


@pytest.mark.parametrize("login", ["ivanova", "zavuch", "petrova"])
def test_who_is_not_the_officer_forms_no_file(as_, finished, tmp_path, login):
    with pytest.raises(Refused):
        print_file(as_(login), finished.year, tmp_path, Part.FILE, FileOrder(), quiet)


def test_a_failure_takes_all_volumes_away(as_, finished, rows, tmp_path):
    class Stop(Exception):
        pass

    def stop(_done, _total, what):
        if "запись" in what:
            raise Stop

    with pytest.raises(Stop):
        print_file(as_("admin"), finished.year, tmp_path, Part.FILE, FileOrder(), stop)
    assert (list(tmp_path.iterdir()), rows(PrintRow)) == ([], [])
