"""Names of rows that other rows point to: «Иванова М. П.», «7А», «алгебра», «урок 12.10»."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Select, select

from journal_desktop.domain.audit_titles import table_title
from journal_desktop.domain.audit_values import MEMBER_WORDS
from journal_desktop.domain.russian import initials, short_date
from journal_desktop.domain.spread import year_title
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import LessonPlanRow, PlanTopicRow
from journal_desktop.store.rows.pupils import GuardianRow, PupilRow
from journal_desktop.store.rows.school import (
    OrderRow,
    PeriodRow,
    RoomRow,
    SchoolYearRow,
    SubjectRow,
    WorkKindRow,
)
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

Names = dict[tuple[str, int], str]
"""(table, id) → name."""
_CHUNK: Final = 500


def names_of(session: JournalSession, wanted: Mapping[str, Iterable[int]]) -> Names:
    """Names of the rows wanted, by table; a row that is gone is called by its number."""
    found: Names = {}
    for table, ids in wanted.items():
        asked = sorted(set(ids))
        naming = _NAMING.get(table)
        for start in range(0, len(asked), _CHUNK) if naming else ():
            part = asked[start : start + _CHUNK]
            query, spell = naming  # type: ignore[misc]  # no naming, no turn
            for row in session.execute(query.where(query.selected_columns[0].in_(part))):
                found[table, row[0]] = spell(row)
        for row_id in asked:
            found.setdefault((table, row_id), f"{table_title(table).lower()} № {row_id}")
    return found


def page_name(class_name: str, subject: str, group: str) -> str:
    """«7А, алгебра», «7А, английский язык (группа 1)»."""
    part = f"{_lower(subject)} ({group})" if group else _lower(subject)
    return ", ".join(filter(None, (class_name, part)))


def _lower(subject: str) -> str:
    """A subject inside a sentence; an abbreviation stays: «ОБЗР»."""
    return subject if subject[:2].isupper() else f"{subject[:1].lower()}{subject[1:]}"


def _page(row: Any) -> str:
    name = f"{row[1]}{row[2]}" if row[1] else ""
    return page_name(name, row[3], row[4] or "")


def _order(row: Any) -> str:
    head = "протокол" if row[1].name == "PROTOCOL" else f"приказ {MEMBER_WORDS[row[1]]}"
    head = "приказ" if row[1].name == "OTHER" else head
    return f"{head} № {row[2]} от {short_date(row[3], year=True)}"


def _topic(row: Any) -> str:
    return f"№ {row[1]} «{row[2]}»"


Naming = tuple[Select[*tuple[Any, ...]], Callable[[Any], str]]
_NAMING: Final[Mapping[str, Naming]] = MappingProxyType(
    {
        "staff": (
            select(StaffRow.id, StaffRow.surname, StaffRow.name, StaffRow.patronymic),
            lambda row: initials(*row[1:]),
        ),
        "pupil": (
            select(PupilRow.id, PupilRow.surname, PupilRow.name),
            lambda row: f"{row[1]} {row[2]}".strip(),
        ),
        "guardian": (
            select(GuardianRow.id, GuardianRow.surname, GuardianRow.name, GuardianRow.patronymic),
            lambda row: initials(*row[1:]),
        ),
        "subject": (select(SubjectRow.id, SubjectRow.title), lambda row: str(row[1])),
        "class_group": (
            select(ClassGroupRow.id, ClassGroupRow.grade, ClassGroupRow.letter),
            lambda row: f"{row[1]}{row[2]}",
        ),
        "subgroup": (select(SubgroupRow.id, SubgroupRow.title), lambda row: str(row[1])),
        "page": (
            select(
                PageRow.id,
                ClassGroupRow.grade,
                ClassGroupRow.letter,
                SubjectRow.title,
                SubgroupRow.title,
            )
            .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
            .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
            .outerjoin(SubgroupRow, SubgroupRow.id == PageRow.subgroup_id),
            _page,
        ),
        "lesson": (
            select(LessonRow.id, LessonRow.day),
            lambda row: f"урок {short_date(row[1])}",
        ),
        "period": (select(PeriodRow.id, PeriodRow.title), lambda row: str(row[1])),
        "school_year": (
            select(SchoolYearRow.id, SchoolYearRow.first_year),
            lambda row: year_title(row[1]),
        ),
        "school_order": (
            select(OrderRow.id, OrderRow.kind, OrderRow.number, OrderRow.day),
            _order,
        ),
        "work_kind": (select(WorkKindRow.id, WorkKindRow.title), lambda row: str(row[1])),
        "room": (select(RoomRow.id, RoomRow.title), lambda row: str(row[1])),
        "lesson_plan": (select(LessonPlanRow.id, LessonPlanRow.title), lambda row: str(row[1])),
        "plan_topic": (
            select(PlanTopicRow.id, PlanTopicRow.number, PlanTopicRow.topic),
            _topic,
        ),
    }
)
