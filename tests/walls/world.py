"""A school with two rows of everything: one that is somebody's own, one that is foreign.

Every table of the metadata gets both, made from its column types, so that a new table cannot be
forgotten: own rows hang on class 7А and its pages, foreign ones on 7Б.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from school import ZONE
from sqlalchemy import JSON, Column, Engine, LargeBinary, String, Table, Text, Uuid, insert
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.vocabulary import (
    AccountState,
    ExcuseSource,
    OrderKind,
    PrintState,
    RequestState,
)
from journal_desktop.store.audit import UNAUDITED
from journal_desktop.store.rows import Base

TODAY = date(2026, 11, 23)
LESSON_DAY = date(2026, 11, 20)
BEGIN = date(2026, 9, 1)
PEOPLE = {
    "dir": Role.DIR,
    "dep": Role.DEP,
    "adm": Role.ADM,
    "ct": Role.CT,
    "st": Role.ST,
    "pe": Role.ST,
    "med": Role.MED,
    "arc": Role.ARC,
    "sec": Role.SEC,
}
"""Login → role. `st` teaches algebra in 7А, `pe` physical education there, `ct` leads the class."""
OTHER = "other"
"""Teaches and leads 7Б."""
_MADE_BY_HAND = {row.__tablename__ for row in UNAUDITED} - {"medical_key"}
_YEARLY = {"school", "school_year", "period", "subject", "room", "work_kind", "bell_schedule"}
"""Made once: both worlds share them."""


@dataclass
class World:
    """Ids of the rows by table."""

    staff: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)
    pe_page: int = 0
    lesson_of_pe: int = 0

    def id_of(self, table: str, which: str, login: str) -> int:
        """The row: `which` is own, foreign, or self for what belongs to the person who asks."""
        if which == "self":
            return self.own[f"{table}:{login}"]
        return (self.own if which == "own" else self.foreign)[table]


def build_world(engine: Engine) -> World:
    """Fill an empty database as its owner."""
    world = World()
    with engine.begin() as connection:

        def add(table: str, **given: Any) -> int:
            made = _row(Base.metadata.tables[table], given)
            statement = insert(Base.metadata.tables[table]).values(**made)
            keys = connection.execute(statement).inserted_primary_key
            return int(keys[0]) if keys else 0

        _people(world, add)
        for which in ("own", "foreign"):
            rows = world.own if which == "own" else world.foreign
            for table in Base.metadata.sorted_tables:
                if table.name in _MADE_BY_HAND | {"staff", "account", "role_grant"}:
                    continue
                if which == "foreign" and table.name in _YEARLY:
                    rows[table.name] = world.own[table.name]
                    continue
                given = _references(table, world, rows) | _special(table.name, which, world)
                rows[table.name] = add(table.name, **given)
        _physical_education(world, add)
        _own_logs(world, add)
    return world


def _people(world: World, add: Any) -> None:
    for login in [*PEOPLE, OTHER]:
        world.staff[login] = add("staff", surname=login, dismissed=None, hired=None)
        account = add(
            "account", staff_id=world.staff[login], login=login, state=AccountState.ACTIVE
        )
        roles = [PEOPLE[login]] if login in PEOPLE else [Role.ST, Role.CT]
        for role in roles:
            grant = add(
                "role_grant", staff_id=world.staff[login], role=role, begins=BEGIN, ends=None
            )
        world.own[f"account:{login}"], world.own[f"role_grant:{login}"] = account, grant
        world.own[f"staff:{login}"] = world.staff[login]
    for rows, login in ((world.own, "st"), (world.foreign, OTHER)):
        rows["staff"], rows["account"] = world.staff[login], world.own[f"account:{login}"]
        rows["role_grant"] = world.own[f"role_grant:{login}"]


def _references(table: Table, world: World, rows: dict[str, int]) -> dict[str, Any]:
    """Every obligatory foreign key points into the same half of the world."""
    found: dict[str, Any] = {}
    for column in table.columns:
        for key in column.foreign_keys:
            target = key.column.table.name
            if target == "staff" and not column.nullable:
                found[column.name] = world.staff[OTHER]
            elif (
                target != "staff"
                and target in rows
                and (not column.nullable or column.name in _ALWAYS)
            ):
                found[column.name] = rows[target]
    return found


_ALWAYS = {"class_id", "page_id", "lesson_id", "period_id"}


def _special(table: str, which: str, world: World) -> dict[str, Any]:
    """What decides whose the row is."""
    own = which == "own"
    who = {"ct": world.staff["ct" if own else OTHER], "st": world.staff["st" if own else OTHER]}
    values: dict[str, dict[str, Any]] = {
        "school": {"zone": ZONE.key, "today": TODAY},
        "class_group": {"grade": 7, "letter": "А" if own else "Б"},
        "class_teacher": {"staff_id": who["ct"], "begins": BEGIN, "ends": None},
        "assignment": {"staff_id": who["st"], "begins": BEGIN, "ends": None},
        "subject": {"title": "Алгебра"},
        "page": {"subgroup_id": None, "scheme": None},
        "slot": {"staff_id": who["st"]},
        "lesson": {"staff_id": who["st"], "day": LESSON_DAY, "state": LessonState.HELD},
        "substitution": {"staff_id": None, "absent_id": who["st"]},
        "enrolment": {"begins": BEGIN, "ends": None},
        "lesson_plan": {"author_id": who["st"]},
        "remark": {"staff_id": who["st"]},
        "period": {
            "number": 1,
            "begins": BEGIN,
            "ends": date(2026, 12, 30),
            "state": PeriodState.OPEN,
        },
        "excuse": {"source": ExcuseSource.CERTIFICATE, "staff_id": who["ct"], "letter": "б"},
        "absence": {"letter": "б" if own else "н", "late": False},
        "period_mark": {"value": "н"},
        "card_request": {"filed_by": who["ct"], "state": RequestState.FILED},
        "print": {"state": PrintState.DRAFT, "staff_id": who["ct"]},
        "work": {"makeup_of": None},
        "school_order": {"kind": OrderKind.ENROLMENT},
        "rule": {"name": f"weights-{which}", "value": True},
        "medical_key": {"staff_id": world.staff["med"] if own else None},
        "advice_read": {"staff_id": who["st"]},
        "calendar_day": {"day": date(2026, 11, 4 if own else 5)},
        "bell": {"number": 1 if own else 2},
        "medium": {"accepted_by": None},
        "destruction_act": {"approved": None},
        "archive_file": {"act_id": None},
        "day_confirmation": {"staff_id": who["ct"]},
        "informing": {"staff_id": who["ct"]},
        "card_check": {"staff_id": who["ct"]},
    }
    return values.get(table, {})


def _physical_education(world: World, add: Any) -> None:
    subject = add("subject", title="Физическая культура", short="ФК")
    world.pe_page = add(
        "page",
        year_id=world.own["school_year"],
        class_id=world.own["class_group"],
        subject_id=subject,
        subgroup_id=None,
        scheme=None,
    )
    add("assignment", page_id=world.pe_page, staff_id=world.staff["pe"], begins=BEGIN, ends=None)
    world.lesson_of_pe = add(
        "lesson",
        page_id=world.pe_page,
        day=LESSON_DAY,
        staff_id=world.staff["pe"],
        state=LessonState.HELD,
        slot_id=None,
        plan_topic_id=None,
    )


def _own_logs(world: World, add: Any) -> None:
    for login, staff_id in world.staff.items():
        event = add("login_event", staff_id=staff_id, login=login, computer="", accepted=True)
        world.own[f"login_event:{login}"] = event
        world.own[f"export_log:{login}"] = add("export_log", staff_id=staff_id)
    world.own["login_event"] = world.own["login_event:st"]
    world.foreign["login_event"] = world.own[f"login_event:{OTHER}"]


def _row(table: Table, given: dict[str, Any]) -> dict[str, Any]:
    row = {}
    for column in table.columns:
        if column.name == "id" and column.autoincrement is not False:
            continue
        row[column.name] = given[column.name] if column.name in given else _value(column)
    return {name: value for name, value in row.items() if value is not None}


def _value(column: Column[Any]) -> Any:
    """Something of the column's type; null where it may be."""
    if column.nullable:
        return None
    kind = column.type
    if isinstance(kind, Uuid) or kind.python_type is UUID:
        return uuid7()
    if getattr(kind, "enum_class", None):
        return next(iter(kind.enum_class))  # type: ignore[attr-defined]
    if isinstance(kind, JSON):
        return []
    if isinstance(kind, LargeBinary):
        return bytes(kind.length or 32)
    if isinstance(kind, String | Text):
        unique = column.unique or any(column.name in key.columns for key in _uniques(column))
        return str(uuid7())[-(kind.length or 12) :] if unique else "x"
    return _PLAIN[kind.python_type]


def _uniques(column: Column[Any]) -> list[Any]:
    return [key for key in column.table.constraints if key.__class__.__name__.startswith("Unique")]


_PLAIN: dict[type, Any] = {
    int: 1,
    bool: False,
    date: BEGIN,
    datetime: datetime(2026, 11, 20, 5, tzinfo=UTC),
    time: time(8),
    Decimal: Decimal(1),
    Enum: None,
}
