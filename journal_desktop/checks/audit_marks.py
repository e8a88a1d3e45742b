"""Marks raised one after another, twos taken away, marks changed after the final one.

Source: R-5.4-01, domain 5.9 (O-14).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from journal_desktop.checks.finding import Check, Finding, Severity
from journal_desktop.domain.audit_lines import Spot
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.queries.audit_facts import Act, AuditFacts, MarkMove

DIGITS: Final = frozenset("12345")
Moved = tuple[Act, MarkMove]


def find_raised(facts: AuditFacts) -> Iterator[Finding]:
    """Series of marks one person raised within some minutes, the longest of each run."""
    for staff, moved in _by_person(facts).items():
        raised = [(act, move) for act, move in moved if _is_raise(move)]
        for run in _runs(raised, timedelta(minutes=facts.limits.raised_minutes)):
            if len(run) >= facts.limits.raised_marks:
                steps = ", ".join(f"{move.before} → {move.after}" for _, move in run[:3])
                count = f"{len(run)} {plural(len(run), 'отметка', 'отметки', 'отметок')}"
                text = f"{facts.people.get(staff, '')}: подряд повышено {count} ({steps}…)"
                yield _finding("raised", facts, text, run)


def find_removed_twos(facts: AuditFacts) -> Iterator[Finding]:
    """A «2» that had stood a while and was cleared; a slip mended at once does not count."""
    least = timedelta(minutes=facts.limits.removed_two_minutes)
    for staff, moved in _by_person(facts).items():
        pages: dict[int, list[Moved]] = defaultdict(list)
        for act, move in moved:
            stood = move.stood_since is None or act.at - move.stood_since >= least
            if move.before == "2" and not move.after and stood:
                pages[act.page_id].append((act, move))
        for found in pages.values():
            count = f"{len(found)} {plural(len(found), 'двойка', 'двойки', 'двоек')}"
            text = f"{facts.people.get(staff, '')}: убрано: {count}"
            yield _finding("removed_two", facts, text, found)


def find_after_final(facts: AuditFacts) -> Iterator[Finding]:
    """Marks of a period changed when its final mark had been put."""
    for staff, moved in _by_person(facts).items():
        pages: dict[int, list[Moved]] = defaultdict(list)
        for act, move in moved:
            late = move.final_at is not None and move.final_at < act.at
            if late and move.before != move.after:
                pages[act.page_id].append((act, move))
        for found in pages.values():
            count = f"{len(found)} {plural(len(found), 'отметка', 'отметки', 'отметок')}"
            text = f"{facts.people.get(staff, '')}: изменено после итоговой: {count}"
            yield _finding("after_final", facts, text, found)


def _by_person(facts: AuditFacts) -> dict[int, list[Moved]]:
    found: dict[int, list[Moved]] = defaultdict(list)
    for act in facts.acts:
        found[act.staff_id] += [(act, move) for move in facts.moves.get(act.op_id, ())]
    return found


def _is_raise(move: MarkMove) -> bool:
    digits = {move.before, move.after} <= DIGITS
    return digits and move.after > move.before


def _runs(moved: list[Moved], span: timedelta) -> Iterator[list[Moved]]:
    """Moves that follow one another, the first and the last of a run not farther apart."""
    run: list[Moved] = []
    for each in moved:
        if run and each[0].at - run[0][0].at > span:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _finding(check: str, facts: AuditFacts, text: str, moved: list[Moved]) -> Finding:
    last, move = moved[-1]
    ops = tuple(dict.fromkeys(act.op_id for act, _ in moved))
    page = facts.pages.get(last.page_id, "")
    words = ", ".join(filter(None, (text, page, short_date(last.local.date()))))
    alone = move if len(moved) == 1 else None
    spot = Spot(
        last.page_id or None,
        alone.lesson_id if alone else None,
        alone.pupil_id if alone else None,
    )
    return Finding(check, words, Severity.WARNING, spot, ops, last.at)


RAISED = Check(
    "raised",
    "Серия повышенных отметок",
    "п. 5.4",
    "Один человек за несколько минут повысил много отметок: посмотрите, есть ли причина.",
    find_raised,
)
REMOVED_TWO = Check(
    "removed_two",
    "Убрана «2»",
    "п. 3.2.5",
    "Двойка стояла и исчезла без другой отметки: проверьте, сдана ли работа.",
    find_removed_twos,
)
AFTER_FINAL = Check(
    "after_final",
    "Отметки изменены после итоговой",
    "п. 3.2.5",
    "Отметки периода изменены, когда итоговая уже стояла: итог может им не соответствовать.",
    find_after_final,
)
