"""Seals of the closed periods of a loaded school, on whose pages nobody has acted (domain 5.8)."""

from __future__ import annotations

from datetime import datetime

from journal_desktop.store.audit import NO_SEAL
from journal_desktop.store.bulk import Bulk
from journal_desktop.store.page_content import sealed_pages
from journal_desktop.store.rows.closing import PeriodSealRow


def seal_loaded(bulk: Bulk, now: datetime) -> int:
    """Seal every page of every closed period; how many."""
    rows = [
        {"id": number, "chain_seq": 0, "chain_seal": NO_SEAL, "at": now, **row}
        for number, row in enumerate(sealed_pages(bulk.connection), 1)
    ]
    bulk.add(PeriodSealRow, rows)
    return len(rows)
