"""The pupils of a summary ledger: movement, decision of the council, its papers (domain 3.3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from journal_desktop.domain.decisions import INTERIM, paper_text, with_papers
from journal_desktop.domain.ledgers import LedgerMember
from journal_desktop.queries.decisions import DecisionLine, decided_lines
from journal_desktop.queries.ledger_rows import days_in_class, paper_rows
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.session import JournalSession


def ledger_members(
    session: JournalSession, group: ClassGroupRow, year: SchoolYearRow, year_ends: date
) -> tuple[LedgerMember, ...]:
    """Everybody who was in the class, in alphabetical order; `year_ends` is the last school day."""
    papers = {row[0]: row[1:] for row in paper_rows(session, group.id)}
    days = days_in_class(session, group.id)
    return tuple(
        _member(
            line,
            papers.get(line.pupil_id, (None, None)),
            days.get(line.pupil_id, (None, None)),
            year_ends,
        )
        for line in decided_lines(session, group, year)
    )


def _member(
    line: DecisionLine, papers: Any, days: tuple[date | None, date | None], year_ends: date
) -> LedgerMember:
    """One who left after the last lesson of the year has not left for the ledger."""
    (protocol, order), (arrived, left) = papers, days
    text = line.text
    if text and not line.by_order:
        text = with_papers(text, _papers(protocol, order))
    return LedgerMember(
        id=line.pupil_id,
        name=line.name,
        arrived=arrived,
        departed=left if left and left < year_ends else None,
        decision=text,
        note=line.note,
        settled=_settled(line),
        ordered=order.day if order and not line.by_order else None,
    )


def _papers(protocol: OrderRow | None, order: OrderRow | None) -> tuple[str, ...]:
    found = (("протокол пс", protocol), ("приказ", order))
    return tuple(paper_text(name, row.number, row.day) for name, row in found if row)


def _settled(line: DecisionLine) -> bool:
    """Whether the decision rests on its papers and no other has to follow."""
    if line.by_order:
        return bool(line.order)
    return bool(line.protocol and line.order) and line.code not in INTERIM
