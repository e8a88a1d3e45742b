"""«Замечания по ведению классного журнала» (domain 2.2 row 15, R-3.2.3-07)."""

from __future__ import annotations

from collections.abc import Sequence

from journal_desktop.domain.russian import short_date
from journal_desktop.printing.book import Column, Sheet
from journal_desktop.queries.book_remarks import BookRemark

_EMPTY_ROWS = 6
"""For remarks written by hand after the print."""
_LOWEST = 18
"""Millimetres a row has at least: two signatures stand in it."""
_COLUMNS = (
    Column("№", 7, centred=True),
    Column("Дата проверки", 18, centred=True),
    Column("Цель проверки / Содержание замечаний и предложений", 60),
    Column("Проверяющий (должность, фамилия, инициалы, подпись)", 32),
    Column("С замечанием ознакомлен (фамилия, инициалы, подпись, дата)", 30),
    Column("Отметка о выполнении (дата, подпись)", 23, centred=True),
)


def remarks_sheet(remarks: Sequence[BookRemark]) -> Sheet:
    """Remarks in order of their days and empty rows after them."""
    rows = [_row(number, remark) for number, remark in enumerate(remarks, 1)]
    rows += [("",) * len(_COLUMNS)] * _EMPTY_ROWS
    return Sheet(
        "Замечания по ведению классного журнала", _COLUMNS, tuple(rows), lowest_row=_LOWEST
    )


def _row(number: int, remark: BookRemark) -> tuple[str, ...]:
    return (
        str(number),
        short_date(remark.day, year=True),
        _lines(remark.purpose, f"{_about(remark)}{remark.wording}", _due(remark)),
        _lines(remark.post, remark.inspector),
        _lines(remark.addressee, short_date(remark.read, year=True) if remark.read else ""),
        _outcome(remark),
    )


def _about(remark: BookRemark) -> str:
    return f"{remark.subject}: " if remark.subject else ""


def _due(remark: BookRemark) -> str:
    return f"Срок: {short_date(remark.due, year=True)}" if remark.due else ""


def _outcome(remark: BookRemark) -> str:
    """Only the inspector lifts a remark; what the addressee says of mending stands before it."""
    return _lines(
        f"устранено {short_date(remark.mended, year=True)}" if remark.mended else "",
        f"снято с контроля {short_date(remark.lifted, year=True)}" if remark.lifted else "",
        remark.reply,
    )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
