"""A closed period on the server: nothing leaves it, nothing comes into it (domain 5.8, 9.3)."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from walls.test_server_audit import attempt
from walls.world import LESSON_DAY

_CLOSE = "update period set state = 'CLOSED', ends = :last where id = :period"
_COPY = """
    insert into lesson (uid, page_id, day, number, half_hours, state, topic, topic_reason, homework,
                        homework_for_absent, cancel_reason, staff_id)
    select gen_random_uuid(), page_id, :day, number + 1, half_hours, 'PLANNED', '', '', '', '', '',
           staff_id
    from lesson where id = :lesson returning id"""


@pytest.fixture
def later(walls):
    """The period closed on the day of the world's lesson, and a lesson of the page after it."""
    world = walls.world
    with walls.owner.begin() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")
        ends = connection.scalar(text("select ends from period where id = :id"), _of(world))
        connection.execute(text(_CLOSE), {"last": LESSON_DAY, "period": world.own["period"]})
        lesson = connection.scalar(
            text(_COPY), {"day": "2026-11-23", "lesson": world.own["lesson"]}
        )
        work = connection.scalar(
            text(
                "insert into work (lesson_id, number, kind_id, title, weight)"
                " select :lesson, number, kind_id, title, weight from work where id = :work"
                " returning id"
            ),
            {"lesson": lesson, "work": world.own["work"]},
        )
    yield {"lesson": lesson, "work": work}
    with walls.owner.begin() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")
        connection.execute(text("delete from work where id = :id"), {"id": work})
        connection.execute(text("delete from lesson where id = :id"), {"id": lesson})
        connection.execute(
            text("update period set state = 'OPEN', ends = :ends where id = :id"),
            _of(world) | {"ends": ends},
        )


def _of(world):
    return {"id": world.own["period"]}


@pytest.mark.parametrize(
    ("login", "statement", "table"),
    [
        ("st", "update mark set work_id = :work where id = :id", "mark"),
        ("st", "update absence set lesson_id = :lesson where id = :id", "absence"),
        ("st", "update cell_note set lesson_id = :lesson where id = :id", "cell_note"),
        ("st", "update work set lesson_id = :lesson, number = 9 where id = :id", "work"),
        ("adm", "update lesson set day = date '2026-11-24' where id = :id", "lesson"),
    ],
)
def test_nothing_moves_out_of_a_closed_period(walls, later, login, statement, table):
    values = later | {"id": walls.world.own[table]}
    with walls.engines[login].connect() as connection:
        assert attempt(connection, statement, **values) is None
        connection.rollback()


def test_no_lesson_moves_into_a_closed_period(walls, later):
    with walls.engines["adm"].connect() as connection:
        move = "update lesson set day = date '2026-11-19' where id = :lesson"
        stay = "update lesson set day = date '2026-11-24' where id = :lesson"
        assert attempt(connection, move, **later) is None
        assert attempt(connection, stay, **later) == 1
        connection.rollback()
