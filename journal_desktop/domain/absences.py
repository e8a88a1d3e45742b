"""Who may say what of an absence: the teacher the fact, the class teacher the reason.

Source: Regulation 3.2.4, 3.2.5; R-3.2.4-06, R-3.2.5-20; domain 5.4, A2, A15. Nobody turns a marked
pupil absent, and what the teacher said of a lesson is not unsaid by the class teacher.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from journal_desktop.domain.attendance import LETTERS
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.spread import Cell, LessonState, PupilRow
from journal_desktop.domain.vocabulary import ExcuseSource

ACCEPTS: Final = "б – болезнь, у – уважительная, н – без причины, Delete – был(а)"
REASON_WORDS: Final[Mapping[str, str]] = {
    "б": "по болезни",
    "у": "по уважительной причине",
    "н": "без уважительной причины",
}
UNEXPLAINED_RULE: Final = "absence_reason_days"
"""Setting: after how many days an absence without a reason is listed (R-7.2-03)."""
UNEXPLAINED_DAYS: Final = 3
TRUANCY_RULE: Final = "truancy_lessons"
"""Setting: from how many lessons without a valid reason a pupil is listed for всеобуч (6.5.10)."""
TRUANCY_LESSONS: Final = 10


class Stated(Enum):
    """Whose word the cell is."""

    NOBODY = "NOBODY"
    TEACHER = "TEACHER"
    SELF = "SELF"
    """The person who asks stated the absence that stands, or took it back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at one pupil and lesson; `checked` when the teacher said who was there."""

    letter: str = ""
    late: bool = False
    confirmed: bool = True
    mark: str = ""
    checked: bool = False
    stated: Stated = Stated.NOBODY


def canonical(text: str) -> str:
    """An absence letter as it is stored; "" means the pupil was there.

    Raises:
        Invalid: the text is no letter of Regulation 3.2.5.
    """
    letter = text.strip().lower()
    if letter and letter not in LETTERS:
        raise Invalid(f"Здесь ставят у, б или н, а не «{text.strip()[:12]}» (п. 3.2.5).")
    return letter


def why_not(standing: Standing, letter: str, *, gives: bool = False) -> str:
    """Why the class teacher may not put the letter ("" takes it away); "" when it may be.

    `gives` when the person also gives the lesson, so that the fact is theirs too.
    """
    if not letter:
        own = gives or standing.mark or standing.stated is Stated.SELF
        return "" if own or not standing.letter else TEACHERS_WORD
    if standing.mark:
        return (
            f"Стоит отметка «{standing.mark}»: ученик был на уроке, пропуск не ставят (п. 3.2.5)."
        )
    if standing.late:
        return "Отмечено опоздание: ученик был на уроке, пропуск не ставят (п. 3.2.5)."
    return "" if standing.letter or gives else _said_present(standing)


TEACHERS_WORD: Final = (
    "Пропуск отметил учитель: классный руководитель уточняет причину, "
    "а снимает пропуск учитель (п. 3.2.4, 3.2.5)."
)


def _said_present(standing: Standing) -> str:
    if standing.checked:
        return (
            "Учитель отметил посещаемость урока, этот ученик был: "
            "пропуск может поставить только он (п. 3.2.5)."
        )
    if standing.stated is Stated.TEACHER:
        return "Учитель снял пропуск: ученик был на уроке (п. 3.2.5)."
    return ""


def settled_reason(letter: str) -> str:
    """Refusal of a teacher's letter over a reason the class teacher has confirmed."""
    return (
        f"Причину «{letter}» подтвердил классный руководитель: учитель отмечает, был ли "
        "ученик, а причину меняет классный руководитель (п. 3.2.4)."
    )


@dataclass(frozen=True, slots=True)
class DayLesson:
    """A lesson of a class's day; `own` when the person gives it, `checked` when attendance is."""

    id: int
    page_id: int
    number: int
    subject: str
    short: str
    state: LessonState
    subgroup_id: int | None = None
    group: str = ""
    checked: bool = False
    own: bool = False
    closed: str = ""
    """The title of its period when that is closed."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """What stands in the day sheet: the journal's cell, its document, whose word it is."""

    cell: Cell
    excuse_id: int | None = None
    stated: Stated = Stated.NOBODY


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate or request over some days; number and source are "" and None where hidden."""

    pupil_id: int
    letter: str
    begins: date
    ends: date
    id: int = 0
    source: ExcuseSource | None = None
    number: str = ""

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.begins <= day <= self.ends


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A lesson number of the day: one lesson, or those of subgroups at the same time."""

    number: int
    lessons: tuple[DayLesson, ...]

    @property
    def short(self) -> str:
        """«Алг», «Инф/Анг»."""
        return "/".join(dict.fromkeys(lesson.short for lesson in self.lessons))

    @property
    def subject(self) -> str:
        """Subjects in full, each once."""
        return ", ".join(dict.fromkeys(lesson.subject for lesson in self.lessons))


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Pupils × lessons of a day of a class."""

    class_id: int
    class_name: str
    day: date
    pupils: tuple[PupilRow, ...]
    columns: tuple[DayColumn, ...]
    own_lessons: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Lessons each pupil has that day."""
    cells: Mapping[tuple[int, int], DayCell] = field(default_factory=dict)
    """Keyed by (pupil id, lesson id)."""
    papers: tuple[Paper, ...] = ()
    away_before: frozenset[tuple[int, int]] = frozenset()
    """(pupil id, lesson number) of absences in lessons of others, told without their reason."""
    confirmed: str = ""
    """«Иванова М. П., 23.11 15:40» of who confirmed the day; "" when nobody has."""
    school_day: str = ""
    """Why there are no lessons that day: «Осенние каникулы»; "" on a school day."""

    def lesson_at(self, pupil_id: int, column: int) -> DayLesson | None:
        """The pupil's own lesson of a column; None when the subgroup has none then."""
        own = self.own_lessons.get(pupil_id, frozenset())
        return next((one for one in self.columns[column].lessons if one.id in own), None)

    def cell(self, pupil_id: int, lesson_id: int) -> DayCell | None:
        """What stands there; None for nothing."""
        return self.cells.get((pupil_id, lesson_id))

    def paper_of(self, pupil_id: int) -> Paper | None:
        """The document that covers the day, a certificate before others."""
        own = [paper for paper in self.papers if paper.pupil_id == pupil_id]
        return min(own, key=rank, default=None)


_RANK: Final = {
    ExcuseSource.CERTIFICATE: 0,
    ExcuseSource.ORDER: 1,
    ExcuseSource.APPLICATION: 2,
    ExcuseSource.CALL: 3,
    None: 4,
}


def rank(paper: Paper) -> tuple[int, date]:
    """How strong a document is: a certificate first, a call last."""
    return _RANK[paper.source], paper.begins


def standing_of(lesson: DayLesson, found: DayCell | None) -> Standing:
    """What `why_not` asks for."""
    if found is None:
        return Standing(checked=lesson.checked)
    cell = found.cell
    mark = "/".join(cell.marks).strip("/")
    return Standing(cell.absence, cell.late, cell.confirmed, mark, lesson.checked, found.stated)


def suggested(sheet: DaySheet, pupil_id: int, column: int) -> str:
    """What an empty cell probably is: the document's letter, or that of the lesson before.

    "" when something stands, nothing is known, or the teacher has said who was there.
    """
    lesson = sheet.lesson_at(pupil_id, column)
    if lesson is None or lesson.checked or lesson.state is LessonState.CANCELLED:
        return ""
    if (found := sheet.cell(pupil_id, lesson.id)) is not None and found.cell.text:
        return ""
    paper = sheet.paper_of(pupil_id)
    return paper.letter if paper else _as_before(sheet, pupil_id, column)


def _as_before(sheet: DaySheet, pupil_id: int, column: int) -> str:
    """The letter of the last lesson before that says anything; «н» where the reason is hidden."""
    for before in range(column - 1, -1, -1):
        if (pupil_id, sheet.columns[before].number) in sheet.away_before:
            return "н"
        lesson = sheet.lesson_at(pupil_id, before)
        stands = sheet.cell(pupil_id, lesson.id) if lesson else None
        if stands is not None and stands.cell.text:
            return stands.cell.absence
        if lesson is not None and lesson.checked:
            return ""
    return ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the class teacher has to find out: the pupil, the column it shows at, the sentence."""

    pupil_id: int
    column: int
    text: str


def contradictions(sheet: DaySheet) -> tuple[Contradiction, ...]:
    """Days that cannot be as they stand: absent in lesson 2, marked in 3 (R-3.2.4-06)."""
    return tuple(found for pupil in sheet.pupils for found in _of_pupil(sheet, pupil))


def _of_pupil(sheet: DaySheet, pupil: PupilRow) -> Sequence[Contradiction]:
    found: list[Contradiction] = []
    gone: tuple[int, str] | None = None
    for column, what in enumerate(sheet.columns):
        lesson = sheet.lesson_at(pupil.id, column)
        stands = sheet.cell(pupil.id, lesson.id) if lesson else None
        cell = stands.cell if stands else Cell()
        here = _presence(cell)
        if cell.absence and here:
            text = f"{pupil.name}: урок {what.number} – и «{cell.absence}», и {here} (п. 3.2.5)."
            found.append(Contradiction(pupil.id, column, text))
        elif here and gone is not None:
            text = (
                f"{pupil.name}: урок {gone[0]} – «{gone[1]}», "
                f"а на уроке {what.number} – {here} (п. 3.2.4)."
            )
            found.append(Contradiction(pupil.id, column, text))
        gone = (what.number, cell.absence) if cell.absence else (None if here else gone)
    return found


def _presence(cell: Cell) -> str:
    """Words of what says that the pupil was there."""
    mark = "/".join(cell.marks).strip("/")
    return f"отметка {mark}" if mark else ("опоздание" if cell.late else "")
