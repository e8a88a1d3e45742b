"""Open the spread of a class: the question alone, then until it is painted."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from bench.budget import Budget, Meter, told
from bench.conftest import Sitting, Statements
from bench.tabs import Opened
from journal_desktop.domain.spread import PeriodColumn
from journal_desktop.queries.pages import PageItem
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.marks.reading import WHOLE_YEAR

MOST_STATEMENTS = 6
PERIODS_OF_THE_PAGE = 2
QUARTER, YEAR = "quarter", "year"


def _period_id(span: str, periods: list[PeriodColumn], sitting: Sitting) -> int | None:
    if span == YEAR:
        return None
    today = sitting.clock().date()
    return next(it.period_id for it in periods if it.ends >= today)


@pytest.mark.parametrize("span", [QUARTER, YEAR])
def test_a_spread_is_read(
    benchmark: Any,
    reader: Sitting,
    adm: Sitting,
    show_page: PageItem,
    machine: dict[str, Any],
    span: str,
) -> None:
    query = SpreadOf(show_page.page_id, _period_id(span, reader.periods(show_page), reader))
    with Statements(adm.engine) as by_substitute:
        adm.journal.ask(query)
    with Statements(reader.engine) as sent:
        spread = reader.journal.ask(query)
    asked = Meter(reader.journal.ask)
    benchmark.pedantic(asked, (query,), rounds=40, warmup_rounds=3)
    told(
        benchmark,
        machine,
        Budget(f"spread read from the database, {span}", place=20),
        statements=sent.count,
        **asked.figures,
        statements_of_a_substitute=by_substitute.count,
        pupils=len(spread.pupils),
        lessons=len(spread.lessons),
        cells=len(spread.cells),
    )
    assert sent.count <= MOST_STATEMENTS


@pytest.mark.parametrize("span", [QUARTER, YEAR])
@pytest.mark.usefixtures("dressed")
def test_a_spread_is_opened_and_painted(
    benchmark: Any,
    qtbot: QtBot,
    reader: Sitting,
    show_page: PageItem,
    machine: dict[str, Any],
    span: str,
) -> None:
    opened = Opened(qtbot, reader)
    period = _period_id(span, reader.periods(show_page), reader) or WHOLE_YEAR
    near = [page for page in opened.pages() if page.class_name == show_page.class_name]
    other = next(page for page in near if page.page_id != show_page.page_id)

    def elsewhere() -> None:
        opened.go(Place("marks", page_id=other.page_id, period_id=period))
        gc.collect()

    def open_it() -> None:
        opened.go(Place("marks", page_id=show_page.page_id, period_id=period))

    elsewhere()
    with Statements(reader.engine) as sent:
        open_it()
    opening = Meter(open_it)
    benchmark.pedantic(opening, setup=elsewhere, rounds=30, warmup_rounds=2)
    told(
        benchmark,
        machine,
        Budget(f"open a spread until painted, {span}", 100 if span == QUARTER else 150, 10),
        statements=sent.count,
        **opening.figures,
        columns=opened.tab.cells.model.columnCount(),
    )
    opened.close()
    assert sent.count <= MOST_STATEMENTS + PERIODS_OF_THE_PAGE
