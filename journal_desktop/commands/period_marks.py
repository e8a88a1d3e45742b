"""Write final marks of a period, the year, the exam.

Source: R-3.2.5-05, -17, -18, -21; domain 5.1 C, 5.7, 9.3, A13.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.cells import period_rules
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.marks import parse_period_mark
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.authors import author_of
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class SetPeriodMark(Command):
    """Put, replace or clear (text="") a final mark.

    `reason` says why it differs from the proposal; `order_id` is the order of non-attestation.
    """

    right: ClassVar = Right.PERIOD_MARKS_WRITE
    title: ClassVar = "Итоговая отметка"
    page_id: int
    pupil_id: int
    period_id: int
    kind: PeriodKind
    text: str
    expected: str
    reason: str = ""
    order_id: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        page = session.get(PageRow, self.page_id)
        if page is None:
            raise Invalid("Этой страницы журнала больше нет. Обновите окно.")
        return PageTarget(page.id, page.class_id)


@handles(SetPeriodMark)
def set_period_mark(session: JournalSession, cmd: SetPeriodMark) -> None:
    """Change the one row of this pupil, subject, period and kind."""
    page = session.get_one(PageRow, cmd.page_id)
    value = parse_period_mark(cmd.text, period_rules(no_marks=page.no_marks))
    _in_time(session, cmd)
    row = session.scalar(
        select(PeriodMarkRow)
        .filter_by(
            pupil_id=cmd.pupil_id,
            subject_id=page.subject_id,
            period_id=cmd.period_id,
            kind=cmd.kind,
        )
        .with_for_update()
    )
    stored = (row.value or "") if row else ""
    if stored != cmd.expected:
        who = author_of(session, row.changed_by if row else None)
        raise Conflict(
            f"Итоговая отметка уже «{stored or 'пусто'}» ({who}), ваша «{cmd.text}» не записана.",
            stored=stored,
            author=who,
            at=row.changed_at if row else None,
        )
    _put(session, cmd, page, row, value)


def _in_time(session: JournalSession, cmd: SetPeriodMark) -> None:
    period = session.get(PeriodRow, cmd.period_id)
    if period is None:
        raise Invalid("Такого учебного периода нет. Обновите окно.")
    if period.deadline is not None and session.context.now > period.deadline:
        local = period.deadline.astimezone(session.context.zone)
        raise Refused(
            f"Срок итоговых отметок за период «{period.title}» истёк {local:%d.%m.%Y %H:%M} "
            "(п. 3.2.5). Попросите заместителя директора открыть страницу."
        )


def _put(
    session: JournalSession,
    cmd: SetPeriodMark,
    page: PageRow,
    row: PeriodMarkRow | None,
    value: str,
) -> None:
    now, author = session.context.now, session.context.actor.staff_id
    if row is None:
        if not value:
            return
        row = PeriodMarkRow(
            pupil_id=cmd.pupil_id,
            subject_id=page.subject_id,
            period_id=cmd.period_id,
            kind=cmd.kind,
            entered_at=now,
            is_foreign=False,
        )
        session.add(row)
    row.page_id, row.value = page.id, value or None
    row.reason, row.order_id = cmd.reason.strip(), cmd.order_id
    row.changed_at, row.changed_by = now, author
