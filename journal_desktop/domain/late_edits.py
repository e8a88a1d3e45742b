"""Changing a mark that has stood for days: allowed, but only with a reason.

Source: domain 9.3 («edits of marks older than 3 days ask for a reason»), 5.9 O-14, A7; R-3.2.5-02.

Decided: an edit is changing or clearing a mark that stands; putting a mark into an empty cell, a
second mark beside the first and letters of absence are entries, not edits. The age is counted in
calendar days of the school (A7) from the first entry of that mark, as O-14 counts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.text_faults import one_line

LATE_EDIT_RULE: Final = "late_edit_days"
"""Name of the dated setting: after how many days an edit asks for a reason."""
LATE_EDIT_DAYS: Final = 3
"""Where the school has not set its own number."""
LATE_REASONS: Final = (
    "ошибка ввода",
    "пересдача",
    "апелляция",
    "исправление по итогам проверки",
)
LONGEST_REASON: Final = 500


def is_late_edit(entered: date, today: date, days: int) -> bool:
    """Whether a mark entered on that day is older than so many days."""
    return (today - entered).days > days


def late_edits(
    before: Sequence[str], after: Sequence[str], entered: Sequence[date | None], since: date
) -> tuple[tuple[str, date], ...]:
    """Marks of a cell that would change though they were entered before `since`.

    All by work number; a day that is not known is not late.
    """
    places = zip_longest(before, after, entered[: len(before)], fillvalue="")
    return tuple(
        (was, day)
        for was, becomes, day in places
        if isinstance(day, date) and was and was != becomes and day < since
    )


def late_sentence(mark: str, entered: date, days: int) -> str:
    """Refusal of a change without a reason."""
    older = f"больше {days} {plural(days, 'дня', 'дней', 'дней')} назад" if days else "не сегодня"
    return (
        f"Отметка «{mark}» поставлена {short_date(entered, year=True)}, {older}: "
        "изменить её можно, указав причину (п. 3.2.5)."
    )


def tidy_reason(reason: str | None) -> str | None:
    """A reason in one line; None when nothing is said.

    Raises:
        Invalid: it is longer than the journal keeps.
    """
    line = one_line(reason or "")
    if len(line) > LONGEST_REASON:
        raise Invalid(
            f"Причина слишком длинная: в ней {len(line)} знаков, а помещается {LONGEST_REASON}. "
            "Сократите её."
        )
    return line or None
