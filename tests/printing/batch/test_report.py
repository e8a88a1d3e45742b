"""What a batch tells on the way and leaves behind: estimate, report, register."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from journal_desktop.domain.errors import BadFile
from journal_desktop.printing.batch.meter import Meter
from journal_desktop.printing.batch.order import BatchReport, ClassResult, Outcome
from journal_desktop.printing.batch.report import summary, write_report
from journal_desktop.printing.batch.run import run_batch
from journal_desktop.printing.register_list import write_register
from journal_desktop.queries.prints import PrintRegister
from printing.reading import quiet, read


def test_the_estimate_comes_from_what_it_has_taken():
    told, now = [], [0.0]
    meter = Meter(6, 2, told.append, lambda: now[0])
    meter.tell("")
    assert (told[-1].done, told[-1].total, told[-1].remaining) == (2, 6, None)
    now[0] = 10.0
    meter.step(0, 0.5, "7А: страница")
    meter.step(1, 0.5, "7Б: страница")
    assert told[-1].share == pytest.approx(0.25)
    assert told[-1].remaining == timedelta(seconds=30)
    meter.step(1, 0.2, "7Б: запись")  # never back
    assert told[-1].share == pytest.approx(0.25)
    now[0] = 20.0
    meter.tick()
    assert (told[-1].what, told[-1].elapsed) == ("7Б: запись", timedelta(seconds=20))
    meter.end(0, failed=False)
    meter.end(1, failed=True)
    assert (told[-1].done, told[-1].failed) == (4, 1)
    assert told[-1].remaining == timedelta(seconds=20)
    meter.end(2, failed=False)
    meter.end(3, failed=False)
    assert told[-1].remaining == timedelta(0)


def test_a_batch_with_nothing_to_do_is_done():
    told = []
    Meter(3, 3, told.append).tell("")
    assert (told[0].share, told[0].done, told[0].remaining) == (1.0, 3, timedelta(0))


def report_of(*outcomes, seconds=75):
    begun = datetime(2026, 11, 23, 5, tzinfo=UTC)
    results = tuple(
        ClassResult(number, f"{number}А", outcome, pages=100 if outcome is Outcome.PRINTED else 0)
        for number, outcome in enumerate(outcomes)
    )
    ended = begun + timedelta(seconds=seconds)
    return BatchReport(
        "2026/2027",
        results,
        readiness=(),
        folder=Path(),
        begun=begun,
        ended=ended,
        cancelled=False,
        draft=True,
        processes=2,
    )


def test_the_summary_counts_what_there_is():
    said = summary(report_of(Outcome.PRINTED, Outcome.PRINTED, Outcome.FAILED))
    assert said == "Напечатано: 2, не напечатаны: 1; страниц: 200, 1 мин 15 с."
    assert summary(report_of(Outcome.UNCHANGED, seconds=3)) == "Без изменений: 1; страниц: 0, 3 с."


def test_the_report_names_every_class_and_what_each_teacher_owes(as_, order):
    journal = as_("admin")
    path = write_report(journal, run_batch(journal, order()), quiet)
    assert path.name == "Отчёт о печати 23.11.2026 12-00-00.pdf"
    first, *others = (" ".join(page.text.split()) for page in read(path.read_bytes()))
    second, pages = " ".join(others), len(others) + 1
    for said in (
        "Отчёт о печати черновиков журналов, 2026/2027 учебный год",
        "Журнал 7А 2026-2027 черновик.pdf",
        "не напечатан",
        "нет ни одной страницы журнала",
        "Напечатано: 3, не напечатаны: 1",
        f"Лист 1 из {pages}",
        "МБОУ «Лицей № 10»",
    ):
        assert said in first
    for said in ("Чего не хватает журналам", "Петрова А. С.", "не заполнен 1 урок", "Лист 2 из"):
        assert said in second


def test_the_register_is_written_on_paper_and_as_a_workbook(as_, small, order, tmp_path):
    journal = as_("admin")
    run_batch(journal, order(purpose="проверка"))
    lines = journal.ask(PrintRegister(small.year, drafts=True))
    paper = write_register(journal, "2026/2027", lines, tmp_path / "журнал.pdf", quiet)
    (page,) = read(paper.read_bytes())
    assert "Журнал выдачи распечаток, 2026/2027" in " ".join(page.text.split())
    book = write_register(journal, "2026/2027", lines, tmp_path / "журнал.xlsx", quiet)
    rows = list(load_workbook(book).active.iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "№ п/п")
    first = rows[rows.index(head) + 1]
    assert first[:3] == ("1", "23.11.2026", "Журнал 7А 2026-2027 черновик")
    assert first[6] == "проверка"
    assert first[8] == "черновик 23.11.2026"
    empty = write_register(journal, "2026/2027", (), tmp_path / "пусто.pdf", quiet)
    assert len(read(empty.read_bytes())) == 1
    with pytest.raises(BadFile, match=r"\.xlsx или \.csv"):
        write_register(journal, "2026/2027", lines, tmp_path / "журнал.doc", quiet)
