"""The papers around the documents of a file: cover, inner inventory, certification sheet.

Source: domain reference 4.2, 4.3, 4.4 and 2.6 (numerals). The heading is the same on all three. The
sheets of the inventory are counted apart, «+ листов внутренней описи», and neither they nor the
certification sheet have a number of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from journal_desktop.domain.files import Dossier, Volume
from journal_desktop.domain.russian import counted, in_words, plural, short_date
from journal_desktop.printing.book import Signer
from journal_desktop.printing.ledger.document import Assembler, Foot
from journal_desktop.printing.page import (
    MM,
    Align,
    Face,
    Frame,
    Kind,
    Page,
    Paper,
    Pen,
    Style,
    Type,
)
from journal_desktop.printing.sheets import SHEETS, Writer
from journal_desktop.printing.text import fit
from journal_desktop.printing.wide import Head, Look, Signature, Wide, rows_of
from journal_desktop.printing.wide_draw import WidePages

_DOCUMENTS: Final = ("документ", "документа", "документов")
_CENTRE: Final = Align.CENTRE
_ORGANISATION: Final = Style(Face.SERIF, 14, _CENTRE)
_HINT: Final = Style(Face.SERIF, 8.5, _CENTRE)
_INDEX: Final = Style(Face.BOLD, 22, _CENTRE)
_HEADING: Final = Style(Face.BOLD, 15, _CENTRE)
_DATES: Final = Style(Face.SERIF, 14, _CENTRE)
_TERM: Final = Style(Face.SERIF, 13)
_CODE: Final = Style(Face.SERIF, 11)
_TITLE: Final = Style(Face.BOLD, 15, _CENTRE)
_UNDER: Final = Style(Face.SERIF, 11.5, _CENTRE)
_TEXT: Final = Style(Face.SERIF, 12)
_COUNT: Final = Style(Face.BOLD, 13, _CENTRE)
_CAPTION: Final = Style(Face.SERIF, 10.5, _CENTRE)
_CODE_BOX: Final = (62 * MM, 25 * MM)
_RULE: Final = 0.4
_STATE_ROWS: Final = 9
_STATE_ROW: Final = 8 * MM
_STATE_SHARE: Final = 0.72
_TABLE_TEXT: Final = Look(size=10)
_TABLE_MARK: Final = Look(align=_CENTRE, size=10)


@dataclass(frozen=True, slots=True)
class Papers:
    """Makes the papers of one volume; `signer` is who formed it."""

    dossier: Dossier
    volume: Volume
    signer: Signer
    paper: Paper
    faces: Type

    def cover(self) -> tuple[Page, ...]:
        """The cover, its back left empty (domain 4.2)."""
        writer = self._assembler()
        writer.add(Kind.TITLE, partial(_draw_cover, self.dossier, self.volume, self.faces))
        writer.fill_sheet()
        return tuple(writer.pages)

    def inventory(self) -> tuple[Page, ...]:
        """The inner inventory to the end of its last sheet (domain 4.4)."""
        told, table = 1, self._table(1)
        while (sheets := self.paper.sheet(table.count)) > told:
            told, table = sheets, self._table(sheets)
        writer = self._assembler()
        for number in range(table.count):
            writer.add(Kind.TABLE, partial(table.draw, page=number))
        writer.fill_sheet()
        return tuple(writer.pages)

    def certification(self, inventory_sheets: int) -> tuple[Page, ...]:
        """The certification sheet, sewn at the end (domain 4.3)."""
        writer = self._assembler()
        writer.add(Kind.LAST, partial(self._draw_certification, inventory_sheets))
        return tuple(writer.pages)

    def _assembler(self) -> Assembler:
        return Assembler(self.paper, self.faces, Foot())

    def _table(self, sheets: int) -> WidePages:
        table = _inventory_table(self.dossier, self.volume, self.signer, sheets)
        return WidePages(table, self.paper.frame(1), self.faces, {})

    def _draw_certification(self, inventory_sheets: int, pen: Pen, frame: Frame) -> None:
        sheets = self.volume.sheets
        writer = Writer(pen, frame, self.faces, frame.body - 8 * MM)
        index = f"№\u00a0{self.dossier.line.index} (том\u00a0{self.volume.number})"
        writer.paragraph(f"ЛИСТ-ЗАВЕРИТЕЛЬ ДЕЛА {index}", _TITLE, 4)
        writer.paragraph(self.dossier.heading, _UNDER, 9 * MM)
        writer.paragraph("В деле подшито и пронумеровано", _TEXT._replace(align=_CENTRE), 4)
        writer.paragraph(f"{counted(sheets, SHEETS)},", _COUNT, 1)
        writer.paragraph("(цифрами и прописью)", _HINT, 4)
        own = f"{inventory_sheets} ({in_words(inventory_sheets)})"
        for text in (
            f"с №\u00a01 по №\u00a0{sheets}, в том числе:",
            "литерные номера листов ______нет______;",
            "пропущенные номера листов ______нет______;",
            f"+ листов внутренней описи {own}.",
        ):
            writer.paragraph(text, _TEXT, 4)
        writer.y = _draw_states(pen, frame, writer.y - 6 * MM, self.faces) - 14 * MM
        writer.signature(self.signer)
        writer.paragraph("«____» ____________________ 20____ г.", _TEXT)


def _draw_cover(dossier: Dossier, volume: Volume, faces: Type, pen: Pen, frame: Frame) -> None:
    height = frame.body - frame.bottom
    _draw_code(pen, frame)
    writer = Writer(pen, frame, faces, frame.body - _CODE_BOX[1] - 16 * MM)
    _named(writer, dossier.school, "(наименование организации)")
    _named(writer, dossier.department, "(наименование структурного подразделения)")
    writer.y = min(writer.y, frame.body - height * 0.42)
    index = f"ДЕЛО №\u00a0{dossier.line.index}\u00a0\u00a0\u00a0Том №\u00a0{volume.number}"
    writer.paragraph(index, fit(index, frame.width, _INDEX, faces), 8 * MM)
    writer.paragraph(dossier.heading, _HEADING, 2)
    writer.paragraph("(заголовок дела)", _HINT, 8 * MM)
    writer.paragraph(dossier.dates, _DATES, 2)
    writer.paragraph("(крайние даты)", _HINT)
    writer.y = min(writer.y - 12 * MM, frame.bottom + 30 * MM)
    sheets = plural(volume.sheets, "листе", "листах", "листах")
    writer.paragraph(f"На\u00a0{volume.sheets}\u00a0{sheets}", _TERM, 5)
    writer.paragraph(dossier.line.term, _TERM)


def _named(writer: Writer, text: str, hint: str) -> None:
    writer.paragraph(text, _ORGANISATION, 5)
    writer.rule(120 * MM)
    writer.paragraph(hint, _HINT, 7 * MM)


def _draw_code(pen: Pen, frame: Frame) -> None:
    """The archival code; it stays in pencil until the list of files is approved."""
    width, height = _CODE_BOX
    left, top = frame.right - width, frame.body
    pen.box((left, top - height, frame.right, top), _RULE)
    for number, text in enumerate(("Ф. №", "Оп. №", "Д. №"), 1):
        y = top - number * height / 3.4
        pen.text(left + 4 * MM, y, text, _CODE)
        pen.line((left + 20 * MM, y - 1.5, frame.right - 4 * MM, y - 1.5), _RULE)


def _inventory_table(dossier: Dossier, volume: Volume, signer: Signer, sheets: int) -> Wide:
    heads = (
        Head("№ п/п", 8, look=_TABLE_MARK),
        Head("Индекс (рег. №) документа", 17, look=_TABLE_MARK),
        Head("Дата документа", 20, look=_TABLE_MARK),
        Head("Заголовок документа", 62, grow=1, look=_TABLE_TEXT),
        Head("Номера листов дела", 16, look=_TABLE_MARK),
        Head("Примечание", 17, look=_TABLE_TEXT),
    )
    lines = [
        (
            str(number),
            "–",
            short_date(filed.document.day, year=True) if filed.document.day else "–",
            filed.document.title,
            filed.range,
            "",
        )
        for number, filed in enumerate(volume.documents, 1)
    ]
    own = f"{sheets} ({in_words(sheets)})"
    return Wide(
        "ВНУТРЕННЯЯ ОПИСЬ",
        heads,
        rows_of(lines),
        lead=(
            f"документов дела №\u00a0{dossier.line.index}, том №\u00a0{volume.number}",
            dossier.heading,
        ),
        again=f"Внутренняя опись дела № {dossier.line.index}, том № {volume.number}, продолжение",
        notes=(
            f"Итого {counted(len(lines), _DOCUMENTS)}.",
            f"Количество листов внутренней описи: {own}.",
        ),
        signatures=(Signature(signer.post, signer.name),),
        dated=True,
    )


def _draw_states(pen: Pen, frame: Frame, top: float, faces: Type) -> float:
    """The empty table of peculiarities, filled in by hand; the y under it."""
    middle = frame.left + frame.width * _STATE_SHARE
    centres = (frame.left + middle) / 2, (middle + frame.right) / 2
    titles = (
        "Особенности физического состояния и формирования дела",
        "Номера листов",
    )
    y = top
    for number in range(_STATE_ROWS):
        y -= _STATE_ROW
        pen.line((frame.left, y, frame.right, y), _RULE)
        texts = titles if number == 0 else ("1", "2") if number == 1 else ("", "")
        for centre, text in zip(centres, texts, strict=True):
            style = fit(text, middle - frame.left - 8, _CAPTION, faces) if text else _CAPTION
            pen.text(centre, y + _STATE_ROW / 2 - 3.5, text, style)
    pen.line((middle, y, middle, top), _RULE)
    pen.box((frame.left, y, frame.right, top), _RULE)
    return y
