"""A ledger ready to be laid out: values, hash, paper and foot (domain 3.1, 3.4)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.prints import COPY_MARK, Basis
from journal_desktop.domain.russian import short_date
from journal_desktop.paths import program_version
from journal_desktop.printing.fingerprint import shown
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.ledger.document import ledger_pages
from journal_desktop.printing.ledger.tables import Variant, tables
from journal_desktop.printing.page import Page, Paper
from journal_desktop.printing.proof import faults
from journal_desktop.queries.ledgers import LedgerSheet

PAPERS: Final = {
    Variant.A: Paper(landscape=True),
    Variant.B: Paper(landscape=True, large=True),
    Variant.C: Paper(),
}
"""What each variant is printed on."""
_SYSTEM: Final = "Классный журнал"


@dataclass(frozen=True, slots=True)
class Setting:
    """How ledgers are printed: the form, the paper, the moment with its zone, a copy's order."""

    variant: Variant
    paper: Paper
    made: datetime
    copied_by: Basis | None = None


def content_of(sheet: LedgerSheet) -> str:
    """The SHA-256 of everything a ledger says, whatever its form."""
    ledger = sheet.ledger
    said = {
        "school": sheet.school,
        "class": sheet.class_name,
        "year": sheet.school_year,
        "teacher": sheet.class_teacher,
        "signers": sheet.signers,
        "rows": [row.title for row in ledger.rows],
        "subjects": [subject.title for subject in ledger.subjects],
        "pupils": [
            (one.number, one.member.name, one.member.note, one.member.decision, one.cells)
            for one in ledger.pupils
        ],
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def foot_text(content: str, made: datetime) -> str:
    """«Сформировано в системе «…» 26.06.2026 14:05, версия …, контрольная сумма …»."""
    version = program_version()
    parts = (
        f"Сформировано в системе «{_SYSTEM}» {short_date(made.date(), year=True)} {made:%H:%M}",
        f"версия {version}" if version else "",
        f"контрольная сумма {shown(content)}",
    )
    return ", ".join(filter(None, parts))


def pages_of(sheet: LedgerSheet, setting: Setting, first: int | None = None) -> tuple[Page, ...]:
    """The pages of one ledger, in a file from its page `first` on.

    Raises:
        Invalid: the pages do not lie inside their frames, which is a bug of ours.
    """
    faces = typefaces()
    foot = foot_text(content_of(sheet), setting.made)
    notes = tuple(f"Не готово: {text}" for text in sheet.obstacles if setting.paper.draft)
    if setting.copied_by is not None:
        foot = f"{COPY_MARK.upper()}. {foot}"
        notes = (f"{COPY_MARK.capitalize()}. Основание: {setting.copied_by.text}.", *notes)
    forms = tables(sheet, setting.variant, notes)
    pages = ledger_pages(forms, setting.paper, faces, foot, first)
    if first is None:
        refuse_faulty(pages, setting.paper, f"Ведомость {sheet.class_name}")
    return pages


def refuse_faulty(pages: tuple[Page, ...], paper: Paper, what: str) -> None:
    """Stop before a page that no binder could use is written.

    Raises:
        Invalid: something stands outside its frame or has a wrong number.
    """
    wrong = faults(pages, paper, typefaces())
    if wrong:
        raise Invalid(f"{what}: документ не напечатан, разметка не сошлась: {wrong[0]}")


def document_day(sheet: LedgerSheet) -> date | None:
    """The day of the ledger as a document: that of the latest order it rests on (domain 4.4)."""
    days = [one.member.ordered for one in sheet.ledger.pupils if one.member.ordered]
    return max(days, default=None)
