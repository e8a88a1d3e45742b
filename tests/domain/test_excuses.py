"""Days as they are typed, and what a document does to lessons (R-7.2-03, A15)."""

from datetime import date

import pytest

from journal_desktop.domain.absences import Paper, Standing, Stated, why_not
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.excuses import Slot, day_typed, paper_title, spread_over, summary
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import ExcuseSource

TODAY = date(2026, 11, 23)
PAPER = Paper(1, "б", date(2026, 11, 16), TODAY, 5, ExcuseSource.CERTIFICATE, "145")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("16", date(2026, 11, 16)),
        ("16.", date(2026, 11, 16)),
        ("16.11", date(2026, 11, 16)),
        ("1611", date(2026, 11, 16)),
        ("161126", date(2026, 11, 16)),
        ("16.11.2026", date(2026, 11, 16)),
        ("5/9", date(2026, 9, 5)),
        ("15,01", date(2027, 1, 15)),
        (" 16 11 26 ", date(2026, 11, 16)),
    ],
)
def test_a_day_is_typed_shortly(typed, day):
    assert day_typed(typed, TODAY) == day


def test_a_month_alone_is_of_the_school_year():
    assert day_typed("05.09", date(2027, 3, 1)) == date(2026, 9, 5)
    assert day_typed("05.05", date(2026, 9, 1)) == date(2027, 5, 5)


@pytest.mark.parametrize("typed", ["", "31.11", "вчера", "16.13", "16.11.202", "0", "1e9"])
def test_what_is_no_day_says_so(typed):
    with pytest.raises(Invalid):
        day_typed(typed, TODAY)


def slot(standing=Standing(), *, day=TODAY, number=1, **more):  # noqa: B008 - frozen
    return Slot(number, day, number, "Алгебра", LessonState.HELD, standing, **more)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (slot(Standing(mark="4")), "был на уроке"),
        (slot(Standing(late=True)), "опоздание"),
        (slot(Standing(checked=True)), "только он"),
        (slot(Standing(stated=Stated.TEACHER)), "снял пропуск"),
        (slot(day=date(2026, 11, 24)), "ещё не состоялся"),
        (slot(closed="I четверть"), "«I четверть» закрыт"),
        (slot(Standing("н", confirmed=False)), ""),
    ],
    ids=["mark", "late", "checked", "taken-back", "future", "closed", "absent"],
)
def test_cells_that_stay_as_they_are_say_why(one, why):
    (told,) = spread_over(PAPER, [one], TODAY)
    assert why in told.refused
    assert bool(told.refused) is bool(why)


def test_cancelled_lessons_and_stronger_documents_are_left():
    cancelled = Slot(1, TODAY, 1, "", LessonState.CANCELLED, Standing())
    other = Paper(1, "б", TODAY, TODAY, 4, ExcuseSource.CERTIFICATE, "144")
    kept = slot(Standing("б"), number=2, paper=other)
    weaker = Paper(1, "у", TODAY, TODAY, 6, ExcuseSource.CALL)
    told = spread_over(weaker, [kept, cancelled], TODAY)
    assert [one.refused for one in told] == ["урок отменён (п. 1.4)", "уже есть справка № 144"]
    assert summary(told) == "Изменится 0 клеток, останется как есть 2"


def test_what_a_document_explains_already_is_not_counted_again():
    own = slot(Standing("б"), paper=PAPER)
    (told,) = spread_over(PAPER, [own], TODAY)
    assert (told.letter, told.refused) == ("", "")


def test_an_empty_cell_of_a_day_the_pupil_was_seen_stays_empty():
    told = spread_over(PAPER, [slot(Standing(mark="5")), slot(number=2)], TODAY)
    assert "на других уроках" in told[1].refused
    absent = spread_over(PAPER, [slot(Standing("н")), slot(number=2)], TODAY)
    assert [one.letter for one in absent] == ["б", "б"]


@pytest.mark.parametrize(
    ("standing", "letter", "gives", "allowed"),
    [
        (Standing("н"), "", False, False),
        (Standing("н"), "", True, True),
        (Standing("н", stated=Stated.SELF), "", False, True),
        (Standing("н", mark="4"), "", False, True),
        (Standing("н", mark="4"), "б", True, False),
        (Standing(), "", False, True),
        (Standing(checked=True), "н", True, True),
    ],
)
def test_whose_word_an_absence_is(standing, letter, gives, allowed):
    assert (not why_not(standing, letter, gives=gives)) is allowed


def test_documents_are_named():
    assert paper_title(PAPER) == "справка № 145"
    assert paper_title(Paper(1, "у", TODAY, TODAY)) == "документ"
