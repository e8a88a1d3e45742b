"""Beside the counts: until when final marks are put, that the term is past, or open again.

Source: R-3.2.5-05, domain 9.3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from journal_desktop.domain.cells import period_is_closed
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.spread import PeriodColumn, PeriodKind
from journal_desktop.ui.tabs.marks.clocks import Line, Mood

SOON: Final = timedelta(days=7)
TICK_MS: Final = 20_000


class FinalsNote(QLabel):
    """One short sentence about the term of the final marks shown; hidden when there is none."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._periods: tuple[PeriodColumn, ...] = ()
        timer = QTimer(self)
        timer.timeout.connect(self.tick)
        timer.start(TICK_MS)
        self.hide()

    def show_periods(self, periods: Sequence[PeriodColumn]) -> None:
        """Tell about these columns."""
        self._periods = tuple(periods)
        self.tick()

    def tick(self) -> None:
        """Move the clock on."""
        text, mood = finals_line(self._periods, self._clock())
        self.setText(text)
        if self.property("role") != mood.value:
            self.setProperty("role", mood.value)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setVisible(bool(text))


def finals_line(periods: Sequence[PeriodColumn], now: datetime) -> Line:
    """What presses most: open again, past, or due within a week."""
    lines = [(period, term(period, now)) for period in periods if _counts(period)]
    told = [(period, line) for period, line in lines if line.text]
    if not told:
        return Line("", Mood.SOFT)
    period, line = min(told, key=lambda pair: _MOODS.index(pair[1].mood))
    name = f" ({period.short})" if len(lines) > 1 else ""
    return Line(f"Итоговые{name}: {line.text} (п. 3.2.5)", line.mood)


def term(period: PeriodColumn, now: datetime) -> Line:
    """The term of one column in words; "" when it is not near."""
    if period_is_closed(period.state) or period.deadline is None:
        return Line("", Mood.SOFT)
    if period.reopened is not None and period.reopened > now > period.deadline:
        return Line(f"открыты до {_moment(period.reopened, now)}", Mood.WARNING)
    due = _moment(period.deadline, now)
    if now > period.deadline:
        return Line(f"срок истёк {due}", Mood.ERROR)
    return Line(f"срок до {due}" if period.deadline - now <= SOON else "", Mood.SOFT)


_MOODS: Final = (Mood.WARNING, Mood.ERROR, Mood.SOFT, Mood.GOOD)


def _counts(period: PeriodColumn) -> bool:
    return period.kind in (PeriodKind.PERIOD, PeriodKind.YEAR)


def _moment(moment: datetime, now: datetime) -> str:
    local = moment.astimezone(now.tzinfo)
    return (
        f"{local:%H:%M}"
        if local.date() == now.date()
        else f"{short_date(local.date())} {local:%H:%M}"
    )
