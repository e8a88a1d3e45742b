"""Marks and absences of a page, cell by cell.

Source: domain reference 5.1, 5.3-5.5, 5.7 (density); ability of the pupil, level of the subject.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from journal_desktop.demo.attendance import Away, AwayDays
from journal_desktop.demo.dice import chance, dice
from journal_desktop.demo.lessons import ORDINARY, Draft
from journal_desktop.demo.population import Person
from journal_desktop.demo.structure import PRIMARY
from journal_desktop.demo.values_lessons import Absence, Mark, Work
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import PageWork, YearBook, is_control, kind_id
from journal_desktop.domain.final_marks import required_marks
from journal_desktop.domain.vocabulary import Scheme

ASKED: Final = {1: 0.42, 2: 0.42, 3: 0.36, 4: 0.3, 5: 0.28, 6: 0.27, 8: 0.24, 10: 0.2, 12: 0.18}
"""Share of pupils asked in an ordinary lesson, by half hours per week."""
MEAN: Final = 4.0
LATE: Final = 0.003
MERCY: Final = 0.5
"""Share of deserved «2» that a teacher does not give."""
_LOWEST: Final = 2


@dataclass(slots=True)
class Tally:
    """What a pupil has in one period of a page."""

    lessons: int = 0
    missed: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    marks: list[int] = field(default_factory=list)


Tallies = dict[tuple[int, int], Tally]
"""By pupil and number of the period."""


class PageMarks:
    """Fills one page; `exempt` pupils get no marks."""

    def __init__(
        self, book: YearBook, page: PageWork, away: AwayDays, exempt: Collection[int]
    ) -> None:
        self._book = book
        self._page = page
        self._away = away
        self._rng = dice("marks", page.id, page.subject, page.shape)
        self._levels = {
            place.person.id: _level(page, place.person.id, place.person.ability)
            for place in page.places
        }
        self._silent = frozenset(exempt)
        self._short = required_marks(page.half_hours, half_year=page.shape.scheme is Scheme.HALVES)
        self.tallies: Tallies = defaultdict(Tally)

    def fill(self, drafts: list[Draft]) -> Tallies:
        """Works, absences and marks of all lessons held; gives back the totals by period."""
        periods = list(self._book.periods_of(self._page.shape.scheme))
        for period in periods or [self._book.periods[self._page.shape.scheme, 0]]:
            mine = [draft for draft in drafts if period.begins <= draft.day <= period.ends]
            rest: dict[int, list[tuple[Draft, int]]] = defaultdict(list)
            for draft in mine:
                works = self._works(draft)
                if draft.held:
                    self._lesson(draft, works, period.number, rest)
            if periods and self._book.is_finished(period):
                self._top_up(period.number, rest)
        return self.tallies

    def _works(self, draft: Draft) -> list[int]:
        kinds = [draft.kind] + [draft.kind] * draft.two_marks
        put = self._book.sheaf.put
        return [
            put(Work, draft.id, number, kind_id(kind), "", None, None).id
            for number, kind in enumerate(kinds, 1)
        ]

    def _lesson(
        self,
        draft: Draft,
        works: list[int],
        period: int,
        rest: dict[int, list[tuple[Draft, int]]],
    ) -> None:
        rng, day = self._rng, draft.day
        away = self._away.get(day, {})
        share = self._share(draft)
        seen = draft.confirmed_at is not None
        for place in self._page.places:
            pupil = place.person.id
            if not place.begins <= day <= place.ends:
                continue
            tally = self.tallies[pupil, period]
            tally.lessons += 1
            if seen and self._is_absent(draft, place.person, away.get(pupil), tally):
                continue
            if pupil in self._silent or not share:
                continue
            if rng.random() < share:
                self._mark(draft, works, pupil, tally)
            elif draft.kind == ORDINARY:
                rest[pupil].append((draft, works[0]))

    def _is_absent(self, draft: Draft, person: Person, known: Away | None, tally: Tally) -> bool:
        """Whether the pupil misses the lesson; writes the letter, or «оп» of one who comes late."""
        throw = self._rng.random()
        if known is None and throw < person.truant:
            known = Away("н", confirmed=chance(self._rng, 0.6), excuse_id=None)
        if known is None:
            if throw > 1 - LATE:
                self._absence(draft, person.id, None, late=True)
            return False
        letter, confirmed, excuse = known
        self._absence(draft, person.id, letter, confirmed=confirmed, excuse=excuse)
        tally.missed += 1
        tally.letters[letter] += 1
        return True

    def _absence(
        self,
        draft: Draft,
        pupil: int,
        letter: str | None,
        *,
        late: bool = False,
        confirmed: bool = True,
        excuse: int | None = None,
    ) -> None:
        sheaf, at, by = self._book.sheaf, draft.seen_at, self._teacher(draft)
        number = sheaf.next_id(Absence)
        sheaf.add(Absence(number, draft.id, pupil, letter, late, confirmed, excuse, at, at, by))

    def _mark(self, draft: Draft, works: list[int], pupil: int, tally: Tally) -> None:
        sheaf, at, by = self._book.sheaf, draft.entered_at, self._teacher(draft)
        for work in works:
            value = self._value(pupil)
            tally.marks.append(value)
            sheaf.add(Mark(sheaf.next_id(Mark), work, pupil, str(value), at, at, by))

    def _value(self, pupil: int) -> int:
        level = min(5, round(self._rng.gauss(self._levels[pupil], 0.62)))
        if level <= _LOWEST and self._rng.random() < MERCY:
            return _LOWEST + 1
        return max(_LOWEST, level)

    def _share(self, draft: Draft) -> float:
        """Share of present pupils who get a mark."""
        other = not draft.follows_plan
        if self._page.no_marks or other or not draft.marked:
            return 0.0
        if is_control(draft.kind):
            return 1.0 if draft.day < self._book.until else 0.0
        return ASKED[self._page.half_hours] if draft.kind == ORDINARY else 0.85

    def _teacher(self, draft: Draft) -> int:
        return draft.given_by(self._page.worker.id)

    def _top_up(self, period: int, rest: dict[int, list[tuple[Draft, int]]]) -> None:
        """Ask those with too few marks for a final one, spread over the lessons they attended."""
        for pupil, lessons in rest.items():
            tally = self.tallies[pupil, period]
            missing = self._short - len(tally.marks)
            if missing <= 0 or 2 * tally.missed > tally.lessons:
                continue
            for draft, work in self._rng.sample(lessons, min(missing, len(lessons))):
                self._mark(draft, [work], pupil, tally)


def _level(page: PageWork, pupil: int, ability: float) -> float:
    """The mark the pupil deserves in the subject, before chance."""
    talent = dice("talent", pupil, page.subject).gauss(0, 0.25)
    grade = 0.12 if page.shape.grade <= PRIMARY else 0.0
    return float(MEAN + table("subjects")[page.subject]["level"] + 0.5 * ability + talent + grade)
