"""Ledgers of several classes: one that is not ready stops nobody, a stop leaves no half file."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.printing.batch.order import BatchOrder, Outcome, never, silent
from journal_desktop.printing.ledger.batch import run_ledgers
from journal_desktop.printing.page import Paper
from journal_desktop.store.rows.prints import PrintRow


def order(small, folder, *, draft=True):
    return BatchOrder(small.year, (small.class_id,), folder, Paper(draft=draft), purpose="Запрос")


def rows(database):
    with Session(database.owner) as session:
        return [(row.title, row.state, row.purpose) for row in session.scalars(select(PrintRow))]


def test_a_draft_of_each_class_is_written_and_registered(small, as_, database, tmp_path):
    told = []
    report = run_ledgers(as_("admin"), order(small, tmp_path), "A", told.append, never)
    (result,) = report.results
    assert (result.name, result.outcome) == ("7А", Outcome.PRINTED)
    assert result.path is not None
    assert result.path.exists()
    assert result.sheets > 0
    assert rows(database) == [(result.path.stem, PrintState.DRAFT, "Запрос")]
    assert told[-1].share == 1
    assert not report.cancelled


def test_what_is_not_ready_is_told_and_not_registered(small, as_, database, tmp_path):
    report = run_ledgers(as_("admin"), order(small, tmp_path, draft=False), "C", silent, never)
    assert [one.outcome for one in report.results] == [Outcome.FAILED]
    assert "только как черновик" in report.results[0].text
    assert rows(database) == []
    assert list(tmp_path.iterdir()) == []


def test_a_stop_leaves_no_file(small, as_, database, tmp_path):
    steps = []

    def stopped():
        return len(steps) > 1

    report = run_ledgers(as_("admin"), order(small, tmp_path), "B", steps.append, stopped)
    assert report.cancelled
    assert [one.outcome for one in report.results] == [Outcome.NOT_REACHED]
    assert rows(database) == []
    assert list(tmp_path.iterdir()) == []
