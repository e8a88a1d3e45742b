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
        ("adm", "update work set title = 'другая' where id = :id", "work"),
        ("adm", "delete from work where id = :id", "work"),
        ("adm", "delete from lesson where id = :id", "lesson"),
        ("dep", "update substitution set reason = 'иначе' where id = :id", "substitution"),
        ("dep", "delete from substitution where id = :id", "substitution"),
        ("adm", "update period set state = 'OPEN' where id = :id", "period"),
        ("adm", "update period set begins = date '2026-09-02' where id = :id", "period"),
        ("adm", "delete from period where id = :id", "period"),
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


_ADD = """
    insert into lesson (uid, page_id, day, number, half_hours, state, topic, topic_reason, homework,
                        homework_for_absent, cancel_reason)
    values (gen_random_uuid(), :page, :day, 7, 2, 'PLANNED', '', '', '', '', '')"""


def test_no_lesson_begins_in_a_closed_period(walls, later):
    assert later
    page = walls.world.own["page"]
    with walls.engines["adm"].connect() as connection:
        assert attempt(connection, _ADD, page=page, day="2026-11-19") is None
        assert attempt(connection, _ADD, page=page, day="2026-11-25") == 1
        connection.rollback()


@pytest.fixture
def closed_year(walls):
    """The year of the world closed or archived, with a conditional promotion in it."""
    states = []

    def close(state, code="PROMOTED_COND"):
        with walls.owner.begin() as connection:
            connection.exec_driver_sql("set local session_replication_role = replica")
            connection.execute(text("update school_year set state = :state"), {"state": state})
            connection.execute(text("update decision set code = :code"), {"code": code})
        states.append(state)

    yield close
    with walls.owner.begin() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")
        connection.exec_driver_sql("update school_year set state = 'PREPARED'")
        connection.exec_driver_sql("update decision set code = 'PROMOTED'")


_CLEARED = "update decision set code = 'DEBT_CLEARED' where id = :id"
_TRIED = "update debt set first_try = date '2026-10-01' where id = :id"


@pytest.mark.parametrize(
    ("year", "statement", "table", "granted"),
    [
        (("CLOSED", "PROMOTED_COND"), _CLEARED, "decision", 1),
        (("CLOSED", "PROMOTED"), _CLEARED, "decision", None),
        (("CLOSED", "PROMOTED_COND"), "delete from decision where id = :id", "decision", None),
        (("CLOSED", "PROMOTED_COND"), _TRIED, "debt", 1),
        (("CLOSED", "PROMOTED_COND"), "update debt set due = due + 1 where id = :id", "debt", None),
        (("ARCHIVED", "PROMOTED_COND"), _CLEARED, "decision", None),
        (("ARCHIVED", "PROMOTED_COND"), _TRIED, "debt", None),
    ],
)
def test_decisions_of_a_closed_year_stand_but_for_debts(
    walls, closed_year, year, statement, table, granted
):
    closed_year(*year)
    with walls.engines["sec"].connect() as connection:
        assert attempt(connection, statement, id=walls.world.own[table]) == granted
        connection.rollback()


def test_a_closed_year_goes_only_forward(walls, closed_year):
    closed_year("CLOSED")
    year = {"id": walls.world.own["school_year"]}
    with walls.engines["adm"].connect() as connection:
        for state, granted in (("OPEN", None), ("ARCHIVED", 1)):
            statement = f"update school_year set state = '{state}' where id = :id"  # noqa: S608 - ours
            assert attempt(connection, statement, **year) == granted
        connection.rollback()
