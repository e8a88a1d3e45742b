"""The class teacher and the subject teacher in one cell at once: nothing is lost (A15, 5.4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from school import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.commands.absences import ConfirmDay, SetReason
from journal_desktop.commands.base import Command
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Done, Journal
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow, MarkRow
from journal_desktop.store.verify import verify

Act = tuple[Journal, Command]
MEANWHILE = 0.15
"""Seconds in which the second would get through if nothing held it."""


class Other(Thread):
    """What the other does at the same time, and how it ended."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work, self.said = work, ""

    def run(self) -> None:
        try:
            self._work()
        except JournalError as error:
            self.said = str(error)


@pytest.fixture
def act(as_, small):
    """A person and what is done: «кл б», «уч 4», «день»; in the first pupil's cell."""
    cell = small.other_page, small.other_lesson, small.pupils[0]

    def made(said: str, seen: str = "") -> tuple[Journal, Command]:
        who, _, text = said.partition(" ")
        if who == "уч":
            return as_("petrova"), SetCell(*cell, text, seen)
        if who == "кл":
            return as_("ivanova"), SetReason(small.class_id, *cell, text, seen)
        return as_("ivanova"), ConfirmDay(small.class_id, TODAY)

    return made


@pytest.fixture
def stands(database, small):
    """What the cell holds at the end: the mark and the letter."""

    def found() -> str:
        with Session(database.owner) as session:
            place = {"pupil_id": small.pupils[0]}
            marks = (
                select(MarkRow.value).join(WorkRow).where(WorkRow.lesson_id == small.other_lesson)
            )
            letter = select(AbsenceRow.letter).filter_by(lesson_id=small.other_lesson, **place)
            both = [*session.scalars(marks.filter_by(**place)), *session.scalars(letter)]
        rows = {AbsenceRow.__tablename__, MarkRow.__tablename__}
        assert [each for each in verify(database.owner) if each.table in rows] == []
        return "".join(filter(None, both))

    return found


def together(first: Act, second: Act) -> Other:
    """The second comes when the first has written and is not yet through."""
    (journal, command), other = first, Other(partial(second[0].do, second[1]))
    sign = journal._sign

    def signed(*said: Any) -> Done:
        other.start()
        other.join(MEANWHILE)
        assert other.is_alive()
        return sign(*said)

    journal._sign = signed
    journal.do(command)
    other.join(timeout=20)
    assert not other.is_alive()
    return other


@pytest.mark.parametrize(
    ("before", "acts", "after", "said"),
    [
        ("", ("кл б", "уч 4"), "б", "уже стоит «б» (Иванова М. П.), а вы ввели «4»"),
        ("", ("уч 4", "кл б"), "4", "Стоит отметка «4»: ученик был на уроке"),
        ("", ("кл б", "уч н"), "б", "уже стоит «б» (Иванова М. П.), а вы ввели «н»"),
        ("", ("уч н", "кл б"), "н", "уже стоит «н» (Петрова А. С.), а вы ввели «б»"),
        ("н", ("кл б", "уч 4"), "б", "уже стоит «б» (Иванова М. П.), а вы ввели «4»"),
        ("н", ("уч 4", "кл б"), "4", "уже стоит «4» (Петрова А. С.), а вы ввели «б»"),
        ("у", ("день", "уч 4"), "4", ""),
        ("у", ("уч 4", "день"), "4", ""),
        ("у", ("день", "кл б"), "б", ""),
    ],
)
def test_the_second_in_the_cell_sees_both_values(act, stands, before, acts, after, said):
    if before:
        teacher, command = act(f"уч {before}")
        teacher.do(command)
    other = together(*(act(one, before) for one in acts))
    assert said in other.said
    assert bool(said) == bool(other.said)
    assert stands() == after


def test_the_day_confirmed_twice_at_once_is_confirmed_once(act, stands, database):
    assert together(act("день"), act("день")).said == ""
    with Session(database.owner) as session:
        assert len(session.scalars(select(DayConfirmationRow)).all()) == 1
    assert stands() == ""


def test_a_rush_without_turns_leaves_no_marked_pupil_absent(as_, small, database, stands):
    """Both write down the whole class at once, every cell of it twice."""
    place, barrier = (small.other_page, small.other_lesson), Barrier(2)
    leader, teacher = as_("ivanova"), as_("petrova")
    told: list[str] = []

    def rush(do: Callable[[int, str], object]) -> None:
        barrier.wait(10)
        for pupil in small.pupils * 2:
            try:
                do(pupil, "")
            except JournalError as error:
                told.append(str(error))

    def reason(pupil: int, seen: str) -> object:
        return leader.do(SetReason(small.class_id, *place, pupil, "б", seen))

    def mark(pupil: int, seen: str) -> object:
        return teacher.do(SetCell(*place, pupil, "4", seen))

    threads = [Thread(target=rush, args=(do,)) for do in (reason, mark)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()
    with Session(database.owner) as session:
        marked = set(session.scalars(select(MarkRow.pupil_id).where(MarkRow.value == "4")))
        away = set(session.scalars(select(AbsenceRow.pupil_id).where(AbsenceRow.letter == "б")))
    assert marked | away == set(small.pupils)
    assert marked & away == set()
    assert all("«4»" in text or "«б»" in text for text in told)
    assert stands() in {"4", "б"}
