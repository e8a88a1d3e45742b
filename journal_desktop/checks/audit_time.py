"""Actions at night, many changes just before a deadline, clocks set back.

Source: R-5.4-01, R-4.7-02, domain 5.9 (O-13, O-14).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from journal_desktop.checks.finding import Check, Finding, Severity
from journal_desktop.domain.audit_lines import Spot
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.queries.audit_facts import Act, AuditFacts


def find_night(facts: AuditFacts) -> Iterator[Finding]:
    """Actions of one person in the hours of one night."""
    nights: dict[tuple[int, date], list[Act]] = defaultdict(list)
    for act in facts.acts:
        if facts.limits.is_night(act.local.hour):
            evening = act.local - timedelta(hours=12)  # a night belongs to the day it began
            nights[act.staff_id, evening.date()].append(act)
    for (staff, day), acts in nights.items():
        times = f"{acts[0].local:%H:%M}–{acts[-1].local:%H:%M}"
        text = f"{facts.people.get(staff, '')}: ночью {short_date(day)} {times}, {_count(acts)}"
        yield _finding("night", text, acts)


def find_before_deadline(facts: AuditFacts) -> Iterator[Finding]:
    """Marks changed on one page by one person in the last hours before a deadline."""
    hours = timedelta(hours=facts.limits.deadline_hours)
    for deadline in facts.deadlines:
        pages: dict[tuple[int, int], list[Act]] = defaultdict(list)
        for act in facts.acts:
            if deadline - hours <= act.at <= deadline and _changes(facts, act):
                pages[act.staff_id, act.page_id].append(act)
        for (staff, page), acts in pages.items():
            changed = sum(_changes(facts, act) for act in acts)
            if changed >= facts.limits.deadline_changes:
                marks = f"{changed} {plural(changed, 'отметка', 'отметки', 'отметок')}"
                text = f"{facts.people.get(staff, '')}: перед сроком изменено {marks}"
                yield _finding("deadline", f"{text}, {facts.pages.get(page, '')}", acts, page)


def find_clock(facts: AuditFacts) -> Iterator[Finding]:
    """An action whose moment lies before that of the action made earlier."""
    least = timedelta(minutes=facts.limits.clock_minutes)
    for earlier, later in pairwise(facts.acts):
        if earlier.at - later.at >= least:
            back = _span(earlier.at, later.at)
            text = f"{later.computer}: часы отстают на {back}, {_when(later)}"
            yield _finding("clock", text, [earlier, later])


def _changes(facts: AuditFacts, act: Act) -> int:
    moves = facts.moves.get(act.op_id, ())
    return sum(bool(move.before) and move.before != move.after for move in moves)


def _span(earlier: datetime, later: datetime) -> str:
    hours = int((earlier - later) / timedelta(hours=1))
    minutes = int((earlier - later) / timedelta(minutes=1))
    return f"{hours} ч" if hours else f"{minutes} мин"


def _when(act: Act) -> str:
    return f"{short_date(act.local.date())} {act.local:%H:%M}"


def _count(acts: list[Act]) -> str:
    return f"{len(acts)} {plural(len(acts), 'действие', 'действия', 'действий')}"


def _finding(check: str, text: str, acts: list[Act], page: int = 0) -> Finding:
    ops = tuple(act.op_id for act in acts)
    return Finding(check, text, Severity.WARNING, Spot(page_id=page or None), ops, acts[-1].at)


NIGHT = Check(
    "night",
    "Работа ночью",
    "п. 5.4",
    "Записи с 22:00 до 6:00 часто делают под чужим логином: спросите, кто был за компьютером.",
    find_night,
)
DEADLINE = Check(
    "deadline",
    "Правки перед самым сроком",
    "п. 3.2.5",
    "Много изменённых отметок в последние двое суток до срока говорят о подгонке под итог.",
    find_before_deadline,
)
CLOCK = Check(
    "clock",
    "Часы переведены назад",
    "п. 4.7",
    "Действие помечено более ранним временем, чем предыдущее: на компьютере сбиты часы.",
    find_clock,
)
