"""The client's checks switched off: real commands and queries, and the server alone says no.

`may` is patched to allow everything; what is asked and written by whom it does not belong to leaves
the database as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from school import NOON, TODAY, ZONE, build
from sqlalchemy import text
from sqlalchemy.orm import Session

import journal_desktop.journal as gate
from journal_desktop.access.policy import Role
from journal_desktop.commands.accounts import GrantRole, OpenAccount
from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.closing import ClosePeriod
from journal_desktop.commands.decisions import PupilDecision, SetDecisions
from journal_desktop.commands.lessons import ConfirmAttendance, SetHomework, SetTopic, SetWork
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.commands.prints import RecordDraft, RecordPrint
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import Decision
from journal_desktop.journal import Journal
from journal_desktop.queries.accounts import Accounts
from journal_desktop.queries.history import CellHistory
from journal_desktop.queries.pupils_found import PupilsOf
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.actors import load_actor
from journal_desktop.store.rows import Base

_HASH = "ab" * 32
COMMANDS: dict[str, tuple[Callable[..., object], set[str]]] = {
    "mark": (lambda s: SetCell(s.page, s.lessons[2], s.pupils[0], "4", ""), {"ivanova"}),
    "absence": (lambda s: SetCell(s.page, s.lessons[2], s.pupils[1], "н", ""), {"ivanova"}),
    "comment": (lambda s: CommentCell(s.page, s.lessons[2], s.pupils[0], "да", ""), {"ivanova"}),
    "topic": (lambda s: SetTopic(s.page, s.lessons[2], "Тема по плану 3", ""), {"ivanova"}),
    "homework": (lambda s: SetHomework(s.page, s.lessons[2], "§ 5", ""), {"ivanova"}),
    "work": (lambda s: SetWork(s.page, s.lessons[2], 1, "CTRL", "ANSWER"), {"ivanova"}),
    "confirmed": (lambda s: ConfirmAttendance(s.page, s.lessons[2]), {"ivanova"}),
    "final": (
        lambda s: SetPeriodMark(s.page, s.pupils[0], s.periods[2], PeriodKind.PERIOD, "4", ""),
        {"ivanova"},
    ),
    "close": (lambda s: ClosePeriod(s.periods[1], 19), {"admin"}),
    "decision": (
        lambda s: SetDecisions(s.class_id, (PupilDecision(s.pupils[0], Decision.PROMOTED),)),
        {"ivanova"},
    ),
    "role": (lambda s: GrantRole(s.staff["petrova"], Role.DIR, date(2026, 9, 1)), {"admin"}),
    "account": (lambda s: OpenAccount(s.staff["petrova"], "petrova"), {"admin", "petrova"}),
    "draft": (
        lambda s: RecordDraft("journal", s.year, s.class_id, "7А", 1, 1, _HASH, _HASH, _HASH),
        {"ivanova", "admin"},
    ),
    "print": (
        lambda s: RecordPrint("journal", s.year, s.class_id, "7А", 1, 1, _HASH, _HASH, _HASH),
        set(),
    ),
}
LOGINS = ("ivanova", "petrova", "admin", "zavuch", "medic")


@pytest.fixture
def small(kept_server):
    """A small school on the server's own day."""
    kept_server.empty()
    yield build(kept_server.owner, today=TODAY)
    kept_server.rest()


@pytest.fixture
def open_gate(monkeypatch, kept_server):
    """The journal of a person whose program checks nothing."""
    monkeypatch.setattr(gate, "may", lambda *_: True)
    monkeypatch.setattr(gate, "granting_role", lambda actor, *_: min(actor.roles, key=str))

    def journal(login: str) -> Journal:
        engine = kept_server.engine(login)
        with Session(engine) as session:
            actor = load_actor(session, login, TODAY)
        return Journal(engine, actor, lambda: NOON, ZONE)

    return journal


_EVERYTHING = " union all ".join(
    f"select '{table}', md5(string_agg(t::text, chr(10) order by t::text)) from \"{table}\" t"  # noqa: S608 - our own names
    for table in Base.metadata.tables
)


def everything(engine) -> list[object]:
    """What the database holds, the audit included."""
    with engine.connect() as connection:
        return list(connection.execute(text(_EVERYTHING)).all())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_server_alone_refuses_foreign_commands(open_gate, small, kept_server, name):
    command, granted = COMMANDS[name]
    for login in LOGINS:
        if login in granted:
            continue
        before = everything(kept_server.owner)
        with pytest.raises(JournalError):
            open_gate(login).do(command(small))
        assert everything(kept_server.owner) == before, login


@pytest.mark.parametrize("name", [name for name, (_, granted) in COMMANDS.items() if granted])
def test_and_lets_those_pass_whose_they_are(open_gate, small, kept_server, name):
    command, granted = COMMANDS[name]
    before = everything(kept_server.owner)
    open_gate(min(granted)).do(command(small))
    assert everything(kept_server.owner) != before


def test_a_foreign_page_shows_nothing(open_gate, small):
    open_gate("ivanova").do(SetCell(small.page, small.lessons[2], small.pupils[0], "4", ""))
    spread = open_gate("petrova").ask(SpreadOf(small.page))
    assert (spread.lessons, spread.cells) == ((), {})
    assert open_gate("medic").ask(SpreadOf(small.page)).cells == {}
    history = CellHistory(small.page, small.lessons[2], small.pupils[0])
    assert open_gate("petrova").ask(history) == ()
    assert [line.after for line in open_gate("zavuch").ask(history)] == ["4"]


def test_names_and_logins_of_others_stay_closed(open_gate, small):
    names = [pupil.name for pupil in open_gate("medic").ask(PupilsOf(small.year))]
    assert names == [] or len(names) == len(small.pupils)
    logins = {item.login for item in open_gate("petrova").ask(Accounts()) if item.login}
    assert logins == {"petrova"}
