"""Plan against fact in words: lines of pages, their total, what a filter leaves (O-25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journal_desktop.domain.plans.progress import standing_text, summed
from journal_desktop.domain.plans.values import hours
from journal_desktop.queries.plan_progress import PageProgress
from journal_desktop.ui.kit.lines import Line

HEADS: Final = (
    "Класс",
    "Предмет",
    "Учитель",
    "По УП",
    "По КТП",
    "К сроку",
    "Дано",
    "Отставание",
    "%",
    "Чем восполнено",
)
WORDS: Final = (0, 1, 2, 7, 9)
CHARACTERS: Final = (12, 28, 24, 8, 8, 9, 8, 28, 6, 44)
NO_PLAN: Final = "нет КТП"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is left of the list; "" for any class or teacher."""

    class_name: str = ""
    teacher: str = ""
    lagging_only: bool = False

    def fits(self, page: PageProgress) -> bool:
        """Whether the page is shown."""
        return (
            self.class_name in ("", page.class_name)
            and self.teacher in ("", page.teacher)
            and (page.hours.is_lagging or not self.lagging_only)
        )


def page_line(page: PageProgress) -> Line:
    """One page; those that lag are strong."""
    told = page.hours
    name = f"{page.class_name} ({page.group})" if page.class_name and page.group else ""
    return Line(
        (
            name or page.class_name or page.group,
            page.subject,
            page.teacher,
            hours(told.study),
            hours(told.plan) if page.plan_id is not None else NO_PLAN,
            hours(told.due),
            hours(told.conducted),
            standing_text(told),
            str(told.percent),
            page.reason,
        ),
        told.is_lagging,
    )


def total_line(pages: Sequence[PageProgress]) -> Line:
    """All pages shown together."""
    whole = summed([page.hours for page in pages])
    lagging = sum(page.hours.is_lagging for page in pages)
    return Line(
        (
            "Итого",
            f"страниц: {len(pages)}, с отставанием: {lagging}",
            "",
            hours(whole.study),
            hours(whole.plan),
            hours(whole.due),
            hours(whole.conducted),
            _lag(whole.lag),
            str(whole.percent),
            "",
        ),
        strong=True,
    )


def _lag(half_hours: int) -> str:
    """The sum of pages lags by no rule: only its sign is told."""
    if not half_hours:
        return "0 ч"
    return f"{'−' if half_hours > 0 else '+'}{hours(abs(half_hours))} ч"


def total_text(pages: Sequence[PageProgress]) -> str:
    """The total in a sentence, seen however long the list is."""
    whole = summed([page.hours for page in pages])
    lagging = sum(page.hours.is_lagging for page in pages)
    return (
        f"Страниц: {len(pages)}, с отставанием: {lagging}. К сроку {hours(whole.due)} ч, "
        f"дано {hours(whole.conducted)} ч ({whole.percent} %)."
    )
