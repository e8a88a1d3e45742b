"""Work on an unusual computer, many undos, a login accepted after refusals.

Source: R-5.4-01: nobody works under another's login.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from journal_desktop.checks.finding import Check, Finding, Severity
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.queries.audit_facts import Act, AuditFacts, LoginTry


def find_computer(facts: AuditFacts) -> Iterator[Finding]:
    """First work on a computer by somebody who has worked long enough on others."""
    known: dict[int, int] = defaultdict(int)
    for (staff, _), actions in facts.computers.items():
        known[staff] += actions
    new: dict[tuple[int, str], list[Act]] = defaultdict(list)
    for act in facts.acts:
        place = act.staff_id, act.computer
        if known[act.staff_id] >= facts.limits.known_actions and place not in facts.computers:
            new[place].append(act)
    for (staff, computer), acts in new.items():
        first = acts[0].local
        text = f"{facts.people.get(staff, '')}: впервые с компьютера «{computer}»"
        yield _finding("computer", f"{text}, {short_date(first.date())} {first:%H:%M}", acts)


def find_undos(facts: AuditFacts) -> Iterator[Finding]:
    """Many actions one person took back on one day."""
    days: dict[tuple[int, date], list[Act]] = defaultdict(list)
    for act in facts.acts:
        if act.undoes is not None:
            days[act.staff_id, act.local.date()].append(act)
    for (staff, day), acts in days.items():
        if len(acts) >= facts.limits.undos_a_day:
            count = f"{len(acts)} {plural(len(acts), 'отмена', 'отмены', 'отмен')}"
            text = f"{facts.people.get(staff, '')}: {short_date(day)} {count}"
            yield _finding("undos", text, acts)


def find_logins(facts: AuditFacts) -> Iterator[Finding]:
    """A login accepted soon after several refusals."""
    span = timedelta(minutes=facts.limits.login_minutes)
    refused: dict[str, list[LoginTry]] = defaultdict(list)
    for tried in facts.logins:
        if not tried.accepted:
            refused[tried.login].append(tried)
            continue
        recent = [each for each in refused.pop(tried.login, []) if tried.at - each.at <= span]
        if len(recent) >= facts.limits.refused_logins:
            count = f"{len(recent)} {plural(len(recent), 'отказ', 'отказа', 'отказов')}"
            text = f"Логин «{tried.login}»: {count}, затем вход с «{tried.computer}»"
            yield Finding("logins", text, Severity.WARNING, at=tried.at)


def _finding(check: str, text: str, acts: list[Act]) -> Finding:
    ops = tuple(act.op_id for act in acts)
    return Finding(check, text, Severity.WARNING, ops=ops, at=acts[-1].at)


COMPUTER = Check(
    "computer",
    "Необычный компьютер",
    "п. 5.4",
    "Человек впервые работал с этого компьютера: убедитесь, что это был он сам.",
    find_computer,
)
UNDOS = Check(
    "undos",
    "Много отмен",
    "п. 5.4",
    "За день отменено много своих действий: посмотрите, что было записано и убрано.",
    find_undos,
)
LOGINS = Check(
    "logins",
    "Вход после отказов",
    "п. 5.4",
    "Пароль несколько раз не подошёл, а потом подошёл: возможно, его подбирали.",
    find_logins,
)
