"""Certificates and requests: which absences they explain, and why some they cannot.

Source: R-3.2.4-06, R-7.2-03; domain 5.4, A15. A certificate outweighs an order, an order a request,
a request a call; what rests on a stronger document keeps its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from journal_desktop.domain.absences import REASON_WORDS, Paper, Standing, Stated, rank, why_not
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.russian import plural
from journal_desktop.domain.school_calendar import SchoolCalendar
from journal_desktop.domain.spread import LessonState, PupilRow
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import ExcuseSource

SOURCE_TITLES: Final = {
    ExcuseSource.CERTIFICATE: "справка",
    ExcuseSource.APPLICATION: "заявление",
    ExcuseSource.CALL: "звонок",
    ExcuseSource.ORDER: "приказ",
}
SOURCE_LETTERS: Final = {
    ExcuseSource.CERTIFICATE: "б",
    ExcuseSource.APPLICATION: "у",
    ExcuseSource.CALL: "у",
    ExcuseSource.ORDER: "у",
}
"""The reason a document usually gives."""
_NUMBERED: Final = (ExcuseSource.CERTIFICATE, ExcuseSource.ORDER)
_LONGEST_NUMBER, _LONGEST_NOTE = 64, 500
_LONGEST: Final = 366
"""Days of one document: a whole year at home is the longest there is."""
_DAY: Final = timedelta(days=1)
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it is typed: who, what, from–to, its reason."""

    pupil_id: int
    source: ExcuseSource
    letter: str
    begins: date
    ends: date
    number: str = ""
    document_day: date | None = None
    note: str = ""

    @property
    def paper(self) -> Paper:
        """The document as the sheet knows it."""
        return Paper(
            self.pupil_id, self.letter, self.begins, self.ends, 0, self.source, self.number
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """One lesson of the pupil in the days of a document; `paper` is what explains it already."""

    lesson_id: int
    day: date
    number: int
    subject: str
    state: LessonState
    standing: Standing
    paper: Paper | None = None
    gives: bool = False
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """What a document does to one lesson: the letter it puts, or why it puts none."""

    slot: Slot
    letter: str = ""
    refused: str = ""


def tidy(draft: Draft) -> Draft:
    """The draft with its texts in one line.

    Raises:
        Invalid: days in the wrong order or too many, no number where one is needed, a long text.
    """
    number, note = one_line(draft.number), one_line(draft.note)
    if draft.begins > draft.ends:
        raise Invalid(
            f"Первый день {short_day(draft.begins)} позже последнего {short_day(draft.ends)}: "
            "поменяйте их местами."
        )
    days = (draft.ends - draft.begins).days + 1
    if days > _LONGEST:
        raise Invalid(
            f"{_span(draft)} – это {days} {plural(days, 'день', 'дня', 'дней')}, дольше года: "
            "проверьте последний день."
        )
    if draft.letter not in REASON_WORDS:
        raise Invalid("Причина пропуска – у, б или н (п. 3.2.5).")
    if len(number) > _LONGEST_NUMBER or len(note) > _LONGEST_NOTE:
        raise Invalid(f"Номер – до {_LONGEST_NUMBER} знаков, примечание – до {_LONGEST_NOTE}.")
    if draft.source in _NUMBERED and not number:
        raise Invalid(
            f"У документа «{SOURCE_TITLES[draft.source]}» нужен номер; нет номера – «б/н» (п. 7.2)."
        )
    return replace(draft, number=number, note=note)


def refuse_days(draft: Draft, pupil: PupilRow | None, calendar: SchoolCalendar, grade: int) -> None:
    """Refuse days the document cannot be about.

    Raises:
        Invalid: the pupil is not of the class then, the year is another, there is no school day.
    """
    name = pupil.name if pupil else "Ученик"
    if draft.ends < calendar.begins or draft.begins > calendar.ends:
        raise Invalid(
            f"{name}: {_span(draft)} – не в этом учебном году "
            f"({short_day(calendar.begins)}–{short_day(calendar.ends)}): выберите другой год."
        )
    stays = pupil.enrolled if pupil else ()
    if not any(
        stay.begins <= draft.ends and draft.begins <= (stay.ends or draft.ends) for stay in stays
    ):
        gone = f" ({pupil.note})" if pupil and pupil.note else ""
        raise Invalid(f"{name}: {_span(draft)} не числится в этом классе{gone} (п. 7.2).")
    if not any(calendar.teaches(day, grade) for day in _days(draft, calendar)):
        rest = {
            found.title
            for day in _days(draft, calendar)
            if (found := calendar.vacation(day, grade))
        }
        why = ", ".join(sorted(rest)) or "выходные и праздники"
        raise Invalid(f"{_span(draft)}: уроков нет ({why}), объяснять нечего (п. 7.2).")


def refuse_unwritten(draft: Draft, today: date) -> None:
    """Refuse a document dated by a day that has not come.

    Raises:
        Invalid: naming the day.
    """
    if draft.document_day is not None and draft.document_day > today:
        raise Invalid(
            f"Документ от {short_day(draft.document_day)}: этот день ещё не наступил, "
            "проверьте дату документа."
        )


def refuse_overlap(draft: Draft, others: Iterable[Paper]) -> None:
    """Refuse a second document of the same kind for the same days.

    Raises:
        Invalid: naming the document that is there.
    """
    for other in sorted(others, key=rank):
        same_days = other.begins <= draft.ends and draft.begins <= other.ends
        if same_days and other.source is draft.source:
            raise Invalid(
                f"На {_span(other)} уже есть {paper_title(other)}: укажите дни, которых в ней нет, "
                "или сначала снимите её (п. 7.2)."
            )


def spread_over(paper: Paper, slots: Iterable[Slot], today: date) -> tuple[Spread, ...]:
    """What the document does to each lesson, in order of day and number (A15)."""
    ordered = sorted(slots, key=lambda slot: (slot.day, slot.number, slot.lesson_id))
    came = {slot.day for slot in ordered if _was_there(slot.standing)}
    return tuple(_spread(paper, slot, today, came=slot.day in came) for slot in ordered)


def _was_there(standing: Standing) -> bool:
    """Whether something says that the pupil came to the lesson."""
    said = standing.checked or standing.stated is Stated.TEACHER
    return bool(standing.mark or standing.late or (said and not standing.letter))


def _spread(paper: Paper, slot: Slot, today: date, *, came: bool) -> Spread:
    """Absences that stand get their reason; empty cells of a day are filled if nobody saw him."""
    standing = slot.standing
    if why := _closed(slot, today) or _kept(paper, slot):
        return Spread(slot, refused=why)
    if why := why_not(standing, paper.letter, gives=slot.gives):
        return Spread(slot, refused=why)
    if came and not standing.letter:
        return Spread(slot, refused="в этот день был на других уроках: отметит учитель (п. 3.2.5)")
    same = standing.letter == paper.letter and standing.confirmed
    explained = same and slot.paper is not None and slot.paper.id == paper.id
    return Spread(slot, "" if explained else paper.letter)


def _closed(slot: Slot, today: date) -> str:
    if slot.state is LessonState.CANCELLED:
        return "урок отменён (п. 1.4)"
    if slot.day > today:
        return "урок ещё не состоялся: причина встанет, когда отметят пропуск"
    return f"период «{slot.closed}» закрыт (п. 3.2.5)" if slot.closed else ""


def _kept(paper: Paper, slot: Slot) -> str:
    other = slot.paper
    stronger = other is not None and other.id != paper.id and rank(other) <= rank(paper)
    return f"уже есть {paper_title(other)}" if other is not None and stronger else ""


def paper_title(paper: Paper) -> str:
    """«справка № 145», «звонок»."""
    title = SOURCE_TITLES.get(paper.source, "документ") if paper.source else "документ"
    return f"{title} № {paper.number}" if paper.number else title


def summary(spread: Sequence[Spread]) -> str:
    """«Изменится 12 пропусков, останется как есть 3»."""
    changed = sum(bool(one.letter) for one in spread)
    kept = sum(bool(one.refused) for one in spread)
    noun = plural(changed, "клетка", "клетки", "клеток")
    return f"Изменится {changed} {noun}" + (f", останется как есть {kept}" if kept else "")


def _span(days: Draft | Paper) -> str:
    if days.begins == days.ends:
        return short_day(days.begins)
    return f"{short_day(days.begins)}–{short_day(days.ends)}"


def _days(draft: Draft, calendar: SchoolCalendar) -> list[date]:
    """Days of the document that lie in the school year."""
    begins, ends = max(draft.begins, calendar.begins), min(draft.ends, calendar.ends)
    return [begins + _DAY * number for number in range((ends - begins).days + 1)]


_TYPED: Final = re.compile(r"(\d{1,2})(?:[.,/ -]?(\d{1,2})(?:[.,/ -]?(\d{4}|\d{2}))?)?\.?")
_CENTURY: Final = 2000


def day_typed(text: str, near: date) -> date:
    """A typed day: «16», «16.11», «161126», «16.11.2026»; what is left out is as in `near`.

    A month alone is taken in the school year of `near`: «05.09» in March is last September.

    Raises:
        Invalid: it is no day.
    """
    found = _TYPED.fullmatch(text.strip())
    day, month, year = found.groups() if found else (None, None, None)
    if day is None:
        raise Invalid(f"«{text.strip()[:20]}» – не дата: ожидается 16.11 или 16.11.2026.")
    try:
        if month is None:
            return near.replace(day=int(day))
        if year is None:
            return _in_school_year(int(day), int(month), near)
        whole = int(year) if len(year) > len("26") else _CENTURY + int(year)
        return date(whole, int(month), int(day))
    except ValueError as error:
        raise Invalid(f"«{text.strip()[:20]}»: такого дня нет, проверьте дату.") from error


def _in_school_year(day: int, month: int, near: date) -> date:
    first = near.year if near.month >= _SEPTEMBER else near.year - 1
    return date(first if month >= _SEPTEMBER else first + 1, month, day)


_SEPTEMBER: Final = 9
