"""Write what the medical worker knows of one pupil: height, day of the examination, closed values.

Source: R-5.3-01, -02; domain 2.4. A change begins a new row; a row begun today is put right where
it stands, and the audit keeps what was there. Closed values come sealed: nothing here reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from journal_desktop.commands.base import handles
from journal_desktop.commands.health_rows import (
    HealthCommand,
    changed,
    sheet_row,
    sheet_year,
    todays,
    todays_advice,
)
from journal_desktop.domain.errors import Conflict, Invalid
from journal_desktop.domain.health import furniture_after
from journal_desktop.domain.health_entry import LEAST_MM, MOST_MM, height_text
from journal_desktop.domain.russian import short_date
from journal_desktop.store.rows.health import AdviceRow, HealthSheetRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class SetHeight(HealthCommand):
    """Put, replace or clear (None) the height; the desk follows it unless chosen by hand."""

    title: ClassVar = "Рост"
    height_mm: int | None
    expected: int | None


@dataclass(frozen=True)
class SetExamined(HealthCommand):
    """Put, replace or clear the day of the examination."""

    title: ClassVar = "Дата осмотра"
    day: date | None
    expected: date | None


@dataclass(frozen=True)
class SealHealth(HealthCommand):
    """Put or replace the closed values; both boxes are sealed with the medical key."""

    title: ClassVar = "Закрытая часть листа здоровья"
    sealed: bytes
    expected: bytes | None


@handles(SetHeight)
def set_height(session: JournalSession, cmd: SetHeight) -> None:
    """Write the height, and the furniture that goes with it."""
    year = sheet_year(session, cmd)
    row = sheet_row(session, HealthSheetRow, cmd, year)
    before = row.height_mm if row else None
    if before != cmd.expected:
        raise changed("Рост", height_text(before), height_text(cmd.height_mm))
    if cmd.height_mm is not None and not LEAST_MM <= cmd.height_mm <= MOST_MM:
        raise Invalid(f"Рост {height_text(cmd.height_mm)} см не записан: проверьте число.")
    todays(session, row, cmd, year).height_mm = cmd.height_mm
    advice = sheet_row(session, AdviceRow, cmd, year)
    kept = advice.furniture if advice else None
    proposed = furniture_after(kept, before, cmd.height_mm)
    if proposed != kept:
        todays_advice(session, advice, cmd, year).furniture = proposed


@handles(SetExamined)
def set_examined(session: JournalSession, cmd: SetExamined) -> None:
    """Write the day of the examination."""
    year = sheet_year(session, cmd)
    row = sheet_row(session, HealthSheetRow, cmd, year)
    before = row.examined if row else None
    if before != cmd.expected:
        raise changed("Дата осмотра", _words(before), _words(cmd.day))
    if cmd.day is not None and cmd.day > session.context.today:
        raise Invalid(f"Осмотра {_words(cmd.day)} ещё не было: проверьте дату (п. 5.3).")
    todays(session, row, cmd, year).examined = cmd.day


@handles(SealHealth)
def seal_health(session: JournalSession, cmd: SealHealth) -> None:
    """Write the sealed values as they came."""
    year = sheet_year(session, cmd)
    row = sheet_row(session, HealthSheetRow, cmd, year)
    if (row.sealed if row else None) != cmd.expected:
        raise Conflict(
            "Закрытую часть листа уже изменил другой медработник: ваше значение не записано."
        )
    todays(session, row, cmd, year).sealed = cmd.sealed


def _words(day: date | None) -> str:
    return short_date(day, year=True) if day else ""
