"""«Замечания по ведению классного журнала» (domain 2.2 row 15, R-3.2.3-07)."""

from __future__ import annotations

from collections.abc import Sequence

from journal_desktop.domain.russian import short_date
from journal_desktop.printing.page import Align
from journal_desktop.printing.sections.names import lines
from journal_desktop.printing.wide import TEXT, Head, Look, Wide, rows_of
from journal_desktop.queries.book_remarks import BookRemark

TITLE = "Замечания по ведению классного журнала"
_EMPTY_ROWS = 6
"""For remarks written by hand after the print."""
_LOWEST = 18
"""Millimetres a row has at least: two signatures stand in it."""
_CENTRED = Look(align=Align.CENTRE, size=9)
_HEADS = (
    Head("№", 7, look=_CENTRED),
    Head("Дата проверки", 18, look=_CENTRED),
    Head("Цель проверки / Содержание замечаний и предложений", 60, grow=3, look=TEXT),
    Head("Проверяющий (должность, фамилия, инициалы, подпись)", 32, grow=1, look=TEXT),
    Head("С замечанием ознакомлен (фамилия, инициалы, подпись, дата)", 30, grow=1, look=TEXT),
    Head("Отметка о выполнении (дата, подпись)", 23, grow=1, look=_CENTRED),
)


def remarks_table(remarks: Sequence[BookRemark], *, joined: bool = False) -> Wide:
    """Remarks in order of their days and empty rows after them; `joined` under a short section."""
    rows = [_row(number, remark) for number, remark in enumerate(remarks, 1)]
    rows += [("",) * len(_HEADS)] * _EMPTY_ROWS
    return Wide(TITLE, _HEADS, rows_of(rows, lowest=_LOWEST), joined=joined)


def _row(number: int, remark: BookRemark) -> tuple[str, ...]:
    return (
        str(number),
        short_date(remark.day, year=True),
        lines(remark.purpose, f"{_about(remark)}{remark.wording}", _due(remark)),
        lines(remark.post, remark.inspector),
        lines(remark.addressee, short_date(remark.read, year=True) if remark.read else ""),
        _outcome(remark),
    )


def _about(remark: BookRemark) -> str:
    return f"{remark.subject}: " if remark.subject else ""


def _due(remark: BookRemark) -> str:
    return f"Срок: {short_date(remark.due, year=True)}" if remark.due else ""


def _outcome(remark: BookRemark) -> str:
    """Only the inspector lifts a remark; what the addressee says of mending stands before it."""
    return lines(
        f"устранено {short_date(remark.mended, year=True)}" if remark.mended else "",
        f"снято с контроля {short_date(remark.lifted, year=True)}" if remark.lifted else "",
        remark.reply,
    )
