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
from journal_desktop.domain.decisions import ELEVENTH, MEDALS, NINTH, Facts, decision_text
from journal_desktop.domain.final_marks import (
    propose_certificate,
    propose_total,
    propose_year,
    required_marks,
)
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import Decision as Code
from journal_desktop.domain.vocabulary import EnrolmentEnd, OrderKind, Scheme

_REASONS: Final = ("Динамика", "Решение педсовета", "Итоговые контрольные работы")
DEPARTURES: Final = 0.03
"""Share of pupils on the border who get the better mark for a stated reason."""
_EVENING: Final = time(16, 0)
_LOWEST: Final = 2
_HIGHEST: Final = 5


_STATE_EXAMS: Final = ("russkij", "algebra")
"""What everybody passes after grade 9."""
_BEST: Final = frozenset({"5", "К", "осв"})
_GRADUATED: Final = {
    NINTH: (Code.GRAD_9, Code.GRAD_9_HON),
    ELEVENTH: (Code.GRAD_11, Code.GRAD_11_HON),
}
_CERTIFIED: Final = frozenset(code for codes in _GRADUATED.values() for code in codes)


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
                elif self._book.closed and period.ends < place.begins:
                    values.append(self._brought(place.person, period))
            stayed = self._book.is_finished(year) and place.ends >= year.ends
            if stayed and (values or not periods):
                value = self._year(place.person, year, values)
                total = self._total(place.person, year, [*values, value])
                year_marks[place.person.id].append(YearMark(self._page.subject, total))

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

    def _brought(self, person: Person, period: Period) -> str:
        """The mark a newcomer brought from the former school (R-3.2.4-14)."""
        if person.id in self._exempt:
            value = "осв"
        elif self._page.no_marks:
            value = "К"
        else:
            value = dice("brought", person.id, self._page.id, period.number).choice("3445")
        self._put(person, (period, PeriodKind.PERIOD), value, ("", None), is_foreign=True)
        return value

    def _total(self, person: Person, year: Period, values: list[str]) -> str:
        """The total of leavers: with the state exam in grade 9, for the certificate in 11."""
        grade, value = self._page.shape.grade, values[-1]
        if not value.isdigit():
            return value
        if grade == NINTH and self._page.subject in _STATE_EXAMS:
            rng = dice("exam", person.id, self._page.id)
            exam = str(min(max(int(value) + rng.choice((-1, 0, 0, 0, 1)), 3), _HIGHEST))
            self._put(person, (year, PeriodKind.EXAM), exam, ("", None))
            value = propose_total(value, exam).value
        elif grade == ELEVENTH:
            value = propose_certificate([one for one in values if one.isdigit()]).value
        else:
            return value
        self._put(person, (year, PeriodKind.FINAL), value, ("", None))
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
        *,
        is_foreign: bool = False,
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
            is_foreign=is_foreign,
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
    code, facts = _code(shape, place, marks), Facts()
    if code in _CERTIFIED:
        number = dice("certificate", place.person.id).randrange(10**8, 10**9)
        medal = MEDALS[0] if code is Code.GRAD_11_HON else ""
        facts = Facts(number=f"0{24 if shape.grade == NINTH else 124}{number}", medal=medal)
    if code in {Code.LEFT, Code.MOVED}:
        facts = Facts(day=place.ends, place=place.moved_to)
    if code is Code.PROMOTED_COND:
        names = (table("subjects")[mark.subject]["name"] for mark in _failed(marks))
        facts = Facts(debts=tuple(names), due=due)
    return code, decision_text(code, place.person.name.sex, shape.grade, facts)


def _code(shape: ClassShape, place: Place, marks: list[YearMark]) -> Code:
    if place.end_kind is EnrolmentEnd.LEFT:
        return Code.LEFT
    if place.end_kind is EnrolmentEnd.MOVED:
        return Code.MOVED
    if place.end_kind is EnrolmentEnd.GRADUATED:
        best = all(mark.value in _BEST for mark in marks)
        plain, honours = _GRADUATED[shape.grade]
        return honours if best else plain
    return Code.PROMOTED_COND if _failed(marks) else Code.PROMOTED
