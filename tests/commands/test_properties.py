"""Whatever two teachers do to a grid, in any order, the journal stays one truth.

On SQLite only, with few examples: every step is a whole transaction, and what the engines do
differently (locks, sealing) has its own tests. Every example has a fresh copy of one school.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from databases import FILE_KEY
from hypothesis import given, settings
from hypothesis import strategies as st
from school import BEGIN, NOON, TODAY, ZONE, SmallSchool, build
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.cells import cell_rules
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.marks import parse_cell
from journal_desktop.journal import Journal
from journal_desktop.queries.history import CellHistory
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.actors import load_actor
from journal_desktop.store.engine import file_of, open_file
from journal_desktop.store.rows.classes import AssignmentRow, PageRow
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow
from journal_desktop.store.rows.ops import OpRow

TEACHERS = ("ivanova", "petrova")
RULES = cell_rules(no_marks=False, max_marks=2)
_DAYS = 4

cells = st.tuples(st.integers(0, 3), st.integers(0, _DAYS - 1))
texts = st.sampled_from(["", "5", "4", "2", "4/5", "3/2", "н", "б", "у", "оп", "5оп", "4/3оп", "7"])
writes = st.tuples(
    st.just("write"),
    st.sampled_from(TEACHERS),
    st.lists(st.tuples(cells, texts), min_size=1, max_size=3),
    st.booleans(),
)
undos = st.tuples(st.just("undo"), st.sampled_from(TEACHERS), st.integers(0, 30))
scripts = st.lists(writes | writes | undos, min_size=1, max_size=14)


class Desk:
    """One school, two teachers of one page, and what the test believes to stand there."""

    def __init__(self, engine: Engine, small: SmallSchool) -> None:
        self.engine, self.small = engine, small
        self.journals = {login: self._enter(login) for login in (*TEACHERS, "admin")}
        self.believed: dict[tuple[int, int], str] = {}
        self.ops: list[tuple[str, int, dict[tuple[int, int], str]]] = []
        """(who, op, what stood before in the cells it changed)."""

    def _enter(self, login: str) -> Journal:
        with Session(self.engine) as session:
            actor = load_actor(session, login, TODAY)
        return Journal(self.engine, actor, lambda: NOON, ZONE)

    def place(self, cell: tuple[int, int]) -> tuple[int, int, int]:
        return self.small.page, self.small.lessons[cell[1]], self.small.pupils[cell[0]]

    def write(self, login, typed, is_stale) -> None:
        believed, commands = dict(self.believed), []
        for cell, text in typed:
            expected = "?" if is_stale else believed.get(cell, "")
            commands.append(SetCell(*self.place(cell), text, expected))
            believed[cell] = "" if text == "7" else parse_cell(text, RULES).text
        try:
            done = self.journals[login].do(*commands)
        except Invalid:
            assert any(text == "7" for _, text in typed)
            return
        except Conflict:
            assert is_stale
            return
        assert not is_stale
        self._accepted(login, done.op_id, believed)

    def undo(self, login, number) -> None:
        if not self.ops:
            return
        who, op_id, before = self.ops[number % len(self.ops)]
        try:
            done = self.journals[login].undo(op_id)
        except (Conflict, Refused):
            return
        assert who == login
        self._accepted(login, done.op_id, {**self.believed, **before})

    def _accepted(self, login, op_id, now) -> None:
        before = {cell: self.believed.get(cell, "") for cell in now}
        changed = {cell: text for cell, text in before.items() if now[cell] != text}
        assert (op_id is not None) >= bool(changed)
        self.believed = now
        if op_id is not None:
            self.ops.append((login, op_id, changed))


@pytest.fixture(scope="module")
def office_template(sqlite_template, tmp_path_factory):
    """(engine, file to begin from, school, what `verify` says): rows were put past the journal."""
    path = tmp_path_factory.mktemp("offices") / "school.db"
    shutil.copy(sqlite_template, path)
    engine = open_file(path, FILE_KEY)
    small = build(engine)
    with Session(engine) as session, session.begin():
        session.get_one(PageRow, small.page).max_marks = 2
        session.add(
            AssignmentRow(page_id=small.page, staff_id=small.staff["petrova"], begins=BEGIN)
        )
    said = Desk(engine, small).journals["admin"].verify()
    engine.dispose()
    template = shutil.copy(path, path.with_name("template.db"))
    return engine, template, small, frozenset(said)


@contextmanager
def desk(engine: Engine, template: Path, small: SmallSchool) -> Iterator[Desk]:
    """A fresh copy under the same engine, which has compiled the statements already."""
    path = file_of(engine.url)
    assert {file.name for file in path.parent.iterdir()} == {"school.db", "template.db"}
    path.unlink()
    shutil.copy(template, path)
    try:
        yield Desk(engine, small)
    finally:
        engine.dispose()


@settings(max_examples=30, deadline=None)
@given(script=scripts)
def test_any_two_teachers_leave_one_truth(office_template, script):
    engine, template, small, said = office_template
    with desk(engine, template, small) as office:
        for step in script:
            act = office.write if step[0] == "write" else office.undo
            act(*step[1:])
        spread_is_what_was_accepted(office)
        no_cell_has_a_mark_and_an_absence(office)
        the_newest_line_of_history_is_the_cell(office)
        with Session(office.engine) as session:
            kept = list(session.scalars(select(OpRow.id).order_by(OpRow.id)))
        assert kept == [op for _, op, _ in office.ops]
        assert set(office.journals["admin"].verify()) <= said


def spread_is_what_was_accepted(office: Desk) -> None:
    spread = office.journals["ivanova"].ask(SpreadOf(office.small.page))
    found = {place: cell.text for place, cell in spread.cells.items() if cell.text}
    believed = {
        (office.small.pupils[pupil], office.small.lessons[lesson]): text
        for (pupil, lesson), text in office.believed.items()
        if text
    }
    assert found == believed


def no_cell_has_a_mark_and_an_absence(office: Desk) -> None:
    both = (
        select(MarkRow.id)
        .join(WorkRow, WorkRow.id == MarkRow.work_id)
        .join(
            AbsenceRow,
            (AbsenceRow.lesson_id == WorkRow.lesson_id) & (AbsenceRow.pupil_id == MarkRow.pupil_id),
        )
        .where(MarkRow.value.is_not(None), AbsenceRow.letter.is_not(None))
    )
    with Session(office.engine) as session:
        assert session.scalars(both).all() == []


def the_newest_line_of_history_is_the_cell(office: Desk) -> None:
    for cell, text in office.believed.items():
        lines = office.journals["petrova"].ask(CellHistory(*office.place(cell)))
        assert (lines[0].after if lines else "") == text
        for newer, older in pairwise(lines):
            assert newer.before == older.after


def test_the_property_would_notice_a_row_changed_past_the_journal(office_template):
    """A check of the checks: verify and the model both see it."""
    engine, template, small, said = office_template
    with desk(engine, template, small) as office:
        office.write("ivanova", [((0, 0), "5")], is_stale=False)
        with office.engine.begin() as connection:
            connection.exec_driver_sql("update mark set value = '2'")
        broken = set(office.journals["admin"].verify()) - said
        assert {found.table for found in broken} == {"mark"}
        with pytest.raises(AssertionError):
            spread_is_what_was_accepted(office)
