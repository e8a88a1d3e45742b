"""«Периоды и год»: states, terms, what is missing by teacher; closing and the archive.

Source: domain 5.8; R-3.2.5-05, -18. A gap chosen with Enter opens the journal at its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.closing import ArchiveYear, ClosePeriod, CloseYear
from journal_desktop.domain.audit_values import say_value
from journal_desktop.domain.cells import period_is_closed
from journal_desktop.domain.closing import SCHEME_TITLES, STATE_TITLES
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.queries.closing import ClosingOf, ClosingView, PeriodLine
from journal_desktop.queries.readiness import Gap
from journal_desktop.ui.closing.lists import PLAIN, SOFT, WARNING, Line, Listing
from journal_desktop.ui.closing.page import ClosingPage
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.kit.tab import Desk, Place
from journal_desktop.ui.shell.dress import column, label, row
from journal_desktop.ui.shell.messages import confirmed

JOURNAL: Final = "marks"
_HEADS: Final = (
    ("Период", 132),
    ("Дни", 128),
    ("Срок итоговых", 122),
    ("Состояние", 142),
    ("Не хватает", 0),
)
_GAPS: Final = (("Учитель", 150), ("Класс", 56), ("Чего не хватает", 0))
_SHARE: Final = Share(0.43, 360, 0.6, kept=620)
_READING: Final = "Читаю журналы школы…"
_DONE: Final = "Всё заполнено."
_CLOSED: Final = "Закрыт: изменить можно только исправлением по заявке."


class PeriodsPage(ClosingPage):
    """The periods of the year on the left, what the chosen one lacks on the right."""

    went = Signal()
    """A gap was opened in the journal."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: ClosingView | None = None
        self._rows: list[PeriodLine | None] = []
        self._gaps: list[Gap | None] = []
        self.periods = Listing(_HEADS, "Периоды года")
        self.gaps = Listing(_GAPS, "Чего не хватает")
        self.name, self.about = label("", "heading"), label("", "soft", wrap=True)
        self.close_period = self.button("Закрыть период…", self._close_period)
        self.close_year = self.button("Закрыть год…", self._close_year)
        self.archive = self.button("Передать год в архив…", self._archive)
        self._lay_out()
        self.periods.itemSelectionChanged.connect(self._look)
        self.gaps.taken.connect(self._go)

    @property
    def chosen(self) -> PeriodLine | None:
        """The period now chosen; None on the year's own line."""
        rows = self.periods.chosen()
        return self._rows[rows[0]] if rows else None

    @override
    def read(self) -> None:
        if self.view is None or self.view.year_id != self.year_id:
            self.about.setText(_READING)
        self.ask(ClosingOf(self.year_id), self._show)

    def _lay_out(self) -> None:
        left, right = QFrame(), QFrame()
        left_side = column(left, spacing=8)
        left_side.addWidget(self.periods, 1)
        buttons = row()
        may = self.desk.journal.may(Right.PERIODS_CLOSE)
        for button in (self.close_period, self.close_year, self.archive):
            button.setVisible(may)
            buttons.addWidget(button)
        buttons.addStretch()
        left_side.addLayout(buttons)
        right_side = column(right, spacing=6)
        right_side.setContentsMargins(8, 0, 0, 0)
        for part in (self.name, self.about):
            right_side.addWidget(part)
        right_side.addWidget(self.gaps, 1)
        right_side.addWidget(label("Enter — открыть страницу журнала", "faint"))
        split = SharedSplitter(_SHARE)
        split.addWidget(left)
        split.addWidget(right)
        column(self).addWidget(split)

    def _show(self, view: ClosingView) -> None:
        self.view = view
        self._rows, lines = [], []
        scheme = None
        for period in view.periods:
            if period.scheme is not scheme:
                scheme = period.scheme
                self._rows.append(None)
                lines.append(Line((SCHEME_TITLES[scheme],), section=True))
            self._rows.append(period)
            lines.append(_line(period, self.desk.clock().tzinfo))
        self._rows.append(None)
        lines.append(_year_line(view))
        self.periods.show_lines(lines)
        if not self.periods.chosen():
            self.periods.selectRow(self._first(view))
        self._look()

    def _first(self, view: ClosingView) -> int:
        """The first period that may be closed now, else the year."""
        today = self.desk.clock().date()
        due = [line for line in view.open_periods if line.ends <= today]
        return self._rows.index(due[0]) if due else len(self._rows) - 1

    def _look(self) -> None:
        view, period = self.view, self.chosen
        if view is None:
            return
        found = list(_gap_lines(view, period))
        self._gaps = [gap for gap, _ in found]
        self.gaps.show_lines([line for _, line in found])
        self.name.setText(period.title if period else f"{view.title} учебный год")
        self.about.setText(_about(view, period))
        today = self.desk.clock().date()
        ready = period is not None and not period_is_closed(period.state) and period.ends <= today
        self.close_period.setEnabled(ready)
        self.close_year.setEnabled(view.state is YearState.OPEN and not view.open_periods)
        self.archive.setEnabled(view.state is YearState.CLOSED)

    def _go(self, number: int) -> None:
        gap = self._gaps[number] if number < len(self._gaps) else None
        if gap is not None and gap.page_id is not None:
            place = Place(JOURNAL, page_id=gap.page_id, period_id=gap.period_id, day=gap.day)
            self.desk.go(place)
            self.went.emit()

    def _close_period(self) -> None:
        period = self.chosen
        if period is None:
            return
        found = period.lacks
        text = f"«{period.title}» закроется для всех: дальше — только исправления по заявке."
        if found.total:
            text = f"Не хватает: {found.text}. Их внесут только исправлением.\n\n{text}"
        yes = "Закрыть, зная об этом" if found.total else "Закрыть период"
        if confirmed(self, "Закрыть период", text, yes=yes, no="Отмена"):
            self.send([ClosePeriod(period.id, found.total)], f"«{period.title}» закрыт.")

    def _close_year(self) -> None:
        view = self.view
        text = "Решения педсовета и периоды больше не изменятся; журналы печатаются официально."
        if view and confirmed(self, "Закрыть год", text, yes="Закрыть год", no="Отмена"):
            self.send([CloseYear(view.year_id)], f"{view.title} учебный год закрыт.")

    def _archive(self) -> None:
        view = self.view
        text = "После передачи в архив нельзя исправить ничего, даже по заявке."
        if view and confirmed(self, "Передать в архив", text, yes="Передать", no="Отмена"):
            self.send([ArchiveYear(view.year_id)], f"{view.title} учебный год передан в архив.")


def _line(period: PeriodLine, zone: tzinfo | None) -> Line:
    days = f"{short_date(period.begins)} – {short_date(period.ends, year=True)}"
    deadline = say_value(period.deadline, zone) if period.deadline else ""
    total = period.lacks.total
    closed = period_is_closed(period.state)
    missing = str(total) if total else ("" if closed else "—")
    tone = SOFT if closed else (WARNING if total else PLAIN)
    return Line((period.title, days, deadline, STATE_TITLES[period.state], missing), tone)


def _year_line(view: ClosingView) -> Line:
    count = len(view.undecided)
    noun = plural(count, "решения", "решений", "решений")
    missing = f"{count} {noun}" if count else ""
    tone = WARNING if count else PLAIN
    return Line(("Учебный год", view.title, "", say_value(view.state, None), missing), tone)


def _gap_lines(view: ClosingView, period: PeriodLine | None) -> Iterator[tuple[Gap | None, Line]]:
    if period is None:
        for one in view.undecided:
            text = f"{one.name}: нет решения педсовета с протоколом и приказом"
            yield None, Line(("", one.class_name, text))
        return
    for class_name, gap in period.gaps:
        text = gap.text.replace(f", {period.title}:", ":", 1)
        yield gap, Line((gap.teacher, class_name, text))


def _about(view: ClosingView, period: PeriodLine | None) -> str:
    if period is not None:
        if period_is_closed(period.state):
            return _CLOSED
        found = period.lacks
        return f"Не хватает: {found.text}." if found.total else _DONE
    if view.state in (YearState.CLOSED, YearState.ARCHIVED):
        return f"Год {say_value(view.state, None)}."
    waiting = len(view.open_periods)
    if waiting:
        noun = plural(waiting, "период", "периода", "периодов")
        return f"Год закрывают после всех периодов; ещё не закрыто: {waiting} {noun}."
    return "" if view.undecided else "Всё готово: год можно закрыть."
