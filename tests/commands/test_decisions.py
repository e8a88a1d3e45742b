"""Decisions of the council: many at once, by papers, undone as one, shut in a closed year."""

from datetime import date, timedelta

import pytest
from school import NOON, TODAY, ZONE, add_person
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.commands.debts import RecordAttempt
from journal_desktop.commands.decisions import PupilDecision, SetDecisions
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import Decision, EnrolmentEnd, OrderKind, YearState
from journal_desktop.journal import Journal
from journal_desktop.queries.decisions import ClassDecisions, CouncilPapers, DecidedClasses
from journal_desktop.store.actors import load_actor
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.closing import DebtRow, DecisionRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow

PAPERS = {
    "protocol_number": "9",
    "protocol_day": date(2026, 11, 20),
    "order_number": "112-у",
    "order_day": date(2026, 11, 21),
}
DUE = date(2027, 5, 25)


@pytest.fixture
def clerk(database, small, as_):
    """The office, which the small school has not."""
    assert callable(as_)
    with Session(database.owner) as session, session.begin():
        add_person(session, small, "clerk", ("Папина", "Ольга", "Львовна", [Role.SEC]))
    engine = database.engine("clerk")
    with Session(engine) as session:
        actor = load_actor(session, "clerk", TODAY)
    return Journal(engine, actor, lambda: NOON, ZONE)


@pytest.fixture
def decide(small):
    def command(code=Decision.PROMOTED, expected=None, *, pupils=(0,), papers=PAPERS, **more):
        said = tuple(
            PupilDecision(small.pupils[number], code, expected, **more) for number in pupils
        )
        return SetDecisions(small.class_id, said, **papers)

    return command


@pytest.fixture
def conditional(small, clerk, decide, subject):
    """The first pupil, promoted with one debt."""
    clerk.do(decide(Decision.PROMOTED_COND, debts=(subject,), due=DUE))
    return small.pupils[0]


@pytest.fixture
def subject(rows, small):
    return rows(PageRow, id=small.page)[0].subject_id


@pytest.fixture
def close_year(change, small):
    def close(state=YearState.CLOSED):
        change(SchoolYearRow, small.year, state=state)

    return close


def test_the_office_decides_on_many_by_new_papers_and_undoes_it_as_one(clerk, decide, rows):
    done = clerk.do(decide(pupils=range(6)))
    found = rows(DecisionRow)
    assert {row.wording for row in found} == {"Переведён в 8 класс"}
    papers = {row.id: (row.kind, row.number) for row in rows(OrderRow)}
    assert {papers[row.protocol_id] for row in found} == {(OrderKind.PROTOCOL, "9")}
    assert {papers[row.order_id] for row in found} == {(OrderKind.TRANSFER, "112-у")}
    clerk.undo(done.op_id)
    assert rows(DecisionRow) == rows(OrderRow) == []


def test_the_class_teacher_takes_papers_there_are_and_adds_none(as_, clerk, decide, rows, small):
    with pytest.raises(Invalid, match="вносит секретарь"):
        as_("ivanova").do(decide())
    clerk.do(decide(pupils=(1,)))
    as_("ivanova").do(decide(pupils=(2, 3)))
    assert len({row.order_id for row in rows(DecisionRow)}) == 1
    papers = as_("ivanova").ask(CouncilPapers(small.year, OrderKind.TRANSFER))
    assert [paper.text for paper in papers] == ["№ 112-у от 21.11.2026"]


@pytest.mark.parametrize("login", ["petrova", "admin", "zavuch", "medic"])
def test_nobody_else_decides(as_, decide, login):
    with pytest.raises(Refused, match="нет права"):
        as_(login).do(decide(papers={}))


def test_a_decision_may_wait_for_its_order(as_, clerk, decide, rows):
    as_("ivanova").do(decide(papers={}))
    assert rows(DecisionRow)[0].order_id is None
    clerk.do(decide(expected=Decision.PROMOTED))
    assert rows(DecisionRow)[0].order_id is not None
    as_("ivanova").do(decide(Decision.REPEAT, Decision.PROMOTED, papers={}))
    row = rows(DecisionRow)[0]
    assert (row.code, row.wording) == (Decision.REPEAT, "Оставлен на повторное обучение")
    assert row.order_id is not None


def test_what_somebody_decided_meanwhile_is_a_conflict(as_, clerk, decide):
    clerk.do(decide())
    with pytest.raises(Conflict, match="уже изменено"):
        as_("ivanova").do(decide(Decision.REPEAT, papers={}))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"code": Decision.GRAD_9}, "решения для 7 класса нет"),
        ({"code": Decision.LEFT}, "решения для 7 класса нет"),
        ({"code": Decision.PROMOTED_COND}, "предметы и срок"),
        ({"papers": {"order_number": "5"}}, "и номер, и дату"),
        ({"papers": {"order_day": TODAY}}, "и номер, и дату"),
        (
            {"papers": {"order_number": "5", "order_day": TODAY + timedelta(1)}},
            "ещё не наступил",
        ),
    ],
)
def test_what_cannot_be_decided_is_invalid(clerk, decide, rows, said, why):
    with pytest.raises(Invalid, match=why):
        clerk.do(decide(**said))
    assert rows(DecisionRow) == rows(OrderRow) == []


def test_who_left_or_is_of_another_class_gets_no_decision(clerk, decide, ends, small):
    ends(TODAY, EnrolmentEnd.LEFT)
    with pytest.raises(Refused, match="приказа о движении"):
        clerk.do(decide())
    stranger = PupilDecision(9999, Decision.PROMOTED)
    with pytest.raises(Invalid, match="не числится"):
        clerk.do(SetDecisions(small.class_id, (stranger,)))


def test_a_decision_taken_back_leaves_no_debt(clerk, decide, rows, conditional):
    assert [row.pupil_id for row in rows(DebtRow)] == [conditional]
    clerk.do(decide(None, Decision.PROMOTED_COND, papers={}))
    assert rows(DecisionRow) == rows(DebtRow) == []


def test_a_debt_is_due_within_a_year(clerk, decide, subject):
    late = TODAY + timedelta(days=400)
    with pytest.raises(Invalid, match="дальше года"):
        clerk.do(decide(Decision.PROMOTED_COND, debts=(subject,), due=late))


@pytest.mark.usefixtures("conditional")
def test_a_debt_is_passed_at_the_second_attempt_and_the_decision_follows(
    clerk, decide, rows, close_year
):
    debt = rows(DebtRow)[0].id
    close_year()
    clerk.do(RecordAttempt(debt, date(2026, 11, 20), "2"))
    with pytest.raises(Refused, match="не ликвидирована"):
        clerk.do(decide(Decision.DEBT_CLEARED, Decision.PROMOTED_COND))
    clerk.do(RecordAttempt(debt, date(2026, 11, 22), "3"))
    clerk.do(decide(Decision.DEBT_CLEARED, Decision.PROMOTED_COND))
    row = rows(DebtRow)[0]
    assert (row.cleared, row.value) == (date(2026, 11, 22), "3")
    assert rows(DecisionRow)[0].wording == (
        "Академическая задолженность ликвидирована (протокол № 9 от 20.11.2026); "
        "переведён в 8 класс"
    )


@pytest.mark.usefixtures("conditional")
def test_there_is_no_third_attempt(clerk, decide, rows):
    debt = rows(DebtRow)[0].id
    with pytest.raises(Invalid, match="от 2 до 5"):
        clerk.do(RecordAttempt(debt, TODAY, "н"))
    with pytest.raises(Invalid, match="по факту"):
        clerk.do(RecordAttempt(debt, TODAY + timedelta(1), "3"))
    clerk.do(RecordAttempt(debt, TODAY - timedelta(2), "2"))
    with pytest.raises(Invalid, match="позже первой"):
        clerk.do(RecordAttempt(debt, TODAY - timedelta(2), "2"))
    clerk.do(RecordAttempt(debt, TODAY, "2"))
    with pytest.raises(Refused, match="не больше 2"):
        clerk.do(RecordAttempt(debt, TODAY, "3"))
    with pytest.raises(Refused, match="уже была пересдача"):
        clerk.do(decide(None, Decision.PROMOTED_COND, papers={}))
    clerk.do(decide(Decision.REPEAT, Decision.PROMOTED_COND))
    assert len(rows(DebtRow)) == 1


def test_decisions_of_a_closed_year_stand(clerk, as_, decide, rows, close_year):
    done = clerk.do(decide())
    close_year()
    for expected, code in ((Decision.PROMOTED, Decision.REPEAT), (Decision.PROMOTED, None)):
        with pytest.raises(Refused, match="год закрыт"):
            clerk.do(decide(code, expected))
    with pytest.raises(Refused, match="год закрыт"):
        as_("ivanova").do(decide(pupils=(1,), papers={}))
    with pytest.raises(Refused, match="год закрыт"):
        clerk.undo(done.op_id)
    assert [row.code for row in rows(DecisionRow)] == [Decision.PROMOTED]


@pytest.mark.usefixtures("conditional")
def test_nothing_of_an_archived_year_is_decided(clerk, decide, rows, close_year):
    close_year(YearState.ARCHIVED)
    with pytest.raises(Refused, match="год закрыт"):
        clerk.do(RecordAttempt(rows(DebtRow)[0].id, TODAY, "3"))
    with pytest.raises(Refused, match="год закрыт"):
        clerk.do(decide(Decision.REPEAT, Decision.PROMOTED_COND))


def test_the_class_teacher_sees_proposals_and_the_office_does_not(as_, clerk, add, small, ends):
    for page, value in ((small.page, "2"), (small.other_page, "4"), (small.course_page, "К")):
        add(_year_mark(small, page, value))
    first, second = as_("ivanova").ask(ClassDecisions(small.class_id)).lines[:2]
    assert (first.proposal.code, first.proposal.debts) == (Decision.PROMOTED_COND, ("Алгебра",))
    assert (second.proposal.code, "Нет годовых" in second.proposal.why) == (None, True)
    assert clerk.ask(ClassDecisions(small.class_id)).lines[0].proposal is None
    ends(TODAY, EnrolmentEnd.LEFT)
    gone = as_("zavuch").ask(ClassDecisions(small.class_id)).lines[0]
    assert (gone.code, gone.text, gone.by_order) == (Decision.LEFT, "Выбыл 23.11.2026", True)


def _year_mark(small, page, value):
    return PeriodMarkRow(
        pupil_id=small.pupils[0],
        subject_id=[small.page, small.other_page, small.course_page].index(page) + 1,
        period_id=small.periods[0],
        kind=PeriodKind.YEAR,
        page_id=page,
        value=value,
        reason="",
        is_foreign=False,
        entered_at=NOON,
        changed_at=NOON,
    )


def test_classes_are_those_the_person_may_see(as_, clerk, small):
    for journal in (clerk, as_("ivanova"), as_("admin")):
        (found,) = journal.ask(DecidedClasses(small.year))
        assert (found.class_id, found.name) == (small.class_id, "7А")
    for login in ("petrova", "medic"):
        with pytest.raises(Refused):
            as_(login).ask(ClassDecisions(small.class_id))


def test_who_came_during_the_year_has_a_note(as_, add, rows, small, change):
    number = add(
        OrderRow(kind=OrderKind.ENROLMENT, number="7-у", day=date(2026, 10, 1), title="О приёме")
    )
    stay = rows(EnrolmentRow)[0]
    change(
        EnrolmentRow,
        stay.id,
        begins=date(2026, 10, 2),
        arrival_order_id=number,
        arrived_from="СШ № 5",
    )
    line = as_("admin").ask(ClassDecisions(small.class_id)).lines[0]
    assert line.note == "Прибыл 02.10.2026, приказ № 7-у (СШ № 5)"
