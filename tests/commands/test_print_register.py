"""The register of prints: one original, copies and extracts by an order, states in their order."""

from datetime import date

import pytest
from school import BEGIN, TODAY, add_person
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.commands.print_states import (
    STEPS,
    MarkHandedOver,
    MarkSealed,
    MarkSewn,
    MarkSigned,
)
from journal_desktop.commands.prints import RecordDraft, RecordPrint
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.prints import PrintAs, next_state, split_requester, with_requester
from journal_desktop.domain.vocabulary import OrderKind, PrintState, YearState
from journal_desktop.queries.prints import PrintedBefore, PrintRegister
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow

HASH = "ab" * 32
JUNE = date(2026, 11, 1)


@pytest.fixture
def closed(small, database):
    """The year is closed; a director and an archivist are there."""
    with Session(database.owner) as session, session.begin():
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED
        add_person(session, small, "dir", ("Орлова", "Инна", "Львовна", [Role.DIR]))
        add_person(session, small, "arc", ("Седова", "Ада", "Ильинична", [Role.ARC]))
    return small


def record(small, made=RecordPrint, **more):
    said = {
        "kind": "journal",
        "year_id": small.year,
        "class_id": small.class_id,
        "document": "Журнал 7А 2026-2027",
        "pages": 40,
        "sheets": 19,
        "purpose": "в архив",
    }
    return made(**{**said, "sha256": HASH, "content": HASH, "chain_head": HASH, **more})


def copy(small, **more):
    basis = {"basis_number": "№ 12", "basis_day": JUNE, "requester": "Белова А. И."}
    return record(small, **{"what": PrintAs.COPY, **basis, **more})


def lines(as_, small, login="admin", **more):
    return as_(login).ask(PrintRegister(small.year, **more))


def test_a_second_original_is_refused_and_a_copy_needs_an_order_clause_4_6(as_, closed):
    as_("admin").do(record(closed))
    with pytest.raises(Refused, match=r"уже напечатан 23\.11\.2026.*копия\s*по распоряжению"):
        as_("admin").do(record(closed))
    with pytest.raises(Refused, match="укажите № и дату"):
        as_("admin").do(copy(closed, basis_number=""))
    with pytest.raises(Refused, match="укажите № и дату"):
        as_("admin").do(copy(closed, basis_day=None))
    with pytest.raises(Invalid, match="ещё не наступил"):
        as_("admin").do(copy(closed, basis_day=date(2026, 11, 24)))
    with pytest.raises(Invalid, match="скажите короче"):
        as_("admin").do(copy(closed, purpose="ц" * 250))
    as_("admin").do(copy(closed))
    again, first = lines(as_, closed)
    assert (again.is_copy, again.basis, again.purpose, again.requester) == (
        True,
        "распоряжение № 12 от 01.11.2026",
        "в архив",
        "Белова А. И.",
    )
    assert (first.is_copy, first.basis, first.state) == (False, "", PrintState.PRINTED)
    assert (first.who, first.class_name, first.sheets) == ("Королёв О. И.", "7А", 19)


def test_an_order_named_twice_is_one_row(as_, closed, database):
    as_("admin").do(record(closed))
    for _ in range(2):
        as_("admin").do(copy(closed))
    with Session(database.owner) as session:
        (order,) = session.scalars(select(OrderRow).filter_by(kind=OrderKind.PRINTING))
        assert (order.number, order.day) == ("12", JUNE)


def test_nothing_is_copied_before_the_original(as_, closed):
    as_("admin").do(record(closed, RecordDraft))
    with pytest.raises(Refused, match="Подлинник ещё не печатался"):
        as_("admin").do(copy(closed))


def test_an_extract_is_printed_by_an_order_also_of_an_open_year(as_, small):
    extract = {"kind": "extract", "what": PrintAs.EXTRACT, "document": "Выписка 7А, Алгебра"}
    with pytest.raises(Refused, match="по распоряжению"):
        as_("admin").do(record(small, **extract))
    as_("admin").do(copy(small, **extract), copy(small, **extract))
    assert [line.is_copy for line in lines(as_, small)] == [False, False]


def test_other_documents_are_printed_as_often_as_needed(as_, closed):
    for _ in range(2):
        as_("admin").do(record(closed, kind="cover", class_id=None))
    assert [line.class_name for line in lines(as_, closed)] == ["", ""]


def test_a_book_goes_through_its_states_in_order(as_, closed):
    as_("admin").do(record(closed))
    (line,) = lines(as_, closed)
    for step, login in zip(STEPS, ("admin", "dir", "admin", "admin"), strict=True):
        for wrong in STEPS:
            if wrong is not step:
                with pytest.raises((Conflict, Refused)):
                    as_(login).do(wrong(line.id, TODAY))
        as_(login).do(step(line.id, TODAY))
        assert lines(as_, closed)[0].state is step.state
    with pytest.raises(Conflict, match="передан в архив"):
        as_("admin").do(MarkSewn(line.id, TODAY))


def test_who_may_say_so_domain_9_2(as_, closed):
    as_("admin").do(record(closed))
    (line,) = lines(as_, closed)
    for login in ("dir", "arc", "zavuch", "ivanova"):
        for step in (MarkSewn, MarkSealed, MarkHandedOver):
            with pytest.raises(Refused):
                as_(login).do(step(line.id, TODAY))
    for login in ("admin", "arc", "zavuch"):
        with pytest.raises(Refused):
            as_(login).do(MarkSigned(line.id, TODAY))


def test_days_go_forward_and_not_past_today(as_, closed):
    as_("admin").do(record(closed))
    (line,) = lines(as_, closed)
    for day in (BEGIN, date(2026, 11, 24)):
        with pytest.raises(Invalid, match=r"не раньше 23\.11\.2026 \(напечатан\)"):
            as_("admin").do(MarkSewn(line.id, day))
    with pytest.raises(Invalid, match="нет"):
        as_("admin").do(MarkSewn(999, TODAY))


def test_a_draft_is_neither_sewn_nor_in_the_register(as_, small):
    as_("ivanova").do(record(small, RecordDraft))
    assert lines(as_, small) == ()
    (draft,) = lines(as_, small, drafts=True)
    with pytest.raises(Conflict, match="черновик"):
        as_("admin").do(MarkSewn(draft.id, TODAY))


def test_who_sees_the_register(as_, closed):
    as_("admin").do(record(closed), record(closed, kind="cover", class_id=None))
    for login in ("admin", "dir", "arc", "zavuch"):
        assert len(lines(as_, closed, login)) == 2
    assert [line.class_name for line in lines(as_, closed, "ivanova")] == ["7А"]
    for login in ("petrova", "medic"):
        with pytest.raises(Refused):
            lines(as_, closed, login)
    assert len(as_("ivanova").ask(PrintedBefore(closed.class_id, "journal"))) == 1
    assert as_("admin").ask(PrintedBefore(closed.class_id, "ledger")) == ()


def test_the_life_ends_in_the_archive():
    assert [next_state(state) for state in PrintState][1:5] == [step.state for step in STEPS]
    assert next_state(PrintState.ARCHIVED) is next_state(PrintState.DRAFT) is None
    assert split_requester(with_requester("для суда", "Белов")) == ("для суда", "Белов")
    assert split_requester(with_requester("для суда", "")) == ("для суда", "")
