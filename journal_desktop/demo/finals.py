"""Final marks of closed periods and years, non-attestation, decisions of the council.

Source: domain reference 5.7 (half up, reasons for another mark), 3.3; R-3.2.5-17, -18.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final, NamedTuple

from journal_desktop.demo.dice import chance, dice
from journal_desktop.demo.manifest import Flaws
from journal_desktop.demo.marks import Tallies, Tally
from journal_desktop.demo.population import Person, Place, transfer_order
from journal_desktop.demo.structure import ClassShape
from journal_desktop.demo.values_lessons import PeriodMark
from journal_desktop.demo.values_pupils import Debt, Decision
from journal_desktop.demo.values_school import Period
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import PageWork, YearBook, moment, subject_id
from journal_desktop.domain.decisions import Facts, decision_text
from journal_desktop.domain.final_marks import propose_year, required_marks
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import Decision as Code
from journal_desktop.domain.vocabulary import EnrolmentEnd, OrderKind, Scheme

_REASONS: Final = ("Динамика", "Решение педсовета", "Итоговые контрольные работы")
DEPARTURES: Final = 0.03
"""Share of pupils on the border who get the better mark for a stated reason."""
_EVENING: Final = time(16, 0)
_LOWEST: Final = 2
_HIGHEST: Final = 5


_GRADUATED: Final = {9: Code.GRAD_9, 11: Code.GRAD_11}


class YearMark(NamedTuple):
    """A pupil's mark of the year in one subject."""

    subject: str
    value: str


YearMarks = defaultdict[int, list[YearMark]]
"""By pupil."""


class PageFinals:
    """Final columns of one page; `exempt` pupils get «осв»."""

    def __init__(
        self, book: YearBook, page: PageWork, exempt: Collection[int], flaws: Flaws
    ) -> None:
        self._book = book
        self._page = page
        self._exempt = exempt
        self._flaws = flaws
        self._rng = dice("finals", page.id, page.subject, page.shape)
        self._need = required_marks(page.half_hours, half_year=page.shape.scheme is Scheme.HALVES)

    def fill(self, tallies: Tallies, year_marks: YearMarks) -> None:
        """Marks of every finished period, and of the year when it is closed."""
        periods = list(self._book.periods_of(self._page.shape.scheme))
        first = self._book.lesson_span[0]
        finished = [
            period
            for period in periods
            if self._book.is_finished(period) and period.begins >= first
        ]
        year = self._book.periods[self._page.shape.scheme, 0]
        for place in self._page.places:
            values = []
            for period in finished:
                if place.begins <= period.ends <= place.ends:
                    tally = tallies.get((place.person.id, period.number), _NOTHING)
                    values.append(self._period(place.person, period, tally))
            stayed = self._book.is_finished(year) and place.ends >= year.ends
            if stayed and (values or not periods):
                value = self._year(place.person, year, values)
                year_marks[place.person.id].append(YearMark(self._page.subject, value))

    def _period(self, person: Person, period: Period, tally: Tally) -> str:
        if person.id in self._exempt:
            value, reason, order = "осв", "", None
        elif self._page.no_marks:
            value, reason, order = "К", "", None
        elif not tally.marks or self._mostly_absent(tally):
            value, reason, order = self._not_attested(person, period, tally)
        else:
            value, reason = _mark(tally.marks, self._rng)
            order = None
        self._put(person, (period, PeriodKind.PERIOD), value, (reason, order))
        return value

    def _mostly_absent(self, tally: Tally) -> bool:
        return len(tally.marks) < self._need and 2 * tally.missed > tally.lessons

    def _not_attested(
        self, person: Person, period: Period, tally: Tally
    ) -> tuple[str, str, int | None]:
        letter = max("бун", key=lambda sign: tally.letters[sign])
        if self._flaws.wants("NO_ORDER", self._page.id, person.id):
            return letter, "", None
        who = f"{person.name.surname} {person.name.name} ({self._page.shape.title})"
        title = f"О неаттестации за период «{period.title}»: {who}"
        order = self._book.office.order(OrderKind.NONATTESTATION, period.ends, title)
        return letter, "", order

    def _year(self, person: Person, year: Period, values: Iterable[str]) -> str:
        value, reason = ("осв" if person.id in self._exempt else "К"), ""
        if not self._page.no_marks:
            proposal = propose_year(list(values))
            value = proposal.value or "н"
            reason = "Решение педсовета" if proposal.flagged else ""
        order = None
        if value == "н":
            title = f"О неаттестации за год ({self._page.shape.title})"
            order = self._book.office.order(OrderKind.NONATTESTATION, year.ends, title)
        self._put(person, (year, PeriodKind.YEAR), value, (reason, order))
        return value

    def _put(
        self,
        person: Person,
        column: tuple[Period, PeriodKind],
        value: str,
        basis: tuple[str, int | None],
    ) -> None:
        period, kind = column
        at = _entered(period)
        self._book.sheaf.put(
            PeriodMark,
            person.id,
            self._page.subject_id,
            period.id,
            kind,
            self._page.id,
            value,
            *basis,
            is_foreign=False,
            entered_at=at,
            changed_at=at,
            changed_by=self._page.worker.id,
        )


_NOTHING: Final = Tally()


def _entered(period: Period) -> datetime:
    day = period.ends if period.number else period.ends - timedelta(days=1)
    return moment(day, _EVENING, period.id % 50)


def _mark(marks: list[int], rng: Random) -> tuple[str, str]:
    """The mean half up; rarely the next mark for a quarter above it, with the reason."""
    count = len(marks)
    mean = (2 * sum(marks) + count) // (2 * count)
    if chance(rng, DEPARTURES):
        nearly = 4 * sum(marks) >= (4 * mean + 1) * count
        if nearly and mean < _HIGHEST:
            return str(mean + 1), rng.choice(_REASONS)
    return str(mean), ""


def decide(book: YearBook, year_marks: Mapping[int, list[YearMark]]) -> None:
    """The council's decision on every pupil of a closed year, with protocol and order."""
    protocol_day = book.calendar.ends - timedelta(days=1)
    protocol = book.office.order(OrderKind.PROTOCOL, protocol_day, "О переводе обучающихся")
    due = date(book.calendar.first_year + 2, 5, 25)
    for shape, class_id in book.class_ids.items():
        for place in book.places[shape]:
            if place.end_kind is None:
                continue
            order = transfer_order(book.office, book.calendar, place.end_kind)
            marks = year_marks.get(place.person.id, [])
            code, wording = _decision(shape, place, marks, due)
            if code is Code.PROMOTED_COND:
                _write_debts(book, place.person, marks, (order, due))
            gone = place.end_kind in (EnrolmentEnd.LEFT, EnrolmentEnd.MOVED)
            papers = (None, None) if gone else (protocol, order)
            book.sheaf.put(Decision, place.person.id, class_id, code, wording, *papers)


def _write_debts(
    book: YearBook, person: Person, marks: list[YearMark], basis: tuple[int, date]
) -> None:
    """A debt for every «2» of the year, to be cleared within a year; `basis` is order and term."""
    order, due = basis
    for mark in _failed(marks):
        own = (person.id, subject_id(mark.subject), book.year_id, due, None, None, None, "", order)
        book.sheaf.put(Debt, *own)


def _failed(marks: list[YearMark]) -> list[YearMark]:
    return [mark for mark in marks if mark.value == str(_LOWEST)]


def _decision(
    shape: ClassShape, place: Place, marks: list[YearMark], due: date
) -> tuple[Code, str]:
    """The code and its text; `due` is the term of debts."""
    sex, grade = place.person.name.sex, shape.grade
    if place.end_kind is EnrolmentEnd.LEFT:
        gone = Facts(day=place.ends, place=place.moved_to)
        return Code.LEFT, decision_text(Code.LEFT, sex, grade, gone)
    if place.end_kind is EnrolmentEnd.MOVED:
        moved = Facts(day=place.ends, place=place.moved_to)
        return Code.MOVED, decision_text(Code.MOVED, sex, grade, moved)
    if place.end_kind is EnrolmentEnd.GRADUATED:
        return _GRADUATED[grade], decision_text(_GRADUATED[grade], sex, grade)
    if failed := _failed(marks):
        names = tuple(table("subjects")[mark.subject]["name"] for mark in failed)
        owed = Facts(debts=names, due=due)
        return Code.PROMOTED_COND, decision_text(Code.PROMOTED_COND, sex, grade, owed)
    return Code.PROMOTED, decision_text(Code.PROMOTED, sex, grade)
