"""The medical worker's writes: dated, sealed, refused to others, undone — on both engines."""

import json
from datetime import date, timedelta

import pytest
from school import NOON, TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from commands.health_of import KEY, Medic, add_physical_education
from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.advice import AcknowledgeAdvice
from journal_desktop.commands.base import HEALTH_CHAIN
from journal_desktop.commands.health import SetExamined
from journal_desktop.commands.health_class import (
    DeclareHealthFilled,
    RecordHealthPrint,
    RecordSeatingPrint,
    StoreHealthCounts,
)
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.health import Closed, HealthGroup, PeGroup, closed_from
from journal_desktop.domain.health_entry import Field
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.store.rows.health import (
    AdviceReadRow,
    AdviceRow,
    HealthCountRow,
    HealthFilledRow,
    HealthSheetRow,
    PeGroupRow,
)
from journal_desktop.store.rows.ops import ChangeRow, ExportRow, OpRow
from journal_desktop.store.rows.pupils import ExemptionRow
from journal_desktop.store.rows.school import SchoolYearRow

LATER = NOON + timedelta(days=30)


@pytest.fixture
def medic(database, small):
    return Medic(database, small)


def test_a_height_brings_the_desk_with_it(medic, rows):
    medic.journal().do(medic.height(1520))
    (sheet,), (advice,) = rows(HealthSheetRow), rows(AdviceRow)
    assert (sheet.height_mm, sheet.begins) == (1520, TODAY)
    assert advice.furniture == 4


def test_a_later_change_is_a_new_row_and_one_of_the_same_day_is_not(medic, rows):
    journal = medic.journal()
    journal.do(medic.height(1520))
    journal.do(medic.height(1530, 1520))
    medic.journal(LATER).do(medic.height(1610, 1530))
    found = [(row.height_mm, row.begins) for row in rows(HealthSheetRow)]
    assert found == [(1530, TODAY), (1610, TODAY + timedelta(30))]
    assert [row.furniture for row in rows(AdviceRow)] == [4, 5]


def test_a_desk_chosen_by_hand_stays_when_the_height_changes(medic, rows):
    journal = medic.journal()
    journal.do(medic.height(1520))
    journal.do(medic.advice(Field.FURNITURE, "5", "4"))
    journal.do(medic.height(1400, 1520))
    assert [row.furniture for row in rows(AdviceRow)] == [5]


def test_undo_takes_the_height_and_the_desk_back(medic, rows):
    journal = medic.journal()
    done = journal.do(medic.height(1520))
    journal.undo(done.op_id)
    assert rows(HealthSheetRow) == rows(AdviceRow) == []


def test_two_medics_see_both_values(medic):
    medic.journal().do(medic.height(1520))
    with pytest.raises(Conflict, match="«152», а вы ввели «160»"):
        medic.journal().do(medic.height(1600))


def test_closed_values_are_nowhere_in_clear(medic, database, rows, small):
    journal = medic.journal()
    journal.do(medic.seal(Closed(HealthGroup.III, "Тайный диагноз")))
    journal.do(medic.height(1520))
    (sheet,) = rows(HealthSheetRow)
    assert closed_from(KEY.open(sheet.sealed, small.pupils[0])).diagnosis == "Тайный диагноз"
    with Session(database.owner) as session:
        said = json.dumps(
            [op.commands for op in session.scalars(select(OpRow))]
            + [[c.before, c.after] for c in session.scalars(select(ChangeRow))],
            ensure_ascii=False,
        )
        chains = set(session.scalars(select(OpRow.chain)))
    assert "диагноз" not in said
    assert '"III"' not in said
    assert chains == {HEALTH_CHAIN}


def test_closed_values_changed_meanwhile_are_not_overwritten(medic):
    journal = medic.journal()
    journal.do(medic.seal(Closed(HealthGroup.I)))
    with pytest.raises(Conflict):
        journal.do(medic.seal(Closed(HealthGroup.II)))


def test_undo_of_a_closed_value_puts_the_former_box_back(medic, rows, small):
    journal = medic.journal()
    journal.do(medic.seal(Closed(HealthGroup.I)))
    (first,) = rows(HealthSheetRow)
    done = journal.do(medic.seal(Closed(HealthGroup.II), first.sealed))
    journal.undo(done.op_id)
    (again,) = rows(HealthSheetRow)
    assert closed_from(KEY.open(again.sealed, small.pupils[0])).group is HealthGroup.I


def test_the_day_of_an_examination_is_not_ahead(medic, rows):
    journal, place = medic.journal(), medic.place()
    journal.do(SetExamined(*place, date(2026, 9, 5), None))
    assert rows(HealthSheetRow)[0].examined == date(2026, 9, 5)
    with pytest.raises(Invalid, match="ещё не было"):
        journal.do(SetExamined(*place, TODAY + timedelta(1), date(2026, 9, 5)))


@pytest.mark.parametrize("login", ["ivanova", "petrova", "admin", "zavuch"])
def test_nobody_else_writes_the_sheet(as_, medic, login):
    for command in (
        medic.height(1520),
        medic.pe(PeGroup.MAIN),
        medic.advice(Field.WORDING, "Сидеть прямо"),
        medic.seal(Closed(HealthGroup.I)),
        DeclareHealthFilled(medic.small.class_id),
        RecordHealthPrint(medic.small.class_id, "7А", "для проверки"),
    ):
        with pytest.raises(Refused):
            as_(login).do(command)


def test_a_stranger_to_the_class_is_refused(medic, small):
    command = medic.height(1520)
    stranger = type(command)(small.class_id, 9999, 1520, None)
    with pytest.raises(Invalid, match="нет в списке"):
        medic.journal().do(stranger)


def test_a_closed_year_takes_nothing(medic, change, small):
    change(SchoolYearRow, small.year, state=YearState.CLOSED)
    with pytest.raises(Refused, match="закрыт"):
        medic.journal().do(medic.height(1520))


def test_an_exemption_reaches_the_journal_and_the_former_group_comes_back(
    medic, database, rows, small
):
    add_physical_education(database, small)
    journal, ends = medic.journal(), TODAY + timedelta(13)
    journal.do(medic.pe(PeGroup.PREPARATORY))
    done = journal.do(
        medic.pe(PeGroup.EXEMPT, PeGroup.PREPARATORY, ends=ends, document="Справка № 17")
    )
    (exemption,) = rows(ExemptionRow)
    assert (exemption.begins, exemption.ends) == (TODAY, ends)
    assert exemption.document == "Справка № 17"
    found = [(row.name, row.begins, row.ends) for row in rows(PeGroupRow)]
    assert found == [
        ("подготовительная", TODAY, TODAY - timedelta(1)),
        ("освобождён", TODAY, ends),
        ("подготовительная", ends + timedelta(1), None),
    ]
    journal.undo(done.op_id)
    assert rows(ExemptionRow) == []
    assert [(row.name, row.ends) for row in rows(PeGroupRow)] == [("подготовительная", None)]


def test_an_exemption_ends_when_the_pupil_is_well_earlier(medic, database, rows, small):
    add_physical_education(database, small)
    medic.journal().do(medic.pe(PeGroup.EXEMPT, ends=TODAY + timedelta(60)))
    medic.journal(LATER).do(medic.pe(PeGroup.MAIN, PeGroup.EXEMPT))
    assert rows(ExemptionRow)[0].ends == TODAY + timedelta(29)
    assert [(row.name, row.ends) for row in rows(PeGroupRow)] == [
        ("освобождён", TODAY + timedelta(29)),
        ("основная", None),
    ]


def test_a_group_of_another_year_or_ending_before_it_begins_is_refused(medic):
    for how in (
        {"begins": date(2026, 8, 1)},
        {"begins": TODAY, "ends": TODAY - timedelta(1)},
    ):
        with pytest.raises(Invalid):
            medic.journal().do(medic.pe(PeGroup.MAIN, **how))


def test_the_group_seen_by_another_medic_is_told(medic):
    medic.journal().do(medic.pe(PeGroup.MAIN))
    with pytest.raises(Conflict, match="основная"):
        medic.journal().do(medic.pe(PeGroup.SPECIAL_A))


@pytest.fixture
def advised(medic, rows):
    medic.journal().do(medic.advice(Field.WORDING, "Сажать ближе к доске"))
    return rows(AdviceRow)[0].id


def test_a_teacher_of_the_page_and_the_class_teacher_acknowledge_once(as_, advised, small, rows):
    by_page = AcknowledgeAdvice(advised, small.class_id, small.other_page)
    as_("petrova").do(by_page)
    assert as_("petrova").do(by_page).op_id is None
    as_("ivanova").do(AcknowledgeAdvice(advised, small.class_id))
    readers = {row.staff_id for row in rows(AdviceReadRow)}
    assert readers == {small.staff["petrova"], small.staff["ivanova"]}


@pytest.mark.parametrize("login", ["zavuch", "admin"])
def test_who_may_not_read_advice_cannot_acknowledge_it(as_, advised, small, login):
    with pytest.raises(Refused):
        as_(login).do(AcknowledgeAdvice(advised, small.class_id, small.page))


def test_a_page_of_another_teacher_is_refused(as_, advised, small):
    with pytest.raises(Refused):
        as_("petrova").do(AcknowledgeAdvice(advised, small.class_id, small.page))
    with pytest.raises(Refused):
        as_("petrova").do(AcknowledgeAdvice(advised, small.class_id))


def test_advice_for_a_pupil_of_another_class_is_refused(as_, advised, small, ends):
    ends(TODAY - timedelta(1))
    with pytest.raises(Refused, match="не для ваших уроков"):
        as_("petrova").do(AcknowledgeAdvice(advised, small.class_id, small.other_page))


def test_words_that_were_read_are_not_altered_but_begin_anew(as_, advised, medic, small, rows):
    as_("petrova").do(AcknowledgeAdvice(advised, small.class_id, small.other_page))
    medic.journal().do(medic.advice(Field.LIMITS, "Бег"))
    assert [row.limits for row in rows(AdviceRow)] == ["", "Бег"]
    with pytest.raises(Conflict, match="уже изменены"):
        as_("ivanova").do(AcknowledgeAdvice(advised, small.class_id))


def test_advice_says_days_and_refuses_what_it_cannot_hold(medic, rows):
    journal = medic.journal()
    journal.do(medic.advice(Field.LIMITS_UNTIL, "10.01.2027"))
    assert rows(AdviceRow)[0].limits_until == date(2027, 1, 10)
    for command in (medic.advice(Field.ROW, "7"), medic.advice(Field.HEIGHT, "152")):
        with pytest.raises(Invalid):
            journal.do(command)
    with pytest.raises(Conflict, match=r"10.01.2027"):
        journal.do(medic.advice(Field.LIMITS_UNTIL, "", "11.01.2027"))
    journal.do(medic.advice(Field.LIMITS_UNTIL, "", "10.01.2027"))
    assert rows(AdviceRow)[0].limits_until is None


def test_a_class_declared_filled_again_keeps_the_later_day(medic, rows, small):
    medic.journal().do(DeclareHealthFilled(small.class_id))
    medic.journal(LATER).do(DeclareHealthFilled(small.class_id))
    assert [row.day for row in rows(HealthFilledRow)] == [TODAY + timedelta(30)]


def test_counts_are_kept_one_line_a_scope_and_small_ones_are_refused(medic, rows, small):
    def counts(text, kind="health"):
        return StoreHealthCounts(small.class_id, small.year, "school", kind, text)

    journal = medic.journal()
    journal.do(counts("I=5;II–V=4;—=1"))
    journal.do(counts("I=6;II–V=4"))
    assert [row.counts for row in rows(HealthCountRow)] == ["I=6;II–V=4"]
    for wrong in (counts("I=2;II–V=4"), counts("I=5", "names")):
        with pytest.raises(Invalid):
            journal.do(wrong)
    journal.do(counts("1=1;2=9", "furniture"))


def test_a_print_is_logged_with_its_purpose_and_is_not_undone(medic, as_, rows, small):
    journal = medic.journal()
    with pytest.raises(Invalid, match="для чего"):
        journal.do(RecordHealthPrint(small.class_id, "7А", " "))
    done = journal.do(RecordHealthPrint(small.class_id, "7А", "для врача поликлиники"))
    as_("ivanova").do(RecordSeatingPrint(small.class_id, "7А"))
    logged = [(row.kind, row.subject, row.purpose) for row in rows(ExportRow)]
    assert logged == [
        ("health_sheet", "Лист здоровья 7А", "для врача поликлиники"),
        ("seating_plan", "План рассадки 7А", "рассадка класса"),
    ]
    with pytest.raises(Refused, match="не отменяется"):
        journal.undo(done.op_id)


def test_who_may_write_the_sheet_is_asked_by_class(medic, small):
    assert medic.journal().may(Right.HEALTH_WRITE, ClassTarget(small.class_id))


def test_the_chain_of_health_ops_is_whole(medic, as_):
    before = as_("admin").verify()  # the small school itself was built past the gate
    journal = medic.journal()
    journal.do(medic.height(1520))
    journal.undo(journal.do(medic.seal(Closed(HealthGroup.II))).op_id)
    assert as_("admin").verify() == before
