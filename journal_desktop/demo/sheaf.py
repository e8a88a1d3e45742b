"""Rows in the making: by table, numbered from one, in an order that foreign keys allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeVar, cast

from journal_desktop.demo import values_lessons as lessons
from journal_desktop.demo import values_pupils as pupils
from journal_desktop.demo import values_school as school

Row = TypeVar("Row", bound=tuple[Any, ...])

TABLES: Final[dict[type[tuple[Any, ...]], str]] = {
    school.School: "school",
    school.Order: "school_order",
    school.SchoolYear: "school_year",
    school.Period: "period",
    school.Vacation: "vacation",
    school.CalendarDay: "calendar_day",
    school.BellSchedule: "bell_schedule",
    school.Bell: "bell",
    school.Subject: "subject",
    school.Room: "room",
    school.WorkKind: "work_kind",
    school.Staff: "staff",
    school.Account: "account",
    school.RoleGrant: "role_grant",
    school.ClassGroup: "class_group",
    school.ClassTeacher: "class_teacher",
    school.StudyPlan: "study_plan",
    school.Subgroup: "subgroup",
    school.Page: "page",
    school.Assignment: "assignment",
    school.Slot: "slot",
    pupils.Pupil: "pupil",
    pupils.PupilCard: "pupil_card",
    pupils.Guardian: "guardian",
    pupils.Guardianship: "guardianship",
    pupils.Enrolment: "enrolment",
    pupils.SubgroupMember: "subgroup_member",
    pupils.Exemption: "exemption",
    pupils.Consent: "consent",
    pupils.DiaryCode: "diary_code",
    pupils.PaperDiary: "paper_diary",
    pupils.Informing: "informing",
    pupils.CardCheck: "card_check",
    pupils.HealthSheet: "health_sheet",
    pupils.Advice: "advice",
    pupils.PeGroup: "pe_group",
    pupils.AdviceRead: "advice_read",
    pupils.HealthFilled: "health_filled",
    pupils.HealthCount: "health_count",
    pupils.Excuse: "excuse",
    pupils.ForeignSheet: "foreign_sheet",
    pupils.ForeignMark: "foreign_mark",
    lessons.LessonPlan: "lesson_plan",
    lessons.PlanSection: "plan_section",
    lessons.PlanTopic: "plan_topic",
    lessons.PlanUse: "plan_use",
    lessons.PlanDate: "plan_date",
    lessons.PlanCorrection: "plan_correction",
    lessons.Lesson: "lesson",
    lessons.Substitution: "substitution",
    lessons.Work: "work",
    lessons.Mark: "mark",
    lessons.Absence: "absence",
    lessons.DayConfirmation: "day_confirmation",
    lessons.PeriodMark: "period_mark",
    pupils.Decision: "decision",
    pupils.Debt: "debt",
}


class Batch(NamedTuple):
    """Rows of one table; `columns` names the fields of each row."""

    table: str
    columns: tuple[str, ...]
    rows: list[Any]


class Sheaf:
    """Rows waiting to be written; ids go on after `take`."""

    def __init__(self) -> None:
        self._rows: dict[type[Any], list[Any]] = {kind: [] for kind in TABLES}
        self._last: dict[type[Any], int] = dict.fromkeys(TABLES, 0)

    def put(self, kind: type[Row], *fields: Any, **named: Any) -> Row:
        """Make a row with the next id of its table; `fields` follow the id."""
        row = cast("Callable[..., Row]", kind)(self.next_id(kind), *fields, **named)
        self._rows[kind].append(row)
        return row

    def next_id(self, kind: type[Any]) -> int:
        """Take an id for a row that is added by `add`."""
        self._last[kind] += 1
        return self._last[kind]

    def add(self, row: tuple[Any, ...]) -> None:
        """Add a finished row."""
        self._rows[type(row)].append(row)

    def rows(self, kind: type[Row]) -> list[Row]:
        """Rows of a table not yet taken; the list itself, in order of making."""
        return self._rows[kind]

    def take(self) -> Iterator[Batch]:
        """Give the waiting rows away, tables in order of their foreign keys."""
        for kind, name in TABLES.items():
            rows, self._rows[kind] = self._rows[kind], []
            if rows:
                yield Batch(name, kind._fields, rows)  # type: ignore[attr-defined]  # a NamedTuple
