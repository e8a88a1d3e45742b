"""Parents and other representatives of imported pupils; one of several children stands once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from uuid6 import uuid7

from journal_desktop.queries.pupil_values import NewParent, NewPupil, phone_key
from journal_desktop.queries.timetable_values import told_key
from journal_desktop.store.rows.pupils import GuardianRow, GuardianshipRow
from journal_desktop.store.session import JournalSession

Key = tuple[str, str]
"""Full name and the digits of the telephone."""


def put_parents(session: JournalSession, rows: Sequence[NewPupil], pupils: Sequence[int]) -> None:
    """Add representatives a pupil has not got yet; same name and telephone is the same person."""
    named = _named(session, pupils)
    wanted = [
        (pupil_id, parent)
        for row, pupil_id in zip(rows, pupils, strict=True)
        for parent in row.parents
        if (pupil_id, _name(parent)) not in named
    ]
    known = _known(session) if wanted else {}
    made: dict[Key, GuardianRow] = {}
    for pupil_id, parent in wanted:
        key = _key(pupil_id, parent)
        if key not in known and key not in made:
            made[key] = _row(parent)
    session.add_all(made.values())
    session.flush()
    ids = {**known, **{key: row.id for key, row in made.items()}}
    session.add_all(
        GuardianshipRow(
            pupil_id=pupil_id,
            guardian_id=ids[_key(pupil_id, parent)],
            relation=parent.relation,
            is_legal=True,
        )
        for pupil_id, parent in wanted
    )
    session.flush()


def _row(parent: NewParent) -> GuardianRow:
    return GuardianRow(
        uid=uuid7(),
        surname=parent.surname,
        name=parent.name,
        patronymic=parent.patronymic,
        phone=parent.phone,
        workplace=parent.workplace,
    )


def _key(pupil_id: int, parent: NewParent) -> Key:
    """Without a telephone nobody can tell two people of one name apart, so each is a new one."""
    digits = phone_key(parent.phone)
    return (_name(parent), digits or f"pupil {pupil_id}")


def _name(parent: NewParent) -> str:
    return told_key(f"{parent.surname} {parent.name} {parent.patronymic}")


def _known(session: JournalSession) -> dict[Key, int]:
    query = select(
        GuardianRow.surname,
        GuardianRow.name,
        GuardianRow.patronymic,
        GuardianRow.phone,
        GuardianRow.id,
    )
    found = {}
    for surname, name, patronymic, phone, guardian_id in session.execute(query):
        if digits := phone_key(phone):
            found[told_key(f"{surname} {name} {patronymic}"), digits] = guardian_id
    return found


def _named(session: JournalSession, pupils: Sequence[int]) -> set[tuple[int, str]]:
    """Pupil and name of the representatives they have."""
    query = (
        select(
            GuardianshipRow.pupil_id, GuardianRow.surname, GuardianRow.name, GuardianRow.patronymic
        )
        .join(GuardianRow, GuardianRow.id == GuardianshipRow.guardian_id)
        .where(GuardianshipRow.pupil_id.in_(pupils))
    )
    return {(row[0], told_key(f"{row[1]} {row[2]} {row[3]}")) for row in session.execute(query)}
