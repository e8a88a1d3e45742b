"""Why there is nothing to show, and what to do about it."""

from __future__ import annotations

from journal_desktop.domain.russian import short_date
from journal_desktop.ui.tabs.attendance.reading import SCHOOL_VIEWS, Reading, View


def why_empty(reading: Reading) -> tuple[str, str] | None:
    """A title and a paragraph; None when there is something."""
    if reading.year is None:
        return ("Учебного года ещё нет", "Его заводит ответственный за ЭЖ на вкладке «Школа».")
    if not reading.views or (reading.group is None and reading.view not in SCHOOL_VIEWS):
        return (
            "Классов нет",
            "Здесь видны классы, которыми вы руководите или в которых преподаёте (п. 1.9).",
        )
    if reading.view is View.DAY and reading.sheet is not None:
        return _why_no_day(reading)
    return None


def _why_no_day(reading: Reading) -> tuple[str, str] | None:
    sheet = reading.sheet
    if sheet is None or (sheet.columns and sheet.pupils):
        return None
    day = short_date(sheet.day, year=True)
    if not sheet.pupils:
        return (f"{day}: в классе никого нет", "Обучающихся зачисляют приказом (п. 3.2.4).")
    why = sheet.school_day or "в расписании этого класса уроков нет"
    return (
        f"{day}: уроков нет",
        f"{why}. Другой день – стрелками над листом или Alt+← и Alt+→.",
    )
