"""Decisions of the council on a class: who, what the marks propose, what is decided and by what.

Source: domain 3.3, R-3.2.4-13, A22. Proposals need final marks, which the office does not read
(domain 9.2): for who may not read the journal of the class they are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right, may
from journal_desktop.domain.decisions import Facts, Proposal, arrival_text, decision_text, propose
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.final_marks import order_text
from journal_desktop.domain.spread import year_title
from journal_desktop.domain.vocabulary import (
    Decision,
    EnrolmentEnd,
    OrderKind,
    Sex,
    StudyKind,
    SubjectKind,
    YearState,
)
from journal_desktop.queries.base import Query
from journal_desktop.queries.orders import OrderItem
from journal_desktop.queries.year_marks import last_school_day, year_marks
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.closing import DebtRow, DecisionRow
from journal_desktop.store.rows.pupils import EnrolmentRow, PupilRow, StudyStateRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow, SubjectRow
from journal_desktop.store.session import JournalSession

GONE: Final[Mapping[EnrolmentEnd, Decision]] = {
    EnrolmentEnd.LEFT: Decision.LEFT,
    EnrolmentEnd.MOVED: Decision.MOVED,
}
"""Ends of a stay that are the decision themselves."""


@dataclass(frozen=True, slots=True)
class DebtLine:
    """A debt of a pupil: subject, term, when it was tried and passed."""

    id: int
    subject_id: int
    subject: str
    due: date
    tries: tuple[date, ...]
    cleared: date | None
    value: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One pupil; `code` None is not decided yet, `by_order` follows from the pupil's movement.

    `text` is the decision as printed, `protocol` and `order` are «№ 9 от 25.05.2026». `note` is
    printed beside it: arrival during the year, study at home.
    """

    pupil_id: int
    name: str
    sex: Sex
    proposal: Proposal | None
    code: Decision | None = None
    text: str = ""
    protocol: str = ""
    order: str = ""
    protocol_id: int | None = None
    order_id: int | None = None
    by_order: bool = False
    note: str = ""
    debts: tuple[DebtLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """The pupils of a class in alphabetical order with their decisions."""

    class_id: int
    class_name: str
    grade: int
    year_id: int
    school_year: str
    year_state: YearState
    last_day: date
    """The last school day, before which a transfer order is a doubt (R-3.2.4-13)."""
    subjects: tuple[tuple[int, str], ...]
    lines: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True)
class DecidedClass:
    """A class in a list to choose from."""

    class_id: int
    name: str


@dataclass(frozen=True)
class DecidedClasses(Query[tuple[DecidedClass, ...]]):
    """Classes of a year whose decisions the person sees."""

    right: ClassVar = Right.DECISIONS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[DecidedClass, ...]:
        query = select(ClassGroupRow).filter_by(year_id=self.year_id)
        rows = session.scalars(query.order_by(ClassGroupRow.grade, ClassGroupRow.letter))
        actor = session.context.actor
        return tuple(
            DecidedClass(row.id, f"{row.grade}{row.letter}")
            for row in rows
            if may(actor, Right.DECISIONS_READ, ClassTarget(row.id))
        )


@dataclass(frozen=True)
class CouncilPapers(Query[tuple[OrderItem, ...]]):
    """Protocols or transfer orders about a year, the newest first; debts come a year later."""

    right: ClassVar = Right.DECISIONS_READ
    year_id: int
    kind: OrderKind

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[OrderItem, ...]:
        year = session.get_one(SchoolYearRow, self.year_id)
        row = OrderRow
        query = (
            select(row.id, row.number, row.day, row.title)
            .where(
                row.kind == self.kind,
                row.day >= year.begins,
                row.day < date(year.first_year + 2, 9, 1),
            )
            .order_by(row.day.desc(), row.id.desc())
        )
        return tuple(OrderItem(*found) for found in session.execute(query))


@dataclass(frozen=True)
class ClassDecisions(Query[DecisionSheet]):
    """Everybody who was in the class, with what is decided and what the marks propose."""

    right: ClassVar = Right.DECISIONS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> DecisionSheet:
        group = session.get(ClassGroupRow, self.class_id)
        if group is None:
            raise Invalid("Такого класса в базе нет. Обновите окно.")
        year = session.get_one(SchoolYearRow, group.year_id)
        subjects = _subjects(session, group.id)
        return DecisionSheet(
            class_id=group.id,
            class_name=f"{group.grade}{group.letter}",
            grade=group.grade,
            year_id=year.id,
            school_year=year_title(year.first_year),
            year_state=year.state,
            last_day=last_school_day(session, group, year),
            subjects=tuple(subjects.items()),
            lines=tuple(_lines(session, group, year, subjects)),
        )


def decided_lines(
    session: JournalSession, group: ClassGroupRow, year: SchoolYearRow
) -> tuple[DecisionLine, ...]:
    """The same lines as a ledger needs them: what is decided, without proposals and debts."""
    stays = _stays(session, group.id)
    return tuple(_told(session, group, year, stays, _Behind({}, {})))


def _lines(
    session: JournalSession, group: ClassGroupRow, year: SchoolYearRow, subjects: dict[int, str]
) -> list[DecisionLine]:
    stays = _stays(session, group.id)
    marks = year_marks(session, group, set(stays))
    proposals: dict[int, Proposal | None] = {}
    for pupil_id in stays if marks is not None else ():
        own = marks.get(pupil_id, {}) if marks else {}
        named = {subjects[key]: value for key, value in own.items()}
        proposals[pupil_id] = propose(group.grade, named)
    behind = _Behind(proposals, debts_of(session, year.id, set(stays)))
    return _told(session, group, year, stays, behind)


class _Behind(NamedTuple):
    """What a decision is made from, by pupil id."""

    proposals: Mapping[int, Proposal | None]
    debts: Mapping[int, tuple[DebtLine, ...]]


def _told(
    session: JournalSession,
    group: ClassGroupRow,
    year: SchoolYearRow,
    stays: Mapping[int, _Stay],
    behind: _Behind,
) -> list[DecisionLine]:
    decided, notes = _decided(session, group.id), _notes(session, year, set(stays))
    lines = []
    for pupil_id, (pupil, stay, departure, arrival) in stays.items():
        own = _Own(pupil, group.grade, stay, departure)
        proposal = None if own.is_gone else behind.proposals.get(pupil_id)
        debts = behind.debts.get(pupil_id, ())
        note = "; ".join(filter(None, (_arrival(own, year, arrival), notes.get(pupil_id, ""))))
        lines.append(own.line(proposal, decided.get(pupil_id), debts, note))
    return lines


@dataclass(frozen=True, slots=True)
class _Own:
    """What is known of one pupil of the class."""

    pupil: PupilRow
    grade: int
    stay: EnrolmentRow
    departure: OrderRow | None

    @property
    def is_gone(self) -> bool:
        """Whether the pupil left the class before the decision."""
        return self.stay.end_kind in GONE

    def line(
        self,
        proposal: Proposal | None,
        decided: Any,
        debts: tuple[DebtLine, ...],
        note: str,
    ) -> DecisionLine:
        """The pupil's line."""
        pupil = self.pupil
        name = " ".join(filter(None, (pupil.surname, pupil.name, pupil.patronymic)))
        if self.is_gone:
            code, text = self._departed()
            order = order_text(self.departure.number, self.departure.day) if self.departure else ""
            return DecisionLine(
                pupil.id, name, pupil.sex, None, code, text, order=order, by_order=True, note=note
            )
        if decided is None:
            return DecisionLine(pupil.id, name, pupil.sex, proposal, note=note, debts=debts)
        row, protocol, order = decided
        return DecisionLine(
            pupil.id,
            name,
            pupil.sex,
            proposal,
            row.code,
            row.wording,
            order_text(protocol.number, protocol.day) if protocol else "",
            order_text(order.number, order.day) if order else "",
            row.protocol_id,
            row.order_id,
            note=note,
            debts=debts,
        )

    def _departed(self) -> tuple[Decision, str]:
        end = self.stay.end_kind
        code = GONE[end] if end else Decision.LEFT
        number = self.departure.number if self.departure else ""
        facts = Facts(day=self.stay.ends, order=number, place=self.stay.departed_to)
        return code, decision_text(code, self.pupil.sex, self.grade, facts)


_Stay = tuple[PupilRow, EnrolmentRow, OrderRow | None, OrderRow | None]


def _stays(session: JournalSession, class_id: int) -> dict[int, _Stay]:
    """The last stay of each pupil in the class, pupils in alphabetical order."""
    departure, arrival = aliased(OrderRow), aliased(OrderRow)
    query: Any = (
        select(PupilRow, EnrolmentRow, departure, arrival)
        .join(EnrolmentRow, EnrolmentRow.pupil_id == PupilRow.id)
        .outerjoin(departure, departure.id == EnrolmentRow.departure_order_id)
        .outerjoin(arrival, arrival.id == EnrolmentRow.arrival_order_id)
        .where(EnrolmentRow.class_id == class_id)
        .order_by(PupilRow.sort_key, PupilRow.id, EnrolmentRow.begins, EnrolmentRow.id)
    )
    return {row[0].id: (row[0], row[1], row[2], row[3]) for row in session.execute(query)}


def _decided(session: JournalSession, class_id: int) -> dict[int, Any]:
    protocol, order = aliased(OrderRow), aliased(OrderRow)
    query: Any = (
        select(DecisionRow, protocol, order)
        .outerjoin(protocol, protocol.id == DecisionRow.protocol_id)
        .outerjoin(order, order.id == DecisionRow.order_id)
        .where(DecisionRow.class_id == class_id)
    )
    return {row[0].pupil_id: row for row in session.execute(query)}


def debts_of(
    session: JournalSession, year_id: int, pupils: set[int]
) -> dict[int, tuple[DebtLine, ...]]:
    """Debts of the year by pupil, in the order of subjects."""
    query = (
        select(DebtRow, SubjectRow.title)
        .join(SubjectRow, SubjectRow.id == DebtRow.subject_id)
        .where(DebtRow.year_id == year_id, DebtRow.pupil_id.in_(pupils))
        .order_by(SubjectRow.position, DebtRow.id)
    )
    found: dict[int, tuple[DebtLine, ...]] = {}
    for row, subject in session.execute(query):
        tries = tuple(day for day in (row.first_try, row.second_try) if day is not None)
        line = DebtLine(row.id, row.subject_id, subject, row.due, tries, row.cleared, row.value)
        found[row.pupil_id] = (*found.get(row.pupil_id, ()), line)
    return found


def _subjects(session: JournalSession, class_id: int) -> dict[int, str]:
    query = (
        select(SubjectRow.id, SubjectRow.title)
        .join(PageRow, PageRow.subject_id == SubjectRow.id)
        .where(PageRow.class_id == class_id, SubjectRow.kind == SubjectKind.SUBJECT)
        .order_by(PageRow.position, SubjectRow.position, PageRow.id)
    )
    return {row.id: row.title for row in session.execute(query)}


def _arrival(own: _Own, year: SchoolYearRow, order: OrderRow | None) -> str:
    stay = own.stay
    if order is None or stay.begins <= year.begins:
        return ""
    facts = Facts(day=stay.begins, order=order.number, place=stay.arrived_from)
    return arrival_text(own.pupil.sex, facts)


def _notes(session: JournalSession, year: SchoolYearRow, pupils: set[int]) -> dict[int, str]:
    """«Обучение на дому, приказ № …» of who studied so during the year."""
    state = StudyStateRow
    query: Any = (
        select(state.pupil_id, OrderRow.number, PupilRow.sex)
        .join(PupilRow, PupilRow.id == state.pupil_id)
        .outerjoin(OrderRow, OrderRow.id == state.order_id)
        .where(
            state.kind == StudyKind.HOME,
            state.pupil_id.in_(pupils),
            state.begins <= year.ends,
            or_(state.ends.is_(None), state.ends >= year.begins),
        )
    )
    rows: Sequence[Any] = session.execute(query).all()
    return {
        row[0]: decision_text(Decision.HOME, row[2], 1, Facts(order=row[1] or "")) for row in rows
    }
