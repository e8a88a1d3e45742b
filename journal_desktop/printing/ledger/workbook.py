"""The summary ledger as a workbook: variant B of domain 3.1, pupils down, periods across."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from journal_desktop.exchange.listing import Listing, write_listing
from journal_desktop.journal import Journal
from journal_desktop.printing.ledger.tables import SECTION, decision_of
from journal_desktop.queries.ledgers import LedgerSheet

_ABSENT: Final = "×"
"""Stands for the hatching of paper: the pupil was not in the class."""


def write_workbook(sheet: LedgerSheet, path: Path, journal: Journal) -> Path:
    """Write the ledger as .xlsx.

    Raises:
        BadFile: the folder or the disk does not take it.
    """
    ledger = sheet.ledger
    marks = tuple(
        f"{subject.title}, {row.said}" for subject in ledger.subjects for row in ledger.rows
    )
    listing = Listing(
        title=f"{SECTION} {sheet.class_name} класса за {sheet.school_year} учебный год",
        school=sheet.school,
        author=journal.actor.name,
        made=journal.now().astimezone(journal.zone),
        columns=("№ п/п", "Фамилия, имя, отчество", *marks, "Решение педагогического совета"),
        widths=(6, 36, *(10 for _ in marks), 60),
        notes=(
            f"Классный руководитель: {sheet.class_teacher}",
            f"«{_ABSENT}» – обучающийся не числился в классе",
        ),
    )
    write_listing(path, listing, _rows(sheet))
    return path


def _rows(sheet: LedgerSheet) -> Iterator[tuple[str, ...]]:
    places = range(len(sheet.ledger.subjects))
    for pupil in sheet.ledger.pupils:
        marks = (row[place] for place in places for row in pupil.cells)
        texts = (_ABSENT if text is None else text for text in marks)
        yield (str(pupil.number), pupil.member.name, *texts, decision_of(pupil))
