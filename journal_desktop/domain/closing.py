"""Closing of periods and years: their states by date, and the sentences of refusal.

Source: domain 5.8 (будущий → открыт → выставление итоговых → закрыт → архив), 9.3, R-3.2.5-05.
«Будущий», «открыт» and «выставление итоговых» follow from the days and are nobody's click; what
comes later is somebody's decision and never goes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from journal_desktop.domain.cells import short_day
from journal_desktop.domain.readiness import GapKind
from journal_desktop.domain.russian import join_and, plural
from journal_desktop.domain.spread import PeriodState, year_title
from journal_desktop.domain.vocabulary import CorrectionField, Scheme

SCHEME_TITLES: Final[Mapping[Scheme, str]] = MappingProxyType(
    {
        Scheme.QUARTERS: "Четверти",
        Scheme.TRIMESTERS: "Триместры",
        Scheme.HALVES: "Полугодия",
        Scheme.YEAR: "Год (без периодов)",
    }
)
STATE_TITLES: Final[Mapping[PeriodState, str]] = MappingProxyType(
    {
        PeriodState.FUTURE: "будущий",
        PeriodState.OPEN: "открыт",
        PeriodState.FINALS: "выставление итоговых",
        PeriodState.CLOSED: "закрыт",
        PeriodState.ARCHIVED: "архив",
    }
)
FIELD_TITLES: Final[Mapping[CorrectionField, str]] = MappingProxyType(
    {
        CorrectionField.CELL: "Отметка или пропуск",
        CorrectionField.TOPIC: "Тема урока",
        CorrectionField.HOMEWORK: "Домашнее задание",
        CorrectionField.FINAL: "Итоговая отметка",
    }
)
_COUNTED: Final[tuple[tuple[GapKind, tuple[str, str, str]], ...]] = (
    (GapKind.NO_FINAL, ("итоговая отметка", "итоговые отметки", "итоговых отметок")),
    (
        GapKind.NO_LETTER_ORDER,
        ("приказ о неаттестации", "приказа о неаттестации", "приказов о неаттестации"),
    ),
    (GapKind.LESSON_EMPTY, ("незаполненный урок", "незаполненных урока", "незаполненных уроков")),
    (GapKind.NO_TOPIC, ("тема урока", "темы уроков", "тем уроков")),
    (GapKind.NO_HOMEWORK, ("домашнее задание", "домашних задания", "домашних заданий")),
    (
        GapKind.NOT_CONFIRMED,
        (
            "подтверждение посещаемости",
            "подтверждения посещаемости",
            "подтверждений посещаемости",
        ),
    ),
)
"""What a period may lack when it is closed, in order of weight."""
PERIOD_GAPS: Final = frozenset(kind for kind, _ in _COUNTED)


@dataclass(frozen=True, slots=True)
class Lacks:
    """How much of each kind a period lacks."""

    counts: Mapping[GapKind, int]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.counts.values())

    @property
    def text(self) -> str:
        """«3 итоговые отметки и 12 тем уроков»; "" for nothing."""
        return join_and(
            [
                f"{count} {plural(count, *forms)}"
                for kind, forms in _COUNTED
                if (count := self.counts.get(kind, 0))
            ]
        )


def lacks(found: Iterable[tuple[GapKind, int]]) -> Lacks:
    """Add up what was found; kinds that are no matter of a period do not count."""
    counts: dict[GapKind, int] = {}
    for kind, count in found:
        if kind in PERIOD_GAPS:
            counts[kind] = counts.get(kind, 0) + count
    return Lacks(counts)


def state_on(state: PeriodState, begins: date, ends: date, today: date) -> PeriodState:
    """The state of a period on a day; «закрыт» and «архив» stay whatever the day is."""
    if state in (PeriodState.CLOSED, PeriodState.ARCHIVED):
        return state
    if today < begins:
        return PeriodState.FUTURE
    return PeriodState.OPEN if today < ends else PeriodState.FINALS


def unfinished_period_sentence(title: str, ends: date) -> str:
    """Refusal of closing before the last day."""
    return (
        f"Период «{title}» идёт до {short_day(ends)}: закрыть его можно не раньше этого дня "
        "(п. 3.2.5)."
    )


def gaps_sentence(title: str, found: Lacks) -> str:
    """Refusal of closing while something is missing that nobody has confirmed knowingly."""
    return (
        f"Период «{title}»: не хватает — {found.text}. После закрытия их внесут только "
        "исправлением. Посмотрите список и подтвердите закрытие, зная об этом (п. 3.2.5)."
    )


def changed_gaps_sentence(title: str, found: Lacks) -> str:
    """What was confirmed is not what is missing now."""
    return (
        f"Период «{title}»: пока вы подтверждали, список изменился — "
        f"{f'не хватает: {found.text}' if found.total else 'теперь всё заполнено'}. "
        "Обновите окно и закройте снова."
    )


def closed_year_sentence(first_year: int) -> str:
    """Refusal of what would change a closed year."""
    return (
        f"{year_title(first_year)} учебный год закрыт: решения педсовета и периоды не изменить "
        "(п. 3.2.4)."
    )


def archived_sentence(first_year: int) -> str:
    """Refusal of a correction in the archive."""
    return (
        f"{year_title(first_year)} учебный год в архиве: изменить ничего нельзя. Ошибку исправляют "
        "подписанным листом исправлений, который подшивают в дело (п. 3.2.5)."
    )
