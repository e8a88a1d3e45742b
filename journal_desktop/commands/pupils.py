"""Take in a list of pupils: people, closed cards, representatives, enrolment by order.

Source: R-1.5-01, R-3.1.1-02, domain 2.2 row 6, 9. A pupil is known by full name and birth date.
What the journal already says is never overwritten; only what is empty is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from uuid6 import uuid7

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.pupil_parents import put_parents
from journal_desktop.commands.timetable_rows import make_classes
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.pupil_match import Roster, match_pupils
from journal_desktop.queries.pupil_values import NewPupil
from journal_desktop.store.rows.pupils import EnrolmentRow, PupilCardRow, PupilRow
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.session import JournalSession

_ORDER_TITLE = "О зачислении"


@dataclass(frozen=True)
class ImportPupils(Command):
    """Enrol the pupils of a list into classes of the year, from a day on."""

    right: ClassVar = Right.PUPILS_WRITE
    title: ClassVar = "Импорт учеников"
    year_id: int
    begins: date
    rows: tuple[NewPupil, ...]
    create_missing: bool


@handles(ImportPupils)
def import_pupils(session: JournalSession, cmd: ImportPupils) -> None:
    """Match by name and birth date, add what is not there.

    Raises:
        Invalid: everything that stands in the way, pupil by pupil.
    """
    roster = match_pupils(session, cmd.year_id, cmd.begins, cmd.rows)
    problems = roster.problems(create_missing=cmd.create_missing)
    if problems:
        raise Invalid("Ученики не загружены:\n" + "\n".join(map(str, problems)))
    classes = {**roster.classes, **make_classes(session, cmd.year_id, roster.unknown)}
    pupils = _put_pupils(session, roster)
    _put_cards(session, cmd.rows, pupils)
    put_parents(session, cmd.rows, pupils)
    orders = _put_orders(session, [roster.rows[index] for index in roster.to_enrol])
    session.add_all(
        EnrolmentRow(
            pupil_id=pupils[index],
            class_id=classes[roster.rows[index].class_key],
            begins=roster.first_day(index),
            arrival_order_id=orders.get(roster.rows[index].order),
            arrived_from=roster.rows[index].arrived_from,
            departed_to="",
        )
        for index in roster.to_enrol
    )
    session.flush()


def _put_pupils(session: JournalSession, roster: Roster) -> list[int]:
    """Ids of the pupils in the order of the rows."""
    rows = {
        index: PupilRow(
            uid=uuid7(),
            surname=new.surname,
            name=new.name,
            patronymic=new.patronymic,
            sort_key=sort_key(new.surname, new.name, new.patronymic),
            sex=new.sex,
            born=new.born,
            file_number=new.file_number,
        )
        for index, new in enumerate(roster.rows)
        if roster.found[index] is None
    }
    session.add_all(rows.values())
    _fill_file_numbers(session, roster)
    session.flush()
    return [found or rows[index].id for index, found in enumerate(roster.found)]


def _fill_file_numbers(session: JournalSession, roster: Roster) -> None:
    numbers = {
        found: new.file_number
        for found, new in zip(roster.found, roster.rows, strict=True)
        if found is not None and new.file_number
    }
    query = select(PupilRow).where(PupilRow.id.in_(numbers), PupilRow.file_number == "")
    for row in session.scalars(query.with_for_update()) if numbers else ():
        row.file_number = numbers[row.id]


def _put_cards(session: JournalSession, rows: Sequence[NewPupil], pupils: Sequence[int]) -> None:
    query = select(PupilCardRow).where(PupilCardRow.pupil_id.in_(pupils)).with_for_update()
    cards = {card.pupil_id: card for card in session.scalars(query)}
    for new, pupil_id in zip(rows, pupils, strict=True):
        card = cards.get(pupil_id)
        if card is None:
            session.add(
                PupilCardRow(
                    pupil_id=pupil_id,
                    address=new.address,
                    phone=new.phone,
                    email="",
                    special_notes="",
                )
            )
            continue
        if new.address and not card.address:
            card.address = new.address
        if new.phone and not card.phone:
            card.phone = new.phone
    session.flush()


def _put_orders(
    session: JournalSession, rows: Iterable[NewPupil]
) -> dict[tuple[str, date] | None, int]:
    """Orders of enrolment by number and day; one that is there is used again."""
    wanted = {row.order for row in rows if row.order is not None}
    query = select(OrderRow.number, OrderRow.day, OrderRow.id).where(
        OrderRow.kind == OrderKind.ENROLMENT
    )
    known = {(row[0], row[1]): row[2] for row in session.execute(query)} if wanted else {}
    made = {
        order: OrderRow(kind=OrderKind.ENROLMENT, number=order[0], day=order[1], title=_ORDER_TITLE)
        for order in sorted(wanted - known.keys(), key=lambda order: (order[1], order[0]))
    }
    session.add_all(made.values())
    session.flush()
    ids: dict[tuple[str, date] | None, int] = dict(known.items())
    return ids | {order: row.id for order, row in made.items()}
