"""Lines and sections of a plan as rows: put in, taken out, numbered without gaps.

Source: domain 7.1. What is written is kept word for word: the validator proposes, it never mends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.values import HALF_HOURS, LONGEST_PLAN, hours
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.text_faults import many_lines, one_line
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import (
    LessonPlanRow,
    PlanCorrectionRow,
    PlanDateRow,
    PlanSectionRow,
    PlanTopicRow,
)
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession

MOST_HALF_HOURS: Final = 40
_LAST_GRADE: Final = 11
_LONGEST_TYPE: Final = 120
_LONGEST_SECTION: Final = 500
_LONGEST_LINE: Final = 255
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A line to be put into a plan; `section` "" means the section of the line before it."""

    topic: str
    half_hours: int = HALF_HOURS
    section: str = ""
    kind: str = ""
    lesson_type: str = ""
    homework: str = ""
    resources: str = ""
    outcomes: str = ""
    note: str = ""


def add_topics(
    session: JournalSession, plan: LessonPlanRow, number: int, lines: Sequence[NewTopic]
) -> None:
    """Put lines in before line `number`; the following ones move on.

    Raises:
        Invalid: an unknown kind of work, hours that cannot be, or too many lines.
    """
    standing = plan_lines(session, plan.id)
    if len(standing) + len(lines) > LONGEST_PLAN:
        raise Invalid(
            f"В КТП не больше {LONGEST_PLAN} строк, а стало бы {len(standing) + len(lines)}."
        )
    at = min(max(number, 1), len(standing) + 1) - 1
    kinds, sections = kind_ids(session), Sections(session, plan.id)
    section_id = standing[at - 1].section_id if at else None
    made = []
    for line in lines:
        refuse_hours(line.half_hours)
        section_id = sections.of(line.section) if one_line(line.section) else section_id
        made.append(
            PlanTopicRow(
                plan_id=plan.id,
                section_id=section_id,
                number=0,
                topic=one_line(line.topic),
                half_hours=line.half_hours,
                kind_id=kind_id(kinds, line.kind),
                lesson_type=one_line(line.lesson_type)[:_LONGEST_TYPE],
                homework=many_lines(line.homework),
                resources=many_lines(line.resources),
                outcomes=many_lines(line.outcomes),
                note=many_lines(line.note),
            )
        )
    renumber((*standing[:at], *made, *standing[at:]))
    session.add_all(made)
    session.flush()


def remove_topics(session: JournalSession, rows: Sequence[PlanTopicRow]) -> None:
    """Take lines out with their days; planned lessons lose the link to them.

    Raises:
        Refused: a lesson was given on one of them, or it stands on a correction sheet.
    """
    ids = [row.id for row in rows]
    numbers = {row.id: row.number for row in rows}
    for start in range(0, len(ids), _CHUNK):
        _release(session, ids[start : start + _CHUNK], numbers)
    session.flush()
    for row in rows:
        session.delete(row)
    session.flush()


def _release(session: JournalSession, ids: Sequence[int], numbers: dict[int, int]) -> None:
    correction = PlanCorrectionRow
    corrected = session.scalar(
        select(correction.topic_id)
        .where(correction.topic_id.in_(ids) | correction.with_topic_id.in_(ids))
        .limit(1)
    )
    if corrected is not None:
        raise Refused("Тема стоит в листе корректировки КТП: её не удаляют.")
    lessons = select(LessonRow).where(LessonRow.plan_topic_id.in_(ids)).with_for_update()
    for lesson in session.scalars(lessons):
        is_planned = lesson.state is not LessonState.HELD and not lesson.topic
        if not is_planned or lesson.day < session.context.today:
            number = numbers[lesson.plan_topic_id or 0]
            raise Refused(f"Тема № {number} уже дана в журнале: её не удаляют (п. 3.2.5).")
        lesson.plan_topic_id = None
    for row in session.scalars(select(PlanDateRow).where(PlanDateRow.topic_id.in_(ids))):
        session.delete(row)


def plan_lines(session: JournalSession, plan_id: int) -> list[PlanTopicRow]:
    """The rows of a plan's lines in their order, locked."""
    row = PlanTopicRow
    query = select(row).where(row.plan_id == plan_id).order_by(row.number, row.id)
    return list(session.scalars(query.with_for_update()))


def named_lines(
    session: JournalSession, plan_id: int, ids: Sequence[int]
) -> dict[int, PlanTopicRow]:
    """The rows of some lines of a plan by id, locked."""
    row, found, wanted = PlanTopicRow, {}, sorted(set(ids))
    for start in range(0, len(wanted), _CHUNK):
        some = row.id.in_(wanted[start : start + _CHUNK])
        query = select(row).where(row.plan_id == plan_id, some).with_for_update()
        found.update({one.id: one for one in session.scalars(query)})
    return found


def renumber(rows: Iterable[PlanTopicRow]) -> None:
    """1, 2, 3… in the order given."""
    for number, row in enumerate(rows, 1):
        if row.number != number:
            row.number = number


class Sections:
    """Sections of a plan by their titles; a title nobody has is a new section at the end."""

    def __init__(self, session: JournalSession, plan_id: int) -> None:
        self._session, self._plan_id = session, plan_id
        query = select(PlanSectionRow).filter_by(plan_id=plan_id).order_by(PlanSectionRow.position)
        rows = list(session.scalars(query))
        self._ids = {row.title: row.id for row in reversed(rows)}
        self._last = max((row.position for row in rows), default=0)

    def of(self, title: str) -> int:
        """The id of a section."""
        name = section_name(title)
        if name not in self._ids:
            self._last += 1
            row = PlanSectionRow(plan_id=self._plan_id, position=self._last, title=name)
            self._session.add(row)
            self._session.flush()
            self._ids[name] = row.id
        return self._ids[name]


def kind_ids(session: JournalSession) -> dict[str, int]:
    """Kinds of work of the school by code."""
    return {row.code: row.id for row in session.scalars(select(WorkKindRow))}


def kind_id(kinds: dict[str, int], code: str) -> int | None:
    """The kind of a code; "" is an ordinary lesson.

    Raises:
        Invalid: the school has no such kind.
    """
    if not code:
        return None
    if code not in kinds:
        raise Invalid(f"Вида работы «{code}» нет в справочнике школы.")
    return kinds[code]


def refuse_hours(half_hours: int) -> None:
    """Refuse hours that no lesson has.

    Raises:
        Invalid: none or less, or too many.
    """
    if not 1 <= half_hours <= MOST_HALF_HOURS:
        raise Invalid(
            f"Часов на тему не может быть {hours(half_hours)}: "
            f"укажите от 0,5 до {hours(MOST_HALF_HOURS)}."
        )


def refuse_grade(grade: int) -> None:
    """Refuse a grade that no school has.

    Raises:
        Invalid: not 1 to 11.
    """
    if not 1 <= grade <= _LAST_GRADE:
        raise Invalid(f"Параллели «{grade}» нет: бывают с 1 по {_LAST_GRADE}.")


def section_name(text: str) -> str:
    """The title of a section as it is stored."""
    return one_line(text)[:_LONGEST_SECTION].rstrip()


def tidy_line(text: str) -> str:
    """A name as it is stored: one line that fits."""
    return one_line(text)[:_LONGEST_LINE]
