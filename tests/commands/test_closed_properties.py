"""Whatever anybody does after the closing, the closed quarter holds what it held.

On SQLite only, where the program alone stands guard; what the server refuses by itself has its own
tests in tests/walls. Every example has a fresh copy of one school.
"""

import shutil
from contextlib import contextmanager
from datetime import timedelta

import pytest
from databases import FILE_KEY
from hypothesis import given, settings
from hypothesis import strategies as st
from school import NOON, TODAY, ZONE, build
from sqlalchemy.orm import Session

from commands.closed import close
from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.closing import ArchiveYear, ClosePeriod, CloseYear
from journal_desktop.commands.corrections import (
    AllowCorrection,
    AskCorrection,
    CarryOutCorrection,
    RejectCorrection,
)
from journal_desktop.commands.lessons import ConfirmAttendance, SetHomework, SetTopic, SetWork
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.commands.reopening import OpenFinals
from journal_desktop.domain.corrections import Basis
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import CorrectionField
from journal_desktop.journal import Journal
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.actors import load_actor
from journal_desktop.store.engine import file_of, open_file
from journal_desktop.store.page_content import page_contents
from journal_desktop.store.rows.closing import PeriodSealRow
from journal_desktop.store.verify import verify

LOGINS = ("ivanova", "petrova", "admin", "zavuch")
LATER = NOON + timedelta(hours=2)
texts = st.sampled_from(["", "5", "2", "н", "у", "оп"])
numbers = st.integers(0, 2)


def cell(small, text, expected, lesson, pupil):
    return SetCell(small.page, small.lessons[lesson], small.pupils[pupil], text, expected)


STEPS = {
    "cell": lambda s, a, b, n: cell(s, a, b, 0, n),
    "other": lambda s, a, b, n: cell(s, a, b, 1, n),
    "comment": lambda s, a, b, n: CommentCell(s.page, s.lessons[0], s.pupils[n], a, b),
    "topic": lambda s, a, b, _: SetTopic(s.page, s.lessons[0], f"Тема {a}", b, "так"),
    "homework": lambda s, a, b, _: SetHomework(s.page, s.lessons[0], f"§ {a}", b),
    "work": lambda s, _a, _b, _n: SetWork(s.page, s.lessons[0], 1, "CTRL", "ANSWER"),
    "confirm": lambda s, _a, _b, _n: ConfirmAttendance(s.page, s.lessons[0]),
    "final": lambda s, a, b, n: SetPeriodMark(
        s.page, s.pupils[n], s.periods[1], PeriodKind.PERIOD, a, b
    ),
    "reopen": lambda s, _a, _b, _n: OpenFinals(s.page, s.periods[1], 5, "так"),
    "close": lambda s, _a, _b, n: ClosePeriod(s.periods[1], n),
    "year": lambda s, _a, _b, _n: CloseYear(s.year),
    "archive": lambda s, _a, _b, _n: ArchiveYear(s.year),
    "ask": lambda s, a, b, n: AskCorrection(
        s.page, CorrectionField.CELL, a, b, "так", s.lessons[0], s.pupils[n]
    ),
    "reject": lambda s, _a, _b, n: RejectCorrection(s.page, n + 1),
}
"""Everything but an allowed correction carried out."""
steps = st.tuples(st.sampled_from(list(STEPS)), st.sampled_from(LOGINS), texts, texts, numbers)
undos = st.tuples(st.just("undo"), st.sampled_from(LOGINS), st.integers(1, 12))


class Office:
    """One school and everybody in it."""

    def __init__(self, engine, small):
        self.engine, self.small = engine, small
        self.journals = {login: self._enter(login) for login in LOGINS}

    def _enter(self, login):
        with Session(self.engine) as session:
            actor = load_actor(session, login, TODAY)
        return Journal(self.engine, actor, lambda: LATER, ZONE)

    def take(self, step):
        """Do one step; nobody is surprised that it is refused."""
        journal = self.journals[step[1]]
        try:
            if step[0] == "undo":
                journal.undo(step[2])
            else:
                journal.do(STEPS[step[0]](self.small, *step[2:]))
        except JournalError:
            return

    def content(self):
        """What the closed quarter holds on every page."""
        with self.engine.connect() as connection:
            return page_contents(connection, (self.small.periods[1],))

    def broken(self):
        found = verify(self.engine)
        return [each for each in found if each.table == PeriodSealRow.__tablename__]


@pytest.fixture(scope="module")
def closed_template(sqlite_template, tmp_path_factory):
    path = tmp_path_factory.mktemp("closed") / "school.db"
    shutil.copy(sqlite_template, path)
    engine = open_file(path, FILE_KEY)
    small = build(engine)
    office = Office(engine, small)
    office.journals["ivanova"].do(cell(small, "5", "", 0, 0))
    office.journals["ivanova"].do(cell(small, "н", "", 0, 1))
    office.take(("topic", "ivanova", "", "", 0))
    office.take(("final", "ivanova", "5", "", 0))
    close(office.journals["admin"], small)
    engine.dispose()
    return engine, shutil.copy(path, path.with_name("template.db")), small


@contextmanager
def office_of(engine, template, small):
    path = file_of(engine.url)
    path.unlink()
    shutil.copy(template, path)
    try:
        yield Office(engine, small)
    finally:
        engine.dispose()


@settings(max_examples=40, deadline=None)
@given(script=st.lists(steps | steps | undos, min_size=1, max_size=12))
def test_no_path_changes_a_closed_quarter(closed_template, script):
    with office_of(*closed_template) as office:
        before = office.content()
        for step in script:
            office.take(step)
        assert office.content() == before
        assert office.broken() == []


@settings(max_examples=15, deadline=None)
@given(text=texts, pupil=numbers, script=st.lists(steps | undos, max_size=6))
def test_an_allowed_correction_changes_its_cell_alone(closed_template, text, pupil, script):
    with office_of(*closed_template) as office:
        small, journals = office.small, office.journals
        place = (small.pupils[pupil], small.lessons[0])
        before = journals["zavuch"].ask(SpreadOf(small.page)).cells
        old = before[place].text if place in before else ""
        if text == old:
            return
        ask = (small.page, CorrectionField.CELL, text, old, "так", place[1], place[0])
        journals["ivanova"].do(AskCorrection(*ask))
        journals["zavuch"].do(AllowCorrection(small.page, 1))
        journals["admin"].do(CarryOutCorrection(small.page, 1, Basis.MEMO, "12", TODAY))
        held = office.content()
        for step in script:
            office.take(step)
        after = journals["zavuch"].ask(SpreadOf(small.page)).cells
        texts_ = {key: found.text for key, found in after.items() if key[1] == place[1]}
        was = {key: found.text for key, found in before.items() if key[1] == place[1]}
        assert {key: said for key, said in texts_.items() if said} == {
            key: said for key, said in {**was, place: text}.items() if said
        }
        assert office.content() == held
        assert office.broken() == []
