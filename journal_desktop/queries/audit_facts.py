"""What the checks of the journal of actions look at: actions, marks changed, logins of some days.

Source: R-5.4-01, domain 5.9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar, Final

from sqlalchemy import and_, func, or_, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.audit_limits import RULE, Limits, limits_from
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.audit_deeds import first_since
from journal_desktop.queries.audit_names import names_of
from journal_desktop.queries.audit_scope import seen_by, whole_school
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import MarkRow, PeriodMarkRow
from journal_desktop.store.rows.ops import ChangeRow, LoginEventRow, OpRow
from journal_desktop.store.rows.school import PeriodRow, RuleRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

MOST: Final = 100_000
"""Actions looked at, the newest ones; a school makes as many in two months."""
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Act:
    """One action; `local` is its moment at the school, `page_id` 0 when it is of no page."""

    op_id: int
    at: datetime
    local: datetime
    staff_id: int
    computer: str
    page_id: int
    undoes: int | None


@dataclass(frozen=True, slots=True)
class MarkMove:
    """A mark that was changed; `stood_since` is when the value before was put.

    `final_at` is when the final mark of the period was put, None while there is none.
    """

    op_id: int
    pupil_id: int
    lesson_id: int
    before: str
    after: str
    stood_since: datetime | None
    final_at: datetime | None


@dataclass(frozen=True, slots=True)
class LoginTry:
    """A login, accepted or refused."""

    at: datetime
    login: str
    computer: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """Facts of some days, oldest first.

    `computers` are those a person worked on in the days before: (person, computer) → actions.
    `deadlines` are moments when periods end or their marks are due. `people` and `pages` are names.
    """

    acts: tuple[Act, ...]
    moves: Mapping[int, tuple[MarkMove, ...]]
    logins: tuple[LoginTry, ...]
    computers: Mapping[tuple[int, str], int]
    deadlines: tuple[datetime, ...]
    people: Mapping[int, str]
    pages: Mapping[int, str]
    limits: Limits


@dataclass(frozen=True)
class FactsOf(Query[AuditFacts]):
    """Facts of the school days from `begins` to `ends`, of what the person may read."""

    right: ClassVar = Right.AUDIT_READ
    begins: date
    ends: date

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> AuditFacts:
        zone = session.context.zone
        begins = datetime.combine(self.begins, time.min, zone).astimezone(UTC)
        ends = datetime.combine(self.ends + timedelta(days=1), time.min, zone).astimezone(UTC)
        limits = _limits(session)
        top = session.scalar(select(func.max(OpRow.id))) or 0
        acts = _acts(session, (begins, ends), top)
        span = (acts[0].op_id, acts[-1].op_id) if acts else (0, 0)
        shown = {act.op_id: act for act in acts}
        pages = {act.page_id for act in acts if act.page_id > 0}
        names = names_of(session, {"page": pages})
        return AuditFacts(
            acts,
            _moves(session, span, shown),
            _logins(session, begins, ends),
            _computers(session, begins - timedelta(days=limits.known_days), span[0]),
            _deadlines(session, begins, ends + timedelta(hours=limits.deadline_hours)),
            _people(session),
            {page: names["page", page] for page in pages},
            limits,
        )


def _limits(session: JournalSession) -> Limits:
    today = session.context.today
    still = or_(RuleRow.ends.is_(None), RuleRow.ends >= today)
    query = select(RuleRow.value).where(RuleRow.name == RULE, RuleRow.begins <= today, still)
    return limits_from(session.scalar(query.order_by(RuleRow.begins.desc()).limit(1)))


def _acts(session: JournalSession, span: tuple[datetime, datetime], top: int) -> tuple[Act, ...]:
    begins, ends = span
    low = first_since(session, begins - timedelta(days=1), top)
    query = (
        select(
            *(OpRow.id, OpRow.at, OpRow.offset_min, OpRow.staff_id, OpRow.computer),
            *(OpRow.chain, OpRow.undoes),
        )
        .where(OpRow.id >= low, OpRow.at >= begins, OpRow.at < ends, OpRow.staff_id.is_not(None))
        .where(seen_by(session.context.actor))
        .order_by(OpRow.id.desc())
        .limit(MOST)
    )
    rows = session.execute(query).all()
    return tuple(
        Act(row[0], row[1], _local(row[1], row[2]), row[3] or 0, *row[4:]) for row in reversed(rows)
    )


def _local(at: datetime, offset_min: int) -> datetime:
    return at + timedelta(minutes=offset_min)


def _moves(
    session: JournalSession, span: tuple[int, int], acts: Mapping[int, Act]
) -> dict[int, tuple[MarkMove, ...]]:
    changed = _changed_marks(session, span, acts)
    places = _places(session, {row[1] for row in changed})
    finals = _finals(session, {place[0] for place in places.values()})
    moves: dict[int, list[MarkMove]] = defaultdict(list)
    for op_id, mark, before, after in changed:
        if mark not in places:
            continue
        pupil, lesson, day, subject = places[mark]
        put = [at for first, last, at in finals[pupil, subject] if first <= day <= last]
        since = _moment(before["changed_at"]) if "changed_at" in before else acts[op_id].at
        values = before.get("value") or "", after.get("value") or ""
        moves[op_id].append(MarkMove(op_id, pupil, lesson, *values, since, min(put, default=None)))
    return {op_id: tuple(found) for op_id, found in moves.items()}


def _changed_marks(
    session: JournalSession, span: tuple[int, int], acts: Mapping[int, Act]
) -> list[tuple[int, int, Any, Any]]:
    """Number of the op, of the mark, images before and after, of marks whose value changed."""
    kind = ChangeRow.entity.concat("")  # the numbers of the ops lead, not an index of kinds
    query = select(ChangeRow.op_id, ChangeRow.row_id, ChangeRow.before, ChangeRow.after).where(
        ChangeRow.op_id.between(*span), kind == MarkRow.__tablename__, ChangeRow.before.is_not(None)
    )
    return [
        (row[0], row[1], row[2], row[3])
        for row in session.execute(query.order_by(ChangeRow.op_id, ChangeRow.seq))
        if row[0] in acts and "value" in (row[3] or {})
    ]


def _places(session: JournalSession, marks: set[int]) -> dict[int, tuple[int, int, date, int]]:
    """Pupil, lesson, day and subject of every mark."""
    found: dict[int, tuple[int, int, date, int]] = {}
    asked = sorted(marks)
    for start in range(0, len(asked), _CHUNK):
        query = (
            select(
                MarkRow.id, MarkRow.pupil_id, WorkRow.lesson_id, LessonRow.day, PageRow.subject_id
            )
            .join(WorkRow, WorkRow.id == MarkRow.work_id)
            .join(LessonRow, LessonRow.id == WorkRow.lesson_id)
            .join(PageRow, PageRow.id == LessonRow.page_id)
            .where(MarkRow.id.in_(asked[start : start + _CHUNK]))
        )
        found |= {row[0]: (row[1], row[2], row[3], row[4]) for row in session.execute(query)}
    return found


Finals = dict[tuple[int, int], list[tuple[date, date, datetime]]]


def _finals(session: JournalSession, pupils: set[int]) -> Finals:
    """When final marks were put: (pupil, subject) → first and last day of the period, moment."""
    found: Finals = defaultdict(list)
    asked = sorted(pupils)
    for start in range(0, len(asked), _CHUNK):
        query = (
            select(
                *(PeriodMarkRow.pupil_id, PeriodMarkRow.subject_id, PeriodRow.begins),
                *(PeriodRow.ends, PeriodMarkRow.entered_at),
            )
            .join(PeriodRow, PeriodRow.id == PeriodMarkRow.period_id)
            .where(
                PeriodMarkRow.pupil_id.in_(asked[start : start + _CHUNK]),
                PeriodMarkRow.kind == PeriodKind.PERIOD,
                PeriodMarkRow.value.is_not(None),
            )
        )
        for pupil, subject, first, last, at in session.execute(query):
            found[pupil, subject].append((first, last, at))
    return found


def _moment(said: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None


def _logins(session: JournalSession, begins: datetime, ends: datetime) -> tuple[LoginTry, ...]:
    if not whole_school(session.context.actor):
        return ()
    event = LoginEventRow
    query = select(event.at, event.login, event.computer, event.accepted)
    query = query.where(event.at >= begins, event.at < ends).order_by(event.at)
    return tuple(LoginTry(*row) for row in session.execute(query))


def _computers(session: JournalSession, since: datetime, before: int) -> dict[tuple[int, str], int]:
    low = first_since(session, since, before)
    query = select(OpRow.staff_id, OpRow.computer, func.count()).where(
        and_(OpRow.id >= low, OpRow.id < before, OpRow.staff_id.is_not(None))
    )
    found = session.execute(query.group_by(OpRow.staff_id, OpRow.computer))
    return {(row[0] or 0, row[1]): row[2] for row in found}


def _deadlines(session: JournalSession, begins: datetime, ends: datetime) -> tuple[datetime, ...]:
    zone = session.context.zone
    rows = session.execute(
        select(PeriodRow.deadline, PeriodRow.ends).where(PeriodRow.number > 0).distinct()
    )
    moments: set[datetime] = set()
    for deadline, last in rows:
        over = datetime.combine(last + timedelta(days=1), time.min, zone)
        moments.add(deadline or over.astimezone(UTC))
    return tuple(sorted(moment for moment in moments if begins <= moment <= ends))


def _people(session: JournalSession) -> dict[int, str]:
    rows: Sequence[Any] = session.execute(
        select(StaffRow.id, StaffRow.surname, StaffRow.name, StaffRow.patronymic)
    ).all()
    return {row[0]: initials(*row[1:]) for row in rows}
