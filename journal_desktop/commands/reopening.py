"""Open the final marks of a page again after their deadline.

Source: domain 9.3 («DEP may reopen for a class-subject for N hours with reason»), 5.8; R-3.2.5-05.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Final

from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.cells import closed_sentence, moment_text, period_is_closed
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.text_faults import one_line
from journal_desktop.queries.periods import period_of_page
from journal_desktop.queries.reopenings import open_until
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.closing import ReopeningRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession

LONGEST_HOURS: Final = 240


@dataclass(frozen=True)
class OpenFinals(Command):
    """Let the teacher of a page write final marks of a period for so many hours from now."""

    right: ClassVar = Right.FINALS_REOPEN
    title: ClassVar = "Открытие итоговых отметок"
    page_id: int
    period_id: int
    hours: int
    reason: str

    @override
    def target(self, session: JournalSession) -> object:
        page = session.get(PageRow, self.page_id)
        return PageTarget(self.page_id, page.class_id if page else None)


@handles(OpenFinals)
def open_finals(session: JournalSession, cmd: OpenFinals) -> None:
    """Add the hours; a closed period stays closed, one not overdue is open as it is."""
    page = session.get(PageRow, cmd.page_id)
    if page is None:
        raise Invalid("Этой страницы журнала больше нет. Обновите окно.")
    period, reason = period_of_page(session, page, cmd.period_id), one_line(cmd.reason)
    _refuse_needless(session, period)
    if not 1 <= cmd.hours <= LONGEST_HOURS:
        raise Invalid(
            f"Открыть можно на срок от 1 до {LONGEST_HOURS} часов, а не на {cmd.hours} (п. 3.2.5)."
        )
    if not reason:
        raise Invalid("Укажите причину: после срока итоговые открывают только с нею (п. 3.2.5).")
    until = session.context.now + timedelta(hours=cmd.hours)
    opened = open_until(session, page.id, period.id)
    if opened is not None and opened >= until:
        local = moment_text(opened.astimezone(session.context.zone))
        raise Invalid(f"Итоговые за период «{period.title}» уже открыты до {local} (п. 3.2.5).")
    session.add(
        ReopeningRow(
            page_id=page.id,
            period_id=period.id,
            until=until,
            reason=reason,
            staff_id=session.context.actor.staff_id,
        )
    )


def _refuse_needless(session: JournalSession, period: PeriodRow) -> None:
    if period_is_closed(period.state):
        raise Refused(closed_sentence(period.title))
    if period.deadline is None or session.context.now <= period.deadline:
        raise Invalid(
            f"Срок итоговых отметок за период «{period.title}» ещё не истёк: "
            "открывать его не нужно (п. 3.2.5)."
        )
