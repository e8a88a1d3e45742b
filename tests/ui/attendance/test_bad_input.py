"""What cannot be, tried in the window: a sentence says why, and nothing is half done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from school import TODAY
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from ui.keys import CONTROL, Key, press, type_text

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.excuses import AddMedicalExcuse
from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import EnrolmentEnd
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow, ExcuseRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.attendance.reading import View

THURSDAY, FRIDAY, SUNDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 22)
ASKING = ("Сохранить или напечатать…", "Справка или заявление…", "Учебный год")
"""Actions that open something to be answered."""


@pytest.fixture
def arrange(database: Any):
    """Change rows past the gate."""

    def arranged(deed: Any) -> None:
        with Session(database.owner) as session, session.begin():
            deed(session)

    return arranged


def leaves(pupil: int, day: date, kind: EnrolmentEnd) -> Any:
    def deed(session: Session) -> None:
        row = session.scalars(select(EnrolmentRow).filter_by(pupil_id=pupil)).one()
        row.ends, row.end_kind = day, kind

    return deed


def nobody(session: Session) -> None:
    session.execute(delete(EnrolmentRow))


def no_lessons(session: Session) -> None:
    session.execute(update(LessonRow).where(LessonRow.day == TODAY).values(day=THURSDAY))


def closed(session: Session) -> None:
    for row in session.scalars(select(PeriodRow).filter_by(number=2)):
        row.state = PeriodState.CLOSED


def reread(leader: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(leader.tab.loader.loaded):
        leader.tab.refresh()


EMPTY = {
    "nobody": (nobody, "23.11.2026: в классе никого нет", "зачисляют приказом"),
    "no lessons": (no_lessons, "23.11.2026: уроков нет", "в расписании этого класса уроков нет"),
    "sunday": (None, "22.11.2026: уроков нет", "Вс, выходной"),
}


@pytest.mark.parametrize("case", EMPTY)
def test_where_there_is_no_day_every_action_says_so(leader, arrange, rows, qtbot, case):
    empty, title, what = EMPTY[case]
    if empty:
        arrange(empty)
        reread(leader, qtbot)
    else:
        leader.tab.go_to(Place("attendance", day=SUNDAY))
        qtbot.waitUntil(lambda: leader.tab.reading.day == SUNDAY)
    assert leader.tab.empty.title.text() == title
    assert what in leader.tab.empty.text.text()
    for action in leader.tab.menu_actions()[:8]:
        before = len(leader.said.texts)
        if action.text() not in ASKING and action.text() != "":
            action.trigger()
            assert leader.finish()
            qtbot.waitUntil(lambda was=before: len(leader.said.texts) > was)
    leader.tab._excuse()
    if empty is nobody:
        qtbot.waitUntil(lambda: leader.told("в классе никого нет, справку вносить не на кого"))
    assert rows(AbsenceRow) == rows(ExcuseRow) == []
    confirmed = 1 if empty is nobody else 0  # a day of lessons may be confirmed
    assert len(rows(DayConfirmationRow)) == len(rows(OpRow)) == confirmed


def test_nothing_is_written_into_a_day_that_is_not_in_sight(leader, rows):
    leader.show(View.MONTH)
    for action in leader.tab.menu_actions():
        if action.text() in ("Вставить клетки", "Заполнить вниз", "Принять подсказанные пропуски"):
            action.trigger()
            assert leader.told(f"«{action.text()}» – для листа дня: откройте «День»")
    assert leader.finish()
    assert rows(OpRow) == []


def test_a_closed_period_says_so_and_nothing_is_half_done(leader, as_, small, arrange, rows, qtbot):
    as_("petrova").do(
        *(SetCell(small.other_page, small.other_lesson, small.pupils[n], "у", "") for n in (0, 1))
    )
    arrange(closed)
    reread(leader, qtbot)
    leader.grid.cursor_.to(0, 2)
    type_text(leader.grid, "б")
    assert "закрыт" in leader.said.texts[-1]
    press(leader.grid, Key.Key_Return, CONTROL)
    assert leader.finish()
    qtbot.waitUntil(lambda: leader.told("II четверть"))
    assert rows(DayConfirmationRow) == []
    assert [(row.letter, row.confirmed) for row in rows(AbsenceRow)] == [("у", False)] * 2


NO_DOCUMENT = {
    EnrolmentEnd.LEFT: "не числится в этом классе (выбыл(а) 01.10.2026)",
    EnrolmentEnd.MOVED: "не числится в этом классе (переведён",
    None: "уже есть справка № 77: укажите дни, которых в ней нет",
}


@pytest.fixture
def spoilt(as_, small, arrange):
    """The first pupil is gone, or, for None, has a certificate already."""

    def spoil(kind: EnrolmentEnd | None) -> None:
        if kind:
            arrange(leaves(small.pupils[0], date(2026, 10, 1), kind))
        else:
            days = small.class_id, small.pupils[0], THURSDAY, FRIDAY
            as_("medic").do(AddMedicalExcuse(*days, "77"))

    return spoil


@pytest.mark.parametrize("kind", NO_DOCUMENT)
def test_a_document_that_cannot_be_stays_typed(leader, small, spoilt, rows, qtbot, kind):
    spoilt(kind)
    before = len(rows(ExcuseRow))
    leader.tab.papers.ask(leader.tab.reading, small.pupils[0])
    qtbot.waitUntil(lambda: leader.tab.papers.form is not None)
    form = leader.tab.papers.form
    form.number.setText("145")
    form.begins.setText("20.11")
    press(form, Key.Key_Return)
    qtbot.waitUntil(lambda: NO_DOCUMENT[kind] in form.said.text())
    assert form.isVisible()
    assert form.number.text() == "145"
    assert len(rows(ExcuseRow)) == before
