"""A lesson's facts that decide what its cells accept, and the sentences of refusal.

Source: Regulation 3.2.5, 5.1; domain reference 5.4, 5.8, 9.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from journal_desktop.domain.marks import CellRules, PeriodRules
from journal_desktop.domain.spread import LessonState, PeriodState

ORDINARY_WORK: Final = "ANSWER"
"""The kind of a work that nobody chose (domain 5.5)."""


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson with its page, class and period: what rights and rules look at.

    `period_state` is None when the day lies in no period of the page's scheme.
    """

    lesson_id: int
    page_id: int
    class_id: int | None
    subgroup_id: int | None
    subject_id: int
    grade: int | None
    day: date
    number: int
    state: LessonState
    no_marks: bool
    max_marks: int
    period_id: int | None = None
    period_title: str = ""
    period_state: PeriodState | None = None

    @property
    def rules(self) -> CellRules:
        """The grammar of this lesson's cells."""
        return cell_rules(no_marks=self.no_marks, max_marks=self.max_marks)


def cell_rules(*, no_marks: bool, max_marks: int) -> CellRules:
    """What a lesson cell of a page accepts (R-3.2.5-17, domain 5.3)."""
    return CellRules(no_marks=no_marks, max_marks=max_marks)


def period_rules(*, no_marks: bool) -> PeriodRules:
    """What a final column of a page accepts (domain 5.1 C)."""
    return PeriodRules(no_marks=no_marks, credit=False)


def short_day(day: date) -> str:
    """A day as dd.mm.yyyy, for sentences."""
    return f"{day:%d.%m.%Y}"


def moment_text(moment: datetime) -> str:
    """A moment in the school's time as dd.mm.yyyy HH:MM, for sentences."""
    return f"{moment:%d.%m.%Y %H:%M}"


def closed_sentence(title: str) -> str:
    """Refusal of a write into a closed period."""
    return (
        f"Период «{title}» закрыт: запись не изменить. "
        "Исправление — по заявке ответственному за ЭЖ с основанием (п. 3.2.5)."
    )


def period_is_closed(state: PeriodState | None) -> bool:
    """Whether nothing may be written by a teacher any more."""
    return state in {PeriodState.CLOSED, PeriodState.ARCHIVED}


def future_sentence(day: date) -> str:
    """Refusal of an entry before the lesson."""
    return (
        f"Урок {short_day(day)} ещё не состоялся: отметки и пропуски ставят по факту, "
        "в день урока (п. 5.1)."
    )


def cancelled_sentence(day: date) -> str:
    """Refusal of an entry in a cancelled lesson."""
    return f"Урок {short_day(day)} отменён: отметки и пропуски в нём не ставят (п. 1.4)."


def cancelled_lesson_sentence(day: date) -> str:
    """Refusal of a topic, homework or attendance of a cancelled lesson."""
    return (
        f"Урок {short_day(day)} отменён: тему, задание и посещаемость в нём не записывают (п. 1.4)."
    )


def overdue_sentence(title: str, deadline: datetime) -> str:
    """Refusal of a final mark after its term; `deadline` in the school's time."""
    return (
        f"Срок итоговых отметок за период «{title}» истёк {moment_text(deadline)} "
        "(п. 3.2.5). Обратитесь к заместителю директора."
    )


def not_begun_sentence(title: str, begins: date) -> str:
    """Refusal of a final mark of a period that has not begun."""
    return (
        f"Период «{title}» начнётся {short_day(begins)}: итоговых отметок за него ещё нет (п. 5.1)."
    )


def unfinished_sentence(name: str, title: str, day: date) -> str:
    """Refusal of a final mark for a pupil who is not of the class when the period ends."""
    return (
        f"{name}: {short_day(day)} не числится в этом классе или группе — "
        f"отметку за период «{title}» здесь не ставят (п. 3.2.5)."
    )


def stranger_sentence(name: str, day: date) -> str:
    """Refusal of an entry outside enrolment."""
    return (
        f"{name}: {short_day(day)} не числится в этом классе или группе — "
        "отметки и пропуски не ставят (п. 3.2.5)."
    )


def late_days(entered: datetime, lesson_day: date) -> int:
    """Whole days by which an entry (school's local time) is later than its lesson's day."""
    return max(0, (entered.date() - lesson_day).days)
