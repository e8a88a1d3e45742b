"""Every check of the journal of actions, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from journal_desktop.checks.audit_marks import AFTER_FINAL, RAISED, REMOVED_TWO
from journal_desktop.checks.audit_people import COMPUTER, LOGINS, UNDOS
from journal_desktop.checks.audit_time import CLOCK, DEADLINE, NIGHT
from journal_desktop.checks.finding import Check, Finding
from journal_desktop.queries.audit_facts import AuditFacts

AUDIT_CHECKS: Final[tuple[Check[AuditFacts], ...]] = (
    *(AFTER_FINAL, REMOVED_TWO, RAISED, DEADLINE, NIGHT, COMPUTER, LOGINS, UNDOS, CLOCK),
)


def find_in_audit(facts: AuditFacts) -> Iterator[Finding]:
    """Everything the checks find, newest first within each."""
    for check in AUDIT_CHECKS:
        found = list(check.find(facts))
        yield from sorted(found, key=lambda each: max(each.ops, default=0), reverse=True)
