"""What a lesson still owes and by when, in words.

Source: Regulation 3.2.5 (R-3.2.5-02, -04, -09): filled on the day of the lesson; homework not later
than three hours after the last lesson of these pupils.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from journal_desktop.domain.cells import late_days
from journal_desktop.domain.homework import lateness, lateness_text
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.spread import LessonColumn, LessonState

MINUTE = timedelta(minutes=1)
HOUR_MINUTES = 60


class Mood(Enum):
    """How a line sounds; it names the label's role in the stylesheet."""

    SOFT = "soft"
    WARNING = "warning"
    ERROR = "error"
    GOOD = "good"


class Line(NamedTuple):
    """A sentence with its mood."""

    text: str
    mood: Mood


def homework_line(lesson: LessonColumn, now: datetime) -> Line:
    """The clock of the homework; "" when its deadline is not known."""
    due = lesson.homework_due
    if lesson.state is LessonState.CANCELLED or due is None:
        return Line("", Mood.SOFT)
    if lesson.homework and lesson.homework_at is not None:
        late = lateness(lesson.homework_at.astimezone(due.tzinfo), due)
        mood = Mood.WARNING if late else Mood.SOFT
        return Line(f"Д/з записано {lateness_text(late)} (п. 3.2.5)", mood)
    if lesson.day > now.date():
        return Line(f"Д/з: до {short_date(due.date())} {due:%H:%M} (п. 3.2.5)", Mood.SOFT)
    if now <= due:
        return Line(f"Д/з: осталось {span_text(due - now)} (п. 3.2.5)", Mood.WARNING)
    return Line(f"Д/з: срок истёк {short_date(due.date())} в {due:%H:%M} (п. 3.2.5)", Mood.ERROR)


def filled_line(lesson: LessonColumn, today: date) -> Line:
    """Whether the lesson is filled, and whether in time."""
    if lesson.state is LessonState.CANCELLED:
        reason = f": {lesson.cancel_reason}" if lesson.cancel_reason else ""
        return Line(f"Урок отменён{reason}", Mood.SOFT)
    if lesson.day > today:
        return Line("Урок ещё не состоялся", Mood.SOFT)
    missing = missing_parts(lesson)
    if missing:
        overdue = lesson.day < today
        return Line(f"Не заполнено: {', '.join(missing)}", Mood.ERROR if overdue else Mood.WARNING)
    moments = [at for at in (lesson.topic_at, lesson.homework_at) if at is not None]
    late = max((late_days(at, lesson.day) for at in moments), default=0)
    if late:
        days = plural(late, "день", "дня", "дней")
        return Line(f"✓ заполнен с опозданием на {late} {days}", Mood.WARNING)
    return Line("✓ заполнен в день урока", Mood.GOOD)


def missing_parts(lesson: LessonColumn) -> list[str]:
    """What of the lesson is empty: topic, homework, attendance."""
    parts = [
        ("тема", bool(lesson.topic)),
        ("задание", bool(lesson.homework)),
        ("отсутствующие", lesson.confirmed),
    ]
    return [name for name, there in parts if not there]


def span_text(left: timedelta) -> str:
    """«2 ч 49 мин», «40 мин»; a started minute is not counted."""
    minutes = left // MINUTE
    hours, rest = divmod(minutes, HOUR_MINUTES)
    return f"{hours} ч {rest} мин" if hours else f"{rest} мин"
