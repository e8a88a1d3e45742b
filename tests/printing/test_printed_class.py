"""A class printed from the database: what was typed is on paper, and the print is registered."""

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetHomework, SetTopic
from journal_desktop.domain.errors import BadFile, Refused
from journal_desktop.domain.vocabulary import PrintState, YearState
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_class import print_class
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.school import SchoolYearRow

DRAFT = Paper(draft=True)


def silent(_done, _total, _what):
    return None


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(texts)


@pytest.fixture
def typed(as_, small):
    journal = as_("ivanova")
    place = (small.page, small.lessons[3])
    journal.do(SetCell(*place, small.pupils[0], "4", ""))
    journal.do(SetTopic(*place, "Умножение одночлена на многочлен", "", "перенос урока"))
    journal.do(SetHomework(*place, "п. 27, № 621 (а, б)", ""))
    return journal


@pytest.mark.usefixtures("typed")
def test_what_was_typed_is_on_paper_and_the_print_is_registered(as_, small, database, tmp_path):
    written = print_class(as_("admin"), small.class_id, tmp_path, DRAFT, silent)
    assert written.path.name == "Журнал 7А 2026-2027 черновик.pdf"
    text = text_of(written.path)
    for expected in (
        "КЛАССНЫЙ ЖУРНАЛ",
        "Умножение одночлена на многочлен",
        "п. 27, № 621 (а, б)",
        "Петров-Водкин",
        "Иванова Мария Петровна",
        "ЧЕРНОВИК",
    ):
        assert expected in text
    with Session(database.owner) as session:
        row = session.scalars(select(PrintRow)).one()
        assert (row.state, row.pages, row.sha256) == (
            PrintState.DRAFT,
            written.pages,
            written.sha256,
        )
        assert row.sheets == (written.pages - 3) // 2
        assert session.scalars(select(OpRow).filter_by(title="Печать черновика журнала")).one()


def test_official_book_is_refused_while_the_year_is_open(as_, small, tmp_path):
    with pytest.raises(Refused, match=r"год ещё не закрыт"):
        print_class(as_("admin"), small.class_id, tmp_path, Paper(), silent)
    assert list(tmp_path.glob("*.pdf")) == []


def test_closed_year_prints_without_the_word_draft(as_, small, database, tmp_path):
    with Session(database.owner) as session, session.begin():
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED
    written = print_class(as_("admin"), small.class_id, tmp_path, Paper(), silent)
    assert "ЧЕРНОВИК" not in text_of(written.path)
    with Session(database.owner) as session:
        assert session.scalars(select(PrintRow.state)).one() is PrintState.PRINTED


def test_a_second_original_is_refused_and_the_first_file_stays(as_, small, database, tmp_path):
    with Session(database.owner) as session, session.begin():
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED
    first = print_class(as_("admin"), small.class_id, tmp_path, Paper(), silent)
    kept = first.path.read_bytes()
    with pytest.raises(Refused, match="уже напечатан"):
        print_class(as_("admin"), small.class_id, tmp_path, Paper(), silent)
    assert list(tmp_path.iterdir()) == [first.path]
    assert first.path.read_bytes() == kept


@pytest.mark.parametrize("login", ["petrova", "medic", "zavuch"])
def test_who_may_not_print_gets_a_refusal(as_, small, tmp_path, login):
    with pytest.raises(Refused):
        print_class(as_(login), small.class_id, tmp_path, DRAFT, silent)


def test_class_teacher_prints_a_draft_of_the_own_class_only_as_a_draft(as_, small, tmp_path):
    assert print_class(as_("ivanova"), small.class_id, tmp_path, DRAFT, silent).pages > 4
    with pytest.raises(Refused):
        print_class(as_("ivanova"), small.class_id, tmp_path, Paper(), silent)


def test_cancel_leaves_no_file_and_no_record(as_, small, database, tmp_path):
    class Stop(Exception):
        pass

    def cancel(done, _total, what):
        if "страница" in what and done > 2:
            raise Stop

    with pytest.raises(Stop):
        print_class(as_("admin"), small.class_id, tmp_path, DRAFT, cancel)
    assert list(tmp_path.iterdir()) == [p for p in tmp_path.iterdir() if p.suffix != ".pdf"]
    with Session(database.owner) as session:
        assert session.scalars(select(PrintRow)).all() == []


def test_missing_folder_is_told(as_, small, tmp_path):
    with pytest.raises(BadFile, match=r"[Пп]апк"):
        print_class(as_("admin"), small.class_id, tmp_path / "нет", DRAFT, silent)
