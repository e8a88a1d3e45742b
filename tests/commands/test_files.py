"""Ledgers and files in the register: once an index, only of a closed year (R-4.4-01)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.commands.files import (
    FiledVolume,
    FormFile,
    Printed,
    RecordLedger,
    RecordLedgerDraft,
    RecordPapers,
)
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import PrintState, YearState
from journal_desktop.queries.files import FilesOfYear
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.prints import ArchiveFileRow, PrintRow
from journal_desktop.store.rows.school import SchoolYearRow

HASH = "ab" * 32
PRINTED = Printed("Дело 04-05 2026-2027 том 1", 12, 6, HASH, HASH, HASH)


@pytest.fixture
def closed(database, small):
    with Session(database.owner) as session, session.begin():
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED
    return small


@pytest.fixture
def rows(database):
    def ask(kind):
        with Session(database.owner) as session:
            return session.scalars(select(kind).order_by(kind.id)).all()

    return ask


def ledger(small, kind=RecordLedger):
    return kind("ledger", small.year, small.class_id, "Ведомость 7А", 4, 2, HASH, HASH, HASH)


def file_of(small, **changes):
    made = FormFile(
        year_id=small.year,
        index_code="04-05",
        heading="Сводные ведомости",
        keep_years=25,
        article="п. 4.4 Положения",
        begins=date(2026, 9, 1),
        ends=date(2027, 5, 28),
        volumes=(FiledVolume(1, 2, PRINTED, (small.class_id,)),),
    )
    return replace(made, **changes)


def test_a_file_stands_in_the_archive_and_its_ledgers_know_where_they_lie(as_, closed, rows):
    journal = as_("admin")
    journal.do(ledger(closed), file_of(closed))
    (archived,) = rows(ArchiveFileRow)
    assert (archived.index_code, archived.volume, archived.sheets) == ("04-05", 1, 2)
    assert (archived.keep_years, archived.article) == (25, "п. 4.4 Положения")
    assert (archived.begins, archived.ends) == (date(2026, 9, 1), date(2027, 5, 28))
    prints = {row.kind: row for row in rows(PrintRow)}
    assert {row.file_id for row in prints.values()} == {archived.id}
    assert (prints["file"].class_id, prints["file"].sheets) == (None, 6)
    assert prints["file"].state is PrintState.PRINTED
    formed = journal.ask(FilesOfYear(closed.year)).formed
    assert [(one.index, one.number, one.sheets) for one in formed] == [("04-05", 1, 2)]
    (op,) = [op for op in rows(OpRow) if op.title == "Печать сводной ведомости"]
    with pytest.raises(Refused, match=r"не отменяется"):
        journal.undo(op.id)


def test_an_index_is_used_once_in_a_year(as_, closed, rows):
    as_("admin").do(ledger(closed), file_of(closed))
    with pytest.raises(Refused, match=r"индексом 04-05 .* уже сформировано"):
        as_("admin").do(file_of(closed))
    as_("admin").do(file_of(closed, index_code="04-05/2"))
    assert [row.index_code for row in rows(ArchiveFileRow)] == ["04-05", "04-05/2"]


def test_a_file_without_the_ledger_of_a_class_is_refused(as_, closed, rows):
    as_("admin").do(ledger(closed, RecordLedgerDraft))
    with pytest.raises(Refused, match=r"не хватает сводной ведомости"):
        as_("admin").do(file_of(closed))
    assert rows(ArchiveFileRow) == []


def test_a_file_without_index_or_sheets_is_bad_input(as_, closed):
    for changes in ({"index_code": " "}, {"volumes": ()}):
        with pytest.raises(Invalid):
            as_("admin").do(file_of(closed, **changes))


def test_an_open_year_gives_drafts_only(as_, small, rows):
    for command in (
        ledger(small),
        file_of(small),
        RecordPapers("cover", small.year, (PRINTED,), draft=False),
    ):
        with pytest.raises(Refused, match=r"год ещё не закрыт"):
            as_("admin").do(command)
    as_("admin").do(ledger(small, RecordLedgerDraft))
    as_("admin").do(RecordPapers("cover", small.year, (PRINTED,), draft=True))
    assert {row.state for row in rows(PrintRow)} == {PrintState.DRAFT}


def test_papers_printed_apart_are_registered_one_by_one(as_, closed, rows):
    second = replace(PRINTED, document="том 2")
    as_("admin").do(RecordPapers("inventory", closed.year, (PRINTED, second), draft=False))
    assert [(row.kind, row.title) for row in rows(PrintRow)] == [
        ("inventory", PRINTED.document),
        ("inventory", "том 2"),
    ]
    assert {row.state for row in rows(PrintRow)} == {PrintState.PRINTED}


@pytest.mark.parametrize("login", ["ivanova", "petrova", "zavuch", "medic"])
def test_only_the_officer_forms_files_domain_9_2(as_, closed, login):
    for command in (
        ledger(closed),
        file_of(closed),
        RecordPapers("cover", closed.year, (PRINTED,), draft=True),
    ):
        with pytest.raises(Refused):
            as_(login).do(command)


def test_a_class_teacher_registers_a_draft_of_the_own_ledger(as_, small, rows):
    as_("ivanova").do(ledger(small, RecordLedgerDraft))
    (row,) = rows(PrintRow)
    assert (row.kind, row.class_id, row.state) == ("ledger", small.class_id, PrintState.DRAFT)
