"""The summary ledger as tables: variants A, B and C of domain 3.1, the same values in each.

A has the periods of a pupil one under another and subjects across (the classical one, for the
file), B the pupils down and narrow columns of periods under each subject (A3), C two pupils on a
page with the subjects down (A4 upright).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from functools import cache
from itertools import chain
from typing import Final

from journal_desktop.domain.ledgers import LedgerPupil, LedgerSubject
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.printing.page import Align, Face
from journal_desktop.printing.wide import (
    BOLD,
    COVERED,
    MARK,
    SMALL,
    STRONG,
    TEXT,
    Block,
    Cell,
    Head,
    Line,
    Look,
    Signature,
    Spot,
    Wide,
)
from journal_desktop.queries.ledgers import LedgerSheet

TITLE: Final = "СВОДНАЯ ВЕДОМОСТЬ УЧЁТА УСПЕВАЕМОСТИ ОБУЧАЮЩИХСЯ"
SECTION: Final = "Сводная ведомость учёта успеваемости обучающихся"
_DECISION: Final = "Решение педагогического совета (дата, №), приказ (дата, №)"
_PERIOD: Final = Look(Face.SERIF, Align.LEFT, 8.5)
_NAME: Final = Look(Face.SERIF, Align.LEFT, 9)
_FIXED: Final = 7 + 32 + 24 + 38
"""Millimetres of the columns of variant A besides the subjects."""
_LEAST: Final = 7.0
"""Millimetres in which «незач.» still stands on one line of 7 pt."""
_NARROW: Final = 5.2
_PERIODS_ROOM: Final = 320
"""Millimetres of an A3 sheet for the narrow columns of variant B."""
_NOTES: Final = (
    "«–» – предмет обучающимся не изучается, в строке экзамена – экзамена не было; "
    "«осв.» – освобождён; «К» – курс без отметок; «у», «б», «н» – не аттестован по уважительной "
    "причине, по болезни, без уважительной причины; «*» – отметка другой школы или другого класса; "
    "заштриховано – обучающийся не числился в классе."
)


class Variant(Enum):
    """Which form; the value is its letter."""

    A = "A"
    B = "B"
    C = "C"


def tables(sheet: LedgerSheet, variant: Variant, notes: tuple[str, ...] = ()) -> tuple[Wide, ...]:
    """The ledger with its heading and signatures; more than one table where B has many subjects.

    `notes` are what a draft says under the table besides the legend.
    """
    found = {Variant.A: _by_rows, Variant.B: _across, Variant.C: _by_pupil}[variant](sheet)
    last = found[-1]
    signed = replace(
        last,
        notes=(_NOTES, *notes),
        signatures=tuple(Signature(*signer) for signer in sheet.signers),
        seal=True,
    )
    return (*found[:-1], signed)


def section(sheet: LedgerSheet) -> Wide:
    """The section of the bound journal: A where the page is wide enough, else C (domain 2.2)."""
    (by_rows,), (by_pupil,) = _by_rows(sheet), _by_pupil(sheet)
    upright = _as_section(sheet, by_pupil)
    least = _FIXED + _LEAST * len(sheet.ledger.subjects)
    return replace(_as_section(sheet, by_rows), least=least, upright=upright)


def _as_section(sheet: LedgerSheet, table: Wide) -> Wide:
    return Wide(SECTION, table.heads, table.blocks, notes=(_NOTES,), teacher=sheet.class_teacher)


def _by_rows(sheet: LedgerSheet) -> tuple[Wide]:
    """Variant A."""
    ledger = sheet.ledger
    heads = (
        Head("№ п/п", 7),
        Head("Фамилия, имя, отчество", 32, grow=1, look=_NAME),
        Head("Периоды", 24, look=_PERIOD),
        *(Head(one.title, _LEAST, grow=0.05, turned=True) for one in ledger.subjects),
        Head(_DECISION, 38, grow=1, look=SMALL),
    )
    return (_titled(sheet, heads, _blocks(sheet)),)


def _blocks(sheet: LedgerSheet) -> tuple[Block, ...]:
    if not sheet.ledger.rows:
        return ()
    return tuple(_rows_block(sheet, pupil) for pupil in sheet.ledger.pupils)


def _rows_block(sheet: LedgerSheet, pupil: LedgerPupil) -> Block:
    rows, count = sheet.ledger.rows, len(sheet.ledger.rows)
    lines: list[Line] = []
    for place, (row, cells) in enumerate(zip(rows, pupil.cells, strict=True)):
        look = STRONG if row.kind in {PeriodKind.YEAR, PeriodKind.FINAL} else MARK
        marks = tuple(_mark(text, look) for text in cells)
        if place:
            lines.append((COVERED, COVERED, row.title, *marks, COVERED))
        else:
            name = Spot(pupil.member.name, down=count)
            decision = Spot(decision_of(pupil), down=count)
            lines.append((Spot(str(pupil.number), down=count), name, row.title, *marks, decision))
    return Block(tuple(lines))


def _across(sheet: LedgerSheet) -> tuple[Wide, ...]:
    """Variant B: as many subjects in a table as narrow columns have room, then the next table."""
    ledger = sheet.ledger
    rows = len(ledger.rows)
    most = max(int(_PERIODS_ROOM / _NARROW / max(rows, 1)), 1)
    parts = -(-len(ledger.subjects) // most) or 1
    size = -(-len(ledger.subjects) // parts)
    return tuple(
        _part(sheet, range(part * size, min((part + 1) * size, len(ledger.subjects))), parts)
        for part in range(parts)
    )


def _part(sheet: LedgerSheet, places: range, parts: int) -> Wide:
    ledger = sheet.ledger
    is_last = places.stop >= len(ledger.subjects)
    heads = (
        Head("№ п/п", 7),
        Head("Фамилия, имя, отчество", 45, grow=1, look=_NAME),
        *(_group(sheet, ledger.subjects[place]) for place in places),
        *((Head(_DECISION, 50, grow=1, look=SMALL),) if is_last else ()),
    )
    blocks = []
    for pupil in ledger.pupils:
        marks = (
            _mark(pupil.cells[row][place], STRONG if _is_strong(sheet, row) else MARK)
            for place in places
            for row in range(len(ledger.rows))
        )
        decision = (decision_of(pupil),) if is_last else ()
        blocks.append(Block(((str(pupil.number), pupil.member.name, *marks, *decision),)))
    part = f" (часть {places.start // len(places) + 1} из {parts})" if parts > 1 else ""
    return _titled(sheet, heads, tuple(blocks), part)


def _group(sheet: LedgerSheet, subject: LedgerSubject) -> Head:
    columns = tuple(Head(row.short, _NARROW, grow=0.02) for row in sheet.ledger.rows)
    return Head(subject.title, below=columns)


def _is_strong(sheet: LedgerSheet, row: int) -> bool:
    return sheet.ledger.rows[row].kind in {PeriodKind.YEAR, PeriodKind.FINAL}


def _by_pupil(sheet: LedgerSheet) -> tuple[Wide]:
    """Variant C."""
    ledger = sheet.ledger
    heads = (
        Head("№", 7),
        Head("Наименование предмета", 44, grow=1, look=_NAME),
        Head("Учитель", 34, grow=0.6, look=SMALL),
        *(Head(_column_title(row.title), 11, grow=0.1) for row in ledger.rows),
    )
    blocks = tuple(Block(tuple(_pupil_lines(sheet, one)), strong=True) for one in ledger.pupils)
    return (_titled(sheet, heads, blocks),)


def _column_title(title: str) -> str:
    return title.replace("четверть", "четв.").replace("полугодие", "полуг.")


def _pupil_lines(sheet: LedgerSheet, pupil: LedgerPupil) -> Iterator[Line]:
    ledger = sheet.ledger
    width = 3 + len(ledger.rows)

    def whole(text: str, look: Look) -> Line:
        return (Spot(text, look, across=width), *[COVERED] * (width - 1))

    yield whole(f"{pupil.number}. {pupil.member.name}", BOLD)
    for place, subject in enumerate(ledger.subjects):
        marks = (
            _mark(cells[place], STRONG if _is_strong(sheet, row) else MARK)
            for row, cells in enumerate(pupil.cells)
        )
        yield (str(place + 1), subject.title, subject.teacher, *marks)
    yield whole(f"Решение: {decision_of(pupil)}", TEXT)


def _titled(
    sheet: LedgerSheet, heads: tuple[Head, ...], blocks: tuple[Block, ...], part: str = ""
) -> Wide:
    what = f"{sheet.class_name} класса за {sheet.school_year} учебный год"
    short = TITLE.capitalize()
    return Wide(
        f"{TITLE}{part}",
        heads,
        blocks,
        above=(sheet.school,),
        lead=(what, f"Классный руководитель: {sheet.class_teacher}"),
        again=f"{short} {what}{part}, продолжение",
    )


@cache
def _mark(text: str | None, look: Look) -> Cell:
    """The few marks there are come again in thousands of cells."""
    return None if text is None else Spot(text, look)


def decision_of(pupil: LedgerPupil) -> str:
    """What stands in the column of the decision: the note of the movement, then the decision."""
    member = pupil.member
    return "\n".join(filter(None, chain((member.note,), (member.decision,))))
