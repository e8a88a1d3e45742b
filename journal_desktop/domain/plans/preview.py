"""What corrections would do, told before they are carried out.

Source: domain reference 7.5: all following topics move, the tail that does not fit is listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal_desktop.domain.plans.course import Course, Item
from journal_desktop.domain.plans.wizard import Correction, corrected
from journal_desktop.domain.russian import plural, ranges, short_date
from journal_desktop.domain.vocabulary import PlanChange

_LESSONS = ("урок", "урока", "уроков")
_OF_LESSONS = ("урока", "уроков", "уроков")
_NO_LESSON = {
    PlanChange.RESERVE: "без урока (резерв)",
    PlanChange.INDEPENDENT: "самостоятельно",
}


@dataclass(frozen=True, slots=True)
class TopicMove:
    """A topic whose lessons change: what it had and what it gets, in words."""

    number: int
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Topics that change in the order of the plan, and lessons lacking before and after.

    `freed` counts lessons that topics no longer need; negative when they need more. `tail` are the
    numbers of topics left without lessons.
    """

    moves: tuple[TopicMove, ...]
    freed: int
    lacking_before: int
    lacking: int
    tail: tuple[int, ...]

    @property
    def text(self) -> str:
        """What changes, how many lessons it frees, what is still lacking, in sentences."""
        said = f"Изменится тем: {len(self.moves)}. " if self.moves else "Дни не изменятся. "
        if self.freed:
            word = "Освободится" if self.freed > 0 else "Займёт ещё"
            count = abs(self.freed)
            said += f"{word} {count} {plural(count, *_LESSONS)}. "
        if not self.lacking:
            return f"{said}Все темы помещаются в год."
        lessons = f"{self.lacking} {plural(self.lacking, *_OF_LESSONS)}"
        return f"{said}Не хватит ещё {lessons}: без урока № {ranges(self.tail)}."


def preview(course: Course, corrections: Sequence[Correction]) -> Preview:
    """What the corrections would change; nothing is written.

    Raises:
        Refused, Invalid: one of them is forbidden, as the gate would refuse it.
    """
    after = corrected(course, corrections)
    moves = [
        TopicMove(new.number, new.title, was, now)
        for old, new in zip(course.items, after.items, strict=True)
        if (was := _told(course, old)) != (now := _told(after, new))
    ]
    return Preview(
        tuple(moves),
        sum(item.lessons for item in course.items) - sum(item.lessons for item in after.items),
        course.lacking,
        after.lacking,
        tuple(item.number for item in after.tail),
    )


def _told(course: Course, item: Item) -> str:
    """«12.10.2026», «12.10.2026 и 14.10.2026», «12.10.2026 вместе с № 5», «не помещается»."""
    if item.way is PlanChange.MERGE and not item.given:
        at = course.index(item.partner or 0)
        partner = f" вместе с № {course.items[at].number}" if at is not None else ""
        return f"{_days(item)}{partner}".strip()
    if not item.places:
        return _NO_LESSON.get(item.way or PlanChange.SHIFT, "не помещается")
    short = ", ещё урока нет" if item.lacking else ""
    return f"{_days(item)}{short}"


def _days(item: Item) -> str:
    days: list[date] = [place.day for place in item.places]
    return " и ".join(short_date(day, year=True) for day in dict.fromkeys(days))
