"""«Отчёт о печати»: what was printed, what was not and why, what is missing and who fills it.

Source: R-4.3-01, R-1.9-01.
"""

from __future__ import annotations

from pathlib import Path

from journal_desktop.domain.readiness import Gap
from journal_desktop.domain.russian import sort_key
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.order import (
    OUTCOME_TITLES,
    BatchReport,
    ClassResult,
    Outcome,
)
from journal_desktop.printing.book import Column, Sheet
from journal_desktop.printing.draw import Step
from journal_desktop.printing.lists import PaperList, print_list
from journal_desktop.queries.prints import SchoolName

_CLASSES = (
    Column("Класс", 8, centred=True),
    Column("Что с журналом", 30),
    Column("Страниц", 10, centred=True),
    Column("Листов", 10, centred=True),
    Column("Файл или причина", 90),
)
_GAPS = (
    Column("Кто исправляет", 36),
    Column("Класс", 8, centred=True),
    Column("Чего не хватает", 96),
    Column("Печать ждёт", 12, centred=True),
)


def summary(report: BatchReport) -> str:
    """«Напечатано: 30, без изменений: 0, …; страниц: 5174, 20 с» in one line."""
    counts = (
        ("напечатано", Outcome.PRINTED),
        ("без изменений", Outcome.UNCHANGED),
        ("не готовы", Outcome.NOT_READY),
        ("не напечатаны", Outcome.FAILED),
        ("не дошла очередь", Outcome.NOT_REACHED),
    )
    said = ", ".join(
        f"{title}: {len(found)}" for title, outcome in counts if (found := report.of(outcome))
    )
    seconds = round((report.ended - report.begun).total_seconds())
    spent = f"{seconds // 60} мин {seconds % 60} с" if seconds >= 60 else f"{seconds} с"  # noqa: PLR2004 - a minute
    return f"{said.capitalize()}; страниц: {report.pages}, {spent}."


def write_report(journal: Journal, report: BatchReport, progress: Step) -> Path:
    """Put «Отчёт о печати 01.06.2026 12-00.pdf» beside the journals.

    Raises:
        BadFile: the folder or the disk does not take it.
    """
    made = report.ended.astimezone(journal.zone)
    path = report.folder / f"Отчёт о печати {made:%d.%m.%Y %H-%M-%S}.pdf"
    kind = "черновиков журналов" if report.draft else "журналов"
    title = f"Отчёт о печати {kind}, {report.year} учебный год"
    tables = [Sheet(title, _CLASSES, _rows(report), (summary(report),))]
    if gaps := _gaps(report):
        tables.append(Sheet("Чего не хватает журналам", _GAPS, gaps))
    said = PaperList(title, journal.ask(SchoolName()), journal.actor.name, made, tuple(tables))
    return print_list(said, path, progress).path


def _rows(report: BatchReport) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            result.name,
            OUTCOME_TITLES[result.outcome],
            str(result.pages or ""),
            str(result.sheets or ""),
            result.path.name if result.path else _reason(result),
        )
        for result in report.results
    )


def _reason(result: ClassResult) -> str:
    return result.text or "—"


def _gaps(report: BatchReport) -> tuple[tuple[str, ...], ...]:
    """By teacher, then by class: the list each of them is handed."""
    found = [(gap, one.grade, one.name) for one in report.readiness for gap in one.gaps]
    found.sort(key=lambda each: (_who(each[0]), each[1], each[2], not each[0].kind.stops))
    return tuple((gap.teacher, name, gap.text, _waits(gap)) for gap, _, name in found)


def _who(gap: Gap) -> tuple[bool, str]:
    return gap.staff_id is not None, sort_key(gap.teacher)


def _waits(gap: Gap) -> str:
    return "да" if gap.kind.stops else "нет"
