"""The journal of actions over many of them: a page of the list, the rarest filter, the checks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from databases import FILE_KEY
from school import NOON, ZONE, build
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session
from uuid6 import uuid7

from bench.budget import Budget, Meter, told
from journal_desktop.checks.catalogue import find_in_audit
from journal_desktop.commands.cells import SetCell
from journal_desktop.journal import Journal
from journal_desktop.queries.audit_deeds import Deeds
from journal_desktop.queries.audit_facts import FactsOf
from journal_desktop.queries.audit_filter import EVERYTHING, AuditFilter
from journal_desktop.store.actors import load_actor
from journal_desktop.store.engine import for_writes, open_file
from journal_desktop.store.rows.ops import ChangeRow, OpRow

OPS = 100_000
PUPILS = 30
STEP = timedelta(minutes=5)
DAYS = 30


def _as(engine: Engine, login: str) -> Journal:
    with Session(engine) as session:
        actor = load_actor(session, login, NOON.astimezone(ZONE).date())
    return Journal(engine, actor, lambda: NOON, ZONE)


def _fill(engine: Engine) -> None:
    """Marks through the gate, then as many later changes of them as a year brings."""
    small = build(engine, pupil_count=PUPILS)
    journal = _as(engine, "ivanova")
    for pupil in small.pupils:
        journal.do(SetCell(small.page, small.lessons[3], pupil, "5", ""))
    none, begun = bytes(32), NOON - OPS * STEP
    ops, changes = [], []
    for turn in range(OPS):
        number = PUPILS + 1 + turn
        op = {"id": number, "uid": uuid7(), "at": begun + turn * STEP, "offset_min": 420}
        op |= {"staff_id": 1 + turn % 3, "role": "ST", "computer": f"к-{turn % 40}"}
        op |= {"title": "Отметка", "commands": [], "undoes": None, "reason": None}
        op |= {"basis_id": None, "chain": 1000 + turn % 700, "seq": 1 + turn // 700}
        ops.append(op | {"digest": none, "seal": none})
        change = {"op_id": number, "seq": 0, "entity": "mark", "row_id": 1 + turn % PUPILS}
        change |= {"before": {"value": "4"}, "after": {"value": "3"}, "digest": none}
        changes.append(change)
    with for_writes(engine).begin() as connection:
        connection.execute(insert(OpRow), ops)
        connection.execute(insert(ChangeRow), changes)


@pytest.fixture(scope="module")
def officer(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    path = tmp_path_factory.mktemp("audit") / "school.db"
    shutil.copy(sqlite_template, path)
    engine = open_file(path, FILE_KEY)
    _fill(engine)
    yield _as(engine, "admin")
    engine.dispose()


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("newest", EVERYTHING),
        ("of a pupil", AuditFilter(pupil_id=3)),
        ("of two days a year ago", AuditFilter(begins=date(2026, 1, 12), ends=date(2026, 1, 13))),
        ("with a text nobody wrote", AuditFilter(text="такого нет")),
    ],
)
def test_a_page_of_actions_is_read(
    benchmark: Any, officer: Journal, machine: dict[str, Any], what: str, asked: AuditFilter
) -> None:
    reading = Meter(officer.ask)
    benchmark.pedantic(reading, (Deeds(asked),), rounds=10, warmup_rounds=1)
    told(benchmark, machine, Budget(f"actions {what}, of {OPS}"), **reading.figures)


def test_a_month_is_checked(benchmark: Any, officer: Journal, machine: dict[str, Any]) -> None:
    today = NOON.astimezone(ZONE).date()
    query = FactsOf(today - timedelta(days=DAYS), today)
    checking = Meter(lambda: list(find_in_audit(officer.ask(query))))
    benchmark.pedantic(checking, rounds=5, warmup_rounds=1)
    told(benchmark, machine, Budget(f"suspicious patterns of {DAYS} days"), **checking.figures)
