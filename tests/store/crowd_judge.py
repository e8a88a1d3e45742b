"""Whether anything was lost when many typed at once: what was accepted against what is kept."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow
from journal_desktop.store.rows.ops import OpRow
from store.crowd import Happened

Place = tuple[int, int]
"""Lesson and pupil."""


def losses(engine: Engine, happened: Happened) -> list[str]:
    """Everything wrong; [] when every accepted mark saw the one before it and the last one stands.

    The order is that of the page's chain: its ops are sealed one after another.
    """
    with Session(engine) as session:
        rows = session.execute(
            select(OpRow.id, OpRow.chain, OpRow.seq).where(OpRow.staff_id.is_not(None))
        ).all()
        kept = _kept(session)
    order = {op: (chain, seq) for op, chain, seq in rows}
    said = [op for op, *_ in happened.accepted]
    found = [f"op {op} is not in the audit" for op in said if op not in order]
    found += [f"op {op} was never answered" for op in order.keys() - set(said)]
    if len(set(said)) != len(said):
        found.append("an op was answered twice")
    by_cell: dict[Place, list[list[Any]]] = defaultdict(list)
    for mark in sorted(happened.accepted, key=lambda it: order.get(it[0], (0, 0))):
        by_cell[mark[2], mark[3]].append(mark)
    for place, marks in by_cell.items():
        found += _lost(place, marks, kept.get(place, ""))
    return found


def _lost(place: Place, marks: list[list[Any]], kept: str) -> list[str]:
    before, found = "", []
    for op, _, _, _, text, seen in marks:
        if seen != before:
            found.append(f"op {op} at {place} wrote over «{before}», having seen «{seen}»")
        before = text
    if before != kept:
        found.append(f"{place} holds «{kept}», the last accepted was «{before}»")
    return found


def _kept(session: Session) -> dict[Place, str]:
    marks = select(WorkRow.lesson_id, MarkRow.pupil_id, MarkRow.value).join(
        MarkRow, MarkRow.work_id == WorkRow.id
    )
    letters = select(AbsenceRow.lesson_id, AbsenceRow.pupil_id, AbsenceRow.letter)
    kept: dict[Place, str] = {}
    for lesson, pupil, text in [*session.execute(marks), *session.execute(letters)]:
        kept[lesson, pupil] = kept.get((lesson, pupil), "") + (text or "")
    return kept
