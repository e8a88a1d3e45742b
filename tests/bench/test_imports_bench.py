"""A list of a thousand pupils: the dry run, then the import."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import pytest
from exchange.workbooks import xlsx
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.budget import Budget, told
from bench.conftest import Sitting, copy_of, enter, logins_of
from journal_desktop.access.policy import Role
from journal_desktop.exchange.imports import run_import
from journal_desktop.queries.pages import PagesOf, YearItem
from journal_desktop.store.rows.pupils import PupilRow

PUPILS = 1000
HEADING = ("Класс", "Фамилия", "Имя", "Отчество", "Дата рождения", "Родитель 1: ФИО")
ROOTS = ("Берег", "Ветр", "Горн", "Дубр", "Звон", "Камен", "Лист", "Озёр", "Пол", "Родник")
ENDS = ("аров", "енков", "ушин", "оватов", "ичев", "ухин", "ятин", "оборов", "икеев", "усов")
NAMES = ("Артём", "Борис", "Глеб", "Денис", "Егор", "Захар", "Илья", "Кирилл", "Лев", "Марк")


def invented(classes: list[str]) -> Iterator[tuple[str, ...]]:
    """Pupils nobody bears the name of, a class each in turn."""
    groups = cycle(classes)
    for root, end, name in product(ROOTS, ENDS, NAMES):
        group = next(groups)
        born = f"{12 + len(end)}.0{1 + len(root)}.{2026 - 7 - int(group[:-1])}"
        parent = f"{root}{end}а Мария Ильинична"
        yield group, f"{root}{end}", name, "Ильич", born, parent


@pytest.fixture
def officer(closed_url: str, tmp_path: Path) -> Iterator[Sitting]:
    """Who may load pupils, at a copy of the school."""
    url = copy_of(closed_url, tmp_path)
    sitting = enter(url, logins_of(url, Role.ADM)[0])
    yield sitting
    sitting.engine.dispose()


def test_a_thousand_pupils_are_tried_and_imported(
    benchmark: Any, officer: Sitting, year: YearItem, machine: dict[str, Any], tmp_path: Path
) -> None:
    pages = officer.journal.ask(PagesOf(year.id))
    classes = sorted({page.class_name for page in pages if page.class_name})
    file = xlsx(tmp_path / "pupils.xlsx", HEADING, *islice(invented(classes), PUPILS))
    before = _pupils(officer)

    def load() -> int | None:
        first = year.begins.year
        run_import(officer.journal, "pupils", file, year=first, dry_run=True)
        return run_import(officer.journal, "pupils", file, year=first).op_id

    op_id = benchmark.pedantic(load, rounds=1)
    told(benchmark, machine, Budget("1,000 pupils: dry run and import", 3000, 70))
    assert op_id is not None
    assert _pupils(officer) == before + PUPILS


def _pupils(sitting: Sitting) -> int:
    with Session(sitting.engine) as session:
        return session.scalar(select(func.count()).select_from(PupilRow)) or 0
