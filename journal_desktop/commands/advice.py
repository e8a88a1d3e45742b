"""What teachers must take into account of a pupil, and that a teacher has read it.

Source: R-5.3-01…-03; domain 2.4. Every change begins a new advice once somebody has read the old
one, so that «Ознакомлен» always belongs to the words that were read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.base import HEALTH_CHAIN, Command, handles
from journal_desktop.commands.health_rows import (
    HealthCommand,
    changed,
    sheet_row,
    sheet_year,
    todays_advice,
)
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.health_entry import Field, canonical, day_of
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.health_rows import advice_in_force, pupils_of_page
from journal_desktop.queries.membership import spans
from journal_desktop.queries.spread_rows import page_right
from journal_desktop.store.rows.health import AdviceReadRow, AdviceRow
from journal_desktop.store.session import JournalSession

_COLUMNS: Final = {
    Field.FURNITURE: "furniture",
    Field.ROW: "desk_row",
    Field.PLACE: "desk_place",
    Field.CONDITIONS: "seat_conditions",
    Field.LIMITS: "limits",
    Field.LIMITS_UNTIL: "limits_until",
    Field.WORDING: "wording",
}
_TITLES: Final = {
    Field.FURNITURE: "Номер мебели",
    Field.ROW: "Ряд",
    Field.PLACE: "Парта",
    Field.CONDITIONS: "Условия посадки",
    Field.LIMITS: "Ограничения",
    Field.LIMITS_UNTIL: "Срок ограничений",
    Field.WORDING: "Рекомендация",
}


@dataclass(frozen=True)
class SetAdvice(HealthCommand):
    """Put, replace or clear (text="") one part of the advice; texts are canonical."""

    title: ClassVar = "Рекомендации учителю"
    field: Field
    text: str
    expected: str


@dataclass(frozen=True)
class AcknowledgeAdvice(Command):
    """«Ознакомлен»: the person has read an advice on an own page, or of the own class."""

    right: ClassVar = Right.ADVICE_READ
    title: ClassVar = "Ознакомлен с рекомендациями"
    advice_id: int
    class_id: int
    page_id: int | None = None

    @property
    @override
    def chain(self) -> int:
        return HEALTH_CHAIN

    @override
    def target(self, session: JournalSession) -> object:
        if self.page_id is None:
            return ClassTarget(self.class_id)
        return page_right(session, self.page_id)


@handles(SetAdvice)
def set_advice(session: JournalSession, cmd: SetAdvice) -> None:
    """Write one part of the advice in force."""
    if cmd.field not in _COLUMNS:
        raise Invalid(f"«{cmd.field.value}» – не часть рекомендаций учителю.")
    year = sheet_year(session, cmd)
    row = sheet_row(session, AdviceRow, cmd, year)
    stored = advice_text(row, cmd.field)
    text = canonical(cmd.field, cmd.text, session.context.today)
    if stored != cmd.expected:
        raise changed(_TITLES[cmd.field], stored, text)
    if text != stored:
        made = todays_advice(session, row, cmd, year)
        setattr(made, _COLUMNS[cmd.field], _value(cmd.field, text))


@handles(AcknowledgeAdvice)
def acknowledge_advice(session: JournalSession, cmd: AcknowledgeAdvice) -> None:
    """Write who has read it and when; once is enough."""
    advice = session.get(AdviceRow, cmd.advice_id)
    if advice is None or not _is_here(session, cmd, advice.pupil_id):
        raise Refused("Эти рекомендации не для ваших уроков (п. 5.3).")
    newest = advice_in_force(session, [advice.pupil_id], advice.year_id).get(advice.pupil_id)
    if newest is None or newest.id != advice.id:
        raise Conflict("Рекомендации уже изменены: прочитайте новые (п. 5.3).")
    me = session.context.actor.staff_id
    read = select(AdviceReadRow.id).filter_by(advice_id=advice.id, staff_id=me)
    if session.scalar(read) is None:
        session.add(AdviceReadRow(advice_id=advice.id, staff_id=me, at=session.context.now))


def advice_text(row: AdviceRow | None, field: Field) -> str:
    """One part of an advice as the sheet shows it."""
    value = getattr(row, _COLUMNS[field]) if row is not None else None
    if value is None:
        return ""
    return short_date(value, year=True) if field is Field.LIMITS_UNTIL else str(value)


def _value(field: Field, text: str) -> Any:
    if field is Field.FURNITURE:
        return int(text) if text else None
    return day_of(text) if field is Field.LIMITS_UNTIL else text


def _is_here(session: JournalSession, cmd: AcknowledgeAdvice, pupil_id: int) -> bool:
    """Whether the pupil belongs to the page or class named, today."""
    if cmd.page_id is not None:
        return pupil_id in pupils_of_page(session, cmd.page_id)
    days = spans(session, cmd.class_id, None, [pupil_id]).get(pupil_id, ())
    return any(span.holds(session.context.today) for span in days)
