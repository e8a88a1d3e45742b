"""Documents looked at before they are files: the very pages, and where their sections begin."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import Refused
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Kind, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.printed_class import gather
from journal_desktop.printing.shown import show_class, show_ledger
from journal_desktop.store.rows.prints import PrintRow


def quiet(_done, _total, _what):
    """Nobody looks."""


def show(journal, small, **paper):
    return show_class(journal, small.class_id, Paper(**paper), BookOptions(), quiet)


def test_the_pages_are_those_that_would_be_printed(small, as_):
    journal = as_("admin")
    shown = show(journal, small, draft=True)
    with journal.snapshot() as ask:
        book = gather(ask, small.class_id, quiet, BookOptions()).book
    printed = paginate(book, Paper(draft=True), typefaces())
    assert [(page.number, page.kind, page.lessons) for page in shown.pages] == [
        (page.number, page.kind, page.lessons) for page in printed
    ]
    assert shown.sizes == tuple(page.size for page in printed)


def test_every_section_is_marked_where_it_begins(small, as_):
    shown = show(as_("admin"), small)
    titles = [mark.title for mark in shown.marks]
    assert titles[:3] == ["Титульный лист", "Условные обозначения", "Оглавление"]
    assert titles[-1] == "Лист-заверитель"
    pages = [mark.page for mark in shown.marks]
    assert pages == sorted(pages)
    kinds = {mark.title: shown.pages[mark.page - 1].kind for mark in shown.marks}
    assert kinds["Титульный лист"] is Kind.TITLE
    assert kinds["Алгебра"] is Kind.LEFT
    assert kinds["Лист-заверитель"] is Kind.LAST


def test_where_a_page_lies_is_told_by_its_sheet(small, as_):
    shown = show(as_("admin"), small)
    assert [shown.where(number) for number in range(3)] == ["лист 1", "оборот листа 1", "лист 2"]
    last = next(mark.page for mark in shown.marks if mark.title == "Лист-заверитель")
    assert shown.where(last - 1) == ""


def test_the_beginning_is_drawn_apart(small, as_):
    shown = show(as_("admin"), small)
    assert len(shown.pdf(quiet, 2)) < len(shown.pdf(quiet))


def test_a_ledger_is_looked_at_in_its_form(small, as_):
    shown = show_ledger(as_("admin"), small.class_id, "B", draft=True)
    wide, high = shown.sizes[0]
    assert wide > high > 800
    assert [mark.page for mark in shown.marks] == [1]
    assert "7А" in shown.title


def test_looking_registers_nothing_and_needs_the_right(small, as_, database):
    show(as_("admin"), small)
    with Session(database.owner) as session:
        assert session.scalar(select(func.count()).select_from(PrintRow)) == 0
    with pytest.raises(Refused):
        show(as_("petrova"), small)
