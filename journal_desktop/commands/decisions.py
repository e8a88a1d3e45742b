"""Write the council's decisions on the pupils of a class, many at once, and their debts.

Source: domain 3.3, R-3.2.4-13 (class teacher and office), A22. Who: the class teacher for the own
class, from the marks that are seen there; the office for any class, by the protocol. The office
alone registers papers (domain 9.2, row «Orders»); the responsible officer and the heads read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.council_papers import Paper, paper_id
from journal_desktop.commands.debts import put_debts
from journal_desktop.domain.decisions import NEEDS, Facts, Need, choices, decision_text
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import Decision, OrderKind
from journal_desktop.queries.decisions import GONE
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.closing import DebtRow, DecisionRow
from journal_desktop.store.rows.pupils import EnrolmentRow, PupilRow
from journal_desktop.store.rows.school import OrderRow, SubjectRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class PupilDecision:
    """What is decided on one pupil; `code` None takes the decision back.

    `expected` is the decision seen there. `debts` are subject ids with the term `due`; `number` is
    that of the certificate.
    """

    pupil_id: int
    code: Decision | None
    expected: Decision | None = None
    debts: tuple[int, ...] = ()
    due: date | None = None
    number: str = ""
    medal: str = ""
    individual: bool = False


@dataclass(frozen=True)
class SetDecisions(Command):
    """Decide on many pupils of a class by one protocol and one order; undone as one.

    A paper left out keeps the one a decision has.
    """

    right: ClassVar = Right.DECISIONS_WRITE
    title: ClassVar = "Решения педсовета"
    class_id: int
    decisions: tuple[PupilDecision, ...]
    protocol_number: str = ""
    protocol_day: date | None = None
    order_number: str = ""
    order_day: date | None = None

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)


@dataclass(frozen=True, slots=True)
class _Council:
    """The class and the papers of one sitting."""

    group: ClassGroupRow
    protocol_id: int | None
    order_id: int | None
    cleared: str
    """«протокол № 3 от 12.10.2026»."""


@handles(SetDecisions)
def set_decisions(session: JournalSession, cmd: SetDecisions) -> None:
    """Change the one row of each pupil and class; equal ones stay as they are."""
    group = session.get(ClassGroupRow, cmd.class_id)
    if group is None:
        raise Invalid("Такого класса в базе нет. Обновите окно.")
    protocol = Paper(cmd.protocol_number, cmd.protocol_day)
    protocol_id = paper_id(session, OrderKind.PROTOCOL, protocol)
    order_id = paper_id(session, OrderKind.TRANSFER, Paper(cmd.order_number, cmd.order_day))
    row = session.get(OrderRow, protocol_id) if protocol_id else None
    cleared = f"протокол № {row.number} от {row.day:%d.%m.%Y}" if row else ""
    council = _Council(group, protocol_id, order_id, cleared)
    for said in cmd.decisions:
        _decide(session, council, said)


def _decide(session: JournalSession, council: _Council, said: PupilDecision) -> None:
    pupil = _member(session, council.group, said)
    query = select(DecisionRow).filter_by(pupil_id=pupil.id, class_id=council.group.id)
    row = session.scalar(query.with_for_update())
    stored = row.code if row else None
    if stored is not said.expected:
        raise Conflict(
            f"{_name(pupil)}: решение уже изменено другим пользователем. Обновите окно.",
            stored=stored.value if stored else "",
        )
    if said.code is None:
        if row is not None:
            put_debts(session, council.group, pupil.id, (), None, None)
            session.delete(row)
        return
    text = _text(session, council, pupil, said)
    if row is None:
        row = DecisionRow(pupil_id=pupil.id, class_id=council.group.id)
        session.add(row)
    row.code, row.wording = said.code, text
    row.protocol_id = council.protocol_id or row.protocol_id
    row.order_id = council.order_id or row.order_id
    _debts(session, council, said, row.order_id)


def _debts(
    session: JournalSession, council: _Council, said: PupilDecision, order_id: int | None
) -> None:
    """Debts begin with a conditional promotion and stay with what follows from them."""
    if said.code is Decision.PROMOTED_COND:
        put_debts(session, council.group, said.pupil_id, said.debts, said.due, order_id)
    elif said.expected not in (Decision.PROMOTED_COND, Decision.DEBT_CLEARED):
        put_debts(session, council.group, said.pupil_id, (), None, None)


def _member(session: JournalSession, group: ClassGroupRow, said: PupilDecision) -> PupilRow:
    """The pupil, whose last stay in the class has not ended by leaving or moving."""
    query = select(EnrolmentRow).filter_by(pupil_id=said.pupil_id, class_id=group.id)
    stay = session.scalars(query.order_by(EnrolmentRow.begins.desc())).first()
    pupil = session.get(PupilRow, said.pupil_id)
    if stay is None or pupil is None:
        raise Invalid("Ученик не числится в этом классе. Обновите окно.")
    if stay.end_kind in GONE:
        raise Refused(
            f"{_name(pupil)} не заканчивает год в этом классе: запись в ведомости следует "
            "из приказа о движении (п. 3.2.4)."
        )
    return pupil


def _text(session: JournalSession, council: _Council, pupil: PupilRow, said: PupilDecision) -> str:
    code, grade = said.code, council.group.grade
    if code is None or code not in choices(grade):
        raise Invalid(f"{_name(pupil)}: такого решения для {grade} класса нет (п. 3.2.4).")
    needs = NEEDS.get(code, frozenset())
    if Need.DEBTS in needs and (not said.debts or said.due is None):
        raise Invalid(
            f"{_name(pupil)}: при условном переводе укажите предметы и срок ликвидации "
            "задолженности (п. 3.2.4)."
        )
    if code is Decision.DEBT_CLEARED:
        _refuse_owing(session, council, pupil)
    facts = Facts(
        debts=_titles(session, said.debts) if Need.DEBTS in needs else (),
        due=said.due if Need.DEBTS in needs else None,
        number=one_line(said.number).removeprefix("№").strip() if Need.NUMBER in needs else "",
        medal=one_line(said.medal) if Need.MEDAL in needs else "",
        cleared=council.cleared,
        individual=said.individual,
    )
    return decision_text(code, pupil.sex, grade, facts)


def _refuse_owing(session: JournalSession, council: _Council, pupil: PupilRow) -> None:
    debts = select(DebtRow).filter_by(pupil_id=pupil.id, year_id=council.group.year_id)
    rows = session.scalars(debts).all()
    if not rows or any(row.cleared is None for row in rows):
        raise Refused(
            f"{_name(pupil)}: задолженность не ликвидирована — сначала запишите пересдачи "
            "по всем предметам (п. 3.2.4)."
        )


def _titles(session: JournalSession, subject_ids: tuple[int, ...]) -> tuple[str, ...]:
    query = select(SubjectRow.title).where(SubjectRow.id.in_(subject_ids))
    return tuple(session.scalars(query.order_by(SubjectRow.position, SubjectRow.id)))


def _name(pupil: PupilRow) -> str:
    return f"{pupil.surname} {pupil.name}"
