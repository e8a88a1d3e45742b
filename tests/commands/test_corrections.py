"""Corrections after closing: asked, allowed by another, carried out once, sealed anew."""

from datetime import date, timedelta

import pytest
from school import NOON, TODAY
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commands.closed import close, final_marks
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.corrections import (
    AllowCorrection,
    AskCorrection,
    CarryOutCorrection,
    RejectCorrection,
)
from journal_desktop.commands.lessons import SetHomework, SetTopic
from journal_desktop.domain.corrections import Basis
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import CorrectionField, OrderKind, RequestState, YearState
from journal_desktop.queries.corrections import CorrectionsOf
from journal_desktop.queries.history import CellHistory
from journal_desktop.store.rows.closing import CorrectionRow, PeriodSealRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow, PeriodMarkRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.rows.staff import RoleGrantRow
from journal_desktop.store.verify import verify

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def closed(as_, small, database):
    """The first quarter with a mark, a topic, homework and final marks, closed."""
    final_marks(database.owner, small, 1)
    lesson = (small.page, small.lessons[0])
    teacher = as_("ivanova")
    teacher.do(SetCell(*lesson, small.pupils[0], "5", ""))
    teacher.do(SetTopic(*lesson, "Тема по плану 1", ""))
    teacher.do(SetHomework(*lesson, "§ 5", ""))
    close(as_("admin"), small)
    return small


@pytest.fixture
def ask(closed):
    def command(new="4", old="5", *, field=CorrectionField.CELL, pupil=0, reason="ошибка", **more):
        place = {
            CorrectionField.CELL: {
                "lesson_id": closed.lessons[0],
                "pupil_id": closed.pupils[pupil],
            },
            CorrectionField.TOPIC: {"lesson_id": closed.lessons[0]},
            CorrectionField.HOMEWORK: {"lesson_id": closed.lessons[0]},
            CorrectionField.FINAL: {
                "pupil_id": closed.pupils[pupil],
                "period_id": closed.periods[1],
                "kind": PeriodKind.PERIOD,
            },
        }[field] | more
        return AskCorrection(closed.page, field, new, old, reason, **place)

    return command


@pytest.fixture
def carry(closed, rows):
    """Carry out the last request, by a memo of today unless told."""

    def command(basis=Basis.MEMO, number="12", day=TODAY):
        return CarryOutCorrection(closed.page, rows(CorrectionRow)[-1].id, basis, number, day)

    return command


@pytest.fixture
def allow(as_, closed, rows):
    def allowed(kind=AllowCorrection):
        return as_("zavuch").do(kind(closed.page, rows(CorrectionRow)[-1].id))

    return allowed


@pytest.fixture
def sealed(database):
    def fits():
        found = verify(database.owner)
        return not [each for each in found if each.table == PeriodSealRow.__tablename__]

    return fits


@pytest.fixture
def correct(as_, allow, carry):
    """All three steps."""

    def by(login, command):
        as_(login).do(command)
        allow()
        as_("admin", LATER).do(carry())

    return by


@pytest.mark.parametrize("login", ["ivanova", "admin"])
def test_a_mark_is_corrected_by_three_hands_and_sealed_anew(ask, correct, rows, sealed, login):
    correct(login, ask())
    row = rows(CorrectionRow)[0]
    assert (row.old_value, row.new_value) == ("5", "4")
    assert [mark.value for mark in rows(MarkRow)] == ["4"]
    assert (row.state, row.done_at) == (RequestState.DONE, LATER)
    basis = rows(OrderRow, id=row.basis_id)[0]
    assert (basis.kind, basis.number, basis.day) == (OrderKind.OTHER, "12", TODAY)
    assert sealed()


def test_the_value_that_stood_stays_in_the_history(as_, closed, ask, allow, carry):
    as_("ivanova").do(ask())
    allow()
    as_("admin", LATER).do(carry())
    history = as_("ivanova").ask(CellHistory(closed.page, closed.lessons[0], closed.pupils[0]))
    assert [(line.before, line.after) for line in history] == [("5", "4"), ("", "5")]


CASES = [
    (CorrectionField.CELL, {"new": "н", "old": "5"}),
    (CorrectionField.CELL, {"new": "н", "old": "", "pupil": 2}),
    (CorrectionField.CELL, {"new": "", "old": "5"}),
    (CorrectionField.TOPIC, {"new": "Другая тема", "old": "Тема по плану 1"}),
    (CorrectionField.HOMEWORK, {"new": "§ 6", "old": "§ 5"}),
    (CorrectionField.FINAL, {"new": "5", "old": "4"}),
]


@pytest.mark.parametrize(("field", "said"), CASES)
def test_whatever_a_page_holds_may_be_corrected(ask, correct, rows, sealed, field, said):
    correct("ivanova", ask(field=field, **said))
    lesson = rows(LessonRow)[0]
    stands = {
        CorrectionField.TOPIC: lesson.topic,
        CorrectionField.HOMEWORK: lesson.homework,
        CorrectionField.FINAL: rows(PeriodMarkRow)[0].value,
    }
    cell = "".join(row.letter or "" for row in rows(AbsenceRow)) or (rows(MarkRow)[0].value or "")
    assert stands.get(field, cell) == said["new"]
    assert sealed()


def test_a_letter_rests_on_an_order_of_non_attestation(as_, ask, allow, carry, rows):
    as_("ivanova").do(ask("н", "4", field=CorrectionField.FINAL))
    allow()
    with pytest.raises(Invalid, match="приказом директора"):
        as_("admin").do(carry())
    as_("admin").do(carry(Basis.ORDER, "№ 61-у"))
    order = rows(OrderRow)[-1]
    assert (order.kind, order.number) == (OrderKind.NONATTESTATION, "61-у")
    assert (rows(PeriodMarkRow)[0].value, rows(PeriodMarkRow)[0].order_id) == ("н", order.id)
    as_("ivanova").do(ask("н", "н", field=CorrectionField.FINAL))


@pytest.mark.parametrize(
    ("said", "error", "why"),
    [
        ({"new": "7"}, Invalid, "п. 3.2.5"),
        ({"new": "5"}, Invalid, "исправлять нечего"),
        ({"old": "4"}, Conflict, "стоит «5»"),
        ({"reason": " "}, Invalid, "Укажите причину"),
        ({"lesson_id": 9999}, Invalid, "урока больше нет"),
        ({"pupil_id": None, "old": ""}, Invalid, "Выберите ученика"),
        ({"field": CorrectionField.TOPIC, "new": " ", "old": "Тема по плану 1"}, Invalid, "тему"),
    ],
)
def test_what_could_not_stand_there_is_not_asked(as_, ask, rows, said, error, why):
    with pytest.raises(error, match=why):
        as_("ivanova").do(ask(**said))
    assert rows(CorrectionRow) == []


def test_an_open_period_needs_no_request(as_, closed, ask):
    with pytest.raises(Invalid, match="без заявки"):
        as_("ivanova").do(ask("4", "", lesson_id=closed.lessons[2]))


def test_strangers_do_not_ask_and_only_the_deputy_allows(as_, closed, ask, rows, carry):
    for login in ("petrova", "zavuch", "medic"):
        with pytest.raises(Refused, match="нет права"):
            as_(login).do(ask())
    as_("ivanova").do(ask())
    number = rows(CorrectionRow)[0].id
    for login in ("ivanova", "admin", "petrova"):
        with pytest.raises(Refused, match="нет права"):
            as_(login).do(AllowCorrection(closed.page, number))
    for login in ("ivanova", "zavuch"):
        with pytest.raises(Refused, match="нет права"):
            as_(login).do(carry())


def test_nobody_allows_what_they_asked_for(as_, closed, ask, rows, add, database):
    add(
        RoleGrantRow(
            staff_id=closed.staff["admin"],
            role="DEP",
            begins=date(2026, 9, 1),
            data_categories="",
        )
    )
    as_("admin").do(ask())
    number = rows(CorrectionRow)[0].id
    with pytest.raises(Refused, match="другой человек"):
        as_("admin").do(AllowCorrection(closed.page, number))
    if database.kind == "postgres":
        itself = "update correction set state = 'ALLOWED', allowed_by = asked_by where id = :id"
        with pytest.raises(DBAPIError, match="no right"), database.engine("admin").begin() as link:
            link.execute(text(itself), {"id": number})
    assert rows(CorrectionRow)[0].state is RequestState.FILED


def test_it_is_carried_out_once_allowed_and_once_only(as_, ask, allow, carry, rows):
    as_("ivanova").do(ask())
    with pytest.raises(Conflict):
        as_("admin").do(carry())
    allow()
    with pytest.raises(Invalid, match="основание"):
        as_("admin").do(carry(number=" "))
    with pytest.raises(Invalid, match="не наступил"):
        as_("admin").do(carry(day=TODAY + timedelta(1)))
    done = as_("admin").do(carry())
    with pytest.raises(Conflict):
        as_("admin").do(carry())
    with pytest.raises(Refused, match="не отменяется"):
        as_("admin").undo(done.op_id)
    assert [mark.value for mark in rows(MarkRow)] == ["4"]


def test_an_allowance_is_taken_back(as_, ask, allow, carry, rows):
    as_("ivanova").do(ask())
    allow()
    allow(RejectCorrection)
    assert rows(CorrectionRow)[0].state is RequestState.REJECTED
    with pytest.raises(Conflict):
        as_("admin").do(carry())


def test_an_allowed_request_opens_nothing_else(as_, closed, ask, allow, database):
    as_("ivanova").do(ask())
    allow()
    place = (closed.page, closed.lessons[0])
    with pytest.raises(Refused):
        as_("ivanova").do(SetCell(*place, closed.pupils[0], "4", "5"))
    with pytest.raises(Refused):
        as_("ivanova").do(SetCell(*place, closed.pupils[1], "4", ""))
    if database.kind == "postgres":
        other = "update period_mark set value = '2' where pupil_id = :pupil and page_id = :page"
        values = {"pupil": closed.pupils[0], "page": closed.page}
        with (
            pytest.raises(DBAPIError, match="closed period"),
            database.engine("admin").begin() as link,
        ):
            link.execute(text(other), values)


def test_nothing_is_corrected_in_the_archive(as_, closed, ask, allow, carry, change):
    as_("ivanova").do(ask())
    allow()
    change(SchoolYearRow, closed.year, state=YearState.ARCHIVED)
    with pytest.raises(Refused, match="в архиве"):
        as_("admin").do(carry())
    with pytest.raises(Refused, match="в архиве"):
        as_("ivanova").do(ask("3"))


def test_the_list_tells_who_asked_allowed_and_did_it(as_, closed, ask, allow, carry):
    as_("ivanova").do(ask())
    as_("ivanova").do(ask("4", "", pupil=1))
    allow()
    as_("admin", LATER).do(carry())
    found = as_("zavuch").ask(CorrectionsOf(closed.year))
    first, second = found
    assert (first.state, first.allowed) == (RequestState.FILED, "")
    assert second.place == "7А, Алгебра, урок 14.10.2026, Белов Имяа"
    assert (second.old, second.new, second.reason) == ("", "4", "ошибка")
    assert (second.asked, second.allowed, second.done) == (
        "Иванова М. П.",
        "Громова Н. П.",
        "Королёв О. И.",
    )
    assert second.basis == "Служебная записка № 12 от 23.11.2026"
    assert [line.id for line in as_("ivanova").ask(CorrectionsOf(closed.year))] == [
        line.id for line in found
    ]
    assert as_("petrova").ask(CorrectionsOf(closed.year)) == ()
    with pytest.raises(Refused):
        as_("medic").ask(CorrectionsOf(closed.year))


def test_a_place_is_asked_for_once_until_it_is_answered(as_, ask, rows):
    as_("ivanova").do(ask("4"))
    for again in ("4", "3"):
        with pytest.raises(Conflict, match="на «4» уже подана"):
            as_("ivanova").do(ask(again))
    as_("ivanova").do(ask("Тема по плану 2", "Тема по плану 1", field=CorrectionField.TOPIC))
    assert len(rows(CorrectionRow)) == 2
