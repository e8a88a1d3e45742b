"""Rows about pupils as plain values: people, enrolment, papers, health.

Each class names the columns of one table, so that a loader writes it as it is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from journal_desktop.domain.vocabulary import (
    CodeState,
    EnrolmentEnd,
    ExcuseSource,
    Sex,
)
from journal_desktop.domain.vocabulary import Decision as Code


class Pupil(NamedTuple):
    """A pupil: name, sex and birth date; never deleted, only departed."""

    id: int
    uid: UUID
    surname: str
    name: str
    patronymic: str
    sort_key: str
    sex: Sex
    born: date
    file_number: str = ""


class PupilCard(NamedTuple):
    """The closed part of a pupil's card: address, phones, notes."""

    id: int
    pupil_id: int
    address: str = ""
    phone: str = ""
    email: str = ""
    gosuslugi: bool | None = None
    special_notes: str = ""


class Guardian(NamedTuple):
    """A parent or other legal representative."""

    id: int
    uid: UUID
    surname: str = ""
    name: str = ""
    patronymic: str = ""
    phone: str = ""
    workplace: str = ""
    gosuslugi: bool | None = None


class Guardianship(NamedTuple):
    """Who represents whom."""

    id: int
    pupil_id: int
    guardian_id: int
    relation: str
    is_legal: bool


class Enrolment(NamedTuple):
    """A pupil in a class from–to, both by order."""

    id: int
    pupil_id: int
    class_id: int
    begins: date
    ends: date | None = None
    end_kind: EnrolmentEnd | None = None
    arrival_order_id: int | None = None
    arrived_from: str = ""
    departure_order_id: int | None = None
    departed_to: str = ""


class Exemption(NamedTuple):
    """Exempt («осв») from a subject from–to by certificate or order (domain 5.4)."""

    id: int
    pupil_id: int
    subject_id: int
    begins: date
    ends: date | None = None
    document: str = ""
    order_id: int | None = None


class Consent(NamedTuple):
    """A written consent; withdrawn ones stay."""

    id: int
    pupil_id: int
    kind: str
    day: date
    signed_by: str = ""
    file_ref: str = ""
    withdrawn: date | None = None


class DiaryCode(NamedTuple):
    """A diary code of a pupil or of one guardian; only its hash is kept (R-3.1.1-03)."""

    id: int
    pupil_id: int
    guardian_id: int | None
    code_hash: str
    state: CodeState
    issued: date | None = None
    issued_to: str = ""
    annulled: date | None = None


class PaperDiary(NamedTuple):
    """Declared: cannot use the electronic diary, from–to (R-3.2.4-16, R-6.1-02)."""

    id: int
    pupil_id: int
    begins: date
    ends: date | None = None
    reason: str = ""
    file_ref: str = ""


class Informing(NamedTuple):
    """Parents were informed about a range of days (R-2.4-01, R-3.2.4-16)."""

    id: int
    pupil_id: int
    day: date
    covers_from: date
    covers_to: date
    channel: str
    staff_id: int


class CardCheck(NamedTuple):
    """«Сверка персональных данных» in a quarter (R-3.2.4-04)."""

    id: int
    pupil_id: int
    period_id: int
    day: date
    confirmed: bool
    in_bulk: bool
    staff_id: int


class SubgroupMember(NamedTuple):
    """A pupil in a subgroup from–to."""

    id: int
    subgroup_id: int
    pupil_id: int
    begins: date
    ends: date | None = None


class HealthSheet(NamedTuple):
    """What is known about a pupil's health from a day on."""

    id: int
    pupil_id: int
    year_id: int
    begins: date
    examined: date | None
    height_mm: int | None
    sealed: bytes | None
    staff_id: int


class Advice(NamedTuple):
    """What a teacher must take into account, without a diagnosis (R-5.3-03)."""

    id: int
    pupil_id: int
    year_id: int
    begins: date
    furniture: int | None
    desk_row: str
    desk_place: str
    seat_conditions: str
    limits: str
    limits_until: date | None
    wording: str
    staff_id: int


class PeGroup(NamedTuple):
    """Physical-education group from–to: class teacher and PE teachers read it."""

    id: int
    pupil_id: int
    year_id: int
    begins: date
    ends: date | None
    name: str
    staff_id: int


class AdviceRead(NamedTuple):
    """«Ознакомлен»: a teacher has read one advice."""

    id: int
    advice_id: int
    staff_id: int
    at: datetime


class HealthFilled(NamedTuple):
    """«Заполнено на начало года»: the medical worker has gone through the class."""

    id: int
    class_id: int
    day: date
    staff_id: int
    at: datetime


class HealthCount(NamedTuple):
    """How many pupils each group has, without names."""

    id: int
    year_id: int
    scope: str
    kind: str
    counts: str
    day: date
    staff_id: int


class Excuse(NamedTuple):
    """A certificate or request that gives absences of some days their reason (R-7.2-03)."""

    id: int
    pupil_id: int
    source: ExcuseSource
    letter: str
    begins: date
    ends: date
    number: str
    document_day: date | None
    note: str
    staff_id: int


class Decision(NamedTuple):
    """The council's decision on a pupil, with protocol and order (domain 3.3)."""

    id: int
    pupil_id: int
    class_id: int
    code: Code
    wording: str = ""
    protocol_id: int | None = None
    order_id: int | None = None


class ForeignSheet(NamedTuple):
    """«Внешняя ведомость» of another school, hospital or sanatorium (R-3.2.4-14/-15)."""

    id: int
    pupil_id: int
    organisation: str
    begins: date
    ends: date
    number: str = ""
    handed_in: date | None = None
    accepted_by: int | None = None


class ForeignMark(NamedTuple):
    """One mark of a foreign sheet: current with a day, or of a period."""

    id: int
    sheet_id: int
    subject_id: int
    day: date | None = None
    period_id: int | None = None
    value: str = ""


class Debt(NamedTuple):
    """Academic debt: subject, term, at most two attempts (A22)."""

    id: int
    pupil_id: int
    subject_id: int
    year_id: int
    due: date
    first_try: date | None
    second_try: date | None
    cleared: date | None
    value: str
    order_id: int | None
