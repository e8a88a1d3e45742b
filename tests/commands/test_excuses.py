"""Certificates and requests explain absences, all of one document as one op (R-7.2-03)."""

from datetime import date, timedelta

import pytest
from school import BEGIN, NOON, TODAY, lesson
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.excuses import (
    AddExcuse,
    AddMedicalExcuse,
    ApplyExcuse,
    TakeExcuseBack,
)
from journal_desktop.commands.lessons import ConfirmAttendance
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.excuses import Draft, summary
from journal_desktop.domain.vocabulary import EnrolmentEnd, ExcuseSource
from journal_desktop.queries.excuse_spread import SpreadOfExcuse
from journal_desktop.store.rows.marks import AbsenceRow, ExcuseRow
from journal_desktop.store.rows.school import VacationRow

CERTIFICATE, APPLICATION, CALL, ORDER = ExcuseSource
LATER = NOON + timedelta(minutes=5)
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


@pytest.fixture
def absent(as_, small):
    """Absences of the first pupil on two days, a mark on the third."""
    own = [(small.lessons[1], "н"), (small.lessons[2], "н"), (small.lessons[3], "4")]
    place = small.page, small.pupils[0]
    as_("ivanova").do(*(SetCell(place[0], one, place[1], text, "") for one, text in own))


def excuse(small, begins=MONDAY, ends=TODAY, **said):
    source = said.pop("source", CERTIFICATE)
    number = said.pop("number", "145")
    letter = said.pop("letter", "б")
    return AddExcuse(small.class_id, small.pupils[0], source, letter, begins, ends, number, **said)


def draft(command):
    days = command.begins, command.ends, command.number
    return Draft(command.pupil_id, command.source, command.letter, *days)


@pytest.fixture
def letters(rows, small):
    """Letters of the first pupil by lesson, with the document."""

    def found():
        return {
            row.lesson_id: (row.letter, row.confirmed, row.excuse_id is not None)
            for row in rows(AbsenceRow, pupil_id=small.pupils[0])
        }

    return found


@pytest.mark.usefixtures("absent")
def test_the_preview_says_what_the_document_does(as_, small, letters, rows):
    journal = as_("ivanova", LATER)
    made = excuse(small)
    told = journal.ask(SpreadOfExcuse(small.class_id, draft(made)))
    assert summary(told) == "Изменится 2 клетки, останется как есть 3"
    refused = [one.refused for one in told if one.refused]
    assert any("отметка «4»" in text for text in refused)
    journal.do(made)
    changed = {one.slot.lesson_id for one in told if one.letter}
    assert {place for place, stands in letters().items() if stands == ("б", True, True)} == changed
    assert len(rows(ExcuseRow)) == 1


@pytest.mark.usefixtures("absent")
def test_one_undo_takes_the_document_and_all_its_reasons_back(as_, small, letters, rows):
    before = letters()
    journal = as_("ivanova", LATER)
    done = journal.do(excuse(small))
    undone = journal.undo(done.op_id)
    assert (letters(), rows(ExcuseRow)) == (before, [])
    journal.undo(undone.op_id)
    assert len(rows(ExcuseRow)) == 1
    assert letters()[small.lessons[1]] == ("б", True, True)


@pytest.mark.usefixtures("absent")
def test_a_document_of_old_days_is_spread_as_well(as_, small, letters):
    as_("ivanova", LATER + timedelta(60)).do(excuse(small, source=APPLICATION, letter="у"))
    assert letters()[small.lessons[2]] == ("у", True, True)


def test_empty_cells_are_filled_on_a_day_nobody_saw_the_pupil(as_, small, letters):
    as_("ivanova").do(excuse(small, FRIDAY, FRIDAY))
    assert letters() == {small.lessons[2]: ("б", True, True)}


def test_and_not_on_a_day_somebody_did(as_, small, letters):
    as_("petrova").do(ConfirmAttendance(small.other_page, small.other_lesson))
    as_("ivanova").do(excuse(small, TODAY, TODAY))
    assert letters() == {}


@pytest.mark.usefixtures("absent")
def test_a_stronger_document_wins_and_a_weaker_one_leaves_it(as_, small, letters):
    journal = as_("ivanova", LATER)
    journal.do(excuse(small, MONDAY, FRIDAY, source=CALL, letter="у", number=""))
    journal.do(excuse(small, FRIDAY, FRIDAY))
    assert letters()[small.lessons[1]][0] == "у"
    assert letters()[small.lessons[2]][0] == "б"
    journal.do(excuse(small, MONDAY, FRIDAY, source=APPLICATION, letter="у", number=""))
    assert letters()[small.lessons[2]][0] == "б"


def test_overlapping_documents_of_a_kind_are_refused(as_, small):
    journal = as_("ivanova")
    journal.do(excuse(small))
    with pytest.raises(Invalid, match=r"16\.11\.2026–23\.11\.2026 уже есть справка № 145"):
        journal.do(excuse(small, FRIDAY, FRIDAY, number="146"))


@pytest.mark.parametrize(
    ("days", "said", "why"),
    [
        ((FRIDAY, MONDAY), {}, "позже последнего"),
        ((MONDAY, FRIDAY), {"number": ""}, "нужен номер"),
        ((MONDAY, FRIDAY), {"letter": "5"}, "у, б или н"),
        ((date(2027, 11, 1), date(2027, 11, 5)), {}, "не в этом учебном году"),
        ((date(2026, 11, 21), date(2026, 11, 22)), {}, "выходные и праздники"),
        ((MONDAY, FRIDAY), {"note": "а" * 501}, "примечание – до 500"),
        ((MONDAY, date(2027, 12, 20)), {}, "это 400 дней, дольше года: проверьте последний день"),
        ((MONDAY, FRIDAY), {"document_day": TODAY + timedelta(1)}, "день ещё не наступил"),
    ],
    ids=["order", "number", "letter", "future-year", "weekend", "note", "400-days", "unwritten"],
)
def test_a_document_that_cannot_be_is_refused_with_a_sentence(as_, small, days, said, why, rows):
    with pytest.raises(Invalid, match=why):
        as_("ivanova").do(excuse(small, *days, **said))
    assert rows(ExcuseRow) == []


def test_a_document_of_vacations_alone_says_so(as_, small, add):
    add(
        VacationRow(
            year_id=small.year,
            title="Осенние каникулы",
            begins=date(2026, 10, 26),
            ends=date(2026, 11, 1),
            grade_from=1,
            grade_to=11,
        )
    )
    with pytest.raises(Invalid, match="Осенние каникулы"):
        as_("ivanova").do(excuse(small, date(2026, 10, 26), date(2026, 10, 30)))
    as_("ivanova").do(excuse(small, date(2026, 10, 26), date(2026, 11, 3)))


def test_a_document_of_a_pupil_who_has_left_is_refused(as_, small, ends):
    ends(date(2026, 10, 1))
    with pytest.raises(Invalid, match=r"не числится в этом классе \(выбыл\(а\) 01.10.2026\)"):
        as_("ivanova").do(excuse(small))


@pytest.mark.usefixtures("absent")
def test_a_document_over_a_move_explains_the_days_in_the_class(as_, small, letters, ends):
    ends(FRIDAY - timedelta(1), EnrolmentEnd.MOVED)
    as_("ivanova", LATER).do(excuse(small))
    assert letters()[small.lessons[1]] == ("б", True, True)
    assert letters()[small.lessons[2]] == ("н", False, False)
    with pytest.raises(Invalid, match=r"20\.11\.2026 не числится в этом классе \(переведён"):
        as_("ivanova").do(excuse(small, FRIDAY, FRIDAY, source=CALL, letter="у"))


@pytest.mark.usefixtures("absent")
def test_the_medical_worker_enters_and_the_class_teacher_spreads(as_, small, letters, rows):
    before = letters()
    days = small.class_id, small.pupils[0], MONDAY, FRIDAY
    as_("medic").do(AddMedicalExcuse(*days, "77", TODAY))
    assert letters() == before
    (row,) = rows(ExcuseRow)
    as_("ivanova", LATER).do(
        ApplyExcuse(small.class_id, row.id, row.pupil_id, row.begins, row.ends)
    )
    assert letters()[small.lessons[1]] == ("б", True, True)


@pytest.mark.usefixtures("absent")
def test_a_document_taken_back_leaves_the_absence_unexplained(as_, small, letters, rows):
    journal = as_("ivanova", LATER)
    journal.do(excuse(small))
    (row,) = rows(ExcuseRow)
    back = TakeExcuseBack(small.class_id, row.id, row.pupil_id, row.begins, row.ends)
    done = journal.do(back)
    assert letters()[small.lessons[1]] == ("н", False, False)
    assert rows(ExcuseRow) == []
    journal.undo(done.op_id)
    assert letters()[small.lessons[1]] == ("б", True, True)


def test_only_who_entered_it_takes_it_back(as_, small, rows):
    as_("medic").do(AddMedicalExcuse(small.class_id, small.pupils[0], MONDAY, FRIDAY, "77"))
    (row,) = rows(ExcuseRow)
    back = TakeExcuseBack(small.class_id, row.id, row.pupil_id, row.begins, row.ends)
    with pytest.raises(Refused, match="кто её внёс"):
        as_("ivanova").do(back)


@pytest.mark.parametrize("kind", [ApplyExcuse, TakeExcuseBack])
def test_a_document_that_is_gone_is_said_to_be(as_, small, kind):
    with pytest.raises(Invalid, match="больше нет"):
        as_("ivanova").do(kind(small.class_id, 99, small.pupils[0], MONDAY, FRIDAY))


@pytest.mark.parametrize("login", ["petrova", "medic", "zavuch", "admin"])
def test_only_the_class_teacher_enters_a_request(as_, small, login):
    with pytest.raises(Refused, match="нет права"):
        as_(login).do(excuse(small))


@pytest.mark.parametrize("login", ["petrova", "ivanova", "zavuch", "admin"])
def test_only_the_medical_worker_enters_a_medical_certificate(as_, small, login):
    with pytest.raises(Refused, match="нет права"):
        as_(login).do(AddMedicalExcuse(small.class_id, small.pupils[0], MONDAY, FRIDAY, "7"))


def test_a_certificate_of_coming_days_waits_for_the_lessons(as_, small, letters, database):
    tomorrow = TODAY + timedelta(1)
    as_("ivanova").do(excuse(small, TODAY, tomorrow))
    assert small.lessons[4] not in letters()
    with Session(database.owner) as session, session.begin():
        lesson(session, small.page, BEGIN, small.staff["ivanova"])
    told = as_("ivanova", NOON + timedelta(1)).ask(
        SpreadOfExcuse(small.class_id, draft(excuse(small, source=ORDER, number="1-о")))
    )
    assert all("уже есть справка № 145" in one.refused for one in told if one.slot.day == TODAY)
