"""Seals of closed pages: what a page held and how far its audit chain was.

Source: domain 5.8, R-4.7-02: `verify` compares a sealed page with its seal. A correction seals the
page anew.
"""

from __future__ import annotations

from sqlalchemy import select

from journal_desktop.store.audit import NO_SEAL
from journal_desktop.store.page_content import EMPTY, page_contents, pages_of
from journal_desktop.store.rows.closing import PeriodSealRow
from journal_desktop.store.rows.ops import ChainRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession


def seal_pages(session: JournalSession, period: PeriodRow) -> None:
    """Seal every page of the period's scheme as it is now."""
    session.flush()
    contents = page_contents(session.link, (period.id,))
    heads = {head.id: head for head in session.scalars(select(ChainRow))}
    for page_id in session.scalars(pages_of(period)):
        head = heads.get(page_id)
        session.add(
            PeriodSealRow(
                period_id=period.id,
                page_id=page_id,
                chain_seq=head.seq if head else 0,
                chain_seal=head.seal if head else NO_SEAL,
                content=contents.get((period.id, page_id), EMPTY),
                at=session.context.now,
            )
        )


def reseal(session: JournalSession, period_id: int, page_id: int) -> None:
    """Seal one page anew after a correction; one closed without a seal gets none."""
    session.flush()
    query = select(PeriodSealRow).filter_by(period_id=period_id, page_id=page_id)
    row = session.scalar(query.with_for_update())
    if row is None:
        return
    contents = page_contents(session.link, (period_id,), page_id)
    head = session.get(ChainRow, page_id)
    row.content = contents.get((period_id, page_id), EMPTY)
    row.chain_seq, row.chain_seal = (head.seq, head.seal) if head else (0, NO_SEAL)
    row.at = session.context.now
