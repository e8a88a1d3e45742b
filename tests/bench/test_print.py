"""Bound journals: one class from the database to the file, and what would be faster or slower."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sqlalchemy import event

from bench.budget import Budget, Meter, told
from bench.conftest import Sitting, copy_of
from bench.machine import share
from bench.plain_pages import as_html, as_tables, count_texts, on_canvas
from bench.printers import DRAFT, print_again, print_first, print_school, silent
from journal_desktop.printing import printed_class
from journal_desktop.printing.batch.order import BatchReport
from journal_desktop.printing.draw import draw
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.page import Page, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.pdfa import Imprint, Written, finish, write_pdf
from journal_desktop.printing.printed_class import gather
from journal_desktop.printing.rest import collector_at_rest
from journal_desktop.queries.books import PrintableClass, PrintableClasses
from journal_desktop.queries.pages import YearItem

ROUNDS = 3
DRAFTED, UNCHECKED, OFFICIAL = "draft", "official, not validated", "official, validated"
SHARE = 0.6
PARALLEL = 1.8
MANY = 6
MOST_KIB = 400 * 1024
FLAT = 1.15
FAIR = Paper(landscape=False, duplex=True, draft=False)
TESTS = Path(__file__).parents[1]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def classes(adm: Sitting, closed_year: YearItem) -> tuple[PrintableClass, ...]:
    """The classes of the closed year from the seventh on."""
    found = adm.journal.ask(PrintableClasses(closed_year.id))
    return tuple(item for item in found if item.grade >= 7)


@pytest.fixture(scope="module")
def laid_out(adm: Sitting, classes: tuple[PrintableClass, ...]) -> tuple[Page, ...]:
    """The pages of the first of them."""
    with adm.journal.snapshot() as ask:
        gathered = gather(ask, classes[0].class_id, silent)
    return tuple(paginate(gathered.book, DRAFT, typefaces()))


@pytest.mark.parametrize("kind", [DRAFTED, UNCHECKED, OFFICIAL])
@pytest.mark.usefixtures("validation")
def test_a_class_is_printed(
    benchmark: Any,
    adm: Sitting,
    classes: tuple[PrintableClass, ...],
    machine: dict[str, Any],
    tmp_path: Path,
    kind: str,
) -> None:
    paper = DRAFT if kind == DRAFTED else FAIR
    made = print_first(adm, classes[0].class_id, tmp_path, paper)
    asked, pages = _asked(adm, classes[0].class_id)
    printed, ceiling = Meter(print_again), Meter(_ceiling)

    def turn() -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Measure the ceiling beside every round, so that both meet the same machine."""
        ceiling(adm, asked, pages)
        return (adm, classes[0].class_id, tmp_path, paper), {}

    benchmark.pedantic(printed, setup=turn, rounds=ROUNDS)
    seconds = share(printed.taken, 50) / 1000
    told(
        benchmark,
        machine,
        Budget(f"a class, database → PDF/A file ({kind})", place=50),
        pages=made.pages,
        pages_per_second=round(made.pages / benchmark.stats.stats.median, 1),
        pages_per_cpu_second=round(made.pages / seconds, 1),
        ceiling_pages_per_cpu_second=round(made.pages * 1000 / share(ceiling.taken, 50), 1),
        share_of_ceiling=round(share(ceiling.taken, 50) / seconds / 1000, 2),
        least_share=None if kind == OFFICIAL else SHARE,
        **printed.figures,
    )
    assert made.path.stat().st_size > 0


def _draw(pages: Sequence[Page]) -> bytes:
    return draw(pages, silent)


@pytest.mark.parametrize(
    ("what", "way"),
    [
        ("our drawing only", _draw),
        ("a plain canvas, text by text", on_canvas),
        ("platypus tables", as_tables),
    ],
    ids=["ours", "canvas", "platypus"],
)
def test_the_same_pages_are_drawn(
    benchmark: Any,
    laid_out: tuple[Page, ...],
    machine: dict[str, Any],
    what: str,
    way: Callable[[Sequence[Page]], bytes],
) -> None:
    drawing = Meter(way)
    drawn = benchmark.pedantic(drawing, (laid_out,), rounds=3)
    told(
        benchmark,
        machine,
        Budget(f"the same pages drawn without data and PDF/A: {what}", place=55),
        pages_per_second=round(len(laid_out) / benchmark.stats.stats.median, 1),
        pages_per_cpu_second=round(len(laid_out) * 1000 / share(drawing.taken, 50), 1),
        texts=count_texts(laid_out),
        bytes=len(drawn),
    )
    with pikepdf.open(BytesIO(drawn)) as file:
        assert len(file.pages) >= len(laid_out) - 1


def test_a_browser_prints_the_same_texts(
    benchmark: Any, laid_out: tuple[Page, ...], machine: dict[str, Any], tmp_path: Path
) -> None:
    """HTML tables of as many cells, made and printed by a headless Chromium."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("no headless Chromium on this machine: apt-get install chromium-headless-shell")
    source, target = tmp_path / "pages.html", tmp_path / "pages.pdf"

    def work() -> None:
        source.write_text(as_html(laid_out), "utf-8")
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        where = [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={target}"]
        subprocess.run(
            [*command, *where, source.as_uri()], check=True, capture_output=True, timeout=600
        )

    benchmark.pedantic(work, rounds=1)
    told(
        benchmark,
        machine,
        Budget("the same texts as HTML tables: a headless browser", place=56),
        pages_per_second=round(len(laid_out) / benchmark.stats.stats.median, 1),
    )
    with pikepdf.open(target) as file:
        assert len(file.pages) >= len(laid_out) - 1


def test_the_school_is_printed_by_two_processes(
    benchmark: Any,
    adm: Sitting,
    closed_year: YearItem,
    machine: dict[str, Any],
    tmp_path: Path,
) -> None:
    """Database → files of every class of a year, beside the same by one process."""
    every = [item.class_id for item in adm.journal.ask(PrintableClasses(closed_year.id))]
    alone, together = [], []

    def by(jobs: int, taken: list[float]) -> BatchReport:
        begun = time.perf_counter()
        report = print_school(adm, every, tmp_path, jobs)
        taken.append(time.perf_counter() - begun)
        return report

    def both() -> tuple[BatchReport, BatchReport]:
        """Side by side, so that both meet the same machine."""
        return by(1, alone), by(2, together)

    one, two = benchmark.pedantic(both, rounds=1)
    told(
        benchmark,
        machine,
        Budget(
            f"the whole school, {len(every)} classes, drafts, by one and two processes", place=57
        ),
        pages=two.pages,
        pages_per_second=round(two.pages / min(together), 1),
        one_process_pages_per_second=round(one.pages / min(alone), 1),
        times_faster=round(min(alone) / min(together), 2),
        least_times=PARALLEL,
    )
    assert one.is_whole
    assert two.is_whole
    assert one.pages == two.pages
    assert two.processes == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_memory_does_not_grow_with_classes(
    benchmark: Any,
    adm: Sitting,
    closed_url: str,
    classes: tuple[PrintableClass, ...],
    machine: dict[str, Any],
    tmp_path: Path,
    *,
    jobs: int,
) -> None:
    url = copy_of(closed_url, tmp_path)

    def printed(count: int) -> int:
        """The most KiB one process held while so many classes were printed."""
        command = [sys.executable, "-m", "bench.printers", url, adm.person.login]
        ids = [str(item.class_id) for item in classes[:count]]
        done = subprocess.run(
            [*command, str(tmp_path), str(jobs), *ids],
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))},
            capture_output=True,
            text=True,
            check=True,
            timeout=600,
        )
        return int(done.stdout.split()[-1])

    few = printed(jobs)
    many = benchmark.pedantic(printed, (MANY * jobs,), rounds=1)
    told(
        benchmark,
        machine,
        Budget(f"memory of a process of {jobs} printing {MANY} classes each", place=57 + jobs),
        one_class_mib=round(few / 1024, 1),
        many_classes_mib=round(many / 1024, 1),
        most_mib=MOST_KIB // 1024,
    )
    assert many <= MOST_KIB
    assert many <= few * FLAT


@pytest.fixture
def validation(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the validation out where the kind says so."""
    if kind == UNCHECKED:
        monkeypatch.setattr(printed_class, "write_pdf", partial(_write, write_pdf))


def _write(write: Callable[..., Written], *arguments: Any, **how: Any) -> Written:
    return write(*arguments, **{**how, "check": False})


def _ceiling(sitting: Sitting, asked: list[tuple[str, Any]], pages: list[Page]) -> None:
    """Do what no program can leave out: bare SQL, drawing, PDF/A; the collector rests here too."""
    with collector_at_rest():
        raw = sitting.engine.raw_connection()
        for statement, values in asked:
            raw.driver_connection.execute(statement, values).fetchall()
        raw.close()
        finish(draw(pages, silent), Imprint("Журнал", "Школа", sitting.clock()), check=False)


def _asked(sitting: Sitting, class_id: int) -> tuple[list[tuple[str, Any]], list[Page]]:
    statements: list[tuple[str, Any]] = []

    def heard(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append((statement, values))

    event.listen(sitting.engine, "before_cursor_execute", heard)
    with sitting.journal.snapshot() as ask:
        gathered = gather(ask, class_id, silent)
    event.remove(sitting.engine, "before_cursor_execute", heard)
    return statements, list(paginate(gathered.book, DRAFT, typefaces()))
