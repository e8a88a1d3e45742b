"""Weeks of an invented timetable, and a count of all rows."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal_desktop.domain.vocabulary import Sex
from journal_desktop.queries.timetable_values import ClassKey, PageKey, Placed, TeacherKey
from journal_desktop.store.rows import Base

IVANOVA = TeacherKey("Иванова", "Мария", "Петровна")
SIDOROV = TeacherKey("Сидоров", "Пётр", "Ильич", Sex.MALE)
MONDAY = date(2026, 11, 30)
"""The first Monday after today."""


def at(weekday, number, subject="Алгебра", *, of="7А", group="", who=(IVANOVA,), **more):
    """A place of one page in the week."""
    names = of if isinstance(of, tuple) else (of,)
    page = PageKey(tuple(ClassKey(int(name[:-1]), name[-1]) for name in names), group, subject)
    place = Placed(page, group and "группы", subject[:3], tuple(who), "301", weekday, number, "11")
    return replace(place, **more)


def counted(database):
    """How many rows every table has, the audit apart."""
    with Session(database.owner) as session:
        return {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in Base.metadata.tables.items()
            if name not in {"op", "op_change", "chain", "login_event"}
        }


WEEK = (
    at(1, 1, "Русский язык", of="5А"),
    at(1, 2, "Математика", of="1Б", who=(SIDOROV,)),
    at(2, 1, "Английский язык", of="2А", group="группа 1"),
    at(2, 1, "Английский язык", of="2А", group="группа 2", who=(SIDOROV,)),
    at(3, 1, "Разговоры о важном", of="5А"),
    at(4, 3, "Физика", of=("10А", "10Б"), group="тех", who=(SIDOROV, IVANOVA)),
    at(5, 1, "Химия", of="5А", weeks="10"),
)
