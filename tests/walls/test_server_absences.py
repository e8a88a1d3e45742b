"""Whose word an absence is, held by the server alone: statements as psql would send them (A15)."""

from __future__ import annotations

import pytest
from school import TODAY, add_person, build
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.store.rows.classes import ClassTeacherRow

SET = "update absence set letter = {}, changed_by = me(), changed_at = now() where lesson_id = :l"
REFUSED = "42501"


@pytest.fixture
def world(kept_server):
    """A small school whose class teacher, «lead», gives no lesson there; one «н» of Petrova."""
    kept_server.empty()
    made = build(kept_server.owner, today=TODAY)
    with Session(kept_server.owner) as session, session.begin():
        add_person(session, made, "lead", ("Ведущая", "Инна", "", [Role.CT]))
        session.add(
            ClassTeacherRow(
                class_id=made.class_id, staff_id=made.staff["lead"], begins=TODAY, ends=None
            )
        )
    yield made
    kept_server.rest()


@pytest.fixture
def say(kept_server, world):
    """One statement of a person, kept; answers the state of a refusal or ""."""

    def said(login, statement, **values):
        engine = kept_server.engine(login)
        given = {"l": world.other_lesson, "p": world.pupils[0]} | values
        try:
            with engine.begin() as connection:
                connection.execute(text(statement), given)
        except DBAPIError as error:
            return getattr(error.orig, "sqlstate", "?")
        return ""

    return said


ADD = """insert into absence (lesson_id, pupil_id, letter, late, confirmed, entered_at, changed_at,
         changed_by) values (:l, :p, 'н', false, false, now(), now(), me())"""
MARK = """insert into mark (work_id, pupil_id, value, entered_at, changed_at)
          select w.id, :p, '4', now(), now() from work w where w.lesson_id = :l"""


def letter(kept_server):
    with kept_server.owner.connect() as connection:
        return connection.execute(text("select letter from absence")).scalar()


def test_a_class_teacher_does_not_clear_a_teachers_absence(kept_server, say):
    assert say("petrova", ADD) == ""
    assert say("lead", SET.format("null")) == REFUSED
    assert say("lead", SET.format("'б'")) == ""
    assert say("lead", SET.format("null")) == REFUSED
    assert letter(kept_server) == "б"


@pytest.mark.parametrize(
    "trick",
    [
        "update absence set changed_by = me() where lesson_id = :l",
        "update absence set changed_by = me(), changed_at = entered_at where lesson_id = :l",
        """update absence set letter = 'у', changed_by = me(), entered_at = now(),
           changed_at = now() where lesson_id = :l""",
        "update absence set letter = null, late = true where lesson_id = :l",
        "update absence set late = true where lesson_id = :l",
        "delete from absence where lesson_id = :l",
        "update absence set pupil_id = pupil_id + 1 where lesson_id = :l",
    ],
    ids=["author", "moments", "both", "late", "late-too", "delete", "move"],
)
def test_no_trick_makes_a_teachers_absence_ones_own(kept_server, say, trick):
    assert say("petrova", ADD) == ""
    say("lead", trick)
    assert say("lead", SET.format("null")) == REFUSED
    assert letter(kept_server) == "н"


def test_an_own_absence_is_cleared(kept_server, say):
    assert say("lead", ADD) == ""
    assert say("lead", SET.format("null")) == ""
    assert letter(kept_server) is None


def test_nobody_turns_a_marked_pupil_absent(kept_server, say):
    assert say("petrova", MARK) == ""
    assert say("lead", ADD) == REFUSED
    assert letter(kept_server) is None


def test_a_pupil_the_teacher_saw_is_not_absent(say):
    confirm = "update lesson set confirmed_at = now(), confirmed_by = me() where id = :l"
    assert say("petrova", confirm) == ""
    assert say("lead", ADD) == REFUSED


def test_an_absence_the_teacher_took_back_stays_so(kept_server, say):
    assert say("petrova", ADD) == ""
    assert say("petrova", SET.format("null")) == ""
    assert say("lead", SET.format("'б'")) == REFUSED
    assert letter(kept_server) is None


def test_a_contradiction_is_cleared_by_the_class_teacher(kept_server, say):
    assert say("petrova", ADD) == ""
    assert say("petrova", MARK) == ""
    assert say("lead", SET.format("null")) == ""
    assert letter(kept_server) is None


def test_a_teacher_leaves_the_class_teachers_reason_alone(say):
    assert say("petrova", ADD) == ""
    confirm = (
        "update absence set letter = 'б', confirmed = true, changed_by = me(), changed_at = now()"
    )
    assert say("lead", confirm) == ""
    assert say("petrova", SET.format("'н'")) == REFUSED
    assert say("petrova", "update absence set confirmed = false, changed_by = me()") == REFUSED
    assert say("petrova", SET.format("null")) == ""


def test_the_medical_worker_enters_certificates_and_no_requests(kept_server, say):
    add = """insert into excuse (pupil_id, source, letter, begins, ends, number, note, staff_id)
             values (:p, '{}', 'б', current_date, current_date, '1', '', me())"""
    assert say("medic", add.format("CERTIFICATE")) == ""
    assert say("medic", add.format("APPLICATION")) == REFUSED
    assert say("lead", add.format("APPLICATION")) == ""
    with kept_server.engine("medic").connect() as connection:
        assert connection.scalar(text("select count(*) from excuse")) == 1
        assert connection.scalar(text("select count(*) from excuse_day")) == 1


def test_what_a_teacher_is_told_of_the_lesson_before(kept_server, say):
    """Petrova's lesson is the second; of the third she is told nothing, Ivanova of the second."""
    assert say("petrova", ADD) == ""
    for login, told in {"ivanova": 1, "petrova": 0, "medic": 0}.items():
        with kept_server.engine(login).connect() as connection:
            assert connection.scalar(text("select count(*) from away_before")) == told, login
