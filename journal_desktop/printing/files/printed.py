"""Print a file (дело) of the year's ledgers, or its papers apart, and register it (R-4.4-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command
from journal_desktop.commands.files import (
    FiledVolume,
    FormFile,
    Printed,
    RecordPapers,
    already_formed,
)
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.file_names import file_name
from journal_desktop.domain.files import Volume
from journal_desktop.journal import Journal
from journal_desktop.printing.files.gathered import (
    FileOrder,
    GatheredFile,
    VolumePages,
    gather_file,
    volume_pages,
)
from journal_desktop.printing.ledger.printed import LedgerOrder, record
from journal_desktop.printing.page import Page
from journal_desktop.printing.pdfa import Imprint, Written, write_pdf
from journal_desktop.queries.files import FileHead, FilesOfYear

Step = Callable[[int, int, str], None]
_DRAFT: Final = " черновик"
_SHOWN: Final = 10


class Part(Enum):
    """What is printed; the value is its kind in the register of prints."""

    FILE = "file"
    COVER = "cover"
    INVENTORY = "inventory"
    CERTIFICATION = "certification"


_NAMES: Final = {
    Part.FILE: "Дело",
    Part.COVER: "Обложка дела",
    Part.INVENTORY: "Внутренняя опись дела",
    Part.CERTIFICATION: "Лист-заверитель дела",
}


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """The files written, one for each volume, and what to look at."""

    written: tuple[Written, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    volume: Volume
    written: Written
    sheets: int


def print_file(
    journal: Journal, year_id: int, folder: Path, part: Part, order: FileOrder, progress: Step
) -> PrintedFile:
    """Write «Дело 04-05 2025-2026 том 1.pdf» and so on, and register them.

    Raises:
        Refused: no right, a ledger is not ready (all such classes are named), the index is used.
        BadFile: the folder or the disk does not take a file.
    """
    if not order.draft:
        _refuse_early(journal, journal.ask(FilesOfYear(year_id)), part, order)
    made_at = journal.now().astimezone(journal.zone)
    with journal.snapshot() as ask:
        file = gather_file(ask, year_id, order, made_at, progress)
    if not order.draft:
        _refuse_missing(file)
    made: list[_Made] = []
    try:
        made.extend(_write(file, volume, folder, part, progress) for volume in file.dossier.volumes)
        journal.do(*_records(file, made, part, order))
    except BaseException:
        for one in made:
            one.written.path.unlink(missing_ok=True)
        raise
    warnings = (
        f"{sheet.class_name}: {text}" for sheet in file.sheets.values() for text in sheet.warnings
    )
    return PrintedFile(tuple(one.written for one in made), tuple(warnings))


def _refuse_early(journal: Journal, head: FileHead, part: Part, order: FileOrder) -> None:
    """Say so before everything is read; the command refuses once more."""
    if not (journal.may(Right.ARCHIVE_WRITE) and journal.may(Right.BOOKS_PRINT)):
        raise Refused("Дела формирует ответственный за ведение ЭЖ (п. 4.4).")
    if not head.year_is_closed:
        raise Refused("Учебный год ещё не закрыт: дело печатается только как черновик (п. 4.4).")
    if part is Part.FILE and any(one.index == order.index for one in head.formed):
        raise Refused(already_formed(order.index))


def _refuse_missing(file: GatheredFile) -> None:
    if file.missing:
        named = "\n".join(file.missing[:_SHOWN])
        more = len(file.missing) - _SHOWN
        rest = f"\nи ещё классов: {more}" if more > 0 else ""
        raise Refused(f"В деле не хватает сводных ведомостей (п. 4.4):\n{named}{rest}")


def _write(file: GatheredFile, volume: Volume, folder: Path, part: Part, progress: Step) -> _Made:
    pages = volume_pages(file, volume, progress)
    chosen = _chosen(pages, part)
    draft = file.setting.paper.draft
    year = file.head.school_year.replace("/", "-")
    name = f"{_NAMES[part]} {file.dossier.line.index} {year} том {volume.number}"
    title = f"{file.dossier.name(volume).capitalize()}. {file.dossier.heading}"
    written = write_pdf(
        chosen,
        folder / f"{file_name(name)}{_DRAFT if draft else ''}.pdf",
        Imprint(title, file.head.school, file.setting.made),
        lambda done, total, what: progress(done, total, f"Том {volume.number}: {what.lower()}"),
        check=not draft,
    )
    return _Made(volume, written, _sheets(pages, part))


def _chosen(pages: VolumePages, part: Part) -> tuple[Page, ...]:
    return {
        Part.FILE: pages.all,
        Part.COVER: pages.cover,
        Part.INVENTORY: pages.inventory,
        Part.CERTIFICATION: pages.certification,
    }[part]


def _sheets(pages: VolumePages, part: Part) -> int:
    """Of paper, printed on both sides; every part begins on a front side."""
    counts = {
        Part.COVER: len(pages.cover),
        Part.INVENTORY: len(pages.inventory),
        Part.CERTIFICATION: len(pages.certification),
    }
    if part is not Part.FILE:
        return -(-counts[part] // 2)
    return sum(-(-count // 2) for count in (*counts.values(), len(pages.documents)))


def _records(
    file: GatheredFile, made: list[_Made], part: Part, order: FileOrder
) -> Iterator[Command]:
    printed = tuple(_printed(file, one) for one in made)
    if order.draft or part is not Part.FILE:
        yield RecordPapers(part.value, file.head.year_id, printed, order.draft, order.purpose)
        return
    for one in made:
        yield from _ledgers(file, one, order)
    dossier = file.dossier
    yield FormFile(
        year_id=file.head.year_id,
        index_code=dossier.line.index,
        heading=dossier.heading,
        keep_years=dossier.line.years,
        article=dossier.line.article,
        begins=dossier.begins,
        ends=dossier.ends,
        volumes=tuple(
            FiledVolume(
                one.volume.number,
                one.volume.sheets,
                said,
                tuple(filed.document.class_id for filed in one.volume.documents),
            )
            for one, said in zip(made, printed, strict=True)
        ),
        purpose=order.purpose,
    )


def _printed(file: GatheredFile, made: _Made) -> Printed:
    written = made.written
    return Printed(
        document=written.path.stem,
        pages=written.pages,
        sheets=made.sheets,
        sha256=written.sha256,
        content=file.content(made.volume),
        chain_head=file.chain_head(made.volume),
    )


def _ledgers(file: GatheredFile, made: _Made, order: FileOrder) -> Iterator[Command]:
    """The ledgers of a volume are originals of their own, printed with it."""
    wanted = LedgerOrder(purpose=order.purpose)
    for filed in made.volume.documents:
        sheet = file.sheets[filed.document.class_id]
        yield record(sheet, made.written, wanted, filed)
