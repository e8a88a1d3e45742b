"""«Сводная ведомость учёта успеваемости»: every final mark of a class for a year, kept 25 years.

Source: domain reference 3.1–3.3, 5.6, 5.7, 11 (A5, A13); R-3.2.4-13, R-4.4-01. A cell is the
text that is printed, None for a time when the pupil was not in the class, "" where a mark is
missing: an official ledger has none.

Decisions of ours: «–» stands for a subject the pupil does not study and in the row of the exam
for a subject without one. A total that nobody entered is the mark of the year where there was no
exam (5.7), but not in grade 11, whose totals go into the certificate and are entered. A subject
marked by half-years in a class of quarters has its marks in the rows of the quarters that end
with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from journal_desktop.domain.marks import DASH, EXEMPT, FAILED, PASSED
from journal_desktop.domain.russian import join_and, short_date
from journal_desktop.domain.spread import Enrolled, PeriodKind

_WRITTEN: Final = {PASSED: "зач.", FAILED: "незач.", EXEMPT: "осв."}
_FOREIGN: Final = "*"
_BY_YEAR: Final = 1
"""The grade whose ledger has the year alone (A5)."""
_STATE_EXAM: Final = 9
_CERTIFICATE: Final = 11
"""The grade whose total is entered, never taken from the year."""
_SHOWN: Final = 5
_SUMMER: Final = 8
"""The last month of a school year."""

Key = tuple[int, int, int, PeriodKind]
"""Pupil, subject, period, kind."""


@dataclass(frozen=True, slots=True)
class Term:
    """A period of a scheme; `number` 0 is the year."""

    id: int
    number: int
    title: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of a pupil's block; `term` is the class's period behind it."""

    title: str
    short: str
    kind: PeriodKind
    term: Term

    @property
    def said(self) -> str:
        """The title inside a sentence: «II четверть», «годовая»."""
        first, rest = self.title[:1], self.title[1:]
        return self.title if self.kind is PeriodKind.PERIOD else first.lower() + rest


@dataclass(frozen=True, slots=True)
class LedgerSubject:
    """A subject in the order of the study plan.

    `terms` are the periods it is marked by, the year among them; `hours` tell whether it is taught
    in the first and the second half of the year; `whole` that the whole class studies it, else
    only the `members`: days by pupil.
    """

    id: int
    title: str
    teacher: str
    terms: tuple[Term, ...]
    hours: tuple[int, int] = (1, 1)
    whole: bool = True
    members: Mapping[int, tuple[Enrolled, ...]] | None = None

    def term(self, row: LedgerRow) -> Term | None:
        """The period whose mark stands in the row; None when none ends there."""
        if row.kind is not PeriodKind.PERIOD:
            return next((term for term in self.terms if not term.number), None)
        held = (t for t in self.terms if t.number and row.term.begins <= t.ends <= row.term.ends)
        return next(held, None)

    def studied(self, pupil: LedgerMember, term: Term) -> bool:
        """Whether the pupil had lessons of it in the period, here or before coming here."""
        first, second = self.hours
        in_first = first and term.begins.month > _SUMMER
        if not in_first and not (second and term.ends.month <= _SUMMER):
            return False
        if self.whole:
            return True
        spans = (self.members or {}).get(pupil.id, ())
        if pupil.arrived and term.ends < pupil.arrived:
            return bool(spans)
        return any(span.begins <= term.ends and _end(span) >= term.begins for span in spans)


@dataclass(frozen=True, slots=True)
class LedgerMark:
    """A final mark that stands; `elsewhere` was given in another class or school (3.2: «*»)."""

    value: str
    elsewhere: bool = False

    @property
    def text(self) -> str:
        """As it is printed."""
        text = _WRITTEN.get(self.value, self.value)
        return f"{text}{_FOREIGN}" if self.elsewhere and text != DASH else text


@dataclass(frozen=True, slots=True)
class LedgerMember:
    """A pupil of the ledger: the decision with its papers, "" without, a note of the movement.

    `arrived` is the first day in the class, `departed` the last one of who left or moved away
    before the year ended; `settled` that the decision has its protocol and order, or needs none;
    `ordered` the day of the order.
    """

    id: int
    name: str
    arrived: date | None = None
    departed: date | None = None
    decision: str = ""
    note: str = ""
    settled: bool = False
    ordered: date | None = None


@dataclass(frozen=True, slots=True)
class LedgerPupil:
    """A block: a cell for every row and subject."""

    number: int
    member: LedgerMember
    cells: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell without the mark that has to stand there."""

    pupil: str
    subject: str
    period: str

    @property
    def text(self) -> str:
        """«Абрамова Дарья – Алгебра, II четверть»."""
        return f"{self.pupil} – {self.subject}, {self.period}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one class apart from its title."""

    rows: tuple[LedgerRow, ...]
    subjects: tuple[LedgerSubject, ...]
    pupils: tuple[LedgerPupil, ...]
    gaps: tuple[Gap, ...]


def ledger_rows(grade: int, terms: Sequence[Term]) -> tuple[LedgerRow, ...]:
    """Rows by level: the year alone in grade 1, else periods, year, exam and total (3.1)."""
    year = next((term for term in terms if not term.number), None)
    if year is None:
        return ()
    if grade == _BY_YEAR:
        return (LedgerRow("Год", "Г", PeriodKind.YEAR, year),)
    periods = sorted((term for term in terms if term.number), key=lambda term: term.number)
    exam = "ОГЭ" if grade == _STATE_EXAM else "ПА"
    return (
        *(LedgerRow(one.title, str(one.number), PeriodKind.PERIOD, one) for one in periods),
        LedgerRow("Годовая", "Г", PeriodKind.YEAR, year),
        LedgerRow(f"Экзамен ({exam})", "Э", PeriodKind.EXAM, year),
        LedgerRow("Итоговая", "И", PeriodKind.FINAL, year),
    )


def fill(
    grade: int,
    terms: Sequence[Term],
    subjects: Sequence[LedgerSubject],
    members: Sequence[LedgerMember],
    marks: Mapping[Key, LedgerMark],
) -> Ledger:
    """The ledger of a class with the gaps in it, members in the order given."""
    rows = ledger_rows(grade, terms)
    writer = _Writer(grade, marks)
    lines = [(row, [(one, one.term(row)) for one in subjects]) for row in rows]
    pupils = tuple(
        LedgerPupil(
            number,
            member,
            tuple(
                tuple([writer.cell(member, one, row, term) for one, term in line])
                for row, line in lines
            ),
        )
        for number, member in enumerate(members, 1)
    )
    return Ledger(rows, tuple(subjects), pupils, tuple(_gaps(rows, subjects, pupils)))


def _gaps(
    rows: Sequence[LedgerRow], subjects: Sequence[LedgerSubject], pupils: Sequence[LedgerPupil]
) -> Iterator[Gap]:
    for pupil in pupils:
        for row, cells in zip(rows, pupil.cells, strict=True):
            if "" not in cells:
                continue
            for subject, text in zip(subjects, cells, strict=True):
                if text == "":
                    yield Gap(pupil.member.name, subject.title, row.said)


class _Writer:
    """Says what stands in a cell."""

    def __init__(self, grade: int, marks: Mapping[Key, LedgerMark]) -> None:
        self._grade = grade
        self._marks = marks

    def cell(
        self, pupil: LedgerMember, subject: LedgerSubject, row: LedgerRow, term: Term | None
    ) -> str | None:
        """The text; None when the pupil was not in the class, "" for a missing mark."""
        if row.kind is PeriodKind.EXAM:
            return self._exam(pupil, subject, term)
        if row.kind is PeriodKind.FINAL:
            return self._total(pupil, subject, term)
        if term is None:
            return _absent(pupil, row.term, DASH)
        return self._plain(pupil, subject, term, row.kind)

    def _plain(
        self, pupil: LedgerMember, subject: LedgerSubject, term: Term, kind: PeriodKind
    ) -> str | None:
        mark = self._mark(pupil, subject, term, kind)
        gone = pupil.departed is not None and pupil.departed < term.ends
        if mark and not (gone and mark.elsewhere):
            return mark.text
        if gone:
            return None
        return "" if subject.studied(pupil, term) else DASH

    def _exam(self, pupil: LedgerMember, subject: LedgerSubject, term: Term | None) -> str | None:
        mark = self._mark(pupil, subject, term, PeriodKind.EXAM) if term else None
        if mark:
            return mark.text
        return None if pupil.departed is not None else DASH

    def _total(self, pupil: LedgerMember, subject: LedgerSubject, term: Term | None) -> str | None:
        if term is None:
            return _absent(pupil, None, DASH)
        mark = self._mark(pupil, subject, term, PeriodKind.FINAL)
        if mark:
            return mark.text
        year = self._plain(pupil, subject, term, PeriodKind.YEAR)
        if year in {None, DASH}:
            return year
        if self._grade == _CERTIFICATE and year and year[0].isdigit():
            return ""
        has_exam = self._mark(pupil, subject, term, PeriodKind.EXAM)
        return "" if has_exam else year

    def _mark(
        self, pupil: LedgerMember, subject: LedgerSubject, term: Term, kind: PeriodKind
    ) -> LedgerMark | None:
        found = self._marks.get((pupil.id, subject.id, term.id, kind))
        return found if found and found.value else None


def _absent(pupil: LedgerMember, term: Term | None, otherwise: str) -> str | None:
    """None for one who left before the period (the year when None) ended."""
    left = pupil.departed
    if left is not None and (term is None or left < term.ends):
        return None
    return otherwise


def obstacles(ledger: Ledger, *, year_is_closed: bool) -> tuple[str, ...]:
    """Why the ledger cannot be official yet, a sentence each (R-3.2.4-13, R-4.4-01)."""
    found = []
    if not year_is_closed:
        found.append("Учебный год ещё не закрыт (п. 3.2.4, 4.4).")
    if not ledger.rows:
        found.append("У класса нет учебных периодов: задайте их в разделе «Школа».")
    if not ledger.subjects:
        found.append("У класса нет учебного плана: загрузите его.")
    undecided = [one.member.name for one in ledger.pupils if not one.member.decision]
    if undecided:
        found.append(f"Нет решения педагогического совета: {_named(undecided)}.")
    unordered = [
        one.member.name for one in ledger.pupils if one.member.decision and not one.member.settled
    ]
    if unordered:
        found.append(f"У решения нет протокола или приказа (п. 3.2.4): {_named(unordered)}.")
    if ledger.gaps:
        count, texts = len(ledger.gaps), _told(ledger.gaps)
        found.append(f"Не выставлены отметки ({count}): {_named(texts, '; ')}.")
    return tuple(found)


def warnings(ledger: Ledger, last_lesson: date | None) -> tuple[str, ...]:
    """What does not stop the print but has to be looked at (R-3.2.4-13)."""
    ordered = [
        one.member.ordered
        for one in ledger.pupils
        if one.member.ordered and one.member.departed is None
    ]
    early = sorted({day for day in ordered if last_lesson and day < last_lesson})
    if not early or last_lesson is None:
        return ()
    days = join_and([short_date(day, year=True) for day in early])
    last = short_date(last_lesson, year=True)
    return (f"Приказ о переводе от {days} издан раньше последнего урока {last}.",)


def _told(gaps: Sequence[Gap]) -> list[str]:
    """Gaps of one pupil and period together: «Абрамова Дарья – II четверть, предметов: 12»."""
    found: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.pupil, gap.period), []).append(gap)
    return [
        own[0].text if len(own) == 1 else f"{pupil} – {period}, предметов: {len(own)}"
        for (pupil, period), own in found.items()
    ]


def _named(names: Sequence[str], separator: str = ", ") -> str:
    """The first few and how many more."""
    more = len(names) - _SHOWN
    shown = separator.join(names[:_SHOWN])
    return f"{shown}{separator}ещё {more}" if more > 0 else shown


def _end(span: Enrolled) -> date:
    return span.ends or date.max
