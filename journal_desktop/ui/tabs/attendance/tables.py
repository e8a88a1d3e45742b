"""The lists of the tab and what of them is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from journal_desktop.domain.absences import TRUANCY_LESSONS, UNEXPLAINED_DAYS
from journal_desktop.domain.attendance_tables import AttendanceTable, Head
from journal_desktop.domain.attendance_tables import Line as TableLine
from journal_desktop.domain.exports import ExportKind
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.excuses import ExcuseLine
from journal_desktop.ui.kit.lines import Line
from journal_desktop.ui.tabs.attendance.lists import (
    PAPER_HEADS,
    SCHOOL_HEADS,
    SICK_HEADS,
    TRUANT_HEADS,
    UNEXPLAINED_HEADS,
    paper_lines,
    school_lines,
    truant_lines,
    unexplained_lines,
    unexplained_title,
)
from journal_desktop.ui.tabs.attendance.papers import ListView
from journal_desktop.ui.tabs.attendance.reading import Reading, View
from journal_desktop.ui.tabs.attendance.saving import Wanted

_NAMES: Final = "Кто"


class Lists(QObject):
    """Four tables of texts, each with the words over it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.papers = ListView(PAPER_HEADS, (0, 1, 7, 8), "Справки и заявления", (0, 8))
        self.unexplained = ListView(UNEXPLAINED_HEADS, (0, 3, 4), "Без причины", (0, 4))
        self.school = ListView(SCHOOL_HEADS, (0, 11), "Отсутствующие сегодня", (11,))
        self.sick = ListView(SICK_HEADS, (0, 4), "Болеют сегодня", (4,))
        self.truants = ListView(TRUANT_HEADS, (0,), "Пропуски без причины", (0,))
        self.reading = Reading()
        self.lines: tuple[Line, ...] = ()
        self.heads: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """The widgets."""
        return (self.papers, self.unexplained, self.school, self.sick, self.truants)

    def page(self, view: View) -> ListView:
        """The table of a view."""
        sick = self.reading.school is not None and self.reading.school.sick_only
        return {
            View.PAPERS: self.papers,
            View.UNEXPLAINED: self.unexplained,
            View.SCHOOL: self.sick if sick else self.school,
        }.get(view, self.truants)

    def show(self, reading: Reading) -> None:
        """Show another reading."""
        self.reading = reading
        if reading.view is View.PAPERS:
            self._put(PAPER_HEADS, paper_lines(reading.papers), _papers_title(reading))
        elif reading.view is View.UNEXPLAINED:
            title = unexplained_title(reading.unexplained, reading.term or UNEXPLAINED_DAYS)
            self._put(UNEXPLAINED_HEADS, unexplained_lines(reading.unexplained), title)
        elif reading.view is View.SCHOOL and reading.school is not None:
            heads = SICK_HEADS if reading.school.sick_only else SCHOOL_HEADS
            self._put(heads, school_lines(reading.school), _school_title(reading))
        elif reading.view is View.TRUANTS:
            self._put(TRUANT_HEADS, truant_lines(reading.truants), _truants_title(reading))

    def paper(self) -> ExcuseLine | None:
        """The document of the current row."""
        row = self.papers.row
        return self.reading.papers[row] if 0 <= row < len(self.reading.papers) else None

    def _put(self, heads: tuple[str, ...], lines: Sequence[Line], title: str) -> None:
        self.heads, self.lines = heads, tuple(lines)
        self.page(self.reading.view).show_lines(lines, title)


def _papers_title(reading: Reading) -> str:
    left = sum(not one.explained for one in reading.papers)
    waits = f", причины ещё не расставлены: {left}" if left else ""
    return f"Справки, заявления, звонки, приказы: {len(reading.papers)}{waits} (п. 7.2)"


def _school_title(reading: Reading) -> str:
    day = short_date(reading.day, year=True) if reading.day else ""
    if reading.school is not None and reading.school.sick_only:
        return f"Болеют {day}: медицинскому работнику видны только пропуски по болезни (п. 1.9)"
    return f"Отсутствующие {day}: «?» – причина ещё не подтверждена (п. 3.2.4)"


def _truants_title(reading: Reading) -> str:
    least = reading.term or TRUANCY_LESSONS
    return f"Пропустили без уважительной причины {least} уроков и больше с начала года (п. 3.2.4)"


def wanted_of(reading: Reading, sheet: AttendanceTable | None, lists: Lists) -> Wanted | None:
    """What «Сохранить» writes of the view in front; None where there is no table."""
    group = reading.group.class_id if reading.group else None
    if reading.view in (View.MONTH, View.PERIOD):
        return Wanted(sheet, ExportKind.CLASS_REPORT, group) if sheet is not None else None
    if reading.view is View.DAY or not lists.lines:
        return None
    of_class = reading.view in (View.PAPERS, View.UNEXPLAINED)
    kind = ExportKind.CLASS_REPORT if of_class else ExportKind.SCHOOL_REPORT
    title = _TITLES[reading.view]
    named = f"{title}, {reading.group.title} класс" if of_class and reading.group else title
    return Wanted(_table(named, lists), kind, group if of_class else None)


_TITLES: Final = {
    View.PAPERS: "Справки и заявления",
    View.UNEXPLAINED: "Пропуски без причины и документа",
    View.SCHOOL: "Отсутствующие сегодня",
    View.TRUANTS: "Пропуски без уважительной причины",
}


def _table(title: str, lists: Lists) -> AttendanceTable:
    """A list as a table: its first column is the name."""
    name, *rest = lists.heads
    heads = tuple(Head("", head, 40 if head == _NAMES else max(7, len(head))) for head in rest)
    number = 0
    lines = []
    for line in lists.lines:
        whole = lists.reading.view is View.SCHOOL and line.strong
        number += not whole
        cells = line.cells[1:]
        lines.append(TableLine("" if whole else str(number), line.cells[0], cells, whole))
    view = lists.page(lists.reading.view)
    return AttendanceTable(title, (view.title.text(),), heads, tuple(lines), name)
