"""Closing of periods and of the year: what it waits for, what it seals, no way back."""

from datetime import timedelta

import pytest
from school import NOON
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commands.closed import LAST, SUMMER, close, final_marks, known
from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.closing import ArchiveYear, ClosePeriod, CloseYear
from journal_desktop.commands.decisions import PupilDecision, SetDecisions
from journal_desktop.commands.lessons import ConfirmAttendance, SetHomework, SetTopic, SetWork
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.vocabulary import Decision, OrderKind, Scheme, YearState
from journal_desktop.queries.closing import ClosingOf
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.closing import PeriodSealRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.ops import ChainRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow, SchoolYearRow
from journal_desktop.store.verify import verify


@pytest.fixture
def seals(database):
    """What verify finds wrong with seals: everything else was put past the gate."""

    def wrong():
        found = verify(database.owner)
        return [each.text for each in found if each.table == PeriodSealRow.__tablename__]

    return wrong


def test_the_quarter_is_closed_for_everybody_and_sealed_page_by_page(as_, small, rows, place):
    as_("ivanova").do(SetCell(*place(0), small.pupils[0], "5", ""))
    done = close(as_("admin"), small)
    assert rows(PeriodRow, id=small.periods[1])[0].state is PeriodState.CLOSED
    found = {row.page_id: row for row in rows(PeriodSealRow)}
    assert found.keys() == {small.page, small.other_page, small.course_page}
    head = rows(ChainRow, id=small.page)[0]
    assert (found[small.page].chain_seq, found[small.page].chain_seal) == (1, head.seal)
    assert found[small.page].content != found[small.other_page].content
    with pytest.raises(Refused, match="не отменяется"):
        as_("admin").undo(done.op_id)


@pytest.mark.parametrize("login", ["ivanova", "petrova", "zavuch", "medic"])
def test_nobody_but_the_officer_closes(as_, small, login):
    for command in (ClosePeriod(small.periods[1]), CloseYear(small.year), ArchiveYear(small.year)):
        with pytest.raises(Refused, match="нет права"):
            as_(login).do(command)


def test_what_is_missing_is_confirmed_knowingly_or_the_period_stays_open(as_, small, rows):
    admin = as_("admin")
    missing = known(admin, small, 1)
    assert missing == 19
    with pytest.raises(Refused, match="18 итоговых отметок и 1 незаполненный урок"):
        admin.do(ClosePeriod(small.periods[1]))
    with pytest.raises(Refused, match="список изменился"):
        admin.do(ClosePeriod(small.periods[1], missing - 1))
    assert rows(PeriodSealRow) == []
    assert rows(PeriodRow, id=small.periods[1])[0].state is PeriodState.OPEN
    admin.do(ClosePeriod(small.periods[1], missing))


def test_a_letter_without_an_order_stands_in_the_way(as_, small, database, change, rows, add):
    final_marks(database.owner, small, 1)
    change(LessonRow, small.lessons[0], state=LessonState.CANCELLED)
    mark = rows(PeriodMarkRow)[0].id
    change(PeriodMarkRow, mark, value="н")
    with pytest.raises(Refused, match="1 приказ о неаттестации"):
        as_("admin").do(ClosePeriod(small.periods[1]))
    order = add(OrderRow(kind=OrderKind.NONATTESTATION, number="6", day=LAST, title="О"))
    change(PeriodMarkRow, mark, order_id=order)
    as_("admin").do(ClosePeriod(small.periods[1]))


def test_a_period_is_closed_on_its_last_day_at_the_earliest_and_in_turn(as_, small, change):
    with pytest.raises(Refused, match=r"идёт до 30\.12\.2026"):
        as_("admin").do(ClosePeriod(small.periods[2]))
    with pytest.raises(Refused, match="Сначала закройте период «I четверть»"):
        as_("admin", SUMMER).do(ClosePeriod(small.periods[2]))
    with pytest.raises(Refused, match="Сначала закройте период «I четверть»"):
        as_("admin", SUMMER).do(ClosePeriod(small.periods[0]))
    change(PeriodRow, small.periods[1], ends=NOON.date())
    close(as_("admin"), small)
    with pytest.raises(Refused, match="закрыт"):
        as_("admin").do(ClosePeriod(small.periods[1]))


def test_states_follow_from_the_days_until_somebody_closes(as_, small):
    states = {line.number: line.state for line in as_("zavuch").ask(ClosingOf(small.year)).periods}
    assert states == {
        0: PeriodState.OPEN,
        1: PeriodState.FINALS,
        2: PeriodState.OPEN,
        3: PeriodState.FUTURE,
        4: PeriodState.FUTURE,
    }
    for login in ("ivanova", "petrova", "medic"):
        with pytest.raises(Refused):
            as_(login).ask(ClosingOf(small.year))


def attempts(small):
    """Every way into the first quarter's lesson, by who may."""
    lesson, pupil = (small.page, small.lessons[0]), small.pupils[1]
    return (
        ("ivanova", SetCell(*lesson, pupil, "3", "")),
        ("ivanova", SetCell(*lesson, pupil, "н", "")),
        ("ivanova", CommentCell(*lesson, pupil, "да", "")),
        ("ivanova", SetTopic(*lesson, "Тема по плану 1", "")),
        ("ivanova", SetHomework(*lesson, "§ 5", "")),
        ("ivanova", SetWork(*lesson, 1, "CTRL", "ANSWER")),
        ("ivanova", ConfirmAttendance(*lesson)),
    )


def test_nothing_is_written_into_a_closed_period(as_, small, seals, mark, database):
    final_marks(database.owner, small, 1)
    close(as_("admin"), small)
    for login, command in (*attempts(small), ("ivanova", mark("5", "4", period=1))):
        with pytest.raises(Refused, match="закрыт"):
            as_(login).do(command)
    assert seals() == []


def test_nothing_is_taken_back_in_a_closed_period(as_, small, seals, mark):
    done = [as_(login).do(command).op_id for login, command in attempts(small)[:1]]
    done += [as_(login).do(command).op_id for login, command in attempts(small)[2:]]
    done.append(as_("ivanova").do(mark("4", period=1)).op_id)
    close(as_("admin"), small)
    for op_id in done:
        with pytest.raises(Refused, match="закрыт"):
            as_("ivanova").undo(op_id)
    assert seals() == []


def test_a_class_without_periods_is_closed_with_its_year(as_, small, change, add):
    change(ClassGroupRow, small.class_id, scheme=Scheme.YEAR, grade=1)
    whole = add(
        PeriodRow(
            year_id=small.year,
            scheme=Scheme.YEAR,
            number=0,
            title="Год",
            short="Год",
            begins=LAST - timedelta(days=50),
            ends=NOON.date(),
            state=PeriodState.OPEN,
        )
    )
    small.periods[0] = whole
    close(as_("admin"), small, 0)
    with pytest.raises(Refused, match="«Год» закрыт"):
        as_("ivanova").do(SetCell(small.page, small.lessons[0], small.pupils[1], "3", ""))


@pytest.mark.parametrize(
    "edit",
    [
        "update mark set value = '2'",
        "update lesson set topic = 'Другая' where id = :lesson",
        "update absence set letter = 'у'",
        "update work set title = 'Другая' where lesson_id = :lesson",
        "delete from cell_note",
        "update period_mark set value = '5' where period_id = :period",
    ],
)
def test_an_edit_past_the_journal_breaks_the_seal(as_, small, seals, mark, database, edit):
    for login, command in attempts(small)[2:]:
        as_(login).do(command)
    as_("ivanova").do(SetCell(small.page, small.lessons[0], small.pupils[2], "3", ""))
    as_("ivanova").do(SetCell(small.page, small.lessons[0], small.pupils[3], "н", ""))
    as_("ivanova").do(mark("4", period=1))
    close(as_("admin"), small)
    assert seals() == []
    with database.owner.begin() as connection:
        values = {"lesson": small.lessons[0], "period": small.periods[1]}
        connection.execute(text(edit), {key: values[key] for key in values if f":{key}" in edit})
    (found,) = seals()
    assert "страница «7А Алгебра», I четверть 2026/2027: содержание не то" in found


def test_a_chain_cut_shorter_than_its_seal_is_found(as_, small, seals, database):
    page = small.page
    as_("ivanova").do(SetCell(small.page, small.lessons[0], small.pupils[2], "3", ""))
    close(as_("admin"), small)
    with database.owner.begin() as connection:
        if database.kind == "postgres":
            connection.exec_driver_sql("set local session_replication_role = replica")
        else:
            for name in connection.exec_driver_sql(_TRIGGERS).scalars().all():
                connection.exec_driver_sql(f"drop trigger {name}")
        connection.execute(text(_CUT), {"page": page})
        connection.execute(text("delete from op where chain = :page"), {"page": page})
    told = [each for each in seals() if "содержание" not in each]
    assert len(told) == 1
    assert "«7А Алгебра», I четверть" in told[0]
    assert "действий, сделанных до закрытия периода, больше нет" in told[0]


_TRIGGERS = "select name from sqlite_master where type = 'trigger'"
_CUT = "delete from op_change where op_id in (select id from op where chain = :page)"


@pytest.fixture
def ready(as_, small, database):
    """The officer in summer, every final mark there and every period closed."""
    final_marks(database.owner, small, 0, 1, 2, 3, 4)
    admin = as_("admin", SUMMER)
    for number in (1, 2, 3, 4, 0):
        close(admin, small, number)
    return admin


def decide(as_, small, add, pupils=None):
    for kind, number in ((OrderKind.PROTOCOL, "9"), (OrderKind.TRANSFER, "112-у")):
        add(OrderRow(kind=kind, number=number, day=NOON.date(), title=""))
    said = tuple(PupilDecision(pupil, Decision.PROMOTED) for pupil in pupils or small.pupils)
    papers = ("9", NOON.date(), "112-у", NOON.date())
    as_("ivanova", SUMMER).do(SetDecisions(small.class_id, said, *papers))


def test_the_year_waits_for_its_periods_marks_and_decisions(as_, small, ready, add, change, rows):
    with pytest.raises(Refused, match=r"Нет решения педсовета.* и ещё 1"):
        ready.do(CloseYear(small.year))
    decide(as_, small, add)
    mark = rows(PeriodMarkRow, period_id=small.periods[0])[0].id
    change(PeriodMarkRow, mark, value=None)
    with pytest.raises(Refused, match="не хватает: 1 итоговая отметка"):
        ready.do(CloseYear(small.year))
    change(PeriodMarkRow, mark, value="4")
    change(PeriodRow, small.periods[4], state=PeriodState.OPEN)
    with pytest.raises(Refused, match="«IV четверть» ещё не закрыт"):
        ready.do(CloseYear(small.year))
    change(PeriodRow, small.periods[4], state=PeriodState.CLOSED)
    assert rows(SchoolYearRow)[0].state is YearState.OPEN
    ready.do(CloseYear(small.year))
    assert rows(SchoolYearRow)[0].state is YearState.CLOSED
    with pytest.raises(Refused, match="год закрыт"):
        ready.do(CloseYear(small.year))


def test_only_a_closed_year_goes_to_the_archive(as_, small, ready, add, rows):
    with pytest.raises(Refused, match="ещё не закрыт"):
        ready.do(ArchiveYear(small.year))
    decide(as_, small, add)
    ready.do(CloseYear(small.year))
    ready.do(ArchiveYear(small.year))
    assert {row.state for row in rows(PeriodRow)} == {PeriodState.ARCHIVED}
    with pytest.raises(Refused, match="уже в архиве"):
        ready.do(ArchiveYear(small.year))


def test_an_interim_decision_does_not_close_the_year(as_, small, ready, add, change):
    change(ClassGroupRow, small.class_id, grade=9)
    for kind, number in ((OrderKind.PROTOCOL, "9"), (OrderKind.TRANSFER, "112-у")):
        add(OrderRow(kind=kind, number=number, day=NOON.date(), title=""))
    said = tuple(PupilDecision(pupil, Decision.ADMITTED_GIA) for pupil in small.pupils)
    papers = ("9", NOON.date(), "112-у", NOON.date())
    as_("ivanova", SUMMER).do(SetDecisions(small.class_id, said, *papers))
    with pytest.raises(Refused, match="Нет решения"):
        ready.do(CloseYear(small.year))


def test_a_period_closed_on_the_server_is_closed_for_its_own_officer(small, as_, database):
    """The wall itself: no statement opens what is closed."""
    close(as_("admin"), small)
    if database.kind == "sqlite":
        return
    for statement in (
        "update period set state = 'OPEN' where id = :id",
        "update period set ends = date '2026-09-02' where id = :id",
        "delete from period where id = :id",
    ):
        with (
            pytest.raises(DBAPIError, match="closed period: I четверть"),
            database.engine("admin").begin() as connection,
        ):
            connection.execute(text(statement), {"id": small.periods[1]})


def test_marks_of_the_year_do_not_count_as_marks_of_a_quarter(as_, small, database):
    final_marks(database.owner, small, 0)
    assert known(as_("admin"), small, 1) == 19
