"""The day of a class as values: what is suggested, what contradicts, what is on its columns."""

from datetime import date

from journal_desktop.domain.absences import (
    DayCell,
    DayColumn,
    DayLesson,
    DaySheet,
    Paper,
    contradictions,
    standing_of,
    suggested,
)
from journal_desktop.domain.spread import Cell, Enrolled, LessonState, PupilRow
from journal_desktop.domain.vocabulary import ExcuseSource

DAY = date(2026, 11, 23)
CERTIFICATE, APPLICATION, *_ = ExcuseSource


def a_lesson(number, *, checked=False, state=LessonState.HELD, short="Алг"):
    return DayLesson(number, 1, number, "Алгебра", short, state, checked=checked)


def a_day(lessons, cells=(), papers=(), away=()):
    """One pupil; `cells` are by lesson number."""
    pupil = PupilRow(1, "Белов Ян", "", (Enrolled(DAY),))
    return DaySheet(
        1,
        "7А",
        DAY,
        (pupil,),
        tuple(DayColumn(one.number, (one,)) for one in lessons),
        {1: frozenset(one.id for one in lessons)},
        {(1, number): DayCell(cell) for number, cell in dict(cells).items()},
        tuple(papers),
        frozenset((1, number) for number in away),
    )


def test_the_lesson_before_is_followed_until_something_is_said():
    ill = {1: Cell(absence="б")}
    assert suggested(a_day([a_lesson(1), a_lesson(2), a_lesson(3)], ill), 1, 2) == "б"
    seen = a_day([a_lesson(1), a_lesson(2, checked=True), a_lesson(3)], ill)
    assert suggested(seen, 1, 2) == ""
    marked = a_day([a_lesson(1), a_lesson(2)], {1: Cell(marks=("4",))})
    assert suggested(marked, 1, 1) == ""


def test_nothing_is_suggested_where_something_is_known():
    lessons = [a_lesson(1), a_lesson(2, state=LessonState.CANCELLED), a_lesson(3, checked=True)]
    day = a_day(lessons, {1: Cell(absence="н")})
    assert [suggested(day, 1, column) for column in range(3)] == ["", "", ""]
    assert suggested(day, 2, 0) == ""


def test_an_absence_of_anothers_lesson_is_suggested_without_its_reason():
    assert suggested(a_day([a_lesson(1), a_lesson(2)], away=[1]), 1, 1) == "н"


def test_the_strongest_document_is_suggested():
    papers = [
        Paper(1, "у", DAY, DAY, 1, APPLICATION),
        Paper(1, "б", DAY, DAY, 2, CERTIFICATE, "7"),
        Paper(2, "у", DAY, DAY, 3, APPLICATION),
    ]
    day = a_day([a_lesson(1)], papers=papers)
    assert suggested(day, 1, 0) == "б"
    assert papers[0].holds(DAY)


def test_both_in_one_cell_and_absent_then_seen_are_contradictions():
    both = a_day([a_lesson(1)], {1: Cell(marks=("4",), absence="н")})
    assert [one.text for one in contradictions(both)] == [
        "Белов Ян: урок 1 – и «н», и отметка 4 (п. 3.2.5)."
    ]
    late = a_day([a_lesson(1), a_lesson(2)], {1: Cell(absence="б"), 2: Cell(late=True)})
    assert [one.text for one in contradictions(late)] == [
        "Белов Ян: урок 1 – «б», а на уроке 2 – опоздание (п. 3.2.4)."
    ]
    left = a_day([a_lesson(1), a_lesson(2)], {1: Cell(marks=("5",)), 2: Cell(absence="б")})
    assert contradictions(left) == ()


def test_a_column_of_subgroups_names_each_subject_once():
    column = DayColumn(3, (a_lesson(3), a_lesson(3, short="Инф"), a_lesson(3)))
    assert (column.short, column.subject) == ("Алг/Инф", "Алгебра")
    assert standing_of(a_lesson(1, checked=True), None).checked
