"""Close a period, close the year, hand the year to the archive: three steps without a way back.

Source: domain 5.8, 9.3; R-3.2.5-05, -18, R-3.2.4-13, R-4.3-01. Closing is the responsible
officer's (domain 9.2: terms and everything after closing are ADM's). On a server the first write
of the transaction waits for whoever is writing now and lets nobody begin; a file has one writer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import func, select

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.seals import seal_pages
from journal_desktop.domain.cells import closed_sentence, period_is_closed
from journal_desktop.domain.closing import (
    changed_gaps_sentence,
    closed_year_sentence,
    gaps_sentence,
    unfinished_period_sentence,
)
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.russian import plural
from journal_desktop.domain.spread import PeriodState, year_title
from journal_desktop.domain.vocabulary import RequestState, YearState
from journal_desktop.queries.period_lacks import lacks_of, undecided
from journal_desktop.queries.year_periods import used_periods
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.closing import CorrectionRow
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow
from journal_desktop.store.session import JournalSession

_NAMED: Final = 5


@dataclass(frozen=True)
class ClosePeriod(Command):
    """Close a period for everybody; `known_gaps` is how much the officer saw missing."""

    right: ClassVar = Right.PERIODS_CLOSE
    title: ClassVar = "Закрытие периода"
    lasting: ClassVar = True
    confirm: ClassVar = True
    period_id: int
    known_gaps: int = 0


@dataclass(frozen=True)
class CloseYear(Command):
    """Close the year: every period closed, every mark of the year and every decision there."""

    right: ClassVar = Right.PERIODS_CLOSE
    title: ClassVar = "Закрытие учебного года"
    lasting: ClassVar = True
    confirm: ClassVar = True
    year_id: int


@dataclass(frozen=True)
class ArchiveYear(Command):
    """Hand a closed year to the archive: not even a correction changes it any more."""

    right: ClassVar = Right.PERIODS_CLOSE
    title: ClassVar = "Передача года в архив"
    lasting: ClassVar = True
    confirm: ClassVar = True
    year_id: int


@handles(ClosePeriod)
def close_period(session: JournalSession, cmd: ClosePeriod) -> None:
    """Shut the period first, then look what is missing and seal: nothing changes in between."""
    period = session.get(PeriodRow, cmd.period_id, with_for_update=True)
    if period is None:
        raise Invalid("Такого учебного периода больше нет. Обновите окно.")
    _refuse_early(session, period)
    period.state = PeriodState.CLOSED
    session.flush()
    found = lacks_of(session, period)
    if found.total != cmd.known_gaps:
        told = changed_gaps_sentence if cmd.known_gaps else gaps_sentence
        raise Refused(told(period.title, found))
    seal_pages(session, period)


@handles(CloseYear)
def close_year(session: JournalSession, cmd: CloseYear) -> None:
    """Close the year and, with it, the periods of schemes that no page follows."""
    year = _year(session, cmd.year_id)
    if year.state in (YearState.CLOSED, YearState.ARCHIVED):
        raise Refused(closed_year_sentence(year.first_year))
    year.state = YearState.CLOSED
    session.flush()
    used = {period.id for period in used_periods(session, year.id)}
    periods = session.scalars(select(PeriodRow).filter_by(year_id=year.id)).all()
    for period in periods:
        if period_is_closed(period.state):
            continue
        if period.id in used:
            raise Refused(
                f"Период «{period.title}» ещё не закрыт: год закрывают после всех периодов "
                "(п. 3.2.5)."
            )
        period.state = PeriodState.CLOSED
    _refuse_missing(session, [period for period in periods if period.id in used])
    _refuse_undecided(session, year)


@handles(ArchiveYear)
def archive_year(session: JournalSession, cmd: ArchiveYear) -> None:
    """Archive the year with all its periods, once no correction waits."""
    year = _year(session, cmd.year_id)
    if year.state is not YearState.CLOSED:
        raise Refused(
            f"{year_title(year.first_year)} учебный год "
            f"{'уже в архиве' if year.state is YearState.ARCHIVED else 'ещё не закрыт'}: "
            "в архив передают закрытый год (п. 4.3)."
        )
    year.state = YearState.ARCHIVED
    for period in session.scalars(select(PeriodRow).filter_by(year_id=year.id)):
        period.state = PeriodState.ARCHIVED
    session.flush()
    waiting = _waiting(session, year)
    if waiting:
        noun = plural(waiting, "заявка", "заявки", "заявок")
        raise Refused(
            f"Ждут решения или исполнения: {waiting} {noun} на исправление. Сначала исполните или "
            "отклоните их (п. 3.2.5)."
        )


def _refuse_early(session: JournalSession, period: PeriodRow) -> None:
    if period_is_closed(period.state):
        raise Refused(closed_sentence(period.title))
    if session.context.today < period.ends:
        raise Refused(unfinished_period_sentence(period.title, period.ends))
    before = select(PeriodRow).filter_by(year_id=period.year_id, scheme=period.scheme)
    for other in session.scalars(before.order_by(PeriodRow.number)):
        earlier = other.number and (period.number == 0 or other.number < period.number)
        if earlier and not period_is_closed(other.state):
            raise Refused(
                f"Сначала закройте период «{other.title}»: периоды закрывают по порядку (п. 3.2.5)."
            )


def _refuse_missing(session: JournalSession, periods: Iterable[PeriodRow]) -> None:
    """Marks of the year are complete and rest on their orders (R-4.3-01)."""
    for period in periods:
        if period.number:
            continue
        found = lacks_of(session, period)
        if found.total:
            raise Refused(
                f"Год закрыть нельзя, не хватает: {found.text}. Внесите их исправлением (п. 4.3)."
            )


def _refuse_undecided(session: JournalSession, year: SchoolYearRow) -> None:
    found = undecided(session, year.id)
    if found:
        names = ", ".join(f"{one.name} ({one.class_name})" for one in found[:_NAMED])
        more = f" и ещё {len(found) - _NAMED}" if len(found) > _NAMED else ""
        raise Refused(
            f"Нет решения педсовета с протоколом и приказом: {names}{more}. Год закрывают, когда "
            "решения приняты по всем (п. 3.2.4)."
        )


def _year(session: JournalSession, year_id: int) -> SchoolYearRow:
    year = session.get(SchoolYearRow, year_id, with_for_update=True)
    if year is None:
        raise Invalid("Такого учебного года в журнале нет. Обновите окно.")
    return year


def _waiting(session: JournalSession, year: SchoolYearRow) -> int:
    query = (
        select(func.count(CorrectionRow.id))
        .join(PageRow, PageRow.id == CorrectionRow.page_id)
        .where(
            PageRow.year_id == year.id,
            CorrectionRow.state.in_((RequestState.FILED, RequestState.ALLOWED)),
        )
    )
    return session.scalar(query) or 0
