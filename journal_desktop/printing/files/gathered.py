"""A file of the summary ledgers of a year: ledgers read, volumes split, pages laid out.

Source: R-4.4-01, domain reference 3.5 (order of ledgers, 250 sheets), 4.2–4.4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.files import (
    LEDGERS,
    Document,
    Dossier,
    Filed,
    FileLine,
    Volume,
    ledgers_heading,
    volumes,
)
from journal_desktop.printing.book import Signer
from journal_desktop.printing.files.papers import Papers
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.ledger.gathered import (
    PAPERS,
    Setting,
    content_of,
    document_day,
    pages_of,
    refuse_faulty,
)
from journal_desktop.printing.ledger.tables import Variant
from journal_desktop.printing.page import Page, Paper
from journal_desktop.queries.base import Ask
from journal_desktop.queries.files import FileHead, FilesOfYear
from journal_desktop.queries.ledgers import LedgerClasses, LedgerOf, LedgerSheet

Step = Callable[[int, int, str], None]
DEPARTMENT: Final = "Учебная часть"
_OFFICER: Final = "Ответственный за ведение ЭЖ"


@dataclass(frozen=True, slots=True)
class FileOrder:
    """Which file is asked for: grades from and to, its index, draft or official, what for."""

    first_grade: int = 1
    last_grade: int = 11
    index: str = LEDGERS.index
    draft: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class GatheredFile:
    """A file before it is laid out; `missing` names the classes whose ledger is not ready."""

    head: FileHead
    dossier: Dossier
    sheets: dict[int, LedgerSheet]
    setting: Setting
    missing: tuple[str, ...]

    @property
    def papers(self) -> Paper:
        """What cover, inventory and certification sheet are printed on."""
        return Paper(draft=self.setting.paper.draft)

    @property
    def signer(self) -> Signer:
        """Who formed the file."""
        return Signer(_OFFICER, self.head.officer)

    def content(self, volume: Volume) -> str:
        """The SHA-256 of everything a volume says."""
        said = (self.dossier.heading, self.dossier.line.index, str(volume.number))
        ledgers = (content_of(self.sheets[one.document.class_id]) for one in volume.documents)
        return hashlib.sha256("|".join((*said, *ledgers)).encode()).hexdigest()

    def chain_head(self, volume: Volume) -> str:
        """The SHA-256 over the audit of all its classes."""
        heads = (self.sheets[one.document.class_id].chain_head for one in volume.documents)
        return hashlib.sha256(b"".join(heads)).hexdigest()


def gather_file(
    ask: Ask, year_id: int, order: FileOrder, made: datetime, progress: Step
) -> GatheredFile:
    """Read the ledgers of all classes of the grades from one snapshot.

    Raises:
        Refused: the person may not read them.
        Invalid: the year has no classes of these grades.
    """
    head = ask(FilesOfYear(year_id))
    wanted = range(order.first_grade, order.last_grade + 1)
    classes = [one for one in ask(LedgerClasses(year_id)) if one.grade in wanted]
    if not classes:
        raise Invalid(
            f"В {head.school_year} учебном году нет {order.first_grade}–{order.last_grade} классов."
        )
    paper = replace(PAPERS[Variant.A], draft=order.draft)
    setting = Setting(Variant.A, paper, made)
    sheets: dict[int, LedgerSheet] = {}
    documents: list[Document] = []
    for number, group in enumerate(classes, 1):
        sheet = sheets[group.class_id] = ask(LedgerOf(group.class_id))
        documents.append(_document(sheet, setting))
        progress(number, len(classes), f"Ведомость {group.name}")
    grades = [group.grade for group in classes]
    missing = tuple(
        f"{sheet.class_name}: {' '.join(sheet.obstacles)}"
        for sheet in sheets.values()
        if sheet.obstacles
    )
    return GatheredFile(head, _dossier(head, order, documents, grades), sheets, setting, missing)


def _document(sheet: LedgerSheet, setting: Setting) -> Document:
    pages = pages_of(sheet, setting)
    title = f"Сводная ведомость учёта успеваемости {sheet.class_name} класса"
    return Document(sheet.class_id, title, document_day(sheet), setting.paper.sheet(len(pages)))


def _dossier(
    head: FileHead, order: FileOrder, documents: list[Document], grades: list[int]
) -> Dossier:
    line: FileLine = replace(LEDGERS, index=order.index)
    days: list[date] = [document.day for document in documents if document.day]
    return Dossier(
        school=head.school,
        department=DEPARTMENT,
        line=line,
        heading=ledgers_heading(line, grades, head.school_year),
        begins=head.begins,
        ends=max(days, default=head.begins),
        volumes=volumes(documents),
    )


@dataclass(frozen=True, slots=True)
class VolumePages:
    """The pages of one volume, part by part in order of sewing."""

    cover: tuple[Page, ...]
    inventory: tuple[Page, ...]
    documents: tuple[Page, ...]
    certification: tuple[Page, ...]

    @property
    def all(self) -> tuple[Page, ...]:
        """One after another."""
        return (*self.cover, *self.inventory, *self.documents, *self.certification)


def volume_pages(file: GatheredFile, volume: Volume, progress: Step) -> VolumePages:
    """Lay a volume out and check it before print.

    Raises:
        Invalid: the pages do not lie inside their frames, which is a bug of ours.
    """
    paper, name = file.papers, file.dossier.name(volume)
    papers = Papers(file.dossier, volume, file.signer, paper, typefaces())
    listed = papers.inventory()
    made = VolumePages(
        cover=papers.cover(),
        inventory=listed,
        documents=tuple(_documents(file, volume, progress)),
        certification=papers.certification(paper.sheet(len(listed))),
    )
    for part in (made.cover, made.inventory, made.certification):
        refuse_faulty(part, paper, name)
    refuse_faulty(made.documents, file.setting.paper, name)
    return made


def _documents(file: GatheredFile, volume: Volume, progress: Step) -> Iterator[Page]:
    total = len(volume.documents)
    for number, filed in enumerate(volume.documents, 1):
        yield from pages_of(file.sheets[filed.document.class_id], file.setting, _first_page(filed))
        progress(number, total, f"Том {volume.number}: разметка")


def _first_page(filed: Filed) -> int:
    """Ledgers are printed on both sides, each from a front side on."""
    return 2 * filed.first - 1
