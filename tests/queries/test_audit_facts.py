"""Facts for the checks, read on both engines: moves of marks, finals, logins, computers."""

from datetime import timedelta

import pytest
from school import NOON
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.audit_limits import USUAL
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.audit_facts import FactsOf
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.ops import LoginEventRow
from journal_desktop.store.rows.school import RuleRow


@pytest.fixture
def busy(as_, small, database):
    """A «2» changed twice after the final mark was put, logins, and a setting."""
    with Session(database.owner) as session, session.begin():
        subject = session.get_one(PageRow, small.page).subject_id
        when = NOON - timedelta(hours=2)
        session.add_all(
            [
                PeriodMarkRow(
                    pupil_id=small.pupils[0],
                    subject_id=subject,
                    period_id=small.periods[2],
                    kind=PeriodKind.PERIOD,
                    page_id=small.page,
                    value="4",
                    reason="",
                    is_foreign=False,
                    entered_at=when,
                    changed_at=when,
                ),
                LoginEventRow(at=NOON, login="ivanova", computer="к-9", accepted=False),
                RuleRow(name="audit", value={"undos_a_day": 3}, begins=NOON.date()),
            ]
        )
    journal, cell = as_("ivanova"), (small.page, small.lessons[3], small.pupils[0])
    journal.do(SetCell(*cell, "2", ""))
    journal.do(SetCell(*cell, "3", "2"))
    journal.undo(journal.do(SetCell(*cell, "", "3")).op_id)
    return small


def asked(journal, busy_day=None):
    day = busy_day or journal.now().astimezone(journal.zone).date()
    return journal.ask(FactsOf(day - timedelta(days=30), day + timedelta(days=400)))


def test_moves_of_marks_know_what_stood_and_the_final_mark(as_, busy):
    facts = asked(as_("zavuch"))
    assert len(facts.acts) == 4
    moves = [move for found in facts.moves.values() for move in found]
    assert [(move.before, move.after) for move in moves] == [("2", "3"), ("3", ""), ("", "3")]
    assert all(move.final_at == NOON - timedelta(hours=2) for move in moves)
    assert all(move.stood_since is not None for move in moves)
    assert {move.pupil_id for move in moves} == {busy.pupils[0]}
    assert facts.acts[-1].undoes == facts.acts[-2].op_id
    assert facts.pages == {busy.page: "7А, алгебра"}


def test_settings_of_the_school_are_read(as_, busy):
    assert busy
    limits = asked(as_("admin")).limits
    assert (limits.undos_a_day, limits.night_from) == (3, USUAL.night_from)


def test_logins_are_for_those_who_read_the_whole_audit(as_, busy):
    assert busy
    assert [each.login for each in asked(as_("admin")).logins] == ["ivanova"]
    assert asked(as_("ivanova")).logins == ()


def test_a_class_teacher_gets_the_facts_of_the_own_class(as_, busy):
    assert {act.page_id for act in asked(as_("ivanova")).acts} == {busy.page}


@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_others_get_none(as_, small, login):
    assert small
    with pytest.raises(Refused, match=r"п\. 1\.9"):
        asked(as_(login))


def test_days_without_actions_have_no_facts(as_, busy):
    assert busy
    early = NOON.date() - timedelta(days=1000)
    facts = as_("admin").ask(FactsOf(early, early))
    assert (facts.acts, facts.moves, facts.logins, facts.deadlines) == ((), {}, (), ())


def test_work_before_those_days_tells_the_usual_computers(as_, busy):
    assert busy
    admin = as_("admin")
    facts = asked(admin)
    after = max(act.at for act in facts.acts).astimezone(admin.zone).date() + timedelta(days=1)
    later = admin.ask(FactsOf(after, after))
    assert later.acts == ()


def test_ends_of_periods_are_deadlines(as_, small):
    assert small
    journal = as_("zavuch")
    facts = journal.ask(FactsOf(NOON.date(), NOON.date() + timedelta(days=60)))
    assert [each.astimezone(journal.zone).date().isoformat() for each in facts.deadlines] == [
        "2026-12-31"
    ]
