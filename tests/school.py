"""Builds a small invented school for tests, straight into an empty database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.vocabulary import (
    AccountState,
    PlanPart,
    Scheme,
    Sex,
    SubjectKind,
    YearState,
)
from journal_desktop.store.rows import classes, lessons, plans, pupils, school, staff

ZONE = ZoneInfo("Asia/Krasnoyarsk")
TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
"""12:00 at the school."""
BEGIN = date(2026, 9, 1)

_SURNAMES = ["Абрамова", "Белов", "Ёлкин", "Петров-Водкин", "Шевченко", "Яшин"]
KINDS = [
    ("ANSWER", "Ответ на уроке", "ОТВ", 1, False),
    ("CTRL", "Контрольная работа", "КР", 3, True),
]


@dataclass
class SmallSchool:
    """Ids of what was built."""

    year: int = 0
    class_id: int = 0
    page: int = 0
    other_page: int = 0
    course_page: int = 0
    pupils: list[int] = field(default_factory=list)
    lessons: list[int] = field(default_factory=list)
    """Lessons of `page` by day; the last one is tomorrow."""
    other_lesson: int = 0
    course_lesson: int = 0
    periods: dict[int, int] = field(default_factory=dict)
    """Quarter number → id; 0 is the year."""
    staff: dict[str, int] = field(default_factory=dict)


PEOPLE = {
    "ivanova": ("Иванова", "Мария", "Петровна", [Role.ST, Role.CT]),
    "petrova": ("Петрова", "Анна", "Сергеевна", [Role.ST]),
    "admin": ("Королёв", "Олег", "Иванович", [Role.ADM]),
    "zavuch": ("Громова", "Нина", "Павловна", [Role.DEP]),
    "medic": ("Лунина", "Вера", "Олеговна", [Role.MED]),
}


def build(
    engine: Engine, *, pupil_count: int = 6, days: Sequence[date] = (), today: date | None = None
) -> SmallSchool:
    """Fill an empty database; `days` are the lesson days of the main page."""
    made = SmallSchool()
    with Session(engine) as session, session.begin():
        _setup(session, made, today)
        _people(session, made)
        _class(session, made, pupil_count)
        _lessons(session, made, days or default_days())
    return made


def default_days() -> list[date]:
    """Three past days, today and tomorrow."""
    return [date(2026, 10, 14), date(2026, 11, 16), date(2026, 11, 20), TODAY, TODAY + timedelta(1)]


def _add(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)


def _setup(session: Session, made: SmallSchool, today: date | None) -> None:
    session.add(
        school.SchoolRow(
            name="МБОУ «Лицей № 10»",
            short_name="Лицей № 10",
            settlement="г. Красноярск",
            region="Красноярский край",
            zone=ZONE.key,
            kiasuo_url="",
            today=today,
        )
    )
    made.year = _add(
        session,
        school.SchoolYearRow(
            first_year=2026,
            begins=BEGIN,
            ends=date(2027, 5, 26),
            week_days=5,
            state=YearState.OPEN,
        ),
    )
    ends = [date(2026, 10, 23), date(2026, 12, 30), date(2027, 3, 26), date(2027, 5, 26)]
    starts = [BEGIN, date(2026, 11, 2), date(2027, 1, 11), date(2027, 4, 5)]
    for number, title in enumerate(
        ("Год", "I четверть", "II четверть", "III четверть", "IV четверть")
    ):
        made.periods[number] = _add(
            session,
            school.PeriodRow(
                year_id=made.year,
                scheme=Scheme.QUARTERS,
                number=number,
                title=title,
                short=title.replace("четверть", "ч."),
                begins=starts[number - 1] if number else BEGIN,
                ends=ends[number - 1] if number else ends[-1],
                state=PeriodState.OPEN,
                deadline=None,
            ),
        )
    for position, (code, title, short, weight, control) in enumerate(KINDS):
        session.add(
            school.WorkKindRow(
                code=code,
                title=title,
                short=short,
                weight=Decimal(weight),
                is_control=control,
                needs_form=control,
                result_days=10,
                position=position,
            )
        )
    bells = _add(
        session,
        school.BellScheduleRow(
            year_id=made.year,
            title="Смена 1",
            shift=1,
            grade_from=1,
            grade_to=11,
            begins=BEGIN,
            ends=date(2027, 5, 26),
            short_day=False,
        ),
    )
    for number in range(1, 8):
        starts_at = 7 + number
        session.add(
            school.BellRow(
                schedule_id=bells, number=number, begins=time(starts_at), ends=time(starts_at, 40)
            )
        )


def _people(session: Session, made: SmallSchool) -> None:
    for login, person in PEOPLE.items():
        add_person(session, made, login, person)


def add_person(
    session: Session, made: SmallSchool, login: str, who: tuple[str, str, str, list[Role]]
) -> None:
    """Somebody of the staff with an account: surname, name, patronymic and roles."""
    surname, name, patronymic, roles = who
    person = _add(
        session,
        staff.StaffRow(
            uid=uuid7(),
            surname=surname,
            name=name,
            patronymic=patronymic,
            sort_key=sort_key(surname, name, patronymic),
            sex=Sex.FEMALE,
            position="",
        ),
    )
    made.staff[login] = person
    session.add(
        staff.AccountRow(
            staff_id=person,
            login=login,
            state=AccountState.ACTIVE,
            must_change=False,
            created_at=NOON,
        )
    )
    session.add_all(
        staff.RoleGrantRow(staff_id=person, role=role, begins=BEGIN, data_categories="")
        for role in roles
    )


def _class(session: Session, made: SmallSchool, pupil_count: int) -> None:
    made.class_id = _add(
        session,
        classes.ClassGroupRow(
            uid=uuid7(),
            year_id=made.year,
            grade=7,
            letter="А",
            profile="",
            shift=1,
            scheme=Scheme.QUARTERS,
        ),
    )
    session.add(
        classes.ClassTeacherRow(
            class_id=made.class_id, staff_id=made.staff["ivanova"], begins=BEGIN
        )
    )
    for number in range(pupil_count):
        surname = _SURNAMES[number % len(_SURNAMES)]
        name = f"Имя{chr(ord('а') + number // len(_SURNAMES))}"
        pupil = _add(
            session,
            pupils.PupilRow(
                uid=uuid7(),
                surname=surname,
                name=name,
                patronymic="",
                sort_key=sort_key(surname, name, ""),
                sex=Sex.MALE,
                born=date(2013, 5, 1),
                file_number="",
            ),
        )
        made.pupils.append(pupil)
        session.add(
            pupils.EnrolmentRow(
                pupil_id=pupil,
                class_id=made.class_id,
                begins=BEGIN,
                arrived_from="",
                departed_to="",
            )
        )
    made.page = _page(session, made, "Алгебра", "ivanova", hours=6)
    made.other_page = _page(session, made, "Русский язык", "petrova", hours=8, max_marks=2)
    made.course_page = _page(session, made, "Разговоры о важном", "ivanova", hours=2, no_marks=True)


def _page(
    session: Session,
    made: SmallSchool,
    title: str,
    teacher: str,
    *,
    hours: int,
    max_marks: int = 1,
    no_marks: bool = False,
) -> int:
    subject = _add(
        session,
        school.SubjectRow(
            title=title,
            short=title[:3],
            area="",
            kind=SubjectKind.SUBJECT,
            position=0,
            max_marks=max_marks,
        ),
    )
    session.add(
        classes.StudyPlanRow(
            class_id=made.class_id,
            subject_id=subject,
            half_hours_1=hours,
            half_hours_2=hours,
            part=PlanPart.REQUIRED,
            advanced=False,
            no_marks=no_marks,
            position=0,
        )
    )
    page = _add(
        session,
        classes.PageRow(
            uid=uuid7(),
            year_id=made.year,
            class_id=made.class_id,
            subject_id=subject,
            half_hours=hours,
            no_marks=no_marks,
            max_marks=max_marks,
            scheme=None,
            position=0,
        ),
    )
    session.add(classes.AssignmentRow(page_id=page, staff_id=made.staff[teacher], begins=BEGIN))
    return page


def _lessons(session: Session, made: SmallSchool, days: Sequence[date]) -> None:
    plan = _add(
        session,
        plans.LessonPlanRow(
            uid=uuid7(),
            year_id=made.year,
            subject_id=1,
            grade=7,
            author_id=made.staff["ivanova"],
            title="Алгебра, 7 класс",
            programme="",
            state=plans.PlanState.APPROVED,
        ),
    )
    for number, day in enumerate(days, start=1):
        topic = _add(session, plan_topic(plan, number, f"Тема по плану {number}"))
        made.lessons.append(lesson(session, made.page, day, made.staff["ivanova"], topic))
    made.other_lesson = lesson(session, made.other_page, TODAY, made.staff["petrova"], number=2)
    made.course_lesson = lesson(session, made.course_page, TODAY, made.staff["ivanova"], number=1)


def plan_topic(plan: int, number: int, topic: str) -> plans.PlanTopicRow:
    """A bare line of a lesson plan."""
    return plans.PlanTopicRow(
        plan_id=plan,
        number=number,
        topic=topic,
        half_hours=2,
        lesson_type="",
        homework="",
        resources="",
        outcomes="",
        note="",
    )


def lesson(
    session: Session, page: int, day: date, teacher: int, topic: int | None = None, number: int = 3
) -> int:
    """A planned lesson with its default work."""
    made = _add(
        session,
        lessons.LessonRow(
            uid=uuid7(),
            page_id=page,
            day=day,
            number=number,
            staff_id=teacher,
            half_hours=2,
            state=LessonState.PLANNED,
            topic="",
            topic_reason="",
            homework="",
            homework_for_absent="",
            plan_topic_id=topic,
            cancel_reason="",
        ),
    )
    session.add(lessons.WorkRow(lesson_id=made, number=1, kind_id=1, title=""))
    session.flush()
    return made
