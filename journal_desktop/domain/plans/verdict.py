"""One thing that is wrong with a lesson plan, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from typing_extensions import override


class Column(Enum):
    """Where in the plan; the value is what the person sees above it."""

    PLAN = "КТП"
    NUMBER = "№ урока"
    SECTION = "Раздел"
    TOPIC = "Тема урока"
    HOURS = "Кол-во часов"
    KIND = "Вид контроля"
    HOMEWORK = "Домашнее задание"


@dataclass(frozen=True, slots=True)
class PlanFault:
    """A fault of line `number`, None for the whole plan; `proposal` is the text without it."""

    number: int | None
    column: Column
    text: str
    proposal: str = ""
    is_error: bool = True

    @override
    def __str__(self) -> str:
        return f"Урок № {self.number}: {self.text}" if self.number else self.text
