"""The summary ledger on paper: whole blocks, complete values, drafts, PDF/A, the register."""

from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pikepdf
import pikepdf.pdfa
import pytest
from ledger_year import finish
from school import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import BadFile, Refused
from journal_desktop.domain.prints import Basis
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.printing.book import Book
from journal_desktop.printing.ledger.gathered import (
    PAPERS,
    Setting,
    content_of,
    foot_text,
    pages_of,
)
from journal_desktop.printing.ledger.printed import LedgerOrder, print_ledger
from journal_desktop.printing.ledger.tables import SECTION, Variant, section
from journal_desktop.printing.page import MM, Kind, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.proof import faults
from journal_desktop.queries.ledgers import LedgerOf
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.prints import PrintRow
from printing.ledger_values import sheet_of
from printing.reading import printed, quiet, read, sizes, squeezed
from printing.year import CERTIFICATION, TITLE, TYPE

MADE = datetime(2026, 6, 26, 14, 5, tzinfo=UTC)
CLASSES = {
    "grade 1": sheet_of(30, 8, 1),
    "grade 7": sheet_of(27, 16, 7),
    "grade 9": sheet_of(34, 18, 9),
    "grade 11": sheet_of(24, 20, 11),
    "nobody": sheet_of(0, 12, 5),
    "crowd": sheet_of(45, 20, 8),
}


def pages(sheet, variant, **paper):
    return pages_of(sheet, Setting(variant, replace(PAPERS[variant], **paper), MADE))


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("name", CLASSES)
def test_every_name_mark_and_decision_is_on_paper_at_seven_points_or_more(name, variant):
    sheet = CLASSES[name]
    made = pages(sheet, variant)
    assert faults(made, PAPERS[variant], TYPE) == ()
    text = squeezed("".join(page.text for page in printed(made)))
    for pupil in sheet.ledger.pupils:
        assert squeezed(pupil.member.name) in text
        assert squeezed(pupil.member.decision) in text
    if sheet.ledger.pupils:
        assert all(one.title.split()[0] in text for one in sheet.ledger.subjects)
    for page in made:
        assert min(sizes(page)) >= 7


def lines_of(page):
    """The texts at the same height, from left to right, by the text of one of them."""
    places = sorted(place for run in page.ink.runs for place in run.places)

    def line(of):
        for x, y, text in places:
            if text == of:
                yield y, [each for left, at, each in places if left > x and abs(at - y) < 2]

    return line


def test_variant_a_has_a_row_for_every_period_in_its_order():
    sheet = CLASSES["grade 7"]
    lines = [lines_of(page) for page in pages(sheet, Variant.A)]
    for place, row in enumerate(sheet.ledger.rows):
        found = [
            marks
            for line in lines
            for _, marks in sorted(line(row.title), key=lambda item: -item[0])
        ]
        for pupil, marks in zip(sheet.ledger.pupils, found, strict=True):
            wanted = [text for text in pupil.cells[place] if text]
            assert marks[: len(wanted)] == wanted


@pytest.mark.parametrize("variant", [Variant.A, Variant.C])
def test_a_pupils_block_is_never_split_over_pages(variant):
    sheet = CLASSES["crowd"]
    first, last = sheet.ledger.rows[0].title, sheet.ledger.rows[-1].title
    for page in printed(pages(sheet, variant)):
        if variant is Variant.A:
            assert page.text.count(last) == page.text.count("Экзамен (ПА)")
            assert page.text.replace("II ", "").count(first) >= page.text.count(last)
        else:
            assert page.text.count("Русский язык") == page.text.count("Решение:")


def test_four_pupils_of_seven_rows_stand_on_a_page_of_variant_a():
    texts = [page.text for page in printed(pages(CLASSES["grade 7"], Variant.A))]
    assert [text.count("Итоговая") for text in texts[1:-2]] == [4] * len(texts[1:-2])


def test_the_head_is_repeated_and_the_last_page_is_signed():
    texts = [page.text for page in printed(pages(CLASSES["grade 7"], Variant.A))]
    assert all("Решение педагогического совета" in text for text in texts)
    assert "7А класса за 2025/2026 учебный год" in texts[0]
    assert "Классный руководитель: Иванова Мария Петровна" in texts[0]
    for words in ("/М. П. Иванова/", "/Н. П. Громова/", "Директор", "М.П."):
        assert words in texts[-1]
    assert all("М.П." not in text for text in texts[:-1])


def test_the_foot_says_where_the_ledger_is_from():
    sheet = CLASSES["grade 7"]
    made = pages(sheet, Variant.A)
    texts = [page.text for page in printed(made)]
    sheets = -(-len(made) // 2)
    assert f"Лист 1 из {sheets}\r\n" in texts[0] + "\r\n"
    assert f"Лист 1 из {sheets}, оборот" in texts[1]
    foot = foot_text(content_of(sheet), MADE)
    assert foot.startswith("Сформировано в системе «Классный журнал» 26.06.2026 14:05")
    assert all(squeezed(foot) in squeezed(text) for text in texts)


def test_the_hash_changes_with_any_mark_name_or_decision():
    sheet = sheet_of(3, 4, 5)
    block = sheet.ledger.pupils[0]
    other = (("2", *block.cells[0][1:]), *block.cells[1:])
    for changed in (
        replace(block, cells=other),
        replace(block, member=replace(block.member, name="Другая")),
        replace(block, member=replace(block.member, decision="Оставлена")),
    ):
        ledger = replace(sheet.ledger, pupils=(changed, *sheet.ledger.pupils[1:]))
        assert content_of(replace(sheet, ledger=ledger)) != content_of(sheet)
    assert content_of(replace(sheet, warnings=("…",))) == content_of(sheet)


def test_variant_b_goes_on_in_further_tables_where_subjects_are_many():
    texts = [page.text for page in printed(pages(CLASSES["crowd"], Variant.B))]
    assert "(часть 1 из 3)" in texts[0]
    for text in texts:
        assert ("Решение педагогического совета" in text) is ("(часть 3 из 3)" in text)
    (alone,) = printed(pages(sheet_of(20, 6, 5), Variant.B))
    assert "часть" not in alone.text
    (page,) = pages(sheet_of(20, 6, 5), Variant.B)
    assert page.size == pytest.approx((420 * MM, 297 * MM))


@pytest.mark.parametrize("landscape", [False, True])
def test_the_section_of_the_journal_takes_the_form_that_fits(landscape):
    sheet, paper = CLASSES["grade 7"], Paper(landscape=landscape)
    wide = section(sheet)
    made = paginate(Book(TITLE, None, (wide,), CERTIFICATION), paper, TYPE)
    assert faults(made, paper, TYPE) == ()
    texts = [page.text for page in printed([page for page in made if page.kind is Kind.TABLE])]
    assert any(SECTION in text for text in texts)
    assert any("Учитель" in text for text in texts[1:]) is not landscape
    whole = squeezed("".join(texts))
    for pupil in sheet.ledger.pupils:
        assert squeezed(pupil.member.decision) in whole


def test_a_draft_says_what_is_not_ready():
    sheet = replace(CLASSES["grade 7"], obstacles=("Нет решения педагогического совета: Белов.",))
    texts = [page.text for page in printed(pages(sheet, Variant.A, draft=True))]
    assert all("ЧЕРНОВИК" in text for text in texts)
    assert "Не готово: Нет решения педагогического совета: Белов." in texts[-1]


@pytest.fixture
def finished(database, small):
    with Session(database.owner) as session, session.begin():
        finish(session, small)
    return small


def prints(database):
    with Session(database.owner) as session:
        return session.scalars(select(PrintRow)).all()


def test_an_official_ledger_is_written_and_registered(as_, finished, database, tmp_path):
    journal = as_("admin")
    done = print_ledger(journal, finished.class_id, tmp_path, LedgerOrder(purpose="архив"), quiet)
    assert done.written.path.name == "Ведомость 7А 2026-2027.pdf"
    with pikepdf.open(done.written.path) as pdf:
        assert pikepdf.pdfa.check(pdf, "1b").verdict == "pass"
        assert str(pdf.docinfo["/Title"]).startswith("Сводная ведомость учёта успеваемости 7А")
    assert "ЧЕРНОВИК" not in read(done.written.path.read_bytes())[0].text
    (row,) = prints(database)
    assert (row.kind, row.class_id, row.state) == (
        "ledger", finished.class_id, PrintState.PRINTED,
    )  # fmt: skip
    assert (row.pages, row.sheets, row.sha256) == (
        done.written.pages, -(-done.written.pages // 2), done.written.sha256,
    )  # fmt: skip
    assert row.purpose == "архив"
    assert row.content.hex() == content_of(journal.ask(LedgerOf(finished.class_id)))
    with Session(database.owner) as session:
        assert session.scalars(select(OpRow).filter_by(title="Печать сводной ведомости")).one()


def test_a_form_has_one_original_and_copies_by_an_order(as_, finished, database, tmp_path):
    journal, basis = as_("admin"), Basis("12", TODAY, "Белова А. И.")

    def done(order):
        return print_ledger(journal, finished.class_id, tmp_path, order, quiet).written.path

    with pytest.raises(Refused, match="Подлинник ещё не печатался"):
        done(LedgerOrder(basis=basis))
    first = done(LedgerOrder())
    kept = first.read_bytes()
    with pytest.raises(Refused, match=r"уже напечатан.*только копия"):
        done(LedgerOrder())
    assert first.read_bytes() == kept
    assert done(LedgerOrder(Variant.C)).exists()
    copy = done(LedgerOrder(basis=basis))
    assert copy.name == "Ведомость 7А 2026-2027 копия.pdf"
    pages = read(copy.read_bytes())
    assert all("КОПИЯ. Сформировано" in page.text for page in pages)
    assert "Основание: распоряжение № 12 от 23.11.2026" in pages[-1].text
    assert [(row.is_copy, row.title) for row in prints(database)] == [
        (False, "Ведомость 7А 2026-2027"),
        (False, "Ведомость 7А 2026-2027 вариант C"),
        (True, "Ведомость 7А 2026-2027 копия"),
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        row.title + ".pdf" for row in prints(database)
    }


def test_a_ledger_that_is_not_ready_is_refused_with_the_reasons(as_, small, database, tmp_path):
    with pytest.raises(Refused) as refused:
        print_ledger(as_("admin"), small.class_id, tmp_path, LedgerOrder(), quiet)
    for words in ("7А класса", "год ещё не закрыт", "Нет решения", "Не выставлены отметки"):
        assert words in str(refused.value)
    assert list(tmp_path.glob("*.pdf")) == []
    assert prints(database) == []


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_a_draft_is_printed_at_any_time(as_, small, database, tmp_path, login):
    order = LedgerOrder(Variant.C, draft=True)
    done = print_ledger(as_(login), small.class_id, tmp_path, order, quiet)
    assert done.written.path.name == "Ведомость 7А 2026-2027 вариант C черновик.pdf"
    (row,) = prints(database)
    assert row.state is PrintState.DRAFT


def test_only_the_officer_prints_it_officially(as_, finished, tmp_path):
    for login in ("ivanova", "zavuch"):
        with pytest.raises(Refused, match=r"ответственный за ЭЖ"):
            print_ledger(as_(login), finished.class_id, tmp_path, LedgerOrder(), quiet)


def test_the_workbook_has_the_same_values_with_pupils_down(as_, finished, tmp_path):
    order = LedgerOrder(draft=True, workbook=True)
    done = print_ledger(as_("admin"), finished.class_id, tmp_path, order, quiet)
    rows = list(openpyxl.load_workbook(done.workbook).active.iter_rows(values_only=True))
    (head,) = (row for row in rows if row[0] == "№ п/п")
    assert head[2:4] == ("Алгебра, I четверть", "Алгебра, II четверть")
    first = rows[rows.index(head) + 1]
    assert first[:4] == ("1", "Абрамова Имяа", "4", "4")
    assert first[head.index("Решение педагогического совета")].startswith("Переведён в 8 класс")


def test_cancelling_and_a_bad_folder_leave_nothing_behind(as_, finished, database, tmp_path):
    class Stop(Exception):
        pass

    def stop(*_step):
        raise Stop

    with pytest.raises(Stop):
        print_ledger(as_("admin"), finished.class_id, tmp_path, LedgerOrder(), stop)
    with pytest.raises(BadFile, match=r"[Пп]апк"):
        print_ledger(as_("admin"), finished.class_id, tmp_path / "нет", LedgerOrder(), quiet)
    assert list(tmp_path.glob("*.pdf")) == []
    assert prints(database) == []
