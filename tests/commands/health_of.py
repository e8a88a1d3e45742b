"""The medical worker's journal in tests, with a key, and commands on the first pupil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from school import NOON, ZONE, SmallSchool
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.commands.advice import SetAdvice
from journal_desktop.commands.health import SealHealth, SetHeight
from journal_desktop.commands.pe_groups import SetPeGroup
from journal_desktop.domain.health import Closed
from journal_desktop.domain.health_entry import Field
from journal_desktop.domain.vocabulary import AccountState, Sex, SubjectKind
from journal_desktop.journal import Journal
from journal_desktop.store.actors import load_actor
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.rows import classes, school, staff

KEY = MedicalKey(bytes(range(32)))


@dataclass
class Medic:
    """Writes as the medical worker at a moment."""

    database: Any
    small: SmallSchool

    def journal(self, now: datetime = NOON, *, key: MedicalKey | None = KEY) -> Journal:
        engine = self.database.engine("medic")
        with Session(engine) as session:
            actor = load_actor(session, "medic", now.astimezone(ZONE).date())
        return Journal(engine, actor, lambda: now, ZONE, key)

    def place(self, pupil: int = 0) -> tuple[int, int]:
        return self.small.class_id, self.small.pupils[pupil]

    def height(self, now_mm: int | None, before: int | None = None, pupil: int = 0) -> SetHeight:
        return SetHeight(*self.place(pupil), now_mm, before)

    def advice(self, field: Field, text: str, before: str = "", pupil: int = 0) -> SetAdvice:
        return SetAdvice(*self.place(pupil), field, text, before)

    def pe(self, group: Any, before: Any = None, pupil: int = 0, **how: Any) -> SetPeGroup:
        return SetPeGroup(*self.place(pupil), group, before, **how)

    def seal(self, closed: Closed, before: bytes | None = None, pupil: int = 0) -> SealHealth:
        sealed = KEY.seal(closed.to_bytes(), self.small.pupils[pupil])
        return SealHealth(*self.place(pupil), sealed, before)


def add_physical_education(database: Any, small: SmallSchool) -> int:
    """A page of physical education with its own teacher «sport»; its id."""
    with Session(database.owner) as session, session.begin():
        person = staff.StaffRow(
            uid=uuid7(),
            surname="Спортов",
            name="Игорь",
            patronymic="Олегович",
            sort_key="1",
            sex=Sex.MALE,
            position="",
        )
        subject = school.SubjectRow(
            title="Физическая культура",
            short="ФК",
            area="",
            kind=SubjectKind.SUBJECT,
            position=9,
            max_marks=1,
        )
        session.add_all([person, subject])
        session.flush()
        session.add_all(
            [
                staff.AccountRow(
                    staff_id=person.id,
                    login="sport",
                    state=AccountState.ACTIVE,
                    must_change=False,
                    created_at=NOON,
                ),
                staff.RoleGrantRow(
                    staff_id=person.id, role=Role.ST, begins=date(2026, 9, 1), data_categories=""
                ),
            ]
        )
        page = classes.PageRow(
            uid=uuid7(),
            year_id=small.year,
            class_id=small.class_id,
            subject_id=subject.id,
            half_hours=4,
            no_marks=False,
            max_marks=1,
            scheme=None,
            position=9,
        )
        session.add(page)
        session.flush()
        session.add(
            classes.AssignmentRow(page_id=page.id, staff_id=person.id, begins=date(2026, 9, 1))
        )
        small.staff["sport"] = person.id
        return int(page.id)
